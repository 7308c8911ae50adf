import { LightningElement } from 'lwc';
import { subscribeAppState, type AppState } from 'shell/appState';
import { matchesSearch, routeOfNavItem } from 'shell/navItems';
import { APP_ICON } from 'shell/objectIcons';
import { subscribe } from 'shell/router';
import { urlOfRoute } from 'shell/routes';

interface Entry {
  key: string;
  label: string;
  href: string;
  icon?: string;
  description?: string;
}

/** The waffle: a panel that searches the user's apps and items. */
export default class AppLauncher extends LightningElement {
  state: AppState = { apps: [], navItems: [] };
  isOpen = false;
  search = '';
  private wantsFocus = false;
  private ends: (() => void)[] = [];

  connectedCallback(): void {
    this.ends = [
      subscribeAppState((state) => {
        this.state = state;
      }),
      // Not on the click: a link that has left the page by then would be followed by the browser itself.
      subscribe(() => this.close())
    ];
  }

  disconnectedCallback(): void {
    for (const end of this.ends) end();
  }

  renderedCallback(): void {
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    (this.refs?.search as HTMLElement | undefined)?.focus();
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  get scrollTabIndex(): string {
    return '-1';
  }

  get shownApps(): Entry[] {
    return this.state.apps
      .filter((app) => matchesSearch(app.label, this.search))
      .map((app) => ({
        key: app.appId,
        label: app.label,
        href: urlOfRoute({ page: 'app', appName: app.developerName }),
        icon: APP_ICON,
        ...(app.description ? { description: app.description } : {})
      }));
  }

  get shownItems(): Entry[] {
    return this.state.navItems.flatMap((item) => {
      const route = routeOfNavItem(item);
      if (!route || !matchesSearch(item.label, this.search)) return [];
      return [{ key: `${item.itemType}:${item.developerName}`, label: item.label, href: urlOfRoute(route) }];
    });
  }

  get hasApps(): boolean {
    return this.shownApps.length > 0;
  }

  get hasItems(): boolean {
    return this.shownItems.length > 0;
  }

  get isEmpty(): boolean {
    return !this.hasApps && !this.hasItems;
  }

  toggle(): void {
    this.isOpen = !this.isOpen;
    this.search = '';
    this.wantsFocus = this.isOpen;
  }

  close(): void {
    this.isOpen = false;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.search = event.detail.value;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    this.close();
    (this.refs?.trigger as HTMLElement | undefined)?.focus();
  }

  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget as Node | null;
    // A click on something that takes no focus inside the panel keeps it open.
    if (next && !(event.currentTarget as Node).contains(next)) this.close();
  }
}
