/**
 * The details of one row, saved by themselves after a pause and when the focus leaves them. What is refused stays, with its message beside it;
 * what somebody else changed meanwhile is asked, never overwritten silently. What is not stored yet is kept with the drafts of the page.
 */
import { clockTime } from 'c/clock';
import type { ConflictView, Resolution } from 'c/conflictPanel';
import { messagesOf, reduceError } from 'c/errorReducer';
import type { OwnMessages } from 'c/errorReducer';
import { inputKind, sameAnswer } from 'c/hearingAnswer';
import type { AnswerValue } from 'c/hearingAnswer';
import { EMPTY_DRAFT, invalidFields } from 'c/hearingDraft';
import type { Conflict, Draft, Same } from 'c/hearingDraft';
import type { AnswerChange } from 'c/hearingField';
import type { HearingItem } from 'c/hearingModel';
import { fieldView, reuse } from 'c/hearingView';
import type { FieldView } from 'c/hearingView';
import { leaveRow, onRowDraftsChanged, showRow } from 'c/pageDrafts';
import type { Editor } from 'c/pageDrafts';
import { formatText } from 'c/textFormat';
import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { LightningElement, api, wire } from 'lwc';
import { labels } from './labels';

const WIDE: ReadonlySet<string> = new Set(['longText', 'multiPicklist']);
const SAVE_MESSAGES: OwnMessages = {
  network: labels.errorNetwork,
  noAccess: labels.errorAccess,
  notFound: labels.errorNotFound,
  session: labels.errorSession,
  unknown: labels.errorUnknown
};

export default class RowEditor extends LightningElement {
  @api
  get recordId(): string | undefined {
    return this.rowId;
  }
  set recordId(id: string | undefined) {
    if (id === this.rowId) return;
    this.leave();
    this.rowId = id;
    this.loadMessages = [];
    this.enter();
  }

  /** Record whose rows are saved one after the other. */
  @api
  get caseId(): string | undefined {
    return this.parentId;
  }
  set caseId(id: string | undefined) {
    if (id === this.parentId) return;
    this.leave();
    this.parentId = id;
    this.enter();
  }

  @api
  get objectInfo(): ObjectInfoRepresentation | undefined {
    return this.info;
  }
  set objectInfo(info: ObjectInfoRepresentation | undefined) {
    this.info = info;
    this.chooseFields();
    this.enter();
  }
  @api picklists: PicklistCollection['picklistFieldValues'] = {};
  /** API names of the fields to show, in this order. */
  @api
  get fields(): readonly string[] {
    return this.names;
  }
  set fields(names: readonly string[]) {
    this.names = names;
    this.chooseFields();
  }

  labels = labels;
  rowId: string | undefined;
  optionalFields: string[] | undefined;
  status = '';
  loadMessages: readonly string[] = [];
  saveMessages: readonly string[] = [];

  private parentId: string | undefined;
  private info: ObjectInfoRepresentation | undefined;
  private names: readonly string[] = [];
  private editor: Editor | undefined;
  private record: RecordRepresentation | undefined;
  private draft: Draft = EMPTY_DRAFT;
  private errors: Readonly<Record<string, readonly string[]>> = {};
  private conflicts: readonly Conflict[] = [];
  private views: readonly FieldView[] = [];
  /** Fields that were left with something that is no value. */
  private told: ReadonlySet<string> = new Set();
  private savedAt: number | undefined;
  private stopListening: (() => void) | undefined;

  connectedCallback(): void {
    this.enter();
  }

  disconnectedCallback(): void {
    this.leave();
  }

  @wire(getRecord, { recordId: '$rowId', optionalFields: '$optionalFields' })
  wiredRecord({ data, error }: WireResult<RecordRepresentation>): void {
    if (error) this.loadMessages = messagesOf(reduceError(error), SAVE_MESSAGES);
    if (!data || data.id !== this.rowId) return;
    this.loadMessages = [];
    this.latest = data;
    this.take();
  }
  /** The record as the platform told it last: it may come before the editor. */
  private latest: RecordRepresentation | undefined;

  get messages(): readonly string[] {
    return [...this.loadMessages, ...this.saveMessages];
  }

  get isLoading(): boolean {
    return !this.record && this.messages.length === 0;
  }

  /** What was typed into a row that cannot be read any more: at least it can be copied. */
  get orphans(): { key: string; label: string; text: string }[] {
    if (this.record || this.loadMessages.length === 0) return [];
    return [...this.draft].map(([key, { mine }]) => ({ key, label: this.labelOf(key), text: shown(mine) }));
  }

  get items(): { key: string; item: FieldView; layout: string }[] {
    const { info, record } = this;
    if (!info || !record) return [];
    const source = {
      fields: info.fields,
      picklists: this.picklists,
      editable: info.updateable,
      answers: {
        value: (field: string) => this.answerOf(field),
        display: (field: string) => record.fields[field]?.displayValue ?? null
      }
    };
    const visible = this.names.filter((field) => field in info.fields && field in record.fields);
    const views = visible.map((field) => ({
      ...fieldView(plainItem(field, info.apiName), source, { due: false, error: (this.errors[field] ?? []).join('\n') }),
      plain: true
    }));
    this.views = reuse(views, new Map(this.views.map((view) => [view.key, view])));
    return this.views.map((item) => ({ key: item.key, item, layout: WIDE.has(item.kind) ? 'wide' : 'narrow' }));
  }

  get conflictViews(): ConflictView[] {
    return this.conflicts.map(({ field, mine, theirs }) => ({
      field,
      label: this.labelOf(field),
      mine: shown(mine),
      theirs: shown(theirs)
    }));
  }

  handleAnswerChange(event: CustomEvent<AnswerChange>): void {
    // The form above must not take a field of a row for one of its own.
    event.stopPropagation();
    const { field, value, valid } = event.detail;
    this.told = new Set([...this.told].filter((each) => each !== field));
    this.editor?.edit(field, { mine: value, valid });
    this.refresh();
  }

  handleCompositionStart(): void {
    this.editor?.compose(true);
  }

  handleCompositionEnd(): void {
    this.editor?.compose(false);
  }

  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget as Node | null;
    if (next && (event.currentTarget as HTMLElement).contains(next)) return;
    this.told = new Set(invalidFields(this.draft));
    if (this.draft.size > 0) this.editor?.save();
    this.refresh();
  }

  handleResolve(event: CustomEvent<Resolution>): void {
    this.editor?.resolve(event.detail.field, event.detail.choice);
    this.refresh();
  }

  /** As soon as it is known of which row of which case the details are. */
  private enter(): void {
    const { info, rowId, parentId } = this;
    if (this.editor || !this.isConnected || !info || rowId === undefined || parentId === undefined) return;
    const name = (fields: readonly string[]): string =>
      formatText(labels.draftRow, info.label, fields.map((field) => this.labelOf(field)).join(labels.listSeparator));
    this.editor = showRow({ caseId: parentId, rowId, objectApiName: info.apiName, name });
    this.editor.same = this.same;
    this.savedAt = this.editor.savedAt;
    this.stopListening = onRowDraftsChanged(parentId, () => this.refresh());
    this.take();
    this.refresh();
  }

  /** Closed before its pause was over: it is saved all the same; what cannot be saved comes back when the details are opened again. */
  private leave(): void {
    this.stopListening?.();
    this.stopListening = undefined;
    if (this.editor && this.parentId !== undefined && this.rowId !== undefined) leaveRow(this.parentId, this.rowId);
    this.editor = undefined;
    this.record = undefined;
    this.latest = undefined;
    this.draft = EMPTY_DRAFT;
    this.told = new Set();
  }

  private take(): void {
    const { editor, latest } = this;
    if (!editor || !latest) return;
    const isFirst = editor.record === undefined;
    // Other components may have read other fields of the same row.
    editor.take({ ...latest, fields: { ...editor.record?.fields, ...latest.fields } });
    // What was restored could not be saved before.
    if (isFirst && editor.draft.size > 0) editor.save();
    this.refresh();
  }

  /** Shows what the editor knows; the only place that reads it. */
  private refresh(): void {
    const { editor } = this;
    if (!editor) return;
    this.record = editor.record;
    this.draft = editor.draft;
    this.conflicts = editor.conflicts;
    const invalid = invalidFields(editor.draft).filter((field) => this.told.has(field));
    this.errors = { ...editor.fieldErrors, ...Object.fromEntries(invalid.map((field) => [field, [labels.errorInvalid]])) };
    if (editor.stale) this.saveMessages = [labels.conflictNotLoaded];
    else this.saveMessages = editor.error ? messagesOf(editor.error, SAVE_MESSAGES) : [];
    this.status = editor.saving ? labels.saving : savedText(editor.savedAt);
    if (editor.savedAt === this.savedAt) return;
    this.savedAt = editor.savedAt;
    this.dispatchEvent(new CustomEvent('rowsaved', { bubbles: true, composed: true }));
  }

  private readonly same: Same = (field, a, b) => {
    const info = this.info?.fields[field];
    return sameAnswer(info ? inputKind(info) : 'text', a, b);
  };

  /** What is typed, else what is stored; undefined for a field that did not come. */
  private answerOf(field: string): AnswerValue | undefined {
    const stored = this.record?.fields[field]?.value;
    const typed = this.draft.get(field);
    return stored === undefined || !typed ? stored : typed.mine;
  }

  private labelOf(field: string): string {
    return this.info?.fields[field]?.label ?? field;
  }

  private chooseFields(): void {
    const { info, names } = this;
    if (info && names.length > 0) this.optionalFields = names.map((field) => `${info.apiName}.${field}`);
  }
}

function savedText(savedAt: number | undefined): string {
  return savedAt === undefined ? '' : formatText(labels.saved, clockTime(savedAt));
}

function shown(value: AnswerValue): string {
  if (typeof value === 'boolean') return value ? labels.yes : labels.no;
  return value === null || value === '' ? labels.blank : String(value);
}

/** A field of a row as an item that asks nothing. */
function plainItem(field: string, objectApiName: string): HearingItem {
  return {
    ...{ developerName: field, label: field, objectApiName, fieldApiName: field, rows: null },
    ...{ section: null, sectionOrder: null, sortOrder: null, tier: null, phaseAsked: null },
    ...{ dueRank: 0, hasRule: false, fixed: false, question: null, hint: null, example: null }
  };
}
