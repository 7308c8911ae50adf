/** Refusals of lead conversion settings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOrg } from '../../org.ts';
import { xml } from './fixtures.ts';
import { deploy, problemsOf, texts } from './helpers.ts';

const refused = (files: Record<string, string>): string[] =>
  texts(problemsOf(files)).map((text) => text.replace('LeadConvertSettings LeadConvertSettings: ', ''));

const text = (name: string, length: number): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label><length>${length}</length><type>Text</type></fields>`;
const long = (name: string, length: number): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label><length>${length}</length><type>LongTextArea</type><visibleLines>3</visibleLines></fields>`;
const number = (name: string, precision: number, scale: number): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label><precision>${precision}</precision><scale>${scale}</scale><type>Number</type></fields>`;
const picklist = (name: string, restricted: boolean, ...values: string[]): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label><type>Picklist</type><valueSet><restricted>${restricted}</restricted><valueSetDefinition><sorted>false</sorted>${values.map((value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`).join('')}</valueSetDefinition></valueSet></fields>`;
const lookup = (name: string, to: string): string =>
  `<fields><fullName>${name}</fullName><deleteConstraint>SetNull</deleteConstraint><label>${name}</label><referenceTo>${to}</referenceTo><relationshipName>${name.replace('__c', '')}s</relationshipName><type>Lookup</type></fields>`;

/** What is told of the settings without refusing them. */
const told = (files: Record<string, string>): string[] =>
  deploy(openOrg(), files).details.componentSuccesses.flatMap((message) =>
    message.fullName === 'LeadConvertSettings' && message.problem !== undefined ? [message.problem] : []
  );

/** Files that map pairs of fields from Lead to Contact. */
function mapping(leadFields: string, contactFields: string, ...pairs: [string, string][]): Record<string, string> {
  const mapped = pairs
    .map(([input, output]) => `<mappingFields><inputField>${input}</inputField><outputField>${output}</outputField></mappingFields>`)
    .join('');
  return {
    'objects/Lead.object': xml('CustomObject', leadFields),
    'objects/Contact.object': xml('CustomObject', contactFields),
    'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting': xml(
      'LeadConvertSettings',
      `<allowOwnerChange>true</allowOwnerChange><objectMapping><inputObject>Lead</inputObject>${mapped}<outputObject>Contact</outputObject></objectMapping>`
    )
  };
}

test('text maps to text of at least its length, to long text and to open picklists', () => {
  const from = text('A__c', 40);
  assert.deepEqual(refused(mapping(from, text('B__c', 40), ['A__c', 'B__c'])), []);
  assert.deepEqual(refused(mapping(from, text('B__c', 39), ['A__c', 'B__c'])), ['A__c (string) cannot be mapped to Contact.B__c (string)']);
  assert.deepEqual(refused(mapping(from, long('B__c', 300), ['A__c', 'B__c'])), []);
  assert.deepEqual(refused(mapping(long('A__c', 300), text('B__c', 255), ['A__c', 'B__c'])), [
    'A__c (textarea) cannot be mapped to Contact.B__c (string)'
  ]);
  assert.deepEqual(refused(mapping(from, picklist('B__c', false, 'x'), ['A__c', 'B__c'])), []);
});

test('a text for a restricted picklist and a long text for a shorter one are told, not refused: real orgs hold such mappings', () => {
  assert.deepEqual(told(mapping(text('A__c', 40), picklist('B__c', true, 'x'), ['A__c', 'B__c'])), [
    'Contact.B__c (picklist) may not hold every value of A__c (string)'
  ]);
  assert.deepEqual(told(mapping(long('A__c', 3000), long('B__c', 300), ['A__c', 'B__c'])), [
    'Contact.B__c (textarea) may not hold every value of A__c (textarea)'
  ]);
  assert.deepEqual(told(mapping(long('A__c', 300), long('B__c', 300), ['A__c', 'B__c'])), []);
});

test('a number needs as many digits before and behind the point', () => {
  assert.deepEqual(refused(mapping(number('A__c', 6, 1), number('B__c', 7, 2), ['A__c', 'B__c'])), []);
  for (const [precision, scale] of [
    [6, 2],
    [6, 0]
  ] as const)
    assert.deepEqual(refused(mapping(number('A__c', 6, 1), number('B__c', precision, scale), ['A__c', 'B__c'])), [
      'A__c (double) cannot be mapped to Contact.B__c (double)'
    ]);
});

test('a lookup maps to a lookup to the same object', () => {
  assert.deepEqual(refused(mapping(lookup('A__c', 'User'), lookup('B__c', 'User'), ['A__c', 'B__c'])), []);
  assert.deepEqual(refused(mapping(lookup('A__c', 'User'), lookup('B__c', 'Account'), ['A__c', 'B__c'])), [
    'A__c (reference) cannot be mapped to Contact.B__c (reference)'
  ]);
});

test('a restricted picklist that does not offer every value of its source is told, and any restricted one', () => {
  const from = picklist('A__c', true, '赤', '青');
  assert.deepEqual(told(mapping(from, picklist('B__c', true, '赤', '緑'), ['A__c', 'B__c'])), [
    'Contact.B__c does not offer these values of A__c: 青'
  ]);
  assert.deepEqual(refused(mapping(from, picklist('B__c', false, '赤'), ['A__c', 'B__c'])), []);
  const restricted = mapping(from, picklist('B__c', true, '青', '赤', '緑'), ['A__c', 'B__c']);
  assert.deepEqual(told(restricted), ['Mapped picklists are restricted, where the guidelines ask for unrestricted ones: Contact.B__c']);
});

test('a field takes its value from one lead field only', () => {
  assert.deepEqual(refused(mapping(text('A__c', 9) + text('C__c', 9), text('B__c', 9), ['A__c', 'B__c'], ['C__c', 'B__c'])), [
    'Contact.B__c already has a lead field mapped to it'
  ]);
});

test('switches of lead conversion that nothing here obeys are refused when they are on', () => {
  const config = (inner: string): Record<string, string> => ({ 'settings/LeadConfig.settings': xml('LeadConfigSettings', inner) });
  assert.deepEqual(
    refused(
      config(
        '<doesPreserveLeadStatus>false</doesPreserveLeadStatus><shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation>'
      )
    ),
    []
  );
  assert.deepEqual(refused(config('<doesPreserveLeadStatus>true</doesPreserveLeadStatus>')), [
    'Settings LeadConfig: not supported: doesPreserveLeadStatus of LeadConfigSettings'
  ]);
});
