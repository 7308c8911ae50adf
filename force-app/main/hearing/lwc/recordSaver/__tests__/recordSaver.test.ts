import { saveFields } from 'c/recordSaver';
import { CONFLICT, refusal } from '../../errorReducer/__tests__/fixtures';

const SINCE = '2026-11-23T01:00:00.000Z';
const update = jest.fn();
const save = (changes: Record<string, string>) => saveFields({ recordId: '006A', changes, ifUnmodifiedSince: SINCE, update });
const sent = (): unknown[] => update.mock.calls.map(([input]) => input.fields);

afterEach(() => update.mockReset());

describe('c/recordSaver', () => {
  it('sends only the changed fields, once, guarded by the date that the user saw', async () => {
    update.mockResolvedValue('record');
    expect(await save({ A: '1', B: '2' })).toEqual({ record: 'record', saved: { A: '1', B: '2' } });
    expect(update.mock.calls).toEqual([[{ fields: { Id: '006A', A: '1', B: '2' } }, { ifUnmodifiedSince: SINCE }]]);
  });

  it('drops refused fields and sends the others once more', async () => {
    update.mockRejectedValueOnce(refusal({ B: ['だめ'] })).mockResolvedValueOnce('record');
    expect(await save({ A: '1', B: '2' })).toEqual({
      record: 'record',
      saved: { A: '1' },
      error: { kind: 'refused', fields: { B: ['だめ'] }, page: [] }
    });
    expect(sent()).toEqual([
      { Id: '006A', A: '1', B: '2' },
      { Id: '006A', A: '1' }
    ]);
  });

  it('saves none of the changes that belong together when one of them is refused', async () => {
    update.mockRejectedValue(refusal({ B: ['だめ'] }));
    const changes = { A: '1', B: '2' };
    expect(await saveFields({ recordId: '006A', changes, together: true, update })).toEqual({
      saved: {},
      error: { kind: 'refused', fields: { B: ['だめ'] }, page: [] }
    });
    expect(update).toHaveBeenCalledTimes(1);
  });

  it('gives up after the second refusal and reports both', async () => {
    update.mockRejectedValueOnce(refusal({ B: ['だめ'] })).mockRejectedValueOnce(refusal({ A: ['これも'] }));
    expect(await save({ A: '1', B: '2', C: '3' })).toMatchObject({ saved: {}, error: { fields: { A: ['これも'], B: ['だめ'] } } });
    expect(update).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['every field is refused', refusal({ A: ['だめ'] })],
    ['the refusal names a field that was not sent', refusal({ Other: ['だめ'] })],
    ['the record as a whole is refused', refusal({}, ['だめ'])],
    ['the connection is gone', new TypeError('Failed to fetch')]
  ])('does not send again when %s', async (_name, error) => {
    update.mockRejectedValue(error);
    expect(await save({ A: '1' })).toMatchObject({ saved: {}, error: {} });
    expect(update).toHaveBeenCalledTimes(1);
  });

  it('reports a conflict in either attempt as a conflict', async () => {
    update.mockRejectedValueOnce(CONFLICT);
    expect((await save({ A: '1' })).error?.kind).toBe('conflict');
    update.mockRejectedValueOnce(refusal({ B: ['だめ'] })).mockRejectedValueOnce(CONFLICT);
    expect(await save({ A: '1', B: '2' })).toMatchObject({ saved: {}, error: { kind: 'conflict', fields: { B: ['だめ'] } } });
  });
});
