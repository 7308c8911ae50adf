import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relatedPackage } from '../../__tests__/relatedFixtures.ts';
import { ADMIN_USER_ID } from '../../../identity.ts';
import { findObject } from '../../../metadata/catalog.ts';
import type { Org } from '../../../org.ts';
import { testOrg } from '../../../testing/testOrg.ts';
import { recordPageModel } from '../pageModel.ts';
import { relatedListModel } from '../relatedList.ts';
import type { PageNode, PropertyValue, RelatedListModel } from '../types.ts';

const org = testOrg(relatedPackage());

function modelOf(owner: Org, objectName: string, properties: Record<string, PropertyValue>): RelatedListModel | undefined {
  const object = findObject(owner.catalog, objectName);
  assert.ok(object);
  return relatedListModel(owner.catalog, object, properties);
}

const DEALS = {
  parentFieldApiName: 'Account.Id',
  relatedListApiName: 'Opportunities',
  relatedListFieldAliases: ['OPPORTUNITY.NAME', 'CORE.USERS.FULL_NAME'],
  relatedListLabel: '進行中',
  maxRecordsToDisplay: '6',
  showActionBar: 'true',
  actionNames: ['New'],
  sortFieldAlias: 'OPPORTUNITY.CLOSE_DATE',
  sortFieldOrder: 'Descending'
};

test('columns, order and size of a list are told in the words of the UI API', () => {
  const model = modelOf(org, 'Account', DEALS);
  assert.deepEqual(model, {
    parentField: 'Id',
    relatedListId: 'Opportunities',
    parentObject: 'Account',
    childObject: 'Opportunity',
    childField: 'AccountId',
    label: '進行中',
    columns: ['Opportunity.Name', 'Opportunity.Owner.Name'],
    sortBy: '-Opportunity.CloseDate',
    where: '',
    pageSize: 6,
    tiles: false,
    showNew: true,
    problem: ''
  });
});

test('a list of another parent goes through the lookup of the page', () => {
  const model = modelOf(org, 'Opportunity', { ...DEALS, parentFieldApiName: 'Opportunity.AccountId' });
  assert.deepEqual([model?.parentField, model?.parentObject, model?.relatedListId], ['AccountId', 'Account', 'Opportunities']);
});

test('filters become one filter in GraphQL syntax, with values of the type of their field', () => {
  const where = (...adminFilters: string[]): string | undefined => modelOf(org, 'Account', { ...DEALS, adminFilters })?.where;
  assert.equal(where('OPPORTUNITY.STAGE_NAME|NOT_EQUAL|["A","B"]'), '{ and: [{ StageName: { nin: ["A", "B"] } }] }');
  assert.equal(
    where('OPPORTUNITY.AMOUNT|EQUALS|5', 'ACCOUNT.NAME|EQUALS|x"y'),
    '{ and: [{ Amount: { eq: 5 } }, { Account: { Name: { eq: "x\\"y" } } }] }'
  );
  assert.equal(where('OPPORTUNITY.NAME|CONTAINS|50%'), '{ and: [{ or: [{ Name: { like: "%50\\\\%%" } }] }] }');
  assert.equal(where('OPPORTUNITY.WON|EQUALS|true'), '{ and: [{ IsWon: { eq: true } }] }');
  assert.equal(where('OPPORTUNITY.CLOSE_DATE|EQUALS|TODAY'), '{ and: [{ CloseDate: { eq: { literal: TODAY } } }] }');
});

test('what a list asks for and this org cannot do is named', () => {
  assert.match(
    modelOf(org, 'Account', { ...DEALS, adminFilters: ['OPPORTUNITY.NAME|NOT_EQUALS|x'] })?.problem ?? '',
    /not supported: related list filter OPPORTUNITY\.NAME\|NOT_EQUALS\|x/
  );
  assert.equal(modelOf(org, 'Account', { ...DEALS, relatedListApiName: 'AttachedContentNotes' }), undefined);
});

test('the lists of a page find their models wherever they stand', () => {
  const object = findObject(org.catalog, 'Widget__c');
  assert.ok(object);
  const all = (nodes: PageNode[]): PageNode[] => nodes.flatMap((node) => [node, ...Object.values(node.facets ?? {}).flatMap(all)]);
  const nodes = recordPageModel(org, ADMIN_USER_ID, object, 'Widgets').regions.flatMap((region) => all(region.nodes));
  const lists = nodes.filter((node) => node.component === 'lst:dynamicRelatedList');
  assert.deepEqual(
    lists.map((node) => node.relatedList?.childObject),
    ['Part__c', 'Part__c', 'Contact', 'Part__c', undefined]
  );
});
