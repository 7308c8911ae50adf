/** `npm run e2e`: only the end-to-end tests, with the real CLI and the real Chromium. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileLwc } from './compileLwc.ts';
import { runMain } from './lib/failure.ts';
import { ensureMachine } from './lib/machine.ts';
import { ROOT } from './lib/paths.ts';

await runMain(async () => {
  ensureMachine();
  await compileLwc(ROOT);
  const folder = join(ROOT, 'scripts', 'e2e');
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
  return (
    spawnSync('node', ['--disable-warning=ExperimentalWarning', '--test', ...files.map((file) => join(folder, file))], { stdio: 'inherit' })
      .status ?? 1
  );
});
