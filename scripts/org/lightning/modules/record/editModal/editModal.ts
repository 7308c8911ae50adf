/** The dialog that makes a new record or edits one, with every field of the layout. */
import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import LightningConfirm from 'lightning/confirm';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { createRecordState, errorSummary, type RecordState, type RecordView } from 'record/recordState';

/** `EditModal.open({ label, size, objectApiName, recordId?, defaults? })` resolves to the id of the saved record, or undefined. */
export default class EditModal extends LightningModal {
  @api objectApiName = '';
  @api recordId: string | undefined;
  @api defaults: Record<string, unknown> = {};
  state: RecordState | undefined;
  view: RecordView | undefined;
  private announced = '';

  connectedCallback(): void {
    const state = createRecordState(this.objectApiName, this.recordId, { ...this.defaults });
    this.state = state;
    this.view = state.view();
    state.subscribe(() => {
      const before = this.view;
      this.view = state.view();
      if (this.recordId !== undefined && before?.status === 'loading' && this.view.status === 'ready') state.edit();
      // Escape and the cross must not throw away what was typed.
      this.disableClose = Object.keys(this.view.drafts).length > 0;
    });
    void state.refresh();
  }
  disconnectedCallback(): void {
    this.state?.dispose();
  }
  renderedCallback(): void {
    const text = this.errors.map((error) => error.text).join();
    if (text !== '' && text !== this.announced) this.template?.querySelector<HTMLElement>('.summary')?.focus();
    this.announced = text;
  }

  get mode(): string {
    return this.recordId === undefined ? 'Create' : 'Edit';
  }
  get heading(): string {
    const label = this.view?.info.label ?? '';
    return this.recordId === undefined ? `新規${label}` : this.label;
  }
  get failure(): string {
    return this.view?.failure ?? '';
  }
  get isSaving(): boolean {
    return this.view?.saving === true;
  }
  get isReady(): boolean {
    return this.view?.status === 'ready';
  }
  get cannotSave(): boolean {
    return !this.isReady || this.isSaving;
  }
  get errors(): ReturnType<typeof errorSummary> {
    return this.view ? errorSummary(this.view) : [];
  }
  get hasErrors(): boolean {
    return this.errors.length > 0;
  }

  handleError(event: Event): void {
    const { field } = (event.currentTarget as HTMLElement).dataset;
    if (field) this.state?.focus(field);
  }
  async handleCancel(): Promise<void> {
    const typed = Object.keys(this.view?.drafts ?? {}).length > 0;
    if (
      typed &&
      !(await LightningConfirm.open({ label: '保存していない変更があります', message: '入力した内容を破棄しますか？', theme: 'warning' }))
    )
      return;
    this.disableClose = false;
    this.close(undefined);
  }
  async handleSave(): Promise<void> {
    const { state } = this;
    const name = state?.view().info.nameFields[0] ?? 'Name';
    const typed = state?.view().drafts[name];
    const id = await state?.save();
    if (!state || id === undefined) return;
    const { info, record } = state.view();
    const saved = this.recordId === undefined ? typed : record?.fields[name]?.value;
    const named = typeof saved === 'string' && saved !== '' ? `「${saved}」` : '';
    this.dispatchEvent(
      new ShowToastEvent({
        title: `${info.label}${named}が${this.recordId === undefined ? '作成' : '保存'}されました。`,
        variant: 'success'
      })
    );
    this.disableClose = false;
    this.close(id);
  }
}
