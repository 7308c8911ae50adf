/** `lightning-record-form`. Source: Component Reference, "Record Form". */
import { api, LightningElement } from 'lwc';
import type { PageNode } from '../../../page/types.ts';
import { fieldNameOf } from 'platform/formContext';
import { createRecordState, errorSummary, type RecordState, type RecordView } from 'record/recordState';

type Field = string | { fieldApiName: string };

export default class RecordForm extends LightningElement {
  @api recordId: string | undefined;
  @api objectApiName: string | { objectApiName: string } = '';
  @api recordTypeId: string | undefined;
  @api layoutType: string | undefined;
  @api fields: Field[] | undefined;
  @api columns: number | string = 1;
  /** view, edit or readonly; edit without a record id. */
  @api mode: string | undefined;
  @api density = 'auto';
  form: RecordState | undefined;
  view: RecordView | undefined;

  connectedCallback(): void {
    const name = typeof this.objectApiName === 'string' ? this.objectApiName : this.objectApiName.objectApiName;
    const form = createRecordState(name, this.recordId || undefined);
    let isLoaded = false;
    form.subscribe(() => {
      this.view = form.view();
      if (isLoaded || this.view.status !== 'ready') return;
      isLoaded = true;
      if (this.mode === 'edit') form.edit();
      this.dispatchEvent(new CustomEvent('load'));
    });
    form.need((this.fields ?? []).map(fieldNameOf));
    this.form = form;
    this.view = form.view();
    void form.refresh();
  }
  disconnectedCallback(): void {
    this.form?.dispose();
  }

  get isLayout(): boolean {
    return !this.fields?.length;
  }
  get layoutMode(): string {
    if (this.recordId === undefined) return 'Create';
    return this.mode === 'edit' ? 'Edit' : 'View';
  }
  get section(): PageNode {
    const count = Math.max(1, Number(this.columns) || 1);
    const behavior = this.mode === 'readonly' ? 'readonly' : 'none';
    const columns: PageNode[] = Array.from({ length: count }, (_, index) => ({
      key: `column-${index}`,
      component: 'flexipage:column',
      properties: {},
      facets: { body: [] }
    }));
    for (const [index, field] of (this.fields ?? []).entries()) {
      const path = fieldNameOf(field);
      columns[index % count]?.facets?.body?.push({ key: path, component: 'field', properties: {}, field: { path, behavior } });
    }
    return { key: 'fields', component: 'flexipage:fieldSection', properties: {}, facets: { columns } };
  }
  get failure(): string {
    return this.view?.failure ?? '';
  }
  get isEditing(): boolean {
    return this.view?.editing === true && this.view.status === 'ready';
  }
  get isSaving(): boolean {
    return this.view?.saving === true;
  }
  get errors(): { key: string; text: string }[] {
    return this.view ? errorSummary(this.view) : [];
  }
  get hasErrors(): boolean {
    return this.errors.length > 0;
  }

  handleCancel(): void {
    this.form?.cancel();
    this.dispatchEvent(new CustomEvent('cancel'));
  }
  async handleSave(): Promise<void> {
    const { form } = this;
    if (!form) return;
    const fields = { ...form.view().drafts };
    if (!this.dispatchEvent(new CustomEvent('submit', { detail: { fields }, cancelable: true }))) return;
    await this.save();
  }
  /** Saves, with values in place of (or beside) those typed. */
  @api
  submit(fields: Record<string, unknown> = {}): void {
    for (const [name, value] of Object.entries(fields)) this.form?.type(name, value);
    void this.save();
  }
  private async save(): Promise<void> {
    const id = await this.form?.save();
    const view = this.form?.view();
    if (id !== undefined) this.dispatchEvent(new CustomEvent('success', { detail: { ...view?.record, id } }));
    else
      this.dispatchEvent(
        new CustomEvent('error', {
          detail: { message: 'レコードを保存できませんでした。', detail: this.errors.map((error) => error.text).join(' ') }
        })
      );
  }
}
