/** Checks the package offline: the same as a deployment, stage by stage, to an empty embedded org in memory. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { deployZip } from '../org/metadata/deploy.ts';
import { inDocumentOrder, type Problem, type Subject } from '../org/metadata/components.ts';
import { parseXml, XmlError } from '../org/metadata/xml.ts';
import { closeOrg, openOrg } from '../org/org.ts';
import { packageZip } from './packageZip.ts';
import { ROOT } from './paths.ts';
import { todoOf } from './ruleTodos.ts';
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
  /** What to do about it, in Japanese. */
  todo: string;
  /** unsupported: no mistake of the metadata, but the embedded org does not have what it asks for; a deployment of it fails. */
  severity: 'error' | 'warning' | 'unsupported';
  /** What the metadata names and neither the deployment nor the org has. */
  missing?: Subject;
}

/** What a check found, and how much it looked at. */
export interface CheckReport {
  components: number;
  files: number;
  findings: Finding[];
}

/**
 * Checks every stage as a deployment to an empty org that is thrown away. A stage with errors does not hide those of the next ones:
 * they are judged as if it had been taken, but for what names a part that is no proper metadata at all.
 */
export async function checkPackage(): Promise<CheckReport> {
  const org = openOrg();
  const report: CheckReport = { components: 0, files: 0, findings: [] };
  const files = new Set<string>();
  const misshapen = new Set<string>();
  try {
    for (const stage of stages()) {
      const { zip, sourceOf, sourceFiles } = await packageZip(stage.manifest);
      for (const file of sourceFiles) files.add(file);
      const problems: Problem[] = [];
      const before = org.catalog;
      const result = deployZip(org, zip, { goOn: misshapen, onProblems: (found) => problems.push(...found) });
      report.findings.push(...problems.map((problem) => findingOf(problem, sourceOf(problem.type, problem.fullName), ROOT)));
      report.components += result.numberComponentsTotal;
      // A stage with something that cannot be read at all is not there for what comes after it.
      if (org.catalog === before) break;
    }
  } finally {
    closeOrg(org);
  }
  report.files = files.size;
  return report;
}

/**
 * A problem as a finding at the place in the source that a person can mend.
 * @param source file of the component, relative to `root`
 */
export function findingOf(problem: Problem, source: string | undefined, root: string): Finding {
  const sent = problem.line === undefined ? undefined : { line: problem.line, column: problem.column };
  const place = placeInSource(problem, source && join(root, source)) ?? sent ?? placeInCode(problem.problem);
  return {
    file: fileOf(problem, source),
    ...(place?.line === undefined ? {} : { line: place.line, ...(place.column === undefined ? {} : { column: place.column }) }),
    rule: problem.rule,
    message: `${problem.type} ${problem.fullName}: ${problem.problem}`,
    todo: todoOf(problem.rule),
    severity: problem.warning ? 'warning' : 'error',
    ...(problem.missing ? { missing: problem.missing } : {})
  };
}

/**
 * A bundle has many files: the one that the problem is in lies beside the one that stands for the bundle. Code stands in the file
 * beside its meta file.
 */
function fileOf({ fileName }: Problem, source: string | undefined): string {
  if (source === undefined) return fileName;
  const inBundle = /^(?:lwc|aura)\/[^/]+\/(.+)$/.exec(fileName)?.[1];
  if (inBundle !== undefined) return join(dirname(source), inBundle);
  return /\.(cls|trigger)$/.test(fileName) ? source.replace(/-meta\.xml$/, '') : source;
}

/** What the compiler says begins with its place. */
function placeInCode(text: string): { line: number; column: number } | undefined {
  const [, line, column] = /^\[Line: (\d+), Col: (\d+)\]/.exec(text) ?? [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column) };
}

/** Parts of an object are sent merged: their place is that of the same element in the small file they were written in. */
function placeInSource({ element }: Problem, source: string | undefined): { line: number; column: number } | undefined {
  if (element === undefined || source === undefined || !source.endsWith('.xml')) return undefined;
  try {
    return inDocumentOrder(parseXml(readFileSync(source, 'utf8')))[element];
  } catch (error) {
    // Salesforce's library reads some files that are not well-formed, and sends them well-formed.
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

/**
 * Findings by file as `file:line  rule  message (what to do)`, with the file's name above its findings. What the embedded org does not have
 * stands apart, by rule and words, for there is nothing to mend.
 */
export function reportText({ components, files, findings }: CheckReport): string {
  const toMend = findings.filter(({ severity }) => severity !== 'unsupported');
  const byFile = Map.groupBy(
    [...toMend].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    ({ file }) => file
  );
  const lines = [...byFile]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, found]) => [
      file,
      ...found.map(
        ({ line, rule, message, todo, severity }) =>
          `  ${file}:${line ?? 1}  ${rule}  ${severity === 'warning' ? '注意: ' : ''}${message} (${todo})`
      )
    ]);
  const errors = toMend.filter(({ severity }) => severity === 'error').length;
  return [...lines, ...unsupportedLines(findings), `${components} components, ${files} files, ${errors} problems`].join('\n');
}

function unsupportedLines(findings: Finding[]): string[] {
  const unsupported = findings.filter(({ severity }) => severity === 'unsupported');
  if (unsupported.length === 0) return [];
  const groups = Map.groupBy(unsupported, ({ rule, message }) => `${rule}  ${message.replace(/^.*?: (?=not supported)/, '')}`);
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, found]) => `  ${what}  (${found.length}, ${found[0]?.file ?? ''}:${found[0]?.line ?? 1})`);
  return [`この組織が持たないもの（メタデータの誤りではない）: ${unsupported.length}`, ...lines];
}

/** A path as the reports show it. */
export const shownPath = (path: string): string => relative(ROOT, path);
