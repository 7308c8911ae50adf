/** What a bundle's `.js-meta.xml` offers to pages. */
import type { LwcBundle } from '../catalog.ts';
import { childrenNamed, parseXml, type XmlNode } from '../xml.ts';

export interface TargetConfig {
  targets: string[];
  properties: Map<string, XmlNode>;
  /** Objects that a record page must have, empty = any. */
  objects: string[];
}

/** The target configurations of a bundle. */
export function targetConfigsOf(bundle: LwcBundle): TargetConfig[] {
  const text = bundle.meta.targetConfigs;
  if (!text) return [];
  return childrenNamed(parseXml(`<targetConfigs>${text}</targetConfigs>`), 'targetConfig').map((config) => ({
    targets: (config.attributes['targets'] ?? '').split(',').map((target) => target.trim()),
    properties: new Map(childrenNamed(config, 'property').map((property) => [property.attributes['name'] ?? '', property])),
    objects: childrenNamed(config, 'objects').flatMap((objects) => childrenNamed(objects, 'object').map((object) => object.text.trim()))
  }));
}

/** The configuration of a bundle for one target. */
export function targetConfigOf(bundle: LwcBundle, target: string): TargetConfig | undefined {
  return targetConfigsOf(bundle).find((config) => config.targets.includes(target));
}
