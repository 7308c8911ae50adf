import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitCount, matchesSearch, routeOfNavItem, tabOfNavItem, type NavItem } from '../navItems.ts';

const item = (over: Partial<NavItem>): NavItem => ({ developerName: 'X', label: 'X', itemType: 'Entity', ...over });

test('leads standard and object items to their pages', () => {
  assert.deepEqual(routeOfNavItem(item({ developerName: 'standard-home', itemType: 'Standard' })), { page: 'home' });
  assert.deepEqual(routeOfNavItem(item({ developerName: 'standard-report', itemType: 'Standard' })), { page: 'reports' });
  assert.deepEqual(routeOfNavItem(item({ developerName: 'Dashboard', itemType: 'Standard' })), { page: 'dashboards' });
  assert.deepEqual(routeOfNavItem(item({ objectApiName: 'Widget__c' })), { page: 'list', objectApiName: 'Widget__c' });
  assert.deepEqual(routeOfNavItem(item({ developerName: 'Board', itemType: 'FlexiPage' })), { page: 'tab', tabName: 'Board' });
  assert.equal(routeOfNavItem(item({ developerName: 'standard-Feed', itemType: 'Standard' })), undefined);
});

test('names the tab as the routes do', () => {
  assert.equal(tabOfNavItem(item({ developerName: 'standard-home', itemType: 'Standard' })), 'home');
  assert.equal(tabOfNavItem(item({ objectApiName: 'Widget__c' })), 'Widget__c');
});

test('puts into the menu only what does not fit, and counts the menu itself', () => {
  assert.equal(fitCount([50, 50, 50], 150, 40), 3);
  assert.equal(fitCount([50, 50, 50], 149, 40), 2);
  assert.equal(fitCount([50, 50, 50], 100, 40), 1);
  assert.equal(fitCount([50], 10, 40), 0);
});

test('finds labels in any width, case or kana', () => {
  assert.equal(matchesSearch('レポート', 'れぽ'), true);
  assert.equal(matchesSearch('Sales App', 'ｓａｌｅｓ'), true);
  assert.equal(matchesSearch('営業 アプリ', 'アプリ 営業'), true);
  assert.equal(matchesSearch('営業', '倉庫'), false);
  assert.equal(matchesSearch('営業', ''), true);
});
