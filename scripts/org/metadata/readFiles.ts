/** The files of a deployment → components, with everything that is wrong with the files themselves. */
import { schemaFindings } from './checks/schema.ts';
import { keyOf, problemOf, splitFile, type Component, type Problem } from './components.ts';
import { isNamed, manifestProblem, missingMembers, readManifest } from './manifest.ts';
import { meaningOf, TAKEN_SETTINGS, type MetadataType } from './types.ts';
import { parseXml, XmlError, type XmlNode } from './xml.ts';

interface FileGroup {
  type: MetadataType;
  fullName: string;
  files: Map<string, Buffer>;
}

/** Elements of object files that are components this org does not keep. */
const REFUSED_CHILDREN: Record<string, string> = {
  recordTypes: 'RecordType',
  businessProcesses: 'BusinessProcess',
  fieldSets: 'FieldSet',
  webLinks: 'WebLink',
  sharingReasons: 'SharingReason',
  indexes: 'Index'
};

/**
 * Reads files in Metadata API layout (`package.xml`, `objects/Lead.object`, `lwc/x/x.js` …).
 * Without a package.xml every file counts as named: the way of in-process callers and tests.
 */
export function readFiles(files: Map<string, Buffer>): { components: Component[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const groups = new Map<string, FileGroup>();
  for (const [path, content] of files) {
    if (path === 'package.xml' || path.endsWith('/')) continue;
    if (/(^|\/)destructiveChanges\w*\.xml$/.test(path)) {
      problems.push(fileProblem(path, 'not supported: deleting metadata (destructiveChanges)'));
      continue;
    }
    const meaning = meaningOf(path);
    if ('unsupported' in meaning) {
      problems.push(fileProblem(path, `not supported: ${meaning.unsupported}`, meaning.unsupported));
      continue;
    }
    const key = `${meaning.type.name}:${meaning.fullName}`;
    const group = groups.get(key) ?? { type: meaning.type, fullName: meaning.fullName, files: new Map<string, Buffer>() };
    group.files.set(path, content);
    groups.set(key, group);
  }
  const components = [...groups.values()].flatMap((group) => readGroup(group, problems));
  problems.push(...duplicates(components));
  const manifestText = files.get('package.xml');
  if (manifestText === undefined) return { components, problems };
  const { manifest, problems: manifestProblems } = readManifest(manifestText.toString('utf8'));
  // A type that is refused for its file need not be refused again for its name.
  const told = new Set(problems.map((problem) => problem.problem));
  problems.push(...manifestProblems.filter((problem) => !told.has(problem.problem)));
  const readable = new Set([...groups.values()].map((group) => `${group.type.name}:${group.fullName}`));
  problems.push(...missingMembers(manifest, components).filter((problem) => !readable.has(`${problem.type}:${problem.fullName}`)));
  const named = components.filter((component) => isNamed(manifest, component));
  for (const component of components) {
    // A file may hold children only; what the CLI sends of the file's own beside a named child is left alone, as in Salesforce.
    const children = components.filter((child) => child.parent === keyOf(component));
    const isMereHead = children.some((child) => named.includes(child)) || (children.length > 0 && component.node?.children.length === 0);
    if (!named.includes(component) && !isMereHead)
      problems.push({ ...fileProblem(component.fileName, 'Not in package.xml', component.type), fullName: component.fullName });
  }
  return { components: named, problems };
}

/** Checks that a zip holds a manifest at its root. */
export function manifestPresence(files: Map<string, Buffer>): Problem[] {
  return files.has('package.xml') ? [] : [manifestProblem('No package.xml found')];
}

function fileProblem(path: string, problem: string, type = ''): Problem {
  const name = path.split('/').at(-1) as string;
  return { rule: 'file', type, fullName: name.replace(/\.[^.]*$/, ''), fileName: path, problem };
}

function readGroup(group: FileGroup, problems: Problem[]): Component[] {
  const { type, fullName, files } = group;
  const isSource = type.kind === 'bundle' || type.kind === 'source';
  if (isSource && [...files.values()].some((content) => content.length < 20 && HIDDEN.test(content.toString('utf8')))) {
    problems.push({ ...fileProblem([...files.keys()][0] ?? '', 'not supported: hidden code of a managed package', type.name), fullName });
    return [];
  }
  if (isSource) return [readSources(group, problems)];
  const [[path, content] = ['', Buffer.alloc(0)]] = [...files];
  const root = readXml(type.name, fullName, path, content, problems);
  if (!root) return [];
  if (type.name === 'Settings' && !TAKEN_SETTINGS.includes(fullName)) {
    problems.push({ ...fileProblem(path, `not supported: ${fullName}Settings`, 'Settings'), fullName });
    return [];
  }
  const expected = type.name === 'Settings' ? `${fullName}Settings` : type.name;
  const components = splitFile(type, fullName, path, root);
  checkXml(components, root, expected, problems);
  if (type.name === 'CustomObject') {
    const refused = new Set(root.children.map((child) => REFUSED_CHILDREN[child.name]).filter((name) => name !== undefined));
    for (const name of refused) problems.push({ ...fileProblem(path, `not supported: ${name}`, name), fullName });
  }
  return components.filter((component) => !isUnnamed(component, problems));
}

function isUnnamed(component: Component, problems: Problem[]): boolean {
  if (component.parent === undefined || !/(^|\.)$/.test(component.fullName)) return false;
  // A label without a name has none at all: its file stands for it.
  const fullName = component.fullName || component.parent.slice(component.parent.indexOf(':') + 1);
  problems.push(problemOf({ ...component, fullName }, 'schema-required', 'Required field is missing: fullName', component.node));
  return true;
}

/** What a retrieve answers for the code of a managed package. */
const HIDDEN = /^\s*\(hidden\)\s*$/;

function readSources({ type, fullName, files }: FileGroup, problems: Problem[]): Component {
  // The order of a zip is an accident; the component is named after its source, else after what is there.
  const paths = [...files.keys()].sort();
  const main =
    paths.find((path) => path.endsWith(`/${fullName}.js`)) ?? paths.find((path) => !path.endsWith('-meta.xml')) ?? paths[0] ?? '';
  const component: Component = { type: type.name, fullName, fileName: main, files };
  for (const [path, content] of files) {
    if (!path.endsWith('-meta.xml')) continue;
    const root = readXml(type.name, fullName, path, content, problems);
    if (!root) continue;
    checkXml([{ ...component, fileName: path }], root, type.name, problems);
    component.node = root;
  }
  return component;
}

function readXml(type: string, fullName: string, path: string, content: Buffer, problems: Problem[]): XmlNode | undefined {
  try {
    return parseXml(content.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    problems.push({
      rule: 'xml',
      type,
      fullName,
      fileName: path,
      problem: `Error parsing file: ${error.message}`,
      line: error.line,
      column: error.column
    });
    return undefined;
  }
}

/** Compares a file with its schema. What is wrong inside a child is told about the child: its source is a file of its own. */
function checkXml(components: Component[], root: XmlNode, expectedRoot: string, problems: Problem[]): void {
  const [head, ...children] = components as [Component, ...Component[]];
  if (root.name !== expectedRoot) {
    problems.push(problemOf(head, 'schema-root', `Error parsing file: the root element must be ${expectedRoot}, not ${root.name}`, root));
    return;
  }
  for (const { rule, problem, ...at } of schemaFindings(root, expectedRoot)) {
    const element = root.children.findLast((child) => isBefore(child, at));
    const child = rule === 'schema-duplicate' && element?.line === at.line && element.column === at.column ? undefined : element;
    problems.push(problemOf(children.find(({ node }) => node === child) ?? head, rule, problem, at));
  }
}

const isBefore = (node: XmlNode, at: { line: number; column: number }): boolean =>
  node.line < at.line || (node.line === at.line && node.column <= at.column);

/** X01 of metadata-automation.md section 7: every repeated item must be unique. */
function duplicates(components: Component[]): Problem[] {
  const seen = new Set<string>();
  return components.flatMap((component) => {
    const key = keyOf(component);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      {
        rule: 'X01',
        type: component.type,
        fullName: component.fullName,
        fileName: component.fileName,
        problem: `Duplicate name '${component.fullName}' specified`
      }
    ];
  });
}
