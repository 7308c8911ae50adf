/** Checks the package offline: the same as a deployment, stage by stage, to an empty embedded org in memory. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { deployZip } from '../org/metadata/deploy.ts';
import { inDocumentOrder, type Problem } from '../org/metadata/components.ts';
import { parseXml } from '../org/metadata/xml.ts';
import { closeOrg, openOrg } from '../org/org.ts';
import { packageZip } from './packageZip.ts';
import { ROOT } from './paths.ts';
import { stages } from './stages.ts';

/** One thing to mend. */
export interface Finding {
  /** Source file, relative to the repository. */
  file: string;
  line?: number;
  column?: number;
  /** Id of the rule. */
  rule: string;
  message: string;
  severity: 'error' | 'warning';
}

/** What a check found, and how much it looked at. */
export interface CheckReport {
  components: number;
  files: number;
  findings: Finding[];
}

/**
 * Deploys every stage to an empty org that is thrown away. The first stage with errors is the last one: later ones would
 * only complain about what is missing because of it.
 */
export async function checkPackage(): Promise<CheckReport> {
  const org = openOrg();
  const report: CheckReport = { components: 0, files: 0, findings: [] };
  const files = new Set<string>();
  try {
    for (const stage of stages()) {
      const { zip, sourceOf, sourceFiles } = await packageZip(stage.manifest);
      for (const file of sourceFiles) files.add(file);
      const problems: Problem[] = [];
      const result = deployZip(org, zip, { onProblems: (found) => problems.push(...found) });
      report.findings.push(...problems.map((problem) => toFinding(problem, sourceOf(problem.type, problem.fullName))));
      report.components += result.numberComponentsTotal;
      if (!result.success) break;
    }
  } finally {
    closeOrg(org);
  }
  report.files = files.size;
  return report;
}

function toFinding(problem: Problem, source: string | undefined): Finding {
  const place = problem.line === undefined ? placeInSource(problem, source) : { line: problem.line, column: problem.column };
  return {
    file: source ?? problem.fileName,
    ...(place?.line === undefined ? {} : { line: place.line, ...(place.column === undefined ? {} : { column: place.column }) }),
    rule: problem.rule,
    message: `${problem.type} ${problem.fullName}: ${problem.problem}`,
    severity: problem.warning ? 'warning' : 'error'
  };
}

/** Parts of an object are sent merged: their place is that of the same element in the small file they were written in. */
function placeInSource({ element }: Problem, source: string | undefined): { line: number; column: number } | undefined {
  if (element === undefined || source === undefined || !source.endsWith('.xml')) return undefined;
  return inDocumentOrder(parseXml(readFileSync(join(ROOT, source), 'utf8')))[element];
}

/** Findings by file, errors first, as `file:line  rule  message`, with the file's name above its findings. */
export function reportText({ components, files, findings }: CheckReport): string {
  const byFile = Map.groupBy(
    [...findings].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    ({ file }) => file
  );
  const lines = [...byFile]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, found]) => [
      file,
      ...found.map(
        ({ line, rule, message, severity }) => `  ${file}:${line ?? 1}  ${rule}  ${severity === 'warning' ? '注意: ' : ''}${message}`
      )
    ]);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return [...lines, `${components} components, ${files} files, ${errors} problems`].join('\n');
}

/** A path as the reports show it. */
export const shownPath = (path: string): string => relative(ROOT, path);
