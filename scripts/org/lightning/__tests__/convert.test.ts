/** Converting leads and saving duplicates in a real browser. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings } from '../../../lib/axe.ts';
import { convertFiles, leadConfig } from '../../records/__tests__/convertFixtures.ts';
import { deployed, duplicateRule, matchingRules } from '../../records/__tests__/duplicateFixtures.ts';
import { assign, rule } from '../../records/__tests__/fixtures.ts';
import { readRecord } from '../../records/store.ts';
import { openStage, type Stage } from './browser.ts';

let stage: Stage;

before(async () => {
  stage = await openStage();
  const parts = {
    Lead: rule('Needs_Reason', 'AND(IsConverted, ISBLANK(Reason__c))', 'Reason__c', '理由を入力してください。'),
    Contact: rule('Real_Name', "LastName = '不明'", 'LastName', '本人の姓を入力してください。')
  };
  for (const files of [
    { ...convertFiles(parts), ...leadConfig('shouldLeadConvertRequireValidation') },
    { ...matchingRules('Lead', 'Same_Code', ['Code__c']), ...matchingRules('Account', 'Same_Code', ['Code__c']) },
    { ...duplicateRule('Lead', 'One_Code', 'Same_Code'), ...duplicateRule('Account', 'One_Code', 'Same_Code', { order: 2 }) }
  ])
    assert.deepEqual(deployed(stage.org, files), []);
  assign(stage.org, 'Converters');
});
after(async () => {
  await stage.close();
});
afterEach(async () => {
  for (const context of stage.browser.contexts()) await context.close();
  assert.deepEqual(stage.complaints.splice(0), [], 'errors of the page');
});

const lead = (values: Record<string, unknown> = {}): string =>
  stage.insert('Lead', { LastName: '山田', Company: '青空機械', Reason__c: '紹介', ...values });
const read = (object: string, id: unknown): Record<string, unknown> | undefined => readRecord(stage.org, object, String(id));

async function openDialog(id: string): Promise<Page> {
  const page = await stage.open(`/lightning/r/Lead/${id}/view`);
  await page.getByRole('button', { name: '取引の開始', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: '商談名' }).waitFor();
  return page;
}
const start = (page: Page): Promise<void> => page.getByRole('dialog').getByRole('button', { name: '取引の開始', exact: true }).click();

test('a lead is converted in its dialog, and the new opportunity is shown', async () => {
  const id = lead();
  const page = await openDialog(id);
  assert.deepEqual(await axeFindings(page), []);
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByRole('textbox', { name: '取引先名' }).inputValue(), '青空機械');
  await dialog.getByRole('textbox', { name: '商談名' }).fill('初回の相談');
  await start(page);
  await page.getByText('リード「山田」の取引を開始しました。').waitFor();
  await page.getByRole('heading', { level: 1, name: '商談 初回の相談' }).waitFor();
  const converted = read('Lead', id);
  assert.equal(converted?.['IsConverted'], true);
  assert.equal(read('Opportunity', converted['ConvertedOpportunityId'])?.['Name'], '初回の相談');
});

test('what the dialog refuses stands at the field or in the summary, and nothing typed is lost', async () => {
  const id = lead({ Reason__c: null });
  const page = await openDialog(id);
  const dialog = page.getByRole('dialog');
  const company = dialog.getByRole('textbox', { name: '取引先名' });
  const lastName = dialog.getByRole('textbox', { name: '姓' });
  await company.fill('');
  await dialog.getByRole('textbox', { name: '商談名' }).fill('打った件名');
  await start(page);
  await dialog.getByRole('alert').getByText('取引先名: この項目を入力してください。').waitFor();
  await company.fill('別の会社');
  await lastName.fill('不明');
  await start(page);
  await dialog.getByRole('alert').getByText('姓: 本人の姓を入力してください。').waitFor();
  assert.equal(await lastName.getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await axeFindings(page), []);
  await lastName.fill('本名');
  await start(page);
  await dialog.getByRole('alert').getByText('リードのReason__c: 理由を入力してください。').waitFor();
  assert.deepEqual(
    [await company.inputValue(), await lastName.inputValue(), await dialog.getByRole('textbox', { name: '商談名' }).inputValue()],
    ['別の会社', '本名', '打った件名']
  );
  assert.equal(read('Lead', id)?.['IsConverted'], false);
});

test('a known company is chosen by its name, and no opportunity is made when none is wanted', async () => {
  const account = stage.insert('Account', { Name: '海辺製作所' });
  const id = lead({ Company: '海辺' });
  const page = await openDialog(id);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('既存の取引先を選択').click();
  await dialog.getByRole('combobox', { name: /既存の取引先$/ }).fill('海辺');
  await dialog.getByRole('option', { name: /海辺製作所/ }).click();
  await dialog.getByText('商談を作成する').click();
  await start(page);
  await page.getByRole('heading', { level: 1, name: '取引先 海辺製作所' }).waitFor();
  const converted = read('Lead', id);
  assert.deepEqual([converted?.['ConvertedAccountId'], converted?.['ConvertedOpportunityId']], [account, null]);
});

test('a company like another one is named, and made only on demand', async () => {
  stage.insert('Account', { Name: '既知の会社', Code__c: 'K-1' });
  const id = lead({ Code__c: 'K-1' });
  const page = await openDialog(id);
  const dialog = page.getByRole('dialog');
  await start(page);
  await dialog.getByRole('link', { name: '既知の会社' }).waitFor();
  await dialog.getByRole('alert').getByText('同じものがあります。').waitFor();
  assert.equal(read('Lead', id)?.['IsConverted'], false);
  await dialog.getByRole('button', { name: '重複を承知で取引を開始' }).click();
  await page.getByText('リード「山田」の取引を開始しました。').waitFor();
});

test('a record like another one is saved only after a look at the other', async () => {
  const first = lead({ LastName: '先客', Code__c: 'D-1' });
  const id = lead({ Code__c: 'D-2' });
  const page = await stage.open(`/lightning/r/Lead/${id}/view`);
  await page.getByRole('button', { name: 'Code__c を編集' }).click();
  await page.getByRole('textbox', { name: 'Code__c' }).fill('D-1');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const link = page.getByRole('link', { name: '先客' });
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), `/lightning/r/Lead/${first}/view`);
  assert.equal(read('Lead', id)?.['Code__c'], 'D-2');
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByText('リード「山田」が保存されました。').waitFor();
  assert.equal(read('Lead', id)?.['Code__c'], 'D-1');
});

test('a converted lead offers neither its edit nor another conversion', async () => {
  const id = lead();
  const page = await openDialog(id);
  await start(page);
  await page.getByText('リード「山田」の取引を開始しました。').waitFor();
  await page.goto(`${stage.server.url}/lightning/r/Lead/${id}/view`);
  await page.getByRole('button', { name: '削除', exact: true }).waitFor();
  assert.equal(await page.getByRole('button', { name: '取引の開始', exact: true }).count(), 0);
  assert.equal(await page.getByRole('button', { name: '編集', exact: true }).count(), 0);
});
