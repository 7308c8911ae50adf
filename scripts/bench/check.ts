/** The offline check against the conversion of the same package, both as commands from start to end. */
import { join } from 'node:path';
import { removeFolder, runCommand, temporaryFolder } from '../e2e/product.ts';
import { sf } from '../lib/sf.ts';
import { compare, timed, type Row } from './measure.ts';

const REPETITIONS = 7;
const LIMIT = 3;

/**
 * `npm run check` without the Code Analyzer ÷ `sf project convert source` of the same package, taken in turns.
 * @param root repository; both commands run once unmeasured, so that both find what they keep on disk
 */
export async function checkRow(root: string): Promise<Row> {
  const measured: number[] = [];
  const baseline: number[] = [];
  for (let index = 0; index <= REPETITIONS; index += 1) {
    const check = await timed(async () => {
      const run = runCommand('check', ['--skip-analyzer'], {}, root);
      if ((await run.exited) !== 0) throw new Error(run.output());
    });
    const convert = await timed(async () => {
      const folder = temporaryFolder();
      const run = await sf({ url: 'http://127.0.0.1' }, ['project', 'convert', 'source', '--output-dir', join(folder, 'package')], {
        cwd: root
      });
      if (run.code !== 0) throw new Error(`${run.stdout}${run.stderr}`);
      return async () => removeFolder(folder);
    });
    if (index === 0) continue;
    measured.push(check);
    baseline.push(convert);
  }
  return compare('npm run check（Code Analyzer なし）÷ sf project convert source', measured, baseline, LIMIT);
}
