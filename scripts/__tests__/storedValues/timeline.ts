/** When things happen: two years of the office's calendar, with the moments at which days, halves and years change. */
import { addDays, tokyoMoment } from './calendar.ts';
import { TARGET, type Change } from './history.ts';
import type { Random } from '../../lib/random.ts';

/** Around a midnight: UTC changes its day nine hours after Tokyo. */
function aroundMidnight(day: string): Date[] {
  const before = addDays(day, -1);
  return [
    tokyoMoment(before, '08:59:59.999'),
    tokyoMoment(before, '09:00:00.000'),
    tokyoMoment(before, '23:59:59.999'),
    tokyoMoment(day, '00:00:00.000'),
    tokyoMoment(day, '08:59:59.999'),
    tokyoMoment(day, '09:00:00.000')
  ];
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/**
 * All moments in order, each of them once.
 * @param year the calendar year in whose April the two years begin
 */
export function moments(random: Random, year: number, others: number): Date[] {
  const midnights = [`${year}-10-01`, `${year + 1}-04-01`, `${year + 1}-10-01`, `${year + 2}-04-01`].flatMap(aroundMidnight);
  const newYear = [tokyoMoment(`${year}-12-31`, '23:59:59.999'), tokyoMoment(`${year + 1}-01-01`, '00:00:00.000')];
  const anyTime = Array.from({ length: others }, () =>
    tokyoMoment(
      addDays(`${year}-04-02`, random.whole(0, 726)),
      `${twoDigits(random.whole(0, 23))}:${twoDigits(random.whole(0, 59))}:00.000`
    )
  );
  const all = [...midnights, ...newYear, ...anyTime].map((moment) => moment.getTime());
  return [...new Set(all)].sort((a, b) => a - b).map((moment) => new Date(moment));
}

/** Targets for cases and visits: some from the start on, some made later, some never; their values change now and then. */
export function targetHistory(random: Random, times: readonly Date[], year: number, users: readonly string[]): Change[] {
  const changes: Change[] = [];
  const late = random.some(times.slice(4, -4), 5);
  const fiscalYears = [year - 1, year, year + 1, year + 2].map((each) => `R${each - 2018}`);
  for (const fiscalYear of fiscalYears) {
    for (const metric of ['案件', '訪問']) {
      for (const user of [null, ...users]) {
        if (user !== null && random.chance(0.25)) continue;
        const key = `${fiscalYear}|${metric}|${user ?? ''}`;
        const at = random.chance(0.5) ? times[0] : random.pick(late);
        const values = { FiscalYear__c: fiscalYear, Metric__c: metric, TargetUser__c: user, Value__c: random.whole(1, 900) };
        changes.push({ at, action: 'insert', object: TARGET, key, values });
        for (const later of random.some(times, random.whole(0, 3))) {
          if (later > at) changes.push({ at: later, action: 'update', object: TARGET, key, values: { Value__c: random.whole(1, 900) } });
        }
      }
    }
  }
  return changes.sort((a, b) => a.at.getTime() - b.at.getTime());
}
