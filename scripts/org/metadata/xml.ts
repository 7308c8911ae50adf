/** XML with positions: a tree whose nodes know their line and column, so that a refusal can point at them. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  /** Text content, entities decoded; of leaves only. */
  text: string;
  line: number;
  column: number;
  /** Offsets of the element in the source text. */
  start: number;
  end: number;
}

/** Broken XML, with the place where reading stopped. */
export class XmlError extends Error {
  readonly line: number;
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

type RawNode = Record<string | symbol, unknown>;

const METADATA = XMLParser.getMetaDataSymbol() as unknown as symbol;
const PARSER = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Numeric character references are decoded only together with HTML's named ones.
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true
});

/**
 * Parses a document.
 * @returns the root element
 * @throws XmlError when the text is not well-formed
 */
export function parseXml(text: string): XmlNode {
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new XmlError(verdict.err.msg, verdict.err.line ?? 1, verdict.err.col ?? 1);
  const positions = lineIndex(text);
  const unknownEntity = /&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[0-9a-fA-F]+);)([\w.-]*;?)/.exec(withoutCdataAndComments(text));
  if (unknownEntity) {
    const [line, column] = positions(unknownEntity.index);
    throw new XmlError(`The entity "${unknownEntity[0]}" was referenced, but not declared.`, line, column);
  }
  const roots = (PARSER.parse(text) as RawNode[]).map((raw) => toNode(raw, positions)).filter((node) => node !== undefined);
  const [root, second] = roots;
  if (!root) throw new XmlError('The document has no root element.', 1, 1);
  if (second) throw new XmlError('The markup in the document following the root element must be well-formed.', second.line, second.column);
  return root;
}

/** Blanks what may hold any character, keeping every offset. */
function withoutCdataAndComments(text: string): string {
  if (!text.includes('<![CDATA[') && !text.includes('<!--')) return text;
  return text.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, (part) => ' '.repeat(part.length));
}

function lineIndex(text: string): (offset: number) => [number, number] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (starts[low] as number) + 1];
  };
}

function toNode(raw: RawNode, positions: (offset: number) => [number, number]): XmlNode | undefined {
  const name = Object.keys(raw).find((key) => key !== ':@');
  if (name === undefined || name === '#text') return undefined;
  const content = raw[name] as RawNode[];
  const children: XmlNode[] = [];
  let text = '';
  for (const part of content) {
    if ('#text' in part) text += String(part['#text']);
    else {
      const child = toNode(part, positions);
      if (child) children.push(child);
    }
  }
  const attributes: Record<string, string> = {};
  for (const [key, value] of Object.entries((raw[':@'] ?? {}) as Record<string, unknown>)) attributes[key.slice(2)] = String(value);
  const { startIndex, endIndex } = raw[METADATA] as { startIndex: number; endIndex: number };
  const [line, column] = positions(startIndex);
  return { name, attributes, children, text: children.length ? '' : text, line, column, start: startIndex, end: endIndex };
}

/** Children with a name. */
export function childrenNamed(node: XmlNode, name: string): XmlNode[] {
  return node.children.filter((child) => child.name === name);
}

/** Text of the first child with a name, or undefined when there is none. */
export function childText(node: XmlNode, name: string): string | undefined {
  return node.children.find((child) => child.name === name)?.text;
}

/** True for `xsi:nil="true"`, which metadata files use for "absent". */
export function isNil(node: XmlNode): boolean {
  return node.attributes['xsi:nil'] === 'true';
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] as string);
}

/** Writes a node and everything under it, one element per line, as Salesforce's retrieve does. */
export function writeXml(node: XmlNode, indent = ''): string {
  const attributes = Object.entries(node.attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  const open = `${indent}<${node.name}${attributes}`;
  if (node.children.length) {
    const inner = node.children.map((child) => writeXml(child, `${indent}    `)).join('\n');
    return `${open}>\n${inner}\n${indent}</${node.name}>`;
  }
  return node.text === '' ? `${open}/>` : `${open}>${escapeXml(node.text)}</${node.name}>`;
}

/** A whole metadata file. */
export function writeDocument(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(root)}\n`;
}
