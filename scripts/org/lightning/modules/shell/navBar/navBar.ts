import { api, LightningElement } from 'lwc';
import { subscribeAppState } from 'shell/appState';
import { fitCount, routeOfNavItem, tabOfNavItem, type AppInfo } from 'shell/navItems';
import { subscribe } from 'shell/router';
import { urlOfRoute } from 'shell/routes';

interface Entry {
  key: string;
  label: string;
  href: string;
  current?: 'page';
  itemClass: string;
}

const MORE_WIDTH = 120;

/** The bar of the current app: launcher, app name, items; what does not fit goes into a menu. */
export default class NavBar extends LightningElement {
  /** Name of the active tab, see `activeTabOf`. */
  @api active?: string;
  app?: AppInfo;
  isOpen = false;
  visibleCount = Infinity;
  private ends: (() => void)[] = [];
  private observer?: ResizeObserver;

  connectedCallback(): void {
    this.ends = [
      subscribeAppState(({ app }) => {
        this.app = app;
      }),
      // Not on the click: a link that has left the page by then would be followed by the browser itself.
      subscribe(() => this.closeMore())
    ];
  }

  disconnectedCallback(): void {
    for (const end of this.ends) end();
    this.observer?.disconnect();
    this.observer = undefined;
  }

  renderedCallback(): void {
    const items = this.template?.querySelector('.items');
    if (items && !this.observer) {
      this.observer = new ResizeObserver(() => this.measure());
      this.observer.observe(items);
    }
    this.measure();
  }

  private measure(): void {
    const available = this.template?.querySelector('.items')?.clientWidth ?? 0;
    const widths = [...(this.template?.querySelectorAll<HTMLElement>('[data-measure]') ?? [])].map((element) => element.offsetWidth);
    const count = fitCount(widths, available, MORE_WIDTH);
    if (available > 0 && count !== this.visibleCount) this.visibleCount = count;
  }

  get appLabel(): string {
    return this.app?.label ?? '';
  }

  get entries(): Entry[] {
    return (this.app?.navItems ?? []).flatMap((item) => {
      const route = routeOfNavItem(item);
      if (!route) return [];
      const isActive = tabOfNavItem(item) === this.active;
      return [
        {
          key: item.developerName,
          label: item.label,
          href: urlOfRoute(route),
          ...(isActive ? { current: 'page' as const } : {}),
          itemClass: `slds-context-bar__item${isActive ? ' slds-is-active' : ''}`
        }
      ];
    });
  }

  get shown(): Entry[] {
    return this.entries.slice(0, this.visibleCount);
  }

  get rest(): Entry[] {
    return this.entries.slice(this.visibleCount);
  }

  get hasMore(): boolean {
    return this.rest.length > 0;
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  toggleMore(): void {
    this.isOpen = !this.isOpen;
  }

  closeMore(): void {
    this.isOpen = false;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    this.isOpen = false;
    (this.refs?.more as HTMLElement | undefined)?.focus();
  }

  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget as Node | null;
    if (next && !(event.currentTarget as Node).contains(next)) this.isOpen = false;
  }
}
