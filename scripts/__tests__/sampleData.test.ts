import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderDates, renderReferences } from '../lib/sampleData.ts';

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

test('a fiscal year can be that of another day, or the one before', () => {
  assert.equal(renderDates('{{FY D-62}} {{FY D}} {{FY D+10}}', at('2027-04-01T03:00:00Z')), 'R8 R9 R9');
  assert.equal(renderDates('{{FY-1}}', at('2027-04-01T03:00:00Z')), 'R8');
  assert.equal(renderDates('{{FY-1}}', at('2028-03-31T03:00:00Z')), 'R8');
});

test('an unknown placeholder is refused by name', () => {
  for (const placeholder of ['{{E-1}}', '{{FYD}}', '{{FY E}}', '{{}}'])
    assert.throws(() => renderDates(placeholder, at('2026-11-23T03:00:00Z')), new RegExp(placeholder.replace(/[{}]/g, '\\$&')));
});

test('a reference becomes the id of its record where that is known, and no other text changes', () => {
  const known = new Map([['Case20', '006000000000001AAA']]);
  assert.equal(renderReferences('{"Id":"@Case20","Name":"@Case20 の件"}', known), '{"Id":"006000000000001AAA","Name":"@Case20 の件"}');
  assert.equal(renderReferences('{"Case__c":"@Case21"}', known), '{"Case__c":"@Case21"}');
});
