/** Standard data and deployed object files → objects of the catalog. */
import type { CompactLayout, CustomField, CustomObject, ListView, ValidationRule } from '@salesforce/types/metadata';
import { toCustomField, withStandardSettings } from './buildFields.ts';
import type { FieldDef, ObjectDef, PicklistValue } from './catalog.ts';
import type { StoredComponent } from './components.ts';
import { toTyped } from './parse.ts';
import { date, datetime, owner, SYSTEM, systemFields, text } from './standard/fields.ts';
import { STANDARD_OBJECTS } from './standard/index.ts';
import type { XmlNode } from './xml.ts';

/** Compact layout that an object has by itself. */
export const SYSTEM_COMPACT_LAYOUT = 'SYSTEM';

const toMap = (fields: FieldDef[]): Map<string, FieldDef> => new Map(fields.map((field) => [field.name, field]));

function standardObjects(): ObjectDef[] {
  return STANDARD_OBJECTS.map((standard) => ({
    name: standard.name,
    label: standard.label,
    pluralLabel: standard.label,
    keyPrefix: standard.keyPrefix,
    kind: 'standard',
    // Copies: a catalog is never changed, and the data file is shared by all of them.
    fields: toMap(
      standard.fields.map((field) => ({
        ...field,
        ...(field.picklist ? { picklist: { ...field.picklist } } : {}),
        ...(field.referenceTo ? { referenceTo: [...field.referenceTo] } : {})
      }))
    ),
    nameField: standard.nameField,
    validationRules: [],
    listViews: new Map(),
    compactLayouts: new Map([
      [
        SYSTEM_COMPACT_LAYOUT,
        { name: SYSTEM_COMPACT_LAYOUT, label: 'システムのデフォルト', fields: standard.compactLayout ?? [standard.nameField] }
      ]
    ]),
    childRelationships: [],
    actionOverrides: [],
    activities: ['Lead', 'Account', 'Contact', 'Opportunity'].includes(standard.name),
    userFacing: standard.userFacing
  }));
}

function customObjectFields(source: CustomObject): FieldDef[] {
  const { nameField } = source;
  const isAutoNumber = nameField?.type === 'AutoNumber';
  return [
    ...systemFields('レコード'),
    owner('所有者', true),
    // An auto-number is written by the platform, a text name by people.
    text(
      'Name',
      nameField?.label ?? '名前',
      80,
      isAutoNumber ? SYSTEM : { required: true, trackHistory: nameField?.trackHistory === true }
    ),
    ...(source.enableActivities ? [date('LastActivityDate', '最終活動日', SYSTEM)] : []),
    datetime('LastViewedDate', '最終参照日', SYSTEM),
    datetime('LastReferencedDate', '最終参照関連日', SYSTEM)
  ];
}

function customMetadataFields(): FieldDef[] {
  return [
    ...systemFields('カスタムメタデータ').filter((field) => ['Id', 'SystemModstamp'].includes(field.name)),
    text('DeveloperName', 'カスタムメタデータレコード名', 40, SYSTEM),
    text('MasterLabel', '表示ラベル', 40, SYSTEM),
    text('Language', 'マスター言語', 40, SYSTEM),
    text('NamespacePrefix', '名前空間プレフィックス', 15, SYSTEM),
    text('Label', '表示ラベル', 40, SYSTEM),
    text('QualifiedApiName', '修飾 API 参照名', 70, SYSTEM)
  ];
}

/** Objects number their key prefixes in the order of their creation: a00, a01 … and m00, m01 … . */
function keyPrefix(first: string, ordinal: number): string {
  return first + ordinal.toString(36).toUpperCase().padStart(2, '0');
}

function customObject(component: StoredComponent, ordinals: { custom: number; metadata: number }): ObjectDef {
  const source = toTyped<CustomObject>(component.node as XmlNode, 'CustomObject');
  const isMetadata = component.fullName.endsWith('__mdt');
  const label = source.label ?? component.fullName;
  return {
    name: component.fullName,
    label,
    pluralLabel: source.pluralLabel || label,
    keyPrefix: isMetadata ? keyPrefix('m', ordinals.metadata++) : keyPrefix('a', ordinals.custom++),
    kind: isMetadata ? 'customMetadata' : 'custom',
    ...(source.sharingModel ? { sharingModel: source.sharingModel } : {}),
    fields: toMap(isMetadata ? customMetadataFields() : customObjectFields(source)),
    nameField: isMetadata ? 'DeveloperName' : 'Name',
    ...(source.nameField?.type === 'AutoNumber' && source.nameField.displayFormat
      ? { nameDisplayFormat: source.nameField.displayFormat }
      : {}),
    validationRules: [],
    listViews: new Map(),
    compactLayouts: new Map([
      [
        SYSTEM_COMPACT_LAYOUT,
        { name: SYSTEM_COMPACT_LAYOUT, label: 'システムのデフォルト', fields: isMetadata ? ['DeveloperName'] : ['Name'] }
      ]
    ]),
    ...assignedCompactLayout(source),
    childRelationships: [],
    actionOverrides: source.actionOverrides,
    activities: source.enableActivities === true,
    ...(source.enableReports ? { reports: true as const } : {}),
    ...(source.description ? { description: source.description } : {}),
    userFacing: !isMetadata
  };
}

function assignedCompactLayout(source: CustomObject): { compactLayout?: string } {
  const name = source.compactLayoutAssignment;
  return name && name !== SYSTEM_COMPACT_LAYOUT ? { compactLayout: name } : {};
}

/** Objects that a child of an object file belongs to: custom fields of Activity live on Task and Event. */
export function ownersOf(objectName: string): string[] {
  return objectName === 'Activity' ? ['Task', 'Event'] : [objectName];
}

/**
 * Builds all objects with their fields, rules, list views and compact layouts.
 * @param globalValueSets sets that fields may draw their values from
 */
export function buildObjects(
  components: StoredComponent[],
  standardValueSets: Map<string, PicklistValue[]>,
  globalValueSets: Map<string, PicklistValue[]>
): Map<string, ObjectDef> {
  const objects = new Map(standardObjects().map((object) => [object.name, object]));
  const ordinals = { custom: 0, metadata: 0 };
  for (const component of components.filter((candidate) => candidate.type === 'CustomObject')) {
    const standard = objects.get(component.fullName);
    if (!standard) {
      // Standard objects, events and external objects that this org lacks are refused by name: no object of theirs must seem to exist.
      if (/__(c|mdt)$/.test(component.fullName)) objects.set(component.fullName, customObject(component, ordinals));
    } else {
      const source = toTyped<CustomObject>(component.node as XmlNode, 'CustomObject');
      Object.assign(standard, assignedCompactLayout(source), { actionOverrides: source.actionOverrides });
    }
  }
  for (const component of components) addChild(objects, component, globalValueSets);
  for (const object of objects.values()) {
    for (const field of object.fields.values()) {
      const name = field.custom ? undefined : field.picklist?.valueSet;
      if (field.picklist && name !== undefined)
        field.picklist = { ...field.picklist, values: (standardValueSets.get(name) ?? []).map((value) => ({ ...value })) };
    }
  }
  relate(objects);
  typeSummaries(objects);
  return objects;
}

function addChild(objects: Map<string, ObjectDef>, component: StoredComponent, globalValueSets: Map<string, PicklistValue[]>): void {
  const dot = component.fullName.indexOf('.');
  const name = component.fullName.slice(dot + 1);
  const node = component.node as XmlNode;
  for (const objectName of dot < 0 ? [] : ownersOf(component.fullName.slice(0, dot))) {
    const object = objects.get(objectName);
    if (!object) continue;
    if (component.type === 'CustomField') {
      const standard = object.fields.get(name);
      // A standard field that this org lacks is refused by name.
      if (!standard && !name.endsWith('__c')) continue;
      const source = toTyped<CustomField>(node, 'CustomField');
      object.fields.set(
        name,
        standard && !standard.custom
          ? withStandardSettings(standard, source)
          : toCustomField(name, source, globalValueSets, object.kind === 'customMetadata')
      );
    } else if (component.type === 'ValidationRule')
      object.validationRules.push({ ...toTyped<ValidationRule>(node, 'ValidationRule'), name });
    else if (component.type === 'ListView') object.listViews.set(name, { ...toTyped<ListView>(node, 'ListView'), name });
    else if (component.type === 'CompactLayout') {
      const source = toTyped<CompactLayout>(node, 'CompactLayout');
      object.compactLayouts.set(name, { name, label: source.label, fields: source.fields });
    }
  }
}

/** A summary is of the type of what it summarizes; a count is a number. */
function typeSummaries(objects: Map<string, ObjectDef>): void {
  for (const object of objects.values()) {
    for (const field of object.fields.values()) {
      const summarized = field.summary?.field === undefined ? undefined : objects.get(field.summary.child)?.fields.get(field.summary.field);
      if (!summarized) continue;
      field.type = summarized.type === 'int' ? 'double' : summarized.type;
      if (summarized.scale !== undefined) field.scale = summarized.scale;
    }
  }
}

/** Child relationships, targets of activities, and owners of detail records. */
function relate(objects: Map<string, ObjectDef>): void {
  for (const object of objects.values()) {
    if (object.kind === 'custom' && object.activities)
      for (const activity of ['Task', 'Event']) objects.get(activity)?.fields.get('WhatId')?.referenceTo?.push(object.name);
    // The owner of a detail record is its master's.
    if (object.kind === 'custom' && [...object.fields.values()].some((field) => field.masterDetail)) object.fields.delete('OwnerId');
  }
  for (const child of objects.values()) {
    for (const field of child.fields.values()) {
      if (field.childRelationshipName === undefined) continue;
      for (const target of field.referenceTo ?? [])
        objects
          .get(target)
          ?.childRelationships.push({ childObject: child.name, field: field.name, relationshipName: field.childRelationshipName });
    }
  }
}
