/** Filters of a board, its moment, and every kind of chart, in a real browser. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings } from '../../../lib/axe.ts';
import { isMovable } from '../../clock.ts';
import { deployFiles } from '../../metadata/deploy.ts';
import { componentId } from '../../query/reports.ts';
import { boardPackage } from './boardFixtures.ts';
import { openStage, type Stage } from './browser.ts';
import { widgetPackage } from './fixtures.ts';

let stage: Stage;
const COMPANIES = ['株式会社サンプル', '株式会社別'];
/** Widgets by company and stage. */
const WIDGETS: Record<string, Record<string, number>> = { 株式会社サンプル: { 準備: 3, 実施: 1 }, 株式会社別: { 準備: 2, 実施: 4 } };
const MAPPED = ['横棒', '縦棒', '積み上げ横棒', '並べた縦棒', '折れ線', '円', 'じょうご', '件数'];

before(async () => {
  stage = await openStage();
  const files = boardPackage(widgetPackage());
  // The report type of an object is there for reports of later deployments.
  for (const part of [Object.entries(files).filter(([path]) => path.startsWith('objects/')), Object.entries(files)]) {
    const result = deployFiles(stage.org, new Map(part.map(([path, text]) => [path, Buffer.from(text)])));
    assert.ok(result.success, JSON.stringify(result.details.componentFailures));
  }
  const today = stage.org.clock.now().toISOString().slice(0, 10);
  for (const Name of COMPANIES) {
    const Company__c = stage.insert('Account', { Name });
    for (const [Stage__c, count] of Object.entries(WIDGETS[Name] ?? {}))
      for (let index = 0; index < count; index += 1)
        stage.insert('Widget__c', {
          Name: `${Stage__c}${index}`,
          Stage__c,
          Company__c,
          Amount__c: 1000 * (index + 1),
          Due__c: today,
          Kinds__c: '赤;青'
        });
  }
});
after(async () => {
  await stage.close();
});
afterEach(async () => {
  for (const context of stage.browser.contexts()) await context.close();
  assert.deepEqual(stage.complaints.splice(0), [], 'errors of the page');
});

const boardPath = (): string => `/lightning/r/Dashboard/${componentId(stage.org, 'Dashboard', 'WidgetDashboards/Filtered')}/view`;
const total = (companies: string[], stages: string[]): number =>
  companies.reduce((sum, company) => sum + stages.reduce((own, name) => own + (WIDGETS[company]?.[name] ?? 0), 0), 0);
const ALL_STAGES = ['準備', '実施'];

/** Waits until the component says this total: charts in their text alternative, a number as itself. */
async function shows(page: Page, name: string, count: number): Promise<void> {
  const tile = page.getByRole('article', { name, exact: true });
  if (name === '件数') await tile.getByText(String(count), { exact: true }).waitFor();
  else await tile.getByRole('img', { name: new RegExp(`合計 ${count}。$`) }).waitFor();
}

/** Chooses in a filter of the board by keyboard alone. */
async function choose(page: Page, name: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name, exact: true });
  await box.focus();
  await page.keyboard.press('Enter');
  await box.and(page.locator('[aria-expanded="true"]')).waitFor();
  const options = page.getByRole('option');
  const wanted = (await options.allInnerTexts()).findIndex((text) => text.trim() === option);
  assert.ok(wanted >= 0, option);
  const target = await options.nth(wanted).getAttribute('id');
  // Each step is waited for: a second press before the first has moved would go one too far.
  let current = await box.getAttribute('aria-activedescendant');
  for (let step = 0; current !== target; step += 1) {
    assert.ok(step < 12, `${option} in ${name}`);
    await page.keyboard.press('ArrowDown');
    await box.and(page.locator(`[aria-activedescendant]:not([aria-activedescendant="${current ?? ''}"])`)).waitFor();
    current = await box.getAttribute('aria-activedescendant');
  }
  await page.keyboard.press('Enter');
}

test('a filter of a board changes every component that has a column for it, by keyboard too, and no other', async () => {
  const page = await stage.open(boardPath());
  for (const name of [...MAPPED, '輪', '絞らない']) await shows(page, name, total(COMPANIES, ALL_STAGES));

  await choose(page, '段階', '実施');
  for (const name of [...MAPPED, '輪']) await shows(page, name, total(COMPANIES, ['実施']));
  await shows(page, '絞らない', total(COMPANIES, ALL_STAGES));

  await choose(page, '会社', '株式会社別');
  for (const name of MAPPED) await shows(page, name, total(['株式会社別'], ['実施']));
  await shows(page, '輪', total(COMPANIES, ['実施']));
  await shows(page, '絞らない', total(COMPANIES, ALL_STAGES));

  await choose(page, '段階', '（すべて）');
  for (const name of MAPPED) await shows(page, name, total(['株式会社別'], ALL_STAGES));
  await shows(page, '輪', total(COMPANIES, ALL_STAGES));
  await choose(page, '会社', '（すべて）');
  for (const name of MAPPED) await shows(page, name, total(COMPANIES, ALL_STAGES));
});

test('更新 computes the chosen numbers anew and tells the moment; before, the board says of when they are', async () => {
  const page = await stage.open(boardPath());
  await choose(page, '段階', '準備');
  await shows(page, '横棒', total(COMPANIES, ['準備']));
  const moment = (): Promise<string> => page.getByRole('status').filter({ hasText: '現在' }).innerText();
  const before = await moment();
  const { clock } = stage.org;
  assert.ok(isMovable(clock));
  clock.moveTo(new Date(clock.now().getTime() + 3_600_000));
  const company = stage.insert('Account', { Name: '株式会社第三' });
  stage.insert('Widget__c', { Name: '新', Stage__c: '準備', Company__c: company, Due__c: clock.now().toISOString().slice(0, 10) });
  await page.reload();
  await shows(page, '横棒', total(COMPANIES, ALL_STAGES));
  assert.equal(await moment(), before, 'kept results are of their own moment');
  await choose(page, '段階', '準備');
  await page.getByRole('button', { name: '更新' }).click();
  await shows(page, '横棒', total(COMPANIES, ['準備']) + 1);
  assert.notEqual(await moment(), before);
  assert.match(await moment(), /^\d{4}\/\d\d\/\d\d \d{1,2}:\d\d 現在・表示ユーザー: /);
});

test('every kind of chart has its numbers in words and as a table, and passes axe', async () => {
  const page = await stage.open(boardPath());
  for (const name of [...MAPPED, '輪'].filter((each) => each !== '件数')) {
    const tile = page.getByRole('article', { name, exact: true });
    const words = (await tile.getByRole('img', { name: /合計 \d+。$/ }).getAttribute('aria-label')) ?? '';
    await tile.getByRole('button', { name: `${name}: 表を表示` }).click();
    const cells = await tile.getByRole('table').locator('tbody td').allInnerTexts();
    const numbers = cells.filter((text) => /^\d+$/.test(text));
    assert.ok(numbers.length > 0, name);
    for (const number of numbers) assert.ok(words.includes(number), `${name}: ${number} in ${words}`);
    await tile.getByRole('button', { name: `${name}: グラフを表示` }).click();
  }
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
});

test('charts with many labels keep each on a line of its own, in a narrow window too, and what scrolls is reached by keyboard', async () => {
  for (let index = 0; index < 24; index += 1) {
    const company = stage.insert('Account', { Name: `株式会社${index} 地域未来牽引企業支援部` });
    stage.insert('Widget__c', {
      Name: `多${index}`,
      Stage__c: '準備',
      Company__c: company,
      Due__c: stage.org.clock.now().toISOString().slice(0, 10)
    });
  }
  const page = await stage.open(boardPath());
  await page.getByRole('button', { name: '更新' }).click();
  const tile = page.getByRole('article', { name: '積み上げ横棒', exact: true });
  await tile.getByRole('group', { name: '積み上げ横棒' }).waitFor();
  const plot = tile.getByRole('group', { name: '積み上げ横棒' });
  const room = (): Promise<{ inside: number; outside: number; width: number }> =>
    plot.evaluate((node) => ({ inside: node.scrollHeight, outside: node.clientHeight, width: node.scrollWidth - node.clientWidth }));
  const wide = await room();
  assert.ok(wide.inside >= 26 * 20 && wide.inside > wide.outside, JSON.stringify(wide));
  await plot.focus();
  await page.keyboard.press('End');
  await page.waitForFunction((node) => (node?.scrollTop ?? 0) > 0, await plot.elementHandle());
  const legend = tile.getByText('準備', { exact: true });
  assert.equal(await legend.isVisible(), true, 'the legend does not scroll away');

  // One column: as tall as it needs, and nothing wider than the window.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction('document.documentElement.scrollWidth <= 390');
  const box = await tile.boundingBox();
  assert.ok(box && box.height >= 26 * 20, JSON.stringify(box));
});
