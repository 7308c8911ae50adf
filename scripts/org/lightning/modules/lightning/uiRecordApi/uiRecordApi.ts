/** `lightning/uiRecordApi` over the org's UI API. Source: LWC guide, "lightning/uiRecordApi". */
import { recordsChanged } from 'platform/changes';
import { call, UI_API } from 'platform/client';
import { wireAdapter } from 'platform/wire';

export interface FieldId {
  fieldApiName: string;
  objectApiName: string;
}
type Field = string | FieldId;

export interface FieldValue {
  value: unknown;
  displayValue: string | null;
}
export interface RecordRepresentation {
  apiName: string;
  id: string;
  fields: Record<string, FieldValue>;
  lastModifiedDate: string | null;
  recordTypeId?: string | null;
}
export interface RecordInput {
  apiName?: string;
  fields: Record<string, unknown>;
  allowSaveOnDuplicate?: boolean;
}

interface GetRecordConfig {
  recordId: string;
  fields?: Field | Field[];
  optionalFields?: Field | Field[];
  layoutTypes?: string | string[];
  modes?: string | string[];
}

const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Ids are compared in their 18-character form. */
function to18(id: string): string {
  if (id.length !== 15) return id;
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...id.slice(start, start + 5)].reduce((sum, letter, index) => (/[A-Z]/.test(letter) ? sum + 2 ** index : sum), 0);
    return CHECKSUM.charAt(bits);
  });
  return id + suffix.join('');
}

const pathOf = (field: Field): string => (typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`);
const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

function queryOf(config: Omit<GetRecordConfig, 'recordId'>): string {
  const query = new URLSearchParams();
  const add = (name: string, values: string[]): void => {
    if (values.length > 0) query.set(name, [...new Set(values)].sort().join(','));
  };
  add('fields', listOf(config.fields).map(pathOf));
  add('optionalFields', listOf(config.optionalFields).map(pathOf));
  add('layoutTypes', listOf(config.layoutTypes));
  add('modes', listOf(config.modes));
  return query.toString();
}

/** Components that ask for the same at the same moment share one call. */
const underWay = new Map<string, Promise<unknown>>();

function read<T>(url: string): Promise<T> {
  const known = underWay.get(url);
  if (known) return known as Promise<T>;
  const answer = call<T>(url).finally(() => underWay.delete(url));
  underWay.set(url, answer);
  return answer;
}

export const getRecord = wireAdapter<GetRecordConfig, RecordRepresentation>({
  required: ['recordId'],
  load: ({ recordId, ...rest }) => read(`${UI_API}/records/${encodeURIComponent(recordId)}?${queryOf(rest)}`),
  touchedBy: ({ recordId }, change) => change.ids.includes(to18(recordId))
});

export const getRecords = wireAdapter<{ records: ({ recordIds: string[] } & Omit<GetRecordConfig, 'recordId'>)[] }, unknown>({
  required: ['records'],
  load: async ({ records }) => {
    const results = await Promise.all(
      records.map(({ recordIds, ...rest }) =>
        read<{ results: unknown[] }>(`${UI_API}/records/batch/${recordIds.map(encodeURIComponent).join(',')}?${queryOf(rest)}`)
      )
    );
    return { results: results.flatMap((batch) => batch.results) };
  },
  touchedBy: ({ records }, change) => records.some(({ recordIds }) => recordIds.some((id) => change.ids.includes(to18(id))))
});

export const getRecordCreateDefaults = wireAdapter<
  { objectApiName: string | { objectApiName: string }; recordTypeId?: string; formFactor?: string; optionalFields?: Field[] },
  unknown
>({
  required: ['objectApiName'],
  load: ({ objectApiName, recordTypeId, formFactor, optionalFields }) => {
    const name = typeof objectApiName === 'string' ? objectApiName : objectApiName.objectApiName;
    const query = new URLSearchParams(queryOf({ optionalFields }));
    if (recordTypeId) query.set('recordTypeId', recordTypeId);
    if (formFactor) query.set('formFactor', formFactor);
    return call(`${UI_API}/record-defaults/create/${encodeURIComponent(name)}?${query}`);
  }
});

/** @throws FetchResponse, `body.output.fieldErrors` for errors beside fields */
export async function createRecord(recordInput: RecordInput): Promise<RecordRepresentation> {
  const record = await call<RecordRepresentation>(`${UI_API}/records`, { method: 'POST', body: recordInput });
  recordsChanged({ ids: [record.id], objects: [record.apiName] });
  return record;
}

/**
 * Updates the record named by `fields.Id`.
 * @param clientOptions `ifUnmodifiedSince`: the lastModifiedDate the change is based on; refused with 412 when newer
 * @throws FetchResponse
 */
export async function updateRecord(
  recordInput: RecordInput,
  clientOptions: { ifUnmodifiedSince?: string } = {}
): Promise<RecordRepresentation> {
  const { Id, ...fields } = recordInput.fields;
  if (typeof Id !== 'string' || Id === '') throw new TypeError('recordInput.fields.Id must be provided.');
  const { ifUnmodifiedSince } = clientOptions;
  const record = await call<RecordRepresentation>(`${UI_API}/records/${encodeURIComponent(Id)}`, {
    method: 'PATCH',
    body: { ...recordInput, fields },
    headers: ifUnmodifiedSince ? { 'if-unmodified-since': ifUnmodifiedSince } : {}
  });
  recordsChanged({ ids: [to18(Id)], objects: [] });
  return record;
}

/** @throws FetchResponse */
export async function deleteRecord(recordId: string): Promise<void> {
  // The object's name comes from the wire of whoever shows the list: any list may be stale now.
  await call(`${UI_API}/records/${encodeURIComponent(recordId)}`, { method: 'DELETE' });
  recordsChanged({ ids: [to18(recordId)], objects: ['*'] });
}

/** Records changed outside Lightning Data Service: everything that shows them reads them again. */
export async function notifyRecordUpdateAvailable(records: { recordId: string }[]): Promise<void> {
  recordsChanged({ ids: records.map(({ recordId }) => to18(recordId)), objects: [] });
}

/** Older name of `notifyRecordUpdateAvailable`. */
export function getRecordNotifyChange(records: { recordId: string }[]): void {
  recordsChanged({ ids: records.map(({ recordId }) => to18(recordId)), objects: [] });
}

function fieldOf(record: RecordRepresentation | undefined, field: Field): FieldValue | undefined {
  const [, ...path] = pathOf(field).split('.');
  let owner: RecordRepresentation | undefined = record;
  let found: FieldValue | undefined;
  for (const name of path) {
    found = owner?.fields?.[name];
    owner = found?.value as RecordRepresentation | undefined;
  }
  return found;
}

/** Value of a field of a record representation, through spans; undefined when it is not there. */
export function getFieldValue(record: RecordRepresentation | undefined, field: Field): unknown {
  return fieldOf(record, field)?.value;
}

/** Display value of a field, in the user's locale. */
export function getFieldDisplayValue(record: RecordRepresentation | undefined, field: Field): string | null | undefined {
  return fieldOf(record, field)?.displayValue;
}

interface ObjectInfo {
  fields: Record<string, { createable: boolean; updateable: boolean }>;
}

function inputFor(
  record: RecordRepresentation,
  objectInfo: ObjectInfo | undefined,
  may: 'createable' | 'updateable'
): Record<string, unknown> {
  const entries = Object.entries(record.fields).filter(
    ([name, { value }]) =>
      (objectInfo === undefined || objectInfo.fields[name]?.[may] === true) && (value === null || typeof value !== 'object')
  );
  return Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
}

/** Record input of a new record with the values of another. */
export function generateRecordInputForCreate(record: RecordRepresentation, objectInfo?: ObjectInfo): RecordInput {
  return { apiName: record.apiName, fields: inputFor(record, objectInfo, 'createable') };
}

/** Record input that updates a record with its own values. */
export function generateRecordInputForUpdate(record: RecordRepresentation, objectInfo?: ObjectInfo): RecordInput {
  return { fields: { Id: record.id, ...inputFor(record, objectInfo, 'updateable') } };
}

/** Keeps the fields that differ from the original record, and the Id. */
export function createRecordInputFilteredByEditedFields(recordInput: RecordInput, originalRecord: RecordRepresentation): RecordInput {
  const changed = Object.entries(recordInput.fields).filter(
    ([name, value]) => name === 'Id' || originalRecord.fields[name]?.value !== value
  );
  return { ...recordInput, fields: Object.fromEntries(changed) };
}
