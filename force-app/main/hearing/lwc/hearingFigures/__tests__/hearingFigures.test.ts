import { dueAndEmpty, figuresOf, isAnswered, isFilled } from 'c/hearingFigures';
import type { Answer, FigureItem, FigureRecord } from 'c/hearingFigures';
import fc from 'fast-check';
import { CASE_RANKS, FIGURE_CASES } from './figureCases';
import type { CaseItem, FigureCase } from './figureCases';

function answerOf([, , , , type, value]: CaseItem): Answer {
  if (type === 'Rows') return { dataType: 'Double', countsRows: true, value };
  return type === 'LongTextArea' ? { dataType: 'TextArea', length: 32768, value } : { dataType: type, length: 255, value };
}

const itemOf = ([developerName, tier, phaseAsked, dueRank]: CaseItem): FigureItem => ({
  developerName,
  fieldApiName: `${developerName}__c`,
  tier,
  phaseAsked,
  dueRank
});

function recordOf({ items, phase, left }: Pick<FigureCase, 'items' | 'phase' | 'left'>): FigureRecord<FigureItem> {
  const answers = new Map(items.map((item) => [item[0], answerOf(item)]));
  return {
    phase,
    phaseLeft: left ?? null,
    answer: ({ developerName }) => answers.get(developerName),
    marks: new Map(items.flatMap(([name, , , , , , mark]) => (mark === undefined ? [] : [[name, mark]])))
  };
}

const figures = (of: FigureCase): ReturnType<typeof figuresOf> => figuresOf(of.items.map(itemOf), CASE_RANKS[of.object], recordOf(of));
const due = (of: FigureCase, from: string): string[] =>
  dueAndEmpty(of.items.map(itemOf), CASE_RANKS[of.object], from, recordOf(of)).map(({ developerName }) => developerName);

describe('c/hearingFigures', () => {
  it.each(FIGURE_CASES.map((of) => [of.name, of] as const))('%s', (_name, of) => {
    const [requiredRate, recommendedRate, textLength, unconfirmedCount] = of.figures;
    expect(figures(of)).toEqual({ requiredRate, recommendedRate, textLength, unconfirmedCount });
    expect(of.from === undefined).toBe(of.due === undefined);
    // Without a move nothing is due.
    expect(due(of, of.from ?? of.phase)).toEqual(of.due ?? []);
  });

  it('has at least thirty cases, each of them once', () => {
    expect(FIGURE_CASES.length).toBeGreaterThanOrEqual(30);
    expect(new Set(FIGURE_CASES.map(({ name }) => name)).size).toBe(FIGURE_CASES.length);
  });

  it('leaves out an item whose field does not exist, in figures and at the gate', () => {
    const items: FigureItem[] = [{ developerName: 'A', fieldApiName: null, tier: '必須', phaseAsked: '事前準備', dueRank: 2 }];
    const record: FigureRecord<FigureItem> = { phase: '提案', phaseLeft: null, answer: () => undefined, marks: new Map() };
    expect(figuresOf(items, CASE_RANKS.Opportunity, record).requiredRate).toBeNull();
    expect(dueAndEmpty(items, CASE_RANKS.Opportunity, '事前準備', record)).toEqual([]);
  });

  it('counts a text once that two items ask for', () => {
    const items = ['A', 'B'].map((developerName) => ({ ...itemOf([developerName, '任意', '提案', 0, '', null]), fieldApiName: 'Text__c' }));
    const answer: Answer = { dataType: 'textarea', length: 5000, value: '五文字です' };
    const record: FigureRecord<FigureItem> = { phase: '提案', phaseLeft: null, answer: () => answer, marks: new Map() };
    expect(figuresOf(items, CASE_RANKS.Opportunity, record).textLength).toBe(5);
  });

  describe('for any record', () => {
    const PHASES = [...CASE_RANKS.Opportunity.keys()];
    const LINE = PHASES.filter((phase) => CASE_RANKS.Opportunity.get(phase) !== 0);
    const value = fc.oneof(fc.constant(null), fc.constant('未確認'), fc.string({ unit: fc.constantFrom('あ', ' ', '\n', '\r', '𠮷') }));
    const item: fc.Arbitrary<CaseItem> = fc
      .record({
        tier: fc.constantFrom('必須', '推奨', '任意'),
        phase: fc.constantFrom(...PHASES),
        due: fc.integer({ min: 0, max: 5 }),
        type: fc.constantFrom('Picklist', 'String', 'LongTextArea'),
        value,
        mark: fc.constantFrom(undefined, '未確認', '該当なし')
      })
      .map((of): CaseItem => ['', of.tier, of.phase, of.due, of.type, of.value, of.mark]);
    const anyCase = fc
      .record({ items: fc.array(item, { maxLength: 12 }), phase: fc.constantFrom(...PHASES), left: fc.constantFrom(...LINE) })
      .map(({ items, phase, left }): FigureCase => ({
        ...{ name: '', object: 'Opportunity', phase, left, figures: [null, null, 0, 0] },
        items: items.map(([, ...rest], index) => [`Item${index}`, ...rest])
      }));

    it('a rate is blank or a whole percentage', () => {
      fc.assert(
        fc.property(anyCase, (of) => {
          const { requiredRate, recommendedRate } = figures(of);
          for (const rate of [requiredRate, recommendedRate]) {
            if (rate === null) continue;
            expect(Number.isInteger(rate) && rate >= 0 && rate <= 100).toBe(true);
          }
        })
      );
    });

    it('one more answer lowers no rate, and no answer stays unconfirmed', () => {
      fc.assert(
        fc.property(anyCase, fc.nat(), (of, index) => {
          const items = of.items.map((each, at): CaseItem => {
            const [name, tier, phase, rank, , , mark] = each;
            return at === index % of.items.length ? [name, tier, phase, rank, 'Date', '2026-11-20', mark] : each;
          });
          const [before, after] = [figures(of), figures({ ...of, items })];
          expect(after.requiredRate ?? 100).toBeGreaterThanOrEqual(before.requiredRate ?? 0);
          expect(after.recommendedRate ?? 100).toBeGreaterThanOrEqual(before.recommendedRate ?? 0);
          expect(after.unconfirmedCount).toBeLessThanOrEqual(before.unconfirmedCount);
        })
      );
    });

    it('未確認 changes no rate, and 該当なし lowers none', () => {
      fc.assert(
        fc.property(anyCase, (of) => {
          const marked = (mark?: string): FigureCase => ({
            ...of,
            items: of.items.map(([name, tier, phase, rank, type, answer]) => [name, tier, phase, rank, type, answer, mark])
          });
          const [none, unconfirmed, without] = [marked(), marked('未確認'), marked('該当なし')].map(figures);
          expect([unconfirmed.requiredRate, unconfirmed.recommendedRate]).toEqual([none.requiredRate, none.recommendedRate]);
          expect(without.requiredRate ?? 100).toBeGreaterThanOrEqual(none.requiredRate ?? 0);
          expect(without.recommendedRate ?? 100).toBeGreaterThanOrEqual(none.recommendedRate ?? 0);
        })
      );
    });

    it('a later phase of the line asks no less', () => {
      fc.assert(
        fc.property(anyCase, fc.nat({ max: LINE.length - 2 }), ({ items, ...of }, at) => {
          // What is asked shows in the count when nothing is answered and all is marked.
          const open = items.map((each): CaseItem => [each[0], each[1], each[2], each[3], 'Date', null, '未確認']);
          const count = (phase: string): number => figures({ ...of, phase, items: open }).unconfirmedCount;
          expect(count(LINE[at + 1])).toBeGreaterThanOrEqual(count(LINE[at]));
        })
      );
    });

    it('a jump makes due exactly what the single steps on its way do', () => {
      fc.assert(
        fc.property(anyCase, fc.nat({ max: 4 }), fc.nat({ max: 4 }), (of, a, b) => {
          const [first, last] = [Math.min(a, b), Math.max(a, b)];
          const steps = LINE.slice(first, last).flatMap((from, index) => due({ ...of, phase: LINE[first + index + 1] }, from));
          expect(due({ ...of, phase: LINE[last] }, LINE[first]).sort()).toEqual(steps.sort());
        })
      );
    });

    it('line breaks change no count of characters', () => {
      fc.assert(
        fc.property(fc.array(fc.constantFrom('あ', 'a', '𠮷', ' ')), fc.constantFrom('\n', '\r\n', '\r'), (letters, lineBreak) => {
          const length = (text: string): number =>
            figures({
              ...{ name: '', object: 'Opportunity', phase: '提案', figures: [null, null, 0, 0] },
              items: [['A', '任意', '提案', 0, 'LongTextArea', text]]
            }).textLength;
          expect(length(letters.join(lineBreak))).toBe(letters.length);
          expect(length(letters.join(''))).toBe(letters.length);
        })
      );
    });
  });

  it.each([
    ['', false],
    [' \n　', false],
    [null, false],
    [undefined, false],
    [false, false],
    [true, true],
    [0, true],
    ['未定', true]
  ])('takes %j for filled: %s', (value, filled) => {
    expect(isFilled(value)).toBe(filled);
  });

  it.each<[string, Answer['value'], boolean]>([
    ['Picklist', '高', true],
    ['Picklist', '未確認', false],
    ['multipicklist', '未確認', false],
    ['MultiPicklist', '未確認', false],
    ['MultiPicklist', '未確認;特許', true],
    ['String', '未確認', true],
    ['String', '（氏名未確認）', false],
    ['String', '見本（氏名未確認）', false],
    ['TextArea', '部長（氏名未確認）と話した', true],
    ['Reference', '00G000000000001AAA', false],
    ['Reference', '005000000000001AAA', true],
    ['Double', 0, true],
    ['Boolean', false, false],
    ['Boolean', true, true],
    ['String', null, false],
    ['String', ' ', false]
  ])('takes a %s that holds %j for answered: %j', (dataType, value, answered) => {
    expect(isAnswered({ dataType }, value)).toBe(answered);
  });

  it('takes nothing for answered that is not filled', () => {
    const anyValue = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(fc.constantFrom('Picklist', 'String', 'Reference', 'TextArea'), anyValue, (dataType, value) => {
        expect(isFilled(value) || !isAnswered({ dataType }, value)).toBe(true);
      })
    );
  });
});
