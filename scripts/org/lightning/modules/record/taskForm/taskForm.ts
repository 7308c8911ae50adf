/** The short form for a new task of a record. Fires `done` with the id of the new task, or without one when given up. */
import { api, LightningElement } from 'lwc';
import LightningConfirm from 'lightning/confirm';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { createRecordState, errorSummary, type RecordState, type RecordView } from 'record/recordState';

const FIELDS = [
  { path: 'Subject', behavior: 'required' },
  { path: 'ActivityDate', behavior: 'none' },
  { path: 'Priority', behavior: 'none' },
  { path: 'OwnerId', behavior: 'required' }
];

export default class TaskForm extends LightningElement {
  /** Values that relate the task to the record. */
  @api defaults: Record<string, unknown> = {};
  state: RecordState | undefined;
  view: RecordView | undefined;
  private wantsFocus = true;
  private unsubscribe: (() => void) | undefined;

  connectedCallback(): void {
    const state = createRecordState('Task', undefined, { ...this.defaults });
    this.state = state;
    this.view = state.view();
    this.unsubscribe = state.subscribe(() => {
      this.view = state.view();
    });
    void state.refresh();
  }
  disconnectedCallback(): void {
    this.unsubscribe?.();
    this.state?.dispose();
  }
  renderedCallback(): void {
    if (this.wantsFocus && this.state?.fieldNames().includes('Subject')) {
      this.wantsFocus = false;
      this.state.focus('Subject');
    }
  }

  get isReady(): boolean {
    return this.view?.status === 'ready';
  }
  get isLoading(): boolean {
    return this.view?.status === 'loading';
  }
  get failure(): string {
    return this.view?.failure ?? '';
  }
  get heading(): string {
    return `新規${this.view?.info.label ?? ''}`;
  }
  get isSaving(): boolean {
    return this.view?.saving === true;
  }
  get cannotSave(): boolean {
    return !this.isReady || this.isSaving;
  }
  get fields(): typeof FIELDS {
    return FIELDS;
  }
  get errors(): ReturnType<typeof errorSummary> {
    return this.view ? errorSummary(this.view) : [];
  }
  get hasErrors(): boolean {
    return this.errors.length > 0;
  }

  /** Once the messages are on screen: to the first field that was refused, else to the messages. */
  private focusError(): void {
    const field = this.errors.find((error) => error.field !== undefined)?.field;
    setTimeout(() => {
      if (field !== undefined && this.state?.fieldNames().includes(field)) this.state.focus(field);
      else this.template?.querySelector<HTMLElement>('.summary')?.focus();
    });
  }
  private close(id: string | undefined): void {
    this.dispatchEvent(new CustomEvent('done', { detail: { id } }));
  }
  /** The input keeps the focus: its message on leaving would move the button away from under the pointer. */
  handlePress(event: MouseEvent): void {
    event.preventDefault();
  }
  handleKey(event: KeyboardEvent): void {
    // An open list of choices or calendar closes first; it takes the key for itself.
    if (event.key === 'Escape' && !event.defaultPrevented) void this.handleCancel();
  }
  async handleCancel(): Promise<void> {
    const typed = Object.keys(this.view?.drafts ?? {}).length > 0;
    if (
      typed &&
      !(await LightningConfirm.open({ label: '保存していない変更があります', message: '入力した内容を破棄しますか？', theme: 'warning' }))
    )
      return;
    this.close(undefined);
  }
  async handleSave(event: Event): Promise<void> {
    event.preventDefault();
    const { state } = this;
    if (!state || this.cannotSave) return;
    const subject = String(state.view().drafts.Subject ?? '');
    const id = await state.save();
    if (id === undefined) {
      this.focusError();
      return;
    }
    this.dispatchEvent(new ShowToastEvent({ title: `${state.view().info.label}「${subject}」が作成されました。`, variant: 'success' }));
    this.close(id);
  }
}
