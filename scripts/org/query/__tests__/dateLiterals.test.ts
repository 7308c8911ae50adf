import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, dateRange, dateTimeRange, isDateLiteral, localDate, startOfDay } from '../dateLiterals.ts';

const TOKYO = { timeZone: 'Asia/Tokyo' };
/** Noon in Tokyo of a day. */
const noon = (date: string): Date => new Date(`${date}T03:00:00Z`);

const TABLE: [day: string, literal: string, from: string, to: string][] = [
  ['2026-03-31', 'TODAY', '2026-03-31', '2026-04-01'],
  ['2026-03-31', 'TOMORROW', '2026-04-01', '2026-04-02'],
  ['2026-04-01', 'YESTERDAY', '2026-03-31', '2026-04-01'],
  ['2026-03-31', 'THIS_MONTH', '2026-03-01', '2026-04-01'],
  ['2026-03-31', 'NEXT_MONTH', '2026-04-01', '2026-05-01'],
  ['2026-03-31', 'LAST_MONTH', '2026-02-01', '2026-03-01'],
  ['2024-03-31', 'LAST_MONTH', '2024-02-01', '2024-03-01'],
  ['2026-01-31', 'NEXT_MONTH', '2026-02-01', '2026-03-01'],
  ['2026-01-15', 'LAST_MONTH', '2025-12-01', '2026-01-01'],
  // 31 March 2026 is a Tuesday: the ja week began on Sunday the 29th.
  ['2026-03-31', 'THIS_WEEK', '2026-03-29', '2026-04-05'],
  ['2026-03-29', 'THIS_WEEK', '2026-03-29', '2026-04-05'],
  ['2026-03-28', 'NEXT_WEEK', '2026-03-29', '2026-04-05'],
  ['2026-04-04', 'LAST_WEEK', '2026-03-22', '2026-03-29'],
  ['2026-03-31', 'THIS_QUARTER', '2026-01-01', '2026-04-01'],
  ['2026-04-01', 'THIS_QUARTER', '2026-04-01', '2026-07-01'],
  ['2026-01-01', 'LAST_QUARTER', '2025-10-01', '2026-01-01'],
  ['2026-09-30', 'NEXT_QUARTER', '2026-10-01', '2027-01-01'],
  ['2026-03-31', 'THIS_YEAR', '2026-01-01', '2027-01-01'],
  ['2026-12-31', 'NEXT_YEAR', '2027-01-01', '2028-01-01'],
  ['2026-01-01', 'LAST_YEAR', '2025-01-01', '2026-01-01'],
  // The documentation counts today in for LAST, and out for NEXT.
  ['2026-04-01', 'LAST_N_DAYS:1', '2026-03-31', '2026-04-02'],
  ['2026-04-01', 'LAST_N_DAYS:0', '2026-04-01', '2026-04-02'],
  ['2026-03-31', 'NEXT_N_DAYS:1', '2026-04-01', '2026-04-02'],
  ['2024-02-28', 'NEXT_N_DAYS:2', '2024-02-29', '2024-03-02'],
  ['2026-02-28', 'NEXT_N_DAYS:2', '2026-03-01', '2026-03-03'],
  ['2024-03-01', 'N_DAYS_AGO:1', '2024-02-29', '2024-03-01'],
  ['2026-04-01', 'LAST_90_DAYS', '2026-01-01', '2026-04-02'],
  ['2026-04-01', 'NEXT_90_DAYS', '2026-04-02', '2026-07-01'],
  ['2026-03-31', 'LAST_N_WEEKS:2', '2026-03-15', '2026-03-29'],
  ['2026-03-31', 'NEXT_N_WEEKS:2', '2026-04-05', '2026-04-19'],
  ['2026-03-31', 'N_WEEKS_AGO:1', '2026-03-22', '2026-03-29'],
  ['2026-03-31', 'LAST_N_MONTHS:3', '2025-12-01', '2026-03-01'],
  ['2026-03-31', 'NEXT_N_MONTHS:11', '2026-04-01', '2027-03-01'],
  ['2026-03-31', 'N_MONTHS_AGO:13', '2025-02-01', '2025-03-01'],
  ['2026-04-01', 'LAST_N_QUARTERS:2', '2025-10-01', '2026-04-01'],
  ['2026-03-31', 'NEXT_N_QUARTERS:2', '2026-04-01', '2026-10-01'],
  ['2026-03-31', 'N_QUARTERS_AGO:1', '2025-10-01', '2026-01-01'],
  ['2026-03-31', 'LAST_N_YEARS:2', '2024-01-01', '2026-01-01'],
  ['2026-03-31', 'NEXT_N_YEARS:2', '2027-01-01', '2029-01-01'],
  ['2026-03-31', 'N_YEARS_AGO:2', '2024-01-01', '2025-01-01'],
  ['2026-03-31', 'LAST_N_YEARS:900', '1700-01-01', '2026-01-01'],
  ['2026-03-31', 'NEXT_N_YEARS:9000', '2027-01-01', '4000-12-31']
];

for (const [date, literal, from, to] of TABLE) {
  test(`on ${date} ${literal} is ${from} up to ${to}`, () => {
    assert.deepEqual(dateRange(literal, noon(date), TOKYO), { from, to });
  });
}

const FISCAL: [day: string, literal: string, from: string, to: string][] = [
  ['2026-03-31', 'THIS_FISCAL_YEAR', '2025-04-01', '2026-04-01'],
  ['2026-04-01', 'THIS_FISCAL_YEAR', '2026-04-01', '2027-04-01'],
  ['2026-04-01', 'LAST_FISCAL_YEAR', '2025-04-01', '2026-04-01'],
  ['2026-03-31', 'NEXT_FISCAL_YEAR', '2026-04-01', '2027-04-01'],
  ['2026-01-01', 'LAST_N_FISCAL_YEARS:2', '2023-04-01', '2025-04-01'],
  ['2026-01-01', 'NEXT_N_FISCAL_YEARS:1', '2026-04-01', '2027-04-01'],
  ['2026-01-01', 'N_FISCAL_YEARS_AGO:1', '2024-04-01', '2025-04-01'],
  ['2026-09-30', 'THIS_FISCAL_QUARTER', '2026-07-01', '2026-10-01'],
  ['2026-10-01', 'THIS_FISCAL_QUARTER', '2026-10-01', '2027-01-01'],
  ['2026-10-01', 'LAST_FISCAL_QUARTER', '2026-07-01', '2026-10-01'],
  ['2026-09-30', 'NEXT_FISCAL_QUARTER', '2026-10-01', '2027-01-01'],
  ['2026-09-30', 'LAST_N_FISCAL_QUARTERS:2', '2026-01-01', '2026-07-01'],
  ['2026-09-30', 'NEXT_N_FISCAL_QUARTERS:2', '2026-10-01', '2027-04-01'],
  ['2026-09-30', 'N_FISCAL_QUARTERS_AGO:4', '2025-07-01', '2025-10-01']
];

for (const [date, literal, from, to] of FISCAL) {
  test(`with a fiscal year from April, on ${date} ${literal} is ${from} up to ${to}`, () => {
    assert.deepEqual(dateRange(literal, noon(date), { ...TOKYO, fiscalYearStartMonth: 4 }), { from, to });
  });
}

test('quarters of a fiscal year that starts in February are shifted against calendar quarters', () => {
  const options = { ...TOKYO, fiscalYearStartMonth: 2 };
  assert.deepEqual(dateRange('THIS_FISCAL_QUARTER', noon('2026-01-31'), options), { from: '2025-11-01', to: '2026-02-01' });
  assert.deepEqual(dateRange('THIS_QUARTER', noon('2026-01-31'), options), { from: '2026-01-01', to: '2026-04-01' });
  assert.deepEqual(dateRange('THIS_FISCAL_YEAR', noon('2026-01-31'), options), { from: '2025-02-01', to: '2026-02-01' });
});

test('the fiscal year starts in January unless the org says otherwise', () => {
  assert.deepEqual(dateRange('THIS_FISCAL_YEAR', noon('2026-03-31'), TOKYO), { from: '2026-01-01', to: '2027-01-01' });
});

test("a report's standard date filter counts today into NEXT_N_DAYS, a field filter does not", () => {
  const now = noon('2026-04-01');
  assert.deepEqual(dateRange('NEXT_N_DAYS:7', now, { ...TOKYO, filter: 'standard' }), { from: '2026-04-01', to: '2026-04-08' });
  assert.deepEqual(dateRange('NEXT_N_DAYS:7', now, TOKYO), { from: '2026-04-02', to: '2026-04-09' });
  assert.deepEqual(dateRange('NEXT_90_DAYS', now, { ...TOKYO, filter: 'standard' }), { from: '2026-04-01', to: '2026-06-30' });
});

test('the day changes at midnight in Tokyo, not in UTC', () => {
  const before = new Date('2026-03-31T14:59:59.999Z');
  const after = new Date('2026-03-31T15:00:00.000Z');
  assert.deepEqual(dateRange('TODAY', before, TOKYO), { from: '2026-03-31', to: '2026-04-01' });
  assert.deepEqual(dateRange('TODAY', after, TOKYO), { from: '2026-04-01', to: '2026-04-02' });
  assert.deepEqual(dateTimeRange('TODAY', after, TOKYO), { from: '2026-03-31T15:00:00.000Z', to: '2026-04-01T15:00:00.000Z' });
  assert.deepEqual(dateRange('THIS_FISCAL_YEAR', after, { ...TOKYO, fiscalYearStartMonth: 4 }), { from: '2026-04-01', to: '2027-04-01' });
});

test('a date-time LAST_N_DAYS ends with the current second, as documented', () => {
  const now = new Date('2026-04-01T01:02:03.456Z');
  assert.deepEqual(dateTimeRange('LAST_N_DAYS:1', now, TOKYO), { from: '2026-03-30T15:00:00.000Z', to: '2026-04-01T01:02:04.000Z' });
  assert.deepEqual(dateTimeRange('N_DAYS_AGO:1', now, TOKYO), { from: '2026-03-30T15:00:00.000Z', to: '2026-03-31T15:00:00.000Z' });
});

test('days of a zone with summer time may have 23 or 25 hours', () => {
  const options = { timeZone: 'America/New_York' };
  assert.deepEqual(dateTimeRange('TODAY', new Date('2026-03-08T16:00:00Z'), options), {
    from: '2026-03-08T05:00:00.000Z',
    to: '2026-03-09T04:00:00.000Z'
  });
  assert.deepEqual(dateTimeRange('TODAY', new Date('2026-11-01T16:00:00Z'), options), {
    from: '2026-11-01T04:00:00.000Z',
    to: '2026-11-02T05:00:00.000Z'
  });
});

test('a locale whose week starts on Monday moves THIS_WEEK', () => {
  assert.deepEqual(dateRange('THIS_WEEK', noon('2026-03-29'), { ...TOKYO, weekStartsOn: 1 }), { from: '2026-03-23', to: '2026-03-30' });
});

test('literals are read in any case, and nothing else is taken for one', () => {
  assert.deepEqual(dateRange('last_n_days:1', noon('2026-04-01'), TOKYO), { from: '2026-03-31', to: '2026-04-02' });
  for (const text of ['TODAY', 'THIS_FISCAL_QUARTER', 'N_FISCAL_YEARS_AGO:3']) assert.equal(isDateLiteral(text), true, text);
  for (const text of [
    '',
    'TODAYS',
    'TODAY:1',
    'LAST_N_DAYS',
    'LAST_N_DAYS:',
    'LAST_N_DAYS:-1',
    'LAST_N_DAYS:x',
    'THIS_CENTURY',
    'N_DAYS_AGO:1 OR',
    '2026-04-01',
    'constructor'
  ]) {
    assert.equal(isDateLiteral(text), false, text);
  }
});

test('a number beyond every calendar is refused instead of answered wrongly', () => {
  assert.throws(() => dateRange('LAST_N_YEARS:999999999', noon('2026-04-01'), TOKYO), RangeError);
});

test('helpers agree on where a day lies', () => {
  assert.equal(localDate(new Date('2024-02-28T15:00:00Z'), 'Asia/Tokyo'), '2024-02-29');
  assert.equal(startOfDay('2024-02-29', 'Asia/Tokyo').toISOString(), '2024-02-28T15:00:00.000Z');
  assert.equal(addDays('2024-02-28', 2), '2024-03-01');
});
