/** Elements that write records: through the same pipeline as every save, in the same transaction, in system mode. */
import type { FlowInputFieldAssignment } from '@salesforce/types/metadata';
import { findField, findObject, type ObjectDef } from '../metadata/catalog.ts';
import { normalise } from '../records/normalise.ts';
import type { FieldValue, SaveRequest, SaveResult } from '../records/values.ts';
import { countRows } from '../records/work.ts';
import { FlowFault, FlowLimit, FlowRefusal } from './faults.ts';
import { fieldName, isRecord, read, readValue, referenceOf, type FlowRecord, type FlowValue, type Interview } from './interview.ts';
import type { FlowElement } from './program.ts';
import { findIds } from './queries.ts';

/** Statements that write in one transaction of a record (Apex governor limits, which flows share). */
const MAX_STATEMENTS = 150;

type Element<K extends FlowElement['kind']> = Extract<FlowElement, { kind: K }>;

const WHAT: Record<SaveRequest['operation'], string> = { insert: '作成', update: '更新', delete: '削除' };

/**
 * Writes records, all or none.
 * @throws FlowFault with what the pipeline said
 */
function write(interview: Interview, requests: SaveRequest[]): SaveResult[] {
  const [first] = requests;
  if (!first) return [];
  if (++interview.count.statements > MAX_STATEMENTS) throw new FlowLimit(`Too many DML statements: ${MAX_STATEMENTS + 1}`);
  countRows(interview.work.transaction, requests.length);
  const results = interview.work.dml(requests);
  const errors = results.flatMap((result) => result.errors).filter((error) => error.statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
  const [error] = errors;
  if (error)
    throw new FlowFault(
      `フローがレコードを${WHAT[first.operation]}しようとしたときに、次のエラーが発生しました: ${error.statusCode}: ${error.message}`
    );
  return results;
}

/** Creates one record from values, or the records of a variable; their ids are stored where the element says. */
export function createRecords(interview: Interview, { name, node }: Element<'recordCreates'>): void {
  if (node.object !== undefined) {
    const object = objectOf(interview, node.object);
    const [result] = write(interview, [
      { operation: 'insert', object: object.name, values: assigned(interview, object, node.inputAssignments) }
    ]);
    const id = result?.id ?? null;
    if (node.storeOutputAutomatically) interview.values.set(name.toLowerCase(), id);
    if (node.assignRecordIdToReference !== undefined) interview.values.set(node.assignRecordIdToReference.toLowerCase(), id);
    return;
  }
  const records = recordsOf(interview, node.inputReference ?? '');
  const requests = records.map((record): SaveRequest => {
    if (record.values['Id'] != null) throw new FlowFault('INVALID_FIELD_FOR_INSERT_UPDATE: cannot specify Id in an insert call');
    return { operation: 'insert', object: record.object.name, values: written(record) };
  });
  for (const [index, result] of write(interview, requests).entries()) {
    const record = records[index];
    if (!record) continue;
    record.values['Id'] = result.id;
    record.assigned.clear();
  }
}

/** Updates the triggering record, what its lookups lead to, the records of a variable, or those that filters find. */
export function updateRecords(interview: Interview, { node }: Element<'recordUpdates'>): void {
  if (node.object !== undefined) {
    const { object, ids } = findIds(interview, { object: node.object, filters: node.filters, filterLogic: node.filterLogic });
    const values = assigned(interview, object, node.inputAssignments);
    write(
      interview,
      ids.map((id) => ({ operation: 'update', object: object.name, id, values }))
    );
    return;
  }
  const text = node.inputReference ?? '';
  const reference = referenceOf(interview, text);
  const own = reference.kind === 'record' && !reference.path;
  const records = own ? [interview.record] : recordsOf(interview, text);
  for (const record of records) {
    for (const [field, value] of Object.entries(assigned(interview, record.object, node.inputAssignments))) {
      if (own) assignToRecord(interview, field, value);
      else setField(record, field, value);
    }
  }
  if (own && interview.program.moment === 'beforeSave') return;
  const requests = records.map((record): SaveRequest => {
    const id = record.values['Id'];
    if (typeof id !== 'string') throw new FlowFault('MISSING_ARGUMENT: Id not specified in an update call');
    return { operation: 'update', object: record.object.name, id, values: written(record) };
  });
  write(interview, requests);
  for (const record of records) record.assigned.clear();
}

/** Deletes the records of a variable, or those that filters find. */
export function deleteRecords(interview: Interview, { node }: Element<'recordDeletes'>): void {
  const found =
    node.object !== undefined
      ? findIds(interview, { object: node.object, filters: node.filters, filterLogic: node.filterLogic })
      : undefined;
  const targets = found
    ? found.ids.map((id) => ({ object: found.object.name, id }))
    : recordsOf(interview, node.inputReference ?? '').map((record) => ({
        object: record.object.name,
        id: String(record.values['Id'] ?? '')
      }));
  write(
    interview,
    targets.map(({ object, id }) => ({ operation: 'delete', object, id }))
  );
}

const written = (record: FlowRecord): Record<string, FieldValue> =>
  Object.fromEntries([...record.assigned].map((field) => [field, record.values[field] ?? null]));

function objectOf(interview: Interview, name: string): ObjectDef {
  const object = findObject(interview.work.org.catalog, name);
  if (!object) throw new FlowFault(`sObject type '${name}' is not supported.`);
  return object;
}

/** One record or many; none at all is no error when a lookup of the triggering record is blank. */
function recordsOf(interview: Interview, text: string): FlowRecord[] {
  const value = read(interview, text);
  const all = Array.isArray(value) ? value : [value];
  if (value === null && referenceOf(interview, text).kind === 'parent') return [];
  return all.map((entry) => {
    if (!isRecord(entry))
      throw new FlowFault(`フローが ${text} の値にアクセスできませんでした。値が設定されていないか、割り当てられていません。`);
    return entry;
  });
}

function assigned(interview: Interview, object: ObjectDef, assignments: FlowInputFieldAssignment[]): Record<string, FieldValue> {
  return Object.fromEntries(
    assignments.map(({ field, value }) => [fieldName(object, field ?? ''), scalar(readValue(interview, value), field ?? '')])
  );
}

/** A value for a field. */
export function scalar(value: FlowValue, field: string): FieldValue {
  if (Array.isArray(value) || isRecord(value)) throw new FlowFault(`項目 ${field} に、1 つの値ではないものが指定されています。`);
  return value;
}

/** Sets a field of a record that a flow holds. */
export function setField(record: FlowRecord, field: string, value: FieldValue): void {
  record.values[field] = value;
  if (field !== 'Id') record.assigned.add(field);
}

/**
 * Sets a field of the triggering record. Before the save the value goes into the save itself.
 * @throws FlowRefusal when the field cannot take the value: the record is refused, as if the user had typed it
 */
export function assignToRecord(interview: Interview, field: string, value: FieldValue): void {
  const { work, record, program } = interview;
  const definition = findField(record.object, field);
  if (!definition) throw new FlowFault(`No such column '${field}' on entity '${record.object.name}'.`);
  if (program.moment !== 'beforeSave') {
    setField(record, definition.name, value);
    return;
  }
  const result = normalise(work.org, definition, value);
  if ('error' in result) throw new FlowRefusal([result.error]);
  record.values[definition.name] = result.value;
  work.values[definition.name] = result.value;
  work.given.add(definition.name);
}
