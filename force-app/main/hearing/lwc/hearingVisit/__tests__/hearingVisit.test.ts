import HearingVisit from 'c/hearingVisit';
import { createElement } from 'lwc';
import { graphqlMock } from '../../../../../../jest/lightning/graphql';
import { getObjectInfoMock } from '../../../../../../jest/lightning/uiObjectInfoApi';
import { createRecord, getRecordMock } from '../../../../../../jest/lightning/uiRecordApi';
import { CASE, answer, info } from '../../hearingRows/__tests__/fixtures';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000009AAA' }), { virtual: true });

const DONE = { Id: 'v1', StartAt__c: '2026-01-10T01:00:00.000Z', Method__c: '現地訪問', IsDone__c: true, KeyPoints__c: '' };

async function settle(turns = 30): Promise<void> {
  await Promise.resolve();
  if (turns > 0) await settle(turns - 1);
}
async function show(rows: Record<string, string | boolean | null>[], rights = {}): Promise<HTMLElement> {
  const element = Object.assign(createElement('c-hearing-visit', { is: HearingVisit }), { recordId: CASE }) as unknown as HTMLElement;
  document.body.appendChild(element);
  await settle();
  getObjectInfoMock.emit(info('Visit__c', rights));
  graphqlMock.emit(answer({ Visit__c: rows }), 'caseVisits');
  await settle();
  return element;
}
const find = (element: HTMLElement, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
async function click(element: HTMLElement, selector: string): Promise<void> {
  find(element, selector)?.click();
  await settle();
}

describe('c-hearing-visit', () => {
  beforeEach(() => {
    jest.clearAllMocks();
    createRecord.mockResolvedValue({} as never);
  });
  afterEach(() => document.body.replaceChildren());

  it('has what waits for its key points at hand, with the day by which they are due', async () => {
    const element = await show([{ ...DONE, WriteUpDueOn__c: '2026-01-15', WriteUpCaution__c: '期限切れ' }]);
    expect(find(element, '[data-title]')?.textContent).toBe('要点をまだ書いていない訪問　2026-01-10T01:00:00.000Z　現地訪問');
    expect(find(element, '[data-due]')?.textContent).toBe('要点の記入期限 2026-01-15');
    expect(find(element, '[data-caution]')?.textContent).toBe('期限切れ');
    await click(element, '[data-open]');
    expect(find(element, 'c-row-editor')).toMatchObject({ recordId: 'v1', caseId: CASE });
    find(element, 'c-row-editor')?.dispatchEvent(new CustomEvent('rowsaved', { bubbles: true }));
    expect(graphqlMock.refresh).toHaveBeenCalled();
    await expect(element).toBeAccessible();
  });

  it('begins the visit of today', async () => {
    const element = await show([]);
    const heard: string[] = [];
    element.addEventListener('rowschange', () => heard.push('rowschange'));
    expect(find(element, '[data-title]')?.textContent).toBe('訪問の予定はありません');
    await click(element, '[data-start]');
    const [[input]] = createRecord.mock.calls as unknown as [[{ apiName: string; fields: Record<string, unknown> }]];
    expect(input).toMatchObject({ apiName: 'Visit__c', fields: { Case__c: CASE, Visitor__c: '005000000000009AAA' } });
    graphqlMock.emit(answer({ Visit__c: [{ Id: 'v2', StartAt__c: String(input.fields.StartAt__c) }] }), 'caseVisits');
    await settle();
    expect(find(element, '[data-title]')?.textContent).toMatch(/^今日の訪問/);
    expect(find(element, 'c-row-editor')).not.toBeNull();
    expect(find(element, '[data-start]')).toBeNull();
    expect(heard).toEqual(['rowschange']);
  });

  it('says why a visit could not be made, and does not offer one without the right', async () => {
    createRecord.mockRejectedValueOnce({ status: 400, body: { output: { errors: [{ message: 'だめ' }], fieldErrors: {} } } });
    const element = await show([]);
    await click(element, '[data-start]');
    expect((find(element, '[data-errors]') as HTMLElement & { messages: string[] }).messages).toEqual(['だめ']);
    expect(find(await show([], { createable: false }), '[data-start]')).toBeNull();
  });

  it('looks back on the key points of earlier visits to the company, on demand', async () => {
    const element = await show([DONE]);
    expect(graphqlMock.variables('companyVisits')).toEqual([]);
    await click(element, '[data-look-back]');
    const fields = { AccountId: { value: '001000000000001AAA', displayValue: null } };
    getRecordMock.emit({ apiName: 'Opportunity', id: CASE, fields, lastModifiedDate: '2026-11-28T00:00:00.000Z', recordTypeId: null });
    await settle();
    expect(graphqlMock.variables('companyVisits')).toEqual([{ companyId: '001000000000001AAA' }]);
    const earlier = { Id: 'v0', StartAt__c: '2025-10-10T01:00:00.000Z', Method__c: '', KeyPoints__c: '社長は乗り気' };
    graphqlMock.emit(answer({ Visit__c: [earlier, DONE] }), 'companyVisits');
    await settle();
    expect(find(element, '[data-earlier]')?.textContent).toContain('社長は乗り気');
    await expect(element).toBeAccessible();
    graphqlMock.emit(answer({ Visit__c: [DONE] }), 'companyVisits');
    await settle();
    expect(find(element, '[data-earlier]')?.textContent).toContain('まだありません');
    await click(element, '[data-look-back]');
    expect(find(element, '[data-earlier]')).toBeNull();
  });

  it('shows nothing when it may not read visits', async () => {
    const element = Object.assign(createElement('c-hearing-visit', { is: HearingVisit }), { recordId: CASE }) as unknown as HTMLElement;
    document.body.appendChild(element);
    await settle();
    getObjectInfoMock.emitError({ status: 403 });
    await settle();
    expect(find(element, '.visit')).toBeNull();
  });
});
