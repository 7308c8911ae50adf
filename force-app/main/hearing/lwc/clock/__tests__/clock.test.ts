import { clockTime, dateAndTime } from 'c/clock';

describe('c/clock', () => {
  it.each([
    ['2026-03-31T15:05:00Z', '0:05', '2026年4月1日 0:05'],
    ['2026-04-01T00:05:59Z', '9:05', '2026年4月1日 9:05'],
    ['2026-12-31T14:59:00Z', '23:59', '2026年12月31日 23:59']
  ])('tells %s in the time zone of the user', (moment, time, day) => {
    expect(clockTime(Date.parse(moment))).toBe(time);
    expect(dateAndTime(Date.parse(moment))).toBe(day);
  });
});
