/** `npm start` watches force-app: an edited LWC is compiled and deployed in-process, anything else goes through the CLI. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { compileLwc } from '../compileLwc.ts';
import { deployFiles } from '../org/metadata/deploy.ts';
import type { Org } from '../org/org.ts';
import { FORCE_APP, ROOT } from './paths.ts';
import { sf, type SfTarget } from './sf.ts';
import { failureText, parseReport } from './stages.ts';
import { watchFolder } from './watchFolder.ts';

/** Editors write a file in several steps; changes that come closer together than this are one. */
const QUIET_MS = 60;

/**
 * Watches the package.
 * @param onDeployed called after each change that reached the org
 * @returns an object that stops watching
 */
export function watchSources(org: Org, target: SfTarget, onDeployed: () => void): { close(): void } {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const watcher = watchFolder(FORCE_APP, (file) => {
    if (ignored(relative(FORCE_APP, file))) return;
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...changed];
      changed.clear();
      running = running
        .then(() => apply(org, target, files, onDeployed))
        .catch((error: unknown) => console.error(`✖ ${(error as Error).message}`));
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

async function apply(org: Org, target: SfTarget, files: string[], onDeployed: () => void): Promise<void> {
  const bundles = new Set<string>();
  const others: string[] = [];
  const gone = new Set<string>();
  for (const file of files) {
    const bundle = bundleFolder(file);
    if (bundle) (existsSync(bundle) ? bundles : gone).add(bundle);
    else if (existsSync(file)) others.push(file);
    else if (file.endsWith('.xml')) gone.add(file);
  }
  if (bundles.size && (await deployBundles(org, [...bundles]))) onDeployed();
  if (others.length && (await deployOthers(target, others))) onDeployed();
  for (const path of gone) console.log(`! ${relative(ROOT, path)} は消えましたが、組織には残っています (消すには npm start -- --reset)。`);
}

/** Folder of the LWC a file belongs to. */
function bundleFolder(file: string): string | undefined {
  const parts = file.split(sep);
  const at = parts.lastIndexOf('lwc');
  return at >= 0 && parts.length > at + 2 ? parts.slice(0, at + 2).join(sep) : undefined;
}

/**
 * Sends the compiled bundles as the CLI would, without the second it takes to start.
 * @returns true when they reached the org
 */
export async function deployBundles(org: Org, folders: string[]): Promise<boolean> {
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
  if (files.size === 0) return false;
  const result = deployFiles(org, files, {});
  const names = folders.map((folder) => folder.split(sep).at(-1)).join(', ');
  if (result.success) {
    console.log(`↻ ${names} を反映しました。`);
    return true;
  }
  for (const failure of result.details.componentFailures) {
    const place = failure.lineNumber ? `:${failure.lineNumber}:${failure.columnNumber ?? 1}` : '';
    console.error(`✖ ${failure.fileName}${place}: ${failure.problem}`);
  }
  return false;
}

async function deployOthers(target: SfTarget, files: string[]): Promise<boolean> {
  const report = parseReport(
    await sf(target, ['project', 'deploy', 'start', '--json', ...files.flatMap((file) => ['--source-dir', file])])
  );
  const reached = report.result?.status === 'Succeeded';
  if (reached) console.log(`↻ ${files.map((file) => relative(ROOT, file)).join(', ')} を配備しました。`);
  else console.error(`✖ 配備できませんでした: ${failureText(report)}`);
  return reached;
}
