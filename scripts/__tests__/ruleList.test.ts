/** Every rule of the check says what to do, why it exists and where its truth comes from. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reportText, type Finding } from '../lib/packageCheck.ts';
import { RULE_LIST, ruleList } from '../lib/ruleList.ts';
import { ADVISED_RULES } from '../lib/ruleTodos.ts';
import { knownRules } from '../org/metadata/checks/context.ts';

const ids = [...new Set(knownRules().map(({ id }) => id))].sort();

test('every rule has an advice, and every advice a rule', () => {
  assert.ok(ids.length > 150, `${ids.length} rules`);
  assert.deepEqual([...ADVISED_RULES].sort(), ids);
});

test('every rule has a reason of one line and a source', () => {
  for (const { id, reason, source } of knownRules()) {
    assert.match(reason, /^[^\n]+$/, id);
    assert.notEqual(source.trim(), '', id);
  }
});

test('docs/検査規則.md lists the rules as they are; npm run docs writes it anew', () => {
  assert.ok(readFileSync(RULE_LIST, 'utf8') === ruleList(), 'docs/検査規則.md is stale: run npm run docs.');
});

test('a finding is printed with its place, rule, message and advice; warnings are printed and are no problems', () => {
  const finding: Finding = { file: 'a.xml', line: 3, rule: 'length', message: 'Report A: too long', todo: '短くする', severity: 'error' };
  const text = reportText({ components: 2, files: 1, findings: [finding, { ...finding, line: 1, severity: 'warning' }] });
  assert.equal(
    text,
    [
      'a.xml',
      '  a.xml:1  length  注意: Report A: too long (短くする)',
      '  a.xml:3  length  Report A: too long (短くする)',
      '2 components, 1 files, 1 problems'
    ].join('\n')
  );
});
