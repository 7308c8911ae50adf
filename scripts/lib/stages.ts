/** The stages of a deployment: one manifest each, in `manifest/NN-name.xml`, deployed in the order of their numbers. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { Failure } from './failure.ts';
import { fitRules, isRule, leaveOut, readRules, waitingRules, withoutWaitingRules, type OrgRules, type RuleFiles } from './orgRules.ts';
import { packageZip } from './packageZip.ts';
import { BUILD, MANIFESTS } from './paths.ts';
import { sf, type SfResult, type SfTarget } from './sf.ts';

export interface Stage {
  /** e.g. `model` */
  name: string;
  manifest: string;
}

/** All stages with content, in order. A stage without content has no manifest. */
export function stages(): Stage[] {
  return readdirSync(MANIFESTS)
    .flatMap((file) => {
      const name = /^\d\d-(\w+)\.xml$/.exec(file)?.[1];
      return name ? [{ name, manifest: join(MANIFESTS, file) }] : [];
    })
    .sort((a, b) => (a.manifest < b.manifest ? -1 : 1));
}

/** Everything at once, for a dry run. */
export const wholePackage: Stage = { name: '全体', manifest: join(MANIFESTS, 'package.xml') };

/** What a deployment needs of `sf project deploy start --json`. */
export interface DeployReport {
  status: number;
  message?: string;
  name?: string;
  result?: {
    status: string;
    numberComponentsDeployed: number;
    numberComponentErrors: number;
    details?: { componentFailures?: DeployFailure | DeployFailure[] };
    files?: {
      state: string;
      fullName: string;
      type: string;
      filePath?: string;
      error?: string;
      lineNumber?: number;
      columnNumber?: number;
    }[];
  };
}
interface DeployFailure {
  fullName: string;
  componentType: string;
  problem: string;
  lineNumber?: number;
  columnNumber?: number;
}

/** How a deployment differs from the sources, to fit the org (`deployPlan/plan.ts`). */
export interface Changes {
  /** What is sent instead, by path in Metadata API layout. */
  replace: Map<string, string>;
  leaveOut: { path: string; type: string; member: string }[];
}

interface StageOptions {
  dryRun?: boolean;
  /** Told what was left out of a dry run. */
  note?: (text: string) => void;
  changes?: Changes;
}

/**
 * Deploys one stage with the real CLI.
 * @returns number of components deployed
 * @throws Failure naming every refused component, its place and the problem
 */
export async function deployStage(target: SfTarget, stage: Stage, options: StageOptions = {}): Promise<number> {
  const more = ['--wait', '60', '--json', ...(options.dryRun ? ['--dry-run'] : [])];
  if (!namesRules(stage) && !options.changes)
    return deploymentResult(stage.name, await sf(target, ['project', 'deploy', 'start', '--manifest', stage.manifest, ...more]));
  const files = await fittedFiles(target, stage, options);
  return files ? deployFiles(target, stage.name, files, more) : 0;
}

/**
 * Deploys files in Metadata API layout, `package.xml` among them, with the real CLI.
 * @param name what a refusal calls them
 * @returns number of components deployed
 * @throws Failure as `deployStage`
 */
export function deployFiles(
  target: SfTarget,
  name: string,
  files: Map<string, string>,
  more: string[] = ['--wait', '60', '--json']
): Promise<number> {
  return inBuildFolder('stage-', async (folder) => {
    const file = join(folder, 'deployment.zip');
    writeFileSync(file, zipped(files));
    return deploymentResult(name, await sf(target, ['project', 'deploy', 'start', '--metadata-dir', file, '--single-package', ...more]));
  });
}

/** Runs with a git-ignored folder of its own, since several deployments may run at once. */
export async function inBuildFolder<T>(prefix: string, run: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(BUILD, { recursive: true });
  const folder = mkdtempSync(join(BUILD, prefix));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Reads the answer of a deployment.
 * @returns number of components deployed
 * @throws Failure naming every refused component, its place and the problem
 */
function deploymentResult(stage: string, run: SfResult): number {
  const report = parseReport(run);
  const { result } = report;
  if (result?.status === 'Succeeded') return result.numberComponentsDeployed;
  throw new Failure(
    `配備できませんでした (段階 ${stage}): ${failureText(report)}\n  この段階の変更は何も反映されていません。上の部品を直してから、もう一度実行してください。`
  );
}

const namesRules = ({ manifest }: Stage): boolean => /<name>(MatchingRules|DuplicateRule)<\/name>/.test(readFileSync(manifest, 'utf8'));

/** A stage with its matching and duplicate rules as they fit the org; undefined when the org has all of it already. */
async function fittedFiles(target: SfTarget, stage: Stage, options: StageOptions): Promise<Map<string, string> | undefined> {
  const files = await changedFiles(stage, options.changes);
  if (!namesRules(stage)) return files.size > 1 ? files : undefined;
  let rules: RuleFiles = new Map([...files].filter(([path]) => isRule(path) || path === 'package.xml'));
  let org = await orgRules(target);
  if (options.dryRun) {
    const { files: kept, left } = withoutWaitingRules(rules, org);
    rules = kept;
    if (left.length) options.note?.(`重複ルール ${left.join(', ')} は、一致ルールを配備した後でないと検証できないので、除きました。`);
  } else org = await whenActive(rules, org, () => orgRules(target));
  const fitted = fitRules(rules, org);
  const others = [...files].filter(([path]) => !isRule(path) && path !== 'package.xml');
  return others.length === 0 && fitted.size === 1 ? undefined : new Map([...others, ...fitted]);
}

const zipped = (files: Map<string, string>): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)] as const)));

/** The files of a stage as they are sent, `package.xml` among them. */
async function changedFiles(stage: Stage, changes: Changes | undefined): Promise<Map<string, string>> {
  const files = await packedFiles(stage);
  for (const [path, text] of changes?.replace ?? []) if (files.has(path)) files.set(path, text);
  for (const { path, type, member } of changes?.leaveOut ?? []) if (files.has(path)) leaveOut(files, path, type, member);
  return files;
}

/** The files of a stage in Metadata API layout, by path, `package.xml` among them. */
export async function packedFiles(stage: Stage): Promise<Map<string, string>> {
  const files = unzipSync((await packageZip(stage.manifest)).zip);
  return new Map(
    Object.entries(files)
      .filter(([path]) => !path.endsWith('/'))
      .map(([path, content]) => [path, strFromU8(content)])
  );
}

/** What the org has of matching and duplicate rules, retrieved without touching the sources. */
function orgRules(target: SfTarget): Promise<OrgRules> {
  return inBuildFolder('org-rules-', async (folder) => {
    const types = ['--metadata', 'MatchingRules', '--metadata', 'DuplicateRule'];
    const run = await sf(target, ['project', 'retrieve', 'start', ...types, '--target-metadata-dir', folder, '--unzip', '--json']);
    if (run.code !== 0)
      throw new Failure(`組織の一致ルールと重複ルールを読めませんでした。\n  ${parseReport(run).message ?? run.stdout.trim()}`);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
    return readRules(new Map(paths.filter(isRule).map((path) => [path, readFileSync(join(folder, path), 'utf8')])));
  });
}

/** Salesforce switches matching rules on in the background: how often it is asked for them, and how long is waited in between. */
const ASKED = 30;
const PAUSE_MS = 10_000;

/**
 * Waits until the matching rules that the duplicate rules of a stage use are switched on.
 * @param read asks the org again
 * @throws Failure naming those that are not after several minutes
 */
export async function whenActive(
  rules: RuleFiles,
  org: OrgRules,
  read: () => Promise<OrgRules>,
  pause: () => Promise<unknown> = () => sleep(PAUSE_MS)
): Promise<OrgRules> {
  let known = org;
  for (let asked = 0; waitingRules(rules, known).length > 0; asked++) {
    if (asked === ASKED)
      throw new Failure(
        `一致ルール ${waitingRules(rules, known).join(', ')} が有効になりません。設定の「一致ルール」で状況を確かめ、有効になってから、もう一度実行してください。`
      );
    await pause();
    known = await read();
  }
  return known;
}

/** Reads `--json` output; a CLI that failed before talking to the org answers on either stream. */
export function parseReport(run: SfResult): DeployReport {
  for (const text of [run.stdout, run.stderr]) {
    const start = text.indexOf('{');
    if (start < 0) continue;
    try {
      return JSON.parse(text.slice(start)) as DeployReport;
    } catch {
      // Not the JSON answer: try the other stream.
    }
  }
  return { status: run.code, message: (run.stderr || run.stdout).trim() };
}

/** One line per refused component: type, name, file:line:column, problem. */
export function failureText(report: DeployReport): string {
  const files = (report.result?.files ?? []).filter((file) => file.state === 'Failed');
  const lines = files.map((file) => {
    const place = file.filePath ? ` ${file.filePath}${file.lineNumber ? `:${file.lineNumber}:${file.columnNumber ?? 1}` : ''}` : '';
    return `  - ${file.type} ${file.fullName}${place}: ${file.error ?? ''}`;
  });
  const known = new Set(files.map((file) => `${file.type} ${file.fullName}`));
  const failures = [report.result?.details?.componentFailures ?? []].flat();
  for (const failure of failures) {
    // The org names a bundle as markup, the CLI by its folder: the same component is listed once.
    if (!known.has(`${failure.componentType} ${failure.fullName.replace(/^markup:\/\/c:/, '')}`))
      lines.push(`  - ${failure.componentType} ${failure.fullName}: ${failure.problem}`);
  }
  return lines.length ? `\n${lines.join('\n')}` : (report.message ?? `終了コード ${report.status}`);
}
