import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN_USER_ID, type Org } from '../../org.ts';
import { forgetAccess } from '../../records/access.ts';
import { newId } from '../../records/ids.ts';
import { insertRow } from '../../records/rows.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { apiClient, type ApiClient } from './apiClient.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const picklist = (values: string): string =>
  `<valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${values}</valueSetDefinition></valueSet>`;
const value = (name: string, label: string): string =>
  `<value><fullName>${name}</fullName><default>false</default><label>${label}</label></value>`;

const WIDGET = `${HEAD}<CustomObject ${NS}>
  <deploymentStatus>Deployed</deploymentStatus><label>部品</label><pluralLabel>部品</pluralLabel>
  <nameField><label>部品名</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>
  <fields><fullName>Parent__c</fullName><label>親取引先</label><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Widgets</relationshipName></fields>
  <fields><fullName>Kind__c</fullName><label>種類</label><type>Picklist</type><inlineHelpText>ひとつ選ぶ</inlineHelpText>${picklist(value('c', '丙') + value('a', '甲') + value('b', '乙'))}</fields>
  <fields><fullName>Price__c</fullName><label>価格</label><type>Currency</type><precision>12</precision><scale>0</scale></fields>
  <fields><fullName>Share__c</fullName><label>割合</label><type>Percent</type><precision>5</precision><scale>1</scale></fields>
  <fields><fullName>Made__c</fullName><label>製造日</label><type>Date</type></fields>
  <fields><fullName>Sold__c</fullName><label>販売日時</label><type>DateTime</type></fields>
  <fields><fullName>Secret__c</fullName><label>秘密</label><type>Text</type><length>20</length></fields>
  <fields><fullName>Code__c</fullName><label>コード</label><type>Text</type><length>5</length><required>true</required></fields>
  <listViews><fullName>Cheap</fullName><columns>NAME</columns><columns>Parent__c</columns><columns>Kind__c</columns><columns>Price__c</columns><columns>OWNER.ALIAS</columns>
    <filterScope>Everything</filterScope><filters><field>Price__c</field><operation>lessThan</operation><value>500</value></filters><label>安い部品</label></listViews>
  <listViews><fullName>Logic</fullName><booleanFilter>1 OR (2 AND 3)</booleanFilter><columns>NAME</columns><filterScope>Everything</filterScope>
    <filters><field>Kind__c</field><operation>equals</operation><value>b</value></filters>
    <filters><field>Price__c</field><operation>greaterOrEqual</operation><value>400</value></filters>
    <filters><field>Kind__c</field><operation>equals</operation><value>c,</value></filters><label>条件</label></listViews>
  <listViews><fullName>Own</fullName><columns>NAME</columns><filterScope>Mine</filterScope><label>自分の部品</label></listViews>
  <validationRules><fullName>Price_Positive</fullName><active>true</active><errorConditionFormula>Price__c &lt; 0</errorConditionFormula><errorDisplayField>Price__c</errorDisplayField><errorMessage>価格は0以上にしてください。</errorMessage></validationRules>
</CustomObject>`;

const GRANTED = ['Parent__c', 'Kind__c', 'Price__c', 'Share__c', 'Made__c', 'Sold__c'];
const STAFF = `${HEAD}<PermissionSet ${NS}>
  <applicationVisibilities><application>Shop</application><visible>true</visible></applicationVisibilities>
  ${GRANTED.map((name) => `<fieldPermissions><editable>true</editable><field>Widget__c.${name}</field><readable>true</readable></fieldPermissions>`).join('')}
  <hasActivationRequired>false</hasActivationRequired><label>Staff</label>
  <objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Widget__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>
</PermissionSet>`;
const TAB = `${HEAD}<CustomTab ${NS}><customObject>true</customObject><motif>Custom18: Form</motif></CustomTab>`;
const APP = `${HEAD}<CustomApplication ${NS}><formFactors>Large</formFactors><label>店</label><navType>Standard</navType><tabs>standard-home</tabs><tabs>standard-Opportunity</tabs><tabs>Widget__c</tabs><tabs>standard-report</tabs><uiType>Lightning</uiType></CustomApplication>`;
const OTHER_APP = `${HEAD}<CustomApplication ${NS}><formFactors>Large</formFactors><label>別</label><navType>Standard</navType><tabs>standard-home</tabs><uiType>Lightning</uiType></CustomApplication>`;

let org: Org;
let client: ApiClient;
let now = Date.parse('2026-11-23T00:00:00.000Z');
let accountId: string;
const widgets: string[] = [];

before(async () => {
  org = testOrg(
    {
      'objects/Widget__c.object': WIDGET,
      'permissionsets/Staff.permissionset': STAFF,
      'tabs/Widget__c.tab': TAB,
      'applications/Shop.app': APP,
      'applications/Other.app': OTHER_APP
    },
    { clock: { now: () => new Date(now) } }
  );
  const set = org.db.prepare('SELECT "Id" AS id FROM "PermissionSet" WHERE "Name" = ?').get('Staff') as { id: string };
  insertRow(org, 'PermissionSetAssignment', newId(org, '0Pa'), { AssigneeId: ADMIN_USER_ID, PermissionSetId: set.id });
  forgetAccess(org);
  accountId = newId(org, '001');
  insertRow(org, 'Account', accountId, { Name: '北山工業', OwnerId: ADMIN_USER_ID });
  client = await apiClient(org);
  for (const [index, kind] of ['c', 'a', 'b', null, 'c'].entries()) {
    const answer = await client.send('POST', '/ui-api/records', {
      apiName: 'Widget__c',
      fields: {
        Name: `部品 ${index}`,
        Code__c: `C${index}`,
        Kind__c: kind,
        Price__c: index * 200,
        Share__c: 12.5,
        Made__c: '2026-11-20',
        Sold__c: '2026-11-22T15:05:00.000Z',
        Parent__c: index % 2 === 0 ? accountId : null
      }
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    widgets.push(String(answer.body.id));
  }
});

after(() => client.server.close());

test('an object info describes the object and only the fields that the user may see', async () => {
  const { body } = await client.get('/ui-api/object-info/Widget__c');
  assert.equal(body.apiName, 'Widget__c');
  assert.equal(body.label, '部品');
  assert.deepEqual(body.nameFields, ['Name']);
  assert.equal(body.recordTypeInfos?.['012000000000000AAA']?.master, true);
  assert.match(String(body.themeInfo?.iconUrl), /\/custom\/custom18_120\.png$/);
  assert.equal(body.fields?.Secret__c, undefined);
  assert.deepEqual(
    ['dataType', 'label', 'inlineHelpText', 'required', 'updateable', 'createable'].map((name) => body.fields?.Kind__c?.[name]),
    ['Picklist', '種類', 'ひとつ選ぶ', false, true, true]
  );
  assert.equal(body.fields?.Code__c?.required, true);
  assert.deepEqual(body.fields?.Parent__c?.referenceToInfos, [{ apiName: 'Account', nameFields: ['Name'] }]);
  assert.equal(body.fields?.Parent__c?.relationshipName, 'Parent__r');
  assert.equal(body.fields?.CreatedDate?.updateable, false);
});

test('an unknown object is not found', async () => {
  const { status, body } = await client.get('/ui-api/object-info/Nothing__c');
  assert.equal(status, 404);
  assert.equal((body as unknown as { errorCode: string }[])[0]?.errorCode, 'NOT_FOUND');
});

test('picklist values carry their labels and what special value sets know of them', async () => {
  const kinds = (await client.get('/ui-api/object-info/Widget__c/picklist-values/012000000000000AAA/Kind__c')).body;
  assert.deepEqual(
    (kinds.values as unknown as { value: string; label: string }[]).map(({ value: name, label }) => [name, label]),
    [
      ['c', '丙'],
      ['a', '甲'],
      ['b', '乙']
    ]
  );
  assert.deepEqual(kinds.controllerValues, {});
  const stages = (await client.get('/ui-api/object-info/Opportunity/picklist-values/012000000000000AAA/StageName')).body;
  const won = (stages.values as unknown as { value: string; attributes: Record<string, unknown> }[]).find(
    (entry) => entry.attributes.won === true
  );
  assert.equal(won?.attributes.picklistAtrributesValueType, 'OpportunityStage');
  assert.deepEqual(
    [won?.attributes.closed, won?.attributes.defaultProbability, won?.attributes.forecastCategoryName],
    [true, 100, 'Closed']
  );
  const all = (await client.get('/ui-api/object-info/Lead/picklist-values/012000000000000AAA')).body;
  assert.ok(all.picklistFieldValues?.Status && all.picklistFieldValues.Rating);
});

test('a record shows values with the texts of a Japanese user and lookups as nested records', async () => {
  const fields = ['Name', 'Kind__c', 'Price__c', 'Share__c', 'Made__c', 'Sold__c', 'Parent__r.Name', 'Owner.Name']
    .map((name) => `Widget__c.${name}`)
    .join(',');
  const { status, body } = await client.get(`/ui-api/records/${widgets[4]}?fields=${fields}`);
  assert.equal(status, 200);
  assert.equal(body.apiName, 'Widget__c');
  assert.deepEqual(body.fields?.Name, { displayValue: null, value: '部品 4' });
  assert.deepEqual(body.fields?.Kind__c, { displayValue: '丙', value: 'c' });
  assert.deepEqual(body.fields?.Price__c, { displayValue: '¥800', value: 800 });
  assert.deepEqual(body.fields?.Share__c, { displayValue: '12.5%', value: 12.5 });
  assert.deepEqual(body.fields?.Made__c, { displayValue: '2026/11/20', value: '2026-11-20' });
  assert.deepEqual(body.fields?.Sold__c, { displayValue: '2026/11/23 0:05', value: '2026-11-22T15:05:00.000Z' });
  assert.equal(body.fields?.Parent__r?.displayValue, '北山工業');
  assert.equal(body.fields?.Parent__r?.value?.fields?.Name?.value, '北山工業');
  assert.equal(body.fields?.Parent__r?.value?.id, accountId);
  assert.equal(body.fields?.Owner?.value?.apiName, 'User');
  assert.equal(typeof body.weakEtag, 'number');
  assert.equal(body.lastModifiedById, ADMIN_USER_ID);
});

test('a required field without access fails the read, an optional one is left out', async () => {
  const refused = await client.get(`/ui-api/records/${widgets[0]}?fields=Widget__c.Secret__c`);
  assert.equal(refused.status, 400);
  assert.equal((refused.body as unknown as { errorCode: string }[])[0]?.errorCode, 'INVALID_FIELD');
  const { body } = await client.get(
    `/ui-api/records/${widgets[0]}?fields=Widget__c.Name&optionalFields=Widget__c.Secret__c,Widget__c.Kind__c`
  );
  assert.equal(body.fields?.Secret__c, undefined);
  assert.equal(body.fields?.Kind__c?.value, 'c');
});

test('a record by layout brings the fields of the layout with the names behind lookups', async () => {
  const { body } = await client.get(`/ui-api/records/${widgets[0]}?layoutTypes=Full&modes=View`);
  assert.equal(body.fields?.Price__c?.value, 0);
  assert.equal(body.fields?.Parent__r?.displayValue, '北山工業');
  assert.equal(body.fields?.Secret__c, undefined);
});

test('a refused save tells its errors by field, in the shape that components read', async () => {
  const invalid = await client.send('PATCH', `/ui-api/records/${widgets[1]}`, { fields: { Price__c: -1 } });
  assert.equal(invalid.status, 400);
  assert.equal(invalid.body.enhancedErrorType, 'RecordError');
  assert.deepEqual(invalid.body.output?.errors, []);
  assert.deepEqual(invalid.body.output?.fieldErrors?.Price__c, [
    {
      constituentField: null,
      duplicateRecordError: null,
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      field: 'Price__c',
      fieldLabel: '価格',
      message: '価格は0以上にしてください。'
    }
  ]);
  const missing = await client.send('POST', '/ui-api/records', { apiName: 'Widget__c', fields: { Name: '無番号' } });
  assert.equal(missing.status, 400);
  assert.equal((missing.body.output?.fieldErrors?.Code__c as unknown as { errorCode: string }[])[0]?.errorCode, 'REQUIRED_FIELD_MISSING');
});

test('an update answers the whole record; one on a stale copy is refused with the current one', async () => {
  const before412 = (await client.get(`/ui-api/records/${widgets[1]}?fields=Widget__c.LastModifiedDate`)).body;
  const stale = String(before412.fields?.LastModifiedDate?.value);
  now += 60_000;
  const updated = await client.send(
    'PATCH',
    `/ui-api/records/${widgets[1]}`,
    { fields: { Kind__c: 'b' } },
    { 'if-unmodified-since': stale }
  );
  assert.equal(updated.status, 200);
  assert.equal(updated.body.fields?.Kind__c?.displayValue, '乙');
  const refused = await client.send(
    'PATCH',
    `/ui-api/records/${widgets[1]}`,
    { fields: { Kind__c: 'a' } },
    { 'if-unmodified-since': new Date(stale).toUTCString() }
  );
  assert.equal(refused.status, 412);
  assert.match(String(refused.body.message), /他のユーザーによって変更されました/);
  assert.equal(refused.body.output?.record?.fields?.Kind__c?.value, 'b');
  await client.send('PATCH', `/ui-api/records/${widgets[1]}`, { fields: { Kind__c: 'a' } });
});

test('a deleted record is gone', async () => {
  const { body } = await client.send('POST', '/ui-api/records', {
    apiName: 'Widget__c',
    fields: { Name: '余り', Code__c: 'X', Price__c: 9999 }
  });
  assert.equal((await client.send('DELETE', `/ui-api/records/${String(body.id)}`)).status, 204);
  assert.equal((await client.get(`/ui-api/records/${String(body.id)}?fields=Widget__c.Name`)).status, 404);
});

const names = (body: { records?: unknown }): unknown[] =>
  (body.records as { fields: { Name: { value: string } } }[]).map((record) => record.fields.Name.value);

test('a list view shows its columns, its filters and the matching records by name', async () => {
  const info = (await client.get('/ui-api/list-info/Widget__c/Cheap')).body;
  assert.deepEqual(
    (info.displayColumns as unknown as { fieldApiName: string; label: string }[]).map(({ fieldApiName, label }) => [fieldApiName, label]),
    [
      ['Name', '部品名'],
      ['Parent__r.Name', '親取引先'],
      ['Kind__c', '種類'],
      ['Price__c', '価格'],
      ['Owner.Alias', '所有者 別名']
    ]
  );
  assert.deepEqual(info.filteredByInfo, [{ fieldApiName: 'Price__c', label: '価格', operandLabels: ['500'], operator: 'LessThan' }]);
  const { body } = await client.get('/ui-api/list-records/Widget__c/Cheap');
  assert.deepEqual(names(body), ['部品 0', '部品 1', '部品 2']);
  assert.equal(
    (body.records as unknown as { fields: Record<string, { displayValue: string }> }[])[0]?.fields.Parent__r?.displayValue,
    '北山工業'
  );
});

test('a list view follows its filter logic, and blank counts as a value of its filters', async () => {
  const { body } = await client.get('/ui-api/list-records/Widget__c/Logic');
  // b, or at least 400 and (c or blank): 2 by the first, 3 and 4 by the others.
  assert.deepEqual(names(body), ['部品 2', '部品 3', '部品 4']);
});

test('a list sorts picklists in their own order, in pages, and searches its columns', async () => {
  const sorted = (await client.get('/ui-api/list-records/Widget__c/All?sortBy=-Widget__c.Kind__c,Name&fields=Widget__c.Kind__c')).body;
  assert.deepEqual(names(sorted), ['部品 2', '部品 1', '部品 0', '部品 4', '部品 3']);
  const first = (await client.get('/ui-api/list-records/Widget__c/All?pageSize=2')).body;
  assert.deepEqual(names(first), ['部品 0', '部品 1']);
  assert.equal(first.nextPageToken, '2');
  const last = (await client.send('POST', '/ui-api/list-records/Widget__c/All', { pageSize: 2, pageToken: '4' })).body;
  assert.deepEqual([names(last), last.nextPageToken, last.previousPageToken], [['部品 4'], null, '2']);
  const found = (await client.send('POST', '/ui-api/list-records/Widget__c/Cheap', { searchTerm: '北山' })).body;
  assert.deepEqual(names(found), ['部品 0', '部品 2']);
});

test('the lists of an object are the deployed ones and those of the platform', async () => {
  const { body } = await client.get('/ui-api/list-info/Widget__c');
  const lists = (body.lists as unknown as { apiName: string; label: string }[]).map((list) => list.apiName).sort();
  assert.deepEqual(lists, ['All', 'Cheap', 'Logic', 'Mine', 'Own', '__Recent']);
  assert.equal((await client.get('/ui-api/list-info/Widget__c/Nothing')).status, 404);
  const own = (await client.get('/ui-api/list-records/Widget__c/Own')).body;
  assert.equal(names(own).length, 5);
});

test('recently viewed records come in the order in which they were opened', async () => {
  await client.get(`/ui-api/records/${widgets[3]}?fields=Widget__c.Name&updateMru=true`);
  now += 1000;
  await client.get(`/ui-api/records/${widgets[1]}?fields=Widget__c.Name&updateMru=true`);
  const { body } = await client.get('/ui-api/list-records/Widget__c/__Recent');
  assert.deepEqual(names(body), ['部品 1', '部品 3']);
});

test('a lookup suggests records by any word of their name', async () => {
  const { body } = await client.get(`/ui-api/lookups/Widget__c/Parent__c/Account?q=${encodeURIComponent('工業')}`);
  assert.deepEqual(names(body), ['北山工業']);
  const none = (await client.get('/ui-api/lookups/Widget__c/Parent__c?q=%25')).body;
  assert.equal(none.lookupResults?.Account?.count, 0);
});

test('apps are those that a permission set shows, with their tabs', async () => {
  const { body } = await client.get('/ui-api/apps?formFactor=Large');
  const apps = body.apps as unknown as {
    developerName: string;
    appId: string;
    selected: boolean;
    navItems: { developerName: string; label: string; objectApiName: string }[];
  }[];
  assert.deepEqual(
    apps.map((app) => app.developerName),
    ['Shop']
  );
  assert.deepEqual(
    apps[0]?.navItems.map((item) => [item.developerName, item.label]),
    [
      ['standard-home', 'ホーム'],
      ['standard-Opportunity', '商談'],
      ['Widget__c', '部品'],
      ['standard-report', 'レポート']
    ]
  );
  assert.equal((await client.get(`/ui-api/apps/${apps[0]?.appId}`)).body.developerName, 'Shop');
  assert.equal((await client.get('/ui-api/apps/Other')).status, 404);
});

test('defaults of a new record bring the layout, object infos and the owner', async () => {
  const { status, body } = await client.get('/ui-api/record-defaults/create/Widget__c');
  assert.equal(status, 200);
  assert.equal(body.record?.fields?.OwnerId?.value, ADMIN_USER_ID);
  assert.ok(body.objectInfos?.Account && body.objectInfos.Widget__c);
  assert.equal(body.layout?.mode, 'Create');
});

test('what is not there is refused by name', async () => {
  const { status, body } = await client.get('/ui-api/related-list-actions/Widget__c/Widgets__r');
  assert.equal(status, 404);
  assert.match((body as unknown as { message: string }[])[0]?.message ?? '', /not supported: GET ui-api\/related-list-actions/);
});
