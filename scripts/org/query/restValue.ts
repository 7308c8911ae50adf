/** How the REST APIs print the value of a field. */
import type { FieldDef } from '../metadata/catalog.ts';
import type { FieldValue } from '../records/values.ts';

/** Date-times end in `+0000` instead of `Z`; everything else is printed as it is kept. */
export function restValue(field: FieldDef, value: FieldValue): FieldValue {
  return field.type === 'datetime' && typeof value === 'string' ? value.replace(/Z$/, '+0000') : value;
}
