/** The issues of a case as chips: one row per issue, ticked for the company and for the office. Pure. */
import type { Option } from 'c/hearingAnswer';
import { isBare, isTicked, shownOf, textOf } from 'c/rowModel';
import type { BadgeKey, Chip, ChipGroup, Row, RowChange, RowList } from 'c/rowModel';

export const ISSUE_OBJECT = 'CaseIssue__c';
export const ISSUE_FIELD = 'Issue__c';

/** Whose view an item asks: the fields that tick and date it. */
interface Side {
  readonly mark: string;
  readonly date: string;
  readonly other: string;
  readonly otherBadge: BadgeKey;
}

const SME: Side = { mark: 'RecognizedBySme__c', date: 'RecognizedBySmeOn__c', other: 'RecognizedByJpo__c', otherBadge: 'onlyJpo' };
const JPO: Side = { mark: 'RecognizedByJpo__c', date: 'RecognizedByJpoOn__c', other: 'RecognizedBySme__c', otherBadge: 'onlySme' };
const RESOLVED = 'ResolvedOn__c';
const STATEMENT = 'Statement__c';

/** What can be changed of a row beside its chip. */
export const ISSUE_DETAILS: readonly string[] = [SME.mark, JPO.mark, STATEMENT, RESOLVED];

export interface IssueState {
  readonly rows: readonly Row[];
  /** Every issue there is. */
  readonly options: readonly Option[];
  /** The field of the item: it counts the issues of one side. */
  readonly countField: string | null;
  readonly today: string;
}

/** The chips of an item that asks for the issues of one side. */
export function issueList({ rows, options, countField, today }: IssueState): RowList {
  const side = countField === 'JpoIssueCount__c' ? JPO : SME;
  const rowOf = (issue: string): Row | undefined => rows.find((row) => textOf(row, ISSUE_FIELD) === issue);
  return {
    groups(): ChipGroup[] {
      const ticked = rows.filter((row) => isTicked(row, side.mark));
      const others = rows.filter((row) => !isTicked(row, side.mark));
      return [
        { key: 'answered', chips: ticked.map((row) => chipOf(row, side, options)) },
        { key: 'near', chips: others.map((row) => chipOf(row, side, options)) },
        { key: 'rest', chips: options.filter(({ value }) => !rowOf(value)).map(({ label, value }) => emptyChip(value, label)) }
      ];
    },
    press(issue: string): RowChange {
      const row = rowOf(issue);
      if (!row) return { kind: 'create', key: issue, fields: { [ISSUE_FIELD]: issue, [side.mark]: true } };
      if (!isTicked(row, side.mark)) return { kind: 'update', key: issue, id: row.id, fields: { [side.mark]: true } };
      // Only what was ticked today is taken back by a press: an older tick is history.
      if (!isOfToday(row, side, today)) return { kind: 'keep', key: issue, id: row.id };
      if (isTicked(row, side.other)) return { kind: 'update', key: issue, id: row.id, fields: { [side.mark]: false } };
      return { kind: isBare(row, [STATEMENT, RESOLVED]) ? 'delete' : 'keep', key: issue, id: row.id };
    }
  };
}

/** A row that is being saved has no date yet. */
function isOfToday(row: Row, { date }: Side, today: string): boolean {
  const since = textOf(row, date);
  return since === '' || since === today;
}

function chipOf(row: Row, side: Side, options: readonly Option[]): Chip {
  const key = textOf(row, ISSUE_FIELD);
  const pressed = isTicked(row, side.mark);
  const badges: BadgeKey[] = [];
  if (pressed && isTicked(row, side.other)) badges.push('both');
  if (!pressed) badges.push(side.otherBadge);
  if (textOf(row, RESOLVED) !== '') badges.push('resolved');
  const label = options.find(({ value }) => value === key)?.label ?? key;
  return { key, label, note: pressed ? shownOf(row, side.date) : '', caution: '', pressed, badges, row };
}

function emptyChip(key: string, label: string): Chip {
  return { key, label, note: '', caution: '', pressed: false, badges: [], row: undefined };
}
