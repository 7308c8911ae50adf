import RowEditor from 'c/rowEditor';
import type { FieldView } from 'c/hearingView';
import { forgetRow, restoreRow, unsavedRows, vault } from 'c/pageDrafts';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { createElement } from 'lwc';
import { getRecordMock, notifyRecordUpdateAvailable, updateRecord } from '../../../../../../jest/lightning/uiRecordApi';
import { passTime } from '../../../../../../jest/timing';
import { info } from '../../hearingRows/__tests__/fixtures';

type Editor = HTMLElement & Record<string, unknown>;
const ROW = 'a01000000000001AAA';

const record = (values: Record<string, string | null>, at = 1): RecordRepresentation => ({
  apiName: 'CaseIssue__c',
  id: ROW,
  lastModifiedDate: `2026-11-28T00:00:0${at}.000Z`,
  recordTypeId: null,
  fields: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, displayValue: null }]))
});
async function settle(turns = 40): Promise<void> {
  await Promise.resolve();
  if (turns > 0) await settle(turns - 1);
}
async function show(values: Record<string, string | null> = { Statement__c: null, ResolvedOn__c: null }): Promise<Editor> {
  const editor = Object.assign(createElement('c-row-editor', { is: RowEditor }), {
    recordId: ROW,
    caseId: 'case',
    objectInfo: info('CaseIssue__c'),
    fields: ['Statement__c', 'ResolvedOn__c', 'Hidden__c']
  }) as unknown as Editor;
  document.body.appendChild(editor);
  await settle();
  getRecordMock.emit(record(values));
  await settle();
  return editor;
}
const find = <T extends Element = HTMLElement>(editor: Editor, selector: string): T | null =>
  editor.shadowRoot?.querySelector<T>(selector) ?? null;
const item = (editor: Editor, field: string): FieldView =>
  (find<HTMLElement & { item: FieldView }>(editor, `[data-key="${field}"]`) as HTMLElement & { item: FieldView }).item;
async function type(editor: Editor, field: string, value: string | null, valid = true): Promise<void> {
  const detail = { field, value, valid };
  find(editor, `[data-key="${field}"]`)?.dispatchEvent(new CustomEvent('answerchange', { detail, bubbles: true, composed: true }));
  await settle();
}
async function leave(editor: Editor): Promise<void> {
  find(editor, '.editor')?.dispatchEvent(new FocusEvent('focusout', { relatedTarget: null }));
  await settle();
}

describe('c-row-editor', () => {
  beforeEach(() => {
    jest.clearAllMocks();
    updateRecord.mockImplementation(({ fields: { Id: _id, ...fields } }) => Promise.resolve(record(fields as Record<string, string>, 2)));
  });
  afterEach(async () => {
    document.body.replaceChildren();
    await settle();
  });

  it('shows the fields that exist and may be read, without tiers', async () => {
    const editor = await show({ Statement__c: '高い' });
    expect(item(editor, 'Statement__c')).toMatchObject({ label: 'きっかけの発言', value: '高い', plain: true, mode: 'edit' });
    expect(editor.shadowRoot?.querySelectorAll('c-hearing-field')).toHaveLength(1);
    expect(getRecordMock.configs()[0]?.optionalFields).toContain('CaseIssue__c.Statement__c');
  });

  it('saves after a pause, only what changed, keeps the event to itself, and says when', async () => {
    const editor = await show();
    const heard: string[] = [];
    for (const name of ['answerchange', 'rowsaved']) editor.addEventListener(name, () => heard.push(name));
    await type(editor, 'Statement__c', '高い');
    expect(unsavedRows('case')).toEqual([
      { rowId: ROW, objectApiName: 'CaseIssue__c', name: 'CaseIssue__c（きっかけの発言）', fields: ['Statement__c'] }
    ]);
    passTime(1400);
    expect(updateRecord).not.toHaveBeenCalled();
    passTime(200);
    await settle();
    expect(updateRecord).toHaveBeenCalledWith(
      { fields: { Id: ROW, Statement__c: '高い' } },
      { ifUnmodifiedSince: record({}).lastModifiedDate }
    );
    expect(heard).toEqual(['rowsaved']);
    expect(find(editor, '[data-status]')?.textContent).toMatch(/^保存済み \d/);
    expect(unsavedRows('case')).toEqual([]);
  });

  it('waits while an input method composes, and saves when the focus leaves', async () => {
    const editor = await show();
    const part = find(editor, '.editor');
    part?.dispatchEvent(new CustomEvent('compositionstart'));
    await type(editor, 'Statement__c', 'た');
    passTime(2000);
    await settle();
    expect(updateRecord).not.toHaveBeenCalled();
    part?.dispatchEvent(new CustomEvent('compositionend'));
    await leave(editor);
    expect(updateRecord).toHaveBeenCalledTimes(1);
  });

  it('saves what is valid, and tells what is not', async () => {
    const editor = await show();
    await type(editor, 'ResolvedOn__c', null, false);
    await type(editor, 'Statement__c', '高い');
    await leave(editor);
    expect(updateRecord).toHaveBeenCalledTimes(1);
    expect(item(editor, 'ResolvedOn__c').error).not.toBe('');
    await type(editor, 'ResolvedOn__c', null);
    expect(item(editor, 'ResolvedOn__c').error).toBe('');
  });

  it('keeps a refused value with its message, also when the details are closed and opened again', async () => {
    const body = { output: { errors: [], fieldErrors: { Statement__c: [{ message: '長すぎます' }] } } };
    updateRecord.mockRejectedValue({ status: 400, body });
    const editor = await show();
    await type(editor, 'Statement__c', '長い話');
    await leave(editor);
    expect(item(editor, 'Statement__c')).toMatchObject({ value: '長い話', error: '長すぎます' });
    editor.remove();
    await settle();
    const again = await show();
    expect(item(again, 'Statement__c').value).toBe('長い話');
    updateRecord.mockImplementation(({ fields: { Id: _id, ...fields } }) => Promise.resolve(record(fields as Record<string, string>, 2)));
    await leave(again);
    expect(item(again, 'Statement__c').error).toBe('');
  });

  it('tells a failure of the whole row', async () => {
    updateRecord.mockRejectedValueOnce(new TypeError('offline'));
    const editor = await show();
    await type(editor, 'Statement__c', '高い');
    await leave(editor);
    expect(find<HTMLElement & { messages: string[] }>(editor, '[data-errors]')?.messages).toHaveLength(1);
    await leave(editor);
    expect(updateRecord).toHaveBeenCalledTimes(2);
  });

  describe('changed by somebody else meanwhile', () => {
    beforeEach(() => {
      updateRecord.mockRejectedValueOnce({ status: 412, body: {} });
    });

    it('goes on by itself where only one side changed a field', async () => {
      const editor = await show();
      await type(editor, 'Statement__c', '高い');
      await leave(editor);
      expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: ROW }]);
      getRecordMock.emit(record({ Statement__c: null, ResolvedOn__c: '2026-11-27' }, 5));
      await settle();
      expect(updateRecord).toHaveBeenLastCalledWith(
        { fields: { Id: ROW, Statement__c: '高い' } },
        { ifUnmodifiedSince: record({}, 5).lastModifiedDate }
      );
    });

    it('asks where both did', async () => {
      const editor = await show();
      await type(editor, 'Statement__c', '高い');
      await leave(editor);
      getRecordMock.emit(record({ Statement__c: '安い', ResolvedOn__c: null }, 5));
      await settle();
      const panel = find<HTMLElement & { conflicts: unknown[] }>(editor, 'c-conflict-panel');
      expect(panel?.conflicts).toEqual([{ field: 'Statement__c', label: 'きっかけの発言', mine: '高い', theirs: '安い' }]);
      expect(updateRecord).toHaveBeenCalledTimes(1);
      panel?.dispatchEvent(new CustomEvent('resolve', { detail: { field: 'Statement__c', choice: 'mine' } }));
      await settle();
      expect(updateRecord).toHaveBeenCalledTimes(2);
    });
  });

  it('keeps every key with the drafts of the case until it is stored', async () => {
    const keep = jest.spyOn(vault, 'keep');
    const editor = await show();
    await type(editor, 'Statement__c', '高');
    await type(editor, 'Statement__c', '高い');
    const kept = keep.mock.calls.map(([id, { rows }]) => [id, rows.get(ROW)?.draft.get('Statement__c')?.mine]);
    expect(kept).toEqual([
      ['case', '高'],
      ['case', '高い']
    ]);
    await leave(editor);
    expect(keep.mock.calls.at(-1)?.[1].rows.size).toBe(0);
  });

  it('shows an emptied answer as empty while it is not stored yet', async () => {
    const editor = await show({ Statement__c: '高い' });
    await type(editor, 'Statement__c', null);
    expect(item(editor, 'Statement__c').value).toBeNull();
    await leave(editor);
  });

  it('saves what an earlier page left, and asks first where somebody else wrote since', async () => {
    const draft = (base: string | null) => new Map([['Statement__c', { base, mine: '残った話', valid: true }]]);
    restoreRow('case', ROW, { objectApiName: 'CaseIssue__c', name: '課題', draft: draft(null) });
    const editor = await show();
    expect(updateRecord).toHaveBeenCalledWith({ fields: { Id: ROW, Statement__c: '残った話' } }, expect.anything());
    editor.remove();
    await settle();
    restoreRow('case', ROW, { objectApiName: 'CaseIssue__c', name: '課題', draft: draft('前の話') });
    const again = await show({ Statement__c: '別の人の話' });
    const panel = find<HTMLElement & { conflicts: unknown[] }>(again, 'c-conflict-panel');
    expect(panel?.conflicts).toEqual([{ field: 'Statement__c', label: 'きっかけの発言', mine: '残った話', theirs: '別の人の話' }]);
    expect(updateRecord).toHaveBeenCalledTimes(1);
    panel?.dispatchEvent(new CustomEvent('resolve', { detail: { field: 'Statement__c', choice: 'theirs' } }));
    await settle();
    expect(unsavedRows('case')).toEqual([]);
  });

  it('shows what was typed into a row that is gone, so that it can be copied', async () => {
    const draft = new Map([['Statement__c', { base: null, mine: '残った話', valid: true }]]);
    restoreRow('case', ROW, { objectApiName: 'CaseIssue__c', name: '課題', draft });
    const editor = Object.assign(createElement('c-row-editor', { is: RowEditor }), {
      ...{ recordId: ROW, caseId: 'case', objectInfo: info('CaseIssue__c'), fields: ['Statement__c'] }
    }) as unknown as Editor;
    document.body.appendChild(editor);
    await settle();
    getRecordMock.emitError({ status: 404 });
    await settle();
    expect(find(editor, '[data-orphans]')?.textContent).toBe('きっかけの発言残った話');
    await expect(editor).toBeAccessible();
    forgetRow('case', ROW);
  });

  it('is accessible, with an error too', async () => {
    const editor = await show();
    await expect(editor).toBeAccessible();
    getRecordMock.emitError({ status: 404 });
    await settle();
    await expect(editor).toBeAccessible();
  });
});
