/** An org in memory with invented objects: Widget__c, its children Gadget__c, and Spec__mdt that names fields of both. */
import { ADMIN_USER_ID } from '../../identity.ts';
import type { Clock, Org } from '../../org.ts';
import { forgetAccess } from '../../records/access.ts';
import { newId } from '../../records/ids.ts';
import { insertRow } from '../../records/rows.ts';
import type { Values } from '../../records/values.ts';
import { testOrg } from '../../testing/testOrg.ts';

const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const field = (name: string, type: string, more: string): string =>
  `<fields><fullName>${name}</fullName><label>${name.replace('__c', '')}</label>${more}<type>${type}</type></fields>`;

const picklist = (values: [value: string, label: string][], controlling = ''): string =>
  `<valueSet>${controlling}<restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${values
    .map(([value, label]) => `<value><fullName>${value}</fullName><default>false</default><label>${label}</label></value>`)
    .join('')}</valueSetDefinition>`;

const FIELDS = [
  ['Code__c', 'Text', '<externalId>true</externalId><length>20</length><required>false</required><unique>false</unique>'],
  ['Size__c', 'Number', '<precision>8</precision><required>false</required><scale>2</scale><unique>false</unique>'],
  [
    'Kind__c',
    'Picklist',
    `${picklist([
      ['Zeta', 'ゼータ'],
      ['Alpha', 'アルファ'],
      ['Mid', 'Mid']
    ])}</valueSet>`
  ],
  [
    'Colors__c',
    'MultiselectPicklist',
    `${picklist([
      ['Red', '赤'],
      ['Blue', '青'],
      ['Green', '緑']
    ])}</valueSet><visibleLines>3</visibleLines>`
  ],
  [
    'Grade__c',
    'Picklist',
    `${picklist(
      [
        ['A', 'A'],
        ['B', 'B']
      ],
      '<controllingField>Kind__c</controllingField>'
    )}<valueSettings><controllingFieldValue>Zeta</controllingFieldValue><controllingFieldValue>Mid</controllingFieldValue><valueName>A</valueName></valueSettings><valueSettings><controllingFieldValue>Alpha</controllingFieldValue><valueName>B</valueName></valueSettings></valueSet>`
  ],
  ['Made__c', 'Date', '<required>false</required>'],
  ['SoldAt__c', 'DateTime', '<required>false</required>'],
  ['Active__c', 'Checkbox', '<defaultValue>false</defaultValue>'],
  ['Notes__c', 'LongTextArea', '<length>1000</length><visibleLines>3</visibleLines>'],
  [
    'Double__c',
    'Number',
    '<formula>Size__c * 2</formula><formulaTreatBlanksAs>BlankAsZero</formulaTreatBlanksAs><precision>18</precision><scale>2</scale>'
  ],
  [
    'Parent__c',
    'Lookup',
    '<referenceTo>Widget__c</referenceTo><relationshipLabel>Parts</relationshipLabel><relationshipName>Parts</relationshipName>'
  ],
  [
    'Account__c',
    'Lookup',
    '<referenceTo>Account</referenceTo><relationshipLabel>Widgets</relationshipLabel><relationshipName>Widgets</relationshipName>'
  ],
  ['Hidden__c', 'Text', '<length>20</length><required>false</required><unique>false</unique>']
] as const;

const customObject = (label: string, fields: string): string =>
  `<CustomObject ${XMLNS}><deploymentStatus>Deployed</deploymentStatus><enableReports>true</enableReports>${fields}<label>${label}</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>${label}s</pluralLabel><sharingModel>ReadWrite</sharingModel></CustomObject>`;

const grant = (name: string, editable = true): string =>
  `<fieldPermissions><editable>${editable}</editable><field>${name}</field><readable>true</readable></fieldPermissions>`;

const objectGrant = (name: string): string =>
  `<objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${name}</object><viewAllFields>false</viewAllFields><viewAllRecords>false</viewAllRecords></objectPermissions>`;

const FILES: Record<string, string> = {
  'objects/Widget__c.object': customObject('Widget', FIELDS.map(([name, type, more]) => field(name, type, more)).join('')),
  'objects/Gadget__c.object': customObject(
    'Gadget',
    field('Weight__c', 'Number', '<precision>5</precision><required>false</required><scale>0</scale><unique>false</unique>') +
      field(
        'Widget__c',
        'Lookup',
        '<referenceTo>Widget__c</referenceTo><relationshipLabel>Gadgets</relationshipLabel><relationshipName>Gadgets</relationshipName>'
      )
  ),
  'objects/Spec__mdt.object': `<CustomObject ${XMLNS}>${field('Object__c', 'MetadataRelationship', '<fieldManageability>DeveloperControlled</fieldManageability><referenceTo>EntityDefinition</referenceTo><relationshipLabel>Specs</relationshipLabel><relationshipName>Specs</relationshipName><required>true</required><unique>false</unique>')}${field('Field__c', 'MetadataRelationship', '<fieldManageability>DeveloperControlled</fieldManageability><metadataRelationshipControllingField>Spec__mdt.Object__c</metadataRelationshipControllingField><referenceTo>FieldDefinition</referenceTo><relationshipLabel>Specs</relationshipLabel><relationshipName>FieldSpecs</relationshipName><required>true</required><unique>false</unique>')}<label>Spec</label><pluralLabel>Specs</pluralLabel><visibility>Public</visibility></CustomObject>`,
  'customMetadata/Spec.Size.md': spec('Size', 'Widget__c', 'Size__c'),
  'customMetadata/Spec.Weight.md': spec('Weight', 'Gadget__c', 'Weight__c'),
  'permissionsets/Widgets.permissionset': `<PermissionSet ${XMLNS}>${FIELDS.filter(([name]) => name !== 'Hidden__c')
    .map(([name]) => grant(`Widget__c.${name}`, name !== 'Double__c'))
    .join(
      ''
    )}${grant('Gadget__c.Weight__c')}${grant('Gadget__c.Widget__c')}<hasActivationRequired>false</hasActivationRequired><label>Widgets</label>${objectGrant('Gadget__c')}${objectGrant('Widget__c')}</PermissionSet>`
};

function spec(name: string, object: string, fieldName: string): string {
  const value = (key: string, text: string): string => `<values><field>${key}</field><value xsi:type="xsd:string">${text}</value></values>`;
  return `<CustomMetadata ${XMLNS} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>${name}の説明</label><protected>false</protected>${value('Field__c', fieldName)}${value('Object__c', object)}</CustomMetadata>`;
}

/** Noon of 1 April 2026 in Tokyo. */
export const NOW = new Date('2026-04-01T03:00:00.000Z');

/** Opens the org; the administrator holds the permission set that shows every field but Hidden__c. */
export function widgetOrg(clock: Clock = { now: () => NOW }): Org {
  const org = testOrg(FILES, { clock });
  const set = org.db.prepare(`SELECT "Id" AS id FROM "PermissionSet" WHERE "Name" = 'Widgets'`).get();
  insertRow(org, 'PermissionSetAssignment', newId(org, '0Pa'), { PermissionSetId: String(set?.id), AssigneeId: ADMIN_USER_ID });
  forgetAccess(org);
  return org;
}

/** Writes a row as it is, without the save pipeline. */
export function addRow(org: Org, object: string, values: Values): string {
  const definition = org.catalog.objects.get(object);
  if (!definition) throw new Error(`No object ${object}`);
  const id = newId(org, definition.keyPrefix);
  const now = org.clock.now().toISOString();
  insertRow(org, object, id, {
    OwnerId: ADMIN_USER_ID,
    CreatedById: ADMIN_USER_ID,
    CreatedDate: now,
    LastModifiedById: ADMIN_USER_ID,
    LastModifiedDate: now,
    SystemModstamp: now,
    ...values
  });
  return id;
}
