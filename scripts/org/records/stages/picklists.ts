/** Restricted and dependent picklists. */
import type { FieldDef } from '../../metadata/catalog.ts';
import type { SaveError } from '../values.ts';
import { changed, saveError, valueOf, type Stage, type Work } from '../work.ts';

const partsOf = (field: FieldDef, value: unknown): string[] =>
  typeof value !== 'string' ? [] : field.type === 'multipicklist' ? value.split(';') : [value];

/**
 * Refuses values that a restricted picklist does not offer. What a record already holds may stay, also after the value
 * was deactivated; a dependent picklist must fit its controlling field whenever one of the two changes.
 */
export const checkPicklists: Stage = (work) => {
  const errors: SaveError[] = [];
  for (const field of work.object.fields.values()) {
    if (!field.picklist?.restricted) continue;
    const before = new Set(partsOf(field, work.old?.[field.name]));
    const wrong = changed(work, field.name)
      ? partsOf(field, valueOf(work, field)).find((part) => !before.has(part) && !isOffered(field, part))
      : undefined;
    const unfit = wrong ?? unfitFor(work, field);
    if (unfit !== undefined)
      errors.push(
        saveError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${field.label}: 制限つき選択リスト項目の値が不適切です: ${unfit}`, [
          field.name
        ])
      );
  }
  return errors;
};

const isOffered = (field: FieldDef, value: string): boolean =>
  field.picklist?.values.some((entry) => entry.value === value && entry.active) === true;

function unfitFor(work: Work, field: FieldDef): string | undefined {
  const controlling = field.picklist?.controllingField;
  if (controlling === undefined || (!changed(work, field.name) && !changed(work, controlling))) return undefined;
  const control = work.values[controlling] ?? null;
  const key = typeof control === 'boolean' ? String(control) : control;
  return partsOf(field, valueOf(work, field)).find((part) => {
    const entry = field.picklist?.values.find((candidate) => candidate.value === part);
    return entry?.validFor !== undefined && !entry.validFor.includes(String(key));
  });
}
