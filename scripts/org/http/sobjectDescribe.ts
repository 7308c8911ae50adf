/**
 * Describe results: what a client may know and do about an object and its fields, as this user sees them.
 * Source: REST API Developer Guide "sObject Describe", Object Reference "DescribeSObjectResult".
 */
import { findObject, type Catalog, type FieldDef, type ObjectDef, type PicklistValue } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { childRelationshipsOf } from '../query/childRelationships.ts';
import { fieldTraits, isNumeric, isTextual } from '../query/fieldTraits.ts';
import { relationshipOf } from '../query/paths.ts';
import type { Access } from '../records/access.ts';
import { refusal } from '../records/setupObjects.ts';
import type { SaveRequest } from '../records/values.ts';

const MASTER_RECORD_TYPE = '012000000000000AAA';

type Json = Record<string, unknown>;

/** One entry of describeGlobal; the full describe begins with the same facts. */
export function describeBasics(object: ObjectDef, access: Access, base: string): Json {
  const rights = access.object(object.name);
  const url = `${base}/sobjects/${object.name}`;
  const isMetadata = object.kind === 'customMetadata';
  const allows = (operation: SaveRequest['operation']): boolean => refusal(object, operation) === undefined;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: rights.create && allows('insert'),
    custom: object.kind !== 'standard',
    customSetting: false,
    deepCloneable: false,
    deletable: rights.delete && allows('delete'),
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.pluralLabel,
    layoutable: object.userFacing,
    mergeable: false,
    mruEnabled: object.userFacing,
    name: object.name,
    queryable: true,
    replicateable: !isMetadata,
    retrieveable: true,
    searchable: object.userFacing,
    triggerable: object.userFacing,
    undeletable: false,
    updateable: rights.edit && allows('update'),
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` }
  };
}

/** The full describe of an object: fields the user may see, child relationships, record types. */
export function describeObject(org: Org, object: ObjectDef, access: Access, base: string): Json {
  const { catalog } = org;
  const basics = describeBasics(object, access, base);
  const fields = [...object.fields.values()].filter((field) => access.canRead(object.name, field.name));
  return {
    ...basics,
    actionOverrides: [],
    childRelationships: describeChildren(catalog, object, access),
    compactLayoutable: object.userFacing,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: fields.map((field) => describeField(object, field, access)),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        developerName: 'Master',
        master: true,
        name: 'マスター',
        recordTypeId: MASTER_RECORD_TYPE,
        urls: { layout: `${base}/sobjects/${object.name}/describe/layouts/${MASTER_RECORD_TYPE}` }
      }
    ],
    searchLayoutable: object.userFacing,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `すべての${object.label}`, name: 'everything' },
      ...(object.fields.has('OwnerId') ? [{ label: `私の${object.label}`, name: 'mine' }] : [])
    ]
  };
}

function describeChildren(catalog: Catalog, object: ObjectDef, access: Access): Json[] {
  const named = new Map(childRelationshipsOf(catalog, object).map((child) => [`${child.childObject}.${child.field}`, child.name]));
  return object.childRelationships.flatMap((child) => {
    const childObject = findObject(catalog, child.childObject);
    const field = childObject?.fields.get(child.field);
    if (!childObject || !field || !access.object(childObject.name).read || !access.canRead(childObject.name, field.name)) return [];
    return [
      {
        cascadeDelete: field.masterDetail ?? false,
        childSObject: childObject.name,
        deprecatedAndHidden: false,
        field: field.name,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: named.get(`${child.childObject}.${child.field}`) ?? null,
        restrictedDelete: false
      }
    ];
  });
}

/** A field of a describe, as this user sees it. */
export function describeField(object: ObjectDef, field: FieldDef, access: Access): Json {
  const traits = fieldTraits(field);
  const reference = field.type === 'reference';
  const editable = access.canEdit(object.name, field.name);
  const controller = field.picklist?.controllingField;
  return {
    aggregatable: traits.aggregatable,
    aiPredictionField: false,
    autoNumber: field.autoNumber !== undefined || (field.name === object.nameField && object.nameDisplayFormat !== undefined),
    byteLength: byteLength(field),
    calculated: field.formula !== undefined || field.summary !== undefined,
    calculatedFormula: field.formula ?? null,
    cascadeDelete: field.masterDetail ?? false,
    caseSensitive: field.caseSensitive ?? false,
    compoundFieldName: field.compoundOf ?? null,
    controllerName: controller ?? null,
    createable: field.createable && (editable || field.required || field.alwaysVisible),
    custom: field.custom,
    defaultValue: field.type === 'boolean' ? /^true$/i.test(field.defaultValue ?? '') : null,
    defaultValueFormula: field.defaultValue ?? null,
    defaultedOnCreate:
      field.type === 'boolean' ||
      field.defaultValue !== undefined ||
      (field.picklist?.values.some((entry) => entry.default) ?? false) ||
      field.name === 'OwnerId',
    dependentPicklist: controller !== undefined,
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? (field.precision ?? 8) : 0,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: extraTypeInfo(field),
    filterable: traits.filterable,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: field.formulaTreatBlanksAsZero ?? false,
    groupable: traits.groupable,
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup:
      field.type === 'id' || field.externalId || (field.name === object.nameField && object.fields.get(field.name)?.type === 'string'),
    inlineHelpText: field.helpText ?? null,
    label: field.label,
    length: isTextual(field) ? (field.length ?? 255) : field.type === 'id' || reference ? 18 : 0,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.name === object.nameField,
    namePointing: reference && (field.referenceTo?.length ?? 0) > 1,
    nillable: !field.required && field.type !== 'boolean' && field.type !== 'id' && !(field.name === object.nameField && field.createable),
    permissionable: !field.alwaysVisible && !field.required && field.compoundOf === undefined,
    picklistValues: (field.picklist?.values ?? []).map((entry) => describeValue(object, field, entry)),
    polymorphicForeignKey: reference && (field.referenceTo?.length ?? 0) > 1,
    precision: isNumeric(field) && field.type !== 'int' ? (field.precision ?? 18) : 0,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: field.referenceTo ?? [],
    relationshipName: reference ? relationshipOf(field) : null,
    relationshipOrder: field.masterDetail ? 0 : null,
    restrictedDelete: field.deleteConstraint === 'Restrict',
    restrictedPicklist: field.picklist?.restricted ?? false,
    scale: isNumeric(field) ? (field.scale ?? 0) : 0,
    searchPrefilterable: reference,
    soapType: soapType(field),
    sortable: traits.sortable,
    type: field.type,
    unique: field.unique,
    updateable: field.updateable && (editable || field.required || field.alwaysVisible),
    writeRequiresMasterRead: field.writeRequiresMasterRead ?? false
  };
}

function describeValue(object: ObjectDef, field: FieldDef, entry: PicklistValue): Json {
  return {
    active: entry.active,
    defaultValue: entry.default,
    label: entry.label,
    validFor: validFor(object, field, entry),
    value: entry.value
  };
}

/**
 * The controlling values under which a dependent value is offered: base64 of bits, the first controlling value
 * in the highest bit of the first byte (Object Reference, "PicklistEntry.validFor").
 */
export function validFor(object: ObjectDef, field: FieldDef, entry: PicklistValue): string | null {
  const controller = field.picklist?.controllingField === undefined ? undefined : object.fields.get(field.picklist.controllingField);
  if (!controller) return null;
  const controlling = controller.type === 'boolean' ? ['false', 'true'] : (controller.picklist?.values ?? []).map((value) => value.value);
  const bytes = Buffer.alloc(Math.max(1, Math.ceil(controlling.length / 8)));
  for (const [index, value] of controlling.entries()) {
    if (entry.validFor?.includes(value)) bytes[index >> 3] |= 0x80 >> (index & 7);
  }
  return bytes.toString('base64');
}

/** UTF-8 takes up to three bytes for a character of Japanese text. */
function byteLength(field: FieldDef): number {
  if (isTextual(field)) return (field.length ?? 255) * 3;
  if (field.type === 'id' || field.type === 'reference') return 18;
  return 0;
}

function extraTypeInfo(field: FieldDef): string | null {
  if (field.type === 'textarea') return 'plaintextarea';
  return field.name === 'Name' && field.compoundParts ? 'personname' : null;
}

function soapType(field: FieldDef): string {
  switch (field.type) {
    case 'id':
    case 'reference':
      return 'tns:ID';
    case 'boolean':
      return 'xsd:boolean';
    case 'int':
      return 'xsd:int';
    case 'double':
    case 'currency':
    case 'percent':
      return 'xsd:double';
    case 'date':
      return 'xsd:date';
    case 'datetime':
      return 'xsd:dateTime';
    case 'time':
      return 'xsd:time';
    case 'address':
      return 'urn:address';
    case 'base64':
      return 'xsd:base64Binary';
    case 'anyType':
      return 'xsd:anyType';
    default:
      return 'xsd:string';
  }
}
