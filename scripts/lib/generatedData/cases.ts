/** Generated 案件 with what belongs to them: visits, issues, consultations, proposals, states of items, next actions, history. */
import type { Org } from '../../org/org.ts';
import type { Values } from '../../org/records/values.ts';
import type { Random } from '../random.ts';
import { addDays, tokyoMoment } from './days.ts';
import type { Office } from './office.ts';
import { caseTimeline, COMPLETED, DROPPED, OPEN_PHASES, rankOf, someDay, someMoment, type Timeline } from './timelines.ts';
import { answer, choice, options, sentences } from './values.ts';

const CASE = 'Opportunity';

export interface Case {
  owner: string;
  registered: string;
  /** Last day on which something happens to it. */
  until: string;
  timeline: Timeline;
  values: Values;
}

const DAYS_FIELDS = ['DaysInPreparation__c', 'DaysInIdentification__c', 'DaysInProposal__c', 'DaysInFollowUp__c'];

/** A case that was registered on a day. */
export function supportCase(random: Random, org: Org, office: Office, registered: string, owner: string, today: string): Case {
  const timeline = caseTimeline(random, registered, today);
  const isClosed = [COMPLETED, DROPPED].includes(timeline.phase);
  const left = timeline.phase === DROPPED ? (timeline.moves.at(-1)?.from ?? OPEN_PHASES[0]) : timeline.phase;
  const rank = rankOf(left);
  const values: Values = {
    OwnerId: owner,
    StageName: timeline.phase,
    RegisteredDate__c: registered,
    PhaseStartedOn__c: timeline.since,
    CloseDate: isClosed ? timeline.since : addDays(registered, 180),
    ClosedOn__c: isClosed ? timeline.since : null,
    DropPhase__c: timeline.phase === DROPPED ? left : null,
    DropReason__c: timeline.phase === DROPPED ? choice(random, org, CASE, 'DropReason__c') : null,
    DropSide__c: timeline.phase === DROPPED ? choice(random, org, CASE, 'DropSide__c') : null,
    DecisionReason__c: null,
    DecisionNote__c: null
  };
  // Some officers write next to nothing.
  const diligence = random.chance(0.1) ? 0.1 : 1;
  OPEN_PHASES.forEach((phase, index) => (values[DAYS_FIELDS[index]] = timeline.daysIn[phase] ?? null));
  for (const item of office.items) {
    if (item.object !== CASE || values[item.field] !== undefined) continue;
    const asked = rankOf(item.phaseAsked);
    if (asked > rank) continue;
    const isDemanded = item.dueRank > 0 && item.dueRank <= rank;
    if (isDemanded || random.chance(diligence * (item.tier === '任意' ? 0.3 : 0.65)))
      values[item.field] = answer(random, org, CASE, item.field, timeline.since, values);
  }
  return { owner, registered, until: isClosed ? timeline.since : today, timeline, values };
}

/** What belongs to a case, by object. */
export type Details = Record<string, Values[]>;

export function detailsOf(random: Random, org: Org, office: Office, subject: Case, caseId: string, today: string): Details {
  const { registered, until, timeline } = subject;
  const reached = Math.max(...[timeline.phase, ...timeline.moves.map(({ from }) => from)].map(rankOf));
  const day = (): string => someDay(random, registered, until);
  const own = <T extends Values>(rows: T[]): Values[] => rows.map((row) => ({ Case__c: caseId, ...row }));
  return {
    Visit__c: own(visits(random, org, office, subject, today)),
    CaseIssue__c: own(issues(random, org, day, reached)),
    Consultation__c: own(
      Array.from({ length: random.whole(0, 2) }, () => ({
        RightType__c: choice(random, org, 'Consultation__c', 'RightType__c'),
        Topic__c: choice(random, org, 'Consultation__c', 'Topic__c'),
        IsUnsolved__c: random.chance(0.2)
      }))
    ),
    MeasureProposal__c: own(proposals(random, org, office, day, reached, until)),
    ItemState__c: own(
      random.some(office.itemNames, random.whole(0, 2)).map((name) => ({
        Item__c: name,
        State__c: choice(random, org, 'ItemState__c', 'State__c'),
        StatedOn__c: day()
      }))
    ),
    Task: random.chance(0.6) ? [nextAction(random, subject, caseId, today)] : [],
    PhaseLog__c: timeline.moves.map(({ from, to, day: on, days }) => ({
      Case__c: caseId,
      FromPhase__c: from,
      ToPhase__c: to,
      Days__c: days,
      ChangedBy__c: subject.owner,
      ChangedOn__c: tokyoMoment(on, '16:00'),
      Reason__c: rankOf(to) > rankOf(from) ? '基準達成' : choice(random, org, CASE, 'DecisionReason__c')
    }))
  };
}

function visits(random: Random, org: Org, office: Office, { owner, registered, until }: Case, today: string): Values[] {
  const made = Array.from({ length: random.whole(0, 3) }, () => {
    const day = someDay(random, registered, until);
    const isDone = random.chance(0.9) && day < today;
    const isWritten = isDone && random.chance(0.8);
    return {
      StartAt__c: someMoment(random, day),
      DurationMinutes__c: random.pick([60, 90, 120]),
      Method__c: choice(random, org, 'Visit__c', 'Method__c'),
      Visitor__c: random.chance(0.9) ? owner : random.pick(office.officers),
      Attendees__c: '見本社長',
      IsDone__c: isDone,
      KeyPoints__c: isWritten ? sentences(random, 3) : null,
      WrittenUpOn__c: isWritten ? addDays(day, random.whole(0, 6)) : null
    };
  });
  // Appointments to come, some beyond two weeks.
  if (until === today && random.chance(0.3)) {
    const day = addDays(today, random.whole(0, 25));
    made.push({
      ...emptyVisit,
      StartAt__c: someMoment(random, day),
      Method__c: choice(random, org, 'Visit__c', 'Method__c'),
      Visitor__c: owner
    });
  }
  return made;
}

const emptyVisit = { DurationMinutes__c: 60, Attendees__c: '見本社長', IsDone__c: false, KeyPoints__c: null, WrittenUpOn__c: null };

function issues(random: Random, org: Org, day: () => string, reached: number): Values[] {
  const least = reached >= 3 ? 1 : 0;
  return random.some(options(org, 'CaseIssue__c', 'Issue__c'), random.whole(least, 4)).map((issue, index) => {
    // The gate wants one that the office sees.
    const byJpo = index < least || random.chance(0.6);
    const bySme = !byJpo || random.chance(0.5);
    return {
      Issue__c: issue,
      RecognizedByJpo__c: byJpo,
      RecognizedByJpoOn__c: byJpo ? day() : null,
      RecognizedBySme__c: bySme,
      RecognizedBySmeOn__c: bySme ? day() : null,
      ResolvedOn__c: random.chance(0.2) ? day() : null
    };
  });
}

function proposals(random: Random, org: Org, office: Office, day: () => string, reached: number, until: string): Values[] {
  const least = reached >= 4 ? 1 : 0;
  return random.some(office.measures, random.whole(least, reached >= 2 ? 3 : least)).map((measure, index) => {
    const proposed = index < least || random.chance(0.5) ? day() : null;
    const handedOver = proposed !== null && random.chance(0.4);
    return {
      Measure__c: measure,
      PreparedOn__c: random.chance(0.8) ? day() : null,
      ProposedOn__c: proposed,
      DoneOn__c: proposed !== null && random.chance(0.5) ? someDay(random, proposed, until) : null,
      Reaction__c: proposed === null ? null : choice(random, org, 'MeasureProposal__c', 'Reaction__c'),
      HandoverTo__c: handedOver ? '見本総合支援窓口' : null,
      HandoverMethod__c: handedOver ? choice(random, org, 'MeasureProposal__c', 'HandoverMethod__c') : null,
      HandoverOn__c: handedOver ? proposed : null,
      Result__c: handedOver && random.chance(0.5) ? choice(random, org, 'MeasureProposal__c', 'Result__c') : null
    };
  });
}

function nextAction(random: Random, { owner, timeline }: Case, caseId: string, today: string): Values {
  const isOpen = OPEN_PHASES.includes(timeline.phase);
  return {
    WhatId: caseId,
    OwnerId: owner,
    Subject: '見本の次のアクション',
    ActivityDate: isOpen ? addDays(today, random.whole(-20, 30)) : timeline.since,
    Status: isOpen ? 'Not Started' : 'Completed',
    Priority: random.pick(['High', 'Normal', 'Low'])
  };
}
