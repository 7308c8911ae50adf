import {
  dueBetween,
  finds,
  inOrder,
  isMissing,
  markOf,
  marksFor,
  missingAfter,
  missingBetween,
  nextPhaseOf,
  phaseFieldOf,
  phasesWithItems,
  progressOf,
  rankOf,
  rankPhases,
  sectionsOf,
  tierOf
} from 'c/hearingModel';
import type { HearingItem, HearingState } from 'c/hearingModel';
import fc from 'fast-check';
import { PHASES, PHASE_VALUES, hearing, item } from './fixtures';

const names = (items: readonly HearingItem[]): string[] => items.map(({ developerName }) => developerName);

describe('c/hearingModel', () => {
  it('ranks phases in the order of the picklist and gives the dropped one no rank', () => {
    expect(rankPhases(PHASE_VALUES)).toEqual(PHASES);
    expect(PHASES.map(({ value, rank }) => [value, rank])).toEqual([
      ['準備', 1],
      ['発見', 2],
      ['提案', 3],
      ['完了', 4],
      ['中止', 0]
    ]);
  });

  it('does not let a dropped phase in the middle take a rank from the others', () => {
    const values = [
      { value: 'A', label: 'A', attributes: null },
      { value: 'X', label: 'X', attributes: { closed: true, won: false } },
      { value: 'B', label: 'B', attributes: { closed: false } }
    ];
    expect(rankPhases(values).map(({ rank }) => rank)).toEqual([1, 0, 2]);
  });

  describe('of an object whose picklist tells only of conversion', () => {
    const values = ['新規', '連絡済み', '対象外', '開始済み'].map((value) => ({
      value,
      label: value,
      attributes: { converted: value === '開始済み' }
    }));
    const guard = (phaseAsked: string, rest: Partial<HearingItem> = {}): HearingItem[] => [
      item('Reason', { phaseAsked, tier: '必須', fixed: true, ...rest })
    ];

    it.each<[string, HearingItem[], number[]]>([
      ['that a fixed item without a due phase guards', guard('対象外'), [1, 2, 0, 3]],
      ['wherever it stands in the list', guard('新規'), [0, 1, 2, 3]],
      ['but not one whose item is due at a later phase', guard('対象外', { dueRank: 2 }), [1, 2, 3, 4]],
      ['nor one whose item an administrator may change', guard('対象外', { fixed: false }), [1, 2, 3, 4]],
      ['nor the converted one', guard('開始済み'), [1, 2, 3, 4]],
      ['and none without items', [], [1, 2, 3, 4]]
    ])('takes out of the line a value %s', (_name, items, ranks) => {
      expect(rankPhases(values, items).map(({ rank }) => rank)).toEqual(ranks);
    });

    it('knows which phase only a conversion sets', () => {
      expect(rankPhases(values).filter(({ converted }) => converted)).toEqual([
        { value: '開始済み', label: '開始済み', rank: 4, closed: false, converted: true }
      ]);
    });
  });

  it('ranks a pipeline with closed values alike with and without items', () => {
    expect(rankPhases(PHASE_VALUES, hearing({}).items)).toEqual(PHASES);
  });

  it('takes an unknown and a missing phase for no rank', () => {
    expect(rankOf(PHASES, '提案')).toBe(3);
    expect(rankOf(PHASES, '知らない')).toBe(0);
    expect(rankOf(PHASES, null)).toBe(0);
  });

  it('knows the phase field of the objects that have phases', () => {
    expect(phaseFieldOf('Opportunity')).toBe('StageName');
    expect(phaseFieldOf('Lead')).toBe('Status');
    expect(phaseFieldOf('Pricebook2')).toBeUndefined();
  });

  it('takes any other tier for the mildest one', () => {
    expect(tierOf(item('A', { tier: '必須' }))).toBe('必須');
    expect(tierOf(item('A', { tier: '努力目標' }))).toBe('任意');
    expect(tierOf(item('A', { tier: null }))).toBe('任意');
  });

  it('orders items by section, then by place in the section, then by name', () => {
    const items = [
      item('D', { sectionOrder: 2, sortOrder: 1 }),
      item('C', { sectionOrder: 1, sortOrder: 20 }),
      item('B', { sectionOrder: 1, sortOrder: 3 }),
      item('A', { sectionOrder: 1, sortOrder: 20 })
    ];
    expect(names(inOrder(items))).toEqual(['B', 'A', 'C', 'D']);
  });

  describe('what the next phase waits for', () => {
    // phase, answered items, hidden items → next phase and its missing items
    it.each([
      ['準備', [], [], '発見', ['Type', 'Prepared']],
      ['準備', ['Type'], [], '発見', ['Prepared']],
      ['準備', ['Type', 'Prepared'], [], '発見', []],
      ['発見', [], [], '提案', ['Issues']],
      ['発見', ['Issues'], [], '提案', []],
      ['提案', ['Issues'], [], '完了', ['Output']],
      ['準備', ['Prepared'], ['Type'], '発見', []],
      ['提案', [], ['Output'], '完了', []]
    ])('in %s with %j answered and %j hidden, %s waits for %j', (phase, filled, hidden, next, missing) => {
      const result = nextPhaseOf(hearing({ phase, filled, hidden }));
      expect(result?.phase.value).toBe(next);
      expect(names(result?.missing ?? [])).toEqual(missing);
    });

    it.each(['完了', '中止', '知らない'])('nothing comes after %s', (phase) => {
      expect(nextPhaseOf(hearing({ phase }))).toBeUndefined();
    });

    it('a jump meets every gate that it passes', () => {
      expect(names(missingBetween(hearing({ filled: ['Prepared'] }), 1, 3))).toEqual(['Type', 'Issues']);
    });

    it('everything due between two ranks is listed, answered or not, but nothing hidden', () => {
      expect(names(dueBetween(hearing({ filled: ['Prepared'], hidden: ['Issues'] }), 1, 4))).toEqual(['Type', 'Prepared', 'Output']);
    });

    it('an item that is due already holds nothing up', () => {
      expect(names(missingBetween(hearing({ phase: '発見' }), 2, 3))).toEqual(['Issues']);
    });
  });

  describe('progress', () => {
    it('counts answered items per tier, strictest first, and leaves out tiers without items', () => {
      const state = hearing({ filled: ['Type', 'Background'] });
      expect(progressOf(state.items, state)).toEqual([
        { tier: '必須', filled: 1, total: 4 },
        { tier: '推奨', filled: 1, total: 2 },
        { tier: '任意', filled: 0, total: 1 }
      ]);
      expect(progressOf([item('A', { tier: '推奨' })], state)).toEqual([{ tier: '推奨', filled: 0, total: 1 }]);
    });

    it('leaves hidden items out of both sides', () => {
      const state = hearing({ filled: ['Type'], hidden: ['Type', 'Issues'] });
      expect(progressOf(state.items, state)[0]).toEqual({ tier: '必須', filled: 0, total: 2 });
    });

    it('expects the reason of a drop only of dropped records or where the dropped phase is looked at', () => {
      const reason = [item('DropReason', { tier: '必須', phaseAsked: '中止' })];
      expect(progressOf(reason, hearing({ phase: '発見' }))).toEqual([]);
      expect(progressOf(reason, hearing({ phase: '発見' }), '中止')).toEqual([{ tier: '必須', filled: 0, total: 1 }]);
      expect(progressOf(reason, hearing({ phase: '中止' }))).toEqual([{ tier: '必須', filled: 0, total: 1 }]);
    });
  });

  describe('sections', () => {
    it('come in the order of the hearing with their items and progress', () => {
      const sections = sectionsOf(hearing({ filled: ['Type'] }), { missingOnly: false });
      expect(sections.map(({ name, items }) => [name, names(items)])).toEqual([
        ['訪問目的', ['Type', 'Background', 'Prepared']],
        ['経営課題', ['Issues', 'Detail', 'Passion']],
        ['成果', ['Output']],
        ['判断', ['DropReason']]
      ]);
      expect(sections[0]?.progress).toEqual([
        { tier: '必須', filled: 1, total: 2 },
        { tier: '推奨', filled: 0, total: 1 }
      ]);
    });

    it('of one phase hold what that phase asks and nothing else', () => {
      const sections = sectionsOf(hearing({}), { phase: '発見', missingOnly: false });
      expect(sections.map(({ name, items }) => [name, names(items)])).toEqual([['経営課題', ['Issues', 'Detail', 'Passion']]]);
    });

    it('of all phases show a field once: as the phase of the record asks it, else as it is asked first', () => {
      const twice = [
        item('Good', { fieldApiName: 'Good__c', phaseAsked: '完了' }),
        item('GoodAsDropped', { fieldApiName: 'Good__c', phaseAsked: '中止', sectionOrder: 2 }),
        item('Gone', { fieldApiName: null }),
        item('AlsoGone', { fieldApiName: null })
      ];
      const shown = (phase: string, scope?: string): string[] =>
        sectionsOf({ ...hearing({ phase }), items: twice }, { phase: scope, missingOnly: false }).flatMap(({ items }) => names(items));
      expect(shown('準備')).toEqual(['AlsoGone', 'Gone', 'Good']);
      expect(shown('中止')).toEqual(['AlsoGone', 'Gone', 'GoodAsDropped']);
      expect(shown('準備', '中止')).toEqual(['GoodAsDropped']);
    });

    it('filtered to missing required items leave out the answered, the recommended and the hidden', () => {
      const sections = sectionsOf(hearing({ filled: ['Type'], hidden: ['Output'] }), { missingOnly: true });
      expect(sections.map(({ items }) => names(items))).toEqual([['Prepared'], ['Issues']]);
    });

    it('keep a pinned item in the filtered list after it was answered', () => {
      const sections = sectionsOf(hearing({ filled: ['Type', 'Prepared'] }), {
        phase: '準備',
        missingOnly: true,
        pinned: new Set(['Prepared'])
      });
      expect(sections.map(({ items }) => names(items))).toEqual([['Prepared']]);
    });

    it('show the same progress with and without the filter', () => {
      const [filtered] = sectionsOf(hearing({ filled: ['Type'] }), { missingOnly: true });
      const [all] = sectionsOf(hearing({ filled: ['Type'] }), { missingOnly: false });
      expect(filtered?.progress).toEqual(all?.progress);
    });

    it('are offered for the phases that ask something, in the order of the phases', () => {
      expect(phasesWithItems(hearing({})).map(({ value }) => value)).toEqual(['準備', '発見', '提案', '中止']);
    });
  });

  describe('for any set of items and answers', () => {
    const anyItem = fc.record({
      name: fc.string({ minLength: 1, maxLength: 3 }),
      tier: fc.constantFrom('必須', '推奨', '任意', null),
      dueRank: fc.integer({ min: 0, max: 5 }),
      phaseAsked: fc.constantFrom('準備', '発見', '提案', '完了', '中止', null),
      sectionOrder: fc.integer({ min: 0, max: 3 }),
      sortOrder: fc.integer({ min: 0, max: 3 })
    });
    const anyState = fc
      .record({
        items: fc.uniqueArray(anyItem, { selector: ({ name }) => name, maxLength: 12 }),
        phase: fc.constantFrom(...PHASES.map(({ value }) => value)),
        marks: fc.array(fc.constantFrom('filled', 'hidden', 'blank'), { minLength: 12, maxLength: 12 })
      })
      .map(({ items, phase, marks }): HearingState => {
        const marked = (mark: string): Set<string> => new Set(items.filter((_, index) => marks[index] === mark).map(({ name }) => name));
        return {
          items: items.map(({ name, ...rest }) => item(name, { ...rest, section: `節${rest.sectionOrder}` })),
          phases: PHASES,
          phase,
          filled: marked('filled'),
          hidden: marked('hidden')
        };
      });

    it('every item is in exactly one section, whatever the scope leaves in', () => {
      fc.assert(
        fc.property(anyState, (state) => {
          const shown = sectionsOf(state, { missingOnly: false }).flatMap(({ items }) => names(items));
          expect([...shown].sort()).toEqual(names(state.items).sort());
        })
      );
    });

    it('the filtered list is exactly the missing required items', () => {
      fc.assert(
        fc.property(anyState, (state) => {
          const shown = sectionsOf(state, { missingOnly: true }).flatMap(({ items }) => names(items));
          expect([...shown].sort()).toEqual(names(state.items.filter((each) => isMissing(each, state))).sort());
        })
      );
    });

    it('filled never exceeds total, and sections add up to the whole', () => {
      fc.assert(
        fc.property(anyState, (state) => {
          const whole = progressOf(state.items, state);
          for (const { filled, total } of whole) expect(filled).toBeLessThanOrEqual(total);
          const parts = sectionsOf(state, { missingOnly: false }).flatMap(({ progress }) => progress);
          for (const { tier, filled, total } of whole) {
            const ofTier = parts.filter((part) => part.tier === tier);
            expect(ofTier.reduce((sum, part) => sum + part.filled, 0)).toBe(filled);
            expect(ofTier.reduce((sum, part) => sum + part.total, 0)).toBe(total);
          }
        })
      );
    });

    it('going on step by step demands what one jump demands', () => {
      fc.assert(
        fc.property(anyState, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), (state, from, steps) => {
          const single = Array.from({ length: steps }, (_, step) => missingBetween(state, from + step, from + step + 1)).flat();
          expect(names(single).sort()).toEqual(names(missingBetween(state, from, from + steps)).sort());
        })
      );
    });

    it('answering what is missing opens the next phase, and answering anything else never closes it', () => {
      fc.assert(
        fc.property(anyState, (state) => {
          const next = nextPhaseOf(state);
          fc.pre(next !== undefined);
          const answered = { ...state, filled: new Set([...state.filled, ...names(next?.missing ?? [])]) };
          expect(nextPhaseOf(answered)?.missing).toEqual([]);
          const all = { ...state, filled: new Set(names(state.items)) };
          expect(nextPhaseOf(all)?.missing).toEqual([]);
        })
      );
    });
  });

  describe('marks', () => {
    const state = {
      ...hearing({ phase: '発見', filled: ['Issues'] }),
      marks: new Map([
        ['Detail', '該当なし'],
        ['Passion', '未確認'],
        ['Issues', '未確認']
      ] as const)
    };
    const of = (name: string) => state.items.find(({ developerName }) => developerName === name) as HearingItem;

    it('count only without an answer', () => {
      expect(['Issues', 'Detail', 'Passion', 'Type'].map((name) => markOf(of(name), state))).toEqual([null, '該当なし', '未確認', null]);
    });

    it('take 該当なし out of what is expected and leave 未確認 in it', () => {
      expect(
        progressOf(
          state.items.filter(({ phaseAsked }) => phaseAsked === '発見'),
          state
        )
      ).toEqual([
        { tier: '必須', filled: 1, total: 1 },
        { tier: '任意', filled: 0, total: 1 }
      ]);
    });

    it('never satisfy a gate', () => {
      const due = item('Due', { tier: '必須', dueRank: 3, phaseAsked: '発見' });
      const marked: HearingState = { ...hearing({ phase: '発見' }), items: [due], marks: new Map([['Due', '未確認']]) };
      expect(names(missingBetween(marked, 2, 3))).toEqual(['Due']);
      expect(isMissing(due, marked)).toBe(true);
    });

    it('are both offered, but 該当なし not for what a gate demands', () => {
      expect(marksFor(item('A'))).toEqual(['未確認', '該当なし']);
      expect(marksFor(item('B', { dueRank: 2 }))).toEqual(['未確認']);
    });
  });

  describe('the way through the gaps', () => {
    const state = hearing({ phase: '発見' });
    const line = state.items.filter(({ phaseAsked }) => phaseAsked !== '中止');
    const gaps = (after?: string): string[] => names(missingAfter(line, state, after));

    it('goes in the order of the hearing, on from where one is, and round', () => {
      expect(gaps()).toEqual(['Type', 'Prepared', 'Issues', 'Output']);
      expect(gaps('Background')).toEqual(['Prepared', 'Issues', 'Output', 'Type']);
      expect(gaps('Output')).toEqual(['Type', 'Prepared', 'Issues', 'Output']);
      expect(gaps('unknown')).toEqual(gaps());
    });

    it('visits every gap once, wherever it begins', () => {
      fc.assert(
        fc.property(fc.option(fc.constantFrom(...names(line)), { nil: undefined }), (after) => {
          expect([...gaps(after)].sort()).toEqual([...gaps()].sort());
        })
      );
    });
  });

  describe('the search', () => {
    it.each([
      ['知財', true],
      ['', true],
      ['ＡＢＣ', true],
      ['ヒント', true],
      ['しんさ', true],
      ['知財　abc', true],
      ['知財 ない', false]
    ])('for %j in a text: %j', (query, found) => {
      expect(finds(query, ['知財の強み', 'ひんと', null, 'abc シンサ'])).toBe(found);
    });

    it('finds every text by every part of it', () => {
      fc.assert(
        fc.property(fc.string({ unit: fc.constantFrom(...'知財アあａA1 ー') }), fc.nat(9), fc.nat(9), (text, from, length) => {
          expect(finds([...text].slice(from, from + length).join(''), [text])).toBe(true);
        })
      );
    });
  });
});
