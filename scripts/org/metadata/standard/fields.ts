/**
 * Builders of standard fields. Labels are those that page layouts of a Japanese org show.
 * Facts (types, lengths, properties): Salesforce "Object Reference for the Salesforce Platform".
 */
import type { FieldDef, FieldType } from '../catalog.ts';

/** What differs from an ordinary field that a user fills in. */
export type FieldOptions = Partial<Omit<FieldDef, 'name' | 'label' | 'type' | 'custom'>>;

function field(name: string, label: string, type: FieldType, options: FieldOptions = {}): FieldDef {
  return {
    name,
    label,
    type,
    custom: false,
    required: false,
    createable: true,
    updateable: true,
    unique: false,
    externalId: false,
    alwaysVisible: options.required === true,
    trackHistory: false,
    ...options
  };
}

/** Options of a field that only the platform writes. */
export const READ_ONLY: FieldOptions = { createable: false, updateable: false };
/** Options of a field without field-level security, written by the platform. */
export const SYSTEM: FieldOptions = { createable: false, updateable: false, alwaysVisible: true };

export const text = (name: string, label: string, length: number, options?: FieldOptions): FieldDef =>
  field(name, label, 'string', { length, ...options });
export const area = (name: string, label: string, length: number, options?: FieldOptions): FieldDef =>
  field(name, label, 'textarea', { length, ...options });
export const phone = (name: string, label: string, options?: FieldOptions): FieldDef =>
  field(name, label, 'phone', { length: 40, ...options });
export const email = (name: string, label: string, options?: FieldOptions): FieldDef =>
  field(name, label, 'email', { length: 80, ...options });
export const url = (name: string, label: string, options?: FieldOptions): FieldDef =>
  field(name, label, 'url', { length: 255, ...options });
export const bool = (name: string, label: string, options?: FieldOptions): FieldDef =>
  field(name, label, 'boolean', { defaultValue: 'false', ...options });
export const date = (name: string, label: string, options?: FieldOptions): FieldDef => field(name, label, 'date', options);
export const datetime = (name: string, label: string, options?: FieldOptions): FieldDef => field(name, label, 'datetime', options);
export const int = (name: string, label: string, options?: FieldOptions): FieldDef =>
  field(name, label, 'int', { precision: 8, scale: 0, ...options });
export const double = (name: string, label: string, precision: number, scale: number, options?: FieldOptions): FieldDef =>
  field(name, label, 'double', { precision, scale, ...options });
export const currency = (name: string, label: string, precision: number, scale: number, options?: FieldOptions): FieldDef =>
  field(name, label, 'currency', { precision, scale, ...options });
export const percent = (name: string, label: string, options?: FieldOptions): FieldDef =>
  field(name, label, 'percent', { precision: 3, scale: 0, ...options });

/** A picklist on a standard value set; `buildCatalog` fills in the values. */
export const picklist = (name: string, label: string, valueSet: string, options?: FieldOptions): FieldDef =>
  field(name, label, 'picklist', { length: 255, picklist: { restricted: false, sorted: false, values: [], valueSet }, ...options });

/** A picklist whose values the platform fixes. */
export const fixedPicklist = (name: string, label: string, values: [value: string, label: string][], options?: FieldOptions): FieldDef =>
  field(name, label, 'picklist', {
    length: 40,
    picklist: {
      restricted: true,
      sorted: false,
      values: values.map(([value, valueLabel]) => ({ value, label: valueLabel, active: true, default: false }))
    },
    ...options
  });

/** A lookup of a standard object: relationship name as in SOQL paths, child name as in sub-queries. */
export const lookup = (
  name: string,
  label: string,
  to: string | string[],
  childRelationshipName?: string,
  options?: FieldOptions
): FieldDef =>
  field(name, label, 'reference', {
    length: 18,
    referenceTo: Array.isArray(to) ? to : [to],
    relationshipName: name.replace(/Id$/, ''),
    ...(childRelationshipName === undefined ? {} : { childRelationshipName }),
    ...options
  });

/** Id and audit fields that nearly every object has. */
export function systemFields(objectLabel: string): FieldDef[] {
  return [
    field('Id', `${objectLabel} ID`, 'id', { ...SYSTEM, length: 18 }),
    bool('IsDeleted', '削除', SYSTEM),
    datetime('CreatedDate', '作成日', SYSTEM),
    lookup('CreatedById', '作成者', 'User', undefined, SYSTEM),
    datetime('LastModifiedDate', '最終更新日', SYSTEM),
    lookup('LastModifiedById', '最終更新者', 'User', undefined, SYSTEM),
    datetime('SystemModstamp', 'System Modstamp', SYSTEM)
  ];
}

/** Dates that objects with tabs carry. */
export function viewedFields(): FieldDef[] {
  return [
    date('LastActivityDate', '最終活動日', READ_ONLY),
    datetime('LastViewedDate', '最終参照日', SYSTEM),
    datetime('LastReferencedDate', '最終参照関連日', SYSTEM)
  ];
}

export const owner = (label: string, queues = false): FieldDef =>
  lookup('OwnerId', label, queues ? ['Group', 'User'] : 'User', undefined, { alwaysVisible: true });

/**
 * A compound address and its parts, e.g. prefix `Billing` → BillingAddress, BillingStreet … .
 * Field-level security goes by the compound, as in permission sets of real orgs.
 */
export function address(prefix: string, label: string, qualifier = ''): FieldDef[] {
  const name = `${prefix}Address`;
  const part = (suffix: string): string => `${prefix}${suffix}`;
  const options: FieldOptions = { compoundOf: name };
  const parts = [
    area(part('Street'), `町名・番地${qualifier}`, 255, options),
    text(part('City'), `市区郡${qualifier}`, 40, options),
    text(part('State'), `都道府県${qualifier}`, 80, options),
    text(part('PostalCode'), `郵便番号${qualifier}`, 20, options),
    text(part('Country'), `国${qualifier}`, 80, options),
    double(part('Latitude'), `緯度${qualifier}`, 18, 15, options),
    double(part('Longitude'), `経度${qualifier}`, 18, 15, options),
    fixedPicklist(
      part('GeocodeAccuracy'),
      `地理コードの精度${qualifier}`,
      ['Address', 'NearAddress', 'Block', 'Street', 'ExtendedZip', 'Zip', 'Neighborhood', 'City', 'County', 'State', 'Unknown'].map(
        (value) => [value, value]
      ),
      options
    )
  ];
  return [...parts, field(name, label, 'address', { ...READ_ONLY, compoundParts: parts.map((entry) => entry.name) })];
}

/** A person's compound Name and its parts. */
export function personName(label: string, partLabel = ''): FieldDef[] {
  return [
    text('LastName', `姓${partLabel}`, 80, { required: true, compoundOf: 'Name' }),
    text('FirstName', `名${partLabel}`, 40, { compoundOf: 'Name', alwaysVisible: true }),
    picklist('Salutation', '敬称', 'Salutation', { length: 40, compoundOf: 'Name', alwaysVisible: true }),
    text('Name', label, 121, { ...SYSTEM, compoundParts: ['Salutation', 'FirstName', 'LastName'] })
  ];
}
