import { filtered, isBare, isTicked, rowsOf, shownOf, textOf, todayIn, withChanges } from 'c/rowModel';
import type { Chip, Row } from 'c/rowModel';
import fc from 'fast-check';

const row = (id: string, fields: Record<string, string | boolean | null>): Row => ({
  id,
  fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value, displayValue: null }]))
});
const chip = (label: string, note = ''): Chip => ({ key: label, label, note, caution: '', pressed: false, badges: [], row: undefined });

describe('c/rowModel', () => {
  it('reads the rows of an answer, with the fields of parents by their path', () => {
    const data = {
      uiapi: {
        query: {
          Proposal__c: {
            edges: [
              {
                node: {
                  Id: '1',
                  On__c: { value: '2026-11-01', displayValue: '2026/11/01' },
                  Measure__c: { value: 'm' },
                  Measure__r: { Name: { value: '早期審査' } },
                  Other__r: null
                }
              }
            ]
          },
          Empty__c: null
        }
      }
    };
    expect(rowsOf(data, 'Proposal__c')).toEqual([
      {
        id: '1',
        fields: {
          On__c: { value: '2026-11-01', displayValue: '2026/11/01' },
          Measure__c: { value: 'm', displayValue: null },
          'Measure__r.Name': { value: '早期審査', displayValue: null }
        }
      }
    ]);
    for (const [answer, object] of [
      [data, 'Empty__c'],
      [data, 'Nothing__c'],
      [undefined, 'Proposal__c']
    ] as const)
      expect(rowsOf(answer, object)).toEqual([]);
  });

  it('tells texts, ticks and bare rows, also of fields that may not be read', () => {
    const one = { id: '1', fields: { A: { value: 'a', displayValue: 'えー' }, B: { value: true, displayValue: null } } };
    expect([textOf(one, 'A'), textOf(one, 'B'), textOf(one, 'C'), textOf(undefined, 'A')]).toEqual(['a', '', '', '']);
    expect([shownOf(one, 'A'), shownOf(row('1', { A: 'a' }), 'A')]).toEqual(['えー', 'a']);
    expect([isTicked(one, 'A'), isTicked(one, 'B'), isTicked(undefined, 'B')]).toEqual([false, true, false]);
    expect(isBare(row('1', { A: '', B: false, C: null }), ['A', 'B', 'C', 'D'])).toBe(true);
    expect(isBare(one, ['A'])).toBe(false);
  });

  it('shows changes before they are saved', () => {
    const rows = [row('1', { A: 'a', B: true }), row('2', { A: 'b' })];
    const after = withChanges(rows, [
      { kind: 'update', key: 'a', id: '1', fields: { B: false } },
      { kind: 'delete', key: 'b', id: '2' },
      { kind: 'create', key: 'c', fields: { A: 'c' } },
      { kind: 'keep', key: 'a', id: '1' }
    ]);
    expect(after).toEqual([row('1', { A: 'a', B: false }), row('', { A: 'c' })]);
  });

  it('does not show a new row twice once it was read, but beside one that says something else', () => {
    const create = { kind: 'create', key: 'a', fields: { A: 'a', B: true } } as const;
    expect(withChanges([row('1', { A: 'a', B: true, C: 'c' })], [create])).toHaveLength(1);
    expect(withChanges([row('1', { A: 'a', B: false })], [create])).toHaveLength(2);
    expect(withChanges([row('1', { B: true })], [create])).toHaveLength(2);
  });

  it('knows the day of a time zone', () => {
    const moment = new Date('2026-03-31T15:30:00Z');
    expect(todayIn('Asia/Tokyo', moment)).toBe('2026-04-01');
    expect(todayIn('America/New_York', moment)).toBe('2026-03-31');
  });

  it('finds chips by every word, whatever the width and the case of the letters', () => {
    const chips = [chip('早期審査', 'Fast'), chip('ＩＰＥ講座'), chip('費用の減免')];
    expect(filtered(chips, ' ').length).toBe(3);
    expect(filtered(chips, 'ipe').map(({ label }) => label)).toEqual(['ＩＰＥ講座']);
    expect(filtered(chips, '審査　ｆａｓｔ').map(({ label }) => label)).toEqual(['早期審査']);
    expect(filtered(chips, '審査 減免')).toEqual([]);
  });

  it('finds every chip by its own name', () => {
    const found = (label: string): boolean => filtered([chip(label)], label).length === 1;
    expect(fc.check(fc.property(fc.string(), found)).failed).toBe(false);
  });
});
