/** Generated 支援先候補: where they came from, what is known of them, how far they got. */
import type { Org } from '../../org/org.ts';
import type { Values } from '../../org/records/values.ts';
import type { Random } from '../random.ts';
import { addDays, tokyoMoment } from './days.ts';
import type { Office } from './office.ts';
import { candidateTimeline, CONTACTED, CONVERTED, NEW, NOT_NEEDED, someDay, UNCONTACTED, type Timeline } from './timelines.ts';
import { answer, choice, options } from './values.ts';

const LEAD = 'Lead';
const RANKS = [NEW, UNCONTACTED, CONTACTED, CONVERTED];
const EVENTS = ['見本ものづくり展', '見本食品機械展', '見本知財セミナー', null];

export interface Candidate {
  owner: string;
  values: Values;
  timeline: Timeline;
  /** Day of conversion; absent when it is none yet. */
  convertedOn?: string;
}

/** One candidate registered between two days. */
export function candidate(random: Random, org: Org, office: Office, number: number, first: string, today: string): Candidate {
  const registered = someDay(random, first, today);
  const timeline = candidateTimeline(random, registered, today);
  const owner = random.pick(office.officers);
  const left = timeline.phase === NOT_NEEDED ? (timeline.moves.at(-1)?.from ?? NEW) : timeline.phase;
  const rank = RANKS.indexOf(left);
  const values: Values = {
    Company: `かくう${number}号株式会社`,
    LastName: '見本',
    FirstName: `${number}号`,
    OwnerId: owner,
    LeadSource: choice(random, org, LEAD, 'LeadSource'),
    // A conversion needs the candidate as it was before.
    Status: timeline.phase === CONVERTED ? CONTACTED : timeline.phase,
    RegisteredDate__c: registered,
    StatusStartedOn__c: timeline.phase === CONVERTED ? (timeline.moves.at(-2)?.day ?? registered) : timeline.since,
    DaysInNew__c: timeline.daysIn[NEW] ?? null,
    DaysInUncontacted__c: timeline.daysIn[UNCONTACTED] ?? null,
    CorporateNumber__c: null,
    DaysInContacted__c: timeline.phase === CONVERTED ? null : (timeline.daysIn[CONTACTED] ?? null),
    EventName__c: random.pick(EVENTS),
    ...company(random, org)
  };
  values.SourceDetail__c = choice(random, org, LEAD, 'SourceDetail__c', values.LeadSource);
  for (const item of office.items) {
    if (item.object !== LEAD || values[item.field] !== undefined) continue;
    if (random.chance(shareFilled(item.dueRank, RANKS.indexOf(item.phaseAsked) + 1, rank + 1)))
      values[item.field] = answer(random, org, LEAD, item.field, registered, values);
  }
  Object.assign(values, contact(random, org, timeline, rank, registered), notNeeded(random, org, timeline, left));
  return { owner, values, timeline, ...(timeline.phase === CONVERTED ? { convertedOn: timeline.since } : {}) };
}

/** Facts of a company; one in ten has none yet. */
export function company(random: Random, org: Org): Values {
  if (random.chance(0.1)) return {};
  const industry = choice(random, org, LEAD, 'Industry');
  return {
    Industry: industry,
    IndustryMiddle__c: choice(random, org, LEAD, 'IndustryMiddle__c', industry),
    CompanySize__c: choice(random, org, LEAD, 'CompanySize__c'),
    Prefecture__c: choice(random, org, LEAD, 'Prefecture__c'),
    NumberOfEmployees: random.whole(1, 300),
    Capital__c: random.whole(1, 500) * 100_000
  };
}

/** Share of records that hold an answer. */
function shareFilled(dueRank: number, asked: number, rank: number): number {
  if (asked > rank) return 0;
  return dueRank > 0 && dueRank <= rank ? 1 : 0.55;
}

function contact(random: Random, org: Org, { phase, since }: Timeline, rank: number, registered: string): Values {
  if (rank < RANKS.indexOf(CONTACTED)) return { FirstContactMethod__c: null, FirstContactDate__c: null, AppointmentAcceptedDate__c: null };
  const accepted = phase === CONVERTED || random.chance(0.2);
  return {
    FirstContactMethod__c: choice(random, org, LEAD, 'FirstContactMethod__c'),
    FirstContactDate__c: someDay(random, registered, since),
    AppointmentAcceptedDate__c: accepted ? since : null,
    PlannedVisitDate__c: accepted ? addDays(since, random.whole(3, 40)) : null,
    VisitType__c: choice(random, org, LEAD, 'VisitType__c')
  };
}

function notNeeded(random: Random, org: Org, { phase }: Timeline, left: string): Values {
  const blank = { VisitNotNeededTiming__c: null, VisitNotNeededReason__c: null };
  if (phase !== NOT_NEEDED) return { ...blank, DecisionReason__c: null, DecisionNote__c: null, RecontactDate__c: null };
  const timings = options(org, LEAD, 'VisitNotNeededTiming__c');
  return {
    VisitNotNeededTiming__c: left === CONTACTED ? (timings.at(-1) ?? null) : timings[0],
    VisitNotNeededReason__c: choice(random, org, LEAD, 'VisitNotNeededReason__c'),
    VisitNotNeededFrom__c: left,
    DecisionReason__c: null,
    DecisionNote__c: null
  };
}

/** Rows of the phase history: those of a converted candidate belong to its case too. */
export function candidateLog(random: Random, org: Org, { owner, timeline }: Candidate, candidateId: string, caseId?: string): Values[] {
  return timeline.moves.map(({ from, to, day, days }) => ({
    Candidate__c: candidateId,
    Case__c: caseId ?? null,
    FromPhase__c: from,
    ToPhase__c: to,
    Days__c: days,
    ChangedBy__c: owner,
    ChangedOn__c: tokyoMoment(day, '10:00'),
    Reason__c: to === CONVERTED ? 'アポ承諾' : choice(random, org, LEAD, 'DecisionReason__c'),
    ...(to === NOT_NEEDED ? { Note__c: '見本の判断理由' } : {})
  }));
}
