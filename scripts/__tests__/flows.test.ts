/** What every flow of the package keeps to, so that an administrator can read it and a real org takes it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elements, sourceFiles, text, texts, type Element } from './packageSource.ts';

const flows = sourceFiles('flow');
const STEPS = ['assignments', 'customErrors', 'decisions', 'loops', 'recordCreates', 'recordDeletes', 'recordLookups', 'recordUpdates'];
const RESOURCES = ['constants', 'formulas', 'textTemplates', 'variables'];
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

const of = (root: Element, kinds: string[]): Element[] => kinds.flatMap((kind) => elements(root, kind));

for (const { name, root } of flows) {
  const nameOf = (element: Element): string => `${name}.${text(element, 'name')}`;

  test(`${name} says in Japanese what it is for, and so does each of its parts`, () => {
    for (const kind of ['label', 'description']) assert.match(text(root, kind), JAPANESE, kind);
    for (const step of of(root, STEPS)) assert.match(text(step, 'label'), JAPANESE, nameOf(step));
    for (const rule of elements(root, 'decisions').flatMap((decision) => elements(decision, 'rules')))
      assert.match(text(rule, 'label'), JAPANESE, nameOf(rule));
    for (const part of of(root, [...STEPS, ...RESOURCES])) assert.match(text(part, 'description'), JAPANESE, nameOf(part));
  });

  test(`${name} is active, has its place in the order, and asks neither for PRIORVALUE nor for INCLUDES`, () => {
    assert.deepEqual([text(root, 'apiVersion'), text(root, 'status'), text(root, 'triggerOrder')], ['66.0', 'Active', '100']);
    const start = elements(root, 'start')[0];
    assert.equal(elements(start, 'scheduledPaths').length, 0);
    const formulas = elements(root, 'formulas').map((formula) => text(formula, 'expression'));
    for (const formula of [...formulas, ...texts(start, 'filterFormula')]) assert.doesNotMatch(formula, /\b(PRIORVALUE|INCLUDES)\(/);
  });

  test(`${name} lets no task or calendar event that cannot be made undo the save`, () => {
    const made = elements(root, 'recordCreates').filter((create) => ['Task', 'Event'].includes(text(create, 'object')));
    for (const create of made) assert.equal(elements(create, 'faultConnector').length, 1, nameOf(create));
  });
}

test('two flows of one object and moment are read apart by what they are for', () => {
  const moments = flows.map(({ root }) => {
    const start = elements(root, 'start')[0];
    return `${text(start, 'object')} ${text(start, 'triggerType')} ${text(root, 'label')}`;
  });
  assert.equal(new Set(moments).size, moments.length);
});
