/**
 * Every refused pair of the two transition tables, driven in the browser as an officer would: the moves that the gate offers through its
 * buttons, all others by editing the phase on the page. What the page says is what the rules say, and nothing is half-saved. Then each
 * thing that a gate asks missing alone: it is all that the gate and the server complain of, and answering it opens the way.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { openPackageOrg, type PackageOrg, type Row } from '../__tests__/packageOrg.ts';
import { axeFindings } from '../lib/axe.ts';
import { launchBrowser } from '../lib/browser.ts';
import { convertLeads } from '../lib/convertLeads.ts';
import { apexDoubles } from '../org/apex/index.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { ACCESS_TOKEN, closeOrg } from '../org/org.ts';
import {
  CANDIDATE_CONDITIONS,
  CASE_CONDITIONS,
  LOST,
  NO_CANDIDATE_REASON,
  NO_DROP,
  NO_REASON,
  REASON,
  UNASSIGNED,
  WHY_NOT_NEEDED,
  WON,
  demandsOf,
  messagesOfMoves,
  type Answer,
  type Condition
} from './gateConditions.ts';
import { signedIn } from './product.ts';

/** A refusal is there in a second or two, on a busy machine too. */
const WAIT_MS = 20_000;

let office: PackageOrg;
let server: OrgServer;
let browser: Browser;
let page: Page;
let pageErrors: string[];
let measure: string;
let queue: string;

before(async () => {
  office = await openPackageOrg();
  Object.assign(office.org.apex, apexDoubles);
  measure = office.created('SupportMeasure__c', { Name: '架空の支援策', MeasureKey__c: 'fictitious' });
  queue = String(office.query(`SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = '${UNASSIGNED}'`)[0]?.Id);
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
  conditions: readonly Condition[];
}

/** What the gate of each phase says of a record without answers, in the order of the line; reasons, which every move asks, apart. */
const gatesOf = (conditions: readonly Condition[], line: readonly string[]): [string, string[]][] =>
  line.map((phase) => [
    phase,
    conditions.filter(({ key, from, way, blank }) => from === phase && way === 'next' && !blank && key !== REASON).map(({ says }) => says)
  ]);

const CASE_GATES = gatesOf(CASE_CONDITIONS, ['事前準備', '課題の特定', '提案', 'フォロー中']);
const OPEN = CASE_GATES.map(([phase]) => phase);
const ONLY_REOPENS =
  '終わった案件の終わり方は、直接には変えられません。「フェーズ」をいったん進行中のものに戻して保存し、そのあとで終わり方を選び直してください。';
const DROP = { DropReason__c: '人手不足', DropSide__c: '企業側' };
const ANSWERED: Row = Object.assign({}, ...CASE_CONDITIONS.filter(({ way }) => way === 'next').map(({ filled }) => filled)) as Row;

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

const CANDIDATE_GATES = gatesOf(CANDIDATE_CONDITIONS, ['新規', '未連絡', '連絡済み']);
const ONLY_CONTACTED =
  '「訪問不要」から戻せるのは「連絡済み」だけです。再び関心を示した企業に連絡を取り、「状況」を「連絡済み」にしてください。';
const ONLY_BY_CONVERSION = '「取引開始済み」は案件化すると付きます。「状況」は変えずに、取引の開始の操作で案件化してください。';
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
    rows: caseRows(),
    conditions: CASE_CONDITIONS
  },
  {
    object: 'Lead',
    field: 'Status',
    label: '状況',
    named: { LastName: '架空', Company: '架空の企業' },
    aside: '訪問不要にする',
    rows: candidateRows(),
    conditions: CANDIDATE_CONDITIONS
  }
];

/** Makes records as an import does: past the rules. */
function importing(make: () => string): string {
  office.assign('DataMigration');
  try {
    return make();
  } finally {
    office.unassign('DataMigration');
  }
}

/** A record in a phase, as an import brings it. */
function imported({ object, field, named }: Pipeline, { from, values }: Refused): string {
  return importing(() => {
    const id = office.created(object, { ...named, ...values, [field]: from });
    if (from === WON) {
      office.created('CaseIssue__c', { Issue__c: 'その他', RecognizedByJpo__c: true, Case__c: id });
      office.created('MeasureProposal__c', { Measure__c: measure, ProposedOn__c: '2026-11-20', Case__c: id });
    }
    return id;
  });
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

/** What else a rule of a pipeline says when the phase moves: of the move itself, not of something missing. */
const OTHER_MESSAGES: Record<string, readonly string[]> = {
  Opportunity: [ONLY_REOPENS],
  Lead: [ONLY_CONTACTED, ONLY_BY_CONVERSION]
};

/** A record that lacks nothing but one thing. */
function lacking({ object, field, named, conditions }: Pipeline, condition: Condition): string {
  const given = conditions.filter(({ key }) => key !== condition.key);
  const values: Row = Object.assign({}, named, ...given.map(({ filled }) => filled), condition.blank) as Row;
  const owner = values.OwnerId === UNASSIGNED ? { OwnerId: queue } : {};
  const rows = given.filter(({ answer }) => object === 'Opportunity' && answer === 'chip').map(({ key }) => key);
  return importing(() => {
    const id = office.created(object, { ...values, ...owner, [field]: condition.from });
    if (rows.includes('Case_JpoIssues')) office.created('CaseIssue__c', { Issue__c: 'その他', RecognizedByJpo__c: true, Case__c: id });
    if (rows.includes('Case_ProposedMeasures'))
      office.created('MeasureProposal__c', { Measure__c: measure, ProposedOn__c: '2026-11-20', Case__c: id });
    return id;
  });
}

/** Answers an item in its place: where a form shows it, there, else in the gate itself. */
async function give(key: string, answer: Answer): Promise<void> {
  const gate = page.locator('c-phase-gate');
  if (answer === 'take') return gate.locator(`[data-take="${key}"]`).click();
  const jump = gate.locator(`[data-jump="${key}"]`);
  const offered = (await jump.count()) > 0;
  if (offered) await jump.click();
  const place = offered ? page.locator(`c-hearing-form li[data-item="${key}"]`) : gate.locator(`c-hearing-field[data-key="${key}"]`);
  if (answer === 'tick') return place.locator('input[type=checkbox]').press('Space');
  if (answer === 'chip') {
    const rest = place.locator('[data-fold="rest"]');
    await rest.or(place.locator('[data-chip]')).first().waitFor();
    if ((await rest.count()) > 0) await rest.click();
    return place.locator('[data-chip]').first().click();
  }
  if ('pick' in answer) return place.getByText(answer.pick, { exact: true }).first().click();
  if ('choose' in answer) {
    await place.getByRole('combobox').click();
    return page.getByRole('option', { name: answer.choose, exact: true }).click();
  }
  const box = place.locator('input, textarea');
  await box.fill(answer.type);
  return box.press('Tab');
}

/** The public API's refusal of the move: where, and in which words. */
async function refusal({ object, field }: Pipeline, id: string, { to, way }: Condition): Promise<[string, string][]> {
  if (way === 'convert') {
    const { refused } = await convertLeads({ url: server.url, token: ACCESS_TOKEN }, [id], to);
    return refused.flatMap(({ messages }) => messages.map((each) => each.split(': ') as [string, string]));
  }
  const response = await fetch(`${server.url}/services/data/v66.0/sobjects/${object}/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ [field]: to })
  });
  assert.equal(response.status, 400);
  return ((await response.json()) as { fields: string[]; message: string }[]).map(({ fields, message }) => [fields.join(), message]);
}

/** Presses what makes the move. */
async function press({ aside }: Pipeline, { to, way }: Condition): Promise<void> {
  const gate = page.locator('c-phase-gate');
  if (way === 'next') return gate.getByRole('button', { name: '次へ進める' }).click();
  if (way === 'aside') return gate.getByRole('button', { name: aside }).click();
  if (way === 'back') return gate.getByRole('button', { name: `「${to}」に戻す` }).click();
  await page.getByRole('button', { name: '取引の開始', exact: true }).click();
  return page.getByRole('dialog').getByRole('button', { name: '取引の開始', exact: true }).click();
}

for (const pipeline of PIPELINES) {
  const { object, field, conditions, label, aside } = pipeline;
  describe(`${object}, one thing missing`, () => {
    test('the table has every item that a move asks and every message of a move', () => {
      const line = object === 'Lead' ? [...CANDIDATE_GATES.map(([phase]) => phase), '取引開始済み'] : [...OPEN, WON];
      const inOrder = (keys: readonly string[]): string[] => [...keys].sort();
      assert.deepEqual(
        inOrder(conditions.filter(({ key }) => key !== REASON).map(({ key, to }) => `${key} ${to}`)),
        inOrder(demandsOf(object, line).map(({ key, to }) => `${key} ${to}`))
      );
      assert.deepEqual(
        inOrder([...new Set([...conditions.map(({ says }) => says), ...(OTHER_MESSAGES[object] ?? [])])]),
        inOrder(messagesOfMoves(object, field))
      );
    });

    for (const condition of conditions) {
      const { key, from, to, way, says, at, answer } = condition;
      test(`without ${key} alone ${from} → ${to} says so and nothing else, and goes once it is given`, async () => {
        const id = lacking(pipeline, condition);
        await page.goto(`${server.url}/lightning/r/${object}/${id}/view`);
        const gate = page.locator('c-phase-gate');
        if (way === 'aside') await gate.getByRole('button', { name: aside }).click();
        if (way === 'back') await gate.getByRole('button', { name: `前の${label}に戻す` }).click();
        await gate.getByText('あと1項目').waitFor();
        // Recommended things are listed too where a phase stands aside, but not as missing.
        const missing = await gate.locator('.missing[data-state]').evaluateAll((nodes) => nodes.map((node) => node.dataset.state));
        // Reasons are asked below the list, always open.
        const asked = await gate.locator(`c-hearing-field[data-reason][data-key="${key}"]`).count();
        assert.deepEqual([...missing, ...Array<string>(asked).fill(key)], [key]);
        assert.equal(await gate.getByRole('button', { name: '次へ進める' }).count(), way === 'next' ? 1 : 0);
        await press(pipeline, condition);
        const place = way === 'convert' ? page.getByRole('dialog').getByRole('alert') : gate.getByRole('alert').first();
        await place.getByText(says).waitFor();
        assert.equal(await place.getByRole('listitem').count(), 1);
        if (way === 'convert') await page.keyboard.press('Escape');
        assert.deepEqual(await refusal(pipeline, id, condition), [[at, says]]);
        assert.equal(office.row(object, id)[field], from);
        await give(key, answer);
        await gate.getByText('必要な項目は、すべて入力されています。').waitFor();
        if (way === 'convert') await gate.getByRole('button', { name: '入力を保存する' }).click();
        await press(pipeline, condition);
        if (way !== 'convert') await gate.getByText(new RegExp(`^「${to}」にしました \\d{1,2}:\\d{2}$`)).waitFor();
        else await page.getByText('の取引を開始しました。').waitFor();
        assert.equal(office.row(object, id)[field], to);
      });
    }
  });
}

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
