import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Org } from '../../org.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { readRecord } from '../store.ts';
import type { StoredRecord } from '../values.ts';
import { fixedClock, insert, savedId, update } from './fixtures.ts';

const read = (org: Org, object: string, id: string): StoredRecord => {
  const found = readRecord(org, object, id);
  if (!found) throw new Error('no record');
  return found;
};

test('gives an opportunity the probability and category of its stage unless they are given', () => {
  const org = testOrg();
  const id = savedId(insert(org, 'Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-04-30', Amount: 1000 }));
  const before = read(org, 'Opportunity', id);
  assert.deepEqual(
    [before['Probability'], before['ForecastCategoryName'], before['ForecastCategory'], before['IsClosed'], before['ExpectedRevenue']],
    [10, 'Pipeline', 'Pipeline', false, 100]
  );
  update(org, 'Opportunity', id, { StageName: 'Value Proposition' });
  assert.equal(read(org, 'Opportunity', id)['Probability'], 50);
  update(org, 'Opportunity', id, { StageName: 'Perception Analysis', Probability: 65 });
  assert.equal(read(org, 'Opportunity', id)['Probability'], 65);
  update(org, 'Opportunity', id, { Name: 'P' });
  assert.equal(read(org, 'Opportunity', id)['Probability'], 65);
  update(org, 'Opportunity', id, { StageName: 'Closed Lost' });
  const lost = read(org, 'Opportunity', id);
  assert.deepEqual(
    [lost['Probability'], lost['IsClosed'], lost['IsWon'], lost['FiscalYear'], lost['FiscalQuarter']],
    [0, true, false, 2026, 2]
  );
});

test('moves a future close date to today by UTC when an opportunity is won, and only then', () => {
  // 1 April in Japan is still 31 March by UTC.
  const org = testOrg({}, { clock: fixedClock('2026-03-31T16:00:00Z') });
  const won = savedId(insert(org, 'Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-04-30' }));
  update(org, 'Opportunity', won, { StageName: 'Closed Won' });
  assert.equal(read(org, 'Opportunity', won)['CloseDate'], '2026-03-31');
  const past = savedId(insert(org, 'Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-03-01' }));
  update(org, 'Opportunity', past, { StageName: 'Closed Won' });
  assert.equal(read(org, 'Opportunity', past)['CloseDate'], '2026-03-01');
  const lost = savedId(insert(org, 'Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-04-30' }));
  update(org, 'Opportunity', lost, { StageName: 'Closed Lost' });
  assert.equal(read(org, 'Opportunity', lost)['CloseDate'], '2026-04-30');
});

test('stamps when a task was completed and clears it when it is reopened', () => {
  const org = testOrg({}, { clock: fixedClock('2026-04-01T00:00:00Z') });
  const account = savedId(insert(org, 'Account', { Name: 'Acme' }));
  const opportunity = savedId(
    insert(org, 'Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-04-30', AccountId: account })
  );
  const id = savedId(insert(org, 'Task', { Subject: '電話', WhatId: opportunity }));
  const open = read(org, 'Task', id);
  assert.deepEqual(
    [open['Status'], open['IsClosed'], open['Priority'], open['AccountId'], open['CompletedDateTime']],
    ['Not Started', false, 'Normal', account, null]
  );
  update(org, 'Task', id, { Status: 'Completed' });
  assert.deepEqual([read(org, 'Task', id)['IsClosed'], read(org, 'Task', id)['CompletedDateTime']], [true, '2026-04-01T00:00:00.000Z']);
  update(org, 'Task', id, { Status: 'In Progress' });
  assert.equal(read(org, 'Task', id)['CompletedDateTime'], null);
});

test('keeps start, end and duration of an event in step, the date in Japan', () => {
  const org = testOrg();
  const id = savedId(insert(org, 'Event', { Subject: '訪問', StartDateTime: '2026-03-31T15:30:00Z', DurationInMinutes: 90 }));
  const event = read(org, 'Event', id);
  assert.deepEqual(
    [event['EndDateTime'], event['ActivityDate'], event['ActivityDateTime']],
    ['2026-03-31T17:00:00.000Z', '2026-04-01', '2026-03-31T15:30:00.000Z']
  );
  update(org, 'Event', id, { EndDateTime: '2026-03-31T16:00:00Z' });
  assert.equal(read(org, 'Event', id)['DurationInMinutes'], 30);
});
