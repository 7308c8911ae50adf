/** Mutations of a valid package, values that the schema leaves open: each must be refused, by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REPORT, xml } from './fixtures.ts';
import { problemsOf, refusesEach, texts, withChange } from './helpers.ts';

const OBJECT = 'objects/Widget__c.object';
const PART = 'objects/Part__mdt.object';
const PAGE = 'flexipages/Widget_Page.flexipage';
const BOARD_FILE = 'dashboards/Boards/Overview.dashboard';
const LABELS = 'labels/CustomLabels.labels';
const APP = 'applications/Widgets.app';

const VALUE = (name: string, isDefault: boolean): string =>
  `<value><fullName>${name}</fullName><default>${isDefault}</default><label>${name}</label></value>`;
const FORMULA = (name: string, formula: string): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label><formula>${formula}</formula><precision>18</precision><scale>0</scale><type>Number</type></fields>`;

refusesEach([
  {
    name: 'a rule with an empty message',
    path: OBJECT,
    from: '<errorMessage>大きさを選んでください。</errorMessage>',
    to: '<errorMessage></errorMessage>',
    refusal: 'ValidationRule Widget__c.Size_Given: Required field is missing: errorMessage'
  },
  {
    name: 'a page with an empty name',
    path: PAGE,
    from: '<masterLabel>ウィジェットのページ</masterLabel>',
    to: '<masterLabel> </masterLabel>',
    refusal: 'FlexiPage Widget_Page: Required field is missing: masterLabel'
  },
  {
    name: 'a label without a text',
    path: LABELS,
    from: '<value>ウィジェットの一覧</value>',
    to: '<value></value>',
    refusal: 'CustomLabel Widget_Heading: Required field is missing: value'
  },
  {
    name: 'a label in no language',
    path: LABELS,
    from: '<language>ja</language>',
    to: '<language>Japanese</language>',
    refusal: "CustomLabel Widget_Heading: 'Japanese' is not a valid value for the enum 'Language'"
  },
  {
    name: 'a checkbox whose default is no truth',
    path: PART,
    from: '<defaultValue>true</defaultValue>',
    to: '<defaultValue>yes</defaultValue>',
    refusal: "CustomField Part__mdt.Active__c: defaultValue: 'yes' is not a valid value for a checkbox"
  },
  {
    name: 'a sensitivity level in the wrong case',
    path: OBJECT,
    from: '<label>メモ</label>',
    to: '<label>メモ</label><securityClassification>internal</securityClassification>',
    refusal: "CustomField Widget__c.Note__c: 'internal' is not a valid value for the enum 'SecurityClassification'"
  },
  {
    name: 'two defaults of one picklist',
    path: OBJECT,
    from: VALUE('大', false) + VALUE('小', false),
    to: VALUE('大', true) + VALUE('小', true),
    refusal: 'CustomField Widget__c.Size__c: At most one value can be the default, 2 are'
  },
  {
    name: 'a required long text',
    path: OBJECT,
    from: '<label>メモ</label>',
    to: '<label>メモ</label><required>true</required>',
    refusal: "CustomField Widget__c.Note__c: Can not specify 'required' for a CustomField of type LongTextArea"
  },
  {
    name: 'a unique lookup',
    path: OBJECT,
    from: '<type>Lookup</type>',
    to: '<type>Lookup</type><unique>true</unique>',
    refusal: "CustomField Widget__c.Maker__c: Can not specify 'unique' for a CustomField of type Lookup"
  },
  {
    name: 'an external id that is a checkbox',
    path: PART,
    from: '<defaultValue>true</defaultValue>',
    to: '<defaultValue>true</defaultValue><externalId>true</externalId>',
    refusal: "CustomField Part__mdt.Active__c: Can not specify 'externalId' for a CustomField of type Checkbox"
  },
  {
    name: 'a length that is no whole number',
    path: OBJECT,
    from: '<length>1000</length>',
    to: '<length>1000.5</length>',
    refusal: "CustomField Widget__c.Note__c: '1000.5' is not a valid value for the type xsd:int"
  },
  {
    name: 'a formula that needs its own result',
    path: OBJECT,
    from: '<label>ウィジェット</label>\n<list',
    to: `${FORMULA('Twice__c', 'Half__c * 2')}${FORMULA('Half__c', 'Twice__c / 2')}<label>ウィジェット</label>\n<list`,
    refusal: 'CustomField Widget__c.Twice__c: 数式項目Twice__cは、直接または間接的にそれ自身を参照しています。'
  },
  {
    name: 'a default of a formula',
    path: OBJECT,
    from: '<label>ウィジェット</label>\n<list',
    to: `${FORMULA('Twice__c', 'Price__c * 2').replace('<label>', '<defaultValue>1</defaultValue><label>')}<label>ウィジェット</label>\n<list`,
    refusal: "CustomField Widget__c.Twice__c: Can not specify 'defaultValue' for a CustomField of type Formula"
  },
  {
    name: 'a second child relationship of one name',
    path: OBJECT,
    from: '<label>ウィジェット</label>\n<list',
    to: '<fields><fullName>Seller__c</fullName><label>売り手</label><referenceTo>Account</referenceTo><relationshipName>Widgets</relationshipName><type>Lookup</type></fields><label>ウィジェット</label>\n<list',
    refusal: 'CustomField Widget__c.Seller__c: There is already a Child Relationship named Widgets on Account.'
  },
  {
    name: 'a field relationship controlled by nothing',
    path: PART,
    from: 'Part__mdt.Object__c</metadataRelationshipControllingField>',
    to: 'Part__mdt.Order__c</metadataRelationshipControllingField>',
    refusal:
      'CustomField Part__mdt.Field__c: In field: metadataRelationshipControllingField - no relationship to EntityDefinition named Part__mdt.Order__c found'
  },
  {
    name: 'a list view column that is listed twice',
    path: OBJECT,
    from: '<columns>NAME</columns>',
    to: '<columns>NAME</columns><columns>NAME</columns>',
    refusal: 'ListView Widget__c.Big_Widgets: Field:columns, value:NAME appears more than once'
  },
  {
    name: 'a list view filter on what is no number',
    path: OBJECT,
    from: '<field>Size__c</field><operation>equals</operation><value>大</value>',
    to: '<field>Price__c</field><operation>greaterThan</operation><value>高い</value>',
    refusal: 'ListView Widget__c.Big_Widgets: 高い is not a number (filter on 価格).'
  },
  {
    name: 'a compact layout that lists a field twice',
    path: OBJECT,
    from: '<fields>Name</fields>',
    to: '<fields>Name</fields><fields>Name</fields>',
    refusal: 'CompactLayout Widget__c.Highlights: Field:fields, value:Name appears more than once'
  },
  {
    name: 'a behaviour that a page gives to no field',
    path: PAGE,
    from: '<fieldItem>Record.Size__c</fieldItem>',
    to: '<fieldInstanceProperties><name>uiBehavior</name><value>hidden</value></fieldInstanceProperties><fieldItem>Record.Size__c</fieldItem>',
    refusal: 'FlexiPage Widget_Page: Invalid value [hidden] of property [uiBehavior] in field [Record.Size__c]'
  },
  {
    name: 'a property that a field of a page does not have',
    path: PAGE,
    from: '<fieldItem>Record.Size__c</fieldItem>',
    to: '<fieldInstanceProperties><name>behavior</name><value>none</value></fieldInstanceProperties><fieldItem>Record.Size__c</fieldItem>',
    refusal: 'FlexiPage Widget_Page: Invalid property [behavior] in field [Record.Size__c]'
  },
  {
    name: 'a switch of a page component that is neither on nor off',
    path: PAGE,
    from: '<componentName>force:highlightsPanel</componentName>',
    to: '<componentInstanceProperties><name>collapsed</name><value>yes</value></componentInstanceProperties><componentName>force:highlightsPanel</componentName>',
    refusal: 'FlexiPage Widget_Page: Invalid value [yes] of property [collapsed] in component [force:highlightsPanel]'
  },
  {
    name: 'a count of a page component that is no number',
    path: PAGE,
    from: '<componentName>force:highlightsPanel</componentName>',
    to: '<componentInstanceProperties><name>numVisibleActions</name><value>three</value></componentInstanceProperties><componentName>force:highlightsPanel</componentName>',
    refusal: 'FlexiPage Widget_Page: Invalid value [three] of property [numVisibleActions] in component [force:highlightsPanel]'
  },
  {
    name: 'a page that overrides an action without pages',
    path: APP,
    from: '<actionName>View</actionName>',
    to: '<actionName>Clone</actionName>',
    refusal: 'CustomApplication Widgets: not supported: a page that overrides the action Clone of Widget__c'
  },
  {
    name: 'a tab that an app lists twice',
    path: APP,
    from: '<tabs>Widget__c</tabs>',
    to: '<tabs>Widget__c</tabs><tabs>Widget__c</tabs>',
    refusal: 'CustomApplication Widgets: Field:tabs, value:Widget__c appears more than once'
  },
  {
    name: 'a grouping that a chart lists twice',
    path: BOARD_FILE,
    from: '<groupingColumn>STAGE_NAME</groupingColumn>',
    to: '<groupingColumn>STAGE_NAME</groupingColumn><groupingColumn>STAGE_NAME</groupingColumn>',
    refusal: 'Dashboard Boards/Overview: Field:groupingColumn, value:STAGE_NAME appears more than once'
  },
  {
    name: 'a chart sorted in no order',
    path: BOARD_FILE,
    from: '<groupingColumn>STAGE_NAME</groupingColumn>',
    to: '<groupingColumn>STAGE_NAME</groupingColumn><groupingSortProperties><groupingSorts><groupingLevel>g1</groupingLevel><sortOrder>Asc</sortOrder></groupingSorts></groupingSortProperties>',
    refusal: "Dashboard Boards/Overview: 'Asc' is no sort order: a or d"
  }
]);

test('a standard object is no detail of another', () => {
  const object = xml(
    'CustomObject',
    '<fields><fullName>Main__c</fullName><label>親</label><referenceTo>Account</referenceTo><relationshipName>Mains</relationshipName><type>MasterDetail</type></fields>'
  );
  assert.deepEqual(texts(problemsOf({ 'objects/Lead.object': object })), [
    'CustomField Lead.Main__c: Lead is a standard object: it cannot be the detail of another'
  ]);
});

test('an empty value of a filter is a filter on blank', () => {
  const path = 'reports/Numbers/By_Stage.report';
  const filter = '<column>CLOSED</column><operator>equals</operator><value>0</value>';
  const blank = '<column>LEAD_SOURCE</column><operator>equals</operator><value></value>';
  assert.ok(REPORT.includes(filter));
  assert.deepEqual(texts(problemsOf(withChange(path, filter, blank))), []);
  const view = xml(
    'CustomObject',
    '<listViews><fullName>Blank_Source</fullName><columns>FULL_NAME</columns><filterScope>Everything</filterScope><filters><field>LEAD.LEAD_SOURCE</field><operation>equals</operation><value></value></filters><label>経路なし</label></listViews>'
  );
  assert.deepEqual(texts(problemsOf({ 'objects/Lead.object': view })), []);
});
