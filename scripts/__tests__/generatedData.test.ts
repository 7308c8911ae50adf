/** Generated data: the same seed gives the same office, what is stored holds together, and copies stay among themselves. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deployedOrg } from '../lib/deployedOrg.ts';
import { generateData } from '../lib/generatedData/index.ts';
import { isMovable } from '../org/clock.ts';
import { ADMIN_USER_ID, closeOrg, type Org } from '../org/org.ts';
import { isId } from '../org/records/ids.ts';
import { save } from '../org/records/save.ts';

const MADE = 60;
const COPIES = 3;
let org: Org;

async function generated(count: number, seed = 7): Promise<Org> {
  const made = await deployedOrg();
  assert.ok(isMovable(made.clock));
  made.clock.moveTo(new Date('2027-05-10T01:00:00.000Z'));
  generateData(made, ADMIN_USER_ID, { seed, count, distinct: MADE });
  return made;
}

const rows = (from: Org, sql: string): Record<string, unknown>[] => from.db.prepare(sql).all();
const count = (sql: string): number => Number(rows(org, `SELECT count(*) AS n FROM ${sql}`)[0]?.n);

before(async () => {
  org = await generated(MADE * COPIES);
});
after(() => closeOrg(org));

test('the same seed gives the same records, another seed others', async () => {
  const shown = `SELECT "Company", "Status", "RegisteredDate__c", "LeadSource", "RequiredRate__c" FROM "Lead" ORDER BY "Id" LIMIT ${MADE}`;
  const [same, other] = [await generated(MADE), await generated(MADE, 8)];
  assert.deepEqual(rows(same, shown), rows(org, shown));
  assert.notDeepEqual(rows(other, shown), rows(org, shown));
  closeOrg(same);
  closeOrg(other);
});

test('there are as many candidates and cases as asked for, in every status and over two fiscal years', () => {
  assert.equal(count('"Lead"'), MADE * COPIES);
  assert.equal(count('"Opportunity"'), MADE * COPIES);
  for (const status of ['新規', '未連絡', '連絡済み', '訪問不要', '取引開始済み'])
    assert.ok(count(`"Lead" WHERE "Status" = '${status}'`) > 0, status);
  for (const year of ['R8', 'R9']) assert.ok(count(`"Opportunity" WHERE "FiscalYear__c" = '${year}'`) > 0, year);
  for (const object of ['Visit__c', 'CaseIssue__c', 'Consultation__c', 'MeasureProposal__c', 'ItemState__c', 'PhaseLog__c', 'Task'])
    assert.ok(count(`"${object}"`) >= COPIES, object);
});

test('companies and persons are visibly fictitious, and nobody can be reached', () => {
  assert.equal(count(`"Account" WHERE "Name" NOT LIKE 'かくう%'`), 0);
  assert.equal(count(`"Contact" WHERE "LastName" <> '見本'`), 0);
  assert.equal(count(`"Lead" WHERE "Email" IS NOT NULL AND "Email" NOT LIKE '%example.com'`), 0);
});

test('copies have ids of their own and point at copies, and what is shared stays shared', () => {
  for (const { Id } of rows(org, 'SELECT "Id" FROM "Opportunity"')) assert.ok(isId(String(Id)), String(Id));
  assert.equal(count('"Visit__c" v LEFT JOIN "Opportunity" o ON o."Id" = v."Case__c" WHERE o."Id" IS NULL'), 0);
  assert.equal(count('"Opportunity" o LEFT JOIN "Account" a ON a."Id" = o."AccountId" WHERE a."Id" IS NULL'), 0);
  const perCase = rows(org, 'SELECT count(*) AS n FROM "Visit__c" GROUP BY "Case__c" ORDER BY n');
  assert.equal(perCase.length % COPIES, 0);
  assert.equal(
    count('(SELECT DISTINCT "Measure__c" FROM "MeasureProposal__c" m JOIN "SupportMeasure__c" s ON s."Id" = m."Measure__c")') <= 35,
    true
  );
  assert.equal(count('"Visit__c" v WHERE v."EventId__c" IS NOT NULL AND v."EventId__c" NOT IN (SELECT "Id" FROM "Event")'), 0);
});

test('a new record after the copies takes an id that none of them has', () => {
  const [result] = save(org, ADMIN_USER_ID, [{ operation: 'insert', object: 'Account', values: { Name: 'かくう新設株式会社' } }], {
    allOrNone: true
  });
  assert.deepEqual(result.errors, []);
  assert.equal(count('"Account" WHERE "Name" = \'かくう新設株式会社\''), 1);
});

test('nobody keeps the permission to import', () => {
  const held = `SELECT p."Name" FROM "PermissionSetAssignment" a JOIN "PermissionSet" p ON p."Id" = a."PermissionSetId" WHERE p."Name" = 'DataMigration'`;
  assert.deepEqual(rows(org, held), []);
});
