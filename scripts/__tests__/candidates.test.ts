/** 支援先候補: numbers, sizes, bands and periods, through the save pipeline of the embedded org. Moves have a table of their own. */
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

const newCandidate = (values: Record<string, unknown> = {}): string =>
  office.created('Lead', { LastName: '架空', Company: '架空の企業', Status: '新規', LeadSource: '紹介', ...values });

/** A candidate as an import brings it. */
function imported(values: Record<string, unknown>): string {
  office.assign('DataMigration');
  const id = newCandidate(values);
  office.unassign('DataMigration');
  return id;
}

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
  assert.equal(office.row('Lead', imported({ RegisteredDate__c: '2025-05-01' })).RegisteredDate__c, '2025-05-01');
});

test('the period formulas know the fiscal year from April and its halves', () => {
  const now = new Date(`${String(office.row('Lead', newCandidate()).RegisteredDate__c)}T00:00:00Z`);
  const year = now.getUTCFullYear() - (now.getUTCMonth() < 3 ? 1 : 0);
  const second = now.getUTCMonth() < 3 || now.getUTCMonth() >= 9;
  const flags = (date: string): unknown[] => {
    const id = imported({ RegisteredDate__c: date });
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
