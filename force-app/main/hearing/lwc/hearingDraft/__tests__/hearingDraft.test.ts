import { EMPTY_DRAFT, absorb, changesOf, conflictsOf, edit, invalidFields, keepMine, settle, takeTheirs } from 'c/hearingDraft';
import type { Draft } from 'c/hearingDraft';
import fc from 'fast-check';

const same = (_field: string, a: unknown, b: unknown): boolean => a === b;
const type = (draft: Draft, field: string, mine: string | null, stored: string | null, valid = true): Draft =>
  edit(draft, field, { mine, valid, stored }, same);

describe('c/hearingDraft', () => {
  it('holds what was typed and nothing that is stored already', () => {
    const draft = type(type(EMPTY_DRAFT, 'A', 'a', null), 'B', 'b', 'b');
    expect(changesOf(draft)).toEqual({ A: 'a' });
  });

  it('forgets a field that is typed back to what is stored', () => {
    const draft = type(type(EMPTY_DRAFT, 'A', 'new', 'old'), 'A', 'old', 'old');
    expect(draft.size).toBe(0);
  });

  it('never sends what is no value, but keeps and names it', () => {
    const draft = type(type(EMPTY_DRAFT, 'A', null, '1', false), 'B', 'b', null);
    expect(changesOf(draft)).toEqual({ B: 'b' });
    expect(invalidFields(draft)).toEqual(['A']);
    expect(draft.has('A')).toBe(true);
  });

  it('keeps an invalid entry even where its value equals the stored one', () => {
    expect(type(EMPTY_DRAFT, 'A', null, null, false).has('A')).toBe(true);
  });

  it('is done with what was saved and keeps what was typed during the save', () => {
    const sent = type(type(EMPTY_DRAFT, 'A', 'a1', null), 'B', 'b1', null);
    const meanwhile = type(sent, 'B', 'b2', null);
    const draft = settle(meanwhile, changesOf(sent), same);
    expect([...draft]).toEqual([['B', { base: 'b1', mine: 'b2', valid: true }]]);
    expect(conflictsOf(draft, { A: 'a1', B: 'b1' }, same)).toEqual([]);
  });

  it('does not call it a conflict when somebody changed another field or made the same change', () => {
    const draft = type(EMPTY_DRAFT, 'A', 'mine', 'base');
    expect(conflictsOf(draft, { A: 'base', B: 'other' }, same)).toEqual([]);
    expect(conflictsOf(draft, { A: 'mine' }, same)).toEqual([]);
    expect(conflictsOf(draft, {}, same)).toEqual([]);
  });

  it('names mine and theirs where both sides changed a field', () => {
    const draft = type(EMPTY_DRAFT, 'A', 'mine', 'base');
    expect(conflictsOf(draft, { A: 'theirs' }, same)).toEqual([{ field: 'A', mine: 'mine', theirs: 'theirs' }]);
  });

  it('still sees the conflict when typing goes on after the other side saved', () => {
    const draft = type(type(EMPTY_DRAFT, 'A', 'm', 'base'), 'A', 'mine', 'theirs');
    expect(conflictsOf(draft, { A: 'theirs' }, same)).toEqual([{ field: 'A', mine: 'mine', theirs: 'theirs' }]);
  });

  it('sends mine after the user chose mine, and nothing after the user chose theirs', () => {
    const draft = type(EMPTY_DRAFT, 'A', 'mine', 'base');
    const conflict = { field: 'A', mine: 'mine', theirs: 'theirs' };
    const kept = keepMine(draft, conflict);
    expect(changesOf(kept)).toEqual({ A: 'mine' });
    expect(conflictsOf(kept, { A: 'theirs' }, same)).toEqual([]);
    expect(takeTheirs(draft, conflict).size).toBe(0);
  });

  it('asks again when a third value was saved after the choice', () => {
    const kept = keepMine(type(EMPTY_DRAFT, 'A', 'mine', 'base'), { field: 'A', mine: 'mine', theirs: 'theirs' });
    expect(conflictsOf(kept, { A: 'third' }, same)).toHaveLength(1);
  });

  it('drops what the stored record says as well', () => {
    const draft = type(type(EMPTY_DRAFT, 'A', 'a', null), 'B', 'b', null);
    expect([...absorb(draft, { A: 'a', B: 'x' }, same).keys()]).toEqual(['B']);
  });

  it('never changes a draft in place', () => {
    const draft = type(EMPTY_DRAFT, 'A', 'a', null);
    const before = JSON.stringify([...draft]);
    type(draft, 'B', 'b', null);
    settle(draft, { A: 'a' }, same);
    absorb(draft, { A: 'a' }, same);
    keepMine(draft, { field: 'A', mine: 'a', theirs: 'x' });
    takeTheirs(draft, { field: 'A', mine: 'a', theirs: 'x' });
    expect(JSON.stringify([...draft])).toBe(before);
    expect(EMPTY_DRAFT.size).toBe(0);
  });

  it('loses no typed value, whatever the order of typing, saving and changes elsewhere', () => {
    const value = fc.constantFrom('', 'x', 'y', 'z');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('type' as const), value }),
      fc.record({ kind: fc.constant('elsewhere' as const), value }),
      fc.record({ kind: fc.constant('save' as const), value })
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let stored = '';
        let shown = '';
        let draft = EMPTY_DRAFT;
        for (const { kind, value: next } of steps) {
          if (kind === 'type') {
            draft = type(draft, 'A', next, stored);
            shown = next;
          } else if (kind === 'elsewhere') {
            stored = next;
            draft = absorb(draft, { A: stored }, same);
            if (!draft.has('A')) shown = stored;
          } else if (conflictsOf(draft, { A: stored }, same).length === 0) {
            const sent = changesOf(draft);
            stored = String(sent.A ?? stored);
            draft = settle(draft, sent, same);
          }
          // What the user sees is what was typed last, or what is stored.
          expect(String(draft.get('A')?.mine ?? stored)).toBe(shown);
        }
      })
    );
  });
});
