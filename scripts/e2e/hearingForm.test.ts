/** The hearing form in the real browser: it saves by itself, says the same as the server, and leaves alone what others and input methods do. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { field, findings, item, markOf, saved, startedOffice, until, WAIT, type Office } from './hearingPage.ts';
import { signedIn } from './product.ts';

let office: Office;
before(async () => {
  office = await startedOffice();
});
after(() => office?.close());

test('it says the same as the server after each kind of edit: figures, marks and what the next phase still waits for', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  const agrees = async (what: string): Promise<void> => {
    await saved(form);
    const [required, recommended, unconfirmed, length] = await office.stored(
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
    const refusal = await office.rest<{ message: string }[] | undefined>('PATCH', `sobjects/Opportunity/${id}`, { StageName: '提案' });
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
  assert.deepEqual(await office.query(`SELECT Item__c FROM ItemState__c WHERE Case__c = '${id}'`), []);
  await item(form, 'Case_Competitors').getByRole('textbox').fill('');
  await agrees('an answer taken back');
  await office.rest('POST', 'sobjects/ItemState__c', { Case__c: id, Item__c: 'Case_Customers', State__c: '該当なし' });
  await form.getByText('海外展開', { exact: true }).first().click();
  await agrees('a multi-select');
  await office.rest('POST', 'sobjects/CaseIssue__c', { Case__c: id, Issue__c: 'その他', RecognizedByJpo__c: true });
  await field(form, '顧客').fill('食品工場');
  await saved(form);
  await page.reload();
  await form.getByText('すべて入力されています').waitFor(WAIT);
  assert.deepEqual(await form.locator('[data-jump]').allTextContents(), []);
  await office.rest('PATCH', `sobjects/Opportunity/${id}`, { StageName: '提案' });
  assert.deepEqual(await office.stored(id, 'StageName'), ['提案']);
  await page.close();
});

test('a save is one request with only what changed, and two after a refused field', async () => {
  const id = await office.newCase();
  const page = await office.context.newPage();
  const patches: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') patches.push(request.postData() ?? '');
  });
  await page.goto(`${office.url}/lightning/r/Opportunity/${id}/view`);
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
  assert.deepEqual(await office.stored(id, 'ManagementIssuesDetail__c', 'ManagementIssues__c'), ['営業が2名', null]);
  assert.deepEqual(await findings(page), []);
  await page.unroute('**/ui-api/records/006*');
  await form.locator('[data-save]').click();
  await saved(form);
  assert.deepEqual(await office.stored(id, 'ManagementIssues__c'), ['海外展開']);
  await page.close();
});

test('everything goes by keyboard: to the gaps, through marks, a save, the filter and the search', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
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
  assert.notEqual((await office.stored(id, 'ManagementIssues__c'))[0], null);
  await page.keyboard.press('Alt+n');
  await until(async () => (await focusedItem()) === 'Case_JpoIssues', 'the next gap has the focus');
  await markOf(form, 'Case_Competitors', '未確認').focus();
  await page.keyboard.press('Space');
  await until(async () => (await office.query(`SELECT Id FROM ItemState__c WHERE Case__c = '${id}'`)).length === 1, 'the mark is stored');
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

test('on a phone everything stands in one column, the progress stays in sight, and every target is large enough', async () => {
  const { page, form } = await office.open(await office.newCase());
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction('document.documentElement.scrollWidth <= 390');
  await form.locator('[data-scope="*"]').click();
  const items = form.locator('li[data-item]');
  const edges = await items.evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().left)));
  assert.ok(edges.length > 60);
  assert.equal(new Set(edges).size, 1, 'one column');
  for (const place of [items.first(), items.nth(edges.length / 2), items.last()]) {
    await place.scrollIntoViewIfNeeded();
    const { y, height } = (await form.locator('[data-overall]').boundingBox()) ?? { y: -1, height: 0 };
    assert.ok(y >= 0 && y + height <= 844, 'the progress is in sight');
    assert.deepEqual(await findings(page), []);
  }
  await page.close();
});

test('an input method is left alone: nothing is saved half-composed, and Enter ends only the composition', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  const patches: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') patches.push(request.postData() ?? '');
  });
  await field(form, '顧客').focus();
  const session = await office.context.newCDPSession(page);
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
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  const other = await signedIn(office.browser, office.url);
  const second = await office.open(id, other.context);
  await field(second.form, '競合').fill('大手2社');
  await saved(second.form);
  await field(form, '顧客').fill('食品工場');
  await saved(form);
  assert.deepEqual(await office.stored(id, 'Customers__c', 'Competitors__c'), ['食品工場', '大手2社']);
  assert.equal(await form.locator('c-conflict-panel [data-panel]').count(), 0);
  await second.page.reload();
  await second.form.locator('[data-next-text]').waitFor(WAIT);
  await field(second.form, '顧客').fill('相手の入力');
  await saved(second.form);
  await field(form, '顧客').fill('自分の入力');
  await field(form, '自社').fill('20年の技術');
  const panel = form.locator('c-conflict-panel [data-panel]');
  await panel.waitFor(WAIT);
  await until(async () => (await office.stored(id, 'OwnCompany__c'))[0] === '20年の技術', 'the other field is saved without waiting');
  assert.deepEqual(await office.stored(id, 'Customers__c'), ['相手の入力']);
  assert.equal(await field(form, '顧客').inputValue(), '自分の入力');
  assert.deepEqual(await findings(page), []);
  await panel.getByRole('button', { name: '「顧客」を自分の入力にする' }).focus();
  await page.keyboard.press('Enter');
  await panel.waitFor({ ...WAIT, state: 'detached' });
  await saved(form);
  assert.deepEqual(await office.stored(id, 'Customers__c'), ['自分の入力']);
  await other.context.close();
  await page.close();
});

test('roll-ups and flows that save the record in between raise no alarm', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  for (const text of ['一', '二', '三']) {
    await office.rest('POST', 'sobjects/Visit__c', { Case__c: id, StartAt__c: '2026-11-20T01:00:00Z', Method__c: '電話', IsDone__c: true });
    await field(form, '顧客').fill(text);
    await saved(form);
    assert.equal(await form.locator('c-conflict-panel [data-panel]').count(), 0);
    assert.equal(await form.locator('[data-save-errors] [data-panel]').count(), 0);
    assert.deepEqual(await office.stored(id, 'Customers__c'), [text]);
  }
  await page.close();
});

test('a mark that the server refuses says why beside its item', async () => {
  const { page, form } = await office.open(await office.newCase());
  const errors = [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'この案件では未確認にできません。' }];
  await page.route('**/ui-api/records', (route, request) =>
    (request.postData() ?? '').includes('ItemState__c')
      ? route.fulfill({ status: 400, json: { statusCode: 400, message: 'refused', output: { errors, fieldErrors: {} } } })
      : route.continue()
  );
  await markOf(form, 'Case_Competitors', '未確認').click();
  await item(form, 'Case_Competitors').locator('[data-mark-error]').getByText('この案件では未確認にできません。').waitFor(WAIT);
  assert.equal(await markOf(form, 'Case_Competitors', '未確認').getAttribute('aria-pressed'), 'false');
  assert.deepEqual(await findings(page), []);
  await page.close();
});

test('while it loads, without the permission, and where a field may not be read, it says so, and never looks complete', async () => {
  const id = await office.newCase();
  const page = await office.context.newPage();
  const form = page.locator('c-hearing-form');
  let answer = (): void => undefined;
  await page.route('**/lightning/api/apex', async (route, request) => {
    if (!(request.postData() ?? '').includes('HearingItemController')) return route.continue();
    await new Promise<void>((resolve) => (answer = resolve));
    return route.fulfill({ json: { result: [] } });
  });
  await page.goto(`${office.url}/lightning/r/Opportunity/${id}/view`);
  await form.locator('[data-loading]').waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  answer();
  await form.locator('[data-load-error]').getByText('権限').waitFor(WAIT);
  assert.equal(await form.locator('[data-figures], [data-overall], li[data-item]').count(), 0);
  assert.deepEqual(await findings(page), []);
  await page.unrouteAll({ behavior: 'wait' });

  await page.route('**/ui-api/records/006*', async (route, request) => {
    if (request.method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const record = (await response.json()) as { fields?: Record<string, unknown> };
    delete record.fields?.['ManagementIssues__c'];
    return route.fulfill({ response, json: record });
  });
  await page.reload();
  const hidden = item(form, 'Case_ManagementIssues');
  await hidden.getByText('権限').waitFor(WAIT);
  assert.equal(await hidden.locator('input').count(), 0);
  assert.ok(!(await form.locator('[data-jump]').allTextContents()).map((text) => text.trim()).includes('経営課題'), 'no gate asks for it');
  assert.deepEqual(await findings(page), []);
  await page.close();
});

test('no page of these tests had an error', () => {
  assert.deepEqual(office.pageErrors, []);
});
