/** A copy of the repository to edit freely: the sources of the developer are never touched by a test or a benchmark. */
import { cpSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.ts';
import { temporaryFolder } from './product.ts';

const LEFT_OUT = new Set(['node_modules', '.git', '.build', '.org', '.sf', '.sfdx', 'coverage']);

/** Copies the sources to a temporary folder that shares the installed modules. */
export function copyWorkspace(): string {
  const folder = temporaryFolder();
  for (const entry of readdirSync(ROOT)) {
    if (!LEFT_OUT.has(entry)) cpSync(join(ROOT, entry), join(folder, entry), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}
