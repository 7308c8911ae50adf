/** Values that fields of an org can hold, read from the org itself: what an administrator adds in Setup is generated too. */
import { findField, findObject, type FieldDef, type ObjectDef, type PicklistValue } from '../../org/metadata/catalog.ts';
import type { Org } from '../../org/org.ts';
import type { FieldValue, Values } from '../../org/records/values.ts';
import type { Random } from '../random.ts';
import { addDays } from './days.ts';

// Signs outside the Basic Multilingual Plane and line breaks are part of real notes.
const PHRASES = [
  '展示会で見本を見た。',
  '社長の話では、図面の扱いを決めていない。',
  '新しい名称の調査はまだ。',
  '試作品は三つ。',
  '海外の代理店から問い合わせが来た。',
  '𠮷田工場長が説明した。',
  '次回までに資料を用意する。',
  '費用の見通しを知りたい。\n'
];

/** One to six sentences. */
export const sentences = (random: Random, most = 6): string =>
  Array.from({ length: random.whole(1, most) }, () => random.pick(PHRASES))
    .join('')
    .trim();

export function objectOf(org: Org, name: string): ObjectDef {
  const object = findObject(org.catalog, name);
  if (!object) throw new Error(`The org has no object ${name}`);
  return object;
}

function fieldOf(org: Org, object: string, name: string): FieldDef {
  const field = findField(objectOf(org, object), name);
  if (!field) throw new Error(`The org has no field ${object}.${name}`);
  return field;
}

/** Active values of a picklist in their order, as far as the controlling value offers them. */
export function options(org: Org, object: string, name: string, controlling?: FieldValue): string[] {
  const isOffered = ({ active, validFor }: PicklistValue): boolean =>
    active && (validFor === undefined || (typeof controlling === 'string' && validFor.includes(controlling)));
  return (fieldOf(org, object, name).picklist?.values ?? []).filter(isOffered).map(({ value }) => value);
}

/** One of the values that a picklist offers; null when it offers none. */
export function choice(random: Random, org: Org, object: string, name: string, controlling?: FieldValue): string | null {
  const offered = options(org, object, name, controlling);
  return offered.length === 0 ? null : random.pick(offered);
}

/**
 * An answer to a field of any kind that an officer can fill.
 * @param day day on which it is typed; dates lie within a month of it
 * @param others the record's values so far: a dependent picklist follows its controlling field
 * @returns null for kinds that hold no answer, e.g. lookups
 */
export function answer(random: Random, org: Org, object: string, name: string, day: string, others: Values): FieldValue {
  const field = fieldOf(org, object, name);
  const control = field.picklist?.controllingField;
  switch (field.type) {
    case 'picklist':
      return choice(random, org, object, name, control === undefined ? undefined : others[control]);
    case 'multipicklist':
      return (
        random.some(options(org, object, name, control === undefined ? undefined : others[control]), random.whole(1, 3)).join(';') || null
      );
    case 'boolean':
      return true;
    case 'date':
      return addDays(day, random.whole(-30, 30));
    case 'int':
    case 'double':
    case 'percent':
      return random.whole(0, 99);
    case 'currency':
      return random.whole(1, 900) * 100_000;
    case 'textarea':
      return sentences(random, (field.length ?? 255) > 255 ? 6 : 2);
    case 'string':
      return `見本の記入${random.whole(1, 999)}`.slice(0, field.length);
    case 'url':
      return 'https://www.example.com';
    case 'email':
      return 'info@example.com';
    case 'phone':
      return '000-0000-0000';
    default:
      return null;
  }
}
