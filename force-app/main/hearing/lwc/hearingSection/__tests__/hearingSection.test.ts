import HearingSection from 'c/hearingSection';
import type { FieldView, SectionView } from 'c/hearingView';
import { createElement } from 'lwc';
import { view } from '../../hearingField/__tests__/fixtures';

type Section = HTMLElement & { section: SectionView; recordId: string; focusItem(key: string): boolean };
const SECTION: SectionView = {
  key: '訪問目的',
  name: '訪問目的',
  progress: [
    { tier: '必須', filled: 2, total: 3 },
    { tier: '推奨', filled: 0, total: 1 }
  ],
  fields: [view({ key: 'A', kind: 'text' }), view({ key: 'B', kind: 'longText' })]
};

function show(rest: Partial<SectionView> = {}): Section {
  const section = Object.assign(createElement('c-hearing-section', { is: HearingSection }), {
    section: { ...SECTION, ...rest }
  }) as unknown as Section;
  document.body.appendChild(section);
  return section;
}
const fields = (section: Section) => [...(section.shadowRoot?.querySelectorAll<HTMLElement>('c-hearing-field') ?? [])];

describe('c-hearing-section', () => {
  afterEach(() => document.body.replaceChildren());

  it('names the section and its progress per tier in words', () => {
    const { shadowRoot } = show();
    expect(shadowRoot?.querySelector('h3')?.textContent).toBe('訪問目的');
    expect([...(shadowRoot?.querySelectorAll('[data-progress] li') ?? [])].map((node) => node.textContent)).toEqual([
      '必須 2/3',
      '推奨 0/1'
    ]);
  });

  it('shows the items in order and gives long answers the whole width', () => {
    const section = show();
    expect(fields(section).map(({ dataset }) => dataset.key)).toEqual(['A', 'B']);
    expect(fields(section).map(({ parentElement }) => parentElement?.className)).toEqual(['narrow', 'wide']);
  });

  it('shows an item that rows answer as rows, across the whole width, and gives them the record', () => {
    const section = show({ fields: [view({ key: 'C', mode: 'rows', rows: '課題' })] });
    section.recordId = '006000000000001AAA';
    const rows = section.shadowRoot?.querySelector<HTMLElement & { item: FieldView }>('c-hearing-rows');
    expect(rows?.item.key).toBe('C');
    expect(rows?.parentElement?.className).toBe('wide');
    expect(fields(section)).toEqual([]);
  });

  it('puts the focus on the item that is asked for, and says when it has no such item', () => {
    const section = show();
    const focus = jest.fn();
    Object.assign(fields(section)[1] as HTMLElement, { focus });
    expect(section.focusItem('B')).toBe(true);
    expect(focus).toHaveBeenCalledTimes(1);
    expect(section.focusItem('Z')).toBe(false);
  });

  it('is accessible', async () => {
    await expect(show()).toBeAccessible();
  });
});
