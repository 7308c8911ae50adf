/** How fields inside a record form find its state, however deep they stand. */
import type { RecordState } from 'record/recordState';

const JOIN = 'platform__joinform';

interface JoinDetail {
  join(state: RecordState): void;
}

/** Called by a field when it is connected: `take` gets the state of the form around it. @throws Error outside a form */
export function joinForm(
  field: EventTarget & { dispatchEvent(event: Event): boolean },
  name: string,
  take: (state: RecordState) => void
): void {
  let found = false;
  const join = (state: RecordState): void => {
    found = true;
    take(state);
  };
  field.dispatchEvent(new CustomEvent<JoinDetail>(JOIN, { detail: { join }, bubbles: true, composed: true }));
  if (!found) throw new Error(`${name} must stand inside lightning-record-edit-form or lightning-record-view-form.`);
}

/** Answers fields: attach to the form's own element. */
export function answerFields(event: Event, state: RecordState): void {
  event.stopPropagation();
  (event as CustomEvent<JoinDetail>).detail.join(state);
}

/** API name of a field given as text or by `@salesforce/schema`. */
export function fieldNameOf(field: string | { fieldApiName: string }): string {
  return typeof field === 'string' ? field : field.fieldApiName;
}
