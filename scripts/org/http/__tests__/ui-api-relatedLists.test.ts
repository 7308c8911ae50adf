import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN_USER_ID, type Org } from '../../org.ts';
import { forgetAccess } from '../../records/access.ts';
import { newId } from '../../records/ids.ts';
import { insertRow } from '../../records/rows.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { apiClient, type ApiClient, type Body } from './apiClient.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const value = (name: string, label: string): string =>
  `<value><fullName>${name}</fullName><default>false</default><label>${label}</label></value>`;

const WIDGET = `${HEAD}<CustomObject ${NS}>
  <deploymentStatus>Deployed</deploymentStatus><label>部品</label><pluralLabel>部品一覧</pluralLabel>
  <nameField><label>部品名</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>
  <fields><fullName>Parent__c</fullName><label>親取引先</label><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Widgets</relationshipName></fields>
  <fields><fullName>Maker__c</fullName><label>製造元</label><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>MadeWidgets</relationshipName></fields>
  <fields><fullName>Hidden__c</fullName><label>隠れた取引先</label><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>HiddenWidgets</relationshipName></fields>
  <fields><fullName>Kind__c</fullName><label>種類</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${value('c', '丙') + value('a', '甲')}</valueSetDefinition></valueSet></fields>
  <fields><fullName>Price__c</fullName><label>価格</label><type>Currency</type><precision>12</precision><scale>0</scale></fields>
  <fields><fullName>Made__c</fullName><label>製造日</label><type>Date</type></fields>
  <fields><fullName>Sold__c</fullName><label>販売済み</label><type>Checkbox</type><defaultValue>false</defaultValue></fields>
  <fields><fullName>Secret__c</fullName><label>秘密</label><type>Text</type><length>20</length></fields>
</CustomObject>`;
const STAFF = `${HEAD}<PermissionSet ${NS}>
  ${['Parent__c', 'Maker__c', 'Kind__c', 'Price__c', 'Made__c', 'Sold__c'].map((name) => `<fieldPermissions><editable>true</editable><field>Widget__c.${name}</field><readable>true</readable></fieldPermissions>`).join('')}
  <hasActivationRequired>false</hasActivationRequired><label>Staff</label>
</PermissionSet>`;

let org: Org;
let client: ApiClient;
let account: string;
let maker: string;

function insert(object: string, prefix: string, values: Record<string, string | number>): string {
  const id = newId(org, prefix);
  insertRow(org, object, id, { OwnerId: ADMIN_USER_ID, ...values });
  return id;
}

before(async () => {
  org = testOrg({ 'objects/Widget__c.object': WIDGET, 'permissionsets/Staff.permissionset': STAFF });
  const set = org.db.prepare('SELECT "Id" AS id FROM "PermissionSet" WHERE "Name" = ?').get('Staff') as { id: string };
  insertRow(org, 'PermissionSetAssignment', newId(org, '0Pa'), { AssigneeId: ADMIN_USER_ID, PermissionSetId: set.id });
  forgetAccess(org);
  account = insert('Account', '001', { Name: '北山工業' });
  maker = insert('Account', '001', { Name: '南川製作所' });
  const prefix = org.catalog.objects.get('Widget__c')?.keyPrefix ?? '';
  const row = (name: string, values: Record<string, string | number>): string =>
    insert('Widget__c', prefix, { Name: name, Parent__c: account, Sold__c: 0, ...values });
  row('ろ', { Kind__c: 'a', Price__c: 300, Made__c: '2026-11-01', Maker__c: maker });
  row('い', { Kind__c: 'c', Price__c: 100, Made__c: '2026-11-20', Sold__c: 1 });
  row('は', { Price__c: 200 });
  row('別の親', { Parent__c: maker });
  client = await apiClient(org);
});
after(() => client.server.close());

const path = (list = 'Widgets__r', query = ''): string => `/ui-api/related-list-records/${account}/${list}${query}`;
const names = (body: Body): unknown[] =>
  (body.records as unknown as { fields: Record<string, { value: unknown }> }[]).map((record) => record.fields.Name?.value);
const where = async (text: string): Promise<unknown[]> => {
  const { status, body } = await client.send('POST', path(), { fields: ['Name'], where: text });
  assert.equal(status, 200, JSON.stringify(body));
  return names(body);
};
const failureOf = (body: Body): unknown => (body as unknown as { errorCode: string }[])[0]?.errorCode;

test('a related list holds the children of the record and says what it is a list of', async () => {
  const { status, body } = await client.get(
    path('Widgets__r', '?fields=Widget__c.Name,Widget__c.Maker__r.Name&optionalFields=Widget__c.Secret__c')
  );
  assert.equal(status, 200);
  assert.deepEqual(names(body), ['い', 'は', 'ろ']);
  assert.equal(body.count, 3);
  assert.equal(body.nextPageToken, null);
  assert.deepEqual(body.listReference, {
    id: null,
    inContextOfRecordId: account,
    listViewApiName: null,
    objectApiName: 'Widget__c',
    parentObjectApiName: 'Account',
    recordTypeId: '012000000000000AAA',
    relatedListId: 'Widgets__r',
    type: 'relatedList'
  });
  const last = body.records?.[2]?.fields;
  assert.equal(last?.Maker__r?.displayValue, '南川製作所');
  assert.equal(last?.Secret__c, undefined);
  assert.deepEqual(names((await client.get(path('widgets__R', '?fields=Name'))).body), ['い', 'は', 'ろ'], 'names have no case');
});

test('records come in the order asked for, a page at a time', async () => {
  const first = (await client.send('POST', path(), { fields: ['Widget__c.Name'], sortBy: ['-Widget__c.Price__c'], pageSize: 2 })).body;
  assert.deepEqual(names(first), ['ろ', 'は']);
  assert.equal(first.nextPageToken, '2');
  const url = String(first.nextPageUrl).replace(/^\/services\/data\/v66\.0/, '');
  const second = (await client.get(url)).body;
  assert.deepEqual(names(second), ['い']);
  assert.equal(second.previousPageToken, '0');
  assert.equal(second.nextPageToken, null);
});

test('a filter in GraphQL syntax keeps the records that meet it', async () => {
  assert.deepEqual(await where('{ Kind__c: { eq: "a" } }'), ['ろ']);
  assert.deepEqual(await where('{ Kind__c: { ne: "a" } }'), ['い', 'は'], 'blank is not equal');
  assert.deepEqual(await where('{ Kind__c: { nin: ["a", "c"] } }'), ['は']);
  assert.deepEqual(await where('{ Kind__c: { eq: null } }'), ['は']);
  assert.deepEqual(await where('{ Price__c: { gt: 100, lte: 200 } }'), ['は']);
  assert.deepEqual(await where('{ Sold__c: { eq: true } }'), ['い']);
  assert.deepEqual(await where('{ Made__c: { gte: { value: "2026-11-15" } } }'), ['い']);
  assert.deepEqual(await where('{ Maker__r: { Name: { like: "南%" } } }'), ['ろ']);
  assert.deepEqual(
    await where('{ or: [ { Name: { eq: "い" } }, { and: [ { Price__c: { gte: 200 } }, { not: { Kind__c: { eq: "a" } } } ] } ] }'),
    ['い', 'は']
  );
  assert.deepEqual(await where('{ Name: { eq: "い\\" OR 1=1" } }'), []);
});

test('a filter that cannot be run is refused by name', async () => {
  const refused = async (text: string): Promise<unknown> => failureOf((await client.send('POST', path(), { where: text })).body);
  assert.equal(await refused('{ Kind__c: { eq: "a" }'), 'INVALID_FILTER');
  assert.equal(await refused('{ Kind__c: "a" }'), 'INVALID_FILTER');
  assert.equal(await refused('{ Secret__c: { eq: "a" } }'), 'INVALID_FIELD');
  assert.equal(await refused('{ Kind__c: { about: "a" } }'), 'NOT_SUPPORTED');
  assert.equal(await refused('{ Made__c: { gte: { range: { last_n_days: 7 } } } }'), 'NOT_SUPPORTED');
});

test('what the user may not see is refused', async () => {
  const unreadable = await client.get(path('Widgets__r', '?fields=Widget__c.Secret__c'));
  assert.deepEqual([unreadable.status, failureOf(unreadable.body)], [400, 'INVALID_FIELD']);
  const sorted = await client.get(path('Widgets__r', '?fields=Widget__c.Name&sortBy=Widget__c.Secret__c'));
  assert.equal(sorted.status, 400);
  const lookup = await client.get(path('HiddenWidgets__r'));
  assert.deepEqual([lookup.status, failureOf(lookup.body)], [403, 'INSUFFICIENT_ACCESS']);
  assert.equal((await client.get(path('Nothing__r'))).status, 404);
  assert.equal((await client.get('/ui-api/related-list-records/001000000000ZZZAAA/Widgets__r')).status, 404);
});

test('the description of a related list has the readable columns with labels, links and order', async () => {
  const { body } = await client.get(
    '/ui-api/related-list-info/Account/Widgets__r?optionalFields=Widget__c.Name,Widget__c.Maker__r.Name,Widget__c.Price__c,Widget__c.Secret__c'
  );
  assert.equal(body.label, '部品一覧');
  assert.equal(body.fieldApiName, 'Parent__c');
  assert.equal(body.createable, true);
  assert.deepEqual(
    (body.displayColumns as unknown as Record<string, unknown>[]).map(({ fieldApiName, label, lookupId }) => [
      fieldApiName,
      label,
      lookupId
    ]),
    [
      ['Name', '部品名', 'Id'],
      ['Maker__r.Name', '製造元', 'Maker__r.Id'],
      ['Price__c', '価格', null]
    ]
  );
  assert.equal(body.orderedByInfo?.[0]?.fieldApiName, 'Name');
});

test('an object lists its related lists, and a list tells its size', async () => {
  const { body } = await client.get('/ui-api/related-list-info/Account');
  const lists = (body.relatedLists as unknown as { relatedListId: string }[]).map((list) => list.relatedListId);
  for (const name of ['Contacts', 'Opportunities', 'Tasks', 'Widgets__r']) assert.ok(lists.includes(name), name);
  assert.ok(!lists.includes('HiddenWidgets__r'));
  const size = (await client.get(`/ui-api/related-list-count/${account}/Widgets__r`)).body;
  assert.deepEqual([size.count, size.hasMore], [3, false]);
});
