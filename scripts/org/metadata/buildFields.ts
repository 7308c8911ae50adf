/** Metadata fields → fields of the catalog. */
import type { CustomField, CustomValue, ValueSet } from '@salesforce/types/metadata';
import type { FieldDef, FieldType, Picklist, PicklistValue } from './catalog.ts';

/** Field types of the Metadata API that this org keeps; others are refused by name. */
export const FIELD_TYPES: Record<string, FieldType> = {
  Text: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Html: 'textarea',
  Picklist: 'picklist',
  MultiselectPicklist: 'multipicklist',
  Checkbox: 'boolean',
  Date: 'date',
  DateTime: 'datetime',
  Time: 'time',
  Number: 'double',
  Currency: 'currency',
  Percent: 'percent',
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
  Lookup: 'reference',
  MasterDetail: 'reference',
  AutoNumber: 'string',
  // The type follows what is summarized (`summaryTypes`).
  Summary: 'double',
  MetadataRelationship: 'reference'
};

/** Lengths that the platform fixes (Object Reference, "Field Types"). */
const FIXED_LENGTHS: Record<string, number> = {
  TextArea: 255,
  Picklist: 255,
  MultiselectPicklist: 4099,
  Email: 80,
  Phone: 40,
  Url: 255,
  Lookup: 18,
  MasterDetail: 18,
  MetadataRelationship: 255,
  AutoNumber: 30
};

/** What a formula that yields text may be long (F04 of metadata-automation.md section 7). */
const FORMULA_TEXT_LENGTH = 1300;

/** A value of a value set; `extra` carries the type-specific switches of standard sets. */
export function toPicklistValue(value: CustomValue, extra: Partial<PicklistValue> = {}): PicklistValue {
  const name = value.fullName ?? '';
  return { value: name, label: value.label || name, active: value.isActive !== false, default: value.default === true, ...extra };
}

function toPicklist(valueSet: ValueSet | undefined, globalValueSets: Map<string, PicklistValue[]>): Picklist {
  const definition = valueSet?.valueSetDefinition;
  const values = valueSet?.valueSetName
    ? (globalValueSets.get(valueSet.valueSetName) ?? []).map((value) => ({ ...value }))
    : (definition?.value ?? []).map((value) => toPicklistValue(value));
  if (valueSet?.controllingField) {
    for (const value of values)
      value.validFor = (valueSet.valueSettings ?? [])
        .filter((setting) => setting.valueName === value.value)
        .flatMap((setting) => setting.controllingFieldValue);
  }
  return {
    restricted: valueSet?.restricted === true,
    sorted: definition?.sorted === true,
    values,
    ...(valueSet?.controllingField ? { controllingField: valueSet.controllingField } : {}),
    ...(valueSet?.valueSetName ? { valueSet: valueSet.valueSetName } : {})
  };
}

/**
 * Builds a custom field.
 * @param name API name
 * @param inCustomMetadata fields of custom metadata types have no field-level security
 */
export function toCustomField(
  name: string,
  source: CustomField,
  globalValueSets: Map<string, PicklistValue[]>,
  inCustomMetadata: boolean
): FieldDef {
  const metadataType = source.type ?? 'Text';
  const type = FIELD_TYPES[metadataType] ?? 'anyType';
  const isFormula = source.formula !== undefined;
  const isComputed = isFormula || metadataType === 'AutoNumber' || metadataType === 'Summary';
  const required = !isFormula && (source.required === true || metadataType === 'MasterDetail');
  const length = isFormula && type === 'string' ? FORMULA_TEXT_LENGTH : (FIXED_LENGTHS[metadataType] ?? source.length);
  const field: FieldDef = {
    name,
    label: source.label ?? name,
    type,
    custom: true,
    required,
    createable: !isComputed,
    updateable: !isComputed && !(metadataType === 'MasterDetail' && source.reparentableMasterDetail !== true),
    unique: source.unique === true,
    externalId: source.externalId === true,
    alwaysVisible: required || inCustomMetadata,
    trackHistory: source.trackHistory === true
  };
  if (length !== undefined) field.length = length;
  if (source.precision !== undefined) field.precision = source.precision;
  if (source.scale !== undefined) field.scale = source.scale;
  if (source.visibleLines !== undefined) field.visibleLines = source.visibleLines;
  if (source.defaultValue !== undefined) field.defaultValue = source.defaultValue;
  else if (type === 'boolean' && !isFormula) field.defaultValue = 'false';
  if (isFormula) {
    field.formula = source.formula as string;
    field.formulaTreatBlanksAsZero = source.formulaTreatBlanksAs === 'BlankAsZero';
  }
  if (type === 'picklist' || type === 'multipicklist') field.picklist = toPicklist(source.valueSet, globalValueSets);
  if (type === 'reference') {
    field.referenceTo = source.referenceTo ? [source.referenceTo] : [];
    field.relationshipName = name.replace(/__c$/, '__r');
    if (source.relationshipName && !inCustomMetadata) field.childRelationshipName = `${source.relationshipName}__r`;
    if (source.deleteConstraint) field.deleteConstraint = source.deleteConstraint;
    if (metadataType === 'MasterDetail') field.masterDetail = true;
    if (source.writeRequiresMasterRead === true) field.writeRequiresMasterRead = true;
    if (metadataType === 'MetadataRelationship') field.metadataRelationship = true;
    if (source.metadataRelationshipControllingField)
      field.controllingField = source.metadataRelationshipControllingField.split('.').at(-1) as string;
  }
  if (source.caseSensitive === true) field.caseSensitive = true;
  if (metadataType === 'AutoNumber') field.autoNumber = { format: source.displayFormat ?? '{0}', first: source.startingNumber ?? 1 };
  if (metadataType === 'Summary') {
    const [child = '', lookup = ''] = (source.summaryForeignKey ?? '').split('.');
    const summarized = source.summarizedField?.split('.').at(-1);
    const operation = source.summaryOperation ?? 'count';
    field.summary = { child, lookup, operation, filters: source.summaryFilterItems, ...(summarized ? { field: summarized } : {}) };
    // What the summarized field is decides (`typeSummaries`); a count is a number.
    Object.assign(field, { precision: 18, scale: 0, ...(operation === 'count' ? {} : { type: 'anyType' satisfies FieldType }) });
  }
  if (source.description) field.description = source.description;
  if (source.inlineHelpText) field.helpText = source.inlineHelpText;
  return field;
}

/** Elements of a standard field's file that this org reads; the platform defines the rest. */
export const STANDARD_FIELD_ELEMENTS = [
  'fullName',
  'type',
  'trackHistory',
  'trackFeedHistory',
  'trackTrending',
  'inlineHelpText',
  'description',
  'securityClassification',
  'businessStatus',
  'complianceGroup'
];

/** A standard field with what a deployed file may change about it. */
export function withStandardSettings(field: FieldDef, source: CustomField): FieldDef {
  return {
    ...field,
    ...(source.trackHistory === undefined ? {} : { trackHistory: source.trackHistory }),
    ...(source.inlineHelpText ? { helpText: source.inlineHelpText } : {}),
    ...(source.description ? { description: source.description } : {})
  };
}
