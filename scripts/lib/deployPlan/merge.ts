/** Standard value sets and conversion mappings replace the org's as a whole: what the org has besides is put into what we send. */
import { parseXml, type XmlNode } from '../../org/metadata/xml.ts';

const childText = (node: XmlNode, name: string): string => node.children.find((child) => child.name === name)?.text.trim() ?? '';
const source = (text: string, node: XmlNode): string => text.slice(node.start, node.end);

/** Values of a standard value set; inactive ones are left out. */
export function valuesOf(text: string): string[] {
  return parseXml(text)
    .children.filter((node) => node.name === 'standardValue' && childText(node, 'isActive') !== 'false')
    .map((node) => childText(node, 'fullName'));
}

/**
 * Our values, then those that only the org has; the default stays ours.
 * @returns the merged file; ours itself when the org has nothing besides
 */
export function mergedValueSet(ours: string, theirs: string): string {
  const known = new Set(valuesOf(ours));
  const more = parseXml(theirs).children.filter((node) => node.name === 'standardValue' && !known.has(childText(node, 'fullName')));
  if (more.length === 0) return ours;
  const added = more.map((node) => source(theirs, node).replace(/<default>true<\/default>/, '<default>false</default>'));
  const last = parseXml(ours).children.findLast((node) => node.name === 'standardValue');
  const end = last?.end ?? ours.lastIndexOf('</');
  return `${ours.slice(0, end)}\n    ${added.join('\n    ')}${ours.slice(end)}`;
}

/** One field of a candidate and where a conversion writes it. */
export interface Mapping {
  target: string;
  from: string;
  to: string;
}

/** Mappings of conversion settings. */
export function mappingsOf(text: string): Mapping[] {
  return parseXml(text)
    .children.filter((node) => node.name === 'objectMapping')
    .flatMap((mapping) =>
      mapping.children
        .filter((node) => node.name === 'mappingFields')
        .map((node) => ({
          target: childText(mapping, 'outputObject'),
          from: childText(node, 'inputField'),
          to: childText(node, 'outputField')
        }))
    );
}

/** Mappings that only the org has. One that writes a field that we write too is lost: a field has one source. */
export function foreignMappings(ours: string, theirs: string): { kept: Mapping[]; lost: Mapping[] } {
  const known = mappingsOf(ours);
  const foreign = mappingsOf(theirs).filter(
    (each) => !known.some((own) => own.target === each.target && own.from === each.from && own.to === each.to)
  );
  const lost = foreign.filter((each) => known.some((own) => own.target === each.target && (own.to === each.to || own.from === each.from)));
  return { kept: foreign.filter((each) => !lost.includes(each)), lost };
}

/** Our mappings, then those that only the org has. */
export function mergedConversion(ours: string, theirs: string): string {
  let text = ours;
  for (const { target, from, to } of foreignMappings(ours, theirs).kept) {
    const field = `<mappingFields><inputField>${from}</inputField><outputField>${to}</outputField></mappingFields>`;
    const mapping = parseXml(text).children.find((node) => node.name === 'objectMapping' && childText(node, 'outputObject') === target);
    const last = mapping?.children.findLast((node) => node.name === 'mappingFields');
    if (last) text = `${text.slice(0, last.end)}${field}${text.slice(last.end)}`;
    else {
      const block = `<objectMapping><inputObject>Lead</inputObject>${field}<outputObject>${target}</outputObject></objectMapping>`;
      const before = parseXml(text).children.findLast((node) => node.name === 'objectMapping');
      const end = before?.end ?? text.lastIndexOf('</');
      text = `${text.slice(0, end)}${block}${text.slice(end)}`;
    }
  }
  return text;
}
