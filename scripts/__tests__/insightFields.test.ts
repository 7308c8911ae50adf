/** The formula fields that reports add up and average, at the edges of the fiscal year in Tokyo. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
  office.assign('SupportManager');
});

after(() => {
  closeOrg(office.org);
});

/** A record as an import brings it. */
function imported(object: string, values: Row): string {
  office.assign('DataMigration');
  const id = office.created(object, values);
  office.unassign('DataMigration');
  return id;
}

const read = (object: string, id: string, ...fields: string[]): unknown[] => {
  const [record] = office.query(`SELECT ${fields.join(', ')} FROM ${object} WHERE Id = '${id}'`);
  return fields.map((field) => record?.[field]);
};
const rounded = (value: unknown): unknown => (typeof value === 'number' ? Math.round(value * 100) / 100 : value);

/** Moments (UTC) → share of the fiscal year R8 (365 days) that has passed in Tokyo. */
const YEAR: [moment: string, progress: number][] = [
  ['2026-03-31T14:59:59Z', 0],
  ['2026-03-31T15:00:00Z', 0.27],
  ['2026-09-30T14:59:59Z', 50.14],
  ['2026-09-30T15:00:00Z', 50.41],
  ['2027-03-31T14:59:59Z', 100],
  ['2027-03-31T15:00:00Z', 100]
];

test('what a target should have reached by today grows day by day, in Tokyo', () => {
  office.moveTo('2026-06-15T03:00:00Z');
  const target = office.created('Target__c', { FiscalYear__c: 'R8', Metric__c: '案件', Value__c: 40 });
  const records: [object: string, id: string][] = [
    ['Lead', imported('Lead', { LastName: '架空', Company: '架空の会社', RegisteredDate__c: '2026-06-15' })],
    [
      'Opportunity',
      imported('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2026-12-31', RegisteredDate__c: '2026-04-01' })
    ]
  ];
  for (const [moment, progress] of YEAR) {
    office.moveTo(moment);
    assert.deepEqual(
      read('Target__c', target, 'ExpectedProgress__c', 'ExpectedCount__c').map(rounded),
      [progress, Math.round(progress * 4) / 10],
      moment
    );
    for (const [object, id] of records)
      assert.deepEqual(read(object, id, 'ExpectedProgress__c').map(rounded), [progress], `${object} ${moment}`);
  }
});

test('a case closed on the last day of the fiscal year leaves its reports at midnight in Tokyo, and enters none before', () => {
  office.moveTo('2027-03-31T03:00:00Z');
  const id = imported('Opportunity', {
    Name: '架空の案件',
    StageName: 'クローズ（支援完了）',
    CloseDate: '2027-03-31',
    ClosedOn__c: '2027-03-31'
  });
  const next = imported('Opportunity', {
    Name: '架空の案件',
    StageName: 'クローズ（支援完了）',
    CloseDate: '2027-03-31',
    ClosedOn__c: '2027-04-01'
  });
  assert.deepEqual(read('Opportunity', id, 'IsClosedThisFiscalYear__c'), [true]);
  assert.deepEqual(read('Opportunity', next, 'IsClosedThisFiscalYear__c'), [false]);
  office.moveTo('2027-03-31T15:00:00Z');
  assert.deepEqual(read('Opportunity', id, 'IsClosedThisFiscalYear__c'), [false]);
  assert.deepEqual(read('Opportunity', next, 'IsClosedThisFiscalYear__c'), [true]);
});

test('rates of cases count only what is known', () => {
  office.moveTo('2026-11-25T03:00:00Z');
  const rates = (values: Row): unknown[] =>
    read(
      'Opportunity',
      imported('Opportunity', { Name: '架空の案件', StageName: 'クローズ（支援完了）', CloseDate: '2026-11-25', ...values }),
      'EvaluationScore__c',
      'StageRose__c',
      'OutcomeRealized__c'
    );
  assert.deepEqual(rates({}), [null, null, null]);
  assert.deepEqual(rates({ Evaluation__c: '評価時期未到来', IpStageStart__c: '2 着手', OutcomeStatus__c: '見込みなし' }), [null, null, 0]);
  assert.deepEqual(
    rates({ Evaluation__c: '4 期待どおり', IpStageStart__c: '2 着手', IpStageEnd__c: '3 体制', OutcomeStatus__c: '実現' }),
    [4, 100, 100]
  );
  assert.deepEqual(
    rates({ Evaluation__c: '1 逆効果・断念', IpStageStart__c: '2 着手', IpStageEnd__c: '2 着手', OutcomeStatus__c: '一部実現' }),
    [1, 0, 100]
  );
  assert.deepEqual(rates({ IpStageStart__c: '3 体制', IpStageEnd__c: '2 着手', OutcomeStatus__c: '期待' }), [null, 0, 0]);
});

test('a candidate counts as contacted and as accepted by its dates, and as approached in the year of its last contact', () => {
  office.moveTo('2026-11-25T03:00:00Z');
  const flags = (values: Row): unknown[] =>
    read(
      'Lead',
      imported('Lead', { LastName: '架空', Company: '架空の会社', ...values }),
      'ContactedFlag__c',
      'AppointmentFlag__c',
      'IsContactedThisFiscalYear__c'
    );
  assert.deepEqual(flags({}), [0, 0, false]);
  assert.deepEqual(flags({ FirstContactDate__c: '2026-03-31', LastContactDate__c: '2026-03-31' }), [1, 0, false]);
  assert.deepEqual(
    flags({ FirstContactDate__c: '2026-03-31', AppointmentAcceptedDate__c: '2026-04-01', LastContactDate__c: '2026-04-01' }),
    [1, 1, true]
  );
});

test('a visit is written in time until its due day has passed, and is not judged before', () => {
  office.moveTo('2026-11-16T03:00:00Z');
  const caseId = imported('Opportunity', { Name: '架空の案件', StageName: '課題の特定', CloseDate: '2027-03-31' });
  const visit = (values: Row): string =>
    imported('Visit__c', {
      Case__c: caseId,
      StartAt__c: '2026-11-16T01:00:00Z',
      IsDone__c: true,
      WriteUpDueOn__c: '2026-11-19',
      ...values
    });
  const open = visit({});
  const inTime = visit({ WrittenUpOn__c: '2026-11-19' });
  const late = visit({ WrittenUpOn__c: '2026-11-20' });
  const planned = visit({ IsDone__c: false });
  const all = (): unknown[] => [open, inTime, late, planned].flatMap((id) => read('Visit__c', id, 'WrittenInTime__c'));
  office.moveTo('2026-11-19T14:59:59Z');
  assert.deepEqual(all(), [null, 100, 0, null]);
  office.moveTo('2026-11-19T15:00:00Z');
  assert.deepEqual(all(), [0, 100, 0, null]);
});

test('an item stated as unknown carries the name that people read', () => {
  office.moveTo('2026-11-25T03:00:00Z');
  const caseId = imported('Opportunity', { Name: '架空の案件', StageName: '課題の特定', CloseDate: '2027-03-31' });
  const state = office.created('ItemState__c', { Case__c: caseId, Item__c: 'Case_Competitors', State__c: '未確認' });
  assert.deepEqual(read('ItemState__c', state, 'ItemLabel__c'), ['競合']);
  office.created('ItemState__c', { Case__c: caseId, Item__c: 'Case_Customers', State__c: '未確認' });
  assert.deepEqual(
    office.saveOne({ operation: 'update', object: 'ItemState__c', id: state, values: { Item__c: 'Case_OwnCompany' } }).errors,
    []
  );
  assert.deepEqual(read('ItemState__c', state, 'ItemLabel__c'), ['自社']);
});
