/** Which elements of a flow a start can lead to. */
import { childText, type XmlNode } from '../metadata/xml.ts';

/** Only elements stand on the canvas: resources have no place there. */
const isElement = (node: XmlNode): boolean => node.children.some((child) => child.name === 'locationX');

function targetsIn(node: XmlNode): string[] {
  return node.children.flatMap((child) => (child.name === 'targetReference' ? [child.text.trim()] : targetsIn(child)));
}

/** Names of the elements that no path leads to; empty for a flow without any start. */
export function unreachable(flow: XmlNode): string[] {
  const elements = new Map(
    flow.children.filter((node) => node.name !== 'start' && isElement(node)).map((node) => [childText(node, 'name')?.trim() ?? '', node])
  );
  const start = flow.children.find((node) => node.name === 'start');
  const waiting = [childText(flow, 'startElementReference')?.trim() ?? '', ...(start ? targetsIn(start) : [])].filter(Boolean);
  if (waiting.length === 0) return [];
  const reached = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const node = elements.get(name);
    if (!node || reached.has(name)) continue;
    reached.add(name);
    waiting.push(...targetsIn(node));
  }
  return [...elements.keys()].filter((name) => !reached.has(name));
}
