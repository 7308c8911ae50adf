/** The stages of a deployment: one manifest each, in `manifest/NN-name.xml`, deployed in the order of their numbers. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { MANIFESTS } from './paths.ts';
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

/**
 * Deploys one stage with the real CLI.
 * @returns number of components deployed
 * @throws Failure naming every refused component, its place and the problem
 */
export async function deployStage(target: SfTarget, stage: Stage, options: { dryRun?: boolean } = {}): Promise<number> {
  const args = ['project', 'deploy', 'start', '--manifest', stage.manifest, '--wait', '60', '--json'];
  if (options.dryRun) args.push('--dry-run');
  const report = parseReport(await sf(target, args));
  const { result } = report;
  if (result?.status === 'Succeeded') return result.numberComponentsDeployed;
  throw new Failure(
    `配備できませんでした (段階 ${stage.name}): ${failureText(report)}\n  この段階の変更は何も反映されていません。上の部品を直してから、もう一度実行してください。`
  );
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
