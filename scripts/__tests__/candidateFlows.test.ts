/** What the flows of 支援先候補 write by themselves. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
});

after(() => {
  closeOrg(office.org);
});

const MOVE = { Status: '未連絡', DecisionReason__c: '関係機関の推薦', DecisionNote__c: '商工会から紹介。' };
const newCandidate = (values: Record<string, unknown> = {}): string =>
  office.created('Lead', { LastName: '架空', Company: '架空の企業', LeadSource: '紹介', ...values });
const logs = (id: string): Record<string, unknown>[] =>
  office.org.db.prepare('SELECT * FROM "PhaseLog__c" WHERE "Candidate__c" = ? ORDER BY "Name"').all(id);

test('a 法人番号 in full-width digits is stored in plain ones, and a wrong one is refused still', () => {
  const id = newCandidate({ CorporateNumber__c: '７００００１２０５０００２' });
  assert.equal(office.row('Lead', id).CorporateNumber__c, '7000012050002');
  assert.deepEqual(office.refused('Lead', id, { CorporateNumber__c: '７００００１２０５０００３' }), ['CorporateNumber__c']);
});

test('fiscal year and half follow from the day of registration', () => {
  office.assign('DataMigration');
  for (const [day, year, half] of [
    ['2026-03-31', 'R7', 'R7 下期'],
    ['2026-04-01', 'R8', 'R8 上期'],
    ['2026-09-30', 'R8', 'R8 上期'],
    ['2026-10-01', 'R8', 'R8 下期']
  ]) {
    const row = office.row('Lead', newCandidate({ RegisteredDate__c: day }));
    assert.deepEqual([row.FiscalYear__c, row.HalfYearKey__c], [year, half], day);
  }
  office.unassign('DataMigration');
});

test('a move writes one row of the log and empties 判断理由 for the next one', () => {
  const id = newCandidate();
  assert.deepEqual(logs(id), []);
  assert.deepEqual(office.refused('Lead', id, MOVE), []);
  const [row, ...others] = logs(id);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [row?.FromPhase__c, row?.ToPhase__c, row?.Reason__c, row?.Note__c, row?.Days__c, row?.ChangedBy__c],
    ['新規', '未連絡', '関係機関の推薦', '商工会から紹介。', 0, office.userId]
  );
  assert.ok(row?.ChangedOn__c);
  assert.equal(office.row('Lead', id).DecisionReason__c, null);
  assert.deepEqual(office.refused('Lead', id, { Status: '新規' }), ['DecisionReason__c']);
  assert.equal(logs(id).length, 1);
});

test('a refused move and a plain save write no row', () => {
  const id = newCandidate();
  assert.deepEqual(office.refused('Lead', id, { Status: '未連絡' }), ['DecisionReason__c']);
  assert.deepEqual(office.refused('Lead', id, { Department__c: '開発部' }), []);
  assert.deepEqual(logs(id), []);
});

test('the days in a status are added up when it is left', () => {
  office.assign('DataMigration');
  const id = newCandidate({ StatusStartedOn__c: '2026-01-01', DaysInNew__c: 3 });
  office.unassign('DataMigration');
  assert.deepEqual(office.refused('Lead', id, MOVE), []);
  const row = office.row('Lead', id);
  const since = (Date.parse(`${String(row.StatusStartedOn__c)}T00:00:00Z`) - Date.parse('2026-01-01T00:00:00Z')) / 86_400_000;
  assert.ok(since > 0);
  assert.equal(row.DaysInNew__c, 3 + since);
  assert.equal(logs(id)[0]?.Days__c, since);
});

test('a migration writes no row and keeps what it brings', () => {
  office.assign('DataMigration');
  const id = newCandidate({ Status: '新規', StatusStartedOn__c: '2026-01-01' });
  assert.deepEqual(office.refused('Lead', id, { Status: '連絡済み', DecisionReason__c: 'その他' }), []);
  office.unassign('DataMigration');
  assert.deepEqual(logs(id), []);
  const row = office.row('Lead', id);
  assert.deepEqual([row.StatusStartedOn__c, row.DecisionReason__c], ['2026-01-01', 'その他']);
});

test('訪問不要 remembers the status it came from, and forgets it on the way back', () => {
  const from = (id: string): unknown => office.row('Lead', id).VisitNotNeededFrom__c;
  const NOT_NEEDED = {
    Status: '訪問不要',
    DecisionReason__c: 'その他',
    VisitNotNeededTiming__c: '最初から不要',
    VisitNotNeededReason__c: '重複登録',
    DecisionNote__c: '同じ企業が登録済み。'
  };
  const id = newCandidate();
  assert.deepEqual(office.refused('Lead', id, MOVE), []);
  assert.equal(from(id), null);
  assert.deepEqual(office.refused('Lead', id, NOT_NEEDED), []);
  assert.equal(from(id), '未連絡');
  assert.deepEqual(office.refused('Lead', id, { Department__c: '開発部' }), []);
  assert.equal(from(id), '未連絡');
  const back = { Status: '連絡済み', DecisionReason__c: 'その他', FirstContactMethod__c: '電話', FirstContactDate__c: '2026-11-20' };
  assert.deepEqual(office.refused('Lead', id, back), []);
  assert.equal(from(id), null);
});

test('an import keeps the status it brings for 訪問不要, and gets it filled where it is blank', () => {
  office.assign('DataMigration');
  const brought = newCandidate({ Status: '訪問不要', VisitNotNeededFrom__c: '連絡済み' });
  assert.deepEqual(office.refused('Lead', brought, { Department__c: '開発部' }), []);
  assert.equal(office.row('Lead', brought).VisitNotNeededFrom__c, '連絡済み');
  const moved = newCandidate({ Status: '未連絡' });
  assert.deepEqual(office.refused('Lead', moved, { Status: '訪問不要' }), []);
  assert.equal(office.row('Lead', moved).VisitNotNeededFrom__c, '未連絡');
  office.unassign('DataMigration');
});

test('a candidate without a day of registration is registered today, by the calendar of Tokyo', () => {
  office.moveTo('2026-09-30T15:30:00Z');
  office.assign('DataMigration');
  const row = office.row('Lead', newCandidate({ RegisteredDate__c: null }));
  office.unassign('DataMigration');
  assert.deepEqual([row.RegisteredDate__c, row.FiscalYear__c, row.HalfYearKey__c], ['2026-10-01', 'R8', 'R8 下期']);
});
