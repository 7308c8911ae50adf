import ErrorPanel from 'c/errorPanel';
import type { FieldError } from 'c/errorPanel';
import { createElement } from 'lwc';

type Panel = HTMLElement & { heading: string; messages: readonly string[]; fields: readonly FieldError[] };

function show(props: Partial<Panel>): Panel {
  const panel = Object.assign(createElement('c-error-panel', { is: ErrorPanel }), props) as unknown as Panel;
  document.body.appendChild(panel);
  return panel;
}
const texts = (panel: Panel): (string | null)[] =>
  [...(panel.shadowRoot?.querySelectorAll('[data-message]') ?? [])].map((node) => node.textContent);

describe('c-error-panel', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows nothing at all without errors', () => {
    expect(show({}).shadowRoot?.querySelector('[data-panel]')).toBeNull();
  });

  it('announces every message once under its heading', () => {
    const panel = show({ messages: ['だめでした', 'だめでした', 'もう一つ'] });
    expect(panel.shadowRoot?.querySelector('[role="alert"]')?.textContent).toContain('エラー');
    expect(texts(panel)).toEqual(['だめでした', 'もう一つ']);
  });

  it('leads from the message of a field to the field', () => {
    const jump = jest.fn();
    const panel = show({ fields: [{ label: '金額', message: '0以上にしてください', target: 'Case_Amount' }] });
    panel.addEventListener('jump', (event) => jump((event as CustomEvent).detail));
    panel.shadowRoot?.querySelector<HTMLElement>('[data-target]')?.click();
    expect(jump).toHaveBeenCalledWith('Case_Amount');
  });

  it('names a field that is not on the page without a link', () => {
    const panel = show({ fields: [{ label: 'Hidden__c', message: '必須です' }] });
    expect(panel.shadowRoot?.querySelector('button')).toBeNull();
    expect(panel.shadowRoot?.querySelector('ul')?.textContent).toContain('Hidden__c');
  });

  it('is accessible with messages of the record and of fields', async () => {
    const panel = show({
      messages: ['だめ'],
      fields: [
        { label: '金額', message: '0以上', target: 'A' },
        { label: 'X', message: '必須' }
      ]
    });
    await expect(panel).toBeAccessible();
  });
});
