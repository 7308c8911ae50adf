/** The state of one record page: what is read, what is typed, what was refused. Every part of the page listens to it. */
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { readObjectInfo, readPicklistValues } from 'lightning/uiObjectInfoApi';
import { onRecordsChanged } from 'platform/changes';
import { call, UI_API } from 'platform/client';
import { duplicatesOf, type Duplicates } from 'platform/duplicates';
import { messagesOf, saveErrorsOf } from 'platform/errors';
import { setUnsaved } from 'platform/unsaved';
import { fieldsToRead, isBlank, isEditable, labelOf } from 'record/fieldModel';
import type { ObjectInfo, Picklists, RecordData } from 'record/types';

export interface RecordView {
  status: 'loading' | 'ready' | 'failed';
  /** Why the record cannot be shown. */
  failure: string;
  /** The same as it was thrown. */
  cause: unknown;
  recordId: string | undefined;
  objectApiName: string;
  info: ObjectInfo;
  picklists: Picklists;
  record: RecordData | undefined;
  editing: boolean;
  saving: boolean;
  drafts: Record<string, unknown>;
  /** Names of records chosen in lookups, by field. */
  displays: Record<string, string | null>;
  errors: { record: string[]; fields: Record<string, string[]> };
  /** Records like this one that stopped the last save. */
  duplicates?: Duplicates | undefined;
  /** How many saves were refused so far: with each one the messages want to be read. */
  refusals: number;
  /** True while the last save was refused because the session had ended. */
  signedOut: boolean;
}

/** An input on screen: checks itself, and can be given the focus. */
export interface InputHandle {
  field: string;
  required: boolean;
  check(): boolean;
  focus(): void;
}

export interface RecordState {
  view(): RecordView;
  subscribe(listener: () => void): () => void;
  /** Adds fields (paths below the record) to what is read. */
  need(paths: string[]): void;
  refresh(): Promise<void>;
  edit(focusField?: string): void;
  /** Field that wants the focus now that editing began; answered once. */
  takeFocus(field: string): boolean;
  /** Field at which editing began, now that it has ended; answered once. */
  takeReturn(field: string): boolean;
  type(field: string, value: unknown, display?: string | null): void;
  cancel(): void;
  /** @returns the id of the saved record, undefined when the save was refused (the reasons are in the view) */
  save(options?: { allowSaveOnDuplicate?: boolean }): Promise<string | undefined>;
  /** Fields that have an input on screen. */
  fieldNames(): string[];
  register(handle: InputHandle): () => void;
  focus(field: string): void;
  /** The part of the page that bears its heading offers to take the focus; the function returned takes the offer back. */
  offerHeading(focus: () => void): () => void;
  /** @returns false when no part of the page bears a heading */
  focusHeading(): boolean;
  dispose(): void;
}

const NO_INFO: ObjectInfo = {
  apiName: '',
  label: '',
  labelPlural: '',
  createable: false,
  updateable: false,
  deletable: false,
  defaultRecordTypeId: '',
  nameFields: [],
  fields: {},
  themeInfo: null
};
const NO_ERRORS = { record: [], fields: {} };
const REQUIRED = 'この項目を入力してください。';

/**
 * @param recordId the record, or undefined for a new one
 * @param defaults values of a new record
 * @param options.isVisit true when reading the record makes it one of those recently viewed
 */
export function createRecordState(
  objectApiName: string,
  recordId: string | undefined,
  defaults: Record<string, unknown> = {},
  options: { isVisit?: boolean } = {}
): RecordState {
  let view: RecordView = {
    status: 'loading',
    failure: '',
    cause: undefined,
    recordId,
    objectApiName,
    info: NO_INFO,
    picklists: {},
    record: undefined,
    editing: recordId === undefined,
    saving: false,
    drafts: {},
    displays: {},
    errors: NO_ERRORS,
    refusals: 0,
    signedOut: false
  };
  const owner = {};
  const listeners = new Set<() => void>();
  const handles = new Set<InputHandle>();
  const paths = new Set<string>();
  let wantsFocus: string | undefined;
  let beganAt: string | undefined;
  let heading: (() => void) | undefined;
  let visited = false;
  let turn = 0;
  let started = false;

  const change = (part: Partial<RecordView>): void => {
    view = { ...view, ...part };
    setUnsaved(owner, view.editing && Object.keys(view.drafts).length > 0);
    for (const listener of [...listeners]) listener();
  };

  const readRecord = async (info: ObjectInfo): Promise<RecordData> => {
    if (recordId === undefined) return readDefaults(info);
    const wanted = [...new Set([...paths].flatMap((path) => fieldsToRead(info, path)))].sort();
    const name = info.nameFields[0];
    const fields = wanted.length ? wanted : name ? [`${info.apiName}.${name}`] : [];
    const mru = options.isVisit && !visited ? '&updateMru=true' : '';
    const record = await call<RecordData>(`${UI_API}/records/${encodeURIComponent(recordId)}?optionalFields=${fields.join(',')}${mru}`);
    visited = true;
    return record;
  };

  const readDefaults = async (info: ObjectInfo): Promise<RecordData> => {
    const { record } = await call<{ record: RecordData }>(`${UI_API}/record-defaults/create/${encodeURIComponent(info.apiName)}`);
    const given = Object.entries({ ...defaults, ...(await namesOf(info, defaults)) });
    const fields = given.map(([name, value]) => [name, { value, displayValue: null }] as const);
    return { ...record, fields: { ...record.fields, ...Object.fromEntries(fields) } };
  };

  const refresh = async (): Promise<void> => {
    started = true;
    turn += 1;
    const mine = turn;
    try {
      const info = await readObjectInfo<ObjectInfo>(objectApiName);
      const [values, record] = await Promise.all([
        readPicklistValues<{ picklistFieldValues: Picklists }>(objectApiName, info.defaultRecordTypeId),
        readRecord(info)
      ]);
      if (mine === turn) change({ status: 'ready', failure: '', cause: undefined, info, picklists: values.picklistFieldValues, record });
    } catch (error) {
      // What is on screen stays: losing it would lose what was typed.
      if (mine === turn)
        change(
          view.record
            ? { errors: { record: messagesOf(error), fields: {} } }
            : { status: 'failed', failure: messagesOf(error).join(' '), cause: error }
        );
    }
  };

  const unsubscribe = onRecordsChanged((changed) => {
    if (recordId !== undefined && changed.ids.includes(recordId) && started) void refresh();
  });

  /** Blank required inputs, then what the inputs themselves object to. */
  const localErrors = (): Record<string, string[]> => {
    const errors: Record<string, string[]> = {};
    for (const handle of handles) {
      const value = handle.field in view.drafts ? view.drafts[handle.field] : view.record?.fields[handle.field]?.value;
      // Text that is no value (half a date) leaves the field blank, but the user has not left it out.
      if (!handle.check()) errors[handle.field] = ['入力した値の形式が正しくありません。'];
      else if (handle.required && isBlank(value)) errors[handle.field] = [REQUIRED];
    }
    return errors;
  };

  const input = (): Record<string, unknown> => {
    if (recordId !== undefined) return view.drafts;
    const { info, record, drafts } = view;
    const known = Object.entries(record?.fields ?? {}).filter(
      ([name, entry]) => isEditable(info, info.fields[name], true) && !info.fields[name]?.compound && !isBlank(entry.value)
    );
    return { ...Object.fromEntries(known.map(([name, entry]) => [name, entry.value])), ...drafts };
  };

  const send = (fields: Record<string, unknown>, more: { allowSaveOnDuplicate?: boolean }): Promise<{ id: string }> => {
    if (recordId === undefined) return createRecord({ apiName: objectApiName, fields, ...more });
    const ifUnmodifiedSince = view.record?.lastModifiedDate ?? undefined;
    return updateRecord({ fields: { ...fields, Id: recordId }, ...more }, ifUnmodifiedSince ? { ifUnmodifiedSince } : {});
  };

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    need(more) {
      const before = paths.size;
      for (const path of more) paths.add(path);
      if (started && paths.size > before) void refresh();
    },
    refresh,
    edit(focusField) {
      if (!view.info.updateable) return;
      wantsFocus = focusField;
      beganAt = focusField;
      if (!view.editing) change({ editing: true, errors: NO_ERRORS });
    },
    takeFocus(field) {
      const wanted = wantsFocus === field;
      if (wanted) wantsFocus = undefined;
      return wanted;
    },
    takeReturn(field) {
      if (view.editing || beganAt !== field) return false;
      beganAt = undefined;
      return true;
    },
    type(field, value, display) {
      const { [field]: gone, ...others } = view.errors.fields;
      const original = view.record?.fields[field]?.value ?? null;
      const { [field]: typed, ...drafts } = view.drafts;
      const same = recordId !== undefined && (value === original || (isBlank(value) && isBlank(original)));
      change({
        drafts: same ? drafts : { ...drafts, [field]: value },
        // Duplicates of other values say nothing about these.
        duplicates: undefined,
        displays: display === undefined ? view.displays : { ...view.displays, [field]: display },
        errors: gone === undefined ? view.errors : { ...view.errors, fields: others }
      });
      void typed;
    },
    cancel() {
      change({ editing: false, drafts: {}, displays: {}, errors: NO_ERRORS, duplicates: undefined, signedOut: false });
    },
    async save(options = {}) {
      if (view.saving) return undefined;
      const found = localErrors();
      if (Object.keys(found).length > 0) {
        change({ errors: { record: [], fields: found }, refusals: view.refusals + 1 });
        return undefined;
      }
      const fields = input();
      if (recordId !== undefined && Object.keys(fields).length === 0) {
        change({ editing: false, errors: NO_ERRORS });
        return recordId;
      }
      change({ saving: true, errors: NO_ERRORS, duplicates: undefined, signedOut: false });
      try {
        const saved = await send(fields, options);
        change({ saving: false, editing: false, drafts: {}, displays: {} });
        await refresh();
        return saved.id;
      } catch (error) {
        const { status } = error as { status?: number };
        change({
          saving: false,
          errors: saveErrorsOf(error),
          duplicates: duplicatesOf(error),
          refusals: view.refusals + 1,
          signedOut: status === 401
        });
        // Somebody else saved meanwhile: with the newest record behind, a second save keeps both changes.
        if (status === 412) {
          const refused = view.errors;
          await refresh();
          change({ errors: refused });
        }
        return undefined;
      }
    },
    fieldNames: () => [...handles].map((handle) => handle.field),
    register(handle) {
      handles.add(handle);
      return () => handles.delete(handle);
    },
    focus(field) {
      [...handles].find((handle) => handle.field === field)?.focus();
    },
    offerHeading(focus) {
      heading = focus;
      return () => {
        if (heading === focus) heading = undefined;
      };
    },
    focusHeading() {
      heading?.();
      return heading !== undefined;
    },
    dispose() {
      unsubscribe();
      listeners.clear();
      setUnsaved(owner, false);
    }
  };
}

/** The records behind given lookups, by relationship: a form shows names, not ids. Those the user may not read are left out. */
async function namesOf(info: ObjectInfo, given: Record<string, unknown>): Promise<Record<string, RecordData>> {
  const lookups = Object.entries(given).flatMap(([name, id]) => {
    const field = info.fields[name];
    const relationship = field?.relationshipName;
    return field?.reference && relationship && typeof id === 'string' && !(relationship in given) ? [{ field, relationship, id }] : [];
  });
  const found = await Promise.all(
    lookups.map(async ({ field, relationship, id }) => {
      const names = field.referenceToInfos.map((target) => `${target.apiName}.${target.nameFields[0] ?? 'Name'}`);
      try {
        const url = `${UI_API}/records/${encodeURIComponent(id)}?optionalFields=${encodeURIComponent(names.join(','))}`;
        return [[relationship, await call<RecordData>(url)] as const];
      } catch {
        return [];
      }
    })
  );
  return Object.fromEntries(found.flat());
}

/** The record as it would be saved: visibility rules follow what is typed, as in Lightning. */
export function asTyped(view: RecordView | undefined): RecordData | undefined {
  if (!view?.record || Object.keys(view.drafts).length === 0) return view?.record;
  const typed = Object.entries(view.drafts).map(([name, value]) => [name, { value, displayValue: null }] as const);
  return { ...view.record, fields: { ...view.record.fields, ...Object.fromEntries(typed) } };
}

/** One line per error, with the field's label, for a summary. */
export function errorSummary(view: RecordView): { key: string; field: string | undefined; text: string }[] {
  const label = (name: string): string => {
    const field = view.info.fields[name];
    return field ? labelOf(field) : name;
  };
  return [
    ...view.errors.record.map((text, index) => ({ key: `record-${index}`, field: undefined, text })),
    ...Object.entries(view.errors.fields).flatMap(([field, texts]) =>
      texts.map((text, index) => ({ key: `${field}-${index}`, field, text: `${label(field)}: ${text}` }))
    )
  ];
}
