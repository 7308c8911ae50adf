/** Asks which of the closing values a record ends with; resolves to the value, or undefined. */
import { api } from 'lwc';
import LightningModal from 'lightning/modal';

export default class ClosedStepModal extends LightningModal {
  @api fieldLabel = '';
  @api options: { label: string; value: string }[] = [];
  value = '';

  get heading(): string {
    return `完了した${this.fieldLabel}を選択`;
  }
  get choices(): { label: string; value: string }[] {
    return this.options.map(({ label, value }) => ({ label, value }));
  }
  handleChange(event: CustomEvent<{ value: string }>): void {
    this.value = event.detail.value;
  }
  handleCancel(): void {
    this.close(undefined);
  }
  handleSave(): void {
    const input = this.template?.querySelector<HTMLElement & { reportValidity(): boolean }>('lightning-combobox');
    if (input?.reportValidity()) this.close(this.value);
  }
}
