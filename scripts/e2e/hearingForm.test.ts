/**
 * The hearing form in the real browser: it saves by itself, says the same as the server, and loses nothing, whatever happens to the page,
 * the connection, the session or the record meanwhile.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../lib/browser.ts';
import { axeFindings, isCovered } from './axe.ts';
import { removeFolder, signedIn, startProduct, temporaryFolder, type Product } from './product.ts';

const KILLS = 50;
/** The same for the text of a row: it goes the same way. */
const ROW_KILLS = 12;
/** What a crash may take at most. */
const LOST_MS = 1000;
/** Kinds of conditions are waited for; a machine may be slow. */
const WAIT = { timeout: 60_000 };

const folder = temporaryFolder();
let product: Product;
let browser: Browser;
let context: BrowserContext;
let pageErrors: string[];
let account = '';

before(async () => {
  product = await startProduct([], { folder });
  browser = await launchBrowser();
  ({ context, errors: pageErrors } = await signedIn(browser, product.url));
  account = (await query<{ Id: string }>('SELECT Id FROM Account ORDER BY Name LIMIT 1'))[0]?.Id ?? '';
});
after(async () => {
  await browser?.close();
  await product?.stop();
  removeFolder(folder);
});

async function rest<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${product.url}/services/data/v66.0/${path}`, {
    method,
    headers: { authorization: 'Bearer 00D000000000001!local', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  });
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
const query = async <T>(soql: string): Promise<T[]> => (await rest<{ records: T[] }>('GET', `query?q=${encodeURIComponent(soql)}`)).records;
const change = (id: string, values: Record<string, unknown>): Promise<unknown> => rest('PATCH', `sobjects/Opportunity/${id}`, values);

async function stored(id: string, ...fields: string[]): Promise<unknown[]> {
  const [row] = await query<Record<string, unknown>>(`SELECT ${fields.join(', ')} FROM Opportunity WHERE Id = '${id}'`);
  return fields.map((field) => row?.[field]);
}

/** What axe finds, but for the size of what stands half under the docked bar: a scroll away it has it. */
const findings = async (page: Page): Promise<string[]> => (await axeFindings(page)).filter((each) => !isCovered(each));

let cases = 0;
/** A new case, moved on to 課題の特定. */
async function newCase(): Promise<string> {
  cases += 1;
  const values = { Name: `入力の試験${cases}`, AccountId: account, StageName: '事前準備', CloseDate: '2027-03-31' };
  const { id } = await rest<{ id: string }>('POST', 'sobjects/Opportunity', values);
  await change(id, { VisitType__c: 'その他', PreparationCompleted__c: true, StageName: '課題の特定' });
  return id;
}

async function open(id: string, from = context): Promise<{ page: Page; form: Locator }> {
  const page = await from.newPage();
  await page.goto(`${product.url}/lightning/r/Opportunity/${id}/view`);
  const form = page.locator('c-hearing-form');
  await form.locator('[data-next-text]').waitFor(WAIT);
  return { page, form };
}

const field = (form: Locator, name: string): Locator => form.getByRole('textbox', { name, exact: true });
const status = (form: Locator, text: RegExp | string): Promise<void> =>
  form.locator('[data-status]').filter({ hasText: text }).waitFor(WAIT);
/** Both at once: while a save is under way nothing is called unsaved, and before it the last save is still told. */
const saved = (form: Locator): Promise<void> =>
  form
    .locator('.saving')
    .filter({ has: form.page().locator('[data-status]', { hasText: /^保存済み \d{1,2}:\d{2}$/ }) })
    .filter({ has: form.page().locator('[data-unsaved]', { hasText: /^$/ }) })
    .waitFor(WAIT);
const item = (form: Locator, name: string): Locator => form.locator(`li[data-item="${name}"]`);
const markOf = (form: Locator, name: string, mark: string): Locator => item(form, name).locator(`[data-mark="${mark}"]`);

/** Numbers that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** Waits until what is asked holds. */
async function until(what: () => Promise<boolean>, message: string): Promise<void> {
  const end = Date.now() + WAIT.timeout;
  while (!(await what())) assert.ok(Date.now() < end, message);
}

test('it says the same as the server after each kind of edit: figures, marks and what the next phase still waits for', async () => {
  const id = await newCase();
  const { page, form } = await open(id);
  const agrees = async (what: string): Promise<void> => {
    await saved(form);
    const [required, recommended, unconfirmed, length] = await stored(
      id,
      'RequiredRate__c',
      'RecommendedRate__c',
      'UnconfirmedCount__c',
      'TextLength__c'
    );
    const expected = [`必須充足率 ${required}%`, `推奨充足率 ${recommended}%`, `未確認 ${unconfirmed}項目`, `登録文字数 ${length}`];
    await until(
      async () => JSON.stringify(await form.locator('[data-figure]').allTextContents()) === JSON.stringify(expected),
      `${what}: ${expected.join()} but ${(await form.locator('[data-figure]').allTextContents()).join()}`
    );
    const missing = await form.locator('[data-jump]').allTextContents();
    const refusal = await rest<{ message: string }[] | undefined>('PATCH', `sobjects/Opportunity/${id}`, { StageName: '提案' });
    const messages = (refusal ?? []).map(({ message }) => message).join();
    for (const name of missing) assert.ok(messages.includes(`「${name.trim()}」`), `${what}: ${name} in ${messages}`);
    assert.equal(missing.length > 0, refusal !== undefined, `${what}: ${messages}`);
  };
  await field(form, '顧客').fill('食品工場の保全部門。\n𠮷野家様');
  await agrees('a long text');
  await item(form, 'Case_ManagementIssuesDetail').getByRole('textbox').fill('   ');
  await agrees('white space');
  await form.getByRole('combobox', { name: '市場の立ち位置' }).or(form.getByRole('combobox').first()).first().click();
  await page.getByRole('option').nth(1).click();
  await agrees('a picklist');
  await markOf(form, 'Case_Competitors', '未確認').click();
  await agrees('未確認');
  await markOf(form, 'Case_OwnCompany', '該当なし').click();
  await agrees('該当なし');
  await markOf(form, 'Case_OwnCompany', '該当なし').click();
  await agrees('該当なし taken back');
  await item(form, 'Case_Competitors').getByRole('textbox').fill('大手2社');
  await agrees('an answer in place of 未確認');
  assert.deepEqual(await query(`SELECT Item__c FROM ItemState__c WHERE Case__c = '${id}'`), []);
  await item(form, 'Case_Competitors').getByRole('textbox').fill('');
  await agrees('an answer taken back');
  await rest('POST', 'sobjects/ItemState__c', { Case__c: id, Item__c: 'Case_Customers', State__c: '該当なし' });
  await form.getByText('海外展開', { exact: true }).first().click();
  await agrees('a multi-select');
  await rest('POST', 'sobjects/CaseIssue__c', { Case__c: id, Issue__c: 'その他', RecognizedByJpo__c: true });
  await field(form, '顧客').fill('食品工場');
  await saved(form);
  await page.reload();
  await form.getByText('すべて入力されています').waitFor(WAIT);
  assert.deepEqual(await form.locator('[data-jump]').allTextContents(), []);
  await rest('PATCH', `sobjects/Opportunity/${id}`, { StageName: '提案' });
  assert.deepEqual(await stored(id, 'StageName'), ['提案']);
  await page.close();
});

test('a save is one request with only what changed, and two after a refused field', async () => {
  const id = await newCase();
  const page = await context.newPage();
  const patches: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') patches.push(request.postData() ?? '');
  });
  await page.goto(`${product.url}/lightning/r/Opportunity/${id}/view`);
  const form = page.locator('c-hearing-form');
  await form.locator('[data-next-text]').waitFor(WAIT);
  await field(form, '顧客').pressSequentially('食品工場');
  await saved(form);
  assert.deepEqual(patches, ['{"fields":{"Customers__c":"食品工場"}}']);
  // The server's own refusal, of a value that no list offers.
  await page.route('**/ui-api/records/006*', async (route, request) => {
    const text = request.postData();
    await route.continue(text === null ? {} : { postData: text.replace('"ManagementIssues__c":"', '"ManagementIssues__c":"無い値;') });
  });
  patches.length = 0;
  await form.getByText('海外展開', { exact: true }).first().click();
  await item(form, 'Case_ManagementIssuesDetail').getByRole('textbox').fill('営業が2名');
  await form.locator('[data-save-errors]').getByRole('button', { name: '経営課題' }).waitFor(WAIT);
  await form.locator('[data-unsaved]').filter({ hasText: '保存していない変更 1項目' }).waitFor(WAIT);
  assert.equal(patches.length, 2);
  assert.deepEqual(await stored(id, 'ManagementIssuesDetail__c', 'ManagementIssues__c'), ['営業が2名', null]);
  assert.deepEqual(await findings(page), []);
  await page.unroute('**/ui-api/records/006*');
  await form.locator('[data-save]').click();
  await saved(form);
  assert.deepEqual(await stored(id, 'ManagementIssues__c'), ['海外展開']);
  await page.close();
});

test('everything goes by keyboard: to the gaps, through marks, a save, the filter and the search', async () => {
  const id = await newCase();
  const { page, form } = await open(id);
  await field(form, '顧客').focus();
  await page.keyboard.type('食品工場');
  await page.keyboard.press('Alt+n');
  const focusedItem = (): Promise<string | null> =>
    page.evaluate(`(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.closest('li[data-item]')?.getAttribute('data-item') ?? null;
    })()`);
  await until(async () => (await focusedItem()) === 'Case_ManagementIssues', 'the first gap has the focus');
  await page.keyboard.press('Space');
  await saved(form);
  assert.equal(await focusedItem(), 'Case_ManagementIssues', 'the save leaves the focus where it is');
  assert.notEqual((await stored(id, 'ManagementIssues__c'))[0], null);
  await page.keyboard.press('Alt+n');
  await until(async () => (await focusedItem()) === 'Case_JpoIssues', 'the next gap has the focus');
  await markOf(form, 'Case_Competitors', '未確認').focus();
  await page.keyboard.press('Space');
  await until(async () => (await query(`SELECT Id FROM ItemState__c WHERE Case__c = '${id}'`)).length === 1, 'the mark is stored');
  assert.equal(await markOf(form, 'Case_Competitors', '未確認').getAttribute('aria-pressed'), 'true');
  await form.getByRole('searchbox').or(form.locator('[data-search] input')).first().focus();
  await page.keyboard.type('ﾄｯｷｮﾁｮｳ 要望');
  await form.getByText('に当たる質問やヒントはありません').waitFor(WAIT);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('特許庁 要望');
  await form.locator('[data-found]').filter({ hasText: '見つかりました' }).waitFor(WAIT);
  await item(form, 'Case_Requests').waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await form.getByRole('checkbox', { name: '未入力の必須だけ' }).focus();
  await page.keyboard.press('Space');
  await until(
    async () =>
      JSON.stringify(await form.locator('li[data-item]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-item')))) ===
      JSON.stringify(['Case_JpoIssues']),
    'only the gap is left'
  );
  assert.deepEqual(await findings(page), []);
  await page.close();
});

test('an input method is left alone: nothing is saved half-composed, and Enter ends only the composition', async () => {
  const id = await newCase();
  const { page, form } = await open(id);
  const patches: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') patches.push(request.postData() ?? '');
  });
  await field(form, '顧客').focus();
  const session = await context.newCDPSession(page);
  for (const text of ['s', 'しょ', 'しょく', 'しょくひん'])
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  // Longer than the pause before a save: the whole form is walked meanwhile.
  const began = Date.now();
  await until(async () => (await form.locator('[data-figure]').count()) > 0 && Date.now() - began > 2500, 'time passes');
  assert.deepEqual(patches, []);
  await session.send('Input.insertText', { text: '食品' });
  await saved(form);
  assert.deepEqual(patches, ['{"fields":{"Customers__c":"食品"}}']);
  await page.close();
});

test('two browsers on one record: different fields go together silently, the same field is asked and never overwritten', async () => {
  const id = await newCase();
  const { page, form } = await open(id);
  const other = await signedIn(browser, product.url);
  const second = await open(id, other.context);
  await field(second.form, '競合').fill('大手2社');
  await saved(second.form);
  await field(form, '顧客').fill('食品工場');
  await saved(form);
  assert.deepEqual(await stored(id, 'Customers__c', 'Competitors__c'), ['食品工場', '大手2社']);
  assert.equal(await form.locator('c-conflict-panel [data-panel]').count(), 0);
  await second.page.reload();
  await second.form.locator('[data-next-text]').waitFor(WAIT);
  await field(second.form, '顧客').fill('相手の入力');
  await saved(second.form);
  await field(form, '顧客').fill('自分の入力');
  await field(form, '自社').fill('20年の技術');
  const panel = form.locator('c-conflict-panel [data-panel]');
  await panel.waitFor(WAIT);
  await until(async () => (await stored(id, 'OwnCompany__c'))[0] === '20年の技術', 'the other field is saved without waiting');
  assert.deepEqual(await stored(id, 'Customers__c'), ['相手の入力']);
  assert.equal(await field(form, '顧客').inputValue(), '自分の入力');
  assert.deepEqual(await findings(page), []);
  await panel.getByRole('button', { name: '「顧客」を自分の入力にする' }).focus();
  await page.keyboard.press('Enter');
  await panel.waitFor({ ...WAIT, state: 'detached' });
  await saved(form);
  assert.deepEqual(await stored(id, 'Customers__c'), ['自分の入力']);
  await other.context.close();
  await page.close();
});

test('roll-ups and flows that save the record in between raise no alarm', async () => {
  const id = await newCase();
  const { page, form } = await open(id);
  for (const text of ['一', '二', '三']) {
    await rest('POST', 'sobjects/Visit__c', { Case__c: id, StartAt__c: '2026-11-20T01:00:00Z', Method__c: '電話', IsDone__c: true });
    await field(form, '顧客').fill(text);
    await saved(form);
    assert.equal(await form.locator('c-conflict-panel [data-panel]').count(), 0);
    assert.equal(await form.locator('[data-save-errors] [data-panel]').count(), 0);
    assert.deepEqual(await stored(id, 'Customers__c'), [text]);
  }
  await page.close();
});

test('thirty seconds without a connection: typing goes on, the state says so, and all of it is sent when the connection is back', async () => {
  const id = await newCase();
  const { page, form } = await open(id);
  let text = '';
  await context.setOffline(true);
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
    await context.setOffline(false);
  }
  await saved(form);
  assert.deepEqual(await stored(id, 'Customers__c'), [text]);
  assert.equal((await query(`SELECT Id FROM ItemState__c WHERE Case__c = '${id}'`)).length, 1);
  await page.close();
});

test('after the session has ended nothing is lost, and it is saved once the user has signed in again', async () => {
  const id = await newCase();
  const { page, form } = await open(id);
  await context.clearCookies();
  await field(form, '顧客').fill('話の途中');
  await status(form, /^サインイン切れ: 未送信 1項目$/);
  assert.deepEqual(await findings(page), []);
  const login = await context.newPage();
  await login.goto(`${product.url}/login`);
  await login.getByRole('button', { name: 'デモ管理者としてログイン' }).click();
  await login.waitForURL(/\/lightning\//);
  await login.close();
  await page.bringToFront();
  await page.evaluate(`window.dispatchEvent(new Event('focus'))`);
  await saved(form);
  assert.deepEqual(await stored(id, 'Customers__c'), ['話の途中']);
  await page.close();
});

/** As a crash of the tab. */
async function kill(page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** A page that cannot send anything to the server, for as long as it lives. */
async function cutOff(page: Page): Promise<void> {
  await page.route('**/ui-api/records**', (route, request) => (request.method() === 'GET' ? route.continue() : route.abort()));
}

const onDisk = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify(Object.entries(localStorage)));

async function leaveUnsent(id: string, text: string): Promise<void> {
  const { page, form } = await open(id);
  await cutOff(page);
  const before = await onDisk(page);
  await field(form, '顧客').fill(text);
  await until(async () => (await onDisk(page)) !== before, 'the draft is on disk');
  await kill(page);
}

test('what is left unsent is unreadable on disk after signing out, and the next sign-in restores or discards it', async () => {
  const id = await newCase();
  await leaveUnsent(id, '後継者がいない');
  await context.clearCookies();
  const login = await context.newPage();
  await login.goto(`${product.url}/login`);
  const text = await onDisk(login);
  assert.match(text, /hearingDraft/);
  assert.doesNotMatch(text, /後継者|Customers__c/);
  await login.getByRole('button', { name: 'デモ管理者としてログイン' }).click();
  await login.waitForURL(/\/lightning\//);
  await login.close();

  const first = await open(id);
  const remnant = first.form.locator('[data-remnant]');
  await remnant.getByText('に入力した1項目: 顧客').waitFor(WAIT);
  assert.equal(await field(first.form, '顧客').inputValue(), '');
  assert.deepEqual(await findings(first.page), []);
  await remnant.getByRole('button', { name: '元に戻して保存する' }).click();
  await saved(first.form);
  assert.deepEqual(await stored(id, 'Customers__c'), ['後継者がいない']);
  await until(async () => !(await onDisk(first.page)).includes(id), 'nothing is left on disk');
  await first.page.close();

  await leaveUnsent(id, '書き間違い');
  const second = await open(id);
  await second.form.locator('[data-remnant]').getByRole('button', { name: '破棄する' }).click();
  await second.form.locator('[data-remnant]').waitFor({ ...WAIT, state: 'detached' });
  assert.ok(!(await onDisk(second.page)).includes(id));
  assert.deepEqual(await stored(id, 'Customers__c'), ['後継者がいない']);
  await second.page.close();
});

test('a draft older than seven days goes, and without encryption none is kept, which the form says', async () => {
  const id = await newCase();
  await leaveUnsent(id, '古い話');
  const aged = await context.newPage();
  await aged.goto(`${product.url}/lightning/page/home`);
  await aged.evaluate(() => {
    for (const [name, text] of Object.entries(localStorage))
      if (name.startsWith('hearingDraft'))
        localStorage.setItem(name, JSON.stringify({ ...(JSON.parse(String(text)) as object), at: Date.now() - 7 * 86_400_000 - 1 }));
  });
  await aged.close();
  const { page } = await open(id);
  await until(async () => !(await onDisk(page)).includes(id), 'the old draft is gone');
  await page.close();

  const bare = await signedIn(browser, product.url);
  await bare.context.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }));
  const other = await open(id, bare.context);
  await other.form.locator('[data-draft-note]').filter({ hasText: '下書きを暗号化できない' }).waitFor(WAIT);
  await cutOff(other.page);
  await field(other.form, '顧客').fill('残らない');
  await status(other.form, /^オフライン/);
  assert.ok(!(await onDisk(other.page)).includes(id));
  assert.deepEqual(await findings(other.page), []);
  await bare.context.close();
});

test('closing the window with something unsent is warned of, and only then', async () => {
  const id = await newCase();
  const { page, form } = await open(id);
  const leaves = (): Promise<boolean> => page.evaluate(`window.dispatchEvent(new Event('beforeunload', { cancelable: true }))`);
  assert.equal(await leaves(), true);
  await cutOff(page);
  await field(form, '顧客').fill('まだ');
  await status(form, /^オフライン/);
  assert.equal(await leaves(), false);
  await page.close();
});

test(`a tab killed ${KILLS} times while typing loses the last second at most`, async () => {
  const id = await newCase();
  const random = seeded(20_261_123);
  let known = '';
  let { page, form } = await open(id);
  for (let turn = 1; turn <= KILLS; turn += 1) {
    const box = field(form, '顧客');
    await box.focus();
    await page.keyboard.press('Control+End');
    const life = 50 + random() * (turn % 5 === 0 ? 3500 : 1500);
    const typed: { at: number; text: string }[] = [{ at: 0, text: known }];
    let text = known;
    const began = Date.now();
    const pauseAt = began + random() * life;
    const pause = turn % 5 === 0 ? 1800 : 0;
    while (Date.now() - began < life) {
      if (Date.now() > pauseAt && Date.now() < pauseAt + pause) {
        // A pause in which a save may begin: the page is only looked at.
        await form.locator('[data-status]').textContent();
      } else {
        const letter = String.fromCharCode(97 + Math.floor(random() * 26));
        await page.keyboard.press(letter);
        text += letter;
        typed.push({ at: Date.now(), text });
      }
    }
    const killedAt = Date.now();
    await kill(page);
    ({ page, form } = await open(id));
    const certain = typed.filter(({ at }) => at <= killedAt - LOST_MS).at(-1)?.text ?? known;
    const restore = form.locator('[data-restore]');
    await until(
      async () => {
        if ((await restore.count()) > 0) await restore.click();
        const shown = await field(form, '顧客').inputValue();
        return shown.startsWith(certain) && text.startsWith(shown);
      },
      `kill ${turn}: ${certain.length} letters were certain, ${text.length} typed, ${(await field(form, '顧客').inputValue()).length} are left`
    );
    known = await field(form, '顧客').inputValue();
  }
  await until(async () => (await stored(id, 'Customers__c'))[0] === known, 'all that is left is stored in the end');
  await page.close();
});

const rowsOfCase = (object: string, id: string, ...fields: string[]): Promise<Record<string, unknown>[]> =>
  query<Record<string, unknown>>(`SELECT ${fields.join(', ')} FROM ${object} WHERE Case__c = '${id}' ORDER BY CreatedDate, Id`).then(
    (rows) => rows.map((row) => Object.fromEntries(fields.map((name) => [name, row[name]])))
  );
const rowText = (form: Locator, name: string): Locator => form.locator('c-row-editor').getByRole('textbox', { name, exact: true });

test('without a connection the text of a row waits, the state counts it, and it is sent by itself afterwards', async () => {
  const id = await newCase();
  const { page, form } = await open(id);
  const visit = form.locator('c-hearing-visit');
  await visit.getByRole('button', { name: '今日の訪問を始める' }).click();
  await rowText(visit, '要点').waitFor(WAIT);
  await context.setOffline(true);
  try {
    await rowText(visit, '要点').fill('電波の届かない工場');
    await status(form, /^オフライン: 未送信 1項目$/);
    await visit.getByRole('button', { name: '出席者・要点を書く' }).click();
    await status(form, /^オフライン: 未送信 1項目$/);
  } finally {
    await context.setOffline(false);
  }
  await until(async () => (await rowsOfCase('Visit__c', id, 'KeyPoints__c'))[0]?.KeyPoints__c === '電波の届かない工場', 'it is sent');
  await page.close();
});

/** A tab that dies with an unsent text in the visit of today. */
async function leaveUnsentRow(id: string, text: string): Promise<void> {
  const { page, form } = await open(id);
  const visit = form.locator('c-hearing-visit');
  const start = visit.getByRole('button', { name: '今日の訪問を始める' });
  const write = visit.getByRole('button', { name: '出席者・要点を書く' });
  await start.or(write).first().waitFor(WAIT);
  await ((await start.count()) > 0 ? start : write).click();
  await rowText(visit, '要点').waitFor(WAIT);
  await cutOff(page);
  const before = await onDisk(page);
  await rowText(visit, '要点').fill(text);
  await until(async () => (await onDisk(page)) !== before, 'the draft is on disk');
  assert.doesNotMatch(await onDisk(page), new RegExp(`${text}|KeyPoints__c|要点`));
  await kill(page);
}

test('the unsent text of a row is offered with the draft of its case: restored, asked where somebody else wrote since, or discarded', async () => {
  const id = await newCase();
  const points = async (): Promise<unknown> => (await rowsOfCase('Visit__c', id, 'KeyPoints__c'))[0]?.KeyPoints__c;
  await leaveUnsentRow(id, '最初の話');
  const first = await open(id);
  await first.form.locator('[data-remnant]').getByText('に入力した1項目: 訪問（要点）').waitFor(WAIT);
  assert.deepEqual(await findings(first.page), []);
  await first.form.locator('[data-restore]').click();
  await until(async () => (await points()) === '最初の話', 'it is stored');
  await until(async () => !(await onDisk(first.page)).includes(id), 'nothing is left on disk');
  assert.deepEqual(await findings(first.page), []);
  await first.page.close();

  await leaveUnsentRow(id, '自分の続き');
  const [{ Id: visit } = { Id: '' }] = await rowsOfCase('Visit__c', id, 'Id');
  await rest('PATCH', `sobjects/Visit__c/${String(visit)}`, { KeyPoints__c: '同僚の続き' });
  const second = await open(id);
  await second.form.locator('[data-restore]').click();
  const panel = second.form.locator('c-restored-row c-conflict-panel [data-panel]');
  await panel.waitFor(WAIT);
  assert.equal(await points(), '同僚の続き');
  assert.deepEqual(await findings(second.page), []);
  await panel.getByRole('button', { name: '「要点」を自分の入力にする' }).click();
  await until(async () => (await points()) === '自分の続き', 'the decision is stored');
  await second.page.close();

  await leaveUnsentRow(id, '書き間違い');
  const third = await open(id);
  await third.form.locator('[data-remnant]').getByRole('button', { name: '破棄する' }).click();
  await until(async () => !(await onDisk(third.page)).includes(id), 'nothing is left on disk');
  assert.equal(await points(), '自分の続き');
  await third.page.close();
});

test(`a tab killed ${ROW_KILLS} times while typing in a row loses the last second at most`, async () => {
  const id = await newCase();
  const random = seeded(20_261_128);
  let known = '';
  for (let turn = 1; turn <= ROW_KILLS; turn += 1) {
    const { page, form } = await open(id);
    const visit = form.locator('c-hearing-visit');
    const start = visit.getByRole('button', { name: '今日の訪問を始める' });
    await (turn === 1 ? start : visit.getByRole('button', { name: '出席者・要点を書く' })).click();
    const box = rowText(visit, '要点');
    await box.focus();
    await page.keyboard.press('Control+End');
    const life = 50 + random() * (turn % 3 === 0 ? 3500 : 1500);
    const typed: { at: number; text: string }[] = [{ at: 0, text: known }];
    let text = known;
    const began = Date.now();
    while (Date.now() - began < life) {
      const letter = String.fromCharCode(97 + Math.floor(random() * 26));
      await page.keyboard.press(letter);
      text += letter;
      typed.push({ at: Date.now(), text });
    }
    const killedAt = Date.now();
    await kill(page);
    const next = await open(id);
    const certain = typed.filter(({ at }) => at <= killedAt - LOST_MS).at(-1)?.text ?? known;
    const restore = next.form.locator('[data-restore]');
    await until(async () => {
      if ((await restore.count()) > 0) await restore.click();
      const left = String((await rowsOfCase('Visit__c', id, 'KeyPoints__c'))[0]?.KeyPoints__c ?? '');
      known = left;
      return left.startsWith(certain) && text.startsWith(left) && !(await onDisk(next.page)).includes(id);
    }, `kill ${turn}: ${certain.length} letters were certain, ${text.length} typed, ${known.length} are left`);
    await next.page.close();
  }
});

test('no page of these tests had an error', () => {
  assert.deepEqual(pageErrors, []);
});
