/**
 * What was typed and is not saved yet, field by field, with the value it started from: base / mine / theirs.
 * Drafts are never changed, only replaced. No DOM, no platform.
 */
import type { AnswerValue } from 'c/hearingAnswer';

export interface DraftEntry {
  /** The stored value when typing began, or the one that the user chose to replace. */
  readonly base: AnswerValue;
  readonly mine: AnswerValue;
  /** False while the control holds something that is no value: such an entry is kept but never sent. */
  readonly valid: boolean;
}

/** Entries by field API name. */
export type Draft = ReadonlyMap<string, DraftEntry>;
export type Values = Readonly<Record<string, AnswerValue>>;
/** Compares two values of one field. */
export type Same = (field: string, a: AnswerValue, b: AnswerValue) => boolean;

/** A field that was changed here and elsewhere, to different values. */
export interface Conflict {
  readonly field: string;
  readonly mine: AnswerValue;
  readonly theirs: AnswerValue;
}

export const EMPTY_DRAFT: Draft = new Map();

/** Takes a keystroke in; what is typed back to the stored value is no change any more. */
export function edit(draft: Draft, field: string, typed: { mine: AnswerValue; valid: boolean; stored: AnswerValue }, same: Same): Draft {
  const base = draft.get(field)?.base ?? typed.stored;
  if (typed.valid && same(field, typed.mine, typed.stored)) return without(draft, [field]);
  return new Map(draft).set(field, { base, mine: typed.mine, valid: typed.valid });
}

/** What can be sent: every valid change. */
export function changesOf(draft: Draft): Record<string, AnswerValue> {
  return Object.fromEntries([...draft].filter(([, entry]) => entry.valid).map(([field, entry]) => [field, entry.mine]));
}

/** Fields whose control holds something that is no value. */
export function invalidFields(draft: Draft): string[] {
  return [...draft].filter(([, entry]) => !entry.valid).map(([field]) => field);
}

/** After a successful save: what was sent is done, what was typed meanwhile stays, based on what is stored now. */
export function settle(draft: Draft, sent: Values, same: Same): Draft {
  const rest = new Map(draft);
  for (const [field, value] of Object.entries(sent)) {
    const entry = draft.get(field);
    if (!entry) continue;
    if (entry.valid && same(field, entry.mine, value)) rest.delete(field);
    else rest.set(field, { ...entry, base: value });
  }
  return rest;
}

/** Drops what the stored record says as well: nobody needs to save or decide it. */
export function absorb(draft: Draft, stored: Values, same: Same): Draft {
  return without(
    draft,
    [...draft]
      .filter(([field, entry]) => entry.valid && field in stored && same(field, entry.mine, stored[field] ?? null))
      .map(([field]) => field)
  );
}

/** Fields that somebody else changed since typing began here. */
export function conflictsOf(draft: Draft, stored: Values, same: Same): Conflict[] {
  return [...draft].flatMap(([field, { base, mine }]) => {
    const theirs = field in stored ? (stored[field] ?? null) : base;
    return same(field, theirs, base) || same(field, theirs, mine) ? [] : [{ field, mine, theirs }];
  });
}

/** The user decided: mine replaces what is stored now. */
export function keepMine(draft: Draft, { field, theirs }: Conflict): Draft {
  const entry = draft.get(field);
  return entry ? new Map(draft).set(field, { ...entry, base: theirs }) : draft;
}

/** The user decided: the stored value stays. */
export function takeTheirs(draft: Draft, { field }: Conflict): Draft {
  return without(draft, [field]);
}

function without(draft: Draft, fields: readonly string[]): Draft {
  if (!fields.some((field) => draft.has(field))) return draft;
  return new Map([...draft].filter(([field]) => !fields.includes(field)));
}
