/** `npm start` watches force-app: an edited LWC is compiled and deployed in-process, anything else goes through the CLI. */
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { compileLwc } from '../compileLwc.ts';
import { deployFiles } from '../org/metadata/deploy.ts';
import type { Org } from '../org/org.ts';
import { FORCE_APP, ROOT } from './paths.ts';
import { sf, type SfTarget } from './sf.ts';
import { failureText, parseReport } from './stages.ts';

/** Editors write a file in several steps; changes that come closer together than this are one. */
const QUIET_MS = 60;

/**
 * Watches the package.
 * @returns an object that stops watching
 */
export function watchSources(org: Org, target: SfTarget): { close(): void } {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const watcher = watch(FORCE_APP, { recursive: true }, (_event, file) => {
    if (!file || ignored(file)) return;
    changed.add(join(FORCE_APP, file));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...changed];
      changed.clear();
      running = running.then(() => apply(org, target, files)).catch((error: unknown) => console.error(`✖ ${(error as Error).message}`));
    }, QUIET_MS);
  });
  return {
    close: () => {
      clearTimeout(timer);
      watcher.close();
    }
  };
}

/** Compiled JavaScript, tests and editors' own files. */
function ignored(file: string): boolean {
  return file.includes('__tests__') || /\.js(\.map)?$|~$|\.sw[a-z]$|(^|[\\/])\.|\.tmp$/.test(file);
}

async function apply(org: Org, target: SfTarget, files: string[]): Promise<void> {
  const bundles = new Set<string>();
  const others: string[] = [];
  for (const file of files) {
    const bundle = bundleFolder(file);
    if (bundle) bundles.add(bundle);
    else if (existsSync(file)) others.push(file);
  }
  if (bundles.size) await deployBundles(org, [...bundles]);
  if (others.length) await deployOthers(target, others);
}

/** Folder of the LWC a file belongs to. */
function bundleFolder(file: string): string | undefined {
  const parts = file.split(sep);
  const at = parts.lastIndexOf('lwc');
  return at >= 0 && parts.length > at + 2 ? parts.slice(0, at + 2).join(sep) : undefined;
}

/** Sends the compiled bundles as the CLI would, without the second it takes to start. */
export async function deployBundles(org: Org, folders: string[]): Promise<void> {
  await compileLwc(ROOT);
  const files = new Map<string, Buffer>();
  for (const folder of folders.filter((path) => existsSync(path))) {
    const name = folder.split(sep).at(-1) as string;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || path.includes('__tests__') || /\.(ts|js\.map)$/.test(entry.name)) continue;
      files.set(`lwc/${name}/${relative(folder, path).split(sep).join('/')}`, readFileSync(path));
    }
  }
  if (files.size === 0) return;
  const result = deployFiles(org, files, {});
  const names = folders.map((folder) => folder.split(sep).at(-1)).join(', ');
  if (result.success) {
    console.log(`↻ ${names} を反映しました。`);
    return;
  }
  for (const failure of result.details.componentFailures) console.error(`✖ ${failure.fileName}: ${failure.problem}`);
}

async function deployOthers(target: SfTarget, files: string[]): Promise<void> {
  const report = parseReport(
    await sf(target, ['project', 'deploy', 'start', '--json', ...files.flatMap((file) => ['--source-dir', file])])
  );
  if (report.result?.status === 'Succeeded') console.log(`↻ ${files.map((file) => relative(ROOT, file)).join(', ')} を配備しました。`);
  else console.error(`✖ 配備できませんでした: ${failureText(report)}`);
}
