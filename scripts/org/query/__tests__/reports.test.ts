import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../http/router.ts';
import { ADMIN_USER_ID } from '../../org.ts';
import type { ReportDef } from '../../metadata/catalog.ts';
import { describeReport, findReport, runReport, type ReportResult, type RunOptions } from '../reports.ts';
import { REPORT_TYPES } from '../reportTypeData.ts';
import { reportSource, reportType } from '../reportTypes.ts';
import { analyticsOrg, folder, report, type Deal, type Fixture } from './analyticsFixtures.ts';

const COLUMNS =
  '<columns><field>OPPORTUNITY_NAME</field></columns><columns><aggregateTypes>Sum</aggregateTypes><aggregateTypes>Average</aggregateTypes><aggregateTypes>Maximum</aggregateTypes><field>AMOUNT</field></columns>';
const ALL_TIME = '<timeFrameFilter><dateColumn>CLOSE_DATE</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter>';

interface Parts {
  columns?: string;
  middle?: string;
  format?: string;
  groups?: string;
  scope?: string;
  details?: boolean;
  frame?: string;
  filter?: string;
  params?: string;
}

/** A report on Opportunity; children stand in the order of the WSDL. */
function reportXml(parts: Parts): string {
  return report(
    [
      parts.middle ?? '',
      parts.columns ?? COLUMNS,
      parts.filter ?? '',
      `<format>${parts.format ?? 'Summary'}</format>`,
      parts.groups ?? '',
      '<name>試験</name>',
      parts.params ?? '',
      '<reportType>Opportunity</reportType>',
      `<scope>${parts.scope ?? 'organization'}</scope>`,
      `<showDetails>${parts.details ?? false}</showDetails>`,
      parts.frame ?? ALL_TIME
    ].join('')
  );
}

const down = (field: string, granularity = 'Day', order = 'Asc', more = ''): string =>
  `<groupingsDown>${more.includes('aggregateType') ? more : ''}<dateGranularity>${granularity}</dateGranularity><field>${field}</field>${more.includes('aggregateType') ? '' : more}<sortOrder>${order}</sortOrder></groupingsDown>`;
const across = (field: string): string =>
  `<groupingsAcross><dateGranularity>Day</dateGranularity><field>${field}</field><sortOrder>Asc</sortOrder></groupingsAcross>`;
const criteria = (items: [column: string, operator: string, value: string][], logic?: string): string =>
  `<filter>${logic === undefined ? '' : `<booleanFilter>${logic}</booleanFilter>`}${items.map(([column, operator, value]) => `<criteriaItems><column>${column}</column><columnToColumn>false</columnToColumn><isUnlocked>true</isUnlocked><operator>${operator}</operator><value>${value}</value></criteriaItems>`).join('')}</filter>`;

function run(parts: Parts, options: RunOptions = {}): { result: ReportResult; fixture: Fixture } {
  const fixture = analyticsOrg({ 'reports/Board-meta.xml': folder('Report', 'Board'), 'reports/Board/Trial.report': reportXml(parts) });
  const found = findReport(fixture.org, 'Trial');
  assert.ok(found);
  return { result: runReport(fixture.org, ADMIN_USER_ID, found, options), fixture };
}

function count(result: ReportResult, key = 'T!T'): unknown {
  return result.factMap[key]?.aggregates[result.reportMetadata.aggregates.indexOf('RowCount')]?.value;
}

/** What the report must count, counted in JavaScript over the inserted rows. */
const expected = (fixture: Fixture, matches: (row: Deal) => boolean): number => fixture.rows.filter(matches).length;

test('a summary report counts and sums each stage as a count over the rows does, stages in the order of their picklist', () => {
  const { result, fixture } = run({ groups: down('STAGE_NAME') });
  const stages = result.groupingsDown.groupings.map((group) => group.value);
  assert.deepEqual(stages, ['Prospecting', 'Qualification', 'Closed Won', 'Closed Lost']);
  for (const group of result.groupingsDown.groupings) {
    const rows = fixture.rows.filter((row) => row.StageName === group.value);
    const amounts = rows.flatMap((row) => (row.Amount === null ? [] : [row.Amount]));
    const sum = amounts.reduce((total, amount) => total + amount, 0);
    const values = result.factMap[`${group.key}!T`]?.aggregates.map((entry) => entry.value);
    assert.deepEqual(values, [sum, Number((sum / amounts.length).toPrecision(15)), Math.max(...amounts), rows.length]);
  }
  assert.equal(count(result), fixture.rows.length);
});

test('a matrix report has a fact at every crossing, and its crossings add up to the totals of both axes', () => {
  const { result, fixture } = run({ format: 'Matrix', groups: across('FULL_NAME') + down('STAGE_NAME') });
  for (const row of result.groupingsDown.groupings) {
    for (const column of result.groupingsAcross.groupings) {
      assert.equal(
        count(result, `${row.key}!${column.key}`),
        expected(fixture, (deal) => deal.StageName === row.value && deal.OwnerId === column.value)
      );
    }
    assert.equal(
      count(result, `${row.key}!T`),
      expected(fixture, (deal) => deal.StageName === row.value)
    );
  }
  for (const column of result.groupingsAcross.groupings)
    assert.equal(
      count(result, `T!${column.key}`),
      expected(fixture, (deal) => deal.OwnerId === column.value)
    );
  assert.equal(Object.keys(result.factMap).length, (4 + 1) * (2 + 1));
});

test('inner groups carry keys of the path to them and rows of their own only', () => {
  const { result, fixture } = run({ groups: down('STAGE_NAME') + down('Opportunity.Size__c'), details: true });
  const outer = result.groupingsDown.groupings[1];
  const inner = outer?.groupings[2];
  assert.equal(inner?.key, '1_2');
  assert.equal(
    count(result, '1_2!T'),
    expected(fixture, (deal) => deal.StageName === outer?.value && deal.Size__c === inner?.value)
  );
  assert.equal(result.factMap['1_2!T']?.rows?.length, count(result, '1_2!T'));
  assert.deepEqual(result.factMap['1!T']?.rows, []);
});

test('groups of a picklist follow its order, blank comes first and is labelled with a dash', () => {
  const { result } = run({ groups: down('Opportunity.Size__c') });
  assert.deepEqual(
    result.groupingsDown.groupings.map((group) => [group.value, group.label]),
    [
      [null, '-'],
      ['small', '小'],
      ['large', '大'],
      ['mid', '中']
    ]
  );
});

test('descending groups and groups ordered by a summary stand the other way round', () => {
  const descending = run({ groups: down('STAGE_NAME', 'Day', 'Desc') }).result;
  assert.equal(descending.groupingsDown.groupings[0]?.value, 'Closed Lost');
  const { result } = run({
    groups: down('STAGE_NAME', 'Day', 'Desc', '<aggregateType>RowCount</aggregateType>')
      .replace('<sortOrder>', '<sortByName>RowCount</sortByName><sortOrder>')
      .replace('</sortOrder>', '</sortOrder><sortType>Aggregate</sortType>')
  });
  const counts = result.groupingsDown.groupings.map((group) => Number(count(result, `${group.key}!T`)));
  assert.deepEqual(
    counts,
    [...counts].sort((left, right) => right - left)
  );
});

test('moments group by the day of the office, not by that of UTC', () => {
  const { result, fixture } = run({ groups: down('CREATED_DATE', 'Day') });
  const days = new Map<string, number>();
  for (const row of fixture.rows) {
    const day = new Date(Date.parse(row.CreatedDate) + 9 * 3_600_000).toISOString().slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  assert.deepEqual(
    result.groupingsDown.groupings.map((group) => [group.value, count(result, `${group.key}!T`)]),
    [...days].sort(([left], [right]) => left.localeCompare(right))
  );
});

test('filters compare as the rows say: lists, blank by an empty entry, labels of picklists, numbers, text', () => {
  const cases: [string, string, string, (row: Deal) => boolean][] = [
    ['STAGE_NAME', 'equals', 'Prospecting,Closed Won', (row) => ['Prospecting', 'Closed Won'].includes(row.StageName)],
    ['STAGE_NAME', 'equals', '見込み調査', (row) => row.StageName === 'Prospecting'],
    ['STAGE_NAME', 'notEqual', 'Prospecting', (row) => row.StageName !== 'Prospecting'],
    ['Opportunity.Size__c', 'equals', ',small', (row) => row.Size__c === null || row.Size__c === 'small'],
    ['Opportunity.Size__c', 'notEqual', 'small', (row) => row.Size__c !== 'small'],
    ['Opportunity.Size__c', 'notEqual', '', (row) => row.Size__c !== null],
    ['AMOUNT', 'greaterThan', '40000', (row) => row.Amount !== null && row.Amount > 40000],
    ['AMOUNT', 'lessOrEqual', '40000', (row) => row.Amount !== null && row.Amount <= 40000],
    ['AMOUNT', 'equals', '', (row) => row.Amount === null],
    ['OPPORTUNITY_NAME', 'contains', 'eal 01', (row) => row.Name.includes('eal 01')],
    ['OPPORTUNITY_NAME', 'notContain', '1', (row) => !row.Name.includes('1')],
    ['OPPORTUNITY_NAME', 'startsWith', 'deal 02', (row) => row.Name.startsWith('Deal 02')],
    ['OPPORTUNITY_NAME', 'contains', '%', () => false],
    ['FULL_NAME', 'equals', '鈴木 花子', (row) => row.OwnerId !== ADMIN_USER_ID],
    ['CLOSED', 'equals', '0', (row) => !row.StageName.startsWith('Closed')],
    ['WON', 'equals', '1', (row) => row.StageName === 'Closed Won'],
    ['ACCOUNT_NAME', 'equals', '"北山工業",ほか', (row) => row.AccountId !== null && Number(row.Name.slice(5)) % 2 === 0],
    ['Opportunity.Tags__c', 'includes', 'blue', (row) => row.Tags__c === 'red;blue'],
    ['Opportunity.Tags__c', 'includes', 'green,blue', (row) => row.Tags__c === 'green' || row.Tags__c === 'red;blue'],
    ['Opportunity.Tags__c', 'includes', 'red;blue', (row) => row.Tags__c === 'red;blue'],
    ['Opportunity.Tags__c', 'excludes', 'red', (row) => !String(row.Tags__c ?? '').includes('red')],
    ['CLOSE_DATE', 'equals', 'THIS_YEAR', (row) => row.CloseDate.startsWith('2026')],
    ['CLOSE_DATE', 'greaterThan', '2027-01-31', (row) => row.CloseDate > '2027-01-31'],
    ['CREATED_DATE', 'equals', 'TODAY', (row) => row.CreatedDate >= '2026-11-22T15:00' && row.CreatedDate < '2026-11-23T15:00'],
    ['CREATED_DATE', 'lessThan', 'YESTERDAY', (row) => row.CreatedDate < '2026-11-21T15:00']
  ];
  const { fixture } = run({ groups: down('STAGE_NAME') });
  const trial = findReport(fixture.org, 'Trial');
  assert.ok(trial);
  for (const [column, operator, value, matches] of cases) {
    const filter = { criteriaItems: [{ column, operator, value }] } as ReportDef['filter'];
    assert.equal(
      count(runReport(fixture.org, ADMIN_USER_ID, { ...trial, filter })),
      expected(fixture, matches),
      `${column} ${operator} ${value}`
    );
  }
});

test('filter logic joins the filters by their numbers', () => {
  const filters: [string, string, string][] = [
    ['STAGE_NAME', 'equals', 'Closed Won'],
    ['AMOUNT', 'greaterThan', '50000'],
    ['Opportunity.Size__c', 'equals', 'large']
  ];
  const { result, fixture } = run({ groups: down('STAGE_NAME'), filter: criteria(filters, '1 OR (2 AND 3)') });
  assert.equal(
    count(result),
    expected(fixture, (row) => row.StageName === 'Closed Won' || ((row.Amount ?? 0) > 50000 && row.Size__c === 'large'))
  );
});

test('the standard date filter takes whole days of the office, both ends included', () => {
  const custom = run({
    groups: down('STAGE_NAME'),
    frame:
      '<timeFrameFilter><dateColumn>CREATED_DATE</dateColumn><endDate>2026-11-20</endDate><interval>INTERVAL_CUSTOM</interval><startDate>2026-11-18</startDate></timeFrameFilter>'
  });
  assert.equal(
    count(custom.result),
    expected(custom.fixture, (row) => row.CreatedDate >= '2026-11-17T15:00' && row.CreatedDate < '2026-11-20T15:00')
  );
  const month = run({
    groups: down('STAGE_NAME'),
    frame: '<timeFrameFilter><dateColumn>CLOSE_DATE</dateColumn><interval>INTERVAL_THISMONTH</interval></timeFrameFilter>'
  });
  assert.ok(expected(month.fixture, (row) => row.CloseDate.startsWith('2026-11')) > 0);
  assert.equal(
    count(month.result),
    expected(month.fixture, (row) => row.CloseDate.startsWith('2026-11'))
  );
});

test('scope and the parameters of the old wizard narrow the rows', () => {
  const mine = run({ groups: down('STAGE_NAME'), scope: 'user' });
  assert.equal(
    count(mine.result),
    expected(mine.fixture, (row) => row.OwnerId === ADMIN_USER_ID)
  );
  const open = run({
    groups: down('STAGE_NAME'),
    params:
      '<params><name>open</name><value>open</value></params><params><name>probability</name><value>&gt;0</value></params><params><name>co</name><value>1</value></params>'
  });
  assert.equal(
    count(open.result),
    expected(open.fixture, (row) => !row.StageName.startsWith('Closed'))
  );
});

test('detail cells show values as a Japanese user reads them and lead to their records', () => {
  const { result, fixture } = run({
    columns:
      '<columns><field>OPPORTUNITY_NAME</field></columns><columns><field>ACCOUNT_NAME</field></columns><columns><field>AMOUNT</field></columns><columns><field>CLOSE_DATE</field></columns><columns><field>CREATED_DATE</field></columns><columns><field>STAGE_NAME</field></columns><columns><field>Opportunity.Tags__c</field></columns>',
    format: 'Tabular',
    details: true
  });
  const rows = result.factMap['T!T']?.rows ?? [];
  assert.equal(rows.length, fixture.rows.length);
  const row = fixture.rows[4];
  const cells = rows[4]?.dataCells;
  assert.equal(cells?.[0]?.label, 'Deal 004');
  assert.equal(cells?.[0]?.value, row?.Id);
  assert.equal(cells?.[1]?.recordId, row?.AccountId);
  assert.equal(cells?.[2]?.label, `¥${(row?.Amount ?? 0).toLocaleString('en-US')}`);
  assert.equal(cells?.[3]?.label, row?.CloseDate.replaceAll('-', '/'));
  assert.equal(cells?.[4]?.label, '2026/11/16 10:00');
  assert.match(cells?.[6]?.label ?? '', /^(-|赤|赤;青|緑)$/);
});

test('a tabular report keeps as many rows as its limit says, the first in its order', () => {
  const { result, fixture } = run({
    format: 'Tabular',
    details: true,
    columns: '<columns><field>OPPORTUNITY_NAME</field></columns><columns><field>CLOSE_DATE</field></columns>',
    frame: `<sortColumn>CLOSE_DATE</sortColumn><sortOrder>Desc</sortOrder>${ALL_TIME}`,
    params: '',
    scope: 'organization'
  });
  const newest = fixture.rows
    .map((row) => row.CloseDate)
    .sort()
    .reverse();
  const dates = (from: ReportResult): unknown[] => (from.factMap['T!T']?.rows ?? []).map((row) => row.dataCells[1]?.value);
  assert.deepEqual(dates(result), newest);
  const trial = findReport(fixture.org, 'Trial');
  assert.ok(trial);
  const limited = runReport(fixture.org, ADMIN_USER_ID, { ...trial, rowLimit: 5 });
  assert.deepEqual(dates(limited), newest.slice(0, 5));
  assert.equal(count(limited), 5);
});

test('what the engine does not compute is refused by its name', () => {
  const { fixture } = run({ groups: down('STAGE_NAME') });
  const trial = findReport(fixture.org, 'Trial');
  assert.ok(trial);
  const refused = (change: object, message: RegExp): void => {
    assert.throws(() => runReport(fixture.org, ADMIN_USER_ID, { ...trial, ...change } as ReportDef), message);
  };
  for (const chartType of ['Scatter', 'ScatterGrouped', 'Bubble', 'VerticalColumnLine', 'Plugin'])
    refused({ chart: { chartType } }, new RegExp(`not supported: chart type ${chartType} in reports`));
  refused({ aggregateFilters: [{}] }, /not supported: aggregateFilters in reports/);
  const bucket = { bucketType: 'picklist', developerName: 'B', masterLabel: 'B', sourceColumnName: 'NO_SUCH', values: [] };
  refused({ buckets: [bucket] }, /not supported: bucket B of column NO_SUCH/);
  refused({ buckets: [{ ...bucket, bucketType: 'number', sourceColumnName: 'STAGE_NAME' }] }, /not supported: number bucket B/);
  const cross = { operation: 'with', primaryTableColumn: 'ACCOUNT_ID', relatedTable: 'Contact', relatedTableJoinColumn: 'Account' };
  refused({ crossFilters: [{ ...cross, relatedTable: 'Part__c' }] }, /not supported: relatedTable Part__c in a cross filter/);
  refused(
    { crossFilters: [{ ...cross, relatedTableJoinColumn: 'Owner' }] },
    /not supported: relatedTableJoinColumn Owner in a cross filter/
  );
  const formula = { developerName: 'CDF1', label: 'F', dataType: 'Double', scale: 0, calculatedFormula: 'AMOUNT * NO_SUCH' };
  refused({ customDetailFormulas: [formula] }, /not supported: NO_SUCH in row-level formula CDF1/);
  refused({ customDetailFormulas: [formula, formula] }, /not supported: more than one row-level formula/);
  refused({ format: 'MultiBlock' }, /not supported: joined reports/);
  refused({ reportType: 'Deals_with_Parts__c' }, /not supported: report type Deals_with_Parts__c/);
  refused({ scope: 'team' }, /not supported: report scope team/);
  refused({ columns: [{ field: 'NO_SUCH', aggregateTypes: [] }] }, /not supported: report column NO_SUCH of report type Opportunity/);
  refused(
    { filter: { criteriaItems: [{ column: 'AMOUNT', operator: 'equals', value: 'EXP_AMOUNT', columnToColumn: true }] } },
    /not supported: columnToColumn/
  );
  refused(
    { filter: { criteriaItems: [{ column: 'CLOSE_DATE', operator: 'equals', value: '1/2/2026' }] } },
    /not supported: date value 1\/2\/2026/
  );
  refused(
    {
      aggregates: [
        {
          developerName: 'FORMULA1',
          masterLabel: 'F',
          datatype: 'number',
          isActive: true,
          calculatedFormula: 'PREVGROUPVAL(RowCount, STAGE_NAME)'
        }
      ]
    },
    /not supported: PREVGROUPVAL/
  );
});

test('a summary formula is computed from the summaries of each group', () => {
  const formula =
    '<aggregates><calculatedFormula>WON:SUM/CLOSED:SUM</calculatedFormula><datatype>percent</datatype><developerName>FORMULA1</developerName><isActive>true</isActive><isCrossBlock>false</isCrossBlock><masterLabel>成約率</masterLabel><scale>1</scale></aggregates>';
  const { result, fixture } = run({ middle: formula, groups: down('FULL_NAME') });
  const index = result.reportMetadata.aggregates.indexOf('FORMULA1');
  for (const group of result.groupingsDown.groupings) {
    const own = fixture.rows.filter((row) => row.OwnerId === group.value);
    const closed = own.filter((row) => row.StageName.startsWith('Closed')).length;
    const won = own.filter((row) => row.StageName === 'Closed Won').length;
    const value = Number(result.factMap[`${group.key}!T`]?.aggregates[index]?.value);
    assert.ok(Math.abs(value - (won / closed) * 100) < 1e-9);
    assert.equal(result.factMap[`${group.key}!T`]?.aggregates[index]?.label, `${value.toFixed(1)}%`);
  }
});

test('a detail column that the user may not see is left out, a grouping or filter by it is refused', () => {
  const details = run({
    columns: '<columns><field>OPPORTUNITY_NAME</field></columns><columns><field>Opportunity.Hidden__c</field></columns>',
    groups: down('STAGE_NAME')
  }).result;
  assert.deepEqual(details.reportMetadata.detailColumns, ['OPPORTUNITY_NAME']);
  assert.throws(
    () => run({ groups: down('Opportunity.Hidden__c') }),
    (error: unknown) => error instanceof ApiError && error.errorCode === 'INSUFFICIENT_ACCESS' && error.message.includes('非公開の数')
  );
  assert.throws(() => run({ groups: down('STAGE_NAME'), filter: criteria([['Opportunity.Hidden__c', 'equals', '1']]) }), /非公開の数/);
});

test('a description names the columns of the report type with their labels and values', () => {
  const { fixture } = run({ groups: down('STAGE_NAME') });
  const trial = findReport(fixture.org, 'Trial');
  assert.ok(trial);
  const { reportTypeMetadata } = describeReport(fixture.org, ADMIN_USER_ID, trial) as {
    reportTypeMetadata: { categories: { columns: Record<string, { label: string; filterValues: { name: string }[] }> }[] };
  };
  const columns = reportTypeMetadata.categories[0]?.columns;
  assert.equal(columns?.STAGE_NAME?.label, 'フェーズ');
  assert.deepEqual(
    columns?.['Opportunity.Size__c']?.filterValues.map((value) => value.name),
    ['small', 'large', 'mid']
  );
});

test('every column of the report types that this org knows can be read', () => {
  const { fixture } = run({ groups: down('STAGE_NAME') });
  for (const name of Object.keys(REPORT_TYPES)) {
    const type = reportType(fixture.org.catalog, name);
    assert.ok(type, name);
    for (const column of type.columns.values()) {
      const source = reportSource(fixture.org, type, ADMIN_USER_ID);
      const sql = column.expression(source, fixture.org);
      assert.doesNotThrow(() => fixture.org.db.prepare(`SELECT ${sql} AS value FROM ${source.from()}`).all(), `${name} ${column.name}`);
    }
  }
});
