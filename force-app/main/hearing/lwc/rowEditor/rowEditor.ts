/**
 * The details of one row, saved by themselves after a pause and when the focus leaves them. What is refused stays, with its message beside it;
 * what somebody else changed meanwhile is asked, never overwritten silently.
 */
import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';
import type { ConflictView, Resolution } from 'c/conflictPanel';
import { messagesOf, reduceError } from 'c/errorReducer';
import type { OwnMessages } from 'c/errorReducer';
import { inputKind, sameAnswer } from 'c/hearingAnswer';
import type { AnswerValue } from 'c/hearingAnswer';
import { EMPTY_DRAFT, absorb, changesOf, conflictsOf, edit, invalidFields, keepMine, settle, takeTheirs } from 'c/hearingDraft';
import type { Conflict, Draft, Same, Values } from 'c/hearingDraft';
import type { AnswerChange } from 'c/hearingField';
import type { HearingItem } from 'c/hearingModel';
import { fieldView, reuse } from 'c/hearingView';
import type { FieldView } from 'c/hearingView';
import { saveFields } from 'c/recordSaver';
import { inTurn } from 'c/rowQueue';
import { formatText } from 'c/textFormat';
import { later } from 'c/timing';
import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import { getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { LightningElement, api, wire } from 'lwc';
import { labels } from './labels';

/** After the last key, before a save. */
export const PAUSE_MS = 1500;
const WIDE: ReadonlySet<string> = new Set(['longText', 'multiPicklist']);
/** Unsaved input of rows whose details were closed; memory only, gone with the tab. */
const heldDrafts = new Map<string, Draft>();
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
    this.hold();
    this.rowId = id;
    this.record = undefined;
    this.draft = (id !== undefined && heldDrafts.get(id)) || EMPTY_DRAFT;
  }

  /** Record whose rows are saved one after the other. */
  @api caseId: string | undefined;
  @api
  get objectInfo(): ObjectInfoRepresentation | undefined {
    return this.info;
  }
  set objectInfo(info: ObjectInfoRepresentation | undefined) {
    this.info = info;
    this.chooseFields();
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
  messages: readonly string[] = [];

  private info: ObjectInfoRepresentation | undefined;
  private names: readonly string[] = [];
  private record: RecordRepresentation | undefined;
  private draft: Draft = EMPTY_DRAFT;
  private errors: Readonly<Record<string, readonly string[]>> = {};
  private conflicts: readonly Conflict[] = [];
  private views: readonly FieldView[] = [];
  /** lastModifiedDate that a conflict was met with, until a newer record arrives. */
  private waitingSince: string | undefined;
  private composing = false;
  private cancelPause: (() => void) | undefined;
  private readonly warnBeforeLeaving = (event: BeforeUnloadEvent): void => {
    if (this.draft.size > 0) event.preventDefault();
  };

  connectedCallback(): void {
    window.addEventListener('beforeunload', this.warnBeforeLeaving);
  }

  disconnectedCallback(): void {
    window.removeEventListener('beforeunload', this.warnBeforeLeaving);
    this.hold();
  }

  @wire(getRecord, { recordId: '$rowId', optionalFields: '$optionalFields' })
  wiredRecord({ data, error }: WireResult<RecordRepresentation>): void {
    if (error) this.messages = messagesOf(reduceError(error), SAVE_MESSAGES);
    if (!data || data.id !== this.rowId || this.isOlder(data)) return;
    this.record = data;
    this.draft = absorb(this.draft, this.stored, this.same);
    if (this.conflicts.length > 0) this.conflicts = conflictsOf(this.draft, this.stored, this.same);
    if (this.waitingSince === undefined || this.waitingSince === data.lastModifiedDate) return;
    // What only one side changed goes on by itself, what both changed is asked.
    this.waitingSince = undefined;
    this.conflicts = conflictsOf(this.draft, this.stored, this.same);
    if (this.conflicts.length === 0) this.save();
  }

  get isLoading(): boolean {
    return !this.record && this.messages.length === 0;
  }

  get items(): { key: string; item: FieldView; layout: string }[] {
    const { info, record } = this;
    if (!info || !record) return [];
    const source = {
      fields: info.fields,
      picklists: this.picklists,
      editable: info.updateable,
      answers: {
        value: (field: string) => (field in record.fields ? (this.draft.get(field)?.mine ?? this.storedOf(field)) : undefined),
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
      label: this.info?.fields[field]?.label ?? field,
      mine: shown(mine),
      theirs: shown(theirs)
    }));
  }

  handleAnswerChange(event: CustomEvent<AnswerChange>): void {
    // The form above must not take a field of a row for one of its own.
    event.stopPropagation();
    const { field, value, valid } = event.detail;
    this.draft = edit(this.draft, field, { mine: value, valid, stored: this.storedOf(field) }, this.same);
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([each]) => each !== field));
    this.rest();
  }

  handleCompositionStart(): void {
    this.composing = true;
  }

  handleCompositionEnd(): void {
    this.composing = false;
    this.rest();
  }

  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget as Node | null;
    if (!next || !(event.currentTarget as HTMLElement).contains(next)) this.save();
  }

  handleResolve(event: CustomEvent<Resolution>): void {
    const conflict = this.conflicts.find(({ field }) => field === event.detail.field);
    if (!conflict) return;
    this.draft = event.detail.choice === 'mine' ? keepMine(this.draft, conflict) : takeTheirs(this.draft, conflict);
    this.conflicts = this.conflicts.filter((each) => each !== conflict);
    if (this.conflicts.length === 0) this.save();
  }

  private rest(): void {
    this.cancelPause?.();
    this.cancelPause = later(PAUSE_MS, () => {
      if (!this.composing) this.save();
    });
  }

  /** Sends what is typed and valid; in turn with every other save of the case. */
  private async save(): Promise<void> {
    this.cancelPause?.();
    const { caseId, rowId } = this;
    if (rowId === undefined || !this.record || this.draft.size === 0 || this.conflicts.length > 0) return;
    await inTurn(caseId ?? rowId, () => this.saveOnce(rowId));
  }

  private async saveOnce(rowId: string): Promise<void> {
    const { record } = this;
    const changes = changesOf(this.draft);
    const invalid = Object.fromEntries(invalidFields(this.draft).map((field) => [field, [labels.errorInvalid]]));
    // Saved by an earlier turn, or nothing valid yet.
    if (!record || record.id !== rowId || Object.keys(changes).length === 0) {
      this.errors = { ...this.errors, ...invalid };
      return;
    }
    this.status = labels.saving;
    this.messages = [];
    const outcome = await saveFields({ recordId: rowId, changes, ifUnmodifiedSince: record.lastModifiedDate, update: updateRecord });
    if (this.rowId !== rowId) return;
    this.errors = { ...outcome.error?.fields, ...invalid };
    if (outcome.record) this.takeSaved(outcome.record, outcome.saved);
    if (!outcome.error) return;
    if (!outcome.record) this.status = '';
    if (outcome.error.kind === 'conflict') {
      this.waitingSince = record.lastModifiedDate;
      notifyRecordUpdateAvailable([{ recordId: rowId }]);
    } else this.messages = messagesOf(outcome.error, SAVE_MESSAGES);
  }

  private takeSaved(saved: RecordRepresentation, sent: Values): void {
    this.draft = settle(this.draft, sent, this.same);
    if (this.draft.size === 0 && this.rowId !== undefined) heldDrafts.delete(this.rowId);
    if (!this.isOlder(saved)) {
      const fields = { ...this.record?.fields };
      for (const [field, value] of Object.entries(sent)) fields[field] = saved.fields[field] ?? { value, displayValue: null };
      this.record = { ...(this.record ?? saved), fields, lastModifiedDate: saved.lastModifiedDate };
    }
    const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone }).format(new Date());
    this.status = formatText(labels.saved, time);
    this.dispatchEvent(new CustomEvent('rowsaved', { bubbles: true, composed: true }));
  }

  /** Closed before its pause was over: it is saved all the same; what cannot be saved comes back when the details are opened again. */
  private hold(): void {
    if (this.rowId === undefined) return;
    if (this.draft.size === 0) {
      heldDrafts.delete(this.rowId);
      return;
    }
    heldDrafts.set(this.rowId, this.draft);
    this.save();
  }

  private readonly same: Same = (field, a, b) => {
    const info = this.info?.fields[field];
    return sameAnswer(info ? inputKind(info) : 'text', a, b);
  };

  private storedOf(field: string): AnswerValue {
    return this.record?.fields[field]?.value ?? null;
  }

  private get stored(): Values {
    return Object.fromEntries(Object.entries(this.record?.fields ?? {}).map(([field, { value }]) => [field, value]));
  }

  private isOlder({ lastModifiedDate }: RecordRepresentation): boolean {
    return this.record !== undefined && Date.parse(lastModifiedDate) < Date.parse(this.record.lastModifiedDate);
  }

  private chooseFields(): void {
    const { info, names } = this;
    if (info && names.length > 0) this.optionalFields = names.map((field) => `${info.apiName}.${field}`);
  }
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
