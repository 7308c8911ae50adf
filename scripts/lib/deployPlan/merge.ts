/** Standard value sets, conversion mappings and the header's menu replace the org's as a whole: what the org has besides is put into what we send. */
import { parseXml, type XmlNode } from '../../org/metadata/xml.ts';

const childText = (node: XmlNode, name: string): string => node.children.find((child) => child.name === name)?.text.trim() ?? '';
const source = (text: string, node: XmlNode): string => text.slice(node.start, node.end);

const valueNodes = (text: string): XmlNode[] => parseXml(text).children.filter((node) => node.name === 'standardValue');
const isActive = (node: XmlNode): boolean => childText(node, 'isActive') !== 'false';

/** Values of a standard value set; inactive ones are left out. */
export function valuesOf(text: string): string[] {
  return valueNodes(text)
    .filter(isActive)
    .map((node) => childText(node, 'fullName'));
}

/** Active values that only the org has but that bear the label of one of ours: a set takes no label twice, so they cannot stay active. */
export function clashingValues(ours: string, theirs: string): string[] {
  const known = new Set(valuesOf(ours));
  const labels = new Set(valueNodes(ours).map((node) => childText(node, 'label')));
  return valueNodes(theirs)
    .filter((node) => isActive(node) && !known.has(childText(node, 'fullName')) && labels.has(childText(node, 'label')))
    .map((node) => childText(node, 'fullName'));
}

/**
 * Our values, then those that only the org has; the default stays ours. A value with the label of one of ours is left out.
 * @returns the merged file; ours itself when the org has nothing besides
 */
export function mergedValueSet(ours: string, theirs: string): string {
  const known = new Set([...valuesOf(ours), ...clashingValues(ours, theirs)]);
  const more = valueNodes(theirs).filter((node) => !known.has(childText(node, 'fullName')));
  if (more.length === 0) return ours;
  const added = more.map((node) => source(theirs, node).replace(/<default>true<\/default>/, '<default>false</default>'));
  const last = valueNodes(ours).at(-1);
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

/** Actions that the header's menu shows, in their order: those of the list, without one those that Salesforce predefines. */
export function globalActionsOf(layout: string): string[] {
  const root = parseXml(layout);
  const list = root.children.find((node) => node.name === 'platformActionList');
  const items = list?.children.filter((node) => node.name === 'platformActionListItems') ?? [];
  if (list)
    return items
      .toSorted((a, b) => Number(childText(a, 'sortOrder')) - Number(childText(b, 'sortOrder')))
      .map((node) => childText(node, 'actionName'));
  const classic = root.children.find((node) => node.name === 'quickActionList')?.children ?? [];
  return classic.map((node) => childText(node, 'quickActionName')).filter(Boolean);
}

/**
 * The org's layout of the header's menu, with our actions before its own. A list in a layout stands for the whole menu, so a
 * new one has to carry what the org shows without it.
 */
export function mergedGlobalActions(ours: string, theirs: string): string {
  const known = globalActionsOf(theirs);
  const missing = globalActionsOf(ours).filter((action) => !known.includes(action));
  if (missing.length === 0) return theirs;
  const kinds = new Map(
    [...theirs.matchAll(/<platformActionListItems>([\s\S]*?)<\/platformActionListItems>/g)].map(([, item = '']) => [
      /<actionName>([^<]*)</.exec(item)?.[1] ?? '',
      /<actionType>([^<]*)</.exec(item)?.[1] ?? ''
    ])
  );
  const items = [...missing, ...known].map(
    (action, index) =>
      `<platformActionListItems><actionName>${action}</actionName><actionType>${kinds.get(action) ?? 'QuickAction'}</actionType><sortOrder>${index}</sortOrder></platformActionListItems>`
  );
  const list = `<platformActionList><actionListContext>Global</actionListContext>${items.join('')}</platformActionList>`;
  const before = parseXml(theirs).children.find((node) => node.name === 'platformActionList');
  const at = before ?? { start: theirs.lastIndexOf('</'), end: theirs.lastIndexOf('</') };
  return `${theirs.slice(0, at.start)}${list}${theirs.slice(at.end)}`;
}
