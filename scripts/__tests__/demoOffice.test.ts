/** The sample data as `npm start` shows it: shared among fictitious officers, so that comparisons per officer say something. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shareAmongOfficers } from '../lib/demoOffice.ts';
import { closeOrg } from '../org/org.ts';
import { dashboardByDeveloperName, dashboardResults } from '../org/query/dashboards.ts';
import { findReport, runReport, type ReportResult } from '../org/query/reports.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';
import { loadSample } from './sampleOrg.ts';

/** Empty on the day of loading: loading is an update. */
const EMPTY = ['Officer_My_Quiet_Cases', 'Meeting_Quiet_Cases'];

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
  office.moveTo('2026-11-25T03:00:00.000Z');
  loadSample(office);
  office.assign('SupportManager');
  shareAmongOfficers(office.org, office.userId);
});
after(() => closeOrg(office.org));

function run(name: string): ReportResult {
  const report = findReport(office.org, name);
  assert.ok(report, name);
  return runReport(office.org, office.userId, report, { includeDetails: false });
}

/** A number of each officer, by name. */
function byOfficer(name: string, aggregate: string): Map<string, number> {
  const result = run(name);
  const index = result.reportMetadata.aggregates.indexOf(aggregate);
  assert.ok(index >= 0, `${aggregate} of ${name}: ${result.reportMetadata.aggregates.join()}`);
  return new Map(
    result.groupingsDown.groupings.map(({ label, key }) => [label, Number(result.factMap[`${key}!T`]?.aggregates[index]?.value)])
  );
}

test('every officer has open cases, and deviations from the mean are there and cancel out', () => {
  const load = byOfficer('Manager_Load_By_Officer', 'RowCount');
  assert.equal(load.size, 4, JSON.stringify([...load]));
  assert.ok(new Set(load.values()).size > 1, 'shares of different sizes');
  const deviations = [...byOfficer('Manager_Load_By_Officer', 'FORMULA1').values()];
  assert.ok(deviations.some((value) => Math.abs(value) >= 0.5));
  assert.ok(Math.abs(deviations.reduce((sum, value) => sum + value, 0)) < 1e-6);
});

test('officers are measured by goals of their own, in cases and in visits', () => {
  for (const name of ['Manager_Cases_By_Officer', 'Manager_Visits_By_Officer']) {
    const aggregate = name === 'Manager_Cases_By_Officer' ? 's!Opportunity.OwnerShare__c' : 's!Visit__c.OwnerShare__c';
    const shares = byOfficer(name, aggregate);
    assert.ok(shares.size >= 3, JSON.stringify([...shares]));
    assert.ok([...shares.values()].every((share) => share > 0));
    assert.ok(new Set(shares.values()).size > 1, name);
  }
});

test('no component of any board is empty for who loaded the data, but what only time makes', () => {
  for (const { developerName } of office.org.catalog.dashboards.values()) {
    const dashboard = dashboardByDeveloperName(office.org, developerName);
    assert.ok(dashboard);
    for (const { reportResult, status } of dashboardResults(office.org, office.userId, dashboard, { refresh: true }).componentData) {
      assert.ok(reportResult, `${developerName}: ${status.errorMessage}`);
      const { developerName: name } = reportResult.reportMetadata;
      assert.equal(status.dataStatus === 'DATA', !EMPTY.includes(name), `${developerName}: ${name}`);
    }
  }
});
