/** What was retrieved from real orgs and is no mistake: shapes that the rules have to let pass, or to refuse as not supported. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deployFiles } from '../deploy.ts';
import { openOrg } from '../../org.ts';
import { BOARD, REPORT, WIDGET_PAGE, widgetFiles, xml } from './fixtures.ts';
import { problemsOf, texts, toFiles, withChange } from './helpers.ts';

const refused = (files: Record<string, string>): string[] => texts(problemsOf(files));
const inObject = (name: string, inner: string): Record<string, string> => ({ [`objects/${name}.object`]: xml('CustomObject', inner) });

/** Warnings of a deployment, as it answers them. */
function told(files: Record<string, string>): string[] {
  const found: string[] = [];
  deployFiles(openOrg(), toFiles(files), {
    checkOnly: true,
    onProblems: (problems) => found.push(...problems.flatMap(({ warning, problem }) => (warning ? [problem] : [])))
  });
  return found;
}

test('a translation may be empty, in whole or in part', () => {
  const inner =
    '<caseValues><plural>false</plural><value></value></caseValues><fields><help></help><label></label><lookupFilter/><name>Industry</name></fields><gender></gender><startsWith></startsWith><validationRules><errorMessage></errorMessage><name>A</name></validationRules>';
  const found = refused({ 'objectTranslations/Lead-ja.objectTranslation': xml('CustomObjectTranslation', inner) });
  assert.deepEqual(
    found.filter((text) => !text.includes('not supported')),
    ['CustomObjectTranslation Lead-ja: In field: name - no CustomField or standard noun named Lead.Industry found']
  );
});

test('a case value in the language of the org needs its word', () => {
  const inner = '<caseValues><plural>false</plural></caseValues>';
  assert.deepEqual(refused({ 'objectTranslations/Lead-ja.objectTranslation': xml('CustomObjectTranslation', inner) }), [
    'CustomObjectTranslation Lead-ja: Required field is missing: value'
  ]);
});

test('custom settings have no name field', () => {
  const settings = '<customSettingsType>Hierarchy</customSettingsType><label>設定</label><visibility>Public</visibility>';
  assert.deepEqual(refused(inObject('Switches__c', settings)), ['CustomObject Switches__c: not supported: custom settings']);
});

test('a field of activities has one child relationship, though it is a field of two objects', () => {
  const field =
    '<fields><fullName>Maker__c</fullName><deleteConstraint>SetNull</deleteConstraint><label>作り手</label><referenceTo>Account</referenceTo><relationshipName>Doings</relationshipName><type>Lookup</type></fields>';
  assert.deepEqual(refused(inObject('Activity', field)), []);
  assert.deepEqual(refused({ ...inObject('Activity', field), ...inObject('Lead', field) }).length, 2);
});

test('list views of activities are not supported', () => {
  const view = '<listViews><fullName>Mine</fullName><filterScope>Mine</filterScope><label>私の</label></listViews>';
  assert.deepEqual(refused(inObject('Activity', view)), [
    'ListView Activity.Mine: not supported: ListView of Activity, which is two objects here'
  ]);
});

test('of a standard value set that this org lacks only that is told', () => {
  const value = '<standardValue><fullName>01</fullName><default>false</default><label>a</label></standardValue>';
  const file = (inner: string): string[] =>
    refused({ 'standardValueSets/AddressStateCode.standardValueSet': xml('StandardValueSet', `<sorted>false</sorted>${inner}`) });
  const said = ['StandardValueSet AddressStateCode: not supported: standard value set AddressStateCode'];
  assert.deepEqual(file(value + value), said);
  assert.deepEqual(file(''), said);
});

test('a formula over a summary of something unknown may be of any type', () => {
  const summary =
    '<fields><fullName>Last__c</fullName><label>最後</label><summarizedField>OpportunityLineItem.ServiceDate</summarizedField><summaryForeignKey>OpportunityLineItem.OpportunityId</summaryForeignKey><summaryOperation>max</summaryOperation><type>Summary</type></fields>';
  const formula = (text: string, type: string): string =>
    `<fields><fullName>End__c</fullName><formula>${text}</formula><label>終わり</label>${type === 'Number' ? '<precision>18</precision><scale>0</scale>' : ''}<type>${type}</type></fields>`;
  for (const [text, type] of [
    ['ADDMONTHS(Last__c, 12) - 1', 'Date'],
    ['YEAR(Last__c + 1)', 'Number']
  ] as const)
    assert.deepEqual(
      refused(inObject('Opportunity', summary + formula(text, type))).filter((said) => said.includes('End__c')),
      [],
      text
    );
});

test('a rule may compare what a picklist was with a word', () => {
  const rule = (formula: string): string[] => refused(withChange('objects/Widget__c.object', 'ISBLANK(TEXT(Size__c))', formula));
  assert.deepEqual(rule("PRIORVALUE(Size__c) = '大'"), []);
  assert.match(rule("Size__c = '大'").join(), /選択リスト項目です/);
});

test('a word that a picklist does not offer is told in a rule, and no error after it is hidden', () => {
  const rule = (formula: string): Record<string, string> => withChange('objects/Widget__c.object', 'ISBLANK(TEXT(Size__c))', formula);
  assert.deepEqual(refused(rule("ISPICKVAL(Size__c, '特大')")), []);
  assert.match(told(rule("ISPICKVAL(Size__c, '特大')")).join(), /値「特大」はありません/);
  assert.match(refused(rule("OR(ISPICKVAL(Size__c, '特大'), Weight__c = 1)")).join(), /項目Weight__cは存在しません/);
});

test('code that a retrieve hides is that of a package', () => {
  const files = {
    'lwc/hiddenCard/hiddenCard.js': '(hidden)',
    'lwc/hiddenCard/hiddenCard.html': '(hidden)',
    'lwc/hiddenCard/hiddenCard.js-meta.xml': '(hidden)'
  };
  assert.deepEqual(refused(files), ['LightningComponentBundle hiddenCard: not supported: hidden code of a managed package']);
});

test('component metadata takes blanks around targets, objects of record actions, and types of flow screens', () => {
  const meta = (targets: string, config: string): string[] =>
    refused({
      ...widgetFiles(),
      'lwc/widgetCard/widgetCard.js-meta.xml': xml(
        'LightningComponentBundle',
        `<apiVersion>66.0</apiVersion><isExposed>true</isExposed><masterLabel>カード</masterLabel><targets><target>lightning__RecordPage</target>${targets}</targets><targetConfigs><targetConfig targets="lightning__RecordPage"><property name="heading" type="String"/><property name="rows" type="Integer"/></targetConfig>${config}</targetConfigs>`
      )
    });
  const action = '<target>lightning__RecordAction </target>';
  assert.deepEqual(
    meta(action, '<targetConfig targets="lightning__RecordAction"><objects><object>Lead</object></objects></targetConfig>'),
    []
  );
  const screen = '<target>lightning__FlowScreen</target>';
  assert.deepEqual(meta(screen, '<targetConfig targets="lightning__FlowScreen"><property name="rows" type="{T[]}"/></targetConfig>'), []);
  assert.match(
    meta(screen, '<targetConfig targets="lightning__FlowScreen"><property name="rows" type="Rows"/></targetConfig>').join(),
    /Invalid property type Rows/
  );
});

test('tags in templates know no capital letters', () => {
  const files = widgetFiles();
  const uses = (tag: string): string[] =>
    refused({
      ...files,
      'lwc/widgetList/widgetList.js': files['lwc/widgetCard/widgetCard.js'] ?? '',
      'lwc/widgetList/widgetList.html': `<template>\n<${tag}></${tag}>\n</template>`,
      'lwc/widgetList/widgetList.js-meta.xml': xml('LightningComponentBundle', '<apiVersion>66.0</apiVersion>')
    });
  assert.deepEqual(uses('c-widget-Card'), []);
  assert.match(uses('c-gadget-card').join(), /No MODULE named markup:\/\/c:gadgetCard found/);
});

test('a page made from another page, and one of a kind that this org does not show, is refused once', () => {
  const page = (from: string, to: string): string[] =>
    refused({ ...widgetFiles(), 'flexipages/Widget_Page.flexipage': WIDGET_PAGE.replace(from, to) }).filter((text) =>
      text.startsWith('FlexiPage')
    );
  assert.deepEqual(page('<sobjectType>', '<parentFlexiPage>sfa__Lead_rec_L</parentFlexiPage><sobjectType>'), [
    'FlexiPage Widget_Page: not supported: pages made from sfa__Lead_rec_L'
  ]);
  assert.deepEqual(page('<type>RecordPage</type>', '<type>UtilityBar</type>'), [
    'FlexiPage Widget_Page: not supported: pages of type UtilityBar'
  ]);
});

test('layouts of users need no required fields, those of custom metadata show who wrote a record', () => {
  const layout = (name: string, ...fields: string[]): string[] =>
    refused({
      ...widgetFiles(),
      [`layouts/${name}.layout`]: xml(
        'Layout',
        `<layoutSections><layoutColumns>${fields.map((field) => `<layoutItems><field>${field}</field></layoutItems>`).join('')}</layoutColumns><style>OneColumn</style></layoutSections>`
      )
    });
  assert.deepEqual(layout('User-User Layout', 'Title'), []);
  assert.deepEqual(
    layout('Part__mdt-Part', 'MasterLabel', 'DeveloperName', 'IsProtected', 'CreatedById').filter((text) =>
      text.includes('no CustomField')
    ),
    []
  );
});

test('reports of teams and matrix reports without columns are not supported, other scopes and shapes are mistakes', () => {
  const report = (from: string, to: string): string[] =>
    refused({ ...widgetFiles(), 'reports/Numbers/By_Stage.report': REPORT.replace(from, to) }).filter((text) => text.startsWith('Report '));
  assert.deepEqual(report('>organization<', '>team<'), ['Report Numbers/By_Stage: not supported: scope team of a report']);
  assert.deepEqual(report('>organization<', '>everyone<'), ['Report Numbers/By_Stage: Invalid scope:everyone, not allowed']);
  assert.deepEqual(report('>Summary<', '>Matrix<'), ['Report Numbers/By_Stage: not supported: a matrix report without column groupings']);
});

test('columns, groupings and time frames of features are not supported, misspelt ones are mistakes', () => {
  const report = (from: string, to: string): string[] =>
    refused({ ...widgetFiles(), 'reports/Numbers/By_Stage.report': REPORT.replace(from, to) }).filter((text) => text.startsWith('Report '));
  assert.deepEqual(report('>OPPORTUNITY_NAME<', '>RECORDTYPE<'), [
    'Report Numbers/By_Stage: not supported: report column Opportunity.RECORDTYPE'
  ]);
  assert.deepEqual(report('>OPPORTUNITY_NAME<', '>OPPORTUNITY_NAMES<'), [
    'Report Numbers/By_Stage: columns-field: Invalid value specified: OPPORTUNITY_NAMES'
  ]);
});

test('a dashboard of a report that is refused is judged without its columns', () => {
  const bucket =
    '<buckets><bucketType>text</bucketType><developerName>BucketField_1</developerName><masterLabel>塊</masterLabel><nullTreatment>n</nullTreatment><otherBucketLabel>他</otherBucketLabel><sourceColumnName>NOTHING</sourceColumnName><useOther>true</useOther></buckets>';
  const files = {
    ...widgetFiles(),
    'reports/Numbers/By_Stage.report': REPORT.replace('<columns>', `${bucket}<columns>`),
    'dashboards/Boards/Numbers.dashboard': BOARD.replace(
      '<groupingColumn>',
      '<dashboardFilterColumns><column>STAGE_NAME</column></dashboardFilterColumns><groupingColumn>'
    )
  };
  const found = refused(files);
  assert.ok(
    found.some((text) => text.startsWith('Report Numbers/By_Stage')),
    found.join('\n')
  );
  assert.ok(!found.some((text) => text.includes('dashboardFilterColumns: Invalid')), found.join('\n'));
});

test('a report named by its innermost folder is not supported, one in no folder of that name is missing', () => {
  const named = (report: string): string[] =>
    refused({
      ...widgetFiles(),
      'reports/Numbers/Inner-meta.xml': xml('ReportFolder', '<name>Inner</name>'),
      'reports/Numbers/Inner/By_Inner.report': REPORT,
      'dashboards/Boards/Numbers.dashboard': BOARD.replace('Numbers/By_Stage', report)
    }).filter((text) => text.startsWith('Dashboard '));
  assert.deepEqual(named('Inner/By_Inner'), [
    'Dashboard Boards/Numbers: not supported: a report without its outer folder (Inner/By_Inner)'
  ]);
  assert.deepEqual(named('Outer/By_Inner'), ['Dashboard Boards/Numbers: In field: report - no Report named Outer/By_Inner found']);
});

test('values that depend on nothing any more are let pass, and values that do not exist are not', () => {
  const value = '<value><fullName>遠い</fullName><default>false</default><label>遠い</label></value>';
  const field = (name: string): string[] =>
    refused(
      inObject(
        'Lead',
        `<fields><fullName>Why__c</fullName><label>理由</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${value}</valueSetDefinition><valueSettings><controllingFieldValue>Hot</controllingFieldValue><valueName>${name}</valueName></valueSettings></valueSet></fields>`
      )
    );
  assert.deepEqual(field('遠い'), []);
  assert.deepEqual(field('近い'), ['CustomField Lead.Why__c: Picklist value: 近い in picklist: Lead.Why__c not found']);
});

test('a switch in a record of custom metadata that is written in capitals is told, another word is refused', () => {
  const record = (text: string): Record<string, string> =>
    withChange('customMetadata/Part.First.md', '"xsd:boolean">true<', `"xsd:boolean">${text}<`);
  assert.deepEqual(refused(record('TRUE')), []);
  assert.match(told(record('TRUE')).join(), /'TRUE' is not a valid value/);
  assert.match(refused(record('yes')).join(), /'yes' is not a valid value/);
});
