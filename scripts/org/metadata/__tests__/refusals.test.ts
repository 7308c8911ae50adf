/** Mutations of a valid package: each must be refused, by name, with the words that Salesforce uses where they are known. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOrg } from '../../org.ts';
import { SIZE_FIELD, widgetFiles, xml } from './fixtures.ts';
import { deploy, problemsOf, texts, withChange } from './helpers.ts';

interface Mutation {
  name: string;
  path: string;
  from: string;
  to: string;
  /** `Type fullName: problem`, all of it. */
  refusal: string;
}

const OBJECT = 'objects/Widget__c.object';
const PART = 'objects/Part__mdt.object';
const FIRST = 'customMetadata/Part.First.md';
const PAGE = 'flexipages/Widget_Page.flexipage';
const REPORT = 'reports/Numbers/By_Stage.report';
const BOARD = 'dashboards/Boards/Overview.dashboard';
const PATH = 'pathAssistants/Widget_Path.pathAssistant';
const PERMISSIONS = 'permissionsets/Widget_User.permissionset';
const APP = 'applications/Widgets.app';
const SET = 'standardValueSets/LeadStatus.standardValueSet';
const TRANSLATION = 'objectTranslations/Lead-ja.objectTranslation';
const CLASS = 'classes/WidgetController.cls';
const SCRIPT = 'lwc/widgetCard/widgetCard.js';
const TEMPLATE = 'lwc/widgetCard/widgetCard.html';
const META = 'lwc/widgetCard/widgetCard.js-meta.xml';

const FLEXI = 'FlexiPage Widget_Page';
const long = (length: number): string => 'あ'.repeat(length);

const MUTATIONS: Mutation[] = [
  // objects
  { name: 'a vowel rule in a Japanese org', path: OBJECT, from: '<label>ウィジェット</label>\n<list', to: '<label>ウィジェット</label><startsWith>Consonant</startsWith>\n<list', refusal: 'CustomObject Widget__c: Cannot specify a startsWith attribute for this language' },
  { name: 'a gender in a Japanese org', path: OBJECT, from: '<label>ウィジェット</label>\n<list', to: '<gender>Feminine</gender><label>ウィジェット</label>\n<list', refusal: 'CustomObject Widget__c: Cannot specify a gender for a gender neutral language' },
  { name: 'an object without a label', path: OBJECT, from: '<label>ウィジェット</label>\n<list', to: '<list', refusal: 'CustomObject Widget__c: Must specify a non-empty label for the CustomObject' },
  { name: 'an object without a name field', path: OBJECT, from: '<nameField><label>ウィジェット名</label><type>Text</type></nameField>', to: '', refusal: 'CustomObject Widget__c: Must specify a nameField of type Text or AutoNumber' },
  { name: 'a compact layout that is not there', path: OBJECT, from: '<compactLayoutAssignment>Highlights', to: '<compactLayoutAssignment>Other', refusal: 'CustomObject Widget__c: In field: compactLayoutAssignment - no CompactLayout named Widget__c.Other found' },
  { name: 'a label over its length', path: OBJECT, from: '<label>大きさ</label>', to: `<label>${long(41)}</label>`, refusal: 'CustomField Widget__c.Size__c: Value too long for field: Label maximum length is:40' },
  // fields
  { name: 'a text field without a length', path: OBJECT, from: '<length>1000</length>\n    <type>LongTextArea</type>\n    <visibleLines>3</visibleLines>', to: '<type>Text</type>', refusal: "CustomField Widget__c.Note__c: Must specify 'length' for a CustomField of type Text" },
  { name: 'a text field that is too long', path: OBJECT, from: '<length>1000</length>\n    <type>LongTextArea</type>\n    <visibleLines>3</visibleLines>', to: '<length>256</length><type>Text</type>', refusal: 'CustomField Widget__c.Note__c: Invalid length 256: a Text field holds 1 to 255 characters' },
  { name: 'a number with too many digits', path: OBJECT, from: '<precision>10</precision>', to: '<precision>19</precision>', refusal: 'CustomField Widget__c.Price__c: Invalid precision 19 with scale 0: at most 18 digits, decimals included' },
  { name: 'a lookup to nothing', path: OBJECT, from: '<referenceTo>Account</referenceTo>', to: '<referenceTo>Maker__c</referenceTo>', refusal: "CustomField Widget__c.Maker__c: referenceTo value of 'Maker__c' does not resolve to a valid sObject type" },
  { name: 'a field type that the org does not keep', path: OBJECT, from: '<type>LongTextArea</type>', to: '<type>EncryptedText</type>', refusal: 'CustomField Widget__c.Note__c: not supported: field type EncryptedText' },
  { name: 'a value twice', path: OBJECT, from: '<value><fullName>小</fullName><default>false</default><label>小</label></value>', to: '<value><fullName>大</fullName><default>false</default><label>小</label></value>', refusal: 'CustomField Widget__c.Size__c: Field:fullName, value:大 appears more than once' },
  { name: 'a label of values twice', path: OBJECT, from: '<fullName>小</fullName><default>false</default><label>小</label>', to: '<fullName>小</fullName><default>false</default><label>大</label>', refusal: 'CustomField Widget__c.Size__c: Duplicate label: 大' },
  { name: 'a developer name with two underscores', path: OBJECT, from: '<fullName>Size_Given</fullName>', to: '<fullName>Size__Given</fullName>', refusal: 'ValidationRule Widget__c.Size__Given: The ValidationRule API Name "Size__Given" can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.' },
  // rules, layouts, list views
  { name: 'an error field that is not there', path: OBJECT, from: '<errorDisplayField>Size__c', to: '<errorDisplayField>Weight__c', refusal: 'ValidationRule Widget__c.Size_Given: In field: errorDisplayField - no CustomField named Widget__c.Weight__c found' },
  { name: 'an error message over its length', path: OBJECT, from: '大きさを選んでください。', to: long(256), refusal: 'ValidationRule Widget__c.Size_Given: Value too long for field: ErrorMessage maximum length is:255' },
  { name: 'a compact layout field that is not there', path: OBJECT, from: '<fields>Name</fields><fields>Size__c</fields>', to: '<fields>Name</fields><fields>Weight__c</fields>', refusal: 'CompactLayout Widget__c.Highlights: In field: field - no CustomField named Widget__c.Weight__c found' },
  { name: 'a list view column by its API name', path: OBJECT, from: '<columns>NAME</columns>', to: '<columns>Name</columns>', refusal: 'ListView Widget__c.Big_Widgets: Could not resolve list view column: Name' },
  { name: 'a list view filter on a value that is not there', path: OBJECT, from: '<value>大</value></filters>', to: '<value>特大</value></filters>', refusal: 'ListView Widget__c.Big_Widgets: Picklist value: 特大 in picklist: Widget__c.Size__c not found' },
  { name: 'filter logic that counts wrong', path: OBJECT, from: '<listViews><fullName>Big_Widgets</fullName>', to: '<listViews><fullName>Big_Widgets</fullName><booleanFilter>1 AND 2</booleanFilter>', refusal: 'ListView Widget__c.Big_Widgets: The filter logic "1 AND 2" names filter 2, but there are 1' },
  // custom metadata
  { name: 'a field type that custom metadata has not', path: PART, from: '<type>Number</type><precision>3', to: '<type>Currency</type><precision>3', refusal: 'CustomField Part__mdt.Order__c: Field type Currency is not allowed in a custom metadata type' },
  { name: 'a record value for a field that is not there', path: FIRST, from: '<field>Order__c</field>', to: '<field>Weight__c</field>', refusal: 'CustomMetadata Part.First: In field: field - no CustomField named Part__mdt.Weight__c found' },
  { name: 'a record value of the wrong type', path: FIRST, from: 'xsd:double">10.0', to: 'xsd:string">10.0', refusal: 'CustomMetadata Part.First: Part__mdt.Order__c: a value of type xsd:string does not fit, xsd:double is expected' },
  { name: 'a record value without a type', path: FIRST, from: '<value xsi:type="xsd:double">', to: '<value>', refusal: 'CustomMetadata Part.First: Part__mdt.Order__c: the value has no xsi:type' },
  { name: 'a record that names a missing object', path: FIRST, from: '>Widget__c<', to: '>Gadget__c<', refusal: 'CustomMetadata Part.First: Part__mdt.Field__c: no field named Gadget__c.Size__c found' },
  { name: 'a record that names a missing field', path: FIRST, from: '>Size__c<', to: '>Weight__c<', refusal: 'CustomMetadata Part.First: Part__mdt.Field__c: no field named Widget__c.Weight__c found' },
  { name: 'a number with too many digits in a record', path: FIRST, from: '10.0', to: '1000.0', refusal: 'CustomMetadata Part.First: Part__mdt.Order__c: the number 1000.0 has more than 3 digits before the decimal point' },
  // value sets, translations
  { name: 'a standard value twice', path: SET, from: '<fullName>済</fullName>', to: '<fullName>新規</fullName>', refusal: 'StandardValueSet LeadStatus: Field:fullName, value:新規 appears more than once' },
  { name: 'a noun that does not exist', path: TRANSLATION, from: '<name>lead_source</name>', to: '<name>lead_sauce</name>', refusal: 'CustomObjectTranslation Lead-ja: In field: name - no CustomField or standard noun named Lead.lead_sauce found' },
  { name: 'a vowel rule in a translation', path: TRANSLATION, from: '<name>lead_source</name>', to: '<name>lead_source</name><startsWith>Vowel</startsWith>', refusal: 'CustomObjectTranslation Lead-ja: Cannot specify a startsWith attribute for this language' },
  { name: 'a plural in a translation', path: TRANSLATION, from: '<caseValues><plural>false</plural><value>見込み先', to: '<caseValues><plural>true</plural><value>見込み先', refusal: 'CustomObjectTranslation Lead-ja: not supported: a plural form, the language has none' },
  // apex
  { name: 'a class named otherwise than its file', path: CLASS, from: 'class WidgetController', to: 'class Gadgets', refusal: 'ApexClass WidgetController: File name and type name must match: the file is named WidgetController, the type Gadgets' },
  { name: 'a class whose bracket does not close', path: CLASS, from: "'it\\'s }'; }", to: "'it\\'s }'; ", refusal: "ApexClass WidgetController: Missing '}' for '{'" },
  { name: 'a class whose string does not close', path: CLASS, from: "}'; }", to: '}; }', refusal: 'ApexClass WidgetController: Illegal string literal: line breaks are not allowed in string literals' },
  // LWC
  { name: 'a script that does not compile', path: SCRIPT, from: '@api rows;', to: '@api rows; @api rows;', refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 6, Col: 14] LWC1096: Duplicate @api property "rows".' },
  { name: 'a template that does not compile', path: TEMPLATE, from: '<p>{heading}</p>', to: '<p onclick="go">{heading}</p>', refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 6] LWC1043: Event handler should be an expression' },
  { name: 'an import of a missing label', path: SCRIPT, from: 'c.Widget_Heading', to: 'c.Widget_Title', refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] The custom label c.Widget_Title does not exist' },
  { name: 'an import of a missing field', path: SCRIPT, from: '@salesforce/label/c.Widget_Heading', to: '@salesforce/schema/Widget__c.Weight__c', refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] Invalid reference Widget__c.Weight__c of type sobjectField in @salesforce/schema/Widget__c.Weight__c' },
  { name: 'an import of a missing Apex method', path: SCRIPT, from: '@salesforce/label/c.Widget_Heading', to: '@salesforce/apex/WidgetController.missing', refusal: "LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] Unable to find Apex action method referenced as 'WidgetController.missing'." },
  { name: 'an import of a missing module', path: SCRIPT, from: '@salesforce/label/c.Widget_Heading', to: 'c/gadgets', refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] No MODULE named markup://c:gadgets found' },
  { name: 'an import of a missing file', path: SCRIPT, from: '@salesforce/label/c.Widget_Heading', to: './words', refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] Could not resolve "./words" from "widgetCard.js"' },
  { name: 'a template with a missing component', path: TEMPLATE, from: '<p>{heading}</p>', to: '<c-gadget-list></c-gadget-list>', refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 3] No MODULE named markup://c:gadgetList found' },
  { name: 'a target configuration without its target', path: META, from: '<targetConfig targets="lightning__RecordPage">', to: '<targetConfig targets="lightning__RecordPage,lightning__HomePage">', refusal: 'LightningComponentBundle widgetCard: The targetConfig target lightning__HomePage is not in targets' },
  // paths
  { name: 'a path step for a missing value', path: PATH, from: '<picklistValueName>新規', to: '<picklistValueName>終了', refusal: 'PathAssistant Widget_Path: Picklist value: 終了 in picklist: Lead.Status not found' },
  { name: 'a path key field that is not there', path: PATH, from: '<fieldNames>Phone', to: '<fieldNames>Telephone', refusal: 'PathAssistant Widget_Path: In field: fieldNames - no CustomField named Lead.Telephone found' },
  { name: 'guidance over its length', path: PATH, from: '電話する', to: long(994), refusal: 'PathAssistant Widget_Path: Value too long for field: Info maximum length is:1000' },
  { name: 'six key fields', path: PATH, from: '<fieldNames>Phone</fieldNames>', to: '<fieldNames>Phone</fieldNames>'.repeat(6), refusal: 'PathAssistant Widget_Path: A path step can have at most 5 key fields, 新規 has 6' },
  { name: 'a path on a field that is no picklist', path: PATH, from: '<fieldName>Status', to: '<fieldName>Phone', refusal: 'PathAssistant Widget_Path: In field: fieldName - no picklist field named Lead.Phone found' },
  { name: 'a path for a record type', path: PATH, from: '__MASTER__', to: 'Special', refusal: 'PathAssistant Widget_Path: not supported: record type Special' },
  // reports
  { name: 'a report type that does not exist', path: REPORT, from: '<reportType>Opportunity', to: '<reportType>Opportunities', refusal: 'Report Numbers/By_Stage: invalid report type' },
  { name: 'a report column of another type', path: REPORT, from: '<columns><field>OPPORTUNITY_NAME', to: '<columns><field>COMPANY', refusal: 'Report Numbers/By_Stage: columns-field: Invalid value specified: COMPANY' },
  { name: 'a report filter on an unknown column', path: REPORT, from: '<column>CLOSED', to: '<column>OPPORTUNITY.CLOSED', refusal: 'Report Numbers/By_Stage: criteriaItems-column: Invalid value specified: OPPORTUNITY.CLOSED' },
  { name: 'a grouping among the columns', path: REPORT, from: '<columns><field>OPPORTUNITY_NAME</field></columns>', to: '<columns><field>OPPORTUNITY_NAME</field></columns><columns><field>STAGE_NAME</field></columns>', refusal: "Report Numbers/By_Stage: You can't include groupings in the selected columns list: STAGE_NAME" },
  { name: 'a list view scope in a report', path: REPORT, from: '<scope>organization', to: '<scope>mine', refusal: 'Report Numbers/By_Stage: Invalid scope:mine, not allowed' },
  { name: 'a summary report without groupings', path: REPORT, from: '<groupingsDown><field>STAGE_NAME</field><sortOrder>Asc</sortOrder></groupingsDown>\n', to: '', refusal: 'Report Numbers/By_Stage: A report of format Summary cannot have 0 row groupings and 0 column groupings' },
  { name: 'a time frame on a column that is no date', path: REPORT, from: '<dateColumn>CLOSE_DATE', to: '<dateColumn>STAGE_NAME', refusal: 'Report Numbers/By_Stage: timeFrameFilter-dateColumn: Invalid value specified: STAGE_NAME' },
  { name: 'a report name over its length', path: REPORT, from: '<name>フェーズ別', to: `<name>${long(41)}`, refusal: 'Report Numbers/By_Stage: Value too long for field: Name maximum length is:40' },
  { name: 'a part that the report engine does not compute', path: REPORT, from: '<filter><criteriaItems>', to: '<crossFilters><operation>with</operation><primaryTableColumn>ACCOUNT_ID</primaryTableColumn><relatedTable>Task</relatedTable><relatedTableJoinColumn>What</relatedTableJoinColumn></crossFilters><filter><criteriaItems>', refusal: 'Report Numbers/By_Stage: not supported: crossFilters in reports' },
  // dashboards
  { name: 'a chart without sortBy', path: BOARD, from: '<sortBy>RowLabelAscending</sortBy>', to: '', refusal: 'Dashboard Boards/Overview: Chart dashboard components require the sortBy attribute' },
  { name: 'a chart without chartAxisRange', path: BOARD, from: '<chartAxisRange>Auto</chartAxisRange>', to: '', refusal: 'Dashboard Boards/Overview: Chart dashboard components require the chartAxisRange attribute' },
  { name: 'a dashboard on a missing report', path: BOARD, from: 'Numbers/By_Stage', to: 'Numbers/By_Owner', refusal: 'Dashboard Boards/Overview: In field: report - no Report named Numbers/By_Owner found' },
  { name: 'a dashboard grouping that the report lacks', path: BOARD, from: '<groupingColumn>STAGE_NAME', to: '<groupingColumn>TYPE', refusal: 'Dashboard Boards/Overview: The grouping TYPE is not a grouping of the report Numbers/By_Stage' },
  { name: 'a running user of another org', path: BOARD, from: '<textColor>', to: '<runningUser>someone@example.com</runningUser><textColor>', refusal: 'Dashboard Boards/Overview: Cannot find a user that matches any of the following usernames: someone@example.com' },
  // pages
  { name: 'a page of a missing object', path: PAGE, from: '<sobjectType>Widget__c', to: '<sobjectType>Gadget__c', refusal: `${FLEXI}: In field: sobjectType - no CustomObject named Gadget__c found` },
  { name: 'a field without Record before it', path: PAGE, from: 'Record.Size__c', to: 'Widget__c.Size__c', refusal: `${FLEXI}: We couldn't retrieve or load the information on the field: Widget__c.Size__c` },
  { name: 'a page field that is not there', path: PAGE, from: 'Record.Size__c', to: 'Record.Weight__c', refusal: `${FLEXI}: We couldn't retrieve or load the information on the field: Record.Weight__c` },
  { name: 'a component that is not there', path: PAGE, from: '<componentName>widgetCard', to: '<componentName>gadgetCard', refusal: `${FLEXI}: We couldn't retrieve the design time component information for component c:gadgetCard` },
  { name: 'a platform component with a typing error', path: PAGE, from: 'force:highlightsPanel', to: 'force:highlightPanel', refusal: `${FLEXI}: We couldn't retrieve the design time component information for component force:highlightPanel` },
  { name: 'a property that the component does not declare', path: PAGE, from: '<name>heading</name>', to: '<name>headline</name>', refusal: `${FLEXI}: Invalid property [headline] in component [widgetCard]` },
  { name: 'a property value of the wrong type', path: PAGE, from: '<value>3</value>', to: '<value>drei</value>', refusal: `${FLEXI}: Invalid value [drei] of property [rows] in component [widgetCard]` },
  { name: 'an identifier twice', path: PAGE, from: '<identifier>activities</identifier>', to: '<identifier>highlights</identifier>', refusal: `${FLEXI}: Duplicate identifier: highlights` },
  { name: 'a region that the template has not', path: PAGE, from: '<name>sidebar</name>', to: '<name>leftcol</name>', refusal: `${FLEXI}: not supported: region leftcol in the template flexipage:recordHomeTemplateDesktop` },
  { name: 'a template that does not exist', path: PAGE, from: 'flexipage:recordHomeTemplateDesktop', to: 'flexipage:recordHomeTemplate', refusal: `${FLEXI}: not supported: template flexipage:recordHomeTemplate` },
  { name: 'a related list of another object', path: PAGE, from: '<value>ActivityHistories</value>', to: '<value>Opportunities</value>', refusal: `${FLEXI}: Component [lst:dynamicRelatedList] attribute [relatedListApiName]: Widget__c has no related list named Opportunities` },
  // apps and permissions
  { name: 'an app tab that is not there', path: APP, from: '<tabs>Widget__c</tabs>', to: '<tabs>Gadget__c</tabs>', refusal: 'CustomApplication Widgets: In field: tab - no CustomTab named Gadget__c found' },
  { name: 'an app page that is not there', path: APP, from: '<content>Widget_Page', to: '<content>Gadget_Page', refusal: 'CustomApplication Widgets: Gadget_Page does not exist or is not a valid override for action View.' },
  { name: 'a permission on a required field', path: PERMISSIONS, from: 'Widget__c.Size__c', to: 'Widget__c.Price__c', refusal: 'PermissionSet Widget_User: You cannot deploy to a required field: Widget__c.Price__c' },
  { name: 'a permission on a name field', path: PERMISSIONS, from: 'Widget__c.Size__c', to: 'Account.Name', refusal: 'PermissionSet Widget_User: You cannot deploy to a required field: Account.Name' },
  { name: 'a permission on a missing field', path: PERMISSIONS, from: 'Widget__c.Size__c', to: 'Widget__c.Weight__c', refusal: 'PermissionSet Widget_User: In field: field - no CustomField named Widget__c.Weight__c found' },
  { name: 'a permission on a missing class', path: PERMISSIONS, from: '<apexClass>WidgetController', to: '<apexClass>GadgetController', refusal: 'PermissionSet Widget_User: In field: apexClass - no ApexClass named GadgetController found' },
  { name: 'create without read', path: PERMISSIONS, from: '<allowEdit>true</allowEdit><allowRead>true', to: '<allowEdit>false</allowEdit><allowRead>false', refusal: 'PermissionSet Widget_User: Permission Create Widget__c depends on permission(s): Read Widget__c' },
  { name: 'a user permission that does not exist', path: PERMISSIONS, from: '<name>RunReports</name>', to: '<name>RunEverything</name>', refusal: 'PermissionSet Widget_User: Unknown user permission: RunEverything' },
  { name: 'a tab setting for no tab', path: PERMISSIONS, from: '<tab>Widget__c</tab>', to: '<tab>Gadget__c</tab>', refusal: "PermissionSet Widget_User: You can't edit tab settings for Gadget__c, as it's not a valid tab." }
];

for (const { name, path, from, to, refusal } of MUTATIONS) {
  test(`refuses ${name}`, () => {
    assert.ok(texts(problemsOf(withChange(path, from, to))).includes(refusal), texts(problemsOf(withChange(path, from, to))).join('\n') || 'it was deployed');
  });
}

test('refuses formulas that do not compile, in rules and in fields', () => {
  for (const formula of ['ISBLANK(TEXT(Size__c)', 'ISBLANKED(Size__c)', 'ISBLANK(TEXT(Weight__c))', 'ISPICKVAL(Size__c, "大", 1)', '1 + 1']) {
    const found = problemsOf(withChange(OBJECT, 'ISBLANK(TEXT(Size__c))', formula));
    assert.deepEqual([...new Set(found.map((problem) => problem.fullName))], ['Widget__c.Size_Given'], formula);
  }
  const field = '<fields><fullName>Twice__c</fullName><formula>Price__c * 2</formula><label>二倍</label><type>Text</type></fields>';
  assert.deepEqual(
    problemsOf({ [OBJECT]: widgetFiles()[OBJECT]?.replace(SIZE_FIELD, SIZE_FIELD + field) as string }).map((problem) => problem.fullName),
    ['Widget__c.Twice__c']
  );
});

test('refuses a second path for the same object, and accepts the same one again', () => {
  const org = openOrg();
  assert.equal(deploy(org, widgetFiles()).success, true);
  const path = widgetFiles()[PATH] as string;
  assert.equal(deploy(org, { [PATH]: path }).success, true);
  const found = deploy(org, { 'pathAssistants/Other_Path.pathAssistant': path }).details.componentFailures;
  assert.deepEqual(texts(found), ['PathAssistant Other_Path: There is already a path for Lead and the record type __MASTER__: Widget_Path']);
});

test('refuses the fourth dashboard that runs as the logged-in user', () => {
  const board = (widgetFiles()[BOARD] as string).replace('SpecifiedUser', 'LoggedInUser');
  const files = { ...widgetFiles(), ...Object.fromEntries([1, 2, 3].map((number) => [`dashboards/Boards/Own_${number}.dashboard`, board])) };
  const org = openOrg();
  assert.equal(deploy(org, files).success, true);
  const found = deploy(org, { 'dashboards/Boards/Own_4.dashboard': board }).details.componentFailures;
  assert.deepEqual(texts(found), ['Dashboard Boards/Own_4: You reached the limit for dashboards run as the logged-in user.']);
});

test('refuses to change the type of a field', () => {
  const org = openOrg();
  deploy(org, widgetFiles());
  const found = deploy(org, { [OBJECT]: (widgetFiles()[OBJECT] as string).replace('<precision>10</precision>', '<length>10</length>').replace('<scale>0</scale>\n    <type>Currency</type>', '<type>Text</type>') });
  assert.deepEqual(texts(found.details.componentFailures), ['CustomField Widget__c.Price__c: not supported: changing the type of a field with data (currency to string)']);
});

test('refuses a home page that names a missing dashboard, list view or report chart', () => {
  const instance = (name: string, id: string, property: string): string =>
    `<itemInstances><componentInstance>${property}<componentName>${name}</componentName><identifier>${id}</identifier></componentInstance></itemInstances>`;
  const value = (name: string, text: string): string => `<componentInstanceProperties><name>${name}</name><value>${text}</value></componentInstanceProperties>`;
  const items =
    instance('desktopDashboards:embeddedDashboard', 'a', value('dashboardName', 'Missing')) +
    instance('flexipage:filterListCard', 'b', value('entityName', 'Widget__c') + value('filterName', 'Missing')) +
    instance('flexipage:reportChart', 'c', value('reportName', 'By_Stage'));
  const page = xml('FlexiPage', `<flexiPageRegions>${items}<name>top</name><type>Region</type></flexiPageRegions><masterLabel>ホーム</masterLabel><template><name>home:desktopTemplate</name></template><type>HomePage</type>`);
  assert.deepEqual(texts(problemsOf({ ...widgetFiles(), 'flexipages/Start.flexipage': page })), [
    'FlexiPage Start: Component [desktopDashboards:embeddedDashboard] attribute [dashboardName]: Invalid dashboard Unique Name Missing - no dashboards found',
    'FlexiPage Start: Component [flexipage:filterListCard] attribute [filterName]: no ListView named Widget__c.Missing found',
    'FlexiPage Start: The By_Stage report chart has a problem with the "reportName" field'
  ]);
});

test('refuses a bundle without its main module or its meta file', () => {
  const files = widgetFiles();
  const { [SCRIPT]: _script, ...withoutScript } = files;
  assert.ok(texts(problemsOf(withoutScript)).includes('LightningComponentBundle widgetCard: Cannot find Lightning Component Bundle widgetCard.'));
  const { [META]: _meta, ...withoutMeta } = files;
  assert.ok(texts(problemsOf(withoutMeta)).includes('LightningComponentBundle widgetCard: The file widgetCard.js-meta.xml of the Lightning Component Bundle widgetCard is missing.'));
});

test('takes a TypeScript module as it is, and refuses what cannot be erased with its line', () => {
  const files = widgetFiles();
  const { [SCRIPT]: script, ...rest } = files;
  const typed = (script as string).replace('@api rows;', '@api rows: number | undefined;');
  assert.deepEqual(texts(problemsOf({ ...rest, 'lwc/widgetCard/widgetCard.ts': typed })), []);
  const found = problemsOf({ ...rest, 'lwc/widgetCard/widgetCard.ts': `${typed}enum Shade { Dark }\n` });
  assert.match(found[0]?.problem ?? '', /^\[Line: 8, Col: 1\] .*enum/);
  assert.equal(found[0]?.fileName, 'lwc/widgetCard/widgetCard.ts');
});

test('wrong names of one thing are told about that thing only', () => {
  const found = problemsOf(withChange(PERMISSIONS, 'Widget__c.Size__c', 'Widget__c.Weight__c'));
  assert.equal(found.length, 1);
  assert.equal(found[0]?.fileName, PERMISSIONS);
  assert.equal(found[0]?.lineNumber, 6);
});
