/** How the REST APIs print the value of a field. */
import type { FieldDef } from '../metadata/catalog.ts';
import type { FieldValue } from '../records/values.ts';

/** Date-times end in `+0000` instead of `Z`; everything else is printed as it is kept. */
export function restValue(field: FieldDef, value: FieldValue): FieldValue {
  if (typeof value !== 'string') return value;
  const isMoment = field.type === 'datetime' || (field.type === 'anyType' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value));
  return isMoment ? value.replace(/Z$/, '+0000') : value;
}
