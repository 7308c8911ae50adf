/**
 * What a user may do: object rights, field-level security, custom permissions, apps.
 * Source: deployment.md "does as Salesforce does" – a new custom field is visible to nobody, the administrator included,
 * until a permission set grants it and is assigned; the administrator's profile carries every object right.
 */
import { findField, findObject, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import { stageSource } from '../metadata/history.ts';
import type { Org } from '../org.ts';
import { ADMIN_PROFILE } from './seed.ts';

export interface ObjectAccess {
  read: boolean;
  create: boolean;
  edit: boolean;
  delete: boolean;
}

export interface Access {
  /** True for holders of the administrator's profile. */
  admin: boolean;
  object: (name: string) => ObjectAccess;
  /** What the user is granted on an object by itself, its master left out. */
  own: (name: string) => ObjectAccess;
  /** Names in any case; false for a field or object that does not exist. */
  canRead: (object: string, field: string) => boolean;
  canEdit: (object: string, field: string) => boolean;
  customPermissions: Set<string>;
  /** User permissions in the words of permission sets, e.g. `ConvertLeads`. */
  userPermission: (name: string) => boolean;
  apps: Set<string>;
  apexClasses: Set<string>;
  /** Names of the assigned permission sets. */
  permissionSets: Set<string>;
}

const cache = new WeakMap<Org, Map<string, Access>>();

/** Forgets what was computed; after a deployment and after a change of assignments. */
export function forgetAccess(org: Org): void {
  cache.delete(org);
}

/** The rights of a user; an unknown user has none. */
export function accessOf(org: Org, userId: string): Access {
  let ofOrg = cache.get(org);
  if (!ofOrg) cache.set(org, (ofOrg = new Map()));
  let access = ofOrg.get(userId);
  if (!access) ofOrg.set(userId, (access = computeAccess(org, userId)));
  return access;
}

/** User permissions that the administrator's profile does not bring along: they are given by permission sets. */
const NOT_IN_ADMIN_PROFILE = new Set(['AllowViewEditConvertedLeads']);

const NONE: ObjectAccess = { read: false, create: false, edit: false, delete: false };
const ALL: ObjectAccess = { read: true, create: true, edit: true, delete: true };

function computeAccess(org: Org, userId: string): Access {
  const { catalog } = org;
  const admin = profileName(org, userId) === ADMIN_PROFILE;
  const names = assignedSets(org, userId);
  const sets = names.flatMap((name) => catalog.permissionSets.get(name) ?? []);
  const objects = new Map<string, ObjectAccess>();
  const fields = new Map<string, { read: boolean; edit: boolean }>();
  for (const set of sets) {
    for (const grant of set.objectPermissions ?? []) {
      const known = objects.get(grant.object) ?? NONE;
      objects.set(grant.object, {
        read: known.read || grant.allowRead,
        create: known.create || grant.allowCreate,
        edit: known.edit || grant.allowEdit,
        delete: known.delete || grant.allowDelete
      });
    }
    for (const grant of set.fieldPermissions ?? []) {
      const known = fields.get(grant.field);
      fields.set(grant.field, {
        read: known?.read === true || grant.readable === true || grant.editable,
        edit: known?.edit === true || grant.editable
      });
    }
  }

  const userPermissions = new Set(
    sets.flatMap((set) => (set.userPermissions ?? []).filter((grant) => grant.enabled).map((grant) => grant.name))
  );

  const object = (name: string): ObjectAccess => {
    const found = findObject(catalog, name);
    if (!found) return NONE;
    if (admin) return ALL;
    const master = masterOf(found);
    if (master) return throughMaster(objects.get(found.name) ?? NONE, object(master.name), master.byRead);
    // History is read by those who read the record.
    const kept = found.historyOf ?? found.stagesOf;
    if (kept) return { ...NONE, read: object(kept.object).read };
    // Everyone sees who their colleagues are.
    if (found.name === 'User') return { ...NONE, ...objects.get('User'), read: true };
    // Setup-like objects and custom metadata are readable by everyone who is signed in.
    return objects.get(found.name) ?? (found.userFacing ? NONE : { ...NONE, read: true });
  };
  const granted = (objectDef: ObjectDef, field: FieldDef): { read: boolean; edit: boolean } => {
    if (!isSecured(objectDef, field)) return { read: true, edit: true };
    // Parts of a compound (addresses) follow the compound.
    return (
      fields.get(`${objectDef.name}.${field.name}`) ??
      (field.compoundOf ? fields.get(`${objectDef.name}.${field.compoundOf}`) : undefined) ?? {
        read: admin && !field.custom,
        edit: admin && !field.custom
      }
    );
  };
  const field = (objectName: string, fieldName: string, kind: 'read' | 'edit'): boolean => {
    const objectDef = findObject(catalog, objectName);
    const fieldDef = objectDef && findField(objectDef, fieldName);
    const source = objectDef?.stagesOf && fieldDef && stageSource(fieldDef.name);
    if (objectDef?.stagesOf && source !== undefined && !field(objectDef.stagesOf.object, source, 'read')) return false;
    return objectDef !== undefined && fieldDef !== undefined && object(objectDef.name).read && granted(objectDef, fieldDef)[kind];
  };

  return {
    admin,
    object,
    own: (name) => (admin ? object(name) : (objects.get(findObject(catalog, name)?.name ?? '') ?? NONE)),
    canRead: (objectName, fieldName) => field(objectName, fieldName, 'read'),
    canEdit: (objectName, fieldName) => field(objectName, fieldName, 'edit'),
    customPermissions: new Set(
      sets.flatMap((set) => (set.customPermissions ?? []).filter((grant) => grant.enabled).map((grant) => grant.name))
    ),
    userPermission: (name) => userPermissions.has(name) || (admin && !NOT_IN_ADMIN_PROFILE.has(name)),
    apps: new Set(
      sets.flatMap((set) => (set.applicationVisibilities ?? []).filter((grant) => grant.visible).map((grant) => grant.application))
    ),
    // The administrator's Author Apex runs every class.
    apexClasses: new Set(
      admin
        ? catalog.apexClasses.keys()
        : sets.flatMap((set) => (set.classAccesses ?? []).filter((grant) => grant.enabled).map((grant) => grant.apexClass))
    ),
    permissionSets: new Set(names)
  };
}

/** The first master of a detail object, the field that leads to it, and whether reading it is enough to write details. */
export function masterOf(object: ObjectDef): { name: string; field: string; byRead: boolean } | undefined {
  for (const { name: field, masterDetail, referenceTo, writeRequiresMasterRead } of object.fields.values()) {
    const [name] = masterDetail && referenceTo ? referenceTo : [];
    if (name !== undefined && name !== object.name) return { name, field, byRead: writeRequiresMasterRead === true };
  }
  return undefined;
}

/** Details are read with their master, and written with the right to write it (or to read it, where the field says so). */
function throughMaster(own: ObjectAccess, master: ObjectAccess, byRead: boolean): ObjectAccess {
  const write = byRead ? master.read : master.edit;
  return { read: own.read && master.read, create: own.create && write, edit: own.edit && write, delete: own.delete && write };
}

/** True when field-level security decides who sees the field. */
function isSecured(object: ObjectDef, field: FieldDef): boolean {
  return (
    object.userFacing &&
    object.kind !== 'customMetadata' &&
    !field.alwaysVisible &&
    !field.required &&
    !field.masterDetail &&
    field.name !== object.nameField &&
    field.type !== 'id'
  );
}

function profileName(org: Org, userId: string): string | undefined {
  const row = org.db
    .prepare('SELECT p."Name" AS name FROM "User" u JOIN "Profile" p ON p."Id" = u."ProfileId" WHERE u."Id" = ? AND u."IsActive" = 1')
    .get(userId);
  return row ? String(row['name']) : undefined;
}

function assignedSets(org: Org, userId: string): string[] {
  return org.db
    .prepare(
      'SELECT s."Name" AS name FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s."Id" = a."PermissionSetId" WHERE a."AssigneeId" = ?'
    )
    .all(userId)
    .map((row) => String(row['name']));
}
