/** What the flows of the rows of a case write and refuse: 課題, 支援策提案, 未確認・該当なし. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';

let office: PackageOrg;
let company: string;

before(async () => {
  office = await openPackageOrg();
  company = office.created('Account', { Name: '架空精機株式会社' });
});

after(() => {
  closeOrg(office.org);
});

beforeEach(() => {
  office.unassign('DataMigration');
  office.moveTo('2026-06-01T00:00:00Z');
});

const ISSUE = '知財の担当者・体制がない／属人化';
const SEEN = { RecognizedBySme__c: true };
const OTHER_ISSUE = '費用負担（出願・維持・代理人）';
const newCase = (): string =>
  office.created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31', AccountId: company });
const changed = (object: string, id: string, values: Row): void => {
  assert.deepEqual(office.saveOne({ operation: 'update', object, id, values }).errors, []);
};
/** Fields and messages of a refused insert. */
const refusedInsert = (object: string, values: Row): [string[], string][] =>
  office.saveOne({ operation: 'insert', object, values }).errors.map(({ fields, message }) => [fields, message]);

test('an issue keeps the day on which each side saw it, in Japan, until the tick goes', () => {
  office.moveTo('2026-06-09T15:00:00Z');
  const id = office.created('CaseIssue__c', { Case__c: newCase(), Issue__c: ISSUE, RecognizedByJpo__c: true });
  const days = (): unknown[] => [office.row('CaseIssue__c', id).RecognizedBySmeOn__c, office.row('CaseIssue__c', id).RecognizedByJpoOn__c];
  assert.deepEqual(days(), [null, '2026-06-10']);
  office.moveTo('2026-07-01T00:00:00Z');
  changed('CaseIssue__c', id, { RecognizedBySme__c: true });
  assert.deepEqual(days(), ['2026-07-01', '2026-06-10']);
  office.moveTo('2026-08-01T00:00:00Z');
  changed('CaseIssue__c', id, { Statement__c: '商標は気にしていなかった。' });
  assert.deepEqual(days(), ['2026-07-01', '2026-06-10']);
  changed('CaseIssue__c', id, { RecognizedByJpo__c: false });
  assert.deepEqual(days(), ['2026-07-01', null]);
  changed('CaseIssue__c', id, { RecognizedByJpo__c: true, RecognizedBySme__c: false });
  assert.deepEqual(days(), [null, '2026-08-01']);
});

test('an import keeps the days it brings, also beside an empty tick', () => {
  office.assign('DataMigration');
  const id = office.created('CaseIssue__c', {
    Case__c: newCase(),
    Issue__c: ISSUE,
    RecognizedBySme__c: true,
    RecognizedBySmeOn__c: '2026-02-01',
    RecognizedByJpoOn__c: '2026-01-01'
  });
  const row = office.row('CaseIssue__c', id);
  assert.deepEqual([row.RecognizedBySmeOn__c, row.RecognizedByJpoOn__c], ['2026-02-01', '2026-01-01']);
});

test('an issue stands once on a case: the second one is refused at 課題, naming the first', () => {
  const ofCase = newCase();
  const first = office.created('CaseIssue__c', { Case__c: ofCase, Issue__c: ISSUE, ...SEEN });
  const name = String(office.row('CaseIssue__c', first).Name);
  const [[fields, message] = [[], '']] = refusedInsert('CaseIssue__c', { Case__c: ofCase, Issue__c: ISSUE, ...SEEN });
  assert.deepEqual(fields, ['Issue__c']);
  assert.match(message, new RegExp(`同じ「課題」の行が既にあります（${name}）`));
  const other = office.created('CaseIssue__c', { Case__c: ofCase, Issue__c: OTHER_ISSUE, ...SEEN });
  assert.deepEqual(office.refused('CaseIssue__c', other, { Issue__c: ISSUE }), ['Issue__c']);
  changed('CaseIssue__c', first, { ResolvedOn__c: '2026-06-01' });
  office.created('CaseIssue__c', { Case__c: newCase(), Issue__c: ISSUE, ...SEEN });
});

test('a proposal takes the company of its case', () => {
  const measure = office.created('SupportMeasure__c', { Name: '架空の窓口', MeasureKey__c: 'desk' });
  const id = office.created('MeasureProposal__c', { Case__c: newCase(), Measure__c: measure });
  assert.equal(office.row('MeasureProposal__c', id).Company__c, company);
});

test('the state of an item stands once on a case and names an item that exists', () => {
  const ofCase = newCase();
  const id = office.created('ItemState__c', { Case__c: ofCase, Item__c: 'Case_VisitType', State__c: '未確認' });
  assert.equal(office.row('ItemState__c', id).UniqueKey__c, `${ofCase}|Case_VisitType`);
  const [[again, sentence] = [[], '']] = refusedInsert('ItemState__c', { Case__c: ofCase, Item__c: 'Case_VisitType', State__c: '未確認' });
  assert.deepEqual(again, ['Item__c']);
  assert.match(sentence, /同じ「項目」の行が既にあります（IS-\d+）/);
  assert.deepEqual(refusedInsert('ItemState__c', { Case__c: ofCase, Item__c: 'Case_Nothing', State__c: '未確認' }), [
    [['Item__c'], '「Case_Nothing」という項目はありません。「項目」には、ヒアリング項目の名前（例：Case_VisitType）を入れてください。']
  ]);
});

test('該当なし is refused for every item that a phase demands, and for no other', () => {
  const ofCase = newCase();
  const items = office.org.db.prepare('SELECT * FROM "HearingItem__mdt"').all();
  assert.ok(items.some((item) => Number(item.DueRank__c) > 0) && items.some((item) => item.DueRank__c === 0));
  for (const item of items) {
    const { errors } = office.saveOne({
      operation: 'insert',
      object: 'ItemState__c',
      values: { Case__c: ofCase, Item__c: item.DeveloperName, State__c: '該当なし' }
    });
    assert.deepEqual(
      errors.flatMap(({ fields }) => fields),
      Number(item.DueRank__c) > 0 ? ['State__c'] : [],
      String(item.DeveloperName)
    );
  }
});

test('未確認 of a demanded item cannot be turned into 該当なし', () => {
  const id = office.created('ItemState__c', { Case__c: newCase(), Item__c: 'Case_VisitType', State__c: '未確認' });
  assert.deepEqual(office.refused('ItemState__c', id, { State__c: '該当なし' }), ['State__c']);
});
