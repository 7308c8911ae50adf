import type { Row } from 'c/rowModel';
import { visitAtHand, writtenUp } from 'c/visitModel';

const NOW = new Date('2026-11-28T05:00:00Z');
const visit = (id: string, StartAt__c: string, rest: Record<string, string | boolean> = {}): Row => ({
  id,
  fields: Object.fromEntries(
    Object.entries({ StartAt__c, IsDone__c: false, KeyPoints__c: '', ...rest }).map(([f, value]) => [f, { value, displayValue: null }])
  )
});
const atHand = (...visits: Row[]) => {
  const found = visitAtHand(visits, 'Asia/Tokyo', NOW);
  return found && [found.visit.id, found.state];
};

describe('c/visitModel', () => {
  const past = visit('past', '2026-11-20T01:00:00Z', { IsDone__c: true });
  const next = visit('next', '2026-12-10T01:00:00Z');
  const later = visit('later', '2026-12-20T01:00:00Z');

  it('has the visit of today at hand, by the day of the office', () => {
    // Begun at half past midnight in Tokyo, the day before in UTC.
    expect(atHand(past, visit('today', '2026-11-27T15:30:00Z'), next)).toEqual(['today', 'today']);
    expect(atHand(visit('evening', '2026-11-28T09:00:00Z'), visit('morning', '2026-11-28T01:00:00Z'))).toEqual(['morning', 'today']);
    expect(atHand(visit('evening', '2026-11-28T09:00:00Z'), visit('noon', '2026-11-28T06:00:00Z'))).toEqual(['noon', 'today']);
  });

  it('else what waits to be written up, else what is planned next', () => {
    expect(atHand(next, past)).toEqual(['past', 'unwritten']);
    expect(atHand(later, next, visit('written', '2026-11-20T01:00:00Z', { IsDone__c: true, KeyPoints__c: '話した' }))).toEqual([
      'next',
      'planned'
    ]);
    expect(atHand(visit('cancelled', '2026-11-01T01:00:00Z'))).toBeUndefined();
    expect(atHand(visit('unknown', ''))).toBeUndefined();
  });

  it('looks back on what was written, the latest first', () => {
    const old = visit('old', '2026-01-10T01:00:00Z', { KeyPoints__c: '一' });
    const recent = visit('recent', '2026-10-10T01:00:00Z', { KeyPoints__c: '二' });
    expect(writtenUp([old, past, recent], undefined).map(({ id }) => id)).toEqual(['recent', 'old']);
    expect(writtenUp([old, recent], 'recent').map(({ id }) => id)).toEqual(['old']);
  });
});
