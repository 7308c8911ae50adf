/**
 * What the design says a case stores, calculated from what people did: an independent calculation, which knows neither the package nor
 * the org. Every function is one definition of the design's "Stored for analysis", "Tiers" and "Activities".
 */
import {
  addDays,
  businessDayAfter,
  daysBetween,
  firstDayOfHalf,
  fiscalYear,
  fiscalYearName,
  halfName,
  halvesBefore,
  tokyoDay
} from './calendar.ts';
import {
  COMPLETED,
  DROPPED,
  FOLLOWING,
  IDENTIFICATION,
  isClosed,
  ISSUE,
  ITEM_STATE,
  PREPARATION,
  PROPOSAL,
  PROPOSING,
  rankOf,
  VISIT,
  type Change,
  type Value,
  type Values
} from './history.ts';
import type { Item } from './plainData.ts';
import { answered, askedPhase, countsOf, isBack, isFilled, replay, type Facts, type Row } from './replay.ts';

/** What holds for all cases. */
export interface Office {
  items: readonly Item[];
  /** API names of the items' long-text fields. */
  longTexts: readonly string[];
  holidays: ReadonlySet<string>;
  followUpMonths: number;
  writeUpDays: number;
  /** Made and edited targets, in order. */
  targets: readonly Change[];
}

export interface ExpectedCase {
  values: Values;
  /** Values of the rows, by key. */
  rows: Map<string, { object: string; values: Values }>;
  /** The phase log in order. */
  log: Values[];
  openTasks: number;
  /** Open inquiries; there is at most one. */
  inquiries: number;
  /** The day on which the company is to be asked how it fares, when it agreed to that. */
  inquiryDue: string | undefined;
}

/**
 * All that a case should show at a moment.
 * @returns undefined when it does not exist yet
 */
export function expectedCase(changes: readonly Change[], at: Date, office: Office): ExpectedCase | undefined {
  const facts = replay(changes, at, office);
  if (!facts) return undefined;
  const today = tokyoDay(at);
  return {
    values: {
      ...phases(facts),
      ...registration(facts, today),
      ...judgement(facts, today),
      ...figures(facts, office),
      ...countsOf(facts),
      ...visits(facts),
      ...shares(office, '案件', registeredOn(facts), String(facts.record.values.OwnerId), facts.savedAt, at),
      StageRise__c: stageRise(facts.record.values)
    },
    rows: new Map(facts.rows.map((row) => [row.key, { object: row.object, values: rowValues(row, facts, at, office) }])),
    log: log(facts),
    openTasks: facts.tasks.length,
    inquiries: facts.tasks.filter(({ kind }) => kind === 'inquiry').length,
    inquiryDue: facts.tasks.find(({ due }) => due !== undefined)?.due
  };
}

/** The achievement of each target in percent: its records ÷ its value × 100. */
export function achievements(keys: Iterable<string>, at: Date, { targets }: Pick<Office, 'targets'>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const key of keys) sums.set(key, (sums.get(key) ?? 0) + 100 / targetValue(targets, key, at));
  return sums;
}

const text = (value: Value | undefined): string | null => (isFilled(value) ? String(value) : null);

/** Imported cases bring their day; any other one is registered on the day on which it is made. */
const registeredOn = ({ record }: Facts): string => text(record.values.RegisteredDate__c) ?? record.madeOn;

/** The first day of the phase that the case is in. */
function phaseStartedOn({ record, moves }: Facts, before = moves.length): string {
  const move = moves.slice(0, before).at(-1);
  return move ? tokyoDay(move.at) : (text(record.values.PhaseStartedOn__c) ?? record.madeOn);
}

const DAYS_IN: Record<string, string> = {
  [PREPARATION]: 'DaysInPreparation__c',
  [IDENTIFICATION]: 'DaysInIdentification__c',
  [PROPOSING]: 'DaysInProposal__c',
  [FOLLOWING]: 'DaysInFollowUp__c'
};

/** Days spent in each open phase, whenever the case left it; the day of closing; the phase that a dropped case left. */
function phases(facts: Facts): Values {
  const { record, moves } = facts;
  const phase = String(record.values.StageName);
  const last = moves.at(-1);
  const days = Object.entries(DAYS_IN).map(([name, field]): [string, number] => [
    field,
    moves.reduce(
      (sum, move, index) => sum + (move.from === name ? daysBetween(phaseStartedOn(facts, index), tokyoDay(move.at)) : 0),
      Number(record.values[field] ?? 0)
    )
  ]);
  return {
    StageName: phase,
    PhaseStartedOn__c: phaseStartedOn(facts),
    ...Object.fromEntries(days),
    ClosedOn__c: closedOn(facts),
    DropReason__c: text(record.values.DropReason__c),
    DropSide__c: text(record.values.DropSide__c),
    FollowUpDate__c: text(record.values.FollowUpDate__c),
    DropPhase__c: phase === DROPPED ? (last?.from ?? text(record.values.DropPhase__c)) : null,
    // The reason of a move is entered anew each time.
    DecisionReason__c: null
  };
}

function closedOn({ record, moves }: Facts): string | null {
  if (!isClosed(String(record.values.StageName))) return null;
  const last = moves.at(-1);
  return last ? tokyoDay(last.at) : text(record.values.ClosedOn__c);
}

/** 登録日, the 年度 and the half that it lies in, and how they stand to today. */
function registration(facts: Facts, today: string): Values {
  const day = registeredOn(facts);
  return { RegisteredDate__c: day, ...period(day, today) };
}

function period(day: string, today: string): Values {
  return {
    FiscalYear__c: fiscalYearName(day),
    HalfYearKey__c: halfName(day),
    IsThisFiscalYear__c: fiscalYear(day) === fiscalYear(today),
    IsThisHalf__c: halvesBefore(day, today) === 0,
    IsPreviousHalf__c: halvesBefore(day, today) === 1
  };
}

/** Closed in this half; a case of the half (not closed before its first day); new, in work or closed, of which only one holds. */
function judgement(facts: Facts, today: string): Values {
  const phase = String(facts.record.values.StageName);
  const closed = closedOn(facts);
  const closedThisHalf = closed !== null && halvesBefore(closed, today) === 0;
  const isNew = phase === PREPARATION && halvesBefore(registeredOn(facts), today) === 0;
  return {
    IsClosedThisHalf__c: closedThisHalf,
    IsHalfCase__c: closed === null || closed >= firstDayOfHalf(today),
    CaseStatus__c: isClosed(phase) ? (closedThisHalf ? 'クローズ済' : null) : isNew ? '新規' : '対応中'
  };
}

/** The digit of 知財活用ステージ（終） less the digit of （始）. */
function stageRise({ IpStageStart__c: start, IpStageEnd__c: end }: Values): number | null {
  return isFilled(start) && isFilled(end) ? Number(String(end)[0]) - Number(String(start)[0]) : null;
}

/** 充足率 per tier, 登録文字数, and the items asked of which nothing is known yet. */
function figures(facts: Facts, office: Office): Values {
  const known = answered(facts, office.items);
  const states = facts.rows.filter(({ object }) => object === ITEM_STATE);
  const stated = (state: string): Set<Value> =>
    new Set(states.filter(({ values }) => values.State__c === state).map(({ values }) => values.Item__c));
  const without = stated('該当なし');
  const unconfirmed = stated('未確認');
  const asked = office.items.filter((item) => isAsked(item, facts) && !without.has(item.name));
  const rate = (tier: string): number | null => {
    const items = asked.filter((item) => item.tier === tier);
    return items.length === 0 ? null : Math.round((items.filter(({ name }) => known.has(name)).length * 100) / items.length);
  };
  return {
    RequiredRate__c: rate('必須'),
    RecommendedRate__c: rate('推奨'),
    TextLength__c: office.longTexts.reduce((sum, field) => sum + characters(facts.record.values[field]), 0),
    UnconfirmedCount__c: asked.filter(({ name }) => unconfirmed.has(name)).length
  };
}

/** Asked in the phase of the case or in an earlier one; what a drop asks is asked of dropped cases only. */
function isAsked(item: Item, facts: Facts): boolean {
  if (item.phaseAsked === DROPPED) return facts.record.values.StageName === DROPPED;
  return facts.record.values.StageName === COMPLETED || rankOf(item.phaseAsked) <= rankOf(askedPhase(facts));
}

/** Code points without line breaks. */
const characters = (value: Value | undefined): number => [...String(value ?? '')].filter((each) => each !== '\n' && each !== '\r').length;

function visits(facts: Facts): Values {
  const days = facts.rows
    .filter(({ object, values }) => object === VISIT && values.IsDone__c === true)
    .map(({ values }) => visitedOn(values))
    .sort();
  return { FirstVisitOn__c: days.at(0) ?? null, LastVisitOn__c: days.at(-1) ?? null };
}

const visitedOn = (visit: Values): string => tokyoDay(new Date(String(visit.StartAt__c)));

/** The target of a year, an indicator and a person (or the whole office) that existed when the record was saved. */
function targetKey(targets: readonly Change[], year: string, metric: string, user: string | null, savedAt: Date): string | null {
  const made = targets.find(
    ({ action, at, values }) =>
      action === 'insert' &&
      at <= savedAt &&
      values.FiscalYear__c === year &&
      values.Metric__c === metric &&
      (values.TargetUser__c ?? null) === user
  );
  return made?.key ?? null;
}

/** What a target says now. */
function targetValue(targets: readonly Change[], key: string, at: Date): number {
  const saved = targets.filter((change) => change.key === key && change.at <= at && !change.refused);
  return Number(saved.findLast(({ values }) => 'Value__c' in values)?.values.Value__c);
}

/** Two targets, stamped when the record is saved, and its share in each: 100 ÷ the target as it is now. */
function shares(office: Office, metric: string, day: string, user: string, savedAt: Date, at: Date): Values {
  const year = fiscalYearName(day);
  const ofOffice = targetKey(office.targets, year, metric, null, savedAt);
  const ofOwner = targetKey(office.targets, year, metric, user, savedAt);
  const share = (key: string | null): number | null => (key === null ? null : 100 / targetValue(office.targets, key, at));
  return { OfficeTarget__c: ofOffice, OwnerTarget__c: ofOwner, OfficeShare__c: share(ofOffice), OwnerShare__c: share(ofOwner) };
}

function rowValues(row: Row, facts: Facts, at: Date, office: Office): Values {
  if (row.object === ISSUE) return issueValues(row);
  if (row.object === PROPOSAL) return proposalValues(row, facts, tokyoDay(at));
  if (row.object === VISIT) return visitValues(row, facts, at, office);
  if (row.object === ITEM_STATE) return { Item__c: row.values.Item__c, State__c: row.values.State__c, StatedOn__c: row.madeOn };
  return {};
}

/** Who sees the issue, and since when. */
function issueValues({ values, since }: Row): Values {
  const sme = values.RecognizedBySme__c === true;
  const jpo = values.RecognizedByJpo__c === true;
  return {
    Gap__c: sme && jpo ? '双方' : sme ? '企業のみ' : jpo ? '特許庁のみ' : null,
    RecognizedBySmeOn__c: since.get('RecognizedBySme__c') ?? null,
    RecognizedByJpoOn__c: since.get('RecognizedByJpo__c') ?? null
  };
}

/** Prepared, proposed, done as 1 or 0; proposed on the spot; nothing heard for thirty days after the handover. */
function proposalValues({ values }: Row, facts: Facts, today: string): Values {
  const handover = text(values.HandoverOn__c);
  return {
    PreparedFlag__c: isFilled(values.PreparedOn__c) ? 1 : 0,
    ProposedFlag__c: isFilled(values.ProposedOn__c) ? 1 : 0,
    DoneFlag__c: isFilled(values.DoneOn__c) ? 1 : 0,
    IsAddedOnSite__c: isFilled(values.ProposedOn__c) && !isFilled(values.PreparedOn__c),
    IsHandoverStalled__c: handover !== null && today > addDays(handover, 30) && !hasMovedSince(values, handover),
    Company__c: facts.record.values.AccountId ?? null
  };
}

/** A result other than 未着手, or a measure done since. */
const hasMovedSince = ({ Result__c: result, DoneOn__c: done }: Values, handover: string): boolean =>
  (isFilled(result) && result !== '未着手') || (isFilled(done) && String(done) >= handover);

function visitValues(row: Row, facts: Facts, at: Date, office: Office): Values {
  const day = visitedOn(row.values);
  return {
    VisitedOn__c: day,
    ...period(day, tokyoDay(at)),
    WriteUpDueOn__c: businessDayAfter(day, office.writeUpDays, office.holidays),
    WrittenUpOn__c: row.since.get('KeyPoints__c') ?? null,
    Company__c: facts.record.values.AccountId ?? null,
    ...shares(office, '訪問', day, String(row.values.Visitor__c), row.savedAt, at)
  };
}

/** A row per move: from, to, why, how long the case was there, by whom, when. */
function log(facts: Facts): Values[] {
  return facts.moves.map((move, index) => ({
    FromPhase__c: move.from,
    ToPhase__c: move.to,
    Reason__c: reasonOf(move.from, move.to, move.values),
    Days__c: daysBetween(phaseStartedOn(facts, index), tokyoDay(move.at)),
    ChangedOn__c: tokyoDay(move.at)
  }));
}

function reasonOf(from: string, to: string, values: Values): string | null {
  if (to === DROPPED) return text(values.DropReason__c);
  return isBack({ from, to }) ? text(values.DecisionReason__c) : '基準達成';
}
