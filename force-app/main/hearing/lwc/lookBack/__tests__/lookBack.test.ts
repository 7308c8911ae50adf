import LookBack from 'c/lookBack';
import { createElement } from 'lwc';
import { graphqlMock } from '../../../../../../jest/lightning/graphql';
import { getRecordMock } from '../../../../../../jest/lightning/uiRecordApi';
import { CASE, answer } from '../../hearingRows/__tests__/fixtures';

async function settle(turns = 20): Promise<void> {
  await Promise.resolve();
  if (turns > 0) await settle(turns - 1);
}
async function show(fieldApiName: string, account: string | null = '001000000000001AAA'): Promise<HTMLElement> {
  const element = Object.assign(createElement('c-look-back', { is: LookBack }), { recordId: CASE, fieldApiName }) as unknown as HTMLElement;
  document.body.appendChild(element);
  await settle();
  const fields = { AccountId: { value: account, displayValue: null }, RegisteredDate__c: { value: '2026-11-01', displayValue: null } };
  getRecordMock.emit({ apiName: 'Opportunity', id: CASE, fields, lastModifiedDate: '2026-11-28T00:00:00.000Z', recordTypeId: null });
  await settle();
  return element;
}
const texts = (element: HTMLElement, selector: string): (string | null)[] =>
  [...(element.shadowRoot?.querySelectorAll(selector) ?? [])].map(({ textContent }) => textContent);

describe('c-look-back', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows what the latest earlier case of the company answered, by its name', async () => {
    const element = await show('ManagementIssues__c');
    expect(texts(element, '[data-note]')).toEqual(['読み込み中']);
    expect(graphqlMock.variables('earlierAnswer')).toEqual([{ accountId: '001000000000001AAA', caseId: CASE, before: '2026-11-01' }]);
    graphqlMock.emit(answer({ Opportunity: [{ Id: 'o1', Name: '前の案件', answer: '海外展開;人手不足' }] }), 'earlierAnswer');
    await settle();
    expect(texts(element, '[data-title]')).toEqual(['前の案件の回答（前の案件）']);
    expect(texts(element, '[data-line]')).toEqual(['海外展開、人手不足']);
    await expect(element).toBeAccessible();
  });

  it.each([
    [true, 'はい'],
    [false, 'いいえ']
  ])('puts a tick of %s into words', async (value, text) => {
    const element = await show('PreparationCompleted__c');
    graphqlMock.emit(answer({ Opportunity: [{ Id: 'o1', Name: '前', answer: value }] }), 'earlierAnswer');
    await settle();
    expect(texts(element, '[data-line]')).toEqual([text]);
  });

  it.each<[string, () => void]>([
    ['no earlier case', () => graphqlMock.emit(answer({ Opportunity: [] }), 'earlierAnswer')],
    ['no answer', () => graphqlMock.emit(answer({ Opportunity: [{ Id: 'o1', Name: '前', answer: null }] }), 'earlierAnswer')],
    ['no access', () => graphqlMock.emitErrors([{ message: 'x' }], 'earlierAnswer')]
  ])('says so when there is %s', async (_name, emit) => {
    const element = await show('Output__c');
    emit();
    await settle();
    expect(texts(element, '[data-note]')).toEqual(['前の案件の回答はありません。']);
  });

  it('asks nothing of a case without a company', async () => {
    const element = await show('Output__c', null);
    expect(texts(element, '[data-note]')).toEqual(['前の案件の回答はありません。']);
    expect(graphqlMock.variables('earlierAnswer')).toEqual([]);
  });

  it('tells how the issues of the company came and went, the latest first', async () => {
    const element = await show('JpoIssueCount__c');
    const rows = [
      { Id: 'i1', Issue__c: '費用負担', RecognizedBySmeOn__c: '2026-01-10', RecognizedByJpoOn__c: '', ResolvedOn__c: '2026-09-01' },
      { Id: 'i2', Issue__c: '調査不足', RecognizedBySmeOn__c: '', RecognizedByJpoOn__c: '2026-05-02', ResolvedOn__c: '' }
    ];
    graphqlMock.emit(answer({ CaseIssue__c: rows }), 'issueHistory');
    await settle();
    expect(texts(element, '[data-line]')).toEqual([
      '2026-09-01　「費用負担」が解消',
      '2026-05-02　「調査不足」を特許庁が認識',
      '2026-01-10　「費用負担」を企業が認識'
    ]);
  });
});
