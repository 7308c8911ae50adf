/** What is said about the files themselves: XML, schema, manifest, unknown types. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testOrg } from '../../testing/testOrg.ts';
import { SIZE_FIELD, WIDGET_OBJECT, widgetFiles, xml } from './fixtures.ts';
import { deployFiles } from '../deploy.ts';
import { deploy, problemsOf, texts, toFiles } from './helpers.ts';

const LABELS = 'labels/CustomLabels.labels';
const label = (inner: string): string => `<labels><fullName>A</fullName>${inner}</labels>`;
const rest = '<language>ja</language><protected>false</protected><shortDescription>a</shortDescription><value>a</value>';
const labels = (inner: string): Record<string, string> => ({ [LABELS]: xml('CustomLabels', label(inner)) });
const place = (files: Record<string, string>): string[] =>
  problemsOf(files).map(
    (problem) => `${problem.fileName}:${problem.lineNumber ?? ''}:${problem.columnNumber ?? ''} ${problem.problem ?? ''}`
  );

test('broken XML is refused with line and column', () => {
  assert.deepEqual(place({ [LABELS]: '<CustomLabels>\n  <labels>\n</CustomLabels>' }), [
    `${LABELS}:3:1 Error parsing file: Expected closing tag 'labels' (opened in line 2, col 3) instead of closing tag 'CustomLabels'.`
  ]);
  assert.deepEqual(place({ [LABELS]: '<CustomLabels>\n  &nbsp;</CustomLabels>' }), [
    `${LABELS}:2:3 Error parsing file: The entity "&nbsp;" was referenced, but not declared.`
  ]);
  assert.match(place({ [LABELS]: '<CustomLabels/><CustomLabels/>' })[0] ?? '', /following the root element/);
  assert.match(place({ [LABELS]: '' })[0] ?? '', /^labels\/CustomLabels\.labels:1:1 Error parsing file/);
});

test('entities and CDATA inside well-formed text are read as written', () => {
  assert.deepEqual(problemsOf(labels(rest.replace('<value>a', '<value>a &amp; b &#x3042; <![CDATA[&x;]]>'))), []);
});

test('an element that the type does not have is refused with its line', () => {
  assert.deepEqual(place(labels(`${rest}\n<colour>red</colour>`)), [
    `${LABELS}:4:1 Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}colour invalid at this location in type CustomLabel`
  ]);
});

test('a wrong boolean, number or enum value is refused', () => {
  assert.match(place(labels(rest.replace('>false<', '>yes<')))[0] ?? '', /'yes' is not a valid value for the type xsd:boolean/);
  const files = widgetFiles();
  const object = 'objects/Widget__c.object';
  assert.match(
    place({ [object]: (files[object] as string).replace('<scale>0', '<scale>none') })[0] ?? '',
    /'none' is not a valid value for the type xsd:double/
  );
  assert.match(
    place({ [object]: (files[object] as string).replace('<type>LongTextArea', '<type>longTextArea') })[0] ?? '',
    /'longTextArea' is not a valid value for the enum 'FieldType'/
  );
  assert.match(
    place({ [object]: (files[object] as string).replace('<filterScope>Everything', '<filterScope>everything') })[0] ?? '',
    /for the enum 'FilterScope'/
  );
});

test('what is misshapen hides neither the mistakes of others nor makes mistakes of those that name it', () => {
  const files = widgetFiles();
  const changed = (path: string, from: string, to: string): void => {
    assert.ok(files[path]?.includes(from), `${path} does not hold ${from}`);
    files[path] = (files[path] ?? '').replace(from, to);
  };
  // The record names the size, which is of no type that a field can have; the path and the tab name other things.
  changed('objects/Widget__c.object', '<type>Picklist', '<type>picklist');
  changed('customMetadata/Part.First.md', '>Widget__c<', '>Missing__c<');
  changed('pathAssistants/Widget_Path.pathAssistant', '<fieldNames>Phone', '<fieldNames>Phon');
  const told = [
    "CustomField Widget__c.Size__c: Error parsing file: 'picklist' is not a valid value for the enum 'FieldType'",
    'PathAssistant Widget_Path: In field: fieldNames - no CustomField named Lead.Phon found'
  ];
  assert.deepEqual(texts(problemsOf(files)), told);
});

test('a look at all deployments in turn judges a later one as if the earlier had been taken', () => {
  const { 'pathAssistants/Widget_Path.pathAssistant': path = '', ...files } = widgetFiles();
  const permissions = 'permissionsets/Widget_User.permissionset';
  const model: Record<string, string> = {
    ...files,
    'objects/Widget__c.object': WIDGET_OBJECT.replace('<type>Picklist', '<type>picklist').replace('TEXT(Size__c)', 'TEXT(Maker__r.Nam)')
  };
  const { [permissions]: later = '', ...earlier } = model;
  const org = testOrg();
  const goOn = new Set<string>();
  const problems = (sent: Record<string, string>): string[] => texts(deployFiles(org, toFiles(sent), { goOn }).details.componentFailures);
  assert.equal(problems(earlier).length, 1);
  assert.deepEqual([...goOn], ['Size__c']);
  assert.deepEqual(
    problems({ [permissions]: later.replaceAll('Size__c', 'Missing__c'), 'pathAssistants/Widget_Path.pathAssistant': path }),
    ['PermissionSet Widget_User: In field: field - no CustomField named Widget__c.Missing__c found']
  );
  assert.deepEqual(problems({ [permissions]: later.replace('Widgets<', 'Missing<') }), []);
  assert.equal(org.revision, 0);
});

test('a missing required element is refused', () => {
  assert.match(place(labels(rest.replace('<value>a</value>', '')))[0] ?? '', /Required field is missing: value$/);
});

test('an element twice, or repeats that do not stand together, are refused', () => {
  assert.match(place(labels(`${rest}<value>b</value>`))[0] ?? '', /Element value is duplicated at this location in type CustomLabel$/);
  const apart = xml('CustomApplication', '<tabs>standard-home</tabs><label>x</label><tabs>standard-Lead</tabs>');
  assert.match(place({ 'applications/X.app': apart })[0] ?? '', /Element tabs is duplicated at this location in type CustomApplication$/);
});

test('an element with xsi:nil counts as absent', () => {
  const nil = xml('Dashboard', '<title xsi:nil="true"/>').replace(
    '<Dashboard',
    '<Dashboard xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
  );
  assert.ok(place({ 'dashboards/B/X.dashboard': nil }).some((text) => text.endsWith('Required field is missing: title')));
});

test('a file whose root is another type is refused', () => {
  assert.match(
    place({ 'tabs/X.tab': xml('CustomApplication', '<label>x</label>') })[0] ?? '',
    /the root element must be CustomTab, not CustomApplication$/
  );
});

test('types that the org does not take are refused by name', () => {
  const files = {
    'flowDefinitions/X.flowDefinition': '<FlowDefinition/>',
    'staticresources/X.resource': 'x',
    'aura/X/X.cmp': '<a/>',
    'nonsense/X.y': 'x',
    'settings/Forecasting.settings': xml('ForecastingSettings', '')
  };
  assert.deepEqual(
    problemsOf(files).map((problem) => problem.problem),
    [
      'not supported: FlowDefinition',
      'not supported: StaticResource',
      'not supported: AuraDefinitionBundle',
      'not supported: nonsense',
      'not supported: ForecastingSettings'
    ]
  );
});

test('parts of objects that the org does not keep are refused by name', () => {
  const object = xml('CustomObject', '<recordTypes><fullName>A</fullName><active>true</active><label>a</label></recordTypes>');
  assert.deepEqual(texts(problemsOf({ 'objects/Lead.object': object })), ['RecordType Lead: not supported: RecordType']);
  assert.deepEqual(texts(problemsOf({ 'objects/Campaign.object': xml('CustomObject', '') })), [
    'CustomObject Campaign: not supported: object Campaign'
  ]);
});

test('deleting metadata is refused', () => {
  assert.deepEqual(
    problemsOf({ 'destructiveChangesPost.xml': xml('Package', ''), 'destructiveChanges.xml': xml('Package', '') }).map(
      (problem) => problem.problem
    ),
    ['not supported: deleting metadata (destructiveChanges)', 'not supported: deleting metadata (destructiveChanges)']
  );
});

const manifest = (types: string): string => xml('Package', `${types}<version>66.0</version>`);
const types = (name: string, ...members: string[]): string =>
  `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`;

test('a member that the zip does not hold is refused', () => {
  assert.deepEqual(texts(problemsOf({ 'package.xml': manifest(types('ApexClass', 'Gone')) })), [
    "ApexClass Gone: An object 'Gone' of type ApexClass was named in package.xml, but was not found in zipped directory"
  ]);
});

test('what is wrong inside a part of an object is told about the part, without a line of the merged file', () => {
  const wrong = (from: string, to: string): string[] => {
    const problems = problemsOf({ ...widgetFiles(), 'objects/Widget__c.object': WIDGET_OBJECT.replace(from, to) });
    return problems.map((problem) => `${problem.componentType} ${problem.fullName}:${problem.lineNumber ?? ''} ${problem.problem ?? ''}`);
  };
  assert.deepEqual(wrong('<scale>0</scale>', '<scale>zero</scale>'), [
    "CustomField Widget__c.Price__c: Error parsing file: 'zero' is not a valid value for the type xsd:double"
  ]);
  assert.deepEqual(wrong('<active>true</active>', '<active>yes</active>'), [
    "ValidationRule Widget__c.Size_Given: Error parsing file: 'yes' is not a valid value for the type xsd:boolean"
  ]);
  assert.deepEqual(wrong('<sharingModel>ReadWrite', '<sharingModel>Readwrite'), [
    `CustomObject Widget__c:${WIDGET_OBJECT.slice(0, WIDGET_OBJECT.indexOf('<sharingModel>')).split('\n').length} Error parsing file: 'Readwrite' is not a valid value for the enum 'SharingModel'`
  ]);
});

test('what is wrong with a label is told with its line: labels share a file', () => {
  assert.deepEqual(place(labels(rest.replace('<protected>false', '\n<protected>no'))), [
    `${LABELS}:4:1 Error parsing file: 'no' is not a valid value for the type xsd:boolean`
  ]);
});

test('a label without a name is told by its file and line', () => {
  const problems = problemsOf({ [LABELS]: xml('CustomLabels', `<labels>${rest}</labels>`) });
  assert.deepEqual(
    problems.map(({ componentType, fullName, lineNumber, problem }) => [componentType, fullName, lineNumber, problem]),
    [['CustomLabel', 'CustomLabels', 3, 'Required field is missing: fullName']]
  );
});

test('a file that package.xml does not name is refused', () => {
  assert.deepEqual(texts(problemsOf({ ...labels(rest), 'package.xml': manifest('') })), ['CustomLabel A: Not in package.xml']);
});

test('a field that is named alone leaves the settings of its object alone', () => {
  const org = testOrg(widgetFiles());
  const only = xml('CustomObject', `${SIZE_FIELD.replace('大きさ', 'サイズ')}<label>別名</label>`);
  const result = deploy(org, { 'objects/Widget__c.object': only, 'package.xml': manifest(types('CustomField', 'Widget__c.Size__c')) });
  assert.deepEqual(texts(result.details.componentFailures), []);
  const widget = org.catalog.objects.get('Widget__c');
  assert.equal(widget?.fields.get('Size__c')?.label, 'サイズ');
  assert.equal(widget?.label, 'ウィジェット');
});

test('an unnamed field beside a named one is refused', () => {
  const problems = problemsOf({
    'objects/Widget__c.object': WIDGET_OBJECT,
    'package.xml': manifest(types('CustomField', 'Widget__c.Size__c'))
  });
  assert.ok(texts(problems).includes('CustomField Widget__c.Price__c: Not in package.xml'), texts(problems).join());
});

test('unknown and refused types in package.xml are told apart', () => {
  assert.deepEqual(
    problemsOf({ 'package.xml': manifest(types('FlowDefinition', '*') + types('Flou', '*')) }).map((problem) => problem.problem),
    ['not supported: FlowDefinition', "Unknown type name 'Flou' specified in package.xml"]
  );
});

test('a wildcard names everything of its type', () => {
  assert.deepEqual(problemsOf({ ...labels(rest), 'package.xml': manifest(types('CustomLabels', '*')) }), []);
});
