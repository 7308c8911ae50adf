/** The bar at the foot of a page that is being edited: what is wrong, cancel, save. */
import { errorSummary } from 'record/recordState';
import StateElement from 'record/stateElement';

export default class SaveBar extends StateElement {
  private announced = '';

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
    if (field) this.state?.focus(field);
  }
  handleCancel(): void {
    this.state?.cancel();
  }
  handleSave(): void {
    this.dispatchEvent(new CustomEvent('save'));
  }
}
