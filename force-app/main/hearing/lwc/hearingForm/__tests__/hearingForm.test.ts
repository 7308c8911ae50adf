import HearingForm from 'c/hearingForm';
import type { SectionView } from 'c/hearingView';
import type { ConflictView } from 'c/conflictPanel';
import type { FieldError } from 'c/errorPanel';
import type { RecordFieldValue } from 'lightning/uiRecordApi';
import { storeItems } from 'c/pageChannel';
import { forgetRow, restoreRow, showRow, vault } from 'c/pageDrafts';
import { PAUSE_MS } from 'c/recordEditor';
import { createElement } from 'lwc';
import { getItemsMock } from '../../../../../../jest/apex/HearingItemController.getItems';
import { graphqlMock } from '../../../../../../jest/lightning/graphql';
import { getObjectInfoMock, getPicklistValuesMock } from '../../../../../../jest/lightning/uiObjectInfoApi';
import {
  createRecord,
  deleteRecord,
  getRecordMock,
  notifyRecordUpdateAvailable,
  updateRecord
} from '../../../../../../jest/lightning/uiRecordApi';
import { passTime, stopTime } from '../../../../../../jest/timing';
import { CONFLICT, NOT_FOUND, SESSION_EXPIRED, refusal, response } from '../../errorReducer/__tests__/fixtures';
import { labels } from '../labels';
import { DRAFT_KEYS, ITEMS, NO_DRAFT_KEYS, OBJECT_INFO, PICKLISTS, storedRecord } from './fixtures';

/** Missing items and figures are worked out anew after this. */
const VIEW_MS = 250;

/** Only the date stands still. */
const REAL_TIMERS = [
  'cancelAnimationFrame',
  'cancelIdleCallback',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'setImmediate',
  'setInterval',
  'setTimeout'
] as const;

type Form = HTMLElement & { recordId: string; objectApiName: string };
type Section = HTMLElement & { section: SectionView };
type ErrorPanel = HTMLElement & { heading: string; messages: readonly string[]; fields: readonly FieldError[] };

/** Another record for each test: what one test leaves unsaved is none of the next one's business. */
let recordId = '';
let records = 0;
const record = (values: Record<string, RecordFieldValue> = {}, minute = 0) => storedRecord(recordId, values, minute);

/** Lets promises and renders finish. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function place(): Promise<Form> {
  const form = Object.assign(createElement('c-hearing-form', { is: HearingForm }), {
    recordId,
    objectApiName: 'Opportunity'
  }) as unknown as Form;
  document.body.appendChild(form);
  await settled();
  return form;
}

/** A form whose wires have all answered. */
async function open(values: Record<string, RecordFieldValue> = {}): Promise<Form> {
  const form = await placeAndFill(values);
  await unlockDrafts(form);
  return form;
}

/** A form that waits for nothing but the user's key. */
async function placeAndFill(values: Record<string, RecordFieldValue> = {}): Promise<Form> {
  const form = await place();
  getItemsMock.emit(ITEMS);
  getObjectInfoMock.emit(OBJECT_INFO);
  await settled();
  getRecordMock.emit(record(values));
  await settled();
  getPicklistValuesMock.emit(PICKLISTS);
  await settled();
  return form;
}

/** Waits until the form shows something to answer, or long enough. */
async function shown(form: Form, turns = 100): Promise<void> {
  if (turns === 0 || form.shadowRoot?.querySelector('[data-next]')) return;
  await settled();
  await shown(form, turns - 1);
}

/** The user's key arrives; importing it takes the browser as long as it likes. */
async function unlockDrafts(form: Form): Promise<void> {
  graphqlMock.emit(DRAFT_KEYS, 'draftKeys');
  await shown(form);
}

const find = <T extends Element = HTMLElement>(form: Form, selector: string): T => form.shadowRoot?.querySelector<T>(selector) as T;
const findAll = <T extends Element = HTMLElement>(form: Form, selector: string): T[] => [
  ...(form.shadowRoot?.querySelectorAll<T>(selector) ?? [])
];
const text = (form: Form, selector: string): string => find(form, selector)?.textContent ?? '';
const sections = (form: Form): SectionView[] => findAll<Section>(form, 'c-hearing-section').map(({ section }) => section);
const shownFields = (form: Form) => sections(form).flatMap(({ fields }) => fields);
const shownKeys = (form: Form): string[] => shownFields(form).map(({ key }) => key);
const fieldOf = (form: Form, name: string) => shownFields(form).find(({ field }) => field === name);
const saveErrors = (form: Form): ErrorPanel => find<ErrorPanel>(form, '[data-save-errors]');
const conflicts = (form: Form): readonly ConflictView[] =>
  find<HTMLElement & { conflicts: readonly ConflictView[] }>(form, 'c-conflict-panel').conflicts;

async function type(form: Form, field: string, value: RecordFieldValue, valid = true): Promise<void> {
  find(form, 'c-hearing-section').dispatchEvent(new CustomEvent('answerchange', { detail: { field, value, valid } }));
  passTime(VIEW_MS);
  await settled();
}
/** The officer stops typing for long enough. */
async function pause(): Promise<void> {
  passTime(PAUSE_MS);
  await settled();
}
async function save(form: Form): Promise<void> {
  find(form, '[data-save]').click();
  await settled();
}
async function choose(form: Form, scope: string): Promise<void> {
  find(form, `[data-scope="${scope}"]`).click();
  await settled();
}
async function showMissingOnly(form: Form, checked: boolean): Promise<void> {
  find(form, '[data-missing-only]').dispatchEvent(new CustomEvent('change', { detail: { checked } }));
  await settled();
}
const sent = (): Record<string, unknown>[] => updateRecord.mock.calls.map(([input]) => input.fields);

describe('c-hearing-form', () => {
  beforeEach(() => {
    records += 1;
    recordId = `006${String(records).padStart(12, '0')}AAA`;
    jest.useFakeTimers({ now: new Date('2026-11-23T01:23:00Z'), doNotFake: [...REAL_TIMERS] });
    updateRecord.mockReset().mockImplementation(({ fields: { Id: _id, ...values } }) => Promise.resolve(record(values, 5)));
    notifyRecordUpdateAvailable.mockReset().mockResolvedValue(undefined);
    createRecord.mockReset().mockResolvedValue(record());
    deleteRecord.mockReset().mockResolvedValue(undefined);
    graphqlMock.refresh.mockClear();
  });

  afterEach(() => {
    document.body.replaceChildren();
    stopTime();
    jest.useRealTimers();
  });

  it('reads the record again when rows that answer an item were saved', async () => {
    const form = await open();
    find(form, 'c-hearing-section').dispatchEvent(new CustomEvent('rowschange', { detail: { item: 'Case_JpoIssues' } }));
    expect(notifyRecordUpdateAvailable.mock.calls).toEqual([[[{ recordId }]]]);
  });

  it('stores what only waits for its pause when another component asks, also what is typed into a row', async () => {
    const form = await open();
    const rowId = 'a02000000000002AAA';
    const row = showRow({ caseId: recordId, rowId, objectApiName: 'Visit__c', name: () => '訪問' });
    row.take({ ...record({ KeyPoints__c: null }), id: rowId });
    row.edit('KeyPoints__c', { mine: '要点', valid: true });
    await type(form, 'Reason__c', '理由');
    expect(sent()).toEqual([]);
    await storeItems(recordId);
    expect(sent()).toEqual([
      { Id: recordId, Reason__c: '理由' },
      { Id: rowId, KeyPoints__c: '要点' }
    ]);
    forgetRow(recordId, rowId);
  });

  describe('before it is settled whether drafts are kept', () => {
    beforeEach(() => jest.spyOn(vault, 'unlocked', 'get').mockReturnValue(false));
    afterEach(() => jest.restoreAllMocks());

    it('lets nobody type what a crash would take, until the key is there', async () => {
      const form = await placeAndFill();
      expect(sections(form)).toEqual([]);
      expect(find(form, '[data-loading]')).not.toBeNull();
      await unlockDrafts(form);
      expect(sections(form)).not.toEqual([]);
      expect(find(form, '[data-draft-note]')).toBeNull();
    });

    it('asks for the key until it is there, and not again', async () => {
      const form = await placeAndFill();
      expect(graphqlMock.variables('draftKeys')).toHaveLength(1);
      await unlockDrafts(form);
      expect(graphqlMock.variables('draftKeys')).toEqual([]);
    });

    it('goes on when another form of the page has unlocked them meanwhile, without asking for another key', async () => {
      const form = await placeAndFill();
      const unlock = jest.spyOn(vault, 'unlock');
      jest.spyOn(vault, 'unlocked', 'get').mockReturnValue(true);
      graphqlMock.emit(NO_DRAFT_KEYS, 'draftKeys');
      await settled();
      expect(sections(form)).not.toEqual([]);
      expect(find(form, '[data-draft-note]')).toBeNull();
      expect(createRecord).not.toHaveBeenCalled();
      expect(unlock).not.toHaveBeenCalled();
    });

    it('goes on without drafts when the key does not come, and says so', async () => {
      const form = await placeAndFill();
      graphqlMock.emitErrors([{ message: 'x' }], 'draftKeys');
      await settled();
      expect(sections(form)).not.toEqual([]);
      expect(text(form, '[data-draft-note]')).toBe(labels.draftNoKey);
    });

    it('goes on without drafts when no key can be made, and says so', async () => {
      createRecord.mockRejectedValue(NOT_FOUND);
      const form = await placeAndFill();
      graphqlMock.emit(NO_DRAFT_KEYS, 'draftKeys');
      await settled();
      expect(sections(form)).not.toEqual([]);
      expect(text(form, '[data-draft-note]')).toBe(labels.draftNoKey);
    });
  });

  describe('opening', () => {
    it('reads all items in one request, the phase included, and asks for nothing before it knows the fields', async () => {
      const form = await place();
      expect(getRecordMock.configs()).toEqual([]);
      expect(graphqlMock.variables('itemStates')).toEqual([]);
      expect(find(form, '[data-loading]')).not.toBeNull();
      getItemsMock.emit(ITEMS);
      await settled();
      expect(getRecordMock.configs()).toEqual([
        {
          recordId,
          optionalFields: ['StageName', 'DropPhase__c', 'VisitType__c', 'Background__c', 'Issues__c', 'Detail__c', 'Budget__c'].map(
            (name) => `Opportunity.${name}`
          )
        }
      ]);
    });

    it('reads picklists by the record type of the record, else by the default one', async () => {
      await open();
      expect(getPicklistValuesMock.configs()).toEqual([{ objectApiName: 'Opportunity', recordTypeId: '012000000000000AAA' }]);
      getRecordMock.emit({ ...record(), recordTypeId: '012000000000007AAA' });
      await settled();
      expect(getPicklistValuesMock.configs()).toEqual([{ objectApiName: 'Opportunity', recordTypeId: '012000000000007AAA' }]);
    });

    it('starts with the items of the current phase', async () => {
      const form = await open();
      expect(shownKeys(form)).toEqual(['Case_Issues', 'Case_Detail', 'Case_Budget']);
      const pressed = findAll(form, '[data-scope]').filter((button) => button.getAttribute('aria-pressed') === 'true');
      expect(pressed.map(({ textContent }) => textContent)).toEqual(['課題の特定（現在）']);
    });

    it('starts with all items when the current phase asks nothing', async () => {
      expect(shownKeys(await open({ StageName: '提案' }))).toHaveLength(ITEMS.length);
    });

    it('reaches the items of other phases and of all', async () => {
      const form = await open();
      await choose(form, '事前準備');
      expect(shownKeys(form)).toEqual(['Case_VisitType', 'Case_Background']);
      await choose(form, '*');
      expect(sections(form).map(({ name }) => name)).toEqual(['訪問目的', '経営課題']);
    });

    it('shows progress per section and for what is shown', async () => {
      const form = await open();
      expect(sections(form)[0]?.progress[0]).toEqual({ tier: '必須', filled: 0, total: 1 });
      expect(findAll(form, '[data-overall] li').map(({ textContent }) => textContent)).toEqual(['必須 0/1', '推奨 0/1', '任意 1/1']);
    });
  });

  describe('what cannot be shown', () => {
    const loadErrors = (form: Form): readonly string[] => find<ErrorPanel>(form, '[data-load-error]').messages;

    it('takes an empty list of items for missing rights, never for "nothing left"', async () => {
      const form = await place();
      getItemsMock.emit([]);
      await settled();
      expect(loadErrors(form)[0]).toContain('権限が足りない可能性があります');
      expect(sections(form)).toEqual([]);
      expect(find(form, '[data-loading]')).toBeNull();
    });

    it('says the same, with the words of the server, when Apex refuses', async () => {
      const form = await place();
      getItemsMock.emitError(response(403, { message: 'クラスへのアクセス権がありません' }));
      await settled();
      expect(loadErrors(form)).toEqual([expect.stringContaining('権限が足りない可能性があります'), 'クラスへのアクセス権がありません']);
    });

    it('says that a record is gone or not accessible', async () => {
      const form = await place();
      getItemsMock.emit(ITEMS);
      await settled();
      getRecordMock.emitError(NOT_FOUND);
      await settled();
      expect(loadErrors(form)).toEqual(['この記録は削除されたか、参照する権限がありません。']);
    });

    it('says that loading failed when object info does not come', async () => {
      const form = await place();
      getObjectInfoMock.emitError(response(500, { message: '内部エラー' }));
      await settled();
      expect(loadErrors(form)).toEqual([expect.stringContaining('ページを再読み込みしてください'), '内部エラー']);
    });

    it('keeps what was typed in sight when the record is deleted meanwhile', async () => {
      const form = await open();
      await type(form, 'Detail__c', '書きかけ');
      getRecordMock.emitError(NOT_FOUND);
      await settled();
      expect(fieldOf(form, 'Detail__c')?.value).toBe('書きかけ');
      expect(saveErrors(form).messages[0]).toContain('書き写してください');
    });

    it('shows a field without read access as such and does not count or demand it', async () => {
      const form = await place();
      getItemsMock.emit(ITEMS);
      const fields = Object.fromEntries(Object.entries(OBJECT_INFO.fields).filter(([name]) => name !== 'Issues__c'));
      getObjectInfoMock.emit({ ...OBJECT_INFO, fields });
      await settled();
      getRecordMock.emit(record());
      await settled();
      getPicklistValuesMock.emit(PICKLISTS);
      await settled();
      expect(shownFields(form)[0]).toMatchObject({ key: 'Case_Issues', mode: 'hidden' });
      expect(text(form, '[data-next-text]')).toContain('すべて入力されています');
    });
  });

  describe('the next phase', () => {
    it('is named with what it still waits for', async () => {
      const form = await open();
      expect(text(form, '[data-next-text]')).toBe('次のフェーズ「提案」まで あと1項目:');
      expect(findAll(form, '[data-jump]').map(({ textContent }) => textContent)).toEqual(['経営課題']);
      expect(fieldOf(form, 'Issues__c')?.due).toBe(true);
    });

    it('waits for nothing as soon as the item is answered, saved or not', async () => {
      const form = await open();
      await type(form, 'Issues__c', '人材');
      expect(text(form, '[data-next-text]')).toBe('次のフェーズ「提案」に必要な項目は、すべて入力されています。');
      expect(updateRecord).not.toHaveBeenCalled();
    });

    it('leads to a missing item, even out of another phase and out of the filter', async () => {
      const form = await open();
      await choose(form, '事前準備');
      const focused: string[] = [];
      jest.spyOn(HTMLElement.prototype, 'focus').mockImplementation(function (this: HTMLElement) {
        focused.push(this.tagName.toLowerCase());
      });
      find(form, '[data-jump="Case_Issues"]').click();
      await settled();
      expect(shownKeys(form)).toContain('Case_Issues');
      expect(focused).not.toEqual([]);
      jest.restoreAllMocks();
    });

    it('is not mentioned after the last one', async () => {
      const form = await open({ StageName: 'クローズ（支援完了）' });
      expect(find(form, '[data-next-text]')).toBeNull();
    });

    it('follows a phase that was moved elsewhere on the page without losing what was typed', async () => {
      const form = await open();
      await type(form, 'Detail__c', '書きかけ');
      getRecordMock.emit(record({ StageName: '事前準備' }, 1));
      await settled();
      await choose(form, '課題の特定');
      expect(text(form, '[data-next-text]')).toContain('次のフェーズ「課題の特定」');
      expect(fieldOf(form, 'Detail__c')?.value).toBe('書きかけ');
    });
  });

  describe('the filter', () => {
    it('leaves only required items without an answer', async () => {
      const form = await open();
      await showMissingOnly(form, true);
      expect(shownKeys(form)).toEqual(['Case_Issues']);
      await showMissingOnly(form, false);
      expect(shownKeys(form)).toHaveLength(3);
    });

    it('does not pull an item away while it is being answered', async () => {
      const form = await open();
      await showMissingOnly(form, true);
      await type(form, 'Issues__c', '人材');
      expect(shownKeys(form)).toEqual(['Case_Issues']);
    });

    it('says when nothing is missing', async () => {
      const form = await open({ Issues__c: '人材' });
      await showMissingOnly(form, true);
      expect(text(form, '[data-empty]')).toBe('表示している範囲に、未入力の必須項目はありません。');
    });
  });

  describe('saving', () => {
    it('sends only what changed, guarded by the date of the record, and says when it was saved', async () => {
      const form = await open();
      await type(form, 'Detail__c', '営業が2名');
      await type(form, 'Budget__c', 200);
      expect(text(form, '[data-unsaved]')).toBe('保存していない変更 2項目');
      await save(form);
      expect(updateRecord.mock.calls).toEqual([
        [{ fields: { Id: recordId, Detail__c: '営業が2名', Budget__c: 200 } }, { ifUnmodifiedSince: '2026-11-23T01:00:00.000Z' }]
      ]);
      expect(text(form, '[data-status]')).toBe('保存済み 10:23');
      expect(text(form, '[data-unsaved]')).toBe('');
      expect(fieldOf(form, 'Detail__c')?.value).toBe('営業が2名');
    });

    it('is never refused for incompleteness', async () => {
      const form = await open({ VisitType__c: null, Issues__c: null });
      await type(form, 'Detail__c', 'これだけ');
      await save(form);
      expect(sent()).toEqual([{ Id: recordId, Detail__c: 'これだけ' }]);
    });

    it('guards the next save by the date of the last one', async () => {
      const form = await open();
      await type(form, 'Detail__c', '一');
      await save(form);
      await type(form, 'Detail__c', '二');
      await save(form);
      expect(updateRecord.mock.calls[1]?.[1]).toEqual({ ifUnmodifiedSince: '2026-11-23T01:05:00.000Z' });
    });

    it('sends nothing and says so when nothing changed', async () => {
      const form = await open();
      await type(form, 'Detail__c', 'やめる');
      await type(form, 'Detail__c', null);
      await save(form);
      expect(updateRecord).not.toHaveBeenCalled();
      expect(text(form, '[data-status]')).toBe('保存する変更はありません。');
    });

    it.each([
      ['Ctrl+S', { key: 's', ctrlKey: true }, 1],
      ['Cmd+S', { key: 's', metaKey: true }, 1],
      ['Ctrl+S during composition', { key: 's', ctrlKey: true, isComposing: true }, 0],
      ['Enter', { key: 'Enter' }, 0],
      ['Enter during composition', { key: 'Enter', isComposing: true }, 0],
      ['a plain s', { key: 's' }, 0]
    ])('by keyboard with %s', async (_name, init, saves) => {
      const form = await open();
      await type(form, 'Detail__c', 'あ');
      const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, composed: true, ...init });
      find(form, 'c-hearing-section').dispatchEvent(event);
      await settled();
      expect(updateRecord).toHaveBeenCalledTimes(saves);
      expect(event.defaultPrevented).toBe(saves === 1);
    });

    it('runs one save at a time and then sends what was typed meanwhile', async () => {
      let finish: (() => void) | undefined;
      updateRecord.mockImplementationOnce(() => new Promise((resolve) => (finish = () => resolve(record({ Detail__c: '一' }, 5)))));
      const form = await open();
      await type(form, 'Detail__c', '一');
      await save(form);
      expect(text(form, '[data-status]')).toBe('保存中');
      await type(form, 'Detail__c', '一二');
      await save(form);
      expect(sent()).toHaveLength(1);
      finish?.();
      await settled();
      await settled();
      expect(sent()).toEqual([
        { Id: recordId, Detail__c: '一' },
        { Id: recordId, Detail__c: '一二' }
      ]);
      expect(text(form, '[data-unsaved]')).toBe('');
    });

    it('ignores a record that arrives late with an older state', async () => {
      const form = await open();
      await type(form, 'Detail__c', '新しい');
      await save(form);
      getRecordMock.emit(record({ Detail__c: '古い' }, 1));
      await settled();
      expect(fieldOf(form, 'Detail__c')?.value).toBe('新しい');
    });
  });

  describe('by itself', () => {
    it('saves after a pause, not before, and only what changed', async () => {
      const form = await open();
      await type(form, 'Detail__c', '一');
      passTime(PAUSE_MS - VIEW_MS - 1);
      expect(sent()).toEqual([]);
      await pause();
      expect(sent()).toEqual([{ Id: recordId, Detail__c: '一' }]);
      expect(text(form, '[data-status]')).toBe('保存済み 10:23');
      await pause();
      expect(sent()).toHaveLength(1);
    });

    it('saves when the focus leaves a field group, and nothing when nothing waits', async () => {
      const form = await open();
      find(form, 'c-hearing-section').dispatchEvent(new CustomEvent('groupleave'));
      await type(form, 'Detail__c', '一');
      find(form, 'c-hearing-section').dispatchEvent(new CustomEvent('groupleave'));
      await settled();
      find(form, 'c-hearing-section').dispatchEvent(new CustomEvent('groupleave'));
      await settled();
      expect(sent()).toEqual([{ Id: recordId, Detail__c: '一' }]);
    });

    it('saves nothing while an input method composes, and after a pause when it is done', async () => {
      const form = await open();
      const compose = (event: string) => find(form, 'c-hearing-section').dispatchEvent(new Event(event, { bubbles: true }));
      compose('compositionstart');
      await type(form, 'Detail__c', 'にほn');
      await pause();
      expect(sent()).toEqual([]);
      compose('compositionend');
      await type(form, 'Detail__c', '日本');
      await pause();
      expect(sent()).toEqual([{ Id: recordId, Detail__c: '日本' }]);
    });

    it('does not move the focus, and leaves what is typed alone', async () => {
      const form = await open();
      const outside = document.body.appendChild(document.createElement('button'));
      outside.focus();
      await type(form, 'Detail__c', '一');
      await pause();
      expect(document.activeElement).toBe(outside);
      expect(fieldOf(form, 'Detail__c')?.value).toBe('一');
    });

    it('without a connection says how much is not sent, and sends it as soon as there is one again', async () => {
      updateRecord.mockRejectedValueOnce(new TypeError('Failed to fetch'));
      const form = await open();
      await type(form, 'Detail__c', '残る');
      await type(form, 'Budget__c', 7);
      await pause();
      expect(text(form, '[data-status]')).toBe('オフライン: 未送信 2項目');
      expect(text(form, '[data-unsaved]')).toBe('');
      expect(saveErrors(form).messages).toEqual([]);
      expect(fieldOf(form, 'Detail__c')?.value).toBe('残る');
      window.dispatchEvent(new Event('online'));
      await settled();
      expect(sent()).toEqual([
        { Id: recordId, Detail__c: '残る', Budget__c: 7 },
        { Id: recordId, Detail__c: '残る', Budget__c: 7 }
      ]);
      expect(text(form, '[data-status]')).toBe('保存済み 10:23');
    });

    it('after the session has ended says what to do, and goes on when the user comes back signed in', async () => {
      updateRecord.mockRejectedValueOnce(SESSION_EXPIRED);
      const form = await open();
      await type(form, 'Detail__c', '残る');
      await pause();
      expect(text(form, '[data-status]')).toBe('サインイン切れ: 未送信 1項目');
      expect(saveErrors(form).messages).toEqual([expect.stringContaining('サインインの有効期限が切れました')]);
      window.dispatchEvent(new Event('focus'));
      await settled();
      expect(sent()).toHaveLength(2);
      expect(saveErrors(form).messages).toEqual([]);
      expect(text(form, '[data-status]')).toBe('保存済み 10:23');
    });
  });

  describe('a mark instead of an answer', () => {
    const MARKED = {
      uiapi: { query: { ItemState__c: { edges: [row('a0S1', 'Case_Issues', '未確認'), row('a0S2', 'Case_Detail', '該当なし')] } } }
    };
    function row(Id: string, item: string, state: string): { node: unknown } {
      return { node: { Id, Item__c: { value: item }, State__c: { value: state } } };
    }
    const mark = async (form: Form, item: string, state: string | null): Promise<void> => {
      find(form, 'c-hearing-section').dispatchEvent(new CustomEvent('itemstate', { detail: { item, state } }));
      await settled();
    };
    const figure = (form: Form, key: string): string => text(form, `[data-figure="${key}"]`);
    const itemOf = (form: Form, key: string) => shownFields(form).find((field) => field.key === key);

    it('is read with the record, shown at its item and counted apart', async () => {
      const form = await open({ Budget__c: null });
      expect(graphqlMock.variables('itemStates')).toEqual([{ record: recordId }]);
      expect(figure(form, 'unconfirmed')).toBe('未確認 0項目');
      graphqlMock.emit(MARKED, 'itemStates');
      await settled();
      expect(itemOf(form, 'Case_Issues')?.mark).toBe('未確認');
      expect(figure(form, 'unconfirmed')).toBe('未確認 1項目');
      expect(findAll(form, '[data-overall] li').map(({ textContent }) => textContent)).toEqual(['必須 0/1', '任意 0/1']);
      expect(text(form, '[data-next-text]')).toContain('あと1項目');
    });

    it('is offered where it may be stated: 該当なし not for what a gate demands, nothing for what is answered', async () => {
      const form = await open();
      expect(itemOf(form, 'Case_Issues')?.marks).toEqual(['未確認']);
      expect(itemOf(form, 'Case_Detail')?.marks).toEqual(['未確認', '該当なし']);
      expect(itemOf(form, 'Case_Budget')?.marks).toEqual([]);
    });

    it('is stored at once as a row of its own, and taken away with it', async () => {
      createRecord.mockResolvedValue({ ...record(), id: 'a0S9' });
      const form = await open();
      await mark(form, 'Case_Detail', '未確認');
      expect(createRecord.mock.calls).toEqual([
        [{ apiName: 'ItemState__c', fields: { Case__c: recordId, Item__c: 'Case_Detail', State__c: '未確認' } }]
      ]);
      expect(itemOf(form, 'Case_Detail')?.mark).toBe('未確認');
      expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId }]);
      await mark(form, 'Case_Detail', '該当なし');
      expect(sent()).toEqual([{ Id: 'a0S9', State__c: '該当なし' }]);
      await mark(form, 'Case_Detail', null);
      expect(deleteRecord.mock.calls).toEqual([['a0S9']]);
      expect(itemOf(form, 'Case_Detail')?.mark).toBeNull();
    });

    it('that is refused goes back, with the message at its item', async () => {
      createRecord.mockRejectedValue(refusal({ State__c: ['値を入れてください。'] }));
      const form = await open();
      await mark(form, 'Case_Detail', '該当なし');
      expect(itemOf(form, 'Case_Detail')).toMatchObject({ mark: null, markError: '値を入れてください。' });
    });

    it('goes when the item gets an answer, and what the server deleted is read again', async () => {
      const form = await open();
      graphqlMock.emit(MARKED, 'itemStates');
      await settled();
      await type(form, 'Issues__c', '人材');
      expect(itemOf(form, 'Case_Issues')).toMatchObject({ mark: null, marks: [] });
      expect(graphqlMock.refresh).not.toHaveBeenCalled();
      await pause();
      expect(graphqlMock.refresh).toHaveBeenCalled();
      expect(deleteRecord).not.toHaveBeenCalled();
    });

    it('waits for a connection like everything else', async () => {
      createRecord.mockRejectedValueOnce(new TypeError('Failed to fetch'));
      const form = await open();
      await mark(form, 'Case_Detail', '未確認');
      expect(text(form, '[data-status]')).toBe('オフライン: 未送信 1項目');
      window.dispatchEvent(new Event('online'));
      await settled();
      expect(createRecord).toHaveBeenCalledTimes(2);
    });

    it('says when marks could not be read', async () => {
      const form = await open();
      graphqlMock.emitErrors([{ message: 'x' }], 'itemStates');
      await settled();
      expect(text(form, '[data-status]')).toBe('未確認・該当なしの印を読み込めませんでした。');
    });
  });

  describe('the search', () => {
    const search = async (form: Form, value: string): Promise<void> => {
      find(form, '[data-search]').dispatchEvent(new CustomEvent('change', { detail: { value } }));
      passTime(VIEW_MS);
      await settled();
    };

    it('finds questions, hints and names in all phases, and says how many', async () => {
      const form = await open();
      await search(form, 'アタマ');
      expect(shownKeys(form)).toEqual([]);
      await search(form, '頭を悩ませ');
      expect(shownKeys(form)).toEqual(['Case_Issues']);
      await search(form, '背景');
      expect(shownKeys(form)).toEqual(['Case_Background']);
      expect(text(form, '[data-found]')).toBe('すべてのフェーズから 1項目が見つかりました。');
      expect(findAll(form, '[aria-pressed="true"][data-scope]')).toEqual([]);
      await search(form, '');
      expect(shownKeys(form)).toEqual(['Case_Issues', 'Case_Detail', 'Case_Budget']);
      expect(text(form, '[data-found]')).toBe('');
    });

    it('says so when nothing is found, and ends with the choice of a phase', async () => {
      const form = await open();
      await search(form, 'ない言葉');
      expect(text(form, '[data-empty]')).toBe('「ない言葉」に当たる質問やヒントはありません。');
      await choose(form, '事前準備');
      expect(shownKeys(form)).toEqual(['Case_VisitType', 'Case_Background']);
    });
  });

  describe('the way to the next required item without an answer', () => {
    const focused = (form: Form): jest.SpyInstance[] =>
      findAll<Section & { focusItem(key: string): boolean }>(form, 'c-hearing-section').map((section) =>
        jest.spyOn(section, 'focusItem').mockReturnValue(true)
      );

    it('is a button and Alt+N, whatever letter the keyboard makes of it', async () => {
      const form = await open();
      const [focus] = focused(form);
      find(form, '[data-next-gap]').click();
      await settled();
      expect(focus?.mock.calls).toEqual([['Case_Issues']]);
      const event = new KeyboardEvent('keydown', { key: '˜', code: 'KeyN', altKey: true, bubbles: true, cancelable: true });
      find(form, 'c-hearing-section').dispatchEvent(event);
      await settled();
      expect(focus).toHaveBeenCalledTimes(2);
      expect(event.defaultPrevented).toBe(true);
    });

    it('goes on after the item that has the focus, and out of the shown phase when that has no gap', async () => {
      const form = await open({ VisitType__c: null });
      await choose(form, '*');
      find(form, 'c-hearing-section').dispatchEvent(new CustomEvent('itemfocus', { detail: 'Case_VisitType' }));
      const spies = focused(form);
      find(form, '[data-next-gap]').click();
      await settled();
      expect(spies[0]?.mock.calls).toEqual([['Case_Issues']]);
    });

    it('says so when there is none', async () => {
      const form = await open({ Issues__c: '人材' });
      find(form, '[data-next-gap]').click();
      await settled();
      expect(text(form, '[data-status]')).toBe('未入力の必須項目はありません。');
    });
  });

  describe('a refused save', () => {
    it('saves the other fields, keeps the refused answer and shows its message beside it and in the panel', async () => {
      updateRecord.mockRejectedValueOnce(refusal({ Budget__c: ['0以上にしてください'] }));
      const form = await open();
      await type(form, 'Detail__c', '残る');
      await type(form, 'Budget__c', -1);
      await save(form);
      expect(sent()).toEqual([
        { Id: recordId, Detail__c: '残る', Budget__c: -1 },
        { Id: recordId, Detail__c: '残る' }
      ]);
      expect(fieldOf(form, 'Budget__c')).toMatchObject({ value: -1, error: '0以上にしてください' });
      expect(saveErrors(form).fields).toEqual([{ label: '予算', message: '0以上にしてください', target: 'Case_Budget' }]);
      expect(text(form, '[data-status]')).toBe('保存済み 10:23');
      expect(text(form, '[data-unsaved]')).toBe('保存していない変更 1項目');
    });

    it('takes the message away as soon as the answer is changed, and all of them after a good save', async () => {
      updateRecord.mockRejectedValueOnce(refusal({ Budget__c: ['0以上にしてください'] }));
      const form = await open();
      await type(form, 'Budget__c', -1);
      await save(form);
      await type(form, 'Budget__c', 5);
      expect(fieldOf(form, 'Budget__c')?.error).toBe('');
      await save(form);
      expect(saveErrors(form)).toMatchObject({ messages: [], fields: [] });
      expect(text(form, '[data-status]')).toBe('保存済み 10:23');
    });

    it('shows an error of the record as a whole and loses nothing', async () => {
      updateRecord.mockRejectedValueOnce(refusal({}, ['終了した案件は変更できません。']));
      const form = await open();
      await type(form, 'Detail__c', '残る');
      await save(form);
      expect(saveErrors(form).messages).toEqual(['終了した案件は変更できません。']);
      expect(fieldOf(form, 'Detail__c')?.value).toBe('残る');
      expect(text(form, '[data-status]')).toBe('');
    });

    it('names a field that the form does not ask', async () => {
      updateRecord.mockRejectedValueOnce(refusal({ CloseDate: ['必須です'] }));
      const form = await open();
      await type(form, 'Detail__c', '残る');
      await save(form);
      expect(saveErrors(form).fields).toEqual([{ label: 'CloseDate', message: '必須です', target: undefined }]);
      expect(sent()).toHaveLength(1);
    });

    it('leads from the panel to the field', async () => {
      updateRecord.mockRejectedValueOnce(refusal({ Budget__c: ['だめ'] }));
      const form = await open();
      await type(form, 'Budget__c', -1);
      await save(form);
      await choose(form, '事前準備');
      saveErrors(form).dispatchEvent(new CustomEvent('jump', { detail: 'Case_Budget' }));
      await settled();
      expect(shownKeys(form)).toContain('Case_Budget');
    });

    it('never sends what is no value, but says so and saves the rest', async () => {
      const form = await open();
      await type(form, 'Budget__c', null, false);
      await type(form, 'Detail__c', 'よい');
      await save(form);
      expect(sent()).toEqual([{ Id: recordId, Detail__c: 'よい' }]);
      expect(saveErrors(form).fields[0]).toMatchObject({ label: '予算', target: 'Case_Budget' });
      expect(text(form, '[data-unsaved]')).toBe('保存していない変更 1項目');
    });

    it.each([
      ['without the right to edit', response(403, { errorCode: 'INSUFFICIENT_ACCESS', message: 'x' }), 'この操作をする権限がありません'],
      ['for a deleted record', NOT_FOUND, '書き写してください']
    ])('%s says what to do and keeps what was typed', async (_name, error, message) => {
      updateRecord.mockRejectedValueOnce(error);
      const form = await open();
      await type(form, 'Detail__c', '残る');
      await save(form);
      expect(saveErrors(form).messages).toEqual([expect.stringContaining(message)]);
      expect(fieldOf(form, 'Detail__c')?.value).toBe('残る');
      expect(text(form, '[data-unsaved]')).toBe('保存していない変更 1項目');
    });
  });

  describe('when somebody else saved meanwhile', () => {
    const answer = async (form: Form, field: string, choice: 'mine' | 'theirs'): Promise<void> => {
      find(form, 'c-conflict-panel').dispatchEvent(new CustomEvent('resolve', { detail: { field, choice } }));
      await settled();
    };

    it('another field, saves mine again without asking', async () => {
      updateRecord.mockRejectedValueOnce(CONFLICT);
      const form = await open();
      await type(form, 'Detail__c', '自分');
      await save(form);
      expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId }]);
      expect(saveErrors(form).messages).toEqual([]);
      getRecordMock.emit(record({ Background__c: '相手' }, 3));
      await settled();
      expect(updateRecord.mock.calls[1]).toEqual([
        { fields: { Id: recordId, Detail__c: '自分' } },
        { ifUnmodifiedSince: '2026-11-23T01:03:00.000Z' }
      ]);
      expect(conflicts(form)).toEqual([]);
      expect(saveErrors(form).messages).toEqual([]);
    });

    it('the same field, asks and sends nothing until answered', async () => {
      updateRecord.mockRejectedValueOnce(CONFLICT);
      const form = await open();
      await type(form, 'Issues__c', '人材;海外展開');
      await save(form);
      getRecordMock.emit(record({ Issues__c: '資金調達' }, 3));
      await settled();
      expect(conflicts(form)).toEqual([{ field: 'Issues__c', label: '経営課題', mine: '人材、海外展開', theirs: '資金調達' }]);
      expect(sent()).toHaveLength(1);
      expect(fieldOf(form, 'Issues__c')?.value).toBe('人材;海外展開');
    });

    it('sends mine after the choice of mine', async () => {
      const form = await open();
      await type(form, 'Detail__c', '自分');
      getRecordMock.emit(record({ Detail__c: '相手' }, 3));
      await settled();
      await save(form);
      expect(conflicts(form)).toHaveLength(1);
      expect(updateRecord).not.toHaveBeenCalled();
      await answer(form, 'Detail__c', 'mine');
      expect(sent()).toEqual([{ Id: recordId, Detail__c: '自分' }]);
      expect(conflicts(form)).toEqual([]);
    });

    it('keeps theirs after the choice of theirs and saves the other changes', async () => {
      const form = await open();
      await type(form, 'Detail__c', '自分');
      await type(form, 'Budget__c', 7);
      getRecordMock.emit(record({ Detail__c: '相手' }, 3));
      await settled();
      await save(form);
      await answer(form, 'Detail__c', 'theirs');
      expect(sent()).toEqual([{ Id: recordId, Budget__c: 7 }]);
      expect(fieldOf(form, 'Detail__c')?.value).toBe('相手');
    });

    it('an untouched field, shows theirs at once', async () => {
      const form = await open();
      getRecordMock.emit(record({ Detail__c: '相手' }, 3));
      await settled();
      expect(fieldOf(form, 'Detail__c')?.value).toBe('相手');
    });
  });

  describe('leaving', () => {
    const leave = (): boolean => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };

    it('warns while something is not saved, and only then', async () => {
      const form = await open();
      expect(leave()).toBe(false);
      await type(form, 'Detail__c', 'あ');
      expect(leave()).toBe(true);
      await save(form);
      expect(leave()).toBe(false);
    });

    it('the page within the app saves at once what waited for its pause', async () => {
      const form = await open();
      await type(form, 'Detail__c', '書きかけ');
      form.remove();
      await settled();
      expect(sent()).toEqual([{ Id: recordId, Detail__c: '書きかけ' }]);
    });

    it('the page within the app keeps the draft in memory and brings it back with the record', async () => {
      updateRecord.mockRejectedValue(new TypeError('Failed to fetch'));
      const form = await open();
      await type(form, 'Detail__c', '書きかけ');
      form.remove();
      await settled();
      expect(leave()).toBe(false);
      const again = await open();
      expect(fieldOf(again, 'Detail__c')?.value).toBe('書きかけ');
      expect(text(again, '[data-status]')).toBe('オフライン: 未送信 1項目');
    });

    it('the page within the app shows the rows that hold something unsaved, counts them, and warns of them', async () => {
      const draft = new Map([['KeyPoints__c', { base: null, mine: '要点', valid: true }]]);
      restoreRow(recordId, 'a02000000000001AAA', { objectApiName: 'Visit__c', name: '訪問（要点）', draft });
      const form = await open();
      const row = find<HTMLElement & Record<string, unknown>>(form, 'c-restored-row');
      expect(row).toMatchObject({ recordId, rowId: 'a02000000000001AAA', objectApiName: 'Visit__c', fields: ['KeyPoints__c'] });
      expect(text(form, '[data-unsaved]')).toBe('保存していない変更 1項目');
      expect(leave()).toBe(true);
      await expect(form).toBeAccessible();
      row.dispatchEvent(new CustomEvent('rowsaved', { bubbles: true }));
      expect(notifyRecordUpdateAvailable).toHaveBeenLastCalledWith([{ recordId }]);
      forgetRow(recordId, 'a02000000000001AAA');
      await settled();
      expect(text(form, '[data-unsaved]')).toBe('');
      expect(leave()).toBe(false);
    });

    it('for another record shows none of the draft there', async () => {
      const form = await open();
      await type(form, 'Detail__c', '書きかけ');
      recordId = '006000000000999AAA';
      form.recordId = recordId;
      await settled();
      getRecordMock.emit(record());
      await settled();
      expect(fieldOf(form, 'Detail__c')?.value).toBeNull();
      expect(text(form, '[data-unsaved]')).toBe('');
    });
  });

  it('renders only the section in which something was typed again', async () => {
    const form = await open();
    await choose(form, '*');
    const before = sections(form);
    await type(form, 'Detail__c', 'あ');
    const after = sections(form);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[1]?.fields[0]).toBe(before[1]?.fields[0]);
  });

  describe('is accessible', () => {
    it('while loading', async () => {
      await expect(await place()).toBeAccessible();
    });

    it('without items', async () => {
      const form = await place();
      getItemsMock.emit([]);
      await settled();
      await expect(form).toBeAccessible();
    });

    it('when open', async () => {
      await expect(await open()).toBeAccessible();
    });

    it('with nothing missing under the filter', async () => {
      const form = await open({ Issues__c: '人材' });
      await showMissingOnly(form, true);
      await expect(form).toBeAccessible();
    });

    it('after a save and after a refused one', async () => {
      const form = await open();
      await type(form, 'Detail__c', 'あ');
      await save(form);
      await expect(form).toBeAccessible();
      updateRecord.mockRejectedValueOnce(refusal({ Budget__c: ['だめ'] }, ['全体もだめ']));
      await type(form, 'Budget__c', -1);
      await save(form);
      await expect(form).toBeAccessible();
    });

    it('with a conflict', async () => {
      const form = await open();
      await type(form, 'Detail__c', '自分');
      getRecordMock.emit(record({ Detail__c: '相手' }, 3));
      await settled();
      await save(form);
      await expect(form).toBeAccessible();
    });
  });
});
