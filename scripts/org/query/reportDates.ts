/**
 * Dates of reports: intervals of the standard date filter and the granularities of groupings.
 * Source: Metadata API Developer Guide "UserDateInterval", "UserDateGranularity".
 */
import type { ReportTimeFrameFilter } from '@salesforce/types/metadata';
import { notSupported } from '../http/router.ts';
import { TIME_ZONE, type Org } from '../org.ts';
import { addDays, dateRange, localDate, type DateRange } from './dateLiterals.ts';
import { fiscalSettings, fiscalYearOf, type FiscalSettings } from './fiscalYear.ts';

/** Interval → first and last relative value that it spans. */
const INTERVALS: Record<string, [first: string, last: string]> = {
  INTERVAL_CURFY: ['THIS_FISCAL_YEAR', 'THIS_FISCAL_YEAR'],
  INTERVAL_PREVFY: ['LAST_FISCAL_YEAR', 'LAST_FISCAL_YEAR'],
  INTERVAL_PREV2FY: ['N_FISCAL_YEARS_AGO:2', 'LAST_FISCAL_YEAR'],
  INTERVAL_AGO2FY: ['N_FISCAL_YEARS_AGO:2', 'N_FISCAL_YEARS_AGO:2'],
  INTERVAL_NEXTFY: ['NEXT_FISCAL_YEAR', 'NEXT_FISCAL_YEAR'],
  INTERVAL_PREVCURFY: ['LAST_FISCAL_YEAR', 'THIS_FISCAL_YEAR'],
  INTERVAL_PREVCUR2FY: ['N_FISCAL_YEARS_AGO:2', 'THIS_FISCAL_YEAR'],
  INTERVAL_CURNEXTFY: ['THIS_FISCAL_YEAR', 'NEXT_FISCAL_YEAR'],
  INTERVAL_CURRENT: ['THIS_FISCAL_QUARTER', 'THIS_FISCAL_QUARTER'],
  INTERVAL_CURNEXT1: ['THIS_FISCAL_QUARTER', 'NEXT_FISCAL_QUARTER'],
  INTERVAL_CURPREV1: ['LAST_FISCAL_QUARTER', 'THIS_FISCAL_QUARTER'],
  INTERVAL_NEXT1: ['NEXT_FISCAL_QUARTER', 'NEXT_FISCAL_QUARTER'],
  INTERVAL_PREV1: ['LAST_FISCAL_QUARTER', 'LAST_FISCAL_QUARTER'],
  INTERVAL_CURNEXT3: ['THIS_FISCAL_QUARTER', 'NEXT_N_FISCAL_QUARTERS:3'],
  INTERVAL_YESTERDAY: ['YESTERDAY', 'YESTERDAY'],
  INTERVAL_TODAY: ['TODAY', 'TODAY'],
  INTERVAL_TOMORROW: ['TOMORROW', 'TOMORROW'],
  INTERVAL_LASTWEEK: ['LAST_WEEK', 'LAST_WEEK'],
  INTERVAL_THISWEEK: ['THIS_WEEK', 'THIS_WEEK'],
  INTERVAL_NEXTWEEK: ['NEXT_WEEK', 'NEXT_WEEK'],
  INTERVAL_LASTMONTH: ['LAST_MONTH', 'LAST_MONTH'],
  INTERVAL_THISMONTH: ['THIS_MONTH', 'THIS_MONTH'],
  INTERVAL_NEXTMONTH: ['NEXT_MONTH', 'NEXT_MONTH'],
  INTERVAL_LASTTHISMONTH: ['LAST_MONTH', 'THIS_MONTH'],
  INTERVAL_THISNEXTMONTH: ['THIS_MONTH', 'NEXT_MONTH'],
  INTERVAL_CURRENTQ: ['THIS_QUARTER', 'THIS_QUARTER'],
  INTERVAL_CURNEXTQ: ['THIS_QUARTER', 'NEXT_QUARTER'],
  INTERVAL_CURPREVQ: ['LAST_QUARTER', 'THIS_QUARTER'],
  INTERVAL_NEXTQ: ['NEXT_QUARTER', 'NEXT_QUARTER'],
  INTERVAL_PREVQ: ['LAST_QUARTER', 'LAST_QUARTER'],
  INTERVAL_CURNEXT3Q: ['THIS_QUARTER', 'NEXT_N_QUARTERS:3'],
  INTERVAL_CURY: ['THIS_YEAR', 'THIS_YEAR'],
  INTERVAL_PREVY: ['LAST_YEAR', 'LAST_YEAR'],
  INTERVAL_PREV2Y: ['N_YEARS_AGO:2', 'LAST_YEAR'],
  INTERVAL_AGO2Y: ['N_YEARS_AGO:2', 'N_YEARS_AGO:2'],
  INTERVAL_NEXTY: ['NEXT_YEAR', 'NEXT_YEAR'],
  INTERVAL_PREVCURY: ['LAST_YEAR', 'THIS_YEAR'],
  INTERVAL_PREVCUR2Y: ['N_YEARS_AGO:2', 'THIS_YEAR'],
  INTERVAL_CURNEXTY: ['THIS_YEAR', 'NEXT_YEAR'],
  ...Object.fromEntries(
    ['7', '30', '60', '90', '120'].map((days) => [
      `INTERVAL_LAST${days}`,
      [`LAST_N_DAYS:${days}`, `LAST_N_DAYS:${days}`] as [string, string]
    ])
  ),
  ...Object.fromEntries(
    ['7', '30', '60', '90', '120'].map((days) => [
      `INTERVAL_NEXT${days}`,
      [`NEXT_N_DAYS:${days}`, `NEXT_N_DAYS:${days}`] as [string, string]
    ])
  )
};

/** What a relative period is called on screen, in the words of Salesforce's Japanese report builder. */
const DURATION_LABELS: Record<string, string> = {
  THIS_FISCAL_YEAR: '今会計年度',
  LAST_FISCAL_YEAR: '前会計年度',
  NEXT_FISCAL_YEAR: '翌会計年度',
  PREVCURFY: '前会計年度と今会計年度',
  THIS_FISCAL_QUARTER: '今会計四半期',
  LAST_FISCAL_QUARTER: '前会計四半期',
  NEXT_FISCAL_QUARTER: '翌会計四半期',
  THIS_YEAR: '今年',
  LAST_YEAR: '前年',
  NEXT_YEAR: '翌年',
  THIS_QUARTER: '今四半期',
  LAST_QUARTER: '前四半期',
  NEXT_QUARTER: '翌四半期',
  THIS_MONTH: '今月',
  LAST_MONTH: '先月',
  NEXT_MONTH: '翌月',
  THIS_WEEK: '今週',
  LAST_WEEK: '先週',
  NEXT_WEEK: '翌週',
  TODAY: '今日',
  YESTERDAY: '昨日',
  TOMORROW: '明日',
  ...Object.fromEntries(['7', '30', '60', '90', '120'].map((days) => [`LAST_N_DAYS_${days}`, `過去 ${days} 日`])),
  ...Object.fromEntries(['7', '30', '60', '90', '120'].map((days) => [`NEXT_N_DAYS_${days}`, `今後 ${days} 日`]))
};

/** `durationValue` of an interval of metadata. */
const durationOf = (interval: string, span: [string, string]): string =>
  span[0] === span[1] ? span[0].replace(':', '_') : interval.replace('INTERVAL_', '');

/** The interval of metadata that a `durationValue` of the API means; undefined when there is none. */
export function intervalOf(durationValue: string): ReportTimeFrameFilter['interval'] | undefined {
  if (durationValue === 'CUSTOM') return 'INTERVAL_CUSTOM';
  const found = Object.entries(INTERVALS).find(([interval, span]) => durationOf(interval, span) === durationValue);
  return found?.[0] as ReportTimeFrameFilter['interval'] | undefined;
}

/** The periods to choose from, with the days that they span today. */
export function durations(org: Org): { value: string; label: string; startDate: string | null; endDate: string | null }[] {
  return Object.entries(INTERVALS).flatMap(([interval, span]) => {
    const value = durationOf(interval, span);
    const label = DURATION_LABELS[value];
    if (label === undefined) return [];
    const { startDate, endDate } = timeFrame(org, { dateColumn: '', interval: interval as ReportTimeFrameFilter['interval'] });
    return [{ value, label, startDate, endDate }];
  });
}

/** A date of metadata as `YYYY-MM-DD`. */
function day(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value).slice(0, 10);
}

/** The days of a standard date filter; null ends are open. */
export interface TimeFrame {
  startDate: string | null;
  /** Last day, belongs to it. */
  endDate: string | null;
  /** `durationValue` of the Analytics API. */
  durationValue: string;
}

/** @throws ApiError naming an interval that cannot be run (custom fiscal periods, entitlements) */
export function timeFrame(org: Org, filter: ReportTimeFrameFilter): TimeFrame {
  if (filter.interval === 'INTERVAL_CUSTOM')
    return { startDate: day(filter.startDate), endDate: day(filter.endDate), durationValue: 'CUSTOM' };
  const span = INTERVALS[filter.interval];
  if (!span) throw notSupported(`report interval ${filter.interval}`);
  const options = { timeZone: TIME_ZONE, fiscalYearStartMonth: fiscalSettings(org.catalog).startMonth, filter: 'standard' as const };
  const ends = span.map((literal) => dateRange(literal, org.clock.now(), options)) as [DateRange, DateRange];
  return { startDate: ends[0].from, endDate: addDays(ends[1].to, -1), durationValue: durationOf(filter.interval, span) };
}

export type Granularity = 'Day' | 'Week' | 'Month' | 'Quarter' | 'Year' | 'FiscalQuarter' | 'FiscalYear' | 'MonthInYear' | 'DayInMonth';

const GRANULARITIES = new Set<string>([
  'Day',
  'Week',
  'Month',
  'Quarter',
  'Year',
  'FiscalQuarter',
  'FiscalYear',
  'MonthInYear',
  'DayInMonth'
]);

/** @throws ApiError for a granularity of metadata that cannot be grouped by */
export function granularityOf(text: string | undefined): Granularity {
  const name = text === undefined || text === 'None' ? 'Day' : text;
  if (!GRANULARITIES.has(name)) throw notSupported(`date granularity ${name}`);
  return name as Granularity;
}

/** The group that a date value belongs to: a key that sorts in order of time, and its label. */
export interface DateGroup {
  key: string;
  label: string;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** Groups a date or a UTC moment by a granularity, in the org's time zone. */
export function dateGroup(value: string, granularity: Granularity, fiscal: FiscalSettings): DateGroup {
  const date = value.includes('T') ? localDate(new Date(value), TIME_ZONE) : value.slice(0, 10);
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
  const slashed = (text: string): string => text.replaceAll('-', '/');
  switch (granularity) {
    case 'Day':
      return { key: date, label: slashed(date) };
    case 'Week': {
      const start = addDays(date, -new Date(`${date}T00:00:00Z`).getUTCDay());
      return { key: start, label: `${slashed(start)} - ${slashed(addDays(start, 6))}` };
    }
    case 'Month':
      return { key: `${year}-${pad(month)}-01`, label: `${year}年${month}月` };
    case 'Quarter': {
      const quarter = Math.ceil(month / 3);
      return { key: `${year}-${pad(quarter * 3 - 2)}-01`, label: `Q${quarter} CY${year}` };
    }
    case 'Year':
      return { key: `${year}-01-01`, label: `CY${year}` };
    case 'FiscalQuarter': {
      const since = (month - fiscal.startMonth + 12) % 12;
      const first = ((month - 1 - (since % 3) + 12) % 12) + 1;
      return {
        key: `${first > month ? year - 1 : year}-${pad(first)}-01`,
        label: `Q${Math.floor(since / 3) + 1} FY${fiscalYearOf(date, fiscal)}`
      };
    }
    case 'FiscalYear':
      return {
        key: `${month < fiscal.startMonth ? year - 1 : year}-${pad(fiscal.startMonth)}-01`,
        label: `FY${fiscalYearOf(date, fiscal)}`
      };
    case 'MonthInYear':
      return { key: pad(month), label: `${month}月` };
    case 'DayInMonth':
      return { key: pad(dayOfMonth), label: String(dayOfMonth) };
  }
}
