import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Org } from '../../org.ts';
import { convertLeads, endOfFiscalQuarter, type ConvertResult } from '../convert.ts';
import { convert, CONVERTED, convertOrg, found, FULL_LEAD, leadConfig, newLead } from './convertFixtures.ts';
import { insertRow } from '../rows.ts';
import { assign, fixedClock, insert, remove, rule, savedId, update } from './fixtures.ts';

const codes = (result: ConvertResult): string[] => result.errors.map((error) => `${error.object} ${error.statusCode}`);
const count = (org: Org, object: string): number => Number(org.db.prepare(`SELECT COUNT(*) AS n FROM "${object}"`).get()?.['n']);
const pick = (record: Record<string, unknown>, ...names: string[]): unknown[] => names.map((name) => record[name]);

test('a full lead becomes a company, a person and an opportunity with everything that maps', () => {
  const org = convertOrg();
  const lead = newLead(org, FULL_LEAD);
  const result = convert(org, lead);
  assert.deepEqual(result.errors, []);
  const account = found(org, 'Account', result.accountId);
  const contact = found(org, 'Contact', result.contactId);
  const opportunity = found(org, 'Opportunity', result.opportunityId);
  const address = ['Street', 'City', 'State', 'PostalCode', 'Country'];
  const addressOfLead = pick(FULL_LEAD, ...address);
  assert.deepEqual(pick(account, ...address.map((part) => `Billing${part}`)), addressOfLead);
  assert.deepEqual(pick(contact, ...address.map((part) => `Mailing${part}`)), addressOfLead);
  assert.deepEqual(
    pick(
      account,
      'Name',
      'Phone',
      'Fax',
      'Website',
      'Industry',
      'Rating',
      'AnnualRevenue',
      'NumberOfEmployees',
      'AccountSource',
      'Code__c',
      'Size__c'
    ),
    ['青空機械', '03-0000-0001', '03-0000-0002', 'https://example.com', 'Machinery', 'Hot', 1000, 12, 'Web', 'C-1', 3.5]
  );
  assert.deepEqual(
    pick(
      contact,
      'LastName',
      'FirstName',
      'Salutation',
      'Title',
      'Email',
      'MobilePhone',
      'Description',
      'LeadSource',
      'HasOptedOutOfEmail',
      'DoNotCall'
    ),
    ['山田', '太郎', 'Mr.', '部長', 'taro@example.com', '090-0000-0001', '説明', 'Web', true, true]
  );
  assert.deepEqual(pick(contact, 'AccountId', 'Reason__c', 'Marked__c'), [account.Id, '紹介', true]);
  assert.deepEqual(pick(opportunity, 'Name', 'AccountId', 'ContactId', 'LeadSource', 'Code__c', 'Reason__c', 'Size__c', 'Marked__c'), [
    '青空機械',
    account.Id,
    contact.Id,
    'Web',
    'C-1',
    '紹介',
    3.5,
    true
  ]);
});

test('the opportunity starts in the first stage and closes at the end of the fiscal quarter', () => {
  const org = convertOrg({ clock: fixedClock('2026-05-10T03:00:00Z') });
  const opportunity = found(org, 'Opportunity', convert(org, newLead(org)).opportunityId);
  assert.deepEqual(pick(opportunity, 'StageName', 'Probability', 'CloseDate'), ['Prospecting', 10, '2026-06-30']);
  assert.equal(endOfFiscalQuarter('2026-12-31', 1), '2026-12-31');
  assert.equal(endOfFiscalQuarter('2026-02-28', 1), '2026-03-31');
  assert.equal(endOfFiscalQuarter('2026-01-15', 12), '2026-02-28');
  assert.equal(endOfFiscalQuarter('2026-12-01', 11), '2027-01-31');
});

test('the lead says that it was converted, when, and to what', () => {
  // 16:00 UTC is the next day in Japan.
  const org = convertOrg({ clock: fixedClock('2026-05-10T16:00:00Z') });
  const lead = newLead(org);
  const result = convert(org, lead);
  assert.deepEqual(
    pick(
      found(org, 'Lead', lead),
      'Status',
      'IsConverted',
      'ConvertedDate',
      'ConvertedAccountId',
      'ConvertedContactId',
      'ConvertedOpportunityId'
    ),
    [CONVERTED, true, '2026-05-11', result.accountId, result.contactId, result.opportunityId]
  );
});

test('no opportunity is made when none is wanted', () => {
  const org = convertOrg();
  const result = convert(org, newLead(org), { doNotCreateOpportunity: true });
  assert.equal(result.success, true);
  assert.equal(result.opportunityId, null);
  assert.equal(count(org, 'Opportunity'), 0);
});

test('only blanks of an existing company and person are filled', () => {
  const org = convertOrg();
  const account = savedId(insert(org, 'Account', { Name: '元の会社', Phone: '06-1', Code__c: 'OLD' }));
  const contact = savedId(insert(org, 'Contact', { LastName: '佐藤', AccountId: account, LeadSource: 'Other' }));
  const result = convert(org, newLead(org, FULL_LEAD), { accountId: account.slice(0, 15), contactId: contact });
  assert.deepEqual(result.errors, []);
  assert.deepEqual([result.accountId, result.contactId], [account, contact]);
  assert.deepEqual(pick(found(org, 'Account', account), 'Name', 'Phone', 'Code__c', 'Size__c', 'Fax'), [
    '元の会社',
    '06-1',
    'OLD',
    3.5,
    '03-0000-0002'
  ]);
  // A checkbox is never blank: it stays as it was.
  assert.deepEqual(pick(found(org, 'Contact', contact), 'LastName', 'LeadSource', 'Reason__c', 'Marked__c', 'DoNotCall', 'Title'), [
    '佐藤',
    'Other',
    '紹介',
    false,
    false,
    '部長'
  ]);
  assert.equal(found(org, 'Opportunity', result.opportunityId)['AccountId'], account);
});

test('the lead source of an existing person is replaced only when asked', () => {
  const org = convertOrg();
  const account = savedId(insert(org, 'Account', { Name: 'A' }));
  const contact = savedId(insert(org, 'Contact', { LastName: 'B', AccountId: account, LeadSource: 'Other' }));
  convert(org, newLead(org, FULL_LEAD), { accountId: account, contactId: contact, overwriteLeadSource: true });
  assert.equal(found(org, 'Contact', contact)['LeadSource'], 'Web');
});

test('an existing person must belong to the existing company, and one without a company joins it', () => {
  const org = convertOrg();
  const account = savedId(insert(org, 'Account', { Name: 'A' }));
  const other = savedId(insert(org, 'Account', { Name: 'B' }));
  const stranger = savedId(insert(org, 'Contact', { LastName: 'B', AccountId: other }));
  const free = savedId(insert(org, 'Contact', { LastName: 'C' }));
  assert.deepEqual(codes(convert(org, newLead(org), { accountId: account, contactId: stranger })), ['Contact INVALID_CROSS_REFERENCE_KEY']);
  assert.deepEqual(codes(convert(org, newLead(org), { contactId: free })), ['Contact REQUIRED_FIELD_MISSING']);
  assert.deepEqual(codes(convert(org, newLead(org), { accountId: free })), ['Account INVALID_CROSS_REFERENCE_KEY']);
  assert.equal(convert(org, newLead(org), { accountId: account, contactId: free }).success, true);
  assert.equal(found(org, 'Contact', free)['AccountId'], account);
});

test('names can be given, and too long a company name is cut for the opportunity', () => {
  const org = convertOrg();
  const named = convert(org, newLead(org), { accountName: '別の社名', lastName: '鈴木', firstName: '花子', opportunityName: '件名' });
  assert.equal(found(org, 'Account', named.accountId)['Name'], '別の社名');
  assert.equal(found(org, 'Contact', named.contactId)['Name'], '鈴木 花子');
  assert.equal(found(org, 'Opportunity', named.opportunityId)['Name'], '件名');
  const long = convert(org, newLead(org, { Company: '長'.repeat(200) }));
  assert.equal(String(found(org, 'Opportunity', long.opportunityId)['Name']).length, 120);
  assert.equal(String(found(org, 'Account', long.accountId)['Name']).length, 200);
});

test('rules of all objects are left out, unless the setting demands them; then nothing is written', () => {
  const parts = {
    Lead: rule('Needs_Code', 'AND(IsConverted, ISBLANK(Code__c))', 'Code__c', 'コードを入力してください。'),
    Opportunity: rule('Needs_Reason', 'ISBLANK(Reason__c)', 'Reason__c', '理由を入力してください。')
  };
  const lax = convertOrg({ parts });
  assert.equal(convert(lax, newLead(lax)).success, true);

  const strict = convertOrg({ parts, files: leadConfig('shouldLeadConvertRequireValidation') });
  const lead = newLead(strict, { Reason__c: '紹介' });
  const refused = convert(strict, lead);
  assert.deepEqual(codes(refused), ['Lead FIELD_CUSTOM_VALIDATION_EXCEPTION']);
  assert.deepEqual([refused.errors[0]?.message, refused.errors[0]?.fields], ['コードを入力してください。', ['Code__c']]);
  assert.deepEqual([refused.success, refused.accountId, refused.contactId, refused.opportunityId], [false, null, null, null]);
  assert.deepEqual(
    ['Account', 'Contact', 'Opportunity'].map((object) => count(strict, object)),
    [0, 0, 0]
  );
  assert.deepEqual(pick(found(strict, 'Lead', lead), 'IsConverted', 'Status', 'ConvertedAccountId'), [false, 'Open - Not Contacted', null]);

  update(strict, 'Lead', lead, { Code__c: 'C', Reason__c: null });
  assert.deepEqual(codes(convert(strict, lead)), ['Opportunity FIELD_CUSTOM_VALIDATION_EXCEPTION']);
  update(strict, 'Lead', lead, { Reason__c: '紹介' });
  assert.equal(convert(strict, lead).success, true);
});

test('only a converted status will do, and a lead is converted once', () => {
  const org = convertOrg();
  const lead = newLead(org);
  const open = convert(org, lead, { convertedStatus: 'Working - Contacted' });
  assert.deepEqual([codes(open), open.errors[0]?.message], [['Lead INVALID_STATUS'], 'invalid convertedStatus: Working - Contacted']);
  assert.equal(convert(org, lead).success, true);
  assert.deepEqual(codes(convert(org, lead)), ['Lead CANNOT_UPDATE_CONVERTED_LEAD']);
  assert.deepEqual(codes(convert(org, '00Q000000000zzz')), ['Lead INVALID_CROSS_REFERENCE_KEY']);
  assert.deepEqual(codes(convert(org, 'nonsense')), ['Lead MALFORMED_ID']);
  assert.deepEqual(codes(convert(org, newLead(org), { ownerId: String(found(org, 'Lead', lead)['ConvertedAccountId']) })), [
    'Lead INVALID_CROSS_REFERENCE_KEY'
  ]);
});

test('activities follow to the person and the opportunity, or to the company when there is none', () => {
  const org = convertOrg();
  const lead = newLead(org);
  const task = savedId(insert(org, 'Task', { Subject: '電話', WhoId: lead, Status: 'Completed' }));
  const event = savedId(
    insert(org, 'Event', { Subject: '訪問', WhoId: lead, StartDateTime: '2026-05-12T01:00:00Z', DurationInMinutes: 60 })
  );
  const result = convert(org, lead);
  for (const [object, id] of [
    ['Task', task],
    ['Event', event]
  ] as const)
    assert.deepEqual(pick(found(org, object, id), 'WhoId', 'WhatId', 'AccountId'), [
      result.contactId,
      result.opportunityId,
      result.accountId
    ]);
  const second = newLead(org);
  const call = savedId(insert(org, 'Task', { Subject: '電話', WhoId: second }));
  const without = convert(org, second, { doNotCreateOpportunity: true });
  assert.deepEqual(pick(found(org, 'Task', call), 'WhoId', 'WhatId', 'AccountId'), [
    without.contactId,
    without.accountId,
    without.accountId
  ]);
});

test('a converted lead is read-only until a permission set allows its edit', () => {
  const org = convertOrg({
    files: {
      'permissionsets/Keepers.permissionset':
        '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><hasActivationRequired>false</hasActivationRequired><label>Keepers</label><userPermissions><enabled>true</enabled><name>AllowViewEditConvertedLeads</name></userPermissions></PermissionSet>'
    }
  });
  const lead = newLead(org);
  convert(org, lead);
  const refused = update(org, 'Lead', lead, { Title: '課長' });
  assert.deepEqual(refused.errors, [
    { statusCode: 'CANNOT_UPDATE_CONVERTED_LEAD', message: '取引開始済みのリードは更新も参照もできません。', fields: [] }
  ]);
  const task = insert(org, 'Task', { Subject: '電話', WhoId: lead });
  assert.deepEqual([task.errors[0]?.statusCode, task.errors[0]?.fields], ['CANNOT_UPDATE_CONVERTED_LEAD', ['WhoId']]);
  assign(org, 'Keepers');
  assert.equal(update(org, 'Lead', lead, { Title: '課長' }).success, true);
  assert.equal(insert(org, 'Task', { Subject: '電話', WhoId: lead }).success, true);
});

test('deleting what a lead became leaves the lead converted, and a converted lead can be deleted', () => {
  const org = convertOrg();
  const lead = newLead(org);
  const { accountId } = convert(org, lead);
  assert.equal(remove(org, 'Account', accountId).success, true);
  assert.deepEqual(pick(found(org, 'Lead', lead), 'IsConverted', 'ConvertedAccountId', 'ConvertedContactId', 'ConvertedOpportunityId'), [
    true,
    null,
    null,
    null
  ]);
  assert.equal(remove(org, 'Lead', lead).success, true);
  assert.equal(count(org, 'Lead'), 0);
});

test('a user without the right to convert leads is refused, and so is an inactive owner', () => {
  const org = convertOrg();
  const lead = newLead(org);
  insertRow(org, 'User', '005000000000009AAA', { Username: 'b@example.com', LastName: 'B', IsActive: true, ProfileId: null });
  const [refused] = convertLeads(org, '005000000000009AAA', [{ leadId: lead, convertedStatus: CONVERTED }]);
  assert.deepEqual(refused && codes(refused), ['Lead INSUFFICIENT_ACCESS_OR_READONLY']);
  assert.equal(convert(org, lead, { ownerId: '005000000000009' }).success, true);
  org.db.prepare('UPDATE "User" SET "IsActive" = 0 WHERE "Id" = ?').run('005000000000009AAA');
  assert.deepEqual(codes(convert(org, newLead(org), { ownerId: '005000000000009AAA' })), ['Lead INACTIVE_OWNER_OR_USER']);
  assert.equal(count(org, 'Account'), 1);
});
