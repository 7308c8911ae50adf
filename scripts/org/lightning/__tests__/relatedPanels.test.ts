import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../../../lib/axe.ts';
import { ADMIN_USER_ID } from '../../identity.ts';
import { deployFiles } from '../../metadata/deploy.ts';
import { readRecord } from '../../records/store.ts';
import { openStage, type Stage } from './browser.ts';
import { relatedPackage } from './relatedFixtures.ts';

let stage: Stage;

function deploy(files: Record<string, string>): void {
  const result = deployFiles(stage.org, new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
  assert.ok(result.success, JSON.stringify(result.details.componentFailures));
}

before(async () => {
  stage = await openStage();
  deploy(relatedPackage());
  const row = stage.org.db.prepare(`SELECT Id FROM "PermissionSet" WHERE Name = 'Part_User'`).get() as { Id: string };
  stage.insert('PermissionSetAssignment', { PermissionSetId: row.Id, AssigneeId: ADMIN_USER_ID });
});
after(async () => {
  await stage.close();
});
afterEach(async () => {
  for (const context of stage.browser.contexts()) await context.close();
  assert.deepEqual(stage.complaints.splice(0), [], 'errors of the page');
});

function widget(values: Record<string, unknown> = {}): string {
  return stage.insert('Widget__c', { Name: '試作品', Stage__c: '準備', ...values });
}

async function open(id: string): Promise<{ page: Page; activities: Locator }> {
  const page = await stage.open(`/lightning/r/Widget__c/${id}/view`);
  const activities = page.getByRole('article', { name: '活動' });
  await activities.getByRole('heading', { name: '今後 & 期限切れ' }).waitFor();
  return { page, activities };
}

async function openLists(id: string): Promise<{ page: Page; list(name: string): Locator }> {
  const { page } = await open(id);
  await page.getByRole('tab', { name: '関連' }).click();
  return { page, list: (name) => page.getByRole('article', { name, exact: true }) };
}

const firstColumn = (list: Locator): Promise<string[]> => list.locator('tbody th').allInnerTexts();

test('a related list shows its children in order, as many as the page says, and all of them on request', async () => {
  const id = widget();
  for (const [name, weight] of [
    ['ねじ', 10],
    ['ばね', 30],
    ['板', 20]
  ] as const)
    stage.insert('Part__c', { Name: name, Weight__c: weight, Widget__c: id });
  stage.insert('Part__c', { Name: '無関係', Weight__c: 40, Widget__c: widget() });
  const { page, list } = await openLists(id);
  const parts = list('小物一覧');
  await parts.getByRole('heading', { name: '小物一覧 (2+)' }).waitFor();
  assert.deepEqual(await firstColumn(parts), ['ばね', '板']);
  assert.deepEqual(await parts.locator('thead th').allInnerTexts(), ['小物名', '重さ', 'アクション']);
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await parts.getByRole('button', { name: 'すべて表示' }).click();
  await parts.getByRole('heading', { name: '小物一覧 (3)' }).waitFor();
  assert.deepEqual(await firstColumn(parts), ['ばね', '板', 'ねじ']);
  await parts.getByRole('button', { name: '最初の 2 件のみ表示' }).click();
  await parts.getByRole('heading', { name: '小物一覧 (2+)' }).waitFor();
  await parts.getByRole('link', { name: 'ばね' }).click();
  await page.getByRole('heading', { level: 1, name: 'ばね' }).waitFor();
});

test('a filtered list shows cards', async () => {
  const id = widget();
  for (const weight of [10, 20, 30]) stage.insert('Part__c', { Name: `重さ${weight}`, Weight__c: weight, Widget__c: id });
  const { list } = await openLists(id);
  const light = list('軽い小物');
  await light.getByRole('heading', { name: '軽い小物 (1)' }).waitFor();
  assert.deepEqual(await light.getByRole('listitem').getByRole('heading').allInnerTexts(), ['重さ10']);
  assert.equal(await light.locator('dd').innerText(), '10');
});

test('a list without children says so, and a new child appears in it with its parent filled in', async () => {
  const id = widget({ Name: '親になる部品' });
  const { page, list } = await openLists(id);
  const parts = list('小物一覧');
  await parts.getByText('表示する項目がありません。').waitFor();
  await parts.getByRole('button', { name: '新規' }).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByRole('textbox', { name: '部品', exact: true }).inputValue(), '親になる部品');
  await dialog.getByRole('textbox', { name: '小物名' }).fill('歯車');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await parts.getByRole('link', { name: '歯車' }).waitFor();
  assert.match(page.url(), new RegExp(`${id}/view$`), 'the page stays');
});

test('a list may belong to the record that a lookup names', async () => {
  const company = stage.insert('Account', { Name: '株式会社サンプル' });
  stage.insert('Contact', { LastName: '見本', FirstName: '花子', Title: '社長', AccountId: company });
  const { list } = await openLists(widget({ Company__c: company }));
  await list('会社の人').getByRole('link', { name: '見本 花子' }).waitFor();
  const blank = await openLists(widget());
  await blank.list('会社の人').getByText('会社が設定されていません。').waitFor();
  assert.equal(await blank.list('会社の人').getByRole('button', { name: '新規' }).count(), 0);
});

test('a list that cannot be read says why and is read again on request', async () => {
  const id = widget();
  stage.insert('Part__c', { Name: 'ねじ', Weight__c: 1, Widget__c: id });
  const page = await stage.open(`/lightning/r/Widget__c/${id}/view`);
  await page.route(/related-list-records/, (route) =>
    route.fulfill({
      status: 400,
      contentType: 'application/json',
      body: JSON.stringify([{ errorCode: 'X', message: '一覧が壊れています。' }])
    })
  );
  await page.getByRole('tab', { name: '関連' }).click();
  const parts = page.getByRole('article', { name: '小物一覧', exact: true });
  await parts.getByRole('alert').getByText('一覧が壊れています。').waitFor();
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await page.unroute(/related-list-records/);
  await parts.getByRole('button', { name: '再試行' }).click();
  await parts.getByRole('link', { name: 'ねじ' }).waitFor();
});

test('lists that this org does not have, and filters that it does not know, are named', async () => {
  const { page } = await openLists(widget());
  await page.getByText('この埋め込み環境では表示できません: lst:dynamicRelatedList AttachedContentNotes').waitFor();
  await page.getByText('not supported: related list filter Weight__c|BETWEEN|1').waitFor();
});

test('activities of a record stand in two sections: what is to come with what is overdue, and what is past', async () => {
  const id = widget();
  stage.insert('Task', { Subject: '期限を過ぎた連絡', ActivityDate: '2020-01-15', WhatId: id, Priority: 'High' });
  stage.insert('Task', { Subject: '期日のない連絡', WhatId: id });
  stage.insert('Task', { Subject: '終わった連絡', ActivityDate: '2020-02-01', Status: 'Completed', WhatId: id });
  stage.insert('Task', { Subject: '別の記録の連絡', WhatId: widget() });
  stage.insert('Event', {
    Subject: '将来の訪問',
    StartDateTime: '2099-03-01T01:00:00.000Z',
    EndDateTime: '2099-03-01T02:00:00.000Z',
    WhatId: id
  });
  stage.insert('Event', {
    Subject: '過去の訪問',
    StartDateTime: '2020-03-01T01:00:00.000Z',
    EndDateTime: '2020-03-01T02:00:00.000Z',
    WhatId: id
  });
  const { page, activities } = await open(id);
  await activities.getByRole('link', { name: '将来の訪問' }).waitFor();
  const subjects = (index: number): Promise<string[]> => activities.locator('section').nth(index).locator('a').allInnerTexts();
  assert.deepEqual(await subjects(0), ['期限を過ぎた連絡', '将来の訪問', '期日のない連絡']);
  assert.deepEqual(await subjects(1), ['過去の訪問', '終わった連絡']);
  await activities.getByText('期限切れ 2020/01/15').waitFor();
  await activities.getByText('2099/03/01 10:00').waitFor();
  await activities.getByText('優先度 高').waitFor();
  await activities.getByText('デモ 管理者 ・ 完了').waitFor();
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
});

test('a task is made and completed by keyboard, under the name that the org gives tasks', async () => {
  const id = widget();
  const { page, activities } = await open(id);
  await activities.getByText('予定されているやることや行動はありません。').waitFor();
  await activities.getByText('過去の活動はありません。').waitFor();
  await activities.getByRole('button', { name: '新規やること' }).focus();
  await page.keyboard.press('Enter');
  const form = activities.getByRole('form', { name: '新規やること' });
  await form.locator('input:focus').waitFor();
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await page.keyboard.type('電話をかける');
  await form.getByRole('textbox', { name: '期日' }).fill('2099/12/10');
  await page.keyboard.press('Tab');
  await form.getByRole('button', { name: '保存' }).click();
  const box = activities.getByRole('checkbox', { name: '電話をかける を完了にする' });
  await box.waitFor();
  assert.equal(await form.count(), 0);
  await activities.getByText('2099/12/10').waitFor();
  const row = stage.org.db.prepare('SELECT "Id" AS id FROM "Task" WHERE "WhatId" = ?').get(id) as { id: string };
  const stored = (field: string): unknown => readRecord(stage.org, 'Task', row.id)?.[field];
  assert.deepEqual(['Subject', 'ActivityDate', 'Status', 'Priority', 'OwnerId'].map(stored), [
    '電話をかける',
    '2099-12-10',
    'Not Started',
    'Normal',
    ADMIN_USER_ID
  ]);
  await box.focus();
  await page.keyboard.press('Space');
  await activities.getByRole('status').getByText('「電話をかける」を完了にしました。').waitFor();
  await activities.locator('section').nth(1).getByRole('link', { name: '電話をかける' }).waitFor();
  assert.equal(stored('Status'), 'Completed');
  assert.equal(await activities.locator('h3:focus').innerText(), '今後 & 期限切れ', 'the focus stays in the panel');
  await box.focus();
  await page.keyboard.press('Space');
  await activities.locator('section').nth(0).getByRole('link', { name: '電話をかける' }).waitFor();
  assert.equal(stored('Status'), 'Not Started');
});

test('what was typed stays when a task is refused, with the reason', async () => {
  const { page, activities } = await open(widget());
  await activities.getByRole('button', { name: '新規やること' }).click();
  const form = activities.getByRole('form');
  const subject = form.getByRole('textbox', { name: '件名' });
  await subject.waitFor();
  await form.getByRole('button', { name: '保存' }).click();
  await form.getByRole('alert').getByText('件名: この項目を入力してください。').waitFor();
  await form.locator('input:focus').waitFor();
  await page.keyboard.type('禁止');
  await form.getByRole('combobox', { name: '優先度' }).click();
  await form.getByRole('option', { name: '低' }).waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByText('入力した内容を破棄しますか？').count(), 0, 'Escape closes the list of choices only');
  await form.getByRole('button', { name: '保存' }).click();
  await form.getByRole('alert').getByText('件名: この件名は使えません。').waitFor();
  assert.equal(await subject.inputValue(), '禁止');
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
  await form.getByRole('button', { name: 'キャンセル' }).click();
  await page.getByText('入力した内容を破棄しますか？').waitFor();
  await page.getByRole('button', { name: 'OK' }).click();
  await form.waitFor({ state: 'detached' });
  await activities.getByRole('button', { name: '新規やること' }).waitFor();
});

test('a task that may not be completed stays open, and the panel says why', async () => {
  const id = widget();
  const task = stage.insert('Task', { Subject: '大事な連絡', WhatId: id, Priority: 'High' });
  const { page, activities } = await open(id);
  const box = activities.getByRole('checkbox', { name: '大事な連絡 を完了にする' });
  await box.waitFor();
  await activities.locator('.slds-checkbox_faux').click();
  await activities.getByRole('alert').getByText('「大事な連絡」を更新できません: 優先度が高いものは完了にできません。').waitFor();
  assert.equal(await box.isChecked(), false);
  assert.equal(readRecord(stage.org, 'Task', task)?.Status, 'Not Started');
  assert.deepEqual(await axeFindings(page, 'best-practice'), []);
});

test('activities of a company include those of its people', async () => {
  const company = stage.insert('Account', { Name: '株式会社サンプル' });
  const person = stage.insert('Contact', { LastName: '見本', AccountId: company });
  stage.insert('Task', { Subject: '担当者への連絡', WhoId: person });
  deploy({
    ...relatedPackage(),
    'flexipages/Account_Page.flexipage': `<?xml version="1.0" encoding="UTF-8"?><FlexiPage xmlns="http://soap.sforce.com/2006/04/metadata"><flexiPageRegions><itemInstances><componentInstance><componentName>runtime_sales_activities:activityPanel</componentName><identifier>activities</identifier></componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions><masterLabel>会社</masterLabel><sobjectType>Account</sobjectType><template><name>flexipage:recordHomeSingleColTemplateDesktop</name></template><type>RecordPage</type></FlexiPage>`,
    'applications/Widgets.app': (relatedPackage()['applications/Widgets.app'] ?? '').replace(
      '<formFactors>',
      '<actionOverrides><actionName>View</actionName><content>Account_Page</content><formFactor>Large</formFactor><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>Account</pageOrSobjectType></actionOverrides><formFactors>'
    )
  });
  const page = await stage.open(`/lightning/r/Account/${company}/view`);
  await page.getByRole('article', { name: '活動' }).getByRole('link', { name: '担当者への連絡' }).waitFor();
});

test('a deployed component reads a related list by wire', async () => {
  const id = widget();
  stage.insert('Part__c', { Name: 'ねじ', Weight__c: 1, Widget__c: id });
  stage.insert('Part__c', { Name: 'ばね', Weight__c: 2, Widget__c: id });
  deploy({
    ...relatedPackage(),
    'lwc/widgetForm/widgetForm.html': '<template><p class="parts">{names}</p></template>',
    'lwc/widgetForm/widgetForm.js': `import { LightningElement, api, wire } from 'lwc';
import { getRelatedListRecords, getRelatedListCount, getRelatedListInfo } from 'lightning/uiRelatedListApi';
export default class WidgetForm extends LightningElement {
  @api recordId; @api objectApiName; @api heading; @api rows;
  @wire(getRelatedListRecords, { parentRecordId: '$recordId', relatedListId: 'Parts__r', fields: ['Part__c.Name'], sortBy: ['-Part__c.Name'] }) parts;
  @wire(getRelatedListCount, { parentRecordId: '$recordId', relatedListId: 'Parts__r' }) size;
  @wire(getRelatedListInfo, { parentObjectApiName: '$objectApiName', relatedListId: 'Parts__r', fields: ['Part__c.Name'] }) info;
  get names() { return [this.info.data?.label, this.size.data?.count, ...(this.parts.data?.records ?? []).map((record) => record.fields.Name.value)].join(' '); }
}`
  });
  const page = await stage.open(`/lightning/r/Widget__c/${id}/view`);
  await page.getByRole('tab', { name: '聞き取り' }).click();
  await page.locator('.parts').getByText('小物 2 ばね ねじ').waitFor();
  deploy(relatedPackage());
});
