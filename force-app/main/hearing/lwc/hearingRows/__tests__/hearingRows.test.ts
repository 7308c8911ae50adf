import HearingRows from 'c/hearingRows';
import type { FieldView } from 'c/hearingView';
import { createElement } from 'lwc';
import { graphqlMock } from '../../../../../../jest/lightning/graphql';
import { getObjectInfoMock, getPicklistValuesMock } from '../../../../../../jest/lightning/uiObjectInfoApi';
import { createRecord, deleteRecord, updateRecord } from '../../../../../../jest/lightning/uiRecordApi';
import { CASE, PICKLISTS, answer, info, rowItem } from './fixtures';

type Rows = HTMLElement & { recordId: string; item: FieldView };

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(new Date());
const ISSUE = { Id: 'i1', Issue__c: '費用負担', RecognizedBySme__c: true, RecognizedBySmeOn__c: '2026-01-10', RecognizedByJpo__c: false };

async function settle(turns = 40): Promise<void> {
  await Promise.resolve();
  if (turns > 0) await settle(turns - 1);
}
async function show(item = rowItem('SmeIssueCount__c'), data: unknown = answer({ CaseIssue__c: [ISSUE] }), rights = {}): Promise<Rows> {
  const rows = Object.assign(createElement('c-hearing-rows', { is: HearingRows }), { recordId: CASE, item }) as unknown as Rows;
  document.body.appendChild(rows);
  await settle();
  getObjectInfoMock.emit(info('CaseIssue__c', rights));
  await settle();
  getPicklistValuesMock.emit(PICKLISTS);
  graphqlMock.emit(data);
  await settle();
  return rows;
}
const find = <T extends Element = HTMLElement>(rows: Rows, selector: string): T | null =>
  rows.shadowRoot?.querySelector<T>(selector) ?? null;
const chips = (rows: Rows): string[][] =>
  [...(rows.shadowRoot?.querySelectorAll('[data-chip]') ?? [])].map((chip) => [
    chip.textContent ?? '',
    chip.getAttribute('aria-pressed') ?? ''
  ]);
async function click(rows: Rows, selector: string): Promise<void> {
  find(rows, selector)?.click();
  await settle();
}
const press = (rows: Rows, key: string): Promise<void> => click(rows, `[data-chip="${key}"]`);

describe('c-hearing-rows', () => {
  let changes: string[];
  beforeEach(() => {
    changes = [];
    jest.clearAllMocks();
    for (const action of [createRecord, updateRecord]) action.mockResolvedValue({} as never);
    deleteRecord.mockResolvedValue();
  });
  afterEach(() => document.body.replaceChildren());
  const listen = (rows: Rows): Rows => {
    rows.addEventListener('rowschange', (event) => changes.push((event as CustomEvent<{ item: string }>).detail.item));
    return rows;
  };

  it('shows the rows as chips, the others on demand, with a way to find them', async () => {
    const rows = await show();
    expect(find(rows, '[data-count]')?.textContent).toBe('1件');
    expect(chips(rows)).toEqual([['費用負担', 'true']]);
    expect(find(rows, '[data-fold]')?.textContent).toBe('ほかの課題から選ぶ（2件）');
    await click(rows, '[data-fold]');
    expect(chips(rows).slice(1)).toEqual([
      ['調査不足', 'false'],
      ['体制がない', 'false']
    ]);
    find(rows, '[data-search]')?.dispatchEvent(new CustomEvent('change', { detail: { value: '体制' } }));
    await settle();
    expect(chips(rows).slice(1)).toEqual([['体制がない', 'false']]);
    await click(rows, '[data-fold]');
    expect(chips(rows)).toHaveLength(1);
  });

  it('saves a press at once, shows it at once, and reads the list again', async () => {
    const rows = listen(await show());
    await click(rows, '[data-fold]');
    let finish: ((value: never) => void) | undefined;
    createRecord.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    await press(rows, '調査不足');
    expect(createRecord).toHaveBeenCalledWith({
      apiName: 'CaseIssue__c',
      fields: { Case__c: CASE, Issue__c: '調査不足', RecognizedBySme__c: true }
    });
    expect(chips(rows).slice(0, 2)).toEqual([
      ['費用負担', 'true'],
      ['調査不足', 'true']
    ]);
    expect(find(rows, '[data-status]')?.textContent).toBe('保存中');
    await press(rows, '調査不足');
    expect(createRecord).toHaveBeenCalledTimes(1);
    finish?.({} as never);
    await settle();
    expect(graphqlMock.refresh).toHaveBeenCalled();
    expect(changes).toEqual(['Case_SmeIssueCount__c']);
    expect(find(rows, '[data-status]')?.textContent).toBe('保存しました');
  });

  it('takes the wish for details while the row is being stored, and opens them when it is', async () => {
    const rows = await show();
    await click(rows, '[data-fold]');
    let finish: ((value: never) => void) | undefined;
    createRecord.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    await press(rows, '調査不足');
    await click(rows, '[data-detail="調査不足"]');
    expect(find(rows, '[data-detail="調査不足"]')?.getAttribute('aria-expanded')).toBe('true');
    expect(find(rows, 'c-row-editor')).toBeNull();
    graphqlMock.emit(answer({ CaseIssue__c: [ISSUE, { ...ISSUE, Id: 'i2', Issue__c: '調査不足' }] }));
    finish?.({} as never);
    await settle();
    expect(find(rows, 'c-row-editor')).toMatchObject({ recordId: 'i2' });
    expect(
      chips(rows)
        .slice(0, 3)
        .map(([label]) => label)
    ).toEqual(['費用負担', '調査不足', '体制がない']);
  });

  it('keeps the details of a row open while its chip is saved', async () => {
    const rows = await show(rowItem('JpoIssueCount__c'));
    await click(rows, '[data-detail]');
    let finish: ((value: never) => void) | undefined;
    updateRecord.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    await press(rows, '費用負担');
    expect(chips(rows)).toEqual([['費用負担', 'true']]);
    expect(find(rows, 'c-row-editor')).toMatchObject({ recordId: 'i1' });
    finish?.({} as never);
    await settle();
    expect(find(rows, 'c-row-editor')).toMatchObject({ recordId: 'i1' });
  });

  it('puts a refused press back, with the words of the server beside it', async () => {
    const rows = listen(await show(rowItem('JpoIssueCount__c')));
    expect(find(rows, '[data-group="near"]')?.textContent).toContain('企業が認識している課題');
    const body = { output: { errors: [], fieldErrors: { Issue__c: [{ message: '同じ課題の行があります' }] } } };
    updateRecord.mockRejectedValueOnce({ status: 400, body });
    await press(rows, '費用負担');
    expect(updateRecord).toHaveBeenCalledWith({ fields: { Id: 'i1', RecognizedByJpo__c: true } });
    expect(chips(rows)).toEqual([['費用負担', 'false']]);
    expect(find(rows, '[data-error]')?.textContent).toBe('同じ課題の行があります');
    expect(changes).toEqual([]);
    await press(rows, '費用負担');
    expect(find(rows, '[data-error]')).toBeNull();
    expect(changes).toEqual(['Case_JpoIssueCount__c']);
  });

  it('says in its own words that there is no connection', async () => {
    const rows = await show(rowItem('JpoIssueCount__c'));
    updateRecord.mockRejectedValueOnce({ status: 0, body: null });
    await press(rows, '費用負担');
    expect(find(rows, '[data-error]')?.textContent).toContain('通信できないため');
  });

  it('opens the details of a row instead of taking history back, and deletes it only by name', async () => {
    const rows = listen(await show());
    await press(rows, '費用負担');
    expect(find(rows, 'c-row-editor')).toMatchObject({ recordId: 'i1', caseId: CASE });
    expect(find(rows, '[data-error]')?.textContent).toContain('今日より前の記録');
    find(rows, 'c-row-editor')?.dispatchEvent(new CustomEvent('rowsaved', { bubbles: true }));
    await settle();
    expect(find(rows, '[data-error]')).toBeNull();
    await click(rows, '[data-detail]');
    expect(find(rows, 'c-row-editor')).toBeNull();
    await click(rows, '[data-detail]');
    await click(rows, '[data-delete]');
    expect(deleteRecord).toHaveBeenCalledWith('i1');
    expect(changes).toHaveLength(2);
  });

  it('asks for the right first, then for the topic', async () => {
    const rows = await show(rowItem('ConsultationCount__c', { rows: '相談' }), answer({ Consultation__c: [] }));
    expect(find(rows, '[data-empty]')).not.toBeNull();
    expect(chips(rows)).toEqual([]);
    await click(rows, '[data-right="商標"]');
    expect(find(rows, '[data-right="商標"]')?.getAttribute('aria-pressed')).toBe('true');
    expect(chips(rows).map(([label]) => label)).toEqual(['出願前調査', '料金・減免']);
    await press(rows, '商標 出願前調査');
    expect(createRecord).toHaveBeenCalledWith({
      apiName: 'Consultation__c',
      fields: { Case__c: CASE, RightType__c: '商標', Topic__c: '出願前調査' }
    });
    await click(rows, '[data-right="商標"]');
    expect(find(rows, '[data-group="topics"]')).toBeNull();
  });

  it('suggests measures that answer the issues of the case, and notes the day of the step', async () => {
    const measure = (Id: string, PrimaryIssues__c: string, SecondaryIssues__c: string, IsOpen__c: boolean) => ({
      ...{ Id, Name: `${Id}支援`, PrimaryIssues__c, SecondaryIssues__c, IsOpen__c }
    });
    const measures = [measure('m1', '費用負担', '', false), measure('m2', '', '費用負担', true), measure('m3', '', '', true)];
    const item = rowItem('ProposedCount__c', { rows: '支援策提案' });
    const data = answer({ CaseIssue__c: [ISSUE], MeasureProposal__c: [], SupportMeasure__c: measures });
    const rows = await show(item, data);
    expect(chips(rows)).toEqual([['m1支援', 'false']]);
    expect(find(rows, '[data-badge="closed"]')?.textContent).toBe('受付外');
    await click(rows, '[data-fold="secondary"]');
    expect(chips(rows)).toHaveLength(2);
    await press(rows, 'm1');
    expect(createRecord).toHaveBeenCalledWith({
      apiName: 'MeasureProposal__c',
      fields: { Case__c: CASE, Measure__c: 'm1', ProposedOn__c: today }
    });
  });

  it('offers nothing that the user may not do', async () => {
    const rows = await show(rowItem('SmeIssueCount__c'), undefined, { createable: false, updateable: false, deletable: false });
    graphqlMock.emit(answer({ CaseIssue__c: [ISSUE] }));
    await settle();
    expect(find(rows, '[data-read-only]')).not.toBeNull();
    expect(find(rows, '[data-fold]')).toBeNull();
    expect(find<HTMLButtonElement>(rows, '[data-chip]')?.disabled).toBe(true);
    await click(rows, '[data-detail]');
    expect(find(rows, '[data-delete]')).toBeNull();
  });

  it.each([
    ['the rows', () => graphqlMock.emitErrors([{ message: 'x' }])],
    ['the object', () => getObjectInfoMock.emitError({ status: 403 })]
  ])('never looks empty when it may not read %s', async (_name, fail) => {
    const rows = Object.assign(createElement('c-hearing-rows', { is: HearingRows }), {
      recordId: CASE,
      item: rowItem('SmeIssueCount__c')
    }) as unknown as Rows;
    document.body.appendChild(rows);
    await settle();
    fail();
    await settle();
    expect(find(rows, '[data-note]')?.textContent).toContain('読み込めません');
    expect(find(rows, '[data-empty]')).toBeNull();
  });

  it('names a list that it does not know', async () => {
    const rows = await show(rowItem('Unknown__c', { rows: '独自の一覧' }));
    expect(find(rows, '[data-note]')?.textContent).toContain('「独自の一覧」');
  });

  it('follows what another list of the case changed, and another record', async () => {
    const rows = await show();
    const other = await show(rowItem('JpoIssueCount__c'));
    graphqlMock.refresh.mockClear();
    await press(other, '費用負担');
    expect(graphqlMock.refresh.mock.calls.length).toBeGreaterThan(1);
    rows.recordId = '006000000000002AAA';
    await settle();
    expect(chips(rows)).toEqual([]);
    expect(graphqlMock.variables('caseIssues')).toContainEqual({ caseId: '006000000000002AAA' });
  });

  it('takes the focus at its name', async () => {
    const rows = await show();
    rows.focus();
    expect(rows.shadowRoot?.activeElement).toBe(find(rows, '[data-title]'));
  });

  it('is accessible: folded, unfolded, with details, with a refusal, with rights to choose, and without access', async () => {
    const rows = await show();
    await expect(rows).toBeAccessible();
    await click(rows, '[data-fold]');
    await press(rows, '費用負担');
    await expect(rows).toBeAccessible();
    await expect(await show(rowItem('ConsultationCount__c'), answer({ Consultation__c: [] }))).toBeAccessible();
    await expect(await show(rowItem('Unknown__c'))).toBeAccessible();
  });
});
