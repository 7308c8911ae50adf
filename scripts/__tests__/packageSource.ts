/** The package's own source files, parsed, for the tests that keep them in agreement with each other. */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { FORCE_APP } from '../lib/paths.ts';

/** An element of a metadata file. */
export interface Element {
  text: string;
  children: Map<string, Element[]>;
}

export interface SourceFile {
  path: string;
  /** File name up to its type, e.g. `VisitType__c`. */
  name: string;
  /** Object whose folder holds the file, for parts of objects. */
  object: string;
  root: Element;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  alwaysCreateTextNode: true,
  isArray: (name) => name !== '#text'
});

const paths = (await readdir(FORCE_APP, { recursive: true })).filter((path) => path.endsWith('-meta.xml')).sort();

function toElement(parsed: Record<string, unknown>): Element {
  const children = Object.entries(parsed).filter(([, value]) => Array.isArray(value)) as [string, Record<string, unknown>[]][];
  return { text: String(parsed['#text'] ?? ''), children: new Map(children.map(([name, values]) => [name, values.map(toElement)])) };
}

const read = new Map<string, SourceFile[]>();

/**
 * All files of one metadata type, by the suffix of the type, e.g. `field`, `md`, `permissionset`. Of fields only the
 * package's own: those of the platform say nothing but that their history is kept (`standardFields`).
 */
export function sourceFiles(suffix: string): SourceFile[] {
  const files = read.get(suffix) ?? parseFiles(suffix);
  read.set(suffix, files);
  return suffix === 'field' ? files.filter((file) => file.name.endsWith('__c')) : files;
}

/** Files of fields of the platform. */
export const standardFields = (): SourceFile[] => parseFiles('field').filter((file) => !file.name.endsWith('__c'));

function parseFiles(suffix: string): SourceFile[] {
  return paths
    .filter((path) => path.endsWith(`.${suffix}-meta.xml`))
    .map((path) => {
      const document = toElement(parser.parse(readFileSync(join(FORCE_APP, path), 'utf8')) as Record<string, unknown>);
      const root = [...document.children].find(([name]) => !name.startsWith('?'))?.[1][0];
      if (!root) throw new Error(`${path} has no root element.`);
      return {
        path,
        name: basename(path).slice(0, -`.${suffix}-meta.xml`.length),
        object: /objects\/([^/]+)\//.exec(path)?.[1] ?? '',
        root
      };
    });
}

/** The elements of one name below another, none when there are none. */
export function elements(parent: Element | undefined, name: string): Element[] {
  return parent?.children.get(name) ?? [];
}

/** The texts of all elements of one name. */
export function texts(parent: Element | undefined, name: string): string[] {
  return elements(parent, name).map((element) => element.text);
}

/** The text of the first element of one name, empty when there is none. */
export function text(parent: Element | undefined, name: string): string {
  return texts(parent, name)[0] ?? '';
}
