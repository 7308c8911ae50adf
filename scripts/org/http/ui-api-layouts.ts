/**
 * Layouts, record defaults and record-ui. No layout is ever assigned here (a profile would do that), so the
 * layout is the system default: every field the user may see, in order of definition.
 * Source: User Interface API Developer Guide, "Record Layout", "Record Defaults", "Record UI".
 */
import { findObject, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { addFieldWithName, emptySelection, objectOfId, readRecords } from '../query/recordData.ts';
import { accessOf, type Access } from '../records/access.ts';
import { to18 } from '../records/ids.ts';
import { displayValue } from '../query/display.ts';
import { relationshipOf } from '../query/paths.ts';
import { ApiError, notFound, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { eTag, insufficientAccess, listParam, MASTER_RECORD_TYPE, readableObject } from './ui-api-common.ts';
import { objectInfo } from './ui-api-objectInfo.ts';

type LayoutType = 'Full' | 'Compact';
type Mode = 'View' | 'Edit' | 'Create';

const SYSTEM_FIELDS = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate'];
const NEVER_ON_LAYOUTS = new Set([
  ...SYSTEM_FIELDS,
  'Id',
  'IsDeleted',
  'SystemModstamp',
  'LastActivityDate',
  'LastViewedDate',
  'LastReferencedDate',
  'RecordTypeId',
  'MasterRecordId'
]);

const isCompound = (field: FieldDef): boolean => (field.compoundParts?.length ?? 0) > 0;

/** Fields of a section: compounds stand for their parts. */
function detailFields(access: Access, object: ObjectDef): FieldDef[] {
  return [...object.fields.values()].filter((field) => {
    if (NEVER_ON_LAYOUTS.has(field.name) || !access.canRead(object.name, field.name)) return false;
    if (field.compoundOf !== undefined && object.fields.has(field.compoundOf)) return false;
    return field.createable || field.updateable || field.formula !== undefined || field.name === object.nameField || isCompound(field);
  });
}

/** Names of the fields that a layout shows; parts of compounds included, for reading. */
export function layoutFields(org: Org, access: Access, object: ObjectDef, type: LayoutType): string[] {
  if (type === 'Compact') {
    const layout = object.compactLayouts.get(object.compactLayout ?? 'SYSTEM') ?? object.compactLayouts.get('SYSTEM');
    return (layout?.fields ?? [object.nameField]).filter((name) => access.canRead(object.name, name));
  }
  const shown = detailFields(access, object).flatMap((field) => [field.name, ...(field.compoundParts ?? [])]);
  return [...shown, ...SYSTEM_FIELDS].filter(
    (name) => org.catalog.objects.get(object.name)?.fields.has(name) && access.canRead(object.name, name)
  );
}

function component(object: ObjectDef, name: string): Record<string, unknown> {
  return { apiName: name, componentType: 'Field', label: object.fields.get(name)?.label ?? name };
}

function layoutItem(access: Access, object: ObjectDef, field: FieldDef): Record<string, unknown> {
  const parts = (field.compoundParts ?? []).filter((part) => object.fields.has(part));
  const editable = parts.length ? parts.map((part) => object.fields.get(part)).filter((part) => part !== undefined) : [field];
  const mayEdit = access.canEdit(object.name, field.name);
  return {
    editableForNew: mayEdit && editable.some((part) => part.createable),
    editableForUpdate: mayEdit && editable.some((part) => part.updateable),
    label: field.type === 'reference' ? field.label.replace(/ ID$/, '') : field.label,
    layoutComponents: (parts.length ? parts : [field.name]).map((name) => component(object, name)),
    lookupIdApiName: field.type === 'reference' ? field.name : field.name === object.nameField ? 'Id' : null,
    required: editable.some((part) => part.required),
    sortable: false
  };
}

const EMPTY_ITEM = {
  editableForNew: false,
  editableForUpdate: false,
  label: '',
  layoutComponents: [{ apiName: null, componentType: 'EmptySpace' }],
  lookupIdApiName: null,
  required: false,
  sortable: false
};

function section(id: string, heading: string, items: Record<string, unknown>[]): Record<string, unknown> {
  const rows = Math.ceil(items.length / 2);
  const layoutRows = Array.from({ length: rows }, (_, row) => ({ layoutItems: [items[row * 2], items[row * 2 + 1] ?? EMPTY_ITEM] }));
  return { collapsible: true, columns: 2, heading, id, layoutRows, rows, useHeading: true };
}

/** The layout of an object for a user. */
export function layoutOf(
  context: RequestContext,
  access: Access,
  object: ObjectDef,
  type: LayoutType,
  mode: Mode
): Record<string, unknown> {
  const fields =
    type === 'Compact'
      ? layoutFields(context.org, access, object, type).flatMap((name) => object.fields.get(name) ?? [])
      : detailFields(access, object).filter((field) => mode !== 'Create' || field.createable || isCompound(field));
  const items = fields.map((field) => layoutItem(access, object, field));
  const system = SYSTEM_FIELDS.flatMap((name) => object.fields.get(name) ?? []).filter((field) => field.type === 'reference');
  const content = {
    id: null,
    layoutType: type,
    mode,
    objectApiName: object.name,
    recordTypeId: MASTER_RECORD_TYPE,
    saveOptions: [],
    sections: [
      section('information', '情報', items),
      ...(type === 'Full' && mode === 'View' && system.length
        ? [
            section(
              'system',
              'システム情報',
              system.map((field) => layoutItem(access, object, field))
            )
          ]
        : [])
    ]
  };
  return { ...content, eTag: eTag(content) };
}

function oneOf<T extends string>(text: string | null, values: readonly T[], fallback: T, name: string): T {
  if (text === null || text === '') return fallback;
  const found = values.find((value) => value === text);
  if (found === undefined)
    throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', `${name} must be one of ${values.join(', ')}, not ${text}.`);
  return found;
}

const TYPES = ['Full', 'Compact'] as const;
const MODES = ['View', 'Edit', 'Create'] as const;

function getLayout(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const object = readableObject(context, context.params.object ?? '', access);
  const query = context.url.searchParams;
  return {
    status: 200,
    body: layoutOf(
      context,
      access,
      object,
      oneOf(query.get('layoutType'), TYPES, 'Full', 'layoutType'),
      oneOf(query.get('mode'), MODES, 'View', 'mode')
    )
  };
}

/** Object infos of an object and of what its lookups point to. */
function relatedInfos(context: RequestContext, access: Access, object: ObjectDef, items: FieldDef[]): Record<string, unknown> {
  const names = new Set([object.name, ...items.flatMap((field) => field.referenceTo ?? [])]);
  const infos: Record<string, unknown> = {};
  for (const name of names) {
    const target = findObject(context.org.catalog, name);
    if (target && access.object(target.name).read) infos[target.name] = objectInfo(context, target, access);
  }
  return infos;
}

/** Literal and global defaults of a new record, as the page shows them before the first save. */
function defaultOf(context: RequestContext, field: FieldDef): string | number | boolean | null {
  const chosen = field.picklist?.values.find((entry) => entry.active && entry.default);
  if (chosen) return chosen.value;
  if (field.name === 'OwnerId') return context.userId;
  if (field.type === 'boolean') return field.defaultValue === 'true';
  if (field.defaultValue === undefined) return null;
  return field.type === 'double' || field.type === 'currency' || field.type === 'percent' || field.type === 'int'
    ? numberOrNull(field.defaultValue)
    : textLiteral(field.defaultValue);
}

function numberOrNull(text: string): number | null {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}

/** Only text literals are known before the save; other formulas are evaluated by it. */
function textLiteral(text: string): string | null {
  return /^"([^"\\]*)"$/.exec(text.trim())?.[1] ?? null;
}

function createDefaults(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const object = readableObject(context, context.params.object ?? '', access);
  if (!access.object(object.name).create) throw insufficientAccess();
  const fields = [...object.fields.values()].filter(
    (field) => field.createable && !isCompound(field) && access.canEdit(object.name, field.name)
  );
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const value = defaultOf(context, field);
    values[field.name] = { displayValue: displayValue(field, value), value };
  }
  for (const owner of fields.filter((field) => field.name === 'OwnerId')) {
    const user = findObject(context.org.catalog, 'User');
    const selection = emptySelection();
    if (user && addFieldWithName(context.org, access, user, 'Name', selection)) {
      const record = readRecords(context.org, access, user, [context.userId], selection).get(context.userId);
      values[relationshipOf(owner)] = { displayValue: record?.fields.Name?.value ?? null, value: record ?? null };
    }
  }
  const record = {
    apiName: object.name,
    childRelationships: {},
    fields: values,
    id: null,
    lastModifiedById: null,
    lastModifiedDate: null,
    recordTypeId: MASTER_RECORD_TYPE,
    recordTypeInfo: null,
    systemModstamp: null,
    weakEtag: 0
  };
  return {
    status: 200,
    body: {
      layout: layoutOf(context, access, object, 'Full', 'Create'),
      objectInfos: relatedInfos(context, access, object, fields),
      record: { ...record, eTag: eTag(record) }
    }
  };
}

/** GET record-ui/:ids: layouts, object infos and records in one answer. */
function recordUi(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const types = listParam(context, 'layoutTypes').map((type) => oneOf(type, TYPES, 'Full', 'layoutTypes'));
  const modes = listParam(context, 'modes').map((mode) => oneOf(mode, MODES, 'View', 'modes'));
  const layouts: Record<string, Record<string, Record<string, Record<string, unknown>>>> = {};
  let infos: Record<string, unknown> = {};
  const records: Record<string, unknown> = {};
  for (const given of (context.params.ids ?? '').split(',')) {
    const id = to18(given);
    const object = objectOfId(context.org, id);
    if (!object) throw notFound();
    if (!access.object(object.name).read) throw insufficientAccess();
    const selection = emptySelection();
    const shown = (types.length ? types : (['Full'] as const)).flatMap((type) => layoutFields(context.org, access, object, type));
    for (const name of shown) addFieldWithName(context.org, access, object, name, selection);
    const record = readRecords(context.org, access, object, [id], selection).get(id);
    if (!record) throw notFound();
    records[id] = record;
    infos = {
      ...infos,
      ...relatedInfos(
        context,
        access,
        object,
        shown.flatMap((name) => object.fields.get(name) ?? [])
      )
    };
    const byType = Object.fromEntries(
      (types.length ? types : (['Full'] as const)).map((type) => [
        type,
        Object.fromEntries(
          (modes.length ? modes : (['View'] as const)).map((mode) => [mode, layoutOf(context, access, object, type, mode)])
        )
      ])
    );
    layouts[object.name] = { [MASTER_RECORD_TYPE]: byType };
  }
  return { status: 200, body: { layoutUserStates: {}, layouts, objectInfos: infos, records } };
}

const BASE = '/services/data/:version/ui-api';

export const routes: Route[] = [
  { method: 'GET', pattern: `${BASE}/layout/:object`, handler: getLayout },
  { method: 'GET', pattern: `${BASE}/record-defaults/create/:object`, handler: createDefaults },
  { method: 'GET', pattern: `${BASE}/record-ui/:ids`, handler: recordUi }
];
