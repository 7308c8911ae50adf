/** Calendar days as the REST API writes them (`YYYY-MM-DD`), as the office sees them. */

const DAY_MS = 86_400_000;
/** Tokyo is nine hours ahead of UTC all year. */
const TOKYO_MS = 9 * 3_600_000;

export const tokyoDay = (moment: Date): string => new Date(moment.getTime() + TOKYO_MS).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** The moment of a day and a time of day in Tokyo (`HH:MM`), as the REST API writes it. */
export const tokyoMoment = (day: string, time: string): string => new Date(Date.parse(`${day}T${time}:00.000Z`) - TOKYO_MS).toISOString();

/** The calendar year in whose April the day's fiscal year began. */
export const fiscalYearOf = (day: string): number => Number(day.slice(0, 4)) - (day.slice(5) < '04-01' ? 1 : 0);

/** Years of the era Reiwa count from 2019: the fiscal year that began in April 2026 is R8. */
export const fiscalYearName = (year: number): string => `R${year - 2018}`;
