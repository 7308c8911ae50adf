import assert from 'node:assert/strict';
import { test } from 'node:test';
import { widgetPackage } from '../../__tests__/fixtures.ts';
import { ADMIN_USER_ID } from '../../../identity.ts';
import { findObject, type ObjectDef } from '../../../metadata/catalog.ts';
import type { Org } from '../../../org.ts';
import { accessOf } from '../../../records/access.ts';
import { save } from '../../../records/save.ts';
import { testOrg } from '../../../testing/testOrg.ts';
import { recordPageModel } from '../pageModel.ts';
import { pathModel } from '../pathModel.ts';
import type { PageNode } from '../types.ts';

function object(org: Org, name: string): ObjectDef {
  const found = findObject(org.catalog, name);
  assert.ok(found);
  return found;
}

const all = (nodes: PageNode[]): PageNode[] => nodes.flatMap((node) => [node, ...Object.values(node.facets ?? {}).flatMap(all)]);

function assign(org: Org): void {
  const row = org.db.prepare(`SELECT Id FROM "PermissionSet" WHERE Name = 'Widget_User'`).get() as { Id: string };
  const [result] = save(
    org,
    ADMIN_USER_ID,
    [{ operation: 'insert', object: 'PermissionSetAssignment', values: { PermissionSetId: row.Id, AssigneeId: ADMIN_USER_ID } }],
    { allOrNone: true }
  );
  assert.deepEqual(result?.errors, []);
}

test('an app shows the FlexiPage of its override, facets resolved into a tree', () => {
  const org = testOrg(widgetPackage());
  const model = recordPageModel(org, ADMIN_USER_ID, object(org, 'Widget__c'), 'Widgets');
  assert.equal(model.name, 'Widget_Page');
  assert.deepEqual(
    model.regions.map((region) => region.name),
    ['header', 'subheader', 'main', 'sidebar']
  );
  const [tabset] = model.regions.find((region) => region.name === 'main')?.nodes ?? [];
  const tabs = tabset?.facets?.tabs ?? [];
  assert.deepEqual(
    tabs.map((tab) => tab.properties.title),
    ['Standard.Tab.detail', '聞き取り']
  );
  const fields = all(tabs).flatMap((node) => (node.field ? [node.field] : []));
  assert.deepEqual(
    fields.map((field) => field.path),
    ['Name', 'Company__c', 'Kinds__c', 'Done__c', 'Stage__c', 'Amount__c', 'Due__c', 'Memo__c', 'Reason__c']
  );
  assert.equal(fields[0]?.behavior, 'required');
});

test('design properties reach a deployed component in the types of its meta file', () => {
  const org = testOrg(widgetPackage());
  const model = recordPageModel(org, ADMIN_USER_ID, object(org, 'Widget__c'), 'Widgets');
  const form = model.regions.flatMap((region) => all(region.nodes)).find((node) => node.component === 'c:widgetForm');
  assert.deepEqual(form?.properties, { heading: '聞き取り', rows: 3 });
});

test('fields that visibility rules read are asked for with the record', () => {
  const org = testOrg(widgetPackage());
  const model = recordPageModel(org, ADMIN_USER_ID, object(org, 'Widget__c'), 'Widgets');
  assert.deepEqual(model.ruleFields, ['Stage__c']);
  assert.deepEqual(model.highlightFields, ['Name', 'Stage__c', 'Amount__c', 'Company__c']);
});

test('without an override the system page shows highlights, the path and all details', () => {
  const org = testOrg(widgetPackage());
  const model = recordPageModel(org, ADMIN_USER_ID, object(org, 'Widget__c'), undefined);
  assert.equal(model.name, '');
  assert.deepEqual(
    model.regions.flatMap((region) => region.nodes.map((node) => node.component)),
    ['force:highlightsPanel', 'runtime_sales_pathassistant:pathAssistant', 'force:detailPanel']
  );
  const account = recordPageModel(org, ADMIN_USER_ID, object(org, 'Account'), 'Widgets');
  assert.deepEqual(
    account.regions.flatMap((region) => region.nodes.map((node) => node.component)),
    ['force:highlightsPanel', 'force:detailPanel']
  );
});

test('a path has the steps of the picklist, with guidance as a safe tree and the fields the user may read', () => {
  const org = testOrg(widgetPackage());
  const widget = object(org, 'Widget__c');
  assert.equal(
    pathModel(org.catalog, widget, accessOf(org, ADMIN_USER_ID)),
    undefined,
    'nobody sees a new field before a permission set is assigned'
  );
  assign(org);
  const path = pathModel(org.catalog, widget, accessOf(org, ADMIN_USER_ID));
  assert.equal(path?.field, 'Stage__c');
  assert.deepEqual(
    path?.steps.map((step) => step.value),
    ['準備', '実施', '完成']
  );
  assert.deepEqual(path?.steps[0]?.guidance, [{ tag: 'p', children: [{ tag: 'strong', children: ['ゴール'] }, ' 準備を終える'] }]);
  assert.deepEqual(path?.steps[0]?.fields, ['Amount__c']);
});

test('an object without a path has none', () => {
  const org = testOrg(widgetPackage());
  assert.equal(pathModel(org.catalog, object(org, 'Account'), accessOf(org, ADMIN_USER_ID)), undefined);
});
