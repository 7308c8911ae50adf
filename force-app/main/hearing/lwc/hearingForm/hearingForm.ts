/**
 * The guided hearing on a record page: asks the items of HearingItem__mdt, shows what is still missing for the next phase and saves
 * what changed by itself. An incomplete form is never refused: only moving the phase is gated, and by the server.
 */
import getItems from '@salesforce/apex/HearingItemController.getItems';
import userId from '@salesforce/user/Id';
import type { Resolution } from 'c/conflictPanel';
import type { Remnant } from 'c/draftVault';
import { messagesOf, reduceError } from 'c/errorReducer';
import type { OwnMessages } from 'c/errorReducer';
import { inputKind } from 'c/hearingAnswer';
import type { InputKind } from 'c/hearingAnswer';
import { invalidFields } from 'c/hearingDraft';
import type { Same } from 'c/hearingDraft';
import type { AnswerChange } from 'c/hearingField';
import { isAnswered } from 'c/hearingFigures';
import { phaseFieldOf, phaseLeftFieldOf } from 'c/hearingModel';
import type { HearingItem, ItemMark } from 'c/hearingModel';
import type HearingSection from 'c/hearingSection';
import type { ItemStateChange } from 'c/hearingView';
import { offerItems } from 'c/pageChannel';
import { editorOf, leave, onRowDraftsChanged, restoreRow, rowEditors, unsavedRows, vault } from 'c/pageDrafts';
import type { Editor, UnsavedRow } from 'c/pageDrafts';
import { rowsChanged } from 'c/rowQueue';
import { formatText } from 'c/textFormat';
import { later } from 'c/timing';
import { graphql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import { getObjectInfo, getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import { createRecord, deleteRecord, getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { LightningElement, api, wire } from 'lwc';
import { comparison, formView, gapAfter, shownKeys } from './formView';
import type { FormState, FormView } from './formView';
import { labels } from './labels';
import { KEYS_QUERY, MARKS_QUERY, keysOf, marksOf } from './queries';
import type { MarkRow } from './queries';
import { countOf, remnantText, saveMessagesOf, savingTexts, unsentOf } from './saving';
import type { Notice } from './saving';

const LOAD_MESSAGES: OwnMessages = { noAccess: labels.errorAccess, notFound: labels.errorNotFound, unknown: labels.errorUnknown };
/** Objects whose items can be marked: `ItemState__c` is a detail of them. */
const MARKED_OBJECTS: ReadonlySet<string> = new Set(['Opportunity']);
/** Kinds that change with every key; the others with a choice. */
const TYPED: ReadonlySet<InputKind> = new Set(['text', 'longText', 'phone', 'email', 'url', 'number', 'currency', 'percent']);
/** After the last key, before missing items and figures are worked out anew: a key must not wait for them. */
const VIEW_MS = 250;

export default class HearingForm extends LightningElement {
  @api
  get recordId(): string | undefined {
    return this.currentRecordId;
  }
  set recordId(id: string | undefined) {
    if (id === this.currentRecordId) return;
    this.leaveRecord();
    this.forgetRecord();
    this.currentRecordId = id;
    if (this.isConnected) this.enterRecord();
  }

  @api objectApiName: string | undefined;

  labels = labels;
  currentRecordId: string | undefined;
  optionalFields: string[] | undefined;
  recordTypeId: string | undefined;
  view: FormView | undefined;
  loadMessages: readonly string[] | undefined;
  missingOnly = false;
  query = '';
  status = '';
  unsaved = '';
  saveMessages: readonly string[] = [];
  draftNote = '';
  remnant: { readonly text: string } | undefined;
  /** Rows with something unsaved that were not opened on this page: their details stand here until the record is left. */
  restoredRows: readonly UnsavedRow[] = [];

  private items: readonly HearingItem[] | undefined;
  private objectInfo: ObjectInfoRepresentation | undefined;
  private picklists: PicklistCollection | undefined;
  private editor: Editor | undefined;
  private storedMarks: ReadonlyMap<string, MarkRow> = new Map();
  private refreshMarks: (() => Promise<void>) | undefined;
  private same: Same = comparison({});
  private scope: string | undefined;
  private pinned: ReadonlySet<string> = new Set();
  private notice: Notice | undefined;
  private explicit = false;
  private focusKey: string | undefined;
  /** developerName of the item that has the focus, or had it last. */
  private currentKey: string | undefined;
  private leftBehind: Remnant | undefined;
  private searchedRemnant: string | undefined;
  /** Whether what is typed will be on disk is settled: nothing may be typed before. */
  private draftsSettled = !vault.possible || vault.unlocked;
  private cancelView: (() => void) | undefined;
  private stopOffering: (() => void) | undefined;
  private stopListening: (() => void) | undefined;
  private readonly warnBeforeLeaving = (event: BeforeUnloadEvent): void => {
    if (this.unsent > 0) event.preventDefault();
  };
  private readonly handleVisibility = (): void => {
    if (document.visibilityState === 'hidden') {
      this.storeAnswers();
      vault.settle();
    } else this.wake();
  };
  private readonly showConnection = (): void => this.showSaving();
  private readonly wake = (): void => {
    for (const editor of this.allEditors) editor.wake();
    this.showSaving();
  };

  connectedCallback(): void {
    window.addEventListener('beforeunload', this.warnBeforeLeaving);
    window.addEventListener('online', this.wake);
    window.addEventListener('offline', this.showConnection);
    window.addEventListener('focus', this.wake);
    document.addEventListener('visibilitychange', this.handleVisibility);
    vault.sweep();
    this.enterRecord();
  }

  disconnectedCallback(): void {
    window.removeEventListener('beforeunload', this.warnBeforeLeaving);
    window.removeEventListener('online', this.wake);
    window.removeEventListener('offline', this.showConnection);
    window.removeEventListener('focus', this.wake);
    document.removeEventListener('visibilitychange', this.handleVisibility);
    this.leaveRecord();
  }

  renderedCallback(): void {
    const { focusKey } = this;
    this.focusKey = undefined;
    if (focusKey === undefined) return;
    const sections = this.template?.querySelectorAll<HTMLElement & Pick<HearingSection, 'focusItem'>>('c-hearing-section') ?? [];
    [...sections].some((section) => section.focusItem(focusKey));
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
    const known = [phaseField, phaseLeftFieldOf(this.objectApiName), ...fields].flatMap((field) => field ?? []);
    this.optionalFields = [...new Set(known)].map((field) => `${this.objectApiName}.${field}`);
    this.refresh();
  }

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  wiredObjectInfo({ data, error }: WireResult<ObjectInfoRepresentation>): void {
    if (error) this.failLoad(error);
    if (!data) return;
    this.objectInfo = data;
    this.same = comparison(data.fields);
    if (this.editor) this.editor.same = this.same;
    this.chooseRecordType();
    this.refresh();
  }

  @wire(getRecord, { recordId: '$readableId', optionalFields: '$optionalFields' })
  wiredRecord({ data, error }: WireResult<RecordRepresentation>): void {
    if (error) this.failRecord(error);
    if (!data || data.id !== this.currentRecordId || !this.editor) return;
    this.editor.take(data);
    this.chooseRecordType();
    this.dropAnsweredMarks();
    this.refresh();
    this.lookForRemnant();
  }

  @wire(getPicklistValuesByRecordType, { objectApiName: '$objectApiName', recordTypeId: '$recordTypeId' })
  wiredPicklists({ data, error }: WireResult<PicklistCollection>): void {
    if (error) this.failLoad(error);
    if (!data) return;
    this.picklists = data;
    this.refresh();
  }

  @wire(graphql, { query: '$marksQuery', variables: '$marksVariables', operationName: 'itemStates' })
  wiredMarks({ data, errors, refresh }: GraphqlResult): void {
    this.refreshMarks = refresh ?? this.refreshMarks;
    if (errors) this.say(labels.marksNotLoaded);
    if (data) this.storedMarks = marksOf(data);
    if (data || errors) this.refresh();
  }

  @wire(graphql, { query: '$keysQuery', variables: '$keysVariables', operationName: 'draftKeys' })
  wiredKeys({ data, errors }: GraphqlResult): void {
    if (errors) this.goWithoutDrafts();
    if (data) this.unlock(keysOf(data));
  }

  /** Undefined until it is known which fields to read: a record without fields is nothing to ask for. */
  get readableId(): string | undefined {
    return this.optionalFields && this.currentRecordId;
  }
  /** Asked for behind the record, which is what opening waits for. */
  get marksQuery(): GraphqlDocument | undefined {
    return this.markable && this.readableId !== undefined ? MARKS_QUERY : undefined;
  }
  get marksVariables(): { record: string } | undefined {
    return this.currentRecordId === undefined ? undefined : { record: this.currentRecordId };
  }
  /** Once per page: without encryption no key is needed, and none made. */
  get keysQuery(): GraphqlDocument | undefined {
    return this.draftsSettled ? undefined : KEYS_QUERY;
  }
  keysVariables = { user: userId };

  /** Only cases are visited. */
  get isCase(): boolean {
    return this.objectApiName === 'Opportunity';
  }

  get isLoading(): boolean {
    return !this.view && !this.loadMessages;
  }
  get hasRestoredRows(): boolean {
    return this.restoredRows.length > 0;
  }
  /** Those of the record and of its rows. */
  private get allEditors(): Editor[] {
    const { editor, currentRecordId } = this;
    return editor && currentRecordId !== undefined ? [editor, ...rowEditors(currentRecordId)] : [];
  }
  /** How many answers are not stored yet, in rows too. */
  private get unsent(): number {
    return unsentOf(this.allEditors);
  }
  private get markable(): boolean {
    return this.objectApiName !== undefined && MARKED_OBJECTS.has(this.objectApiName);
  }

  handleAnswerChange(event: CustomEvent<AnswerChange>): void {
    const { field, value, valid } = event.detail;
    this.notice = undefined;
    this.editor?.edit(field, { mine: value, valid });
    this.showSaving();
    const info = this.objectInfo?.fields[field];
    if (info && TYPED.has(inputKind(info))) this.refreshSoon();
    else this.refresh();
  }

  handleItemState(event: CustomEvent<ItemStateChange>): void {
    const { item, state } = event.detail;
    this.editor?.mark(item, state, this.storedMarks.get(item)?.state ?? null);
    this.refresh();
  }

  /** The field that counts the rows, and what flows made of them, are read again. */
  handleRowsChange(): void {
    if (this.currentRecordId !== undefined) notifyRecordUpdateAvailable([{ recordId: this.currentRecordId }]);
  }

  /** A row that stands above the form was saved: its list and the record are read again. */
  handleRestoredSaved(event: Event): void {
    event.stopPropagation();
    if (this.currentRecordId !== undefined) rowsChanged(this.currentRecordId);
    this.handleRowsChange();
  }

  handleItemFocus(event: CustomEvent<string>): void {
    this.currentKey = event.detail;
  }

  /** The focus leaves a field group: its answers are complete for now. */
  handleGroupLeave(): void {
    this.editor?.flush();
  }

  handleCompositionStart(): void {
    this.editor?.compose(true);
  }
  handleCompositionEnd(): void {
    this.editor?.compose(false);
  }

  handleScopeClick(event: Event): void {
    this.scope = (event.currentTarget as HTMLElement).dataset.scope;
    this.query = '';
    this.pinned = new Set();
    this.refresh();
  }

  handleMissingOnly(event: CustomEvent<{ checked: boolean }>): void {
    this.missingOnly = event.detail.checked;
    this.pinned = new Set();
    this.refresh();
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.query = event.detail.value;
    this.pinned = new Set();
    this.refreshSoon();
  }

  handleMissingClick(event: Event): void {
    this.jumpTo((event.currentTarget as HTMLElement).dataset.jump);
  }

  handleErrorJump(event: CustomEvent<string>): void {
    this.jumpTo(event.detail);
  }

  handleNextGap(): void {
    const state = this.formState();
    const gap = state && gapAfter(state, this.currentKey);
    if (gap === undefined) {
      this.say(labels.noGap);
      this.refresh();
    } else this.jumpTo(gap);
  }

  handleKeydown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const saves = event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey) && !event.altKey;
    // By the place of the key: with Alt some keyboards write another letter.
    const goesOn = event.code === 'KeyN' && event.altKey && !event.ctrlKey && !event.metaKey;
    if (!saves && !goesOn) return;
    event.preventDefault();
    if (saves) this.handleSave();
    else this.handleNextGap();
  }

  handleResolve(event: CustomEvent<Resolution>): void {
    const { field, choice } = event.detail;
    this.editor?.resolve(field, choice);
    // The panel goes away with its last question: the focus stays with the field that was decided.
    if (this.editor?.conflicts.length === 0) {
      this.jumpTo(this.items?.find(({ fieldApiName }) => fieldApiName === field)?.developerName);
    }
    this.refresh();
  }

  async handleSave(): Promise<void> {
    const { editor } = this;
    if (!editor) return;
    if (this.unsent === 0) this.say(labels.nothingToSave);
    this.explicit = true;
    await Promise.all(this.allEditors.map((each) => each.save()));
    if (this.editor === editor) this.refresh();
  }

  async handleRestore(): Promise<void> {
    const { editor, leftBehind, currentRecordId } = this;
    this.dropRemnant();
    if (!editor || !leftBehind || currentRecordId === undefined) return;
    editor.restore(leftBehind.draft, leftBehind.marks as ReadonlyMap<string, ItemMark | null>);
    for (const [rowId, row] of leftBehind.rows) restoreRow(currentRecordId, rowId, row);
    this.restoredRows = unsavedRows(currentRecordId);
    this.say(formatText(labels.restored, countOf(leftBehind)));
    this.refresh();
    // What was restored is on disk under this page's name before the old one goes.
    await vault.settle();
    vault.forget(currentRecordId);
  }

  handleDiscard(): void {
    if (this.currentRecordId !== undefined) vault.forget(this.currentRecordId);
    this.dropRemnant();
  }

  /** Whatever only waits for its pause goes now, in rows too. */
  private async storeAnswers(): Promise<void> {
    await Promise.all(this.allEditors.map((each) => each.flush()));
  }

  private say(text: string): void {
    this.notice = { text, at: Date.now() };
  }

  private dropRemnant(): void {
    this.leftBehind = undefined;
    this.remnant = undefined;
  }

  private enterRecord(): void {
    const { currentRecordId } = this;
    if (currentRecordId === undefined) return;
    this.stopOffering = offerItems(
      currentRecordId,
      (key) => this.show(key),
      () => this.storeAnswers()
    );
    this.stopListening = onRowDraftsChanged(currentRecordId, () => this.showSaving());
    const editor = editorOf(currentRecordId, this.editor);
    const isNew = this.editor === undefined;
    editor.same = this.same;
    editor.storeMark = (item, mark) => this.storeMark(currentRecordId, item, mark);
    editor.onchange = () => {
      this.dropAnsweredMarks();
      this.refresh();
    };
    this.editor = editor;
    this.restoredRows = unsavedRows(currentRecordId);
    if (isNew && this.unsent > 0) this.say(formatText(labels.restored, this.unsent));
    this.showSaving();
    for (const each of this.allEditors) each.wake();
  }

  /** What waits is saved; an editor with something unsaved stays for whoever comes back to the record. */
  private leaveRecord(): void {
    this.stopOffering?.();
    this.stopOffering = undefined;
    this.stopListening?.();
    this.stopListening = undefined;
    this.cancelView?.();
    this.cancelView = undefined;
    if (this.editor && this.currentRecordId !== undefined) leave(this.currentRecordId, this.editor);
  }

  private forgetRecord(): void {
    this.editor = undefined;
    this.view = undefined;
    this.loadMessages = undefined;
    this.storedMarks = new Map();
    this.scope = undefined;
    this.missingOnly = false;
    this.query = '';
    this.pinned = new Set();
    this.notice = undefined;
    this.explicit = false;
    this.currentKey = undefined;
    this.searchedRemnant = undefined;
    this.restoredRows = [];
    this.dropRemnant();
  }

  private async unlock(keys: readonly string[]): Promise<void> {
    try {
      // Another form of the page may have been first.
      if (!vault.unlocked) {
        const key = keys.length > 0 ? undefined : vault.newKey();
        if (key !== undefined) await createRecord({ apiName: 'DraftKey__c', fields: { Key__c: key } });
        await vault.unlock(key === undefined ? keys : [key]);
      }
      this.draftsSettled = true;
      this.refresh();
      this.lookForRemnant();
    } catch {
      this.goWithoutDrafts();
    }
  }

  private goWithoutDrafts(): void {
    this.draftNote = labels.draftNoKey;
    this.draftsSettled = true;
    this.refresh();
  }

  /** What an earlier page could not get stored is offered once, as soon as the key and the record are there. */
  private async lookForRemnant(): Promise<void> {
    const { editor, currentRecordId } = this;
    if (!vault.unlocked || !editor?.record || currentRecordId === undefined || this.searchedRemnant === currentRecordId) return;
    this.searchedRemnant = currentRecordId;
    const remnant = await vault.find(currentRecordId);
    if (!remnant || this.editor !== editor) return;
    this.leftBehind = remnant;
    this.refresh();
  }

  /** Stores a mark as a row of `ItemState__c`. The server refuses what may not be marked. */
  private async storeMark(caseId: string, item: string, mark: ItemMark | null): Promise<void> {
    const row = this.storedMarks.get(item);
    const marks = new Map(this.storedMarks);
    if (mark === null) {
      if (row) await deleteRecord(row.id);
      marks.delete(item);
    } else if (row) {
      await updateRecord({ fields: { Id: row.id, State__c: mark } });
      marks.set(item, { id: row.id, state: mark });
    } else {
      const { id } = await createRecord({ apiName: 'ItemState__c', fields: { Case__c: caseId, Item__c: item, State__c: mark } });
      marks.set(item, { id, state: mark });
    }
    this.storedMarks = marks;
  }

  /** The server deletes the mark of an item that gets an answer: it must not come back when the answer goes. */
  private dropAnsweredMarks(): void {
    const { items, objectInfo, editor } = this;
    const answered = (items ?? []).filter(({ developerName, fieldApiName, rows }) => {
      const info = fieldApiName === null ? undefined : objectInfo?.fields[fieldApiName];
      const value = fieldApiName === null ? undefined : editor?.stored[fieldApiName];
      return this.storedMarks.has(developerName) && info && isAnswered({ ...info, countsRows: rows !== null }, value);
    });
    if (answered.length === 0) return;
    const gone = new Set(answered.map(({ developerName }) => developerName));
    this.storedMarks = new Map([...this.storedMarks].filter(([item]) => !gone.has(item)));
    // The platform keeps what it read; it does not know what the server deleted by itself.
    this.refreshMarks?.();
  }

  /** Another component of the page asks for an item; on a hidden tab nobody would see it. */
  private show(key: string): boolean {
    const known = this.view !== undefined && this.items?.some(({ developerName }) => developerName === key) === true;
    if (!known || this.template?.host.getClientRects().length === 0) return false;
    this.jumpTo(key);
    return true;
  }

  private jumpTo(key: string | undefined): void {
    const item = this.items?.find(({ developerName }) => developerName === key);
    if (!item) return;
    if (!shownKeys(this.view).has(item.developerName)) {
      this.missingOnly = false;
      this.query = '';
      this.scope = item.phaseAsked ?? undefined;
    }
    this.focusKey = item.developerName;
    this.refresh();
  }

  private refreshSoon(): void {
    this.cancelView?.();
    this.cancelView = later(VIEW_MS, () => this.refresh());
  }

  private formState(): FormState | undefined {
    const { items, objectInfo, picklists, editor } = this;
    const phaseField = this.objectApiName === undefined ? undefined : phaseFieldOf(this.objectApiName);
    if (!items || !objectInfo || !picklists || !editor?.record || phaseField === undefined || !this.draftsSettled) return undefined;
    const invalid = Object.fromEntries(this.explicit ? invalidFields(editor.draft).map((field) => [field, [labels.errorInvalid]]) : []);
    return {
      items,
      phaseField,
      phaseLeftField: phaseLeftFieldOf(objectInfo.apiName),
      fields: objectInfo.fields,
      picklists: picklists.picklistFieldValues,
      editable: objectInfo.updateable,
      record: editor.record.fields,
      draft: editor.draft,
      errors: { ...editor.fieldErrors, ...invalid },
      conflicts: editor.conflicts,
      scope: this.scope,
      missingOnly: this.missingOnly,
      pinned: this.pinned,
      query: this.query,
      marks: this.shownMarks(editor),
      markErrors: editor.markErrors,
      markable: this.markable && objectInfo.updateable
    };
  }

  /** The stored marks, overlaid by what was decided since. */
  private shownMarks(editor: Editor): Map<string, ItemMark> {
    const marks = new Map([...this.storedMarks].map(([item, { state }]) => [item, state]));
    for (const [item, mark] of editor.marks) {
      if (mark === null) marks.delete(item);
      else marks.set(item, mark);
    }
    return marks;
  }

  /** Builds the view from the state; the only place that writes it. */
  private refresh(): void {
    this.cancelView?.();
    this.cancelView = undefined;
    this.showSaving();
    const state = this.formState();
    if (!state) return;
    this.view = formView(state, this.view);
    this.loadMessages = undefined;
    if (this.leftBehind) this.remnant = { text: remnantText(this.leftBehind, state.items, state.fields) };
    if (this.missingOnly) this.pinned = shownKeys(this.view);
  }

  /** What the bar says about saving. */
  private showSaving(): void {
    const { editor } = this;
    this.saveMessages = saveMessagesOf(editor);
    if (!vault.possible) this.draftNote = labels.draftImpossible;
    else if (vault.failed) this.draftNote = labels.draftFull;
    // Each written once: a value that changes on the way makes the whole form render at every key.
    const { status, unsaved } = savingTexts(this.allEditors, this.notice);
    this.status = status;
    this.unsaved = unsaved;
  }

  private chooseRecordType(): void {
    if (!this.editor?.record || !this.objectInfo) return;
    this.recordTypeId = this.editor.record.recordTypeId ?? this.objectInfo.defaultRecordTypeId ?? undefined;
  }

  private failLoad(error: unknown): void {
    this.loadMessages = [labels.errorLoad, ...messagesOf(reduceError(error), LOAD_MESSAGES)];
  }

  /** A record that vanishes while somebody types must not take the text with it. */
  private failRecord(error: unknown): void {
    const reduced = reduceError(error);
    if (this.editor?.record) {
      this.editor.error = reduced;
      this.refresh();
    } else this.loadMessages = messagesOf(reduced, LOAD_MESSAGES);
  }
}
