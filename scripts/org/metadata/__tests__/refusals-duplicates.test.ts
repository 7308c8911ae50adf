/** Refusals of matching and duplicate rules, in Salesforce's words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convertOrg } from '../../records/__tests__/convertFixtures.ts';
import { deployed, duplicateRule, matchingRules, type RuleOptions } from '../../records/__tests__/duplicateFixtures.ts';
import { retrieve } from '../retrieve.ts';
import { listMetadata } from '../listing.ts';

const MATCHING = matchingRules('Lead', 'Same_Code', ['Code__c']);
const rule = (options?: RuleOptions): Record<string, string> => duplicateRule('Lead', 'One_Code', 'Same_Code', options);
const NOT_READY = 'Before you can use this duplicate rule, all associated matching rules must be active and have their fields mapped';

test('an active duplicate rule waits for a deployment after that of its matching rule', () => {
  const org = convertOrg();
  assert.deepEqual(deployed(org, { ...MATCHING, ...rule() }), [`DuplicateRule Lead.One_Code: ${NOT_READY}`]);
  assert.deepEqual(deployed(org, { ...MATCHING, ...rule({ active: false }) }), []);
  assert.deepEqual(deployed(org, rule()), []);
});

test('an active matching rule is not deployed again, changed or not, before it is deactivated', () => {
  const org = convertOrg();
  assert.deepEqual(deployed(org, MATCHING), []);
  const refusal = 'MatchingRule Lead.Same_Code: Before you change a matching rule, you must deactivate it.';
  assert.deepEqual(deployed(org, MATCHING), [refusal]);
  assert.deepEqual(deployed(org, matchingRules('Lead', 'Same_Code', ['LastName'])), [refusal]);
  assert.deepEqual(deployed(org, matchingRules('Lead', 'Same_Code', ['Code__c'], { status: 'Inactive' })), []);
  assert.deepEqual(deployed(org, matchingRules('Lead', 'Same_Code', ['LastName'])), []);
});

test('a matching rule that an active duplicate rule uses stays active', () => {
  const org = convertOrg();
  deployed(org, MATCHING);
  assert.deepEqual(deployed(org, rule()), []);
  assert.deepEqual(deployed(org, matchingRules('Lead', 'Same_Code', ['Code__c'], { status: 'Inactive' })), [
    'MatchingRule Lead.Same_Code: Before you deactivate a matching rule, deactivate the duplicate rule that uses it: Lead.One_Code'
  ]);
});

test('the order of duplicate rules counts the rules that every org has', () => {
  const org = convertOrg();
  deployed(org, MATCHING);
  for (const order of [1, 2, 4])
    assert.deepEqual(deployed(org, rule({ order })), ['DuplicateRule Lead.One_Code: SortOrder must be in sequential order from 1.']);
  assert.deepEqual(deployed(org, rule({ order: 3 })), []);
  assert.deepEqual(deployed(org, duplicateRule('Lead', 'Next', 'Same_Code', { order: 4 })), []);
  assert.deepEqual(
    listMetadata(org.catalog, 'DuplicateRule').map((entry) => entry.fullName),
    [
      'Account.Standard_Account_Duplicate_Rule',
      'Contact.Standard_Contact_Duplicate_Rule',
      'Contact.Standard_Rule_for_Contacts_with_Duplicate_Leads',
      'Lead.Next',
      'Lead.One_Code',
      'Lead.Standard_Lead_Duplicate_Rule',
      'Lead.Standard_Rule_for_Leads_with_Duplicate_Contacts'
    ]
  );
  const { messages, fileProperties } = retrieve(org.db, org.catalog, new Map([['DuplicateRule', new Set(['*'])]]), 1);
  assert.deepEqual([messages, fileProperties.length], [[], 7]);
});

test('what this org cannot compare or do is refused by name', () => {
  const org = convertOrg();
  const fuzzy = MATCHING['matchingRules/Lead.matchingRule']?.replace('Exact', 'LastName') ?? '';
  assert.deepEqual(deployed(org, { 'matchingRules/Lead.matchingRule': fuzzy }), [
    'MatchingRule Lead.Same_Code: not supported: matchingMethod LastName'
  ]);
  assert.deepEqual(deployed(org, matchingRules('Lead', 'R', ['Nothing__c', 'Marked__c', 'Description'])), [
    'MatchingRule Lead.R: In field: fieldName - no CustomField named Lead.Nothing__c found',
    'MatchingRule Lead.R: The field Lead.Marked__c cannot be used in a matching rule',
    'MatchingRule Lead.R: The field Lead.Description cannot be used in a matching rule'
  ]);
  assert.deepEqual(deployed(org, matchingRules('Opportunity', 'R', ['Name'])), [
    'MatchingRule Opportunity.R: not supported: duplicate rules of Opportunity'
  ]);
  assert.deepEqual(deployed(org, matchingRules('Lead', 'R', ['Code__c', 'LastName'], { filter: '1' })), [
    'MatchingRule Lead.R: The filter logic "1" leaves out some of the 2 filters'
  ]);
  assert.deepEqual(deployed(org, matchingRules('Lead', 'R', ['Code__c'], { status: 'Activating' })), [
    'MatchingRule Lead.R: The rule status Activating cannot be deployed'
  ]);
  deployed(org, MATCHING);
  assert.deepEqual(deployed(org, rule({ operations: ['Email'] })).slice(0, 2), [
    'DuplicateRule Lead.One_Code: not supported: operationsOnInsert Email',
    'DuplicateRule Lead.One_Code: not supported: operationsOnUpdate Email'
  ]);
  const filter =
    '<duplicateRuleFilter><duplicateRuleFilterItems><field>Company</field><operation>equals</operation><value>x</value><sortOrder>1</sortOrder><table>Lead</table></duplicateRuleFilterItems></duplicateRuleFilter>';
  assert.deepEqual(deployed(org, rule({ more: filter })), ['DuplicateRule Lead.One_Code: not supported: duplicateRuleFilter']);
  assert.deepEqual(deployed(org, duplicateRule('Lead', 'One_Code', 'Standard_Lead_Match_Rule_v1_0')), [
    'DuplicateRule Lead.One_Code: not supported: matching rule Lead.Standard_Lead_Match_Rule_v1_0 (it compares by similarity)'
  ]);
  assert.deepEqual(deployed(org, duplicateRule('Lead', 'One_Code', 'Missing')), [
    'DuplicateRule Lead.One_Code: In field: matchingRule - no MatchingRule named Lead.Missing found'
  ]);
});

test('a rule across objects needs a field for every field it compares', () => {
  const org = convertOrg();
  deployed(org, matchingRules('Contact', 'Person', ['Email', 'LastName']));
  const across = (mapping: Record<string, string>): string[] =>
    deployed(org, duplicateRule('Lead', 'Known', 'Person', { other: { object: 'Contact', mapping } }));
  assert.deepEqual(across({ Email: 'Email' }), [`DuplicateRule Lead.Known: ${NOT_READY}`]);
  assert.deepEqual(across({ Email: 'Email', Family: 'LastName' }), [
    'DuplicateRule Lead.Known: In field: inputField - no CustomField named Lead.Family found'
  ]);
  assert.deepEqual(across({ Email: 'Email', LastName: 'LastName' }), []);
});
