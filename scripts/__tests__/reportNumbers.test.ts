/**
 * Every report and every dashboard component shows what hand-written SQL over the same rows gives: two thousand candidates and cases
 * over two fiscal years, looked at on a working day and around the midnights at which years and halves change in Tokyo.
 *
 * `reportNumbers/<DeveloperName>.sql` is one SELECT per report. A report with groups: a row per leaf group that holds records, columns
 * `group1`, `group2` … with the labels shown (rows first, then columns; '-' for blank), `RowCount`, and one column per further
 * summary, named as the Analytics API names it (`"s!Lead.OfficeShare__c"`). A list: one row per line, column `id` = the record that
 * the line's first link leads to. Parameters are those of `reportNumbers/expected.ts`. SQL speaks of what the question means, in stored
 * columns only: no formula field of the package helps it.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { deployedOrg } from '../lib/deployedOrg.ts';
import { generateData } from '../lib/generatedData/index.ts';
import { isMovable } from '../org/clock.ts';
import type { ReportDef } from '../org/metadata/catalog.ts';
import { ADMIN_USER_ID, closeOrg, type Org } from '../org/org.ts';
import { dashboardResults } from '../org/query/dashboards.ts';
import { runReport, type ReportResult } from '../org/query/reports.ts';
import { save } from '../org/records/save.ts';
import { calendar, expectedRows, type ExpectedRow } from './reportNumbers/expected.ts';
import { groupRows, isGrouped, listedIds } from './reportNumbers/shown.ts';

const COUNT = Number(process.env.REPORT_NUMBERS_COUNT ?? 2_000);
const MADE_AT = '2027-11-18T02:00:00.000Z';
/** The records are made on the first; reports look at them from all of them. The clock goes on: midnight needs a minute. */
const MOMENTS = [
  MADE_AT,
  '2027-03-31T14:59:00.000Z',
  '2027-03-31T15:00:00.000Z',
  '2027-09-30T14:59:00.000Z',
  '2027-09-30T15:00:00.000Z',
  '2028-03-31T15:00:00.000Z'
];
/** Lines that a report shows at most. */
const MAX_ROWS = 2_000;
const PERMISSION_SETS = ['SupportOfficer', 'SupportManager', 'SupportAdmin'];

let org: Org;

before(async () => {
  org = await deployedOrg();
  moveTo(MADE_AT);
  generateData(org, ADMIN_USER_ID, { count: COUNT, distinct: COUNT });
  for (const name of PERMISSION_SETS) {
    const PermissionSetId = org.db.prepare('SELECT "Id" FROM "PermissionSet" WHERE "Name" = ?').get(name)?.Id;
    const values = { PermissionSetId, AssigneeId: ADMIN_USER_ID };
    save(org, ADMIN_USER_ID, [{ operation: 'insert', object: 'PermissionSetAssignment', values }], { allOrNone: true });
  }
});
after(() => closeOrg(org));

function moveTo(moment: string): Date {
  assert.ok(isMovable(org.clock));
  const now = new Date(moment);
  org.clock.moveTo(now);
  return now;
}

/** Numbers to six digits, so that sums in another order are the same. */
function rounded(row: ExpectedRow): string {
  return JSON.stringify(
    Object.entries(row)
      .map(([name, value]) => [name, typeof value === 'number' ? Number(value.toPrecision(9)) : value])
      .sort()
  );
}

const sorted = (rows: readonly ExpectedRow[]): string[] => rows.map(rounded).sort();

function assertSame(name: string, result: ReportResult, expected: readonly ExpectedRow[], moment: string): void {
  const rows = expected.reduce((sum, { RowCount }) => sum + Number(RowCount ?? 1), 0);
  // Lines are shown up to Salesforce's limit; groups and their summaries count all of them.
  if (result.hasDetailRows) assert.equal(result.allData, rows <= MAX_ROWS, `${name}: ${rows} rows`);
  if (!isGrouped(result) && expected.every((row) => 'id' in row)) {
    assert.deepEqual(listedIds(result), expected.map(({ id }) => String(id)).sort(), `${name} at ${moment}`);
    return;
  }
  assert.deepEqual(sorted(groupRows(result)), sorted(expected), `${name} at ${moment}`);
}

const reports = (): ReportDef[] => [...org.catalog.reports.values()];

test('every report has its SQL, and every SQL its report', () => {
  const files = readdirSync(new URL('./reportNumbers', import.meta.url)).filter((file) => file.endsWith('.sql'));
  assert.deepEqual(
    files.map((file) => file.replace(/\.sql$/, '')).sort(),
    reports()
      .map(({ developerName }) => developerName)
      .sort()
  );
});

test('every report shows the numbers of its SQL at each moment, and some at one of them', async (t) => {
  for (const report of reports()) {
    await t.test(report.developerName, () => {
      let shown = 0;
      for (const moment of MOMENTS) {
        const expected = expectedRows(org, report.developerName, calendar(moveTo(moment), ADMIN_USER_ID));
        shown += expected.length;
        assertSame(report.developerName, runReport(org, ADMIN_USER_ID, report, { includeDetails: true }), expected, moment);
      }
      assert.ok(shown > 0, 'The generated data leave this report empty: nothing was compared');
    });
  }
});

test('every component of every dashboard shows the numbers of its report', async (t) => {
  const now = moveTo(MADE_AT);
  for (const dashboard of org.catalog.dashboards.values()) {
    await t.test(dashboard.developerName, () => {
      const { componentData } = dashboardResults(org, ADMIN_USER_ID, dashboard, { refresh: true });
      assert.ok(componentData.length > 0);
      for (const { reportResult, status } of componentData) {
        assert.ok(reportResult, status.errorMessage ?? 'no result');
        const { developerName } = reportResult.reportMetadata;
        const expected = expectedRows(org, developerName, calendar(now, ADMIN_USER_ID));
        // A table of details has no groups, whatever its report has.
        if (isGrouped(reportResult) || expected.every((row) => 'id' in row)) assertSame(developerName, reportResult, expected, MADE_AT);
        else
          assert.equal(
            listedIds(reportResult).length,
            expected.reduce((sum, { RowCount }) => sum + Number(RowCount), 0),
            developerName
          );
      }
    });
  }
});
