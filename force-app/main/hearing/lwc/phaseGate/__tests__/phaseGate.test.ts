import PhaseGate from 'c/phaseGate';
import type { FieldView } from 'c/hearingView';
import type { FieldError } from 'c/errorPanel';
import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import type { RecordFieldValue, RecordRepresentation } from 'lightning/uiRecordApi';
import type { HearingItem } from 'c/hearingModel';
import { offerItems } from 'c/pageChannel';
import { createElement } from 'lwc';
import { getItemsMock } from '../../../../../../jest/apex/HearingItemController.getItems';
import { getObjectInfoMock, getPicklistValuesMock } from '../../../../../../jest/lightning/uiObjectInfoApi';
import { getRecordMock, notifyRecordUpdateAvailable, updateRecord } from '../../../../../../jest/lightning/uiRecordApi';
import { CONFLICT, NOT_FOUND, SESSION_EXPIRED, refusal, response } from '../../errorReducer/__tests__/fixtures';
import {
  CASE_INFO,
  CASE_ITEMS,
  CASE_PICKLISTS,
  LEAD_INFO,
  LEAD_ITEMS,
  LEAD_PICKLISTS,
  ROW_CASE_INFO,
  ROW_CASE_ITEMS,
  candidate,
  caseRecord,
  without
} from './fixtures';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000009AAA' }), { virtual: true });

type Gate = HTMLElement & { recordId: string; objectApiName: string };
type Field = HTMLElement & { item: FieldView };
type Button = HTMLElement & { label: string };
type ErrorPanel = HTMLElement & { heading: string; messages: readonly string[]; fields: readonly FieldError[] };

/** Another record for each test: what one test leaves unsaved is none of the next one's business. */
let recordId = '';
let records = 0;
const record = (values: Record<string, RecordFieldValue> = {}, minute = 0) => candidate(recordId, values, minute);

/** Lets promises and renders finish. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function place(objectApiName = 'Lead'): Promise<Gate> {
  const gate = Object.assign(createElement('c-phase-gate', { is: PhaseGate }), { recordId, objectApiName }) as unknown as Gate;
  document.body.appendChild(gate);
  await settled();
  return gate;
}

interface Platform {
  objectApiName?: string;
  items?: readonly HearingItem[];
  info?: ObjectInfoRepresentation;
  stored?: RecordRepresentation;
  picklists?: PicklistCollection;
}

/** A gate whose wires have all answered. */
async function openOn(platform: Platform): Promise<Gate> {
  const gate = await place(platform.objectApiName);
  getItemsMock.emit(platform.items ?? LEAD_ITEMS);
  getObjectInfoMock.emit(platform.info ?? LEAD_INFO);
  await settled();
  getRecordMock.emit(platform.stored ?? record());
  await settled();
  getPicklistValuesMock.emit(platform.picklists ?? LEAD_PICKLISTS);
  await settled();
  return gate;
}
const open = (values: Record<string, RecordFieldValue> = {}, info?: ObjectInfoRepresentation): Promise<Gate> =>
  openOn({ stored: record(values), info });
const openCase = (values: Record<string, RecordFieldValue> = {}): Promise<Gate> =>
  openOn({
    objectApiName: 'Opportunity',
    items: CASE_ITEMS,
    info: CASE_INFO,
    stored: caseRecord(recordId, values),
    picklists: CASE_PICKLISTS
  });

const find = <T extends Element = HTMLElement>(gate: Gate, selector: string): T => gate.shadowRoot?.querySelector<T>(selector) as T;
const findAll = <T extends Element = HTMLElement>(gate: Gate, selector: string): T[] => [
  ...(gate.shadowRoot?.querySelectorAll<T>(selector) ?? [])
];
const text = (gate: Gate, selector: string): string => find(gate, selector)?.textContent ?? '';
/** Every row: its mark, and the input or the text that it holds. */
const rows = (gate: Gate): string[] =>
  findAll(gate, '[data-rows] li').map((row) => {
    const field = row.querySelector<Field>('c-hearing-field');
    return [
      row.querySelector('[data-state]')?.textContent,
      field ? `[${field.item.label}]` : row.querySelector('.answer')?.textContent
    ].join(' ');
  });
const reasons = (gate: Gate): string[] => findAll<Field>(gate, '[data-reason]').map(({ item }) => `${item.label} ${item.tier}`);
const fieldOf = (gate: Gate, key: string): FieldView => find<Field>(gate, `c-hearing-field[data-key="${key}"]`)?.item;
const saveErrors = (gate: Gate): ErrorPanel => find<ErrorPanel>(gate, '[data-save-errors]');
const primary = (gate: Gate): string | undefined => find<Button>(gate, '[data-primary]')?.label;
const others = (gate: Gate): string[] => findAll<Button>(gate, '[data-other]').map(({ label }) => label);

async function type(gate: Gate, field: string, value: RecordFieldValue, valid = true): Promise<void> {
  find(gate, 'c-hearing-field').dispatchEvent(
    new CustomEvent('answerchange', { detail: { field, value, valid }, bubbles: true, composed: true })
  );
  await settled();
}
async function press(gate: Gate, selector: string): Promise<void> {
  find(gate, selector).click();
  await settled();
}
const move = (gate: Gate): Promise<void> => press(gate, '[data-primary]');
async function store(values: Record<string, RecordFieldValue>, minute: number): Promise<void> {
  getRecordMock.emit(record(values, minute));
  await settled();
}
const sent = (): Record<string, unknown>[] => updateRecord.mock.calls.map(([input]) => input.fields);

describe('c-phase-gate', () => {
  beforeEach(() => {
    records += 1;
    recordId = `00Q${String(records).padStart(12, '0')}AAA`;
    updateRecord.mockReset().mockImplementation(({ fields: { Id: _id, ...values } }) => Promise.resolve(record(values, 5)));
    notifyRecordUpdateAvailable.mockReset().mockResolvedValue(undefined);
  });

  afterEach(() => {
    document.body.replaceChildren();
    jest.restoreAllMocks();
  });

  describe('opening', () => {
    it('asks for nothing before it knows the fields, then only for those that exist and may be seen', async () => {
      const gate = await place();
      expect(find(gate, 'lightning-spinner')).not.toBeNull();
      getItemsMock.emit(LEAD_ITEMS);
      await settled();
      expect(getRecordMock.configs()).toEqual([]);
      getObjectInfoMock.emit(without(LEAD_INFO, 'DecisionReason__c', 'hidden'));
      await settled();
      const [config] = getRecordMock.configs();
      expect(config?.optionalFields).toEqual(expect.arrayContaining(['Lead.Status', 'Lead.Date__c', 'Lead.DecisionNote__c']));
      expect(config?.optionalFields).not.toContain('Lead.DecisionReason__c');
      expect(new Set(config?.optionalFields).size).toBe(config?.optionalFields.length);
    });

    it('says the current and the next phase in the words of the object', async () => {
      const gate = await open();
      expect(find<HTMLElement & { title: string }>(gate, 'lightning-card').title).toBe('状況を進める');
      expect(text(gate, '[data-phases]')).toBe('現在の状況未連絡次の状況連絡済み');
      expect(text(gate, '[data-heading]')).toBe('「連絡済み」に進むために必要な項目');
    });

    it('lists what the gate asks: text for what is there, an input for what is missing', async () => {
      expect(rows(await open())).toEqual(['入力済み 初回連絡の方法電話編集', '未入力 [初回連絡日]']);
    });

    it('marks each item by icon and text, not by colour', async () => {
      const gate = await open();
      const icons = findAll<HTMLElement & { iconName: string }>(gate, '[data-state] lightning-icon').map(({ iconName }) => iconName);
      expect(icons).toEqual(['utility:success', 'utility:warning']);
    });

    it('counts what is still missing, the reason included', async () => {
      const gate = await open();
      expect(text(gate, '[data-summary]')).toBe('あと2項目');
      await type(gate, 'Date__c', '2026-11-20');
      expect(text(gate, '[data-summary]')).toBe('あと1項目');
      await type(gate, 'DecisionReason__c', 'その他');
      expect(text(gate, '[data-summary]')).toBe('必要な項目は、すべて入力されています。');
    });

    it('asks for the reason, in words only if one likes', async () => {
      expect(reasons(await open())).toEqual(['判断理由 必須', '判断理由の文 任意']);
    });

    it('has one primary button, and the other moves beside it', async () => {
      const gate = await open();
      expect(primary(gate)).toBe('次へ進める');
      expect(findAll(gate, '[data-primary]')).toHaveLength(1);
      expect(others(gate)).toEqual(['訪問不要にする', '前の状況に戻す']);
    });

    it('takes a queue as owner and the placeholder of a name for missing', async () => {
      expect(rows(await open({ Status: '新規', OwnerId: '00G000000000001AAA' }))[0]).toBe('未入力 担当者');
      document.body.replaceChildren();
      expect(rows(await open({ Status: '連絡済み', LastName: '（氏名未確認）' }))[0]).toBe('未入力 [姓]');
    });
  });

  describe('what cannot be shown', () => {
    const loadErrors = (gate: Gate): readonly string[] => find<ErrorPanel>(gate, '[data-load-error]').messages;

    it('takes an empty list of items for missing rights, never for "nothing left"', async () => {
      const gate = await place();
      getItemsMock.emit([]);
      await settled();
      expect(loadErrors(gate)[0]).toContain('権限が足りない可能性があります');
      expect(find(gate, 'lightning-spinner')).toBeNull();
    });

    it('says the same when Apex refuses', async () => {
      const gate = await place();
      getItemsMock.emitError(response(403, { message: 'クラスへのアクセス権がありません' }));
      await settled();
      expect(loadErrors(gate)).toEqual([expect.stringContaining('権限が足りない'), 'クラスへのアクセス権がありません']);
    });

    it.each([
      ['object info', getObjectInfoMock],
      ['picklist values', getPicklistValuesMock]
    ])('says that loading failed when %s do not come', async (_name, mock) => {
      const gate = await place();
      getItemsMock.emit(LEAD_ITEMS);
      if (mock !== getObjectInfoMock) getObjectInfoMock.emit(LEAD_INFO);
      await settled();
      getRecordMock.emit(record());
      await settled();
      mock.emitError(response(500, { message: '内部エラー' }));
      await settled();
      expect(loadErrors(gate)).toEqual([expect.stringContaining('ページを再読み込みしてください'), '内部エラー']);
    });

    it('says that a record is gone, but keeps in sight what was typed', async () => {
      const gone = await place();
      getItemsMock.emit(LEAD_ITEMS);
      getObjectInfoMock.emit(LEAD_INFO);
      await settled();
      getRecordMock.emitError(NOT_FOUND);
      await settled();
      expect(loadErrors(gone)).toEqual(['この記録は削除されたか、参照する権限がありません。']);
      document.body.replaceChildren();
      const gate = await open();
      await type(gate, 'DecisionNote__c', '書きかけ');
      getRecordMock.emitError(NOT_FOUND);
      await settled();
      expect(fieldOf(gate, 'Note').value).toBe('書きかけ');
      expect(saveErrors(gate).messages[0]).toContain('書き写してください');
    });

    it('says on an object without phases that there is nothing', async () => {
      const gate = await place('Account');
      getItemsMock.emit(LEAD_ITEMS);
      await settled();
      expect(loadErrors(gate)).toHaveLength(1);
    });
  });

  describe('rights', () => {
    it.each([
      ['the phase', without(LEAD_INFO, 'Status', 'readOnly')],
      ['the object', { ...LEAD_INFO, updateable: false }]
    ])('ask nothing of who may not edit %s, and say so', async (_name, info) => {
      const gate = await open({}, info);
      expect(rows(gate)).toEqual(['入力済み 初回連絡の方法電話', '未入力 初回連絡日（空欄）']);
      expect([primary(gate), others(gate), reasons(gate)]).toEqual([undefined, [], []]);
      expect(text(gate, '[data-advice]')).toBe('状況を変える権限がありません。');
    });

    it('list a missing field that may not be edited, without an input and with advice', async () => {
      const gate = await open({}, without(LEAD_INFO, 'Date__c', 'readOnly'));
      expect(rows(gate)[1]).toBe('未入力 初回連絡日（空欄）');
      expect(text(gate, '[data-note="Date"]')).toContain('編集する権限がありません');
    });

    it('leave out a field that may not be seen', async () => {
      expect(rows(await open({}, without(LEAD_INFO, 'Date__c', 'hidden')))).toEqual(['入力済み 初回連絡の方法電話編集']);
    });

    it.each(['hidden', 'readOnly'] as const)('do not ask for a reason that is %s', async (rest) => {
      const gate = await open({}, without(LEAD_INFO, 'DecisionReason__c', rest));
      expect(reasons(gate)).toEqual(['判断理由の文 任意']);
      expect(text(gate, '[data-summary]')).toBe('あと1項目');
    });
  });

  describe('going on', () => {
    it('saves answers, reason and phase at once, guarded by the date of the record', async () => {
      const gate = await open();
      await type(gate, 'Date__c', '2026-11-20');
      await type(gate, 'DecisionReason__c', '関係機関の推薦');
      await type(gate, 'DecisionNote__c', '商工会から。');
      await move(gate);
      expect(updateRecord.mock.calls).toEqual([
        [
          {
            fields: {
              Id: recordId,
              Date__c: '2026-11-20',
              DecisionReason__c: '関係機関の推薦',
              DecisionNote__c: '商工会から。',
              Status: '連絡済み'
            }
          },
          { ifUnmodifiedSince: '2026-11-23T01:00:00.000Z' }
        ]
      ]);
    });

    it('says so in the status region, shows the next gate and takes the focus off the button', async () => {
      const gate = await open();
      await type(gate, 'Date__c', '2026-11-20');
      await type(gate, 'DecisionReason__c', 'その他');
      await move(gate);
      expect(text(gate, '[role="status"]')).toMatch(/^「連絡済み」にしました \d{1,2}:\d{2}$/);
      expect(text(gate, '[data-current]')).toBe('連絡済み');
      expect(rows(gate)).toEqual(['入力済み 姓見本編集', '未入力 [アポ承諾日]']);
      expect(gate.shadowRoot?.activeElement).toBe(find(gate, '[data-heading]'));
    });

    it('is tried even when something is missing: the server decides', async () => {
      const gate = await open();
      await move(gate);
      expect(sent()).toEqual([{ Id: recordId, Status: '連絡済み' }]);
    });

    it('happens once when the button is pressed twice', async () => {
      let finish: (() => void) | undefined;
      updateRecord.mockImplementationOnce(() => new Promise((resolve) => (finish = () => resolve(record({ Status: '連絡済み' }, 5)))));
      const gate = await open();
      await move(gate);
      expect(text(gate, '[role="status"]')).toBe('保存中');
      await move(gate);
      finish?.();
      await settled();
      expect(sent()).toHaveLength(1);
    });

    it.each([
      ['Enter', {}],
      ['Enter during composition', { isComposing: true }],
      ['Ctrl+Enter', { ctrlKey: true }]
    ])('is not started by %s in a field', async (_name, init) => {
      const gate = await open();
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true, ...init });
      find(gate, 'c-hearing-field').dispatchEvent(event);
      await settled();
      expect(updateRecord).not.toHaveBeenCalled();
      expect(event.defaultPrevented).toBe(false);
    });

    it('sends nothing while a control holds what is no value, and says where', async () => {
      const gate = await open();
      await type(gate, 'Date__c', null, false);
      await move(gate);
      expect(updateRecord).not.toHaveBeenCalled();
      expect(saveErrors(gate).fields).toEqual([{ label: '初回連絡日', message: expect.stringContaining('形式'), target: 'Date' }]);
    });

    it('guards the next move by the date of the last one', async () => {
      const gate = await open({ Status: '新規' });
      await move(gate);
      await move(gate);
      expect(updateRecord.mock.calls[1]).toEqual([
        { fields: { Id: recordId, Status: '連絡済み' } },
        { ifUnmodifiedSince: '2026-11-23T01:05:00.000Z' }
      ]);
    });

    it('keeps an input under the hand that types, and opens an answered one on demand', async () => {
      const gate = await open();
      await type(gate, 'Date__c', '2026-11-20');
      expect(rows(gate)[1]).toBe('入力済み [初回連絡日]');
      expect(find(gate, '[data-edit]').getAttribute('aria-label')).toBe('「初回連絡の方法」を編集');
      const focus = jest.spyOn(HTMLElement.prototype, 'focus');
      await press(gate, '[data-edit="Method"]');
      expect(rows(gate)[0]).toBe('入力済み [初回連絡の方法]');
      expect(focus).toHaveBeenCalled();
      await type(gate, 'Method__c', 'メール');
      await move(gate);
      expect(sent()[0]).toMatchObject({ Method__c: 'メール' });
    });

    it('makes the user the owner by one button, and not if it was pressed again', async () => {
      const gate = await open({ Status: '新規', OwnerId: '00G000000000001AAA' });
      expect(find<Button>(gate, '[data-take]').label).toBe('自分が担当する');
      await press(gate, '[data-take]');
      expect(rows(gate)[0]).toBe('入力済み 担当者保存すると、自分が担当者になります。');
      await press(gate, '[data-take]');
      expect(rows(gate)[0]).toBe('未入力 担当者');
      await press(gate, '[data-take]');
      await move(gate);
      expect(sent()).toEqual([{ Id: recordId, OwnerId: '005000000000009AAA', Status: '未連絡' }]);
    });

    it('out of a phase aside leads back into the line, through every gate before it', async () => {
      const gate = await open({ Status: '訪問不要', Timing__c: '最初から不要', LeadSource: null });
      expect(text(gate, '[data-next]')).toBe('連絡済み');
      expect(rows(gate)).toEqual([
        '入力済み 担当者',
        '未入力 [支援先候補ソース]',
        '入力済み 初回連絡の方法電話編集',
        '未入力 [初回連絡日]'
      ]);
      expect(others(gate)).toEqual([]);
      await move(gate);
      expect(sent()).toEqual([{ Id: recordId, Status: '連絡済み' }]);
    });
  });

  describe('a refused move', () => {
    const refused = async (values: Record<string, RecordFieldValue> = {}): Promise<Gate> => {
      updateRecord.mockRejectedValueOnce(refusal({ Date__c: ['初回連絡日を入れてください。'], Status: ['担当者を決めてください。'] }));
      const gate = await open(values);
      await type(gate, 'DecisionReason__c', 'その他');
      await move(gate);
      return gate;
    };

    it('shows the messages beside the fields and in the panel, and loses nothing', async () => {
      const gate = await refused();
      expect(fieldOf(gate, 'Date').error).toBe('初回連絡日を入れてください。');
      expect(saveErrors(gate)).toMatchObject({
        heading: '状況はまだ変わっていません',
        fields: [
          { label: '初回連絡日', message: '初回連絡日を入れてください。', target: 'Date' },
          { label: '状況', message: '担当者を決めてください。', target: undefined }
        ]
      });
      expect(fieldOf(gate, 'DecisionReason__c').value).toBe('その他');
      expect(text(gate, '[data-current]')).toBe('未連絡');
      expect(text(gate, '[role="status"]')).toBe('');
    });

    it('is not sent again without the refused field: phase and reason belong together', async () => {
      await refused();
      expect(sent()).toHaveLength(1);
    });

    it('opens the input of an answered field that was refused', async () => {
      updateRecord.mockRejectedValueOnce(refusal({ Method__c: ['選び直してください。'] }));
      const gate = await open();
      await move(gate);
      expect(fieldOf(gate, 'Method').error).toBe('選び直してください。');
    });

    it('shows the message of a field without an input under its text', async () => {
      updateRecord.mockRejectedValueOnce(refusal({ Date__c: ['入れてください。'] }));
      const gate = await open({}, without(LEAD_INFO, 'Date__c', 'readOnly'));
      await move(gate);
      expect(text(gate, '[data-error="Date"]')).toBe('入れてください。');
    });

    it('leads from the panel to the field', async () => {
      const gate = await refused();
      const focus = jest.spyOn(find<Field>(gate, 'c-hearing-field[data-key="Date"]'), 'focus');
      saveErrors(gate).dispatchEvent(new CustomEvent('jump', { detail: 'Date' }));
      await settled();
      expect(focus).toHaveBeenCalled();
    });

    it('takes a message away as soon as the answer is changed, and all of them after a good move', async () => {
      const gate = await refused();
      await type(gate, 'Date__c', '2026-11-20');
      expect(fieldOf(gate, 'Date').error).toBe('');
      await move(gate);
      expect(saveErrors(gate)).toMatchObject({ messages: [], fields: [] });
    });

    it.each([
      ['without a connection', new TypeError('Failed to fetch'), 'サーバーに接続できませんでした'],
      ['after the session has ended', SESSION_EXPIRED, 'サインインの有効期限が切れました'],
      ['without the right to edit', response(403, { errorCode: 'INSUFFICIENT_ACCESS', message: 'x' }), 'この操作をする権限がありません'],
      ['for a deleted record', NOT_FOUND, '書き写してください'],
      ['by a rule of the record', refusal({}, ['終了した記録は変更できません。']), '終了した記録は変更できません。']
    ])('%s says what to do and keeps what was typed', async (_name, error, message) => {
      updateRecord.mockRejectedValueOnce(error);
      const gate = await open();
      await type(gate, 'DecisionNote__c', '残る');
      await move(gate);
      expect(saveErrors(gate).messages).toEqual([expect.stringContaining(message)]);
      expect(fieldOf(gate, 'Note').value).toBe('残る');
      expect(primary(gate)).toBe('次へ進める');
    });
  });

  describe('when somebody else saved meanwhile', () => {
    const meet = async (): Promise<Gate> => {
      updateRecord.mockRejectedValueOnce(CONFLICT);
      const gate = await open();
      await type(gate, 'DecisionReason__c', 'その他');
      await move(gate);
      expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId }]);
      expect(saveErrors(gate).messages[0]).toContain('もう一度押してください');
      return gate;
    };

    it('reads the record again and goes on by itself when it concerns nothing of the move', async () => {
      await meet();
      await store({ Date__c: '2026-11-19' }, 3);
      expect(updateRecord.mock.calls[1]).toEqual([
        { fields: { Id: recordId, DecisionReason__c: 'その他', Status: '連絡済み' } },
        { ifUnmodifiedSince: '2026-11-23T01:03:00.000Z' }
      ]);
    });

    it('goes on as well when the newer record came before the conflict was told', async () => {
      let refuse: (error: unknown) => void = () => undefined;
      updateRecord.mockReturnValueOnce(new Promise((_resolve, reject) => (refuse = reject)));
      const gate = await open();
      await type(gate, 'DecisionReason__c', 'その他');
      await move(gate);
      await store({ Date__c: '2026-11-19' }, 3);
      expect(sent()).toHaveLength(1);
      refuse(CONFLICT);
      await settled();
      expect(updateRecord.mock.calls[1]?.[1]).toEqual({ ifUnmodifiedSince: '2026-11-23T01:03:00.000Z' });
      expect(sent()[1]).toMatchObject({ DecisionReason__c: 'その他', Status: '連絡済み' });
    });

    it.each<[string, Record<string, RecordFieldValue>]>([
      ['the phase', { Status: '新規' }],
      ['the same field', { DecisionReason__c: '企業都合' }]
    ])('moves nothing when they changed %s', async (_name, values) => {
      await meet();
      await store(values, 3);
      await store({ ...values, Date__c: '2026-11-19' }, 4);
      expect(sent()).toHaveLength(1);
    });

    it('shows their value beside mine when both changed the same field', async () => {
      const gate = await open();
      await type(gate, 'Date__c', '2026-11-20');
      await store({ Date__c: '2026-11-19' }, 3);
      expect(text(gate, '[data-note="Date"]')).toBe('ほかの人が変更しました。保存されている値: 2026-11-19');
      expect(fieldOf(gate, 'Date').value).toBe('2026-11-20');
      await move(gate);
      expect(sent()[0]).toMatchObject({ Date__c: '2026-11-20' });
      expect(find(gate, '[data-note]')).toBeNull();
    });

    it('shows the gate of the phase that they moved to, with the reason typed here', async () => {
      const gate = await open();
      await type(gate, 'DecisionReason__c', 'その他');
      await store({ Status: '新規' }, 3);
      expect(text(gate, '[data-next]')).toBe('未連絡');
      expect(fieldOf(gate, 'DecisionReason__c').value).toBe('その他');
    });

    it('ignores a record that arrives late with an older state', async () => {
      const gate = await open({ Status: '新規' });
      await move(gate);
      await store({ Status: '新規' }, 1);
      expect(text(gate, '[data-current]')).toBe('未連絡');
    });
  });

  describe('beside a form that shows the items', () => {
    const asked: string[] = [];
    const offer = (visible = true): (() => void) => offerItems(recordId, (key) => asked.push(key) > 0 && visible);
    beforeEach(() => asked.splice(0));

    it('takes each missing item to the form, and back to its own input when the form goes', async () => {
      const gate = await open();
      const inputs = rows(gate);
      const stop = offer();
      await settled();
      expect(find(gate, '[data-rows] c-hearing-field')).toBeNull();
      expect(findAll(gate, '[data-jump]')[0]?.getAttribute('aria-label')).toBe('「初回連絡日」をヒアリングフォームで答える');
      await press(gate, '[data-jump]');
      expect(asked).toEqual(['Date']);
      stop();
      await settled();
      expect(rows(gate)).toEqual(inputs);
    });

    it('has the last answer stored before the move, which is refused without it', async () => {
      const gate = await openCase();
      let stored: () => void = () => undefined;
      const stop = offerItems(
        recordId,
        () => true,
        () => new Promise((resolve) => (stored = resolve))
      );
      await settled();
      await move(gate);
      expect(sent()).toEqual([]);
      stored();
      await settled();
      expect(sent()).toHaveLength(1);
      stop();
    });

    it('asks for an item itself when the form cannot be seen', async () => {
      const gate = await open();
      const stop = offer(false);
      await settled();
      await press(gate, '[data-jump="Date"]');
      expect(fieldOf(gate, 'Date')?.label).toBe('初回連絡日');
      stop();
    });

    it('takes the message of a refused item to the form too', async () => {
      updateRecord.mockRejectedValueOnce(refusal({ Date__c: ['日を入れてください。'] }));
      const gate = await open();
      const stop = offer();
      await settled();
      await type(gate, 'DecisionReason__c', 'その他');
      await move(gate);
      saveErrors(gate).dispatchEvent(new CustomEvent('jump', { detail: 'Date' }));
      expect(asked).toEqual(['Date']);
      await expect(gate).toBeAccessible();
      stop();
    });

    it('keeps what goes with the move itself', async () => {
      const gate = await open();
      const stop = offer();
      await settled();
      await press(gate, '[data-other="aside"]');
      expect(find(gate, '[data-rows] c-hearing-field')).not.toBeNull();
      expect(find(gate, '[data-jump]')).toBeNull();
      stop();
    });
  });

  describe('out of the line', () => {
    const aside = async (values: Record<string, RecordFieldValue> = {}): Promise<Gate> => {
      const gate = await open(values);
      await press(gate, '[data-other="aside"]');
      return gate;
    };

    it('asks when, why and in words, and what it only recommends as such', async () => {
      const gate = await aside();
      expect(text(gate, '[data-heading]')).toBe('訪問不要にする');
      expect(rows(gate)).toEqual(['未入力 [訪問不要の時点]', '未入力 [訪問不要理由]', '未入力 [再連絡の時期]']);
      const icons = findAll<HTMLElement & { iconName: string }>(gate, '[data-state] lightning-icon').map(({ iconName }) => iconName);
      expect(icons).toEqual(['utility:warning', 'utility:warning', 'utility:dash']);
      expect(reasons(gate)).toEqual(['判断理由 必須', '判断理由の文 必須']);
      expect(text(gate, '[data-summary]')).toBe('あと4項目');
      expect([primary(gate), others(gate)]).toEqual(['訪問不要にする', []]);
    });

    it('puts the focus on the heading, and back on the button when it is left alone', async () => {
      const gate = await aside();
      expect(gate.shadowRoot?.activeElement).toBe(find(gate, '[data-heading]'));
      const focus = jest.spyOn(HTMLElement.prototype, 'focus');
      await press(gate, '[data-cancel]');
      expect(focus.mock.contexts[0]).toBe(find(gate, '[data-other="aside"]'));
      expect(primary(gate)).toBe('次へ進める');
    });

    it('saves all of it at once', async () => {
      const gate = await aside();
      await type(gate, 'Timing__c', '連絡後に不要');
      await type(gate, 'WhyNot__c', '時期尚早');
      await type(gate, 'DecisionReason__c', 'その他');
      await type(gate, 'DecisionNote__c', '来年また連絡する。');
      await move(gate);
      expect(sent()).toEqual([
        {
          Id: recordId,
          Timing__c: '連絡後に不要',
          WhyNot__c: '時期尚早',
          DecisionReason__c: 'その他',
          DecisionNote__c: '来年また連絡する。',
          Status: '訪問不要'
        }
      ]);
      expect(text(gate, '[role="status"]')).toContain('「訪問不要」にしました');
    });

    it('sends only what it asks, not what was typed for another move', async () => {
      const gate = await open();
      await type(gate, 'Date__c', '2026-11-20');
      await press(gate, '[data-other="aside"]');
      await move(gate);
      expect(sent()).toEqual([{ Id: recordId, Status: '訪問不要' }]);
    });

    it('left alone forgets its own answers, but keeps the reason', async () => {
      const gate = await aside();
      await type(gate, 'Timing__c', '連絡後に不要');
      await type(gate, 'DecisionNote__c', '残る');
      await press(gate, '[data-cancel]');
      await press(gate, '[data-other="aside"]');
      expect(fieldOf(gate, 'Timing').value).toBeNull();
      expect(fieldOf(gate, 'Note').value).toBe('残る');
    });
  });

  describe('back', () => {
    it('asks the reason only, and where to if there is a choice', async () => {
      const gate = await open({ Status: '連絡済み' });
      await press(gate, '[data-other="back"]');
      expect([rows(gate), reasons(gate)]).toEqual([[], ['判断理由 必須', '判断理由の文 任意']]);
      const target = find<HTMLElement & { value: string; options: { value: string }[]; label: string }>(gate, '[data-target]');
      expect([target.label, target.value, target.options.map(({ value }) => value)]).toEqual([
        '戻す先の状況',
        '未連絡',
        ['未連絡', '新規']
      ]);
      target.dispatchEvent(new CustomEvent('change', { detail: { value: '新規' } }));
      await settled();
      expect(primary(gate)).toBe('「新規」に戻す');
      await type(gate, 'DecisionReason__c', 'その他');
      await move(gate);
      expect(sent()).toEqual([{ Id: recordId, DecisionReason__c: 'その他', Status: '新規' }]);
      expect(text(gate, '[role="status"]')).toContain('「新規」にしました');
    });

    it('offers no choice where there is none, and nothing before the first phase', async () => {
      const gate = await open();
      await press(gate, '[data-other="back"]');
      expect(find(gate, '[data-target]')).toBeNull();
      expect(primary(gate)).toBe('「新規」に戻す');
      document.body.replaceChildren();
      expect(others(await open({ Status: '新規' }))).toEqual(['訪問不要にする']);
    });
  });

  describe('before a conversion', () => {
    const contacted = { Status: '連絡済み', Date__c: '2026-11-20' };

    it('saves what is missing without touching the phase, and says where to convert', async () => {
      const gate = await open(contacted);
      expect(text(gate, '[data-advice]')).toContain('「取引の開始」で案件化できます');
      expect([primary(gate), reasons(gate)]).toEqual(['入力を保存する', []]);
      await type(gate, 'Accepted__c', '2026-11-21');
      await move(gate);
      expect(sent()).toEqual([{ Id: recordId, Accepted__c: '2026-11-21' }]);
      expect(text(gate, '[role="status"]')).toMatch(/^保存済み \d{1,2}:\d{2}$/);
    });

    it('sends nothing and says so when nothing was typed', async () => {
      const gate = await open(contacted);
      await move(gate);
      expect(updateRecord).not.toHaveBeenCalled();
      expect(text(gate, '[role="status"]')).toBe('保存する変更はありません。');
    });

    it('has no button of its own when nothing is missing, only the way in words', async () => {
      const gate = await open({ ...contacted, Accepted__c: '2026-11-21' });
      expect(primary(gate)).toBeUndefined();
      expect(text(gate, '[data-advice]')).toContain('「取引の開始」を押すと');
      expect(others(gate)).toEqual(['訪問不要にする', '前の状況に戻す']);
    });

    it('knows the gate even when the picklist keeps the converted value to itself', async () => {
      const { Status, ...rest } = LEAD_PICKLISTS.picklistFieldValues;
      const listed = { ...Status, values: Status?.values.slice(0, 4) ?? [], controllerValues: {} };
      const gate = await openOn({ stored: record(contacted), picklists: { picklistFieldValues: { ...rest, Status: listed } } });
      expect(text(gate, '[data-next]')).toBe('案件化');
      expect(rows(gate)).toEqual(['入力済み 姓見本編集', '未入力 [アポ承諾日]']);
    });

    it('leaves a converted record alone', async () => {
      const gate = await open({ Status: '取引開始済み', IsConverted: true });
      expect([primary(gate), others(gate), rows(gate)]).toEqual([undefined, [], []]);
      expect(text(gate, '[data-advice]')).toBe('この記録の状況は、ここからは変わりません。');
    });
  });

  describe('on a case', () => {
    it('goes on without a reason and shows several values as a list', async () => {
      const gate = await openCase();
      expect(text(gate, '[data-phases]')).toBe('現在のフェーズ発見次のフェーズ提案');
      expect(rows(gate)).toEqual(['入力済み 経営課題人材、資金編集']);
      expect([reasons(gate), others(gate)]).toEqual([[], ['中止にする', '前のフェーズに戻す']]);
      await move(gate);
      expect(sent()).toEqual([{ Id: recordId, StageName: '提案' }]);
    });

    describe('with rows, a look back and reasons', () => {
      const NOTHING = { Seen__c: 0, Hard__c: null, DecisionReason__c: null, DecisionNote__c: null };
      const openRows = (values: Record<string, RecordFieldValue> = {}): Promise<Gate> =>
        openOn({
          objectApiName: 'Opportunity',
          items: ROW_CASE_ITEMS,
          info: ROW_CASE_INFO,
          stored: caseRecord(recordId, { ...NOTHING, ...values }),
          picklists: CASE_PICKLISTS
        });

      it('counts the rows that answer, and says where to add one when there is none', async () => {
        const gate = await openRows();
        expect(rows(gate)).toEqual(['入力済み 経営課題人材、資金編集', '未入力 特許庁が認識する課題0件']);
        expect(text(gate, '[data-note="Seen"]')).toBe('「課題」の一覧に行を足すと、ここに数えられます。');
        expect(text(gate, '[data-summary]')).toBe('あと1項目');
        document.body.replaceChildren();
        const answered = await openRows({ Seen__c: 2 });
        expect(rows(answered)).toEqual(['入力済み 経営課題人材、資金編集', '入力済み 特許庁が認識する課題2件']);
        expect(find(answered, '[data-note="Seen"]')).toBeNull();
        expect(text(answered, '[data-summary]')).toBe('必要な項目は、すべて入力されています。');
      });

      it('tells of a missing row what the server says at the phase', async () => {
        const gate = await openRows();
        const message = '先のフェーズに進むには、「課題」の一覧に行を足してください。';
        updateRecord.mockRejectedValue({
          status: 400,
          body: { message: '保存できません', output: { errors: [], fieldErrors: { StageName: [{ message }] } } }
        });
        await move(gate);
        expect(saveErrors(gate).fields).toEqual([{ label: 'フェーズ', message, target: undefined }]);
        expect(text(gate, '[data-current]')).toBe('発見');
      });

      it('is dropped with the look back first, and only the reason demanded', async () => {
        const gate = await openRows();
        await press(gate, '[data-other="aside"]');
        expect([text(gate, '[data-heading]'), text(gate, '[data-summary]')]).toEqual(['中止にする', 'あと1項目']);
        expect(rows(gate)).toEqual(['未入力 [難しかった点]', '未入力 [ドロップ理由]']);
        expect(reasons(gate)).toEqual([]);
        await type(gate, 'Hard__c', '説明が長かった。');
        await type(gate, 'Drop__c', '人手不足');
        await move(gate);
        expect(sent()).toEqual([{ Id: recordId, Hard__c: '説明が長かった。', Drop__c: '人手不足', StageName: '中止' }]);
      });

      it.each([
        ['提案', '発見'],
        ['完了', '提案']
      ])('goes back from %s to %s with a reason and nothing else', async (from, to) => {
        const gate = await openRows({ StageName: from });
        await press(gate, '[data-other="back"]');
        expect([rows(gate), reasons(gate)]).toEqual([[], ['判断理由 必須', '判断理由の文 任意']]);
        expect(primary(gate)).toBe(`「${to}」に戻す`);
        await type(gate, 'DecisionReason__c', '企業都合');
        await move(gate);
        expect(sent()).toEqual([{ Id: recordId, DecisionReason__c: '企業都合', StageName: to }]);
      });

      it('that was dropped is opened again with its gates, rows included, and a reason', async () => {
        const gate = await openRows({ StageName: '中止', Drop__c: '人手不足' });
        await press(gate, '[data-other="back"]');
        expect(primary(gate)).toBe('「発見」に戻す');
        find(gate, '[data-target]').dispatchEvent(new CustomEvent('change', { detail: { value: '提案' } }));
        await settled();
        expect(rows(gate)).toEqual(['入力済み 訪問類型紹介編集', '入力済み 経営課題人材、資金編集', '未入力 特許庁が認識する課題0件']);
        expect(reasons(gate)).toEqual(['判断理由 必須', '判断理由の文 任意']);
      });

      it('is accessible', async () => {
        const gate = await openRows();
        await expect(gate).toBeAccessible();
        await press(gate, '[data-other="aside"]');
        await expect(gate).toBeAccessible();
      });
    });

    it('that was dropped is opened again at the last phase whose gates it meets', async () => {
      const gate = await openCase({ StageName: '中止', Drop__c: '人手不足', Issues__c: null });
      expect([text(gate, '[data-heading]'), primary(gate), others(gate)]).toEqual([
        '次に進める先はありません',
        undefined,
        ['前のフェーズに戻す']
      ]);
      await press(gate, '[data-other="back"]');
      expect(primary(gate)).toBe('「発見」に戻す');
      find(gate, '[data-target]').dispatchEvent(new CustomEvent('change', { detail: { value: '提案' } }));
      await settled();
      expect(rows(gate)).toEqual(['入力済み 訪問類型紹介編集', '未入力 [経営課題]']);
      await press(gate, '[data-cancel]');
      expect(others(gate)).toEqual(['前のフェーズに戻す']);
    });
  });

  describe('leaving', () => {
    const leave = (): boolean => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };

    it('warns while something is not saved, and only then', async () => {
      const gate = await open();
      expect(leave()).toBe(false);
      await type(gate, 'DecisionReason__c', 'その他');
      expect(leave()).toBe(true);
      await move(gate);
      expect(leave()).toBe(false);
    });

    it('the page within the app keeps the draft in memory and brings it back with the record', async () => {
      const gate = await open();
      await type(gate, 'DecisionNote__c', '書きかけ');
      await press(gate, '[data-edit="Method"]');
      await type(gate, 'Method__c', 'メール');
      gate.remove();
      expect(leave()).toBe(false);
      const again = await open();
      expect(fieldOf(again, 'Note').value).toBe('書きかけ');
      expect(fieldOf(again, 'Method').value).toBe('メール');
      expect(text(again, '[role="status"]')).toBe('保存していない入力 2項目を元に戻しました。');
    });

    it('for another record shows none of the draft there, and none that was saved meanwhile here', async () => {
      let finish: (() => void) | undefined;
      updateRecord.mockImplementationOnce(() => new Promise((resolve) => (finish = () => resolve(record({}, 5)))));
      const gate = await open();
      await type(gate, 'DecisionNote__c', '書きかけ');
      await move(gate);
      const first = recordId;
      recordId = '00Q000000000999AAA';
      gate.recordId = recordId;
      await settled();
      getRecordMock.emit(record());
      await settled();
      expect(fieldOf(gate, 'Note').value).toBeNull();
      finish?.();
      await settled();
      expect(text(gate, '[data-current]')).toBe('未連絡');
      recordId = first;
      gate.recordId = first;
      await settled();
      getRecordMock.emit(record({ Status: '連絡済み' }, 6));
      await settled();
      expect(text(gate, '[role="status"]')).toBe('');
    });
  });

  it('renders only the row in which something was typed again', async () => {
    const gate = await open({ Method__c: null });
    const before = [fieldOf(gate, 'Method'), fieldOf(gate, 'Date')];
    await type(gate, 'Date__c', '2026-11-20');
    expect(fieldOf(gate, 'Method')).toBe(before[0]);
    expect(fieldOf(gate, 'Date')).not.toBe(before[1]);
  });

  describe('is accessible', () => {
    it('while loading', async () => {
      await expect(await place()).toBeAccessible();
    });

    it('without items', async () => {
      const gate = await place();
      getItemsMock.emit([]);
      await settled();
      await expect(gate).toBeAccessible();
    });

    it.each<[string, Record<string, RecordFieldValue>]>([
      ['with something missing', {}],
      ['with everything there', { Date__c: '2026-11-20' }],
      ['without an owner', { Status: '新規', OwnerId: '00G000000000001AAA' }],
      ['before a conversion', { Status: '連絡済み' }],
      ['when it is ready for conversion', { Status: '連絡済み', Accepted__c: '2026-11-21' }],
      ['when converted', { Status: '取引開始済み' }],
      ['aside of the line', { Status: '訪問不要' }]
    ])('%s', async (_name, values) => {
      await expect(await open(values)).toBeAccessible();
    });

    it.each(['aside', 'back'])('while it asks for the move %s', async (kind) => {
      const gate = await open({ Status: '連絡済み' });
      await press(gate, `[data-other="${kind}"]`);
      await expect(gate).toBeAccessible();
    });

    it('without the right to change the phase', async () => {
      await expect(await open({}, without(LEAD_INFO, 'Status', 'readOnly'))).toBeAccessible();
    });

    it('after a move, after a refused one and with the changes of somebody else', async () => {
      const gate = await open({ Status: '新規' });
      await move(gate);
      await expect(gate).toBeAccessible();
      updateRecord.mockRejectedValueOnce(refusal({ Date__c: ['だめ'] }, ['全体もだめ']));
      await type(gate, 'Date__c', '2026-11-20');
      await move(gate);
      await expect(gate).toBeAccessible();
      await store({ Status: '未連絡', Date__c: '2026-11-01' }, 9);
      await expect(gate).toBeAccessible();
    });
  });
});
