/** One record on its way through the save pipeline. */
import { FlowLimit } from '../flows/faults.ts';
import type { FieldDef, ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import type { Access } from './access.ts';
import type { FieldValue, SaveError, SaveRequest, SaveResult, StoredRecord, Values } from './values.ts';

export interface Work {
  org: Org;
  userId: string;
  access: Access;
  request: SaveRequest;
  object: ObjectDef;
  /** Moment of the save, the same for all records of one call. */
  now: string;
  /** Id of the record: the given one, or the new one. */
  id: string;
  /** The record before the save; absent on insert. */
  old?: StoredRecord;
  /** The record as it will be stored: stages read and change it. Stored fields only. */
  values: Values;
  /** Fields that the client gave, by API name. */
  given: Set<string>;
  /** Saved by automation, which rights on objects and fields do not bind (system mode). */
  system: boolean;
  /** Saves around this one: 0 for what a client asked for, 1 for what its flows write, and so on. */
  depth: number;
  /** What all saves of the transaction share. */
  transaction: Transaction;
  /** Masters whose summaries changed, by id, when they are saved after the last record of the call. */
  waitingMasters?: Map<string, ObjectDef>;
  /** Saves other records in the same transaction, in system mode, all or none. */
  dml: (requests: SaveRequest[]) => SaveResult[];
}

export interface Transaction {
  /** Records written by automation. */
  rows: number;
  /** Records that are about to be deleted, while automation that runs before it is at work. */
  leaving: Set<string>;
}

/** Saves inside saves: how deep triggers may start each other, flows included. */
export const MAX_DEPTH = 16;
/** Records that automation may write in one transaction. */
const MAX_ROWS = 10_000;

/**
 * Counts records that automation is about to write.
 * @throws FlowLimit when they are too many
 */
export function countRows(transaction: Transaction, rows: number): void {
  transaction.rows += rows;
  if (transaction.rows > MAX_ROWS) throw new FlowLimit(`Too many DML rows: ${transaction.rows}`);
}

/** A step of the pipeline. It may change `work.values`; errors stop the record. */
export type Stage = (work: Work) => SaveError[];

/** An error of a record. */
export const saveError = (statusCode: string, message: string, fields: string[] = []): SaveError => ({ statusCode, message, fields });

/** True when a stored field has another value than before; on insert when it has any. */
export function changed(work: Work, name: string): boolean {
  const before = work.old?.[name] ?? null;
  const after = work.values[name] ?? null;
  return work.old ? before !== after : after !== null;
}

/** A field's value in the record to be. */
export const valueOf = (work: Work, field: FieldDef): FieldValue => work.values[field.name] ?? null;
