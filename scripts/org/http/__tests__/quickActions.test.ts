/** Quick actions over REST: what there is, how its form looks, and what it brings along. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ACCESS_TOKEN, ADMIN_USER_ID } from '../../identity.ts';
import { actionPackage } from '../../lightning/__tests__/actionFixtures.ts';
import { closeOrg, type Org } from '../../org.ts';
import { assign } from '../../records/__tests__/fixtures.ts';
import { save } from '../../records/save.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { routes } from '../routes.ts';
import { startServer, type OrgServer } from '../server.ts';

let org: Org;
let server: OrgServer;
let account: string;

before(async () => {
  org = testOrg(actionPackage());
  assign(org, 'Widget_User');
  const [result] = save(
    org,
    ADMIN_USER_ID,
    [{ operation: 'insert', object: 'Account', values: { Name: '株式会社サンプル', Industry: 'Banking', AnnualRevenue: 12300 } }],
    { allOrNone: true }
  );
  account = String(result?.id);
  server = await startServer(org, { port: 0, routes: routes() });
});
after(async () => {
  await server.close();
  closeOrg(org);
});

type Json = Record<string, unknown>;

async function get<T = Json>(path: string): Promise<{ status: number; body: T }> {
  const response = await fetch(`${server.url}/services/data/v66.0${path}`, { headers: { authorization: `Bearer ${ACCESS_TOKEN}` } });
  return { status: response.status, body: (await response.json()) as T };
}

test('an object has its own actions and the global ones', async () => {
  const { body } = await get<Json[]>('/sobjects/Account/quickActions');
  assert.deepEqual(
    body.map((action) => [action.name, action.label, action.type]),
    [
      ['Account.Start', '部品を起こす', 'Create'],
      ['Card', '名刺を登録', 'Create']
    ]
  );
  assert.equal((body[0]?.urls as Json).describe, '/services/data/v66.0/sobjects/Account/quickActions/Start/describe');
  const global = await get<Json[]>('/quickActions');
  assert.deepEqual(
    global.body.map((action) => action.name),
    ['Card']
  );
});

test('a description has the form, row by row, and what may be typed', async () => {
  const { body } = await get('/sobjects/Account/quickActions/Start/describe');
  assert.deepEqual([body.contextSobjectType, body.targetSobjectType, body.targetParentField], ['Account', 'Widget__c', 'Company__c']);
  const { layoutRows } = body.layout as { layoutRows: { numItems: number; layoutItems: Json[] }[] };
  const shape = layoutRows.map(({ layoutItems }) =>
    layoutItems.map((item) => [(item.layoutComponents as Json[])[0]?.value, item.required, item.editableForNew])
  );
  assert.deepEqual(shape, [
    [
      ['Name', true, true],
      ['Stage__c', true, true]
    ],
    [
      ['Company__c', false, false],
      ['Memo__c', false, true]
    ],
    [
      ['Due__c', false, true],
      [undefined, false, false]
    ]
  ]);
});

test('predefined values are worked out for the record that the action starts from', async () => {
  const { body } = await get(`/sobjects/Account/quickActions/Start/defaultValues/${account}`);
  assert.deepEqual(body, {
    attributes: { type: 'Widget__c' },
    Company__c: account,
    Amount__c: 123,
    Due__c: '2027-01-31',
    Name: '株式会社サンプル／Banking',
    Reason__c: '会社のページから',
    Stage__c: '準備'
  });
  const card = await get('/quickActions/Card/defaultValues');
  assert.equal(card.body.LeadSource, 'Other');
  assert.match(String(card.body.Description), /^受付: .+@/);
});

test('what cannot be worked out without a record, or at all, stays blank', async () => {
  const { body } = await get('/sobjects/Account/quickActions/Start/defaultValues');
  assert.deepEqual([body.Amount__c, body.Name, body.Stage__c, 'Company__c' in body], [null, '／', '準備', false]);
});

test('actions and records that do not exist answer 404', async () => {
  for (const path of [
    '/quickActions/Start',
    '/quickActions/Nothing/describe',
    '/sobjects/Account/quickActions/Finish',
    '/sobjects/Nothing__c/quickActions',
    '/sobjects/Account/quickActions/Start/defaultValues/001000000009999AAA',
    `/sobjects/Account/quickActions/Start/defaultValues/${ADMIN_USER_ID}`
  ])
    assert.equal((await get(path)).status, 404, path);
  assert.equal((await get('/sobjects/Account/quickActions/Start')).status, 200);
});
