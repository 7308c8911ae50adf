import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { closeOrg, openOrg } from '../../org.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { deployZip } from '../deploy.ts';
import { retrieve } from '../retrieve.ts';
import { SIZE_FIELD, WIDGET_OBJECT, widgetFiles, xml } from './fixtures.ts';
import { deploy, texts, toFiles } from './helpers.ts';

test('deploys one file of every type and knows everything in the catalog', () => {
  const { catalog } = testOrg(widgetFiles());
  const widget = catalog.objects.get('Widget__c');
  assert.equal(widget?.label, 'ウィジェット');
  assert.equal(widget.keyPrefix, 'a00');
  assert.equal(widget.compactLayout, 'Highlights');
  assert.deepEqual(
    widget.fields.get('Size__c')?.picklist?.values.map((entry) => entry.value),
    ['大', '小']
  );
  assert.equal(widget.fields.get('Price__c')?.required, true);
  assert.equal(widget.fields.get('Maker__c')?.relationshipName, 'Maker__r');
  assert.equal(
    catalog.objects.get('Account')?.childRelationships.some((child) => child.relationshipName === 'Widgets__r'),
    true
  );
  assert.equal(catalog.objects.get('Task')?.fields.get('WhatId')?.referenceTo?.includes('Widget__c'), true);
  assert.deepEqual(catalog.customMetadata.get('Part.First')?.values, {
    Active__c: true,
    Field__c: 'Size__c',
    Object__c: 'Widget__c',
    Order__c: 10
  });
  assert.equal(catalog.objects.get('Part__mdt')?.keyPrefix, 'm00');
  assert.equal(catalog.labels.get('Widget_Heading')?.value, 'ウィジェットの一覧');
  assert.equal(catalog.lwcBundles.get('widgetCard')?.meta.isExposed, true);
  assert.equal(catalog.tabs.get('Widget__c')?.label, 'ウィジェット');
  assert.equal(catalog.reports.get('Numbers/By_Stage')?.folder, 'Numbers');
  assert.equal(catalog.settings.get('PathAssistant')?.['pathAssistantEnabled'], true);
});

test('answers one message per component and child, created first, unchanged the second time', () => {
  const org = openOrg();
  const first = deploy(org, widgetFiles());
  const field = first.details.componentSuccesses.find((message) => message.fullName === 'Widget__c.Size__c');
  assert.equal(field?.componentType, 'CustomField');
  assert.equal(field.created, true);
  assert.equal(first.numberComponentsDeployed, first.details.componentSuccesses.length);
  assert.equal(
    first.details.componentSuccesses.every((message) => typeof message.componentType === 'string'),
    true
  );
  const second = deploy(org, widgetFiles());
  assert.deepEqual(
    second.details.componentSuccesses.filter((message) => message.created || message.changed),
    []
  );
});

test('renames objects, tabs and standard fields by object translations', () => {
  const { catalog } = testOrg(widgetFiles());
  assert.equal(catalog.objects.get('Lead')?.label, '見込み先');
  assert.equal(catalog.tabs.get('standard-Lead')?.label, '見込み先');
  assert.equal(catalog.objects.get('Lead')?.fields.get('LeadSource')?.label, 'きっかけ');
});

test('a standard lookup called after its object follows the new name, one called otherwise keeps its own', () => {
  const rename = (object: string, word: string): Record<string, string> => ({
    [`objectTranslations/${object}-ja.objectTranslation`]: xml(
      'CustomObjectTranslation',
      `<caseValues><plural>false</plural><value>${word}</value></caseValues>`
    )
  });
  const { catalog } = testOrg({ ...widgetFiles(), ...rename('Opportunity', '引き合い'), ...rename('Account', 'お客様') });
  const label = (object: string, field: string): string | undefined => catalog.objects.get(object)?.fields.get(field)?.label;
  assert.equal(label('Lead', 'ConvertedOpportunityId'), '取引開始後の引き合い');
  assert.equal(label('Account', 'ParentId'), '親お客様');
  assert.equal(label('Opportunity', 'AccountId'), '取引先名', 'its noun is not renamed');
  assert.equal(label('Lead', 'ConvertedContactId'), '取引開始後の取引先責任者', 'its object is not renamed');
});

test('a second translation of an object leaves the words of the first as they are', () => {
  const org = testOrg(widgetFiles());
  deploy(org, {
    'objectTranslations/Lead-ja.objectTranslation': xml(
      'CustomObjectTranslation',
      '<fields><caseValues><plural>false</plural><value>段階</value></caseValues><name>lead_status</name></fields>'
    )
  });
  assert.equal(org.catalog.objects.get('Lead')?.label, '見込み先');
  assert.equal(org.catalog.objects.get('Lead')?.fields.get('LeadSource')?.label, 'きっかけ');
  assert.equal(org.catalog.objects.get('Lead')?.fields.get('Status')?.label, '段階');
});

test('a deployed standard value set replaces the list: unlisted values fall inactive', () => {
  const { catalog } = testOrg(widgetFiles());
  const values = catalog.objects.get('Lead')?.fields.get('Status')?.picklist?.values ?? [];
  assert.deepEqual(
    values.filter((value) => value.active).map((value) => value.value),
    ['新規', '済']
  );
  assert.equal(values.find((value) => value.value === 'Open - Not Contacted')?.active, false);
  assert.equal(values.filter((value) => value.default).length, 1);
});

test('a value that is listed again becomes active again', () => {
  const org = testOrg(widgetFiles());
  const file = 'standardValueSets/LeadStatus.standardValueSet';
  const again = xml(
    'StandardValueSet',
    '<sorted>false</sorted><standardValue><fullName>Open - Not Contacted</fullName><default>true</default><label>未対応</label><converted>false</converted></standardValue>'
  );
  assert.equal(deploy(org, { [file]: again }).success, true);
  const values = org.catalog.standardValueSets.get('LeadStatus') ?? [];
  assert.deepEqual(
    values.map((value) => [value.value, value.active]),
    [
      ['Open - Not Contacted', true],
      ['新規', false],
      ['済', false],
      ['Working - Contacted', false],
      ['Closed - Converted', false],
      ['Closed - Not Converted', false]
    ]
  );
});

test('a retrieved value set deploys again though an inactive value bears the label of an active one', () => {
  const path = 'standardValueSets/LeadStatus.standardValueSet';
  const taken = widgetFiles()[path]?.replace('<label>新規</label>', '<label>未対応</label>') ?? '';
  const org = testOrg({ ...widgetFiles(), [path]: taken });
  const { zipFile } = retrieve(org.db, org.catalog, new Map([['StandardValueSet', new Set(['LeadStatus'])]]), 1);
  const retrieved = Buffer.from(unzipSync(Buffer.from(zipFile, 'base64'))[`unpackaged/${path}`] ?? []).toString();
  assert.equal(retrieved.match(/<label>未対応<\/label>/g)?.length, 2);
  assert.deepEqual(texts(deploy(org, { [path]: retrieved }).details.componentFailures), []);
});

test('values missing from a redeployed field or global value set fall inactive too', () => {
  const org = testOrg(widgetFiles());
  const smaller = SIZE_FIELD.replace(/<value><fullName>小.*?<\/value>/, '');
  assert.equal(deploy(org, { 'objects/Widget__c.object': WIDGET_OBJECT.replace(SIZE_FIELD, smaller) }).success, true);
  assert.deepEqual(
    org.catalog.objects
      .get('Widget__c')
      ?.fields.get('Size__c')
      ?.picklist?.values.map((value) => [value.value, value.active]),
    [
      ['大', true],
      ['小', false]
    ]
  );
});

test('deploying a part of an object leaves the other parts', () => {
  const org = testOrg(widgetFiles());
  const field =
    '<fields><fullName>Colour__c</fullName><label>色</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetName>Colour</valueSetName></valueSet></fields>';
  const result = deploy(org, {
    'objects/Widget__c.object': xml('CustomObject', field),
    'package.xml': xml('Package', '<types><members>Widget__c.Colour__c</members><name>CustomField</name></types><version>66.0</version>')
  });
  assert.deepEqual(texts(result.details.componentFailures), []);
  const widget = org.catalog.objects.get('Widget__c');
  assert.equal(widget?.label, 'ウィジェット');
  assert.equal(widget.fields.has('Size__c'), true);
  assert.equal(widget.fields.get('Colour__c')?.picklist?.values[0]?.value, '赤');
  assert.equal(widget.validationRules.length, 1);
});

test('attributes that a redeployed custom object leaves out go to their default, those of a standard object stay', () => {
  const org = testOrg({
    ...widgetFiles(),
    'objects/Account.object': xml(
      'CustomObject',
      '<compactLayoutAssignment>Short</compactLayoutAssignment><compactLayouts><fullName>Short</fullName><fields>Name</fields><label>短い</label></compactLayouts>'
    )
  });
  deploy(org, { 'objects/Widget__c.object': WIDGET_OBJECT.replace('<enableActivities>true</enableActivities>', '') });
  assert.equal(org.catalog.objects.get('Widget__c')?.activities, false);
  deploy(org, {
    'objects/Account.object': xml(
      'CustomObject',
      '<compactLayouts><fullName>Long</fullName><fields>Name</fields><label>長い</label></compactLayouts>'
    )
  });
  assert.equal(org.catalog.objects.get('Account')?.compactLayout, 'Short');
});

test('a permission set is replaced whole', () => {
  const org = testOrg(widgetFiles());
  deploy(org, { 'permissionsets/Widget_User.permissionset': xml('PermissionSet', '<label>ウィジェット利用者</label>') });
  assert.deepEqual(org.catalog.permissionSets.get('Widget_User')?.fieldPermissions, []);
});

test('custom fields of Activity appear on tasks and events', () => {
  const { catalog } = testOrg({
    'objects/Activity.object': xml(
      'CustomObject',
      '<fields><fullName>Place__c</fullName><label>場所</label><length>40</length><type>Text</type></fields>'
    )
  });
  assert.equal(catalog.objects.get('Task')?.fields.get('Place__c')?.length, 40);
  assert.equal(catalog.objects.get('Event')?.fields.get('Place__c')?.length, 40);
});

test('a refused deployment changes nothing', () => {
  const org = testOrg(widgetFiles());
  const before = org.catalog;
  const { revision } = org;
  const result = deploy(org, {
    'labels/CustomLabels.labels': xml(
      'CustomLabels',
      '<labels><fullName>Other</fullName><language>ja</language><protected>false</protected><shortDescription>x</shortDescription><value>x</value></labels>'
    ),
    'permissionsets/Other.permissionset': xml(
      'PermissionSet',
      '<fieldPermissions><editable>true</editable><field>Widget__c.Missing__c</field><readable>true</readable></fieldPermissions><label>他</label>'
    )
  });
  assert.equal(result.success, false);
  assert.equal(result.status, 'Failed');
  assert.equal(
    result.details.componentFailures.every((failure) => !failure.created),
    true
  );
  assert.equal(org.catalog, before);
  assert.equal(org.revision, revision);
  assert.equal(deploy(org, {}).success, true);
  assert.equal(org.catalog.labels.has('Other'), false);
});

test('a dry run checks everything and changes nothing', () => {
  const org = openOrg();
  const result = deploy(org, widgetFiles(), { checkOnly: true });
  assert.equal(result.success, true);
  assert.equal(result.checkOnly, true);
  assert.equal(org.catalog.objects.has('Widget__c'), false);
  assert.equal(org.revision, 0);
});

test('what was deployed is there after a restart, key prefixes and ids included', () => {
  const folder = mkdtempSync(join(tmpdir(), 'org-'));
  try {
    const first = openOrg({ folder });
    deploy(first, widgetFiles());
    const id = first.catalog.components.get('Report:Numbers/By_Stage')?.id;
    closeOrg(first);
    const second = openOrg({ folder });
    assert.equal(second.catalog.objects.get('Widget__c')?.keyPrefix, 'a00');
    assert.equal(second.catalog.components.get('Report:Numbers/By_Stage')?.id, id);
    assert.equal(second.catalog.lwcBundles.get('widgetCard')?.files.has('widgetCard.html'), true);
    assert.equal(
      deploy(second, widgetFiles()).details.componentSuccesses.some((message) => message.changed),
      false
    );
    closeOrg(second);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a zip needs a package.xml at its root and must be readable', () => {
  const org = openOrg();
  const zip = zipSync(Object.fromEntries([...toFiles(widgetFiles())].map(([path, content]) => [path, new Uint8Array(content)])));
  assert.deepEqual(texts(deployZip(org, zip).details.componentFailures), [' package.xml: No package.xml found']);
  const broken = deployZip(org, Buffer.from('no zip')).details.componentFailures;
  assert.match(broken[0]?.problem ?? '', /^The zip file cannot be read/);
});
