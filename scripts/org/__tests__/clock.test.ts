import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { storedClock } from '../clock.ts';
import { routes } from '../http/clock.ts';
import { startServer } from '../http/server.ts';
import { ACCESS_TOKEN, ADMIN_USER_ID, closeOrg, isMovable, openOrg, type Org } from '../org.ts';
import { runSoql } from '../query/soql.ts';
import { fixedClock, insert, savedId, widgetOrg } from '../records/__tests__/fixtures.ts';
import { readRecord } from '../records/store.ts';

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

async function overHttp(org: Org, calls: (post: (body: unknown) => Promise<Answer>) => Promise<void>): Promise<void> {
  const server = await startServer(org, { port: 0, routes });
  try {
    await calls(async (body) => {
      const response = await fetch(`${server.url}/lightning/api/clock`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(body)
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    });
  } finally {
    await server.close();
  }
}

test('a moved clock keeps ticking at its distance from the real one', () => {
  const real = fixedClock('2026-11-23T03:00:00Z');
  const clock = storedClock(new DatabaseSync(':memory:'), real);
  assert.equal(clock.now().toISOString(), '2026-11-23T03:00:00.000Z');
  clock.moveToDay('2026-04-01');
  assert.equal(clock.now().toISOString(), '2026-04-01T03:00:00.000Z');
  real.set('2026-11-23T04:30:00Z');
  assert.equal(clock.now().toISOString(), '2026-04-01T04:30:00.000Z');
  clock.moveTo(undefined);
  assert.equal(clock.offset(), 0);
  assert.throws(() => clock.moveToDay('2026-02-30'), RangeError);
});

test('the day is that of the org, where it is already tomorrow', () => {
  const clock = storedClock(new DatabaseSync(':memory:'), fixedClock('2026-11-22T20:00:00Z'));
  clock.moveToDay('2026-09-30');
  // 5 o'clock in Tokyo on 30 September.
  assert.equal(clock.now().toISOString(), '2026-09-29T20:00:00.000Z');
});

test('an org keeps its moved clock from one start to the next', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clock-'));
  try {
    const first = openOrg({ folder });
    assert.ok(isMovable(first.clock));
    first.clock.moveToDay('2030-04-01');
    closeOrg(first);
    const second = openOrg({ folder });
    assert.equal(second.clock.now().getUTCFullYear(), 2030);
    closeOrg(second);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('audit dates, defaults, date literals and formulas follow the moved clock', async () => {
  const org = widgetOrg();
  await overHttp(org, async (post) => {
    const { status, body } = await post({ now: '2031-03-31T15:30:00Z' });
    assert.deepEqual([status, body['today']], [200, '2031-04-01']);
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  const widget = readRecord(org, 'Widget__c', id);
  assert.match(String(widget?.['CreatedDate']), /^2031-03-31T15:3/);
  assert.equal(widget?.['Due__c'], '2031-04-08');
  const found = (condition: string): number => runSoql(org, ADMIN_USER_ID, `SELECT Id FROM Widget__c WHERE ${condition}`).totalSize;
  assert.equal(found('CreatedDate = TODAY'), 1);
  assert.equal(found('Due__c = NEXT_N_DAYS:7'), 1);
  assert.equal(found('CreatedDate = YESTERDAY'), 0);
});

test('the clock is moved to days that exist, by one of two names, and back', async () => {
  const org = openOrg();
  await overHttp(org, async (post) => {
    assert.equal((await post({ today: '2026-02-30' })).status, 400);
    assert.equal((await post({ now: 'tomorrow' })).status, 400);
    assert.equal((await post({ now: '2026-02-30T00:00:00Z' })).status, 400);
    assert.equal((await post({})).status, 400);
    assert.equal((await post({ today: '2026-04-01', now: null })).status, 400);
    assert.ok(isMovable(org.clock) && org.clock.offset() === 0);
    assert.equal((await post({ today: '2035-09-30' })).body['today'], '2035-09-30');
    assert.equal((await post({ now: null })).body['offset'], 0);
  });
});

test('only the administrator moves the clock, and a test clock stands still', async () => {
  const org = openOrg();
  org.db.exec(`UPDATE "Profile" SET "Name" = '標準ユーザー'`);
  await overHttp(org, async (post) => assert.equal((await post({ today: '2026-04-01' })).status, 403));
  const fixed = openOrg({ clock: fixedClock('2026-04-01T00:00:00Z') });
  await overHttp(fixed, async (post) => assert.equal((await post({ today: '2026-04-02' })).status, 409));
});
