/** Does the check find what is broken? The package is broken in many ways, one at a time, and each time the check has to say so. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deployedOrg } from '../lib/deployedOrg.ts';
import type { Problem } from '../org/metadata/components.ts';
import { deployFiles } from '../org/metadata/deploy.ts';
import { closeOrg, type Org } from '../org/org.ts';
import { KINDS } from './mutants/kinds.ts';
import { places, sentFiles, type Mutant, type Place, type SentFile } from './mutants/source.ts';

/** Mutants of one kind that are tried: enough to meet every type of file, few enough to be quick. */
const PER_KIND = 20;
const MINIMUM = 1000;
const LEAST_CAUGHT = 0.99;

/** Rules of the platform that refuse any change of an active rule would hide what is tried here. */
const LEFT_OUT = /^(matchingRules|duplicateRules)\//;

let org: Org;
let files: SentFile[];
let everywhere: Place[];

before(async () => {
  org = await deployedOrg();
  files = (await sentFiles()).filter(({ path }) => !LEFT_OUT.test(path));
  everywhere = places(files);
});

after(() => {
  closeOrg(org);
});

/** Spread evenly over all of them, so that every type of file is met. */
function chosen(mutants: Mutant[]): Mutant[] {
  const step = Math.max(1, mutants.length / PER_KIND);
  return mutants.filter((_mutant, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

/** What a dry run of the changed component alone says; warnings count, for a person reads them. */
function isCaught(mutant: Mutant): boolean {
  const problems: Problem[] = [];
  const companions = files.filter(({ path }) => sameBundle(path, mutant.path) && path !== mutant.path);
  const sent = new Map(companions.map(({ path, text }) => [path, Buffer.from(text)]));
  deployFiles(org, sent.set(mutant.path, Buffer.from(mutant.text)), { checkOnly: true, onProblems: (found) => problems.push(...found) });
  const known = baseline(mutant.path);
  return problems.some((problem) => !known.has(problem.problem));
}

/** Files of one component are sent together. */
function sameBundle(a: string, b: string): boolean {
  const folder = (path: string): string =>
    path.startsWith('lwc/') ? path.split('/').slice(0, 2).join('/') : path.replace(/-meta\.xml$/, '');
  return folder(a) === folder(b);
}

const baselines = new Map<string, Set<string>>();
/** What is said of the unchanged component: warnings that stand for themselves. */
function baseline(path: string): Set<string> {
  let known = baselines.get(path);
  if (!known) {
    const said = new Set<string>();
    const sent = files.filter((file) => sameBundle(file.path, path)).map((file): [string, Buffer] => [file.path, Buffer.from(file.text)]);
    deployFiles(org, new Map(sent), { checkOnly: true, onProblems: (found) => found.forEach(({ problem }) => said.add(problem)) });
    baselines.set(path, (known = said));
  }
  return known;
}

test('at least 99 % of what is broken is found, and every kind of damage', () => {
  let tried = 0;
  const survivors: string[] = [];
  const blind: string[] = [];
  for (const [kind, mutate] of Object.entries(KINDS)) {
    const mutants = chosen(mutate(everywhere, files));
    if (mutants.length === 0) continue;
    const survived = mutants.filter((mutant) => !isCaught(mutant));
    tried += mutants.length;
    survivors.push(...survived.map(({ what }) => `${kind} – ${what}`));
    if (survived.length === mutants.length) blind.push(kind);
  }
  console.log(`${Object.keys(KINDS).length} kinds, ${tried} mutants, ${survivors.length} survived\n${survivors.join('\n')}`);
  assert.ok(tried >= MINIMUM, `only ${tried} mutants`);
  assert.deepEqual(blind, [], 'kinds of which nothing is found');
  assert.ok(survivors.length <= tried * (1 - LEAST_CAUGHT), survivors.join('\n'));
});
