import HearingRows from 'c/hearingRows';
import type { FieldView } from 'c/hearingView';
import { createElement } from 'lwc';
import { view } from '../../hearingField/__tests__/fixtures';

type Rows = HTMLElement & { recordId: string; item: FieldView };

function show(): Rows {
  const item = view({ key: 'Case_JpoIssues', mode: 'rows', rows: '課題', kind: 'number', value: 2 });
  const rows = Object.assign(createElement('c-hearing-rows', { is: HearingRows }), { recordId: '006000000000001AAA', item });
  document.body.appendChild(rows as unknown as Node);
  return rows as unknown as Rows;
}

describe('c-hearing-rows', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows how many rows answer the item, and takes the focus', () => {
    const rows = show();
    const field = rows.shadowRoot?.querySelector<HTMLElement & { item: FieldView }>('c-hearing-field');
    expect(field?.item.value).toBe(2);
    const focus = jest.fn();
    Object.assign(field as HTMLElement, { focus });
    rows.focus();
    expect(focus).toHaveBeenCalledTimes(1);
  });

  it('is accessible', async () => {
    await expect(show()).toBeAccessible();
  });
});
