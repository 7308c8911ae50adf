/** A manifest for files in Metadata API layout. */
import { meaningOf } from '../../org/metadata/types.ts';

/** Names every file's component; bundles and folders once. */
export function manifestOf(paths: string[], version: string): string {
  const members = new Map<string, Set<string>>();
  for (const path of paths) {
    const meaning = meaningOf(path);
    if ('unsupported' in meaning) continue;
    const type = meaning.type.name.replace(/^(Report|Dashboard)Folder$/, '$1');
    const names = members.get(type) ?? new Set<string>();
    members.set(type, names.add(meaning.fullName));
  }
  const types = [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([type, names]) =>
        `    <types>\n${[...names].map((name) => `        <members>${name}</members>\n`).join('')}        <name>${type}</name>\n    </types>\n`
    );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">\n${types.join('')}    <version>${version}</version>\n</Package>\n`;
}
