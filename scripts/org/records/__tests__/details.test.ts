/** Details of a master: they go with it, count in it, and are seen and written by those who may see and write it. Stage history. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, matchRoute } from '../../http/router.ts';
import { routes } from '../../http/routes.ts';
import { childPackage } from '../../lightning/__tests__/childFixtures.ts';
import { deploy, texts } from '../../metadata/__tests__/helpers.ts';
import { ADMIN_USER_ID, type Org } from '../../org.ts';
import { runReport } from '../../query/reports.ts';
import { runSoql } from '../../query/soql.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { insertRow } from '../rows.ts';
import { save } from '../save.ts';
import { readRecord } from '../store.ts';
import type { SaveResult } from '../values.ts';
import { assign, fixedClock, insert, remove, savedId, update } from './fixtures.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const OTHER = '005000000000009AAA';

const rights = (object: string, ...allowed: ('Create' | 'Delete' | 'Edit' | 'Read')[]): string =>
  `<objectPermissions>${(['Create', 'Delete', 'Edit', 'Read'] as const).map((right) => `<allow${right}>${allowed.includes(right)}</allow${right}>`).join('')}<modifyAllRecords>false</modifyAllRecords><object>${object}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
const permissionSet = (inner: string): string =>
  `<PermissionSet ${NS}><fieldPermissions><editable>true</editable><field>Step__c.Weight__c</field><readable>true</readable></fieldPermissions><hasActivationRequired>false</hasActivationRequired><label>x</label>${inner}</PermissionSet>`;

const SETS = {
  'permissionsets/Reader.permissionset': permissionSet(
    rights('Account', 'Read') + rights('Opportunity', 'Read') + rights('Step__c', 'Create', 'Delete', 'Edit', 'Read')
  ),
  'permissionsets/Stranger.permissionset': permissionSet(rights('Account', 'Read'))
};

/** An org with deals and steps; the second user is no administrator and holds what is assigned to them. */
function dealOrg(clock = fixedClock('2026-11-10T03:00:00Z')): Org {
  const org = testOrg({ ...childPackage(), ...SETS }, { clock });
  assign(org, 'Step_User');
  insertRow(org, 'User', OTHER, { Username: 'other@example.com', LastName: '他', IsActive: true, ProfileId: null });
  return org;
}
function give(org: Org, set: string): void {
  const id = org.db.prepare('SELECT "Id" AS id FROM "PermissionSet" WHERE "Name" = ?').get(set)?.['id'];
  savedId(insert(org, 'PermissionSetAssignment', { AssigneeId: OTHER, PermissionSetId: id }));
}
const deal = (org: Org, values: Record<string, unknown> = {}): string =>
  savedId(insert(org, 'Opportunity', { Name: '商談', StageName: 'Prospecting', CloseDate: '2027-03-31', ...values }));
const step = (org: Org, Deal__c: string, values: Record<string, unknown> = {}): string =>
  savedId(insert(org, 'Step__c', { Deal__c, Kind__c: '準備', ...values }));
const count = (org: Org, table: string): number => Number(org.db.prepare(`SELECT COUNT(*) AS n FROM "${table}"`).get()?.['n']);
const rows = (org: Org, soql: string): Record<string, unknown>[] =>
  runSoql(org, ADMIN_USER_ID, soql).records.map(({ attributes: _attributes, ...record }) => record);

/** Status of a GET as a user without a session of their own. */
async function statusFor(org: Org, userId: string, path: string): Promise<number> {
  const url = new URL(`/services/data/v66.0${path}`, 'http://127.0.0.1');
  const found = matchRoute(routes(), 'GET', url.pathname);
  assert.ok(found, path);
  try {
    const context = { org, userId, url, method: 'GET', headers: {}, params: found.params, body: Buffer.alloc(0), baseUrl: url.origin };
    return (await found.route.handler(context)).status;
  } catch (error) {
    assert.ok(error instanceof ApiError, String(error));
    return error.status;
  }
}

test('details go with their master, also when it goes with its own parent', () => {
  const org = dealOrg();
  const company = savedId(insert(org, 'Account', { Name: '会社' }));
  const [first, second, kept] = [deal(org, { AccountId: company }), deal(org, { AccountId: company }), deal(org)];
  for (const id of [first, first, second, kept]) step(org, id);
  savedId(insert(org, 'Task', { Subject: '電話', WhatId: first }));
  savedId(remove(org, 'Opportunity', first));
  assert.deepEqual([count(org, 'Step__c'), count(org, 'Task')], [2, 0]);
  savedId(remove(org, 'Account', company));
  assert.deepEqual([count(org, 'Opportunity'), count(org, 'Step__c'), count(org, 'OpportunityHistory')], [1, 1, 1]);
  assert.equal(readRecord(org, 'Opportunity', kept)?.['StepCount__c'], 1);
});

test('a detail deleted by itself leaves the count of its master, and of no other', () => {
  const org = dealOrg();
  const [first, second] = [deal(org), deal(org)];
  const gone = step(org, first);
  step(org, first);
  step(org, second);
  savedId(remove(org, 'Step__c', gone));
  assert.deepEqual(
    [first, second].map((id) => readRecord(org, 'Opportunity', id)?.['StepCount__c']),
    [1, 1]
  );
});

test('a detail has no owner, and a view of my details is refused', () => {
  const org = dealOrg();
  assert.equal(org.catalog.objects.get('Step__c')?.fields.has('OwnerId'), false);
  assert.throws(() => runSoql(org, ADMIN_USER_ID, 'SELECT OwnerId FROM Step__c'), /No such column 'OwnerId' on entity 'Step__c'/);
  const files = childPackage();
  const mine = (files['objects/Step__c.object'] ?? '').replace('<filterScope>Everything', '<filterScope>Mine');
  assert.deepEqual(texts(deploy(org, { ...files, 'objects/Step__c.object': mine }, { checkOnly: true }).details.componentFailures), [
    'ListView Step__c.All_Steps: Invalid scope:Mine, not allowed on: Step__c'
  ]);
});

test('who may only read the master reads its details and writes none', () => {
  const org = dealOrg();
  give(org, 'Reader');
  const id = deal(org);
  const known = step(org, id, { Weight__c: 7 });
  const attempt = (request: Parameters<typeof save>[2][number]): SaveResult | undefined =>
    save(org, OTHER, [request], { allOrNone: true })[0];
  assert.deepEqual(
    runSoql(org, OTHER, 'SELECT Weight__c FROM Step__c').records.map((record) => record['Weight__c']),
    [7]
  );
  assert.deepEqual(attempt({ operation: 'insert', object: 'Step__c', values: { Deal__c: id, Kind__c: '準備' } })?.errors, [
    {
      statusCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      message: `insufficient access rights on cross-reference id: ${id}`,
      fields: []
    }
  ]);
  for (const request of [
    { operation: 'update', object: 'Step__c', id: known, values: { Weight__c: 8 } },
    { operation: 'delete', object: 'Step__c', id: known }
  ] as const)
    assert.equal(attempt(request)?.errors[0]?.statusCode, 'INSUFFICIENT_ACCESS_OR_READONLY');
  assert.equal(readRecord(org, 'Step__c', known)?.['Weight__c'], 7);
});

test('who may not read the master sees nothing of its details, by query, list or page, nor what it counts in a report', async () => {
  const org = dealOrg();
  give(org, 'Stranger');
  const id = deal(org);
  const known = step(org, id, { Weight__c: 7 });
  assert.throws(() => runSoql(org, OTHER, 'SELECT Id FROM Step__c'), /sObject type 'Step__c' is not supported/);
  assert.throws(() => runSoql(org, OTHER, 'SELECT Id FROM OpportunityHistory'), /sObject type 'OpportunityHistory' is not supported/);
  const report = `<Report ${NS}><columns><field>OPPORTUNITY_NAME</field></columns><columns><field>Opportunity.StepCount__c</field></columns><format>Tabular</format><name>商談</name><reportType>Opportunity</reportType><scope>organization</scope><showDetails>true</showDetails><timeFrameFilter><dateColumn>CREATED_DATE</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter></Report>`;
  const folder = `<ReportFolder ${NS}><name>x</name></ReportFolder>`;
  const deployed = deploy(org, { 'reports/Deals-meta.xml': folder, 'reports/Deals/All.report': report });
  assert.deepEqual(texts(deployed.details.componentFailures), []);
  const definition = org.catalog.reports.get('Deals/All');
  assert.ok(definition);
  assert.equal(runReport(org, ADMIN_USER_ID, definition).factMap['T!T']?.aggregates.at(-1)?.value, 1);
  assert.throws(() => runReport(org, OTHER, definition));
  for (const path of [
    `/ui-api/records/${known}?fields=Step__c.Name`,
    '/ui-api/list-info/Step__c/All_Steps',
    '/ui-api/list-records/Step__c/All_Steps',
    '/ui-api/object-info/Step__c',
    `/sobjects/Step__c/${known}`,
    '/sobjects/Step__c/describe'
  ])
    assert.match(String(await statusFor(org, OTHER, path)), /^40[034]$/, path);
});

test('stage history has a row for the start and for every change that moves a deal', () => {
  const clock = fixedClock('2026-11-10T03:00:00Z');
  const org = dealOrg(clock);
  const id = deal(org, { Amount: 100 });
  for (const [moment, values] of [
    ['2026-11-11T03:00:00Z', { NextStep: '電話' }],
    ['2026-11-12T03:00:00Z', { StageName: 'Qualification' }],
    ['2026-11-13T03:00:00Z', { Amount: 250, CloseDate: '2027-04-30' }],
    ['2026-11-14T03:00:00Z', { StageName: 'Closed Won', NextStep: '終わり' }]
  ] as const) {
    clock.set(moment);
    savedId(update(org, 'Opportunity', id, values));
  }
  const history = rows(
    org,
    `SELECT StageName, Amount, CloseDate, PrevAmount, PrevCloseDate, Probability, ForecastCategory, CreatedDate FROM OpportunityHistory WHERE OpportunityId = '${id}' ORDER BY CreatedDate`
  );
  assert.deepEqual(
    history.map((row) => [
      row['StageName'],
      row['Amount'],
      row['PrevAmount'],
      row['PrevCloseDate'],
      String(row['CreatedDate']).slice(0, 10)
    ]),
    [
      ['Prospecting', 100, null, null, '2026-11-10'],
      ['Qualification', 100, 100, '2027-03-31', '2026-11-12'],
      ['Qualification', 250, 100, '2027-03-31', '2026-11-13'],
      ['Closed Won', 250, 250, '2027-04-30', '2026-11-14']
    ]
  );
  assert.deepEqual([history[0]?.['Probability'], history[3]?.['Probability'], history[3]?.['ForecastCategory']], [10, 100, 'Closed']);
  const [parent] = rows(org, `SELECT Name, (SELECT StageName FROM OpportunityHistories) FROM Opportunity WHERE Id = '${id}'`);
  assert.equal((parent?.['OpportunityHistories'] as { totalSize: number }).totalSize, 4);
});

test('stage history is written by nobody, and hides what the user may not see of the deal', () => {
  const org = dealOrg();
  give(org, 'Reader');
  deal(org, { Amount: 100 });
  const refused = insert(org, 'OpportunityHistory', { StageName: 'Prospecting' });
  assert.equal(refused.success, false);
  assert.equal(runSoql(org, OTHER, 'SELECT StageName FROM OpportunityHistory').records.length, 1);
  for (const field of ['Amount', 'PrevAmount', 'ExpectedRevenue'])
    assert.throws(() => runSoql(org, OTHER, `SELECT ${field} FROM OpportunityHistory`), /No such column/, field);
});
