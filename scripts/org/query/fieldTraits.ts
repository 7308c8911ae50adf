/** What a query may do with a field, by its type: the words of describe (`filterable`, `sortable`, `groupable`, `aggregatable`). */
import type { FieldDef, FieldType } from '../metadata/catalog.ts';

export interface FieldTraits {
  filterable: boolean;
  sortable: boolean;
  groupable: boolean;
  aggregatable: boolean;
}

const NUMERIC: ReadonlySet<FieldType> = new Set<FieldType>(['int', 'double', 'currency', 'percent']);
const TEXTUAL: ReadonlySet<FieldType> = new Set<FieldType>(['string', 'textarea', 'picklist', 'multipicklist', 'email', 'phone', 'url']);

export const isNumeric = (field: FieldDef): boolean => NUMERIC.has(field.type);
export const isTextual = (field: FieldDef): boolean => TEXTUAL.has(field.type);

/** References to metadata hold API names, so they compare as text. */
const METADATA = ['EntityDefinition', 'FieldDefinition'];
export const isId = (field: FieldDef): boolean =>
  field.type === 'id' ||
  (field.type === 'reference' && !field.metadataRelationship && !field.referenceTo?.some((target) => METADATA.includes(target)));

/** Long and rich text: stored apart in Salesforce, so never filtered, sorted or grouped. */
export const isLongText = (field: FieldDef): boolean => field.type === 'textarea' && (field.length ?? 255) > 255;

/** Source: SOQL Reference ("Considerations" of WHERE, ORDER BY and GROUP BY) and describe results of real orgs. */
export function fieldTraits(field: FieldDef): FieldTraits {
  const stored = !isLongText(field) && !['base64', 'address', 'anyType'].includes(field.type);
  const many = field.type === 'multipicklist';
  return {
    filterable: stored,
    sortable: stored && !many,
    groupable:
      stored && !many && field.formula === undefined && !['datetime', 'time', 'double', 'currency', 'percent'].includes(field.type),
    aggregatable: stored && !many && field.type !== 'boolean'
  };
}
