import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderDates } from '../lib/sampleData.ts';

const at = (iso: string): Date => new Date(iso);

test('dates are counted from the calendar day in Tokyo, not in UTC', () => {
  assert.equal(renderDates('{{D}}', at('2026-03-31T14:59:59Z')), '2026-03-31');
  assert.equal(renderDates('{{D}}', at('2026-03-31T15:00:00Z')), '2026-04-01');
});

test('offsets cross months, years and leap days', () => {
  assert.equal(renderDates('{{D-50}} {{D+120}}', at('2026-11-23T03:00:00Z')), '2026-10-04 2027-03-23');
  assert.equal(renderDates('{{D+1}}', at('2028-02-28T03:00:00Z')), '2028-02-29');
});

test('the fiscal year begins on 1 April in Tokyo and is written in the Japanese era', () => {
  assert.equal(renderDates('{{FY}}', at('2026-03-31T14:59:59Z')), 'R7');
  assert.equal(renderDates('{{FY}}', at('2026-03-31T15:00:00Z')), 'R8');
  assert.equal(renderDates('みほん精機／{{FY}}／展示会', at('2026-11-23T03:00:00Z')), 'みほん精機／R8／展示会');
});

test('an unknown placeholder is refused by name', () => {
  assert.throws(() => renderDates('{{E-1}}', at('2026-11-23T03:00:00Z')), /\{\{E-1\}\}/);
});
