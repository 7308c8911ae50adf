import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiClient } from '../../http/__tests__/apiClient.ts';
import { deploy, texts } from '../../metadata/__tests__/helpers.ts';
import { ADMIN_USER_ID, openOrg, type Org } from '../../org.ts';
import { runSoql } from '../../query/soql.ts';
import { insertRow } from '../rows.ts';
import { readRecord } from '../store.ts';
import { insert, remove, rule, savedId, update, widgetOrg } from './fixtures.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const queue = (name: string, sobject: string, more = ''): string =>
  `<Queue ${NS}><doesSendEmailToMembers>false</doesSendEmailToMembers><name>${name}</name>${more}<queueSobject><sobjectType>${sobject}</sobjectType></queueSobject></Queue>`;
const MEMBERS = '<queueMembers><publicGroups><publicGroup>Team</publicGroup></publicGroups></queueMembers>';
const FILES = {
  'groups/Team.group': `<Group ${NS}><doesIncludeBosses>true</doesIncludeBosses><name>チーム</name></Group>`,
  'queues/Inbox.queue': queue('受付', 'Widget__c', MEMBERS),
  'queues/Leads.queue': queue('リード受付', 'Lead')
};
const VIEW = `<listViews><fullName>In_Inbox</fullName><columns>NAME</columns><columns>OWNER.FULL_NAME</columns><filterScope>Queue</filterScope><label>受付の部品</label><queue>Inbox</queue></listViews>`;

const queueOrg = (rules = ''): Org => widgetOrg({ rules, files: FILES });
const idOf = (org: Org, name: string): string =>
  String(org.db.prepare('SELECT "Id" AS id FROM "Group" WHERE "DeveloperName" = ?').get(name)?.['id']);
const query = (org: Org, soql: string): unknown[] =>
  runSoql(org, ADMIN_USER_ID, soql).records.map(({ attributes: _attributes, ...record }) => JSON.parse(JSON.stringify(record)) as unknown);

test('deployed queues and groups are rows with their label, their objects and their members', () => {
  const org = queueOrg();
  assert.deepEqual(query(org, "SELECT Name, DeveloperName, Type FROM Group WHERE DeveloperName IN ('Team', 'Inbox') ORDER BY Type DESC"), [
    { Name: '受付', DeveloperName: 'Inbox', Type: 'Queue' },
    { Name: 'チーム', DeveloperName: 'Team', Type: 'Regular' }
  ]);
  assert.deepEqual(query(org, "SELECT SobjectType FROM QueueSobject WHERE Queue.DeveloperName = 'Inbox'"), [{ SobjectType: 'Widget__c' }]);
  assert.deepEqual(query(org, 'SELECT GroupId, UserOrGroupId FROM GroupMember'), [
    { GroupId: idOf(org, 'Inbox'), UserOrGroupId: idOf(org, 'Team') }
  ]);
});

test('a queue owns records of its objects, and says so in queries', () => {
  const org = queueOrg();
  const owned = savedId(insert(org, 'Widget__c', { Name: 'Q', OwnerId: idOf(org, 'Inbox') }));
  savedId(insert(org, 'Widget__c', { Name: 'U' }));
  const rows = runSoql(org, ADMIN_USER_ID, 'SELECT Name, Owner.Name, Owner.Type FROM Widget__c ORDER BY Name DESC').records.map((row) => {
    const owner = row['Owner'] as unknown as { attributes: { type: string }; Name: string; Type: string };
    return [row['Name'], owner.attributes.type, owner.Name, owner.Type];
  });
  assert.deepEqual(rows, [
    ['U', 'User', 'デモ 管理者', 'User'],
    ['Q', 'Group', '受付', 'Queue']
  ]);
  assert.deepEqual(query(org, "SELECT Id FROM Widget__c WHERE Owner.Type = 'Queue'"), [{ Id: owned }]);
  savedId(update(org, 'Widget__c', owned, { OwnerId: ADMIN_USER_ID }));
  assert.deepEqual(query(org, "SELECT Id FROM Widget__c WHERE Owner.Type = 'Queue'"), []);
});

test('a queue of other objects, a group and an inactive user own nothing', () => {
  const org = queueOrg();
  for (const name of ['Leads', 'Team']) {
    const [error] = insert(org, 'Widget__c', { Name: 'W', OwnerId: idOf(org, name) }).errors;
    assert.deepEqual([error?.statusCode, error?.fields], ['INVALID_OPERATION', ['OwnerId']]);
    assert.match(error?.message ?? '', /このキューにはWidgetのレコードを割り当てられません/);
  }
  assert.equal(insert(org, 'Account', { Name: 'A', OwnerId: idOf(org, 'Inbox') }).errors[0]?.statusCode, 'FIELD_INTEGRITY_EXCEPTION');
  insertRow(org, 'User', '005000000000009AAA', { Username: 'gone@example.com', LastName: 'Gone', IsActive: false });
  assert.equal(insert(org, 'Widget__c', { Name: 'W', OwnerId: '005000000000009AAA' }).errors[0]?.statusCode, 'INACTIVE_OWNER_OR_USER');
});

test('rules tell queues and users apart by id and through Owner', () => {
  const org = queueOrg(
    rule('NotInbox', 'AND(Owner:Queue.DeveloperName = "Inbox", BEGINS(OwnerId, "00G"), Owner:Queue.QueueName = "受付", Name = "N")') +
      rule('NotUser', 'AND(LEFT(OwnerId, 3) = "005", Owner:User.Alias = "demo", ISBLANK(Owner:Queue.DeveloperName), Name = "U")')
  );
  assert.equal(insert(org, 'Widget__c', { Name: 'N' }).success, true);
  assert.equal(insert(org, 'Widget__c', { Name: 'N', OwnerId: idOf(org, 'Inbox') }).errors[0]?.message, 'NotInbox broken');
  assert.equal(insert(org, 'Widget__c', { Name: 'U', OwnerId: idOf(org, 'Inbox') }).success, true);
  assert.equal(insert(org, 'Widget__c', { Name: 'U' }).errors[0]?.message, 'NotUser broken');
});

test('people join and leave groups, once each and never in a circle', () => {
  const org = queueOrg();
  const [inbox, team] = [idOf(org, 'Inbox'), idOf(org, 'Team')];
  const member = savedId(insert(org, 'GroupMember', { GroupId: inbox, UserOrGroupId: ADMIN_USER_ID }));
  assert.equal(insert(org, 'GroupMember', { GroupId: inbox, UserOrGroupId: ADMIN_USER_ID }).errors[0]?.statusCode, 'DUPLICATE_VALUE');
  assert.equal(insert(org, 'GroupMember', { GroupId: team, UserOrGroupId: inbox }).errors[0]?.statusCode, 'FIELD_INTEGRITY_EXCEPTION');
  assert.equal(insert(org, 'GroupMember', { GroupId: team, UserOrGroupId: team }).errors[0]?.statusCode, 'CIRCULAR_DEPENDENCY');
  // A later deployment keeps the people.
  deploy(org, FILES);
  assert.ok(readRecord(org, 'GroupMember', member));
  savedId(remove(org, 'GroupMember', member));
  assert.equal(update(org, 'Group', inbox, { Name: 'x' }).errors[0]?.message, 'not supported: update of Group');
});

test('a list view of a queue shows what the queue owns, and the owner under its label', async () => {
  const org = queueOrg(VIEW);
  savedId(insert(org, 'Widget__c', { Name: 'Q', OwnerId: idOf(org, 'Inbox') }));
  savedId(insert(org, 'Widget__c', { Name: 'U' }));
  const client = await apiClient(org);
  try {
    const { body } = await client.get('/ui-api/list-records/Widget__c/In_Inbox');
    const records = Object.values(body['records'] ?? {});
    assert.deepEqual(
      records.map(({ fields }) => [fields?.['Name']?.['value'], fields?.['Owner']?.['displayValue']]),
      [['Q', '受付']]
    );
    const info = await client.get('/ui-api/list-info/Widget__c/In_Inbox');
    assert.equal(info.body['scope']?.['apiName'], 'queue');
    const lookup = await client.get('/ui-api/lookups/Widget__c/OwnerId?q=');
    const found = Object.values(lookup.body['lookupResults']?.['Group']?.['records'] ?? {});
    assert.deepEqual(
      found.map(({ fields }) => fields?.['Name']?.['value']),
      ['受付']
    );
  } finally {
    client.server.close();
  }
});

test('queues of objects that no queue owns, missing groups and missing queues are refused by name', () => {
  const org = openOrg();
  const problems = (files: Record<string, string>): string[] => texts(deploy(org, files, { checkOnly: true }).details.componentFailures);
  assert.deepEqual(problems({ 'queues/Q.queue': queue('Q', 'Account') }), ['Queue Q: Records of Account cannot be owned by a queue']);
  assert.deepEqual(problems({ 'queues/Q.queue': queue('Q', 'Nothing__c') }), [
    'Queue Q: In field: sobjectType - no CustomObject named Nothing__c found'
  ]);
  assert.deepEqual(problems({ 'queues/Q.queue': queue('Q', 'Lead', MEMBERS) }), [
    'Queue Q: In field: publicGroup - no Group named Team found'
  ]);
  assert.deepEqual(
    problems({ 'queues/Q.queue': queue('Q', 'Lead', '<queueMembers><users><user>a@example.com</user></users></queueMembers>') }),
    ['Queue Q: not supported: queue members by users']
  );
  const view = (more: string): Record<string, string> => ({
    'queues/Q.queue': queue('Q', 'Lead'),
    'objects/Contact.object': `<CustomObject ${NS}><listViews><fullName>V</fullName><columns>FULL_NAME</columns>${more}</listViews></CustomObject>`
  });
  assert.deepEqual(problems(view('<filterScope>Queue</filterScope><label>V</label><queue>R</queue>')), [
    'ListView Contact.V: In field: queue - no Queue named R found'
  ]);
  assert.deepEqual(problems(view('<filterScope>Queue</filterScope><label>V</label><queue>Q</queue>')), [
    'ListView Contact.V: In field: queue - the queue Q does not take records of Contact'
  ]);
  assert.deepEqual(problems(view('<filterScope>Team</filterScope><label>V</label>')), [
    'ListView Contact.V: not supported: list view scope Team'
  ]);
});
