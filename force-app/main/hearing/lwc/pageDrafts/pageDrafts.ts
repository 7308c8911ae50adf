/**
 * What is typed on this page and not stored yet, of records and of their rows. One vault keeps all of it on disk; the editors outlive the
 * components that show them, so that closing a form or the details of a row neither stops a save nor drops a text.
 */
import userId from '@salesforce/user/Id';
import { DraftVault } from 'c/draftVault';
import type { RowDraft, Unsent } from 'c/draftVault';
import { EMPTY_DRAFT } from 'c/hearingDraft';
import type { Draft } from 'c/hearingDraft';
import type { ItemMark } from 'c/hearingModel';
import { RecordEditor } from 'c/recordEditor';
import { inTurn, rowsChanged } from 'c/rowQueue';
import { later } from 'c/timing';
import { notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';

export type Editor = RecordEditor<RecordRepresentation, ItemMark>;

/** A row of a case, and how it is called where its details are not in sight. */
export interface RowSource {
  readonly caseId: string;
  readonly rowId: string;
  readonly objectApiName: string;
  /** Puts the row and some of its fields into words. */
  readonly name: (fields: readonly string[]) => string;
}

/** A row that holds something unsaved. */
export interface UnsavedRow {
  readonly rowId: string;
  readonly objectApiName: string;
  readonly name: string;
  readonly fields: readonly string[];
}

interface RowEntry {
  readonly editor: Editor;
  source: RowSource;
  /** How many components show it. */
  shown: number;
  /** When a save was announced last. */
  announced: number | undefined;
}

const NOTHING: Unsent = { draft: EMPTY_DRAFT, marks: new Map(), rows: new Map() };

const editors = new Map<string, Editor>();
const rowsByCase = new Map<string, Map<string, RowEntry>>();
const kept = new Map<string, Unsent>();
const listeners = new Map<string, Set<() => void>>();

export const vault = new DraftVault(userId, {
  storage: storageOf(window),
  subtle: window.crypto?.subtle,
  random: (bytes) => window.crypto.getRandomValues(new Uint8Array(bytes)),
  now: () => Date.now(),
  later
});

/** A browser may forbid storage by throwing at its sight. */
function storageOf(page: Window): Storage | undefined {
  try {
    return page.localStorage;
  } catch {
    return undefined;
  }
}

/**
 * The editor of a record: the one that was left with something unsaved, else a new one.
 * @param own the one that the form had before it was taken off the page
 */
export function editorOf(recordId: string, own?: Editor): Editor {
  const editor =
    own ?? editors.get(recordId) ?? newEditor(recordId, { update: updateRecord, keep: (draft, marks) => keep(recordId, { draft, marks }) });
  editors.set(recordId, editor);
  return editor;
}

/** The form of a record is left: what waits is saved now, and what cannot be saved stays until somebody comes back to it. */
export function leave(recordId: string, editor: Editor): void {
  const forgetWhenStored = (): void => {
    if (editor.unsent === 0 && editors.get(recordId) === editor) editors.delete(recordId);
  };
  editor.onchange = forgetWhenStored;
  editor.flush();
  forgetWhenStored();
}

/** The details of a row come into sight: its editor, with whatever it still holds. */
export function showRow(source: RowSource): Editor {
  const entry = entryOf(source);
  entry.source = source;
  entry.shown += 1;
  return entry.editor;
}

/** The details of a row go out of sight: what waits is saved now; what cannot be saved stays. */
export function leaveRow(caseId: string, rowId: string): void {
  const entry = rowsByCase.get(caseId)?.get(rowId);
  if (!entry) return;
  entry.shown -= 1;
  if (entry.editor.unsent > 0) entry.editor.save();
  settleRow(entry);
}

/** Brings back what an earlier page did not get stored of a row; it is saved as soon as the row is in sight. */
export function restoreRow(caseId: string, rowId: string, { objectApiName, name, draft }: RowDraft): void {
  const entry = entryOf({ caseId, rowId, objectApiName, name: () => name });
  entry.editor.restore(draft, new Map());
}

/** The row was deleted, and with it goes what was typed into it. */
export function forgetRow(caseId: string, rowId: string): void {
  dropRow(caseId, rowId);
  keepRow(caseId, rowId, undefined);
}

/** Rows of a case that hold something unsaved. */
export function unsavedRows(caseId: string): UnsavedRow[] {
  return [...(rowsByCase.get(caseId)?.values() ?? [])]
    .filter(({ editor }) => editor.unsent > 0)
    .map(({ editor, source: { rowId, objectApiName, name } }) => {
      const fields = [...editor.draft.keys()];
      return { rowId, objectApiName, name: name(fields), fields };
    });
}

/** The editors of the rows of a case. */
export function rowEditors(caseId: string): Editor[] {
  return [...(rowsByCase.get(caseId)?.values() ?? [])].map(({ editor }) => editor);
}

/**
 * Hears of every change of what is typed into the rows of a case, and of their saves.
 * @returns a function that ends it
 */
export function onRowDraftsChanged(caseId: string, listener: () => void): () => void {
  const own = listeners.get(caseId) ?? new Set();
  listeners.set(caseId, own.add(listener));
  return () => {
    own.delete(listener);
    if (own.size === 0 && listeners.get(caseId) === own) listeners.delete(caseId);
  };
}

function newEditor(
  recordId: string,
  { update, keep: keepUnsent }: { update: typeof updateRecord; keep: (draft: Draft, marks: ReadonlyMap<string, ItemMark | null>) => void }
): Editor {
  return new RecordEditor(recordId, {
    update,
    reload: () => {
      notifyRecordUpdateAvailable([{ recordId }]);
    },
    later,
    now: () => Date.now(),
    keep: keepUnsent
  });
}

function entryOf(source: RowSource): RowEntry {
  const { caseId, rowId } = source;
  const rows = rowsByCase.get(caseId) ?? new Map<string, RowEntry>();
  rowsByCase.set(caseId, rows);
  const known = rows.get(rowId);
  if (known) return known;
  const editor = newEditor(rowId, {
    // In turn with every other save of the case: rows of one record lock each other on the server.
    update: (input, options) => inTurn(caseId, () => updateRecord(input, options)),
    keep: (draft) => {
      if (rows.get(rowId)?.editor === editor) keepRow(caseId, rowId, draft);
    }
  });
  const entry: RowEntry = { editor, source, shown: 0, announced: undefined };
  editor.onchange = () => {
    settleRow(entry);
    changed(caseId);
  };
  rows.set(rowId, entry);
  return entry;
}

/** After a change of a row that nothing shows: tells the lists of a save, and forgets what is stored. */
function settleRow(entry: RowEntry): void {
  const { editor, shown, source } = entry;
  if (shown > 0) {
    entry.announced = editor.savedAt;
    return;
  }
  if (editor.savedAt !== entry.announced) {
    entry.announced = editor.savedAt;
    rowsChanged(source.caseId);
    notifyRecordUpdateAvailable([{ recordId: source.caseId }]);
  }
  if (editor.unsent === 0 && !editor.saving) dropRow(source.caseId, source.rowId);
}

function dropRow(caseId: string, rowId: string): void {
  const rows = rowsByCase.get(caseId);
  rows?.delete(rowId);
  if (rows?.size === 0) rowsByCase.delete(caseId);
}

function keepRow(caseId: string, rowId: string, draft: Draft | undefined): void {
  const source = rowsByCase.get(caseId)?.get(rowId)?.source;
  const rows = new Map(kept.get(caseId)?.rows);
  if (source && draft && draft.size > 0)
    rows.set(rowId, { objectApiName: source.objectApiName, name: source.name([...draft.keys()]), draft });
  else if (!rows.delete(rowId)) return;
  keep(caseId, { rows });
  changed(caseId);
}

/** Puts what is unsent of a record and of its rows on disk together. */
function keep(recordId: string, change: Partial<Unsent>): void {
  const unsent = { ...NOTHING, ...kept.get(recordId), ...change };
  if (unsent.draft.size + unsent.marks.size + unsent.rows.size > 0) kept.set(recordId, unsent);
  else kept.delete(recordId);
  vault.keep(recordId, unsent);
}

function changed(caseId: string): void {
  for (const listener of [...(listeners.get(caseId) ?? [])]) listener();
}
