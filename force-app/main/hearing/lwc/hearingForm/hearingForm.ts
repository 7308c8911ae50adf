/**
 * The guided hearing on a record page: asks the items of HearingItem__mdt, shows what is still missing for the next phase and saves
 * what changed. An incomplete form is never refused: only moving the phase is gated, and by the server.
 */
import getItems from '@salesforce/apex/HearingItemController.getItems';
import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';
import { messagesOf, reduceError } from 'c/errorReducer';
import type { OwnMessages, ReducedError } from 'c/errorReducer';
import type { Resolution } from 'c/conflictPanel';
import { EMPTY_DRAFT, absorb, changesOf, conflictsOf, edit, invalidFields, keepMine, settle, takeTheirs } from 'c/hearingDraft';
import type { Conflict, Draft, Same, Values } from 'c/hearingDraft';
import type { AnswerChange } from 'c/hearingField';
import { phaseFieldOf } from 'c/hearingModel';
import type { HearingItem } from 'c/hearingModel';
import type HearingSection from 'c/hearingSection';
import { saveFields } from 'c/recordSaver';
import { formatText } from 'c/textFormat';
import { getObjectInfo, getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import { getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import type { FieldValueRepresentation, RecordRepresentation } from 'lightning/uiRecordApi';
import { LightningElement, api, wire } from 'lwc';
import { comparison, formView, shownKeys } from './formView';
import type { FormView } from './formView';
import { labels } from './labels';

/** Unsaved input of records that were left within the app; memory only, gone with the tab. */
const heldDrafts = new Map<string, Draft>();

const LOAD_MESSAGES: OwnMessages = { noAccess: labels.errorAccess, notFound: labels.errorNotFound, unknown: labels.errorUnknown };
const SAVE_MESSAGES: OwnMessages = {
  network: labels.errorNetwork,
  noAccess: labels.errorAccess,
  notFound: labels.errorNotFoundWhileTyping,
  session: labels.errorSession,
  unknown: labels.errorUnknown
};

export default class HearingForm extends LightningElement {
  @api
  get recordId(): string | undefined {
    return this.currentRecordId;
  }
  set recordId(id: string | undefined) {
    if (id === this.currentRecordId) return;
    this.holdDraft();
    this.currentRecordId = id;
    this.resetRecord();
  }

  @api objectApiName: string | undefined;

  labels = labels;
  currentRecordId: string | undefined;
  optionalFields: string[] | undefined;
  recordTypeId: string | undefined;
  view: FormView | undefined;
  status = '';
  saveMessages: readonly string[] = [];
  loadMessages: readonly string[] | undefined;
  missingOnly = false;

  private items: readonly HearingItem[] | undefined;
  private objectInfo: ObjectInfoRepresentation | undefined;
  private picklists: PicklistCollection | undefined;
  private record: RecordRepresentation | undefined;
  private same: Same = comparison({});
  private draft: Draft = EMPTY_DRAFT;
  private errors: Record<string, readonly string[]> = {};
  private conflicts: readonly Conflict[] = [];
  private scope: string | undefined;
  private pinned: ReadonlySet<string> = new Set();
  private saving = false;
  private saveAgain = false;
  private focusKey: string | undefined;
  /** Item that is being answered while the bar docks over the foot of the page. */
  private uncoverKey: string | undefined;
  /** lastModifiedDate that a conflict was met with, until a newer record arrives. */
  private waitingSince: string | undefined;
  private readonly warnBeforeLeaving = (event: BeforeUnloadEvent): void => {
    if (this.draft.size > 0) event.preventDefault();
  };

  connectedCallback(): void {
    window.addEventListener('beforeunload', this.warnBeforeLeaving);
    this.restoreDraft();
  }

  disconnectedCallback(): void {
    window.removeEventListener('beforeunload', this.warnBeforeLeaving);
    this.holdDraft();
  }

  renderedCallback(): void {
    const { focusKey, uncoverKey } = this;
    this.focusKey = undefined;
    this.uncoverKey = undefined;
    if (focusKey !== undefined) this.sections.some((section) => section.focusItem(focusKey));
    if (uncoverKey !== undefined) for (const section of this.sections) section.uncoverItem(uncoverKey);
  }

  private get sections(): (HTMLElement & Pick<HearingSection, 'focusItem' | 'uncoverItem'>)[] {
    return [
      ...(this.template?.querySelectorAll<HTMLElement & Pick<HearingSection, 'focusItem' | 'uncoverItem'>>('c-hearing-section') ?? [])
    ];
  }

  @wire(getItems, { objectApiName: '$objectApiName' })
  wiredItems({ data, error }: WireResult<readonly HearingItem[]>): void {
    if (error) this.loadMessages = [labels.noItems, ...reduceError(error).page];
    if (!data || this.objectApiName === undefined) return;
    const phaseField = phaseFieldOf(this.objectApiName);
    // No items means that this user may not read them: it must never look like "nothing left to ask".
    if (data.length === 0 || phaseField === undefined) {
      this.loadMessages = [labels.noItems];
      return;
    }
    this.items = data;
    const fields = data.flatMap(({ fieldApiName }) => (fieldApiName === null ? [] : [fieldApiName]));
    this.optionalFields = [...new Set([phaseField, ...fields])].map((field) => `${this.objectApiName}.${field}`);
    this.refresh();
  }

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  wiredObjectInfo({ data, error }: WireResult<ObjectInfoRepresentation>): void {
    if (error) this.failLoad(error);
    if (!data) return;
    this.objectInfo = data;
    this.same = comparison(data.fields);
    this.chooseRecordType();
    this.refresh();
  }

  @wire(getRecord, { recordId: '$readableId', optionalFields: '$optionalFields' })
  wiredRecord({ data, error }: WireResult<RecordRepresentation>): void {
    if (error) this.failRecord(error);
    if (!data || data.id !== this.currentRecordId || this.isOlder(data)) return;
    this.record = data;
    this.draft = absorb(this.draft, this.storedValues, this.same);
    this.conflicts = this.conflicts.length > 0 ? conflictsOf(this.draft, this.storedValues, this.same) : [];
    this.chooseRecordType();
    this.refresh();
    this.goOnAfterConflict();
  }

  @wire(getPicklistValuesByRecordType, { objectApiName: '$objectApiName', recordTypeId: '$recordTypeId' })
  wiredPicklists({ data, error }: WireResult<PicklistCollection>): void {
    if (error) this.failLoad(error);
    if (!data) return;
    this.picklists = data;
    this.refresh();
  }

  /** Undefined until it is known which fields to read: a record without fields is nothing to ask for. */
  get readableId(): string | undefined {
    return this.optionalFields && this.currentRecordId;
  }

  get isLoading(): boolean {
    return !this.view && !this.loadMessages;
  }

  /** Docked from the first change on, as the footer of Lightning's own forms. */
  private get isDocked(): boolean {
    return Boolean(this.view?.unsaved || this.status);
  }
  get barClass(): string {
    return this.isDocked ? 'bar docked' : 'bar';
  }

  handleAnswerChange(event: CustomEvent<AnswerChange>): void {
    const { field, value, valid } = event.detail;
    const stored = this.storedValues[field] ?? null;
    if (!this.isDocked) this.uncoverKey = this.items?.find(({ fieldApiName }) => fieldApiName === field)?.developerName;
    this.draft = edit(this.draft, field, { mine: value, valid, stored }, this.same);
    if (field in this.errors) this.errors = Object.fromEntries(Object.entries(this.errors).filter(([each]) => each !== field));
    this.refresh();
  }

  /** The field that counts the rows, and what flows made of them, are read again. */
  handleRowsChange(): void {
    if (this.currentRecordId !== undefined) notifyRecordUpdateAvailable([{ recordId: this.currentRecordId }]);
  }

  handleScopeClick(event: Event): void {
    this.scope = (event.currentTarget as HTMLElement).dataset.scope;
    this.pinned = new Set();
    this.refresh();
  }

  handleMissingOnly(event: CustomEvent<{ checked: boolean }>): void {
    this.missingOnly = event.detail.checked;
    this.pinned = new Set();
    this.refresh();
  }

  handleMissingClick(event: Event): void {
    this.jumpTo((event.currentTarget as HTMLElement).dataset.jump);
  }

  handleErrorJump(event: CustomEvent<string>): void {
    this.jumpTo(event.detail);
  }

  handleKeydown(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    event.preventDefault();
    this.handleSave();
  }

  handleResolve(event: CustomEvent<Resolution>): void {
    const conflict = this.conflicts.find(({ field }) => field === event.detail.field);
    if (!conflict) return;
    this.draft = event.detail.choice === 'mine' ? keepMine(this.draft, conflict) : takeTheirs(this.draft, conflict);
    this.conflicts = conflictsOf(this.draft, this.storedValues, this.same);
    this.refresh();
    if (this.conflicts.length > 0) return;
    // The panel goes away with its last question: the focus stays with the field that was decided.
    this.jumpTo(this.items?.find(({ fieldApiName }) => fieldApiName === conflict.field)?.developerName);
    this.handleSave();
  }

  /** Saves one after the other: a second request waits for the first. */
  async handleSave(): Promise<void> {
    if (this.saving) {
      this.saveAgain = true;
      return;
    }
    this.saving = true;
    try {
      await this.saveOnce();
    } finally {
      this.saving = false;
    }
    if (!this.saveAgain) return;
    this.saveAgain = false;
    await this.handleSave();
  }

  private async saveOnce(): Promise<void> {
    const { record, currentRecordId: recordId } = this;
    if (!record || recordId === undefined) return;
    this.conflicts = conflictsOf(this.draft, this.storedValues, this.same);
    const changes = changesOf(this.draft);
    this.showErrors(undefined);
    if (this.conflicts.length > 0 || Object.keys(changes).length === 0) {
      if (this.draft.size === 0) this.status = labels.nothingToSave;
      this.refresh();
      return;
    }
    this.status = labels.saving;
    const outcome = await saveFields({ recordId, changes, ifUnmodifiedSince: record.lastModifiedDate, update: updateRecord });
    if (this.currentRecordId !== recordId) return;
    if (outcome.record) this.takeSaved(outcome.record, outcome.saved);
    if (outcome.error?.kind === 'conflict') this.meetConflict(recordId, record.lastModifiedDate);
    else this.showErrors(outcome.error, Object.keys(outcome.saved).length);
    this.refresh();
  }

  /** Somebody saved in between: read what is stored now; it goes on when the record arrives, see `goOnAfterConflict`. */
  private meetConflict(recordId: string, seen: string): void {
    this.status = '';
    this.saveMessages = [labels.conflictNotLoaded];
    this.waitingSince = seen;
    notifyRecordUpdateAvailable([{ recordId }]);
  }

  /** What only one side changed is sent again, what both changed is asked. */
  private goOnAfterConflict(): void {
    const { record, waitingSince } = this;
    if (!record || waitingSince === undefined || record.lastModifiedDate === waitingSince) return;
    this.waitingSince = undefined;
    this.handleSave();
  }

  private takeSaved(saved: RecordRepresentation, sent: Values): void {
    this.draft = settle(this.draft, sent, this.same);
    // The wire brings the whole record a moment later; until then the sent values are the stored ones.
    const fields: Record<string, FieldValueRepresentation> = { ...this.record?.fields };
    for (const [field, value] of Object.entries(sent)) fields[field] = saved.fields[field] ?? { value, displayValue: null };
    if (this.record && !this.isOlder(saved)) this.record = { ...this.record, fields, lastModifiedDate: saved.lastModifiedDate };
  }

  /** Shows why (a part of) the draft was not saved; without an error, that and when it was saved. */
  private showErrors(error: ReducedError | undefined, savedCount = 0): void {
    const invalid = Object.fromEntries(invalidFields(this.draft).map((field) => [field, [labels.errorInvalid]]));
    this.errors = { ...error?.fields, ...invalid };
    this.saveMessages = error ? messagesOf(error, SAVE_MESSAGES) : [];
    const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone }).format(new Date());
    if (savedCount === 0) this.status = '';
    else this.status = formatText(error ? labels.partlySaved : labels.saved, time, savedCount);
  }

  private jumpTo(key: string | undefined): void {
    const item = this.items?.find(({ developerName }) => developerName === key);
    if (!item) return;
    if (!shownKeys(this.view).has(item.developerName)) {
      this.missingOnly = false;
      this.scope = item.phaseAsked ?? undefined;
    }
    this.focusKey = item.developerName;
    this.refresh();
  }

  /** Builds the view from the state; the only place that writes it. */
  private refresh(): void {
    const { items, objectInfo, picklists, record } = this;
    const phaseField = this.objectApiName === undefined ? undefined : phaseFieldOf(this.objectApiName);
    if (!items || !objectInfo || !picklists || !record || phaseField === undefined) return;
    this.view = formView(
      {
        items,
        phaseField,
        fields: objectInfo.fields,
        picklists: picklists.picklistFieldValues,
        editable: objectInfo.updateable,
        record: record.fields,
        draft: this.draft,
        errors: this.errors,
        conflicts: this.conflicts,
        scope: this.scope,
        missingOnly: this.missingOnly,
        pinned: this.pinned
      },
      this.view
    );
    this.loadMessages = undefined;
    if (this.missingOnly) this.pinned = shownKeys(this.view);
  }

  private get storedValues(): Values {
    return Object.fromEntries(Object.entries(this.record?.fields ?? {}).map(([field, { value }]) => [field, value]));
  }

  private isOlder({ lastModifiedDate }: RecordRepresentation): boolean {
    return this.record !== undefined && Date.parse(lastModifiedDate) < Date.parse(this.record.lastModifiedDate);
  }

  private chooseRecordType(): void {
    if (!this.record || !this.objectInfo) return;
    this.recordTypeId = this.record.recordTypeId ?? this.objectInfo.defaultRecordTypeId ?? undefined;
  }

  private failLoad(error: unknown): void {
    this.loadMessages = [labels.errorLoad, ...messagesOf(reduceError(error), LOAD_MESSAGES)];
  }

  /** A record that vanishes while somebody types must not take the text with it. */
  private failRecord(error: unknown): void {
    const reduced = reduceError(error);
    if (this.record) this.saveMessages = messagesOf(reduced, SAVE_MESSAGES);
    else this.loadMessages = messagesOf(reduced, LOAD_MESSAGES);
  }

  private resetRecord(): void {
    this.record = undefined;
    this.view = undefined;
    this.loadMessages = undefined;
    this.errors = {};
    this.saveMessages = [];
    this.conflicts = [];
    this.waitingSince = undefined;
    this.scope = undefined;
    this.missingOnly = false;
    this.pinned = new Set();
    this.status = '';
    this.draft = EMPTY_DRAFT;
    this.restoreDraft();
  }

  private holdDraft(): void {
    if (this.currentRecordId !== undefined && this.draft.size > 0) heldDrafts.set(this.currentRecordId, this.draft);
  }

  private restoreDraft(): void {
    const held = this.currentRecordId === undefined ? undefined : heldDrafts.get(this.currentRecordId);
    if (this.currentRecordId === undefined || !held || this.draft.size > 0) return;
    heldDrafts.delete(this.currentRecordId);
    this.draft = held;
    this.status = formatText(labels.restored, held.size);
  }
}
