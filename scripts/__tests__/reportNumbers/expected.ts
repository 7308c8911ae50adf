/** What a report must show: hand-written SQL over the stored rows, which knows neither the report's metadata nor the org's formulas. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Org } from '../../org/org.ts';
import { addDays, firstDayOfHalf, fiscalYear, tokyoDay, tokyoMoment } from '../storedValues/calendar.ts';

type Cell = string | number | null;

/** One leaf group, or one record of a list. */
export type ExpectedRow = Record<string, Cell>;

export const sqlFile = (report: string): string => join(import.meta.dirname, `${report}.sql`);

/** Names that the SQL may use, each with the office's calendar behind it. */
export function calendar(now: Date, userId: string): Record<string, Cell> {
  const today = tokyoDay(now);
  const year = fiscalYear(today);
  const half = firstDayOfHalf(today);
  return {
    now: now.toISOString(),
    today,
    user: userId,
    /** First days of this fiscal year and of the next one, of this half and of the next and the one before. */
    year: `${year}-04-01`,
    next_year: `${year + 1}-04-01`,
    last_year: `${year - 1}-04-01`,
    half,
    next_half: half.slice(5) === '04-01' ? `${year}-10-01` : `${year + 1}-04-01`,
    last_half: half.slice(5) === '04-01' ? `${year - 1}-10-01` : `${year}-04-01`,
    /** First moment of today in Tokyo, as stored moments are written. */
    midnight: tokyoMoment(today, '00:00:00.000').toISOString(),
    next_midnight: tokyoMoment(addDays(today, 1), '00:00:00.000').toISOString()
  };
}

/** Runs the SQL of a report. @throws Error when there is none */
export function expectedRows(org: Org, report: string, parameters: Record<string, Cell>): ExpectedRow[] {
  const file = sqlFile(report);
  if (!existsSync(file)) throw new Error(`No SQL for the report ${report}: write ${file}`);
  const sql = readFileSync(file, 'utf8');
  const used = Object.fromEntries(Object.entries(parameters).filter(([name]) => new RegExp(`:${name}\\b`).test(sql)));
  return org.db.prepare(sql).all(used) as ExpectedRow[];
}
