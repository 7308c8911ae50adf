/** The bar at the foot of a page that is being edited: what is wrong, cancel, save. */
import { api, LightningElement } from 'lwc';
import { errorSummary, type RecordState, type RecordView } from 'record/recordState';

export default class SaveBar extends LightningElement {
  private source: RecordState | undefined;
  private unsubscribe: (() => void) | undefined;
  private announced = '';
  view: RecordView | undefined;

  @api
  get state(): RecordState | undefined {
    return this.source;
  }
  set state(value: RecordState | undefined) {
    this.unsubscribe?.();
    this.source = value;
    this.view = value?.view();
    this.unsubscribe = value?.subscribe(() => {
      this.view = value.view();
    });
  }
  disconnectedCallback(): void {
    this.unsubscribe?.();
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
    const text = this.errors.map((error) => error.text).join();
    if (text !== '' && text !== this.announced) this.template?.querySelector<HTMLElement>('.summary')?.focus();
    this.announced = text;
  }

  handleError(event: Event): void {
    const { field } = (event.currentTarget as HTMLElement).dataset;
    if (field) this.source?.focus(field);
  }
  handleCancel(): void {
    this.source?.cancel();
  }
  handleSave(): void {
    this.dispatchEvent(new CustomEvent('save'));
  }
}
