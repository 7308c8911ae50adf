/** What holds of every report: groups add up to their totals on both axes and in any order, nobody sees a field that is not theirs,
 * and a record is counted in one period, that of its day in the office. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { ApiError } from '../../http/router.ts';
import type { ReportDef } from '../../metadata/catalog.ts';
import { ADMIN_USER_ID } from '../../org.ts';
import { forgetAccess } from '../../records/access.ts';
import { newId } from '../../records/ids.ts';
import { insertRow, updateRow } from '../../records/rows.ts';
import { overridden } from '../reportOverride.ts';
import { describeReport, findReport, runReport, type ReportMetadata, type ReportResult, type ResultGrouping } from '../reports.ts';
import { analyticsOrg, folder, report, type Fixture } from './analyticsFixtures.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const BODY =
  '<columns><field>OPPORTUNITY_NAME</field></columns><format>Summary</format><groupingsDown><dateGranularity>Day</dateGranularity><field>STAGE_NAME</field><sortOrder>Asc</sortOrder></groupingsDown><name>試験</name><reportType>Opportunity</reportType><scope>organization</scope><showDetails>false</showDetails>';
const CUSTOM = ['Points__c', 'Size__c', 'Tags__c', 'Hidden__c'];

/** One permission set per field, so that any of them may be granted alone. */
const permissionSets = Object.fromEntries(
  CUSTOM.map((field) => {
    const name = `Sees_${field.replace('__c', '')}`;
    const grant = `<fieldPermissions><editable>false</editable><field>Opportunity.${field}</field><readable>true</readable></fieldPermissions>`;
    const xml = `<?xml version="1.0" encoding="UTF-8"?><PermissionSet ${NS}>${grant}<hasActivationRequired>false</hasActivationRequired><label>${name}</label></PermissionSet>`;
    return [`permissionsets/${name}.permissionset`, xml];
  })
);

let fixture: Fixture;
let trial: ReportDef;

before(() => {
  fixture = analyticsOrg(
    { 'reports/Board-meta.xml': folder('Report', 'Board'), 'reports/Board/Trial.report': report(BODY), ...permissionSets },
    150
  );
  const found = findReport(fixture.org, 'Trial');
  assert.ok(found);
  trial = found;
});

const run = (definition: ReportDef, userId = ADMIN_USER_ID, includeDetails = false): ReportResult =>
  runReport(fixture.org, userId, definition, { includeDetails });
const number = (result: ReportResult, key: string, aggregate: string): number =>
  Number(result.factMap[key]?.aggregates[result.reportMetadata.aggregates.indexOf(aggregate)]?.value ?? 0);

const FIELDS = ['STAGE_NAME', 'FULL_NAME', 'ACCOUNT_NAME', 'Opportunity.Size__c', 'CLOSE_DATE', 'CLOSED'];
const grouping = (field: string, dateGranularity = 'Month') =>
  ({ field, sortOrder: 'Asc', dateGranularity }) as ReportDef['groupingsDown'][number];
const near = (left: number, right: number): boolean => Math.abs(left - right) < 1e-6;

/** Groups of an axis with those below them, and the total of the axis. */
const nodes = (groupings: ResultGrouping[]): { key: string; below: string[] }[] => [
  { key: 'T', below: groupings.map(({ key }) => key) },
  ...(function walk(list: ResultGrouping[]): { key: string; below: string[] }[] {
    return list.flatMap((group) => [{ key: group.key, below: group.groupings.map(({ key }) => key) }, ...walk(group.groupings)]);
  })(groupings)
];

test('counts and sums of groups are those of the group above them, on both axes of a matrix', () => {
  const axes = fc.uniqueArray(fc.constantFrom(...FIELDS), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(axes, fc.integer({ min: 1, max: 2 }), (fields, split) => {
      const result = run({
        ...trial,
        format: 'Matrix',
        columns: [{ field: 'AMOUNT', aggregateTypes: ['Sum'] }],
        groupingsDown: fields.slice(0, Math.min(split, fields.length - 1)).map((field) => grouping(field)),
        groupingsAcross: fields.slice(Math.min(split, fields.length - 1), split + 2).map((field) => grouping(field))
      });
      const down = nodes(result.groupingsDown.groupings);
      const across = nodes(result.groupingsAcross.groupings);
      for (const aggregate of ['RowCount', 's!AMOUNT']) {
        const sum = (keys: string[]): number => keys.reduce((total, key) => total + number(result, key, aggregate), 0);
        for (const vertical of down)
          for (const horizontal of across) {
            const own = number(result, `${vertical.key}!${horizontal.key}`, aggregate);
            if (vertical.below.length) assert.ok(near(own, sum(vertical.below.map((key) => `${key}!${horizontal.key}`))), aggregate);
            if (horizontal.below.length) assert.ok(near(own, sum(horizontal.below.map((key) => `${vertical.key}!${key}`))), aggregate);
          }
      }
      assert.equal(number(result, 'T!T', 'RowCount'), fixture.rows.length);
      assert.ok(
        near(
          number(result, 'T!T', 's!AMOUNT'),
          fixture.rows.reduce((total, row) => total + (row.Amount ?? 0), 0)
        )
      );
    }),
    { numRuns: 60 }
  );
});

test('another order of groups moves them and changes no number of any', () => {
  const aggregates = ['RowCount', 's!AMOUNT', 'DEVIATION'];
  const definition: ReportDef = {
    ...trial,
    columns: [{ field: 'AMOUNT', aggregateTypes: ['Sum'] }],
    groupingsDown: ['FULL_NAME', 'STAGE_NAME'].map((field) => grouping(field)),
    aggregates: [
      {
        developerName: 'DEVIATION',
        masterLabel: '差',
        datatype: 'number',
        scale: 2,
        isActive: true,
        isCrossBlock: false,
        calculatedFormula: 'RowCount - PARENTGROUPVAL(RowCount, GRAND_SUMMARY) / 2',
        downGroupingContext: 'FULL_NAME'
      }
    ]
  };
  const saved = describeReport(fixture.org, ADMIN_USER_ID, definition).reportMetadata as ReportMetadata;
  const facts = (result: ReportResult): Map<string, unknown[]> => {
    const found = new Map<string, unknown[]>();
    const walk = (list: ResultGrouping[], path: unknown[]): void =>
      list.forEach((group) => {
        const own = [...path, group.value];
        found.set(
          JSON.stringify(own),
          aggregates.map((aggregate) => number(result, `${group.key}!T`, aggregate))
        );
        walk(group.groupings, own);
      });
    walk(result.groupingsDown.groupings, []);
    return found;
  };
  const usual = facts(run(definition));
  fc.assert(
    fc.property(fc.constantFrom(0, 1), fc.constantFrom(null, ...aggregates), fc.boolean(), (level, aggregate, descending) => {
      const groupingsDown = saved.groupingsDown.map((entry, index) =>
        index === level ? { ...entry, sortAggregate: aggregate, sortOrder: descending ? 'Desc' : 'Asc' } : entry
      );
      const result = run(overridden(definition, saved, { groupingsDown }));
      assert.deepEqual(new Map([...facts(result)].sort()), new Map([...usual].sort()));
      const siblings = level === 0 ? [result.groupingsDown.groupings] : result.groupingsDown.groupings.map((group) => group.groupings);
      if (aggregate === null) return;
      for (const list of siblings) {
        const values: number[] = list.map((group) => number(result, `${group.key}!T`, aggregate));
        assert.deepEqual(
          values,
          [...values].sort((left, right) => (descending ? right - left : left - right)),
          aggregate
        );
      }
    }),
    { numRuns: 40 }
  );
  assert.throws(
    () => overridden(definition, saved, { groupingsDown: [{ ...saved.groupingsDown[0], name: 'STAGE_NAME' }, saved.groupingsDown[1]] }),
    /not supported: other groupingsDown in a report run/
  );
  assert.throws(
    () => overridden(definition, saved, { groupingsDown: saved.groupingsDown.map((entry) => ({ ...entry, sortAggregate: 's!NO_SUCH' })) }),
    /not supported: groups in the order of s!NO_SUCH/
  );
});

/** Grants a user the reading of fields while something is done. */
function granted<T>(userId: string, fields: readonly string[], act: () => T): T {
  const { org } = fixture;
  const ids = fields.map((field) => {
    const name = `Sees_${field.replace('__c', '')}`;
    const set = org.db.prepare('SELECT "Id" AS id FROM "PermissionSet" WHERE "Name" = ?').get(name) as { id: string };
    const id = newId(org, '0Pa');
    insertRow(org, 'PermissionSetAssignment', id, { AssigneeId: userId, PermissionSetId: set.id });
    return id;
  });
  forgetAccess(org);
  try {
    return act();
  } finally {
    for (const id of ids) org.db.prepare('DELETE FROM "PermissionSetAssignment" WHERE "Id" = ?').run(id);
    forgetAccess(org);
  }
}

test('each user sees the columns that are theirs, and a condition, group or order by another one is refused by its label', () => {
  const { org, owners } = fixture;
  const userId = owners[1] as string;
  const label = (field: string): string => org.catalog.objects.get('Opportunity')?.fields.get(field)?.label ?? '';
  const refuses = (definition: ReportDef, field: string): void =>
    assert.throws(
      () => run(definition, userId),
      (error: unknown) => error instanceof ApiError && error.errorCode === 'INSUFFICIENT_ACCESS' && error.message.includes(label(field))
    );
  fc.assert(
    fc.property(fc.subarray(CUSTOM), fc.constantFrom(...CUSTOM), (visible, used) =>
      granted(userId, visible, () => {
        const columns = CUSTOM.map((field) => ({ field: `Opportunity.${field}`, aggregateTypes: [] }));
        const shown = run({ ...trial, columns }, userId, true);
        assert.deepEqual(
          shown.reportMetadata.detailColumns,
          visible.map((field) => `Opportunity.${field}`)
        );
        const written = JSON.stringify(shown);
        for (const field of CUSTOM) if (!visible.includes(field)) assert.ok(!written.includes(label(field)), `${field} is told`);
        const uses: ReportDef[] = [
          { ...trial, filter: { criteriaItems: [{ column: `Opportunity.${used}`, operator: 'notEqual', value: '' }] } } as ReportDef,
          { ...trial, groupingsDown: [grouping(`Opportunity.${used}`)] },
          { ...trial, sortColumn: `Opportunity.${used}` }
        ];
        for (const definition of uses) {
          if (visible.includes(used)) assert.ok(run(definition, userId).factMap['T!T']);
          else refuses(definition, used);
        }
      })
    ),
    { numRuns: 40 }
  );
});

/** The day of a moment in the office, by another way than the engine's. */
const officeDay = (moment: Date): string => new Date(moment.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);

test('a record that moves in time is counted in one period, that of its day in the office', () => {
  const { org, rows } = fixture;
  const moved = rows[0]?.Id ?? '';
  const halves: [string, string][] = [
    ['2025-04-01', '2025-09-30'],
    ['2025-10-01', '2026-03-31'],
    ['2026-04-01', '2026-09-30'],
    ['2026-10-01', '2027-03-31']
  ];
  const only = { filter: { criteriaItems: [{ column: 'OPPORTUNITY_NAME', operator: 'equals', value: 'Deal 000' }] } };
  const counted = (dateColumn: string): number[] =>
    halves.map(([startDate, endDate]) =>
      number(
        run({
          ...trial,
          ...only,
          timeFrameFilter: { dateColumn, interval: 'INTERVAL_CUSTOM', startDate, endDate }
        } as unknown as ReportDef),
        'T!T',
        'RowCount'
      )
    );
  const expected = (day: string): number[] => halves.map(([from, to]) => Number(from <= day && day <= to));
  // Moments all over two years, and some beside the midnights at which halves change.
  const midnights = ['2025-09-30T15:00:00Z', '2026-03-31T15:00:00Z', '2026-09-30T15:00:00Z'].map((text) => Date.parse(text));
  const moments = fc.oneof(
    fc.date({ min: new Date('2025-04-01T00:00:00Z'), max: new Date('2027-03-31T00:00:00Z'), noInvalidDate: true }),
    fc.tuple(fc.constantFrom(...midnights), fc.constantFrom(-1_000, 0, 1_000)).map(([at, shift]) => new Date(at + shift))
  );
  fc.assert(
    fc.property(moments, (moment) => {
      const day = officeDay(moment);
      updateRow(org, 'Opportunity', moved, { CreatedDate: moment.toISOString(), CloseDate: day });
      assert.deepEqual(counted('CREATED_DATE'), expected(day));
      assert.deepEqual(counted('CLOSE_DATE'), expected(day));
    }),
    { numRuns: 80 }
  );
});
