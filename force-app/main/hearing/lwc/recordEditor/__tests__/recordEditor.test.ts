import { PAUSE_MS, RecordEditor } from 'c/recordEditor';
import type { EditedRecord } from 'c/recordEditor';
import type { AnswerValue } from 'c/hearingAnswer';
import fc from 'fast-check';
import { passTime, stopTime, later } from '../../../../../../jest/timing';
import { CONFLICT, SESSION_EXPIRED, refusal } from '../../errorReducer/__tests__/fixtures';

type Values = Record<string, AnswerValue>;
type Mark = '未確認' | '該当なし';

/** A server with one record: optimistic locking, refused values and a connection that may be gone. */
class Server {
  values: Values;
  version = 1;
  marks = new Map<string, string>();
  offline = false;
  signedOut = false;
  requests: Values[] = [];
  overlapping = 0;
  private underWay = 0;

  constructor(values: Values) {
    this.values = values;
  }

  get record(): EditedRecord {
    const entries = Object.entries(this.values).map(([field, value]) => [field, { value, displayValue: null }]);
    return {
      lastModifiedDate: new Date(this.version * 1000).toISOString(),
      fields: Object.fromEntries(entries) as EditedRecord['fields']
    };
  }

  change(values: Values): void {
    Object.assign(this.values, values);
    this.version += 1;
  }

  readonly update = async (
    { fields: { Id: _id, ...values } }: { fields: Values },
    { ifUnmodifiedSince }: { ifUnmodifiedSince?: string }
  ): Promise<EditedRecord> => {
    this.underWay += 1;
    this.overlapping = Math.max(this.overlapping, this.underWay);
    await Promise.resolve();
    this.underWay -= 1;
    this.requests.push(values);
    this.answer();
    if (ifUnmodifiedSince !== this.record.lastModifiedDate) throw CONFLICT;
    const bad = Object.entries(values).filter(([, value]) => value === 'bad');
    if (bad.length > 0) throw refusal(Object.fromEntries(bad.map(([field]) => [field, ['だめ']])));
    this.change(values);
    return this.record;
  };

  readonly storeMark = async (item: string, mark: string | null): Promise<void> => {
    await Promise.resolve();
    this.answer();
    if (mark === null) this.marks.delete(item);
    else this.marks.set(item, mark);
    this.version += 1;
  };

  private answer(): void {
    if (this.offline) throw new TypeError('Failed to fetch');
    if (this.signedOut) throw SESSION_EXPIRED;
  }
}

/** One step after the other. */
async function inTurn<T>([first, ...rest]: readonly T[], act: (each: T) => Promise<void>): Promise<void> {
  if (first === undefined) return;
  await act(first);
  await inTurn(rest, act);
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function edit(values: Values = { A: 'a', B: 'b', C: 'c' }) {
  const server = new Server(values);
  const keep = jest.fn();
  const editor: RecordEditor<EditedRecord, Mark> = new RecordEditor<EditedRecord, Mark>('006A', {
    update: server.update,
    // As the platform: the answer comes later, and only when something changed.
    reload: () => {
      Promise.resolve().then(() => editor.take(server.record));
    },
    later,
    now: () => 42,
    keep
  });
  editor.storeMark = server.storeMark;
  editor.take(server.record);
  const type = (field: string, mine: AnswerValue, valid = true): void => editor.edit(field, { mine, valid });
  const pause = async (): Promise<void> => {
    passTime(PAUSE_MS);
    await settled();
  };
  return { server, editor, type, pause, keep };
}

afterEach(() => stopTime());

describe('c/recordEditor', () => {
  it('saves after the last change, all changes in one request', async () => {
    const { server, editor, type, pause } = edit();
    type('A', '1');
    passTime(PAUSE_MS - 1);
    type('B', '2');
    passTime(PAUSE_MS - 1);
    await settled();
    expect(server.requests).toEqual([]);
    await pause();
    expect(server.requests).toEqual([{ A: '1', B: '2' }]);
    expect(editor).toMatchObject({ unsent: 0, savedAt: 42, saving: false });
  });

  it('tells what is not stored yet, at every change, so that it can be kept', async () => {
    const { type, pause, keep } = edit();
    type('A', '1');
    expect([...(keep.mock.lastCall?.[0] as Map<string, unknown>).keys()]).toEqual(['A']);
    await pause();
    expect((keep.mock.lastCall?.[0] as Map<string, unknown>).size).toBe(0);
  });

  it('runs one save at a time, and then sends what was typed meanwhile', async () => {
    const { server, editor, type } = edit();
    type('A', '1');
    const first = editor.save();
    type('A', '12');
    editor.save();
    await first;
    expect(server.requests).toEqual([{ A: '1' }, { A: '12' }]);
    expect(server.overlapping).toBe(1);
    expect(editor.unsent).toBe(0);
  });

  it('saves the other fields when one is refused, and sends the refused one again only with another change or on demand', async () => {
    const { server, editor, type, pause } = edit();
    type('A', 'bad');
    type('B', '2');
    await pause();
    expect(server.requests).toEqual([{ A: 'bad', B: '2' }, { B: '2' }]);
    expect(editor.fieldErrors).toEqual({ A: ['だめ'] });
    editor.flush();
    editor.wake();
    await pause();
    expect(server.requests).toHaveLength(2);
    type('C', '3');
    await pause();
    expect(server.requests.slice(2)).toEqual([{ A: 'bad', C: '3' }, { C: '3' }]);
    type('A', 'good');
    expect(editor.fieldErrors).toEqual({});
    await pause();
    expect(server.values).toEqual({ A: 'good', B: '2', C: '3' });
  });

  it('never sends what is no value', async () => {
    const { server, editor, type, pause } = edit();
    type('A', null, false);
    await pause();
    expect(server.requests).toEqual([]);
    expect(editor.unsent).toBe(1);
  });

  describe('when the record changed in between', () => {
    it('goes on silently when no field of ours did, as after roll-ups and flows', async () => {
      const { server, editor, type, pause } = edit();
      type('A', '1');
      server.change({ C: 'flow' });
      await pause();
      expect(server.values).toEqual({ A: '1', B: 'b', C: 'flow' });
      expect(editor).toMatchObject({ conflicts: [], stale: false, unsent: 0 });
    });

    it('asks where both did, and saves everything else without waiting for the answer', async () => {
      const { server, editor, type, pause } = edit();
      type('A', 'mine');
      type('B', '2');
      server.change({ A: 'theirs' });
      await pause();
      expect(server.values).toEqual({ A: 'theirs', B: '2', C: 'c' });
      expect(editor.conflicts).toEqual([{ field: 'A', mine: 'mine', theirs: 'theirs' }]);
      editor.resolve('A', 'mine');
      await settled();
      expect(server.values.A).toBe('mine');
    });

    it('needs no new copy when one came while the request was under way', async () => {
      const { server, editor, type } = edit();
      type('A', '1');
      server.change({ C: 'x' });
      const saved = editor.save();
      editor.take(server.record);
      await saved;
      expect(server.values.A).toBe('1');
    });

    it('says so when the new state does not come, and goes on when it does', async () => {
      const server = new Server({ A: 'a' });
      const editor = new RecordEditor<EditedRecord, Mark>('006A', {
        update: server.update,
        reload: () => undefined,
        later,
        now: () => 42,
        keep: () => undefined
      });
      editor.take(server.record);
      editor.edit('A', { mine: '1', valid: true });
      server.change({});
      editor.save();
      await settled();
      passTime(10_000);
      await settled();
      expect(editor.stale).toBe(true);
      editor.take(server.record);
      await settled();
      expect(editor.stale).toBe(false);
      expect(server.values.A).toBe('1');
    });
  });

  it('without a connection tries again by itself, ever less often, and at once when woken', async () => {
    const { server, editor, type, pause } = edit();
    server.offline = true;
    type('A', '1');
    await pause();
    expect(editor.hindrance).toBe('offline');
    await inTurn([3_000, 6_000, 12_000, 30_000, 30_000], async (wait) => {
      const before = server.requests.length;
      passTime(wait - 1);
      await settled();
      expect(server.requests).toHaveLength(before);
      passTime(1);
      await settled();
      expect(server.requests).toHaveLength(before + 1);
    });
    server.offline = false;
    editor.wake();
    await settled();
    expect(editor).toMatchObject({ hindrance: undefined, unsent: 0 });
  });

  it('after the session has ended waits to be woken', async () => {
    const { server, editor, type, pause } = edit();
    server.signedOut = true;
    type('A', '1');
    await pause();
    expect(editor.hindrance).toBe('session');
    passTime(600_000);
    await settled();
    expect(server.requests).toHaveLength(1);
    server.signedOut = false;
    editor.wake();
    await settled();
    expect(editor.unsent).toBe(0);
  });

  it('brings back what an earlier page left, without overwriting what was typed since or what others stored', async () => {
    const { server, editor, type } = edit();
    type('B', 'since');
    server.change({ C: 'theirs' });
    editor.take(server.record);
    editor.restore(
      new Map([
        ['A', { base: 'a', mine: 'left', valid: true }],
        ['B', { base: 'b', mine: 'left', valid: true }],
        ['C', { base: 'c', mine: 'left', valid: true }]
      ]),
      new Map([['Item', '未確認']])
    );
    await settled();
    expect(server.values).toEqual({ A: 'left', B: 'since', C: 'theirs' });
    expect(editor.conflicts.map(({ field }) => field)).toEqual(['C']);
    expect([...server.marks]).toEqual([['Item', '未確認']]);
  });

  it('stores marks one after the other, the last decision at the end', async () => {
    const { server, editor } = edit();
    editor.mark('One', '未確認', null);
    editor.mark('Two', '該当なし', null);
    editor.mark('One', '該当なし', null);
    await settled();
    expect([...server.marks]).toEqual([
      ['One', '該当なし'],
      ['Two', '該当なし']
    ]);
    editor.mark('One', null, '該当なし');
    await settled();
    expect([...server.marks.keys()]).toEqual(['Two']);
    expect(editor.unsent).toBe(0);
  });

  it('never loses or silently overwrites anything, whatever happens in whatever order', async () => {
    const field = fc.constantFrom('A', 'B', 'C');
    const step = fc.oneof(
      fc.record({ do: fc.constant('type' as const), field, value: fc.constantFrom('1', '2', 'bad') }),
      fc.record({ do: fc.constant('other' as const), field, value: fc.constantFrom('3', '4') }),
      fc.record({ do: fc.constant('flow' as const) }),
      fc.record({ do: fc.constant('pause' as const) }),
      fc.record({ do: fc.constant('flush' as const) }),
      fc.record({ do: fc.constant('connection' as const), gone: fc.boolean() })
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { server, editor, type, pause } = edit();
        const mine = new Map<string, string>();
        const theirs = new Map<string, string>();
        await inTurn(steps, async (each) => {
          if (each.do === 'type') {
            type(each.field, each.value);
            // Typed back to what is shown as stored, it is no change.
            if (editor.draft.has(each.field)) mine.set(each.field, each.value);
            else mine.delete(each.field);
            theirs.delete(each.field);
          } else if (each.do === 'other') {
            server.change({ [each.field]: each.value });
            theirs.set(each.field, each.value);
          } else if (each.do === 'flow') server.change({});
          else if (each.do === 'pause') await pause();
          else if (each.do === 'flush') editor.flush();
          else server.offline = each.gone;
        });
        server.offline = false;
        editor.wake();
        await pause();
        await settled();
        expect(server.overlapping).toBeLessThan(2);
        for (const [name, value] of mine) {
          const stored = server.values[name];
          // Stored, or still in the draft, or overwritten by somebody who knew of it.
          expect(stored === value || editor.draft.get(name)?.mine === value || theirs.has(name)).toBe(true);
          // What somebody else stored stays until the user decides.
          const open = editor.conflicts.some((conflict) => conflict.field === name);
          expect(open && stored === value).toBe(false);
        }
      }),
      { numRuns: 150 }
    );
    stopTime();
  });
});
