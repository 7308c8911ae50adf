/** How values of records look everywhere inside the org, from the API to SQLite. */

/**
 * A field's value. Text types and ids: string; boolean: boolean; numbers: number; date: `YYYY-MM-DD`;
 * datetime: UTC `YYYY-MM-DDTHH:mm:ss.SSSZ` (APIs print `+0000`); time: `HH:mm:ss.SSSZ`;
 * multi-select picklist: values joined by `;`. Blank is always null, never ''.
 */
export type FieldValue = string | number | boolean | null;

/** Values by field API name (canonical case). */
export type Values = Record<string, FieldValue>;

/** One stored record; `Id` always present (18 characters). */
export type StoredRecord = Values & { Id: string };

/** An error of one record in the words of the REST API. */
export interface SaveError {
  /** e.g. FIELD_CUSTOM_VALIDATION_EXCEPTION, REQUIRED_FIELD_MISSING, INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST. */
  statusCode: string;
  message: string;
  /** API names of the fields the error belongs to; empty = the record. */
  fields: string[];
  /** Of DUPLICATES_DETECTED: what the duplicate rule found. */
  duplicates?: DuplicateFinding;
}

/** What a duplicate rule found (Object Reference "DuplicateResult"). */
export interface DuplicateFinding {
  /** True when the client may save all the same. */
  allowSave: boolean;
  duplicateRule: string;
  /** Object of the record that was to be saved. */
  object: string;
  matches: { object: string; matchingRule: string; ids: string[] }[];
}

export interface SaveRequest {
  operation: 'insert' | 'update' | 'delete';
  object: string;
  /** Required for update and delete. */
  id?: string;
  /** Raw values as a client sent them; names in any case, values in JSON types. */
  values?: Record<string, unknown>;
  /** UI API's If-Unmodified-Since / ifUnmodifiedSince: refused when the record changed later. */
  ifUnmodifiedSince?: string;
  /** `Sforce-Duplicate-Rule-Header: allowSave=true`, UI API `allowSaveOnDuplicate`: alerts of duplicate rules do not stop the save. */
  allowSaveOnDuplicate?: boolean;
  /** Set by the platform's own operations, never taken from a client. */
  platform?: PlatformPart;
}

/** How a save inside an operation of the platform (lead conversion) differs from a client's. */
export interface PlatformPart {
  /** Values in the org's form, written without regard to rights on fields. */
  values: Values;
  /** Leaves out validation rules and required custom fields. */
  skipRules: boolean;
  skipDuplicateRules: boolean;
}

export interface SaveResult {
  id: string | null;
  success: boolean;
  created: boolean;
  errors: SaveError[];
}
