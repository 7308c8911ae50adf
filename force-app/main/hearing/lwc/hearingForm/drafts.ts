/** The drafts of this page: one vault for all forms, and the records that are being edited, which outlive their forms. */
import userId from '@salesforce/user/Id';
import { DraftVault } from 'c/draftVault';
import { RecordEditor } from 'c/recordEditor';
import { later } from 'c/timing';
import type { ItemMark } from 'c/hearingModel';
import { notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';

export type Editor = RecordEditor<RecordRepresentation, ItemMark>;

const editors = new Map<string, Editor>();

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
  const editor = own ?? editors.get(recordId) ?? newEditor(recordId);
  editors.set(recordId, editor);
  return editor;
}

function newEditor(recordId: string): Editor {
  return new RecordEditor(recordId, {
    update: updateRecord,
    reload: () => {
      notifyRecordUpdateAvailable([{ recordId }]);
    },
    later,
    now: () => Date.now(),
    keep: (draft, marks) => vault.keep(recordId, { draft, marks })
  });
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
