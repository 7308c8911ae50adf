/** A neutral org whose leads can be converted: mapped custom fields on all four objects. */
import { ADMIN_USER_ID, type Clock, type Org } from '../../org.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { convertLeads, type ConvertResult, type LeadConvert } from '../convert.ts';
import { readRecord } from '../store.ts';
import type { StoredRecord } from '../values.ts';
import { assign, fixedClock, insert, savedId } from './fixtures.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const text = (name: string, length = 40, more = ''): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label><length>${length}</length>${more}<type>Text</type></fields>`;
const check = (name: string): string =>
  `<fields><fullName>${name}</fullName><defaultValue>false</defaultValue><label>${name}</label><type>Checkbox</type></fields>`;
const number = (name: string): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label><precision>6</precision><scale>1</scale><type>Number</type></fields>`;

const FIELDS: Record<string, string> = {
  Lead: text('Code__c') + text('Reason__c') + number('Size__c') + check('Marked__c'),
  Account: text('Code__c') + number('Size__c'),
  Contact: text('Reason__c') + check('Marked__c'),
  Opportunity: text('Code__c') + text('Reason__c', 60) + number('Size__c') + check('Marked__c')
};

const MAPPING: Record<string, string[]> = {
  Account: ['Code__c', 'Size__c'],
  Contact: ['Reason__c', 'Marked__c'],
  Opportunity: ['Code__c', 'Reason__c', 'Size__c', 'Marked__c']
};

const permissions = Object.entries(FIELDS)
  .flatMap(([object, fields]) => [...fields.matchAll(/<fullName>(\w+)/g)].map((match) => `${object}.${match[1] ?? ''}`))
  .map((field) => `<fieldPermissions><editable>true</editable><field>${field}</field><readable>true</readable></fieldPermissions>`)
  .join('');

export const CONVERT_SETTINGS = `<LeadConvertSettings ${NS}><allowOwnerChange>true</allowOwnerChange>${Object.entries(MAPPING)
  .map(
    ([object, fields]) =>
      `<objectMapping><inputObject>Lead</inputObject>${fields.map((field) => `<mappingFields><inputField>${field}</inputField><outputField>${field}</outputField></mappingFields>`).join('')}<outputObject>${object}</outputObject></objectMapping>`
  )
  .join('')}<opportunityCreationOptions>VisibleOptional</opportunityCreationOptions></LeadConvertSettings>`;

/** LeadConfig with one switch on. */
export const leadConfig = (name: string): Record<string, string> => ({
  'settings/LeadConfig.settings': `<LeadConfigSettings ${NS}><${name}>true</${name}></LeadConfigSettings>`
});

export const CONVERTED = 'Closed - Converted';

/** Files of the org; `Converters` grants the fields. */
export function convertFiles(parts: Record<string, string> = {}): Record<string, string> {
  const objects = Object.entries(FIELDS).map(([object, fields]) => [
    `objects/${object}.object`,
    `<CustomObject ${NS}>${fields}${parts[object] ?? ''}</CustomObject>`
  ]);
  return {
    ...(Object.fromEntries(objects) as Record<string, string>),
    'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting': CONVERT_SETTINGS,
    'permissionsets/Converters.permissionset': `<PermissionSet ${NS}>${permissions}<hasActivationRequired>false</hasActivationRequired><label>Converters</label></PermissionSet>`
  };
}

/**
 * @param options.parts parts of object files by object, e.g. validation rules
 * @param options.files more files
 */
export function convertOrg(options: { parts?: Record<string, string>; files?: Record<string, string>; clock?: Clock } = {}): Org {
  const org = testOrg({ ...convertFiles(options.parts), ...options.files }, { clock: options.clock ?? fixedClock('2026-05-10T03:00:00Z') });
  assign(org, 'Converters');
  return org;
}

/** A lead with a value in every field that a conversion carries over. */
export const FULL_LEAD: Record<string, unknown> = {
  LastName: '山田',
  FirstName: '太郎',
  Salutation: 'Mr.',
  Title: '部長',
  Company: '青空機械',
  Street: '1-2-3',
  City: '千代田区',
  State: '東京都',
  PostalCode: '100-0001',
  Country: '日本',
  Phone: '03-0000-0001',
  MobilePhone: '090-0000-0001',
  Fax: '03-0000-0002',
  Email: 'taro@example.com',
  Website: 'https://example.com',
  Description: '説明',
  LeadSource: 'Web',
  Industry: 'Machinery',
  Rating: 'Hot',
  AnnualRevenue: 1000,
  NumberOfEmployees: 12,
  HasOptedOutOfEmail: true,
  DoNotCall: true,
  Code__c: 'C-1',
  Reason__c: '紹介',
  Size__c: 3.5,
  Marked__c: true
};

export const newLead = (org: Org, values: Record<string, unknown> = {}): string =>
  savedId(insert(org, 'Lead', { LastName: '山田', Company: '青空機械', ...values }));

export function convert(org: Org, leadId: string, more: Partial<LeadConvert> = {}): ConvertResult {
  const [result] = convertLeads(org, ADMIN_USER_ID, [{ leadId, convertedStatus: CONVERTED, ...more }]);
  if (!result) throw new Error('No result');
  return result;
}

/** A record that must exist. */
export function found(org: Org, object: string, id: string | null): StoredRecord {
  const record = id === null ? undefined : readRecord(org, object, id);
  if (!record) throw new Error(`No ${object} ${String(id)}`);
  return record;
}
