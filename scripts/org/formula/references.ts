/** What a reference in a formula means, resolved against the catalog once. */
import type { Subject } from '../metadata/components.ts';
import { findField, findObject, type Catalog, type CustomMetadataRecord, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import { FormulaError, typeOfField, type FormulaType } from './types.ts';

/** A lookup followed on the way to a field, and the object it leads to. */
export interface Step {
  field: FieldDef;
  object: ObjectDef;
}

export type Resolved =
  /** A field of the record itself (no steps) or of a record reached by lookups. */
  | { kind: 'field'; steps: Step[]; field: FieldDef; object: ObjectDef }
  /** A field of the running user, of the user's profile or of the organisation. */
  | { kind: 'global'; root: 'User' | 'Profile' | 'Organization'; field: FieldDef }
  | { kind: 'permission'; name: string }
  | { kind: 'customMetadata'; field: FieldDef; values: CustomMetadataRecord['values'] }
  | { kind: 'label'; name: string };

const missing = (name: string, offset?: number, subject?: Subject): FormulaError =>
  new FormulaError(`項目${name}は存在しません。スペルを確認してください。`, offset, subject);

/**
 * Resolves a reference as written in a formula on an object.
 * @throws FormulaError naming what does not exist, or `not supported: …` for merge fields this org does not have
 */
export function resolveReference(catalog: Catalog, object: ObjectDef, path: string, offset?: number): Resolved {
  return path.startsWith('$') ? resolveGlobal(catalog, path, offset) : resolveField(catalog, object, path, offset);
}

function resolveField(catalog: Catalog, object: ObjectDef, path: string, offset?: number): Resolved {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  const steps: Step[] = [];
  let current = object;
  for (const part of parts) {
    const [relationship = '', domain] = part.split(':');
    const step = [...current.fields.values()].find((field) => field.relationshipName?.toLowerCase() === relationship.toLowerCase());
    const target = step && targetOf(catalog, step, domain);
    if (!step) throw missing(path, offset, { type: 'CustomField', name: `${current.name}.${relationship}` });
    if (!target) throw missing(path, offset, { type: 'CustomObject', name: missingTarget(step, domain) });
    steps.push({ field: step, object: target });
    current = target;
  }
  const viaQueue = parts.at(-1)?.split(':')[1]?.toLowerCase() === 'queue';
  const field = findField(current, (viaQueue ? QUEUE_FIELDS[last.toLowerCase()] : undefined) ?? last);
  if (!field || field.type === 'address') throw missing(path, offset, { type: 'CustomField', name: `${current.name}.${last}` });
  return { kind: 'field', steps, field, object: current };
}

/** Name of the object that a lookup should lead to; of several the one that was asked for. */
const missingTarget = (field: FieldDef, domain: string | undefined): string =>
  domain ?? (field.referenceTo?.length === 1 ? (field.referenceTo[0] as string) : '');

/** Merge fields of a queue go by names of their own (Salesforce Help "Owner:Queue"). */
const QUEUE_FIELDS: Record<string, string> = { queuename: 'Name', queueemail: 'Email' };

/** The object behind a lookup; one with several targets must be narrowed (`Owner:User.Name`, `Owner:Queue.Name`). */
function targetOf(catalog: Catalog, field: FieldDef, domain: string | undefined): ObjectDef | undefined {
  const targets = field.referenceTo ?? [];
  const wanted = domain?.toLowerCase() === 'queue' ? 'Group' : domain;
  const name =
    wanted === undefined
      ? targets.length === 1
        ? targets[0]
        : undefined
      : targets.find((target) => target.toLowerCase() === wanted.toLowerCase());
  return name === undefined ? undefined : findObject(catalog, name);
}

/**
 * Resolves a global merge field (`$User.Id`, `$Permission.X` …), which means the same on every object.
 * @throws FormulaError naming what does not exist, or `not supported: …`
 */
export function resolveGlobal(catalog: Catalog, path: string, offset?: number): Exclude<Resolved, { kind: 'field' }> {
  const [root = '', ...rest] = path.split('.');
  const name = rest.join('.');
  switch (root.toLowerCase()) {
    case '$user':
      return globalField(catalog, 'User', name, path, offset);
    case '$profile':
      return globalField(catalog, 'Profile', name, path, offset);
    case '$organization':
      return globalField(catalog, 'Organization', name, path, offset);
    case '$permission':
      if (!catalog.customPermissions.has(name)) throw missing(path, offset, { type: 'CustomPermission', name });
      return { kind: 'permission', name };
    case '$label':
      if (!catalog.labels.has(name)) throw missing(path, offset, { type: 'CustomLabel', name });
      return { kind: 'label', name };
    case '$custommetadata': {
      const [type = '', record = '', fieldName = ''] = rest;
      const object = findObject(catalog, type);
      const field = object?.kind === 'customMetadata' ? findField(object, fieldName) : undefined;
      const found = object && customMetadataRecord(catalog, object.name, record);
      if (!field || !found || rest.length !== 3)
        throw missing(path, offset, { type: 'CustomMetadata', name: `${type.replace(/__mdt$/, '')}.${record}` });
      // Long texts of custom metadata cannot be merged (metadata-model.md section 6).
      if (field.type === 'textarea' && (field.length ?? 0) > 255) throw missing(path, offset);
      return {
        kind: 'customMetadata',
        field,
        values: { DeveloperName: found.developerName, MasterLabel: found.label, Label: found.label, ...found.values }
      };
    }
    default:
      throw new FormulaError(`not supported: ${root} in formulas`, offset);
  }
}

function globalField(
  catalog: Catalog,
  root: 'User' | 'Profile' | 'Organization',
  name: string,
  path: string,
  offset?: number
): Extract<Resolved, { kind: 'global' }> {
  const object = catalog.objects.get(root);
  const field = object && findField(object, name);
  if (!field || field.type === 'address')
    throw missing(path, offset, {
      type: 'CustomField',
      name: `${root}.${name.slice(0, name.includes('.') ? name.indexOf('.') : undefined)}`
    });
  return { kind: 'global', root, field };
}

/** A custom metadata record by type (with `__mdt`) and developer name. */
export function customMetadataRecord(catalog: Catalog, object: string, developerName: string): CustomMetadataRecord | undefined {
  const short = object.replace(/__mdt$/, '');
  const direct = catalog.customMetadata.get(`${short}.${developerName}`) ?? catalog.customMetadata.get(`${object}.${developerName}`);
  if (direct) return direct;
  for (const record of catalog.customMetadata.values())
    if (record.object === object && record.developerName.toLowerCase() === developerName.toLowerCase()) return record;
  return undefined;
}

/** The type a resolved reference has in formulas. */
export function typeOfReference(resolved: Resolved): FormulaType {
  if (resolved.kind === 'permission') return 'Boolean';
  if (resolved.kind === 'label') return 'Text';
  // A picklist of custom metadata is read as text (SEEN in rules that compare it with =).
  if (resolved.kind === 'customMetadata' && resolved.field.type === 'picklist') return 'Text';
  return typeOfField(resolved.field);
}
