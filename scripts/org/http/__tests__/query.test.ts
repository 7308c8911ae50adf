import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addRow } from '../../query/__tests__/widgets.ts';
import { restServer, type RestServer } from './rest.ts';

let server: RestServer;

before(async () => {
  server = await restServer();
  for (let index = 0; index < 400; index++) addRow(server.org, 'Gadget__c', { Name: `g${index}`, Weight__c: index });
});
after(() => server.close());

const query = (soql: string, more = '', headers = {}) =>
  server.call('GET', `/query?q=${encodeURIComponent(soql)}${more}`, undefined, headers);

interface Page {
  totalSize: number;
  done: boolean;
  nextRecordsUrl?: string;
  records: { Weight__c: number }[];
}

test('versions are listed to anyone, 66.0 last', async () => {
  const response = await fetch(`${server.url}/services/data`);
  const list = (await response.json()) as { version: string; label: string; url: string }[];
  assert.deepEqual(list.at(-1), { label: "Spring '26", url: '/services/data/v66.0', version: '66.0' });
  assert.equal(list[0].version, '51.0');
  assert.deepEqual(
    [...list].sort((a, b) => (a.version < b.version ? -1 : 1)),
    list
  );
});

test('each version from the one the CLI logs in with is answered, others are not there', async () => {
  assert.equal((await server.call('GET', '/services/data/v51.0/query?q=SELECT%20Id%20FROM%20User')).status, 200);
  assert.equal((await server.call('GET', '/services/data/v50.0/query?q=SELECT%20Id%20FROM%20User')).status, 404);
  assert.equal((await server.call('GET', '/services/data/v67.0')).status, 404);
  const { records } = (await server.call('GET', '/services/data/v60.0/query?q=SELECT%20Id%20FROM%20User')).body as {
    records: { attributes: { url: string } }[];
  };
  assert.match(records[0].attributes.url, /^\/services\/data\/v60\.0\//);
});

test('without a token nothing is answered', async () => {
  const response = await fetch(`${server.url}/services/data/v66.0/query?q=SELECT%20Id%20FROM%20User`);
  assert.equal(response.status, 401);
  assert.deepEqual(await response.json(), [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
});

test('pages follow one another by nextRecordsUrl and end with done', async () => {
  const seen: number[] = [];
  let { body } = await query('SELECT Weight__c FROM Gadget__c ORDER BY Weight__c', '', { 'sforce-query-options': 'batchSize=200' });
  for (let page = body as Page; ; page = (await server.call('GET', page.nextRecordsUrl as string)).body as Page) {
    assert.equal(page.totalSize, 400);
    if (page.nextRecordsUrl) {
      const beyond = await server.call('GET', page.nextRecordsUrl.replace(/-\d+$/, '-400'));
      assert.equal(beyond.status, 400);
    }
    seen.push(...page.records.map((record) => record.Weight__c));
    if (page.done) {
      assert.equal('nextRecordsUrl' in page, false);
      break;
    }
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 400 }, (_, index) => index)
  );
  ({ body } = await query('SELECT Weight__c FROM Gadget__c'));
  assert.equal((body as Page).done, true);
  assert.equal((body as Page).records.length, 400);
});

test('a page that was never opened is refused', async () => {
  for (const cursor of ['01g000000000000000-2000', 'x', '01gabc-1']) {
    const { status, body } = await server.call('GET', `/query/${cursor}`);
    assert.equal(status, 400);
    assert.equal((body as { errorCode: string }[])[0].errorCode, 'INVALID_QUERY_LOCATOR');
  }
});

test('columns=true describes what the CLI shows as a table', async () => {
  const { columnMetadata } = (await query('SELECT id, Widget__r.Name FROM Gadget__c', '&columns=true')).body as {
    columnMetadata: { columnName: string; joinColumns: { columnName: string }[] }[];
  };
  assert.deepEqual(
    columnMetadata.map((column) => [column.columnName, column.joinColumns.map((join) => join.columnName)]),
    [
      ['Id', []],
      ['Widget__r', ['Name']]
    ]
  );
});

test('what the login of the CLI asks answers as for a developer org', async () => {
  const organization = (
    await query('SELECT Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType FROM Organization')
  ).body as { records: Record<string, unknown>[] };
  assert.equal(organization.records.length, 1);
  const { IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType } = organization.records[0];
  assert.deepEqual(
    { IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType },
    { IsSandbox: false, TrialExpirationDate: null, NamespacePrefix: null, OrganizationType: 'Developer Edition' }
  );
  assert.equal((await query('SELECT Id FROM ScratchOrgInfo limit 1')).status, 400);
  assert.equal((await server.call('GET', '/tooling/query?q=SELECT%20Id%20FROM%20SandboxProcess%20WHERE%20x%3D1')).status, 404);
});

test('the tooling API answers queries of definitions', async () => {
  const { body } = await server.call(
    'GET',
    `/tooling/query?q=${encodeURIComponent("SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Gadget__c'")}`
  );
  assert.equal((body as Page).totalSize, 1);
});

test('a query that is missing or wrong answers 400 with its reason', async () => {
  assert.equal((await server.call('GET', '/query')).status, 400);
  const { status, body } = await query('SELECT Nope FROM Gadget__c');
  assert.equal(status, 400);
  assert.equal((body as { errorCode: string }[])[0].errorCode, 'INVALID_FIELD');
});

test('search, bulk jobs and query plans are refused by name', async () => {
  for (const [method, path] of [
    ['GET', '/search?q=x'],
    ['POST', '/jobs/ingest'],
    ['GET', '/query?explain=x&q=x'],
    ['POST', '/parameterizedSearch']
  ]) {
    const { status, text } = await server.call(method, path, method === 'POST' ? {} : undefined);
    assert.equal(status, 400, path);
    assert.match(text, /not supported: /);
  }
});

test('userinfo and the identity address name the administrator', async () => {
  const info = (await server.call('GET', '/services/oauth2/userinfo')).body as Record<string, unknown>;
  assert.deepEqual(
    [info.user_id, info.organization_id, info.preferred_username],
    ['005000000000001AAA', '00D000000000001EAA', 'dev@local.example']
  );
  const { pathname } = new URL(info.sub as string);
  const identity = (await server.call('GET', pathname)).body as Record<string, unknown>;
  assert.deepEqual([identity.username, identity.timezone, identity.utcOffset], ['dev@local.example', 'Asia/Tokyo', 32_400_000]);
  assert.equal((await server.call('GET', pathname.replace(/\w$/, 'X'))).status, 404);
});

test('a single-access address signs a browser in once and leads to the page', async () => {
  const { frontdoor_uri: address } = (
    await server.call('GET', '/services/oauth2/singleaccess?redirect_uri=%2Flightning%2Fpage%2Fx%3Fa%3D1')
  ).body as { frontdoor_uri: string };
  const first = await fetch(address, { redirect: 'manual' });
  assert.equal(first.headers.get('location'), '/lightning/page/x?a=1');
  const cookie = String(first.headers.get('set-cookie')).split(';')[0];
  const info = await fetch(`${server.url}/services/oauth2/userinfo`, { headers: { cookie } });
  assert.equal(info.status, 200);
  const again = await fetch(address, { redirect: 'manual' });
  assert.match(String(again.headers.get('location')), /^\/login/);
});

test('other OAuth flows are refused by name, in the shape their clients read', async () => {
  const { status, body } = await server.call('POST', '/services/oauth2/token', 'grant_type=password');
  assert.equal(status, 400);
  assert.deepEqual(Object.keys(body as object), ['error', 'error_description']);
  assert.match((await server.call('GET', '/services/oauth2/authorize')).text, /not supported: \/services\/oauth2\/authorize/);
});
