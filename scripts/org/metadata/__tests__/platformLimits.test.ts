/** Names, objects and versions that the platform itself limits: refused where an org refuses, told where that is only believed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOrg } from '../../org.ts';
import type { Problem } from '../components.ts';
import { deployFiles } from '../deploy.ts';
import { widgetFiles, xml } from './fixtures.ts';
import { toFiles } from './helpers.ts';

const org = openOrg();

function told(files: Record<string, string>): string[] {
  const found: Problem[] = [];
  deployFiles(org, toFiles({ ...widgetFiles(), ...files }), { checkOnly: true, onProblems: (problems) => found.push(...problems) });
  return found
    .filter(({ rule }) =>
      [
        'lwc-api-version',
        'name-reserved',
        'page-dynamic-forms',
        'flow-reach',
        'length',
        'dashboard-grouping',
        'duplicate-alert',
        'report-filter-value'
      ].includes(rule)
    )
    .map(({ rule, warning, line, fullName }) => `${warning ? 'warning' : 'error'} ${rule} ${fullName}:${line ?? '-'}`);
}

const bundle = (version: string, names: string): Record<string, string> => ({
  'lwc/asker/asker.js': `import { LightningElement } from 'lwc';\nimport { ${names} } from 'lightning/graphql';\nexport default class Asker extends LightningElement { a = [${names}]; }\n`,
  'lwc/asker/asker.html': '<template></template>',
  'lwc/asker/asker.js-meta.xml': xml('LightningComponentBundle', `\n<apiVersion>${version}</apiVersion>\n<isExposed>false</isExposed>\n`)
});

test('a module is there from its API version on, and mutations one version later', () => {
  assert.deepEqual(told(bundle('64.0', 'gql')), ['error lwc-api-version asker:4']);
  assert.deepEqual(told(bundle('65.0', 'gql')), []);
  assert.deepEqual(told(bundle('65.0', 'gql, executeMutation')), ['error lwc-api-version asker:4']);
  assert.deepEqual(told(bundle('66.0', 'gql, executeMutation')), []);
});

test('a relationship named by a word of Apex is told', () => {
  const lookup = (name: string): Record<string, string> => ({
    'objects/Lead.object': xml(
      'CustomObject',
      `<fields><fullName>Other__c</fullName><label>先</label><referenceTo>Account</referenceTo><relationshipName>${name}</relationshipName><type>Lookup</type></fields>`
    )
  });
  assert.deepEqual(told(lookup('Trigger')), ['warning name-reserved Lead.Other__c:-']);
  assert.deepEqual(told(lookup('Triggers')), []);
});

test('fields on a page of an object without Dynamic Forms are told', () => {
  const page = (object: string): Record<string, string> => ({
    'flexipages/Tried.flexipage': xml(
      'FlexiPage',
      `<flexiPageRegions>\n<itemInstances><fieldInstance><fieldItem>Record.OwnerId</fieldItem><identifier>a</identifier></fieldInstance></itemInstances><name>Facet-a</name><type>Facet</type></flexiPageRegions><masterLabel>頁</masterLabel><sobjectType>${object}</sobjectType><template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>`
    )
  });
  assert.deepEqual(told(page('Task')), ['warning page-dynamic-forms Tried:4']);
  assert.deepEqual(told(page('Lead')), []);
});

test('an element of a flow that no path leads to is told', () => {
  const flow = (target: string): Record<string, string> => ({
    'flows/Tried.flow': xml(
      'Flow',
      `<apiVersion>66.0</apiVersion><assignments><name>First</name><label>一</label><locationX>0</locationX><locationY>0</locationY><assignmentItems><assignToReference>$Record.Description</assignToReference><operator>Assign</operator><value><stringValue>a</stringValue></value></assignmentItems>${target}</assignments>\n<assignments><name>Second</name><label>二</label><locationX>0</locationX><locationY>0</locationY><assignmentItems><assignToReference>$Record.Description</assignToReference><operator>Assign</operator><value><stringValue>b</stringValue></value></assignmentItems></assignments><label>試し</label><processType>AutoLaunchedFlow</processType><start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>First</targetReference></connector><object>Lead</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordBeforeSave</triggerType></start><status>Active</status>`
    )
  });
  assert.deepEqual(told(flow('')), ['warning flow-reach Tried:4']);
  assert.deepEqual(told(flow('<connector><targetReference>Second</targetReference></connector>')), []);
});

test('names and texts of report types, matching rules and duplicate rules have a longest length', () => {
  const LONG = 'あ'.repeat(256);
  const [type = ''] = Object.keys(widgetFiles()).filter((path) => path.startsWith('reportTypes/'));
  const typeText = widgetFiles()[type] ?? '';
  assert.match(typeText, /<label>/);
  assert.match(told({ [type]: typeText.replace(/<label>[^<]*/, `<label>${LONG}`) }).join(), /^error length /);
  const matching = (label: string): Record<string, string> => ({
    'matchingRules/Lead.matchingRule': xml(
      'MatchingRules',
      `<matchingRules><fullName>By_Company</fullName><label>${label}</label><matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>Company</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems><ruleStatus>Inactive</ruleStatus></matchingRules>`
    )
  });
  assert.deepEqual(told(matching('会社名')), []);
  assert.match(told(matching(LONG)).join(), /^warning length Lead\.By_Company/);
  const duplicate = (label: string, alert = ''): Record<string, string> => ({
    'duplicateRules/Lead.By_Company.duplicateRule': xml(
      'DuplicateRule',
      `<actionOnInsert>Allow</actionOnInsert><actionOnUpdate>Allow</actionOnUpdate>${alert}<duplicateRuleMatchRules><matchRuleSObjectType>Lead</matchRuleSObjectType><matchingRule>Standard_Lead_Match_Rule_v1_0</matchingRule></duplicateRuleMatchRules><isActive>false</isActive><masterLabel>${label}</masterLabel><securityOption>EnforceSharingRules</securityOption><sortOrder>3</sortOrder>`
    )
  });
  assert.deepEqual(told(duplicate('会社名')), []);
  assert.match(told(duplicate(LONG)).join(), /^warning length Lead\.By_Company/);
  const alert = (length: number): string => `<alertText>${'あ'.repeat(length)}</alertText>`;
  assert.deepEqual(told(duplicate('会社名', alert(1000))), []);
  assert.match(told(duplicate('会社名', alert(1001))).join(), /^warning duplicate-alert Lead\.By_Company/);
});

test('a board whose report has other groupings is told, for real orgs hold such boards', () => {
  const board = 'dashboards/Boards/Overview.dashboard';
  const text = widgetFiles()[board] ?? '';
  assert.match(text, /<groupingColumn>STAGE_NAME/);
  assert.match(
    told({ [board]: text.replace('<groupingColumn>STAGE_NAME', '<groupingColumn>TYPE') }).join(),
    /^warning dashboard-grouping Boards\/Overview:\d+$/
  );
});

test('a filter of a report means the same in capital and small letters', () => {
  const path = 'reports/Numbers/By_Stage.report';
  const text = widgetFiles()[path] ?? '';
  const filtered = (value: string): Record<string, string> => ({
    [path]: text.replace(
      /<criteriaItems>.*?<\/criteriaItems>/s,
      `<criteriaItems><column>STAGE_NAME</column><operator>equals</operator><value>${value}</value></criteriaItems>`
    )
  });
  assert.match(text, /<criteriaItems>/);
  for (const value of ['closed won', 'CLOSED WON']) assert.deepEqual(told(filtered(value)), [], value);
  assert.match(told(filtered('closed one')).join(), /^warning report-filter-value /);
});
