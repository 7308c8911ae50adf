import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings } from '../../../lib/axe.ts';
import { deployFiles } from '../../metadata/deploy.ts';
import { readRecord } from '../../records/store.ts';
import { openStage, type Stage } from './browser.ts';
import { FORM_HTML, widgetPackage } from './fixtures.ts';

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

function widget(values: Record<string, unknown> = {}): string {
  const company = stage.insert('Account', { Name: '株式会社サンプル' });
  return stage.insert('Widget__c', {
    Name: '試作品',
    Stage__c: '準備',
    Amount__c: 1234567,
    Company__c: company,
    Kinds__c: '赤;青',
    Due__c: '2026-12-10',
    ...values
  });
}

async function openWidget(id: string): Promise<Page> {
  const page = await stage.open(`/lightning/r/Widget__c/${id}/view`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const stored = (id: string, field: string): unknown => readRecord(stage.org, 'Widget__c', id)?.[field];

async function deploy(files: Record<string, string>): Promise<void> {
  const all = { ...widgetPackage(), ...files };
  const result = deployFiles(stage.org, new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)])));
  assert.ok(result.success, JSON.stringify(result.details.componentFailures));
}

test('a record page shows highlights, path, fields and deployed components of its FlexiPage', async () => {
  const page = await openWidget(widget());
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), '部品\n試作品');
  assert.deepEqual(await page.locator('record-path .slds-path__title').allInnerTexts(), ['準備', '実施', '完成']);
  await page.getByText('準備を終える').waitFor();
  assert.equal(await page.locator('[data-field-view="Due__c"] .value').innerText(), '2026/12/10');
  assert.equal(await page.locator('[data-field-view="Company__c"] a').innerText(), '株式会社サンプル');
  assert.equal(await page.locator('[data-field-view="Kinds__c"] .value').innerText(), '赤; 青');
  await page.getByText('この埋め込み環境では表示できません: forceChatter:recordFeedContainer').waitFor();
  assert.equal(await page.getByText('alert(1)').count(), 0, 'rich text is made safe');
  await page.getByRole('tab', { name: '聞き取り' }).click();
  await page.getByText('こんにちは ヒント: 準備').waitFor();
  assert.deepEqual(await axeFindings(page), []);
});

test('what was typed stays when the save is refused, with the reason beside the field and in a summary', async () => {
  const id = widget();
  const page = await openWidget(id);
  await page.getByRole('button', { name: '理由 を編集' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '段階 を編集' }).click();
  await page.getByRole('combobox', { name: '段階' }).click();
  await page.getByRole('option', { name: '完成' }).last().click();
  await page.getByRole('textbox', { name: '部品名' }).fill('改良品');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('alert').getByText('メモ: 完成にする前にメモを書いてください。').waitFor();
  assert.equal(await page.getByRole('textbox', { name: '部品名' }).inputValue(), '改良品');
  assert.equal(stored(id, 'Name'), '試作品');
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: 'メモ: 完成にする前にメモを書いてください。' }).click();
  await page.keyboard.type('話を聞いた');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('部品「改良品」が保存されました。').waitFor();
  assert.equal(stored(id, 'Memo__c'), '話を聞いた');
  // The rule of this field holds now.
  await page.getByRole('button', { name: '理由 を編集' }).waitFor();
});

test('a blank required field is refused before anything is sent', async () => {
  const id = widget();
  const page = await openWidget(id);
  await page.getByRole('button', { name: '部品名 を編集' }).click();
  await page.locator('input:focus').waitFor();
  assert.equal(await page.locator('input:focus').inputValue(), '試作品', 'the field asked for has the focus');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('button', { name: '部品名: この項目を入力してください。' }).waitFor();
  await page.getByRole('button', { name: 'キャンセル' }).click();
  assert.equal(await page.locator('[data-field-view="Name"] .value').innerText(), '試作品');
});

test('a change that somebody else made meanwhile is not overwritten unseen', async () => {
  const id = widget();
  const page = await openWidget(id);
  await page.getByRole('button', { name: '部品名 を編集' }).click();
  await page.getByRole('textbox', { name: '部品名' }).fill('私の名前');
  const status = await page.evaluate(async (recordId) => {
    const response = await fetch(`/services/data/v66.0/ui-api/records/${recordId}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fields: { Memo__c: '別の人' } })
    });
    return response.status;
  }, id);
  assert.equal(status, 200);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('alert').getByText('他のユーザーによって変更されました').waitFor();
  assert.equal(stored(id, 'Name'), '試作品');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('部品「私の名前」が保存されました。').waitFor();
  assert.equal(stored(id, 'Memo__c'), '別の人');
});

test('the path moves the record on, and shows why it may not', async () => {
  const id = widget();
  const page = await openWidget(id);
  await page.getByRole('button', { name: '段階を完了としてマーク' }).click();
  await page.getByText('段階が正常に変更されました。').waitFor();
  assert.equal(stored(id, 'Stage__c'), '実施');
  await page.getByRole('option', { name: '実施' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('完成を終える').waitFor();
  await page.getByRole('button', { name: '現在の段階としてマーク' }).click();
  await page.locator('record-path').getByRole('alert').getByText('メモ: 完成にする前にメモを書いてください。').waitFor();
  assert.equal(stored(id, 'Stage__c'), '実施');
});

test('what a deployed component saves, the whole page shows', async () => {
  const id = widget();
  const page = await openWidget(id);
  await page.getByRole('tab', { name: '聞き取り' }).click();
  await page.locator('c-widget-form').getByRole('textbox', { name: 'メモ' }).fill('部品からのメモ');
  await page.getByRole('button', { name: 'メモを保存' }).click();
  await page.getByText('メモを保存しました').waitFor();
  await page.getByRole('tab', { name: '詳細' }).click();
  await page.locator('[data-field-view="Memo__c"]').getByText('部品からのメモ').waitFor();
});

test('an edited component shows without a reload, but never over unsaved input', async () => {
  const page = await openWidget(widget());
  await page.getByRole('tab', { name: '聞き取り' }).click();
  await page.getByText('こんにちは').waitFor();
  await page.evaluate(() => {
    (globalThis as unknown as { mark: boolean }).mark = true;
  });
  const edited = (word: string): Record<string, string> => ({ 'lwc/widgetForm/widgetForm.html': FORM_HTML.replace('{greeting}', word) });
  await deploy(edited('新しい版'));
  await page.getByText('新しい版').waitFor();
  assert.equal(await page.getByRole('tab', { name: '聞き取り' }).getAttribute('aria-selected'), 'true', 'the page stayed where it was');
  await page.locator('c-widget-form').getByRole('textbox', { name: 'メモ' }).fill('まだ保存していない');
  await deploy(edited('さらに新しい版'));
  await page.getByText('組織に新しい版が配備されました。').waitFor();
  assert.equal(await page.locator('c-widget-form').getByRole('textbox', { name: 'メモ' }).inputValue(), 'まだ保存していない');
  await page.getByRole('button', { name: '入力を破棄して読み込む' }).click();
  await page.getByText('さらに新しい版').waitFor();
  assert.equal(await page.evaluate(() => (globalThis as unknown as { mark?: boolean }).mark), true, 'the document was not loaded again');
  await deploy({});
});

test('a deployed component decides for itself whether leaving it is asked for, the form of the page asks', async () => {
  const page = await openWidget(widget());
  await page.getByRole('tab', { name: '聞き取り' }).click();
  await page.locator('c-widget-form').getByRole('textbox', { name: 'メモ' }).fill('書きかけ');
  const company = page.locator('record-page').getByRole('link', { name: '株式会社サンプル' }).first();
  await company.click();
  await page.getByRole('heading', { level: 1, name: '株式会社サンプル' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: '試作品' }).waitFor();
  await page.getByRole('button', { name: '部品名 を編集' }).click();
  await page.locator('record-page').getByRole('textbox', { name: '部品名' }).fill('書きかけ');
  await page.goForward();
  await page.getByRole('alertdialog', { name: '保存していない変更があります' }).getByRole('button', { name: 'キャンセル' }).click();
  assert.equal(await page.locator('record-page').getByRole('textbox', { name: '部品名' }).inputValue(), '書きかけ');
});

test('a component that fails shows why in its place, and the rest of the page works', async () => {
  const page = await openWidget(widget());
  const broken = {
    'lwc/widgetForm/widgetForm.js': `import { LightningElement, api } from 'lwc'; export default class WidgetForm extends LightningElement { @api recordId; @api objectApiName; @api heading; @api rows; greeting = ''; hintText = ''; memo = ''; handleMemo() {} handleSave() {} connectedCallback() { throw new Error('設定がありません'); } }`
  };
  await deploy(broken);
  await page.getByRole('tab', { name: '聞き取り' }).click();
  await page.getByText('コンポーネント c:widgetForm を表示できません').waitFor();
  await page.getByText('設定がありません').waitFor();
  assert.match(stage.complaints.splice(0).join('\n'), /設定がありません/, 'the console tells where');
  await page.getByRole('tab', { name: '詳細' }).click();
  await page.locator('[data-field-view="Name"]').waitFor();
  await deploy({});
});

test('a new record is made in a dialog, and the record follows', async () => {
  stage.insert('Account', { Name: '有限会社検索' });
  const page = await stage.open('/lightning/o/Widget__c/new');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '部品名' }).fill('新しい部品');
  await dialog.getByRole('combobox', { name: '会社' }).fill('検索');
  // Selected, not only shown: Enter takes a candidate of what is typed now, not of the list that opened first.
  await dialog.getByRole('option', { name: '有限会社検索', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  assert.deepEqual(await axeFindings(page), []);
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /新しい部品/ }).waitFor();
  assert.match(page.url(), /\/lightning\/r\/Widget__c\/a\w{17}\/view$/);
  assert.equal(await page.locator('[data-field-view="Company__c"] a').innerText(), '有限会社検索');
});

test('deleting asks first, then leads to the list', async () => {
  const id = widget({ Name: '消す部品' });
  const page = await openWidget(id);
  await page.getByRole('button', { name: '削除' }).click();
  await page.getByRole('button', { name: 'キャンセル' }).click();
  assert.ok(readRecord(stage.org, 'Widget__c', id));
  await page.getByRole('button', { name: '削除' }).click();
  await page.getByRole('button', { name: 'OK' }).click();
  await page.waitForURL(/\/lightning\/o\/Widget__c\/list/);
  assert.equal(readRecord(stage.org, 'Widget__c', id), undefined);
});

test('a record that does not exist is said to be missing', async () => {
  const page = await stage.open('/lightning/r/Widget__c/a00000000009999AAA/view');
  await page.locator('record-page').getByRole('alert').waitFor();
});
