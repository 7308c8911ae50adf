import { consultationList } from 'c/consultationRows';
import type { Row } from 'c/rowModel';

const options = (...values: string[]) => values.map((value) => ({ label: `〈${value}〉`, value }));
function row(right: string, topic: string, rest: Record<string, string | boolean> = {}): Row {
  const values = { RightType__c: right, Topic__c: topic, Answer__c: '', IsUnsolved__c: false, ...rest };
  return {
    id: `${right}-${topic}`,
    fields: Object.fromEntries(Object.entries(values).map(([f, value]) => [f, { value, displayValue: null }]))
  };
}
const list = (rows: Row[], right?: string) =>
  consultationList({ rows, rights: options('商標', '商標 国際', '特許'), topics: options('出願前調査', '料金・減免'), right });

describe('c/consultationRows', () => {
  it('shows each kind of consultation once, and offers the topics of the chosen right that are not there yet', () => {
    const rows = [row('商標', '出願前調査', { IsUnsolved__c: true }), row('商標', '出願前調査'), row('特許', '料金・減免')];
    const [answered, topics] = list(rows, '商標').groups();
    expect(answered?.chips.map(({ label, badges }) => [label, badges])).toEqual([
      ['〈商標〉／〈出願前調査〉', ['unsolved']],
      ['〈特許〉／〈料金・減免〉', []]
    ]);
    expect(topics?.chips.map(({ label }) => label)).toEqual(['〈料金・減免〉']);
    expect(list(rows).groups()[1]?.chips).toEqual([]);
  });

  it('makes a row of right and topic, also when one right begins like another', () => {
    const offered = list([], '商標 国際').groups()[1]?.chips[1];
    expect(list([], '商標 国際').press(offered?.key ?? '')).toMatchObject({
      kind: 'create',
      fields: { RightType__c: '商標 国際', Topic__c: '料金・減免' }
    });
  });

  it('takes a bare row back, and keeps one that says more', () => {
    expect(list([row('特許', '料金・減免')]).press('特許 料金・減免')).toMatchObject({ kind: 'delete', id: '特許-料金・減免' });
    expect(list([row('特許', '料金・減免', { Answer__c: '半額' })]).press('特許 料金・減免')).toMatchObject({ kind: 'keep' });
  });

  it('names rights and topics that the lists no longer have', () => {
    expect(list([row('種苗', '昔の話')]).groups()[0]?.chips[0]?.label).toBe('種苗／昔の話');
  });
});
