/** What the company's latest earlier case answered to the same question; of issues, how they came and went over all cases. On demand only. */
import { rowsOf, shownOf, textOf } from 'c/rowModel';
import type { Row } from 'c/rowModel';
import { formatText } from 'c/textFormat';
import { gql, graphql } from 'lightning/graphql';
import type { GraphqlDocument, GraphqlResult } from 'lightning/graphql';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { LightningElement, api, wire } from 'lwc';
import { labels } from './labels';

const CASE_OBJECT = 'Opportunity';
const ISSUE_OBJECT = 'CaseIssue__c';
/** Fields that count issues: of these the rows tell more than the number. */
const ISSUE_COUNTS: ReadonlySet<string> = new Set(['SmeIssueCount__c', 'JpoIssueCount__c']);
const EVENTS = [
  ['RecognizedBySmeOn__c', labels.bySme],
  ['RecognizedByJpoOn__c', labels.byJpo],
  ['ResolvedOn__c', labels.resolved]
] as const;

const ISSUE_HISTORY = gql`
  query issueHistory($accountId: ID) {
    uiapi {
      query {
        CaseIssue__c(where: { Case__r: { AccountId: { eq: $accountId } } }, first: 200) {
          edges {
            node {
              Id
              Issue__c @optional {
                value
                displayValue
              }
              RecognizedBySmeOn__c @optional {
                value
                displayValue
              }
              RecognizedByJpoOn__c @optional {
                value
                displayValue
              }
              ResolvedOn__c @optional {
                value
                displayValue
              }
            }
          }
        }
      }
    }
  }
`;

export default class LookBack extends LightningElement {
  @api recordId: string | undefined;
  /** API name of the field that answers the question. */
  @api fieldApiName: string | undefined;

  labels = labels;
  caseFields = [`${CASE_OBJECT}.AccountId`, `${CASE_OBJECT}.RegisteredDate__c`];
  variables: { accountId: string; caseId: string; before: string } | undefined;
  issueVariables: { accountId: string } | undefined;
  private loaded = false;
  private found: readonly Row[] = [];

  @wire(getRecord, { recordId: '$recordId', optionalFields: '$caseFields' })
  wiredCase({ data }: WireResult<RecordRepresentation>): void {
    if (!data) return;
    const accountId = data.fields.AccountId?.value;
    const before = data.fields.RegisteredDate__c?.value;
    this.loaded = typeof accountId !== 'string' || typeof before !== 'string';
    if (typeof accountId !== 'string' || typeof before !== 'string') return;
    this.variables = { accountId, caseId: data.id, before };
    this.issueVariables = { accountId };
  }

  @wire(graphql, { query: '$answerQuery', variables: '$variables', operationName: 'earlierAnswer' })
  wiredAnswer(result: GraphqlResult): void {
    if (!this.isIssue) this.take(result, CASE_OBJECT);
  }

  @wire(graphql, { query: '$issueQuery', variables: '$issueVariables', operationName: 'issueHistory' })
  wiredIssues(result: GraphqlResult): void {
    if (this.isIssue) this.take(result, ISSUE_OBJECT);
  }

  private take({ data, errors }: GraphqlResult, object: string): void {
    if (!data && !errors) return;
    this.found = rowsOf(data, object);
    this.loaded = true;
  }

  private get isIssue(): boolean {
    return ISSUE_COUNTS.has(this.fieldApiName ?? '');
  }

  get answerQuery(): GraphqlDocument | undefined {
    const { fieldApiName: field } = this;
    if (this.isIssue || field === undefined || !/^\w+$/.test(field)) return undefined;
    return gql`
      query earlierAnswer($accountId: ID, $caseId: ID, $before: Date) {
        uiapi {
          query {
            Opportunity(
              where: {
                and: [
                  { AccountId: { eq: $accountId } }
                  { Id: { ne: $caseId } }
                  { RegisteredDate__c: { lte: { value: $before } } }
                ]
              }
              first: 1
              orderBy: { RegisteredDate__c: { order: DESC } }
            ) {
              edges {
                node {
                  Id
                  Name {
                    value
                  }
                  answer: ${field} @optional {
                    value
                    displayValue
                  }
                }
              }
            }
          }
        }
      }
    `;
  }

  get issueQuery(): GraphqlDocument | undefined {
    return this.isIssue ? ISSUE_HISTORY : undefined;
  }

  get title(): string {
    const [earlier] = this.found;
    if (this.isIssue) return labels.issues;
    return earlier ? formatText(labels.earlier, textOf(earlier, 'Name')) : labels.title;
  }

  get lines(): { key: string; text: string }[] {
    if (this.isIssue) return issueLines(this.found);
    const [earlier] = this.found;
    const value = earlier?.fields.answer?.value;
    if (!earlier || value === undefined || value === null || value === '') return [];
    if (typeof value === 'boolean') return [{ key: 'answer', text: value ? labels.yes : labels.no }];
    return [{ key: 'answer', text: (shownOf(earlier, 'answer') || String(value)).replaceAll(';', labels.listSeparator) }];
  }

  get note(): string {
    if (!this.loaded) return labels.loading;
    return this.lines.length === 0 ? labels.nothing : '';
  }
}

/** Everything that happened to the issues of the company, the latest first. */
function issueLines(rows: readonly Row[]): { key: string; text: string }[] {
  const events = rows.flatMap((row) =>
    EVENTS.filter(([field]) => textOf(row, field) !== '').map(([field, label]) => ({
      key: row.id + field,
      at: textOf(row, field),
      text: [shownOf(row, field), formatText(label, shownOf(row, 'Issue__c'))].join('　')
    }))
  );
  return events.sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ key, text }) => ({ key, text }));
}
