/**
 * Every refused pair of the two transition tables, driven in the browser as an officer would: the moves that the gate offers through its
 * buttons, all others by editing the phase on the page. What the page says is what the rules say, and nothing is half-saved.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { openPackageOrg, type PackageOrg, type Row } from '../__tests__/packageOrg.ts';
import { launchBrowser } from '../lib/browser.ts';
import { apexDoubles } from '../org/apex/index.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { closeOrg } from '../org/org.ts';
import { axeFindings } from './axe.ts';
import { signedIn } from './product.ts';

/** A refusal is there in a second or two, on a busy machine too. */
const WAIT_MS = 20_000;

let office: PackageOrg;
let server: OrgServer;
let browser: Browser;
let page: Page;
let pageErrors: string[];
let measure: string;

before(async () => {
  office = await openPackageOrg();
  Object.assign(office.org.apex, apexDoubles);
  measure = office.created('SupportMeasure__c', { Name: '架空の支援策', MeasureKey__c: 'fictitious' });
  // The page wants a company of every case.
  caseNames.AccountId = office.created('Account', { Name: '架空の企業' });
  server = await startServer(office.org, { port: 0, routes: routes() });
  browser = await launchBrowser();
  const session = await signedIn(browser, server.url);
  pageErrors = session.errors;
  page = await session.context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  // What is typed and refused is left on purpose.
  page.on('dialog', (dialog) => void dialog.accept());
});
after(async () => {
  await browser?.close();
  await server?.close();
  closeOrg(office.org);
});

type Way = 'next' | 'aside' | 'back' | 'edit';

/** One refused pair: the buttons that try it, and every message that the page must show. */
interface Refused {
  from: string;
  to: string;
  way: Way;
  /** Stored with the record besides its phase. */
  values?: Row;
  says: readonly string[];
}

interface Pipeline {
  object: string;
  field: string;
  label: string;
  named: Row;
  /** The button that moves aside. */
  aside: string;
  rows: readonly Refused[];
}

const CASE_GATES: readonly (readonly [string, readonly string[]])[] = [
  [
    '事前準備',
    [
      '先のフェーズに進むには、「訪問類型」を選んでください。',
      '先のフェーズに進むには、公開情報の確認・仮説・資料送付を済ませて「事前準備完了」に印を付けてください。'
    ]
  ],
  [
    '課題の特定',
    [
      '先のフェーズに進むには、「経営課題」を一つ以上選んでください。',
      '先のフェーズに進むには、「課題」の一覧に行を足し、「特許庁が認識する課題」の印を一つ以上付けてください。'
    ]
  ],
  [
    '提案',
    [
      '先のフェーズに進むには、「支援策提案」の一覧に「提案内容」の行を足し、「提案日」を入れてください。',
      '先のフェーズに進むには、様子を伺ってよいかを企業に尋ねて「継続フォローの可否」を選んでください。'
    ]
  ],
  [
    'フォロー中',
    [
      '支援完了にするには、特許庁がしたことを「アウトプット」に一行以上書いてください。',
      '支援完了にするには、目標に対してどうだったかを「評価」で選んでください。'
    ]
  ]
];
const OPEN = CASE_GATES.map(([phase]) => phase);
const WON = 'クローズ（支援完了）';
const LOST = 'クローズ（未アクション）';
const NO_REASON = '前のフェーズに戻すには、または終わった案件を再開するには、そう判断した根拠を「判断理由」で選んでください。';
const NO_DROP =
  '「クローズ（未アクション）」にするには、動かなかった理由を「ドロップ理由」で、原因がどちらにあるかを「ドロップの側」で選んでください。';
const ONLY_REOPENS =
  '終わった案件の終わり方は、直接には変えられません。「フェーズ」をいったん進行中のものに戻して保存し、そのあとで終わり方を選び直してください。';
const DROP = { DropReason__c: '人手不足', DropSide__c: '企業側' };
const ANSWERED: Row = {
  ...{ VisitType__c: 'その他', PreparationCompleted__c: true, ManagementIssues__c: 'その他' },
  ...{ FollowUp__c: '不可', Output__c: '窓口につないだ。', Evaluation__c: '4 期待どおり' }
};

/** What the gates from one place of the line up to another say of a case without answers. */
const passed = (from: number, to: number): string[] => CASE_GATES.slice(from, to).flatMap(([, said]) => said);

function caseRows(): Refused[] {
  const line = [...OPEN, WON];
  const rows: Refused[] = [];
  for (const [index, from] of OPEN.entries()) {
    for (const [target, to] of line.entries()) {
      if (target > index) rows.push({ from, to, way: target === index + 1 ? 'next' : 'edit', says: passed(index, target) });
      if (target < index) rows.push({ from, to, way: target === index - 1 ? 'back' : 'edit', says: [NO_REASON] });
    }
    rows.push({ from, to: LOST, way: 'aside', says: [NO_DROP] });
  }
  for (const [target, to] of OPEN.entries()) {
    rows.push({ from: WON, to, way: 'edit', values: ANSWERED, says: [NO_REASON] });
    rows.push({ from: LOST, to, way: 'edit', values: DROP, says: [NO_REASON, ...passed(0, target)] });
  }
  rows.push({ from: WON, to: LOST, way: 'edit', values: { ...ANSWERED, ...DROP }, says: [ONLY_REOPENS] });
  rows.push({ from: LOST, to: WON, way: 'edit', values: { ...ANSWERED, ...DROP }, says: [ONLY_REOPENS] });
  return rows;
}

const CANDIDATE_GATES: readonly (readonly [string, readonly string[]])[] = [
  ['新規', ['先の状況に進むには、どこで知り合ったかを「支援先候補ソース」で選んでください。']],
  [
    '未連絡',
    [
      '先の状況に進むには、連絡が取れた方法を「初回連絡の方法」で選んでください。',
      '先の状況に進むには、連絡が取れた日を「初回連絡日」に入れてください。'
    ]
  ],
  ['連絡済み', []]
];
const NO_CANDIDATE_REASON = '状況を変えるには、そう判断した根拠を「判断理由」で選んでください。';
const WHY_NOT_NEEDED =
  '「訪問不要」にするには、「訪問不要の時点」と「訪問不要理由」を選び、だれが何と言い何を案内したかを「判断理由の文」に一文で書いてください。';
const ONLY_CONTACTED =
  '「訪問不要」から戻せるのは「連絡済み」だけです。再び関心を示した企業に連絡を取り、「状況」を「連絡済み」にしてください。';
const SOURCE = { LeadSource: '紹介' };
const WHY = { VisitNotNeededTiming__c: '最初から不要', VisitNotNeededReason__c: '重複登録', DecisionNote__c: '同じ企業が登録済み。' };

function candidateRows(): Refused[] {
  const line = CANDIDATE_GATES.map(([status]) => status);
  const gates = (from: number, to: number): string[] => CANDIDATE_GATES.slice(from, to).flatMap(([, said]) => said);
  const rows: Refused[] = [];
  for (const [index, from] of line.entries()) {
    for (const [target, to] of line.entries()) {
      // The page itself wants the source: editing cannot leave it out.
      const edits = Math.abs(target - index) > 1;
      const says = [NO_CANDIDATE_REASON, ...gates(edits && index === 0 ? 1 : index, target)];
      const values = edits ? SOURCE : {};
      if (target > index) rows.push({ from, to, way: edits ? 'edit' : 'next', values, says });
      if (target < index) rows.push({ from, to, way: edits ? 'edit' : 'back', values, says });
    }
    rows.push({ from, to: '訪問不要', way: 'aside', says: [NO_CANDIDATE_REASON, WHY_NOT_NEEDED] });
  }
  rows.push({ from: '訪問不要', to: '連絡済み', way: 'next', values: WHY, says: [NO_CANDIDATE_REASON, ...gates(0, 2)] });
  for (const to of ['新規', '未連絡'])
    rows.push({ from: '訪問不要', to, way: 'edit', values: { ...WHY, ...SOURCE }, says: [ONLY_CONTACTED, NO_CANDIDATE_REASON] });
  return rows;
}

const caseNames: Row = { Name: '架空の案件', CloseDate: '2027-03-31' };

const PIPELINES: readonly Pipeline[] = [
  {
    object: 'Opportunity',
    field: 'StageName',
    label: 'フェーズ',
    named: caseNames,
    aside: 'クローズ（未アクション）にする',
    rows: caseRows()
  },
  {
    object: 'Lead',
    field: 'Status',
    label: '状況',
    named: { LastName: '架空', Company: '架空の企業' },
    aside: '訪問不要にする',
    rows: candidateRows()
  }
];

/** A record in a phase, as an import brings it. */
function imported({ object, field, named }: Pipeline, { from, values }: Refused): string {
  office.assign('DataMigration');
  const id = office.created(object, { ...named, ...values, [field]: from });
  if (from === WON) {
    office.created('CaseIssue__c', { Issue__c: 'その他', RecognizedByJpo__c: true, Case__c: id });
    office.created('MeasureProposal__c', { Measure__c: measure, ProposedOn__c: '2026-11-20', Case__c: id });
  }
  office.unassign('DataMigration');
  return id;
}

/** Tries the move; the place where the page says why not. */
async function attempt({ aside, label }: Pipeline, { to, way }: Refused): Promise<Locator> {
  const gate = page.locator('c-phase-gate');
  if (way === 'edit') {
    await gate.getByRole('heading').first().waitFor();
    await page.getByRole('tab', { name: '詳細' }).click();
    await page.getByRole('button', { name: `${label} を編集` }).click();
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.locator(`lightning-base-combobox-item[data-value="${to}"]`).click();
    const bar = page.locator('record-save-bar');
    await bar.getByRole('button', { name: '保存', exact: true }).click();
    return page.locator('body');
  }
  if (way === 'next') await gate.getByRole('button', { name: '次へ進める' }).click();
  if (way === 'aside') {
    await gate.getByRole('button', { name: aside }).click();
    await gate.getByRole('button', { name: aside }).click();
  }
  if (way === 'back') {
    await gate.getByRole('button', { name: /^前の(フェーズ|状況)に戻す$/ }).click();
    await gate.getByRole('button', { name: `「${to}」に戻す` }).click();
  }
  return gate.getByRole('alert').first();
}

for (const pipeline of PIPELINES) {
  describe(pipeline.object, () => {
    for (const refused of pipeline.rows) {
      test(`${refused.from} → ${refused.to} is refused by ${refused.way === 'edit' ? 'editing' : 'the gate'} in the words of every rule`, async () => {
        const id = imported(pipeline, refused);
        await page.goto(`${server.url}/lightning/r/${pipeline.object}/${id}/view`);
        const place = await attempt(pipeline, refused);
        for (const message of refused.says) await place.getByText(message).first().waitFor();
        assert.equal(office.row(pipeline.object, id)[pipeline.field], refused.from);
        const logs = office.rows('PhaseLog__c', pipeline.object === 'Lead' ? 'Candidate__c' : 'Case__c', id);
        assert.deepEqual(logs, []);
      });
    }
  });
}

test('every pair of phases is tried but those that only a conversion or nothing at all reaches', () => {
  const [cases, candidates] = PIPELINES.map(({ rows }) => new Set(rows.map(({ from, to }) => `${from}→${to}`)).size);
  assert.deepEqual([cases, candidates], [6 * 6 - 6, 4 * 4 - 4]);
});

test('each missing thing leads from the gate to its item in the form, by keyboard, and the move follows at once', async () => {
  const [pipeline] = PIPELINES as [Pipeline];
  const id = imported(pipeline, { from: '事前準備', to: '課題の特定', way: 'next', says: [] });
  await page.goto(`${server.url}/lightning/r/Opportunity/${id}/view`);
  const gate = page.locator('c-phase-gate');
  const form = page.locator('c-hearing-form');
  await gate.getByText('あと2項目').waitFor();
  await gate.getByRole('button', { name: '「事前準備完了」をヒアリングフォームで答える' }).press('Enter');
  const box = form.getByRole('checkbox', { name: '事前準備完了' });
  await form.locator('input[type=checkbox]:focus').waitFor();
  await page.keyboard.press('Space');
  assert.equal(await box.isChecked(), true);
  await gate.getByRole('button', { name: '「訪問類型」をヒアリングフォームで答える' }).press('Enter');
  await form.locator('button[role=combobox]:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'その他' }).click();
  await gate.getByRole('button', { name: '次へ進める' }).click();
  await page.getByRole('listbox', { name: 'フェーズのパス' }).getByRole('option', { name: '現在 課題の特定' }).waitFor();
  // Taller than the page: what the docked bar of the form hides is one scroll away, which axe does not know.
  await page.setViewportSize({ width: 1366, height: 9_000 });
  await page.waitForLoadState('networkidle');
  assert.deepEqual(await axeFindings(page), []);
});

test('no script failed on any page', () => {
  assert.deepEqual(pageErrors, []);
});
