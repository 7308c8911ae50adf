/** The package's own rules, run by the embedded org: what the report wants of a phase is what a save demands. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { ROOT } from '../lib/paths.ts';
import { deployFiles } from '../org/metadata/deploy.ts';
import { closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';

let office: PackageOrg;
let measureId = '';

before(async () => {
  office = await openPackageOrg();
  measureId = created('SupportMeasure__c', { Name: '架空の支援策', MeasureKey__c: 'fictitious' });
});

after(() => {
  closeOrg(office.org);
});

beforeEach(() => {
  office.unassign('DataMigration');
});

const created: PackageOrg['created'] = (object, values) => office.created(object, values);
const refused: PackageOrg['refused'] = (object, id, values) => office.refused(object, id, values);

const newCase = (values: Record<string, unknown> = {}): string =>
  created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31', ...values });

/** A case with the rows that gates ask for. */
const caseWithRows = (values: Record<string, unknown> = {}): string => {
  const id = newCase(values);
  created('CaseIssue__c', { Case__c: id, ...SEEN_ISSUE });
  created('MeasureProposal__c', { Case__c: id, Measure__c: measureId, ProposedOn__c: '2026-11-20' });
  return id;
};

const SEEN_ISSUE = { Issue__c: 'その他', RecognizedByJpo__c: true };
const REASON = { DecisionReason__c: '企業都合' };
const PREPARED = { VisitType__c: 'その他', PreparationCompleted__c: true };
const READY_TO_CLOSE = {
  ...PREPARED,
  ManagementIssues__c: '海外展開',
  FollowUp__c: '可',
  Output__c: '窓口につないだ。',
  Evaluation__c: '4 期待どおり'
};

test('事前準備 cannot be left without 訪問類型 and 事前準備完了', () => {
  const id = newCase();
  assert.deepEqual(refused('Opportunity', id, { StageName: '課題の特定' }), ['PreparationCompleted__c', 'VisitType__c']);
  assert.deepEqual(refused('Opportunity', id, { StageName: '課題の特定', ...PREPARED }), []);
});

test('課題の特定 cannot be left without 経営課題 and an issue that 特許庁 sees', () => {
  const id = newCase(PREPARED);
  assert.deepEqual(refused('Opportunity', id, { StageName: '課題の特定' }), []);
  assert.deepEqual(refused('Opportunity', id, { StageName: '提案' }), ['ManagementIssues__c', 'StageName']);
  const issue = created('CaseIssue__c', { Case__c: id, ...SEEN_ISSUE, RecognizedByJpo__c: false, RecognizedBySme__c: true });
  assert.deepEqual(refused('Opportunity', id, { StageName: '提案', ManagementIssues__c: '海外展開' }), ['StageName']);
  assert.deepEqual(refused('CaseIssue__c', issue, { RecognizedByJpo__c: true }), []);
  assert.deepEqual(refused('Opportunity', id, { StageName: '提案', ManagementIssues__c: '海外展開' }), []);
});

test('提案 cannot be left without a proposed measure and 継続フォローの可否', () => {
  const id = newCase({ ...PREPARED, ManagementIssues__c: 'その他' });
  created('CaseIssue__c', { Case__c: id, ...SEEN_ISSUE });
  assert.deepEqual(refused('Opportunity', id, { StageName: '提案', ManagementIssues__c: '海外展開;その他' }), []);
  const proposal = created('MeasureProposal__c', { Case__c: id, Measure__c: measureId, PreparedOn__c: '2026-11-20' });
  assert.deepEqual(refused('Opportunity', id, { StageName: 'フォロー中' }), ['FollowUp__c', 'StageName']);
  assert.deepEqual(refused('MeasureProposal__c', proposal, { ProposedOn__c: '2026-11-25' }), []);
  assert.deepEqual(refused('Opportunity', id, { StageName: 'フォロー中' }), ['FollowUp__c']);
  assert.deepEqual(refused('Opportunity', id, { StageName: 'フォロー中', FollowUp__c: '要確認' }), []);
});

test('フォロー中 ends as 支援完了 only with アウトプット and 評価', () => {
  const id = caseWithRows({ ...READY_TO_CLOSE, Output__c: null, Evaluation__c: null });
  assert.deepEqual(refused('Opportunity', id, { StageName: 'フォロー中' }), []);
  assert.deepEqual(refused('Opportunity', id, { StageName: 'クローズ（支援完了）' }), ['Evaluation__c', 'Output__c']);
  assert.deepEqual(
    refused('Opportunity', id, { StageName: 'クローズ（支援完了）', Output__c: '資料を渡した。', Evaluation__c: '3 一部達成' }),
    []
  );
});

test('a jump forward meets every gate that it passes', () => {
  const id = newCase();
  assert.deepEqual(refused('Opportunity', id, { StageName: 'クローズ（支援完了）' }), [
    'Evaluation__c',
    'FollowUp__c',
    'ManagementIssues__c',
    'Output__c',
    'PreparationCompleted__c',
    'StageName',
    'StageName',
    'VisitType__c'
  ]);
  assert.deepEqual(refused('Opportunity', caseWithRows(), { StageName: 'クローズ（支援完了）', ...READY_TO_CLOSE }), []);
});

test('a step back asks for its reason and for no gate, a plain save for nothing', () => {
  const id = caseWithRows(READY_TO_CLOSE);
  assert.deepEqual(refused('Opportunity', id, { StageName: 'フォロー中' }), []);
  assert.deepEqual(refused('Opportunity', id, { VisitType__c: null, ManagementIssues__c: null }), []);
  assert.deepEqual(refused('Opportunity', id, { StageName: '提案' }), ['DecisionReason__c']);
  assert.deepEqual(refused('Opportunity', id, { StageName: '提案', ...REASON }), []);
});

test('未アクション asks for the reason and its side, from any phase, and for nothing else', () => {
  const id = newCase();
  assert.deepEqual(refused('Opportunity', id, { StageName: 'クローズ（未アクション）' }), ['DropReason__c']);
  assert.deepEqual(refused('Opportunity', id, { StageName: 'クローズ（未アクション）', DropReason__c: '人手不足' }), ['DropReason__c']);
  assert.deepEqual(
    refused('Opportunity', id, { StageName: 'クローズ（未アクション）', DropReason__c: '人手不足', DropSide__c: '企業側' }),
    []
  );
});

test('a case starts in 事前準備', () => {
  for (const StageName of ['課題の特定', 'クローズ（支援完了）', 'クローズ（未アクション）']) {
    const values = { Name: '架空の案件', StageName, CloseDate: '2027-03-31', ...READY_TO_CLOSE };
    const { errors } = office.saveOne({ operation: 'insert', object: 'Opportunity', values });
    assert.deepEqual(
      errors.flatMap((error) => error.fields),
      ['StageName'],
      StageName
    );
  }
});

test('a dropped case that is reopened meets the gates up to its phase', () => {
  const id = newCase();
  assert.deepEqual(
    refused('Opportunity', id, { StageName: 'クローズ（未アクション）', DropReason__c: '人手不足', DropSide__c: '企業側' }),
    []
  );
  assert.deepEqual(refused('Opportunity', id, { StageName: '課題の特定', ...REASON }), ['PreparationCompleted__c', 'VisitType__c']);
  assert.deepEqual(refused('Opportunity', id, { StageName: '課題の特定', ...PREPARED }), ['DecisionReason__c']);
  assert.deepEqual(refused('Opportunity', id, { StageName: '課題の特定', ...PREPARED, ...REASON }), []);
});

test('changing an item’s due phase in Setup moves its gate', async () => {
  const path = 'force-app/main/hearing/customMetadata/HearingItem.Case_VisitType.md-meta.xml';
  const source = readFileSync(join(ROOT, path), 'utf8');
  const deployItem = (text: string): void => {
    const result = deployFiles(office.org, new Map([['customMetadata/HearingItem.Case_VisitType.md', Buffer.from(text)]]));
    assert.deepEqual(result.details.componentFailures, []);
  };
  const later = source.replace(/(<field>DueRank__c<\/field>\s*<value xsi:type="xsd:double">)2/, '$13');
  assert.notEqual(later, source);
  deployItem(later);
  try {
    const id = caseWithRows({ PreparationCompleted__c: true, ManagementIssues__c: 'その他' });
    assert.deepEqual(refused('Opportunity', id, { StageName: '課題の特定' }), []);
    assert.deepEqual(refused('Opportunity', id, { StageName: '提案' }), ['VisitType__c']);
  } finally {
    deployItem(source);
  }
});

test('a migration passes every rule while it holds the permission, and no longer', () => {
  const id = newCase();
  office.assign('DataMigration');
  assert.deepEqual(refused('Opportunity', id, { StageName: 'クローズ（支援完了）' }), []);
  const other = newCase();
  office.unassign('DataMigration');
  assert.deepEqual(refused('Opportunity', other, { StageName: '課題の特定' }), ['PreparationCompleted__c', 'VisitType__c']);
});
