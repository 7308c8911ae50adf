/**
 * The gate to the next phase on a record page: what it still asks, the reason of the move, one button that saves both and the phase at
 * once. Works for every object that has hearing items. The server decides; whatever it refuses is shown beside its field.
 */
import getItems from '@salesforce/apex/HearingItemController.getItems';
import userId from '@salesforce/user/Id';
import { clockTime } from 'c/clock';
import { messagesOf, reduceError } from 'c/errorReducer';
import type { OwnMessages, ReducedError } from 'c/errorReducer';
import { NOTE_FIELD, REASON_FIELD } from 'c/gateModel';
import type { MoveKind } from 'c/gateModel';
import { inputKind, sameAnswer } from 'c/hearingAnswer';
import { EMPTY_DRAFT, absorb, changesOf, conflictsOf, edit, invalidFields, settle } from 'c/hearingDraft';
import type { Draft, Same, Values } from 'c/hearingDraft';
import type { AnswerChange } from 'c/hearingField';
import { phaseFieldOf } from 'c/hearingModel';
import type { HearingItem } from 'c/hearingModel';
import { areItemsOffered, askForItem, storeItems, watchItems } from 'c/pageChannel';
import { saveFields } from 'c/recordSaver';
import { formatText } from 'c/textFormat';
import { getObjectInfo, getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import { getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import type { FieldValueRepresentation, RecordRepresentation } from 'lightning/uiRecordApi';
import { LightningElement, api, wire } from 'lwc';
import { gateView, shownText } from './gateView';
import type { GateView } from './gateView';
import { labels } from './labels';

/** Unsaved input of records that were left within the app; memory only, gone with the tab. */
const heldDrafts = new Map<string, Draft>();

const LOAD_MESSAGES: OwnMessages = { noAccess: labels.errorAccess, notFound: labels.errorNotFound, unknown: labels.errorUnknown };
const SAVE_MESSAGES: OwnMessages = {
  conflict: labels.changed,
  network: labels.errorNetwork,
  noAccess: labels.errorAccess,
  notFound: labels.errorNotFoundWhileTyping,
  session: labels.errorSession,
  unknown: labels.errorUnknown
};

export default class PhaseGate extends LightningElement {
  @api
  get recordId(): string | undefined {
    return this.currentRecordId;
  }
  set recordId(id: string | undefined) {
    if (id === this.currentRecordId) return;
    this.holdDraft();
    this.currentRecordId = id;
    this.resetRecord();
    if (this.isConnected) this.watch();
  }

  @api objectApiName: string | undefined;

  labels = labels;
  currentRecordId: string | undefined;
  optionalFields: string[] | undefined;
  recordTypeId: string | undefined;
  view: GateView | undefined;
  status = '';
  saveMessages: readonly string[] = [];
  loadMessages: readonly string[] | undefined;

  private items: readonly HearingItem[] | undefined;
  private objectInfo: ObjectInfoRepresentation | undefined;
  private picklists: PicklistCollection | undefined;
  private record: RecordRepresentation | undefined;
  private draft: Draft = EMPTY_DRAFT;
  private errors: Record<string, readonly string[]> = {};
  private theirs: Record<string, string> = {};
  private kind: MoveKind | undefined;
  private target: string | undefined;
  private opened: ReadonlySet<string> = new Set();
  private saving = false;
  /** The record that a conflict was met with, until a newer one arrives. */
  private waiting: { readonly since: string; readonly phase: unknown } | undefined;
  private stopWatching: (() => void) | undefined;
  /** Selector of what gets the focus after the next render. */
  private focusOn: string | undefined;
  private readonly warnBeforeLeaving = (event: BeforeUnloadEvent): void => {
    if (this.draft.size > 0) event.preventDefault();
  };

  connectedCallback(): void {
    window.addEventListener('beforeunload', this.warnBeforeLeaving);
    this.restoreDraft();
    this.watch();
  }

  disconnectedCallback(): void {
    window.removeEventListener('beforeunload', this.warnBeforeLeaving);
    this.stopWatching?.();
    this.holdDraft();
  }

  renderedCallback(): void {
    if (this.focusOn === undefined) return;
    const selector = this.focusOn;
    this.focusOn = undefined;
    this.template?.querySelector<HTMLElement>(selector)?.focus();
  }

  @wire(getItems, { objectApiName: '$objectApiName' })
  wiredItems({ data, error }: WireResult<readonly HearingItem[]>): void {
    if (error) this.loadMessages = [labels.noItems, ...reduceError(error).page];
    if (!data) return;
    // No items means that this user may not read them: it must never look like "nothing left to ask".
    if (data.length === 0 || this.phaseField === undefined) {
      this.loadMessages = [labels.noItems];
      return;
    }
    this.items = data;
    this.chooseFields();
    this.refresh();
  }

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  wiredObjectInfo({ data, error }: WireResult<ObjectInfoRepresentation>): void {
    if (error) this.failLoad(error);
    if (!data) return;
    this.objectInfo = data;
    this.chooseFields();
    this.chooseRecordType();
    this.refresh();
  }

  @wire(getRecord, { recordId: '$readableId', optionalFields: '$optionalFields' })
  wiredRecord({ data, error }: WireResult<RecordRepresentation>): void {
    if (error) this.failRecord(error);
    if (!data || data.id !== this.currentRecordId || this.isOlder(data)) return;
    this.record = data;
    this.draft = absorb(this.draft, this.storedValues, this.same);
    this.meetChanges();
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

  get phaseLabel(): string {
    return (this.phaseField !== undefined && this.objectInfo?.fields[this.phaseField]?.label) || '';
  }

  get title(): string {
    return formatText(labels.title, this.phaseLabel);
  }

  get refusedHeading(): string {
    return formatText(labels.refused, this.phaseLabel);
  }

  handleAnswerChange(event: CustomEvent<AnswerChange>): void {
    this.change(event.detail);
  }

  handleTake(event: Event): void {
    const key = (event.currentTarget as HTMLElement).dataset.take;
    const field = this.view?.rows.find((row) => row.key === key)?.item.field;
    if (!field) return;
    const value = this.draft.has(field) ? (this.storedValues[field] ?? null) : userId;
    this.change({ field, value, valid: true });
  }

  handleEdit(event: Event): void {
    const key = (event.currentTarget as HTMLElement).dataset.edit ?? '';
    this.opened = new Set([...this.opened, key]);
    this.jumpTo(key);
  }

  handleErrorJump(event: CustomEvent<string>): void {
    const row = this.view?.rows.find(({ key }) => key === event.detail);
    if (row?.jumpLabel === undefined) this.jumpTo(event.detail);
    else this.showElsewhere(row.key);
  }

  handleJump(event: Event): void {
    this.showElsewhere((event.currentTarget as HTMLElement).dataset.jump ?? '');
  }

  /** The item is answered where it is shown; where that cannot be seen, here. */
  private showElsewhere(key: string): void {
    if (this.currentRecordId !== undefined && askForItem(this.currentRecordId, key)) return;
    this.opened = new Set([...this.opened, key]);
    this.jumpTo(key);
  }

  handleOther(event: Event): void {
    this.turnTo((event.currentTarget as HTMLElement).dataset.other as MoveKind);
    this.focusOn = '[data-heading]';
  }

  handleTarget(event: CustomEvent<{ value: string }>): void {
    this.target = event.detail.value;
    this.refresh();
  }

  /** Leaves the move alone and what was typed for it only; the reason may serve another move. */
  handleCancel(): void {
    const left = new Set(this.view?.rows.map(({ item }) => item.field));
    const kind = this.view?.kind;
    this.draft = new Map([...this.draft].filter(([field]) => !left.has(field)));
    this.turnTo(undefined);
    this.focusOn = `[data-other="${kind}"]`;
  }

  /** One save at a time: a second press meanwhile must not move the record twice. */
  async handleMove(): Promise<void> {
    if (this.saving) return;
    this.saving = true;
    try {
      // A press right after the last answer: the answer goes first, else the move is refused for want of it.
      if (this.currentRecordId !== undefined) await storeItems(this.currentRecordId);
      await this.move();
    } finally {
      this.saving = false;
    }
    // The newer record may have come before the conflict was told.
    this.goOnAfterConflict();
  }

  private async move(): Promise<void> {
    const { record, view, phaseField, currentRecordId: recordId } = this;
    if (!record || !view?.primary || phaseField === undefined || recordId === undefined) return;
    const asked = new Set([...view.rows, ...view.reasons].map(({ item }) => item.field));
    const typed = Object.entries(changesOf(this.draft)).filter(([field]) => asked.has(field));
    const converts = view.kind === 'convert';
    const changes = Object.fromEntries(converts || view.target === undefined ? typed : [...typed, [phaseField, view.target]]);
    const invalid = invalidFields(this.draft).filter((field) => asked.has(field));
    this.errors = Object.fromEntries(invalid.map((field) => [field, [labels.errorInvalid]]));
    this.saveMessages = [];
    this.status = '';
    if (invalid.length === 0 && Object.keys(changes).length === 0) this.status = labels.nothingToSave;
    if (invalid.length > 0 || Object.keys(changes).length === 0) {
      this.refresh();
      return;
    }
    this.status = labels.saving;
    const input = { recordId, changes, ifUnmodifiedSince: record.lastModifiedDate, together: true, update: updateRecord };
    const { record: saved, error } = await saveFields(input);
    if (this.currentRecordId !== recordId) this.settleHeld(recordId, saved ? changes : {});
    else if (saved) this.takeSaved(saved, changes, converts ? labels.saved : formatText(labels.moved, view.targetLabel, '{0}'));
    else if (error) this.showRefusal(error, record);
  }

  private takeSaved(saved: RecordRepresentation, sent: Values, text: string): void {
    this.draft = settle(this.draft, sent, this.same);
    // The wire brings the whole record a moment later; until then the sent values are the stored ones.
    const fields: Record<string, FieldValueRepresentation> = { ...this.record?.fields };
    for (const [field, value] of Object.entries(sent)) fields[field] = { value, displayValue: null };
    if (this.record && !this.isOlder(saved)) {
      this.record = { ...this.record, fields: { ...fields, ...saved.fields }, lastModifiedDate: saved.lastModifiedDate };
    }
    this.status = formatText(text, clockTime(Date.now()));
    this.theirs = {};
    this.turnTo(undefined);
    // The button now means the next phase: pressing Enter once more must not go on.
    this.focusOn = '[data-heading]';
  }

  private showRefusal(error: ReducedError, sent: RecordRepresentation): void {
    this.status = '';
    this.errors = { ...error.fields };
    this.saveMessages = messagesOf(error, SAVE_MESSAGES);
    if (error.kind === 'conflict' && this.currentRecordId !== undefined && this.phaseField !== undefined) {
      this.waiting = { since: sent.lastModifiedDate, phase: sent.fields[this.phaseField]?.value };
      notifyRecordUpdateAvailable([{ recordId: this.currentRecordId }]);
    }
    this.refresh();
  }

  /** Somebody else changed a field that is being typed here: both values are shown, and the next press decides for this one. */
  private meetChanges(): void {
    for (const { field, theirs } of conflictsOf(this.draft, this.storedValues, this.same)) {
      const info = this.objectInfo?.fields[field];
      const display = this.record?.fields[field]?.displayValue ?? null;
      this.theirs = { ...this.theirs, [field]: shownText(info ? inputKind(info) : 'text', theirs, display) };
    }
  }

  /** Answers and rows are saved beside the gate: what concerns nothing of this move does not hold it up. */
  private goOnAfterConflict(): void {
    const { record, waiting, phaseField } = this;
    if (!record || !waiting || phaseField === undefined || record.lastModifiedDate === waiting.since) return;
    this.waiting = undefined;
    const samePhase = record.fields[phaseField]?.value === waiting.phase;
    if (samePhase && conflictsOf(this.draft, this.storedValues, this.same).length === 0) this.handleMove();
  }

  private watch(): void {
    this.stopWatching?.();
    const { currentRecordId: recordId } = this;
    this.stopWatching = recordId === undefined ? undefined : watchItems(recordId, () => this.takeOffer());
    this.takeOffer();
  }

  /** A form came or went: inputs that nobody has typed into change their place. */
  private takeOffer(): void {
    this.opened = new Set();
    this.refresh();
  }

  private change({ field, value, valid }: AnswerChange): void {
    const stored = this.storedValues[field] ?? null;
    this.draft = edit(this.draft, field, { mine: value, valid, stored }, this.same);
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([each]) => each !== field));
    this.refresh();
  }

  private turnTo(kind: MoveKind | undefined): void {
    this.kind = kind;
    this.waiting = undefined;
    this.target = undefined;
    this.opened = new Set();
    this.errors = {};
    this.saveMessages = [];
    this.refresh();
  }

  private jumpTo(key: string): void {
    this.focusOn = `[data-key="${key}"]`;
    this.refresh();
  }

  /** Builds the view from the state; the only place that writes it. */
  private refresh(): void {
    const { items, objectInfo, objectApiName, phaseField, picklists, record } = this;
    if (!items || !objectInfo || !picklists || !record || objectApiName === undefined || phaseField === undefined) return;
    const { draft, errors, kind, opened, target, theirs } = this;
    this.view = gateView(
      {
        objectApiName,
        items,
        phaseField,
        fields: objectInfo.fields,
        picklists: picklists.picklistFieldValues,
        editable: objectInfo.updateable,
        record: record.fields,
        offered: this.currentRecordId !== undefined && areItemsOffered(this.currentRecordId),
        ...{ draft, errors, kind, opened, target, theirs }
      },
      this.view
    );
    this.opened = new Set([...this.opened, ...this.view.rows.filter(({ asInput }) => asInput).map(({ key }) => key)]);
    this.loadMessages = undefined;
  }

  private readonly same: Same = (field, a, b) => {
    const info = this.objectInfo?.fields[field];
    return sameAnswer(info ? inputKind(info) : 'text', a, b);
  };

  private get phaseField(): string | undefined {
    return this.objectApiName === undefined ? undefined : phaseFieldOf(this.objectApiName);
  }

  private get storedValues(): Values {
    return Object.fromEntries(Object.entries(this.record?.fields ?? {}).map(([field, { value }]) => [field, value]));
  }

  private isOlder({ lastModifiedDate }: RecordRepresentation): boolean {
    return this.record !== undefined && Date.parse(lastModifiedDate) < Date.parse(this.record.lastModifiedDate);
  }

  /** Only fields that exist and that this user may see are asked for. */
  private chooseFields(): void {
    const { items, objectInfo, objectApiName, phaseField } = this;
    if (!items || !objectInfo || phaseField === undefined) return;
    const fields = [phaseField, REASON_FIELD, NOTE_FIELD, ...items.flatMap(({ fieldApiName }) => fieldApiName ?? [])];
    this.optionalFields = [...new Set(fields)].filter((field) => field in objectInfo.fields).map((field) => `${objectApiName}.${field}`);
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
    this.theirs = {};
    this.status = '';
    this.draft = EMPTY_DRAFT;
    this.turnTo(undefined);
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

  /** The answer came after the page went on to another record: what was saved there is no draft any more. */
  private settleHeld(recordId: string, sent: Values): void {
    const rest = settle(heldDrafts.get(recordId) ?? EMPTY_DRAFT, sent, this.same);
    if (rest.size > 0) heldDrafts.set(recordId, rest);
    else heldDrafts.delete(recordId);
  }
}
