/**
 * Relative date values (`TODAY`, `LAST_N_DAYS:7`, `THIS_FISCAL_YEAR` …) as half-open ranges.
 * Pure: literal + moment + zone → [from, to). SOQL, list views and reports share it.
 * Source: Salesforce SOQL Reference "Date Formats and Date Literals" and Help "Relative Date Values".
 */

/** Half-open: `from` belongs to it, `to` does not. */
export interface DateRange {
  from: string;
  to: string;
}

export interface DateLiteralOptions {
  /** IANA zone in which days begin, e.g. `Asia/Tokyo`. */
  timeZone: string;
  /** 1–12; Salesforce's default is January. */
  fiscalYearStartMonth?: number;
  /** 0 = Sunday (ja, en-US), 1 = Monday. */
  weekStartsOn?: number;
  /**
   * `NEXT_N_DAYS:n` and `NEXT_90_DAYS` leave today out in SOQL, list views and field filters (default);
   * a report's standard date filter starts them today.
   */
  filter?: 'field' | 'standard';
}

/** A day without a zone; months count from 1. Built on UTC so that no daylight saving time gets in. */
type Day = Date;

/** Dates outside Salesforce's own range compare as its ends. */
const FIRST_DAY = '1700-01-01';
const LAST_DAY = '4000-12-31';
const PATTERN = /^([A-Z0-9_]+?)(?::(\d{1,9}))?$/;
const DAY_MS = 86_400_000;

const UNIT_MONTHS = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const;
type MonthUnit = keyof typeof UNIT_MONTHS;

/** True for the name of a relative date value, with its `:n` where it needs one; case does not matter. */
export function isDateLiteral(text: string): boolean {
  return dayRange(text, day(2000, 1, 1), { timeZone: 'UTC' }) !== undefined;
}

/**
 * The calendar days that a literal means.
 * @returns days as `YYYY-MM-DD`, or undefined when the text is no relative date value
 */
export function dateRange(literal: string, now: Date, options: DateLiteralOptions): DateRange | undefined {
  const range = dayRange(literal, parseDay(localDate(now, options.timeZone)), options);
  return range && { from: clamp(range[0]), to: clamp(range[1]) };
}

/**
 * The moments that a literal means: days begin at midnight of the zone.
 * @returns UTC moments as `YYYY-MM-DDTHH:mm:ss.SSSZ`, or undefined when the text is no relative date value
 */
export function dateTimeRange(literal: string, now: Date, options: DateLiteralOptions): DateRange | undefined {
  const days = dateRange(literal, now, options);
  if (!days) return undefined;
  const to = startOfDay(days.to, options.timeZone);
  // Documented as "continues up to the current second": later today is not "last".
  const endsNow = /^LAST_(N_DAYS:|90_DAYS)/i.test(literal);
  const end = endsNow ? new Date(Math.min(to.getTime(), Math.floor(now.getTime() / 1000) * 1000 + 1000)) : to;
  return { from: startOfDay(days.from, options.timeZone).toISOString(), to: end.toISOString() };
}

function dayRange(literal: string, today: Day, options: DateLiteralOptions): [Day, Day] | undefined {
  const match = PATTERN.exec(literal.toUpperCase());
  if (!match) return undefined;
  const [, name, digits] = match;
  const n = digits === undefined ? undefined : Number(digits);
  return n === undefined ? fixedRange(name, today, options) : countedRange(name, n, today, options);
}

function fixedRange(name: string, today: Day, options: DateLiteralOptions): [Day, Day] | undefined {
  switch (name) {
    case 'YESTERDAY':
      return days(today, -1, 0);
    case 'TODAY':
      return days(today, 0, 1);
    case 'TOMORROW':
      return days(today, 1, 2);
    case 'LAST_90_DAYS':
      return countedRange('LAST_N_DAYS', 90, today, options);
    case 'NEXT_90_DAYS':
      return countedRange('NEXT_N_DAYS', 90, today, options);
  }
  const match = /^(LAST|THIS|NEXT)_(WEEK|MONTH|(?:FISCAL_)?(?:QUARTER|YEAR))$/.exec(name);
  if (!match) return undefined;
  const step = { LAST: -1, THIS: 0, NEXT: 1 }[match[1] as 'LAST' | 'THIS' | 'NEXT'];
  return periods(match[2], today, step, step + 1, options);
}

function countedRange(name: string, n: number, today: Day, options: DateLiteralOptions): [Day, Day] | undefined {
  switch (name) {
    case 'LAST_N_DAYS':
      return days(today, -n, 1);
    case 'NEXT_N_DAYS':
      return options.filter === 'standard' ? days(today, 0, n) : days(today, 1, n + 1);
    case 'N_DAYS_AGO':
      return days(today, -n, -n + 1);
  }
  const ago = /^N_(WEEK|MONTH|(?:FISCAL_)?(?:QUARTER|YEAR))S_AGO$/.exec(name);
  if (ago) return periods(ago[1], today, -n, -n + 1, options);
  const match = /^(LAST|NEXT)_N_(WEEK|MONTH|(?:FISCAL_)?(?:QUARTER|YEAR))S$/.exec(name);
  if (!match) return undefined;
  return match[1] === 'LAST' ? periods(match[2], today, -n, 0, options) : periods(match[2], today, 1, n + 1, options);
}

function days(today: Day, from: number, to: number): [Day, Day] {
  return [shiftDays(today, from), shiftDays(today, to)];
}

/** Whole weeks, months, quarters or years, counted from the one today is in. */
function periods(unit: string, today: Day, from: number, to: number, options: DateLiteralOptions): [Day, Day] {
  if (unit === 'WEEK') {
    const start = shiftDays(today, -((today.getUTCDay() - (options.weekStartsOn ?? 0) + 7) % 7));
    return [shiftDays(start, from * 7), shiftDays(start, to * 7)];
  }
  const fiscal = unit.startsWith('FISCAL_');
  const size = UNIT_MONTHS[unit.replace('FISCAL_', '') as MonthUnit];
  const offset = fiscal ? (options.fiscalYearStartMonth ?? 1) - 1 : 0;
  const month = today.getUTCMonth();
  const start = month - ((month - offset + 12) % size);
  return [day(today.getUTCFullYear(), start + 1 + from * size, 1), day(today.getUTCFullYear(), start + 1 + to * size, 1)];
}

/** A day; a month outside 1–12 runs into the years around it. */
function day(year: number, month: number, date: number): Day {
  return new Date(Date.UTC(year, month - 1, date));
}

function parseDay(text: string): Day {
  return new Date(`${text}T00:00:00Z`);
}

function shiftDays(from: Day, count: number): Day {
  return new Date(from.getTime() + count * DAY_MS);
}

function clamp(value: Day): string {
  if (Number.isNaN(value.getTime())) throw new RangeError('The number of a relative date value is too large.');
  if (value.getUTCFullYear() < 1700) return FIRST_DAY;
  if (value.getUTCFullYear() > 4000) return LAST_DAY;
  return value.toISOString().slice(0, 10);
}

/** `YYYY-MM-DD` plus a number of days. */
export function addDays(date: string, count: number): string {
  return shiftDays(parseDay(date), count).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(moment: Date, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = 'numeric';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric
    });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

/** Clock and calendar of a moment in a zone, `YYYY-MM-DDTHH:mm:ss`. */
export function localDateTime(moment: Date, timeZone: string): string {
  return new Date(wallClock(moment, timeZone)).toISOString().slice(0, 19);
}

/** The calendar day of a moment in a zone, `YYYY-MM-DD`. */
export function localDate(moment: Date, timeZone: string): string {
  return localDateTime(moment, timeZone).slice(0, 10);
}

/** The moment at which a day begins in a zone. */
export function startOfDay(date: string, timeZone: string): Date {
  const wanted = parseDay(date).getTime();
  let moment = wanted;
  // Twice: the first guess may lie on the other side of a change to or from summer time.
  for (let round = 0; round < 2; round++) moment += wanted - wallClock(new Date(moment), timeZone);
  return new Date(moment);
}
