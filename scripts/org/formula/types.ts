/** Types and values inside formulas. */
import type { FieldDef, FieldType } from '../metadata/catalog.ts';
import type { Subject } from '../metadata/components.ts';
import type { FieldValue } from '../records/values.ts';

/** Data types of formulas; `Null` is the type of the literal NULL and agrees with every other. */
export type FormulaType = 'Number' | 'Text' | 'Boolean' | 'Date' | 'DateTime' | 'Time' | 'Picklist' | 'MultiPicklist' | 'Null';

/** A value with its type; values look as in `records/values.ts`, percent fields as fractions (50 % is 0.5). */
export interface Typed {
  type: FormulaType;
  value: FieldValue;
}

/**
 * A formula that cannot be compiled or evaluated. Texts are those of Salesforce's own formula engine in Japanese
 * (github.com/salesforce/formula-engine, api/src/main/resources/com/force/formula/labels/ja/labels.xml).
 */
export class FormulaError extends Error {
  /** Offset in the formula's text, when known. */
  readonly offset: number | undefined;
  /** What the formula names and the catalog does not have. */
  readonly missing: Subject | undefined;
  constructor(message: string, offset?: number, missing?: Subject) {
    super(message);
    this.offset = offset;
    this.missing = missing;
  }
}

const OF_FIELD: Record<FieldType, FormulaType> = {
  id: 'Text',
  string: 'Text',
  textarea: 'Text',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  int: 'Number',
  double: 'Number',
  currency: 'Number',
  percent: 'Number',
  email: 'Text',
  phone: 'Text',
  url: 'Text',
  reference: 'Text',
  address: 'Text',
  base64: 'Text',
  // Agrees with everything: nothing is known about it.
  anyType: 'Null'
};

/** The type a field has inside a formula. */
export const typeOfField = (field: FieldDef): FormulaType => OF_FIELD[field.type];

/** A field's stored value as formulas see it. */
export function typedValue(field: FieldDef, value: FieldValue): Typed {
  const type = typeOfField(field);
  if (type === 'Boolean') return { type, value: value === true };
  if (field.type === 'percent' && typeof value === 'number') return { type, value: exact(value / 100) };
  return { type, value: value === '' ? null : value };
}

/** A number without the noise of binary fractions; Salesforce computes in decimals. */
export const exact = (value: number): number => Number(value.toPrecision(15));

/** Rounds half away from zero, as Salesforce does. */
export function roundTo(value: number, digits: number): number {
  const shifted = Number(`${Math.abs(exact(value))}e${digits}`);
  // Exponents in the printed number would break the shift; such sizes need no rounding here.
  if (!Number.isFinite(shifted)) return value;
  const rounded = Number(`${Math.round(shifted)}e${-digits}`);
  return value < 0 ? -rounded || 0 : rounded;
}
