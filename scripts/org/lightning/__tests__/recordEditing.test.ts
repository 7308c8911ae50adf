/** Editing as people do it: by keyboard, with half-typed values, in two tabs, after the session ended, on records that went away. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../../../lib/axe.ts';
import { deployFiles } from '../../metadata/deploy.ts';
import { readRecord } from '../../records/store.ts';
import { openStage, type Stage } from './browser.ts';
import { widgetPackage } from './fixtures.ts';

let stage: Stage;

before(async () => {
  stage = await openStage();
});
after(async () => {
  await stage.close();
});
afterEach(async () => {
  for (const context of stage.browser.contexts()) await context.close();
  assert.deepEqual(stage.complaints.splice(0), [], 'errors of the page');
});

const widget = (values: Record<string, unknown> = {}): string => stage.insert('Widget__c', { Name: '試作品', Stage__c: '準備', ...values });
const stored = (id: string, field: string): unknown => readRecord(stage.org, 'Widget__c', id)?.[field];

async function openWidget(id: string): Promise<Page> {
  const page = await stage.open(`/lightning/r/Widget__c/${id}/view`);
  await page.getByRole('heading', { level: 1, name: '試作品' }).waitFor();
  return page;
}

async function openNew(timezoneId?: string): Promise<{ page: Page; dialog: Locator }> {
  const page = await stage.open('/lightning/o/Widget__c/list', timezoneId);
  await page.getByRole('button', { name: '新規' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '部品名' }).waitFor();
  return { page, dialog };
}

test('a record that does not exist is named in the words of the screen, in the title too, with a way out', async () => {
  const page = await stage.open('/lightning/r/Widget__c/a00000000009999AAA/view');
  await page.getByRole('heading', { level: 1, name: 'レコードが見つかりません' }).waitFor();
  assert.match(await page.title(), /^レコードが見つかりません \| /);
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await page.getByRole('link', { name: 'ホームに戻る' }).click();
  await page.waitForURL(/\/lightning\/page\/home$/);
});

test('a record deleted meanwhile keeps what was typed and says why it cannot be saved', async () => {
  const id = widget();
  const page = await openWidget(id);
  await page.getByRole('button', { name: '理由 を編集' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '部品名 を編集' }).click();
  await page.getByRole('textbox', { name: '部品名' }).fill('消えないで');
  await page.evaluate((recordId) => fetch(`/services/data/v66.0/sobjects/Widget__c/${recordId}`, { method: 'DELETE' }), id);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('alert').getByText('このレコードは削除されているか、存在しません。').waitFor();
  assert.equal(await page.getByRole('textbox', { name: '部品名' }).inputValue(), '消えないで');
});

test('focus goes to the heading of a record after navigating to it', async () => {
  widget({ Name: '行き先' });
  const page = await stage.open('/lightning/o/Widget__c/list');
  await page.getByRole('link', { name: '行き先' }).click();
  await page.getByRole('heading', { level: 1, name: '行き先' }).waitFor();
  await page.locator('h1:focus').waitFor();
});

test('an opened record is one of those recently viewed, once it was opened', async () => {
  const id = widget({ Name: '最近見た部品' });
  const recent = (page: Page): Promise<string[]> =>
    page.evaluate(async () => {
      const response = await fetch('/services/data/v66.0/ui-api/mru-list-records/Widget__c');
      return ((await response.json()) as { records: { id: string }[] }).records.map((record) => record.id);
    });
  const list = await stage.open('/lightning/o/Widget__c/list');
  assert.ok(!(await recent(list)).includes(id));
  const page = await stage.open(`/lightning/r/Widget__c/${id}/view`);
  await page.getByRole('heading', { level: 1, name: '最近見た部品' }).waitFor();
  assert.ok((await recent(page)).includes(id));
});

test('the dialog for a new record asks for the fields of the record page, in its sections', async () => {
  const { page, dialog } = await openNew();
  await dialog.getByRole('heading', { level: 2, name: '部品情報' }).waitFor();
  // The owner is in the layout but not on the page.
  assert.equal(await dialog.getByRole('combobox', { name: '所有者' }).count(), 0);
  assert.equal(await page.title(), '新規部品 | 部品管理');
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await dialog.getByRole('button', { name: '部品名: この項目を入力してください。' }).waitFor();
  assert.deepEqual(await axeFindings(page, 'best-practice'), [], 'with errors');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.locator('shell-list-view').waitFor();
  assert.match(await page.title(), / \| 部品 \| 部品管理$/);
});

test('a new record of an object that does not exist is refused by a page, not by an empty dialog', async () => {
  const page = await stage.open('/lightning/o/Nothing__c/new');
  await page.getByRole('heading', { level: 1, name: 'ページが見つかりません' }).waitFor();
  assert.match(await page.title(), /^ページが見つかりません \| /);
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('a field that another answer calls for appears while one types', async () => {
  const { page, dialog } = await openNew();
  assert.equal(await dialog.getByRole('textbox', { name: '理由' }).count(), 0);
  await dialog.getByRole('combobox', { name: '段階' }).click();
  await page.getByRole('option', { name: '完成' }).click();
  await dialog.getByRole('textbox', { name: '理由' }).waitFor();
});

for (const timezoneId of ['Asia/Tokyo', 'America/New_York'])
  test(`a date may be typed without zeros, and half a date is never called missing (${timezoneId})`, async () => {
    const { page, dialog } = await openNew(timezoneId);
    await dialog.getByRole('textbox', { name: '部品名' }).fill('日付の部品');
    const due = dialog.getByRole('textbox', { name: '期限' });
    await due.fill('2027/13/45');
    await due.press('Tab');
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await dialog.getByRole('button', { name: '期限: 入力した値の形式が正しくありません。' }).click();
    for (const typed of ['2027/3/31', '2027/03/01', '2027/3/1']) {
      await due.fill(typed);
      await due.press('Tab');
      assert.equal(await due.inputValue(), typed === '2027/3/31' ? '2027/03/31' : '2027/03/01');
    }
    await due.click();
    await dialog.getByRole('button', { name: '今日' }).waitFor();
    assert.deepEqual(await axeFindings(page, 'best-practice'), [], 'with the calendar');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '日付の部品' }).waitFor();
    assert.equal(await page.locator('record-page [data-field-view="Due__c"] .value').innerText(), '2027/03/01');
  });

test('leaving typed text behind is asked for in a dialog with a name, and refused by Escape', async () => {
  const { page, dialog } = await openNew();
  await dialog.getByRole('textbox', { name: '部品名' }).fill('まだ');
  await dialog.getByRole('button', { name: 'キャンセル', exact: true }).click();
  await page.getByRole('alertdialog', { name: '保存していない変更があります' }).waitFor();
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  assert.equal(await dialog.getByRole('textbox', { name: '部品名' }).inputValue(), 'まだ');
});

test('seeing to one of several messages never takes the focus from the input', async () => {
  const { page, dialog } = await openNew();
  await dialog.getByRole('textbox', { name: '期限' }).fill('いつか');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await dialog.getByRole('button', { name: '期限: 入力した値の形式が正しくありません。' }).waitFor();
  await dialog.locator('.summary:focus').waitFor();
  await dialog.getByRole('button', { name: '部品名: この項目を入力してください。' }).click();
  await page.keyboard.type('続けて打つ');
  assert.equal(await dialog.getByRole('textbox', { name: '部品名' }).inputValue(), '続けて打つ');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await dialog.locator('.summary:focus').waitFor();
});

test('a record page with many key fields fits the width of a page enlarged four times', async () => {
  const path = 'objects/Widget__c.object';
  const more = ['Kinds__c', 'Due__c', 'Done__c', 'Memo__c', 'Reason__c'].map((name) => `<fields>${name}</fields>`).join('');
  const source = widgetPackage()[path]?.replace('<label>主要</label>', `${more}<label>主要</label>`) ?? '';
  const result = deployFiles(stage.org, new Map([[path, Buffer.from(source)]]));
  assert.ok(result.success, JSON.stringify(result.details.componentFailures));
  const page = await openWidget(
    widget({ Kinds__c: '赤;青;緑', Due__c: '2026-12-10', Memo__c: 'とても長い文章です。', Reason__c: '理由の文' })
  );
  for (const width of [1280, 640, 320]) {
    await page.setViewportSize({ width, height: 450 });
    assert.equal(await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth), 0, String(width));
  }
});

test('the focus comes back to the field where editing began', async () => {
  const id = widget();
  const page = await openWidget(id);
  await page.getByRole('button', { name: '部品名 を編集' }).press('Enter');
  await page.locator('input:focus').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('新しい名前');
  await page.getByRole('button', { name: '保存', exact: true }).press('Enter');
  await page.getByText('部品「新しい名前」が保存されました。').waitFor();
  await page.locator('button:focus[title="部品名 を編集"]').waitFor();
});

test('no field that takes the focus ends up behind the bar with the save button', async () => {
  const page = await openWidget(widget());
  await page.setViewportSize({ width: 1280, height: 420 });
  await page.getByRole('button', { name: 'メモ を編集' }).click();
  await page.getByRole('button', { name: '保存', exact: true }).waitFor();
  await page.getByRole('combobox', { name: '段階' }).waitFor();
  const covered: string[] = [];
  let seen = 0;
  for (let step = 0; step < 30; step += 1) {
    const bar = await page.locator('record-save-bar .bar').boundingBox();
    const field = page.locator('record-field :focus');
    const box = (await field.count()) > 0 ? await field.boundingBox() : null;
    seen += box ? 1 : 0;
    if (bar && box && box.y + box.height > bar.y) covered.push(`${step}: ${box.y + box.height} > ${bar.y}`);
    await page.keyboard.press('Tab');
  }
  assert.ok(seen > 10, `${seen} fields had the focus`);
  assert.deepEqual(covered, []);
});

test('a refused step of the path keeps the focus on its button', async () => {
  const id = widget({ Stage__c: '実施' });
  const page = await openWidget(id);
  const mark = page.getByRole('button', { name: '段階を完了としてマーク' });
  await mark.press('Enter');
  await page.getByRole('alert').getByText('完成にする前にメモを書いてください。').first().waitFor();
  await page.locator('button:focus', { hasText: '段階を完了としてマーク' }).waitFor();
  assert.equal(stored(id, 'Stage__c'), '実施');
});

test('a save after the session ended loses nothing and leads to the login in another tab', async () => {
  const id = widget();
  const page = await openWidget(id);
  await page.getByRole('button', { name: '部品名 を編集' }).click();
  await page.getByRole('textbox', { name: '部品名' }).fill('大事な文章');
  await page.context().clearCookies();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('link', { name: '新しいタブでログイン' }).waitFor();
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  const [login] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: '新しいタブでログイン' }).click()]);
  await login.getByRole('button', { name: /ログイン/ }).click();
  await login.waitForURL(/\/lightning\//);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('部品「大事な文章」が保存されました。').waitFor();
  assert.equal(stored(id, 'Name'), '大事な文章');
});
