/**
 * What clients send → values as the org keeps them. Codes and wording: SOAP API Developer Guide "StatusCode" and
 * the messages of a Japanese org.
 */
import { isDate } from '../formula/dates.ts';
import { roundTo } from '../formula/types.ts';
import type { FieldDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { isId, to18 } from './ids.ts';
import { quoted, statement } from './sql.ts';
import type { FieldValue, SaveError } from './values.ts';
import { saveError } from './work.ts';

/** A value or what is wrong with it. */
export type Normalised = { value: FieldValue } | { error: SaveError };

const refuse = (field: FieldDef, code: string, message: string): Normalised => ({
  error: saveError(code, `${field.label}: ${message}`, [field.name])
});
const wrongType = (field: FieldDef, raw: unknown): Normalised =>
  refuse(field, 'INVALID_TYPE_ON_FIELD_IN_RECORD', `値の型が不正です: ${shown(raw)}`);
const shown = (raw: unknown): string => (typeof raw === 'string' ? raw : JSON.stringify(raw));

/** Normalises one value for a field. Blank is null in, null out, except for checkboxes: they are never blank. */
export function normalise(org: Org, field: FieldDef, raw: unknown): Normalised {
  if (raw === null || raw === undefined || raw === '') return { value: field.type === 'boolean' ? false : null };
  switch (field.type) {
    case 'boolean':
      return boolean(field, raw);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return number(field, raw);
    case 'date':
      return date(field, raw);
    case 'datetime':
      return datetime(field, raw);
    case 'time':
      return time(field, raw);
    case 'reference':
      return reference(org, field, raw);
    case 'multipicklist':
      return multipicklist(field, raw);
    case 'email':
      return email(field, raw);
    case 'string':
    case 'textarea':
    case 'picklist':
    case 'phone':
    case 'url':
    case 'id':
      return text(field, raw);
    case 'address':
    case 'base64':
    case 'anyType':
      return {
        error: saveError('INVALID_FIELD_FOR_INSERT_UPDATE', `not supported: values of type ${field.type} (${field.name})`, [field.name])
      };
  }
}

function boolean(field: FieldDef, raw: unknown): Normalised {
  const word = typeof raw === 'string' ? raw.toLowerCase() : raw;
  if (word === true || word === 'true') return { value: true };
  return word === false || word === 'false' ? { value: false } : wrongType(field, raw);
}

function number(field: FieldDef, raw: unknown): Normalised {
  const value = typeof raw === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(raw) ? Number(raw) : raw;
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType(field, raw);
  const scale = field.type === 'int' ? 0 : (field.scale ?? 0);
  const rounded = roundTo(value, scale);
  const digits = (field.precision ?? 18) - scale;
  if (Math.abs(rounded) >= 10 ** digits)
    return refuse(field, 'NUMBER_OUTSIDE_VALID_RANGE', `数値項目の値が有効な範囲を超えています: ${shown(raw)}`);
  return { value: rounded };
}

function date(field: FieldDef, raw: unknown): Normalised {
  const day = typeof raw === 'string' ? raw.trim().slice(0, 10) : '';
  // A moment is taken for its day, as the REST API does.
  const rest = typeof raw === 'string' ? raw.trim().slice(10) : '';
  return isDate(day) && (rest === '' || /^T[\d:.]+(Z|[+-]\d\d:?\d\d)?$/.test(rest)) ? { value: day } : wrongType(field, raw);
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

function datetime(field: FieldDef, raw: unknown): Normalised {
  const match = typeof raw === 'string' ? MOMENT.exec(raw.trim()) : null;
  if (!match) return wrongType(field, raw);
  const [, day = '', clock = '', seconds = ':00', zone = 'Z'] = match;
  const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const moment = new Date(`${day}T${clock}${seconds.slice(0, 7)}${offset}`);
  return !isDate(day) || Number.isNaN(moment.getTime()) ? wrongType(field, raw) : { value: moment.toISOString() };
}

function time(field: FieldDef, raw: unknown): Normalised {
  const match = typeof raw === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?Z?$/.exec(raw.trim()) : null;
  return match ? { value: `${match[1]}:${match[2]}:${match[3] ?? '00'}.${(match[4] ?? '').padEnd(3, '0')}Z` } : wrongType(field, raw);
}

/** Salesforce trims one-line texts; a text of blanks only is blank. Full-width spaces stay. */
function text(field: FieldDef, raw: unknown): Normalised {
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean') return wrongType(field, raw);
  const plain = String(raw);
  const trimmed = plain.replace(/^[\0- ]+|[\0- ]+$/g, '');
  const value = field.type === 'textarea' && trimmed !== '' ? plain : trimmed;
  const limit = field.length ?? 255;
  if (value.length > limit) return refuse(field, 'STRING_TOO_LONG', `データ値が大きすぎます: ${value.slice(0, 255)} (最大長=${limit})`);
  return { value: value === '' ? null : value };
}

function email(field: FieldDef, raw: unknown): Normalised {
  const result = text(field, raw);
  if ('error' in result || result.value === null) return result;
  return /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(String(result.value))
    ? result
    : refuse(field, 'INVALID_EMAIL_ADDRESS', `無効なメールアドレスです: ${shown(raw)}`);
}

/** Values in the order of the list, each once; values that are not in the list stay behind them. */
function multipicklist(field: FieldDef, raw: unknown): Normalised {
  if (typeof raw !== 'string') return wrongType(field, raw);
  const given = [...new Set(raw.split(';').map((part) => part.trim()))].filter((part) => part !== '');
  const order = (field.picklist?.values ?? []).map((entry) => entry.value);
  const rank = (value: string): number => (order.includes(value) ? order.indexOf(value) : order.length);
  const joined = given.sort((a, b) => rank(a) - rank(b)).join(';');
  return { value: joined || null };
}

function reference(org: Org, field: FieldDef, raw: unknown): Normalised {
  const targets = field.referenceTo ?? [];
  if (typeof raw !== 'string' || !isId(raw.trim())) return refuse(field, 'MALFORMED_ID', `ID 値の種別が不正です: ${shown(raw)}`);
  const id = to18(raw.trim());
  const candidates = targets.flatMap((name) => org.catalog.objects.get(name) ?? []).filter((object) => id.startsWith(object.keyPrefix));
  if (candidates.length === 0) return refuse(field, 'FIELD_INTEGRITY_EXCEPTION', `ID 値の種別が不正です: ${id}`);
  const exists = candidates.some((object) => statement(org.db, `SELECT 1 FROM ${quoted(object.name)} WHERE "Id" = ?`).get(id));
  return exists ? { value: id } : refuse(field, 'INVALID_CROSS_REFERENCE_KEY', `相互参照 ID が無効です: ${id}`);
}
