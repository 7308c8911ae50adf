/** Types of values in flows: what may be assigned to what, compared with what. */
import type { FlowElementReferenceOrValue } from '@salesforce/types/metadata';
import type { FormulaType } from '../formula/types.ts';
import { isDate } from '../formula/dates.ts';
import type { Catalog, FieldDef } from '../metadata/catalog.ts';
import type { FlowCheck } from './check.ts';
import type { FlowProgram } from './program.ts';
import { FlowReferenceError, resolveFlowReference, type Reference, type ValueType } from './references.ts';

const TEXTS = new Set<string>(['Text', 'Picklist', 'MultiPicklist']);

/** True when a value may stand where a type is wanted; blank fits everywhere. */
export function fits(wanted: ValueType, given: ValueType): boolean {
  if (given.type === 'Null' || wanted.type === 'Null') return true;
  if (wanted.collection !== given.collection) return false;
  if (wanted.type === 'Record' || given.type === 'Record') return wanted.type === given.type && wanted.object === given.object;
  return wanted.type === given.type || (TEXTS.has(wanted.type) && TEXTS.has(given.type));
}

/** Refuses a value that does not fit. Orgs take a date for a date and time and the reverse; how they convert, nobody has seen. */
export function refuseValue(
  { refuse }: Pick<FlowCheck, 'refuse'>,
  types: [wanted: ValueType, given: ValueType],
  message: string,
  name: string
): void {
  const [wanted, given] = types;
  const days = [wanted, given].every(({ type }) => type === 'Date' || type === 'DateTime') && wanted.collection === given.collection;
  refuse('flow-type', days ? `not supported: a date as a date and time, or the reverse, in "${name}"` : message, name);
}

/**
 * The type of a value as written.
 * @throws FlowReferenceError for references that mean nothing and for values that cannot be read
 */
export function typeOfValue(catalog: Catalog, program: FlowProgram, value: FlowElementReferenceOrValue | undefined): ValueType {
  if (!value) return { type: 'Null', collection: false };
  if (value.elementReference !== undefined) return whole(resolveFlowReference(catalog, program, value.elementReference));
  const single = (type: FormulaType): ValueType => ({ type, collection: false });
  if (value.stringValue !== undefined) {
    if (value.stringValue.includes('{!'))
      throw new FlowReferenceError(
        `not supported: merge fields in a stringValue of flow ${program.name} (use a formula or a text template)`
      );
    return single(value.stringValue === '' ? 'Null' : 'Text');
  }
  if (value.booleanValue !== undefined) return single('Boolean');
  if (value.numberValue !== undefined) return single('Number');
  const { dateValue, dateTimeValue, timeValue } = value as { dateValue?: unknown; dateTimeValue?: unknown; timeValue?: unknown };
  if (dateValue !== undefined) {
    if (!isDate(String(dateValue).trim().slice(0, 10))) throw new FlowReferenceError(`"${String(dateValue)}" isn't a valid date.`);
    return single('Date');
  }
  if (dateTimeValue !== undefined) {
    if (Number.isNaN(Date.parse(String(dateTimeValue).trim())))
      throw new FlowReferenceError(`"${String(dateTimeValue)}" isn't a valid date and time.`);
    return single('DateTime');
  }
  return single(timeValue === undefined ? 'Null' : 'Time');
}

const whole = (reference: Reference): ValueType => reference.valueType;

/** A value that the field's picklist does not have: it would be refused when it is saved, and never match when it is compared. */
export function foreignPicklistValue(field: FieldDef | undefined, value: FlowElementReferenceOrValue | undefined): string | undefined {
  // Of lists that the platform keeps for itself (`User.UserType`) this org knows the values it uses.
  if (!field?.picklist || !value?.stringValue || (!field.custom && field.picklist.valueSet === undefined)) return undefined;
  const known = new Set(field.picklist.values.map((entry) => entry.value));
  const parts = field.type === 'multipicklist' ? value.stringValue.split(';') : [value.stringValue];
  return parts.find((part) => !known.has(part.trim()));
}
