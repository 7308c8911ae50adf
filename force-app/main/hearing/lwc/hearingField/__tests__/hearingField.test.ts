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
      ['dateTime', '2026-11-23T00:00:00.000Z', 'lightning-input', { type: 'datetime', timeAriaLabel: '訪問に至った背景の時間' }],
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

  describe('lookup', () => {
    const lookup = (rest: Partial<FieldView> = {}): FieldView =>
      view({ kind: 'lookup', target: 'Contact', value: '003000000000001AAA', ...rest });

    it('is a record picker of the object that the field points to', () => {
      const field = show(lookup({ required: true }));
      expect(control(field).tagName.toLowerCase()).toBe('lightning-record-picker');
      expect(control(field)).toMatchObject({ objectApiName: 'Contact', value: '003000000000001AAA', required: true, disabled: false });
      report(field, { recordId: '003000000000002AAA' });
      report(field, { recordId: null });
      expect(changes.map(({ value }) => value)).toEqual(['003000000000002AAA', null]);
    });

    it('names the record, and says that it cannot be changed, when it is read-only', () => {
      const field = show(lookup({ mode: 'readOnly' }));
      expect(control(field)).toMatchObject({ disabled: true });
      expect(field.shadowRoot?.textContent).toContain('この項目は編集できません。');
    });
  });

  it.each(['text', 'number', 'phone', 'email', 'date'] as const)('has no browser remember a %s that was typed', (kind) => {
    expect(control(show(view({ kind })))).toMatchObject({ autocomplete: 'off' });
  });

  describe('example', () => {
    type Head = HTMLElement & { insertable: boolean; undoable: boolean };
    const head = (field: Field): Head => find<Head>(field, 'c-hearing-head') as Head;
    const insert = (field: Field): void => {
      head(field).dispatchEvent(new CustomEvent('exampleinsert'));
    };

    it('becomes the answer, and can be taken back until somebody writes on', async () => {
      const field = show(view());
      expect([head(field).insertable, head(field).undoable]).toEqual([true, false]);
      insert(field);
      field.item = view({ value: '展示会で声を掛けた' });
      await Promise.resolve();
      expect([head(field).insertable, head(field).undoable]).toEqual([false, true]);
      head(field).dispatchEvent(new CustomEvent('exampleundo'));
      expect(changes.map(({ value }) => value)).toEqual(['展示会で声を掛けた', null]);
      field.item = view({ value: null });
      insert(field);
      field.item = view({ value: '展示会で声を掛けた。続き' });
      await Promise.resolve();
      expect(head(field).undoable).toBe(false);
    });

    it('stands in the control at once, whatever was typed since the item was shown last', () => {
      const field = show(view({ kind: 'longText', value: '書いた' }));
      insert(field);
      expect(control(field)).toMatchObject({ value: '書いた\n展示会で声を掛けた' });
      head(field).dispatchEvent(new CustomEvent('exampleundo'));
      expect(control(field)).toMatchObject({ value: '書いた' });
    });

    it('never replaces what is written', () => {
      const field = show(view({ kind: 'longText', value: '書いた' }));
      insert(field);
      head(field).dispatchEvent(new CustomEvent('exampleundo'));
      expect(changes.map(({ value }) => value)).toEqual(['書いた\n展示会で声を掛けた', '書いた']);
      expect(head(show(view({ value: '書いた' }))).insertable).toBe(false);
    });

    it('goes after what stands in the control, also when the item does not know of the last keys yet', () => {
      const field = show(view({ kind: 'longText', value: '書い' }));
      control(field).value = '書いた。';
      insert(field);
      expect(changes.at(-1)?.value).toBe('書いた。\n展示会で声を掛けた');
      head(field).dispatchEvent(new CustomEvent('exampleundo'));
      expect(changes.at(-1)?.value).toBe('書いた。');
      const short = show(view({ kind: 'text', value: null }));
      control(short).value = '短い';
      insert(short);
      expect(control(short).value).toBe('短い');
    });

    it('is offered where it fits only', () => {
      for (const rest of [{ mode: 'readOnly' as const }, { kind: 'picklist' as const }, { maxLength: 3 }, { example: null }])
        expect(head(show(view(rest))).insertable).toBe(false);
    });
  });

  it('has nothing above a field of a row', () => {
    expect(find(show(view({ plain: true })), 'c-hearing-head')).toBeNull();
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
    ['a lookup', { kind: 'lookup', target: 'Contact' }],
    ['a refused answer', { error: 'だめ' }]
  ])('is accessible with %s', async (_name, rest) => {
    await expect(show(view(rest))).toBeAccessible();
  });
});
