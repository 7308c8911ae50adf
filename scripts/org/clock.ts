/**
 * The clock of an org. Tests and training move it; how far is kept in the org's own database, so that everything that
 * asks for now or today (audit dates, `TODAY()`, date literals, sample data) agrees, also after a restart.
 * Salesforce has no such thing: only this org's own address `/lightning/api/clock` and `npm start -- --today` move it.
 */
import type { DatabaseSync } from 'node:sqlite';
import { dayNumber, DAY, isDate, localDay } from './formula/dates.ts';

/** The clock of the org; tests and training move it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock whose distance from the real one is stored. It keeps ticking. */
export interface MovableClock extends Clock {
  /** Milliseconds ahead of the real clock. */
  offset(): number;
  /** Shows this moment from now on; undefined = the real one again. */
  moveTo(moment: Date | undefined): void;
  /** Shows this day (`YYYY-MM-DD`, org time zone) at the real time of day. @throws RangeError for what is no day */
  moveToDay(day: string): void;
}

/** Opens the clock that an org's database keeps. */
export function storedClock(db: DatabaseSync, real: Clock = systemClock): MovableClock {
  db.exec('CREATE TABLE IF NOT EXISTS _clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset INTEGER NOT NULL)');
  const row = db.prepare('SELECT offset FROM _clock').get();
  let offset = Number(row?.['offset'] ?? 0);
  const set = (next: number): void => {
    db.prepare('INSERT INTO _clock (id, offset) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET offset = excluded.offset').run(next);
    offset = next;
  };
  return {
    now: () => new Date(real.now().getTime() + offset),
    offset: () => offset,
    moveTo: (moment) => set(moment === undefined ? 0 : moment.getTime() - real.now().getTime()),
    moveToDay: (day) => {
      if (!isDate(day)) throw new RangeError(`not a date: ${day}`);
      set((dayNumber(day) - dayNumber(localDay(real.now()))) * DAY);
    }
  };
}

/** True for a clock that can be moved. */
export const isMovable = (clock: Clock): clock is MovableClock => 'moveTo' in clock;
