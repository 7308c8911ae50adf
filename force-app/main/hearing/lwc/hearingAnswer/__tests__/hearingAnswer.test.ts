import { chosen, inputKind, optionsFor, sameAnswer, toAnswer } from 'c/hearingAnswer';
import type { InputKind } from 'c/hearingAnswer';
import fc from 'fast-check';

describe('c/hearingAnswer', () => {
  it.each([
    ['String', 'text'],
    ['TextArea', 'longText'],
    ['Picklist', 'picklist'],
    ['MultiPicklist', 'multiPicklist'],
    ['Boolean', 'checkbox'],
    ['Date', 'date'],
    ['DateTime', 'dateTime'],
    ['Double', 'number'],
    ['Int', 'number'],
    ['Currency', 'currency'],
    ['Percent', 'percent'],
    ['Phone', 'phone'],
    ['Email', 'email'],
    ['Url', 'url'],
    ['Reference', 'unsupported'],
    ['EncryptedString', 'unsupported'],
    ['SomethingNew', 'unsupported']
  ])('gives a field of type %s the input %s', (dataType, kind) => {
    expect(inputKind({ dataType, extraTypeInfo: null })).toBe(kind);
  });

  it('does not offer a plain input for rich text, which would lose its formatting', () => {
    expect(inputKind({ dataType: 'TextArea', extraTypeInfo: 'RichTextArea' })).toBe('unsupported');
  });

  it('offers a lookup of one object, the record picker knows no more', () => {
    const reference = { dataType: 'Reference', extraTypeInfo: null };
    expect(inputKind({ ...reference, referenceToInfos: [{ apiName: 'Contact' }] })).toBe('lookup');
    expect(inputKind({ ...reference, referenceToInfos: [{ apiName: 'User' }, { apiName: 'Group' }] })).toBe('unsupported');
    expect(inputKind({ dataType: 'TextArea', extraTypeInfo: 'PlainTextArea' })).toBe('longText');
  });

  it.each<[InputKind, unknown, unknown]>([
    ['text', '', null],
    ['text', 'あ', 'あ'],
    ['text', null, null],
    ['longText', '一行目\n二行目', '一行目\n二行目'],
    ['picklist', '', null],
    ['picklist', '可', '可'],
    ['multiPicklist', [], null],
    ['multiPicklist', ['海外', '国内'], '海外;国内'],
    ['checkbox', true, true],
    ['checkbox', undefined, false],
    ['number', '', null],
    ['number', '0', 0],
    ['number', '1.50', 1.5],
    ['number', 'abc', undefined],
    ['currency', '1200', 1200],
    ['percent', '12.5', 12.5],
    ['date', '2026-11-23', '2026-11-23'],
    ['date', '', null],
    ['dateTime', '2026-11-23T09:00:00+09:00', '2026-11-23T00:00:00.000Z'],
    ['dateTime', 'いつか', undefined]
  ])('turns a %s control that holds %j into %j', (kind, control, answer) => {
    expect(toAnswer(kind, control)).toEqual(answer);
  });

  it.each<[InputKind, string | number | boolean | null, string | number | boolean | null, boolean]>([
    ['multiPicklist', 'A;B', 'B;A', true],
    ['multiPicklist', 'A;B', 'A', false],
    ['multiPicklist', null, '', true],
    ['text', null, '', true],
    ['longText', 'a\r\nb', 'a\nb', true],
    ['text', 'a', 'A', false],
    ['checkbox', null, false, true],
    ['checkbox', true, false, false],
    ['number', 0, null, false],
    ['dateTime', '2026-11-23T00:00:00.000Z', '2026-11-23T09:00:00+09:00', true],
    ['dateTime', '2026-11-23T00:00:00.000Z', null, false]
  ])('compares %s values %j and %j: %s', (kind, a, b, same) => {
    expect(sameAnswer(kind, a, b)).toBe(same);
    expect(sameAnswer(kind, b, a)).toBe(same);
  });

  it('keeps the chosen values of a multi-select through a save and back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[^;]+$/)), (values) => {
        expect(chosen(toAnswer('multiPicklist', values) ?? null)).toEqual(values);
      })
    );
  });

  describe('options', () => {
    const areas = {
      controllerValues: { 国内: 0, 海外: 1 },
      values: [
        { label: '県内', value: '県内', validFor: [0] },
        { label: 'ＥＣ', value: 'EC', validFor: [0, 1] },
        { label: 'タイ', value: 'タイ', validFor: [1] }
      ]
    };
    const values = (options: { value: string }[]): string[] => options.map(({ value }) => value);

    it('are all values of a picklist that depends on nothing', () => {
      expect(optionsFor(areas, null)).toEqual([
        { label: '県内', value: '県内' },
        { label: 'ＥＣ', value: 'EC' },
        { label: 'タイ', value: 'タイ' }
      ]);
    });

    it('of a dependent picklist are those of the controlling value', () => {
      expect(values(optionsFor(areas, null, '海外'))).toEqual(['EC', 'タイ']);
      expect(values(optionsFor(areas, null, ''))).toEqual([]);
    });

    it('keep the stored value in sight even when it is inactive or no longer valid', () => {
      expect(values(optionsFor(areas, '旧値', '国内'))).toEqual(['県内', 'EC', '旧値']);
      expect(values(optionsFor(areas, 'タイ;県内', '国内'))).toEqual(['県内', 'EC', 'タイ']);
    });

    it('without a picklist are what is stored', () => {
      expect(optionsFor(undefined, null)).toEqual([]);
    });
  });
});
