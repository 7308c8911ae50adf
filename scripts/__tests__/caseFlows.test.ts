/** What the flows of 案件 write by themselves: names and dates of a new case, its days, its end, its log and its tasks. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { deployFiles } from '../org/metadata/deploy.ts';
import { closeOrg } from '../org/org.ts';
import { save } from '../org/records/save.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';

let office: PackageOrg;
let company: string;
let measure: string;

before(async () => {
  office = await openPackageOrg();
  company = office.created('Account', { Name: '架空精機株式会社' });
  measure = office.created('SupportMeasure__c', { Name: '架空の窓口', MeasureKey__c: 'desk' });
});

after(() => {
  closeOrg(office.org);
});

beforeEach(() => {
  office.unassign('DataMigration');
  office.moveTo('2026-06-01T00:00:00Z');
});

const WON = 'クローズ（支援完了）';
const LOST = 'クローズ（未アクション）';
const READY = {
  VisitType__c: 'その他',
  PreparationCompleted__c: true,
  ManagementIssues__c: '海外展開',
  FollowUp__c: '不可',
  Output__c: '窓口につないだ。',
  Evaluation__c: '4 期待どおり'
};

const newCase = (values: Row = {}): string =>
  office.created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31', AccountId: company, ...values });
/** A case that meets every gate, its rows included. */
const readyCase = (values: Row = {}): string => {
  const id = newCase({ ...READY, ...values });
  office.created('CaseIssue__c', { Case__c: id, Issue__c: '費用負担（出願・維持・代理人）', RecognizedByJpo__c: true });
  office.created('MeasureProposal__c', { Case__c: id, Measure__c: measure, ProposedOn__c: '2026-06-01' });
  return id;
};
const ofCase = (id: string): Row => office.row('Opportunity', id);
const moved = (id: string, phase: string, values: Row = {}): void => {
  assert.deepEqual(office.refused('Opportunity', id, { StageName: phase, ...values }), []);
};
const logs = (id: string): Row[] => office.rows('PhaseLog__c', 'Case__c', id);
const tasks = (id: string): unknown[][] =>
  office
    .query(`SELECT Subject, ActivityDate, Status, IsClosed, OwnerId, Priority FROM Task WHERE WhatId = '${id}' ORDER BY Id`)
    .map((task) => [task.Subject, task.ActivityDate, task.IsClosed]);
/** Saves while the org has a rule of its own against tasks. */
const underTaskRule = (formula: string, work: () => void): void => {
  const deployRule = (active: boolean): void => {
    const rule = `<validationRules><fullName>Own_Rule</fullName><active>${active}</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>登録できません。</errorMessage></validationRules>`;
    const file = `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">${rule}</CustomObject>`;
    assert.deepEqual(deployFiles(office.org, new Map([['objects/Task.object', Buffer.from(file)]])).details.componentFailures, []);
  };
  deployRule(true);
  try {
    work();
  } finally {
    deployRule(false);
  }
};
const imported = (values: Row): Row => {
  office.assign('DataMigration');
  const row = ofCase(newCase(values));
  office.unassign('DataMigration');
  return row;
};

test('a case made on the page of a company gets its name and 支援終了予定日', () => {
  const made = (values: Row): Row => ofCase(newCase({ Name: '（自動命名）', ...values }));
  assert.deepEqual(
    [made({}), made({ VisitType__c: 'その他', PlannedVisitDate__c: '2026-08-31' })].map((row) => [row.Name, row.CloseDate, row.StageName]),
    [
      ['架空精機株式会社／R8', '2026-12-01', '事前準備'],
      ['架空精機株式会社／R8／その他', '2027-02-28', '事前準備']
    ]
  );
  assert.equal(made({ AccountId: null, VisitType__c: 'その他' }).Name, 'R8／その他');
});

test('a name of one’s own and a date of one’s own stay, then and later', () => {
  const id = newCase({ Name: '架空の（自動命名）' });
  assert.deepEqual([ofCase(id).Name, ofCase(id).CloseDate], ['架空の（自動命名）', '2027-03-31']);
  moved(id, '事前準備', { Name: '（自動命名）のまま' });
  assert.equal(ofCase(id).Name, '（自動命名）のまま');
});

test('a long name of a company is cut so that year and type of visit stay within 120 characters', () => {
  const long = office.created('Account', { Name: `株式会社${'架空'.repeat(100)}` });
  const name = String(ofCase(newCase({ Name: '（自動命名）', AccountId: long, VisitType__c: 'その他' })).Name);
  assert.equal(name.length, 120);
  assert.match(name, /^株式会社(架空)+架?／R8／その他$/);
});

test('a converted candidate starts in 事前準備 under its new name, also while data are migrated', () => {
  for (const migrates of [false, true]) {
    if (migrates) office.assign('DataMigration');
    const { id, errors } = office.saveOne({
      operation: 'insert',
      object: 'Opportunity',
      values: {
        Name: '架空精機株式会社-',
        StageName: '提案',
        CloseDate: '2026-06-30',
        AccountId: company,
        PlannedVisitDate__c: '2026-07-15'
      },
      platform: { values: { FromCandidate__c: true }, skipRules: false, skipDuplicateRules: false }
    });
    assert.deepEqual(errors, []);
    const row = ofCase(String(id));
    assert.deepEqual([row.StageName, row.Name, row.CloseDate, row.Probability], ['事前準備', '架空精機株式会社／R8', '2027-01-15', 10]);
  }
});

test('an import of a case that once was a candidate keeps its phase, name and date', () => {
  const candidate = office.created('Lead', { LastName: '架空', Company: '架空の企業', LeadSource: '紹介' });
  const row = imported({ FromCandidate__c: true, Candidate__c: candidate, StageName: '提案' });
  assert.deepEqual([row.StageName, row.Name, row.CloseDate], ['提案', '架空の案件', '2027-03-31']);
});

test('fiscal year and half follow the day of registration, the day in Japan where none is given', () => {
  for (const [moment, day, year, half] of [
    ['2027-03-31T14:59:59Z', '2027-03-31', 'R8', 'R8 下期'],
    ['2027-03-31T15:00:00Z', '2027-04-01', 'R9', 'R9 上期'],
    ['2026-09-30T14:59:59Z', '2026-09-30', 'R8', 'R8 上期'],
    ['2026-09-30T15:00:00Z', '2026-10-01', 'R8', 'R8 下期']
  ] as const) {
    office.moveTo(moment);
    const row = ofCase(newCase());
    assert.deepEqual([row.RegisteredDate__c, row.FiscalYear__c, row.HalfYearKey__c, row.PhaseStartedOn__c], [day, year, half, day], moment);
  }
});

test('an import brings its days; blank ones are filled', () => {
  const brought = imported({
    RegisteredDate__c: '2025-09-30',
    PhaseStartedOn__c: '2025-10-02',
    DaysInPreparation__c: 7,
    StageName: '提案'
  });
  assert.deepEqual(
    [brought.FiscalYear__c, brought.HalfYearKey__c, brought.PhaseStartedOn__c, brought.DaysInPreparation__c, brought.DaysInProposal__c],
    ['R7', 'R7 上期', '2025-10-02', 7, null]
  );
  const blank = imported({ RegisteredDate__c: null, PhaseStartedOn__c: null });
  assert.deepEqual([blank.RegisteredDate__c, blank.PhaseStartedOn__c, blank.FiscalYear__c], ['2026-06-01', '2026-06-01', 'R8']);
});

test('a closed case that is imported without クローズ日 takes its CloseDate, never a day to come', () => {
  assert.equal(imported({ StageName: LOST, CloseDate: '2026-02-10' }).ClosedOn__c, '2026-02-10');
  assert.equal(imported({ StageName: WON, CloseDate: '2026-02-10', ClosedOn__c: '2026-02-01' }).ClosedOn__c, '2026-02-01');
  assert.equal(imported({ StageName: LOST, CloseDate: '2026-12-31' }).ClosedOn__c, '2026-06-01');
  assert.equal(imported({ StageName: '提案', CloseDate: '2026-02-10' }).ClosedOn__c, null);
});

test('an import that moves a case writes no log, no task and no day', () => {
  const id = readyCase({ FollowUp__c: '可' });
  office.assign('DataMigration');
  office.moveTo('2026-06-11T00:00:00Z');
  moved(id, '提案', { DecisionReason__c: 'その他' });
  moved(id, WON, { CloseDate: '2026-06-05' });
  const row = ofCase(id);
  assert.deepEqual(
    [logs(id), tasks(id), row.PhaseStartedOn__c, row.DecisionReason__c, row.ClosedOn__c, row.FollowUpDate__c],
    [[], [], '2026-06-01', 'その他', '2026-06-05', null]
  );
});

test('the days in each phase are added up as often as it is left, by the day in Japan', () => {
  const id = readyCase();
  const days = (): unknown[] => {
    const row = ofCase(id);
    return [row.DaysInPreparation__c, row.DaysInIdentification__c, row.DaysInProposal__c, row.DaysInFollowUp__c, row.PhaseStartedOn__c];
  };
  office.moveTo('2026-06-10T14:59:00Z');
  moved(id, '課題の特定');
  assert.deepEqual(days(), [9, 0, 0, 0, '2026-06-10']);
  office.moveTo('2026-06-20T15:00:00Z');
  moved(id, '事前準備', { DecisionReason__c: '企業都合' });
  assert.deepEqual(days(), [9, 11, 0, 0, '2026-06-21']);
  moved(id, 'フォロー中');
  office.moveTo('2026-07-01T03:00:00Z');
  moved(id, WON);
  assert.deepEqual(days(), [9, 11, 0, 10, '2026-07-01']);
  assert.deepEqual(
    logs(id).map((row) => [row.FromPhase__c, row.ToPhase__c, row.Days__c]),
    [
      ['事前準備', '課題の特定', 9],
      ['課題の特定', '事前準備', 11],
      ['事前準備', 'フォロー中', 0],
      ['フォロー中', WON, 10]
    ]
  );
});

test('a plain save moves no day and writes nothing', () => {
  const id = newCase();
  office.moveTo('2026-07-01T00:00:00Z');
  moved(id, '事前準備', { Hypothesis__c: '価格で負けているのではないか。' });
  assert.deepEqual([ofCase(id).PhaseStartedOn__c, ofCase(id).DaysInPreparation__c, logs(id), tasks(id)], ['2026-06-01', null, [], []]);
});

test('the log says 基準達成 for a move forward, the reason given for a step back, the drop for an end without action', () => {
  const id = readyCase();
  moved(id, '提案', { DecisionNote__c: '二つまとめて進めた。' });
  moved(id, '課題の特定', { DecisionReason__c: '庁側の都合（体制・時期）', DecisionNote__c: '担当が替わった。' });
  moved(id, LOST, { DropReason__c: '人手不足', DropSide__c: '企業側' });
  moved(id, '提案', { DecisionReason__c: '企業都合' });
  moved(id, LOST, { DropReason__c: '人手不足', DropSide__c: '企業側', DecisionNote__c: '社長が入院した。' });
  assert.deepEqual(
    logs(id).map((row) => [row.FromPhase__c, row.ToPhase__c, row.Reason__c, row.Note__c, row.ChangedBy__c, row.Candidate__c]),
    [
      ['事前準備', '提案', '基準達成', '二つまとめて進めた。', office.userId, null],
      ['提案', '課題の特定', '庁側の都合（体制・時期）', '担当が替わった。', office.userId, null],
      ['課題の特定', LOST, '人手不足', 'ドロップの側：企業側', office.userId, null],
      [LOST, '提案', '企業都合', null, office.userId, null],
      ['提案', LOST, '人手不足', 'ドロップの側：企業側。社長が入院した。', office.userId, null]
    ]
  );
  assert.deepEqual([ofCase(id).DecisionReason__c, ofCase(id).DecisionNote__c], [null, null]);
});

test('判断理由 is used once: the next step back asks for its own', () => {
  const id = readyCase();
  moved(id, '提案');
  moved(id, '課題の特定', { DecisionReason__c: '企業都合' });
  assert.deepEqual(office.refused('Opportunity', id, { StageName: '事前準備' }), ['DecisionReason__c']);
  assert.equal(logs(id).length, 2);
});

test('a refused move leaves no log, no task, no day', () => {
  const id = newCase({ FollowUp__c: '可' });
  const before = ofCase(id);
  for (const values of [
    { StageName: WON },
    { StageName: 'フォロー中' },
    { StageName: LOST },
    { StageName: '課題の特定', DecisionNote__c: '急ぐ。' }
  ])
    assert.notDeepEqual(office.refused('Opportunity', id, values), [], values.StageName);
  assert.deepEqual(ofCase(id), before);
  assert.deepEqual([logs(id), tasks(id)], [[], []]);
});

test('a case typed straight into a later phase is refused at フェーズ, and nothing of it stays', () => {
  const count = (): number => office.query('SELECT Id FROM Opportunity').length;
  const before = count();
  for (const StageName of ['課題の特定', '提案', 'フォロー中', WON, LOST]) {
    const values = {
      Name: '（自動命名）',
      StageName,
      CloseDate: '2027-03-31',
      AccountId: company,
      ...READY,
      DropReason__c: '人手不足',
      DropSide__c: '企業側'
    };
    const { errors } = office.saveOne({ operation: 'insert', object: 'Opportunity', values });
    assert.deepEqual(
      errors.map(({ fields }) => fields),
      [['StageName']],
      StageName
    );
  }
  assert.equal(count(), before);
});

test('クローズ日 is the day in Japan, whatever CloseDate becomes, and goes when the case is opened again', () => {
  const id = readyCase();
  office.moveTo('2026-09-30T15:30:00Z');
  moved(id, WON);
  assert.deepEqual([ofCase(id).ClosedOn__c, ofCase(id).CloseDate], ['2026-10-01', '2026-09-30']);
  office.moveTo('2026-10-05T00:00:00Z');
  moved(id, 'フォロー中', { DecisionReason__c: '企業都合' });
  assert.equal(ofCase(id).ClosedOn__c, null);
  moved(id, WON);
  assert.equal(ofCase(id).ClosedOn__c, '2026-10-05');
});

test('未アクション keeps the phase it came from; opening again clears the drop, which the log keeps', () => {
  const id = readyCase();
  moved(id, '提案');
  moved(id, LOST, { DropReason__c: '人手不足', DropSide__c: '企業側' });
  const drop = (): unknown[] => [ofCase(id).DropPhase__c, ofCase(id).DropReason__c, ofCase(id).DropSide__c, ofCase(id).ClosedOn__c];
  assert.deepEqual(drop(), ['提案', '人手不足', '企業側', '2026-06-01']);
  moved(id, '課題の特定', { DecisionReason__c: '企業都合' });
  assert.deepEqual(drop(), [null, null, null, null]);
  assert.equal(logs(id)[1]?.Reason__c, '人手不足');
});

test('opening again asks for a reason, and one end is not turned into the other', () => {
  const id = readyCase();
  moved(id, WON);
  assert.deepEqual(office.refused('Opportunity', id, { StageName: '提案' }), ['DecisionReason__c']);
  assert.deepEqual(office.refused('Opportunity', id, { StageName: LOST, DropReason__c: '人手不足', DropSide__c: '企業側' }), ['StageName']);
  assert.deepEqual([ofCase(id).StageName, ofCase(id).ClosedOn__c, ofCase(id).DropPhase__c, logs(id).length], [WON, '2026-06-01', null, 1]);
});

test('提案 and フォロー中 make sure that an open next action exists', () => {
  const id = readyCase();
  moved(id, '課題の特定');
  assert.deepEqual(tasks(id), []);
  moved(id, '提案');
  assert.deepEqual(tasks(id), [['次のアクションを決める', '2026-06-08', false]]);
  moved(id, 'フォロー中');
  assert.equal(tasks(id).length, 1, 'the open one is enough');
  const [task] = office.query(`SELECT Id, OwnerId, Status, Priority FROM Task WHERE WhatId = '${id}'`);
  assert.deepEqual([task?.OwnerId, task?.Status, task?.Priority], [office.userId, 'Not Started', 'Normal']);
  office.saveOne({ operation: 'update', object: 'Task', id: String(task?.Id), values: { Status: 'Completed' } });
  moved(id, '提案', { DecisionReason__c: '企業都合' });
  assert.deepEqual(tasks(id)[1], ['次のアクションを決める', '2026-06-08', false]);
});

test('closing with 可 sets フォロー予定日 and the task of that day; a date of one’s own stays', () => {
  const id = readyCase({ FollowUp__c: '可' });
  moved(id, WON);
  assert.equal(ofCase(id).FollowUpDate__c, '2026-12-01');
  assert.deepEqual(tasks(id), [['状況伺い', '2026-12-01', false]]);
  const own = readyCase({ FollowUp__c: '可', FollowUpDate__c: '2026-09-15' });
  moved(own, LOST, { DropReason__c: '人手不足', DropSide__c: '企業側' });
  assert.deepEqual([ofCase(own).FollowUpDate__c, tasks(own)], ['2026-09-15', [['状況伺い', '2026-09-15', false]]]);
});

test('closing with 要確認 makes a task to ask, with 不可 none', () => {
  const unclear = readyCase({ FollowUp__c: '要確認' });
  moved(unclear, WON);
  assert.deepEqual([ofCase(unclear).FollowUpDate__c, tasks(unclear)], [null, [['状況伺いをしてよいか尋ねる', '2026-06-15', false]]]);
  const no = readyCase({ FollowUp__c: '不可' });
  moved(no, WON);
  assert.deepEqual([ofCase(no).FollowUpDate__c, tasks(no)], [null, []]);
});

test('the answer to 要確認 ends the question and brings the task that follows from it', () => {
  const id = readyCase({ FollowUp__c: '要確認' });
  moved(id, WON);
  office.moveTo('2026-06-10T00:00:00Z');
  moved(id, WON, { FollowUp__c: '可' });
  assert.deepEqual(tasks(id), [
    ['状況伺いをしてよいか尋ねる', '2026-06-15', true],
    ['状況伺い', '2026-12-10', false]
  ]);
  assert.equal(logs(id).length, 1);
  moved(id, WON, { FollowUp__c: '不可' });
  assert.deepEqual(
    tasks(id).map(([, , closed]) => closed),
    [true, true]
  );
});

test('opening again completes 状況伺い and leaves every other task alone', () => {
  const id = readyCase({ FollowUp__c: '可' });
  const other = office.created('Task', { WhatId: id, Subject: '資料を送る', ActivityDate: '2026-06-30' });
  moved(id, WON);
  moved(id, 'フォロー中', { DecisionReason__c: '企業都合' });
  assert.deepEqual(tasks(id), [
    ['資料を送る', '2026-06-30', false],
    ['状況伺い', '2026-12-01', true]
  ]);
  assert.equal(office.row('Task', other).Status, 'Not Started');
  moved(id, WON);
  assert.deepEqual(tasks(id)[2], ['状況伺い', '2026-12-01', false], 'closing once more asks once more');
});

test('an owner who has left keeps no case from moving: whoever moved it gets the task', () => {
  const left = office.newUser('退職者');
  const id = readyCase({ OwnerId: left, FollowUp__c: '可' });
  office.org.db.prepare('UPDATE "User" SET "IsActive" = 0 WHERE "Id" = ?').run(left);
  moved(id, '提案');
  moved(id, WON);
  assert.deepEqual([ofCase(id).StageName, ofCase(id).OwnerId, logs(id).length], [WON, left, 2]);
  assert.deepEqual(
    office
      .query(`SELECT Subject, OwnerId, Description FROM Task WHERE WhatId = '${id}' ORDER BY Id`)
      .map((task) => [task.Subject, task.OwnerId]),
    [
      ['次のアクションを決める', office.userId],
      ['状況伺い', office.userId]
    ]
  );
});

test('a task that the org refuses leaves the move with its log', () => {
  const id = readyCase({ FollowUp__c: '可' });
  moved(id, '提案');
  underTaskRule('NOT(ISBLANK(WhatId))', () => {
    moved(id, WON);
  });
  assert.deepEqual([ofCase(id).StageName, logs(id).length], [WON, 2]);
  assert.deepEqual(tasks(id), [['次のアクションを決める', '2026-06-08', false]]);
});

test('状況伺い that the org keeps open does not keep the case from opening again', () => {
  const id = readyCase({ FollowUp__c: '可' });
  moved(id, WON);
  underTaskRule('IsClosed', () => {
    moved(id, 'フォロー中', { DecisionReason__c: '企業都合' });
  });
  assert.deepEqual([ofCase(id).StageName, tasks(id)], ['フォロー中', [['状況伺い', '2026-12-01', false]]]);
});

test('another company takes visits with their calendar events and proposals along, by import too', () => {
  const id = readyCase();
  const visit = office.created('Visit__c', { Case__c: id, StartAt__c: '2026-06-10T05:00:00Z' });
  const other = office.created('Account', { Name: '別の架空工業' });
  moved(id, '事前準備', { AccountId: other });
  const companies = (): unknown[] => [
    office.row('Visit__c', visit).Company__c,
    office.rows('MeasureProposal__c', 'Case__c', id)[0]?.Company__c
  ];
  assert.deepEqual(companies(), [other, other]);
  assert.equal(office.rows('Event', 'WhatId', visit)[0]?.Subject, '訪問：別の架空工業');
  office.assign('DataMigration');
  moved(id, '事前準備', { AccountId: company });
  assert.deepEqual(companies(), [company, company]);
  assert.deepEqual([logs(id), tasks(id)], [[], []]);
});

test('another owner changes nothing but the owner’s target', () => {
  const id = readyCase();
  moved(id, '提案');
  const before = ofCase(id);
  moved(id, '提案', { OwnerId: office.newUser('引継ぎ') });
  assert.deepEqual([ofCase(id).PhaseStartedOn__c, logs(id).length, tasks(id).length], [before.PhaseStartedOn__c, 1, 1]);
});

test('cases that are moved together are each logged; a refused one leaves the others', () => {
  const ids = [readyCase(), newCase(), readyCase()];
  const results = save(
    office.org,
    office.userId,
    ids.map((id) => ({ operation: 'update' as const, object: 'Opportunity', id, values: { StageName: '提案' } })),
    { allOrNone: false }
  );
  assert.deepEqual(
    results.map(({ success }) => success),
    [true, false, true]
  );
  assert.deepEqual(
    ids.map((id) => [logs(id).length, tasks(id).length]),
    [
      [1, 1],
      [0, 0],
      [1, 1]
    ]
  );
});
