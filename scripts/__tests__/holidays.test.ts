/** CrmHoliday__mdt against the Act on National Holidays, calculated here from its articles. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elements, sourceFiles, text } from './packageSource.ts';

const DAY = 86_400_000;
const YEARS = [2026, 2027, 2028];

const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const weekday = (time: number): number => new Date(time).getUTCDay();

/** The n-th Monday of a month (1–12). */
function monday(year: number, month: number, n: number): number {
  const first = Date.UTC(year, month - 1, 1);
  return first + (((8 - weekday(first)) % 7) + (n - 1) * 7) * DAY;
}

/** Day of an equinox by the usual approximation for 1980–2099. */
const equinox = (year: number, base: number): number => Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));

/** Article 2: the holidays themselves. */
function named(year: number): Map<number, string> {
  const on = (month: number, day: number): number => Date.UTC(year, month - 1, day);
  return new Map([
    [on(1, 1), '元日'],
    [monday(year, 1, 2), '成人の日'],
    [on(2, 11), '建国記念の日'],
    [on(2, 23), '天皇誕生日'],
    [on(3, equinox(year, 20.8431)), '春分の日'],
    [on(4, 29), '昭和の日'],
    [on(5, 3), '憲法記念日'],
    [on(5, 4), 'みどりの日'],
    [on(5, 5), 'こどもの日'],
    [monday(year, 7, 3), '海の日'],
    [on(8, 11), '山の日'],
    [monday(year, 9, 3), '敬老の日'],
    [on(9, equinox(year, 23.2488)), '秋分の日'],
    [monday(year, 10, 2), 'スポーツの日'],
    [on(11, 3), '文化の日'],
    [on(11, 23), '勤労感謝の日']
  ]);
}

/** Article 3: a holiday on a Sunday moves to the next day that is none; a weekday between two holidays is one. */
function withMovedDays(year: number): Map<number, string> {
  const days = named(year);
  const all = new Map(days);
  for (const day of days.keys()) {
    if (weekday(day) !== 0) continue;
    let moved = day + DAY;
    while (days.has(moved)) moved += DAY;
    all.set(moved, '振替休日');
  }
  for (const day of days.keys()) {
    const between = day + DAY;
    if (!all.has(between) && weekday(between) !== 0 && days.has(between + DAY)) all.set(between, '国民の休日');
  }
  return all;
}

const written = sourceFiles('md')
  .filter((file) => file.name.startsWith('CrmHoliday.'))
  .map((file) => ({ name: file.name, label: text(file.root, 'label'), day: text(elements(file.root, 'values')[0], 'value') }));

test('the records name every public holiday of three years, moved days and the day between two included, and nothing else', () => {
  const expected = YEARS.flatMap((year) => [...withMovedDays(year)].map(([day, name]) => `${iso(day)} ${name}`)).sort();
  assert.deepEqual(written.map(({ day, label }) => `${day} ${label.split(' ')[1] ?? ''}`).sort(), expected);
  assert.ok(expected.includes('2026-05-06 振替休日') && expected.includes('2026-09-22 国民の休日'));
});

test('a holiday is named after its day, for administrators who add the next year', () => {
  for (const { name, label, day } of written) {
    assert.equal(name, `CrmHoliday.Holiday_${day.replaceAll('-', '_')}`);
    const [year, month, date] = day.split('-').map(Number);
    assert.ok(label.startsWith(`${year}年${month}月${date}日 `), label);
  }
});
