/** Verdicts of the LWC compiler outlive the process, complaints and verdicts of another compiler do not. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { forgetVerdicts, keepVerdicts, readVerdicts, verdictOn } from '../checks/lwcVerdicts.ts';

const folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
const file = join(folder, 'kept', 'verdicts.json');
after(() => rmSync(folder, { recursive: true }));

/** Asks for a verdict and tells whether the compiler was called. */
function asked(source: string, complaint?: string): boolean {
  let called = false;
  verdictOn('gadget', 'gadget.js', source, () => {
    called = true;
    return complaint;
  });
  return called;
}

test('only what was accepted is kept for the next process', () => {
  assert.equal(asked('good'), true);
  assert.equal(asked('good'), false);
  assert.equal(asked('bad', '[Line: 1, Col: 1] no'), true);
  keepVerdicts(file);
  forgetVerdicts();
  readVerdicts(file);
  assert.equal(asked('good'), false);
  assert.equal(asked('bad', '[Line: 1, Col: 1] no'), true);
});

test('what another compiler accepted means nothing, and neither does a missing file', () => {
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { compiler: string };
  writeFileSync(file, JSON.stringify({ ...kept, compiler: '0.0.0' }));
  forgetVerdicts();
  readVerdicts(file);
  readVerdicts(join(folder, 'missing.json'));
  assert.equal(asked('good'), true);
});
