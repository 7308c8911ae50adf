import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Org } from '../../org.ts';
import { dateGroup, timeFrame } from '../reportDates.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { clock } from './analyticsFixtures.ts';

const org: Org = testOrg({}, { clock });
const frame = (interval: string): [string | null, string | null] => {
  const { startDate, endDate } = timeFrame(org, { dateColumn: 'CLOSE_DATE', interval } as Parameters<typeof timeFrame>[1]);
  return [startDate, endDate];
};

test('intervals span whole days around today in Tokyo, 2026-11-23', () => {
  const cases: [string, string, string][] = [
    ['INTERVAL_TODAY', '2026-11-23', '2026-11-23'],
    ['INTERVAL_YESTERDAY', '2026-11-22', '2026-11-22'],
    ['INTERVAL_THISWEEK', '2026-11-22', '2026-11-28'],
    ['INTERVAL_LASTTHISMONTH', '2026-10-01', '2026-11-30'],
    ['INTERVAL_CURRENTQ', '2026-10-01', '2026-12-31'],
    ['INTERVAL_CURPREVQ', '2026-07-01', '2026-12-31'],
    ['INTERVAL_CURNEXT3Q', '2026-10-01', '2027-09-30'],
    ['INTERVAL_CURY', '2026-01-01', '2026-12-31'],
    ['INTERVAL_PREVCUR2Y', '2024-01-01', '2026-12-31'],
    ['INTERVAL_CURFY', '2026-01-01', '2026-12-31'],
    ['INTERVAL_PREVFY', '2025-01-01', '2025-12-31'],
    ['INTERVAL_LAST7', '2026-11-16', '2026-11-23'],
    ['INTERVAL_NEXT30', '2026-11-23', '2026-12-22']
  ];
  for (const [interval, from, to] of cases) assert.deepEqual(frame(interval), [from, to], interval);
});

test('a custom interval without dates is open on both ends', () => {
  assert.deepEqual(frame('INTERVAL_CUSTOM'), [null, null]);
});

test('an interval of custom fiscal periods is refused by name', () => {
  assert.throws(() => frame('THIS_FISCALPERIOD'), /not supported: report interval THIS_FISCALPERIOD/);
});

test('groups of dates have a key in order of time and a label for people', () => {
  const april = { startMonth: 4, namedByEnd: false };
  assert.deepEqual(dateGroup('2026-11-22T23:30:00.000Z', 'Day', april), { key: '2026-11-23', label: '2026/11/23' });
  assert.deepEqual(dateGroup('2026-11-23', 'Week', april), { key: '2026-11-22', label: '2026/11/22 - 2026/11/28' });
  assert.deepEqual(dateGroup('2026-11-23', 'Month', april), { key: '2026-11-01', label: '2026年11月' });
  assert.deepEqual(dateGroup('2026-11-23', 'Quarter', april), { key: '2026-10-01', label: 'Q4 CY2026' });
  assert.deepEqual(dateGroup('2026-11-23', 'FiscalQuarter', april), { key: '2026-10-01', label: 'Q3 FY2026' });
  assert.deepEqual(dateGroup('2027-02-01', 'FiscalQuarter', april), { key: '2027-01-01', label: 'Q4 FY2026' });
  assert.deepEqual(dateGroup('2027-02-01', 'FiscalQuarter', { startMonth: 12, namedByEnd: true }), {
    key: '2026-12-01',
    label: 'Q1 FY2027'
  });
  assert.deepEqual(dateGroup('2027-02-01', 'FiscalYear', april), { key: '2026-04-01', label: 'FY2026' });
  assert.deepEqual(dateGroup('2027-02-01', 'MonthInYear', april), { key: '02', label: '2月' });
  assert.deepEqual(dateGroup('2027-02-01', 'DayInMonth', april), { key: '01', label: '1' });
});
