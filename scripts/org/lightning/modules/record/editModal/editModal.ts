/**
 * The dialog that makes a new record or edits one: with the field sections of the object's record page when it has some, else with
 * every field of the layout. Source: Salesforce Help, "Dynamic Forms" (the New and Edit windows follow the page).
 */
import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import LightningConfirm from 'lightning/confirm';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import type { PageModel, PageNode } from '../../../page/types.ts';
import { call, UI_API } from 'platform/client';
import { isEditable } from 'record/fieldModel';
import { createRecordState, errorSummary, type RecordState, type RecordView } from 'record/recordState';
import type { RecordData } from 'record/types';
import { appState } from 'shell/appState';
import { urlOfRoute } from 'shell/routes';

/** `EditModal.open({ label, size, objectApiName, recordId?, … })` resolves to the id of the saved record, or undefined. */
export default class EditModal extends LightningModal {
  @api objectApiName = '';
  @api recordId: string | undefined;
  /** Values of a new record. */
  @api defaults: Record<string, unknown> = {};
  /** Values put into the inputs of an existing record. */
  @api presets: Record<string, unknown> = {};
  /** Field sections of the form; absent = those of the record page, or of the layout when the page has none. */
  @api sections: PageNode[] | undefined;
  /** Text of the toast after saving; absent = what was made or saved. */
  @api successMessage: string | undefined;
  state: RecordState | undefined;
  view: RecordView | undefined;
  shownSections: PageNode[] = [];
  isLaidOut = false;
  private announced = 0;

  connectedCallback(): void {
    const state = createRecordState(this.objectApiName, this.recordId, { ...this.defaults });
    this.state = state;
    this.view = state.view();
    state.subscribe(() => {
      const before = this.view;
      this.view = state.view();
      if (this.recordId !== undefined && before?.status === 'loading' && this.view.status === 'ready') this.edit(state);
      // Escape and the cross must not throw away what was typed.
      this.disableClose = this.hasTyped;
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

  private edit(state: RecordState): void {
    state.edit();
    const { info } = state.view();
    for (const [name, value] of Object.entries(this.presets)) if (isEditable(info, info.fields[name], false)) state.type(name, value);
  }

  /** Something stands in the inputs that neither the record nor the action brought along. */
  private get hasTyped(): boolean {
    return Object.entries(this.view?.drafts ?? {}).some(([name, value]) => value !== this.presets[name]);
  }

  private async layOut(state: RecordState): Promise<void> {
    if (this.sections) this.lay(state, this.sections, []);
    else await this.layOutPage(state);
    this.isLaidOut = true;
    void state.refresh();
  }

  private lay(state: RecordState, sections: PageNode[], ruleFields: string[]): void {
    this.shownSections = sections;
    state.need([...ruleFields, ...sections.flatMap(fieldsOf), ...Object.keys(this.presets)]);
  }

  private async layOutPage(state: RecordState): Promise<void> {
    try {
      const app = appState().app?.developerName;
      const query = new URLSearchParams({ objectApiName: this.objectApiName, ...(app === undefined ? {} : { app }) });
      const model = await call<PageModel>(`/lightning/api/page?${query}`);
      const sections = model.regions.flatMap((region) => sectionsOf(region.nodes));
      this.lay(state, sections, model.ruleFields);
    } catch {
      // Without the page the dialog still has the layout; what keeps the record from being read is said below.
    }
  }

  get hasSections(): boolean {
    return this.isLaidOut && this.shownSections.length > 0;
  }
  get hasLayout(): boolean {
    return this.isLaidOut && this.shownSections.length === 0;
  }
  get mode(): string {
    return this.recordId === undefined ? 'Create' : 'Edit';
  }
  get heading(): string {
    const label = this.view?.info.label ?? '';
    return this.recordId === undefined && !this.sections ? `新規${label}` : this.label;
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
    if (
      this.hasTyped &&
      !(await LightningConfirm.open({ label: '保存していない変更があります', message: '入力した内容を破棄しますか？', theme: 'warning' }))
    )
      return;
    this.disableClose = false;
    this.close(undefined);
  }
  /** The input keeps the focus until the button is released: messages that go when it loses it would move the button away. */
  handlePress(event: MouseEvent): void {
    event.preventDefault();
  }
  handleSave(): void {
    // Dates and times are taken over when their input loses the focus.
    const focused = activeElement();
    if (focused instanceof HTMLInputElement) focused.blur();
    void this.save();
  }
  handleAnyway(): void {
    void this.save({ allowSaveOnDuplicate: true });
  }
  private async save(options: { allowSaveOnDuplicate?: boolean } = {}): Promise<void> {
    const { state } = this;
    const id = await state?.save(options);
    if (!state || id === undefined) return;
    this.dispatchEvent(new ShowToastEvent({ ...(await this.toast(state, id)), variant: 'success' }));
    this.disableClose = false;
    this.close(id);
  }

  /** The record's name is read after the save: automation may have given it. */
  private async toast(state: RecordState, id: string): Promise<{ title: string; message?: string; messageData?: unknown[] }> {
    const { info } = state.view();
    const name = await readName(`${info.apiName}.${info.nameFields[0] ?? 'Name'}`, id);
    if (this.recordId !== undefined) return { title: this.successMessage ?? `${info.label}${name ? `「${name}」` : ''}が保存されました。` };
    const messageData = [{ url: urlOfRoute({ page: 'record', recordId: id, action: 'view' }), label: name || info.label }];
    return this.successMessage === undefined
      ? { title: '', message: name ? `${info.label}「{0}」が作成されました。` : '{0}が作成されました。', messageData }
      : { title: this.successMessage, message: '{0}', messageData };
  }
}

/** The element that has the focus, below all shadow roots. */
function activeElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Value of a name field; '' when the record may no longer be read. */
async function readName(path: string, id: string): Promise<string> {
  try {
    const record = await call<RecordData>(`${UI_API}/records/${encodeURIComponent(id)}?optionalFields=${encodeURIComponent(path)}`);
    const entry = record.fields[path.slice(path.indexOf('.') + 1)];
    return String(entry?.displayValue ?? entry?.value ?? '');
  } catch {
    return '';
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
