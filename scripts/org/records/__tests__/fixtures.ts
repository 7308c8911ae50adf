/** A small neutral org for tests: widgets with parts, a permission set that grants their fields, and helpers around it. */
import { ADMIN_USER_ID, type Clock, type Org } from '../../org.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { save } from '../save.ts';
import type { SaveResult } from '../values.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const field = (name: string, type: string, more = ''): string =>
  `<fields><fullName>${name}</fullName><label>${name.replace('__c', '')}</label><type>${type}</type>${more}</fields>`;
const value = (name: string, more = ''): string =>
  `<value><fullName>${name}</fullName><default>false</default><label>${name}</label>${more}</value>`;
const valueSet = (values: string, restricted = true, before = ''): string =>
  `<valueSet>${before}<restricted>${restricted}</restricted><valueSetDefinition><sorted>false</sorted>${values}</valueSetDefinition></valueSet>`;

export const rule = (name: string, formula: string, displayField = '', message = `${name} broken`): string =>
  `<validationRules><fullName>${name}</fullName><active>true</active><description>d</description><errorConditionFormula>${formula.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</errorConditionFormula>` +
  `${displayField ? `<errorDisplayField>${displayField}</errorDisplayField>` : ''}<errorMessage>${message}</errorMessage></validationRules>`;

const WIDGET_FIELDS = [
  field('Code__c', 'Text', '<externalId>true</externalId><length>10</length><unique>true</unique>'),
  field('Notes__c', 'LongTextArea', '<length>1000</length><visibleLines>3</visibleLines>'),
  field('Count__c', 'Number', '<precision>5</precision><scale>1</scale>'),
  field('Share__c', 'Percent', '<precision>5</precision><scale>2</scale>'),
  field('Ready__c', 'Checkbox', '<defaultValue>false</defaultValue>'),
  field('On__c', 'Checkbox', '<defaultValue>true</defaultValue>'),
  field('Due__c', 'Date', '<defaultValue>TODAY() + 7</defaultValue>'),
  field('Seen__c', 'DateTime'),
  field('Mail__c', 'Email'),
  field('Color__c', 'Picklist', valueSet(value('Red') + value('Green') + value('Old', '<isActive>false</isActive>'))),
  field(
    'Tone__c',
    'Picklist',
    valueSet(value('Dark') + value('Light'), true, '<controllingField>Color__c</controllingField>').replace(
      '</valueSet>',
      '<valueSettings><controllingFieldValue>Red</controllingFieldValue><valueName>Dark</valueName></valueSettings><valueSettings><controllingFieldValue>Red</controllingFieldValue><controllingFieldValue>Green</controllingFieldValue><valueName>Light</valueName></valueSettings></valueSet>'
    )
  ),
  field('Tags__c', 'MultiselectPicklist', `${valueSet(value('A') + value('B') + value('C'))}<visibleLines>3</visibleLines>`),
  field(
    'Free__c',
    'Picklist',
    valueSet('<value><fullName>One</fullName><default>true</default><label>One</label></value>' + value('Two'), false)
  ),
  field(
    'Account__c',
    'Lookup',
    '<referenceTo>Account</referenceTo><relationshipLabel>Widgets</relationshipLabel><relationshipName>Widgets</relationshipName>'
  ),
  field(
    'Double__c',
    'Number',
    '<formula>Count__c * 2</formula><formulaTreatBlanksAs>BlankAsZero</formulaTreatBlanksAs><precision>18</precision><scale>1</scale>'
  ),
  field(
    'Half__c',
    'Percent',
    '<formula>Share__c / 2</formula><formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs><precision>18</precision><scale>2</scale>'
  ),
  field('AccountName__c', 'Text', '<formula>UPPER(Account__r.Name) &amp; " " &amp; TEXT(Double__c)</formula>')
];

export const WIDGET = (more = ''): string =>
  `<CustomObject ${NS}>${WIDGET_FIELDS.join('')}<deploymentStatus>Deployed</deploymentStatus><label>Widget</label><nameField><label>Widget Name</label><type>Text</type></nameField><pluralLabel>Widgets</pluralLabel><sharingModel>ReadWrite</sharingModel>${more}</CustomObject>`;

export const PART = `<CustomObject ${NS}>${field('Widget__c', 'MasterDetail', '<referenceTo>Widget__c</referenceTo><relationshipLabel>Parts</relationshipLabel><relationshipName>Parts</relationshipName><relationshipOrder>0</relationshipOrder>')}${field('Label__c', 'Text', '<length>20</length><required>true</required>')}<deploymentStatus>Deployed</deploymentStatus><label>Part</label><nameField><displayFormat>P-{YYYY}-{0000}</displayFormat><label>Part Number</label><type>AutoNumber</type></nameField><pluralLabel>Parts</pluralLabel><sharingModel>ControlledByParent</sharingModel></CustomObject>`;

const GRANTED = [
  'Code__c',
  'Notes__c',
  'Count__c',
  'Share__c',
  'Ready__c',
  'On__c',
  'Due__c',
  'Seen__c',
  'Mail__c',
  'Color__c',
  'Tone__c',
  'Tags__c',
  'Free__c',
  'Account__c'
];

export const PERMISSION_SET = `<PermissionSet ${NS}>${GRANTED.map((name) => `<fieldPermissions><editable>true</editable><field>Widget__c.${name}</field><readable>true</readable></fieldPermissions>`).join('')}<hasActivationRequired>false</hasActivationRequired><label>Widget Users</label></PermissionSet>`;

/** An org with widgets and parts, the fields granted to the administrator unless `granted` is false. */
export function widgetOrg(options: { rules?: string; files?: Record<string, string>; clock?: Clock; granted?: boolean } = {}): Org {
  const files = {
    'objects/Widget__c.object': WIDGET(options.rules),
    'objects/Part__c.object': PART,
    'permissionsets/Widget_Users.permissionset': PERMISSION_SET,
    ...options.files
  };
  const org = testOrg(files, options.clock ? { clock: options.clock } : {});
  if (options.granted !== false) assign(org, 'Widget_Users');
  return org;
}

/** Assigns a permission set to the administrator. */
export function assign(org: Org, name: string): SaveResult {
  const set = org.db.prepare('SELECT "Id" FROM "PermissionSet" WHERE "Name" = ?').get(name);
  return one(
    save(
      org,
      ADMIN_USER_ID,
      [{ operation: 'insert', object: 'PermissionSetAssignment', values: { AssigneeId: ADMIN_USER_ID, PermissionSetId: set?.['Id'] } }],
      { allOrNone: true }
    )
  );
}

export function insert(org: Org, object: string, values: Record<string, unknown>): SaveResult {
  return one(save(org, ADMIN_USER_ID, [{ operation: 'insert', object, values }], { allOrNone: true }));
}

export function update(org: Org, object: string, id: string | null, values: Record<string, unknown>): SaveResult {
  return one(save(org, ADMIN_USER_ID, [{ operation: 'update', object, id: id ?? '', values }], { allOrNone: true }));
}

export function remove(org: Org, object: string, id: string | null): SaveResult {
  return one(save(org, ADMIN_USER_ID, [{ operation: 'delete', object, id: id ?? '' }], { allOrNone: true }));
}

/** The id of a record that was saved; throws with its errors otherwise. */
export function savedId(result: SaveResult): string {
  if (!result.success || result.id === null) throw new Error(JSON.stringify(result.errors));
  return result.id;
}

/** A clock that stands still until it is set. */
export function fixedClock(start: string): Clock & { set: (moment: string) => void } {
  let moment = new Date(start);
  return { now: () => moment, set: (next) => (moment = new Date(next)) };
}

function one(results: SaveResult[]): SaveResult {
  const [result] = results;
  if (!result) throw new Error('No result');
  return result;
}
