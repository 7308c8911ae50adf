import { LightningElement } from 'lwc';
import { query } from 'shell/api';
import { subscribeAppState, type UserInfo } from 'shell/appState';

/** The global header: name of the organisation and the user's menu. */
export default class Header extends LightningElement {
  user?: UserInfo;
  orgName = '';
  isOpen = false;
  private unsubscribe?: () => void;

  connectedCallback(): void {
    this.unsubscribe = subscribeAppState(({ user }) => {
      this.user = user;
    });
    this.loadOrganization();
  }

  disconnectedCallback(): void {
    this.unsubscribe?.();
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
