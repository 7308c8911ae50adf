import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { BASE_COMPONENTS } from '../paths.ts';
import { REPAIRED_FILES, repaired } from '../repairs.ts';

test('every repair still finds what it mends in the installed base components', () => {
  for (const file of REPAIRED_FILES) {
    const source = readFileSync(join(dirname(BASE_COMPONENTS), file), 'utf8');
    assert.notEqual(repaired(file, source), source, file);
  }
});

test('a source without the text that is to be mended stops the build, any other is left as it is', () => {
  assert.throws(() => repaired('lightning/calendar/calendar.html', '<template></template>'), /calendar\.html no longer has the text/);
  assert.equal(repaired('lightning/button/button.js', 'x'), 'x');
});
