import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { deployFiles } from '../../metadata/deploy.ts';
import { describeMetadata, listMetadata } from '../../metadata/listing.ts';
import { retrieve } from '../../metadata/retrieve.ts';
import { loadCatalog } from '../../metadata/store.ts';
import { assignment, flowFile, flowOrg } from './fixtures.ts';

const flow = (status: string, text: string): string =>
  flowFile(text, { trigger: 'RecordBeforeSave', status }, [assignment('Set', [['$Record.Notes__c', text]])]);

test('lists and describes flows as the CLI asks for them', () => {
  const org = flowOrg({ Widget_Before: flow('Active', 'one') });
  const [listed] = listMetadata(org.catalog, 'Flow');
  assert.equal(listed?.fullName, 'Widget_Before');
  assert.equal(listed.fileName, 'flows/Widget_Before.flow');
  assert.match(listed.id, /^301/);
  assert.match(
    JSON.stringify(describeMetadata()),
    /"directoryName":"flows","inFolder":false,"metaFile":false,"suffix":"flow","xmlName":"Flow"/
  );
});

test('retrieves the latest version, keeps the active one through a restart, and deploys what was retrieved', () => {
  const org = flowOrg({ Widget_Before: flow('Active', 'one') });
  const draft = flow('Draft', 'two');
  assert.equal(deployFiles(org, new Map([['flows/Widget_Before.flow', Buffer.from(draft)]])).success, true);
  const { zipFile } = retrieve(org.db, org.catalog, new Map([['Flow', new Set(['*'])]]), 1);
  const files = unzipSync(Buffer.from(zipFile, 'base64'));
  assert.deepEqual(Object.keys(files).toSorted(), ['unpackaged/flows/Widget_Before.flow', 'unpackaged/package.xml']);
  const text = Buffer.from(files['unpackaged/flows/Widget_Before.flow'] ?? []).toString('utf8');
  assert.match(text, /<status>Draft<\/status>/);
  assert.match(text, /<stringValue>two<\/stringValue>/);
  assert.equal(loadCatalog(org.db).flows.get('Widget_Before')?.label, 'one');
  assert.equal(deployFiles(org, new Map([['flows/Widget_Before.flow', Buffer.from(text)]])).success, true);
  assert.equal(org.catalog.flows.get('Widget_Before')?.label, 'one');
});

test('takes the setting that production orgs need, and no other of flows', () => {
  const settings = (inner: string): Map<string, Buffer> =>
    new Map([
      ['settings/Flow.settings', Buffer.from(`<FlowSettings xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</FlowSettings>`)]
    ]);
  const org = flowOrg({});
  assert.equal(deployFiles(org, settings('<enableFlowDeployAsActiveEnabled>true</enableFlowDeployAsActiveEnabled>')).success, true);
  const refused = deployFiles(org, settings('<enableFlowPauseEnabled>true</enableFlowPauseEnabled>'));
  assert.deepEqual(
    refused.details.componentFailures.map((failure) => failure.problem),
    ['not supported: enableFlowPauseEnabled of FlowSettings']
  );
});
