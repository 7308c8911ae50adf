import { answerSets, fieldView, reuse } from 'c/hearingView';
import type { FieldInfo, FieldSource } from 'c/hearingView';
import { item } from '../../hearingModel/__tests__/fixtures';

const INFO: FieldInfo = {
  label: '項目',
  dataType: 'String',
  extraTypeInfo: null,
  inlineHelpText: '書き方',
  length: 80,
  scale: 0,
  updateable: true,
  controllerName: null
};
const AREAS = {
  controllerValues: { 国内: 0 },
  values: [
    { label: '県内', value: '県内', validFor: [0] },
    { label: 'タイ', value: 'タイ', validFor: [] }
  ]
};

function source(
  fields: Record<string, Partial<FieldInfo>>,
  values: Record<string, string | number | boolean | null>,
  rest: Partial<FieldSource> = {}
): FieldSource {
  return {
    fields: Object.fromEntries(Object.entries(fields).map(([name, info]) => [name, { ...INFO, ...info }])),
    picklists: {},
    editable: true,
    answers: { value: (field) => values[field], display: (field) => (field in values ? `「${values[field]}」` : null) },
    ...rest
  };
}
const state = { due: false, error: '' };

describe('c/hearingView', () => {
  it('takes label, help, length and value from object info and the record', () => {
    const view = fieldView(item('A', { question: '何を?' }), source({ A__c: {} }, { A__c: 'こたえ' }), { due: true, error: 'だめ' });
    expect(view).toEqual({
      key: 'A',
      field: 'A__c',
      label: '項目',
      help: '書き方',
      tier: '任意',
      rows: null,
      due: true,
      mode: 'edit',
      kind: 'text',
      value: 'こたえ',
      displayValue: '「こたえ」',
      options: [],
      maxLength: 80,
      step: undefined,
      required: false,
      target: undefined,
      error: 'だめ',
      mark: null,
      marks: [],
      markError: '',
      question: '何を?',
      hint: null,
      example: null
    });
  });

  it.each([
    ['is missing in object info', source({}, { A__c: 'x' })],
    ['did not come with the record', source({ A__c: {} }, {})]
  ])('hides a field that %s', (_name, from) => {
    expect(fieldView(item('A'), from, state)).toMatchObject({ mode: 'hidden', value: null, displayValue: null });
  });

  it('hides an item whose field no longer exists under the name of the item', () => {
    expect(fieldView(item('A', { fieldApiName: null, label: '昔の項目' }), source({}, {}), state)).toMatchObject({
      mode: 'hidden',
      label: '昔の項目'
    });
  });

  it.each([
    ['without edit access to the field', source({ A__c: { updateable: false } }, { A__c: 'x' })],
    ['without edit access to the object', source({ A__c: {} }, { A__c: 'x' }, { editable: false })],
    ['of a calculated reference', source({ A__c: { updateable: false, dataType: 'Reference' } }, { A__c: 'x' })]
  ])('makes a field %s read-only', (_name, from) => {
    expect(fieldView(item('A'), from, state)).toMatchObject({ mode: 'readOnly', value: 'x' });
  });

  it('calls rows after the item that they answer, and offers no input for their number', () => {
    const from = source({ A__c: { dataType: 'Double', label: '課題の数' } }, { A__c: 0 });
    expect(fieldView(item('A', { label: '課題', rows: '課題' }), from, state)).toMatchObject({ mode: 'rows', label: '課題', rows: '課題' });
  });

  it('takes rows for an answer when there are any, and a number for one even when it is zero', () => {
    const items = [item('A', { rows: '課題' }), item('B', { rows: '課題' }), item('C')];
    const number = { dataType: 'Double' };
    const { filled } = answerSets(items, source({ A__c: number, B__c: number, C__c: number }, { A__c: 1, B__c: 0, C__c: 0 }));
    expect([...filled]).toEqual(['A', 'C']);
  });

  it('shows a type without input as unsupported', () => {
    expect(fieldView(item('A'), source({ A__c: { dataType: 'Reference' } }, { A__c: '003' }), state).mode).toBe('unsupported');
  });

  it('gives numbers the step of their decimals', () => {
    const step = (scale: number): string | undefined =>
      fieldView(item('A'), source({ A__c: { dataType: 'Double', scale } }, { A__c: 1 }), state).step;
    expect([step(0), step(2)]).toEqual(['1', '0.01']);
  });

  it('offers all values of a picklist, and those of the controlling answer when it depends on one', () => {
    const picklists = { A__c: AREAS };
    const free = fieldView(item('A'), source({ A__c: { dataType: 'Picklist' } }, { A__c: null }, { picklists }), state);
    expect(free.options.map(({ value }) => value)).toEqual(['県内', 'タイ']);
    const fields = { A__c: { dataType: 'Picklist', controllerName: 'B__c' } };
    const dependent = fieldView(item('A'), source(fields, { A__c: null, B__c: '国内' }, { picklists }), state);
    expect(dependent.options.map(({ value }) => value)).toEqual(['県内']);
    const unanswered = fieldView(item('A'), source(fields, { A__c: null, B__c: null }, { picklists }), state);
    expect(unanswered.options).toEqual([]);
  });

  it('sorts items into answered, open and hidden ones', () => {
    const items = [item('A'), item('B'), item('C'), item('D', { fieldApiName: null })];
    const sets = answerSets(items, source({ A__c: {}, B__c: {} }, { A__c: 'x', B__c: null, C__c: 'x' }));
    expect([...sets.filled]).toEqual(['A']);
    expect([...sets.hidden]).toEqual(['C', 'D']);
  });

  it('gives back the very same view where nothing changed, and the new one where something did', () => {
    const first = [
      { key: 'A', list: [{ x: 1 }] },
      { key: 'B', list: [{ x: 2 }] }
    ];
    const earlier = new Map(first.map((view) => [view.key, view]));
    const next = reuse(
      [
        { key: 'A', list: [{ x: 1 }] },
        { key: 'B', list: [{ x: 3 }] },
        { key: 'C', list: [] }
      ],
      earlier
    );
    expect(next[0]).toBe(first[0]);
    expect(next[1]).not.toBe(first[1]);
    expect(next.map(({ key }) => key)).toEqual(['A', 'B', 'C']);
  });
});
