import HearingHead from 'c/hearingHead';
import type { FieldView } from 'c/hearingView';
import { createElement } from 'lwc';
import { view } from '../../hearingField/__tests__/fixtures';

type Head = HTMLElement & { item: FieldView; insertable: boolean; undoable: boolean };

function show(rest: Partial<FieldView> = {}, flags: Partial<Pick<Head, 'insertable' | 'undoable'>> = {}): Head {
  const head = Object.assign(createElement('c-hearing-head', { is: HearingHead }), { item: view(rest), ...flags });
  document.body.appendChild(head as unknown as Node);
  return head as unknown as Head;
}
const find = <T extends Element = HTMLElement>(head: Head, selector: string): T | null =>
  head.shadowRoot?.querySelector<T>(selector) ?? null;
const open = async (head: Head): Promise<void> => {
  find(head, '[data-hint-button]')?.click();
  await Promise.resolve();
};
const press = async (head: Head, init: KeyboardEventInit): Promise<void> => {
  find(head, '[data-hint]')?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, ...init }));
  await Promise.resolve();
};

describe('c-hearing-head', () => {
  afterEach(() => document.body.replaceChildren());

  it.each([
    ['必須', 'utility:priority'],
    ['推奨', 'utility:favorite'],
    ['任意', 'utility:dash']
  ] as const)('names the tier %s in words, with an icon', (tier, icon) => {
    const head = show({ tier });
    expect(find(head, '[data-tier]')?.textContent).toBe(tier);
    expect(find<HTMLElement & { iconName: string }>(head, '[data-tier] lightning-icon')?.iconName).toBe(icon);
  });

  it('says what the next phase waits for', () => {
    expect(find(show({ due: true }), '[data-due]')?.textContent).toBe('次のフェーズに必要');
    expect(find(show(), '[data-due]')).toBeNull();
  });

  it('shows question, hint and example on demand over the form, and hides them again', async () => {
    const head = show();
    expect(find(head, '[data-question]')).toBeNull();
    await open(head);
    expect(find(head, '[data-hint]')?.textContent).toContain('どのような経緯でお声がけいただきましたか');
    expect(find(head, '[data-example]')?.textContent).toBe('展示会で声を掛けた');
    expect(find(head, '[data-hint-button]')?.getAttribute('aria-expanded')).toBe('true');
    await open(head);
    expect(find(head, '[data-question]')).toBeNull();
  });

  it('leaves out what the item does not have, the button included', async () => {
    expect(find(show({ question: null, hint: null, example: null }), '[data-hint-button]')).toBeNull();
    const head = show({ hint: null, example: null }, { insertable: true });
    await open(head);
    expect(find(head, '[data-hint]')?.textContent).not.toContain('記入例');
    expect(find(head, '[data-insert]')).toBeNull();
  });

  it('closes with Escape and gives the focus back to its button, but not while Escape ends a composition', async () => {
    const head = show();
    await open(head);
    await press(head, { key: 'Escape', isComposing: true });
    expect(find(head, '[data-question]')).not.toBeNull();
    await press(head, { key: 'Enter' });
    expect(find(head, '[data-question]')).not.toBeNull();
    await press(head, { key: 'Escape' });
    expect(find(head, '[data-question]')).toBeNull();
    expect(head.shadowRoot?.activeElement).toBe(find(head, '[data-hint-button]'));
  });

  it('takes the focus to its button, in whatever browser, so that it closes when the focus goes', async () => {
    const head = show();
    await open(head);
    expect(head.shadowRoot?.activeElement).toBe(find(head, '[data-hint-button]'));
  });

  it('closes by its button, and when the focus goes elsewhere', async () => {
    const head = show();
    await open(head);
    find(head, '[data-hint-close]')?.click();
    await Promise.resolve();
    expect(find(head, '[data-question]')).toBeNull();
    await open(head);
    const leave = (relatedTarget: Element | null): void => {
      find(head, '[data-hint-button]')?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, relatedTarget }));
    };
    leave(find(head, '[data-hint-close]'));
    await Promise.resolve();
    expect(find(head, '[data-question]')).not.toBeNull();
    leave(document.body);
    await Promise.resolve();
    expect(find(head, '[data-question]')).toBeNull();
  });

  it('asks for the example to be put in and taken back', async () => {
    const head = show({}, { insertable: true, undoable: true });
    const asked: string[] = [];
    for (const name of ['exampleinsert', 'exampleundo']) head.addEventListener(name, () => asked.push(name));
    await open(head);
    find(head, '[data-insert]')?.click();
    await Promise.resolve();
    expect(find(head, '[data-question]')).toBeNull();
    find(head, '[data-undo]')?.click();
    expect(asked).toEqual(['exampleinsert', 'exampleundo']);
  });

  it('is accessible, with its hint open too', async () => {
    const head = show({ tier: '必須', due: true }, { insertable: true, undoable: true });
    await expect(head).toBeAccessible();
    await open(head);
    await expect(head).toBeAccessible();
  });
});
