/** What a list of changes leaves behind: the typed values of a case and its rows, its moves from phase to phase, its open tasks. */
import { addMonths, tokyoDay } from './calendar.ts';
import {
  CONSULTATION,
  DROPPED,
  FOLLOWING,
  isClosed,
  ISSUE,
  ITEM_STATE,
  OPPORTUNITY,
  PROPOSAL,
  PROPOSING,
  rankOf,
  TASK,
  VISIT,
  type Change,
  type Value,
  type Values
} from './history.ts';
import type { Item } from './plainData.ts';

/** A record as people typed it. */
export interface Row {
  object: string;
  key: string;
  values: Values;
  madeOn: string;
  /** Fields that hold something, and the day on which they got it. */
  since: Map<string, string>;
  savedAt: Date;
}

interface Move {
  at: Date;
  from: string;
  to: string;
  /** The values of the case right after the move. */
  values: Values;
}

/** A task that is to be done: the officer's own, the next action that a phase needs, the question after the end of the support. */
interface OpenTask {
  kind: 'own' | 'next' | 'inquiry';
  /** Of an inquiry. */
  due?: string;
}

export interface Facts {
  record: Row;
  rows: Row[];
  moves: Move[];
  tasks: OpenTask[];
  /** When the case or anything of it was last saved. */
  savedAt: Date;
}

export const isFilled = (value: Value | undefined): boolean => value !== undefined && value !== null && value !== '' && value !== false;

const isDay = (value: Value | undefined): value is string => typeof value === 'string' && value !== '';

/** How many rows of an object fit. */
const count = (facts: Facts, object: string, fits: (values: Values) => boolean = () => true): number =>
  facts.rows.filter((row) => row.object === object && fits(row.values)).length;

/** The roll-up counts of a case by their field. */
export function countsOf(facts: Facts): Record<string, number> {
  const bySme = (row: Values): boolean => row.RecognizedBySme__c === true;
  const byJpo = (row: Values): boolean => row.RecognizedByJpo__c === true;
  return {
    SmeIssueCount__c: count(facts, ISSUE, bySme),
    JpoIssueCount__c: count(facts, ISSUE, byJpo),
    JpoOnlyIssueCount__c: count(facts, ISSUE, (row) => byJpo(row) && !bySme(row)),
    ConsultationCount__c: count(facts, CONSULTATION),
    PreparedCount__c: count(facts, PROPOSAL, (row) => isDay(row.PreparedOn__c)),
    ProposedCount__c: count(facts, PROPOSAL, (row) => isDay(row.ProposedOn__c)),
    DoneCount__c: count(facts, PROPOSAL, (row) => isDay(row.DoneOn__c)),
    VisitCount__c: count(facts, VISIT, (row) => row.IsDone__c === true),
    UnconfirmedRows__c: count(facts, ITEM_STATE, (row) => row.State__c === '未確認'),
    NotApplicableRows__c: count(facts, ITEM_STATE, (row) => row.State__c === '該当なし')
  };
}

/** Names of the items that have an answer: their field has a value, or a row counts. */
export function answered(facts: Facts, items: readonly Item[]): Set<string> {
  const counts = countsOf(facts);
  const has = (item: Item): boolean => (item.field in counts ? counts[item.field] > 0 : isFilled(facts.record.values[item.field]));
  return new Set(items.filter(has).map(({ name }) => name));
}

/**
 * Follows the changes of one case up to a moment.
 * @returns undefined when the case does not exist yet
 */
export function replay(
  changes: readonly Change[],
  until: Date,
  office: { items: readonly Item[]; followUpMonths: number }
): Facts | undefined {
  let facts: Facts | undefined;
  for (const change of changes) {
    if (change.at > until) break;
    if (change.refused) continue;
    facts = follow(facts, change, office);
  }
  return facts;
}

/** Adds one change that was accepted; the facts themselves are changed. */
export function follow(facts: Facts | undefined, change: Change, office: { items: readonly Item[]; followUpMonths: number }): Facts {
  if (!facts) {
    if (change.object !== OPPORTUNITY) throw new Error(`${change.key} is older than its case`);
    const record = made(change);
    return { record, rows: [], moves: [], tasks: [], savedAt: change.at };
  }
  facts.savedAt = change.at;
  if (change.object === TASK) applyTask(facts, change);
  else if (change.object === OPPORTUNITY) applyCase(facts, change, office.followUpMonths);
  else applyRow(facts, change);
  forgetStates(facts, office.items);
  return facts;
}

function made({ object, key, values, at }: Change): Row {
  const row: Row = { object, key, values: {}, madeOn: tokyoDay(at), since: new Map(), savedAt: at };
  type(row, values, at);
  return row;
}

function type(row: Row, values: Values, at: Date): void {
  for (const [field, value] of Object.entries(values)) {
    if (!isFilled(value)) row.since.delete(field);
    else if (!row.since.has(field)) row.since.set(field, tokyoDay(at));
    row.values[field] = value;
  }
  row.savedAt = at;
}

function applyRow(facts: Facts, change: Change): void {
  if (change.action === 'insert') facts.rows.push(made(change));
  else if (change.action === 'delete') facts.rows = facts.rows.filter(({ key }) => key !== change.key);
  else {
    const row = facts.rows.find(({ key }) => key === change.key);
    if (!row) throw new Error(`${change.key} does not exist`);
    type(row, change.values, change.at);
  }
}

function applyCase(facts: Facts, change: Change, followUpMonths: number): void {
  const { record, moves } = facts;
  const before = { ...record.values };
  type(record, change.values, change.at);
  const [from, to] = [String(before.StageName), String(record.values.StageName)];
  if (from !== to) moves.push({ at: change.at, from, to, values: { ...record.values } });
  // A drop that ended stands in the log only.
  if (from !== to && isClosed(from)) type(record, { DropReason__c: null, DropSide__c: null }, change.at);
  // Rows name the company of their case: with another one they are saved too.
  if (record.values.AccountId !== before.AccountId) for (const row of facts.rows) row.savedAt = change.at;
  const isAnswered = isClosed(to) && (from !== to || (record.values.FollowUp__c ?? null) !== (before.FollowUp__c ?? null));
  if (isAnswered && record.values.FollowUp__c === '可' && !isFilled(record.values.FollowUpDate__c))
    type(record, { FollowUpDate__c: addMonths(tokyoDay(change.at), followUpMonths) }, change.at);
  facts.tasks = tasksAfter(facts.tasks, { from, to, isAnswered }, record.values);
}

function applyTask(facts: Facts, change: Change): void {
  if (change.action === 'complete') facts.tasks = [];
  else facts.tasks.push({ kind: 'own' });
}

/**
 * Entering 提案 or フォロー中 makes sure that an open task exists. Closing with 継続フォロー 可 makes the 状況伺い, due on フォロー予定日,
 * which is some months later unless somebody says otherwise; 要確認 makes a task to ask; so does the answer that is given, or given anew,
 * after the closing. Reopening, and another answer, complete what the former one made.
 */
function tasksAfter(tasks: readonly OpenTask[], move: { from: string; to: string; isAnswered: boolean }, values: Values): OpenTask[] {
  const { from, to, isAnswered } = move;
  const isReopened = isClosed(from) && !isClosed(to);
  const left = tasks.filter(({ kind }) => kind !== 'inquiry' || !(isReopened || isAnswered));
  if (from !== to && (to === PROPOSING || to === FOLLOWING) && left.length === 0) return [{ kind: 'next' }];
  if (isAnswered && values.FollowUp__c === '可') return [...left, { kind: 'inquiry', due: String(values.FollowUpDate__c) }];
  if (isAnswered && values.FollowUp__c === '要確認') return [...left, { kind: 'inquiry' }];
  return left;
}

/** A row of 未確認 or 該当なし goes when its item gets an answer. */
function forgetStates(facts: Facts, items: readonly Item[]): void {
  if (!facts.rows.some(({ object }) => object === ITEM_STATE)) return;
  const known = answered(facts, items);
  facts.rows = facts.rows.filter((row) => row.object !== ITEM_STATE || !known.has(String(row.values.Item__c)));
}

/** The phase whose items are asked: of a dropped case, the one that it left. */
export function askedPhase({ record, moves }: Facts): string {
  const phase = String(record.values.StageName);
  if (phase !== DROPPED) return phase;
  return moves.at(-1)?.from ?? String(record.values.DropPhase__c);
}

/** Back in the line, or out of a closed phase. */
export const isBack = ({ from, to }: { from: string; to: string }): boolean =>
  to !== DROPPED && (from === DROPPED || rankOf(to) < rankOf(from));
