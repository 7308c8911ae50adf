/**
 * The figures that the server keeps with candidates and cases, and the gates of items that an administrator added: what every way of
 * saving stores is what the definitions say.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CASE_RANKS, FIGURE_CASES } from '../../force-app/main/hearing/lwc/hearingFigures/__tests__/figureCases.ts';
import { FORCE_APP } from '../lib/paths.ts';
import { LINES } from '../org/apex/HearingHandler.ts';
import { elements, sourceFiles, text } from './packageSource.ts';

const apex = (name: string): string => readFileSync(join(FORCE_APP, 'main', 'hearing', 'classes', `${name}.cls`), 'utf8');
/** The string literals of a piece of Apex. */
const literals = (source: string): string[] =>
  [...source.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1'));

test('the Apex test repeats every case of the figures', () => {
  const source = /CASES = new List<String>\{([^]*?)\n {2}\};/.exec(apex('HearingFiguresTest'))?.[1] ?? '';
  assert.deepEqual(
    literals(source).map((line): unknown => JSON.parse(line)),
    FIGURE_CASES
  );
});

test('the ranks are those of the phases: in Apex, in its double, in the cases and in the order of the value sets', () => {
  for (const [object, valueSet] of [
    ['Lead', 'LeadStatus'],
    ['Opportunity', 'OpportunityStage']
  ] as const) {
    const source = new RegExp(`${object}\\.SObjectType => new Map<String, Integer>\\{([^}]*)\\}`).exec(apex('HearingHandler'))?.[1] ?? '';
    const ranks = new Map([...source.matchAll(/'([^']+)' => (\d)/g)].map((match) => [match[1] ?? '', Number(match[2])]));
    assert.deepEqual(LINES[object].ranks, ranks);
    assert.deepEqual(CASE_RANKS[object], ranks);
    const values = elements(sourceFiles('standardValueSet').find(({ name }) => name === valueSet)?.root, 'standardValue').map((value) =>
      text(value, 'fullName')
    );
    assert.deepEqual([...values].sort(), [...ranks.keys()].sort());
    const line = values.filter((value) => ranks.get(value) !== 0);
    assert.deepEqual(
      line.map((value) => ranks.get(value)),
      line.map((_value, index) => index + 1)
    );
  }
});
