import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldInfo, ObjectInfo } from '../../types/types.ts';
import { dayOf, eventQueries, lookupForNew, statusFor, taskQueries, timeline, type ActivityRow } from '../activityModel.ts';

const field = (apiName: string, targets: string[] = [], createable = true): FieldInfo =>
  ({ apiName, createable, referenceToInfos: targets.map((target) => ({ apiName: target, nameFields: ['Name'] })) }) as unknown as FieldInfo;

function info(apiName: string, fields: FieldInfo[]): ObjectInfo {
  return { apiName, fields: Object.fromEntries(fields.map((entry) => [entry.apiName, entry])) } as unknown as ObjectInfo;
}

const TASK = info('Task', [
  field('WhoId', ['Contact', 'Lead']),
  field('WhatId', ['Account', 'Widget__c']),
  field('AccountId', ['Account'], false),
  field('Subject'),
  field('Status'),
  field('IsClosed'),
  field('ActivityDate'),
  field('OwnerId', ['User'])
]);
const RECORD = 'a00000000000001AAA';
// Half past midnight on the 12th in Tokyo.
const NOW = new Date('2026-12-11T15:30:00.000Z');
const context = {
  recordId: RECORD,
  now: NOW,
  statuses: [{ value: 'Open', label: '未着手' }],
  priorities: [{ value: 'High', label: '高' }]
};

test('tasks of a record are asked for through the lookups that lead to it, with the fields that may be read', () => {
  const [open, past] = taskQueries(TASK, 'Widget__c', RECORD);
  assert.equal(
    open,
    `SELECT Id, Subject, ActivityDate, IsClosed, Status, WhatId, What.Name, OwnerId, Owner.Name FROM Task WHERE (WhatId = '${RECORD}') AND IsClosed = false ORDER BY ActivityDate ASC NULLS LAST LIMIT 200`
  );
  assert.match(past ?? '', /AND IsClosed = true ORDER BY ActivityDate DESC NULLS LAST LIMIT 50$/);
  assert.match(taskQueries(TASK, 'Account', RECORD)[0] ?? '', /\(WhatId = '\w+' OR AccountId = '\w+'\)/);
  assert.match(taskQueries(TASK, 'Lead', RECORD)[0] ?? '', /\(WhoId = '\w+'\)/);
  const [hidden] = taskQueries(info('Task', [field('WhatId', ['Widget__c'])]), 'Widget__c', RECORD);
  assert.equal(hidden, `SELECT Id, WhatId, What.Name FROM Task WHERE (WhatId = '${RECORD}') AND IsClosed = false LIMIT 200`);
});

test('events are past when they are over', () => {
  const event = info('Event', [field('WhatId', ['Widget__c']), field('StartDateTime'), field('EndDateTime')]);
  const [open, past] = eventQueries(event, 'Widget__c', RECORD, NOW);
  assert.match(open ?? '', /EndDateTime >= 2026-12-11T15:30:00\.000Z ORDER BY StartDateTime ASC/);
  assert.match(past ?? '', /EndDateTime < 2026-12-11T15:30:00\.000Z ORDER BY StartDateTime DESC/);
});

test('a new activity is related by the lookup that may be filled', () => {
  assert.equal(lookupForNew(TASK, 'Widget__c'), 'WhatId');
  assert.equal(lookupForNew(TASK, 'Lead'), 'WhoId');
  assert.equal(lookupForNew(TASK, 'User'), undefined);
  assert.equal(lookupForNew(info('Task', [field('WhatId', ['Widget__c'], false)]), 'Widget__c'), undefined);
});

test('what is to come stands by date with the undated last, what is past latest first', () => {
  const row = (Id: string, rest: Partial<ActivityRow>): ActivityRow => ({ Id, Subject: Id, ...rest });
  const { open, past } = timeline(
    [
      [row('undated', {}), row('late', { ActivityDate: '2026-12-11' }), row('next', { ActivityDate: '2026-12-13' })],
      [
        row('done', { IsClosed: true, CompletedDateTime: '2026-12-05T00:00:00.000+0000' }),
        row('older', { IsClosed: true, ActivityDate: '2026-12-01' })
      ]
    ],
    [
      [row('visit', { StartDateTime: '2026-12-12T00:05:00.000+0000' })],
      [row('call', { StartDateTime: '2026-12-02T01:00:00.000+0000', IsAllDayEvent: true })]
    ],
    context
  );
  assert.deepEqual(
    open.map((item) => [item.key, item.dateText, item.overdue]),
    [
      ['late', '昨日', true],
      ['visit', '今日 9:05', false],
      ['next', '明日', false],
      ['undated', '期日なし', false]
    ]
  );
  assert.deepEqual(
    past.map((item) => [item.key, item.dateText]),
    [
      ['done', '期日なし'],
      ['call', '2026/12/02 終日'],
      ['older', '2026/12/01']
    ]
  );
});

test('a row tells its owner, status and priority in words, and the other record it belongs to', () => {
  const [item] = timeline(
    [
      [
        {
          Id: '00T1',
          Subject: null,
          Status: 'Open',
          Priority: 'High',
          IsHighPriority: true,
          Owner: { Name: '山田' },
          WhatId: '0061',
          What: { Name: '別の記録' }
        }
      ]
    ],
    [],
    context
  ).open;
  assert.equal(item?.subject, '(件名なし)');
  assert.deepEqual(item?.details, ['山田', '未着手']);
  assert.equal(item?.highPriority, '高');
  assert.deepEqual(item?.related, { href: '/lightning/r/0061/view', name: '別の記録' });
  const [own] = timeline([[{ Id: '00T1', WhatId: RECORD, What: { Name: 'これ' } }]], [], context).open;
  assert.equal(own?.related, undefined);
});

test('completing takes a closed status, the default first', () => {
  const statuses = [
    { value: 'a', label: 'A', attributes: { closed: false } },
    { value: 'b', label: 'B', attributes: { closed: true } },
    { value: 'c', label: 'C', attributes: { closed: false } }
  ];
  assert.equal(statusFor(true, statuses, 'c'), 'b');
  assert.equal(statusFor(false, statuses, 'c'), 'c');
  assert.equal(statusFor(false, statuses, undefined), 'a');
  assert.equal(statusFor(true, [], 'c'), undefined);
});

test('days are those of the org, wherever the browser is', () => {
  assert.equal(dayOf(NOW), '2026-12-12');
  assert.equal(dayOf('2026-12-11T14:59:00.000+0000'), '2026-12-11');
  assert.equal(dayOf('nothing'), '');
});
