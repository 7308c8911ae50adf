import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOf, formatDate, formatDateTime, formatFieldValue, formatNumber, formatShare, formatTime } from '../formats.ts';

test('shows times in Tokyo whatever the zone of the machine is', () => {
  assert.equal(formatDateTime('2026-12-10T08:05:00.000Z'), '2026/12/10 17:05');
  assert.equal(formatDateTime('2026-12-31T15:00:00.000+0000'), '2027/01/01 0:00');
  assert.equal(formatTime('2026-12-10T00:05:00.000Z'), '9:05');
  assert.equal(asOf('2026-12-10T00:05:00.000Z'), '2026/12/10 9:05 現在');
  assert.equal(asOf('never'), '');
});

test('never moves a date without time', () => {
  assert.equal(formatDate('2026-04-01'), '2026/04/01');
  assert.equal(formatDate('soon'), '');
});

test('writes numbers with separators, units and decimals', () => {
  assert.equal(formatNumber(4800000), '4,800,000');
  assert.equal(formatNumber(1234.567), '1,234.57');
  assert.equal(formatNumber(4, { decimals: 1 }), '4.0');
  assert.equal(formatNumber(4800000, { units: 'Millions', prefix: '¥' }), '¥4.8 百万');
  assert.equal(formatNumber(4.6, { units: 'integer' }), '5');
  assert.equal(formatNumber(4600, { units: 'thousands' }), '4.6 千');
  assert.equal(formatNumber(null), '');
  assert.equal(formatNumber(Number.NaN), '');
});

test('writes shares of a total and nothing without a total', () => {
  assert.equal(formatShare(1, 3), '33%');
  assert.equal(formatShare(1, 32), '3.1%');
  assert.equal(formatShare(0, 3), '0%');
  assert.equal(formatShare(1, 0), '');
});

test('shows field values by their type, blanks as nothing', () => {
  assert.equal(formatFieldValue('Date', '2026-04-01', null), '2026/04/01');
  assert.equal(formatFieldValue('DateTime', '2026-04-01T00:00:00.000Z', null), '2026/04/01 9:00');
  assert.equal(formatFieldValue('Picklist', 'Open', '対応中'), '対応中');
  assert.equal(formatFieldValue('MultiPicklist', 'A;B', 'あ;い'), 'あ、い');
  assert.equal(formatFieldValue('Currency', 1200, null), '¥1,200');
  assert.equal(formatFieldValue('Percent', 30, null), '30%');
  assert.equal(formatFieldValue('Boolean', false, null), 'いいえ');
  assert.equal(formatFieldValue('String', null, null), '');
  assert.equal(formatFieldValue('Double', 0, null), '0');
});
