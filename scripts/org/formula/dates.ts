/** Calendar arithmetic on dates (`YYYY-MM-DD`) and moments (UTC ISO text), in the org's time zone where one is needed. */
import { TIME_ZONE } from '../identity.ts';
import { FormulaError } from './types.ts';

export const DAY = 86_400_000;

const local = new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The calendar day of a moment in the org's time zone. */
export const localDay = (moment: Date): string => local.format(moment);

/** Days since 1970-01-01. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

export const dayText = (day: number): string => momentText(day * DAY).slice(0, 10);

const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * The moment of milliseconds since 1970.
 * @throws FormulaError outside the years 1 to 9999
 */
export function momentText(milliseconds: number): string {
  if (!(milliseconds >= FIRST && milliseconds <= LAST)) throw new FormulaError('# エラー!');
  return new Date(milliseconds).toISOString();
}

/** A date from its parts, or undefined when there is no such day between the years 1 and 9999. */
export function makeDate(year: number, month: number, day: number): string | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return undefined;
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDate(text) ? text : undefined;
}

/** True for an existing day written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text;
}

/**
 * Last days of months stay last days (31 January + 1 month = 28 February, 28 February + 1 month = 31 March), as ADDMONTHS does.
 * @throws FormulaError outside the years 1 to 9999
 */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const target = year * 12 + (month - 1) + Math.trunc(months);
  const targetYear = Math.floor(target / 12);
  if (!(targetYear >= 1 && targetYear <= 9999)) throw new FormulaError('# エラー!');
  const targetMonth = target - targetYear * 12 + 1;
  const last = daysIn(targetYear, targetMonth);
  const isLast = day === daysIn(year, month);
  return `${String(targetYear).padStart(4, '0')}-${String(targetMonth).padStart(2, '0')}-${String(isLast ? last : Math.min(day, last)).padStart(2, '0')}`;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** 1 = Sunday … 7 = Saturday. */
export const weekday = (date: string): number => ((((dayNumber(date) + 4) % 7) + 7) % 7) + 1;

/** Milliseconds since midnight of a time value `HH:mm:ss.SSSZ`. */
export function timeNumber(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.replace('Z', '').split(':').map(Number);
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
}

/** The time value of milliseconds since midnight, around the clock. */
export const timeText = (milliseconds: number): string => `${new Date(((milliseconds % DAY) + DAY) % DAY).toISOString().slice(11, 23)}Z`;
