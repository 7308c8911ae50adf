/** Quick actions and the platform's own actions in a real browser: on record pages and in the header's menu. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../../../lib/axe.ts';
import { ADMIN_USER_ID } from '../../identity.ts';
import { deployFiles } from '../../metadata/deploy.ts';
import { insertRow } from '../../records/rows.ts';
import { readRecord } from '../../records/store.ts';
import { actionPackage } from './actionFixtures.ts';
import { openStage, type Stage } from './browser.ts';

let stage: Stage;

before(async () => {
  stage = await openStage();
  const files = new Map(Object.entries(actionPackage()).map(([path, text]) => [path, Buffer.from(text)]));
  const result = deployFiles(stage.org, files);
  assert.ok(result.success, JSON.stringify(result.details.componentFailures));
});
after(async () => {
  await stage.close();
});
afterEach(async () => {
  for (const context of stage.browser.contexts()) await context.close();
  assert.deepEqual(stage.complaints.splice(0), [], 'errors of the page');
});

const company = (values: Record<string, unknown> = {}): string =>
  stage.insert('Account', { Name: '株式会社サンプル', Industry: 'Banking', AnnualRevenue: 12300, ...values });
const widget = (values: Record<string, unknown> = {}): string => stage.insert('Widget__c', { Name: '試作品', Stage__c: '準備', ...values });
const rows = (object: string, where: string, value: string): Record<string, unknown>[] =>
  (stage.org.db.prepare(`SELECT "Id" AS id FROM "${object}" WHERE "${where}" = ?`).all(value) as { id: string }[]).map(
    ({ id }) => readRecord(stage.org, object, id) ?? {}
  );

async function openAccount(id: string): Promise<Page> {
  const page = await stage.open(`/lightning/r/Account/${id}/view`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

async function openStart(id: string): Promise<{ page: Page; dialog: Locator }> {
  const page = await openAccount(id);
  await page.getByRole('button', { name: '部品を起こす' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '部品名' }).waitFor();
  return { page, dialog };
}
const save = (dialog: Locator): Promise<void> => dialog.getByRole('button', { name: '保存', exact: true }).click();

test('the panel shows as many actions as the page says, and the others in a menu', async () => {
  const page = await openAccount(company());
  const panel = page.locator('record-highlights');
  assert.deepEqual(await panel.locator('lightning-button').allInnerTexts(), ['部品を起こす', '編集']);
  await panel.getByRole('button', { name: 'その他のアクション' }).press('Enter');
  await page.getByRole('menuitem', { name: '所有者の変更' }).waitFor();
  assert.deepEqual(await page.getByRole('menuitem').allInnerTexts(), ['所有者の変更', '名刺を登録', 'コピー', '削除']);
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await page.keyboard.press('Escape');
  await page.getByRole('menuitem').first().waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 320, height: 600 });
  assert.equal(await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth), 0);
});

test('an action makes a record with what it brings along, and leads to it', async () => {
  const id = company();
  const { page, dialog } = await openStart(id);
  await page.getByRole('dialog', { name: '部品を起こす' }).waitFor();
  const name = dialog.getByRole('textbox', { name: '部品名' });
  assert.equal(await name.inputValue(), '株式会社サンプル／Banking');
  assert.equal(await dialog.getByRole('textbox', { name: '期限' }).inputValue(), '2027/01/31');
  assert.equal(await dialog.locator('[data-field-view="Company__c"] .value').innerText(), '株式会社サンプル');
  // Only what the layout names is asked for.
  assert.equal(await dialog.getByRole('textbox', { name: '金額' }).count(), 0);
  await dialog.getByRole('button', { name: 'ヘルプ' }).waitFor();
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await name.fill('歯車');
  await save(dialog);
  const toast = page.getByRole('link', { name: '歯車' });
  await toast.waitFor();
  await page.getByText('部品「歯車」が作成されました。').waitFor();
  const [made] = rows('Widget__c', 'Company__c', id);
  assert.deepEqual(
    ['Name', 'Amount__c', 'Reason__c', 'Stage__c', 'Due__c', 'OwnerId'].map((field) => made?.[field]),
    ['歯車', 123, '会社のページから', '準備', '2027-01-31', ADMIN_USER_ID]
  );
  await toast.click();
  await page.getByRole('heading', { level: 1, name: '歯車' }).waitFor();
});

test('what an action refuses stands at the field, and nothing typed is lost', async () => {
  const id = company();
  const { page, dialog } = await openStart(id);
  const name = dialog.getByRole('textbox', { name: '部品名' });
  const memo = dialog.getByRole('textbox', { name: 'メモ' });
  await name.fill('');
  await save(dialog);
  await dialog.getByRole('button', { name: '部品名: この項目を入力してください。' }).click();
  await page.keyboard.insertText('打った名前');
  await dialog.getByRole('combobox', { name: '段階' }).click();
  await page.getByRole('option', { name: '完成' }).click();
  await save(dialog);
  await dialog.getByRole('button', { name: 'メモ: 完成にする前にメモを書いてください。' }).waitFor();
  assert.equal(await memo.getAttribute('aria-invalid'), 'true');
  assert.equal(await name.inputValue(), '打った名前');
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await page.keyboard.press('Escape');
  assert.equal(await name.inputValue(), '打った名前', 'Escape throws nothing away');
  await memo.fill('できた');
  await save(dialog);
  await page.getByText('部品「打った名前」が作成されました。').waitFor();
  assert.equal(rows('Widget__c', 'Company__c', id).length, 1);
});

test('Enter that ends a conversion of the input method sends nothing', async () => {
  const id = company();
  const { dialog } = await openStart(id);
  const name = dialog.getByRole('textbox', { name: '部品名' });
  const composing = { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, composed: true };
  for (const type of ['keydown', 'keyup']) await name.dispatchEvent(type, composing);
  await name.press('Enter');
  assert.equal(await dialog.getByRole('textbox', { name: '部品名' }).count(), 1);
  assert.equal(rows('Widget__c', 'Company__c', id).length, 0);
});

test('an action that brings values along can be closed unless something was typed', async () => {
  const { page, dialog } = await openStart(company());
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '部品を起こす' }).click();
  await dialog.getByRole('textbox', { name: '部品名' }).fill('まだ');
  await dialog.getByRole('button', { name: 'キャンセル', exact: true }).click();
  await page.getByRole('alertdialog', { name: '保存していない変更があります' }).waitFor();
});

test('an action changes the record on its page, says so in its own words, and goes when its rule no longer holds', async () => {
  const id = widget();
  const page = await stage.open(`/lightning/r/Widget__c/${id}/view`);
  await page.getByRole('button', { name: '完成にする' }).click();
  const dialog = page.getByRole('dialog', { name: '完成にする' });
  const memo = dialog.getByRole('textbox', { name: 'メモ' });
  await memo.waitFor();
  await save(dialog);
  await dialog.getByRole('button', { name: 'メモ: 完成にする前にメモを書いてください。' }).waitFor();
  await memo.fill('動いた');
  await save(dialog);
  await page.getByText('部品が完成しました。').waitFor();
  assert.equal(readRecord(stage.org, 'Widget__c', id)?.Stage__c, '完成');
  await page.getByRole('button', { name: '完成にする' }).waitFor({ state: 'detached' });
  await page.locator('record-page [data-field-view="Memo__c"] .value').getByText('動いた').waitFor();
});

test('a global action is in the menu of every page', async () => {
  const page = await stage.open('/lightning/o/Widget__c/list');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('button', { name: 'グローバルアクション' }).press('Enter');
  const item = page.getByRole('menuitem', { name: '名刺を登録' });
  await item.waitFor();
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await item.press('Enter');
  const dialog = page.getByRole('dialog', { name: '名刺を登録' });
  await dialog.getByRole('textbox', { name: '姓' }).fill('名刺');
  await dialog.getByRole('textbox', { name: '会社名' }).fill('青空機械');
  await save(dialog);
  await page.getByText('リード「名刺」が作成されました。').waitFor();
  const [lead] = rows('Lead', 'LastName', '名刺');
  assert.equal(lead?.LeadSource, 'Other');
  assert.match(String(lead.Description), /^受付: /);
});

test('a copy starts from the values of the record, and another owner is chosen in a dialog', async () => {
  const id = company({ Website: 'https://example.com' });
  const other = '005000000000009AAA';
  insertRow(stage.org, 'User', other, { Username: 'colleague@local.example', LastName: '同僚', IsActive: true, ProfileId: null });
  const page = await openAccount(id);
  const choose = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'その他のアクション' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await choose('所有者の変更');
  const owner = page.getByRole('dialog', { name: '所有者の変更' });
  await owner.getByRole('button', { name: /の選択をクリア$/ }).click();
  await owner.getByRole('combobox', { name: '所有者' }).fill('同僚');
  await page.getByRole('option', { name: /同僚/ }).click();
  await save(owner);
  await page.getByText('取引先「株式会社サンプル」が保存されました。').waitFor();
  assert.equal(readRecord(stage.org, 'Account', id)?.OwnerId, other);
  await choose('コピー');
  const copy = page.getByRole('dialog', { name: '新規取引先' });
  await copy.getByRole('textbox', { name: '取引先名' }).fill('写し');
  await save(copy);
  await page.getByRole('heading', { level: 1, name: '写し' }).waitFor();
  const [made] = rows('Account', 'Name', '写し');
  assert.deepEqual([made?.Industry, made?.Website, made?.OwnerId], ['Banking', 'https://example.com', ADMIN_USER_ID]);
});

test('an action whose form cannot be read says why', async () => {
  const page = await openAccount(company());
  await page.route(/quickActions\/Start\/describe/, (route) =>
    route.fulfill({
      status: 404,
      contentType: 'application/json',
      body: JSON.stringify([{ errorCode: 'NOT_FOUND', message: 'アクションがありません。' }])
    })
  );
  await page.getByRole('button', { name: '部品を起こす' }).click();
  await page.getByRole('alertdialog').getByText('アクションがありません。').waitFor();
});
