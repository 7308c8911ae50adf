/** The neutral package with objects of its own behind tabs: details of an opportunity with columns of every kind, and depots with owners. */
import { widgetPackage } from './fixtures.ts';

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const field = (name: string, label: string, type: string, rest = ''): string =>
  `<fields><fullName>${name}</fullName>${rest.startsWith('<formula>') ? rest : ''}<label>${label}</label>${rest.startsWith('<formula>') ? '' : rest}<type>${type}</type></fields>`;
const listView = (name: string, label: string, columns: string[], more: string): string =>
  `<listViews><fullName>${name}</fullName>${columns.map((column) => `<columns>${column}</columns>`).join('')}${more}<label>${label}</label></listViews>`;

/** A step of a deal: its master decides who sees it, so that it has no owner. */
const STEP = `${XML}<CustomObject ${NS}>
<compactLayoutAssignment>Main</compactLayoutAssignment>
<compactLayouts><fullName>Main</fullName><fields>Name</fields><fields>Deal__c</fields><fields>Due__c</fields><fields>Done__c</fields><label>主要</label></compactLayouts>
<deploymentStatus>Deployed</deploymentStatus>
${field('Deal__c', '商談', 'MasterDetail', '<referenceTo>Opportunity</referenceTo><relationshipLabel>工程</relationshipLabel><relationshipName>Steps</relationshipName><relationshipOrder>0</relationshipOrder><reparentableMasterDetail>false</reparentableMasterDetail><writeRequiresMasterRead>false</writeRequiresMasterRead>')}
${field('Done__c', '完了', 'Checkbox', '<defaultValue>false</defaultValue>')}
${field('Due__c', '期限', 'Date', '<inlineHelpText>終える日を入れます。例：月末</inlineHelpText>')}
${field('Half__c', '半分の重さ', 'Number', '<formula>Weight__c / 2</formula><precision>18</precision><scale>1</scale>')}
${field('Hint__c', '注意', 'Text', '<formula>IF(AND(NOT(Done__c), Weight__c &gt; 50), "重い工程です", "")</formula>')}
${field('Kind__c', '種類', 'Picklist', '<required>true</required><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>準備</fullName><default>false</default><label>準備</label></value><value><fullName>実施</fullName><default>false</default><label>実施</label></value></valueSetDefinition></valueSet>')}
${field('Note__c', '長い表示ラベルの項目でも切れずに読める補足の文', 'LongTextArea', '<inlineHelpText>話した内容を書きます。例：納期の相談</inlineHelpText><length>5000</length><visibleLines>3</visibleLines>')}
${field('StartAt__c', '開始日時', 'DateTime')}
${field('Weight__c', '重さ', 'Number', '<precision>8</precision><scale>0</scale>')}
<label>工程</label>
${listView('All_Steps', 'すべての工程', ['NAME', 'Deal__c', 'Kind__c', 'Due__c', 'StartAt__c', 'Weight__c', 'Done__c', 'Half__c', 'Hint__c'], '<filterScope>Everything</filterScope>')}
${listView('Around_Now', '前後 14 日の工程', ['NAME', 'Due__c'], '<filterScope>Everything</filterScope><filters><field>Due__c</field><operation>greaterOrEqual</operation><value>LAST_N_DAYS:14</value></filters><filters><field>Due__c</field><operation>lessOrEqual</operation><value>NEXT_N_DAYS:14</value></filters>')}
<nameField><displayFormat>ST-{0000}</displayFormat><label>工程番号</label><type>AutoNumber</type></nameField>
<pluralLabel>工程</pluralLabel>
<sharingModel>ControlledByParent</sharingModel>
<validationRules><fullName>Done_HasDue</fullName><active>true</active><errorConditionFormula>AND(Done__c, ISBLANK(Due__c))</errorConditionFormula><errorDisplayField>Due__c</errorDisplayField><errorMessage>完了には期限が要ります。</errorMessage></validationRules>
</CustomObject>`;

const DEPOT = `${XML}<CustomObject ${NS}>
<deploymentStatus>Deployed</deploymentStatus>
${field('OpenedOn__c', '開設日', 'Date')}
<label>倉庫</label>
${listView('My_Depots', '私の倉庫', ['NAME', 'OpenedOn__c', 'OWNER.ALIAS'], '<filterScope>Mine</filterScope>')}
${listView('New_Depots', '30 日以内に作った倉庫', ['NAME', 'CREATED_DATE'], '<filterScope>Everything</filterScope><filters><field>CREATED_DATE</field><operation>greaterOrEqual</operation><value>LAST_N_DAYS:30</value></filters>')}
<nameField><label>倉庫名</label><type>Text</type></nameField><pluralLabel>倉庫</pluralLabel><sharingModel>ReadWrite</sharingModel>
</CustomObject>`;

const SUMMARY = `${XML}<CustomObject ${NS}><fields><fullName>StepCount__c</fullName><label>工程の数</label><summaryForeignKey>Step__c.Deal__c</summaryForeignKey><summaryOperation>count</summaryOperation><type>Summary</type></fields></CustomObject>`;

const property = (name: string, value: string): string =>
  `<componentInstanceProperties><name>${name}</name><value>${value}</value></componentInstanceProperties>`;
const valueList = (name: string, values: string[]): string =>
  `<componentInstanceProperties><name>${name}</name>${values.length ? `<valueList>${values.map((value) => `<valueListItems><value>${value}</value></valueListItems>`).join('')}</valueList>` : ''}</componentInstanceProperties>`;
const component = (name: string, identifier: string, properties = ''): string =>
  `<itemInstances><componentInstance>${properties}<componentName>${name}</componentName><identifier>${identifier}</identifier></componentInstance></itemInstances>`;
const fieldItem = (name: string, behavior = 'none'): string =>
  `<itemInstances><fieldInstance><fieldInstanceProperties><name>uiBehavior</name><value>${behavior}</value></fieldInstanceProperties><fieldItem>Record.${name}</fieldItem><identifier>Record${name.replace('__c', '_c')}Field</identifier></fieldInstance></itemInstances>`;
const region = (name: string, type: string, items: string): string =>
  `<flexiPageRegions>${items}<name>${name}</name><type>${type}</type></flexiPageRegions>`;
const page = (object: string, label: string, regions: string): string =>
  `${XML}<FlexiPage ${NS}>${regions}<masterLabel>${label}</masterLabel><sobjectType>${object}</sobjectType><template><name>flexipage:recordHomeSingleColTemplateDesktop</name></template><type>RecordPage</type></FlexiPage>`;

const section = (id: string, label: string, columns: string[][]): string =>
  columns
    .map((names, index) =>
      region(`Facet-${id}${index}`, 'Facet', names.map((name) => fieldItem(...(name.split(':') as [string, string?]))).join(''))
    )
    .join('') +
  region(
    `Facet-${id}`,
    'Facet',
    columns.map((_, index) => component('flexipage:column', `${id}Column${index}`, property('body', `Facet-${id}${index}`))).join('')
  ) +
  region(
    `Facet-${id}Section`,
    'Facet',
    component('flexipage:fieldSection', `${id}Section`, property('columns', `Facet-${id}`) + property('label', label))
  );

const STEP_PAGE = page(
  'Step__c',
  '工程',
  region('header', 'Region', component('force:highlightsPanel', 'highlights')) +
    section('main', '工程情報', [
      ['Deal__c', 'Kind__c:required', 'Due__c', 'StartAt__c'],
      ['Weight__c', 'Done__c', 'Half__c:readonly', 'Hint__c:readonly']
    ]) +
    section('more', '補足', [['Note__c']]) +
    region(
      'Facet-tabs',
      'Facet',
      component(
        'flexipage:tab',
        'detailTab',
        property('active', 'true') + property('body', 'Facet-mainSection') + property('title', 'Standard.Tab.detail')
      ) + component('flexipage:tab', 'moreTab', property('body', 'Facet-moreSection') + property('title', '補足'))
    ) +
    region('main', 'Region', component('flexipage:tabset', 'tabset', property('tabs', 'Facet-tabs')))
);

const STEPS = component(
  'lst:dynamicRelatedList',
  'steps',
  valueList('actionNames', ['New']) +
    valueList('adminFilters', []) +
    property('maxRecordsToDisplay', '6') +
    property('parentFieldApiName', 'Opportunity.Id') +
    property('relatedListApiName', 'Steps__r') +
    property('relatedListDisplayType', 'ADVGRID') +
    valueList('relatedListFieldAliases', ['NAME', 'Kind__c', 'Due__c', 'StartAt__c', 'Weight__c', 'Done__c', 'Half__c', 'Hint__c']) +
    property('relatedListLabel', '工程') +
    property('showActionBar', 'true') +
    property('sortFieldAlias', 'Due__c') +
    property('sortFieldOrder', 'Ascending')
);

const DEAL_PAGE = page(
  'Opportunity',
  '商談',
  region('header', 'Region', component('force:highlightsPanel', 'highlights')) +
    section('deal', '商談情報', [
      ['Name', 'StepCount__c:readonly'],
      ['StageName', 'CloseDate']
    ]) +
    region(
      'Facet-dealTabs',
      'Facet',
      component(
        'flexipage:tab',
        'dealTab',
        property('active', 'true') + property('body', 'Facet-dealSection') + property('title', 'Standard.Tab.detail')
      )
    ) +
    region('main', 'Region', component('flexipage:tabset', 'tabset', property('tabs', 'Facet-dealTabs')) + STEPS)
);

const tab = (motif: string): string => `${XML}<CustomTab ${NS}><customObject>true</customObject><motif>${motif}</motif></CustomTab>`;

const rights = (object: string): string =>
  `<objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${object}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
const grant = (name: string, editable = true): string =>
  `<fieldPermissions><editable>${editable}</editable><field>${name}</field><readable>true</readable></fieldPermissions>`;
const USER = `${XML}<PermissionSet ${NS}>
${grant('Depot__c.OpenedOn__c')}${grant('Opportunity.StepCount__c', false)}
${['Done__c', 'Due__c', 'Note__c', 'StartAt__c', 'Weight__c'].map((name) => grant(`Step__c.${name}`)).join('')}
${['Half__c', 'Hint__c'].map((name) => grant(`Step__c.${name}`, false)).join('')}
<hasActivationRequired>false</hasActivationRequired><label>工程利用者</label>
${rights('Account')}${rights('Depot__c')}${rights('Opportunity')}${rights('Step__c')}
<tabSettings><tab>Depot__c</tab><visibility>Visible</visibility></tabSettings><tabSettings><tab>Step__c</tab><visibility>Visible</visibility></tabSettings>
</PermissionSet>`;

const override = (object: string, content: string): string =>
  `<actionOverrides><actionName>View</actionName><content>${content}</content><formFactor>Large</formFactor><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>${object}</pageOrSobjectType></actionOverrides>`;

/** Files in Metadata API layout; assign Widget_User and Step_User. */
export function childPackage(): Record<string, string> {
  const files = widgetPackage();
  const app = files['applications/Widgets.app'] ?? '';
  return {
    ...files,
    'objects/Step__c.object': STEP,
    'objects/Depot__c.object': DEPOT,
    'objects/Opportunity.object': SUMMARY,
    'tabs/Step__c.tab': tab('Custom83: Pencil'),
    'tabs/Depot__c.tab': tab('Custom24: Building'),
    'flexipages/Step_Page.flexipage': STEP_PAGE,
    'flexipages/Deal_Page.flexipage': DEAL_PAGE,
    'permissionsets/Step_User.permissionset': USER,
    'applications/Widgets.app': app
      .replace('<formFactors>', `${override('Step__c', 'Step_Page')}${override('Opportunity', 'Deal_Page')}<formFactors>`)
      .replace('<tabs>Widget__c</tabs>', '<tabs>Widget__c</tabs><tabs>standard-Opportunity</tabs><tabs>Step__c</tabs><tabs>Depot__c</tabs>')
  };
}
