/** The place of a deployed component on a page: loads it, keeps what is typed into it, shows what is wrong with it. */
import { api, LightningElement } from 'lwc';
import { onRecordsChanged } from 'platform/changes';
import { loadComponent, onComponentsForgotten } from 'platform/components';
import { messagesOf } from 'platform/errors';
import { setUnsaved } from 'platform/unsaved';

export default class CustomComponent extends LightningElement {
  /** Bundle name, without `c:`. */
  @api name = '';
  @api recordId: string | undefined;
  @api objectApiName: string | undefined;
  /** Design properties of the page. */
  @api properties: Record<string, unknown> = {};

  constructorOf: unknown;
  problem = '';
  private url = '';
  private ends: (() => void)[] = [];
  private readonly owner = {};

  connectedCallback(): void {
    this.ends = [
      onRecordsChanged((change) => {
        if (this.recordId !== undefined && change.ids.includes(this.recordId)) setUnsaved(this.owner, false);
      }),
      onComponentsForgotten(() => void this.load())
    ];
    void this.load();
  }
  disconnectedCallback(): void {
    for (const end of this.ends) end();
    setUnsaved(this.owner, false);
  }
  errorCallback(error: unknown): void {
    // With its place in the code for whoever writes the component, and so that no test takes the page for whole.
    reportError(error);
    this.problem = messagesOf(error).join(' ');
  }

  private async load(): Promise<void> {
    try {
      const { url, constructor } = await loadComponent(this.name);
      if (url === this.url) return;
      this.url = url;
      this.problem = '';
      setUnsaved(this.owner, false);
      this.constructorOf = constructor;
    } catch (error) {
      this.url = '';
      this.constructorOf = undefined;
      this.problem = messagesOf(error).join(' ');
    }
  }

  get label(): string {
    return `c:${this.name}`;
  }
  get shown(): boolean {
    return this.constructorOf !== undefined && this.problem === '';
  }
  get values(): Record<string, unknown> {
    const context = {
      ...(this.recordId === undefined ? {} : { recordId: this.recordId }),
      ...(this.objectApiName === undefined ? {} : { objectApiName: this.objectApiName })
    };
    return { ...this.properties, ...context };
  }

  /**
   * Anything typed or chosen inside counts as unsaved until the record is saved: no new version replaces it. What is looked for is nothing to save.
   * Whether leaving is asked for is the component's own business, as in a real org.
   */
  handleInput(event: Event): void {
    const [source] = event.composedPath() as { type?: string }[];
    if (source?.type === 'search') return;
    setUnsaved(this.owner, true, false);
  }
}
