/** 接触回数・最終接触日: counted from the activities of a candidate, whatever happens to them. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { deployFiles } from '../org/metadata/deploy.ts';
import { closeOrg, isMovable } from '../org/org.ts';
import { convertLeads } from '../org/records/convert.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
});

/** Noon in Tokyo on a day. */
function itIs(day: string, time = '03:00:00'): void {
  assert.ok(isMovable(office.org.clock));
  office.org.clock.moveTo(new Date(`${day}T${time}Z`));
}

beforeEach(() => {
  itIs('2026-06-10');
});

after(() => {
  closeOrg(office.org);
});

const candidate = (values: Record<string, unknown> = {}): string =>
  office.created('Lead', { LastName: '架空', Company: '架空の企業', LeadSource: '紹介', ...values });
const task = (values: Record<string, unknown>): string =>
  office.created('Task', { Subject: '電話', Status: 'Completed', Priority: 'Normal', OwnerId: office.userId, ...values });
const event = (WhoId: string, start: string, end: string): string =>
  office.created('Event', { Subject: '打合せ', WhoId, StartDateTime: start, EndDateTime: end, OwnerId: office.userId });
const update = (object: string, id: string, values: Record<string, unknown>): void =>
  assert.deepEqual(office.saveOne({ operation: 'update', object, id, values }).errors, []);
const remove = (object: string, id: string): void => assert.deepEqual(office.saveOne({ operation: 'delete', object, id }).errors, []);
const counted = (id: string): unknown[] => {
  const row = office.row('Lead', id);
  return [row.ContactCount__c, row.LastContactDate__c];
};

test('a finished action counts on its day, an open one does not', () => {
  const id = candidate();
  assert.deepEqual(counted(id), [null, null]);
  const open = task({ WhoId: id, Status: 'Not Started', ActivityDate: '2026-06-09' });
  assert.deepEqual(counted(id), [null, null]);
  task({ WhoId: id, ActivityDate: '2026-06-05' });
  assert.deepEqual(counted(id), [1, '2026-06-05']);
  update('Task', open, { Status: 'Completed' });
  assert.deepEqual(counted(id), [2, '2026-06-09']);
});

test('an action without a day or finished early counts on the day it was finished, by the calendar of Tokyo', () => {
  itIs('2026-06-10', '15:30:00');
  const early = candidate();
  task({ WhoId: early, ActivityDate: '2026-06-30' });
  assert.deepEqual(counted(early), [1, '2026-06-11']);
  const undated = candidate();
  const id = task({ WhoId: undated, ActivityDate: null });
  itIs('2026-06-20');
  update('Task', id, { Description: '折り返しを約束' });
  assert.deepEqual(counted(undated), [1, '2026-06-11']);
});

test('an action that is opened again counts no more', () => {
  const id = candidate();
  task({ WhoId: id, ActivityDate: '2026-06-01' });
  const last = task({ WhoId: id, ActivityDate: '2026-06-08' });
  assert.deepEqual(counted(id), [2, '2026-06-08']);
  update('Task', last, { Status: 'Not Started' });
  assert.deepEqual(counted(id), [1, '2026-06-01']);
});

test('an activity that moves to another candidate is counted there, and one that leaves candidates nowhere', () => {
  const [one, other] = [candidate(), candidate()];
  const call = task({ WhoId: one, ActivityDate: '2026-06-02' });
  const meeting = event(one, '2026-06-03T01:00:00Z', '2026-06-03T02:00:00Z');
  assert.deepEqual(counted(one), [2, '2026-06-03']);
  update('Task', call, { WhoId: other });
  assert.deepEqual(
    [counted(one), counted(other)],
    [
      [1, '2026-06-03'],
      [1, '2026-06-02']
    ]
  );
  update('Event', meeting, { WhoId: null });
  assert.deepEqual(counted(one), [0, null]);
  const person = office.created('Contact', { LastName: '架空', AccountId: office.created('Account', { Name: '架空の企業' }) });
  update('Task', call, { WhoId: person });
  assert.deepEqual(counted(other), [0, null]);
});

test('deleting the last activity empties the day again', () => {
  const id = candidate();
  const call = task({ WhoId: id, ActivityDate: '2026-06-02' });
  const meeting = event(id, '2026-06-03T01:00:00Z', '2026-06-03T02:00:00Z');
  remove('Event', meeting);
  assert.deepEqual(counted(id), [1, '2026-06-02']);
  remove('Task', call);
  assert.deepEqual(counted(id), [0, null]);
});

test('a meeting counts once it is over, at the next activity of the candidate', () => {
  const id = candidate();
  event(id, '2026-06-15T01:00:00Z', '2026-06-15T02:00:00Z');
  assert.deepEqual(counted(id), [null, null]);
  itIs('2026-06-16');
  task({ WhoId: id, ActivityDate: '2026-06-16', Status: 'Not Started' });
  assert.deepEqual(counted(id), [1, '2026-06-15']);
});

test('a meeting in the night counts on its day in Tokyo', () => {
  const id = candidate();
  event(id, '2026-06-08T16:00:00Z', '2026-06-08T17:00:00Z');
  assert.deepEqual(counted(id), [1, '2026-06-09']);
});

test('an import never counts down what it brought, and adds what it brings', () => {
  office.assign('DataMigration');
  const known = candidate({ ContactCount__c: 5, LastContactDate__c: '2026-06-08' });
  task({ WhoId: known, ActivityDate: '2026-06-02' });
  assert.deepEqual(counted(known), [5, '2026-06-08']);
  const blank = candidate();
  task({ WhoId: blank, ActivityDate: '2026-06-02' });
  task({ WhoId: blank, ActivityDate: '2026-06-04' });
  assert.deepEqual(counted(blank), [2, '2026-06-04']);
  office.unassign('DataMigration');
});

test('activities that followed a candidate into its case leave the candidate as it was', () => {
  const id = candidate();
  const call = task({ WhoId: id, ActivityDate: '2026-06-02' });
  for (const values of [
    { Status: '未連絡', DecisionReason__c: 'その他' },
    { Status: '連絡済み', DecisionReason__c: 'その他', FirstContactMethod__c: '電話', FirstContactDate__c: '2026-06-02' },
    { AppointmentAcceptedDate__c: '2026-06-09' }
  ])
    update('Lead', id, values);
  const [result] = convertLeads(office.org, office.userId, [{ leadId: id, convertedStatus: '取引開始済み' }]);
  assert.deepEqual(result?.errors, []);
  assert.equal(office.row('Task', call).WhoId, result?.contactId);
  remove('Task', call);
  assert.deepEqual(counted(id), [1, '2026-06-02']);
});

test('a plain edit of an activity does not save the candidate again', () => {
  const id = candidate();
  const call = task({ WhoId: id, ActivityDate: '2026-06-02' });
  const saved = office.row('Lead', id).LastModifiedDate;
  itIs('2026-06-11');
  update('Task', call, { Description: '内容を書き足した' });
  assert.equal(office.row('Lead', id).LastModifiedDate, saved);
});

test('a candidate that cannot be saved does not keep an activity from being saved', () => {
  const id = candidate();
  const rule =
    '<validationRules><fullName>Nothing_Is_Saved</fullName><active>true</active><errorConditionFormula>true</errorConditionFormula><errorMessage>保存できません。</errorMessage></validationRules>';
  const file = `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">${rule}</CustomObject>`;
  assert.ok(deployFiles(office.org, new Map([['objects/Lead.object', Buffer.from(file)]])).success);
  const call = task({ WhoId: id, ActivityDate: '2026-06-02' });
  assert.equal(office.row('Task', call).WhoId, id);
  assert.deepEqual(counted(id), [null, null]);
});
