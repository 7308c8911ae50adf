/**
 * Checks any folder in source format, such as what was retrieved from a customer's org: everything at once, as one deployment to
 * an empty org, without stopping at what this org does not take.
 */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { ComponentSet, MetadataConverter, RegistryAccess, type SourceComponent } from '@salesforce/source-deploy-retrieve';
import { unzipSync } from 'fflate';
import { buildCatalog } from '../org/metadata/build.ts';
import { runChecks } from '../org/metadata/checks/index.ts';
import { inDocumentOrder, isUnsupported, keyOf, UNSUPPORTED, type Component, type Problem } from '../org/metadata/components.ts';
import { mergeComponents } from '../org/metadata/merge.ts';
import { readFiles } from '../org/metadata/readFiles.ts';
import { METADATA_TYPES } from '../org/metadata/types.ts';
import { childText } from '../org/metadata/xml.ts';
import { closeOrg, openOrg } from '../org/org.ts';
import { Failure } from './failure.ts';
import { findingOf, type CheckReport, type Finding } from './packageCheck.ts';

/**
 * Rules that hold in an org like ours (Japanese, Developer Edition, fresh, the newest API) and may not hold in the one the folder
 * came from: identifiers on pages came with API 53.
 */
const RULES_OF_THE_ORG = new Set(['D05', 'F17', 'object-language', 'page-identifier', 'translation-grammar']);

/** What was looked at: number of files by metadata type. */
export interface SourceReport extends CheckReport {
  types: Record<string, number>;
}

/**
 * @param folder in source format, absolute or relative to the working directory
 * @throws Failure when the folder does not exist or holds no metadata
 */
export async function checkSource(folder: string): Promise<SourceReport> {
  const root = resolve(folder);
  if (!existsSync(root)) throw new Failure(`フォルダーがありません: ${folder}`, 2);
  const all = [...ComponentSet.fromSource(root).getSourceComponents()];
  const parts = all.flatMap((component) => [component, ...component.getChildren()]);
  if (parts.length === 0) throw new Failure(`メタデータがありません: ${folder}`, 2);
  const sources = new Map(parts.map((part) => [keyOf({ type: part.type.name, fullName: part.fullName }), part.xml ?? part.content ?? '']));
  const taken = new ComponentSet(all.filter(({ type }) => METADATA_TYPES.has(type.name)));
  const files = await convertedFiles(taken);
  const org = openOrg();
  try {
    const { components, problems } = readFiles(files);
    const merged = mergeComponents([], components, 1, org.clock.now().toISOString());
    const catalog = buildCatalog(merged.all);
    const alongside = new Set(sources.keys());
    const found = runChecks({ org, catalog, before: org.catalog, deployed: components, alongside });
    const placed = (problem: Problem): Finding => {
      const piece = pieceOf(problem, components);
      const path = sources.get(keyOf(piece ?? { type: problem.type, fullName: problem.fullName.replace(/^markup:\/\/c:/, '') }));
      const at = piece ? { ...problem, element: piece.element } : problem;
      return findingOf(at, path === undefined ? undefined : relative(root, path), root);
    };
    return {
      components: all.length,
      files: parts.filter((part) => part.xml !== undefined).length,
      types: countedBy(parts.map((part) => part.type.name)),
      findings: [...all.flatMap(refusedWhole), ...problems, ...found].map((problem) => classified(problem, placed(problem)))
    };
  } finally {
    closeOrg(org);
  }
}

const OBJECT_PIECES = new Map(
  Object.values(new RegistryAccess().getTypeByName('CustomObject').children?.types ?? {}).map(({ name, directoryName }) => [
    directoryName,
    name
  ])
);

/** The part of an object that a problem lies in, where the source has it in a file of its own and the deployment does not (record types). */
function pieceOf(problem: Problem, components: Component[]): { type: string; fullName: string; element: number } | undefined {
  if (problem.type !== 'CustomObject' || problem.element === undefined) return undefined;
  let at = 1;
  for (const child of components.find((component) => keyOf(component) === keyOf(problem))?.node?.children ?? []) {
    const element = problem.element - at;
    at += inDocumentOrder(child).length;
    const type = OBJECT_PIECES.get(child.name);
    if (element >= 0 && problem.element < at)
      return type === undefined ? undefined : { type, fullName: `${problem.fullName}.${childText(child, 'fullName') ?? ''}`, element };
  }
  return undefined;
}

/** A component of a type that this org does not take: its files are not even converted, for they may be of any kind. */
function refusedWhole({ type, fullName, xml, content }: SourceComponent): Problem[] {
  if (METADATA_TYPES.has(type.name)) return [];
  return [{ rule: 'file', type: type.name, fullName, fileName: xml ?? content ?? '', problem: `${UNSUPPORTED}${type.name}` }];
}

/** What of the folder this org takes, as a deployment would send it. */
async function convertedFiles(set: ComponentSet): Promise<Map<string, Buffer>> {
  // Without versions of their own these sets ask the network for the newest one.
  Object.assign(set, { apiVersion: '66.0', sourceApiVersion: '66.0' });
  const zipBuffer = await converted(set);
  return new Map(
    Object.entries(unzipSync(zipBuffer))
      .filter(([path]) => path !== 'package.xml' && !path.endsWith('/'))
      .map(([path, content]) => [path, Buffer.from(content)])
  );
}

/** The zip of a deployment. @throws Failure naming a file that Salesforce's library cannot read at all */
async function converted(set: ComponentSet): Promise<Buffer> {
  try {
    const { zipBuffer } = await new MetadataConverter().convert(set, 'metadata', { type: 'zip' });
    if (zipBuffer) return zipBuffer;
  } catch (error) {
    throw new Failure(`配備の形に変換できません（sf でも配備できません）: ${(error as Error).message}`, 2);
  }
  throw new Error('No zip was made of the folder.');
}

function classified(problem: Problem, finding: Finding): Finding {
  return isUnsupported(problem) || RULES_OF_THE_ORG.has(problem.rule) ? { ...finding, severity: 'unsupported' } : finding;
}

function countedBy(names: string[]): Record<string, number> {
  const counts = Map.groupBy(names, (name) => name);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, all]) => [name, all.length]));
}
