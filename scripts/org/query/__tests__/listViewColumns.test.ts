import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testOrg } from '../../testing/testOrg.ts';
import { columnLabel, listViewColumn } from '../listViewColumns.ts';
import { sqlSource } from '../paths.ts';

const org = testOrg();

/** Column names seen in list views of real orgs (reference metadata-model.md, section 9), with the field each shows. */
const SEEN: Record<string, Record<string, string>> = {
  Lead: {
    FULL_NAME: 'Name',
    'LEAD.COMPANY': 'Company',
    'LEAD.STATUS': 'Status',
    'LEAD.LEAD_SOURCE': 'LeadSource',
    'LEAD.CREATED_DATE': 'CreatedDate',
    'LEAD.LAST_UPDATE': 'LastModifiedDate',
    'LEAD.STATE': 'State',
    'CORE.USERS.ALIAS': 'Owner.Alias',
    'CORE.USERS.FULL_NAME': 'Owner.Name',
    'CREATEDBY_USER.ALIAS': 'CreatedBy.Alias'
  },
  Account: { 'ACCOUNT.NAME': 'Name', 'ACCOUNT.PHONE1': 'Phone', 'ACCOUNT.ADDRESS1_CITY': 'BillingCity', PARENT_NAME: 'Parent.Name' },
  Contact: {
    FULL_NAME: 'Name',
    'ACCOUNT.NAME': 'Account.Name',
    'CONTACT.PHONE3': 'MobilePhone',
    'CONTACT.ADDRESS2_ZIP': 'MailingPostalCode',
    'ACCOUNT.OWNER.FIRST_NAME': 'Account.Owner.FirstName'
  },
  Opportunity: {
    'OPPORTUNITY.NAME': 'Name',
    'ACCOUNT.NAME': 'Account.Name',
    'OPPORTUNITY.STAGE_NAME': 'StageName',
    'OPPORTUNITY.CLOSED': 'IsClosed',
    'OPPORTUNITY.EXP_AMOUNT': 'ExpectedRevenue',
    'UPDATEDBY_USER.ALIAS': 'LastModifiedBy.Alias'
  },
  Task: { SUBJECT: 'Subject', DUE_DATE: 'ActivityDate', WHO_NAME: 'Who.Name', WHAT_NAME: 'What.Name', IS_CLOSED: 'IsClosed' },
  Event: { SUBJECT: 'Subject', START_DATE_TIME: 'StartDateTime', ALL_DAY: 'IsAllDayEvent' }
};

test('every column name leads to its field and can be read', () => {
  for (const [name, columns] of Object.entries(SEEN)) {
    const object = org.catalog.objects.get(name);
    assert.ok(object, name);
    for (const [code, path] of Object.entries(columns)) {
      const resolved = listViewColumn(org.catalog, object, code);
      assert.equal(resolved?.path, path, `${name} ${code}`);
      if (!resolved) continue;
      const source = sqlSource(org, object);
      const sql = source.expression(resolved);
      assert.doesNotThrow(() => org.db.prepare(`SELECT ${sql} FROM ${source.from()}`).all(), `${name} ${code}`);
    }
  }
});

test('names of other vocabularies are no columns', () => {
  const opportunity = org.catalog.objects.get('Opportunity');
  assert.ok(opportunity);
  for (const code of ['StageName', 'STAGE_NAME', 'LEAD.STATUS', 'Nothing__c', 'toString'])
    assert.equal(listViewColumn(org.catalog, opportunity, code), undefined, code);
});

test('a name behind a lookup is labelled as the lookup, another field with both', () => {
  const opportunity = org.catalog.objects.get('Opportunity');
  assert.ok(opportunity);
  const label = (code: string): string | undefined => {
    const resolved = listViewColumn(org.catalog, opportunity, code);
    return resolved && columnLabel(resolved);
  };
  assert.equal(label('ACCOUNT.NAME'), '取引先名');
  assert.equal(label('CORE.USERS.FULL_NAME'), '商談 所有者');
  assert.equal(label('CORE.USERS.ALIAS'), '商談 所有者 別名');
});
