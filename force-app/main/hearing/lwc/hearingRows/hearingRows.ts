/**
 * One hearing item that the rows of a list answer, such as the issues of a case: its tier, its question on demand, and its rows as chips. A press
 * saves at once and shows at once; the details of a row open below its chip. Saves its rows itself and then says so by `rowschange`; the form
 * reads the record again, because the field of the item counts the rows.
 */
import timeZone from '@salesforce/i18n/timeZone';
import { CONSULTATION_OBJECT } from 'c/consultationRows';
import { messagesOf, reduceError } from 'c/errorReducer';
import type { OwnMessages } from 'c/errorReducer';
import type { FieldView } from 'c/hearingView';
import { ISSUE_OBJECT } from 'c/issueRows';
import { MEASURE_OBJECT, PROPOSAL_OBJECT } from 'c/measureRows';
import { forgetRow } from 'c/pageDrafts';
import { rowsOf, todayIn } from 'c/rowModel';
import type { GroupKey, Row, RowChange } from 'c/rowModel';
import { inTurn, onRowsChanged, rowsChanged } from 'c/rowQueue';
import { formatText } from 'c/textFormat';
import { graphql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import { getObjectInfo, getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import { createRecord, deleteRecord, updateRecord } from 'lightning/uiRecordApi';
import { LightningElement, api, wire } from 'lwc';
import { labels } from './labels';
import { CONSULTATIONS, ISSUES, MEASURES } from './queries';
import { DETAILS, listOf, objectOfItem, rowsView } from './rowsView';
import type { ListObject, RowsState, RowsView } from './rowsView';

/** Detail of the `rowschange` event (bubbles, composed): rows of this item were created, changed or deleted on the server. */
export interface RowsChange {
  /** developerName of the item. */
  readonly item: string;
}

const QUERIES: Readonly<Record<ListObject, GraphqlDocument>> = {
  [ISSUE_OBJECT]: ISSUES,
  [CONSULTATION_OBJECT]: CONSULTATIONS,
  [PROPOSAL_OBJECT]: MEASURES
};
const OPERATIONS: Readonly<Record<ListObject, string>> = {
  [ISSUE_OBJECT]: 'caseIssues',
  [CONSULTATION_OBJECT]: 'caseConsultations',
  [PROPOSAL_OBJECT]: 'caseMeasures'
};
/** Lookup of every row to its case. */
const CASE_FIELD = 'Case__c';
const SAVE_MESSAGES: OwnMessages = {
  network: labels.errorNetwork,
  noAccess: labels.errorAccess,
  session: labels.errorSession,
  unknown: labels.errorUnknown
};

export default class HearingRows extends LightningElement {
  @api
  get recordId(): string | undefined {
    return this.caseId;
  }
  set recordId(id: string | undefined) {
    if (id === this.caseId) return;
    this.caseId = id;
    this.listen();
    this.rows = undefined;
    this.pending = [];
    this.errors = {};
    this.variables = id === undefined ? undefined : { caseId: id };
    this.chooseList();
  }

  @api
  get item(): FieldView {
    return this.shownItem;
  }
  set item(item: FieldView) {
    this.shownItem = item;
    this.chooseList();
  }

  labels = labels;
  caseId: string | undefined;
  shownItem!: FieldView;
  object: ListObject | undefined;
  query: GraphqlDocument | undefined;
  /** The issues of the case, for the suggestions among the measures. */
  issueQuery: GraphqlDocument | undefined;
  variables: { caseId: string } | undefined;
  recordTypeId: string | undefined;
  objectInfo: ObjectInfoRepresentation | undefined;
  picklists: PicklistCollection['picklistFieldValues'] = {};
  status = '';
  messages: readonly string[] = [];
  note = labels.loading;
  filter = '';

  private rows: readonly Row[] | undefined;
  private measures: readonly Row[] = [];
  private issues: readonly Row[] = [];
  private pending: readonly RowChange[] = [];
  private errors: Readonly<Record<string, string>> = {};
  private right: string | undefined;
  private openKey: string | undefined;
  private unfolded: ReadonlySet<GroupKey> = new Set();
  private refresh: (() => Promise<void>) | undefined;
  private refreshIssues: (() => Promise<void>) | undefined;
  private stopListening: (() => void) | undefined;
  /** Data attribute of what gets the focus after the next render, and its value if there are several. */
  private focusOn: readonly [string, string?] | undefined;

  connectedCallback(): void {
    this.listen();
  }

  disconnectedCallback(): void {
    this.stopListening?.();
    this.stopListening = undefined;
  }

  renderedCallback(): void {
    const { focusOn } = this;
    this.focusOn = undefined;
    if (focusOn === undefined) return;
    const [name, key] = focusOn;
    const found = [...(this.template?.querySelectorAll<HTMLElement>(`[data-${name}]`) ?? [])];
    found.find((each) => key === undefined || each.dataset[name] === key)?.focus();
  }

  /** Puts the focus on the item. */
  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('[data-title]')?.focus();
    this.uncover();
  }

  /** Scrolls the item out from under the docked bar. */
  @api
  uncover(): void {
    this.template?.host.scrollIntoView({ block: 'nearest' });
  }

  @wire(graphql, { query: '$query', variables: '$variables', operationName: '$operation' })
  wiredRows({ data, errors, refresh }: GraphqlResult): void {
    if (refresh) this.refresh = refresh;
    if (errors && !this.rows) this.note = labels.hidden;
    if (!data || this.object === undefined) return;
    this.rows = rowsOf(data, this.object);
    this.measures = rowsOf(data, MEASURE_OBJECT);
    this.note = '';
  }

  /** Without the issues there are no suggestions, and that is all that is missing. */
  @wire(graphql, { query: '$issueQuery', variables: '$variables', operationName: 'caseIssues' })
  wiredIssues({ data, refresh }: GraphqlResult): void {
    if (refresh) this.refreshIssues = refresh;
    if (data) this.issues = rowsOf(data, ISSUE_OBJECT);
  }

  @wire(getObjectInfo, { objectApiName: '$object' })
  wiredObjectInfo({ data, error }: WireResult<ObjectInfoRepresentation>): void {
    if (error) this.note = labels.hidden;
    if (!data) return;
    this.objectInfo = data;
    this.recordTypeId = data.defaultRecordTypeId ?? undefined;
  }

  @wire(getPicklistValuesByRecordType, { objectApiName: '$object', recordTypeId: '$recordTypeId' })
  wiredPicklists({ data }: WireResult<PicklistCollection>): void {
    if (data) this.picklists = data.picklistFieldValues;
  }

  get operation(): string | undefined {
    return this.object === undefined ? undefined : OPERATIONS[this.object];
  }

  get countText(): string {
    return formatText(labels.rowCount, Number(this.item.value ?? 0));
  }

  get readOnlyNote(): string {
    return this.objectInfo && !this.objectInfo.createable && !this.objectInfo.updateable ? labels.readOnly : '';
  }

  get detailFields(): readonly string[] {
    return this.object === undefined ? [] : DETAILS[this.object];
  }

  get view(): RowsView | undefined {
    const { state } = this;
    return state && rowsView(state);
  }

  private get state(): RowsState | undefined {
    const { object, objectInfo, rows } = this;
    if (object === undefined || !objectInfo || !rows) return undefined;
    const { measures, picklists, pending, right, unfolded, filter, errors } = this;
    return {
      ...{ object, rows, measures, picklists, pending, right, unfolded, filter, errors },
      issues: object === PROPOSAL_OBJECT ? this.issues : [],
      countField: this.item.field,
      today: todayIn(timeZone, new Date()),
      open: this.openKey,
      mayCreate: objectInfo.createable,
      mayEdit: objectInfo.updateable,
      mayDelete: objectInfo.deletable
    };
  }

  handleRight(event: Event): void {
    const { right } = (event.currentTarget as HTMLElement).dataset;
    this.right = right === this.right ? undefined : right;
  }

  handleFold(event: Event): void {
    const key = (event.currentTarget as HTMLElement).dataset.fold as GroupKey;
    const unfolded = new Set(this.unfolded);
    if (!unfolded.delete(key)) unfolded.add(key);
    this.unfolded = unfolded;
    this.filter = '';
    if (key === 'rest' && unfolded.has(key)) this.focusOn = ['search'];
  }

  handleFilter(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.filter = event.detail.value;
  }

  handleDetail(event: Event): void {
    const key = (event.currentTarget as HTMLElement).dataset.detail;
    this.openKey = key === this.openKey ? undefined : key;
  }

  handleChip(event: Event): void {
    const { chip: key = '' } = (event.currentTarget as HTMLElement).dataset;
    const { state } = this;
    // What is under way is not turned round: the answer of the server comes first.
    if (!state || this.pending.some((change) => change.key === key)) return;
    const change = listOf(state).press(key);
    if (!change) return;
    if (change.kind === 'keep') {
      this.openKey = key;
      this.errors = { ...this.errors, [key]: labels.kept };
      return;
    }
    this.focusOn = ['chip', key];
    this.save(change);
  }

  handleDelete(event: Event): void {
    const { delete: id = '', key = '' } = (event.currentTarget as HTMLElement).dataset;
    this.openKey = undefined;
    this.focusOn = ['title'];
    this.save({ kind: 'delete', key, id });
  }

  /** A row was changed by its details. */
  handleRowSaved(event: Event): void {
    event.stopPropagation();
    if (this.openKey !== undefined) this.errors = without(this.errors, this.openKey);
    this.announce();
  }

  private async save(change: RowChange): Promise<void> {
    const { caseId, object } = this;
    if (caseId === undefined || object === undefined) return;
    this.pending = [...this.pending, change];
    this.errors = without(this.errors, change.key);
    this.messages = [];
    this.status = labels.saving;
    try {
      await inTurn(caseId, () => send(change, caseId, object));
      if (change.kind === 'delete') forgetRow(caseId, change.id);
      if (this.caseId !== caseId) return;
      this.announce();
      await this.refresh?.();
      this.status = labels.saved;
    } catch (refusal) {
      const error = reduceError(refusal);
      const words = [...Object.values(error.fields).flat(), ...messagesOf(error, SAVE_MESSAGES)];
      this.status = '';
      this.errors = { ...this.errors, [change.key]: [...new Set(words)].join('\n') };
    } finally {
      this.pending = this.pending.filter((each) => each !== change);
    }
  }

  /** Tells the form and every other list of the case. */
  private announce(): void {
    if (this.caseId !== undefined) rowsChanged(this.caseId);
    const detail: RowsChange = { item: this.item.key };
    this.dispatchEvent(new CustomEvent<RowsChange>('rowschange', { detail, bubbles: true, composed: true }));
  }

  private listen(): void {
    this.stopListening?.();
    this.stopListening =
      this.caseId === undefined
        ? undefined
        : onRowsChanged(this.caseId, () => {
            this.refresh?.();
            this.refreshIssues?.();
          });
  }

  private chooseList(): void {
    if (!this.shownItem) return;
    const object = objectOfItem(this.shownItem.field);
    this.note = object !== undefined && !this.rows ? labels.loading : '';
    if (object === undefined) this.note = formatText(labels.unknownList, this.shownItem.rows ?? '');
    if (object === this.object) return;
    this.object = object;
    this.query = object && QUERIES[object];
    this.issueQuery = object === PROPOSAL_OBJECT ? ISSUES : undefined;
  }
}

async function send(change: RowChange, caseId: string, object: ListObject): Promise<void> {
  if (change.kind === 'create') await createRecord({ apiName: object, fields: { [CASE_FIELD]: caseId, ...change.fields } });
  else if (change.kind === 'update') await updateRecord({ fields: { Id: change.id, ...change.fields } });
  else if (change.kind === 'delete') await deleteRecord(change.id);
}

function without(values: Readonly<Record<string, string>>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([each]) => each !== key));
}
