import { api, LightningElement } from 'lwc';
import { onRevision } from 'platform/events';
import { request } from 'shell/api';
import { toFailure, type Failure } from 'shell/failures';

interface HomeNode {
  key: string;
  component: string;
  properties: Record<string, string | number | boolean | string[]>;
}

interface HomeModel {
  label: string;
  template: string;
  regions: { name: string; nodes: HomeNode[] }[];
}

/** Templates that Home pages use; any other one is shown as one column in the order of its regions. */
const TEMPLATE_CLASSES: Record<string, string> = {
  'home:desktopTemplate': 'home home_sidebar',
  'home:desktopTemplateHeaderThreeColumns': 'home home_three'
};

/** Home: the FlexiPage that the app's `Tab` override of `standard-home` names. */
export default class HomePage extends LightningElement {
  page?: HomeModel | null;
  failure?: Failure;
  private app?: string;
  private stopListening?: () => void;

  @api
  get appName(): string | undefined {
    return this.app;
  }
  set appName(name: string | undefined) {
    if (name === this.app) return;
    this.app = name;
    this.page = undefined;
    this.load();
  }

  connectedCallback(): void {
    this.stopListening = onRevision(() => this.load());
  }

  disconnectedCallback(): void {
    this.stopListening?.();
  }

  @api focusHeading(): void {
    this.template?.querySelector<HTMLElement>('h1')?.focus();
  }

  async load(): Promise<void> {
    const { app } = this;
    this.failure = undefined;
    try {
      const { page } = await request<{ page: HomeModel | null }>(`/lightning/api/home?app=${encodeURIComponent(app ?? '')}`);
      if (app === this.app) this.page = page;
    } catch (error) {
      if (app === this.app) this.failure = toFailure(error);
    }
    // After this render, so that the heading exists when focus moves to it.
    Promise.resolve().then(() =>
      this.dispatchEvent(new CustomEvent('pageready', { bubbles: true, composed: true, detail: { title: 'ホーム' } }))
    );
  }

  get isMissing(): boolean {
    return this.page === null;
  }

  get pageClass(): string {
    const name = TEMPLATE_CLASSES[this.page?.template ?? ''] ?? 'home';
    // An empty sidebar gives its room to the rest, as in Lightning Experience.
    return this.regions.some((region) => region.name === 'sidebar') ? `${name} has-sidebar` : name;
  }

  get regions(): { name: string; regionClass: string; nodes: HomeNode[] }[] {
    return (this.page?.regions ?? [])
      .filter((region) => region.nodes.length > 0)
      .map(({ name, nodes }) => ({ name, nodes, regionClass: `region region_${name}` }));
  }
}
