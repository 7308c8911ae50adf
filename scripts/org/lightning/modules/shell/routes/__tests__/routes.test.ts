import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  activeTabOf,
  pageReferenceOfRoute,
  parseDefaultFieldValues,
  routeOfPageReference,
  routeOfUrl,
  urlOfRoute,
  type Route
} from '../routes.ts';

const RECORD = '001000000000001AAA';

test('reads the addresses of Lightning Experience', () => {
  assert.deepEqual(routeOfUrl('/lightning/page/home'), { page: 'home' });
  assert.deepEqual(routeOfUrl('/lightning'), { page: 'home' });
  assert.deepEqual(routeOfUrl('/lightning/app/Factory'), { page: 'app', appName: 'Factory' });
  assert.deepEqual(routeOfUrl('/lightning/o/Widget__c/list?filterName=Open_Widgets'), {
    page: 'list',
    objectApiName: 'Widget__c',
    filterName: 'Open_Widgets'
  });
  assert.deepEqual(routeOfUrl('/lightning/o/Widget__c/home'), { page: 'list', objectApiName: 'Widget__c' });
  assert.deepEqual(routeOfUrl(`/lightning/r/Account/${RECORD}/view`), {
    page: 'record',
    recordId: RECORD,
    objectApiName: 'Account',
    action: 'view'
  });
  assert.deepEqual(routeOfUrl(`/lightning/r/${RECORD}/view`), { page: 'record', recordId: RECORD, action: 'view' });
});

test('opens reports and dashboards by the key prefix of their id, named in the address or not', () => {
  assert.deepEqual(routeOfUrl('/lightning/r/Report/00O000000000001AAA/view'), { page: 'report', recordId: '00O000000000001AAA' });
  assert.deepEqual(routeOfUrl('/lightning/r/01Z000000000001AAA/view'), { page: 'dashboard', recordId: '01Z000000000001AAA' });
  assert.deepEqual(routeOfUrl('/lightning/o/Report/home?queryScope=everything'), { page: 'reports' });
  assert.deepEqual(routeOfUrl('/lightning/o/Dashboard/home'), { page: 'dashboards' });
});

test('answers notFound for what is no page of the shell', () => {
  for (const url of [
    '/',
    '/lightning/setup',
    '/lightning/r/Account/too-short/view',
    '/lightning/r/Account/001000000000001AAA/fly',
    '/lightning/o/x%22y/list',
    '/lightning/o/Lead/delete',
    '/lightning/%E0%A4%A'
  ]) {
    assert.equal(routeOfUrl(url).page, 'notFound', url);
  }
});

test('writes an address that leads back to the same route', () => {
  const routes: Route[] = [
    { page: 'home' },
    { page: 'app', appName: 'Factory' },
    { page: 'tab', tabName: 'Board' },
    { page: 'list', objectApiName: 'Widget__c', filterName: 'Open_Widgets', search: '部品 A&B' },
    { page: 'new', objectApiName: 'Widget__c', defaults: { Name: '部品, 大=1', Size__c: '3' } },
    { page: 'record', recordId: RECORD, objectApiName: 'Account', action: 'edit' },
    { page: 'record', recordId: RECORD, action: 'view' },
    { page: 'report', recordId: '00O000000000001AAA' },
    { page: 'dashboard', recordId: '01Z000000000001AAA' },
    { page: 'reports' },
    { page: 'dashboards' }
  ];
  for (const route of routes) assert.deepEqual(routeOfUrl(urlOfRoute(route)), route);
});

test('turns page references into routes and back', () => {
  const routes: Route[] = [
    { page: 'home' },
    { page: 'app', appName: 'Factory' },
    { page: 'tab', tabName: 'Board' },
    { page: 'list', objectApiName: 'Widget__c', filterName: 'Open_Widgets' },
    { page: 'new', objectApiName: 'Widget__c', defaults: { Name: '部品, 大=1' } },
    { page: 'record', recordId: RECORD, objectApiName: 'Account', action: 'view' },
    { page: 'report', recordId: '00O000000000001AAA' },
    { page: 'reports' },
    { page: 'dashboards' }
  ];
  for (const route of routes) assert.deepEqual(routeOfPageReference(pageReferenceOfRoute(route)), route);
});

test('keeps web addresses outside the shell apart and refuses references it does not know', () => {
  assert.deepEqual(routeOfPageReference({ type: 'standard__webPage', attributes: { url: 'https://example.com/' } }), {
    url: 'https://example.com/'
  });
  assert.deepEqual(routeOfPageReference({ type: 'standard__webPage', attributes: { url: '/lightning/page/home' } }), { page: 'home' });
  assert.equal(routeOfPageReference({ type: 'standard__knowledgeArticlePage', attributes: {} }), undefined);
  assert.equal(routeOfPageReference({ type: 'standard__recordPage', attributes: { recordId: 'x' } }), undefined);
});

test('reads default field values as encodeDefaultFieldValues writes them', () => {
  assert.deepEqual(parseDefaultFieldValues('Name=%E9%83%A8%E5%93%81%2C%20A,Size__c=3'), { Name: '部品, A', Size__c: '3' });
  assert.deepEqual(parseDefaultFieldValues(undefined), {});
});

test('marks the tab that a page belongs to', () => {
  assert.equal(activeTabOf({ page: 'record', recordId: RECORD, objectApiName: 'Account', action: 'view' }), 'Account');
  assert.equal(activeTabOf({ page: 'report', recordId: '00O000000000001AAA' }), 'Report');
  assert.equal(activeTabOf({ page: 'home' }), 'home');
});
