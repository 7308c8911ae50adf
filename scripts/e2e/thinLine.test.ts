/**
 * The thin line through everything: npm start, the real CLI, the real browser. An officer opens a case, is refused the next
 * phase with what is missing, fills it in, moves on, and Home counts the case in its new phase.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeFindings } from '../lib/axe.ts';
import { launchBrowser } from '../lib/browser.ts';
import { sf } from '../lib/sf.ts';
import { stages } from '../lib/stages.ts';
import { removeFolder, signedIn, startProduct, temporaryFolder, type Product } from './product.ts';

const folder = temporaryFolder();
let product: Product;
let browser: Browser;
let context: BrowserContext;
let pageErrors: string[];

before(async () => {
  product = await startProduct([], { folder });
  browser = await launchBrowser();
  ({ context, errors: pageErrors } = await signedIn(browser, product.url));
});
after(async () => {
  await browser?.close();
  await product?.stop();
  removeFolder(folder);
});

const target = (): { url: string } => ({ url: product.url });

async function query<T>(soql: string): Promise<T[]> {
  const run = await sf(target(), ['data', 'query', '-q', soql, '--json']);
  assert.equal(run.code, 0, run.stdout + run.stderr);
  return (JSON.parse(run.stdout) as { result: { records: T[] } }).result.records;
}

/** Opens a page of the org and waits until its heading is there. */
async function open(path: string, heading: string | RegExp): Promise<Page> {
  const page = await context.newPage();
  await page.goto(product.url + path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  return page;
}

/** The numbers of a chart as its text alternative says them. */
async function chartText(page: Page, kind: string): Promise<string> {
  return (await page.getByRole('img', { name: new RegExp(`^${kind}`) }).getAttribute('aria-label')) ?? '';
}

test('the first start shows its progress, deploys every stage and is ready with fourteen cases, eleven of them once candidates', async () => {
  for (const stage of ['settings', 'model', 'experience', 'insight', 'office', 'duplicates'])
    assert.match(product.output(), new RegExp(`配備 \\d/6 ${stage}`));
  assert.match(product.output(), new RegExp(`^ready ${product.url}$`, 'm'));
  const cases = await query<{ StageName: string; total: number }>('SELECT StageName, COUNT(Id) total FROM Opportunity GROUP BY StageName');
  assert.deepEqual(Object.fromEntries(cases.map(({ StageName, total }) => [StageName, total])), {
    事前準備: 2,
    課題の特定: 3,
    提案: 2,
    フォロー中: 3,
    'クローズ（支援完了）': 2,
    'クローズ（未アクション）': 2
  });
  const [converted] = await query<{ total: number }>('SELECT COUNT(Id) total FROM Lead WHERE IsConverted = true');
  assert.equal(converted?.total, 11);
});

test('the migration permission was taken back after the sample data was loaded', async () => {
  const rows = await query<{ PermissionSet: { Name: string } }>('SELECT PermissionSet.Name FROM PermissionSetAssignment');
  const names = rows.map((row) => row.PermissionSet.Name);
  assert.ok(names.includes('SupportOfficer'), names.join());
  assert.ok(!names.includes('DataMigration'), names.join());
});

test('an officer is refused the next phase with what is missing, fills it in, moves on, and Home counts it', async () => {
  const [account] = await query<{ Id: string }>('SELECT Id FROM Account ORDER BY Name LIMIT 1');
  const created = await sf(target(), [
    'data',
    'create',
    'record',
    '-s',
    'Opportunity',
    '-v',
    `Name='通し試験の案件' AccountId=${account?.Id} StageName=事前準備 CloseDate=2027-03-31`,
    '--json'
  ]);
  assert.equal(created.code, 0, created.stdout);
  const { id } = (JSON.parse(created.stdout) as { result: { id: string } }).result;

  const page = await open(`/lightning/r/Opportunity/${id}/view`, /通し試験の案件/);
  const path = page.getByRole('listbox', { name: 'フェーズのパス' });
  await path.getByRole('option', { name: '現在 事前準備' }).waitFor();
  const form = page.locator('c-hearing-form');
  const gate = page.locator('c-phase-gate');
  await form.getByText('あと2項目').waitFor();

  assert.equal(await page.getByRole('button', { name: 'フェーズを完了としてマーク' }).count(), 0);
  await gate.getByRole('button', { name: '次へ進める' }).click();
  await gate.getByRole('alert').getByText('先のフェーズに進むには、「訪問類型」を選んでください。').first().waitFor();
  assert.deepEqual(
    await query(`SELECT StageName FROM Opportunity WHERE Id = '${id}'`).then((rows) =>
      rows.map((row) => (row as { StageName: string }).StageName)
    ),
    ['事前準備']
  );

  await form.getByRole('combobox', { name: '訪問類型' }).click();
  await page.getByRole('option', { name: 'HPからの直接申し込み' }).click();
  await form.getByText('事前準備完了', { exact: true }).last().click();
  await form.getByRole('textbox', { name: '訪問に至った背景' }).fill('見本の展示会で声を掛けた。');
  await form.getByRole('button', { name: '保存' }).click();
  await form.getByText(/^保存済み \d{1,2}:\d{2}/).waitFor();
  await gate.getByRole('button', { name: '次へ進める' }).click();
  await path.getByRole('option', { name: '現在 課題の特定' }).waitFor();

  await page.reload();
  await path.getByRole('option', { name: '現在 課題の特定' }).waitFor();
  await form.getByRole('button', { name: '事前準備' }).click();
  assert.equal(await form.getByRole('textbox', { name: '訪問に至った背景' }).inputValue(), '見本の展示会で声を掛けた。');
  const [row] = await query<Record<string, unknown>>(
    `SELECT StageName, VisitType__c, PreparationCompleted__c FROM Opportunity WHERE Id = '${id}'`
  );
  assert.equal(row?.StageName, '課題の特定');
  assert.equal(row?.VisitType__c, 'HPからの直接申し込み');
  assert.equal(row?.PreparationCompleted__c, true);

  const home = await open('/lightning/page/home', 'ホーム');
  await home.getByRole('button', { name: '更新', exact: true }).click();
  await home.getByRole('img', { name: /^ファネルグラフ.*課題の特定 4.*合計 15/ }).waitFor();
  assert.match(
    await chartText(home, 'ファネルグラフ'),
    /事前準備 2、課題の特定 4、提案 2、フォロー中 3、クローズ（支援完了） 2、クローズ（未アクション） 2。合計 15/
  );
  const [leads] = await query<{ total: number }>('SELECT COUNT(Id) total FROM Lead WHERE IsThisFiscalYear__c = true');
  assert.match(await chartText(home, 'ドーナツグラフ'), new RegExp(`合計 ${leads?.total}`));
  await home.close();
  await page.close();
});

test('an officer drops a case with its reason, and opens it again only with another one', async () => {
  const stored = async (): Promise<Record<string, unknown>> => {
    const fields = 'Id, StageName, HardPoints__c, DropReason__c, DropSide__c, DropPhase__c, ClosedOn__c';
    const [row] = await query<Record<string, unknown>>(`SELECT ${fields} FROM Opportunity WHERE Name = '通し試験の案件'`);
    assert.ok(row);
    return row;
  };
  const page = await open(`/lightning/r/Opportunity/${(await stored()).Id as string}/view`, /通し試験の案件/);
  const gate = page.locator('c-phase-gate');
  await gate.getByRole('button', { name: 'クローズ（未アクション）にする' }).click();
  await gate.getByText('あと2項目').waitFor();
  await gate.getByRole('textbox', { name: '難しかった点' }).fill('繁忙期に当たった。');
  await gate.getByRole('combobox', { name: 'ドロップ理由' }).click();
  await page.getByRole('option', { name: '人手不足' }).click();
  await gate.getByRole('button', { name: 'クローズ（未アクション）にする' }).click();
  await gate.getByRole('alert').getByText('原因がどちらにあるかを「ドロップの側」で選んでください。').first().waitFor();
  assert.deepEqual([(await stored()).StageName, (await stored()).HardPoints__c], ['課題の特定', null]);
  await gate.getByRole('combobox', { name: 'ドロップの側' }).click();
  await page.getByRole('option', { name: '企業側' }).click();
  await gate.getByRole('button', { name: 'クローズ（未アクション）にする' }).click();
  await page.getByRole('listbox', { name: 'フェーズのパス' }).getByRole('option', { name: '現在 クローズ（未アクション）' }).waitFor();
  const dropped = await stored();
  assert.deepEqual(
    [dropped.StageName, dropped.HardPoints__c, dropped.DropReason__c, dropped.DropSide__c, dropped.DropPhase__c],
    ['クローズ（未アクション）', '繁忙期に当たった。', '人手不足', '企業側', '課題の特定']
  );
  assert.notEqual(dropped.ClosedOn__c, null);

  await gate.getByRole('button', { name: '前のフェーズに戻す' }).click();
  await gate.getByRole('button', { name: '「課題の特定」に戻す' }).click();
  await gate.getByRole('alert').getByText('そう判断した根拠を「判断理由」で選んでください。').first().waitFor();
  await gate.getByRole('combobox', { name: '判断理由' }).click();
  await page.getByRole('option', { name: '企業都合' }).click();
  await gate.getByRole('button', { name: '「課題の特定」に戻す' }).click();
  await page.getByRole('listbox', { name: 'フェーズのパス' }).getByRole('option', { name: '現在 課題の特定' }).waitFor();
  const reopened = await stored();
  assert.deepEqual([reopened.StageName, reopened.ClosedOn__c], ['課題の特定', null]);
  await page.close();
});

test('a company is registered from the menu of every page, told that its 法人番号 is known, and a company starts a case', async () => {
  const [known] = await query<{ Id: string; Name: string; CorporateNumber__c: string }>(
    'SELECT Id, Name, CorporateNumber__c FROM Account WHERE CorporateNumber__c != null ORDER BY Name LIMIT 1'
  );
  assert.ok(known);
  const page = await open('/lightning/page/home', 'ホーム');
  await page.getByRole('button', { name: 'グローバルアクション' }).click();
  await page.getByRole('menuitem', { name: '企業だけ登録' }).click();
  const dialog = page.getByRole('dialog', { name: '企業だけ登録' });
  await dialog.getByRole('textbox', { name: '企業名' }).fill('通し試験の企業');
  await dialog.getByRole('textbox', { name: '法人番号' }).fill(known.CorporateNumber__c);
  await dialog.getByRole('combobox', { name: '支援先候補ソース' }).first().click();
  await page.getByRole('option', { name: '電話' }).click();
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await dialog.getByText('同じ「法人番号」の支援先候補か企業・団体名が、すでに登録されています。').first().waitFor();
  await dialog.getByRole('link', { name: known.Name }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await dialog.getByRole('button', { name: '保存する' }).click();
  await dialog.waitFor({ state: 'detached' });
  const made = await query<Record<string, unknown>>("SELECT LastName, LeadSource, Status FROM Lead WHERE Company = '通し試験の企業'");
  assert.deepEqual(
    made.map((row) => [row.LastName, row.LeadSource, row.Status]),
    [['（氏名未確認）', '電話', '新規']]
  );
  await page.close();

  const company = await open(`/lightning/r/Account/${known.Id}/view`, known.Name);
  await company.getByRole('button', { name: '案件を作成' }).click();
  const form = company.getByRole('dialog', { name: '案件を作成' });
  await form.getByRole('combobox', { name: '訪問類型' }).click();
  await company.getByRole('option', { name: '継続フォロー訪問' }).click();
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  const cases = await query<{ Id: string; Name: string; StageName: string }>(
    `SELECT Id, Name, StageName FROM Opportunity WHERE AccountId = '${known.Id}' AND VisitType__c = '継続フォロー訪問' AND StageName = '事前準備'`
  );
  assert.equal(cases.length, 1);
  assert.match(cases[0]?.Name ?? '', new RegExp(`^${known.Name}／R\\d+／継続フォロー訪問$`));
  await company.close();
});

test('the screens use the words of the office, and none of Salesforce sales', async () => {
  const idOf = async (object: string, where: string): Promise<string> =>
    (await query<{ Id: string }>(`SELECT Id FROM ${object} WHERE ${where} LIMIT 1`))[0]?.Id ?? '';
  const candidate = await idOf('Lead', "Status = '連絡済み' AND AppointmentAcceptedDate__c = null");
  const sales = /リード|取引先|商談|ToDo/;
  for (const [path, heading] of [
    ['/lightning/page/home', 'ホーム'],
    ['/lightning/o/Lead/list', /支援先候補/],
    ['/lightning/o/Account/list', /./],
    ['/lightning/o/Opportunity/list', /./],
    [`/lightning/r/Lead/${candidate}/view`, /./],
    [`/lightning/r/Account/${await idOf('Account', "Name LIKE 'みほん%'")}/view`, /みほん/],
    [`/lightning/r/Contact/${await idOf('Contact', 'AccountId != null')}/view`, /./],
    [`/lightning/r/Opportunity/${await idOf('Opportunity', 'Candidate__c != null')}/view`, /./]
  ] as const) {
    const page = await open(path, heading);
    await page.waitForLoadState('networkidle');
    const text = await page.locator('body').innerText();
    assert.match(text, /支援先候補[\s\S]*企業・団体名[\s\S]*案件/);
    assert.doesNotMatch(text, sales, path);
    await page.close();
  }
  const page = await open(`/lightning/r/Lead/${candidate}/view`, /./);
  for (const action of ['取引の開始', '編集']) {
    await page.getByRole('button', { name: action, exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().waitFor();
    assert.doesNotMatch(await dialog.innerText(), sales, action);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  await page.close();
});

test('home, list and case page are accessible (axe, WCAG 2.2 AA)', async () => {
  const [row] = await query<{ Id: string }>("SELECT Id FROM Opportunity WHERE StageName = 'フォロー中'");
  for (const [path, heading] of [
    ['/lightning/page/home', 'ホーム'],
    ['/lightning/o/Lead/list', /支援先候補/],
    [`/lightning/r/Opportunity/${row?.Id}/view`, /みほん精機/]
  ] as const) {
    const page = await open(path, heading);
    await page.waitForLoadState('networkidle');
    // As tall as the page: what the docked bar of the form hides is one scroll away, which axe does not know.
    await page.setViewportSize({ width: 1366, height: Number(await page.evaluate('document.documentElement.scrollHeight')) });
    assert.deepEqual(await axeFindings(page), [], path);
    await page.close();
  }
});

test('an unsaved change survives a refused save and is not lost', async () => {
  const [row] = await query<{ Id: string }>("SELECT Id FROM Opportunity WHERE StageName = 'クローズ（未アクション）'");
  const page = await open(`/lightning/r/Opportunity/${row?.Id}/view`, /かくう工務店/);
  const form = page.locator('c-hearing-form');
  await form.getByRole('button', { name: '課題の特定' }).click();
  await form.getByRole('textbox', { name: '顧客' }).fill('通信が切れても残る文');
  await context.setOffline(true);
  await form.getByRole('button', { name: '保存' }).click();
  await form.getByText('オフライン: 未送信 1項目').waitFor();
  assert.equal(await form.getByRole('textbox', { name: '顧客' }).inputValue(), '通信が切れても残る文');
  await context.setOffline(false);
  await form.getByText(/^保存済み/).waitFor();
  assert.deepEqual(
    await query(`SELECT Customers__c FROM Opportunity WHERE Id = '${row?.Id}'`).then(
      (rows) => (rows[0] as { Customers__c: string }).Customers__c
    ),
    '通信が切れても残る文'
  );
  await page.close();
});

test('no script failed on any page', () => {
  assert.deepEqual(pageErrors, []);
});

interface DeployJson {
  result: {
    files: { state: string; type: string; fullName: string }[];
    details: { componentSuccesses: { changed: boolean; created: boolean; componentType: string; fullName: string }[] };
  };
}

/** Members of a manifest as the CLI's option names them, matching rules left out: an active one cannot be deployed again. */
function membersOf(manifest: string): string[] {
  return [...readFileSync(manifest, 'utf8').matchAll(/<types>(.*?)<\/types>/gs)].flatMap(([, block = '']) => {
    const type = /<name>(.*)<\/name>/.exec(block)?.[1] ?? '';
    if (type === 'MatchingRules') return [];
    return [...block.matchAll(/<members>(.*)<\/members>/g)].flatMap(([, member]) => ['--metadata', `${type}:${member}`]);
  });
}

test('the real CLI reports every component of a second deployment as unchanged', async () => {
  for (const { name, manifest } of stages()) {
    const what = /<name>MatchingRules<\/name>/.test(readFileSync(manifest, 'utf8')) ? membersOf(manifest) : ['--manifest', manifest];
    const run = await sf(target(), ['project', 'deploy', 'start', ...what, '--json']);
    assert.equal(run.code, 0, run.stdout + run.stderr);
    const { result } = JSON.parse(run.stdout) as DeployJson;
    assert.ok(result.files.length > 0, name);
    assert.deepEqual(
      result.files.filter((file) => file.state !== 'Unchanged').map((file) => `${file.type} ${file.fullName}: ${file.state}`),
      [],
      name
    );
    assert.deepEqual(
      result.details.componentSuccesses.filter((message) => message.changed || message.created).map((message) => message.fullName),
      [],
      name
    );
  }
});

test('another start keeps the data and deploys nothing', async () => {
  const cases = 'SELECT Id, Name, StageName, LastModifiedDate FROM Opportunity ORDER BY Id';
  const before = await query(cases);
  assert.ok(before.length > 0);
  assert.equal(await product.stop(), 0);
  product = await startProduct([], { folder });
  assert.doesNotMatch(product.output(), /配備/);
  assert.deepEqual(await query(cases), before);
});

test('a start with --reset begins anew, and --data none leaves the org empty', async () => {
  assert.equal(await product.stop(), 0);
  product = await startProduct(['--reset', '--data', 'none'], { folder });
  assert.match(product.output(), /配備 1\/6/);
  assert.equal((await query('SELECT Id FROM Opportunity')).length, 0);
});

test('API clients sign in with the fixed token from any folder, by environment alone and by a stored login', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  try {
    const byEnvironment = await sf(target(), ['org', 'display', '--json'], { cwd: elsewhere });
    assert.equal(byEnvironment.code, 0, byEnvironment.stdout);
    const env = { SF_ACCESS_TOKEN: '00D000000000001!local', SF_ORG_INSTANCE_URL: undefined, SF_TARGET_ORG: undefined, HOME: elsewhere };
    const login = await sf(
      target(),
      ['org', 'login', 'access-token', '--instance-url', product.url, '--no-prompt', '--alias', 'practice', '--json'],
      { cwd: elsewhere, env }
    );
    assert.equal(login.code, 0, login.stdout + login.stderr);
    const stored = await sf(target(), ['data', 'query', '-o', 'practice', '-q', 'SELECT Name FROM Organization', '--json'], {
      cwd: elsewhere,
      env
    });
    assert.equal(stored.code, 0, stored.stdout + stored.stderr);
  } finally {
    removeFolder(elsewhere);
  }
});
