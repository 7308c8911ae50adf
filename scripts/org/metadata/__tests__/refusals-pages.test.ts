/** Mutations of a valid package, pages, apps, paths and permission sets: each must be refused, by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOrg } from '../../org.ts';
import { widgetFiles, xml } from './fixtures.ts';
import { deploy, problemsOf, texts, withChange, refusesEach, tooLong } from './helpers.ts';

const PAGE = 'flexipages/Widget_Page.flexipage';
const PATH = 'pathAssistants/Widget_Path.pathAssistant';
const PERMISSIONS = 'permissionsets/Widget_User.permissionset';
const APP = 'applications/Widgets.app';
const FLEXI = 'FlexiPage Widget_Page';

refusesEach([
  // pages
  {
    name: 'a page of a missing object',
    path: PAGE,
    from: '<sobjectType>Widget__c',
    to: '<sobjectType>Gadget__c',
    refusal: `${FLEXI}: In field: sobjectType - no CustomObject named Gadget__c found`
  },
  {
    name: 'a field without Record before it',
    path: PAGE,
    from: 'Record.Size__c',
    to: 'Widget__c.Size__c',
    refusal: `${FLEXI}: We couldn't retrieve or load the information on the field: Widget__c.Size__c`
  },
  {
    name: 'a page field that is not there',
    path: PAGE,
    from: 'Record.Size__c',
    to: 'Record.Weight__c',
    refusal: `${FLEXI}: We couldn't retrieve or load the information on the field: Record.Weight__c`
  },
  {
    name: 'a component that is not there',
    path: PAGE,
    from: '<componentName>widgetCard',
    to: '<componentName>gadgetCard',
    refusal: `${FLEXI}: We couldn't retrieve the design time component information for component c:gadgetCard`
  },
  {
    name: 'a platform component with a typing error',
    path: PAGE,
    from: 'force:highlightsPanel',
    to: 'force:highlightPanel',
    refusal: `${FLEXI}: We couldn't retrieve the design time component information for component force:highlightPanel`
  },
  {
    name: 'a property that the component does not declare',
    path: PAGE,
    from: '<name>heading</name>',
    to: '<name>headline</name>',
    refusal: `${FLEXI}: Invalid property [headline] in component [widgetCard]`
  },
  {
    name: 'a property value of the wrong type',
    path: PAGE,
    from: '<value>3</value>',
    to: '<value>drei</value>',
    refusal: `${FLEXI}: Invalid value [drei] of property [rows] in component [widgetCard]`
  },
  {
    name: 'an identifier twice',
    path: PAGE,
    from: '<identifier>activities</identifier>',
    to: '<identifier>highlights</identifier>',
    refusal: `${FLEXI}: Duplicate identifier: highlights`
  },
  {
    name: 'a region that the template has not',
    path: PAGE,
    from: '<name>sidebar</name>',
    to: '<name>leftcol</name>',
    refusal: `${FLEXI}: not supported: region leftcol in the template flexipage:recordHomeTemplateDesktop`
  },
  {
    name: 'a template that does not exist',
    path: PAGE,
    from: 'flexipage:recordHomeTemplateDesktop',
    to: 'flexipage:recordHomeTemplate',
    refusal: `${FLEXI}: The template flexipage:recordHomeTemplate does not exist`
  },
  {
    name: 'a related list of another object',
    path: PAGE,
    from: '<value>ActivityHistories</value>',
    to: '<value>Opportunities</value>',
    refusal: `${FLEXI}: Component [lst:dynamicRelatedList] attribute [relatedListApiName]: Widget__c has no related list named Opportunities`
  },
  // apps and permissions
  {
    name: 'an app tab that is not there',
    path: APP,
    from: '<tabs>Widget__c</tabs>',
    to: '<tabs>Gadget__c</tabs>',
    refusal: 'CustomApplication Widgets: In field: tab - no CustomTab named Gadget__c found'
  },
  {
    name: 'an app page that is not there',
    path: APP,
    from: '<content>Widget_Page',
    to: '<content>Gadget_Page',
    refusal: 'CustomApplication Widgets: Gadget_Page does not exist or is not a valid override for action View.'
  },
  {
    name: 'a permission on a required field',
    path: PERMISSIONS,
    from: 'Widget__c.Size__c',
    to: 'Widget__c.Price__c',
    refusal: 'PermissionSet Widget_User: You cannot deploy to a required field: Widget__c.Price__c'
  },
  {
    name: 'a permission on a name field',
    path: PERMISSIONS,
    from: 'Widget__c.Size__c',
    to: 'Account.Name',
    refusal: 'PermissionSet Widget_User: You cannot deploy to a required field: Account.Name'
  },
  {
    name: 'a permission on a missing field',
    path: PERMISSIONS,
    from: 'Widget__c.Size__c',
    to: 'Widget__c.Weight__c',
    refusal: 'PermissionSet Widget_User: In field: field - no CustomField named Widget__c.Weight__c found'
  },
  {
    name: 'a permission on a missing class',
    path: PERMISSIONS,
    from: '<apexClass>WidgetController',
    to: '<apexClass>GadgetController',
    refusal: 'PermissionSet Widget_User: In field: apexClass - no ApexClass named GadgetController found'
  },
  {
    name: 'create without read',
    path: PERMISSIONS,
    from: '<allowEdit>true</allowEdit><allowRead>true',
    to: '<allowEdit>false</allowEdit><allowRead>false',
    refusal: 'PermissionSet Widget_User: Permission Create Widget__c depends on permission(s): Read Widget__c'
  },
  {
    name: 'a user permission that does not exist',
    path: PERMISSIONS,
    from: '<name>RunReports</name>',
    to: '<name>RunEverything</name>',
    refusal: 'PermissionSet Widget_User: Unknown user permission: RunEverything'
  },
  {
    name: 'a tab setting for no tab',
    path: PERMISSIONS,
    from: '<tab>Widget__c</tab>',
    to: '<tab>Gadget__c</tab>',
    refusal: "PermissionSet Widget_User: You can't edit tab settings for Gadget__c, as it's not a valid tab."
  },
  // paths
  {
    name: 'a path step for a missing value',
    path: PATH,
    from: '<picklistValueName>新規',
    to: '<picklistValueName>終了',
    refusal: 'PathAssistant Widget_Path: Picklist value: 終了 in picklist: Lead.Status not found'
  },
  {
    name: 'a path key field that is not there',
    path: PATH,
    from: '<fieldNames>Phone',
    to: '<fieldNames>Telephone',
    refusal: 'PathAssistant Widget_Path: In field: fieldNames - no CustomField named Lead.Telephone found'
  },
  {
    name: 'guidance over its length',
    path: PATH,
    from: '電話する',
    to: tooLong(994),
    refusal: 'PathAssistant Widget_Path: Value too long for field: Info maximum length is:1000'
  },
  {
    name: 'six key fields',
    path: PATH,
    from: '<fieldNames>Phone</fieldNames>',
    to: '<fieldNames>Phone</fieldNames>'.repeat(6),
    refusal: 'PathAssistant Widget_Path: A path step can have at most 5 key fields, 新規 has 6'
  },
  {
    name: 'a path on a field that is no picklist',
    path: PATH,
    from: '<fieldName>Status',
    to: '<fieldName>Phone',
    refusal: 'PathAssistant Widget_Path: In field: fieldName - no picklist field named Lead.Phone found'
  },
  {
    name: 'a path for a record type',
    path: PATH,
    from: '__MASTER__',
    to: 'Special',
    refusal: 'PathAssistant Widget_Path: not supported: record type Special'
  }
]);

test('refuses a second path for the same object, and accepts the same one again', () => {
  const org = openOrg();
  assert.equal(deploy(org, widgetFiles()).success, true);
  const path = widgetFiles()[PATH] as string;
  assert.equal(deploy(org, { [PATH]: path }).success, true);
  const found = deploy(org, { 'pathAssistants/Other_Path.pathAssistant': path }).details.componentFailures;
  assert.deepEqual(texts(found), [
    'PathAssistant Other_Path: There is already a path for Lead and the record type __MASTER__: Widget_Path'
  ]);
});

test('refuses a home page that names a missing dashboard, list view or report chart', () => {
  const instance = (name: string, id: string, property: string): string =>
    `<itemInstances><componentInstance>${property}<componentName>${name}</componentName><identifier>${id}</identifier></componentInstance></itemInstances>`;
  const value = (name: string, text: string): string =>
    `<componentInstanceProperties><name>${name}</name><value>${text}</value></componentInstanceProperties>`;
  const items =
    instance('desktopDashboards:embeddedDashboard', 'a', value('dashboardName', 'Missing')) +
    instance('flexipage:filterListCard', 'b', value('entityName', 'Widget__c') + value('filterName', 'Missing')) +
    instance('flexipage:reportChart', 'c', value('reportName', 'By_Stage'));
  const page = xml(
    'FlexiPage',
    `<flexiPageRegions>${items}<name>top</name><type>Region</type></flexiPageRegions><masterLabel>ホーム</masterLabel><template><name>home:desktopTemplate</name></template><type>HomePage</type>`
  );
  assert.deepEqual(texts(problemsOf({ ...widgetFiles(), 'flexipages/Start.flexipage': page })), [
    'FlexiPage Start: Component [desktopDashboards:embeddedDashboard] attribute [dashboardName]: Invalid dashboard Unique Name Missing - no dashboards found',
    'FlexiPage Start: Component [flexipage:filterListCard] attribute [filterName]: no ListView named Widget__c.Missing found',
    'FlexiPage Start: The By_Stage report chart has a problem with the "reportName" field'
  ]);
});

test('refuses details that are readable without their master', () => {
  const object = `objects/Widget_Part__c.object`;
  const master =
    '<fields><fullName>Widget__c</fullName><label>部品の親</label><referenceTo>Widget__c</referenceTo><relationshipName>Parts</relationshipName><type>MasterDetail</type></fields>';
  const part = xml(
    'CustomObject',
    `${master}<deploymentStatus>Deployed</deploymentStatus><label>部品</label><nameField><label>部品名</label><type>Text</type></nameField><pluralLabel>部品</pluralLabel><sharingModel>ControlledByParent</sharingModel>`
  );
  const rights = (name: string): string =>
    `<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${name}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
  const found = (...names: string[]): string[] =>
    texts(
      problemsOf({
        ...widgetFiles(),
        [object]: part,
        'permissionsets/Parts.permissionset': xml('PermissionSet', `<label>部品</label>${names.map(rights).join('')}`)
      })
    );
  assert.deepEqual(found('Widget_Part__c'), [
    'PermissionSet Parts: Permission Read Widget_Part__c depends on permission(s): Read Widget__c'
  ]);
  assert.deepEqual(found('Widget_Part__c', 'Widget__c'), []);
});

test('wrong names of one thing are told about that thing only', () => {
  const found = problemsOf(withChange(PERMISSIONS, 'Widget__c.Size__c', 'Widget__c.Weight__c'));
  assert.equal(found.length, 1);
  assert.equal(found[0]?.fileName, PERMISSIONS);
  assert.equal(found[0]?.lineNumber, 6);
});
