import HearingField from 'c/hearingField';
import type { AnswerChange } from 'c/hearingField';
import type { FieldView } from 'c/hearingView';
import { createElement } from 'lwc';
import { view } from './fixtures';

type Field = HTMLElement & { item: FieldView };
type Control = HTMLElement & Record<string, unknown>;

let changes: AnswerChange[];

function show(item: FieldView): Field {
  const field = Object.assign(createElement('c-hearing-field', { is: HearingField }), { item }) as unknown as Field;
  field.addEventListener('answerchange', (event) => changes.push((event as CustomEvent<AnswerChange>).detail));
  document.body.appendChild(field);
  return field;
}
const find = <T extends Element = HTMLElement>(field: Field, selector: string): T | null =>
  field.shadowRoot?.querySelector<T>(selector) ?? null;
const control = (field: Field): Control => find<Control>(field, '[data-control]') as Control;
const report = (field: Field, detail: Record<string, unknown>): void => {
  control(field).dispatchEvent(new CustomEvent('change', { detail }));
};
const press = (target: HTMLElement, init: KeyboardEventInit): void => {
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, ...init }));
};

describe('c-hearing-field', () => {
  beforeEach(() => {
    changes = [];
  });
  afterEach(() => document.body.replaceChildren());

  describe('input', () => {
    it.each<[FieldView['kind'], FieldView['value'], string, Record<string, unknown>]>([
      ['text', 'あ', 'lightning-input', { type: 'text', value: 'あ' }],
      ['longText', 'あ', 'lightning-textarea', { value: 'あ', maxLength: 100 }],
      ['checkbox', true, 'lightning-input', { type: 'checkbox', checked: true }],
      ['date', '2026-11-23', 'lightning-input', { type: 'date', value: '2026-11-23' }],
      ['dateTime', '2026-11-23T00:00:00.000Z', 'lightning-input', { type: 'datetime' }],
      ['number', 3, 'lightning-input', { type: 'number', value: 3, step: '0.1' }],
      ['currency', 3, 'lightning-input', { type: 'number', formatter: 'currency' }],
      ['percent', 3, 'lightning-input', { type: 'number', formatter: 'percent-fixed' }],
      ['phone', '03', 'lightning-input', { type: 'tel' }],
      ['email', 'a@b', 'lightning-input', { type: 'email' }],
      ['url', 'https://a', 'lightning-input', { type: 'url' }],
      ['picklist', '可', 'lightning-combobox', { value: '可' }],
      ['multiPicklist', '可;不可', 'lightning-checkbox-group', { value: ['可', '不可'] }]
    ])('for %s with %j is %s', (kind, value, tag, props) => {
      const field = show(view({ kind, value, maxLength: 100, step: '0.1', options: [{ label: '可', value: '可' }] }));
      expect(control(field).tagName.toLowerCase()).toBe(tag);
      expect(control(field)).toMatchObject({ label: '訪問に至った背景', ...props });
    });

    it('lets a picklist be emptied again', () => {
      const field = show(view({ kind: 'picklist', value: '可', options: [{ label: '可', value: '可' }] }));
      expect(control(field).options).toEqual([
        { label: '--なし--', value: '' },
        { label: '可', value: '可' }
      ]);
      report(field, { value: '' });
      expect(changes).toEqual([{ field: 'Background__c', value: null, valid: true }]);
    });

    it.each<[FieldView['kind'], Record<string, unknown>, unknown]>([
      ['longText', { value: '書いた' }, '書いた'],
      ['checkbox', { checked: true }, true],
      ['number', { value: '1.50' }, 1.5],
      ['multiPicklist', { value: ['A', 'B'] }, 'A;B'],
      ['date', { value: '' }, null]
    ])('of kind %s reports %j as %j', (kind, detail, value) => {
      report(show(view({ kind })), detail);
      expect(changes).toEqual([{ field: 'Background__c', value, valid: true }]);
    });

    it('marks what the base component calls invalid', () => {
      const field = show(view({ kind: 'email' }));
      control(field).checkValidity = () => false;
      report(field, { value: 'a@' });
      expect(changes[0]).toMatchObject({ value: 'a@', valid: false });
    });

    it('gives a number its own text back instead of a normalised one while it is typed', async () => {
      const field = show(view({ kind: 'number', value: 1 }));
      report(field, { value: '1.' });
      field.item = view({ kind: 'number', value: 1 });
      await Promise.resolve();
      expect(control(field).value).toBe('1.');
      field.item = view({ kind: 'number', value: 7 });
      await Promise.resolve();
      expect(control(field).value).toBe(7);
    });
  });

  describe('access', () => {
    it.each<[string, Partial<FieldView>, string, string]>([
      ['a read-only field', { mode: 'readOnly', value: 'A', displayValue: 'えー' }, 'えー', 'この項目は編集できません。'],
      ['a read-only empty field', { mode: 'readOnly' }, '（空欄）', 'この項目は編集できません。'],
      ['a read-only tick', { mode: 'readOnly', kind: 'checkbox', value: true }, 'はい', 'この項目は編集できません。'],
      ['a read-only empty box', { mode: 'readOnly', kind: 'checkbox', value: false }, 'いいえ', 'この項目は編集できません。'],
      ['a count of rows', { mode: 'rows', rows: '課題', kind: 'number', value: 2 }, '2件', '「課題」の一覧に行を足すと'],
      ['no rows', { mode: 'rows', rows: '課題', kind: 'number' }, '0件', '「課題」の一覧に行を足すと'],
      ['a hidden field', { mode: 'hidden' }, '', 'この項目を見る権限がありません。'],
      [
        'a field without input',
        { mode: 'unsupported', kind: 'unsupported', value: '003', displayValue: '山田' },
        '山田',
        'このページの項目欄'
      ]
    ])('shows %s as text', (_name, rest, text, note) => {
      const field = show(view(rest));
      expect(find(field, 'lightning-input')).toBeNull();
      expect(find(field, '[data-static]')?.textContent).toBe(text);
      expect(control(field).textContent).toContain(note);
    });

    it('shows the error of a field that cannot be edited as text', () => {
      expect(find(show(view({ mode: 'readOnly', error: 'だめ' })), '[data-error]')?.textContent).toBe('だめ');
    });
  });

  describe('marks', () => {
    it.each([
      ['必須', 'utility:priority'],
      ['推奨', 'utility:favorite'],
      ['任意', 'utility:dash']
    ] as const)('name the tier %s in words, with an icon', (tier, icon) => {
      const field = show(view({ tier }));
      expect(find(field, '[data-tier]')?.textContent).toBe(tier);
      expect(find<Control>(field, '[data-tier] lightning-icon')?.iconName).toBe(icon);
    });

    it('say what the next phase waits for', () => {
      expect(find(show(view({ due: true })), '[data-due]')?.textContent).toBe('次のフェーズに必要');
      expect(find(show(view()), '[data-due]')).toBeNull();
    });
  });

  describe('hint', () => {
    const open = async (field: Field): Promise<void> => {
      find(field, '[data-hint-button]')?.click();
      await Promise.resolve();
    };

    it('is shown on demand over the form, and hidden again', async () => {
      const field = show(view());
      expect(find(field, '[data-question]')).toBeNull();
      await open(field);
      expect(find(field, '[data-hint]')?.textContent).toContain('どのような経緯でお声がけいただきましたか');
      expect(find(field, '[data-hint]')?.textContent).toContain('展示会で声を掛けた');
      expect(find(field, '[data-hint-button]')?.getAttribute('aria-expanded')).toBe('true');
      await open(field);
      expect(find(field, '[data-question]')).toBeNull();
    });

    it('leaves out what the item does not have, the button included', async () => {
      expect(find(show(view({ question: null, hint: null, example: null })), '[data-hint-button]')).toBeNull();
      const field = show(view({ hint: null, example: null }));
      await open(field);
      expect(find(field, '[data-hint]')?.textContent).not.toContain('記入例');
    });

    it('closes with Escape and gives the focus back to its button', async () => {
      const field = show(view());
      await open(field);
      press(find(field, '[data-hint]') as HTMLElement, { key: 'Escape' });
      await Promise.resolve();
      expect(find(field, '[data-question]')).toBeNull();
      expect(field.shadowRoot?.activeElement).toBe(find(field, '[data-hint-button]'));
    });

    it('stays open while Escape ends a composition', async () => {
      const field = show(view());
      await open(field);
      press(find(field, '[data-hint]') as HTMLElement, { key: 'Escape', isComposing: true });
      await Promise.resolve();
      expect(find(field, '[data-question]')).not.toBeNull();
    });

    it('closes when the focus goes elsewhere', async () => {
      const field = show(view());
      await open(field);
      find(field, '[data-hint-button]')?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, relatedTarget: document.body }));
      await Promise.resolve();
      expect(find(field, '[data-question]')).toBeNull();
    });
  });

  describe('refused save', () => {
    it('shows the message beside the input, and takes it away when the answer is changed', async () => {
      const field = show(view());
      const messages: unknown[] = [];
      Object.assign(control(field), {
        setCustomValidity: (message: string) => messages.push(message),
        reportValidity: () => messages.push('shown')
      });
      field.item = view({ error: '0以上にしてください' });
      await Promise.resolve();
      expect(messages).toEqual(['0以上にしてください', 'shown']);
      report(field, { value: '1' });
      expect(messages[2]).toBe('');
    });

    it('shows the same message again when the corrected answer is refused as well', async () => {
      const field = show(view());
      const messages: string[] = [];
      control(field).setCustomValidity = (message: string) => messages.push(message);
      field.item = view({ error: 'だめ' });
      await Promise.resolve();
      report(field, { value: '1' });
      field.item = view({ value: '1' });
      await Promise.resolve();
      field.item = view({ value: '1', error: 'だめ' });
      await Promise.resolve();
      expect(messages.filter((message) => message === 'だめ')).toHaveLength(2);
    });
  });

  it.each([
    ['Tab', 1],
    ['a', 0]
  ])('comes out from under the docked bar when %s brings the focus: %i', (key, times) => {
    const field = show(view());
    const scroll = jest.spyOn(field, 'scrollIntoView');
    control(field).dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true }));
    expect(scroll).toHaveBeenCalledTimes(times);
  });

  it('makes a date report what was typed before a save by keyboard', () => {
    const field = show(view({ kind: 'date' }));
    const calls: string[] = [];
    Object.assign(control(field), { blur: () => calls.push('blur'), focus: () => calls.push('focus') });
    press(control(field), { key: 's', ctrlKey: true });
    expect(calls).toEqual(['blur', 'focus']);
  });

  it.each<[string, Partial<FieldView>]>([
    ['text', {}],
    ['long text', { kind: 'longText' }],
    ['a multi-select', { kind: 'multiPicklist', options: [{ label: '可', value: '可' }] }],
    ['a read-only field', { mode: 'readOnly', value: 'x', displayValue: 'x' }],
    ['a hidden field', { mode: 'hidden' }],
    ['a required item that is due', { tier: '必須', due: true }],
    ['a refused answer', { error: 'だめ' }]
  ])('is accessible with %s', async (_name, rest) => {
    await expect(show(view(rest))).toBeAccessible();
  });

  it('is accessible with its hint open', async () => {
    const field = show(view());
    find(field, '[data-hint-button]')?.click();
    await Promise.resolve();
    await expect(field).toBeAccessible();
  });
});
