/** Source format → the zip that a deployment sends, by Salesforce's own library, offline. */
import { relative } from 'node:path';
import { ComponentSet, MetadataConverter } from '@salesforce/source-deploy-retrieve';
import { Failure } from './failure.ts';
import { FORCE_APP, ROOT } from './paths.ts';

export interface PackedSource {
  zip: Buffer;
  /** Source file of a component, relative to the repository, for messages. */
  sourceOf(type: string, fullName: string): string | undefined;
  /** All files that were packed, relative to the repository. */
  sourceFiles: string[];
}

/**
 * Packs what a manifest names.
 * @throws Failure when the manifest names something that has no source
 */
export async function packageZip(manifest: string): Promise<PackedSource> {
  const set = await ComponentSet.fromManifest({ manifestPath: manifest, resolveSourcePaths: [FORCE_APP], forceAddWildcards: false });
  const sources = new Map<string, string>();
  const sourceFiles = new Set<string>();
  for (const component of set.getSourceComponents()) {
    for (const file of [component.xml, ...component.walkContent()]) if (file) sourceFiles.add(relative(ROOT, file));
    for (const each of [component, ...component.getChildren()])
      sources.set(`${each.type.name} ${each.fullName}`, relative(ROOT, each.xml ?? each.content ?? ''));
  }
  const missing = set
    .toArray()
    .map((component) => `${typeof component.type === 'string' ? component.type : component.type.name} ${component.fullName}`)
    .filter((name) => !sources.has(name));
  if (missing.length) throw new Failure(`${relative(ROOT, manifest)} にある部品のソースがありません: ${missing.join(', ')}`);
  const { zipBuffer } = await new MetadataConverter().convert(set, 'metadata', { type: 'zip' });
  if (!zipBuffer) throw new Error(`No zip was made of ${manifest}.`);
  return {
    zip: zipBuffer,
    sourceFiles: [...sourceFiles],
    sourceOf: (type, fullName) => sources.get(`${type} ${fullName.replace(/^markup:\/\/c:/, '')}`)
  };
}
