/** Which visit of a case is at hand, and what earlier visits said. Pure. */
import { isTicked, textOf, todayIn } from 'c/rowModel';
import type { Row } from 'c/rowModel';

/** today: goes on today; unwritten: done, without its key points; planned: the next one. */
export type VisitState = 'today' | 'unwritten' | 'planned';

export interface VisitAtHand {
  readonly visit: Row;
  readonly state: VisitState;
}

const START = 'StartAt__c';

/** The visit of today, else the latest that is not written up, else the next planned one. */
export function visitAtHand(visits: readonly Row[], timeZone: string, now: Date): VisitAtHand | undefined {
  const byStart = [...visits].filter((visit) => textOf(visit, START) !== '').sort((a, b) => startOf(a) - startOf(b));
  const today = todayIn(timeZone, now);
  const ofToday = byStart.filter((visit) => todayIn(timeZone, new Date(startOf(visit))) === today);
  // Of several today, the one that has begun last, else the first to come.
  const begun = ofToday.filter((visit) => startOf(visit) <= now.getTime());
  const current = begun.at(-1) ?? ofToday[0];
  if (current) return { visit: current, state: 'today' };
  const unwritten = byStart.filter((visit) => isTicked(visit, 'IsDone__c') && textOf(visit, 'KeyPoints__c') === '').at(-1);
  if (unwritten) return { visit: unwritten, state: 'unwritten' };
  const planned = byStart.find((visit) => startOf(visit) > now.getTime() && !isTicked(visit, 'IsDone__c'));
  return planned && { visit: planned, state: 'planned' };
}

/** Visits that left key points, the latest first. */
export function writtenUp(visits: readonly Row[], without: string | undefined): Row[] {
  return visits
    .filter((visit) => visit.id !== without && textOf(visit, 'KeyPoints__c').trim() !== '')
    .sort((a, b) => startOf(b) - startOf(a));
}

function startOf(visit: Row): number {
  return Date.parse(textOf(visit, START));
}
