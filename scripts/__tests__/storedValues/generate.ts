/** Cases with random histories: what officers may do, and now and then what they may not. */
import { answer, isAnswerable, sentence } from './answers.ts';
import { addDays, tokyoDay } from './calendar.ts';
import {
  COMPLETED,
  CONSULTATION,
  DROPPED,
  FOLLOWING,
  isClosed,
  ISSUE,
  ITEM_STATE,
  OPEN_PHASES,
  OPPORTUNITY,
  PREPARATION,
  PROPOSAL,
  rankOf,
  TASK,
  VISIT,
  type CaseHistory,
  type Change,
  type Values
} from './history.ts';
import type { Field, Item } from './plainData.ts';
import type { Random } from '../../lib/random.ts';
import { answered, follow, isFilled, type Facts, type Row } from './replay.ts';

/** What the cases are made of. */
export interface World {
  items: readonly Item[];
  followUpMonths: number;
  /** Custom fields of the case and of its rows, by object. */
  fields: Record<string, Map<string, Field>>;
  users: readonly string[];
  accounts: readonly string[];
  measures: readonly string[];
}

/** Row items and the row that answers them, by the count that the item reads. */
const ANSWERING_ROWS: Record<string, (write: Writer) => void> = {
  SmeIssueCount__c: (write) => write.issue({ RecognizedBySme__c: true }),
  JpoIssueCount__c: (write) => write.issue({ RecognizedByJpo__c: true }),
  ConsultationCount__c: (write) => write.consultation(),
  PreparedCount__c: (write) => write.proposal({ PreparedOn__c: write.day }),
  ProposedCount__c: (write) => write.proposal({ ProposedOn__c: write.day }),
  DoneCount__c: (write) => write.proposal({ ProposedOn__c: write.day, DoneOn__c: write.day })
};

/** Who sees an issue: at least one of the two. */
const VIEWS: Values[] = [
  { RecognizedBySme__c: true, RecognizedByJpo__c: false },
  { RecognizedBySme__c: false, RecognizedByJpo__c: true },
  { RecognizedBySme__c: true, RecognizedByJpo__c: true }
];

/** The field at which a gate asks for an item: rows are asked for at the phase. */
const complainsAt = ({ rows, field }: Item): string => (rows === '' ? field : 'StageName');

const fieldsAt = (fields: readonly string[]): string[] => [...new Set(fields)].sort();

/** Makes one case and what is done with it at some of the moments. */
export function generateCase(random: Random, world: World, times: readonly Date[], key: string): CaseHistory {
  const first = random.whole(0, times.length - 3);
  const write = new Writer(random, world, key, times, first);
  if (random.chance(0.12)) write.imported();
  else write.created();
  for (const at of random.some(times.slice(first), random.whole(3, 9))) {
    write.at = at;
    for (let left = random.whole(1, 3); left > 0; left--) write.something();
  }
  return { key, changes: write.changes };
}

/**
 * Puts a save of the case itself before anything else that is done with it after a target was made. Targets are stamped when the case is
 * saved; whether a row that changes no count saves its case too is for the platform to decide, and nothing here depends on it.
 */
export function savedFirst({ key, changes }: CaseHistory, targetTimes: readonly Date[]): CaseHistory {
  const result: Change[] = [];
  let open = [...targetTimes];
  for (const change of changes) {
    const isFirst = !change.refused && open.some((at) => at <= change.at);
    if (isFirst && change.object !== OPPORTUNITY) {
      const values = { CloseDate: addDays(tokyoDay(change.at), 200) };
      result.push({ at: change.at, action: 'update', object: OPPORTUNITY, key, values });
    }
    if (isFirst) open = open.filter((at) => at > change.at);
    result.push(change);
  }
  return { key, changes: result };
}

/** Writes the history of one case and knows where it stands. */
class Writer {
  readonly changes: Change[] = [];
  at: Date;
  private facts: Facts | undefined;
  private rows = 0;
  private readonly random: Random;
  private readonly world: World;
  private readonly key: string;
  private readonly times: readonly Date[];

  constructor(random: Random, world: World, key: string, times: readonly Date[], first: number) {
    this.random = random;
    this.world = world;
    this.key = key;
    this.times = times;
    this.at = times[first];
  }

  get day(): string {
    return tokyoDay(this.at);
  }

  private get known(): Facts {
    if (!this.facts) throw new Error(`${this.key} does not exist yet`);
    return this.facts;
  }

  private get phase(): string {
    return String(this.known.record.values.StageName);
  }

  /** A case as an officer makes it; sometimes the first try leaves the first phase out. */
  created(): void {
    const values = { ...this.heading(), StageName: PREPARATION };
    if (this.random.chance(0.03)) this.refuse('insert', { ...values, StageName: this.random.pick([FOLLOWING, COMPLETED]) }, ['StageName']);
    this.push({ action: 'insert', object: OPPORTUNITY, key: this.key, values: { ...values, ...this.answers(this.random.whole(0, 3)) } });
  }

  /** A case of former years: it brings its days along. */
  imported(): void {
    const { random } = this;
    const phase = random.pick([...OPEN_PHASES, COMPLETED, DROPPED]);
    const registered = addDays(this.day, -random.whole(0, 420));
    const started = addDays(registered, random.whole(0, 60));
    const spent = OPEN_PHASES.slice(0, rankOf(phase) || 1).map(() => random.whole(0, 90));
    const values: Values = {
      ...this.heading(),
      ...this.answers(random.whole(0, 6)),
      StageName: phase,
      RegisteredDate__c: registered,
      PhaseStartedOn__c: started < this.day ? started : this.day
    };
    ['DaysInPreparation__c', 'DaysInIdentification__c', 'DaysInProposal__c', 'DaysInFollowUp__c'].forEach((field, index) => {
      if (index < spent.length) values[field] = spent[index];
    });
    if (isClosed(phase)) values.ClosedOn__c = values.PhaseStartedOn__c;
    if (phase === DROPPED) Object.assign(values, this.drop(), { DropPhase__c: random.pick(OPEN_PHASES) });
    this.push({ action: 'insert', object: OPPORTUNITY, key: this.key, values, imported: true });
  }

  private heading(): Values {
    return {
      Name: `架空の案件 ${this.key}`,
      CloseDate: addDays(this.day, 180),
      AccountId: this.random.pick(this.world.accounts),
      OwnerId: this.random.pick(this.world.users)
    };
  }

  /** Anything that an officer does. */
  something(): void {
    const { random } = this;
    const act = random.pick([
      () => this.update(this.answers(random.whole(1, 5))),
      () => this.update(this.cleared(random.whole(1, 3))),
      () => this.update({ OwnerId: random.pick(this.world.users) }),
      () => this.update({ AccountId: random.pick(this.world.accounts) }),
      () => this.issue(random.pick(VIEWS)),
      () => this.issueAgain(),
      () => this.changeIssue(),
      () => this.consultation(),
      () => this.proposal(this.proposalDays()),
      () => this.changeProposal(),
      () => this.visit(),
      () => this.changeVisit(),
      () => this.state(),
      () => this.changeState(),
      () => this.forget(),
      () => this.task(),
      () => this.forward(),
      () => this.forward(),
      () => this.forward(),
      () => this.backward(),
      () => this.aside(),
      () => this.refusedMove()
    ]);
    act();
  }

  private push(change: Omit<Change, 'at'>): void {
    const dated = { ...change, at: this.at };
    this.changes.push(dated);
    if (!change.refused) this.facts = follow(this.facts, dated, this.world);
  }

  private refuse(action: 'insert' | 'update', values: Values, refused: string[]): void {
    this.push({ action, object: OPPORTUNITY, key: this.key, values, refused });
  }

  private update(values: Values): void {
    if (Object.keys(values).length > 0) this.push({ action: 'update', object: OPPORTUNITY, key: this.key, values });
  }

  private insert(object: string, values: Values): void {
    this.rows += 1;
    this.push({ action: 'insert', object, key: `${this.key}/${this.rows}`, values: { Case__c: `@${this.key}`, ...values } });
  }

  private change(row: Row | undefined, values: Values): void {
    if (row) this.push({ action: 'update', object: row.object, key: row.key, values });
  }

  private anyRow(object: string): Row | undefined {
    const rows = this.known.rows.filter((row) => row.object === object);
    return rows.length > 0 ? this.random.pick(rows) : undefined;
  }

  private field(object: string, name: string): Field {
    const field = this.world.fields[object].get(name);
    if (!field) throw new Error(`${object}.${name} does not exist`);
    return field;
  }

  private anyValue(object: string, name: string): string {
    return this.random.pick(this.field(object, name).values);
  }

  /** Fields of items that an officer types, whatever the phase. */
  private get answerable(): Field[] {
    const fields = this.world.items.flatMap(({ field }) => this.world.fields[OPPORTUNITY].get(field) ?? []);
    return fields.filter((field) => isAnswerable(field) && !/^Decision/.test(field.name));
  }

  private answers(count: number): Values {
    return Object.fromEntries(this.random.some(this.answerable, count).map((field) => [field.name, answer(this.random, field, this.at)]));
  }

  private cleared(count: number): Values {
    const filled = this.answerable.filter(({ name }) => isFilled(this.known.record.values[name]));
    return Object.fromEntries(this.random.some(filled, count).map(({ name, type }) => [name, type === 'Checkbox' ? false : null]));
  }

  issue(values: Values): void {
    const used = new Set(this.known.rows.map((row) => row.values.Issue__c));
    const free = this.field(ISSUE, 'Issue__c').values.filter((value) => !used.has(value));
    if (free.length > 0) this.insert(ISSUE, { Issue__c: this.random.pick(free), ...values });
  }

  /** An issue that the case has already. */
  private issueAgain(): void {
    const row = this.anyRow(ISSUE);
    if (!row) return;
    const values = { Case__c: `@${this.key}`, Issue__c: row.values.Issue__c, RecognizedByJpo__c: true };
    this.push({ action: 'insert', object: ISSUE, key: `${row.key}/again`, values, refused: ['Issue__c'] });
  }

  /** Somebody else sees the issue too, or no longer does; it is solved. */
  private changeIssue(): void {
    const row = this.anyRow(ISSUE);
    if (!row) return;
    const values = this.random.chance(0.3) ? { ResolvedOn__c: this.day } : this.random.pick(VIEWS);
    this.change(row, values);
  }

  consultation(): void {
    this.insert(CONSULTATION, {
      RightType__c: this.anyValue(CONSULTATION, 'RightType__c'),
      Topic__c: this.anyValue(CONSULTATION, 'Topic__c'),
      IsUnsolved__c: this.random.chance(0.3)
    });
  }

  proposal(values: Values): void {
    this.insert(PROPOSAL, { Measure__c: this.random.pick(this.world.measures), ...values });
  }

  private proposalDays(): Values {
    const { random } = this;
    const day = (share: number): string | null => (random.chance(share) ? addDays(this.day, -random.whole(0, 30)) : null);
    return { PreparedOn__c: day(0.6), ProposedOn__c: day(0.5), DoneOn__c: day(0.3) };
  }

  private changeProposal(): void {
    const result = this.random.chance(0.5) ? null : this.anyValue(PROPOSAL, 'Result__c');
    // Thirty days and one are counted to a day on which something is looked at.
    const looked = tokyoDay(this.random.pick(this.times));
    const handover = { HandoverOn__c: addDays(looked, -this.random.whole(29, 32)), Result__c: result };
    this.change(this.anyRow(PROPOSAL), this.random.chance(0.4) ? handover : this.proposalDays());
  }

  private visit(): void {
    this.insert(VISIT, { ...this.visitTime(), Visitor__c: this.random.pick(this.world.users), IsDone__c: this.random.chance(0.4) });
  }

  /** Within a month of now; every other visit begins while UTC still has the day before. */
  private visitTime(): Values {
    const day = addDays(this.day, this.random.whole(-30, 30));
    const hour = this.random.chance(0.5) ? this.random.whole(15, 23) : this.random.whole(0, 8);
    return { StartAt__c: `${day}T${String(hour).padStart(2, '0')}:30:00.000Z` };
  }

  private changeVisit(): void {
    const row = this.anyRow(VISIT);
    if (!row) return;
    this.change(
      row,
      this.random.pick([
        { IsDone__c: row.values.IsDone__c !== true },
        { IsDone__c: true, KeyPoints__c: sentence(this.random) },
        this.visitTime()
      ])
    );
  }

  /** Says of an item without an answer that it is not known, or that it does not apply where no gate wants it. */
  private state(): void {
    const known = answered(this.known, this.world.items);
    const stated = new Set(this.known.rows.map((row) => row.values.Item__c));
    const free = this.world.items.filter(({ name, tier }) => !known.has(name) && !stated.has(name) && tier !== '任意');
    if (free.length === 0) return;
    const item = this.random.pick(free);
    const state = item.tier === '推奨' && this.random.chance(0.5) ? '該当なし' : '未確認';
    this.insert(ITEM_STATE, { Item__c: item.name, State__c: state });
  }

  private changeState(): void {
    const row = this.anyRow(ITEM_STATE);
    const item = this.world.items.find(({ name }) => name === row?.values.Item__c);
    if (item?.tier === '推奨') this.change(row, { State__c: row?.values.State__c === '未確認' ? '該当なし' : '未確認' });
  }

  /** Deletes any row. */
  private forget(): void {
    const { rows } = this.known;
    if (rows.length === 0) return;
    const { object, key } = this.random.pick(rows);
    this.push({ action: 'delete', object, key, values: {} });
  }

  private task(): void {
    if (this.random.chance(0.5)) this.push({ action: 'complete', object: TASK, key: this.key, values: {} });
    else {
      this.rows += 1;
      const values = { WhatId: `@${this.key}`, Subject: '資料を送る', ActivityDate: addDays(this.day, 7) };
      this.push({ action: 'insert', object: TASK, key: `${this.key}/${this.rows}`, values });
    }
  }

  /** To the next phase, or over some of them. */
  private forward(): void {
    if (isClosed(this.phase)) return;
    const later = [...OPEN_PHASES, COMPLETED].filter((phase) => rankOf(phase) > rankOf(this.phase));
    this.move(this.random.chance(0.7) ? later[0] : this.random.pick(later), {});
  }

  /** To an earlier phase, or out of a closed one. */
  private backward(): void {
    const targets = isClosed(this.phase) ? OPEN_PHASES : OPEN_PHASES.filter((phase) => rankOf(phase) < rankOf(this.phase));
    if (targets.length === 0) return;
    this.move(this.random.pick(targets), { DecisionReason__c: this.anyValue(OPPORTUNITY, 'DecisionReason__c') });
  }

  private aside(): void {
    if (!isClosed(this.phase) && this.random.chance(0.4)) this.update({ StageName: DROPPED, ...this.drop() });
  }

  private drop(): Values {
    return { DropReason__c: this.anyValue(OPPORTUNITY, 'DropReason__c'), DropSide__c: this.anyValue(OPPORTUNITY, 'DropSide__c') };
  }

  /** Items that a move would find without an answer. */
  private missing(target: string): Item[] {
    const known = answered(this.known, this.world.items);
    const from = isClosed(this.phase) ? 0 : rankOf(this.phase);
    return this.world.items.filter(({ name, dueRank }) => dueRank > from && dueRank <= rankOf(target) && !known.has(name));
  }

  /** Answers what the way asks, before the move or with it, and moves. */
  private move(target: string, reason: Values): void {
    const missing = this.missing(target);
    for (const { field, rows, name } of missing) {
      if (rows === '') continue;
      const add = ANSWERING_ROWS[field];
      if (!add) throw new Error(`${name} has no row that answers it`);
      add(this);
    }
    const fields = missing.filter(({ rows }) => rows === '').map(({ field }) => this.field(OPPORTUNITY, field));
    const answers = Object.fromEntries(fields.map((field) => [field.name, answer(this.random, field, this.at)]));
    if (this.random.chance(0.5)) {
      this.update(answers);
      this.update({ StageName: target, ...reason });
    } else this.update({ ...answers, StageName: target, ...reason });
  }

  /** A move that is refused, with other values that must not be kept either. */
  private refusedMove(): void {
    const { random, phase } = this;
    const typed = this.cleared(1);
    if (isClosed(phase)) {
      if (phase === COMPLETED) this.refuse('update', { ...typed, ...this.drop(), StageName: DROPPED }, ['StageName']);
      else this.refuse('update', { StageName: COMPLETED }, fieldsAt(['StageName', ...this.missing(COMPLETED).map(complainsAt)]));
      return;
    }
    const back = OPEN_PHASES.filter((each) => rankOf(each) < rankOf(phase));
    if (back.length > 0 && random.chance(0.4)) {
      this.refuse('update', { ...typed, StageName: random.pick(back) }, ['DecisionReason__c']);
      return;
    }
    if (random.chance(0.3)) {
      this.refuse('update', { ...typed, StageName: DROPPED, DropReason__c: null }, ['DropReason__c']);
      return;
    }
    const target = random.pick([...OPEN_PHASES, COMPLETED].filter((each) => rankOf(each) > rankOf(phase)));
    const fields = fieldsAt(this.missing(target).map(complainsAt));
    if (fields.length > 0) this.refuse('update', { StageName: target, CloseDate: this.day }, fields);
  }
}
