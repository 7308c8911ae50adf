/**
 * The visit at hand: attendees, key points and the day by which they are due, without leaving the hearing. Beside it, on demand, what the earlier
 * visits to the company left.
 */
import timeZone from '@salesforce/i18n/timeZone';
import userId from '@salesforce/user/Id';
import { messagesOf, reduceError } from 'c/errorReducer';
import { rowsOf, shownOf, textOf } from 'c/rowModel';
import type { Row } from 'c/rowModel';
import { inTurn } from 'c/rowQueue';
import { formatText } from 'c/textFormat';
import { visitAtHand, writtenUp } from 'c/visitModel';
import type { VisitAtHand, VisitState } from 'c/visitModel';
import { graphql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import { getObjectInfo, getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import { createRecord, getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { LightningElement, api, wire } from 'lwc';
import { labels } from './labels';
import { COMPANY_VISITS, VISITS } from './queries';

const VISIT_OBJECT = 'Visit__c';
const COMPANY_FIELD = 'Opportunity.AccountId';
const TITLES: Readonly<Record<VisitState, string>> = { today: labels.today, unwritten: labels.unwritten, planned: labels.planned };

export default class HearingVisit extends LightningElement {
  @api
  get recordId(): string | undefined {
    return this.caseId;
  }
  set recordId(id: string | undefined) {
    if (id === this.caseId) return;
    this.caseId = id;
    this.visits = undefined;
    this.earlier = undefined;
    this.companyId = undefined;
    this.opened = false;
    this.looksBack = false;
    this.variables = id === undefined ? undefined : { caseId: id };
  }

  labels = labels;
  objectApiName = VISIT_OBJECT;
  companyFields = [COMPANY_FIELD];
  fields = ['IsDone__c', 'Method__c', 'Attendees__c', 'Companions__c', 'KeyPoints__c'];
  query = VISITS;
  caseId: string | undefined;
  variables: { caseId: string } | undefined;
  recordTypeId: string | undefined;
  objectInfo: ObjectInfoRepresentation | undefined;
  picklists: PicklistCollection['picklistFieldValues'] = {};
  messages: readonly string[] = [];
  opened = false;
  looksBack = false;
  starting = false;

  private visits: readonly Row[] | undefined;
  private earlier: readonly Row[] | undefined;
  private companyId: string | undefined;
  private refresh: (() => Promise<void>) | undefined;

  @wire(graphql, { query: '$query', variables: '$variables', operationName: 'caseVisits' })
  wiredVisits({ data, refresh }: GraphqlResult): void {
    if (refresh) this.refresh = refresh;
    if (data) this.visits = rowsOf(data, VISIT_OBJECT);
  }

  @wire(getRecord, { recordId: '$companyCaseId', optionalFields: '$companyFields' })
  wiredCase({ data }: WireResult<RecordRepresentation>): void {
    const company = data?.fields.AccountId?.value;
    if (typeof company === 'string') this.companyId = company;
  }

  @wire(graphql, { query: '$companyQuery', variables: '$companyVariables', operationName: 'companyVisits' })
  wiredEarlier({ data }: GraphqlResult): void {
    if (data) this.earlier = rowsOf(data, VISIT_OBJECT);
  }

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  wiredObjectInfo({ data }: WireResult<ObjectInfoRepresentation>): void {
    if (!data) return;
    this.objectInfo = data;
    this.recordTypeId = data.defaultRecordTypeId ?? undefined;
  }

  @wire(getPicklistValuesByRecordType, { objectApiName: '$objectApiName', recordTypeId: '$recordTypeId' })
  wiredPicklists({ data }: WireResult<PicklistCollection>): void {
    if (data) this.picklists = data.picklistFieldValues;
  }

  /** Asked for when somebody looks back only, as are the visits to it. */
  get companyCaseId(): string | undefined {
    return this.looksBack ? this.caseId : undefined;
  }
  get companyQuery(): GraphqlDocument | undefined {
    return this.looksBack ? COMPANY_VISITS : undefined;
  }
  get companyVariables(): { companyId: string } | undefined {
    return this.companyId === undefined ? undefined : { companyId: this.companyId };
  }

  get isShown(): boolean {
    return this.visits !== undefined && this.objectInfo !== undefined;
  }
  private get atHand(): VisitAtHand | undefined {
    return visitAtHand(this.visits ?? [], timeZone, new Date());
  }

  get visitId(): string | undefined {
    return this.atHand?.visit.id;
  }
  get title(): string {
    const { atHand } = this;
    if (!atHand) return labels.none;
    const method = textOf(atHand.visit, 'Method__c');
    return [TITLES[atHand.state], shownOf(atHand.visit, 'StartAt__c'), method].filter((part) => part !== '').join('　');
  }
  get due(): string {
    const day = shownOf(this.atHand?.visit, 'WriteUpDueOn__c');
    return day === '' ? '' : formatText(labels.due, day);
  }
  get caution(): string {
    return textOf(this.atHand?.visit, 'WriteUpCaution__c');
  }
  get mayStart(): boolean {
    return this.objectInfo?.createable === true && this.atHand?.state !== 'today';
  }
  get expanded(): string {
    return String(this.opened);
  }
  get lookBackExpanded(): string {
    return String(this.looksBack);
  }
  get earlierVisits(): { key: string; title: string; text: string }[] {
    return writtenUp(this.earlier ?? [], this.visitId).map((visit) => ({
      key: visit.id,
      title: [shownOf(visit, 'StartAt__c'), textOf(visit, 'Method__c'), textOf(visit, 'Case__r.Name')]
        .filter((part) => part !== '')
        .join('　'),
      text: textOf(visit, 'KeyPoints__c')
    }));
  }
  get nothingEarlier(): boolean {
    return this.earlier !== undefined && this.earlierVisits.length === 0;
  }

  handleToggle(): void {
    this.opened = !this.opened;
  }

  handleLookBack(): void {
    this.looksBack = !this.looksBack;
  }

  /** A visit that begins now; what is known of it is filled in. */
  async handleStart(): Promise<void> {
    const { caseId } = this;
    if (caseId === undefined || this.starting) return;
    this.starting = true;
    this.messages = [];
    try {
      const fields = { Case__c: caseId, StartAt__c: new Date().toISOString(), Visitor__c: userId };
      await inTurn(caseId, () => createRecord({ apiName: VISIT_OBJECT, fields }));
      await this.refresh?.();
      this.opened = true;
      this.announce();
    } catch (refusal) {
      const error = reduceError(refusal);
      this.messages = [...Object.values(error.fields).flat(), ...messagesOf(error, { unknown: labels.errorUnknown })];
    } finally {
      this.starting = false;
    }
  }

  /** What flows made of the change is read again: the day of the write-up, and whether it is late. */
  handleRowSaved(event: Event): void {
    event.stopPropagation();
    this.refresh?.();
    this.announce();
  }

  /** Roll-ups of the case moved. */
  private announce(): void {
    this.dispatchEvent(new CustomEvent('rowschange', { detail: { item: '' }, bubbles: true, composed: true }));
  }
}
