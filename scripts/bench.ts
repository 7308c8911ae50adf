/**
 * `npm run bench [-- --json FILE]`: speed as ratios against a baseline of the same run, because machines are shared and noisy.
 * Each row: name, ratio, limit (absent = stated only), n (repetitions; the ratio is that of the medians).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRow } from './bench/check.ts';
import { formRows } from './bench/hearingForm.ts';
import { growthRow, homeRow } from './bench/home.ts';
import { compare, timed, type Row } from './bench/measure.ts';
import { paintRows } from './bench/paint.ts';
import { compileLwc } from './compileLwc.ts';
import { freePort, removeFolder, runCommand, signedIn, startProduct } from './e2e/product.ts';
import { copyWorkspace } from './e2e/workspace.ts';
import { parseOptions } from './lib/args.ts';
import { launchBrowser } from './lib/browser.ts';
import { assertPortFree, launch } from './lib/embeddedOrg.ts';
import { runMain } from './lib/failure.ts';
import { ensureMachine } from './lib/machine.ts';
import { assignPermissionSet, loadSampleData } from './lib/sampleData.ts';
import { deployStage, stages } from './lib/stages.ts';
import { lightningBuild } from './org/lightning/build/index.ts';
import type { LwcBundle } from './org/metadata/catalog.ts';
import { ADMIN_USERNAME } from './org/org.ts';

const HEARING_FORM = 'force-app/main/hearing/lwc/hearingForm/hearingForm';

await runMain(async () => {
  const options = parseOptions(process.argv.slice(2), { json: { type: 'string' } }, 'npm run bench [-- --json FILE]');
  ensureMachine();
  const root = copyWorkspace();
  try {
    // Both sides start from a warm build: what is measured is starting and editing, not the first compilation.
    const built = runCommand('build', [], {}, root);
    if ((await built.exited) !== 0) throw new Error(built.output());
    const rows: Row[] = [await homeRow(), await growthRow(), await startRow(root), await editRow(root), await checkRow(root)];
    rows.push(...(await paintRows(root, firstCase)));
    // Last, because it changes the copy.
    rows.push(...(await formRows(root)));
    print(rows);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
    return rows.some((row) => row.limit !== undefined && row.ratio > row.limit) ? 1 : 0;
  } finally {
    removeFolder(root);
  }
});

/** `npm start -- --reset` until ready ÷ the CLI commands it runs, run by themselves against an empty org. */
async function startRow(root: string): Promise<Row> {
  const n = 3;
  const whole: number[] = [];
  const commands: number[] = [];
  for (let i = 0; i < n; i += 1) {
    whole.push(
      await timed(async () => {
        const product = await startProduct(['--reset'], { root });
        return async () => {
          await product.stop();
          removeFolder(product.folder);
        };
      })
    );
    const port = await freePort();
    await assertPortFree(port);
    const bare = await launch({ port });
    const target = { url: bare.server.url };
    commands.push(
      await timed(async () => {
        for (const stage of stages()) await deployStage(target, stage);
        await assignPermissionSet(target, 'SupportOfficer', ADMIN_USERNAME);
        await loadSampleData(target, ADMIN_USERNAME);
        return () => bare.close();
      })
    );
  }
  return compare('npm start -- --reset ÷ its sf commands', whole, commands, 1.5);
}

/** From saving an LWC's template until the open record page shows it ÷ compiling that change alone. */
async function editRow(root: string): Promise<Row> {
  const n = 5;
  const product = await startProduct([], { root });
  const browser = await launchBrowser();
  const port = await freePort();
  const bare = await launch({ port });
  try {
    for (const stage of stages()) await deployStage({ url: bare.server.url }, stage);
    const { context } = await signedIn(browser, product.url);
    const page = await context.newPage();
    const id = await firstCase(product.url);
    await page.goto(`${product.url}/lightning/r/Opportunity/${id}/view`);
    await page.locator('c-hearing-form').waitFor();
    const file = join(root, `${HEARING_FORM}.html`);
    const template = readFileSync(file, 'utf8');
    const shown: number[] = [];
    const compiled: number[] = [];
    for (let i = 1; i <= n; i += 1) {
      const edited = template.replace('<div class="form"', `<div class="form" data-edit="${i}"`);
      shown.push(
        await timed(async () => {
          writeFileSync(file, edited);
          await page.locator(`[data-edit="${i}"]`).waitFor();
        })
      );
      compiled.push(
        await timed(async () => {
          await compileLwc(root);
          // A catalog of its own: the build keeps its result for each catalog.
          const { catalog } = bare.org;
          const bundle = catalog.lwcBundles.get('hearingForm') as LwcBundle;
          const editedBundle = { ...bundle, files: new Map(bundle.files).set('hearingForm.html', edited) };
          const lwcBundles = new Map(catalog.lwcBundles).set('hearingForm', editedBundle);
          await lightningBuild.components({ ...bare.org, catalog: { ...catalog, lwcBundles } });
        })
      );
    }
    return compare('LWC edit → browser ÷ compile alone', shown, compiled);
  } finally {
    await browser.close();
    await bare.close();
    await product.stop();
    removeFolder(product.folder);
  }
}

async function firstCase(url: string): Promise<string> {
  const response = await fetch(`${url}/services/data/v66.0/query?q=${encodeURIComponent('SELECT Id FROM Opportunity LIMIT 1')}`, {
    headers: { authorization: 'Bearer 00D000000000001!local' }
  });
  return ((await response.json()) as { records: { Id: string }[] }).records[0]?.Id ?? '';
}

function print(rows: Row[]): void {
  console.table(rows.map((row) => ({ name: row.name, ratio: row.ratio.toFixed(2), limit: row.limit ?? '—', n: row.n })));
}
