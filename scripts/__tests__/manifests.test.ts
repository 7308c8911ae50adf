import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ComponentSet } from '@salesforce/source-deploy-retrieve';
import { XMLParser } from 'fast-xml-parser';
import { FORCE_APP, MANIFESTS } from '../lib/paths.ts';

/**
 * Children that travel in their parent's file only: manifests cannot name them.
 * MatchingRule has a name of its own, but a manifest that has it beside MatchingRules is refused.
 */
const WITH_PARENT = ['CustomLabel', 'CustomFieldTranslation', 'MatchingRule'];

/** Everything in force-app that a manifest has to name, as `Type:fullName` in the words of manifests. */
function packageMembers(): Set<string> {
  const members = new Set<string>();
  for (const component of ComponentSet.fromSource(FORCE_APP).getSourceComponents()) {
    for (const each of [component, ...component.getChildren()]) {
      // The folder of a standard object without a file of its own is no component.
      if (WITH_PARENT.includes(each.type.name) || (each.type.name === 'CustomObject' && !each.xml)) continue;
      // Folders are named under the type of what they hold.
      members.add(`${each.type.name.replace(/^(Report|Dashboard)Folder$/, '$1')}:${each.fullName}`);
    }
  }
  return members;
}

interface Manifest {
  Package: { types: { name: string; members: string[] }[]; version: string };
}
const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'types' || name === 'members' });
function readManifest(file: string): { members: string[]; version: string } {
  const { types, version } = (parser.parse(readFileSync(join(MANIFESTS, file), 'utf8')) as Manifest).Package;
  return { members: types.flatMap((type) => type.members.map((member) => `${type.name}:${member}`)), version };
}

const stageFiles = readdirSync(MANIFESTS).filter((file) => /^\d\d-/.test(file));

test('package.xml names every component of the package once, and nothing else', () => {
  const { members } = readManifest('package.xml');
  assert.deepEqual([...members].sort(), [...packageMembers()].sort());
});

test('every component of the package belongs to exactly one stage', () => {
  const members = stageFiles.flatMap((file) => readManifest(file).members);
  assert.deepEqual(members.sort(), [...packageMembers()].sort());
});

test('the stages are those of the deployment design, in its order', () => {
  const known = ['settings', 'model', 'experience', 'insight', 'office', 'duplicates'];
  const names = stageFiles.sort().map((file) => file.replace(/^\d\d-|\.xml$/g, ''));
  assert.deepEqual(
    names,
    known.filter((name) => names.includes(name))
  );
});

test('all manifests speak the API version of the project', () => {
  const project = JSON.parse(readFileSync(join(MANIFESTS, '..', 'sfdx-project.json'), 'utf8')) as { sourceApiVersion: string };
  for (const file of readdirSync(MANIFESTS)) assert.equal(readManifest(file).version, project.sourceApiVersion, file);
});

test('renames change the org for everyone and stay in the stage that one command takes back', () => {
  const office = readManifest('50-office.xml').members;
  const elsewhere = stageFiles.filter((file) => file !== '50-office.xml').flatMap((file) => readManifest(file).members);
  assert.ok(office.some((member) => member.startsWith('CustomObjectTranslation:')));
  assert.deepEqual(
    elsewhere.filter((member) => member.startsWith('CustomObjectTranslation:')),
    []
  );
});
