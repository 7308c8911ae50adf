/**
 * Field history: a row for every change of a tracked field, and one for the record's creation; stage history of opportunities.
 * Source: Salesforce Help "Field History Tracking": values over 255 characters and of multi-select picklists are
 * not kept, only that they changed; a lookup leaves two rows, one with the ids and one with the names.
 */
import { CREATED, historyFieldName, STAGE_FIELDS } from '../../metadata/history.ts';
import type { FieldDef, FieldType, ObjectDef } from '../../metadata/catalog.ts';
import { fieldValue } from '../formulaContext.ts';
import { newId } from '../ids.ts';
import { readStored } from '../read.ts';
import { insertRow } from '../rows.ts';
import type { FieldValue, Values } from '../values.ts';
import type { Stage, Work } from '../work.ts';

const DATA_TYPES: Partial<Record<FieldType, string>> = {
  picklist: 'DynamicEnum',
  multipicklist: 'MultiEnum',
  boolean: 'Boolean',
  date: 'DateOnly',
  datetime: 'DateTime',
  time: 'TimeOnly',
  int: 'Integer',
  double: 'Double',
  currency: 'Currency',
  percent: 'Percent',
  reference: 'EntityId',
  email: 'Email',
  phone: 'Phone',
  url: 'Url'
};

/** Longest value that a row keeps. */
const MAX_KEPT = 255;

/** Writes the rows of one save. */
export const recordHistory: Stage = (work) => {
  const { object } = work;
  recordStage(work);
  const history = object.tracksHistory ? historyObjectOf(work) : undefined;
  if (!history) return [];
  if (!work.old) write(work, history, CREATED, 'Text', null, null);
  else for (const field of object.fields.values()) if (field.trackHistory) recordField(work, history, field, work.old);
  return [];
};

function historyObjectOf({ org, object }: Work): ObjectDef | undefined {
  const relationship = object.childRelationships.find(({ relationshipName, field, childObject }) => {
    const child = org.catalog.objects.get(childObject);
    return relationshipName === 'Histories' && child?.historyOf?.object === object.name && child.historyOf.field === field;
  });
  return relationship && org.catalog.objects.get(relationship.childObject);
}

function recordField(work: Work, history: ObjectDef, field: FieldDef, old: Values): void {
  const { org, object, userId } = work;
  // An address is tracked by its parts.
  if (field.type === 'address') {
    for (const name of field.compoundParts ?? []) {
      const part = object.fields.get(name);
      if (part) recordField(work, history, part, old);
    }
    return;
  }
  const before = fieldValue(org, userId, object, field, old);
  const after = fieldValue(org, userId, object, field, work.values);
  if (before === after) return;
  const name = historyFieldName(field);
  if (!keepsValues(field)) write(work, history, name, DATA_TYPES[field.type] ?? 'StringPlusClob', null, null);
  else if (field.type !== 'reference') write(work, history, name, DATA_TYPES[field.type] ?? 'Text', before, after);
  else {
    write(work, history, name, 'EntityId', before, after);
    write(work, history, name, 'Text', nameOf(work, field, before), nameOf(work, field, after));
  }
}

const keepsValues = (field: FieldDef): boolean =>
  field.type !== 'multipicklist' && !(field.type === 'textarea' && (field.length ?? 0) > MAX_KEPT);

function nameOf({ org }: Work, field: FieldDef, id: FieldValue): FieldValue {
  if (id === null) return null;
  for (const target of field.referenceTo ?? []) {
    const object = org.catalog.objects.get(target);
    const record = object && String(id).startsWith(object.keyPrefix) ? readStored(org, object.name, String(id)) : undefined;
    if (object && record) return record[object.nameField] ?? null;
  }
  return null;
}

function write(work: Work, history: ObjectDef, field: string, dataType: string, before: FieldValue, after: FieldValue): void {
  const { org, id, userId, now } = work;
  insertRow(org, history.name, newId(org, history.keyPrefix), {
    [history.historyOf?.field ?? '']: id,
    Field: field,
    DataType: dataType,
    OldValue: anyText(before),
    NewValue: anyText(after),
    CreatedDate: now,
    CreatedById: userId,
    IsDeleted: false
  });
}

/** Values of any type are stored as JSON. */
const anyText = (value: FieldValue): string | null => (value === null ? null : JSON.stringify(value));

/** A row of stage history: what an opportunity was made with, and what it is after each change that moves it. */
function recordStage(work: Work): void {
  const { org, object, userId, values, old, now } = work;
  const history = object.childRelationships
    .map(({ childObject }) => org.catalog.objects.get(childObject))
    .find((child) => child?.stagesOf?.object === object.name);
  if (!history?.stagesOf) return;
  const value = (name: string, record: Values): FieldValue => {
    const field = object.fields.get(name);
    return field ? fieldValue(org, userId, object, field, record) : null;
  };
  if (old && STAGE_FIELDS.watched.every((name) => value(name, old) === value(name, values))) return;
  insertRow(org, history.name, newId(org, history.keyPrefix), {
    ...Object.fromEntries(STAGE_FIELDS.shown.map((name) => [name, value(name, values)])),
    [history.stagesOf.field]: work.id,
    PrevAmount: old ? value('Amount', old) : null,
    PrevCloseDate: old ? value('CloseDate', old) : null,
    CreatedById: userId,
    CreatedDate: now,
    SystemModstamp: now,
    IsDeleted: false
  });
}
