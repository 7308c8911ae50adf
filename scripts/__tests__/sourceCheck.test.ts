/** The check of any folder in source format, as `npm run check -- --source` runs it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { reportText, type Finding } from '../lib/packageCheck.ts';
import { checkSource } from '../lib/sourceCheck.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'source-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, type: string, inner: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">\n${inner}\n</${type}>\n`
  );
}

const said = (findings: Finding[]): string[] =>
  findings.map(({ severity, file, line, rule }) => `${severity} ${file}:${line ?? 0} ${rule}`).sort();

/** Permissions on a field that exists, one of a feature, one of a package, and one that nobody has. */
const PERMISSIONS = ['Lead.Industry', 'Lead.CampaignId', 'Lead.ns__Score__c', 'Lead.Weight__c']
  .map((field) => `<fieldPermissions>\n<editable>false</editable>\n<field>${field}</field>\n<readable>true</readable>\n</fieldPermissions>`)
  .join('\n');

test('tells what is wrong at its line, and apart from it what this org does not have', async () => {
  write('permissionsets/P.permissionset-meta.xml', 'PermissionSet', `${PERMISSIONS}\n<label>P</label>`);
  write('objects/Case/Case.object-meta.xml', 'CustomObject', '<label>Case</label>');
  write(
    'objects/Case/fields/Weight__c.field-meta.xml',
    'CustomField',
    '<fullName>Weight__c</fullName><label>重さ</label><length>9</length><type>Text</type>'
  );
  write('profiles/Admin.profile-meta.xml', 'Profile', '<custom>false</custom>');
  const report = await checkSource(root);
  assert.deepEqual(said(report.findings), [
    'error permissionsets/P.permissionset-meta.xml:18 permission-unknown',
    'unsupported objects/Case/Case.object-meta.xml:2 unsupported-object',
    'unsupported objects/Case/fields/Weight__c.field-meta.xml:2 unsupported-object',
    'unsupported permissionsets/P.permissionset-meta.xml:13 permission-unknown',
    'unsupported permissionsets/P.permissionset-meta.xml:8 permission-unknown',
    'unsupported profiles/Admin.profile-meta.xml:0 file'
  ]);
  const missing = report.findings.find(({ severity }) => severity === 'error')?.missing;
  assert.deepEqual(missing, { type: 'CustomField', name: 'Lead.Weight__c' });
  assert.deepEqual(report.types, { CustomField: 1, CustomObject: 1, PermissionSet: 1, Profile: 1 });
  const text = reportText(report);
  assert.match(
    text,
    /^permissionsets\/P\.permissionset-meta\.xml\n {2}permissionsets\/P\.permissionset-meta\.xml:18 {2}permission-unknown {2}/
  );
  assert.match(text, /\nこの組織が持たないもの（メタデータの誤りではない）: 5\n/);
  assert.match(
    text,
    /\n {2}permission-unknown {2}not supported: field Lead\.CampaignId {2}\(1, permissionsets\/P\.permissionset-meta\.xml:8\)\n/
  );
  assert.match(text, /4 files, 1 problems$/);
});

test('a reference to a part that the same folder holds but this org does not take is no mistake', async () => {
  const page = (component: string): string =>
    `<flexiPageRegions><itemInstances><componentInstance><componentName>${component}</componentName><identifier>a</identifier></componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions><masterLabel>P</masterLabel><template><name>flexipage:defaultAppHomeTemplate</name></template><type>AppPage</type>`;
  write('flexipages/P.flexipage-meta.xml', 'FlexiPage', page('c:oldCard'));
  assert.deepEqual(said((await checkSource(root)).findings), ['error flexipages/P.flexipage-meta.xml:3 page-component']);
  write('aura/oldCard/oldCard.cmp-meta.xml', 'AuraDefinitionBundle', '<apiVersion>66.0</apiVersion><description>a</description>');
  writeFileSync(join(root, 'aura/oldCard/oldCard.cmp'), '<aura:component implements="flexipage:availableForAllPageTypes" />');
  assert.deepEqual(
    (await checkSource(root)).findings.map(({ severity }) => severity),
    ['unsupported', 'unsupported']
  );
});

test('what holds in an org like ours only is no mistake of another org', async () => {
  write(
    'objects/Gadget__c/Gadget__c.object-meta.xml',
    'CustomObject',
    '<label>Gadget</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Gadgets</pluralLabel><sharingModel>ReadWrite</sharingModel><startsWith>Consonant</startsWith>'
  );
  assert.deepEqual(said((await checkSource(root)).findings), ['unsupported objects/Gadget__c/Gadget__c.object-meta.xml:3 object-language']);
});

test('a folder that does not exist or holds no metadata is told', async () => {
  await assert.rejects(checkSource(join(root, 'none')), /フォルダーがありません/);
  await assert.rejects(checkSource(root), /メタデータがありません/);
});

test('a file that cannot be brought into a deployment at all is named', async () => {
  write('objects/Gadget__c/Gadget__c.object-meta.xml', 'CustomObject', '<label>Gadget</label>');
  write('objects/Gadget__c/fields/Size__c.field-meta.xml', 'CustomFields', '<fullName>Size__c</fullName>');
  await assert.rejects(checkSource(root), /変換できません.*CustomField "Size__c"/);
});

test('tells a mistake in a record type at its own file', async () => {
  write('objects/Lead/Lead.object-meta.xml', 'CustomObject', '<label>Lead</label>');
  write(
    'objects/Lead/recordTypes/Big.recordType-meta.xml',
    'RecordType',
    '<fullName>Big</fullName>\n<active>true</active>\n<label>大</label>\n<Value>x</Value>'
  );
  const report = await checkSource(root);
  assert.deepEqual(said(report.findings.filter(({ rule }) => rule === 'schema-unknown')), [
    'error objects/Lead/recordTypes/Big.recordType-meta.xml:6 schema-unknown'
  ]);
});
