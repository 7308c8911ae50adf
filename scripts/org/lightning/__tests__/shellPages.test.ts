import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings } from '../../../lib/axe.ts';
import { deployFiles } from '../../metadata/deploy.ts';
import { openStage, type Stage } from './browser.ts';
import { widgetPackage } from './fixtures.ts';
import { insightPackage } from './insightFixtures.ts';

let stage: Stage;

before(async () => {
  stage = await openStage();
  const files = insightPackage(widgetPackage());
  const result = deployFiles(stage.org, new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
  assert.ok(result.success, JSON.stringify(result.details.componentFailures));
  const company = stage.insert('Account', { Name: '株式会社サンプル' });
  for (const [Name, Amount__c] of [
    ['小さな部品', 10],
    ['大きな部品', 5000],
    ['もっと大きな部品', 70000]
  ] as const) {
    stage.insert('Widget__c', { Name, Amount__c, Stage__c: '準備', Company__c: company, Due__c: '2026-12-10' });
  }
  for (const [LastName, LeadSource] of [
    ['一', 'Web'],
    ['二', 'Web'],
    ['三', 'Other']
  ] as const) {
    stage.insert('Lead', { LastName, Company: `会社${LastName}`, LeadSource });
  }
});
after(async () => {
  await stage.close();
});
afterEach(async () => {
  for (const context of stage.browser.contexts()) await context.close();
  assert.deepEqual(stage.complaints.splice(0), [], 'errors of the page');
});

/** Waits until the element with this tag and text has focus, looked for below all shadow roots. */
const hasFocus = (page: Page, expected: string): Promise<unknown> =>
  page.waitForFunction(`(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element && element.tagName + ': ' + element.textContent.trim() === ${JSON.stringify(expected)};
  })()`);

/** Marks the document: the mark is gone after a full page load. */
async function markDocument(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(`document.body.dataset.mark = 'same'`);
  return () => page.evaluate<boolean>(`document.body.dataset.mark === 'same'`);
}

test('Home shows the dashboard, the list and the chart of its FlexiPage', async () => {
  const page = await stage.open('/lightning/page/home');
  await page.getByRole('img', { name: 'ファネルグラフ: じょうご。' }).waitFor();
  const donut = page.getByRole('img', { name: 'ドーナツグラフ: 輪。' });
  assert.match((await donut.getAttribute('aria-label')) ?? '', /Web 2.*合計 3。$/);
  await page.getByRole('img', { name: 'ドーナツグラフ: 経路。' }).waitFor();
  await page.getByRole('link', { name: 'もっと大きな部品' }).waitFor();
  assert.equal(await page.getByRole('link', { name: '小さな部品', exact: true }).count(), 0);
  await page.getByText('お知らせ').waitFor();
  assert.equal(await page.title(), 'ホーム | 部品管理');
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
});

test('a chart shows its numbers as a table behind a button', async () => {
  const page = await stage.open('/lightning/page/home');
  await page.getByRole('button', { name: '輪: 表を表示' }).click();
  const table = page.getByRole('table', { name: '輪' });
  assert.deepEqual(
    await table
      .locator('tbody tr')
      .first()
      .locator('th, td')
      .allInnerTexts()
      .then((cells) => cells.slice(1)),
    ['2', '67%']
  );
  await page.getByRole('button', { name: '輪: グラフを表示' }).click();
  await page.getByRole('img', { name: 'ドーナツグラフ: 輪。' }).waitFor();
});

test('a dashboard keeps its result until 更新 computes it anew', async () => {
  const page = await stage.open('/lightning/o/Dashboard/home');
  await page.getByRole('link', { name: '全体像' }).click();
  await page.getByRole('heading', { level: 1, name: '全体像' }).waitFor();
  stage.insert('Lead', { LastName: '四', Company: '会社四', LeadSource: 'Web' });
  await page.reload();
  await page.getByRole('img', { name: /輪。.*合計 3。/ }).waitFor();
  await page.getByRole('button', { name: '更新' }).click();
  await page.getByRole('img', { name: /輪。.*合計 4。/ }).waitFor();
  assert.match(await page.getByRole('status').first().innerText(), /^\d{4}\/\d\d\/\d\d \d{1,2}:\d\d 現在/);
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
});

test('a report shows groups, subtotals, details that lead to records, and its chart', async () => {
  const page = await stage.open('/lightning/o/Report/home');
  await page.getByRole('link', { name: '経路別' }).click();
  await page.getByRole('heading', { level: 1, name: '経路別' }).waitFor();
  await hasFocus(page, 'H1: 経路別');
  const grid = page.getByRole('table', { name: 'レポート「経路別」の結果' });
  const before = await grid.getByRole('row').count();
  assert.ok(await grid.getByText('小計').count());
  await page.getByText('詳細行').click();
  assert.ok((await grid.getByRole('row').count()) < before);
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
});

test('a report is narrowed, sorted, saved as a file and printed, and stays as it was saved', async () => {
  const page = await stage.open('/lightning/o/Report/home');
  await page.getByRole('link', { name: '経路別' }).click();
  const grid = page.getByRole('table', { name: 'レポート「経路別」の結果' });
  await grid.getByRole('link', { name: '会社三' }).waitFor();
  const all = await grid.getByRole('row').count();

  // The order of the rows, by keyboard.
  const heading = grid.getByRole('columnheader', { name: '会社名' });
  await heading.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await grid.locator('th[aria-sort="ascending"]').waitFor();
  await heading.getByRole('button').click();
  await grid.locator('th[aria-sort="descending"]').waitFor();

  // The order of the groups, from the menu of their heading, by keyboard.
  const groups = grid.locator('tbody th[scope="row"], tbody th[scope="rowgroup"]').filter({ hasNotText: /計$/ });
  assert.deepEqual(await groups.allInnerTexts(), ['Web', 'その他']);
  await grid.getByRole('button', { name: '「リードソース」のグループの並び順' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemcheckbox', { name: '昇順に並び替え', checked: true }).waitFor();
  await page.getByRole('menuitemcheckbox', { name: '「レコード件数」の小さい順' }).click();
  await groups.first().filter({ hasText: 'その他' }).waitFor();
  assert.deepEqual(await groups.allInnerTexts(), ['その他', 'Web']);
  assert.equal(await grid.locator('th[aria-sort="descending"]').count(), 1, 'the rows keep their order inside the groups');

  // Another condition for now.
  await page.getByRole('button', { name: '検索条件', exact: true }).click();
  await page.getByRole('button', { name: '検索条件を追加' }).click();
  const condition = page.getByRole('group', { name: '検索条件 1' });
  await condition.getByRole('combobox', { name: '項目' }).click();
  await page.getByRole('option', { name: 'リードソース' }).click();
  await condition.getByRole('textbox', { name: '値' }).fill('Other');
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await page.getByRole('button', { name: '適用' }).click();
  await page.getByText('一時的に変更しています').waitFor();
  await grid.getByRole('link', { name: '会社三' }).waitFor();
  await grid.getByRole('link', { name: '会社一' }).waitFor({ state: 'detached' });

  // What is on screen is what is saved.
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'エクスポート' }).click();
  await page.getByRole('menuitem', { name: 'CSV（詳細のみ）' }).click();
  const file = await (await waiting).path();
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes('会社三') && !text.includes('会社一'), text);

  await page.getByRole('button', { name: '保存された条件に戻す' }).click();
  await grid.getByRole('link', { name: '会社一' }).waitFor();
  assert.equal(await grid.getByRole('row').count(), all);

  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('button', { name: '印刷' }).isVisible(), false);
  assert.equal(await page.locator('shell-nav-bar').isVisible(), false);
  assert.equal(await grid.isVisible(), true);
});

test('a list view links to records, sorts by a column and finds by words', async () => {
  const page = await stage.open('/lightning/o/Widget__c/list?filterName=All_Widgets');
  const rows = page.locator('lightning-datatable tbody tr');
  await rows.nth(2).waitFor();
  await page.locator('th a', { hasText: '金額' }).first().click();
  await rows.first().getByRole('link', { name: '小さな部品' }).waitFor();
  assert.match(await page.getByRole('status').first().innerText(), /^3 件 • 並び替え: 金額/);
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await page.getByRole('searchbox', { name: 'このリストを検索' }).fill('もっと');
  await page.keyboard.press('Enter');
  await page.getByText('1 件 • ').waitFor();
  await page.getByRole('searchbox', { name: 'このリストを検索' }).fill('どこにもない');
  await page.keyboard.press('Enter');
  await page.getByText('「どこにもない」に一致する項目はありません').waitFor();
});

test('links and history stay inside the page and move focus to the heading', async () => {
  const page = await stage.open('/lightning/page/home');
  await page.getByRole('link', { name: '部品', exact: true }).waitFor();
  const isSame = await markDocument(page);
  await page.getByRole('link', { name: '部品', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'すべての部品' }).waitFor();
  await hasFocus(page, 'H1: すべての部品');
  await page.getByRole('button', { name: 'リストビューを選択' }).click();
  await page.getByRole('link', { name: '大きな部品' }).first().click();
  await page.getByRole('heading', { level: 1, name: '大きな部品' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'すべての部品' }).waitFor();
  await page.getByRole('button', { name: 'アプリケーションランチャー' }).click();
  await page.keyboard.type('れぽ');
  await page.getByRole('dialog').getByRole('link', { name: 'レポート' }).click();
  await page.getByRole('heading', { level: 1, name: 'すべてのレポート' }).waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.ok(await isSame(), 'no full page load');
});

test('items that do not fit go into さらに表示', async () => {
  const page = await stage.open('/lightning/page/home');
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole('button', { name: 'さらに表示' }).click();
  await page.getByRole('link', { name: 'ダッシュボード', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'すべてのダッシュボード' }).waitFor();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'さらに表示' }).waitFor({ state: 'detached' });
});

test('a page that does not exist says so and leads home', async () => {
  for (const path of ['/lightning/nowhere', '/lightning/o/Nothing__c/list', '/lightning/r/Report/00O000000009999AAA/view']) {
    const page = await stage.open(path);
    await page.getByRole('heading', { level: 1, name: 'ページが見つかりません' }).waitFor();
    assert.deepEqual(await axeFindings(page, 'best-practice'), []);
    await page.getByRole('link', { name: 'ホームに戻る' }).click();
    await page.getByRole('heading', { level: 1, name: 'ホーム' }).waitFor();
  }
});

test('a lost connection is named, and a second try shows the page', async () => {
  const page = await stage.open('/lightning/page/home');
  await page.getByRole('link', { name: '部品', exact: true }).waitFor();
  await page.route('**/ui-api/**', (route) => route.abort());
  await page.getByRole('link', { name: '部品', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'サーバーに接続できません' }).waitFor();
  stage.complaints.splice(0);
  await page.unroute('**/ui-api/**');
  await page.getByRole('button', { name: '再試行' }).click();
  await page.getByRole('heading', { level: 1, name: 'すべての部品' }).waitFor();
});
