import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockFolder } from '../lib/embeddedOrg.ts';

test('a folder in use is refused with the address of the org that runs on it, and free again afterwards', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  try {
    const unlock = lockFolder(folder, 'http://127.0.0.1:1');
    assert.throws(() => lockFolder(folder, 'http://127.0.0.1:2'), /すでに http:\/\/127\.0\.0\.1:1 で動いています/);
    unlock();
    lockFolder(folder, 'http://127.0.0.1:2')();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a lock left behind by a process that died does not block', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  try {
    writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: 2 ** 22 + 1, url: 'http://127.0.0.1:1' }));
    assert.doesNotThrow(() => lockFolder(folder, 'http://127.0.0.1:2'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
