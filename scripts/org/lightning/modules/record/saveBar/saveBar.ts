/** The bar at the foot of a page that is being edited: what is wrong, cancel, save. */
import { errorSummary, type RecordView } from 'record/recordState';
import StateElement from 'record/stateElement';

/** Room between the bar and the field above it. */
const ROOM_PX = 16;

export default class SaveBar extends StateElement {
  private announced = '';

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
    const text = this.errors.map((error) => error.text).join();
    if (text !== '' && text !== this.announced) this.template?.querySelector<HTMLElement>('.summary')?.focus();
    this.announced = text;
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
