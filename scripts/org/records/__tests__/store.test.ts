import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { ADMIN_USER_ID, closeOrg, openOrg, ORGANIZATION_ID } from '../../org.ts';
import { deployFiles } from '../../metadata/deploy.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { accessOf } from '../access.ts';
import { isId, newId, to18 } from '../ids.ts';
import { fieldSql, prepareStore, readRecord } from '../store.ts';
import { assign, insert, PERMISSION_SET, remove, savedId, update, WIDGET, widgetOrg } from './fixtures.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
const relation = (name: string, to: string, more = ''): string =>
  `<fields><fullName>${name}</fullName><fieldManageability>DeveloperControlled</fieldManageability><label>${name}</label>${more}<referenceTo>${to}</referenceTo><relationshipLabel>R</relationshipLabel><relationshipName>R${name.replace('__c', '')}</relationshipName><type>MetadataRelationship</type></fields>`;
const ITEM = `<CustomObject ${NS}>${relation('Object__c', 'EntityDefinition')}${relation('Field__c', 'FieldDefinition', '<metadataRelationshipControllingField>Item__mdt.Object__c</metadataRelationshipControllingField>')}<label>Item</label><pluralLabel>Items</pluralLabel><visibility>Public</visibility></CustomObject>`;
const item = (field: string): string =>
  `<CustomMetadata ${NS} ${XSI}><label>項目</label><protected>false</protected><values><field>Field__c</field><value xsi:type="xsd:string">${field}</value></values><values><field>Object__c</field><value xsi:type="xsd:string">Opportunity</value></values></CustomMetadata>`;

test('seeds the organisation, the profile and the administrator', () => {
  const org = testOrg();
  const user = readRecord(org, 'User', ADMIN_USER_ID);
  assert.deepEqual(
    [user?.['Username'], user?.['Name'], user?.['TimeZoneSidKey'], user?.['LanguageLocaleKey'], user?.['LocaleSidKey']],
    ['dev@local.example', 'デモ 管理者', 'Asia/Tokyo', 'ja', 'ja_JP']
  );
  const organization = readRecord(org, 'Organization', ORGANIZATION_ID);
  assert.deepEqual(
    [
      organization?.['IsSandbox'],
      organization?.['TrialExpirationDate'],
      organization?.['NamespacePrefix'],
      organization?.['OrganizationType']
    ],
    [false, null, null, 'Developer Edition']
  );
  assert.equal(readRecord(org, 'Profile', String(user?.['ProfileId']))?.['Name'], 'システム管理者');
});

test('makes ids with the checksum of their case', () => {
  assert.equal(to18('005000000000001'), ADMIN_USER_ID);
  assert.equal(to18('00D000000000001'), ORGANIZATION_ID);
  assert.equal(to18('nonsense'), 'nonsense');
  assert.equal(isId('005000000000001AAB'), false);
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9]{15}$/), (id) => {
      const long = to18(id);
      assert.equal(long.slice(0, 15), id);
      assert.equal(to18(long), long);
      assert.ok(isId(long));
      // Two ids that differ only in case differ in the checksum.
      const other = id.toLowerCase();
      if (other !== id) assert.notEqual(to18(other).slice(15), long.slice(15));
    })
  );
  const org = testOrg();
  assert.equal(new Set(Array.from({ length: 50 }, () => newId(org, 'a0X'))).size, 50);
  assert.notEqual(newId(org, '005'), ADMIN_USER_ID);
});

test('shows new custom fields to nobody until a permission set is assigned', () => {
  const org = widgetOrg({ granted: false });
  assert.equal(accessOf(org, ADMIN_USER_ID).canRead('Widget__c', 'Count__c'), false);
  assert.equal(accessOf(org, ADMIN_USER_ID).canRead('Widget__c', 'Name'), true);
  assert.equal(accessOf(org, ADMIN_USER_ID).canEdit('Part__c', 'Label__c'), true);
  assert.equal(accessOf(org, ADMIN_USER_ID).canEdit('Lead', 'BillingCity'), false);
  assert.equal(accessOf(org, ADMIN_USER_ID).canEdit('Lead', 'City'), true);
  const assignment = assign(org, 'Widget_Users');
  assert.equal(accessOf(org, ADMIN_USER_ID).canEdit('widget__c', 'count__C'), true);
  assert.match(assign(org, 'Widget_Users').errors[0]?.message ?? '', /^Duplicate PermissionSetAssignment/);
  assert.equal(remove(org, 'PermissionSetAssignment', assignment.id).success, true);
  assert.equal(accessOf(org, ADMIN_USER_ID).canRead('Widget__c', 'Count__c'), false);
});

test('gives a user nobody knows no right at all', () => {
  const access = accessOf(widgetOrg(), '005000000000009AAA');
  assert.deepEqual(access.object('Widget__c'), { read: false, create: false, edit: false, delete: false });
  assert.equal(access.canRead('Widget__c', 'Name'), false);
});

test('keeps records, ids and assignments across a restart, and columns that come later', () => {
  const folder = mkdtempSync(join(tmpdir(), 'org-'));
  try {
    const files = (extra: string): Map<string, Buffer> =>
      new Map([
        ['objects/Widget__c.object', Buffer.from(WIDGET().replace('<deploymentStatus>', `${extra}<deploymentStatus>`))],
        ['permissionsets/Widget_Users.permissionset', Buffer.from(PERMISSION_SET)]
      ]);
    const before = openOrg({ folder });
    assert.equal(deployFiles(before, files('')).success, true);
    assign(before, 'Widget_Users');
    const id = savedId(insert(before, 'Widget__c', { Name: 'W', Count__c: 3 }));
    closeOrg(before);
    const after = openOrg({ folder });
    assert.equal(readRecord(after, 'Widget__c', id)?.['Double__c'], 6);
    const added =
      '<fields><fullName>Later__c</fullName><defaultValue>true</defaultValue><label>Later</label><type>Checkbox</type></fields>';
    assert.equal(deployFiles(after, files(added)).success, true);
    assert.equal(readRecord(after, 'Widget__c', id)?.['Later__c'], true);
    assert.equal(update(after, 'Widget__c', id, { Count__c: 4 }).success, true);
    closeOrg(after);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('mirrors custom metadata records with ids that stay, and drops what is gone', () => {
  const org = testOrg({
    'objects/Item__mdt.object': ITEM,
    'customMetadata/Item.Stage.md': item('StageName'),
    'customMetadata/Item.Close.md': item('CloseDate')
  });
  const rows = (): Record<string, unknown>[] =>
    org.db
      .prepare(
        'SELECT i."Id", i."DeveloperName", f."QualifiedApiName" AS field, f."Label", e."QualifiedApiName" AS object FROM "Item__mdt" i JOIN "FieldDefinition" f ON f."Id" = i."Field__c" JOIN "EntityDefinition" e ON e."Id" = i."Object__c" ORDER BY i."DeveloperName"'
      )
      .all();
  const first = rows();
  const stages = (): unknown[] => org.db.prepare('SELECT "Id" FROM "OpportunityStage" ORDER BY "SortOrder"').all();
  const stagesBefore = stages();
  assert.deepEqual(
    first.map((row) => [row['DeveloperName'], row['field'], row['Label'], row['object']]),
    [
      ['Close', 'CloseDate', '完了予定日', 'Opportunity'],
      ['Stage', 'StageName', 'フェーズ', 'Opportunity']
    ]
  );
  prepareStore(org);
  assert.deepEqual(rows(), first);
  assert.deepEqual(stages(), stagesBefore);
  org.catalog = {
    ...org.catalog,
    customMetadata: new Map([...org.catalog.customMetadata].filter(([, record]) => record.developerName === 'Close'))
  };
  prepareStore(org);
  assert.deepEqual(
    rows().map((row) => row['Id']),
    [first[0]?.['Id']]
  );
});

test('computes formula fields inside SQL as when a record is read', () => {
  const org = widgetOrg();
  const account = savedId(insert(org, 'Account', { Name: 'acme', BillingCity: '港区' }));
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Count__c: 1.5, Share__c: 50, Account__c: account }));
  const empty = savedId(insert(org, 'Widget__c', { Name: 'E' }));
  const sql = `SELECT ${['AccountName__c', 'Double__c', 'Half__c'].map((field) => fieldSql(org, 'Widget__c', field, 'w')).join(', ')} FROM "Widget__c" w WHERE w."Id" = ?`;
  assert.deepEqual(Object.values(org.db.prepare(sql).get(id) ?? {}), ['ACME 3', 3, 25]);
  assert.deepEqual(Object.values(org.db.prepare(sql).get(empty) ?? {}), [' 0', 0, null]);
  const record = readRecord(org, 'Widget__c', id);
  assert.deepEqual([record?.['AccountName__c'], record?.['Double__c'], record?.['Half__c']], ['ACME 3', 3, 25]);
  const address = JSON.parse(String(readRecord(org, 'Account', account)?.['BillingAddress'])) as { city: string };
  assert.equal(address.city, '港区');
  assert.throws(() => fieldSql(org, 'Widget__c', 'Nothing__c', 'w'), /No such column 'Nothing__c' on entity 'Widget__c'/);
});

test('leaves the database as it was when a deployment fails on the way', () => {
  const org = widgetOrg();
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Count__c: 3 }));
  const before = org.catalog;
  assert.equal(deployFiles(org, new Map([['objects/Widget__c.object', Buffer.from('<CustomObject>')]])).success, false);
  assert.equal(org.catalog, before);
  assert.equal(readRecord(org, 'Widget__c', id)?.['Count__c'], 3);
});
