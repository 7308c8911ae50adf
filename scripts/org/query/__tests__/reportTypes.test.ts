import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deployFiles } from '../../metadata/deploy.ts';
import { ADMIN_USER_ID, type Org } from '../../org.ts';
import { newId } from '../../records/ids.ts';
import { insertRow, updateRow } from '../../records/rows.ts';
import { reportType } from '../reportTypes.ts';
import { findReport, runReport, type ReportResult } from '../reports.ts';
import { folder, report } from './analyticsFixtures.ts';
import { addRow, widgetOrg } from './widgets.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const column = (table: string, field: string): string =>
  `<columns><checkedByDefault>true</checkedByDefault><field>${field}</field><table>${table}</table></columns>`;

/** Accounts with their widgets, each with its gadgets. */
function typeXml(outer: { widgets: boolean; gadgets: boolean }): string {
  return `<?xml version="1.0" encoding="UTF-8"?><ReportType ${NS}><baseObject>Account</baseObject><category>other</category><deployed>true</deployed>
  <join><join><outerJoin>${outer.gadgets}</outerJoin><relationship>Gadgets__r</relationship></join><outerJoin>${outer.widgets}</outerJoin><relationship>Widgets__r</relationship></join>
  <label>試験</label><sections>${column('Account', 'Name')}${column('Account', 'NumberOfEmployees')}${column('Account', 'Owner')}
  ${column('Account.Widgets__r', 'Name')}${column('Account.Widgets__r', 'Size__c')}${column('Account.Widgets__r', 'Parent__c')}${column('Account.Widgets__r', 'Parent__c.Size__c')}
  ${column('Account.Widgets__r.Gadgets__r', 'Weight__c')}<masterLabel>項目</masterLabel></sections></ReportType>`;
}

function deploy(org: Org, files: Record<string, string>): void {
  const result = deployFiles(org, new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
  assert.ok(result.success, JSON.stringify(result.details.componentFailures, null, 1));
}

function run(org: Org, type: string, body: string): ReportResult {
  deploy(org, {
    'reports/Board-meta.xml': folder('Report', 'Board'),
    'reports/Board/Trial.report': report(body.replace('@TYPE', `<name>試験</name><reportType>${type}</reportType>`))
  });
  const found = findReport(org, 'Trial');
  assert.ok(found);
  return runReport(org, ADMIN_USER_ID, found);
}

/** Two accounts; the first has two widgets, of which one has two gadgets. */
function filled(): Org {
  const org = widgetOrg();
  const first = addRow(org, 'Account', { Name: '北山工業', NumberOfEmployees: 30 });
  addRow(org, 'Account', { Name: '南川商店', NumberOfEmployees: 7 });
  const big = addRow(org, 'Widget__c', { Name: '大', Account__c: first, Size__c: 5 });
  addRow(org, 'Widget__c', { Name: '小', Account__c: first, Size__c: 2, Parent__c: big });
  for (const weight of [10, 20]) addRow(org, 'Gadget__c', { Name: String(weight), Widget__c: big, Weight__c: weight });
  addRow(org, 'Gadget__c', { Name: 'deleted', Widget__c: big, Weight__c: 99, IsDeleted: true });
  return org;
}

const TABULAR = (columns: string[]): string =>
  `${columns.map((name) => `<columns><field>${name}</field></columns>`).join('')}<format>Tabular</format>@TYPE<showDetails>true</showDetails>`;

const cells = (result: ReportResult): string[][] =>
  (result.factMap['T!T']?.rows ?? []).map((row) => row.dataCells.map((cell) => cell.label));

const COLUMNS = ['Account$Name', 'Account.Widgets__r$Name', 'Account.Widgets__r$Parent__c', 'Account.Widgets__r.Gadgets__r$Weight__c'];

test('a custom report type joins its objects: outer joins keep the rows without children, inner ones drop them', () => {
  const org = filled();
  deploy(org, { 'reportTypes/All.reportType': typeXml({ widgets: true, gadgets: true }) });
  assert.deepEqual(cells(run(org, 'All__c', TABULAR(COLUMNS))).sort(), [
    ['北山工業', '大', '-', '10'],
    ['北山工業', '大', '-', '20'],
    ['北山工業', '小', '大', '-'],
    ['南川商店', '-', '-', '-']
  ]);
  deploy(org, { 'reportTypes/Some.reportType': typeXml({ widgets: false, gadgets: true }) });
  assert.equal(cells(run(org, 'Some__c', TABULAR(COLUMNS))).length, 3);
  deploy(org, { 'reportTypes/Both.reportType': typeXml({ widgets: false, gadgets: false }) });
  assert.equal(cells(run(org, 'Both__c', TABULAR(COLUMNS))).length, 2);
});

test('a field behind a lookup of a joined object is a column, and a lookup shows the name it leads to', () => {
  const org = filled();
  deploy(org, { 'reportTypes/All.reportType': typeXml({ widgets: false, gadgets: true }) });
  const result = run(org, 'All__c', TABULAR(['Account.Widgets__r$Parent__c', 'Account.Widgets__r$Parent__c.Size__c', 'Account$Owner']));
  const row = (result.factMap['T!T']?.rows ?? []).find(({ dataCells }) => dataCells[0]?.label === '大');
  assert.equal(row?.dataCells[1]?.value, 5);
  assert.match(String(row?.dataCells[0]?.recordId), /^a0/);
  assert.equal(row?.dataCells[2]?.recordId, ADMIN_USER_ID);
});

test('a custom object brings its own report type along, and one beside the object it points to', () => {
  const org = filled();
  const alone = run(org, 'CustomEntity$Widget__c', TABULAR(['CUST_NAME', 'Widget__c.Size__c', 'CUST_OWNER_NAME']));
  assert.deepEqual(
    cells(alone)
      .map(([name, size]) => [name, size])
      .sort(),
    [
      ['大', '5.00'],
      ['小', '2.00']
    ]
  );
  const beside = run(org, 'CustomEntityCustomEntity$Widget__c$Gadget__c', TABULAR(['CUST_NAME', 'CHILD_NAME', 'Gadget__c.Weight__c']));
  assert.deepEqual(cells(beside).sort(), [
    ['大', '10', '10'],
    ['大', '20', '20']
  ]);
  const account = run(org, 'AccountCustomEntity$Widget__c', TABULAR(['ACCOUNT.NAME', 'CUST_NAME']));
  assert.deepEqual(cells(account).sort(), [
    ['北山工業', '大'],
    ['北山工業', '小']
  ]);
});

test('report types that real orgs do not make are not known', () => {
  const { catalog } = filled();
  for (const name of ['CustomEntity$Spec__mdt', 'CustomEntity$Nothing__c', 'CustomEntityCustomEntity$Gadget__c$Widget__c', 'Nothing__c'])
    assert.equal(reportType(catalog, name), undefined, name);
});

test('tasks and events are one object of reports: by themselves and beside the record they are about', () => {
  const org = filled();
  const lead = addRow(org, 'Lead', { LastName: '川田', Company: '川田製作所', Status: 'Open - Not Contacted' });
  addRow(org, 'Task', { Subject: '電話', WhoId: lead, ActivityDate: '2026-04-02', Status: 'Not Started', Priority: 'Normal' });
  addRow(org, 'Event', { Subject: '面談', WhoId: lead, ActivityDate: '2026-04-03', StartDateTime: '2026-04-03T01:00:00.000Z' });
  const all = run(
    org,
    'Activity',
    TABULAR(['SUBJECT', 'TASK', 'LEAD', 'CLOSED']).replace('<showDetails>', '<scope>organization</scope><showDetails>')
  );
  assert.deepEqual(cells(all).sort(), [
    ['電話', 'true', '川田', 'false'],
    ['面談', 'false', '川田', 'false']
  ]);
  const leads = run(
    org,
    'LeadActivity',
    TABULAR(['LAST_NAME', 'SUBJECT', 'DUE_DATE']).replace('<showDetails>', '<scope>organization</scope><showDetails>')
  );
  assert.deepEqual(cells(leads).sort(), [
    ['川田', '電話', '2026/04/02'],
    ['川田', '面談', '2026/04/03']
  ]);
});

test('a number of a parent counts once, however many children stand beside it; rows and numbers of children count each', () => {
  const org = filled();
  deploy(org, { 'reportTypes/All.reportType': typeXml({ widgets: true, gadgets: true }) });
  const body = `<columns><aggregateTypes>Sum</aggregateTypes><aggregateTypes>Average</aggregateTypes><field>Account$NumberOfEmployees</field></columns><columns><aggregateTypes>Sum</aggregateTypes><field>Account.Widgets__r$Size__c</field></columns><columns><aggregateTypes>Sum</aggregateTypes><field>Account.Widgets__r.Gadgets__r$Weight__c</field></columns><format>Summary</format><groupingsDown><dateGranularity>Day</dateGranularity><field>Account$Name</field><sortOrder>Asc</sortOrder></groupingsDown>@TYPE<showDetails>false</showDetails>`;
  const result = run(org, 'All__c', body);
  const values = (key: string): unknown[] => (result.factMap[key]?.aggregates ?? []).map((entry) => entry.value);
  assert.deepEqual(values('T!T'), [37, 18.5, 7, 30, 4]);
  const first = result.groupingsDown.groupings.find((group) => group.label === '北山工業');
  assert.deepEqual(values(`${first?.key}!T`), [30, 30, 7, 30, 3]);
});

test('who may not read a joined object runs no report on it; a column without permission is left out', () => {
  const org = filled();
  deploy(org, { 'reportTypes/All.reportType': typeXml({ widgets: true, gadgets: true }) });
  run(org, 'All__c', TABULAR(COLUMNS));
  const profile = newId(org, '00e');
  insertRow(org, 'Profile', profile, { Name: '標準ユーザー' });
  const user = newId(org, '005');
  insertRow(org, 'User', user, { LastName: '別', Username: 'other@local.example', IsActive: true, ProfileId: profile });
  const trial = findReport(org, 'Trial');
  assert.ok(trial);
  assert.throws(() => runReport(org, user, trial), /参照する権限がないため、レポートを実行できません/);
  const hidden = typeXml({ widgets: true, gadgets: true }).replace(
    column('Account', 'Owner'),
    column('Account', 'Owner') + column('Account.Widgets__r', 'Hidden__c')
  );
  deploy(org, { 'reportTypes/All.reportType': hidden });
  const result = run(org, 'All__c', TABULAR(['Account$Name', 'Account.Widgets__r$Hidden__c']));
  assert.deepEqual(result.reportMetadata.detailColumns, ['Account$Name']);
});

test('a record that moves in time moves from one period to the next, at midnight of the office', () => {
  const org = filled();
  const moved = addRow(org, 'Widget__c', { Name: '移る', Made__c: '2026-03-31', SoldAt__c: '2026-03-31T14:59:59.000Z' });
  const frame = (dateColumn: string, from: string, to: string): string =>
    `<columns><field>CUST_NAME</field></columns><format>Tabular</format>@TYPE<showDetails>true</showDetails><timeFrameFilter><dateColumn>${dateColumn}</dateColumn><endDate>${to}</endDate><interval>INTERVAL_CUSTOM</interval><startDate>${from}</startDate></timeFrameFilter>`;
  const counted = (dateColumn: string): number[] =>
    [
      ['2025-10-01', '2026-03-31'],
      ['2026-04-01', '2026-09-30']
    ].map(([from, to]) => cells(run(org, 'CustomEntity$Widget__c', frame(dateColumn, String(from), String(to)))).length);
  assert.deepEqual(
    [counted('Widget__c.Made__c'), counted('Widget__c.SoldAt__c')],
    [
      [1, 0],
      [1, 0]
    ]
  );
  // 1 April begins in Tokyo while it is still 31 March in Greenwich.
  updateRow(org, 'Widget__c', moved, { Made__c: '2026-04-01', SoldAt__c: '2026-03-31T15:00:00.000Z' });
  assert.deepEqual(
    [counted('Widget__c.Made__c'), counted('Widget__c.SoldAt__c')],
    [
      [0, 1],
      [0, 1]
    ]
  );
});
