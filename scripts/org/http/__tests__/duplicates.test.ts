/** Duplicates over HTTP: what REST and the UI API say, and how a client insists. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeOrg, type Org } from '../../org.ts';
import { convertOrg, newLead } from '../../records/__tests__/convertFixtures.ts';
import { duplicateRule, matchingRules, withRules } from '../../records/__tests__/duplicateFixtures.ts';
import { startServer, type OrgServer } from '../server.ts';
import { routes } from '../routes.ts';
import { ACCESS_TOKEN } from '../../identity.ts';

let org: Org;
let server: OrgServer;
let first: string;
before(async () => {
  org = withRules(convertOrg(), matchingRules('Lead', 'Same_Code', ['Code__c']), duplicateRule('Lead', 'One_Code', 'Same_Code'));
  server = await startServer(org, { port: 0, routes: routes() });
  first = newLead(org, { Code__c: 'C-1' });
});
after(async () => {
  await server.close();
  closeOrg(org);
});

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}/services/data/v66.0${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body)
  });
  return { status: response.status, body: await response.json() };
}

const TWIN = { LastName: '別', Company: '別', Code__c: 'C-1' };
const INSIST = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true; includeRecordDetails=false' };

test('REST names the rule and the records, and saves with the header', async () => {
  const refused = await post('/sobjects/Lead', TWIN);
  assert.deepEqual(refused, {
    status: 400,
    body: [
      {
        duplicateResut: {
          allowSave: true,
          duplicateRule: 'One_Code',
          duplicateRuleEntityType: 'Lead',
          errorMessage: '同じものがあります。',
          matchResults: [
            {
              entityType: 'Lead',
              errors: [],
              matchEngine: 'ExactMatchEngine',
              matchRecords: [
                {
                  additionalInformation: [],
                  fieldDiffs: [],
                  matchConfidence: 100,
                  record: { attributes: { type: 'Lead', url: `/services/data/v66.0/sobjects/Lead/${first}` }, Id: first }
                }
              ],
              rule: 'Same_Code',
              size: 1,
              success: true
            }
          ]
        },
        message: '同じものがあります。',
        errorCode: 'DUPLICATES_DETECTED'
      }
    ]
  });
  assert.equal((await post('/sobjects/Lead', TWIN, INSIST)).status, 201);
});

test('collections and trees obey the header too', async () => {
  const collection = { records: [{ attributes: { type: 'Lead' }, ...TWIN }] };
  const refused = (await post('/composite/sobjects', collection)).body as { errors: { statusCode: string }[] }[];
  assert.equal(refused[0]?.errors[0]?.statusCode, 'DUPLICATES_DETECTED');
  assert.equal(((await post('/composite/sobjects', collection, INSIST)).body as { success: boolean }[])[0]?.success, true);
  const tree = { records: [{ attributes: { type: 'Lead', referenceId: 'r1' }, ...TWIN }] };
  assert.equal((await post('/composite/tree/Lead', tree)).status, 400);
  assert.equal((await post('/composite/tree/Lead', tree, INSIST)).status, 201);
});

test('the UI API hands over the records, and saves with allowSaveOnDuplicate', async () => {
  const refused = (await post('/ui-api/records', { apiName: 'Lead', fields: TWIN })).body as {
    output: { errors: { errorCode: string; duplicateRecordError: { matchResults: Record<string, unknown>[] } }[] };
  };
  const [error] = refused.output.errors;
  assert.equal(error?.errorCode, 'DUPLICATES_DETECTED');
  const [match] = error?.duplicateRecordError.matchResults ?? [];
  assert.deepEqual(
    [
      match?.apiName,
      match?.isAllowSave,
      match?.matchRule,
      match?.objectLabel,
      (match?.matchRecordIds as string[] | undefined)?.includes(first)
    ],
    ['Lead', true, 'One_Code', 'リード', true]
  );
  assert.equal((await post('/ui-api/records', { apiName: 'Lead', fields: TWIN, allowSaveOnDuplicate: true })).status, 201);
});
