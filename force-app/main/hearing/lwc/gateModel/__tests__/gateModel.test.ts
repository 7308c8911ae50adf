import {
  NOTE_FIELD,
  REASON_FIELD,
  checklistOf,
  isDemanded,
  missingFor,
  movesOf,
  reasonsOf,
  suggestedTarget,
  withConversion
} from 'c/gateModel';
import type { Move, MoveKind } from 'c/gateModel';
import { rankOf, rankPhases } from 'c/hearingModel';
import type { HearingItem, HearingState, Phase } from 'c/hearingModel';
import fc from 'fast-check';
import { PHASES as CASE, hearing, item } from '../../hearingModel/__tests__/fixtures';

const LEAD_ITEMS: readonly HearingItem[] = [
  item('Source', { tier: '必須', phaseAsked: '新規', dueRank: 2 }),
  item('Contact', { tier: '必須', phaseAsked: '未連絡', dueRank: 3 }),
  item('Accepted', { tier: '必須', phaseAsked: '連絡済み', dueRank: 4 }),
  item('Need', { tier: '推奨', phaseAsked: '連絡済み' }),
  item('Timing', { tier: '必須', phaseAsked: '訪問不要', fixed: true }),
  item('Note', { tier: '必須', phaseAsked: '訪問不要', fixed: true, sortOrder: 2, fieldApiName: NOTE_FIELD }),
  item('Again', { tier: '任意', phaseAsked: '訪問不要', sortOrder: 3 })
];
const LEAD = rankPhases(
  ['新規', '未連絡', '連絡済み', '訪問不要', '開始済み'].map((value) => ({
    value,
    label: value,
    attributes: { converted: value === '開始済み' }
  })),
  LEAD_ITEMS
);

const names = (items: readonly HearingItem[]): string[] => items.map(({ developerName }) => developerName);
const values = (phases: readonly Phase[]): string[] => phases.map(({ value }) => value);
const leadState = (phase: string, filled: string[] = [], hidden: string[] = []): HearingState => ({
  items: LEAD_ITEMS,
  phases: LEAD,
  phase,
  filled: new Set(filled),
  hidden: new Set(hidden)
});
const phaseOf = (phases: readonly Phase[], value: string): Phase => phases.find((phase) => phase.value === value) as Phase;
const shape = (moves: readonly Move[]): [MoveKind, string[]][] => moves.map(({ kind, targets }) => [kind, values(targets)]);

describe('c/gateModel', () => {
  describe('the moves', () => {
    it.each<[string, [MoveKind, string[]][]]>([
      [
        '新規',
        [
          ['forward', ['未連絡']],
          ['aside', ['訪問不要']]
        ]
      ],
      [
        '未連絡',
        [
          ['forward', ['連絡済み']],
          ['aside', ['訪問不要']],
          ['back', ['新規']]
        ]
      ],
      [
        '連絡済み',
        [
          ['convert', ['開始済み']],
          ['aside', ['訪問不要']],
          ['back', ['未連絡', '新規']]
        ]
      ],
      ['訪問不要', [['forward', ['連絡済み']]]],
      ['開始済み', []],
      ['知らない', []]
    ])('of a record that is converted at the end, out of %s', (phase, moves) => {
      expect(shape(movesOf(LEAD, phase))).toEqual(moves);
    });

    it.each<[string, [MoveKind, string[]][]]>([
      [
        '準備',
        [
          ['forward', ['発見']],
          ['aside', ['中止']]
        ]
      ],
      [
        '提案',
        [
          ['forward', ['完了']],
          ['aside', ['中止']],
          ['back', ['発見', '準備']]
        ]
      ],
      ['完了', [['back', ['提案', '発見', '準備']]]],
      ['中止', [['back', ['提案', '発見', '準備']]]]
    ])('of a record that is closed at the end, out of %s', (phase, moves) => {
      expect(shape(movesOf(CASE, phase))).toEqual(moves);
    });

    it('of an object without phases are none', () => {
      expect(movesOf([], '')).toEqual([]);
    });
  });

  describe('a conversion that the picklist keeps to itself', () => {
    const listed = LEAD.filter(({ converted }) => !converted);

    it('comes after the last phase', () => {
      const phases = withConversion(listed, '案件化');
      expect(phases.at(-1)).toEqual({ value: '', label: '案件化', rank: 4, closed: false, converted: true });
      expect(shape(movesOf(phases, '連絡済み'))[0]).toEqual(['convert', ['']]);
    });

    it('is not added to one that is listed', () => {
      expect(withConversion(LEAD, '案件化')).toEqual(LEAD);
    });
  });

  describe('what a move asks', () => {
    it.each<[string, MoveKind, string, string[], string[]]>([
      ['新規', 'forward', '未連絡', ['Source'], ['Source']],
      ['未連絡', 'forward', '連絡済み', ['Contact'], ['Contact']],
      ['新規', 'forward', '連絡済み', ['Contact', 'Source'], ['Contact', 'Source']],
      ['連絡済み', 'convert', '開始済み', ['Accepted'], ['Accepted']],
      ['訪問不要', 'forward', '連絡済み', ['Contact', 'Source'], ['Contact', 'Source']],
      ['未連絡', 'aside', '訪問不要', ['Timing', 'Note', 'Again'], ['Timing', 'Note']],
      ['連絡済み', 'back', '新規', [], []]
    ])('from %s %s to %s', (from, kind, to, listed, missing) => {
      const state = leadState(from);
      expect(names(checklistOf(state, kind, phaseOf(LEAD, to)))).toEqual(listed);
      expect(names(missingFor(state, kind, phaseOf(LEAD, to)))).toEqual(missing);
    });

    it('is listed even when it is answered, but holds nothing up then', () => {
      const state = leadState('新規', ['Source']);
      expect(names(checklistOf(state, 'forward', phaseOf(LEAD, '未連絡')))).toEqual(['Source']);
      expect(missingFor(state, 'forward', phaseOf(LEAD, '未連絡'))).toEqual([]);
    });

    it('leaves out what the user may not see', () => {
      expect(checklistOf(leadState('新規', [], ['Source']), 'forward', phaseOf(LEAD, '未連絡'))).toEqual([]);
      expect(names(checklistOf(leadState('新規', [], ['Timing']), 'aside', phaseOf(LEAD, '訪問不要')))).toEqual(['Note', 'Again']);
    });

    it('is the gates up to the phase when a dropped record is opened again', () => {
      const state = hearing({ phase: '中止', filled: ['Type'] });
      expect(names(missingFor(state, 'back', phaseOf(CASE, '発見')))).toEqual(['Prepared']);
      expect(names(missingFor(state, 'back', phaseOf(CASE, '準備')))).toEqual([]);
    });
  });

  describe('the target to begin with', () => {
    const back = (phase: string): Move => movesOf(CASE, phase).find(({ kind }) => kind === 'back') as Move;

    it('is the nearest one', () => {
      expect(suggestedTarget(hearing({ phase: '提案' }), back('提案'))?.value).toBe('発見');
      expect(suggestedTarget(hearing({ phase: '完了' }), back('完了'))?.value).toBe('提案');
    });

    it('of a dropped record is the last phase whose gates it meets', () => {
      const open = (filled: string[]): string | undefined => suggestedTarget(hearing({ phase: '中止', filled }), back('中止'))?.value;
      expect(open([])).toBe('準備');
      expect(open(['Type', 'Prepared'])).toBe('発見');
      expect(open(['Type', 'Prepared', 'Issues'])).toBe('提案');
    });
  });

  describe('the reason', () => {
    const fields = (object: string, kind: MoveKind): string[] => reasonsOf(object, kind, []).map(({ field }) => field);

    it.each<[string, MoveKind, boolean]>([
      ['Lead', 'forward', true],
      ['Lead', 'aside', true],
      ['Lead', 'back', true],
      ['Lead', 'convert', false],
      ['Opportunity', 'forward', false],
      ['Opportunity', 'aside', false],
      ['Opportunity', 'back', true],
      ['Other__c', 'back', false]
    ])('of %s %s is asked: %j', (object, kind, asked) => {
      expect(fields(object, kind)).toEqual(asked ? [REASON_FIELD, NOTE_FIELD] : []);
    });

    it('must be given in words only where an item of the checklist says so', () => {
      const note = (kind: MoveKind, checklist: HearingItem[]): string | undefined => reasonsOf('Lead', kind, checklist)[1]?.tier;
      expect(note('forward', [])).toBe('任意');
      expect(note('aside', checklistOf(leadState('新規'), 'aside', phaseOf(LEAD, '訪問不要')))).toBe('必須');
    });
  });

  describe('for any phases and items', () => {
    const anyPhases = fc
      .record({
        open: fc.integer({ min: 1, max: 5 }),
        aside: fc.integer({ min: 0, max: 2 }),
        end: fc.constantFrom('converted', 'won', 'none')
      })
      .chain(({ open, aside, end }) => {
        const line = Array.from({ length: open }, (_, index) => ({ value: `O${index}`, attributes: {} }));
        const asides = Array.from({ length: aside }, (_, index) => ({ value: `A${index}`, attributes: { closed: true, won: false } }));
        const last =
          end === 'none' ? [] : [{ value: 'End', attributes: end === 'won' ? { closed: true, won: true } : { converted: true } }];
        return fc.shuffledSubarray([...line, ...asides], { minLength: open + aside }).map((mixed) => [...mixed, ...last]);
      })
      .map((list) => rankPhases(list.map(({ value, attributes }) => ({ value, label: value, attributes }))));
    const anyState = anyPhases.chain((phases) =>
      fc
        .record({
          phase: fc.constantFrom(...values(phases)),
          items: fc.array(
            fc.record({
              dueRank: fc.integer({ min: 0, max: 6 }),
              tier: fc.constantFrom('必須', '推奨', '任意'),
              phaseAsked: fc.constantFrom(...values(phases)),
              mark: fc.constantFrom('filled', 'hidden', 'blank')
            }),
            { maxLength: 10 }
          )
        })
        .map(({ phase, items }): HearingState => {
          const marked = (mark: string): Set<string> => new Set(items.flatMap((each, index) => (each.mark === mark ? [`I${index}`] : [])));
          const built = items.map(({ dueRank, tier, phaseAsked }, index) => item(`I${index}`, { dueRank, tier, phaseAsked }));
          return { items: built, phases, phase, filled: marked('filled'), hidden: marked('hidden') };
        })
    );
    const eachMove = (state: HearingState, check: (move: Move, target: Phase) => void): void => {
      for (const move of movesOf(state.phases, state.phase)) for (const target of move.targets) check(move, target);
    };

    it('a move leads to another phase, once, and to a converted one only by conversion', () => {
      fc.assert(
        fc.property(anyState, (state) => {
          const targets: string[] = [];
          eachMove(state, ({ kind }, target) => {
            targets.push(target.value);
            expect(target.value).not.toBe(state.phase);
            expect(target.converted).toBe(kind === 'convert');
            expect(target.rank === 0).toBe(kind === 'aside');
          });
          expect(new Set(targets).size).toBe(targets.length);
        })
      );
    });

    it('going on leads from the first phase through every one of the line to its end', () => {
      fc.assert(
        fc.property(anyPhases, (phases) => {
          const line = phases.filter(({ rank }) => rank > 0).sort((a, b) => a.rank - b.rank);
          const walked = [line[0]];
          for (let at = line[0]; at;) {
            const [next] = movesOf(phases, at.value).filter(({ kind }) => kind === 'forward' || kind === 'convert');
            at = next?.targets[0];
            if (at) walked.push(at);
          }
          expect(walked).toEqual(line);
        })
      );
    });

    it('what is missing is listed, demanded and not hidden, and answering it is enough', () => {
      fc.assert(
        fc.property(anyState, (state) => {
          eachMove(state, ({ kind }, target) => {
            const listed = checklistOf(state, kind, target);
            const missing = missingFor(state, kind, target);
            for (const each of missing) {
              expect(listed).toContain(each);
              expect(isDemanded(each, kind)).toBe(true);
              expect(state.hidden.has(each.developerName)).toBe(false);
            }
            const answered = { ...state, filled: new Set([...state.filled, ...names(missing)]) };
            expect(missingFor(answered, kind, target)).toEqual([]);
          });
        })
      );
    });

    it('a step back out of an open phase is held up by nothing', () => {
      fc.assert(
        fc.property(anyState, (state) => {
          fc.pre(rankOf(state.phases, state.phase) > 0);
          eachMove(state, ({ kind }, target) => {
            expect(kind === 'back' ? checklistOf(state, kind, target) : []).toEqual([]);
          });
        })
      );
    });

    it('the suggested target is one of the move', () => {
      fc.assert(
        fc.property(anyState, (state) => {
          for (const move of movesOf(state.phases, state.phase)) expect(move.targets).toContain(suggestedTarget(state, move));
        })
      );
    });
  });
});
