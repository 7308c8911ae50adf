/** Deploying the same again: nothing is changed, whatever the type, the order of the files, or what happened to the org in between. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CONVERT_SETTINGS } from '../../records/__tests__/convertFixtures.ts';
import { duplicateRule, matchingRules } from '../../records/__tests__/duplicateFixtures.ts';
import { closeOrg, openOrg, type Org } from '../../org.ts';
import type { DeployResult } from '../result.ts';
import { METADATA_TYPES } from '../types.ts';
import { widgetFiles, xml } from './fixtures.ts';
import { deploy, texts } from './helpers.ts';

const field = (name: string, inner: string): string => `<fields><fullName>${name}</fullName><label>${name}</label>${inner}</fields>`;
const text = (name: string): string => field(name, '<length>60</length><type>Text</type>');
const CONVERTED = ['Code__c', 'Reason__c', 'Size__c', 'Marked__c'];
const converted = CONVERTED.map((name) => {
  if (name === 'Size__c') return field(name, '<precision>6</precision><scale>1</scale><type>Number</type>');
  return name === 'Marked__c' ? field(name, '<defaultValue>false</defaultValue><type>Checkbox</type>') : text(name);
}).join('');

/** A file of every type that the org takes, all kinds of settings included. */
const FILES: Record<string, string> = {
  ...widgetFiles(),
  ...Object.fromEntries(
    ['Lead', 'Account', 'Contact', 'Opportunity'].map((name) => [`objects/${name}.object`, xml('CustomObject', converted)])
  ),
  'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting': CONVERT_SETTINGS,
  'layouts/Widget__c-Main.layout': xml(
    'Layout',
    '<layoutSections><layoutColumns><layoutItems><field>Name</field></layoutItems><layoutItems><field>Price__c</field></layoutItems></layoutColumns><style>OneColumn</style></layoutSections>'
  ),
  'quickActions/Widget__c.Rename.quickAction': xml(
    'QuickAction',
    '<label>改名</label><optionsCreateFeedItem>false</optionsCreateFeedItem><quickActionLayout><layoutSectionStyle>TwoColumnsLeftToRight</layoutSectionStyle><quickActionLayoutColumns><quickActionLayoutItems><field>Name</field><uiBehavior>Required</uiBehavior></quickActionLayoutItems></quickActionLayoutColumns></quickActionLayout><type>Update</type>'
  ),
  'flows/Widget_Before_Save.flow': xml(
    'Flow',
    '<apiVersion>66.0</apiVersion><assignments><name>Note</name><label>メモ</label><locationX>0</locationX><locationY>0</locationY><assignmentItems><assignToReference>$Record.Note__c</assignToReference><operator>Assign</operator><value><stringValue>自動</stringValue></value></assignmentItems></assignments><interviewLabel>x</interviewLabel><label>保存前</label><processType>AutoLaunchedFlow</processType><start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>Note</targetReference></connector><object>Widget__c</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordBeforeSave</triggerType></start><status>Active</status>'
  ),
  'triggers/WidgetTrigger.trigger': 'trigger WidgetTrigger on Widget__c (before insert) {\n}\n',
  'triggers/WidgetTrigger.trigger-meta.xml': xml('ApexTrigger', '<apiVersion>66.0</apiVersion><status>Active</status>'),
  'groups/Team.group': xml('Group', '<doesIncludeBosses>true</doesIncludeBosses><name>チーム</name>'),
  'queues/Inbox.queue': xml(
    'Queue',
    '<doesSendEmailToMembers>false</doesSendEmailToMembers><name>受付</name><queueSobject><sobjectType>Widget__c</sobjectType></queueSobject>'
  ),
  'settings/LeadConfig.settings': xml(
    'LeadConfigSettings',
    '<shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation>'
  ),
  'settings/Opportunity.settings': xml(
    'OpportunitySettings',
    '<enableOpportunityFieldHistoryTracking>true</enableOpportunityFieldHistoryTracking>'
  ),
  'settings/Flow.settings': xml('FlowSettings', '<enableFlowDeployAsActiveEnabled>true</enableFlowDeployAsActiveEnabled>'),
  // An active matching rule cannot be deployed again, changed or not: this one waits to be switched on.
  ...matchingRules('Account', 'Same_Code', ['Code__c'], { status: 'Inactive' }),
  ...duplicateRule('Account', 'One_Code', 'Same_Code', { order: 2, active: false })
};

const TRIGGERS = { WidgetTrigger: () => undefined };

function expectUnchanged(org: Org, result: DeployResult, before: Org['catalog']): void {
  assert.deepEqual(texts(result.details.componentFailures), []);
  const changed = result.details.componentSuccesses.filter((message) => message.changed || message.created);
  assert.deepEqual(texts(changed), []);
  assert.deepEqual(org.catalog, before);
}

test('every type of metadata deployed again is unchanged, in any order of the files', () => {
  const org = openOrg({ triggers: TRIGGERS });
  const first = deploy(org, FILES);
  assert.deepEqual(texts(first.details.componentFailures), []);
  const types = new Set(first.details.componentSuccesses.map((message) => message.componentType));
  assert.deepEqual(
    [...METADATA_TYPES.keys()].filter((type) => !types.has(type)),
    []
  );
  const before = org.catalog;
  expectUnchanged(org, deploy(org, FILES), before);
  expectUnchanged(org, deploy(org, Object.fromEntries(Object.entries(FILES).reverse())), before);
  closeOrg(org);
});

test('an org that was closed and opened again takes the same files as unchanged', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redeploy-'));
  try {
    const org = openOrg({ folder, triggers: TRIGGERS });
    assert.equal(deploy(org, FILES).success, true);
    const before = org.catalog;
    closeOrg(org);
    const again = openOrg({ folder, triggers: TRIGGERS });
    assert.deepEqual(again.catalog, before);
    expectUnchanged(again, deploy(again, FILES), before);
    closeOrg(again);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('other line ends are no change, another word is', () => {
  const org = openOrg({ triggers: TRIGGERS });
  deploy(org, FILES);
  const path = 'permissionsets/Widget_User.permissionset';
  const other = (FILES[path] ?? '').replaceAll('\n', '\r\n');
  const result = deploy(org, { [path]: other });
  assert.deepEqual(texts(result.details.componentSuccesses.filter((message) => message.changed)), []);
  const changed = deploy(org, { [path]: (FILES[path] ?? '').replace('利用者', '使用者') });
  assert.deepEqual(
    changed.details.componentSuccesses.map(({ fullName, changed: isChanged, created }) => [fullName, isChanged, created]),
    [['Widget_User', true, false]]
  );
  closeOrg(org);
});
