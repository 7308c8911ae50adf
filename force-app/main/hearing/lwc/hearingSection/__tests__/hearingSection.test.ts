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

  it('sends nothing by the Enter key, and has no browser remember what is typed', () => {
    const form = show().shadowRoot?.querySelector('form');
    const submit = new Event('submit', { cancelable: true });
    form?.dispatchEvent(submit);
    expect(submit.defaultPrevented).toBe(true);
    expect(form?.getAttribute('autocomplete')).toBe('off');
  });

  it('puts the focus on the item that is asked for, and says when it has no such item', () => {
    const section = show();
    const focus = jest.fn();
    Object.assign(fields(section)[1] as HTMLElement, { focus });
    expect(section.focusItem('B')).toBe(true);
    expect(focus).toHaveBeenCalledTimes(1);
    expect(section.focusItem('Z')).toBe(false);
  });

  describe('marks', () => {
    const marked = () =>
      show({
        fields: [
          view({ key: 'A', label: '顧客', marks: ['未確認', '該当なし'], mark: '未確認', markError: 'だめ' }),
          view({ key: 'B', marks: [] })
        ]
      });
    const buttons = (section: Section) => [...(section.shadowRoot?.querySelectorAll<HTMLElement>('[data-mark]') ?? [])];

    it('are offered per item as buttons that say whether they are set', () => {
      const section = marked();
      expect(buttons(section).map((button) => [button.textContent, button.getAttribute('aria-pressed')])).toEqual([
        ['未確認', 'true'],
        ['該当なし', 'false']
      ]);
      expect(section.shadowRoot?.querySelector('[role="group"]')?.getAttribute('aria-label')).toBe('「顧客」に答えがないとき');
      expect(section.shadowRoot?.querySelector('[data-mark-error]')?.textContent).toBe('だめ');
    });

    it('are stated by a press and taken back by another', () => {
      const section = marked();
      const stated: unknown[] = [];
      section.addEventListener('itemstate', (event) => stated.push((event as CustomEvent).detail));
      for (const button of buttons(section)) button.click();
      expect(stated).toEqual([
        { item: 'A', state: null },
        { item: 'A', state: '該当なし' }
      ]);
    });
  });

  it('says which item has the focus, and when the focus leaves the section', () => {
    const section = show();
    const told: unknown[] = [];
    section.addEventListener('itemfocus', (event) => told.push((event as CustomEvent).detail));
    section.addEventListener('groupleave', () => told.push('left'));
    const [first, second] = fields(section);
    first?.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
    first?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true, relatedTarget: second }));
    expect(told).toEqual(['A']);
    first?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true, relatedTarget: document.body }));
    second?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
    expect(told).toEqual(['A', 'left', 'left']);
  });

  describe('off the screen', () => {
    let seen: ((entries: { target: Element; isIntersecting: boolean }[]) => void) | undefined;
    const places = (section: Section) => [...(section.shadowRoot?.querySelectorAll<HTMLElement>('[data-place]') ?? [])];

    beforeEach(() => {
      class Observer {
        constructor(callback: typeof seen) {
          seen = callback;
        }
        observe = jest.fn();
        unobserve = jest.fn();
        disconnect = jest.fn();
      }
      Object.assign(globalThis, { IntersectionObserver: Observer });
    });
    afterEach(() => {
      Reflect.deleteProperty(globalThis, 'IntersectionObserver');
    });

    const lazy = () => show({ eager: 1 });

    const item = (section: Section, name: string) => section.shadowRoot?.querySelector(`li[data-item="${name}"]`) as HTMLElement;
    const passes = async (isIntersecting: boolean, ...targets: HTMLElement[]): Promise<void> => {
      seen?.(targets.map((target) => ({ target, isIntersecting })));
      await Promise.resolve();
    };

    it('holds the place of an item with its name, and mounts it when it comes near', async () => {
      const section = lazy();
      expect(fields(section).map(({ dataset }) => dataset.key)).toEqual(['A']);
      expect(places(section).map(({ textContent }) => textContent)).toEqual(['訪問に至った背景']);
      await passes(false, places(section)[0] as HTMLElement);
      expect(places(section)).toHaveLength(1);
      await passes(true, places(section)[0] as HTMLElement);
      expect(fields(section).map(({ dataset }) => dataset.key)).toEqual(['A', 'B']);
    });

    it('keeps an item mounted once it was near, and lets the browser leave it unpainted off the screen, unlike what is shown first', async () => {
      const section = lazy();
      const isLate = () => ['A', 'B'].map((name) => item(section, name).classList.contains('late'));
      expect(isLate()).toEqual([false, false]);
      await passes(true, places(section)[0] as HTMLElement);
      expect(isLate()).toEqual([false, true]);
      await passes(false, item(section, 'B'));
      expect(fields(section).map(({ dataset }) => dataset.key)).toEqual(['A', 'B']);
    });

    it('mounts an item that is to have the focus', async () => {
      const section = lazy();
      expect(section.focusItem('B')).toBe(true);
      await Promise.resolve();
      expect(fields(section).map(({ dataset }) => dataset.key)).toEqual(['A', 'B']);
      expect(section.focusItem('Z')).toBe(false);
    });

    it('is accessible', async () => {
      await expect(lazy()).toBeAccessible();
    });
  });

  it('is accessible', async () => {
    await expect(show()).toBeAccessible();
    const marked = view({ key: 'A', label: '顧客', marks: ['未確認', '該当なし'], mark: '未確認', markError: 'だめ' });
    await expect(show({ fields: [marked] })).toBeAccessible();
  });
});
