/** Mutations of a valid package, objects, fields, rules, list views, custom metadata, value sets and renames: each must be refused, by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOrg } from '../../org.ts';
import { SIZE_FIELD, widgetFiles, xml } from './fixtures.ts';
import { deploy, problemsOf, texts, withChange, refusesEach, tooLong } from './helpers.ts';

const OBJECT = 'objects/Widget__c.object';
const PART = 'objects/Part__mdt.object';
const FIRST = 'customMetadata/Part.First.md';
const SET = 'standardValueSets/LeadStatus.standardValueSet';
const TRANSLATION = 'objectTranslations/Lead-ja.objectTranslation';

refusesEach([
  // objects
  {
    name: 'a vowel rule in a Japanese org',
    path: OBJECT,
    from: '<label>ウィジェット</label>\n<list',
    to: '<label>ウィジェット</label><startsWith>Consonant</startsWith>\n<list',
    refusal: 'CustomObject Widget__c: Cannot specify a startsWith attribute for this language'
  },
  {
    name: 'a gender in a Japanese org',
    path: OBJECT,
    from: '<label>ウィジェット</label>\n<list',
    to: '<gender>Feminine</gender><label>ウィジェット</label>\n<list',
    refusal: 'CustomObject Widget__c: Cannot specify a gender for a gender neutral language'
  },
  {
    name: 'an object without a label',
    path: OBJECT,
    from: '<label>ウィジェット</label>\n<list',
    to: '<list',
    refusal: 'CustomObject Widget__c: Must specify a non-empty label for the CustomObject'
  },
  {
    name: 'an object without a name field',
    path: OBJECT,
    from: '<nameField><label>ウィジェット名</label><type>Text</type></nameField>',
    to: '',
    refusal: 'CustomObject Widget__c: Must specify a nameField of type Text or AutoNumber'
  },
  {
    name: 'a compact layout that is not there',
    path: OBJECT,
    from: '<compactLayoutAssignment>Highlights',
    to: '<compactLayoutAssignment>Other',
    refusal: 'CustomObject Widget__c: In field: compactLayoutAssignment - no CompactLayout named Widget__c.Other found'
  },
  {
    name: 'a label over its length',
    path: OBJECT,
    from: '<label>大きさ</label>',
    to: `<label>${tooLong(41)}</label>`,
    refusal: 'CustomField Widget__c.Size__c: Value too long for field: Label maximum length is:40'
  },
  // fields
  {
    name: 'a text field without a length',
    path: OBJECT,
    from: '<length>1000</length>\n    <type>LongTextArea</type>\n    <visibleLines>3</visibleLines>',
    to: '<type>Text</type>',
    refusal: "CustomField Widget__c.Note__c: Must specify 'length' for a CustomField of type Text"
  },
  {
    name: 'a text field that is too long',
    path: OBJECT,
    from: '<length>1000</length>\n    <type>LongTextArea</type>\n    <visibleLines>3</visibleLines>',
    to: '<length>256</length><type>Text</type>',
    refusal: 'CustomField Widget__c.Note__c: Invalid length 256: a Text field holds 1 to 255 characters'
  },
  {
    name: 'a number with too many digits',
    path: OBJECT,
    from: '<precision>10</precision>',
    to: '<precision>19</precision>',
    refusal: 'CustomField Widget__c.Price__c: Invalid precision 19 with scale 0: at most 18 digits, decimals included'
  },
  {
    name: 'a lookup to nothing',
    path: OBJECT,
    from: '<referenceTo>Account</referenceTo>',
    to: '<referenceTo>Maker__c</referenceTo>',
    refusal: "CustomField Widget__c.Maker__c: referenceTo value of 'Maker__c' does not resolve to a valid sObject type"
  },
  {
    name: 'a field type that the org does not keep',
    path: OBJECT,
    from: '<type>LongTextArea</type>',
    to: '<type>EncryptedText</type>',
    refusal: 'CustomField Widget__c.Note__c: not supported: field type EncryptedText'
  },
  {
    name: 'a value twice',
    path: OBJECT,
    from: '<value><fullName>小</fullName><default>false</default><label>小</label></value>',
    to: '<value><fullName>大</fullName><default>false</default><label>小</label></value>',
    refusal: 'CustomField Widget__c.Size__c: Field:fullName, value:大 appears more than once'
  },
  {
    name: 'a label of values twice',
    path: OBJECT,
    from: '<fullName>小</fullName><default>false</default><label>小</label>',
    to: '<fullName>小</fullName><default>false</default><label>大</label>',
    refusal: 'CustomField Widget__c.Size__c: Duplicate label: 大'
  },
  {
    name: 'a developer name with two underscores',
    path: OBJECT,
    from: '<fullName>Size_Given</fullName>',
    to: '<fullName>Size__Given</fullName>',
    refusal:
      'ValidationRule Widget__c.Size__Given: The ValidationRule API Name "Size__Given" can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.'
  },
  // rules, layouts, list views
  {
    name: 'an error field that is not there',
    path: OBJECT,
    from: '<errorDisplayField>Size__c',
    to: '<errorDisplayField>Weight__c',
    refusal: 'ValidationRule Widget__c.Size_Given: In field: errorDisplayField - no CustomField named Widget__c.Weight__c found'
  },
  {
    name: 'an error message over its length',
    path: OBJECT,
    from: '大きさを選んでください。',
    to: tooLong(256),
    refusal: 'ValidationRule Widget__c.Size_Given: Value too long for field: ErrorMessage maximum length is:255'
  },
  {
    name: 'a compact layout field that is not there',
    path: OBJECT,
    from: '<fields>Name</fields><fields>Size__c</fields>',
    to: '<fields>Name</fields><fields>Weight__c</fields>',
    refusal: 'CompactLayout Widget__c.Highlights: In field: field - no CustomField named Widget__c.Weight__c found'
  },
  {
    name: 'a list view column by its API name',
    path: OBJECT,
    from: '<columns>NAME</columns>',
    to: '<columns>Name</columns>',
    refusal: 'ListView Widget__c.Big_Widgets: Could not resolve list view column: Name'
  },
  {
    name: 'filter logic that counts wrong',
    path: OBJECT,
    from: '<listViews><fullName>Big_Widgets</fullName>',
    to: '<listViews><fullName>Big_Widgets</fullName><booleanFilter>1 AND 2</booleanFilter>',
    refusal: 'ListView Widget__c.Big_Widgets: The filter logic "1 AND 2" names filter 2, but there are 1'
  },
  // custom metadata
  {
    name: 'a field type that custom metadata has not',
    path: PART,
    from: '<type>Number</type><precision>3',
    to: '<type>Currency</type><precision>3',
    refusal: 'CustomField Part__mdt.Order__c: Field type Currency is not allowed in a custom metadata type'
  },
  {
    name: 'a record value for a field that is not there',
    path: FIRST,
    from: '<field>Order__c</field>',
    to: '<field>Weight__c</field>',
    refusal: 'CustomMetadata Part.First: In field: field - no CustomField named Part__mdt.Weight__c found'
  },
  {
    name: 'a record value of the wrong type',
    path: FIRST,
    from: 'xsd:double">10.0',
    to: 'xsd:string">10.0',
    refusal: 'CustomMetadata Part.First: Part__mdt.Order__c: a value of type xsd:string does not fit, xsd:double is expected'
  },
  {
    name: 'a record value without a type',
    path: FIRST,
    from: '<value xsi:type="xsd:double">',
    to: '<value>',
    refusal: 'CustomMetadata Part.First: Part__mdt.Order__c: the value has no xsi:type'
  },
  {
    name: 'a record that names a missing object',
    path: FIRST,
    from: '>Widget__c<',
    to: '>Gadget__c<',
    refusal: 'CustomMetadata Part.First: Part__mdt.Field__c: no field named Gadget__c.Size__c found'
  },
  {
    name: 'a record that names a missing field',
    path: FIRST,
    from: '>Size__c<',
    to: '>Weight__c<',
    refusal: 'CustomMetadata Part.First: Part__mdt.Field__c: no field named Widget__c.Weight__c found'
  },
  {
    name: 'a number with too many digits in a record',
    path: FIRST,
    from: '10.0',
    to: '1000.0',
    refusal: 'CustomMetadata Part.First: Part__mdt.Order__c: the number 1000.0 has more than 3 digits before the decimal point'
  },
  // value sets, translations
  {
    name: 'a standard value twice',
    path: SET,
    from: '<fullName>済</fullName>',
    to: '<fullName>新規</fullName>',
    refusal: 'StandardValueSet LeadStatus: Field:fullName, value:新規 appears more than once'
  },
  {
    name: 'a noun that does not exist',
    path: TRANSLATION,
    from: '<name>lead_source</name>',
    to: '<name>lead_sauce</name>',
    refusal: 'CustomObjectTranslation Lead-ja: In field: name - no CustomField or standard noun named Lead.lead_sauce found'
  },
  {
    name: 'a vowel rule in a translation',
    path: TRANSLATION,
    from: '<name>lead_source</name>',
    to: '<name>lead_source</name><startsWith>Vowel</startsWith>',
    refusal: 'CustomObjectTranslation Lead-ja: Cannot specify a startsWith attribute for this language'
  },
  {
    name: 'a plural in a translation',
    path: TRANSLATION,
    from: '<caseValues><plural>false</plural><value>見込み先',
    to: '<caseValues><plural>true</plural><value>見込み先',
    refusal: 'CustomObjectTranslation Lead-ja: not supported: a plural form, the language has none'
  }
]);

test('refuses formulas that do not compile, in rules and in fields', () => {
  for (const formula of [
    'ISBLANK(TEXT(Size__c)',
    'ISBLANKED(Size__c)',
    'ISBLANK(TEXT(Weight__c))',
    'ISPICKVAL(Size__c, "大", 1)',
    '1 + 1'
  ]) {
    const found = problemsOf(withChange(OBJECT, 'ISBLANK(TEXT(Size__c))', formula));
    assert.deepEqual([...new Set(found.map((problem) => problem.fullName))], ['Widget__c.Size_Given'], formula);
  }
  const field = '<fields><fullName>Twice__c</fullName><formula>Price__c * 2</formula><label>二倍</label><type>Text</type></fields>';
  assert.deepEqual(
    problemsOf({ [OBJECT]: widgetFiles()[OBJECT]?.replace(SIZE_FIELD, SIZE_FIELD + field) as string }).map((problem) => problem.fullName),
    ['Widget__c.Twice__c']
  );
});

test('refuses to change the type of a field', () => {
  const org = openOrg();
  deploy(org, widgetFiles());
  const found = deploy(org, {
    [OBJECT]: (widgetFiles()[OBJECT] as string)
      .replace('<precision>10</precision>', '<length>10</length>')
      .replace('<scale>0</scale>\n    <type>Currency</type>', '<type>Text</type>')
  });
  assert.deepEqual(texts(found.details.componentFailures), [
    'CustomField Widget__c.Price__c: not supported: changing the type of a field with data (currency to string)'
  ]);
});

test('a filter on a value that is not there is a warning: real orgs take it', () => {
  const org = openOrg();
  const result = deploy(org, withChange(OBJECT, '<value>大</value></filters>', '<value>特大</value></filters>'));
  assert.equal(result.success, true);
  const warnings = result.details.componentSuccesses.filter((message) => message.problemType === 'Warning');
  assert.deepEqual(texts(warnings), ['ListView Widget__c.Big_Widgets: Picklist value: 特大 in picklist: Widget__c.Size__c not found']);
});

test('refuses more long text, tracked fields or values than an object may hold', () => {
  const object = (fields: string): Record<string, string> => ({ 'objects/Lead.object': xml('CustomObject', fields) });
  const area = (number: number): string =>
    `<fields><fullName>Area_${number}__c</fullName><label>a${number}</label><length>131072</length><type>LongTextArea</type><visibleLines>3</visibleLines></fields>`;
  const areas = Array.from({ length: 13 }, (_, index) => area(index));
  assert.deepEqual(texts(problemsOf(object(areas.slice(1).join('')))), []);
  assert.deepEqual(texts(problemsOf(object(areas.join('')))), [
    'CustomField Lead.Area_12__c: The long text areas of Lead hold 1703936 characters, at most 1638400 are allowed'
  ]);
  const tracked = Array.from(
    { length: 21 },
    (_, index) =>
      `<fields><fullName>Date_${index}__c</fullName><label>d${index}</label><trackHistory>true</trackHistory><type>Date</type></fields>`
  );
  const on = '<enableHistory>true</enableHistory>';
  assert.deepEqual(texts(problemsOf(object(on + tracked.slice(1).join('')))), []);
  assert.match(
    texts(problemsOf(object(on + tracked.join(''))))[0] ?? '',
    /exceeded the allowed number of fields to track on a given entity: Lead has 21/
  );
});
