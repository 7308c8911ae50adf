/** A small invented package in Metadata API layout: one file of every type that the org takes. */

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

/** A metadata file. */
export const xml = (type: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} ${NS}>\n${inner}\n</${type}>\n`;

const value = (name: string): string => `<value><fullName>${name}</fullName><default>false</default><label>${name}</label></value>`;

export const SIZE_FIELD = `<fields>
    <fullName>Size__c</fullName>
    <label>大きさ</label>
    <required>false</required>
    <type>Picklist</type>
    <valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${value('大')}${value('小')}</valueSetDefinition></valueSet>
</fields>`;

export const WIDGET_OBJECT = xml(
  'CustomObject',
  `<compactLayoutAssignment>Highlights</compactLayoutAssignment>
<compactLayouts><fullName>Highlights</fullName><fields>Name</fields><fields>Size__c</fields><label>要点</label></compactLayouts>
<enableActivities>true</enableActivities>
${SIZE_FIELD}
<fields>
    <fullName>Price__c</fullName>
    <label>価格</label>
    <precision>10</precision>
    <required>true</required>
    <scale>0</scale>
    <type>Currency</type>
</fields>
<fields>
    <fullName>Maker__c</fullName>
    <label>作り手</label>
    <deleteConstraint>SetNull</deleteConstraint>
    <referenceTo>Account</referenceTo>
    <relationshipName>Widgets</relationshipName>
    <required>false</required>
    <type>Lookup</type>
</fields>
<fields>
    <fullName>Note__c</fullName>
    <label>メモ</label>
    <length>1000</length>
    <type>LongTextArea</type>
    <visibleLines>3</visibleLines>
</fields>
<label>ウィジェット</label>
<listViews><fullName>Big_Widgets</fullName><columns>NAME</columns><columns>Size__c</columns><filterScope>Everything</filterScope><filters><field>Size__c</field><operation>equals</operation><value>大</value></filters><label>大きいもの</label></listViews>
<nameField><label>ウィジェット名</label><type>Text</type></nameField>
<pluralLabel>ウィジェット</pluralLabel>
<sharingModel>ReadWrite</sharingModel>
<validationRules><fullName>Size_Given</fullName><active>true</active><errorConditionFormula>ISBLANK(TEXT(Size__c))</errorConditionFormula><errorDisplayField>Size__c</errorDisplayField><errorMessage>大きさを選んでください。</errorMessage></validationRules>`
);

export const PAGE_OBJECT = 'Widget__c';

const component = (name: string, identifier: string, properties = ''): string =>
  `<itemInstances><componentInstance>${properties}<componentName>${name}</componentName><identifier>${identifier}</identifier></componentInstance></itemInstances>`;
export const property = (name: string, text: string): string =>
  `<componentInstanceProperties><name>${name}</name><value>${text}</value></componentInstanceProperties>`;
const region = (name: string, type: string, items: string): string =>
  `<flexiPageRegions>${items}<name>${name}</name><type>${type}</type></flexiPageRegions>`;

export const WIDGET_PAGE = xml(
  'FlexiPage',
  [
    region('header', 'Region', component('force:highlightsPanel', 'highlights')),
    region(
      'Facet-fields',
      'Facet',
      '<itemInstances><fieldInstance><fieldItem>Record.Size__c</fieldItem><identifier>sizeField</identifier></fieldInstance></itemInstances>'
    ),
    region('Facet-columns', 'Facet', component('flexipage:column', 'column', property('body', 'Facet-fields'))),
    region(
      'main',
      'Region',
      component('flexipage:fieldSection', 'section', property('columns', 'Facet-columns') + property('label', '内容')) +
        component('widgetCard', 'c_widgetCard', property('heading', '見出し') + property('rows', '3')) +
        component(
          'lst:dynamicRelatedList',
          'tasks',
          property('parentFieldApiName', 'Widget__c.Id') + property('relatedListApiName', 'ActivityHistories')
        )
    ),
    region('sidebar', 'Region', component('runtime_sales_activities:activityPanel', 'activities')),
    '<masterLabel>ウィジェットのページ</masterLabel>',
    '<sobjectType>Widget__c</sobjectType>',
    '<template><name>flexipage:recordHomeTemplateDesktop</name></template>',
    '<type>RecordPage</type>'
  ].join('\n')
);

const gridComponent = (inner: string): string =>
  `<dashboardGridComponents><colSpan>6</colSpan><columnIndex>0</columnIndex><dashboardComponent>${inner}</dashboardComponent><rowIndex>0</rowIndex><rowSpan>8</rowSpan></dashboardGridComponents>`;

export const BOARD = xml(
  'Dashboard',
  `<backgroundEndColor>#FFFFFF</backgroundEndColor>
<backgroundFadeDirection>Diagonal</backgroundFadeDirection>
<backgroundStartColor>#FFFFFF</backgroundStartColor>
<dashboardGridLayout>${gridComponent(
    `<chartAxisRange>Auto</chartAxisRange><chartSummary><axisBinding>y</axisBinding><column>RowCount</column></chartSummary><componentType>Donut</componentType><groupingColumn>STAGE_NAME</groupingColumn><report>Numbers/By_Stage</report><sortBy>RowLabelAscending</sortBy><useReportChart>false</useReportChart>`
  )}<numberOfColumns>12</numberOfColumns><rowHeight>36</rowHeight></dashboardGridLayout>
<dashboardType>SpecifiedUser</dashboardType>
<isGridLayout>true</isGridLayout>
<textColor>#000000</textColor>
<title>数字</title>
<titleColor>#000000</titleColor>
<titleSize>12</titleSize>`
);

export const REPORT = xml(
  'Report',
  `<columns><field>OPPORTUNITY_NAME</field></columns>
<filter><criteriaItems><column>CLOSED</column><operator>equals</operator><value>0</value></criteriaItems></filter>
<format>Summary</format>
<groupingsDown><field>STAGE_NAME</field><sortOrder>Asc</sortOrder></groupingsDown>
<name>フェーズ別</name>
<reportType>Opportunity</reportType>
<scope>organization</scope>
<showDetails>false</showDetails>
<timeFrameFilter><dateColumn>CLOSE_DATE</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter>`
);

const typeColumn = (table: string, field: string): string =>
  `<columns><checkedByDefault>true</checkedByDefault><field>${field}</field><table>${table}</table></columns>`;

/** A custom report type: makers with their widgets, and the activities of the widgets if any. */
export const WIDGET_REPORT_TYPE = xml(
  'ReportType',
  `<baseObject>Account</baseObject>
<category>accounts</category>
<deployed>true</deployed>
<description>作り手とウィジェット</description>
<join>
    <join>
        <outerJoin>true</outerJoin>
        <relationship>Activities</relationship>
    </join>
    <outerJoin>false</outerJoin>
    <relationship>Widgets__r</relationship>
</join>
<label>作り手とウィジェット</label>
<sections>${typeColumn('Account', 'Name')}${typeColumn('Account', 'Owner')}<masterLabel>作り手</masterLabel></sections>
<sections>${typeColumn('Account.Widgets__r', 'Name')}${typeColumn('Account.Widgets__r', 'Size__c')}${typeColumn('Account.Widgets__r', 'Maker__c.Industry')}${typeColumn('Account.Widgets__r.Activities', 'Subject')}<masterLabel>ウィジェット</masterLabel></sections>`
);

const record = (name: string, values: string): [string, string] => [
  `customMetadata/Part.${name}.md`,
  `<?xml version="1.0" encoding="UTF-8"?>
<CustomMetadata ${NS} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <label>${name}</label>
    <protected>false</protected>
    ${values}
</CustomMetadata>`
];
const mdtField = (name: string, type: string, extra: string): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${extra}</fields>`;
const mdtValue = (name: string, type: string, text: string): string =>
  `<values><field>${name}</field><value xsi:type="xsd:${type}">${text}</value></values>`;

/** Every file, valid together. */
export function widgetFiles(): Record<string, string> {
  return {
    'objects/Widget__c.object': WIDGET_OBJECT,
    'objects/Part__mdt.object': xml(
      'CustomObject',
      mdtField(
        'Field__c',
        'MetadataRelationship',
        '<metadataRelationshipControllingField>Part__mdt.Object__c</metadataRelationshipControllingField><referenceTo>FieldDefinition</referenceTo>'
      ) +
        mdtField('Object__c', 'MetadataRelationship', '<referenceTo>EntityDefinition</referenceTo>') +
        mdtField('Order__c', 'Number', '<precision>3</precision><scale>0</scale>') +
        mdtField('Active__c', 'Checkbox', '<defaultValue>true</defaultValue>') +
        '<label>部品</label><pluralLabel>部品</pluralLabel><visibility>Public</visibility>'
    ),
    ...Object.fromEntries([
      record(
        'First',
        mdtValue('Active__c', 'boolean', 'true') +
          mdtValue('Field__c', 'string', 'Size__c') +
          mdtValue('Object__c', 'string', 'Widget__c') +
          mdtValue('Order__c', 'double', '10.0')
      )
    ]),
    'globalValueSets/Colour.globalValueSet': xml(
      'GlobalValueSet',
      `<customValue><fullName>赤</fullName><default>true</default><label>赤</label></customValue><masterLabel>色</masterLabel><sorted>false</sorted>`
    ),
    'standardValueSets/LeadStatus.standardValueSet': xml(
      'StandardValueSet',
      '<sorted>false</sorted><standardValue><fullName>新規</fullName><default>true</default><label>新規</label><converted>false</converted></standardValue><standardValue><fullName>済</fullName><default>false</default><label>済</label><converted>true</converted></standardValue>'
    ),
    'objectTranslations/Lead-ja.objectTranslation': xml(
      'CustomObjectTranslation',
      '<caseValues><plural>false</plural><value>見込み先</value></caseValues><fields><caseValues><plural>false</plural><value>きっかけ</value></caseValues><name>lead_source</name></fields>'
    ),
    'labels/CustomLabels.labels': xml(
      'CustomLabels',
      '<labels><fullName>Widget_Heading</fullName><language>ja</language><protected>false</protected><shortDescription>見出し</shortDescription><value>ウィジェットの一覧</value></labels>'
    ),
    'lwc/widgetCard/widgetCard.js': `import { LightningElement, api } from 'lwc';\nimport heading from '@salesforce/label/c.Widget_Heading';\nexport default class WidgetCard extends LightningElement {\n  @api recordId;\n  @api heading = heading;\n  @api rows;\n}\n`,
    'lwc/widgetCard/widgetCard.html': '<template>\n  <p>{heading}</p>\n</template>\n',
    'lwc/widgetCard/widgetCard.js-meta.xml': xml(
      'LightningComponentBundle',
      '<apiVersion>66.0</apiVersion><isExposed>true</isExposed><masterLabel>カード</masterLabel><targets><target>lightning__RecordPage</target></targets><targetConfigs><targetConfig targets="lightning__RecordPage"><property name="heading" type="String" label="見出し"/><property name="rows" type="Integer" label="行数"/><objects><object>Widget__c</object></objects></targetConfig></targetConfigs>'
    ),
    'classes/WidgetController.cls':
      "public with sharing class WidgetController {\n    // a comment with a brace {\n    public static String word() { return 'it\\'s }'; }\n}\n",
    'classes/WidgetController.cls-meta.xml': xml('ApexClass', '<apiVersion>66.0</apiVersion><status>Active</status>'),
    'customPermissions/Widget_Admin.customPermission': xml(
      'CustomPermission',
      '<isLicensed>false</isLicensed><label>ウィジェットの管理</label>'
    ),
    'tabs/Widget__c.tab': xml('CustomTab', '<customObject>true</customObject><motif>Custom18: Form</motif>'),
    'flexipages/Widget_Page.flexipage': WIDGET_PAGE,
    'applications/Widgets.app': xml(
      'CustomApplication',
      '<actionOverrides><actionName>View</actionName><content>Widget_Page</content><formFactor>Large</formFactor><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>Widget__c</pageOrSobjectType></actionOverrides><formFactors>Large</formFactors><label>ウィジェット</label><navType>Standard</navType><tabs>standard-home</tabs><tabs>Widget__c</tabs><uiType>Lightning</uiType>'
    ),
    'pathAssistants/Widget_Path.pathAssistant': xml(
      'PathAssistant',
      '<active>true</active><entityName>Lead</entityName><fieldName>Status</fieldName><masterLabel>道のり</masterLabel><pathAssistantSteps><fieldNames>Phone</fieldNames><info>&lt;p&gt;電話する&lt;/p&gt;</info><picklistValueName>新規</picklistValueName></pathAssistantSteps><recordTypeName>__MASTER__</recordTypeName>'
    ),
    'reportTypes/Widgets_With_Tasks.reportType': WIDGET_REPORT_TYPE,
    'reports/Numbers-meta.xml': xml('ReportFolder', '<name>数字</name>'),
    'reports/Numbers/By_Stage.report': REPORT,
    'dashboards/Boards-meta.xml': xml('DashboardFolder', '<name>ボード</name>'),
    'dashboards/Boards/Overview.dashboard': BOARD,
    'permissionsets/Widget_User.permissionset': xml(
      'PermissionSet',
      `<applicationVisibilities><application>Widgets</application><visible>true</visible></applicationVisibilities>
<classAccesses><apexClass>WidgetController</apexClass><enabled>true</enabled></classAccesses>
<customPermissions><enabled>true</enabled><name>Widget_Admin</name></customPermissions>
<fieldPermissions><editable>true</editable><field>Widget__c.Size__c</field><readable>true</readable></fieldPermissions>
<hasActivationRequired>false</hasActivationRequired>
<label>ウィジェット利用者</label>
<objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Widget__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>
<tabSettings><tab>Widget__c</tab><visibility>Visible</visibility></tabSettings>
<userPermissions><enabled>true</enabled><name>RunReports</name></userPermissions>`
    ),
    'settings/PathAssistant.settings': xml('PathAssistantSettings', '<pathAssistantEnabled>true</pathAssistantEnabled>')
  };
}
