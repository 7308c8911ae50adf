/** `lightning-record-edit-form`. Source: Component Reference, "Record Edit Form". */
import { api, LightningElement } from 'lwc';
import { answerFields } from 'platform/formContext';
import { createRecordState, type RecordState, type RecordView } from 'record/recordState';

export default class RecordEditForm extends LightningElement {
  @api recordId: string | undefined;
  @api objectApiName: string | { objectApiName: string } = '';
  @api recordTypeId: string | undefined;
  @api layoutType: string | undefined;
  @api formClass = '';
  @api density = 'auto';
  private form: RecordState | undefined;
  private isLoaded = false;
  view: RecordView | undefined;

  private get state(): RecordState {
    if (!this.form) {
      const name = typeof this.objectApiName === 'string' ? this.objectApiName : this.objectApiName.objectApiName;
      const form = createRecordState(name, this.recordId || undefined);
      form.subscribe(() => this.handleChange(form.view()));
      this.form = form;
    }
    return this.form;
  }

  connectedCallback(): void {
    // Fields join while the content is rendered: what they need is asked for in one call.
    queueMicrotask(() => void this.state.refresh());
  }
  disconnectedCallback(): void {
    this.form?.dispose();
    this.form = undefined;
    this.isLoaded = false;
  }

  private handleChange(view: RecordView): void {
    this.view = view;
    if (view.status !== 'ready' || this.isLoaded) return;
    this.isLoaded = true;
    if (this.recordId) this.state.edit();
    const detail = { records: view.recordId ? { [view.recordId]: view.record } : {}, objectInfos: { [view.objectApiName]: view.info } };
    this.dispatchEvent(new CustomEvent('load', { detail }));
  }

  handleJoin(event: Event): void {
    answerFields(event, this.state);
  }
  handleSubmit(event: Event): void {
    event.preventDefault();
    // The form's own event must not be taken for the component's, which carries the fields.
    event.stopPropagation();
    const view = this.state.view();
    const fields = Object.fromEntries(
      this.state.fieldNames().map((name) => [name, name in view.drafts ? view.drafts[name] : (view.record?.fields[name]?.value ?? null)])
    );
    const proceed = this.dispatchEvent(new CustomEvent('submit', { detail: { fields }, cancelable: true }));
    if (proceed) void this.save();
  }

  /** Saves the form, with values in place of (or beside) those of its fields. */
  @api
  submit(fields: Record<string, unknown> = {}): void {
    for (const [name, value] of Object.entries(fields)) this.state.type(name, value);
    void this.save();
  }

  private async save(): Promise<void> {
    const id = await this.state.save();
    const { record, errors } = this.state.view();
    if (id !== undefined) {
      if (this.recordId) this.state.edit();
      this.dispatchEvent(new CustomEvent('success', { detail: { ...record, id } }));
      return;
    }
    const fieldErrors = Object.fromEntries(
      Object.entries(errors.fields).map(([name, texts]) => [name, texts.map((message) => ({ field: name, message }))])
    );
    const message = 'レコードを保存できませんでした。';
    const detail = [...errors.record, ...Object.values(errors.fields).flat()].join(' ');
    this.dispatchEvent(
      new CustomEvent('error', {
        detail: { message, detail, output: { errors: errors.record.map((text) => ({ message: text })), fieldErrors } }
      })
    );
  }
}
