/** package.xml: which components a deployment or a retrieve names. */
import { keyOf, type Component, type Problem } from './components.ts';
import { isKnownType, METADATA_TYPES, PARENT_TYPES } from './types.ts';
import { childrenNamed, childText, parseXml, XmlError } from './xml.ts';

/** Member names by type; `*` stands for all. */
export type Manifest = Map<string, Set<string>>;

const MANIFEST_FILE = 'package.xml';

export function manifestProblem(problem: string, at?: { line: number; column: number }): Problem {
  return { rule: 'manifest', type: '', fullName: MANIFEST_FILE, fileName: MANIFEST_FILE, problem, ...(at ?? {}) };
}

/** The CLI writes folders with a slash at the end. */
export const memberName = (text: string): string => text.trim().replace(/\/$/, '');

/**
 * Reads package.xml.
 * @returns the manifest and what is wrong with it (unknown types, broken XML)
 */
export function readManifest(text: string): { manifest: Manifest; problems: Problem[] } {
  const manifest: Manifest = new Map();
  const problems: Problem[] = [];
  let root;
  try {
    root = parseXml(text);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { manifest, problems: [manifestProblem(`Error parsing file: ${error.message}`, error)] };
  }
  if (root.name !== 'Package')
    problems.push(manifestProblem(`Error parsing file: the root element of package.xml must be Package, not ${root.name}`, root));
  for (const types of childrenNamed(root, 'types')) {
    const type = childText(types, 'name')?.trim() ?? '';
    if (!METADATA_TYPES.has(type) && !PARENT_TYPES.has(type)) {
      problems.push(
        manifestProblem(isKnownType(type) ? `not supported: ${type}` : `Unknown type name '${type}' specified in package.xml`, types)
      );
      continue;
    }
    const members = manifest.get(type) ?? new Set<string>();
    for (const member of childrenNamed(types, 'members')) members.add(memberName(member.text));
    manifest.set(type, members);
  }
  return { manifest, problems };
}

/** True when the manifest names a component, by itself or through the component whose file holds it. */
export function isNamed(manifest: Manifest, component: Component): boolean {
  return (
    names(manifest, component.type, component.fullName) ||
    (component.parent !== undefined && names(manifest, ...(splitKey(component.parent) as [string, string])))
  );
}

export function names(manifest: Manifest, type: string, fullName: string): boolean {
  const members = manifest.get(type);
  if (members?.has(fullName) || members?.has('*')) return true;
  // Folders are named among their content's members: `Report` with the member `Folder`.
  const content = type === 'ReportFolder' ? 'Report' : type === 'DashboardFolder' ? 'Dashboard' : undefined;
  return content !== undefined && manifest.get(content)?.has(fullName) === true;
}

function splitKey(key: string): string[] {
  const colon = key.indexOf(':');
  return [key.slice(0, colon), key.slice(colon + 1)];
}

/** Members that no file of the deployment holds. */
export function missingMembers(manifest: Manifest, components: Component[]): Problem[] {
  const present = new Set(components.map(keyOf));
  // A file that holds only children also answers for its own name.
  for (const component of components) if (component.parent !== undefined) present.add(component.parent);
  const problems: Problem[] = [];
  for (const [type, members] of manifest) {
    for (const member of members) {
      const folder = type === 'Report' ? 'ReportFolder' : type === 'Dashboard' ? 'DashboardFolder' : type;
      if (member === '*' || present.has(`${type}:${member}`) || present.has(`${folder}:${member}`)) continue;
      problems.push({
        rule: 'manifest-member',
        type,
        fullName: member,
        fileName: MANIFEST_FILE,
        problem: `An object '${member}' of type ${type} was named in package.xml, but was not found in zipped directory`
      });
    }
  }
  return problems;
}
