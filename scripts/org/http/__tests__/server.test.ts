import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { ACCESS_TOKEN, ADMIN_USER_ID } from '../../identity.ts';
import type { Org } from '../../org.ts';
import { createOneTimePassword } from '../oneTimePassword.ts';
import { ApiError, jsonBody, type Route } from '../router.ts';
import { startServer, type OrgServer } from '../server.ts';
import { localPath, routes as sessionRoutes } from '../session.ts';

const echo: Route[] = [
  {
    method: 'GET',
    pattern: '/services/echo/:word',
    handler: (context) => ({ status: 200, body: { word: context.params.word, user: context.userId } })
  },
  { method: 'POST', pattern: '/services/echo', handler: (context) => ({ status: 201, body: jsonBody(context) }) },
  { method: 'GET', pattern: '/services/rest/*', handler: (context) => ({ status: 200, body: context.params.rest }) },
  {
    method: 'GET',
    pattern: '/services/fail',
    handler: () => {
      throw new ApiError(400, 'INVALID_FIELD', 'No such column', ['X']);
    }
  },
  { method: 'GET', pattern: '/lightning/page/home', handler: () => ({ status: 200, body: 'home' }) }
];

let server: OrgServer;
before(async () => {
  // The routes under test touch no data: the org behind them is never read.
  server = await startServer({} as Org, { port: 0, routes: [...sessionRoutes, ...echo] });
});
after(() => server.close());

const bearer = { authorization: `Bearer ${ACCESS_TOKEN}` };
const call = (path: string, init: RequestInit = {}): Promise<Response> => fetch(server.url + path, { redirect: 'manual', ...init });

/** fetch() does not let a test choose the Host header. */
function rawStatus(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path: '/services/echo/a', headers: { ...bearer, ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

async function signIn(startUrl = ''): Promise<{ cookie: string; location: string | null }> {
  const response = await call('/login', { method: 'POST', body: new URLSearchParams({ startURL: startUrl }) });
  assert.equal(response.status, 302);
  return { cookie: response.headers.get('set-cookie') ?? '', location: response.headers.get('location') };
}

test('a request for another host name is refused', async () => {
  assert.equal(await rawStatus({ host: 'evil.example' }), 403);
  assert.equal(await rawStatus({ host: `evil.example:${server.port}` }), 403);
  assert.equal(await rawStatus({ host: `localhost:${server.port}` }), 200);
});

test('an API call without a token gets 401, with the wrong one too', async () => {
  assert.equal((await call('/services/echo/a')).status, 401);
  const wrong = await call('/services/echo/a', { headers: { authorization: 'Bearer 00D000000000001!other' } });
  assert.equal(wrong.status, 401);
  assert.equal(((await wrong.json()) as { errorCode: string }[])[0]?.errorCode, 'INVALID_SESSION_ID');
});

test('a page without a session leads to the login page and back', async () => {
  const response = await call('/lightning/page/home?x=1');
  assert.equal(response.status, 302);
  assert.equal(response.headers.get('location'), '/login?startURL=%2Flightning%2Fpage%2Fhome%3Fx%3D1');
  const page = await (await call('/login?startURL=%2Flightning%2Fpage%2Fhome%3Fx%3D1')).text();
  assert.match(page, /<button[^>]*>デモ管理者としてログイン<\/button>/);
  assert.match(page, /value="\/lightning\/page\/home\?x=1"/);
});

test('signing in sets an HttpOnly, SameSite=Strict cookie that opens pages and APIs', async () => {
  const { cookie, location } = await signIn('/lightning/page/home?x=1');
  assert.match(cookie, /HttpOnly; SameSite=Strict; Path=\//);
  assert.equal(location, '/lightning/page/home?x=1');
  const headers = { cookie: cookie.split(';')[0] ?? '' };
  assert.equal((await call('/lightning/page/home', { headers })).status, 200);
  assert.deepEqual(await (await call('/services/echo/a', { headers })).json(), { word: 'a', user: ADMIN_USER_ID });
});

test('signing out ends the session', async () => {
  const { cookie } = await signIn();
  const headers = { cookie: cookie.split(';')[0] ?? '' };
  assert.equal((await call('/secur/logout.jsp', { method: 'POST', headers })).status, 302);
  assert.equal((await call('/services/echo/a', { headers })).status, 401);
});

test('a change from a page of another origin is refused, cookie or not', async () => {
  const { cookie } = await signIn();
  const headers = { cookie: cookie.split(';')[0] ?? '', origin: 'http://evil.example', 'content-type': 'application/json' };
  assert.equal((await call('/services/echo', { method: 'POST', headers, body: '{}' })).status, 403);
  assert.equal((await call('/login', { method: 'POST', headers: { origin: 'http://evil.example' } })).status, 403);
  assert.equal(
    (await call('/services/echo', { method: 'POST', headers: { ...headers, origin: server.url }, body: '{"a":1}' })).status,
    201
  );
});

test('a one-time password signs in once', async () => {
  const otp = createOneTimePassword(ADMIN_USER_ID);
  const first = await call(`/secur/frontdoor.jsp?otp=${otp}&startURL=${encodeURIComponent('/lightning/o/Lead/list')}`);
  assert.equal(first.headers.get('location'), '/lightning/o/Lead/list');
  assert.ok(first.headers.get('set-cookie'));
  const second = await call(`/secur/frontdoor.jsp?otp=${otp}`);
  assert.match(second.headers.get('location') ?? '', /^\/login/);
  assert.equal(second.headers.get('set-cookie'), null);
});

test('only addresses of this org are opened after signing in', () => {
  assert.equal(localPath('/lightning/r/Lead/1/view?a=b'), '/lightning/r/Lead/1/view?a=b');
  for (const bad of ['https://evil.example/x', '//evil.example/x', '/\\evil.example', 'javascript:alert(1)', '', null]) {
    assert.ok(
      localPath(bad).startsWith('/lightning/page/home') || !/evil/.test(new URL(localPath(bad), 'http://org.invalid').host),
      String(bad)
    );
    assert.equal(new URL(localPath(bad), 'http://org.invalid').host, 'org.invalid', String(bad));
  }
});

test('paths with a doubled slash work, as the CLI sends them after a stored login', async () => {
  const response = await call('//services/echo/%E3%81%82', { headers: bearer });
  assert.deepEqual(await response.json(), { word: 'あ', user: ADMIN_USER_ID });
});

test('errors have the shape of Salesforce, and an API that is not there is refused by name', async () => {
  assert.deepEqual(await (await call('/services/fail', { headers: bearer })).json(), [
    { message: 'No such column', errorCode: 'INVALID_FIELD', fields: ['X'] }
  ]);
  const unknown = await call('/services/nothing', { headers: bearer });
  assert.equal(unknown.status, 404);
  assert.deepEqual(await unknown.json(), [{ message: 'not supported: GET /services/nothing', errorCode: 'NOT_SUPPORTED' }]);
  assert.equal((await call('/nothing', { headers: bearer })).status, 404);
});

test('a path that takes other methods tells which', async () => {
  const response = await call('/services/fail', { method: 'DELETE', headers: bearer });
  assert.equal(response.status, 405);
  assert.deepEqual(await response.json(), [
    { message: "HTTP Method 'DELETE' not allowed. Allowed are GET", errorCode: 'METHOD_NOT_ALLOWED' }
  ]);
});

test('a body that is no JSON is refused by name', async () => {
  const response = await call('/services/echo', { method: 'POST', headers: bearer, body: '{oops' });
  assert.equal(response.status, 400);
  assert.equal(((await response.json()) as { errorCode: string }[])[0]?.errorCode, 'JSON_PARSER_ERROR');
});

test('the rest of a path is handed over whole', async () => {
  assert.equal(await (await call('/services/rest/a/b%20c/d', { headers: bearer })).text(), 'a/b c/d');
});
