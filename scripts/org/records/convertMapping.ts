/**
 * What a lead's values become: the fixed mapping of standard fields and the deployed one of custom fields.
 * Source: Salesforce Help, "Lead Conversion Field Mapping"; Metadata API guide, "LeadConvertSettings".
 */
import type { LeadConvertSettings } from '@salesforce/types/metadata';
import type { Catalog, FieldDef, ObjectDef } from '../metadata/catalog.ts';
import type { FieldValue, StoredRecord, Values } from './values.ts';

export type ConvertTarget = 'Account' | 'Contact' | 'Opportunity';

const address = (prefix: string): Record<string, string> =>
  Object.fromEntries(
    ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy'].map((part) => [
      part,
      `${prefix}${part}`
    ])
  );
const same = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));

/** Lead field → target field. Names and owners are the conversion's own matter. */
const STANDARD: Record<ConvertTarget, Record<string, string>> = {
  Account: {
    ...address('Billing'),
    ...same('AnnualRevenue', 'Fax', 'Industry', 'NumberOfEmployees', 'Phone', 'Rating', 'Website'),
    LeadSource: 'AccountSource'
  },
  Contact: {
    ...address('Mailing'),
    ...same(
      'Description',
      'DoNotCall',
      'Email',
      'Fax',
      'FirstName',
      'HasOptedOutOfEmail',
      'HasOptedOutOfFax',
      'LastName',
      'LeadSource',
      'MobilePhone',
      'Phone',
      'Salutation',
      'Title'
    )
  },
  Opportunity: same('LeadSource')
};

/** The deployed settings of lead conversion, undefined when none were. */
export function convertSettings(catalog: Catalog): LeadConvertSettings | undefined {
  return catalog.settings.get('LeadConvert') as unknown as LeadConvertSettings | undefined;
}

/** Lead fields and where they go, on one target; fields that the org lacks are left out. */
export function mappingTo(catalog: Catalog, target: ConvertTarget): { from: FieldDef; to: FieldDef }[] {
  const lead = catalog.objects.get('Lead');
  const object = catalog.objects.get(target);
  const custom = (convertSettings(catalog)?.objectMapping ?? []).filter((mapping) => mapping.outputObject === target);
  const pairs = [
    ...Object.entries(STANDARD[target]),
    ...custom.flatMap((mapping) => mapping.mappingFields.map(({ inputField, outputField }): [string, string] => [inputField, outputField]))
  ];
  return pairs.flatMap(([inputField, outputField]) => {
    const [from, to] = [lead?.fields.get(inputField), object?.fields.get(outputField)];
    return from && to ? [{ from, to }] : [];
  });
}

/**
 * Values of a target record.
 * @param lead every field of the lead, formula fields included
 * @param target a record that exists: only its blanks are filled, and a checkbox is never blank
 */
export function mappedValues(catalog: Catalog, object: ObjectDef, lead: StoredRecord, target?: StoredRecord): Values {
  const values: Values = {};
  for (const { from, to } of mappingTo(catalog, object.name as ConvertTarget)) {
    const value = lead[from.name] ?? null;
    if (value === null) continue;
    if (target && (target[to.name] ?? null) !== null) continue;
    values[to.name] = fitted(value, to);
  }
  return values;
}

/** A longer text is cut to the target's length ("your data truncates", Guidelines for Mapping Custom Lead Fields). */
function fitted(value: FieldValue, to: FieldDef): FieldValue {
  return typeof value === 'string' && to.length !== undefined && to.type !== 'multipicklist' ? cut(value, to.length) : value;
}

/** The first characters of a text. */
export const cut = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text);
