/** The boards over the sample data: what people see when they try the package for the first time. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ReportDef } from '../org/metadata/catalog.ts';
import { closeOrg } from '../org/org.ts';
import { dashboardByDeveloperName, dashboardResults } from '../org/query/dashboards.ts';
import { runReport, type ReportResult } from '../org/query/reports.ts';
import { reportType } from '../org/query/reportTypes.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';
import { loadSample } from './sampleOrg.ts';

const TODAY = '2026-11-25T03:00:00.000Z';
/** Empty on the day of loading: loading is an update. */
const EMPTY = ['Officer_My_Quiet_Cases', 'Meeting_Quiet_Cases'];

let office: PackageOrg;
let ids: Map<string, string>;

before(async () => {
  office = await openPackageOrg();
  office.moveTo(TODAY);
  ids = loadSample(office);
  office.assign('SupportManager');
});
after(() => closeOrg(office.org));

function report(name: string): ReportDef {
  const found = [...office.org.catalog.reports.values()].find(({ developerName }) => developerName === name);
  assert.ok(found, name);
  return found;
}
const run = (name: string): ReportResult => runReport(office.org, office.userId, report(name), { includeDetails: false });

/** A number of the grand total. */
function total(result: ReportResult, aggregate: string): number {
  const index = result.reportMetadata.aggregates.indexOf(aggregate);
  assert.ok(index >= 0, aggregate);
  return Number(result.factMap['T!T']?.aggregates[index]?.value);
}
const near = (actual: number, expected: number): void => assert.ok(Math.abs(actual - expected) < 0.01, `${actual} is not ${expected}`);

function target(name: string, value: number): void {
  const result = office.saveOne({ operation: 'update', object: 'Target__c', id: ids.get(name) ?? '', values: { Value__c: value } });
  assert.deepEqual(result.errors, []);
}

test('the cases of the half are as many by phase as by officer, on every day', () => {
  for (const moment of [TODAY, '2026-12-31T03:00:00.000Z', '2027-03-31T14:59:00.000Z', '2027-03-31T15:00:00.000Z']) {
    office.moveTo(moment);
    const byPhase = total(run('Home_Half_Cases_By_Phase'), 'RowCount');
    assert.ok(byPhase > 0, moment);
    assert.equal(byPhase, total(run('Home_Half_Cases_By_Officer'), 'RowCount'), moment);
  }
  office.moveTo(TODAY);
});

test('no column of a report type in use speaks of sales where the office has a word of its own', () => {
  const types = new Set([...office.org.catalog.reports.values()].map((each) => each.reportType));
  for (const name of types) {
    const type = reportType(office.org.catalog, name);
    assert.ok(type, name);
    for (const column of type.columns.values()) assert.doesNotMatch(column.label, /商談|リード|取引先/, `${name} ${column.name}`);
  }
  const converted = reportType(office.org.catalog, 'OpportunityLead');
  assert.deepEqual(
    ['OPP_NAME', 'OPP_ACCT_NAME', 'STAGE_NAME', 'COMPANY_ACCT'].map((code) => converted?.column(code)?.label),
    ['案件名', '企業・団体名', 'フェーズ', '企業名']
  );
});

test('no component of any board is empty on the day of loading, but what only time makes', () => {
  for (const { developerName } of office.org.catalog.dashboards.values()) {
    const dashboard = dashboardByDeveloperName(office.org, developerName);
    assert.ok(dashboard);
    for (const { reportResult, status } of dashboardResults(office.org, office.userId, dashboard, { refresh: true }).componentData) {
      assert.ok(reportResult, `${developerName}: ${status.errorMessage}`);
      const { developerName: name } = reportResult.reportMetadata;
      assert.equal(total(run(name), 'RowCount') > 0, !EMPTY.includes(name), `${developerName}: ${name}`);
    }
  }
});

test('an edited goal moves the rings of the office, the rings of the officer and the plan at once, and no board was touched', () => {
  const cases = total(run('Home_Cases_Of_Year'), 'RowCount');
  near(total(run('Home_Cases_Of_Year'), 's!Opportunity.OfficeShare__c'), (100 * cases) / 18);
  target('TargetOfficeCases', 36);
  near(total(run('Home_Cases_Of_Year'), 's!Opportunity.OfficeShare__c'), (100 * cases) / 36);
  near(total(run('Manager_Cases_Progress'), 's!Opportunity.OfficeShare__c'), (100 * cases) / 36);
  assert.equal(total(run('Manager_Targets_Of_Year'), 's!Target__c.Value__c'), 40 + 36 + 30);
  target('TargetOwnerCases', 28);
  near(total(run('Officer_My_Cases_Of_Year'), 's!Opportunity.OwnerShare__c'), (100 * cases) / 28);
  const visits = total(run('Manager_Visits_Of_Year'), 'RowCount');
  target('TargetOfficeVisits', 42);
  near(total(run('Manager_Visits_Of_Year'), 's!Visit__c.OfficeShare__c'), (100 * visits) / 42);
  const candidates = total(run('Home_Candidates_Of_Year'), 'RowCount');
  target('TargetOfficeCandidates', 60);
  near(total(run('Home_Candidates_Of_Year'), 's!Lead.OfficeShare__c'), (100 * candidates) / 60);
});

test('a case leaves the half and the year at midnight in Tokyo', () => {
  const before = total(run('Home_Cases_Of_Year'), 'RowCount');
  office.moveTo('2027-03-31T14:59:00.000Z');
  assert.equal(total(run('Home_Cases_Of_Year'), 'RowCount'), before);
  const half = total(run('Home_Half_Cases_By_Phase'), 'RowCount');
  const open = total(run('Home_Half_Open_Cases_By_Officer'), 'RowCount');
  assert.ok(half > open);
  office.moveTo('2027-03-31T15:00:00.000Z');
  assert.equal(total(run('Home_Cases_Of_Year'), 'RowCount'), 0);
  assert.equal(total(run('Home_Half_Cases_By_Phase'), 'RowCount'), open);
  assert.equal(total(run('Home_Half_Open_Cases_By_Officer'), 'RowCount'), open);
  office.moveTo(TODAY);
});
