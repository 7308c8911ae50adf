/**
 * `npm start`: the product on the embedded org. Builds, serves the org on 127.0.0.1, deploys with the real CLI when
 * the sources changed, loads the sample data on the first start, watches, and stays up until Ctrl-C.
 */
import { spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileLwc } from './compileLwc.ts';
import { parseData, parseDay, parseOptions, parsePort, type DataChoice } from './lib/args.ts';
import {
  assertPortFree,
  launch,
  lockFolder,
  readState,
  sourcesFingerprint,
  wipeFolder,
  writeState,
  type EmbeddedOrg,
  type OrgState
} from './lib/embeddedOrg.ts';
import { shareAmongOfficers } from './lib/demoOffice.ts';
import { runMain } from './lib/failure.ts';
import { generateData } from './lib/generatedData/index.ts';
import { ORG_FOLDER, ROOT } from './lib/paths.ts';
import { assignPermissionSet, loadSampleData } from './lib/sampleData.ts';
import type { SfTarget } from './lib/sf.ts';
import { deployStage, stages } from './lib/stages.ts';
import { watchSources } from './lib/watch.ts';
import { warmLightning } from './org/lightning/build/index.ts';
import { localDay } from './org/formula/dates.ts';
import { ADMIN_USER_ID, ADMIN_USERNAME, isMovable, type Clock } from './org/org.ts';

const USAGE = 'npm start [-- --port N] [--no-open] [--reset] [--data demo|none|10k] [--today YYYY-MM-DD]';
const DEFAULT_PORT = '8123';
/** Given to whoever deploys, so that the new fields can be seen. */
const DEPLOYER_PERMISSION_SET = 'SupportOfficer';

await runMain(async () => {
  const options = parseOptions(
    process.argv.slice(2),
    {
      port: { type: 'string', default: DEFAULT_PORT },
      'no-open': { type: 'boolean', default: false },
      reset: { type: 'boolean', default: false },
      data: { type: 'string' },
      today: { type: 'string' }
    },
    USAGE
  );
  const port = parsePort(options.port);
  const data = options.data === undefined ? undefined : parseData('--data', options.data);
  const today = options.today === undefined ? undefined : parseDay('--today', options.today);

  await assertPortFree(port);
  const unlock = lockFolder(ORG_FOLDER, `http://127.0.0.1:${port}`);
  process.on('exit', unlock);
  // A first start that was interrupted left an org without its data: nothing in it is worth keeping.
  if (options.reset || readState(ORG_FOLDER).data === undefined) wipeFolder(ORG_FOLDER);
  const stopped = stopSignal();
  const warm = warmLightning();
  // A failed build is reported where it is awaited, after the deployment's own messages.
  warm.catch(() => undefined);
  step('LWC をコンパイルしています');
  await compileLwc(ROOT);

  const embedded = await launch({ folder: ORG_FOLDER, port });
  // Before anything is stored: audit dates and sample data follow the clock.
  setClock(embedded.org.clock, today);
  const target: SfTarget = { url: embedded.server.url };
  const state = readState(ORG_FOLDER);
  const fingerprint = sourcesFingerprint();
  if (state.sources !== fingerprint) {
    // Killed on the way, the org would hold half of it: until it is through, no fingerprint may match.
    if (state.sources !== undefined) writeState(ORG_FOLDER, { ...state, sources: 'deploying' });
    await deployAll(embedded, target, state);
    writeState(ORG_FOLDER, { ...state, sources: fingerprint });
  }
  if (state.data === undefined) {
    await loadData(embedded, target, data ?? 'demo');
    writeState(ORG_FOLDER, { sources: fingerprint, data: data ?? 'demo' });
  } else if (data !== undefined && data !== state.data) {
    step(`データは読み込み済みです (${state.data})。入れ替えるには npm start -- --reset --data ${options.data}`);
  }
  step('画面を用意しています');
  await warm;

  // What was deployed while running is not what the fingerprint says: the next start must not skip its deployment.
  const watcher = watchSources(embedded.org, target, () => writeState(ORG_FOLDER, { ...readState(ORG_FOLDER), sources: 'edited' }));
  console.log(`ready ${embedded.server.url}`);
  if (!options['no-open']) openBrowser(embedded.server.url);
  await stopped.whenReady();
  console.log('\n終了します。データは次の起動まで残ります (消すには npm start -- --reset)。');
  watcher.close();
  await embedded.close();
  process.exit(0);
});

/**
 * Deploys every stage; when one is refused the org is put back as it was, so that nothing stays half-done.
 */
async function deployAll(embedded: EmbeddedOrg, target: SfTarget, before: OrgState): Promise<void> {
  const backup = join(ORG_FOLDER, 'before-deploy.db');
  rmSync(backup, { force: true });
  if (before.sources !== undefined) embedded.org.db.exec(`VACUUM INTO '${backup.replaceAll("'", "''")}'`);
  const all = stages();
  try {
    for (const [index, stage] of all.entries()) {
      step(`配備 ${index + 1}/${all.length} ${stage.name}`);
      await deployStage(target, stage);
    }
    step('権限セットを割り当てています');
    await assignPermissionSet(target, DEPLOYER_PERMISSION_SET, ADMIN_USERNAME);
  } catch (error) {
    await embedded.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(ORG_FOLDER, `org.db${suffix}`), { force: true });
    if (existsSync(backup)) {
      renameSync(backup, join(ORG_FOLDER, 'org.db'));
      writeState(ORG_FOLDER, before);
    }
    throw error;
  }
  rmSync(backup, { force: true });
}

/** Fills the org: the sample data as the real CLI loads it, or generated records. */
async function loadData(embedded: EmbeddedOrg, target: SfTarget, data: DataChoice): Promise<void> {
  if (data === 'none') return;
  if (data === 'demo') {
    step('見本データを読み込んでいます');
    await loadSampleData(target, ADMIN_USERNAME, embedded.org.clock.now());
    shareAmongOfficers(embedded.org, ADMIN_USER_ID);
    return;
  }
  step(`支援先候補 ${data} 件と案件 ${data} 件を生成しています`);
  generateData(embedded.org, ADMIN_USER_ID, { count: data, progress: step });
}

/** Moves the org's clock when a day was asked for; one that does not show today is told about at every start. */
function setClock(clock: Clock, today: string | undefined): void {
  if (!isMovable(clock)) return;
  if (today !== undefined) clock.moveToDay(today);
  const real = localDay(new Date());
  const shown = localDay(clock.now());
  if (shown !== real) step(`組織の日付は ${shown} です (戻すには npm start -- --today ${real})`);
}

function step(text: string): void {
  console.log(`… ${text}`);
}

/** Ctrl-C and a polite kill end the process at once while it prepares; once it waits (`whenReady`) they let it close the org first. */
function stopSignal(): { whenReady(): Promise<void> } {
  let onStop = (): void => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => onStop());
  return {
    whenReady: () =>
      new Promise((resolve) => {
        onStop = resolve;
      })
  };
}

/** Opens the default browser; where there is none, the address to open by hand is already on the screen. */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open', url] : process.platform === 'win32' ? ['cmd', '/c', 'start', '', url] : ['xdg-open', url];
  const child = spawn(command as string, args, { stdio: 'ignore', detached: true });
  child.on('error', () => console.log(`ブラウザーを開けませんでした。${url} をブラウザーで開いてください。`));
  child.unref();
}
