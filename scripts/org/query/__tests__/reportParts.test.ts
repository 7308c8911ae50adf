/** Buckets, row-level formulas, cross filters, formulas over levels, and reports too large to show whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ReportDef } from '../../metadata/catalog.ts';
import { ADMIN_USER_ID } from '../../org.ts';
import { accessOf } from '../../records/access.ts';
import { newId } from '../../records/ids.ts';
import { insertRow } from '../../records/rows.ts';
import { groupRows } from '../reportFacts.ts';
import { planReport } from '../reportPlan.ts';
import { readReportRows, readSummedRows } from '../reportRows.ts';
import { findReport, runReport, type ReportResult } from '../reports.ts';
import { analyticsOrg, folder, report, type Deal, type Fixture } from './analyticsFixtures.ts';

const BODY =
  '<columns><field>OPPORTUNITY_NAME</field></columns><format>Summary</format><groupingsDown><dateGranularity>Day</dateGranularity><field>STAGE_NAME</field><sortOrder>Asc</sortOrder></groupingsDown><name>試験</name><reportType>Opportunity</reportType><scope>organization</scope><showDetails>false</showDetails>';

function fixtureOf(count = 60): { fixture: Fixture; trial: ReportDef } {
  const fixture = analyticsOrg({ 'reports/Board-meta.xml': folder('Report', 'Board'), 'reports/Board/Trial.report': report(BODY) }, count);
  const trial = findReport(fixture.org, 'Trial');
  assert.ok(trial);
  return { fixture, trial };
}

const run = (fixture: Fixture, definition: ReportDef, details = false): ReportResult =>
  runReport(fixture.org, ADMIN_USER_ID, definition, { includeDetails: details });

const value = (result: ReportResult, key: string, aggregate: string): unknown =>
  result.factMap[key]?.aggregates[result.reportMetadata.aggregates.indexOf(aggregate)]?.value;

const grouping = (field: string, dateGranularity = 'Day') =>
  ({ field, sortOrder: 'Asc', dateGranularity }) as ReportDef['groupingsDown'][number];

const counts = (result: ReportResult): Record<string, unknown> =>
  Object.fromEntries(result.groupingsDown.groupings.map((group) => [group.label, value(result, `${group.key}!T`, 'RowCount')]));

/** Groups of rows by what the test says of each. */
function expected(rows: Deal[], of: (row: Deal) => string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const row of rows) found[of(row)] = (found[of(row)] ?? 0) + 1;
  return found;
}

test('a number bucket takes what is over its start up to its end, blank as zero where it says so', () => {
  const { fixture, trial } = fixtureOf(97);
  const bucket = (nullTreatment: 'n' | 'z'): ReportDef => ({
    ...trial,
    buckets: [
      {
        bucketType: 'number',
        developerName: 'BucketField_1',
        masterLabel: '金額帯',
        nullTreatment,
        sourceColumnName: 'AMOUNT',
        useOther: false,
        values: [
          { value: '小', sourceValues: [{ to: '21000' }] },
          { value: '中', sourceValues: [{ from: '21000', to: '61000' }] },
          { value: '大', sourceValues: [{ from: '61000' }] }
        ]
      }
    ],
    groupingsDown: [grouping('BucketField_1')]
  });
  const size = (amount: number): string => (amount <= 21000 ? '小' : amount <= 61000 ? '中' : '大');
  assert.ok(
    fixture.rows.some((row) => row.Amount === 21000 || row.Amount === 61000),
    'the rows lie on the borders too'
  );
  assert.deepEqual(
    counts(run(fixture, bucket('n'))),
    expected(fixture.rows, (row) => (row.Amount === null ? '-' : size(row.Amount)))
  );
  const zero = run(fixture, bucket('z'));
  assert.deepEqual(
    counts(zero),
    expected(fixture.rows, (row) => size(row.Amount ?? 0))
  );
  // Groups stand in the order of the buckets.
  assert.deepEqual(Object.keys(counts(zero)), ['小', '中', '大']);
});

test('a bucket of a picklist names its classes, takes labels for values, and puts the rest aside', () => {
  const { fixture, trial } = fixtureOf();
  const bucket = (useOther: boolean): ReportDef => ({
    ...trial,
    buckets: [
      {
        bucketType: 'picklist',
        developerName: 'BucketField_2',
        masterLabel: '大きさ',
        nullTreatment: 'n',
        otherBucketLabel: '残り',
        sourceColumnName: 'Opportunity.Size__c',
        useOther,
        values: [{ value: '両端', sourceValues: [{ sourceValue: 'small' }, { sourceValue: '大' }] }]
      }
    ],
    groupingsDown: [grouping('BucketField_2')],
    filter: { criteriaItems: [{ column: 'BucketField_2', operator: 'notEqual', value: '' }] }
  });
  const ends = fixture.rows.filter((row) => row.Size__c === 'small' || row.Size__c === 'large').length;
  const middle = fixture.rows.filter((row) => row.Size__c === 'mid').length;
  assert.deepEqual(counts(run(fixture, bucket(true))), { 両端: ends, 残り: middle });
  assert.deepEqual(counts(run(fixture, bucket(false))), { 両端: ends });
});

test('a row-level formula is a column: shown, summed, grouped and filtered by', () => {
  const { fixture, trial } = fixtureOf();
  const formula = (calculatedFormula: string, dataType: string): ReportDef['customDetailFormulas'] => [
    { calculatedFormula, dataType, developerName: 'CDF1', label: '式', scale: 1 }
  ];
  const summed = run(fixture, {
    ...trial,
    customDetailFormulas: formula('Opportunity.Points__c * 2 + 1', 'Double'),
    columns: [{ field: 'CDF1', aggregateTypes: ['Sum'] }]
  });
  const total = fixture.rows.reduce((sum, row) => sum + Number(row['Points__c'] ?? 0) * 2 + 1, 0);
  assert.equal(value(summed, 'T!T', 's!CDF1'), total);
  const grouped = run(fixture, {
    ...trial,
    customDetailFormulas: formula('IF(ISPICKVAL(STAGE_NAME, "Closed Won"), "勝", "他")', 'Text'),
    groupingsDown: [grouping('CDF1')]
  });
  assert.deepEqual(
    counts(grouped),
    expected(fixture.rows, (row) => (row.StageName === 'Closed Won' ? '勝' : '他'))
  );
  // What SQL does not express is computed row by row.
  const long = { ...trial, customDetailFormulas: formula('LEN(OPPORTUNITY_NAME) * 0.5', 'Double') };
  const filtered = run(fixture, { ...long, filter: { criteriaItems: [{ column: 'CDF1', operator: 'equals', value: '4' }] } });
  assert.equal(value(filtered, 'T!T', 'RowCount'), fixture.rows.filter((row) => row.Name.length === 8).length);
});

test('a cross filter keeps the records with related records, or without, that meet its conditions', () => {
  const { fixture, trial } = fixtureOf();
  const [first] = fixture.accounts as [string, string];
  for (const [subject, status, about] of [
    ['電話', 'Completed', fixture.rows[0]],
    ['電話', 'Not Started', fixture.rows[1]],
    ['手紙', 'Completed', fixture.rows[1]]
  ] as const)
    insertRow(fixture.org, 'Task', newId(fixture.org, '00T'), {
      Subject: subject,
      Status: status,
      WhatId: about?.Id ?? null,
      AccountId: first
    });
  insertRow(fixture.org, 'Event', newId(fixture.org, '00U'), { Subject: '面談', WhatId: fixture.rows[2]?.Id ?? null });
  const cross = (
    operation: 'with' | 'without',
    criteriaItems: ReportDef['crossFilters'][number]['criteriaItems'] = [],
    relatedTable = 'Task'
  ): unknown =>
    value(
      run(fixture, {
        ...trial,
        crossFilters: [{ operation, primaryTableColumn: 'OPPORTUNITY_ID', relatedTable, relatedTableJoinColumn: 'What', criteriaItems }]
      }),
      'T!T',
      'RowCount'
    );
  assert.equal(cross('with'), 2);
  assert.equal(cross('without'), fixture.rows.length - 2);
  assert.equal(cross('with', [{ column: 'Subject', operator: 'equals', value: '手紙' }]), 1);
  assert.equal(cross('without', [{ column: 'Status', operator: 'equals', value: 'Not Started' }]), fixture.rows.length - 1);
  assert.equal(cross('with', [], 'Activity'), 3);
});

test('a formula may look at the level above, and be shown at one level only', () => {
  const { fixture, trial } = fixtureOf();
  const definition: ReportDef = {
    ...trial,
    groupingsDown: [grouping('FULL_NAME'), grouping('STAGE_NAME')],
    aggregates: [
      ['SHARE', 'RowCount / PARENTGROUPVAL(RowCount, FULL_NAME)', 'STAGE_NAME'],
      ['OFFICE', 'RowCount / PARENTGROUPVAL(RowCount, GRAND_SUMMARY)', 'FULL_NAME'],
      ['ALL', 'RowCount * 2', 'GRAND_SUMMARY']
    ].map(([developerName, calculatedFormula, downGroupingContext]) => ({
      developerName: developerName as string,
      calculatedFormula: calculatedFormula as string,
      downGroupingContext: downGroupingContext as string,
      masterLabel: 'F',
      datatype: 'percent',
      isActive: true,
      scale: 1
    }))
  };
  const result = run(fixture, definition);
  const of = (owner: string, stage?: string): number =>
    fixture.rows.filter((row) => row.OwnerId === owner && (stage === undefined || row.StageName === stage)).length;
  for (const owner of result.groupingsDown.groupings) {
    const id = String(owner.value);
    assert.equal(value(result, `${owner.key}!T`, 'SHARE'), null);
    assert.ok(Math.abs(Number(value(result, `${owner.key}!T`, 'OFFICE')) - (of(id) / fixture.rows.length) * 100) < 1e-9);
    for (const stage of owner.groupings)
      assert.ok(Math.abs(Number(value(result, `${stage.key}!T`, 'SHARE')) - (of(id, String(stage.value)) / of(id)) * 100) < 1e-9);
  }
  assert.equal(value(result, 'T!T', 'OFFICE'), null);
  assert.equal(value(result, 'T!T', 'ALL'), fixture.rows.length * 200);
});

test('a matrix formula looks at the totals of its row and of its column', () => {
  const { fixture, trial } = fixtureOf();
  const result = run(fixture, {
    ...trial,
    format: 'Matrix',
    groupingsAcross: [grouping('FULL_NAME')],
    aggregates: [
      {
        developerName: 'ROW',
        calculatedFormula: 'RowCount / PARENTGROUPVAL(RowCount, STAGE_NAME, COLUMN_GRAND_SUMMARY)',
        masterLabel: 'F',
        datatype: 'number',
        isActive: true,
        scale: 2
      }
    ]
  });
  for (const row of result.groupingsDown.groupings)
    for (const column of result.groupingsAcross.groupings) {
      const own = Number(value(result, `${row.key}!${column.key}`, 'RowCount'));
      const all = Number(value(result, `${row.key}!T`, 'RowCount'));
      assert.ok(Math.abs(Number(value(result, `${row.key}!${column.key}`, 'ROW')) - own / all) < 1e-9);
    }
});

test('sums made by SQLite are those of the rows, and groups add up to the total', () => {
  const { fixture, trial } = fixtureOf(400);
  const fields = ['STAGE_NAME', 'FULL_NAME', 'ACCOUNT_NAME', 'Opportunity.Size__c', 'CLOSE_DATE', 'CREATED_DATE', 'CLOSED', 'PROBABILITY'];
  const granularities = ['Day', 'Week', 'Month', 'Quarter', 'Year', 'FiscalQuarter', 'FiscalYear', 'MonthInYear', 'DayInMonth'];
  const kinds = ['Sum', 'Average', 'Maximum', 'Minimum', 'Unique'] as const;
  const access = accessOf(fixture.org, ADMIN_USER_ID);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...fields), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...granularities),
      fc.subarray([...kinds]),
      fc.constantFrom('AMOUNT', 'Opportunity.Points__c'),
      (groups, granularity, aggregateTypes, column) => {
        const definition: ReportDef = {
          ...trial,
          columns: [{ field: column, aggregateTypes }],
          groupingsDown: groups.map((field) => grouping(field, granularity))
        };
        const plan = planReport(fixture.org, access, definition);
        const summed = readSummedRows(fixture.org, access, ADMIN_USER_ID, plan);
        assert.ok(summed);
        const rows = readReportRows(fixture.org, access, ADMIN_USER_ID, plan);
        const labels = (found: typeof rows): unknown => groupRows(fixture.org, plan, 'down', found).map((node) => [node.label, node.value]);
        assert.deepEqual(labels(summed), labels(rows));
        const result = run(fixture, definition);
        const withDetails = run(fixture, definition, true);
        for (const [key, fact] of Object.entries(result.factMap))
          assert.deepEqual(fact.aggregates, withDetails.factMap[key]?.aggregates, key);
        const total = result.groupingsDown.groupings.reduce((sum, group) => sum + Number(value(result, `${group.key}!T`, 'RowCount')), 0);
        assert.equal(total, value(result, 'T!T', 'RowCount'));
        assert.equal(total, fixture.rows.length);
        if (aggregateTypes.includes('Sum')) {
          const sums = result.groupingsDown.groupings.reduce(
            (sum, group) => sum + Number(value(result, `${group.key}!T`, `s!${column}`)),
            0
          );
          assert.ok(Math.abs(sums - Number(value(result, 'T!T', `s!${column}`))) < 1e-6);
        }
      }
    ),
    { numRuns: 120 }
  );
});

test('a report of more rows than an answer carries counts them all and shows the first of its order', () => {
  const { fixture, trial } = fixtureOf(2100);
  const result = run(fixture, { ...trial, sortColumn: 'CLOSE_DATE', sortOrder: 'Desc' }, true);
  assert.equal(result.allData, false);
  assert.equal(value(result, 'T!T', 'RowCount'), 2100);
  const shown = Object.values(result.factMap).reduce((sum, fact) => sum + (fact.rows?.length ?? 0), 0);
  assert.equal(shown, 2000);
  const whole = run(fixture, trial, true);
  const [first] = whole.groupingsDown.groupings;
  assert.equal(whole.factMap[`${first?.key}!T`]?.rows?.length, value(whole, `${first?.key}!T`, 'RowCount'));
});
