import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADMIN_USER_ID, type Org } from '../../org.ts';
import { save } from '../save.ts';
import type { SaveResult } from '../values.ts';
import { convert, convertOrg, leadConfig, newLead } from './convertFixtures.ts';
import { duplicateRule, matchingRules, withRules, type RuleOptions } from './duplicateFixtures.ts';
import { insert, savedId, update, widgetOrg } from './fixtures.ts';

const codes = (result: SaveResult): string[] => result.errors.map((error) => error.statusCode);

const byCode = (options: RuleOptions = {}, org = convertOrg()): Org =>
  withRules(org, matchingRules('Lead', 'Same_Code', ['Code__c']), duplicateRule('Lead', 'One_Code', 'Same_Code', options));

const anyway = (org: Org, values: Record<string, unknown>): SaveResult | undefined =>
  save(org, ADMIN_USER_ID, [{ operation: 'insert', object: 'Lead', values, allowSaveOnDuplicate: true }], { allOrNone: true })[0];

test('an alert stops a record like another one, names it, and lets it pass when the client insists', () => {
  const org = byCode();
  const first = newLead(org, { Code__c: 'C-1' });
  const values = { LastName: '別', Company: '別', Code__c: 'c-1' };
  const refused = insert(org, 'Lead', values);
  assert.deepEqual(refused.errors, [
    {
      statusCode: 'DUPLICATES_DETECTED',
      message: '同じものがあります。',
      fields: [],
      duplicates: {
        allowSave: true,
        duplicateRule: 'One_Code',
        object: 'Lead',
        matches: [{ object: 'Lead', matchingRule: 'Same_Code', ids: [first] }]
      }
    }
  ]);
  assert.equal(anyway(org, values)?.success, true);
});

test('a blocking rule lets nothing pass', () => {
  const org = byCode({ action: 'Block' });
  newLead(org, { Code__c: 'C-1' });
  const result = anyway(org, { LastName: '別', Company: '別', Code__c: 'C-1' });
  assert.deepEqual([result && codes(result), result?.errors[0]?.duplicates?.allowSave], [['DUPLICATES_DETECTED'], false]);
});

test('a rule that only reports, an inactive one and blank values stop nothing', () => {
  for (const options of [{ operations: ['Report'] }, { active: false }]) {
    const org = byCode(options);
    newLead(org, { Code__c: 'C-1' });
    newLead(org, { Code__c: 'C-1' });
  }
  const org = byCode();
  newLead(org);
  newLead(org);
});

test('an update is checked when a compared field changes, and never against itself', () => {
  const org = byCode();
  newLead(org, { Code__c: 'C-1' });
  const second = newLead(org, { Code__c: 'C-2' });
  assert.deepEqual(codes(update(org, 'Lead', second, { Code__c: 'C-1' })), ['DUPLICATES_DETECTED']);
  const twin = anyway(org, { LastName: '双子', Company: '双子', Code__c: 'C-1' });
  assert.equal(update(org, 'Lead', twin?.id ?? null, { Title: '部長' }).success, true);
  assert.equal(update(org, 'Lead', second, { Code__c: 'c-2' }).success, true);
});

test('items are joined by the filter logic, and blanks match blanks where the rule says so', () => {
  const org = withRules(
    convertOrg(),
    matchingRules('Lead', 'Alike', ['Code__c', 'LastName', 'FirstName?'], { filter: '1 OR (2 AND 3)' }),
    duplicateRule('Lead', 'Alike_Rule', 'Alike')
  );
  newLead(org, { Code__c: 'C-1', LastName: '佐藤' });
  const attempt = (values: Record<string, unknown>): string[] => codes(insert(org, 'Lead', { Company: 'x', ...values }));
  assert.deepEqual(attempt({ Code__c: 'C-1', LastName: '鈴木' }), ['DUPLICATES_DETECTED']);
  assert.deepEqual(attempt({ LastName: '佐藤' }), ['DUPLICATES_DETECTED']);
  assert.deepEqual(attempt({ LastName: '佐藤', FirstName: '一郎' }), []);
});

test('a rule looks into another object through its mapping', () => {
  const org = withRules(
    convertOrg(),
    matchingRules('Contact', 'Same_Mail', ['Email']),
    duplicateRule('Lead', 'Known_Person', 'Same_Mail', { other: { object: 'Contact', mapping: { Email: 'Email' } } })
  );
  const contact = savedId(insert(org, 'Contact', { LastName: '山田', Email: 'a@example.com' }));
  const refused = insert(org, 'Lead', { LastName: '山田', Company: 'x', Email: 'A@example.com' });
  assert.deepEqual(refused.errors[0]?.duplicates?.matches, [{ object: 'Contact', matchingRule: 'Same_Mail', ids: [contact] }]);
});

test('custom objects have duplicate rules, validation rules come first', () => {
  const org = withRules(
    widgetOrg({ rules: '' }),
    matchingRules('Widget__c', 'Same_Count', ['Count__c']),
    duplicateRule('Widget__c', 'Counted', 'Same_Count', { order: 1, action: 'Block' })
  );
  insert(org, 'Widget__c', { Name: 'a', Count__c: 3 });
  assert.deepEqual(codes(insert(org, 'Widget__c', { Name: 'b', Count__c: 3 })), ['DUPLICATES_DETECTED']);
  assert.deepEqual(codes(insert(org, 'Widget__c', { Count__c: 3 })), ['REQUIRED_FIELD_MISSING']);
});

test('converted leads are no duplicates', () => {
  const org = byCode();
  convert(org, newLead(org, { Code__c: 'C-1' }));
  assert.equal(typeof newLead(org, { Code__c: 'C-1' }), 'string');
});

test('a conversion runs duplicate rules together with validation, unless it is told not to', () => {
  const rules = (org: Org): Org =>
    withRules(org, matchingRules('Account', 'Same_Code', ['Code__c']), duplicateRule('Account', 'One_Code', 'Same_Code', { order: 2 }));
  const lax = rules(convertOrg());
  insert(lax, 'Account', { Name: '既存', Code__c: 'C-1' });
  assert.equal(convert(lax, newLead(lax, { Code__c: 'C-1' })).success, true);

  const strict = rules(convertOrg({ files: leadConfig('shouldLeadConvertRequireValidation') }));
  const account = savedId(insert(strict, 'Account', { Name: '既存', Code__c: 'C-1' }));
  const lead = newLead(strict, { Code__c: 'C-1' });
  const refused = convert(strict, lead);
  assert.deepEqual(
    refused.errors.map((error) => [error.object, error.statusCode, error.duplicates?.matches[0]?.ids]),
    [['Account', 'DUPLICATES_DETECTED', [account]]]
  );
  assert.equal(convert(strict, lead, { bypassContactDedupeCheck: true }).success, false);
  assert.equal(convert(strict, lead, { bypassAccountDedupeCheck: true }).success, true);
  const other = newLead(strict, { Code__c: 'C-1', Company: '別' });
  assert.equal(convert(strict, other, { allowSaveOnDuplicate: true }).success, true);
});
