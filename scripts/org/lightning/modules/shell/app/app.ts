import { LightningElement } from 'lwc';
import { readObjectInfo } from 'lightning/uiObjectInfoApi';
import { onRevision } from 'platform/events';
import EditModal from 'record/editModal';
import { appState, loadAppState, selectApp, subscribeAppState } from 'shell/appState';
import { failure, failureOfCall, toFailure, type Failure } from 'shell/failures';
import { currentRoute, followLink, navigateTo, subscribe, type Route } from 'shell/router';
import { activeTabOf } from 'shell/routes';
import { routeOfNavItem } from 'shell/navItems';
import { startToasts } from 'shell/toasts';

interface Page extends HTMLElement {
  focusHeading?: () => void;
}

/** The frame of every page: header, navigation, the page of the current route. */
export default class App extends LightningElement {
  route: Route = currentRoute();
  isStarting = true;
  failure?: Failure;
  appName = '';
  appLabel = '';
  /** Object of the record on screen, once known, for addresses that do not name it. */
  private recordObject?: string;
  /** Focus moves to the heading after a navigation, not when the page is first opened. */
  private wantsFocus = false;
  private isCreating = false;
  private ends: (() => void)[] = [];

  connectedCallback(): void {
    // Who goes on working while a page loads must not lose the focus to its heading.
    const stay = (): void => {
      this.wantsFocus = false;
    };
    window.addEventListener('click', followLink);
    window.addEventListener('pointerdown', stay, true);
    window.addEventListener('keydown', stay, true);
    startToasts();
    this.ends = [
      () => window.removeEventListener('pointerdown', stay, true),
      () => window.removeEventListener('keydown', stay, true),
      () => window.removeEventListener('click', followLink),
      subscribeAppState(({ app }) => {
        this.appName = app?.developerName ?? '';
        this.appLabel = app?.label ?? '';
      }),
      subscribe((route) => this.show(route)),
      // Labels, tabs and apps may have changed; the page itself decides what it reads anew.
      onRevision(() => this.refreshFrame())
    ];
    this.start();
  }

  disconnectedCallback(): void {
    for (const end of this.ends) end();
  }

  async start(): Promise<void> {
    this.isStarting = true;
    this.failure = undefined;
    try {
      await loadAppState();
      this.isStarting = false;
      this.show(currentRoute());
    } catch (error) {
      this.isStarting = false;
      this.fail(toFailure(error));
    }
  }

  private async refreshFrame(): Promise<void> {
    try {
      await loadAppState();
    } catch {
      // The frame stays as it was: pages report a lost connection where it keeps somebody from working.
    }
  }

  private fail(failed: Failure): void {
    this.failure = failed;
    document.title = this.withApp(failed.title);
  }

  private show(route: Route): void {
    this.wantsFocus = route !== this.route;
    this.route = route;
    this.recordObject = undefined;
    if (this.isStarting) return;
    this.failure = undefined;
    // Until the page knows its own.
    document.title = this.withApp('');
    if (route.page === 'app') this.openApp(route.appName);
    if (route.page === 'new') this.openNew(route.objectApiName, route.defaults);
    if (route.page === 'notFound') this.fail(failure('notFound', route.path));
    if (route.page === 'tab') this.fail(failure('unsupported', `not supported: tab ${route.tabName}`));
  }

  private async openApp(name: string): Promise<void> {
    try {
      const app = await selectApp(name);
      if (!app) {
        this.fail(failure('notFound', name));
        return;
      }
      const first = app.navItems?.map(routeOfNavItem).find((route) => route !== undefined);
      navigateTo(first ?? { page: 'home' }, { replace: true });
    } catch (error) {
      this.fail(toFailure(error));
    }
  }

  /** The dialog for a new record stands over the object's list; closing it leads to the record or back to the list. */
  private async openNew(objectApiName: string, defaults: Record<string, string>): Promise<void> {
    if (this.isCreating) return;
    this.isCreating = true;
    try {
      const { label } = await readObjectInfo<{ label: string }>(objectApiName);
      document.title = this.withApp(`新規${label}`);
    } catch (error) {
      this.isCreating = false;
      this.fail(failureOfCall(error));
      return;
    }
    const recordId = (await EditModal.open({ label: '新規', size: 'medium', objectApiName, defaults })) as string | undefined;
    this.isCreating = false;
    if (currentRoute().page !== 'new') return;
    if (recordId) navigateTo({ page: 'record', recordId, objectApiName, action: 'view' }, { replace: true });
    else navigateTo({ page: 'list', objectApiName }, { replace: true });
  }

  private withApp(title: string): string {
    return [title, appState().app?.label].filter(Boolean).join(' | ');
  }

  handlePageReady(event: CustomEvent<{ title: string; objectApiName?: string }>): void {
    if (!this.isCreating) document.title = this.withApp(event.detail.title);
    this.recordObject = event.detail.objectApiName;
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    const page = this.template?.querySelector<Page>('[data-page]');
    if (page?.focusHeading) page.focusHeading();
    else (this.refs?.main as HTMLElement | undefined)?.focus();
  }

  skip(event: Event): void {
    event.preventDefault();
    (this.refs?.main as HTMLElement | undefined)?.focus();
  }

  get activeTab(): string | undefined {
    return activeTabOf(this.route) ?? this.recordObject;
  }

  get objectApiName(): string | undefined {
    return 'objectApiName' in this.route ? this.route.objectApiName : this.recordObject;
  }

  get isHome(): boolean {
    return this.route.page === 'home';
  }

  get isList(): boolean {
    return this.route.page === 'list' || this.route.page === 'new';
  }

  get isRecord(): boolean {
    return this.route.page === 'record';
  }

  get isReport(): boolean {
    return this.route.page === 'report';
  }

  get isDashboard(): boolean {
    return this.route.page === 'dashboard';
  }

  get isCatalog(): boolean {
    return this.route.page === 'reports' || this.route.page === 'dashboards';
  }
}
