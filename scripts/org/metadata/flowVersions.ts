/**
 * Versions of flows: a deployed flow that is not active becomes the latest version and leaves the active one running
 * (metadata-automation.md section 3, seen in scolladon/sfdx-git-delta #588). The org keeps these two versions.
 */
import type { Flow } from '@salesforce/types/metadata';
import type { Component } from './components.ts';
import { toTyped } from './parse.ts';
import { childText, parseXml, writeDocument } from './xml.ts';

/** Key of the active version among the files of a component whose latest version is not active. */
const ACTIVE_VERSION = 'active';

const isActive = (component: Component): boolean =>
  component.node !== undefined && childText(component.node, 'status')?.trim() === 'Active';

/** What is deployed, with the active version of before at its side when it does not take its place. */
export function keepActiveVersion(deployed: Component, before: Component | undefined): Component {
  if (deployed.type !== 'Flow' || !before?.node || isActive(deployed)) return deployed;
  const active = isActive(before) ? Buffer.from(writeDocument(before.node)) : before.files.get(ACTIVE_VERSION);
  return active ? { ...deployed, files: new Map([[ACTIVE_VERSION, active]]) } : deployed;
}

/** The version of a flow that runs, or the latest when none does. */
export function runningFlow(component: Component): Flow {
  const active = component.files.get(ACTIVE_VERSION);
  const node = active ? parseXml(active.toString('utf8')) : component.node;
  if (!node) throw new Error(`The flow ${component.fullName} has no content`);
  return toTyped<Flow>(node, 'Flow');
}
