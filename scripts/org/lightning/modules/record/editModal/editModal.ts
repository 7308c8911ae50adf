/**
 * The dialog that makes a new record or edits one: with the field sections of the object's record page when it has some, else with
 * every field of the layout. Source: Salesforce Help, "Dynamic Forms" (the New and Edit windows follow the page).
 */
import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import LightningConfirm from 'lightning/confirm';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import type { PageModel, PageNode } from '../../../page/types.ts';
import { call } from 'platform/client';
import { createRecordState, errorSummary, type RecordState, type RecordView } from 'record/recordState';
import { appState } from 'shell/appState';

/** `EditModal.open({ label, size, objectApiName, recordId?, defaults? })` resolves to the id of the saved record, or undefined. */
export default class EditModal extends LightningModal {
  @api objectApiName = '';
  @api recordId: string | undefined;
  @api defaults: Record<string, unknown> = {};
  state: RecordState | undefined;
  view: RecordView | undefined;
  /** Field sections of the record page; none when its details are the layout's. */
  sections: PageNode[] = [];
  isLaidOut = false;
  private announced = 0;

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
    void this.layOut(state);
  }
  disconnectedCallback(): void {
    this.state?.dispose();
  }
  renderedCallback(): void {
    // Only then: messages that go away while they are seen to must not take the focus from the input.
    const refusals = this.view?.refusals ?? 0;
    const summary = this.template?.querySelector<HTMLElement>('.summary');
    if (refusals === this.announced || !summary) return;
    this.announced = refusals;
    summary.focus();
  }

  private async layOut(state: RecordState): Promise<void> {
    try {
      const app = appState().app?.developerName;
      const query = new URLSearchParams({ objectApiName: this.objectApiName, ...(app === undefined ? {} : { app }) });
      const model = await call<PageModel>(`/lightning/api/page?${query}`);
      this.sections = model.regions.flatMap((region) => sectionsOf(region.nodes));
      state.need([...model.ruleFields, ...this.sections.flatMap(fieldsOf)]);
    } catch {
      // Without the page the dialog still has the layout; what keeps the record from being read is said below.
    }
    this.isLaidOut = true;
    void state.refresh();
  }

  get hasSections(): boolean {
    return this.isLaidOut && this.sections.length > 0;
  }
  get hasLayout(): boolean {
    return this.isLaidOut && this.sections.length === 0;
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
  get isSignedOut(): boolean {
    return this.view?.signedOut === true;
  }
  get duplicates(): RecordView['duplicates'] {
    return this.view?.duplicates;
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
  handleSave(): void {
    void this.save();
  }
  handleAnyway(): void {
    void this.save({ allowSaveOnDuplicate: true });
  }
  private async save(options: { allowSaveOnDuplicate?: boolean } = {}): Promise<void> {
    const { state } = this;
    const name = state?.view().info.nameFields[0] ?? 'Name';
    const typed = state?.view().drafts[name];
    const id = await state?.save(options);
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

/** The field sections among the components of a page, in their order. */
function sectionsOf(nodes: readonly PageNode[]): PageNode[] {
  return nodes.flatMap((node) =>
    node.component === 'flexipage:fieldSection' ? [node] : Object.values(node.facets ?? {}).flatMap(sectionsOf)
  );
}

function fieldsOf(node: PageNode): string[] {
  return [...(node.field ? [node.field.path] : []), ...Object.values(node.facets ?? {}).flatMap((inner) => inner.flatMap(fieldsOf))];
}
