/** What the flows of 訪問 and of its calendar 行動 write by themselves. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { save } from '../org/records/save.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';

let office: PackageOrg;
let company: string;
let ofCase: string;

before(async () => {
  office = await openPackageOrg();
  office.moveTo('2026-06-01T00:00:00Z');
  company = office.created('Account', { Name: '架空精機株式会社' });
  ofCase = office.created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31', AccountId: company });
});

after(() => {
  closeOrg(office.org);
});

beforeEach(() => {
  office.unassign('DataMigration');
  office.moveTo('2026-06-01T00:00:00Z');
});

const newVisit = (values: Row = {}): string =>
  office.created('Visit__c', { Case__c: ofCase, StartAt__c: '2026-06-10T05:00:00Z', ...values });
const visit = (id: string): Row => office.row('Visit__c', id);
const events = (visitId: string): Row[] => office.rows('Event', 'WhatId', visitId);
const changed = (object: string, id: string, values: Row): void => {
  assert.deepEqual(office.saveOne({ operation: 'update', object, id, values }).errors, []);
};
const removed = (object: string, id: string): void => {
  assert.deepEqual(office.saveOne({ operation: 'delete', object, id }).errors, []);
};
const moment = (value: unknown): string => new Date(String(value)).toISOString();

test('a visit takes the company of its case and, left alone, the person who saves it', () => {
  const row = visit(newVisit());
  assert.deepEqual([row.Company__c, row.Visitor__c, row.DurationMinutes__c], [company, office.userId, 60]);
  const colleague = office.newUser('同僚');
  assert.equal(visit(newVisit({ Visitor__c: colleague })).Visitor__c, colleague);
});

test('the day, the fiscal year and the half are those of Japan, whatever the day in UTC', () => {
  for (const [start, day, year, half] of [
    ['2026-03-31T14:59:59Z', '2026-03-31', 'R7', 'R7 下期'],
    ['2026-03-31T15:00:00Z', '2026-04-01', 'R8', 'R8 上期'],
    ['2026-04-01T00:00:00Z', '2026-04-01', 'R8', 'R8 上期'],
    ['2026-09-30T14:59:59Z', '2026-09-30', 'R8', 'R8 上期'],
    ['2026-09-30T15:00:00Z', '2026-10-01', 'R8', 'R8 下期'],
    ['2026-12-31T15:00:00Z', '2027-01-01', 'R8', 'R8 下期']
  ] as const) {
    const row = visit(newVisit({ StartAt__c: start }));
    assert.deepEqual([row.VisitedOn__c, row.FiscalYear__c, row.HalfYearKey__c], [day, year, half], start);
  }
});

test('the write-up is due on the third business day: weekends, holidays and 29 December to 3 January do not count', () => {
  for (const [day, due] of [
    ['2026-06-01', '2026-06-04'],
    ['2026-06-04', '2026-06-09'],
    ['2026-06-05', '2026-06-10'],
    ['2026-06-06', '2026-06-10'],
    // Golden Week: 29 April, then 3 to 6 May with the substitute holiday.
    ['2026-04-28', '2026-05-07'],
    ['2026-04-30', '2026-05-08'],
    ['2026-05-01', '2026-05-11'],
    // Respect for the Aged Day, the day between, Autumnal Equinox Day.
    ['2026-09-18', '2026-09-28'],
    // New Year: 28 December, 4 and 5 January count; 11 January 2027 is a holiday.
    ['2026-12-25', '2027-01-05'],
    ['2026-12-28', '2027-01-06'],
    ['2026-12-31', '2027-01-06'],
    ['2027-01-07', '2027-01-13']
  ] as const)
    assert.equal(visit(newVisit({ StartAt__c: `${day}T03:00:00Z` })).WriteUpDueOn__c, due, day);
});

test('the due day follows the day in Japan', () => {
  assert.equal(visit(newVisit({ StartAt__c: '2026-06-04T14:59:59Z' })).WriteUpDueOn__c, '2026-06-09');
  assert.equal(visit(newVisit({ StartAt__c: '2026-06-04T15:00:00Z' })).WriteUpDueOn__c, '2026-06-10');
});

test('where the holidays of a year are unknown there is no due day but a caution, never a wrong day', () => {
  for (const start of ['2025-12-26T03:00:00Z', '2028-12-28T03:00:00Z', '2029-01-10T03:00:00Z', '2031-06-02T03:00:00Z']) {
    const id = newVisit({ StartAt__c: start });
    assert.equal(visit(id).WriteUpDueOn__c, null, start);
    assert.equal(
      office.query(`SELECT WriteUpCaution__c FROM Visit__c WHERE Id = '${id}'`)[0]?.WriteUpCaution__c,
      '祝日が未登録の年',
      start
    );
  }
  assert.equal(visit(newVisit({ StartAt__c: '2028-12-25T03:00:00Z' })).WriteUpDueOn__c, '2028-12-28');
});

test('the due day moves with the visit, and leaves its place when the year is unknown', () => {
  const id = newVisit();
  assert.equal(visit(id).WriteUpDueOn__c, '2026-06-15');
  changed('Visit__c', id, { StartAt__c: '2026-06-12T03:00:00Z' });
  assert.equal(visit(id).WriteUpDueOn__c, '2026-06-17');
  changed('Visit__c', id, { StartAt__c: '2029-06-12T03:00:00Z' });
  assert.equal(visit(id).WriteUpDueOn__c, null);
});

test('the day of the write-up is kept when the text is improved and goes when the text goes', () => {
  const id = newVisit();
  assert.equal(visit(id).WrittenUpOn__c, null);
  office.moveTo('2026-06-10T15:30:00Z');
  changed('Visit__c', id, { KeyPoints__c: '新型は公開済み。' });
  assert.equal(visit(id).WrittenUpOn__c, '2026-06-11');
  office.moveTo('2026-06-20T00:00:00Z');
  changed('Visit__c', id, { KeyPoints__c: '新型は公開済み。窓口の同行を約束。' });
  assert.equal(visit(id).WrittenUpOn__c, '2026-06-11');
  changed('Visit__c', id, { KeyPoints__c: '' });
  assert.equal(visit(id).WrittenUpOn__c, null);
});

test('a planned visit stands in the calendar of its visitor', () => {
  const colleague = office.newUser('訪問係');
  const id = newVisit({ Visitor__c: colleague, DurationMinutes__c: 90, Method__c: 'オンライン' });
  const [event, ...others] = events(id);
  assert.deepEqual(others, []);
  assert.deepEqual([event?.Subject, event?.OwnerId, event?.Location], ['訪問：架空精機株式会社', colleague, 'オンライン']);
  assert.deepEqual([moment(event?.StartDateTime), moment(event?.EndDateTime)], ['2026-06-10T05:00:00.000Z', '2026-06-10T06:30:00.000Z']);
  assert.equal(visit(id).EventId__c, event?.Id);
});

test('a change of the visit moves its event; words that people added to the event stay', () => {
  const id = newVisit({ Method__c: 'オンライン' });
  const eventId = String(visit(id).EventId__c);
  changed('Event', eventId, { Subject: '訪問：架空精機株式会社（社長同席）', Location: '会議室A' });
  const colleague = office.newUser('交代');
  changed('Visit__c', id, { StartAt__c: '2026-06-11T06:00:00Z', DurationMinutes__c: 120, Visitor__c: colleague });
  const [event, ...others] = events(id);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [event?.Id, moment(event?.StartDateTime), event?.DurationInMinutes, event?.OwnerId, event?.Subject, event?.Location],
    [eventId, '2026-06-11T06:00:00.000Z', 120, colleague, '訪問：架空精機株式会社（社長同席）', '会議室A']
  );
  changed('Visit__c', id, { Method__c: '現地訪問' });
  assert.equal(events(id)[0]?.Location, '現地訪問');
});

test('moving the event moves the visit with everything that follows from its day', () => {
  const id = newVisit();
  const colleague = office.newUser('引受');
  changed('Event', String(visit(id).EventId__c), {
    StartDateTime: '2026-10-01T06:00:00Z',
    EndDateTime: '2026-10-01T06:45:00Z',
    OwnerId: colleague
  });
  const row = visit(id);
  assert.deepEqual(
    [moment(row.StartAt__c), row.DurationMinutes__c, row.Visitor__c, row.VisitedOn__c, row.HalfYearKey__c, row.WriteUpDueOn__c],
    ['2026-10-01T06:00:00.000Z', 45, colleague, '2026-10-01', 'R8 下期', '2026-10-06']
  );
  assert.equal(events(id).length, 1);
});

test('an event that stays where it is, becomes a whole day or belongs to no visit moves nothing', () => {
  const id = newVisit();
  const before = visit(id);
  const eventId = String(before.EventId__c);
  changed('Event', eventId, { Description: '駅で待ち合わせ。' });
  changed('Event', eventId, { IsAllDayEvent: true, StartDateTime: '2026-06-20T00:00:00Z' });
  assert.deepEqual([visit(id).StartAt__c, visit(id).LastModifiedDate], [before.StartAt__c, before.LastModifiedDate]);
  const other = office.created('Event', { WhatId: ofCase, StartDateTime: '2026-06-20T00:00:00Z', EndDateTime: '2026-06-20T01:00:00Z' });
  changed('Event', other, { StartDateTime: '2026-06-21T00:00:00Z', EndDateTime: '2026-06-21T01:00:00Z' });
  assert.equal(visit(id).StartAt__c, before.StartAt__c);
});

test('an event that its visit cannot follow is refused with the words of the visit, and neither moves', () => {
  const id = newVisit();
  const eventId = String(visit(id).EventId__c);
  const { errors } = office.saveOne({ operation: 'update', object: 'Event', id: eventId, values: { DurationInMinutes: 2880 } });
  assert.match(errors.map(({ message }) => message).join(), /所要時間/);
  assert.deepEqual([visit(id).DurationMinutes__c, office.row('Event', eventId).DurationInMinutes], [60, 60]);
});

test('a deleted event lets go of the visit, which gets a new one when it is moved', () => {
  const id = newVisit();
  const first = String(visit(id).EventId__c);
  removed('Event', first);
  assert.equal(visit(id).EventId__c, null);
  changed('Visit__c', id, { Attendees__c: '社長' });
  assert.deepEqual(events(id), []);
  changed('Visit__c', id, { StartAt__c: '2026-06-18T05:00:00Z' });
  assert.deepEqual(
    events(id).map((event) => event.Id),
    [visit(id).EventId__c]
  );
  assert.notEqual(visit(id).EventId__c, first);
});

test('a deleted visit takes its event along', () => {
  const id = newVisit();
  const eventId = String(visit(id).EventId__c);
  removed('Visit__c', id);
  assert.equal(office.row('Event', eventId), undefined);
});

test('a deleted visit takes its event along, even one that was related elsewhere', () => {
  const id = newVisit();
  const eventId = String(visit(id).EventId__c);
  changed('Event', eventId, { WhatId: ofCase });
  removed('Visit__c', id);
  assert.equal(office.row('Event', eventId), undefined);
});

test('a visitor who has left keeps nobody from saving the visit', () => {
  const left = office.newUser('退職者', { IsActive: false });
  const id = newVisit({ Visitor__c: left });
  assert.deepEqual([visit(id).Visitor__c, visit(id).EventId__c, events(id)], [left, null, []]);
  changed('Visit__c', id, { Visitor__c: office.userId });
  assert.equal(events(id)[0]?.OwnerId, office.userId);
  changed('Visit__c', id, { Visitor__c: left, StartAt__c: '2026-06-12T05:00:00Z' });
  assert.equal(moment(visit(id).StartAt__c), '2026-06-12T05:00:00.000Z');
  assert.equal(events(id)[0]?.OwnerId, office.userId, 'the event stays with whom it was');
});

test('an import keeps its stored days, fills blanks and fills no calendar with the past', () => {
  office.assign('DataMigration');
  const kept = visit(newVisit({ StartAt__c: '2026-05-12T05:00:00Z', WriteUpDueOn__c: '2026-05-20', WrittenUpOn__c: '2026-05-19' }));
  assert.deepEqual([kept.WriteUpDueOn__c, kept.WrittenUpOn__c, kept.VisitedOn__c], ['2026-05-20', '2026-05-19', '2026-05-12']);
  const past = newVisit({ StartAt__c: '2026-05-12T05:00:00Z', KeyPoints__c: '要点。' });
  assert.deepEqual([visit(past).WriteUpDueOn__c, visit(past).WrittenUpOn__c, events(past)], ['2026-05-15', '2026-06-01', []]);
  assert.equal(events(newVisit()).length, 1, 'a visit to come');
});

test('a visit without a moment is refused in the words of the platform', () => {
  const { errors } = office.saveOne({ operation: 'insert', object: 'Visit__c', values: { Case__c: ofCase } });
  assert.deepEqual(
    errors.map(({ statusCode, fields }) => [statusCode, fields]),
    [['REQUIRED_FIELD_MISSING', ['StartAt__c']]]
  );
});

test('two hundred visits in one call each get their own day and event', () => {
  const requests = Array.from({ length: 200 }, (_each, index) => ({
    operation: 'insert' as const,
    object: 'Visit__c',
    values: { Case__c: ofCase, StartAt__c: new Date(Date.UTC(2026, 6, 1 + (index % 20), 3)).toISOString() }
  }));
  const results = save(office.org, office.userId, requests, { allOrNone: true });
  for (const [index, { id, errors }] of results.entries()) {
    assert.deepEqual(errors, []);
    const row = visit(String(id));
    assert.equal(row.VisitedOn__c, `2026-07-${String(1 + (index % 20)).padStart(2, '0')}`);
    assert.deepEqual(
      events(String(id)).map((event) => event.Id),
      [row.EventId__c]
    );
  }
});
