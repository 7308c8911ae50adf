import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PathStep } from '../../../../page/types.ts';
import { nextStep, onlyClosing, shownSteps } from '../pathSteps.ts';

const step = (value: string, more: Partial<PathStep> = {}): PathStep => ({
  value,
  label: value,
  closed: false,
  won: false,
  converted: false,
  guidance: [],
  fields: [],
  ...more
});
const STAGES = [step('a'), step('b'), step('won', { closed: true, won: true }), step('lost', { closed: true })];
const looks = (steps: PathStep[], current: string | undefined): string =>
  shownSteps(steps, current)
    .map((shown) => `${shown.label}:${shown.look}`)
    .join(' ');

test('closing values share one last step until one is reached', () => {
  assert.equal(looks(STAGES, 'a'), 'a:current b:incomplete 完了:incomplete');
  assert.equal(looks(STAGES, 'b'), 'a:complete b:current 完了:incomplete');
});

test('a record that was won shows every step done, one that was lost shows its end only', () => {
  assert.equal(looks(STAGES, 'won'), 'a:complete b:complete won:won');
  assert.equal(looks(STAGES, 'lost'), 'a:incomplete b:incomplete lost:lost');
});

test('a picklist without closing values shows all of them', () => {
  assert.equal(looks([step('a'), step('b')], 'b'), 'a:complete b:current');
});

test('a value that is no longer a step leaves all steps open', () => {
  assert.equal(looks([step('a'), step('b')], 'gone'), 'a:incomplete b:incomplete');
});

test('the converted status closes a lead, and needs no choice when it is alone', () => {
  const steps = [step('new'), step('converted', { converted: true })];
  assert.equal(looks(steps, 'new'), 'new:current converted:incomplete');
  assert.equal(onlyClosing([step('converted')])?.value, 'converted');
  assert.equal(onlyClosing([step('won'), step('lost')]), undefined);
});

test('behind the last step there is none', () => {
  const shown = shownSteps(STAGES, 'b');
  assert.equal(nextStep(shown, shown[1] as (typeof shown)[0])?.isClosing, true);
  assert.equal(nextStep(shown, shown[2] as (typeof shown)[0]), undefined);
});
