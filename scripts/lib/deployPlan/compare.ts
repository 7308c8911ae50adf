/** Does an org already have what we would send? It may have more: an org fills in what a file leaves out. */
import { parseXml, type XmlNode } from '../../org/metadata/xml.ts';

/** True when everything that our file says is said by the org's file too, in whatever order. */
export function isContained(ours: string, theirs: string): boolean {
  if (ours === theirs) return true;
  if (!ours.trimStart().startsWith('<')) return false;
  return contains(parseXml(theirs), parseXml(ours));
}

function contains(whole: XmlNode, part: XmlNode): boolean {
  if (part.children.length === 0) return whole.children.length === 0 && part.text.trim() === whole.text.trim();
  const free = [...whole.children];
  return part.children.every((child) => {
    const at = free.findIndex((candidate) => candidate.name === child.name && contains(candidate, child));
    if (at < 0) return false;
    free.splice(at, 1);
    return true;
  });
}
