import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ACCESS_TOKEN, ADMIN_USER_ID } from '../../identity.ts';
import { widgetPackage } from '../../lightning/__tests__/fixtures.ts';
import type { Org } from '../../org.ts';
import { testOrg } from '../../testing/testOrg.ts';
import type { HttpResponse } from '../router.ts';
import { routes } from '../routes.ts';
import { startServer, type OrgServer } from '../server.ts';

let org: Org;
let server: OrgServer;
const headers = { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json' };

before(async () => {
  org = testOrg(widgetPackage());
  server = await startServer(org, { port: 0, routes: routes() });
});
after(async () => {
  await server.close();
});

const get = (path: string): Promise<Response> => fetch(server.url + path, { headers, redirect: 'manual' });
async function apex(body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}/lightning/api/apex`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}
/** The same call by a user without any right; the server's sessions are the administrator's. */
async function apexAs(userId: string, body: unknown): Promise<HttpResponse> {
  const route = routes().find((candidate) => candidate.pattern === '/lightning/api/apex');
  assert.ok(route);
  const url = new URL(`${server.url}/lightning/api/apex`);
  return route.handler({
    org,
    method: 'POST',
    url,
    headers: {},
    params: {},
    body: Buffer.from(JSON.stringify(body)),
    userId,
    baseUrl: server.url
  });
}
const words = (answer: { body?: unknown }): string => JSON.stringify(answer.body);

test('a browser without a session is sent to the login page, a call of the client gets 401', async () => {
  const page = await fetch(`${server.url}/lightning/page/home`, { redirect: 'manual' });
  assert.equal(page.status, 302);
  assert.match(page.headers.get('location') ?? '', /^\/login\?/);
  assert.equal((await fetch(`${server.url}/lightning/api/components`)).status, 401);
});

test('the page allows scripts of the org only, and none inside itself', async () => {
  const response = await get('/lightning/page/home');
  const policy = response.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self';/);
  const html = await response.text();
  const scripts = [...html.matchAll(/<script([^>]*)>([^<]*)/g)].filter(([, attributes]) => !attributes?.includes('application/json'));
  assert.equal(scripts.length, 2);
  assert.ok(scripts.every(([, attributes, content]) => attributes?.includes('src=') && content === ''));
});

test('assets are served for good, and only those that exist', async () => {
  const html = await (await get('/lightning/page/home')).text();
  const [main = ''] = /\/lightning\/assets\/main-[A-Z0-9]+\.js/.exec(html) ?? [];
  const response = await get(main);
  assert.equal(response.headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.match(response.headers.get('cache-control') ?? '', /immutable/);
  assert.equal((await get('/lightning/assets/main-NOTHING.js')).status, 404);
});

test('the design system is served from its own folder and nowhere else', async () => {
  assert.equal(
    (await get('/lightning/slds/styles/salesforce-lightning-design-system.min.css')).headers.get('content-type'),
    'text/css; charset=utf-8'
  );
  for (const path of ['styles/..%2f..%2f..%2fREADME.md', 'package.json', 'styles']) {
    assert.equal((await get(`/lightning/slds/${path}`)).status, 404, path);
  }
});

test('a record or object that does not exist has no page', async () => {
  assert.equal((await get('/lightning/api/page?recordId=a99000000000001AAA')).status, 404);
  assert.equal((await get('/lightning/api/page?objectApiName=Nothing__c')).status, 404);
  assert.equal((await get('/lightning/api/nothing')).status, 404);
});

test('Apex is refused in the order of Salesforce: no such method, no access to the class, then what this org lacks', async () => {
  assert.equal((await apex({ class: 'WidgetController', method: 'missing', args: {} })).status, 404);
  assert.equal((await apex({ class: 'Nothing', method: 'getHints', args: {} })).status, 404);
  const denied = await apexAs('005000000000009AAA', { class: 'WidgetController', method: 'getHints', args: {} });
  assert.equal(denied.status, 403);
  assert.match(words(denied), /WidgetController/);
  const missing = await apex({ class: 'WidgetController', method: 'getHints', args: {} });
  assert.equal(missing.status, 400);
  assert.match(words(missing), /not supported: Apex method WidgetController\.getHints/);
  org.apex['WidgetController.getHints'] = (_org, userId, args) => [userId, args];
  assert.deepEqual(await apex({ class: 'WidgetController', method: 'gethints', args: { other: 1 } }), {
    status: 200,
    body: { result: [ADMIN_USER_ID, { stage: null }] }
  });
  org.apex['WidgetController.getHints'] = () => {
    throw new Error('読めません');
  };
  const failed = await apex({ class: 'WidgetController', method: 'getHints' });
  assert.equal(failed.status, 500);
  assert.match(words(failed), /読めません/);
});

test('an open page hears of a deployment', async () => {
  const stop = new AbortController();
  const response = await fetch(`${server.url}/lightning/api/events`, { headers, signal: stop.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  const hear = async (line: string): Promise<void> => {
    while (!text.includes(line)) text += Buffer.from((await reader.read()).value ?? []).toString();
  };
  await hear(`data: ${org.revision}\n`);
  org.revision += 1;
  await hear(`data: ${org.revision}\n`);
  stop.abort();
});
