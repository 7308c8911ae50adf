import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiClient } from '../../http/__tests__/apiClient.ts';
import { deploy, texts } from '../../metadata/__tests__/helpers.ts';
import { ADMIN_USER_ID, openOrg, type Org } from '../../org.ts';
import { runSoql } from '../../query/soql.ts';
import { save } from '../save.ts';
import { assign, fixedClock, insert, PERMISSION_SET, remove, savedId, update, WIDGET } from './fixtures.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const TRACKED = ['Code', 'Notes', 'Count', 'Ready', 'Due', 'Color', 'Tags', 'Account'];

/** Widgets that keep the history of eight fields and of their owner and name. */
const trackedWidget = (object = WIDGET()): string => {
  let text = object
    .replace('<label>Widget Name</label>', '<label>Widget Name</label><trackHistory>true</trackHistory>')
    .replace('<deploymentStatus>', '<enableHistory>true</enableHistory><deploymentStatus>')
    .replace('<fields>', '<fields><fullName>OwnerId</fullName><trackHistory>true</trackHistory><type>Lookup</type></fields><fields>');
  for (const name of TRACKED) text = text.replace(`<label>${name}</label>`, `<label>${name}</label><trackHistory>true</trackHistory>`);
  return text;
};
const SETTINGS = {
  'settings/LeadConfig.settings': `<LeadConfigSettings ${NS}><doesTrackHistory>true</doesTrackHistory></LeadConfigSettings>`,
  'settings/Account.settings': `<AccountSettings ${NS}><enableAccountHistoryTracking>true</enableAccountHistoryTracking></AccountSettings>`,
  'settings/Opportunity.settings': `<OpportunitySettings ${NS}><enableOpportunityFieldHistoryTracking>true</enableOpportunityFieldHistoryTracking></OpportunitySettings>`
};
const standardField = (name: string): string => `<fields><fullName>${name}</fullName><trackHistory>true</trackHistory></fields>`;

function historyOrg(clock = fixedClock('2026-04-01T00:00:00Z')): Org {
  const org = openOrg({ clock });
  const files = {
    ...SETTINGS,
    'objects/Widget__c.object': trackedWidget(),
    'objects/Lead.object': `<CustomObject ${NS}>${standardField('Status')}${standardField('OwnerId')}${standardField('Name')}</CustomObject>`,
    'objects/Opportunity.object': `<CustomObject ${NS}>${standardField('StageName')}</CustomObject>`,
    'permissionsets/Widget_Users.permissionset': PERMISSION_SET
  };
  assert.deepEqual(texts(deploy(org, files).details.componentFailures), []);
  savedId(assign(org, 'Widget_Users'));
  return org;
}

type Row = Record<string, unknown>;
const rows = (org: Org, soql: string): Row[] =>
  runSoql(org, ADMIN_USER_ID, soql).records.map(({ attributes: _attributes, ...record }) => record as Row);
const changes = (org: Org, history: string): unknown[][] =>
  rows(org, `SELECT Field, DataType, OldValue, NewValue FROM ${history} ORDER BY Id`).map((row) => [
    row['Field'],
    row['DataType'],
    row['OldValue'],
    row['NewValue']
  ]);

test('a new record leaves one row that says so, whatever was filled in', () => {
  const org = historyOrg();
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Code__c: 'a', Count__c: 1 }));
  assert.deepEqual(rows(org, 'SELECT ParentId, Parent.Name, Field, CreatedBy.Name, CreatedDate, OldValue, NewValue FROM Widget__History'), [
    {
      ParentId: id,
      Parent: { attributes: { type: 'Widget__c', url: `/services/data/v66.0/sobjects/Widget__c/${id}` }, Name: 'W' },
      Field: 'created',
      CreatedBy: { attributes: { type: 'User', url: `/services/data/v66.0/sobjects/User/${ADMIN_USER_ID}` }, Name: 'デモ 管理者' },
      CreatedDate: '2026-04-01T00:00:00.000+0000',
      OldValue: null,
      NewValue: null
    }
  ]);
});

test('short fields keep both values in their own types, long texts and multi-select picklists only that they changed', () => {
  const org = historyOrg();
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Code__c: 'a', Count__c: 1, Due__c: '2026-04-02' }));
  savedId(
    update(org, 'Widget__c', id, {
      Name: 'V',
      Code__c: 'b',
      Notes__c: 'long',
      Count__c: 2.5,
      Ready__c: true,
      Due__c: '2026-05-01',
      Color__c: 'Red',
      Tags__c: 'A;B'
    })
  );
  assert.deepEqual(changes(org, 'Widget__History').slice(1), [
    ['Name', 'Text', 'W', 'V'],
    ['Code__c', 'Text', 'a', 'b'],
    ['Notes__c', 'StringPlusClob', null, null],
    ['Count__c', 'Double', 1, 2.5],
    ['Ready__c', 'Boolean', false, true],
    ['Due__c', 'DateOnly', '2026-04-02', '2026-05-01'],
    ['Color__c', 'DynamicEnum', null, 'Red'],
    ['Tags__c', 'MultiEnum', null, null]
  ]);
});

test('a lookup leaves two rows, one with ids and one with names', () => {
  const org = historyOrg();
  const account = savedId(insert(org, 'Account', { Name: '北山工業' }));
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  savedId(update(org, 'Widget__c', id, { Account__c: account }));
  assert.deepEqual(changes(org, 'Widget__History').slice(1), [
    ['Account__c', 'EntityId', null, account],
    ['Account__c', 'Text', null, '北山工業']
  ]);
});

test('neither untracked fields nor values that stay as they are leave a row', () => {
  const org = historyOrg();
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Code__c: 'a' }));
  savedId(update(org, 'Widget__c', id, { Code__c: 'a', Share__c: 5 }));
  assert.equal(changes(org, 'Widget__History').length, 1);
});

test('a refused save leaves no row', () => {
  const org = historyOrg();
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  assert.equal(update(org, 'Widget__c', id, { Code__c: 'a', Color__c: 'Blue' }).success, false);
  const both = save(
    org,
    ADMIN_USER_ID,
    [
      { operation: 'update', object: 'Widget__c', id, values: { Code__c: 'b' } },
      { operation: 'insert', object: 'Widget__c', values: {} }
    ],
    { allOrNone: true }
  );
  assert.equal(both[0]?.success, false);
  assert.equal(changes(org, 'Widget__History').length, 1);
});

test('standard objects keep history by their settings, the compound name as one field', () => {
  const org = historyOrg();
  const lead = savedId(insert(org, 'Lead', { LastName: '山田', Company: '山田工業' }));
  savedId(update(org, 'Lead', lead, { FirstName: '花子', Status: 'Working - Contacted' }));
  const fields = changes(org, 'LeadHistory').map(([field]) => field);
  assert.deepEqual(fields.slice(0, 1), ['created']);
  assert.deepEqual([...fields.slice(1)].sort(), ['Name', 'Status']);
  assert.deepEqual(rows(org, `SELECT Id, (SELECT Field FROM Histories WHERE Field = 'Name') FROM Lead`).length, 1);
  const account = savedId(insert(org, 'Account', { Name: '山田工業' }));
  const opportunity = savedId(
    insert(org, 'Opportunity', { Name: '件', StageName: 'Prospecting', CloseDate: '2026-05-01', AccountId: account })
  );
  savedId(update(org, 'Opportunity', opportunity, { StageName: 'Qualification' }));
  assert.deepEqual(changes(org, 'OpportunityFieldHistory'), [
    ['created', 'Text', null, null],
    ['StageName', 'DynamicEnum', 'Prospecting', 'Qualification']
  ]);
});

test('a record takes its history along when it is deleted', () => {
  const org = historyOrg();
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  savedId(remove(org, 'Widget__c', id));
  assert.deepEqual(changes(org, 'Widget__History'), []);
});

test('rows of a field that the user may not read are not there for them', () => {
  const org = historyOrg();
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  savedId(update(org, 'Widget__c', id, { Code__c: 'secret' }));
  assert.equal(changes(org, 'Widget__History').length, 2);
  const without = PERMISSION_SET.replace(
    '<fieldPermissions><editable>true</editable><field>Widget__c.Code__c</field><readable>true</readable></fieldPermissions>',
    ''
  );
  deploy(org, { 'permissionsets/Widget_Users.permissionset': without });
  assert.equal(changes(org, 'Widget__History').length, 1);
});

test('nobody writes history through the API, and its values cannot be filtered', () => {
  const org = historyOrg();
  const result = insert(org, 'Widget__History', { Field: 'Name' });
  assert.equal(result.errors[0]?.message, 'not supported: insert of Widget__History');
  assert.throws(
    () => rows(org, `SELECT Id FROM Widget__History WHERE OldValue = 'a'`),
    /field 'OldValue' can not be filtered in a query call/
  );
});

test('the related list of history shows the latest change first, in the words of the changed fields', async () => {
  const clock = fixedClock('2026-04-01T00:00:00Z');
  const org = historyOrg(clock);
  const account = savedId(insert(org, 'Account', { Name: '北山工業' }));
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Due__c: '2026-04-02' }));
  clock.set('2026-04-02T00:00:00Z');
  savedId(update(org, 'Widget__c', id, { Due__c: '2026-05-01' }));
  clock.set('2026-04-03T00:00:00Z');
  savedId(update(org, 'Widget__c', id, { Account__c: account }));
  const client = await apiClient(org);
  try {
    const { body } = await client.get(`/ui-api/related-list-records/${id}/Histories`);
    const cells = Object.values(body['records'] ?? {}).map(({ fields }) => [
      fields?.['Field']?.['displayValue'],
      fields?.['NewValue']?.['displayValue'] ?? fields?.['NewValue']?.['value']
    ]);
    assert.deepEqual(cells, [
      ['Account', '北山工業'],
      ['Due', '2026/05/01'],
      ['作成', null]
    ]);
  } finally {
    client.server.close();
  }
});

test('a tracked field needs the switch of its object', () => {
  const org = openOrg();
  const tracked = { 'objects/Lead.object': `<CustomObject ${NS}>${standardField('Status')}</CustomObject>` };
  assert.deepEqual(texts(deploy(org, tracked).details.componentFailures), [
    'CustomField Lead.Status: The entity: Lead does not have history tracking enabled'
  ]);
  assert.equal(deploy(org, { ...SETTINGS, ...tracked }).success, true);
  const widget = WIDGET().replace('<label>Code</label>', '<label>Code</label><trackHistory>true</trackHistory>');
  assert.deepEqual(texts(deploy(org, { 'objects/Widget__c.object': widget }).details.componentFailures), [
    'CustomField Widget__c.Code__c: The entity: Widget__c does not have history tracking enabled'
  ]);
});

test('the object file is the other view of the switch, and may not contradict the settings', () => {
  const byFile = openOrg();
  const lead = (on: boolean): Record<string, string> => ({
    'objects/Lead.object': `<CustomObject ${NS}><enableHistory>${on}</enableHistory></CustomObject>`
  });
  deploy(byFile, lead(true));
  assert.equal(byFile.catalog.objects.get('Lead')?.tracksHistory, true);
  const org = openOrg();
  deploy(org, SETTINGS);
  assert.deepEqual(texts(deploy(org, lead(false)).details.componentFailures), [
    'CustomObject Lead: not supported: enableHistory of Lead, which contradicts the deployed settings'
  ]);
  assert.equal(org.catalog.objects.get('Lead')?.tracksHistory, true);
});

test('computed fields keep no history and at most twenty others do', () => {
  const org = openOrg();
  const formula = trackedWidget().replace('<label>Double</label>', '<label>Double</label><trackHistory>true</trackHistory>');
  assert.deepEqual(texts(deploy(org, { 'objects/Widget__c.object': formula }).details.componentFailures), [
    'CustomField Widget__c.Double__c: not supported: field history of Widget__c.Double__c, which is computed'
  ]);
  const many = Array.from(
    { length: 11 },
    (_none, index) =>
      `<fields><fullName>More${index}__c</fullName><label>More</label><length>5</length><trackHistory>true</trackHistory><type>Text</type></fields>`
  );
  const result = deploy(org, { 'objects/Widget__c.object': trackedWidget().replace('<fields>', `${many.join('')}<fields>`) });
  assert.match(texts(result.details.componentFailures).join(), /Widget__c has 21, at most 20 are allowed/);
});
