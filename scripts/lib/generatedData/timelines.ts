/** When candidates and cases moved: phases with their days, as the office's history would have it. */
import type { Random } from '../random.ts';
import { addDays, daysBetween, tokyoMoment } from './days.ts';

/** One move from a phase to another. */
export interface Move {
  from: string;
  to: string;
  day: string;
  /** Days spent in the phase that was left, since the last move. */
  days: number;
}

export interface Timeline {
  phase: string;
  /** Day since which the phase holds. */
  since: string;
  moves: readonly Move[];
  /** Days spent per phase left, added up. */
  daysIn: Readonly<Record<string, number>>;
}

export const NEW = '新規';
export const UNCONTACTED = '未連絡';
export const CONTACTED = '連絡済み';
export const NOT_NEEDED = '訪問不要';
export const CONVERTED = '取引開始済み';

export const OPEN_PHASES = ['事前準備', '課題の特定', '提案', 'フォロー中'];
export const COMPLETED = 'クローズ（支援完了）';
export const DROPPED = 'クローズ（未アクション）';

/** Rank of a case's phase as the design counts it: 1–4 open, 5 completed, 0 dropped. */
export const rankOf = (phase: string): number => [DROPPED, ...OPEN_PHASES, COMPLETED].indexOf(phase);

/** A line of moves that starts in a phase and never goes beyond today. */
class Line {
  phase: string;
  since: string;
  readonly moves: Move[] = [];
  readonly daysIn: Record<string, number> = {};
  private readonly today: string;

  constructor(phase: string, since: string, today: string) {
    this.phase = phase;
    this.since = since;
    this.today = today;
  }

  /** @returns false when that day is not there yet */
  move(to: string, after: number): boolean {
    const day = addDays(this.since, after);
    if (day > this.today) return false;
    this.moves.push({ from: this.phase, to, day, days: daysBetween(this.since, day) });
    this.daysIn[this.phase] = (this.daysIn[this.phase] ?? 0) + daysBetween(this.since, day);
    this.phase = to;
    this.since = day;
    return true;
  }
}

/** A candidate from its registration on; it ends converted, not needed, or still open. */
export function candidateTimeline(random: Random, registered: string, today: string): Timeline {
  const line = new Line(NEW, registered, today);
  for (const to of [UNCONTACTED, CONTACTED, CONVERTED]) {
    if (random.chance(0.12)) {
      line.move(NOT_NEEDED, random.whole(0, 30));
      break;
    }
    if (random.chance(0.1) || !line.move(to, random.whole(0, 25))) break;
  }
  return line;
}

/** A case from its registration on; some are dropped, some of these come back. */
export function caseTimeline(random: Random, registered: string, today: string): Timeline {
  const line = new Line('事前準備', registered, today);
  for (const to of [...OPEN_PHASES.slice(1), COMPLETED]) {
    if (random.chance(0.06)) {
      const phase = line.phase;
      if (!line.move(DROPPED, random.whole(1, 60)) || !random.chance(0.2) || !line.move(phase, random.whole(20, 120))) break;
    }
    if (random.chance(0.03) || !line.move(to, random.whole(to === COMPLETED ? 90 : 3, to === COMPLETED ? 240 : 45))) break;
  }
  return line;
}

/** Moments of a day that calendars get wrong: the ends of the day in Tokyo and in UTC, and office hours. */
const TIMES = ['00:00', '08:59', '09:00', '23:59', '10:00', '13:30', '15:00', '16:00'];

export const someMoment = (random: Random, day: string): string => tokyoMoment(day, random.pick(TIMES));

/** A day between two; the first and the last days of fiscal years and halves come up often. */
export function someDay(random: Random, first: string, last: string): string {
  const day = addDays(first, random.whole(0, Math.max(0, daysBetween(first, last))));
  if (!random.chance(0.08)) return day;
  const edge = `${day.slice(0, 4)}-${random.pick(['03-31', '04-01', '09-30', '10-01'])}`;
  return edge >= first && edge <= last ? edge : day;
}
