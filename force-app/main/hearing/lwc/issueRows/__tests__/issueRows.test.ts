import { issueList } from 'c/issueRows';
import type { IssueState } from 'c/issueRows';
import { withChanges } from 'c/rowModel';
import type { Row } from 'c/rowModel';
import fc from 'fast-check';

const TODAY = '2026-11-28';
const OPTIONS = ['費用', '調査', '体制'].map((value) => ({ label: `${value}の課題`, value }));

interface Given {
  sme?: string;
  jpo?: string;
  statement?: string;
  resolved?: string;
}
/** A row that is ticked since the given days. */
function row(issue: string, { sme, jpo, statement = '', resolved = '' }: Given): Row {
  const values: Record<string, string | boolean> = {
    Issue__c: issue,
    RecognizedBySme__c: sme !== undefined,
    RecognizedBySmeOn__c: sme ?? '',
    RecognizedByJpo__c: jpo !== undefined,
    RecognizedByJpoOn__c: jpo ?? '',
    Statement__c: statement,
    ResolvedOn__c: resolved
  };
  return { id: `id-${issue}`, fields: Object.fromEntries(Object.entries(values).map(([f, value]) => [f, { value, displayValue: null }])) };
}
const list = (rows: Row[], rest: Partial<IssueState> = {}) =>
  issueList({ rows, options: OPTIONS, countField: 'SmeIssueCount__c', today: TODAY, ...rest });
const labels = (rows: Row[], rest?: Partial<IssueState>) =>
  Object.fromEntries(
    list(rows, rest)
      .groups()
      .map(({ key, chips }) => [key, chips.map(({ label }) => label)])
  );

describe('c/issueRows', () => {
  const rows = [row('費用', { sme: '2026-11-01', jpo: '2026-11-02' }), row('調査', { jpo: TODAY, resolved: '2026-11-20' })];

  it('shows one list from both sides', () => {
    expect(labels(rows)).toEqual({ answered: ['費用の課題'], near: ['調査の課題'], rest: ['体制の課題'] });
    expect(labels(rows, { countField: 'JpoIssueCount__c' })).toEqual({
      answered: ['費用の課題', '調査の課題'],
      near: [],
      rest: ['体制の課題']
    });
  });

  it('says since when, who else and whether it is over', () => {
    const [answered, near] = list(rows).groups();
    expect(answered?.chips[0]).toMatchObject({ note: '2026-11-01', badges: ['both'], pressed: true });
    expect(near?.chips[0]).toMatchObject({ note: '', badges: ['onlyJpo', 'resolved'], pressed: false });
  });

  it('names an issue that the list no longer has', () => {
    expect(labels([row('昔の課題', { sme: TODAY })]).answered).toEqual(['昔の課題']);
  });

  it.each<[string, Given | undefined, object]>([
    ['a new issue makes a row', undefined, { kind: 'create', fields: { Issue__c: '費用', RecognizedBySme__c: true } }],
    ['an issue of the other side gets the second tick', { jpo: TODAY }, { kind: 'update', fields: { RecognizedBySme__c: true } }],
    ['a tick of today is taken back', { sme: TODAY, jpo: '2026-01-01' }, { kind: 'update', fields: { RecognizedBySme__c: false } }],
    ['the last tick of today takes the row with it', { sme: TODAY }, { kind: 'delete', id: 'id-費用' }],
    ['a row with a statement stays', { sme: TODAY, statement: '高い' }, { kind: 'keep' }],
    ['a row that is resolved stays', { sme: TODAY, resolved: TODAY }, { kind: 'keep' }],
    ['an older tick stays: it is history', { sme: '2026-11-27', jpo: TODAY }, { kind: 'keep' }]
  ])('%s', (_name, given, change) => {
    expect(list(given ? [row('費用', given)] : []).press('費用')).toMatchObject({ key: '費用', ...change });
  });

  it('never leaves a row without a tick, and never takes away what is older than today', () => {
    const day = fc.option(fc.constantFrom(TODAY, '2026-11-01'), { nil: undefined });
    const given = fc
      .record({ sme: day, jpo: day, statement: fc.constantFrom('', '高い'), resolved: fc.constantFrom('', TODAY) })
      .filter(({ sme, jpo }) => sme !== undefined || jpo !== undefined);
    const side = fc.constantFrom('SmeIssueCount__c', 'JpoIssueCount__c');
    fc.assert(
      fc.property(given, side, (values, countField) => {
        const before = row('費用', values);
        const change = list([before], { countField }).press('費用');
        const [after] = change ? withChanges([before], [change]) : [before];
        const kept = ['RecognizedBySme__c', 'RecognizedByJpo__c'].filter((field) => after?.fields[field]?.value === true);
        const older = [values.sme === '2026-11-01' && 'RecognizedBySme__c', values.jpo === '2026-11-01' && 'RecognizedByJpo__c'];
        expect(kept).toEqual(expect.arrayContaining(older.filter(Boolean)));
        expect(kept.length > 0 || (!after && values.statement + values.resolved === '')).toBe(true);
      })
    );
  });
});
