import { LightningElement } from 'lwc';
import type { PageAction } from '../../../page/types.ts';
import { call } from 'platform/client';
import { onRevision } from 'platform/events';
import { runQuickAction } from 'record/quickAction';
import { query } from 'shell/api';
import { subscribeAppState, type UserInfo } from 'shell/appState';

/** The global header: name of the organisation, global actions and the user's menu. */
export default class Header extends LightningElement {
  user?: UserInfo;
  orgName = '';
  isOpen = false;
  globalActions: PageAction[] = [];
  private ends: (() => void)[] = [];

  connectedCallback(): void {
    this.ends = [
      subscribeAppState(({ user }) => {
        this.user = user;
      }),
      onRevision(() => void this.loadActions())
    ];
    this.loadOrganization();
    void this.loadActions();
  }

  disconnectedCallback(): void {
    for (const end of this.ends) end();
  }

  renderedCallback(): void {
    if (this.isOpen && !this.template?.activeElement?.closest('.menu')) (this.refs?.logout as HTMLElement | undefined)?.focus();
  }

  async loadOrganization(): Promise<void> {
    try {
      const [organization] = await query<{ Name: string }>('SELECT Name FROM Organization');
      this.orgName = organization?.Name ?? '';
    } catch {
      // The name is an ornament: pages report what keeps them from working.
      this.orgName = '';
    }
  }

  private async loadActions(): Promise<void> {
    try {
      this.globalActions = (await call<{ actions: PageAction[] }>('/lightning/api/globalActions')).actions;
    } catch {
      // As with the name above: the menu stays as it was.
    }
  }

  get hasGlobalActions(): boolean {
    return this.globalActions.length > 0;
  }

  handleGlobalAction(event: CustomEvent<{ value: string }>): void {
    const action = this.globalActions.find((candidate) => candidate.name === event.detail.value);
    if (action) void runQuickAction(action);
  }

  get userName(): string {
    return this.user?.name ?? '';
  }

  get username(): string {
    return this.user?.username ?? '';
  }

  get initials(): string {
    return [...this.userName.trim()][0] ?? '';
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  toggle(): void {
    this.isOpen = !this.isOpen;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    this.isOpen = false;
    (this.refs?.trigger as HTMLElement | undefined)?.focus();
  }

  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget as Node | null;
    if (!next || !(event.currentTarget as Node).contains(next)) this.isOpen = false;
  }
}
