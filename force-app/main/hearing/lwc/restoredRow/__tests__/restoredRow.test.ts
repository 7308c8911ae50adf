import RestoredRow from 'c/restoredRow';
import { createElement } from 'lwc';
import { getObjectInfoMock, getPicklistValuesMock } from '../../../../../../jest/lightning/uiObjectInfoApi';
import { info } from '../../hearingRows/__tests__/fixtures';

type Shown = HTMLElement & Record<string, unknown>;

async function show(): Promise<Shown> {
  const row = Object.assign(createElement('c-restored-row', { is: RestoredRow }), {
    ...{ recordId: 'case', rowId: 'i1', objectApiName: 'CaseIssue__c', fields: ['Statement__c'], name: '課題（きっかけの発言）' }
  }) as unknown as Shown;
  document.body.appendChild(row);
  await Promise.resolve();
  return row;
}
const find = <T extends Element = Shown>(row: Shown, selector: string): T | null => row.shadowRoot?.querySelector<T>(selector) ?? null;

describe('c-restored-row', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows the details of a row under its name', async () => {
    const row = await show();
    getObjectInfoMock.emit(info('CaseIssue__c'));
    getPicklistValuesMock.emit({ picklistFieldValues: {} });
    await Promise.resolve();
    expect(getPicklistValuesMock.configs()).toEqual([
      { objectApiName: 'CaseIssue__c', recordTypeId: info('CaseIssue__c').defaultRecordTypeId }
    ]);
    expect(find(row, '[data-name]')?.textContent).toBe('課題（きっかけの発言）');
    expect(find(row, 'c-row-editor')).toMatchObject({ recordId: 'i1', caseId: 'case', fields: ['Statement__c'] });
    await expect(row).toBeAccessible();
  });

  it('says why nothing can be shown', async () => {
    const row = await show();
    getObjectInfoMock.emitError({ status: 403 });
    await Promise.resolve();
    expect(find<Shown>(row, '[data-errors]')?.messages).toHaveLength(1);
    expect(find(row, 'c-row-editor')).toBeNull();
    await expect(row).toBeAccessible();
  });
});
