/** 支援先候補: every move of the status that the report knows, and every other one, through the save pipeline of the embedded org. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { runSoql } from '../org/query/soql.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
});

after(() => {
  closeOrg(office.org);
});

const OPEN = ['新規', '未連絡', '連絡済み'];
const STATUSES = [...OPEN, '訪問不要', '取引開始済み'];
const REASON = { DecisionReason__c: '支援ニーズを本人から聞いた' };
const CONTACTED = { FirstContactMethod__c: '電話', FirstContactDate__c: '2026-11-20' };
const NOT_NEEDED = {
  VisitNotNeededTiming__c: '最初から不要',
  VisitNotNeededReason__c: '重複登録',
  DecisionNote__c: '同じ企業が登録済み。'
};
const ACCEPTED = { AppointmentAcceptedDate__c: '2026-11-21' };

const newCandidate = (values: Record<string, unknown> = {}): string =>
  office.created('Lead', { LastName: '架空', Company: '架空の企業', Status: '新規', LeadSource: '紹介', ...values });

/** A candidate in a status, brought there by the import, with everything that a gate may ask. */
function candidateIn(status: string, values: Record<string, unknown> = {}): string {
  office.assign('DataMigration');
  const id = newCandidate({ Status: status, ...CONTACTED, ...NOT_NEEDED, ...ACCEPTED, ...values });
  office.unassign('DataMigration');
  return id;
}

/** Messages of the rules that an update meets. */
function messages(id: string, values: Record<string, unknown>): string[] {
  return office.saveOne({ operation: 'update', object: 'Lead', id, values }).errors.map((error) => error.message);
}

test('a new candidate starts in 新規 and in no other status', () => {
  for (const status of STATUSES) {
    const { errors } = office.saveOne({
      operation: 'insert',
      object: 'Lead',
      values: { LastName: '架空', Company: '架空の企業', LeadSource: '紹介', Status: status, ...NOT_NEEDED }
    });
    assert.deepEqual(
      errors.map((error) => error.message),
      status === '新規' ? [] : ['新しい支援先候補は「新規」から始めます。「状況」を「新規」にして保存し、そのあとで進めてください。'],
      status
    );
  }
});

for (const from of [...OPEN, '訪問不要']) {
  for (const to of STATUSES.filter((status) => status !== from)) {
    const allowed = to !== '取引開始済み' && (from !== '訪問不要' || to === '連絡済み');
    test(`${from} → ${to} is ${allowed ? 'allowed when everything asked is there' : 'refused at 状況'}`, () => {
      const id = candidateIn(from);
      assert.deepEqual(office.refused('Lead', id, { Status: to, ...REASON }), allowed ? [] : ['Status']);
      assert.equal(office.row('Lead', id).Status, allowed ? to : from);
    });
  }
}

test('取引開始済み cannot be chosen by hand, and 訪問不要 tells the only way back', () => {
  assert.deepEqual(messages(candidateIn('連絡済み'), { Status: '取引開始済み', ...REASON }), [
    '「取引開始済み」は案件化すると付きます。「状況」は変えずに、取引の開始の操作で案件化してください。'
  ]);
  assert.deepEqual(messages(candidateIn('訪問不要'), { Status: '新規', ...REASON }), [
    '「訪問不要」から戻せるのは「連絡済み」だけです。再び関心を示した企業に連絡を取り、「状況」を「連絡済み」にしてください。'
  ]);
});

test('every change of status asks for its reason, a plain save does not', () => {
  const id = newCandidate();
  assert.deepEqual(office.refused('Lead', id, { Department__c: '開発部' }), []);
  assert.deepEqual(office.refused('Lead', id, { Status: '未連絡' }), ['DecisionReason__c']);
  assert.deepEqual(office.refused('Lead', id, { Status: '未連絡', ...REASON }), []);
  for (const to of ['新規', '連絡済み', '訪問不要']) {
    assert.deepEqual(
      office.refused('Lead', id, { Status: to, ...CONTACTED, ...NOT_NEEDED, DecisionReason__c: null }),
      ['DecisionReason__c'],
      to
    );
  }
});

test('a candidate of the queue 支援先候補_未割当 waits for a person', () => {
  const queue = String(office.org.db.prepare(`SELECT "Id" FROM "Group" WHERE "DeveloperName" = 'UnassignedCandidates'`).get()?.Id);
  const id = newCandidate({ OwnerId: queue });
  assert.deepEqual(messages(id, { Status: '未連絡', ...REASON }), [
    '先の状況に進むには、未割当のままになっている「担当者」を職員に変えてください。'
  ]);
  assert.deepEqual(office.refused('Lead', id, { Status: '未連絡', OwnerId: office.userId, ...REASON }), []);
});

test('新規 is left only with a source', () => {
  const id = newCandidate({ LeadSource: null });
  assert.deepEqual(office.refused('Lead', id, { Status: '未連絡', ...REASON }), ['LeadSource']);
  assert.deepEqual(office.refused('Lead', id, { Status: '未連絡', LeadSource: '電話', ...REASON }), []);
});

test('未連絡 cannot be left forward without the first contact, nor be jumped over', () => {
  for (const status of ['新規', '未連絡']) {
    const id = candidateIn(status, { FirstContactMethod__c: null, FirstContactDate__c: null });
    assert.deepEqual(
      office.refused('Lead', id, { Status: '連絡済み', ...REASON }),
      ['FirstContactDate__c', 'FirstContactMethod__c'],
      status
    );
    assert.deepEqual(office.refused('Lead', id, { Status: '連絡済み', ...REASON, ...CONTACTED }), [], status);
  }
});

test('a return from 訪問不要 meets the gates below it', () => {
  const id = candidateIn('訪問不要', { FirstContactDate__c: null, LeadSource: null });
  assert.deepEqual(office.refused('Lead', id, { Status: '連絡済み', ...REASON }), ['FirstContactDate__c', 'LeadSource']);
});

test('a step back asks for nothing but its reason', () => {
  const id = candidateIn('連絡済み', { FirstContactMethod__c: null, FirstContactDate__c: null });
  assert.deepEqual(office.refused('Lead', id, { Status: '新規', ...REASON }), []);
});

test('訪問不要 asks when, why and in words', () => {
  const id = newCandidate();
  for (const missing of Object.keys(NOT_NEEDED)) {
    assert.deepEqual(
      office.refused('Lead', id, { ...NOT_NEEDED, ...REASON, Status: '訪問不要', [missing]: null }),
      ['VisitNotNeededReason__c'],
      missing
    );
  }
  assert.deepEqual(office.refused('Lead', id, { ...NOT_NEEDED, ...REASON, Status: '訪問不要' }), []);
});

test('a 法人番号 is taken only when its digits and its check digit are right', () => {
  const id = newCandidate();
  for (const right of ['7123456789012', '1180301018771', '7000012050002', '4000012090001', '6999901000101', null])
    assert.deepEqual(office.refused('Lead', id, { CorporateNumber__c: right }), [], String(right));
  for (const wrong of ['7123456789013', '0123456789012', '712345678901', '71234567890a2', '7123456-89012'])
    assert.deepEqual(office.refused('Lead', id, { CorporateNumber__c: wrong }), ['CorporateNumber__c'], wrong);
  const long = office.saveOne({ operation: 'update', object: 'Lead', id, values: { CorporateNumber__c: '71234567890120' } });
  assert.deepEqual(
    long.errors.map((error) => [error.statusCode, error.fields]),
    [['STRING_TOO_LONG', ['CorporateNumber__c']]]
  );
});

test('sizes, bands and the bureau follow from what was typed', () => {
  const read = (id: string): unknown[] => {
    const { records } = runSoql(
      office.org,
      office.userId,
      `SELECT EstimatedCompanySize__c, EmployeeBand__c, CapitalBand__c, RegionalBureau__c, Within10Years__c FROM Lead WHERE Id = '${id}'`
    );
    const record = records[0] as Record<string, unknown>;
    return [
      record.EstimatedCompanySize__c,
      record.EmployeeBand__c,
      record.CapitalBand__c,
      record.RegionalBureau__c,
      record.Within10Years__c
    ];
  };
  const cases: [Record<string, unknown>, unknown[]][] = [
    [{}, [null, '未確認', '未確認', null, false]],
    [
      { SmeCategory__c: '製造・建設・運輸・その他', NumberOfEmployees: 20, Capital__c: 0, Prefecture__c: '北海道' },
      ['小規模企業', '6-20', '資本金なし（個人・組合等）', '北海道経済産業局', false]
    ],
    [
      { SmeCategory__c: '卸売業', NumberOfEmployees: 101, Capital__c: 100000000, Prefecture__c: '京都府' },
      ['中小企業（小規模を除く）', '101-200', '〜1億円', '近畿経済産業局', false]
    ],
    [
      { SmeCategory__c: 'サービス業', NumberOfEmployees: 101, Capital__c: 50000001, Prefecture__c: '東京都' },
      ['中堅企業', '101-200', '〜1億円', '関東経済産業局', false]
    ],
    [
      { SmeCategory__c: '小売業', NumberOfEmployees: 2001, Prefecture__c: '沖縄県', EstablishedDate__c: '2020-01-01' },
      ['大企業', '2001-', '未確認', '沖縄総合事務局', true]
    ]
  ];
  for (const [values, expected] of cases) assert.deepEqual(read(newCandidate(values)), expected, JSON.stringify(values));
});

test('the day of registration is today unless an import brings its own, and no officer changes it', () => {
  const today = office.row('Lead', newCandidate()).RegisteredDate__c;
  assert.match(String(today), /^\d{4}-\d\d-\d\d$/);
  const { errors } = office.saveOne({
    operation: 'update',
    object: 'Lead',
    id: newCandidate(),
    values: { RegisteredDate__c: '2025-05-01' }
  });
  assert.deepEqual(
    errors.map((error) => [error.statusCode, error.fields]),
    [['INVALID_FIELD_FOR_INSERT_UPDATE', ['RegisteredDate__c']]]
  );
  assert.equal(office.row('Lead', candidateIn('連絡済み', { RegisteredDate__c: '2025-05-01' })).RegisteredDate__c, '2025-05-01');
});

test('the period formulas know the fiscal year from April and its halves', () => {
  const now = new Date(`${String(office.row('Lead', newCandidate()).RegisteredDate__c)}T00:00:00Z`);
  const year = now.getUTCFullYear() - (now.getUTCMonth() < 3 ? 1 : 0);
  const second = now.getUTCMonth() < 3 || now.getUTCMonth() >= 9;
  const flags = (date: string): unknown[] => {
    const id = candidateIn('新規', { RegisteredDate__c: date });
    const { records } = runSoql(
      office.org,
      office.userId,
      `SELECT IsThisFiscalYear__c, IsThisHalf__c, IsPreviousHalf__c FROM Lead WHERE Id = '${id}'`
    );
    const record = records[0] as Record<string, unknown>;
    return [record.IsThisFiscalYear__c, record.IsThisHalf__c, record.IsPreviousHalf__c];
  };
  assert.deepEqual(flags(`${year}-03-31`), [false, false, !second]);
  assert.deepEqual(flags(`${year}-04-01`), [true, !second, second]);
  assert.deepEqual(flags(`${year}-09-30`), [true, !second, second]);
  assert.deepEqual(flags(`${year}-10-01`), [true, second, false]);
  assert.deepEqual(flags(`${year + 1}-03-31`), [true, second, false]);
  assert.deepEqual(flags(`${year + 1}-04-01`), [false, false, false]);
});
