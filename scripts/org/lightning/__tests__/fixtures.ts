/** A neutral package for tests of the browser side: an object of every kind of field, a page, a path, components. */

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const field = (name: string, label: string, type: string, rest = ''): string =>
  `<fields><fullName>${name}</fullName><label>${label}</label><type>${type}</type>${rest}</fields>`;
const values = (names: string[]): string =>
  `<valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${names.map((name) => `<value><fullName>${name}</fullName><default>false</default><label>${name}</label></value>`).join('')}</valueSetDefinition></valueSet>`;

export const STAGES = ['準備', '実施', '完成'];

const OBJECT = `${XML}<CustomObject ${NS}>
<compactLayoutAssignment>Main</compactLayoutAssignment>
<compactLayouts><fullName>Main</fullName><fields>Name</fields><fields>Stage__c</fields><fields>Amount__c</fields><fields>Company__c</fields><label>主要</label></compactLayouts>
<deploymentStatus>Deployed</deploymentStatus>
${field('Amount__c', '金額', 'Currency', '<precision>18</precision><scale>0</scale><required>false</required>')}
${field('Company__c', '会社', 'Lookup', '<referenceTo>Account</referenceTo><relationshipName>Widgets</relationshipName><deleteConstraint>SetNull</deleteConstraint>')}
${field('Due__c', '期限', 'Date')}
${field('Done__c', '確認済み', 'Checkbox', '<defaultValue>false</defaultValue>')}
${field('Kinds__c', '種類', 'MultiselectPicklist', `<visibleLines>4</visibleLines>${values(['赤', '青', '緑'])}`)}
${field('Memo__c', 'メモ', 'LongTextArea', '<length>32768</length><visibleLines>4</visibleLines><inlineHelpText>話した内容を書きます。</inlineHelpText>')}
${field('Reason__c', '理由', 'Text', '<length>80</length>')}
${field('Stage__c', '段階', 'Picklist', `<required>false</required>${values(STAGES)}`)}
<label>部品</label><pluralLabel>部品</pluralLabel>
<nameField><label>部品名</label><type>Text</type></nameField>
<sharingModel>ReadWrite</sharingModel>
<validationRules><fullName>Done_HasMemo</fullName><active>true</active><errorConditionFormula>AND(ISPICKVAL(Stage__c, "完成"), ISBLANK(Memo__c))</errorConditionFormula><errorDisplayField>Memo__c</errorDisplayField><errorMessage>完成にする前にメモを書いてください。</errorMessage></validationRules>
</CustomObject>`;

const property = (name: string, value: string): string =>
  `<componentInstanceProperties><name>${name}</name><value>${value}</value></componentInstanceProperties>`;
const component = (name: string, identifier: string, properties = '', rule = ''): string =>
  `<itemInstances><componentInstance>${properties}<componentName>${name}</componentName><identifier>${identifier}</identifier>${rule}</componentInstance></itemInstances>`;
const fieldItem = (name: string, behavior = 'none', rule = ''): string =>
  `<itemInstances><fieldInstance><fieldInstanceProperties><name>uiBehavior</name><value>${behavior}</value></fieldInstanceProperties><fieldItem>Record.${name}</fieldItem><identifier>Record${name.replace('__c', '_c')}Field</identifier>${rule}</fieldInstance></itemInstances>`;
const region = (name: string, type: string, items: string): string =>
  `<flexiPageRegions>${items}<name>${name}</name><type>${type}</type></flexiPageRegions>`;
const whenStage = (value: string): string =>
  `<visibilityRule><criteria><leftValue>{!Record.Stage__c}</leftValue><operator>EQUAL</operator><rightValue>${value}</rightValue></criteria></visibilityRule>`;

const PAGE = `${XML}<FlexiPage ${NS}>
${region('header', 'Region', component('force:highlightsPanel', 'highlights'))}
${region('subheader', 'Region', component('runtime_sales_pathassistant:pathAssistant', 'path', property('variant', 'linear')))}
${region('Facet-left', 'Facet', fieldItem('Name', 'required') + fieldItem('Company__c') + fieldItem('Kinds__c') + fieldItem('Done__c'))}
${region('Facet-right', 'Facet', fieldItem('Stage__c') + fieldItem('Amount__c') + fieldItem('Due__c') + fieldItem('Memo__c') + fieldItem('Reason__c', 'none', whenStage('完成')))}
${region('Facet-columns', 'Facet', component('flexipage:column', 'column1', property('body', 'Facet-left')) + component('flexipage:column', 'column2', property('body', 'Facet-right')))}
${region('Facet-detail', 'Facet', component('flexipage:fieldSection', 'section', property('columns', 'Facet-columns') + property('label', '部品情報')))}
${region('Facet-form', 'Facet', component('widgetForm', 'c_widgetForm', property('heading', '聞き取り') + property('rows', '3')))}
${region('Facet-tabs', 'Facet', component('flexipage:tab', 'detailTab', property('active', 'true') + property('body', 'Facet-detail') + property('title', 'Standard.Tab.detail')) + component('flexipage:tab', 'formTab', property('body', 'Facet-form') + property('title', '聞き取り')))}
${region('main', 'Region', component('flexipage:tabset', 'tabset', property('tabs', 'Facet-tabs')))}
${region('sidebar', 'Region', component('runtime_sales_activities:activityPanel', 'activities') + component('forceChatter:recordFeedContainer', 'feed') + component('flexipage:richText', 'text', property('richTextValue', '&lt;p&gt;&lt;b&gt;注意&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;')))}
<masterLabel>部品ページ</masterLabel><sobjectType>Widget__c</sobjectType>
<template><name>flexipage:recordHomeWithSubheaderTemplateDesktop</name></template><type>RecordPage</type>
</FlexiPage>`;

const PATH = `${XML}<PathAssistant ${NS}>
<active>true</active><entityName>Widget__c</entityName><fieldName>Stage__c</fieldName><masterLabel>部品のパス</masterLabel>
${STAGES.map((stage) => `<pathAssistantSteps><fieldNames>Amount__c</fieldNames><info>&lt;p&gt;&lt;strong&gt;ゴール&lt;/strong&gt; ${stage}を終える&lt;/p&gt;</info><picklistValueName>${stage}</picklistValueName></pathAssistantSteps>`).join('')}
<recordTypeName>__MASTER__</recordTypeName>
</PathAssistant>`;

const APP = `${XML}<CustomApplication ${NS}>
<actionOverrides><actionName>View</actionName><content>Widget_Page</content><formFactor>Large</formFactor><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>Widget__c</pageOrSobjectType></actionOverrides>
<formFactors>Large</formFactors><label>部品管理</label><navType>Standard</navType><tabs>standard-home</tabs><tabs>Widget__c</tabs><uiType>Lightning</uiType>
</CustomApplication>`;

const TAB = `${XML}<CustomTab ${NS}><customObject>true</customObject><motif>Custom18: Form</motif></CustomTab>`;

const LABELS = `${XML}<CustomLabels ${NS}><labels><fullName>Greeting</fullName><language>ja</language><protected>false</protected><shortDescription>Greeting</shortDescription><value>こんにちは</value></labels></CustomLabels>`;

const CLASS = `public with sharing class WidgetController {
  // The twin lives in the test.
  @AuraEnabled(cacheable=true)
  public static List<String> getHints(String stage) {
    return new List<String>();
  }
}`;
const CLASS_META = `${XML}<ApexClass ${NS}><apiVersion>66.0</apiVersion><status>Active</status></ApexClass>`;

const OBJECT_FIELDS = ['Amount__c', 'Company__c', 'Due__c', 'Done__c', 'Kinds__c', 'Memo__c', 'Reason__c', 'Stage__c'];
const PERMISSION_SET = `${XML}<PermissionSet ${NS}>
<applicationVisibilities><application>Widgets</application><visible>true</visible></applicationVisibilities>
<classAccesses><apexClass>WidgetController</apexClass><enabled>true</enabled></classAccesses>
${OBJECT_FIELDS.map((name) => `<fieldPermissions><editable>true</editable><field>Widget__c.${name}</field><readable>true</readable></fieldPermissions>`).join('')}
<hasActivationRequired>false</hasActivationRequired><label>部品利用者</label>
<objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Widget__c</object><viewAllFields>false</viewAllFields><viewAllRecords>false</viewAllRecords></objectPermissions>
<tabSettings><tab>Widget__c</tab><visibility>Visible</visibility></tabSettings>
</PermissionSet>`;

const bundleMeta = (body: string): string =>
  `${XML}<LightningComponentBundle ${NS}><apiVersion>66.0</apiVersion>${body}</LightningComponentBundle>`;

export const FORM_HTML = `<template><lightning-card title={heading}><div class="slds-p-around_medium"><p class="greeting">{greeting} {hintText}</p><lightning-textarea label="メモ" value={memo} onchange={handleMemo}></lightning-textarea><lightning-button label="メモを保存" onclick={handleSave}></lightning-button></div></lightning-card></template>`;

const FORM_JS = `import { LightningElement, api, wire } from 'lwc';
import { getRecord, getFieldValue, updateRecord } from 'lightning/uiRecordApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import greeting from '@salesforce/label/c.Greeting';
import MEMO from '@salesforce/schema/Widget__c.Memo__c';
import STAGE from '@salesforce/schema/Widget__c.Stage__c';
import getHints from '@salesforce/apex/WidgetController.getHints';
export default class WidgetForm extends LightningElement {
  @api recordId; @api objectApiName; @api heading; @api rows;
  greeting = greeting; typed; stage; hints = [];
  @wire(getRecord, { recordId: '$recordId', fields: [MEMO, STAGE] }) record;
  @wire(getHints, { stage: '$currentStage' }) setHints({ data }) { if (data) this.hints = data; }
  get currentStage() { return getFieldValue(this.record.data, STAGE); }
  get hintText() { return this.hints.join('、'); }
  get memo() { return this.typed ?? getFieldValue(this.record.data, MEMO); }
  handleMemo(event) { this.typed = event.detail.value; }
  async handleSave() {
    await updateRecord({ fields: { Id: this.recordId, Memo__c: this.typed } });
    this.typed = undefined;
    this.dispatchEvent(new ShowToastEvent({ title: 'メモを保存しました', variant: 'success' }));
  }
}`;

/** Files in Metadata API layout, by path. */
export function widgetPackage(): Record<string, string> {
  return {
    'objects/Widget__c.object': OBJECT,
    'tabs/Widget__c.tab': TAB,
    'labels/CustomLabels.labels': LABELS,
    'classes/WidgetController.cls': CLASS,
    'classes/WidgetController.cls-meta.xml': CLASS_META,
    'lwc/widgetForm/widgetForm.js': FORM_JS,
    'lwc/widgetForm/widgetForm.html': FORM_HTML,
    'lwc/widgetForm/widgetForm.js-meta.xml': bundleMeta(
      '<isExposed>true</isExposed><targets><target>lightning__RecordPage</target></targets><targetConfigs><targetConfig targets="lightning__RecordPage"><property name="heading" type="String"/><property name="rows" type="Integer" default="5"/></targetConfig></targetConfigs>'
    ),
    'flexipages/Widget_Page.flexipage': PAGE,
    'pathAssistants/Widget_Path.pathAssistant': PATH,
    'applications/Widgets.app': APP,
    'permissionsets/Widget_User.permissionset': PERMISSION_SET
  };
}
