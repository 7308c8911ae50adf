/**
 * Doubles of Apex: TypeScript twins of `@AuraEnabled` methods and of triggers, one file per class or trigger in this
 * folder, the only place in the org that may know the package. No Apex runs here.
 */
import type { Org } from '../org.ts';
import type { FieldValue, SaveRequest, StoredRecord, Values } from '../records/values.ts';

/** A method's twin: gets the org, the calling user's id and the named arguments; may throw an Error with a message for the user. */
export type ApexMethod = (org: Org, userId: string, args: Record<string, unknown>) => unknown;

/** Methods by `ClassName.methodName`. */
export type ApexDoubles = Record<string, ApexMethod>;

/** Moments at which a trigger can run here. */
export type TriggerEvent = 'before insert' | 'before update' | 'after insert' | 'after update';

/** One record of `Trigger.new`: the pipeline saves records one by one, so a double sees one at a time. */
export interface TriggerChange {
  event: TriggerEvent;
  /** Absent before an insert. */
  id?: string;
  /**
   * Stored fields of the new record by API name. Before the save read and write them: what is written is checked like given values.
   * After it they are as stored and cannot be written.
   */
  record: Values;
  /** The record before the save (`Trigger.old`), on update. */
  old?: StoredRecord;
  /** Any field's value of the new record as it stands now, formulas and derived fields too. */
  value: (field: string) => FieldValue;
  /** `SObject.addError`: refuses the record, at a field when one is named. */
  addError: (message: string, field?: string) => void;
  /** Saves other records in the same transaction, in system mode; throws a DmlException when one of them is refused. */
  dml: (requests: SaveRequest[]) => void;
}

/** A trigger's twin; an exception stops the record with an error that names the trigger. */
export type TriggerDouble = (org: Org, userId: string, change: TriggerChange) => void;

/** Twins by the trigger's API name. They run only when that trigger is deployed and active, on the object and events that its source names. */
export type TriggerDoubles = Record<string, TriggerDouble>;
