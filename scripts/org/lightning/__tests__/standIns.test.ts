import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { deployFiles } from '../../metadata/deploy.ts';
import { readRecord } from '../../records/store.ts';
import { openStage, type Stage } from './browser.ts';
import { widgetPackage } from './fixtures.ts';

/** A component that writes what the platform gives it into the page, one line per fact. */
const PROBE_JS = `import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin, CurrentPageReference } from 'lightning/navigation';
import { getRecord, getRecords, getFieldDisplayValue, createRecord, updateRecord, deleteRecord, notifyRecordUpdateAvailable, getRecordCreateDefaults, generateRecordInputForCreate } from 'lightning/uiRecordApi';
import { getObjectInfo, getPicklistValues, getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import { gql, graphql } from 'lightning/graphql';
import { refreshApex } from '@salesforce/apex';
import { RefreshEvent } from 'lightning/refresh';
import getHints from '@salesforce/apex/WidgetController.getHints';
import USER_ID from '@salesforce/user/Id';
import AMOUNT from '@salesforce/schema/Widget__c.Amount__c';
import COMPANY from '@salesforce/schema/Widget__c.Company__r.Name';
import STAGE from '@salesforce/schema/Widget__c.Stage__c';
export default class WidgetForm extends NavigationMixin(LightningElement) {
  @api recordId; @api objectApiName; @api heading; @api rows;
  facts = {}; seen = []; missing;
  wiredHints;
  note(name, value) { this.facts = { ...this.facts, [name]: JSON.stringify(value) }; }
  get lines() { return Object.entries(this.facts).map(([name, value]) => ({ name, text: name + '=' + value })); }
  @wire(CurrentPageReference) setReference(reference) { if (reference) this.note('reference', [reference.type, reference.attributes.recordId === this.recordId]); }
  @wire(getRecord, { recordId: '$recordId', fields: [AMOUNT, COMPANY, STAGE] }) setRecord(result) {
    this.seen.push(result.data ? 'data' : result.error ? 'error' : 'nothing');
    this.note('order', this.seen[0]);
    if (!result.data) return;
    this.note('amount', getFieldDisplayValue(result.data, AMOUNT));
    this.note('company', result.data.fields.Company__r.value.fields.Name.value);
    this.note('frozen', Object.isFrozen(result.data.fields.Amount__c));
  }
  @wire(getRecord, { recordId: '$missing', fields: [AMOUNT] }) setMissing(result) { this.note('unasked', [result.data, result.error]); }
  @wire(getRecord, { recordId: 'a00000000009999AAA', fields: [AMOUNT] }) setAbsent({ error }) { if (error) this.note('absent', [error.status, error.ok, error.errorType]); }
  @wire(getRecords, { records: [] }) setNone({ data }) { if (data) this.note('records', data.results.length); }
  @wire(getObjectInfo, { objectApiName: '$objectApiName' }) setInfo({ data }) { if (data) { this.note('label', data.label); this.recordTypeId = data.defaultRecordTypeId; } }
  recordTypeId;
  @wire(getPicklistValues, { recordTypeId: '$recordTypeId', fieldApiName: STAGE }) setStages({ data }) { if (data) this.note('stages', data.values.map((entry) => entry.value)); }
  @wire(getPicklistValuesByRecordType, { recordTypeId: '$recordTypeId', objectApiName: '$objectApiName' }) setAll({ data }) { if (data) this.note('kinds', data.picklistFieldValues.Kinds__c.values.length); }
  @wire(getRecordCreateDefaults, { objectApiName: '$objectApiName' }) setDefaults({ data }) { if (data) this.note('defaults', generateRecordInputForCreate(data.record).apiName); }
  @wire(getHints, { stage: '準備' }) setHints(result) { this.wiredHints = result; if (result.data) this.note('hints', result.data); }
  askFor; refreshWidgets;
  @wire(graphql, { query: gql\`query names($stage: Picklist) { uiapi { query { Widget__c(where: { Stage__c: { eq: $stage } }, orderBy: { Name: { order: ASC } }) { edges { node { Name { value } } } } } } }\`, variables: '$askFor' })
  setWidgets({ data, errors, refresh }) {
    if (errors) this.note('widgetErrors', errors.length);
    if (!data) return;
    this.refreshWidgets = refresh;
    this.note('widgets', [Object.isFrozen(data.uiapi), data.uiapi.query.Widget__c.edges.length]);
  }
  handleAsk() { this.askFor = { stage: '完成' }; }
  async handleAgain() { await createRecord({ apiName: 'Widget__c', fields: { Name: '完成品', Stage__c: '完成', Memo__c: 'x' } }); this.note('beforeRefresh', true); await this.refreshWidgets(); this.note('afterRefresh', true); }
  @wire(graphql, { query: gql\`query { uiapi { query { Widget__c { edges { node { Nothing__c { value } } } } } } }\` }) setWrong({ data, errors }) { if (errors) this.note('wrong', [data === undefined, errors.length]); }
  picked = null;
  handlePick(event) { this.picked = event.detail.recordId; this.note('picked', this.picked === null ? null : this.picked.slice(0, 3)); }
  connectedCallback() { this.note('user', USER_ID); }
  async handleUrl() { this.note('url', await this[NavigationMixin.GenerateUrl]({ type: 'standard__recordPage', attributes: { recordId: this.recordId, objectApiName: 'Widget__c', actionName: 'view' } })); }
  handleList() { this[NavigationMixin.Navigate]({ type: 'standard__objectPage', attributes: { objectApiName: 'Widget__c', actionName: 'list' } }); }
  async handleMake() {
    const made = await createRecord({ apiName: 'Widget__c', fields: { Name: '作った部品' } });
    this.note('made', made.fields.Name.value);
    try { await updateRecord({ fields: { Id: made.id, Stage__c: '完成' } }); } catch (error) { this.note('refused', error.body.output.fieldErrors.Memo__c[0].message); }
    try { await updateRecord({ fields: { Id: made.id, Reason__c: 'x' } }, { ifUnmodifiedSince: '2020-01-01T00:00:00.000Z' }); } catch (error) { this.note('conflict', error.status); }
    await deleteRecord(made.id);
    this.note('deleted', true);
  }
  async handleRefresh() { await refreshApex(this.wiredHints); await notifyRecordUpdateAvailable([{ recordId: this.recordId }]); this.dispatchEvent(new RefreshEvent()); this.note('refreshed', true); }
  handleSuccess(event) { this.note('success', event.detail.id === this.recordId); }
  handleError(event) { this.note('failure', event.detail.detail); }
  handleSubmit(event) { this.note('submitted', Object.keys(event.detail.fields).sort()); }
}`;

const PROBE_HTML = `<template>
  <ul class="facts"><template for:each={lines} for:item="line"><li key={line.name}>{line.text}</li></template></ul>
  <lightning-button label="アドレス" onclick={handleUrl}></lightning-button>
  <lightning-button label="一覧へ" onclick={handleList}></lightning-button>
  <lightning-button label="作る" onclick={handleMake}></lightning-button>
  <lightning-button label="尋ねる" onclick={handleAsk}></lightning-button>
  <lightning-button label="足して尋ねる" onclick={handleAgain}></lightning-button>
  <lightning-record-picker label="相手先" object-api-name="Account" value={picked} onchange={handlePick}></lightning-record-picker>
  <lightning-button label="読み直す" onclick={handleRefresh}></lightning-button>
  <lightning-record-edit-form record-id={recordId} object-api-name={objectApiName} onsubmit={handleSubmit} onsuccess={handleSuccess} onerror={handleError}>
    <lightning-messages></lightning-messages>
    <lightning-input-field field-name="Reason__c"></lightning-input-field>
    <lightning-input-field field-name="Stage__c"></lightning-input-field>
    <lightning-output-field field-name="Amount__c"></lightning-output-field>
    <lightning-button type="submit" label="フォームを保存"></lightning-button>
  </lightning-record-edit-form>
  <div class="viewer"><lightning-record-view-form record-id={recordId} object-api-name={objectApiName}><lightning-output-field field-name="Reason__c"></lightning-output-field></lightning-record-view-form></div>
  <div class="record"><lightning-record-form record-id={recordId} object-api-name={objectApiName} fields={fieldNames} columns="2" mode="view"></lightning-record-form></div>
</template>`;

let stage: Stage;
before(async () => {
  stage = await openStage();
  const files = {
    ...widgetPackage(),
    'lwc/widgetForm/widgetForm.js': PROBE_JS.replace('facts = {};', "facts = {}; fieldNames = ['Name', 'Due__c'];"),
    'lwc/widgetForm/widgetForm.html': PROBE_HTML
  };
  const result = deployFiles(stage.org, new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
  assert.ok(result.success, JSON.stringify(result.details.componentFailures));
});
after(async () => {
  await stage.close();
});
afterEach(() => {
  assert.deepEqual(stage.complaints.splice(0), [], 'errors of the page');
});

async function openProbe() {
  const company = stage.insert('Account', { Name: '株式会社サンプル' });
  const id = stage.insert('Widget__c', { Name: '試作品', Stage__c: '準備', Amount__c: 1234567, Company__c: company, Due__c: '2026-12-10' });
  const page = await stage.open(`/lightning/r/Widget__c/${id}/view`);
  await page.getByRole('tab', { name: '聞き取り' }).click();
  return {
    id,
    page,
    fact: (name: string, value: unknown) => page.getByText(`${name}=${JSON.stringify(value)}`, { exact: true }).waitFor()
  };
}

test('wires emit nothing first, then read-only data, and stay silent while a value is missing', async () => {
  const { fact } = await openProbe();
  await fact('order', 'nothing');
  await fact('amount', '¥1,234,567');
  await fact('company', '株式会社サンプル');
  await fact('frozen', true);
  await fact('unasked', [null, null]);
  await fact('absent', [404, false, 'fetchResponse']);
  await fact('records', 0);
  await fact('label', '部品');
  await fact('stages', ['準備', '実施', '完成']);
  await fact('kinds', 3);
  await fact('defaults', 'Widget__c');
  await fact('hints', ['ヒント: 準備']);
  await fact('user', '005000000000001AAA');
});

test('the GraphQL wire is silent without its variables, gives read-only data or errors, and new records after a refresh', async () => {
  const { fact, page } = await openProbe();
  await fact('wrong', [true, 1]);
  assert.equal(await page.getByText(/^widgets=/).count(), 0);
  await page.getByRole('button', { name: '尋ねる', exact: true }).click();
  await fact('widgets', [true, 0]);
  await page.getByRole('button', { name: '足して尋ねる' }).click();
  await fact('afterRefresh', true);
  await fact('widgets', [true, 1]);
});

test('a record picker finds records by their name, takes one by keyboard, shows its name and lets it go', async () => {
  for (const Name of ['100%の会社', '100の会社']) stage.insert('Account', { Name });
  const { fact, page } = await openProbe();
  const input = page.getByRole('combobox', { name: '相手先' });
  await input.click();
  const other = page.getByRole('option', { name: '100の会社' });
  await other.waitFor();
  await input.fill('100%');
  await other.waitFor({ state: 'detached' });
  await input.press('Enter');
  await fact('picked', '001');
  assert.equal(await page.getByRole('textbox', { name: '相手先' }).inputValue(), '100%の会社');
  await page.getByRole('button', { name: '100%の会社 の選択をクリア' }).click();
  await fact('picked', null);
});

test('navigation knows where it is, makes addresses and goes there', async () => {
  const { fact, page, id } = await openProbe();
  await fact('reference', ['standard__recordPage', true]);
  await page.getByRole('button', { name: 'アドレス' }).click();
  await fact('url', `/lightning/r/Widget__c/${id}/view`);
  await page.getByRole('button', { name: '一覧へ' }).click();
  await page.waitForURL(/\/lightning\/o\/Widget__c\/list/);
});

test('records are created, refused with the error of their field, guarded against old data, and deleted', async () => {
  const { fact, page } = await openProbe();
  await page.getByRole('button', { name: '作る' }).click();
  await fact('made', '作った部品');
  await fact('refused', '完成にする前にメモを書いてください。');
  await fact('conflict', 412);
  await fact('deleted', true);
});

test('everything is read anew on request', async () => {
  const { fact, page, id } = await openProbe();
  await fact('amount', '¥1,234,567');
  stage.org.db.prepare('UPDATE "Widget__c" SET "Amount__c" = 5 WHERE "Id" = ?').run(id);
  await page.getByRole('button', { name: '読み直す' }).click();
  await fact('refreshed', true);
  await fact('amount', '¥5');
});

test('a record edit form saves its fields once, and tells why it could not', async () => {
  const { fact, page, id } = await openProbe();
  const form = page.locator('lightning-record-edit-form');
  await form.getByRole('textbox', { name: '理由' }).fill('フォームから');
  let saves = 0;
  page.on('request', (request) => {
    if (request.method() === 'PATCH') saves += 1;
  });
  await form.getByRole('button', { name: 'フォームを保存' }).click();
  await fact('submitted', ['Reason__c', 'Stage__c']);
  await fact('success', true);
  assert.equal(saves, 1);
  assert.equal(readRecord(stage.org, 'Widget__c', id)?.Reason__c, 'フォームから');
  await page.locator('.viewer').getByText('フォームから').waitFor();
  await page.locator('.record').getByText('2026/12/10').waitFor();
  await form.getByRole('combobox', { name: '段階' }).click();
  await form.getByRole('option', { name: '完成' }).click();
  await form.getByRole('button', { name: 'フォームを保存' }).click();
  await fact('failure', '完成にする前にメモを書いてください。');
  await form.getByRole('alert').getByText('メモ: 完成にする前にメモを書いてください。').waitFor();
});
