/**
 * Versions of flows: a deployed flow that is not active becomes the latest version and leaves the active one running
 * (metadata-automation.md section 3, seen in scolladon/sfdx-git-delta #588). The org keeps these two versions, and counts all: what is
 * deployed changed over an active version is a new one (Metadata API guide, Flow), over a draft it takes the draft's place.
 */
import type { Flow } from '@salesforce/types/metadata';
import type { Component } from './components.ts';
import { toTyped } from './parse.ts';
import { childText, parseXml, writeDocument, writeXml } from './xml.ts';

/** Key of the active version among the files of a component whose latest version is not active. */
const ACTIVE_VERSION = 'active';

/** Key of the number of versions; absent while there is one. */
const VERSIONS = 'versions';

/** No flow has more versions. */
export const MOST_VERSIONS = 50;

const isActive = (component: Component): boolean =>
  component.node !== undefined && childText(component.node, 'status')?.trim() === 'Active';

/** How many versions a flow of the org has. */
export const versionsOf = (component: Component): number => Number(component.files.get(VERSIONS)?.toString('utf8') ?? 1);

/** What is deployed, with the active version of before at its side when it does not take its place, and the number of versions. */
export function keepVersions(deployed: Component, before: Component | undefined): Component {
  if (deployed.type !== 'Flow' || !before?.node) return deployed;
  const files = new Map<string, Buffer>();
  const isNew = isActive(before) && deployed.node !== undefined && writeXml(before.node) !== writeXml(deployed.node);
  const versions = versionsOf(before) + (isNew ? 1 : 0);
  if (versions > 1) files.set(VERSIONS, Buffer.from(String(versions)));
  const active = isActive(before) ? Buffer.from(writeDocument(before.node)) : before.files.get(ACTIVE_VERSION);
  if (active && !isActive(deployed)) files.set(ACTIVE_VERSION, active);
  return { ...deployed, files };
}

/** The version of a flow that runs, or the latest when none does. */
export function runningFlow(component: Component): Flow {
  const active = component.files.get(ACTIVE_VERSION);
  const node = active ? parseXml(active.toString('utf8')) : component.node;
  if (!node) throw new Error(`The flow ${component.fullName} has no content`);
  return toTyped<Flow>(node, 'Flow');
}
