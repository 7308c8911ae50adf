/** The bar at the foot of a page that is being edited: what is wrong, cancel, save. */
import { errorSummary, type RecordView } from 'record/recordState';
import StateElement from 'record/stateElement';

/** Room between the bar and the field above it. */
const ROOM_PX = 16;

export default class SaveBar extends StateElement {
  private announced = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.documentElement.style.scrollPaddingBottom = '';
  }

  get isSignedOut(): boolean {
    return this.view?.signedOut === true;
  }
  get duplicates(): RecordView['duplicates'] {
    return this.view?.duplicates;
  }
  get isSaving(): boolean {
    return this.view?.saving === true;
  }
  get errors(): { key: string; field: string | undefined; text: string }[] {
    return this.view ? errorSummary(this.view) : [];
  }
  get hasErrors(): boolean {
    return this.errors.length > 0;
  }
  renderedCallback(): void {
    // A field that takes the focus must not end up behind the bar.
    const height = this.template?.querySelector('.bar')?.getBoundingClientRect().height ?? 0;
    document.documentElement.style.scrollPaddingBottom = `${Math.ceil(height) + ROOM_PX}px`;
    // Only then: messages that go away while they are seen to must not take the focus from the input.
    const refusals = this.view?.refusals ?? 0;
    const summary = this.template?.querySelector<HTMLElement>('.summary');
    if (refusals === this.announced || !summary) return;
    this.announced = refusals;
    summary.focus();
  }

  handleError(event: Event): void {
    const { field } = (event.currentTarget as HTMLElement).dataset;
    if (field) this.state?.focus(field);
  }
  handleCancel(): void {
    this.state?.cancel();
  }
  handleSave(): void {
    this.dispatchEvent(new CustomEvent('save', { detail: {} }));
  }
  handleAnyway(): void {
    this.dispatchEvent(new CustomEvent('save', { detail: { allowSaveOnDuplicate: true } }));
  }
}
