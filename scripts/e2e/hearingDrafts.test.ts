/** The hearing form in the real browser: nothing typed is lost, whatever happens to the page, the connection or the session meanwhile. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import {
  cutOff,
  field,
  findings,
  killWhileTyping,
  leaveUnsent,
  markOf,
  onDisk,
  startedOffice,
  rowText,
  saved,
  status,
  until,
  WAIT,
  writeVisit,
  becomes,
  type Office,
  type Opened
} from './hearingPage.ts';
import { signedIn } from './product.ts';

let office: Office;
before(async () => {
  office = await startedOffice();
});
after(() => office?.close());

const customers = (form: Locator): Promise<Locator> => Promise.resolve(field(form, '顧客'));
const keyPoints = async (form: Locator): Promise<Locator> => rowText(await writeVisit(form), '要点');

test('thirty seconds without a connection: typing goes on, the state says so, and all of it is sent when the connection is back', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  let text = '';
  await office.context.setOffline(true);
  try {
    const began = Date.now();
    await field(form, '顧客').focus();
    while (Date.now() - began < 30_000) {
      text += 'あ';
      await page.keyboard.insertText('あ');
      // At once, and after every attempt that fails.
      await status(form, /^オフライン: 未送信 1項目$/);
      if (text.length > 300) await form.locator('[data-bar]').screenshot();
    }
    await markOf(form, 'Case_Competitors', '未確認').click();
    await status(form, /^オフライン: 未送信 2項目$/);
    assert.deepEqual(await findings(page), []);
  } finally {
    await office.context.setOffline(false);
  }
  await saved(form);
  assert.deepEqual(await office.stored(id, 'Customers__c'), [text]);
  assert.equal((await office.query(`SELECT Id FROM ItemState__c WHERE Case__c = '${id}'`)).length, 1);
  await page.close();
});

test('after the session has ended nothing is lost, and it is saved once the user has signed in again', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  await office.context.clearCookies();
  await field(form, '顧客').fill('話の途中');
  await status(form, /^サインイン切れ: 未送信 1項目$/);
  assert.deepEqual(await findings(page), []);
  await office.signIn();
  await page.bringToFront();
  await page.evaluate(`window.dispatchEvent(new Event('focus'))`);
  await saved(form);
  assert.deepEqual(await office.stored(id, 'Customers__c'), ['話の途中']);
  await page.close();
});

test('what is left unsent is unreadable on disk after signing out, and the next sign-in restores or discards it', async () => {
  const id = await office.newCase();
  await leaveUnsent(office, id, customers, '後継者がいない');
  await office.context.clearCookies();
  const login = await office.context.newPage();
  await login.goto(`${office.url}/login`);
  const text = await onDisk(login);
  assert.match(text, /hearingDraft/);
  assert.doesNotMatch(text, /後継者|Customers__c/);
  await login.getByRole('button', { name: 'デモ管理者としてログイン' }).click();
  await login.waitForURL(/\/lightning\//);
  await login.close();

  const first = await office.open(id);
  const remnant = first.form.locator('[data-remnant]');
  await remnant.getByText('に入力した1項目: 顧客').waitFor(WAIT);
  assert.equal(await field(first.form, '顧客').inputValue(), '');
  assert.deepEqual(await findings(first.page), []);
  await remnant.getByRole('button', { name: '元に戻して保存する' }).click();
  await saved(first.form);
  assert.deepEqual(await office.stored(id, 'Customers__c'), ['後継者がいない']);
  await until(async () => !(await onDisk(first.page)).includes(id), 'nothing is left on disk');
  await first.page.close();

  await leaveUnsent(office, id, customers, '書き間違い');
  const second = await office.open(id);
  await second.form.locator('[data-remnant]').getByRole('button', { name: '破棄する' }).click();
  await second.form.locator('[data-remnant]').waitFor({ ...WAIT, state: 'detached' });
  assert.ok(!(await onDisk(second.page)).includes(id));
  assert.deepEqual(await office.stored(id, 'Customers__c'), ['後継者がいない']);
  await second.page.close();
});

test('a draft older than seven days goes, and without encryption none is kept, which the form says', async () => {
  const id = await office.newCase();
  await leaveUnsent(office, id, customers, '古い話');
  const aged = await office.context.newPage();
  await aged.goto(`${office.url}/lightning/page/home`);
  await aged.evaluate(() => {
    for (const [name, text] of Object.entries(localStorage))
      if (name.startsWith('hearingDraft'))
        localStorage.setItem(name, JSON.stringify({ ...(JSON.parse(String(text)) as object), at: Date.now() - 7 * 86_400_000 - 1 }));
  });
  await aged.close();
  const { page } = await office.open(id);
  await until(async () => !(await onDisk(page)).includes(id), 'the old draft is gone');
  await page.close();

  const bare = await signedIn(office.browser, office.url);
  await bare.context.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }));
  const other = await office.open(id, bare.context);
  await other.form.locator('[data-draft-note]').filter({ hasText: '下書きを暗号化できない' }).waitFor(WAIT);
  await cutOff(other.page);
  await field(other.form, '顧客').fill('残らない');
  await status(other.form, /^オフライン/);
  assert.ok(!(await onDisk(other.page)).includes(id));
  assert.deepEqual(await findings(other.page), []);
  await bare.context.close();
});

test('the back and forward of the browser lose nothing: what can be saved is saved, the rest is there again', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  const company = new RegExp('/Account/');
  await page.locator('record-page').getByRole('link', { name: '入力の企業', exact: true }).first().click();
  await page.waitForURL(company);
  await page.goBack();
  await field(form, '顧客').fill('戻る前に');
  await page.goForward();
  await page.waitForURL(company);
  await becomes(() => office.stored(id, 'Customers__c'), ['戻る前に'], 'stored without the pause');
  await page.goBack();
  await cutOff(page);
  await field(form, '顧客').fill('戻る前に、つながらず');
  await page.goForward();
  await page.waitForURL(company);
  await page.goBack();
  await until(async () => (await field(form, '顧客').inputValue()) === '戻る前に、つながらず', 'the text is there again');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await becomes(() => office.stored(id, 'Customers__c'), ['戻る前に、つながらず'], 'stored once there is a connection');
  await page.close();
});

test('closing the window with something unsent is warned of, and only then', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  const leaves = (): Promise<boolean> => page.evaluate(`window.dispatchEvent(new Event('beforeunload', { cancelable: true }))`);
  assert.equal(await leaves(), true);
  await cutOff(page);
  await field(form, '顧客').fill('まだ');
  await status(form, /^オフライン/);
  assert.equal(await leaves(), false);
  await page.close();
});

test('a tab killed 50 times while typing loses the last second at most', async () => {
  const id = await office.newCase();
  const left = ({ form }: Opened): Promise<string> => field(form, '顧客').inputValue();
  const { page, text } = await killWhileTyping(office, id, { times: 50, seed: 20_261_123, longEvery: 5, box: customers, left });
  await becomes(() => office.stored(id, 'Customers__c'), [text], 'all that is left is stored in the end');
  await page.close();
});

test('without a connection the text of a row waits, the state counts it, and it is sent by itself afterwards', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  const visit = await writeVisit(form);
  await office.context.setOffline(true);
  try {
    await rowText(visit, '要点').fill('電波の届かない工場');
    await status(form, /^オフライン: 未送信 1項目$/);
    await visit.getByRole('button', { name: '出席者・要点を書く' }).click();
    await status(form, /^オフライン: 未送信 1項目$/);
  } finally {
    await office.context.setOffline(false);
  }
  await until(
    async () => (await office.rowsOfCase('Visit__c', id, 'KeyPoints__c'))[0]?.KeyPoints__c === '電波の届かない工場',
    'it is sent'
  );
  await page.close();
});

test('the unsent text of a row is offered with the draft of its case: restored, asked where somebody else wrote since, or discarded', async () => {
  const id = await office.newCase();
  const points = async (): Promise<unknown> => (await office.rowsOfCase('Visit__c', id, 'KeyPoints__c'))[0]?.KeyPoints__c;
  await leaveUnsent(office, id, keyPoints, '最初の話');
  const first = await office.open(id);
  await first.form.locator('[data-remnant]').getByText('に入力した1項目: 訪問（要点）').waitFor(WAIT);
  assert.deepEqual(await findings(first.page), []);
  await first.form.locator('[data-restore]').click();
  await until(async () => (await points()) === '最初の話', 'it is stored');
  await until(async () => !(await onDisk(first.page)).includes(id), 'nothing is left on disk');
  assert.deepEqual(await findings(first.page), []);
  await first.page.close();

  await leaveUnsent(office, id, keyPoints, '自分の続き');
  const [{ Id: visit } = { Id: '' }] = await office.rowsOfCase('Visit__c', id, 'Id');
  await office.rest('PATCH', `sobjects/Visit__c/${String(visit)}`, { KeyPoints__c: '同僚の続き' });
  const second = await office.open(id);
  await second.form.locator('[data-restore]').click();
  const panel = second.form.locator('c-restored-row c-conflict-panel [data-panel]');
  await panel.waitFor(WAIT);
  assert.equal(await points(), '同僚の続き');
  assert.deepEqual(await findings(second.page), []);
  await panel.getByRole('button', { name: '「要点」を自分の入力にする' }).click();
  await until(async () => (await points()) === '自分の続き', 'the decision is stored');
  await second.page.close();

  await leaveUnsent(office, id, keyPoints, '書き間違い');
  const third = await office.open(id);
  await third.form.locator('[data-remnant]').getByRole('button', { name: '破棄する' }).click();
  await until(async () => !(await onDisk(third.page)).includes(id), 'nothing is left on disk');
  assert.equal(await points(), '自分の続き');
  await third.page.close();
});

test('the unsent text of a row that was deleted meanwhile is there to be copied', async () => {
  const id = await office.newCase();
  await leaveUnsent(office, id, keyPoints, '書き写す話');
  const [visit] = await office.rowsOfCase('Visit__c', id, 'Id');
  await office.rest('DELETE', `sobjects/Visit__c/${String(visit?.['Id'])}`);
  const { page, form } = await office.open(id);
  await form.locator('[data-restore]').click(WAIT);
  await form.locator('c-restored-row [data-orphans]').getByText('書き写す話').waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  await page.close();
});

test('a tab killed 12 times while typing in a row loses the last second at most', async () => {
  const id = await office.newCase();
  const left = async ({ page }: Opened): Promise<string | undefined> => {
    const [visit] = await office.rowsOfCase('Visit__c', id, 'KeyPoints__c');
    return (await onDisk(page)).includes(id) ? undefined : String(visit?.KeyPoints__c ?? '');
  };
  const { page } = await killWhileTyping(office, id, { times: 12, seed: 20_261_128, longEvery: 3, box: keyPoints, left });
  await page.close();
});

test('no page of these tests had an error', () => {
  assert.deepEqual(office.pageErrors, []);
});
