/** The rows of a case – issues, consultations, measures, visits, states of items – and targets, through the save pipeline. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { SAMPLE_DATA } from '../lib/paths.ts';
import { closeOrg } from '../org/org.ts';
import { addDays } from '../org/query/dateLiterals.ts';
import { listDefinition, runList } from '../org/query/listViews.ts';
import { runSoql } from '../org/query/soql.ts';
import { accessOf } from '../org/records/access.ts';
import { insertRow } from '../org/records/rows.ts';
import { save } from '../org/records/save.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';

let office: PackageOrg;
let today: string;

before(async () => {
  office = await openPackageOrg();
  today = String(office.row('Lead', office.created('Lead', { LastName: '架空', Company: '架空', LeadSource: '紹介' })).RegisteredDate__c);
});

after(() => {
  closeOrg(office.org);
});

beforeEach(() => {
  office.unassign('DataMigration');
});

const newCase = (values: Record<string, unknown> = {}): string =>
  office.created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31', ...values });
const change = (object: string, id: string, values: Record<string, unknown>): void => {
  assert.deepEqual(office.saveOne({ operation: 'update', object, id, values }).errors, []);
};
const remove = (object: string, id: string): void => {
  assert.deepEqual(office.saveOne({ operation: 'delete', object, id }).errors, []);
};
/** Values as the officer reads them, formulas included. */
function read(object: string, id: string, fields: string[]): unknown[] {
  const [record] = runSoql(office.org, office.userId, `SELECT ${fields.join(', ')} FROM ${object} WHERE Id = '${id}'`).records;
  return fields.map((field) => record?.[field]);
}
const counts = (id: string, ...fields: string[]): unknown[] => read('Opportunity', id, fields);

let measureNumber = 0;
function newMeasure(values: Record<string, unknown> = {}): string {
  measureNumber += 1;
  return office.created('SupportMeasure__c', { Name: '架空の支援策', MeasureKey__c: `test-${measureNumber}`, ...values });
}
const newTarget = (values: Record<string, unknown>): string =>
  office.created('Target__c', { FiscalYear__c: 'R8', Metric__c: '案件', ...values });

const ISSUE = '費用負担（出願・維持・代理人）';

test('issues count by whose view they are, with every tick, untick and deletion', () => {
  const id = newCase();
  const issues = (): unknown[] => counts(id, 'SmeIssueCount__c', 'JpoIssueCount__c', 'JpoOnlyIssueCount__c');
  assert.deepEqual(issues(), [0, 0, 0]);
  const first = office.created('CaseIssue__c', { Case__c: id, Issue__c: ISSUE, RecognizedBySme__c: true });
  assert.deepEqual(issues(), [1, 0, 0]);
  const second = office.created('CaseIssue__c', { Case__c: id, Issue__c: '権利化を急ぎたい', RecognizedByJpo__c: true });
  assert.deepEqual(issues(), [1, 1, 1]);
  change('CaseIssue__c', second, { RecognizedBySme__c: true });
  assert.deepEqual(issues(), [2, 1, 0]);
  change('CaseIssue__c', first, { RecognizedByJpo__c: true, RecognizedBySme__c: false });
  assert.deepEqual(issues(), [1, 2, 1]);
  remove('CaseIssue__c', second);
  assert.deepEqual(issues(), [0, 1, 1]);
});

test('an issue tells whose view it is, and one that nobody sees is refused', () => {
  const id = newCase();
  const issue = office.created('CaseIssue__c', { Case__c: id, Issue__c: ISSUE, RecognizedBySme__c: true });
  const gap = (): unknown => read('CaseIssue__c', issue, ['Gap__c'])[0];
  assert.equal(gap(), '企業のみ');
  change('CaseIssue__c', issue, { RecognizedByJpo__c: true });
  assert.equal(gap(), '双方');
  change('CaseIssue__c', issue, { RecognizedBySme__c: false });
  assert.equal(gap(), '特許庁のみ');
  assert.deepEqual(office.refused('CaseIssue__c', issue, { RecognizedByJpo__c: false }), ['RecognizedBySme__c']);
  const { errors } = office.saveOne({ operation: 'insert', object: 'CaseIssue__c', values: { Case__c: id, Issue__c: 'その他' } });
  assert.deepEqual(
    errors.map((error) => error.fields),
    [['RecognizedBySme__c']]
  );
});

test('measures count as prepared, proposed and done by their dates', () => {
  const measure = newMeasure();
  const id = newCase();
  const yields = (): unknown[] => counts(id, 'PreparedCount__c', 'ProposedCount__c', 'DoneCount__c');
  const proposal = office.created('MeasureProposal__c', { Case__c: id, Measure__c: measure, PreparedOn__c: today });
  assert.deepEqual(yields(), [1, 0, 0]);
  const onSite = office.created('MeasureProposal__c', { Case__c: id, Measure__c: newMeasure(), ProposedOn__c: today });
  assert.deepEqual(yields(), [1, 1, 0]);
  assert.deepEqual(read('MeasureProposal__c', onSite, ['PreparedFlag__c', 'ProposedFlag__c', 'DoneFlag__c', 'IsAddedOnSite__c']), [
    0,
    1,
    0,
    true
  ]);
  change('MeasureProposal__c', proposal, { ProposedOn__c: today, DoneOn__c: today });
  assert.deepEqual(yields(), [1, 2, 1]);
  change('MeasureProposal__c', proposal, { DoneOn__c: null });
  assert.deepEqual(yields(), [1, 2, 0]);
  remove('MeasureProposal__c', onSite);
  assert.deepEqual(yields(), [1, 1, 0]);
});

test('a measure done but never proposed, and one outside its period, warn without stopping the save', () => {
  const caution = (proposal: string): string => String(read('MeasureProposal__c', proposal, ['Caution__c'])[0] ?? '');
  const measure = newMeasure({ AcceptFrom__c: addDays(today, -30), AcceptUntil__c: today });
  const proposal = office.created('MeasureProposal__c', { Case__c: newCase(), Measure__c: measure, PreparedOn__c: today });
  assert.equal(caution(proposal), '');
  assert.deepEqual(read('SupportMeasure__c', measure, ['IsOpen__c']), [true]);
  change('SupportMeasure__c', measure, { AcceptUntil__c: addDays(today, -1) });
  assert.deepEqual(read('SupportMeasure__c', measure, ['IsOpen__c']), [false]);
  assert.match(caution(proposal), /^受付外/);
  change('MeasureProposal__c', proposal, { DoneOn__c: today });
  assert.match(caution(proposal), /^提案日がないまま/);
  change('MeasureProposal__c', proposal, { ProposedOn__c: today });
  assert.equal(caution(proposal), '');
  change('SupportMeasure__c', measure, { AcceptFrom__c: addDays(today, 1), AcceptUntil__c: null });
  assert.deepEqual(read('SupportMeasure__c', measure, ['IsOpen__c']), [false]);
});

test('a handover stalls on its 31st day without result, and moves with a result or once the measure is done', () => {
  const proposal = office.created('MeasureProposal__c', {
    Case__c: newCase(),
    Measure__c: newMeasure(),
    HandoverOn__c: addDays(today, -30)
  });
  const stalled = (): unknown => read('MeasureProposal__c', proposal, ['IsHandoverStalled__c'])[0];
  assert.equal(stalled(), false);
  change('MeasureProposal__c', proposal, { HandoverOn__c: addDays(today, -31) });
  assert.equal(stalled(), true);
  change('MeasureProposal__c', proposal, { Result__c: '未着手' });
  assert.equal(stalled(), true);
  change('MeasureProposal__c', proposal, { Result__c: '進行中' });
  assert.equal(stalled(), false);
  change('MeasureProposal__c', proposal, { Result__c: null, ProposedOn__c: today, DoneOn__c: addDays(today, -1) });
  assert.equal(stalled(), false);
});

test('a measure that a case uses cannot be deleted, and its key is taken once', () => {
  const measure = newMeasure({ MeasureKey__c: 'fee-reduction-test' });
  const proposal = office.created('MeasureProposal__c', { Case__c: newCase(), Measure__c: measure });
  const refusal = office.saveOne({ operation: 'delete', object: 'SupportMeasure__c', id: measure }).errors;
  assert.deepEqual(
    refusal.map((error) => error.statusCode),
    ['DELETE_FAILED']
  );
  const again = office.saveOne({
    operation: 'insert',
    object: 'SupportMeasure__c',
    values: { Name: '別名', MeasureKey__c: 'Fee-Reduction-Test' }
  });
  assert.deepEqual(
    again.errors.map((error) => [error.statusCode, error.fields]),
    [['DUPLICATE_VALUE', ['MeasureKey__c']]]
  );
  remove('MeasureProposal__c', proposal);
  remove('SupportMeasure__c', measure);
});

test('the org takes all measures of the sample data, and a call that is over is closed', () => {
  const { records } = JSON.parse(readFileSync(join(SAMPLE_DATA, 'SupportMeasure.json'), 'utf8')) as { records: Record<string, unknown>[] };
  const ids = records.map(({ attributes: _, ...values }) => office.created('SupportMeasure__c', values));
  const open = ids.map((id) => read('SupportMeasure__c', id, ['IsOpen__c', 'AcceptUntil__c']));
  for (const [isOpen, until] of open) assert.equal(isOpen, until === null || String(until) >= today);
});

test('visits count when done, and the first and last follow the days', () => {
  office.assign('DataMigration');
  const id = newCase();
  const visits = (): unknown[] => counts(id, 'VisitCount__c', 'FirstVisitOn__c', 'LastVisitOn__c');
  const visit = (day: string, done: boolean): string =>
    office.created('Visit__c', { Case__c: id, StartAt__c: `${day}T05:00:00.000Z`, VisitedOn__c: day, IsDone__c: done });
  const first = visit('2026-06-10', true);
  const planned = visit('2026-11-30', false);
  const last = visit('2026-09-01', true);
  assert.deepEqual(visits(), [2, '2026-06-10', '2026-09-01']);
  change('Visit__c', planned, { IsDone__c: true });
  assert.deepEqual(visits(), [3, '2026-06-10', '2026-11-30']);
  remove('Visit__c', first);
  change('Visit__c', planned, { IsDone__c: false });
  assert.deepEqual(visits(), [1, '2026-09-01', '2026-09-01']);
  remove('Visit__c', last);
  assert.deepEqual(visits(), [0, null, null]);
});

test('consultations and states of items count', () => {
  const id = newCase();
  const consultation = office.created('Consultation__c', { Case__c: id, RightType__c: '商標', Topic__c: '出願前調査' });
  const state = office.created('ItemState__c', { Case__c: id, Item__c: 'Case_Customers', State__c: '未確認' });
  office.created('ItemState__c', { Case__c: id, Item__c: 'Case_Competitors', State__c: '該当なし' });
  const rows = (): unknown[] => counts(id, 'ConsultationCount__c', 'UnconfirmedRows__c', 'NotApplicableRows__c');
  assert.deepEqual(rows(), [1, 1, 1]);
  assert.equal(office.row('ItemState__c', state).StatedOn__c, today);
  change('ItemState__c', state, { State__c: '該当なし' });
  assert.deepEqual(rows(), [1, 0, 2]);
  remove('Consultation__c', consultation);
  remove('ItemState__c', state);
  assert.deepEqual(rows(), [0, 0, 1]);
});

test('a row stays with its case: another case is refused', () => {
  const issue = office.created('CaseIssue__c', { Case__c: newCase(), Issue__c: ISSUE, RecognizedBySme__c: true });
  const { errors } = office.saveOne({ operation: 'update', object: 'CaseIssue__c', id: issue, values: { Case__c: newCase() } });
  assert.deepEqual(
    errors.map((error) => [error.statusCode, error.fields]),
    [['INVALID_FIELD_FOR_INSERT_UPDATE', ['Case__c']]]
  );
});

const ROWS = ['CaseIssue__c', 'Consultation__c', 'ItemState__c', 'MeasureProposal__c', 'Visit__c'];

test('what a case holds goes with it', () => {
  const id = newCase();
  office.created('CaseIssue__c', { Case__c: id, Issue__c: ISSUE, RecognizedByJpo__c: true });
  office.created('Consultation__c', { Case__c: id, RightType__c: '特許', Topic__c: '制度一般' });
  office.created('ItemState__c', { Case__c: id, Item__c: 'Case_Customers', State__c: '未確認' });
  office.created('MeasureProposal__c', { Case__c: id, Measure__c: newMeasure() });
  office.created('Visit__c', { Case__c: id, StartAt__c: `${today}T05:00:00.000Z` });
  const left = (object: string): unknown =>
    office.org.db.prepare(`SELECT COUNT(*) AS n FROM "${object}" WHERE "Case__c" = ? AND COALESCE("IsDeleted", 0) = 0`).get(id)?.n;
  for (const object of ROWS) assert.equal(left(object), 1, object);
  remove('Opportunity', id);
  for (const object of ROWS) assert.equal(left(object), 0, object);
});

test('a row that says the same again is refused', () => {
  const id = newCase();
  const twice: [string, Record<string, unknown>][] = [
    ['CaseIssue__c', { Case__c: id, Issue__c: ISSUE, RecognizedBySme__c: true }],
    ['ItemState__c', { Case__c: id, Item__c: 'Case_Customers', State__c: '未確認' }],
    ['Target__c', { FiscalYear__c: 'R98', Metric__c: '案件', Value__c: 10 }],
    ['Target__c', { FiscalYear__c: 'R98', Metric__c: '案件', Value__c: 10, TargetUser__c: office.userId }]
  ];
  for (const [object, values] of twice) {
    office.created(object, values);
    assert.notDeepEqual(office.saveOne({ operation: 'insert', object, values }).errors, [], object);
    // Two saves at one time pass each other's rules: then only the key is left.
    assert.equal(office.org.catalog.objects.get(object)?.fields.get('UniqueKey__c')?.unique, true, object);
  }
});

test('a target is a positive number of a fiscal year written as R and digits', () => {
  const refusal = (values: Record<string, unknown>): string[][] =>
    office
      .saveOne({ operation: 'insert', object: 'Target__c', values: { Metric__c: '訪問', FiscalYear__c: 'R90', Value__c: 1, ...values } })
      .errors.map((error) => error.fields);
  for (const value of [0, -5]) assert.deepEqual(refusal({ Value__c: value }), [['Value__c']], String(value));
  for (const year of ['2026', 'R', 'R0', 'r8', 'Ｒ８', 'R8年度', 'R08', ' R8x'])
    assert.deepEqual(refusal({ FiscalYear__c: year }), [['FiscalYear__c']], year);
  const target = newTarget({ FiscalYear__c: 'R91', Value__c: 1 });
  assert.deepEqual(office.refused('Target__c', target, { Value__c: 0 }), ['Value__c']);
  assert.deepEqual(office.refused('Target__c', target, { FiscalYear__c: '令和8' }), ['FiscalYear__c']);
});

test('a share is 100 ÷ target, and moves at once with the target', () => {
  office.assign('DataMigration');
  // A year far ahead, whose targets no other test makes; a flow that stamps targets finds the same ones.
  const day = '2041-05-01';
  const targets = (metric: string): Record<string, string> => {
    const year = { FiscalYear__c: 'R23', Metric__c: metric };
    return {
      OfficeTarget__c: newTarget({ ...year, Value__c: 40 }),
      OwnerTarget__c: newTarget({ ...year, Value__c: 8, TargetUser__c: office.userId })
    };
  };
  const [ofCases, ofVisits, ofCandidates] = [targets('案件'), targets('訪問'), targets('支援先候補')];
  const id = newCase({ RegisteredDate__c: day, ...ofCases });
  const visit = office.created('Visit__c', { Case__c: id, StartAt__c: `${day}T05:00:00.000Z`, VisitedOn__c: day, ...ofVisits });
  const candidate = office.created('Lead', {
    LastName: '架空',
    Company: '架空の企業',
    LeadSource: '紹介',
    RegisteredDate__c: day,
    ...ofCandidates
  });
  const shares = (): unknown[][] =>
    [
      ['Opportunity', id],
      ['Visit__c', visit],
      ['Lead', candidate]
    ].map(([object = '', record = '']) => read(object, record, ['OfficeShare__c', 'OwnerShare__c']));
  assert.deepEqual(
    shares(),
    Array.from({ length: 3 }, () => [2.5, 12.5])
  );
  for (const each of [ofCases, ofVisits, ofCandidates]) change('Target__c', String(each.OfficeTarget__c), { Value__c: 50 });
  assert.deepEqual(
    shares(),
    Array.from({ length: 3 }, () => [2, 12.5])
  );
  assert.deepEqual(read('Opportunity', newCase(), ['OfficeShare__c', 'OwnerShare__c']), [null, null]);
});

test('a visit lasts from one minute to one day', () => {
  const visit = office.created('Visit__c', { Case__c: newCase(), StartAt__c: `${today}T05:00:00.000Z` });
  assert.equal(office.row('Visit__c', visit).DurationMinutes__c, 60);
  for (const minutes of [0, -30, 1441])
    assert.deepEqual(office.refused('Visit__c', visit, { DurationMinutes__c: minutes }), ['DurationMinutes__c']);
  for (const minutes of [1, 1440, null]) assert.deepEqual(office.refused('Visit__c', visit, { DurationMinutes__c: minutes }), []);
});

test('a visit warns of points not written in time, and of a year whose holidays are unknown', () => {
  office.assign('DataMigration');
  const caution = (values: Record<string, unknown>): unknown => {
    const visit = office.created('Visit__c', { Case__c: newCase(), StartAt__c: `${today}T05:00:00.000Z`, VisitedOn__c: today, ...values });
    return read('Visit__c', visit, ['WriteUpCaution__c'])[0];
  };
  const overdue = { WriteUpDueOn__c: addDays(today, -1) };
  assert.equal(caution({ ...overdue, IsDone__c: true }), '期限切れ');
  assert.equal(caution({ ...overdue, IsDone__c: false }), null);
  assert.equal(caution({ ...overdue, IsDone__c: true, WrittenUpOn__c: today, KeyPoints__c: '要点' }), null);
  assert.equal(caution({ WriteUpDueOn__c: today, IsDone__c: true }), null);
});

test('the half and the year of a visit follow its day', () => {
  office.assign('DataMigration');
  const of = (day: string): unknown[] => {
    const visit = office.created('Visit__c', { Case__c: newCase(), StartAt__c: `${day}T03:00:00.000Z`, VisitedOn__c: day });
    return read('Visit__c', visit, ['IsThisFiscalYear__c', 'IsThisHalf__c', 'IsPreviousHalf__c']);
  };
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const fiscalYear = month >= 4 ? year : year - 1;
  const starts = [`${fiscalYear - 1}-10-01`, `${fiscalYear}-04-01`, `${fiscalYear}-10-01`, `${fiscalYear + 1}-04-01`];
  const current = month >= 4 && month <= 9 ? 1 : 2;
  for (const [index, start] of starts.entries()) {
    const inYear = index === 1 || index === 2;
    assert.deepEqual(of(start), [inYear, index === current, index === current - 1], start);
    const before = index - 1;
    assert.deepEqual(
      of(addDays(start, -1)),
      [before === 1 || before === 2, before === current, before === current - 1],
      `day before ${start}`
    );
  }
});

test('the views of the office run and find what they name', () => {
  office.assign('DataMigration');
  const id = newCase();
  const found = (object: string, view: string): string[] => {
    const definition = office.org.catalog.objects.get(object);
    const list = definition && listDefinition(office.org.catalog, definition, view);
    assert.ok(list, `${object} ${view}`);
    return runList(office.org, accessOf(office.org, office.userId), office.userId, list, { sortBy: [], pageSize: 2000, offset: 0 }).ids;
  };
  const visit = (days: number, values: Record<string, unknown> = {}): string => {
    const day = addDays(today, days);
    return office.created('Visit__c', { Case__c: id, StartAt__c: `${day}T05:00:00.000Z`, VisitedOn__c: day, ...values });
  };
  const [past, recent, coming, far] = [visit(-15), visit(-14), visit(14), visit(15)];
  const shown = found('Visit__c', 'Support_Visits_14_Days');
  assert.deepEqual(
    [past, recent, coming, far].map((each) => shown.includes(each)),
    [false, true, true, false]
  );
  const mine = visit(0, { Visitor__c: office.userId });
  assert.ok(found('Visit__c', 'Support_My_Visits').includes(mine));
  insertRow(office.org, 'User', '005000000000008AAA', {
    Username: 'colleague@example.com',
    LastName: '同僚',
    IsActive: true,
    ProfileId: null
  });
  const theirs = visit(0, { Visitor__c: '005000000000008AAA' });
  assert.ok(!found('Visit__c', 'Support_My_Visits').includes(theirs));
  const overdue = visit(-20, { IsDone__c: true, WriteUpDueOn__c: addDays(today, -15) });
  assert.ok(found('Visit__c', 'Support_Visits_Write_Up_Overdue').includes(overdue));
  const proposal = office.created('MeasureProposal__c', {
    Case__c: id,
    Measure__c: newMeasure({ Certainty__c: '要確認' }),
    DoneOn__c: today,
    HandoverOn__c: today
  });
  assert.ok(found('MeasureProposal__c', 'Support_Done_Not_Proposed').includes(proposal));
  change('MeasureProposal__c', proposal, { ProposedOn__c: today });
  assert.ok(!found('MeasureProposal__c', 'Support_Done_Not_Proposed').includes(proposal));
  const thisYear = newTarget({ FiscalYear__c: `R${Number(addDays(today, -90).slice(0, 4)) - 2018}`, Value__c: 5 });
  assert.equal(typeof read('Target__c', thisYear, ['IsThisFiscalYear__c'])[0], 'boolean');
  for (const object of [...ROWS, 'SupportMeasure__c', 'Target__c', 'PhaseLog__c'])
    for (const view of office.org.catalog.objects.get(object)?.listViews.keys() ?? []) found(object, view);
});

test('rows are written by officers, seen by partners in part, and by nobody without the case', () => {
  const stranger = '005000000000007AAA';
  insertRow(office.org, 'User', stranger, { Username: 'partner@example.com', LastName: '連携', IsActive: true, ProfileId: null });
  const set = String(office.org.db.prepare('SELECT "Id" FROM "PermissionSet" WHERE "Name" = ?').get('PartnerViewer')?.Id);
  const id = newCase();
  const insert = (object: string, values: Record<string, unknown>): string[] =>
    save(office.org, stranger, [{ operation: 'insert', object, values: { Case__c: id, ...values } }], { allOrNone: true }).flatMap(
      (result) => result.errors.map((error) => error.statusCode)
    );
  assert.equal(accessOf(office.org, stranger).object('Visit__c').read, false);
  office.created('PermissionSetAssignment', { PermissionSetId: set, AssigneeId: stranger });
  const access = accessOf(office.org, stranger);
  for (const [object, reads] of [
    ['Visit__c', true],
    ['Consultation__c', true],
    ['MeasureProposal__c', true],
    ['SupportMeasure__c', true],
    ['CaseIssue__c', false],
    ['ItemState__c', false],
    ['Target__c', false],
    ['PhaseLog__c', false]
  ] as const)
    assert.deepEqual(access.object(object), { read: reads, create: false, edit: false, delete: false }, object);
  assert.equal(access.canRead('Opportunity', 'JpoIssueCount__c'), false);
  assert.notDeepEqual(insert('Consultation__c', { RightType__c: '特許', Topic__c: '制度一般' }), []);
});
