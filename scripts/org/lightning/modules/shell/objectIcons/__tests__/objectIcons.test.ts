import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_ICON, iconOf } from '../objectIcons.ts';

test('knows the icons of standard objects and reads others from their address', () => {
  assert.equal(iconOf('Lead', null), 'standard:lead');
  assert.equal(iconOf('Widget__c', 'http://127.0.0.1/img/icon/t4v35/custom/custom18_120.png'), 'custom:custom18');
  assert.equal(iconOf('Quote', '/img/icon/t4v35/standard/quotes_120.png'), 'standard:quotes');
});

test('falls back to the default icon', () => {
  assert.equal(iconOf('Widget__c', null), DEFAULT_ICON);
  assert.equal(iconOf(undefined), DEFAULT_ICON);
});
