/**
 * The support measures of a case as chips, for one of the three steps of a proposal: prepared, proposed, done. Measures that answer the issues
 * of the case are suggested: those that answer mainly first, then those that help. Pure.
 */
import { chosen } from 'c/hearingAnswer';
import { ISSUE_FIELD } from 'c/issueRows';
import { isBare, isTicked, shownOf, textOf } from 'c/rowModel';
import type { BadgeKey, Chip, ChipGroup, Row, RowChange, RowList } from 'c/rowModel';

export const PROPOSAL_OBJECT = 'MeasureProposal__c';
export const MEASURE_OBJECT = 'SupportMeasure__c';
const MEASURE_FIELD = 'Measure__c';
const DATES = ['PreparedOn__c', 'ProposedOn__c', 'DoneOn__c'] as const;
const TEXTS = ['Reaction__c', 'HandoverTo__c', 'HandoverMethod__c', 'HandoverOn__c', 'Result__c', 'Memo__c'] as const;

/** What can be changed of a row beside its chip. */
export const PROPOSAL_DETAILS: readonly string[] = [...DATES, ...TEXTS];

/** The date that a step leaves, by the field of the item: it counts the rows that have it. */
const STEPS: Readonly<Record<string, (typeof DATES)[number]>> = {
  PreparedCount__c: 'PreparedOn__c',
  ProposedCount__c: 'ProposedOn__c',
  DoneCount__c: 'DoneOn__c'
};

export interface MeasureState {
  readonly rows: readonly Row[];
  readonly measures: readonly Row[];
  readonly issues: readonly Row[];
  readonly countField: string | null;
  readonly today: string;
  /** Puts the names of issues one after the other. */
  readonly separator: string;
}

/** The chips of an item that asks for the measures of one step. */
export function measureList({ rows, measures, issues, countField, today, separator }: MeasureState): RowList {
  const date = STEPS[countField ?? ''] ?? 'PreparedOn__c';
  const open = [...new Set(issues.filter((row) => textOf(row, 'ResolvedOn__c') === '').map((row) => textOf(row, ISSUE_FIELD)))];
  const proposalOf = (measure: string): Row | undefined => rows.find((row) => textOf(row, MEASURE_FIELD) === measure);
  const measureOf = (id: string): Row | undefined => measures.find((measure) => measure.id === id);

  function proposalChip(row: Row): Chip {
    const key = textOf(row, MEASURE_FIELD);
    const measure = measureOf(key);
    const pressed = textOf(row, date) !== '';
    const badges: BadgeKey[] = [];
    if (measure && !isTicked(measure, 'IsOpen__c') && textOf(row, 'DoneOn__c') === '') badges.push('closed');
    if (isTicked(row, 'IsHandoverStalled__c')) badges.push('stalled');
    if (isTicked(row, 'IsAddedOnSite__c')) badges.push('addedOnSite');
    const label = textOf(measure, 'Name') || textOf(row, 'Measure__r.Name') || key;
    return { key, label, note: pressed ? shownOf(row, date) : '', caution: shownOf(row, 'Caution__c'), pressed, badges, row };
  }

  const measureChip = (measure: Row, note: string): Chip => ({
    ...{ key: measure.id, label: textOf(measure, 'Name'), note, caution: '', pressed: false, row: undefined },
    badges: isTicked(measure, 'IsOpen__c') ? [] : ['closed']
  });

  return {
    groups(): ChipGroup[] {
      const { primary, secondary, rest } = suggest(
        measures.filter(({ id }) => !proposalOf(id)),
        open
      );
      const suggested = ({ measure, answers }: Suggestion): Chip => measureChip(measure, answers.join(separator));
      return [
        { key: 'answered', chips: rows.filter((row) => textOf(row, date) !== '').map(proposalChip) },
        { key: 'near', chips: rows.filter((row) => textOf(row, date) === '').map(proposalChip) },
        { key: 'primary', chips: primary.map(suggested) },
        { key: 'secondary', chips: secondary.map(suggested) },
        { key: 'rest', chips: rest.map((measure) => measureChip(measure, textOf(measure, 'Summary__c'))) }
      ];
    },
    press(measure: string): RowChange {
      const row = proposalOf(measure);
      if (!row) return { kind: 'create', key: measure, fields: { [MEASURE_FIELD]: measure, [date]: today } };
      if (textOf(row, date) === '') return { kind: 'update', key: measure, id: row.id, fields: { [date]: today } };
      // Only what was dated today is taken back by a press: an older date is history.
      if (textOf(row, date) !== today) return { kind: 'keep', key: measure, id: row.id };
      if (DATES.some((other) => other !== date && textOf(row, other) !== ''))
        return { kind: 'update', key: measure, id: row.id, fields: { [date]: null } };
      return { kind: isBare(row, TEXTS) ? 'delete' : 'keep', key: measure, id: row.id };
    }
  };
}

export interface Suggestion {
  readonly measure: Row;
  /** The issues that it answers. */
  readonly answers: readonly string[];
}

/** Measures by how they answer issues: mainly, helping, not at all. Open ones first, then those that answer more, then by name. */
export function suggest(
  measures: readonly Row[],
  issues: readonly string[]
): { primary: Suggestion[]; secondary: Suggestion[]; rest: Row[] } {
  const answering = (field: string): Suggestion[] =>
    measures
      .map((measure) => ({ measure, answers: issues.filter((issue) => chosen(textOf(measure, field)).includes(issue)) }))
      .filter(({ answers }) => answers.length > 0)
      .sort((a, b) => byOpenness(a.measure, b.measure) || b.answers.length - a.answers.length || byName(a.measure, b.measure));
  const primary = answering('PrimaryIssues__c');
  const isPrimary = new Set(primary.map(({ measure }) => measure.id));
  const secondary = answering('SecondaryIssues__c').filter(({ measure }) => !isPrimary.has(measure.id));
  const isSecondary = new Set(secondary.map(({ measure }) => measure.id));
  const rest = measures.filter(({ id }) => !isPrimary.has(id) && !isSecondary.has(id));
  return { primary, secondary, rest: [...rest].sort((a, b) => byOpenness(a, b) || byName(a, b)) };
}

function byOpenness(a: Row, b: Row): number {
  return Number(isTicked(b, 'IsOpen__c')) - Number(isTicked(a, 'IsOpen__c'));
}

function byName(a: Row, b: Row): number {
  return textOf(a, 'Name') < textOf(b, 'Name') ? -1 : 1;
}
