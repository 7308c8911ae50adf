import { api, LightningElement } from 'lwc';
import type { ListSummary } from 'shell/listData';
import { subscribe } from 'shell/router';
import { urlOfRoute } from 'shell/routes';

/** The name of a list view and the menu of the object's other lists. */
export default class ListPicker extends LightningElement {
  @api objectApiName = '';
  @api lists: ListSummary[] = [];
  @api selected?: string;
  @api label = '';
  isOpen = false;
  private wantsFocus = false;
  private unsubscribe?: () => void;

  connectedCallback(): void {
    // Not on the click: a link that has left the page by then would be followed by the browser itself.
    this.unsubscribe = subscribe(() => this.close());
  }

  disconnectedCallback(): void {
    this.unsubscribe?.();
  }

  @api focusHeading(): void {
    this.template?.querySelector<HTMLElement>('h1')?.focus();
  }

  renderedCallback(): void {
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    const links = [...(this.template?.querySelectorAll<HTMLElement>('.entry') ?? [])];
    (links.find((link) => link.getAttribute('aria-current')) ?? links[0])?.focus();
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  get entries(): { key: string; label: string; href: string; current?: 'page' }[] {
    return this.lists.map(({ apiName, label }) => ({
      key: apiName,
      label,
      href: urlOfRoute({ page: 'list', objectApiName: this.objectApiName, filterName: apiName }),
      ...(apiName === this.selected ? { current: 'page' as const } : {})
    }));
  }

  toggle(): void {
    this.isOpen = !this.isOpen;
    this.wantsFocus = this.isOpen;
  }

  close(): void {
    this.isOpen = false;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    this.close();
    (this.refs?.trigger as HTMLElement | undefined)?.focus();
  }

  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget as Node | null;
    if (!next || !(event.currentTarget as Node).contains(next)) this.close();
  }
}
