/**
 * Saves changed fields of one record. A PATCH of the UI API is atomic: when fields are refused, the others are sent once more without them,
 * so that one bad value never holds back the rest, unless they belong together. No platform import: the caller hands in `updateRecord`.
 */
import { reduceError } from 'c/errorReducer';
import type { ReducedError } from 'c/errorReducer';

type Value = string | number | boolean | null;

/** `updateRecord` of lightning/uiRecordApi. */
export type Update<R> = (input: { fields: Record<string, Value> }, options: { ifUnmodifiedSince?: string }) => Promise<R>;

export interface SaveInput<R> {
  readonly recordId: string;
  readonly changes: Readonly<Record<string, Value>>;
  /** lastModifiedDate of the record that the user saw. */
  readonly ifUnmodifiedSince?: string;
  /** The changes belong together: when one is refused, none of them is saved. */
  readonly together?: boolean;
  readonly update: Update<R>;
}

export interface SaveOutcome<R> {
  /** The record after the save; absent when nothing was saved. */
  readonly record?: R;
  readonly saved: Readonly<Record<string, Value>>;
  /** Why the rest was not saved. */
  readonly error?: ReducedError;
}

/** Sends the changes; never throws, every failure is in the outcome. */
export async function saveFields<R>({ recordId, changes, ifUnmodifiedSince, together, update }: SaveInput<R>): Promise<SaveOutcome<R>> {
  const send = (fields: Readonly<Record<string, Value>>) => update({ fields: { Id: recordId, ...fields } }, { ifUnmodifiedSince });
  try {
    return { record: await send(changes), saved: changes };
  } catch (refusal) {
    const first = reduceError(refusal);
    const rest = Object.fromEntries(Object.entries(changes).filter(([field]) => !(field in first.fields)));
    const dropped = Object.keys(rest).length < Object.keys(changes).length;
    if (together || first.kind !== 'refused' || !dropped || Object.keys(rest).length === 0) return { saved: {}, error: first };
    try {
      return { record: await send(rest), saved: rest, error: first };
    } catch (second) {
      return { saved: {}, error: merge(first, reduceError(second)) };
    }
  }
}

function merge(first: ReducedError, second: ReducedError): ReducedError {
  return {
    kind: second.kind,
    fields: { ...first.fields, ...second.fields },
    page: [...new Set([...first.page, ...second.page])]
  };
}
