/** Pure rules of fields on a page: what to ask for, what to show, which choices are left. No DOM. */
import type { FieldInfo, InputModel, ObjectInfo, PicklistEntry, Picklists, RecordData } from 'record/types';

/** Fields of the query that show a field: itself, its parts when compound, the name of the record it points to. */
export function fieldsToRead(info: ObjectInfo, path: string): string[] {
  const prefix = `${info.apiName}.`;
  const field = info.fields[path];
  if (!field) return path.includes('.') ? [prefix + path] : [];
  const names = [field.apiName, ...partsOf(info, field).map((part) => part.apiName)];
  const target = field.referenceToInfos[0];
  const related = field.relationshipName && target ? [`${field.relationshipName}.${target.nameFields[0] ?? 'Name'}`] : [];
  return [...names, ...related].map((name) => prefix + name);
}

/** Parts of addresses that the platform fills and no page shows. */
const GEOLOCATION = /(Latitude|Longitude|GeocodeAccuracy)$/;

/** Parts of a compound field in the order a Japanese form asks for them. */
export function partsOf(info: ObjectInfo, field: FieldInfo): FieldInfo[] {
  if (!field.compound) return [];
  const order = ['LastName', 'FirstName', 'MiddleName', 'Suffix', 'Salutation', 'Country', 'PostalCode', 'State', 'City', 'Street'];
  const rank = (part: FieldInfo): number => {
    const index = order.findIndex((name) => part.apiName.endsWith(name));
    return index < 0 ? order.length : index;
  };
  return Object.values(info.fields)
    .filter((part) => part.compoundFieldName === field.apiName && part.apiName !== field.apiName && !GEOLOCATION.test(part.apiName))
    .sort((left, right) => rank(left) - rank(right));
}

/** Label of a field on a page: Salesforce drops the ` ID` of lookups. */
export function labelOf(field: FieldInfo): string {
  return field.reference ? field.label.replace(/\s*ID$/, '') : field.label;
}

/** Name of the record a lookup points to. */
export function referenceName(record: RecordData | undefined, field: FieldInfo): string | null {
  const related = record?.fields[field.relationshipName ?? '']?.value as RecordData | null | undefined;
  for (const name of field.referenceToInfos.flatMap((target) => target.nameFields)) {
    const value = related?.fields?.[name]?.value;
    if (typeof value === 'string') return value;
  }
  return record?.fields[field.relationshipName ?? '']?.displayValue ?? null;
}

/** Choices of a picklist under the current value of its controlling field; an own value that fell inactive stays. */
export function choices(picklists: Picklists, field: FieldInfo, value: unknown, controllingValue: unknown): PicklistEntry[] {
  const picklist = picklists[field.apiName];
  if (!picklist) return [];
  const index = picklist.controllerValues?.[String(controllingValue ?? '')];
  const offered = field.controllerName
    ? picklist.values.filter((entry) => index !== undefined && entry.validFor?.includes(index))
    : picklist.values;
  const own = typeof value === 'string' && value !== '' ? (field.dataType === 'MultiPicklist' ? value.split(';') : [value]) : [];
  const missing = own.filter((text) => !offered.some((entry) => entry.value === text)).map((text) => ({ label: text, value: text }));
  return [...offered, ...missing];
}

/** May the user type into this field of an existing (or new) record? */
export function isEditable(info: ObjectInfo, field: FieldInfo | undefined, forNew: boolean): boolean {
  if (!field) return false;
  if (!(forNew ? info.createable : info.updateable)) return false;
  if (field.compound) return partsOf(info, field).some((part) => (forNew ? part.createable : part.updateable));
  return forNew ? field.createable : field.updateable;
}

export const isBlank = (value: unknown): boolean => value === null || value === undefined || value === '';

/** Inputs of a field: one, or one per part of a compound. */
export function inputsOf(options: {
  info: ObjectInfo;
  field: FieldInfo;
  record: RecordData | undefined;
  picklists: Picklists;
  drafts: Record<string, unknown>;
  displays: Record<string, string | null>;
  required: boolean;
  errors: Record<string, string[]>;
  forNew: boolean;
}): InputModel[] {
  const { info, field, record, picklists, drafts, displays, required, errors, forNew } = options;
  const current = (name: string): unknown => (name in drafts ? drafts[name] : (record?.fields[name]?.value ?? null));
  const parts = partsOf(info, field).filter((part) => (forNew ? part.createable : part.updateable));
  const shown = parts.length ? parts : [field];
  return shown.map((part, index) => ({
    apiName: part.apiName,
    info: part,
    label: labelOf(part),
    value: current(part.apiName),
    display: part.apiName in drafts ? (displays[part.apiName] ?? null) : referenceName(record, part),
    options: choices(picklists, part, current(part.apiName), part.controllerName ? current(part.controllerName) : undefined),
    required: part.required || (required && parts.length === 0),
    // An error of a compound is shown at its first part.
    errors: [...(errors[part.apiName] ?? []), ...(parts.length > 0 && index === 0 ? (errors[field.apiName] ?? []) : [])]
  }));
}
