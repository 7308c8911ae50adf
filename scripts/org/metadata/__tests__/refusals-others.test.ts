/** Refusals that need files of their own: standard fields, layouts, lead conversion, folders, other languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { widgetFiles, xml } from './fixtures.ts';
import { problemsOf, texts } from './helpers.ts';

const refused = (files: Record<string, string>): string[] => texts(problemsOf(files));

test('a standard field takes help and history, but no value set', () => {
  const field = (inner: string): Record<string, string> => ({
    'objects/Opportunity.object': xml('CustomObject', `<fields><fullName>StageName</fullName>${inner}</fields>`)
  });
  assert.deepEqual(refused(field('<inlineHelpText>助け</inlineHelpText><trackHistory>false</trackHistory><type>Picklist</type>')), []);
  assert.deepEqual(refused(field('<type>Picklist</type><valueSet><valueSetName>Colour</valueSetName></valueSet>')).slice(0, 1), [
    'CustomField Opportunity.StageName: not supported: valueSet of the standard field Opportunity.StageName'
  ]);
  assert.deepEqual(refused({ 'objects/Opportunity.object': xml('CustomObject', '<fields><fullName>Phase</fullName></fields>') }), [
    'CustomField Opportunity.Phase: no CustomField named Opportunity.Phase found'
  ]);
});

test('a translation in another language than the org is refused', () => {
  const german = xml('CustomObjectTranslation', '<caseValues><plural>false</plural><value>x</value></caseValues>');
  assert.deepEqual(refused({ 'objectTranslations/Lead-de.objectTranslation': german }), [
    'CustomObjectTranslation Lead-de: not supported: translations into de, which need Translation Workbench (Not available for deploy for this organization)'
  ]);
});

test('a dependent picklist names existing values only', () => {
  const value = (name: string): string => `<value><fullName>${name}</fullName><default>false</default><label>${name}</label></value>`;
  const dependent = (setting: string): Record<string, string> => ({
    'objects/Lead.object': xml(
      'CustomObject',
      `<fields><fullName>Why__c</fullName><label>理由</label><type>Picklist</type><valueSet><controllingField>Rating</controllingField><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${value('遠い')}</valueSetDefinition><valueSettings>${setting}</valueSettings></valueSet></fields>`
    )
  });
  assert.deepEqual(refused(dependent('<controllingFieldValue>Hot</controllingFieldValue><valueName>遠い</valueName>')), []);
  assert.deepEqual(refused(dependent('<controllingFieldValue>Tepid</controllingFieldValue><valueName>遠い</valueName>')), [
    "CustomField Lead.Why__c: Control field value 'Tepid' not found, valid values are [Hot, Warm, Cold]"
  ]);
  assert.deepEqual(refused(dependent('<controllingFieldValue>Hot</controllingFieldValue><valueName>近い</valueName>')), [
    'CustomField Lead.Why__c: Picklist value: 近い in picklist: Lead.Why__c not found'
  ]);
});

test('a layout needs its required fields, and knows its fields', () => {
  const layout = (...fields: string[]): Record<string, string> => ({
    ...widgetFiles(),
    'layouts/Widget__c-Main.layout': xml(
      'Layout',
      `<layoutSections><layoutColumns>${fields.map((field) => `<layoutItems><field>${field}</field></layoutItems>`).join('')}</layoutColumns><style>OneColumn</style></layoutSections>`
    )
  });
  assert.deepEqual(refused(layout('Name', 'Price__c')), []);
  assert.deepEqual(refused(layout('Name', 'Weight__c')), [
    'Layout Widget__c-Main: In field: field - no CustomField named Widget__c.Weight__c found',
    'Layout Widget__c-Main: Layout must contain an item for required layout field: Price__c'
  ]);
});

test('lead conversion maps custom fields to custom fields of the same kind', () => {
  const text = (name: string, length: number): string =>
    `<fields><fullName>${name}</fullName><label>${name}</label><length>${length}</length><type>Text</type></fields>`;
  const mapping = (input: string, output: string): Record<string, string> => ({
    'objects/Lead.object': xml('CustomObject', text('Trigger__c', 80)),
    'objects/Opportunity.object': xml('CustomObject', text('Trigger__c', 80) + text('Short__c', 10)),
    'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting': xml(
      'LeadConvertSettings',
      `<allowOwnerChange>true</allowOwnerChange><objectMapping><inputObject>Lead</inputObject><mappingFields><inputField>${input}</inputField><outputField>${output}</outputField></mappingFields><outputObject>Opportunity</outputObject></objectMapping>`
    )
  });
  assert.deepEqual(refused(mapping('Trigger__c', 'Trigger__c')), []);
  assert.deepEqual(refused(mapping('Phone', 'Trigger__c')), [
    'LeadConvertSettings LeadConvertSettings: In field: mappingFields - no custom field named Lead.Phone found'
  ]);
  assert.deepEqual(refused(mapping('Trigger__c', 'Short__c')), [
    'LeadConvertSettings LeadConvertSettings: Trigger__c (string) cannot be mapped to Opportunity.Short__c (string)'
  ]);
});

test('a report in a folder that is not there, and a folder shared with a stranger, are refused', () => {
  const { 'reports/Numbers-meta.xml': _folder, ...files } = widgetFiles();
  assert.ok(refused(files).includes('Report Numbers/By_Stage: Cannot find folder:Numbers'));
  const shared = xml(
    'ReportFolder',
    '<folderShares><accessLevel>View</accessLevel><sharedTo>someone@example.com</sharedTo><sharedToType>User</sharedToType></folderShares><name>数字</name>'
  );
  assert.deepEqual(refused({ 'reports/Numbers-meta.xml': shared }), [
    'ReportFolder Numbers: In field: sharedTo - no User named someone@example.com found'
  ]);
});
