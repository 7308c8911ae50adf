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
const values = (type: string, more = ''): string =>
  `<type>${type}</type>${more}<valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${value('c', '丙') + value('a', '甲')}</valueSetDefinition></valueSet>`;

const WIDGET = `${HEAD}<CustomObject ${NS}>
  <deploymentStatus>Deployed</deploymentStatus><label>部品</label><pluralLabel>部品一覧</pluralLabel>
  <nameField><label>部品名</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>
  <fields><fullName>Maker__c</fullName><label>製造元</label><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Widgets</relationshipName></fields>
  <fields><fullName>Kind__c</fullName><label>種類</label>${values('Picklist')}</fields>
  <fields><fullName>Uses__c</fullName><label>用途</label>${values('MultiselectPicklist', '<visibleLines>4</visibleLines>')}</fields>
  <fields><fullName>Price__c</fullName><label>価格</label><type>Currency</type><precision>12</precision><scale>0</scale></fields>
  <fields><fullName>Made__c</fullName><label>製造日</label><type>Date</type></fields>
  <fields><fullName>Sold__c</fullName><label>販売済み</label><type>Checkbox</type><defaultValue>false</defaultValue></fields>
  <fields><fullName>Story__c</fullName><label>経緯</label><type>LongTextArea</type><length>5000</length><visibleLines>3</visibleLines></fields>
  <fields><fullName>Secret__c</fullName><label>秘密</label><type>Text</type><length>20</length></fields>
</CustomObject>`;
const READABLE = ['Maker__c', 'Kind__c', 'Uses__c', 'Price__c', 'Made__c', 'Sold__c', 'Story__c'];
const STAFF = `${HEAD}<PermissionSet ${NS}>
  ${READABLE.map((name) => `<fieldPermissions><editable>true</editable><field>Widget__c.${name}</field><readable>true</readable></fieldPermissions>`).join('')}
  <hasActivationRequired>false</hasActivationRequired><label>Staff</label>
</PermissionSet>`;

let org: Org;
let client: ApiClient;
let maker: string;

before(async () => {
  org = testOrg({ 'objects/Widget__c.object': WIDGET, 'permissionsets/Staff.permissionset': STAFF });
  const insert = (object: string, prefix: string, row: Record<string, string | number>): string => {
    const id = newId(org, prefix);
    insertRow(org, object, id, { OwnerId: ADMIN_USER_ID, ...row });
    return id;
  };
  const set = org.db.prepare('SELECT "Id" AS id FROM "PermissionSet" WHERE "Name" = ?').get('Staff') as { id: string };
  insertRow(org, 'PermissionSetAssignment', newId(org, '0Pa'), { AssigneeId: ADMIN_USER_ID, PermissionSetId: set.id });
  forgetAccess(org);
  maker = insert('Account', '001', { Name: '南川製作所' });
  const prefix = org.catalog.objects.get('Widget__c')?.keyPrefix ?? '';
  insert('Widget__c', prefix, {
    Name: 'ろ',
    Kind__c: 'a',
    Price__c: 300,
    Made__c: '2026-11-01',
    Maker__c: maker,
    Uses__c: 'a;c',
    Sold__c: 0
  });
  insert('Widget__c', prefix, { Name: 'い', Kind__c: 'c', Price__c: 100, Made__c: '2026-11-20', Sold__c: 1, Story__c: '長い話' });
  insert('Widget__c', prefix, { Name: 'は', Price__c: 200, Uses__c: 'c', Sold__c: 0, Secret__c: '秘密の文' });
  client = await apiClient(org);
});
after(() => client.server.close());

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<{ data: Body; errors: Body }> {
  const { status, body } = await client.send('POST', '/graphql', { query, variables });
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as { data: Body; errors: Body };
}

/** Names of the widgets in the answer to a query of widgets with these arguments. */
async function names(args: string, declared = '', variables: Record<string, unknown> = {}): Promise<unknown[]> {
  const query = `query widgets${declared} { uiapi { query { Widget__c${args} { edges { node { Id Name { value } } } } } } }`;
  const { data, errors } = await ask(query, variables);
  assert.deepEqual(errors, [], JSON.stringify(errors));
  const { edges } = data.uiapi?.query?.Widget__c as unknown as { edges: { node: { Name: { value: string } } }[] };
  return edges.map(({ node }) => node.Name.value);
}

test('records come as edges of nodes, with value and displayValue by the type of each field, and with their parents', async () => {
  const { data, errors } = await ask(`query {
    uiapi { query { rows: Widget__c(where: { Name: { eq: "ろ" } }) {
      edges { node { Id ApiName Kind__c { value displayValue label } Price__c { value displayValue } Made__c { value displayValue }
        Sold__c { value } Uses__c { value } Maker__c { value } Maker__r { Id Name { value } } Story__c { value } } }
      totalCount pageResultCount
    } } }
  }`);
  assert.deepEqual(errors, []);
  const { rows } = data.uiapi?.query as Body;
  const [{ node }] = (rows as unknown as { edges: [{ node: Record<string, unknown> }] }).edges;
  const { Id, ...fields } = node;
  assert.match(String(Id), /^\w{18}$/);
  assert.deepEqual(fields, {
    ApiName: 'Widget__c',
    Kind__c: { value: 'a', displayValue: '甲', label: '甲' },
    Price__c: { value: 300, displayValue: '¥300' },
    Made__c: { value: '2026-11-01', displayValue: '2026/11/01' },
    Sold__c: { value: false },
    Uses__c: { value: 'a;c' },
    Maker__c: { value: maker },
    Maker__r: { Id: maker, Name: { value: '南川製作所' } },
    Story__c: { value: null }
  });
  assert.deepEqual([rows?.totalCount, rows?.pageResultCount], [1, 1]);
});

test('filters compare by type, join, negate, follow lookups and take variables', async () => {
  const byName = ', orderBy: { Name: { order: ASC } })';
  assert.deepEqual(await names(`(where: { Price__c: { gte: 200 } }${byName}`), ['は', 'ろ']);
  assert.deepEqual(await names(`(where: { Made__c: { lt: { value: "2026-11-10" } } }${byName}`), ['ろ']);
  assert.deepEqual(await names(`(where: { Sold__c: { eq: true } }${byName}`), ['い']);
  assert.deepEqual(await names(`(where: { Uses__c: { includes: ["a"] } }${byName}`), ['ろ']);
  assert.deepEqual(await names(`(where: { or: [{ Kind__c: { eq: "c" } }, { Name: { like: "は%" } }] }${byName}`), ['い', 'は']);
  assert.deepEqual(await names(`(where: { not: { Kind__c: { in: ["a", "c"] } } }${byName}`), ['は']);
  assert.deepEqual(await names(`(where: { Maker__r: { Name: { eq: "南川製作所" } } }${byName}`), ['ろ']);
  assert.deepEqual(await names(`(where: { Maker__c: { eq: $id } }${byName}`, '($id: ID)', { id: maker }), ['ろ']);
  assert.deepEqual(await names(`(where: $where${byName}`, '($where: Widget__c_Filter)', { where: { Price__c: { eq: 100 } } }), ['い']);
});

test('the order is that of the document, and blank values stand where it says', async () => {
  assert.deepEqual(await names('(orderBy: { Sold__c: { order: DESC }, Price__c: { order: ASC } })'), ['い', 'は', 'ろ']);
  assert.deepEqual(await names('(orderBy: { Made__c: { order: DESC } })'), ['は', 'い', 'ろ']);
  assert.deepEqual(await names('(orderBy: { Made__c: { order: DESC, nulls: LAST } })'), ['い', 'ろ', 'は']);
  assert.deepEqual(await names('(orderBy: { Maker__r: { Name: { order: ASC, nulls: LAST } }, Name: { order: ASC } })'), ['ろ', 'い', 'は']);
});

test('pages follow each other by their cursors', async () => {
  const page = async (after: string | null): Promise<Body> => {
    const query = `query ($after: String) { uiapi { query { Widget__c(first: 2, after: $after, orderBy: { Name: { order: ASC } }) {
      edges { node { Name { value } } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } } } }`;
    return (await ask(query, { after })).data.uiapi?.query?.Widget__c as Body;
  };
  const first = await page(null);
  assert.deepEqual([first.pageInfo?.hasNextPage, first.pageInfo?.hasPreviousPage, first.totalCount], [true, false, 3]);
  const second = await page(String(first.pageInfo?.endCursor));
  assert.deepEqual([second.pageInfo?.hasNextPage, second.pageInfo?.hasPreviousPage], [false, true]);
  assert.deepEqual((second as unknown as { edges: { node: { Name: { value: string } } }[] }).edges[0]?.node.Name.value, 'ろ');
});

test('a field that the user may not read is an error, and just left out where it is optional', async () => {
  const query = (mark: string): string =>
    `query { uiapi { query { Widget__c(first: 1) { edges { node { Id Secret__c${mark} { value } } } } } } }`;
  const refused = await ask(query(''));
  assert.equal(refused.data, null);
  assert.match(String(refused.errors[0]?.message), /Secret__c/);
  assert.deepEqual(refused.errors[0]?.extensions, { ErrorType: 'ValidationError' });
  const left = await ask(query(' @optional'));
  assert.deepEqual(left.errors, []);
  assert.doesNotMatch(JSON.stringify(left.data), /Secret__c/);
});

test('no filter and no order reaches a field that may not be read, or a long text', async () => {
  for (const args of [
    '(where: { Secret__c: { eq: "x" } })',
    '(orderBy: { Secret__c: { order: ASC } })',
    '(where: { Story__c: { eq: "x" } })',
    '(orderBy: { Uses__c: { order: ASC } })'
  ]) {
    const { data, errors } = await ask(`query { uiapi { query { Widget__c${args} { edges { node { Id } } } } } }`);
    assert.equal(data, null, args);
    assert.deepEqual(errors[0]?.extensions, { ErrorType: 'ValidationError' }, args);
  }
});

test('a wrong document is told with its place, unknown objects and wrong values are errors', async () => {
  const broken = await ask('query { uiapi {');
  assert.deepEqual(broken.errors[0]?.extensions, { ErrorType: 'InvalidSyntax' });
  assert.ok(broken.errors[0]?.locations);
  for (const inner of ['Nothing__c { edges { node { Id } } }', 'Widget__c(where: { Price__c: { eq: "teuer", like: "x" } }) { totalCount }'])
    assert.equal((await ask(`query { uiapi { query { ${inner} } } }`)).data, null, inner);
  const { data, errors } = await ask('query { uiapi { query { Widget__c(first: 3000) { totalCount } } } }');
  assert.equal(data.uiapi?.query?.Widget__c, null);
  assert.match(String(errors[0]?.message), /first must be from 1 to 2000/);
});

test('what this org lacks is refused by name', async () => {
  for (const [query, name] of [
    ['mutation { uiapi { AccountCreate(input: {}) { Record { Id } } } }', 'mutation'],
    ['query { uiapi { aggregate { Widget__c { totalCount } } } }', 'aggregate'],
    ['query { uiapi { query { Account { edges { node { Widgets__r { totalCount } } } } } } }', 'child relationship Account.Widgets__r'],
    ['query ($by: Widget__c_OrderBy) { uiapi { query { Widget__c(orderBy: $by) { totalCount } } } }', 'orderBy by a variable']
  ] as const) {
    const { body } = await client.send('POST', '/graphql', { query, variables: { by: {} } });
    assert.match(JSON.stringify(body), new RegExp(`not supported: ${name}`), name);
  }
});
