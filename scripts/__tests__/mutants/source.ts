/** The package as a deployment sends it, with the places in it that a mutation can touch. */
import { unzipSync } from 'fflate';
import { packageZip } from '../../lib/packageZip.ts';
import { wholePackage } from '../../lib/stages.ts';
import { schemaOf, type ElementSchema } from '../../org/metadata/schema.ts';
import { parseXml, type XmlNode } from '../../org/metadata/xml.ts';

/** One file of the deployment. */
export interface SentFile {
  /** e.g. `objects/Lead.object` */
  path: string;
  text: string;
  /** Absent for code. */
  root?: XmlNode;
}

/** A changed file, and in words what was done to it. */
export interface Mutant {
  path: string;
  text: string;
  what: string;
}

/** An element with where it stands. */
export interface Place {
  file: SentFile;
  node: XmlNode;
  /** Element names from the root's on, e.g. `CustomObject/fields/label`. */
  trail: string;
  /** What the schema says of it; undefined for roots and where the schema says nothing. */
  schema?: ElementSchema;
  parent?: XmlNode;
}

/** All files of the package but the manifest. */
export async function sentFiles(): Promise<SentFile[]> {
  const { zip } = await packageZip(wholePackage.manifest);
  return Object.entries(unzipSync(zip))
    .filter(([path]) => !path.endsWith('/') && path !== 'package.xml')
    .map(([path, content]) => {
      const text = Buffer.from(content).toString('utf8');
      return text.trimStart().startsWith('<?xml') ? { path, text, root: parseXml(text) } : { path, text };
    });
}

/** Every element of every metadata file. */
export function places(files: SentFile[]): Place[] {
  return files.flatMap((file) => (file.root ? inside({ file, node: file.root, trail: file.root.name }, file.root.name) : []));
}

function inside(place: Place, typeName: string | undefined): Place[] {
  const type = typeName === undefined ? undefined : schemaOf(typeName);
  return [
    place,
    ...place.node.children.flatMap((node) => {
      const schema = type?.kind === 'struct' ? type.elements.get(node.name) : undefined;
      return inside(
        { file: place.file, node, trail: `${place.trail}/${node.name}`, parent: place.node, ...(schema ? { schema } : {}) },
        schema?.type
      );
    })
  ];
}

/** Replaces a stretch of a file. */
export function spliced(file: SentFile, start: number, end: number, replacement: string, what: string): Mutant {
  return { path: file.path, text: file.text.slice(0, start) + replacement + file.text.slice(end), what: `${file.path}: ${what}` };
}

/** Replaces the text of a leaf. */
export function withText({ file, node, trail }: Place, replacement: string): Mutant {
  const open = file.text.indexOf('>', node.start) + 1;
  const close = file.text.lastIndexOf('</', node.end);
  const escaped = replacement.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return spliced(file, open, close, escaped, `${trail} = ${JSON.stringify(replacement.slice(0, 60))} at line ${node.line}`);
}

/** The element's own source text. */
export const sourceOf = ({ file, node }: Place): string => file.text.slice(node.start, node.end);
