/** Components: the unit of deployment. A deployed file is split into them, a retrieved file is put together from them. */
import type { MetadataType } from './types.ts';
import { writeDocument, type XmlNode } from './xml.ts';

export interface Component {
  type: string;
  fullName: string;
  /** Path of the file it came in. */
  fileName: string;
  /** Its element: the root of a file of its own, or the child element inside the parent's file. */
  node?: XmlNode;
  /** Files of bundles, classes and triggers by their path inside the deployment. */
  files: Map<string, Buffer>;
  /** `Type:fullName` of the component whose file holds this one. */
  parent?: string;
}

/** A component as the org keeps it. */
export interface StoredComponent extends Component {
  id: string;
  createdDate: string;
  lastModifiedDate: string;
}

/** Something that metadata names: a type of metadata and a full name of that type (`CustomField`, `Lead.X__c`). */
export interface Subject {
  type: string;
  name: string;
}

/** Begins what a problem says when the metadata may well be right, but this org does not have what it asks for. */
export const UNSUPPORTED = 'not supported: ';

/** True when a problem is no mistake of the metadata: a real org may take it, this one does not. */
export const isUnsupported = ({ problem }: Pick<Problem, 'problem'>): boolean => problem.includes(UNSUPPORTED);

/** Why a deployment is refused: one sentence about one component. */
export interface Problem {
  /** Id of the rule that found it; '' for what the platform says while reading files. */
  rule: string;
  type: string;
  fullName: string;
  fileName: string;
  problem: string;
  line?: number;
  column?: number;
  /** Which element of the component it is about, counted from its root (0) in document order: finds the place in another file with the same content. */
  element?: number;
  /** Told, but no reason to refuse: real orgs are not known to refuse it. */
  warning?: true;
  /** What was looked for and not found: whether that is a mistake is decided for all rules in one place (`checks/beyond.ts`). */
  missing?: Subject;
}

export const keyOf = (component: { type: string; fullName: string }): string => `${component.type}:${component.fullName}`;

/** Children that the user keeps in the same file as the org gets. */
const IN_ONE_FILE = new Set(['CustomLabel', 'MatchingRule']);

/** Types whose own file of the user is a piece of what the org gets. */
const IN_PIECES = new Set(['CustomObject', 'CustomObjectTranslation']);

/** Makes a problem of a component; positions only where they point into a file that the user knows. */
export function problemOf(component: Component, rule: string, problem: string, at?: { line: number; column: number }): Problem {
  const base = { rule, type: component.type, fullName: component.fullName, fileName: component.fileName, problem };
  if (!at) return base;
  // Inside a merged .object the CLI shows the small source file: a line of the merged one would mislead.
  const isPlaced = component.parent === undefined || IN_ONE_FILE.has(component.type);
  const place = isPlaced ? { line: at.line, column: at.column } : {};
  if (isPlaced && !IN_PIECES.has(component.type)) return { ...base, ...place };
  const element = component.node
    ? inDocumentOrder(component.node).findIndex(({ line, column }) => line === at.line && column === at.column)
    : -1;
  return { ...base, ...place, ...(element < 0 ? {} : { element }) };
}

/** An element and all elements inside it, each before its own content. */
export function inDocumentOrder(node: XmlNode): XmlNode[] {
  return [node, ...node.children.flatMap(inDocumentOrder)];
}

const emptyNode = (name: string): XmlNode => ({
  name,
  attributes: { xmlns: 'http://soap.sforce.com/2006/04/metadata' },
  children: [],
  text: '',
  line: 1,
  column: 1,
  start: 0,
  end: 0
});

/**
 * Splits a file into its component and the components inside it.
 * @param root the file's root element
 * @returns the component itself (without the split-off elements) first, then its children
 */
export function splitFile(type: MetadataType, fullName: string, fileName: string, root: XmlNode): Component[] {
  const childTypes = type.children ?? {};
  const own: XmlNode = { ...root, children: root.children.filter((child) => !(child.name in childTypes)) };
  const head: Component = { type: type.name, fullName, fileName, node: own, files: new Map() };
  const children = root.children
    .filter((child) => child.name in childTypes)
    .map((node): Component => {
      const childType = childTypes[node.name] as string;
      const name =
        node.children.find((entry) => entry.name === (childType === 'CustomFieldTranslation' ? 'name' : 'fullName'))?.text.trim() ?? '';
      // Labels are named org-wide, everything else inside its parent.
      const childName = childType === 'CustomLabel' ? name : `${fullName}.${name}`;
      return { type: childType, fullName: childName, fileName, node, files: new Map(), parent: keyOf(head) };
    });
  return [head, ...children];
}

/** Puts a file together again: the head's own elements, then the children, grouped by element as Salesforce wants repeats. */
export function composeFile(rootName: string, head: Component | undefined, children: Component[]): string {
  const base = head?.node ?? emptyNode(rootName);
  const nodes = [...base.children, ...children.map((child) => child.node as XmlNode)];
  nodes.sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1));
  return writeDocument({ ...base, children: nodes });
}
