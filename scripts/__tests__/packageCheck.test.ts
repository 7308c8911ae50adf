/** A problem of a deployment as a finding in the source: the file that a person opens, and the line in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingOf } from '../lib/packageCheck.ts';
import { ROOT } from '../lib/paths.ts';

const CLASS = 'force-app/main/hearing/classes/HearingHandler.cls';
const problem = { rule: 'r', type: 'ApexClass', fullName: 'HearingHandler', problem: 'wrong', line: 3, column: 5 };

test('what code says is told at the code, what its meta file says at the meta file', () => {
  const inCode = findingOf({ ...problem, fileName: 'classes/HearingHandler.cls' }, `${CLASS}-meta.xml`, ROOT);
  assert.deepEqual([inCode.file, inCode.line, inCode.column], [CLASS, 3, 5]);
  assert.equal(
    findingOf({ ...problem, fileName: 'classes/HearingHandler.cls-meta.xml' }, `${CLASS}-meta.xml`, ROOT).file,
    `${CLASS}-meta.xml`
  );
});

test('what a file of a bundle says is told at that file', () => {
  const found = findingOf(
    {
      rule: 'r',
      type: 'LightningComponentBundle',
      fullName: 'markup://c:gadget',
      fileName: 'lwc/gadget/parts/a.html',
      problem: '[Line: 7, Col: 2] wrong'
    },
    'force-app/main/common/lwc/gadget/gadget.js-meta.xml',
    ROOT
  );
  assert.deepEqual([found.file, found.line, found.column], ['force-app/main/common/lwc/gadget/parts/a.html', 7, 2]);
});
