/** Converting leads over SOAP: what an org answers becomes ids and reasons. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { convertLeads, sessionOf, type Session } from '../lib/convertLeads.ts';
import { Failure } from '../lib/failure.ts';
import { convertCandidates } from '../lib/sampleData.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { closeOrg, type Org } from '../org/org.ts';
import { convertOrg, newLead } from '../org/records/__tests__/convertFixtures.ts';
import { readRecord } from '../org/records/read.ts';

const CONVERTED = 'Closed - Converted';
let org: Org;
let server: OrgServer;
let session: Session;

before(async () => {
  org = convertOrg();
  server = await startServer(org, { port: 0, routes: routes() });
  session = await sessionOf({ url: server.url });
});
after(async () => {
  await server.close();
  closeOrg(org);
});

const failure = async (run: Promise<unknown>): Promise<string> => {
  const error: unknown = await run.then(
    () => assert.fail('nothing was refused'),
    (reason: unknown) => reason
  );
  assert.ok(error instanceof Failure, String(error));
  return error.message;
};

test('each lead becomes a company, a person and an opportunity, and one that is refused does not hold the others up', async () => {
  const [one, other] = [newLead(org), newLead(org, { Company: '架空 & <商会>' })];
  await convertLeads(session, [other], CONVERTED);
  const { converted, refused } = await convertLeads(session, [one, other], CONVERTED);
  assert.deepEqual(
    converted.map(({ leadId }) => leadId),
    [one]
  );
  const lead = readRecord(org, 'Lead', one);
  assert.deepEqual(
    [converted[0]?.accountId, converted[0]?.contactId, converted[0]?.opportunityId],
    [lead?.ConvertedAccountId, lead?.ConvertedContactId, lead?.ConvertedOpportunityId]
  );
  assert.equal(refused[0]?.leadId, other);
  assert.match(refused[0]?.messages.join() ?? '', /取引開始済み/);
});

test('a refusal names the field', async () => {
  const { refused } = await convertLeads(session, [newLead(org)], 'Open - Not Contacted');
  assert.match(refused[0]?.messages[0] ?? '', /^Status: /);
});

test('more leads than a call takes are sent in several', async () => {
  const ids = Array.from({ length: 101 }, () => newLead(org));
  const { converted } = await convertLeads(session, ids, CONVERTED);
  assert.deepEqual(
    converted.map(({ leadId }) => leadId),
    ids
  );
});

test('a call that the org refuses as a whole says why', async () => {
  assert.match(
    await failure(convertLeads({ ...session, token: 'wrong' }, [newLead(org)], CONVERTED)),
    /組織が案件化を断りました: INVALID_SESSION_ID/
  );
});

test('an org out of reach and an answer of something else than an org are told as such', async () => {
  assert.match(await failure(convertLeads({ url: 'http://127.0.0.1:1', token: '' }, ['x'], CONVERTED)), /つながらない/);
  const other = createServer((_request, response) => response.writeHead(502).end('<html><body>Proxy</body>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    assert.match(await failure(convertLeads({ url, token: '' }, ['x'], CONVERTED)), /断りました: HTTP 502 <html>/);
  } finally {
    other.close();
  }
});

test('a sample candidate that cannot become a case is named with the reason', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'convert-'));
  try {
    const file = join(folder, 'LeadToConvert.json');
    writeFileSync(file, JSON.stringify({ records: [{ attributes: { type: 'Lead', referenceId: 'Candidate20' } }] }));
    // This org has no status of the package: every conversion to it is refused.
    const message = await failure(convertCandidates(session, file, new Map([['Candidate20', newLead(org)]])));
    assert.match(message, /^見本データの支援先候補を案件化できませんでした。\n {2}- Candidate20: Status: /);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
