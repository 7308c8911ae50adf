/** Values inside texts, as an interview in Japanese prints them (believed: dates long, moments short, numbers with separators). */
import { LOCALE, TIME_ZONE } from '../identity.ts';
import { dayNumber, DAY } from '../formula/dates.ts';
import type { FieldValue } from '../records/values.ts';

const longDay = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE });
const number = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 15 });

/** A value as text; blank is empty. */
export function displayText(value: FieldValue, type: string): string {
  if (value === null) return '';
  if (type === 'Date') return longDay.format(new Date(dayNumber(String(value)) * DAY));
  if (type === 'DateTime') return moment.format(new Date(String(value)));
  if (typeof value === 'number') return number.format(value);
  return String(value);
}
