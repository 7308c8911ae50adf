/** The org's fiscal year, from the deployed company settings; January without them, as in a new org. */
import type { Catalog } from '../metadata/catalog.ts';

export interface FiscalSettings {
  /** 1–12. */
  startMonth: number;
  /** True when a year is called by the calendar year it ends in. */
  namedByEnd: boolean;
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** Reads `CompanySettings.fiscalYear` (`startMonth`, `fiscalYearNameBasedOn`). */
export function fiscalSettings(catalog: Catalog): FiscalSettings {
  const fiscal = catalog.settings.get('Company')?.fiscalYear;
  const values = fiscal !== null && typeof fiscal === 'object' ? (fiscal as Record<string, unknown>) : {};
  const month = MONTHS.indexOf(String(values.startMonth ?? 'January').toLowerCase());
  return { startMonth: month < 0 ? 1 : month + 1, namedByEnd: String(values.fiscalYearNameBasedOn ?? '').toLowerCase() === 'endingmonth' };
}

/** Name (number) of the fiscal year that a day `YYYY-MM-DD` lies in. */
export function fiscalYearOf(date: string, settings: FiscalSettings): number {
  const started = Number(date.slice(0, 4)) - (Number(date.slice(5, 7)) < settings.startMonth ? 1 : 0);
  return started + (settings.namedByEnd && settings.startMonth > 1 ? 1 : 0);
}
