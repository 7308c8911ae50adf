/** Retrieving: deployed components, put together again as the files they came in. */
import type { DatabaseSync } from 'node:sqlite';
import { zipSync } from 'fflate';
import { API_VERSION } from '../identity.ts';
import type { Catalog } from './catalog.ts';
import { composeFile, keyOf, type StoredComponent } from './components.ts';
import { componentId } from './ids.ts';
import { fileProperties, type FileProperties } from './listing.ts';
import { names, type Manifest } from './manifest.ts';
import { duplicateRuleComponent, objectComponent, valueSetComponent } from './merge.ts';
import { loadComponents } from './store.ts';
import { METADATA_TYPES, PARENT_TYPES, type MetadataType } from './types.ts';
import { escapeXml } from './xml.ts';

/** RetrieveResult of the Metadata API. */
export interface RetrieveResult {
  id: string;
  done: true;
  success: true;
  status: 'Succeeded';
  fileProperties: FileProperties[];
  messages: { fileName: string; problem: string }[];
  zipFile: string;
}

const ROOT = 'unpackaged/';

/**
 * Puts the named components into a zip.
 * @param manifest types and members; `*` stands for all of a type
 * @returns the zip with what was found, and a message per member that was not
 */
export function retrieve(db: DatabaseSync, catalog: Catalog, manifest: Manifest, number: number): RetrieveResult {
  const stored = withPlatform(loadComponents(db), catalog);
  const chosen = stored.filter((component) => isChosen(manifest, component));
  const files = new Map<string, Buffer>();
  const heads = new Set(chosen.map((component) => component.parent ?? keyOf(component)));
  for (const key of heads) {
    const colon = key.indexOf(':');
    const type = METADATA_TYPES.get(key.slice(0, colon)) as MetadataType;
    const members = chosen.filter((component) => keyOf(component) === key || component.parent === key);
    for (const [path, content] of filesOf(type, members)) files.set(path, content);
  }
  files.set('package.xml', Buffer.from(packageXml(chosen)));
  const entries = Object.fromEntries([...files].map(([path, content]) => [ROOT + path, new Uint8Array(content)]));
  return {
    id: componentId('09S', number),
    done: true,
    success: true,
    status: 'Succeeded',
    fileProperties: chosen
      .filter((component) => component.type !== 'CustomFieldTranslation')
      .map((component) => fileProperties(component, ROOT + component.fileName)),
    messages: missing(manifest, chosen),
    zipFile: Buffer.from(zipSync(entries)).toString('base64')
  };
}

/** Value sets, standard objects and rules can be retrieved without ever having been deployed; of an object only what was deployed comes back. */
function withPlatform(stored: StoredComponent[], catalog: Catalog): StoredComponent[] {
  const deployed = new Set(stored.map(keyOf));
  const valueSets = [...catalog.standardValueSets].map(([name, values]) => valueSetComponent(name, values));
  const objects = [...catalog.objects.values()]
    .filter((object) => object.kind === 'standard' && object.userFacing)
    .map(({ name }) => objectComponent(name));
  const rules = [...catalog.duplicateRules.values()].filter((rule) => rule.standard).map(duplicateRuleComponent);
  return [...stored, ...[...valueSets, ...objects, ...rules].filter((component) => !deployed.has(keyOf(component)))];
}

function isChosen(manifest: Manifest, component: StoredComponent): boolean {
  // Value sets and standard objects must be named: `*` does not stand for them (Metadata API guide).
  if (component.type === 'StandardValueSet' || (component.type === 'CustomObject' && component.id === ''))
    return manifest.get(component.type)?.has(component.fullName) === true;
  if (names(manifest, component.type, component.fullName)) return true;
  if (component.parent === undefined) return false;
  const colon = component.parent.indexOf(':');
  return names(manifest, component.parent.slice(0, colon), component.parent.slice(colon + 1));
}

function filesOf(type: MetadataType, members: StoredComponent[]): Map<string, Buffer> {
  const head = members.find((component) => component.type === type.name);
  if (head && (type.kind === 'bundle' || type.kind === 'source')) return head.files;
  const [first] = members;
  if (!first) return new Map();
  const root = head?.node?.name ?? type.name;
  return new Map([
    [
      first.fileName,
      Buffer.from(
        composeFile(
          root,
          head,
          members.filter((component) => component !== head)
        )
      )
    ]
  ]);
}

function packageXml(components: StoredComponent[]): string {
  const byType = Map.groupBy(
    components.filter((component) => component.type !== 'CustomFieldTranslation'),
    (component) => component.type.replace(/^(Report|Dashboard)Folder$/, '$1')
  );
  const types = [...byType].map(([type, members]) => {
    const lines = members.map((member) => `        <members>${escapeXml(member.fullName)}</members>`).toSorted();
    return `    <types>\n${lines.join('\n')}\n        <name>${type}</name>\n    </types>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">\n${types.toSorted().join('\n')}\n    <version>${API_VERSION}</version>\n</Package>\n`;
}

function missing(manifest: Manifest, chosen: StoredComponent[]): { fileName: string; problem: string }[] {
  const found = new Set(chosen.map(keyOf));
  // A named object is found when anything of it is there.
  for (const component of chosen) if (component.parent !== undefined && PARENT_TYPES.has(component.type)) found.add(component.parent);
  return [...manifest].flatMap(([type, members]) =>
    [...members]
      .filter((member) => member !== '*' && !found.has(`${type}:${member}`) && !found.has(`${type}Folder:${member}`))
      .map((member) => ({ fileName: `${ROOT}package.xml`, problem: `Entity of type '${type}' named '${member}' cannot be found` }))
  );
}
