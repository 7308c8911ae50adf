/** Objects of a package in a real browser: their tabs, lists, pages, and the rows of a detail on the page of its master. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../../../lib/axe.ts';
import { deployFiles } from '../../metadata/deploy.ts';
import { assign } from '../../records/__tests__/fixtures.ts';
import { readRecord } from '../../records/store.ts';
import { openStage, type Stage } from './browser.ts';
import { childPackage } from './childFixtures.ts';

let stage: Stage;

before(async () => {
  stage = await openStage();
  const result = deployFiles(stage.org, new Map(Object.entries(childPackage()).map(([path, text]) => [path, Buffer.from(text)])));
  assert.ok(result.success, JSON.stringify(result.details.componentFailures));
  assign(stage.org, 'Step_User');
});
after(async () => {
  await stage.close();
});
afterEach(async () => {
  for (const context of stage.browser.contexts()) await context.close();
  assert.deepEqual(stage.complaints.splice(0), [], 'errors of the page');
});

const deal = (name = '大きな商談'): string =>
  stage.insert('Opportunity', { Name: name, StageName: 'Prospecting', CloseDate: '2027-03-31' });
const step = (dealId: string, values: Record<string, unknown> = {}): string =>
  stage.insert('Step__c', { Deal__c: dealId, Kind__c: '準備', ...values });
const nameOf = (id: string): string => String(readRecord(stage.org, 'Step__c', id)?.Name);

async function openDeal(id: string): Promise<{ page: Page; steps: Locator }> {
  const page = await stage.open(`/lightning/r/Opportunity/${id}/view`);
  const steps = page.getByRole('article', { name: '工程', exact: true });
  await steps.getByRole('heading', { name: /^工程 \(/ }).waitFor();
  return { page, steps };
}
async function rowAction(page: Page, steps: Locator, name: string, action: string): Promise<void> {
  await steps.getByRole('button', { name: `${name} のアクションを表示` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('tabs of own objects stand in the bar and in the launcher, and lead to their lists', async () => {
  const page = await stage.open('/lightning/page/home');
  await page.getByRole('link', { name: '倉庫' }).click();
  await page.getByRole('button', { name: '新規' }).waitFor();
  assert.match(page.url(), /\/lightning\/o\/Depot__c\/list/);
  await page.getByRole('button', { name: 'アプリケーションランチャー' }).click();
  await page.getByRole('searchbox', { name: /検索/ }).first().fill('工程');
  await page.getByRole('dialog').or(page.locator('.panel')).getByRole('link', { name: '工程' }).first().click();
  await page.waitForURL(/\/lightning\/o\/Step__c\/list/);
});

test('a list shows dates, numbers, checkboxes and formulas, and names the master', async () => {
  const id = deal('一覧の商談');
  const first = step(id, { Due__c: '2026-12-01', StartAt__c: '2026-12-01T01:30:00.000Z', Weight__c: 80 });
  const page = await stage.open('/lightning/o/Step__c/list?filterName=All_Steps');
  const row = page.getByRole('row', { name: new RegExp(nameOf(first)) });
  await row.waitFor();
  const cells = await row.locator('td, th').allInnerTexts();
  assert.deepEqual(
    cells.slice(1).map((text) => text.trim()),
    [nameOf(first), '一覧の商談', '準備', '2026/12/01', '2026/12/01 10:30', '80', 'いいえ', '40.0', '重い工程です']
  );
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
});

test('relative dates bound a list, and a list of mine holds what I own', async () => {
  const id = deal();
  const today = stage.org.clock.now().getTime();
  const day = (offset: number): string => new Date(today + offset * 86_400_000).toISOString().slice(0, 10);
  const [near, far] = [step(id, { Due__c: day(3) }), step(id, { Due__c: day(40) })];
  const page = await stage.open('/lightning/o/Step__c/list?filterName=Around_Now');
  await page.getByRole('link', { name: nameOf(near) }).waitFor();
  assert.equal(await page.getByRole('link', { name: nameOf(far) }).count(), 0);
  stage.insert('Depot__c', { Name: '東倉庫' });
  for (const view of ['My_Depots', 'New_Depots']) {
    await page.goto(`${stage.server.url}/lightning/o/Depot__c/list?filterName=${view}`);
    await page.getByRole('link', { name: '東倉庫' }).waitFor();
  }
});

test('the page of a detail names its master, folds its sections, and has no owner', async () => {
  const id = deal('親の商談');
  const page = await stage.open(`/lightning/r/Step__c/${step(id, { Due__c: '2026-12-01' })}/view`);
  const master = page.locator('record-page [data-field-view="Deal__c"]');
  await master.getByRole('link', { name: '親の商談' }).waitFor();
  assert.equal(await page.getByRole('button', { name: '商談 を編集' }).count(), 0, 'a master is not changed');
  assert.equal(await page.getByText('所有者').count(), 0);
  const section = page.getByRole('button', { name: '工程情報' });
  await section.press('Enter');
  await master.waitFor({ state: 'detached' });
  assert.equal(await section.getAttribute('aria-expanded'), 'false');
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await section.press('Enter');
  await master.getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: '親の商談' }).waitFor();
});

test('a new row starts under its master, and what the master counts follows', async () => {
  const { page, steps } = await openDeal(deal());
  const count = page.locator('record-page [data-field-view="StepCount__c"] .value');
  await count.getByText('0', { exact: true }).waitFor();
  await steps.getByRole('button', { name: '新規' }).click();
  const dialog = page.getByRole('dialog', { name: '新規工程' });
  assert.equal(await dialog.getByRole('textbox', { name: '商談', exact: true }).inputValue(), '大きな商談');
  await dialog.getByRole('combobox', { name: '種類' }).click();
  await page.getByRole('option', { name: '実施' }).click();
  await dialog.getByRole('spinbutton', { name: '重さ' }).fill('60');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await steps.getByRole('heading', { name: '工程 (1)' }).waitFor();
  const cells = await steps.locator('tbody td').allInnerTexts();
  assert.deepEqual(cells.slice(0, -1), ['実施', '', '', '60', 'いいえ', '30.0', '重い工程です']);
  await count.getByText('1', { exact: true }).waitFor();
  await page.getByText(/^工程「ST-\d{4}」が作成されました。$/).waitFor();
});

test('a new detail from the list asks for its master, and its page follows', async () => {
  const id = deal('選ばれる商談');
  const page = await stage.open('/lightning/o/Step__c/list');
  await page.getByRole('button', { name: '新規' }).click();
  const dialog = page.getByRole('dialog', { name: '新規工程' });
  await dialog.getByRole('combobox', { name: '種類' }).click();
  await page.getByRole('option', { name: '準備' }).click();
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await dialog.getByRole('button', { name: '商談: この項目を入力してください。' }).click();
  await page.keyboard.insertText('選ばれる');
  await dialog.getByRole('option', { name: /選ばれる商談/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /^工程 ST-/ }).waitFor();
  const row = stage.org.db.prepare('SELECT "Id" AS id FROM "Step__c" WHERE "Deal__c" = ?').get(id) as { id: string };
  assert.match(page.url(), new RegExp(row.id));
});

test('rows are changed and deleted where they stand', async () => {
  const id = deal();
  const [kept, gone] = [step(id, { Weight__c: 10 }), step(id, { Weight__c: 20 })];
  const { page, steps } = await openDeal(id);
  await rowAction(page, steps, nameOf(kept), '編集');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('spinbutton', { name: '重さ' }).fill('99');
  await dialog.locator('label').filter({ hasText: '完了' }).click();
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await dialog.getByRole('button', { name: '期限: 完了には期限が要ります。' }).waitFor();
  await dialog.getByRole('textbox', { name: '期限' }).fill('2026/12/24');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await steps.getByRole('cell', { name: '2026/12/24' }).waitFor();
  assert.equal(readRecord(stage.org, 'Step__c', kept)?.Weight__c, 99);
  await rowAction(page, steps, nameOf(gone), '削除');
  await page.getByRole('alertdialog', { name: '工程の削除' }).getByRole('button', { name: 'OK' }).click();
  await steps.getByRole('heading', { name: '工程 (1)' }).waitFor();
  await page.locator('record-page [data-field-view="StepCount__c"] .value').getByText('1', { exact: true }).waitFor();
  assert.equal(readRecord(stage.org, 'Step__c', gone), undefined);
  assert.match(page.url(), new RegExp(`${id}/view$`), 'the page stays');
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
});

test('the menu of a row opens by keyboard and lies over the table that scrolls', async () => {
  const id = deal();
  const only = step(id);
  const { page, steps } = await openDeal(id);
  await steps.getByRole('button', { name: `${nameOf(only)} のアクションを表示` }).press('Enter');
  const item = page.getByRole('menuitem', { name: '編集' });
  await item.waitFor();
  // Refused when something else lies over it.
  await item.click({ trial: true });
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await page.keyboard.press('Escape');
  await steps.locator('button:focus').waitFor();
});
