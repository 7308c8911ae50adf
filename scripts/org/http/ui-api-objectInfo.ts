/**
 * Object info: what a page needs to know of an object and its fields, cut to what the user may see.
 * Source: User Interface API Developer Guide, "Object Info", "Field".
 */
import { findObject, type FieldDef, type FieldType, type ObjectDef } from '../metadata/catalog.ts';
import { relationshipOf } from '../query/paths.ts';
import { accessOf, type Access } from '../records/access.ts';
import { eTag, listParam, MASTER_RECORD_TYPE, readableObject, uiApiPath } from './ui-api-common.ts';
import { ApiError, type RequestContext, type Route } from './router.ts';
import { objectTheme } from './ui-api-theme.ts';

const DATA_TYPES: Record<FieldType, string> = {
  id: 'Reference',
  string: 'String',
  textarea: 'TextArea',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  int: 'Int',
  double: 'Double',
  currency: 'Currency',
  percent: 'Percent',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
  reference: 'Reference',
  address: 'Address',
  base64: 'Base64',
  anyType: 'AnyType'
};

const NUMERIC = new Set<FieldType>(['double', 'currency', 'percent']);

/** Fields that make up the name of a record: `Name`, and the parts of a person's name. */
export function nameFields(object: ObjectDef): string[] {
  const parts = object.fields.get(object.nameField)?.compoundParts ?? [];
  const person = ['FirstName', 'LastName'].filter((part) => parts.includes(part));
  return person.length ? [object.nameField, ...person] : [object.nameField];
}

/** Names of the target's name fields, as `referenceToInfos` lists them. */
function referenceInfos(context: RequestContext, field: FieldDef): { apiName: string; nameFields: string[] }[] {
  return (field.referenceTo ?? []).flatMap((name) => {
    const target = findObject(context.org.catalog, name);
    return target ? [{ apiName: target.name, nameFields: nameFields(target) }] : [];
  });
}

/** `PersonName` for compound person names, `PlainTextArea` for text areas. */
function extraTypeInfo(field: FieldDef): string | null {
  if (field.type === 'textarea') return 'PlainTextArea';
  if (field.compoundParts?.includes('LastName')) return 'PersonName';
  return null;
}

/** `Street` of `MailingStreet`: the part's role inside its compound. */
function compoundComponent(field: FieldDef): string | null {
  if (field.compoundOf === undefined) return null;
  return (
    /(Street|City|State|PostalCode|Country|Latitude|Longitude|GeocodeAccuracy|StateCode|CountryCode|Salutation|FirstName|LastName|MiddleName|Suffix)$/.exec(
      field.name
    )?.[1] ?? field.name
  );
}

function fieldInfo(context: RequestContext, access: Access, object: ObjectDef, field: FieldDef): Record<string, unknown> {
  const compound = (field.compoundParts?.length ?? 0) > 0;
  const mayEdit = access.canEdit(object.name, field.name);
  const controllers = field.picklist?.controllingField ? [field.picklist.controllingField] : [];
  const isReference = field.type === 'reference';
  return {
    apiName: field.name,
    calculated: field.formula !== undefined || field.summary !== undefined,
    compound,
    compoundComponentName: compoundComponent(field),
    compoundFieldName: field.compoundOf ?? null,
    controllerName: controllers[0] ?? null,
    controllingFields: controllers,
    createable: !compound && field.createable && mayEdit,
    custom: field.custom,
    dataType: DATA_TYPES[field.type],
    extraTypeInfo: extraTypeInfo(field),
    filterable: !(field.type === 'textarea' && (field.length ?? 0) > 255),
    filteredLookupInfo: null,
    highScaleNumber: false,
    htmlFormatted: false,
    inlineHelpText: field.helpText ?? null,
    label: field.label,
    length: NUMERIC.has(field.type) || field.type === 'int' ? 0 : (field.length ?? (isReference || field.type === 'id' ? 18 : 0)),
    nameField: field.name === object.nameField,
    polymorphicForeignKey: isReference && (field.referenceTo?.length ?? 0) > 1,
    precision: field.precision ?? 0,
    reference: isReference,
    referenceTargetField: null,
    referenceToInfos: isReference ? referenceInfos(context, field) : [],
    relationshipName: isReference ? relationshipOf(field) : null,
    required: field.required,
    scale: field.scale ?? 0,
    searchPrefilterable: isReference,
    sortable: !['multipicklist', 'base64', 'anyType'].includes(field.type) && !(field.type === 'textarea' && (field.length ?? 0) > 255),
    unique: field.unique,
    updateable: !compound && field.updateable && mayEdit
  };
}

/** Fields controlled by others: `{ Controller: { Dependent: {} } }`. */
function dependentFields(fields: FieldDef[]): Record<string, Record<string, object>> {
  const result: Record<string, Record<string, object>> = {};
  for (const field of fields) {
    const controller = field.picklist?.controllingField;
    if (controller !== undefined) (result[controller] ??= {})[field.name] = {};
  }
  return result;
}

/** The whole object info of one object. The caller has checked read access. */
export function objectInfo(
  context: RequestContext,
  object: ObjectDef,
  access: Access = accessOf(context.org, context.userId)
): Record<string, unknown> {
  const { catalog } = context.org;
  const may = access.object(object.name);
  const visible = [...object.fields.values()].filter((field) => access.canRead(object.name, field.name));
  const info = {
    apiName: object.name,
    associateEntityType: null,
    associateParentEntity: null,
    childRelationships: object.childRelationships
      .filter(
        (child) =>
          catalog.objects.has(child.childObject) && access.object(child.childObject).read && access.canRead(child.childObject, child.field)
      )
      .map((child) => ({
        childObjectApiName: child.childObject,
        fieldName: child.field,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: child.relationshipName
      })),
    compactLayoutable: object.userFacing,
    createable: may.create,
    custom: object.kind !== 'standard',
    defaultRecordTypeId: MASTER_RECORD_TYPE,
    deletable: may.delete,
    dependentFields: dependentFields(visible),
    feedEnabled: false,
    fields: Object.fromEntries(visible.map((field) => [field.name, fieldInfo(context, access, object, field)])),
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.pluralLabel,
    layoutable: object.userFacing,
    mruEnabled: object.userFacing,
    nameFields: nameFields(object),
    queryable: may.read,
    recordTypeInfos: {
      [MASTER_RECORD_TYPE]: {
        available: true,
        defaultRecordTypeMapping: true,
        master: true,
        name: 'マスター',
        recordTypeId: MASTER_RECORD_TYPE
      }
    },
    searchLayoutable: object.userFacing,
    searchable: object.userFacing,
    themeInfo: objectTheme(catalog, object.name, context.baseUrl),
    updateable: may.edit
  };
  return { ...info, eTag: eTag(info) };
}

/** GET object-info: the objects the user may see. */
function directory(context: RequestContext): Record<string, unknown> {
  const access = accessOf(context.org, context.userId);
  const entries = [...context.org.catalog.objects.values()]
    .filter((object) => object.userFacing && access.object(object.name).read)
    .map((object) => [
      object.name,
      {
        apiName: object.name,
        keyPrefix: object.keyPrefix,
        label: object.label,
        labelPlural: object.pluralLabel,
        nameFields: nameFields(object),
        objectInfoUrl: `${uiApiPath(context)}/object-info/${object.name}`
      }
    ]);
  const objects = Object.fromEntries(entries) as Record<string, unknown>;
  return { eTag: eTag(objects), objects };
}

/** GET object-info/batch/:names: one result per name, errors inside. */
function batch(context: RequestContext): Record<string, unknown> {
  const names = (context.params.names ?? '').split(',').filter((name) => name !== '');
  const results = names.map((name) => {
    try {
      return { result: objectInfo(context, readableObject(context, name)), statusCode: 200 };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { result: [{ errorCode: error.errorCode, message: error.message }], statusCode: error.status };
    }
  });
  return { hasErrors: results.some((entry) => entry.statusCode !== 200), results };
}

const BASE = '/services/data/:version/ui-api';

export const routes: Route[] = [
  {
    method: 'GET',
    pattern: `${BASE}/object-info`,
    handler: (context) => ({
      status: 200,
      body: listParam(context, 'objectApiNames').length
        ? batch({ ...context, params: { ...context.params, names: listParam(context, 'objectApiNames').join(',') } })
        : directory(context)
    })
  },
  { method: 'GET', pattern: `${BASE}/object-info/batch/:names`, handler: (context) => ({ status: 200, body: batch(context) }) },
  {
    method: 'GET',
    pattern: `${BASE}/object-info/:object`,
    handler: (context) => ({ status: 200, body: objectInfo(context, readableObject(context, context.params.object ?? '')) })
  }
];
