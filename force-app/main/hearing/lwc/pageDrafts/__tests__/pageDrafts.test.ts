import { EMPTY_DRAFT } from 'c/hearingDraft';
import type { Draft } from 'c/hearingDraft';
import { forgetRow, leaveRow, onRowDraftsChanged, restoreRow, rowEditors, showRow, unsavedRows, vault } from 'c/pageDrafts';
import { inTurn, onRowsChanged } from 'c/rowQueue';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { notifyRecordUpdateAvailable, updateRecord } from '../../../../../../jest/lightning/uiRecordApi';

const CASE = '006000000000001AAA';
const VISIT = 'a02000000000001AAA';
const source = {
  ...{ caseId: CASE, rowId: VISIT, objectApiName: 'Visit__c' },
  name: (fields: readonly string[]) => `訪問（${fields.join('、')}）`
};
const record = (text: string | null, at = 1): RecordRepresentation => ({
  ...{ apiName: 'Visit__c', id: VISIT, recordTypeId: null, lastModifiedDate: `2026-11-28T00:00:0${at}.000Z` },
  fields: { KeyPoints__c: { value: text, displayValue: null } }
});
const draft = (mine: string): Draft => new Map([['KeyPoints__c', { base: null, mine, valid: true }]]);
async function settle(turns = 40): Promise<void> {
  await Promise.resolve();
  if (turns > 0) await settle(turns - 1);
}
function open(text: string | null = null): ReturnType<typeof showRow> {
  const editor = showRow(source);
  editor.take(record(text));
  return editor;
}

describe('c/pageDrafts', () => {
  let keep: jest.SpyInstance;
  beforeEach(() => {
    jest.clearAllMocks();
    keep = jest.spyOn(vault, 'keep');
    updateRecord.mockImplementation(({ fields }) => Promise.resolve(record(String(fields.KeyPoints__c), 5)));
  });
  afterEach(() => forgetRow(CASE, VISIT));

  const kept = (): (string | undefined)[] =>
    keep.mock.calls.map(
      ([, { rows }]: [string, { rows: Map<string, { draft: Draft }> }]) => rows.get(VISIT)?.draft.get('KeyPoints__c')?.mine as string
    );

  it('keeps what is typed into a row under its case, named in words, and takes it off when it is stored', async () => {
    const heard = jest.fn();
    const stop = onRowDraftsChanged(CASE, heard);
    const editor = open();
    editor.edit('KeyPoints__c', { mine: '商標を検討', valid: true });
    expect(keep).toHaveBeenLastCalledWith(CASE, {
      ...{ draft: EMPTY_DRAFT, marks: new Map() },
      rows: new Map([[VISIT, { objectApiName: 'Visit__c', name: '訪問（KeyPoints__c）', draft: editor.draft }]])
    });
    expect(heard).toHaveBeenCalled();
    await editor.save();
    expect(kept()).toEqual(['商標を検討', undefined]);
    expect(unsavedRows(CASE)).toEqual([]);
    stop();
  });

  it('saves a row whose details are closed, and tells the lists and the case of it', async () => {
    const lists = jest.fn();
    const stop = onRowsChanged(CASE, lists);
    open().edit('KeyPoints__c', { mine: '閉じる前', valid: true });
    leaveRow(CASE, VISIT);
    expect(unsavedRows(CASE)).toHaveLength(1);
    await settle();
    expect(updateRecord).toHaveBeenCalledTimes(1);
    expect(lists).toHaveBeenCalledTimes(1);
    expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: CASE }]);
    expect(rowEditors(CASE)).toEqual([]);
    stop();
  });

  it('saves a row only after the earlier saves of its case', async () => {
    let finish: () => void = () => undefined;
    const earlier = inTurn(CASE, () => new Promise<void>((resolve) => (finish = resolve)));
    const editor = open();
    editor.edit('KeyPoints__c', { mine: '順番を待つ', valid: true });
    const saved = editor.save();
    await settle();
    expect(updateRecord).not.toHaveBeenCalled();
    finish();
    await Promise.all([earlier, saved]);
    expect(updateRecord).toHaveBeenCalledTimes(1);
    leaveRow(CASE, VISIT);
  });

  it('gives the text back that could not be saved when the details are opened again', async () => {
    updateRecord.mockRejectedValue(new TypeError('Failed to fetch'));
    open().edit('KeyPoints__c', { mine: '電波がない', valid: true });
    leaveRow(CASE, VISIT);
    await settle();
    expect(showRow(source).draft.get('KeyPoints__c')?.mine).toBe('電波がない');
    leaveRow(CASE, VISIT);
  });

  it('keeps a restored text under its old name until its row is in sight', () => {
    restoreRow(CASE, VISIT, { objectApiName: 'Visit__c', name: '訪問（要点）', draft: draft('前の画面の話') });
    expect(unsavedRows(CASE)).toEqual([{ rowId: VISIT, objectApiName: 'Visit__c', name: '訪問（要点）', fields: ['KeyPoints__c'] }]);
    expect(kept().at(-1)).toBe('前の画面の話');
  });

  it('drops what was typed into a deleted row, whatever its editor does afterwards', async () => {
    updateRecord.mockRejectedValue({ status: 404 });
    const editor = open();
    editor.edit('KeyPoints__c', { mine: '消す行', valid: true });
    forgetRow(CASE, VISIT);
    expect(kept()).toEqual(['消す行', undefined]);
    editor.edit('KeyPoints__c', { mine: '消えた行', valid: true });
    await editor.save();
    expect(keep).toHaveBeenCalledTimes(2);
    expect(unsavedRows(CASE)).toEqual([]);
  });
});
