/** `npm run check`: what a person sees of a broken package, in words and as JSON. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCommand, removeFolder } from './product.ts';
import { copyWorkspace } from './workspace.ts';
import type { CheckReport } from '../lib/packageCheck.ts';

const root = copyWorkspace();
after(() => removeFolder(root));

const FIELD = 'force-app/main/candidate/objects/Lead/fields/RecontactDate__c.field-meta.xml';
const RULE = 'force-app/main/candidate/objects/Lead/validationRules/New_HasSource.validationRule-meta.xml';

async function check(args: string[]): Promise<{ code: number; output: string }> {
  const run = runCommand('check', args, {}, root);
  return { code: await run.exited, output: run.output() };
}

/** Runs with one text of a file replaced, and puts the file back. */
async function withChange<T>(file: string, from: string, to: string, run: () => Promise<T>): Promise<T> {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(from), `${file} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
  try {
    return await run();
  } finally {
    writeFileSync(path, text);
  }
}

test('the package as it stands has no problem', async () => {
  const { code, output } = await check(['--skip-analyzer']);
  assert.equal(code, 0, output);
  assert.match(output.trim().split('\n').at(-1) ?? '', /^\d+ components, \d+ files, 0 problems$/);
});

test('a broken part of an object is told with its own file, the line in it and the rule', async () => {
  await withChange(FIELD, '<type>Date</type>', '<type>date</type>', async () => {
    const { code, output } = await check(['--json', '--skip-analyzer']);
    assert.equal(code, 1, output);
    const { findings } = JSON.parse(output) as CheckReport;
    const errors = findings.filter(({ severity }) => severity === 'error');
    const line =
      readFileSync(join(root, FIELD), 'utf8')
        .split('\n')
        .findIndex((each) => each.includes('<type>date</type>')) + 1;
    assert.deepEqual(
      errors.map(({ file, line: at, rule }) => [file, at, rule]),
      [[FIELD, line, 'schema-value']]
    );
  });
});

test('a formula that names a missing field is told in words, by file and line, with the number of problems', async () => {
  await withChange(RULE, 'ISBLANK(TEXT(LeadSource))', 'ISBLANK(TEXT(LeadSauce))', async () => {
    const { code, output } = await check(['--skip-analyzer']);
    assert.equal(code, 1, output);
    assert.match(output, new RegExp(`${RULE}:\\d+  [\\w-]+  .*LeadSauce`));
    assert.match(output.trim().split('\n').at(-1) ?? '', /, 1 problems$/);
  });
});

test('a defect that only the code analyzer knows is an error too', async () => {
  const file = 'force-app/main/hearing/classes/HearingItemController.cls';
  await withChange(file, '    return items;', '    System.debug(items);\n    if (true) {\n    }\n    return items;', async () => {
    const { code, output } = await check([]);
    assert.equal(code, 1, output);
    assert.match(output, new RegExp(`${file}:\\d+  pmd/EmptyIfStmt`));
  });
});
