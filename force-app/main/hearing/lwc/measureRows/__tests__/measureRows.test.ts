import { measureList, suggest } from 'c/measureRows';
import type { MeasureState } from 'c/measureRows';
import type { Row } from 'c/rowModel';
import fc from 'fast-check';

const TODAY = '2026-11-28';
function make(id: string, values: Record<string, string | boolean | null>): Row {
  return { id, fields: Object.fromEntries(Object.entries(values).map(([f, value]) => [f, { value, displayValue: null }])) };
}
const measure = (id: string, primary: string, secondary = '', open = true, summary = ''): Row =>
  make(id, { Name: `${id}の支援`, PrimaryIssues__c: primary, SecondaryIssues__c: secondary, IsOpen__c: open, Summary__c: summary });
const proposal = (measureId: string, values: Record<string, string | boolean> = {}): Row =>
  make(`p-${measureId}`, { Measure__c: measureId, PreparedOn__c: '', ProposedOn__c: '', DoneOn__c: '', ...values });
const issue = (name: string, resolved = ''): Row => make(name, { Issue__c: name, ResolvedOn__c: resolved });

const MEASURES = [
  measure('窓口', '費用;調査'),
  measure('減免', '費用'),
  measure('講座', '体制', '調査'),
  measure('公募', '費用', '', false),
  measure('海外', '海外', '', true, '外国出願の助成')
];
const list = (state: Partial<MeasureState>) =>
  measureList({ rows: [], measures: MEASURES, issues: [], countField: 'PreparedCount__c', today: TODAY, separator: '、', ...state });
const groups = (state: Partial<MeasureState>) =>
  Object.fromEntries(
    list(state)
      .groups()
      .map(({ key, chips }) => [key, chips.map(({ label, note }) => (note ? `${label}（${note}）` : label))])
  );

describe('c/measureRows', () => {
  it('suggests what mainly answers the open issues first: open ones, then those that answer more; then what helps', () => {
    expect(groups({ issues: [issue('費用'), issue('調査'), issue('海外', '2026-10-01')] })).toEqual({
      answered: [],
      near: [],
      primary: ['窓口の支援（費用、調査）', '減免の支援（費用）', '公募の支援（費用）'],
      secondary: ['講座の支援（調査）'],
      rest: ['海外の支援（外国出願の助成）']
    });
  });

  it('suggests nothing that the case has already', () => {
    const rows = [proposal('窓口', { PreparedOn__c: '2026-11-01' }), proposal('減免', { ProposedOn__c: TODAY })];
    const shown = groups({ rows, issues: [issue('費用')] });
    expect(shown).toMatchObject({ answered: ['窓口の支援（2026-11-01）'], near: ['減免の支援'], primary: ['公募の支援（費用）'] });
    expect(groups({ rows, countField: 'ProposedCount__c' })).toMatchObject({ answered: [`減免の支援（${TODAY}）`], near: ['窓口の支援'] });
    expect(groups({ rows, countField: 'DoneCount__c' })).toMatchObject({ answered: [], near: ['窓口の支援', '減免の支援'] });
  });

  it('shows what is closed, stalled and added on site, the warning of the row, and a measure that left the master', () => {
    const rows = [
      proposal('公募', { PreparedOn__c: TODAY, IsHandoverStalled__c: true, IsAddedOnSite__c: true, Caution__c: '受付外です' }),
      proposal('昔', { PreparedOn__c: TODAY, 'Measure__r.Name': '昔の支援' })
    ];
    const [answered] = list({ rows }).groups();
    expect(answered?.chips[0]).toMatchObject({ badges: ['closed', 'stalled', 'addedOnSite'], caution: '受付外です' });
    expect(answered?.chips[1]).toMatchObject({ label: '昔の支援', badges: [] });
  });

  it.each<[string, Record<string, string> | undefined, string, object]>([
    [
      'a suggestion makes a row with the date of its step',
      undefined,
      'PreparedCount__c',
      { kind: 'create', fields: { Measure__c: '窓口', PreparedOn__c: TODAY } }
    ],
    [
      'a prepared one is proposed',
      { PreparedOn__c: '2026-11-01' },
      'ProposedCount__c',
      { kind: 'update', fields: { ProposedOn__c: TODAY } }
    ],
    [
      'a date of today is taken back',
      { PreparedOn__c: '2026-11-01', ProposedOn__c: TODAY },
      'ProposedCount__c',
      { kind: 'update', fields: { ProposedOn__c: null } }
    ],
    ['the only date of today takes the row with it', { PreparedOn__c: TODAY }, 'PreparedCount__c', { kind: 'delete' }],
    ['a row that says more stays', { PreparedOn__c: TODAY, Memo__c: '来週' }, 'PreparedCount__c', { kind: 'keep' }],
    ['an older date stays', { DoneOn__c: '2026-11-01' }, 'DoneCount__c', { kind: 'keep' }]
  ])('%s', (_name, values, countField, change) => {
    const rows = values ? [proposal('窓口', values)] : [];
    expect(list({ rows, countField }).press('窓口')).toMatchObject({ key: '窓口', ...change });
  });

  it('puts every measure into one group only, closed ones behind open ones', () => {
    const names = fc.subarray(['費用', '調査', '体制', '海外']);
    const master = fc.array(fc.tuple(names, names, fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(master, names, (entries, issues) => {
        const measures = entries.map(([primary, secondary, open], index) =>
          measure(String(index), primary.join(';'), secondary.join(';'), open)
        );
        const found = suggest(measures, issues);
        const parts = [found.primary.map((each) => each.measure), found.secondary.map((each) => each.measure), found.rest];
        expect(parts.flatMap((part) => part.map(({ id }) => id)).sort()).toEqual(measures.map(({ id }) => id).sort());
        for (const part of parts) {
          const open = part.map((each) => each.fields.IsOpen__c?.value);
          expect(open.lastIndexOf(true)).toBeLessThanOrEqual(open.includes(false) ? open.indexOf(false) : open.length);
        }
      })
    );
  });
});
