/** The neutral package with children of its object, related lists of every kind, activities, and rules that refuse. */
import { widgetPackage } from './fixtures.ts';

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const PART = `${XML}<CustomObject ${NS}>
<deploymentStatus>Deployed</deploymentStatus>
<fields><fullName>Weight__c</fullName><label>重さ</label><type>Number</type><precision>8</precision><scale>0</scale></fields>
<fields><fullName>Widget__c</fullName><label>部品</label><type>Lookup</type><referenceTo>Widget__c</referenceTo><relationshipName>Parts</relationshipName></fields>
<label>小物</label><pluralLabel>小物</pluralLabel><nameField><label>小物名</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>
</CustomObject>`;

const PART_USER = `${XML}<PermissionSet ${NS}>
${['Weight__c', 'Widget__c'].map((name) => `<fieldPermissions><editable>true</editable><field>Part__c.${name}</field><readable>true</readable></fieldPermissions>`).join('')}
<hasActivationRequired>false</hasActivationRequired><label>小物利用者</label>
</PermissionSet>`;

/** Important tasks are completed by nobody, and a subject may be forbidden. */
const TASK = `${XML}<CustomObject ${NS}>
<validationRules><fullName>Important_StaysOpen</fullName><active>true</active><errorConditionFormula>AND(ISPICKVAL(Priority, "High"), ISPICKVAL(Status, "Completed"))</errorConditionFormula><errorMessage>優先度が高いものは完了にできません。</errorMessage></validationRules>
<validationRules><fullName>Subject_Allowed</fullName><active>true</active><errorConditionFormula>Subject = "禁止"</errorConditionFormula><errorDisplayField>Subject</errorDisplayField><errorMessage>この件名は使えません。</errorMessage></validationRules>
</CustomObject>`;

const RENAME = `${XML}<CustomObjectTranslation ${NS}><caseValues><plural>false</plural><value>やること</value></caseValues></CustomObjectTranslation>`;

const list = (identifier: string, values: Record<string, string | string[]>): string =>
  `<itemInstances><componentInstance>${Object.entries({
    actionNames: ['New'],
    adminFilters: [],
    maxRecordsToDisplay: '2',
    relatedListDisplayType: 'ADVGRID',
    showActionBar: 'true',
    sortFieldAlias: '__DEFAULT__',
    sortFieldOrder: 'Default',
    ...values
  })
    .map(
      ([name, value]) =>
        `<componentInstanceProperties><name>${name}</name>${
          typeof value === 'string'
            ? `<value>${value}</value>`
            : value.length
              ? `<valueList>${value.map((item) => `<valueListItems><value>${item}</value></valueListItems>`).join('')}</valueList>`
              : ''
        }</componentInstanceProperties>`
    )
    .join(
      ''
    )}<componentName>lst:dynamicRelatedList</componentName><identifier>${identifier}</identifier></componentInstance></itemInstances>`;

const PARTS = { parentFieldApiName: 'Widget__c.Id', relatedListApiName: 'Parts__r', relatedListFieldAliases: ['NAME', 'Weight__c'] };

const LISTS =
  list('parts', { ...PARTS, relatedListLabel: '小物一覧', sortFieldAlias: 'Weight__c', sortFieldOrder: 'Descending' }) +
  list('light', {
    ...PARTS,
    relatedListLabel: '軽い小物',
    relatedListDisplayType: 'CARD',
    adminFilters: ['Weight__c|NOT_EQUAL|["30","20"]']
  }) +
  list('people', {
    parentFieldApiName: 'Widget__c.Company__c',
    relatedListApiName: 'Contacts',
    relatedListFieldAliases: ['FULL_NAME', 'CONTACT.TITLE'],
    relatedListLabel: '会社の人'
  }) +
  list('odd', { ...PARTS, relatedListLabel: '変わった小物', adminFilters: ['Weight__c|BETWEEN|1'] }) +
  list('notes', {
    parentFieldApiName: 'Widget__c.Id',
    relatedListApiName: 'AttachedContentNotes',
    relatedListFieldAliases: [],
    relatedListLabel: 'メモ'
  });

/** Files in Metadata API layout; assign Widget_User and Part_User. */
export function relatedPackage(): Record<string, string> {
  const files = widgetPackage();
  const replaced = (path: string, from: string, to: string): string => {
    const text = files[path] ?? '';
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    return text.replace(from, to);
  };
  return {
    ...files,
    'objects/Widget__c.object': replaced(
      'objects/Widget__c.object',
      '<deploymentStatus>',
      '<enableActivities>true</enableActivities><deploymentStatus>'
    ),
    'objects/Part__c.object': PART,
    'objects/Task.object': TASK,
    'objectTranslations/Task-ja.objectTranslation': RENAME,
    'permissionsets/Part_User.permissionset': PART_USER,
    'flexipages/Widget_Page.flexipage': replaced(
      'flexipages/Widget_Page.flexipage',
      '</itemInstances><name>Facet-tabs</name><type>Facet</type></flexiPageRegions>',
      `</itemInstances><itemInstances><componentInstance><componentInstanceProperties><name>body</name><value>Facet-related</value></componentInstanceProperties><componentInstanceProperties><name>title</name><value>Standard.Tab.relatedLists</value></componentInstanceProperties><componentName>flexipage:tab</componentName><identifier>relatedTab</identifier></componentInstance></itemInstances><name>Facet-tabs</name><type>Facet</type></flexiPageRegions><flexiPageRegions>${LISTS}<name>Facet-related</name><type>Facet</type></flexiPageRegions>`
    )
  };
}
