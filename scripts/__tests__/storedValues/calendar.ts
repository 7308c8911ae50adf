/**
 * The office's calendar: days in Tokyo, the 年度 from April to March, its two halves, business days.
 * Days are `YYYY-MM-DD`, as the REST API writes them.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Tokyo is nine hours ahead of UTC all year. */
const TOKYO = 9 * HOUR;

/** The day that a calendar on a wall in Tokyo shows. */
export const tokyoDay = (moment: Date): string => new Date(moment.getTime() + TOKYO).toISOString().slice(0, 10);

/** The moment of a day and a time of day in Tokyo, e.g. `2026-04-01`, `00:00:00.000`. */
export const tokyoMoment = (day: string, time: string): Date => new Date(new Date(`${day}T${time}Z`).getTime() - TOKYO);

export const addDays = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

const yearOf = (day: string): number => Number(day.slice(0, 4));
const monthOf = (day: string): number => Number(day.slice(5, 7));

/** The calendar year in which the day's 年度 began. */
export const fiscalYear = (day: string): number => (monthOf(day) >= 4 ? yearOf(day) : yearOf(day) - 1);

const isFirstHalf = (day: string): boolean => monthOf(day) >= 4 && monthOf(day) <= 9;

/** 令和 years are counted from 2019 on: the 年度 that began in April 2026 is R8. */
export const fiscalYearName = (day: string): string => `R${fiscalYear(day) - 2018}`;

export const halfName = (day: string): string => `${fiscalYearName(day)} ${isFirstHalf(day) ? '上期' : '下期'}`;

/** Halves counted one after another. */
const halfNumber = (day: string): number => fiscalYear(day) * 2 + (isFirstHalf(day) ? 0 : 1);

/** How many halves the day lies before another one: 0 = in the same half. */
export const halvesBefore = (day: string, other: string): number => halfNumber(other) - halfNumber(day);

/** The first day of the half that the day lies in. */
export function firstDayOfHalf(day: string): string {
  if (isFirstHalf(day)) return `${yearOf(day)}-04-01`;
  return `${fiscalYear(day)}-10-01`;
}

/** Saturday, Sunday, a public holiday, or the turn of the year (29 December to 3 January). */
function isDayOff(day: string, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(day).getUTCDay();
  const monthDay = day.slice(5);
  return weekday === 0 || weekday === 6 || holidays.has(day) || monthDay >= '12-29' || monthDay <= '01-03';
}

/** The so-and-so-many-th business day after a day, which itself does not count. */
export function businessDayAfter(day: string, count: number, holidays: ReadonlySet<string>): string {
  let found = day;
  for (let left = count; left > 0;) {
    found = addDays(found, 1);
    if (!isDayOff(found, holidays)) left--;
  }
  return found;
}

/** The same day so many months later; the last day of a month leads to the last day of a month. */
export function addMonths(day: string, months: number): string {
  const lastOfMonth = (later: number): number => new Date(Date.UTC(yearOf(day), monthOf(day) + later, 0)).getUTCDate();
  const date = Number(day.slice(8));
  const isLast = date === lastOfMonth(0);
  const there = isLast ? lastOfMonth(months) : Math.min(date, lastOfMonth(months));
  return new Date(Date.UTC(yearOf(day), monthOf(day) - 1 + months, there)).toISOString().slice(0, 10);
}
