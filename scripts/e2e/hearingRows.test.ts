/** The rows of a hearing in the real browser: issues, consultations and measures as chips, the visit of today, and what earlier cases said. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import {
  becomes,
  chip,
  chooseBelow,
  field,
  findings,
  item,
  near,
  packageOffice,
  rowText,
  saved,
  tabTo,
  today,
  until,
  WAIT,
  type Office
} from './hearingPage.ts';

let office: Office;
before(async () => {
  office = await packageOffice();
});
after(() => office?.close());

test('issues and consultations are chips: ticked by mouse for both sides, dated, and taken back on the same day', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  const issue = '費用負担';
  const sme = await near(form, 'Case_SmeIssues');
  await sme.locator('[data-fold="rest"]').click();
  const label = (await sme.locator('[data-group="rest"] [data-chip]').filter({ hasText: issue }).first().textContent())?.trim() ?? '';
  await chip(form, 'Case_SmeIssues', label).click();
  const issues = (): Promise<Record<string, unknown>[]> =>
    office.rowsOfCase(
      'CaseIssue__c',
      id,
      'Issue__c',
      'RecognizedBySme__c',
      'RecognizedBySmeOn__c',
      'RecognizedByJpo__c',
      'RecognizedByJpoOn__c'
    );
  const row = { Issue__c: label, RecognizedBySme__c: true, RecognizedBySmeOn__c: today() };
  const is = async (expected: unknown, what: string): Promise<void> =>
    until(async () => JSON.stringify(await issues()) === JSON.stringify(expected), what);
  await is([{ ...row, RecognizedByJpo__c: false, RecognizedByJpoOn__c: null }], 'the company sees it');
  const jpo = await near(form, 'Case_JpoIssues');
  await jpo.locator('[data-group="near"]').getByText('企業のみ').waitFor(WAIT);
  await chip(form, 'Case_JpoIssues', label).click();
  await is([{ ...row, RecognizedByJpo__c: true, RecognizedByJpoOn__c: today() }], 'the office sees it too');
  await jpo.locator('[data-group="answered"]').getByText('企業も特許庁も').waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  await chip(form, 'Case_JpoIssues', label).click();
  await is([{ ...row, RecognizedByJpo__c: false, RecognizedByJpoOn__c: null }], 'taken back');
  await chip(form, 'Case_SmeIssues', label).click();
  await is([], 'a row that says nothing any more is gone');
  const asked = await near(form, 'Case_Consultations');
  await asked.locator('[data-right="商標"]').click();
  const topic = asked.locator('[data-group="topics"] [data-chip]').first();
  const name = (await topic.textContent())?.trim() ?? '';
  await topic.click();
  await until(
    async () =>
      JSON.stringify(await office.rowsOfCase('Consultation__c', id, 'RightType__c', 'Topic__c')) ===
      JSON.stringify([{ RightType__c: '商標', Topic__c: name }]),
    'the consultation is stored'
  );
  await asked.locator('[data-count]').filter({ hasText: '1' }).waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  await page.close();
});

test('the same by keyboard alone: an issue of both sides, a consultation with its answer, and the focus stays through every save', async () => {
  const id = await office.newCase();
  const { page, form } = await office.open(id);
  await field(form, '顧客').focus();
  await page.keyboard.press('Alt+n');
  await item(form, 'Case_ManagementIssues').locator('input:focus').waitFor(WAIT);
  await page.keyboard.press('Space');
  await saved(form);
  await page.keyboard.press('Alt+n');
  const jpo = item(form, 'Case_JpoIssues');
  await jpo.locator('[data-title]:focus').waitFor(WAIT);
  // Before it is there, the Tab key would go on to the list of another item.
  await jpo.locator('[data-fold="rest"]').waitFor(WAIT);
  await tabTo(page, '[data-fold="rest"]');
  await page.keyboard.press('Enter');
  await jpo.locator('input[type=search]:focus').waitFor(WAIT);
  await page.keyboard.insertText('費用');
  await becomes(() => jpo.locator('[data-group="rest"] [data-chip]').count(), 1, 'the search leaves one');
  await tabTo(page, '[data-chip]');
  await page.keyboard.press('Space');
  const issues =
    (...fields: string[]) =>
    (): Promise<unknown> =>
      office.rowsOfCase('CaseIssue__c', id, ...fields);
  await becomes(
    issues('Issue__c', 'RecognizedByJpo__c', 'RecognizedByJpoOn__c'),
    [{ Issue__c: '費用負担（出願・維持・代理人）', RecognizedByJpo__c: true, RecognizedByJpoOn__c: today() }],
    'the issue is stored'
  );
  await form.getByText('すべて入力されています').waitFor(WAIT);
  await jpo.locator('[data-group="answered"] [data-chip]:focus').waitFor(WAIT);

  await tabTo(page, '[data-detail]');
  await page.keyboard.press('Enter');
  await jpo.locator('c-row-editor').getByRole('checkbox', { name: '中小企業が認識する課題' }).waitFor(WAIT);
  await tabTo(page, 'input[type=checkbox]');
  await page.keyboard.press('Space');
  await becomes(
    issues('RecognizedBySme__c', 'RecognizedBySmeOn__c'),
    [{ RecognizedBySme__c: true, RecognizedBySmeOn__c: today() }],
    'the company sees it too'
  );
  await jpo.locator('[data-group="answered"]').getByText('企業も特許庁も').waitFor(WAIT);
  await jpo.locator('input[type=checkbox]:focus').waitFor(WAIT);
  await tabTo(page, 'textarea');
  await page.keyboard.insertText('「調べる費用が出せない」');
  await becomes(issues('Statement__c'), [{ Statement__c: '「調べる費用が出せない」' }], 'the statement is stored by itself');
  await jpo.locator('c-row-editor [data-status]').getByText('保存').waitFor(WAIT);
  await page.keyboard.insertText('と社長');
  await becomes(issues('Statement__c'), [{ Statement__c: '「調べる費用が出せない」と社長' }], 'the text goes on where it was');
  assert.deepEqual(await findings(page), []);

  const asked = item(form, 'Case_Consultations');
  await tabTo(page, '[data-right="意匠"]');
  await page.keyboard.press('Space');
  await asked.locator('[data-right="意匠"]:focus').waitFor(WAIT);
  await tabTo(page, '[data-group="topics"] [data-chip]');
  await page.keyboard.press('Space');
  const consultations = (): Promise<unknown> => office.rowsOfCase('Consultation__c', id, 'RightType__c', 'Answer__c', 'IsUnsolved__c');
  await becomes(consultations, [{ RightType__c: '意匠', Answer__c: null, IsUnsolved__c: false }], 'the consultation is stored');
  await asked.locator('[data-group="answered"] [data-detail]').waitFor(WAIT);
  await asked.locator('[data-group="answered"] [data-chip]:focus').waitFor(WAIT);
  await tabTo(page, '[data-detail]');
  await page.keyboard.press('Enter');
  await rowText(asked, '回答').waitFor(WAIT);
  await tabTo(page, 'textarea');
  await page.keyboard.insertText('部分意匠を案内した。');
  await tabTo(page, 'input[type=checkbox]');
  await page.keyboard.press('Space');
  const answered = { RightType__c: '意匠', Answer__c: '部分意匠を案内した。', IsUnsolved__c: true };
  await becomes(consultations, [answered], 'the answer is stored');
  await asked.locator('[data-badge="unsolved"]').waitFor(WAIT);
  await asked.locator('input[type=checkbox]:focus').waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  await page.close();
});

test('a measure goes from preparation to proposal to execution in the form, with its reaction and hand-over, by keyboard; closed ones say so', async () => {
  const ISSUE = '費用負担（出願・維持・代理人）';
  const measure = await office.created('SupportMeasure__c', { Name: '架空の減免', MeasureKey__c: 'main', PrimaryIssues__c: ISSUE });
  await office.created('SupportMeasure__c', { Name: '架空の相談窓口', MeasureKey__c: 'help', SecondaryIssues__c: `その他;${ISSUE}` });
  const over = await office.created('SupportMeasure__c', {
    ...{ Name: '架空の補助金', MeasureKey__c: 'over', PrimaryIssues__c: ISSUE },
    ...{ AcceptFrom__c: '2020-04-01', AcceptUntil__c: '2020-04-30' }
  });
  const id = await office.newCase();
  await office.created('CaseIssue__c', { Case__c: id, Issue__c: ISSUE, RecognizedByJpo__c: true });
  const { page, form } = await office.open(id);
  await form.locator('[data-scope="*"]').click();
  await item(form, 'Case_VisitType').waitFor(WAIT);
  const prepared = await near(form, 'Case_PreparedMeasures');
  const keys = (group: string): Promise<unknown> =>
    prepared.locator(`[data-group="${group}"] [data-chip]`).evaluateAll((chips) => chips.map((each) => each.getAttribute('data-chip')));
  await becomes(() => keys('primary'), [measure, over], 'what answers the issue mainly stands first, open ones before closed ones');
  await becomes(() => keys('secondary'), [], 'what only helps is folded away');
  await prepared.locator('[data-group="primary"] li').filter({ hasText: '架空の補助金' }).getByText('受付外').waitFor(WAIT);
  await prepared.locator('[data-fold="secondary"]').click();
  await prepared.locator('[data-group="secondary"]').getByText('架空の相談窓口').waitFor(WAIT);
  assert.deepEqual(await findings(page), []);

  const stored =
    (...fields: string[]) =>
    (): Promise<unknown> =>
      office.rowsOfCase('MeasureProposal__c', id, ...fields);
  const step = async (name: string, date: string): Promise<void> => {
    const shown = await near(form, name);
    await shown.locator(`[data-chip="${measure}"]`).waitFor(WAIT);
    await shown.locator('[data-title]').focus();
    await tabTo(page, `[data-chip="${measure}"]`);
    await page.keyboard.press('Space');
    await becomes(stored('Measure__c', date), [{ Measure__c: measure, [date]: today() }], `${date} is stored`);
    await shown.locator(`[data-group="answered"] [data-chip="${measure}"]:focus`).waitFor(WAIT);
  };
  await step('Case_PreparedMeasures', 'PreparedOn__c');
  await step('Case_ProposedMeasures', 'ProposedOn__c');
  await step('Case_DoneMeasures', 'DoneOn__c');

  const done = item(form, 'Case_DoneMeasures');
  await done.locator(`[data-detail="${measure}"]`).waitFor(WAIT);
  await tabTo(page, `[data-detail="${measure}"]`);
  await page.keyboard.press('Enter');
  const details = done.locator('c-row-editor');
  await details.getByRole('combobox', { name: '企業の反応' }).waitFor(WAIT);
  await tabTo(page, 'button[role=combobox]');
  await chooseBelow(page, 1);
  await becomes(stored('Reaction__c'), [{ Reaction__c: '前向き' }], 'the reaction is stored');
  await details.getByRole('combobox', { name: '企業の反応' }).and(page.locator(':focus')).waitFor(WAIT);
  await tabTo(page, 'input[type=text]:not([role=combobox])');
  await page.keyboard.insertText('よろず支援拠点');
  await becomes(stored('HandoverTo__c'), [{ HandoverTo__c: 'よろず支援拠点' }], 'where it was handed over is stored');
  await details.getByRole('textbox', { name: '引渡し先機関' }).and(page.locator(':focus')).waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  await page.close();
});

test('the visit of today is at hand, and what earlier cases and visits said stands beside the question', async () => {
  // A company of its own, so that nobody else's case is the latest.
  const company = await office.created('Account', { Name: '回顧の企業' });
  const earlier = await office.newCase(company);
  await office.change(earlier, { Customers__c: '地元の食品工場が8割' });
  await office.rest('POST', 'sobjects/Visit__c', {
    ...{ Case__c: earlier, StartAt__c: '2026-04-10T01:00:00Z', Method__c: 'オンライン', IsDone__c: true },
    KeyPoints__c: '商標の使い方を説明した。'
  });
  await office.rest('POST', 'sobjects/CaseIssue__c', {
    Case__c: earlier,
    Issue__c: 'その他',
    RecognizedBySme__c: true,
    ResolvedOn__c: today()
  });
  const id = await office.newCase(company);
  const { page, form } = await office.open(id);
  const visit = form.locator('c-hearing-visit');
  await visit.getByText('訪問の予定はありません').waitFor(WAIT);
  await visit.getByRole('button', { name: '今日の訪問を始める' }).click();
  await visit.locator('[data-title]').filter({ hasText: '今日の訪問' }).waitFor(WAIT);
  await rowText(visit, '出席者').fill('社長・工場長');
  await rowText(visit, '要点').fill('後継者が決まっていない。');
  await until(
    async () =>
      JSON.stringify(await office.rowsOfCase('Visit__c', id, 'Attendees__c', 'KeyPoints__c')) ===
      JSON.stringify([{ Attendees__c: '社長・工場長', KeyPoints__c: '後継者が決まっていない。' }]),
    'the visit is stored by itself'
  );
  const [{ WriteUpDueOn__c: due } = { WriteUpDueOn__c: '' }] = await office.rowsOfCase('Visit__c', id, 'WriteUpDueOn__c');
  const [, month, day] = String(due).split('-').map(Number);
  await visit
    .locator('[data-due]')
    .filter({ hasText: new RegExp(`${month}.0?${day}`) })
    .waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  await visit.getByRole('button', { name: 'これまでの訪問の要点' }).click();
  await visit.locator('[data-earlier]').getByText('商標の使い方を説明した。').waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  await item(form, 'Case_Customers').locator('[data-hint-button]').click();
  await item(form, 'Case_Customers').locator('c-look-back').getByText('地元の食品工場が8割').waitFor(WAIT);
  assert.deepEqual(await findings(page), []);
  await page.keyboard.press('Escape');
  const issues = await near(form, 'Case_SmeIssues');
  await issues.locator('[data-hint-button]').click();
  for (const text of ['「その他」を企業が認識', '「その他」が解消']) await issues.locator('c-look-back').getByText(text).waitFor(WAIT);
  // What opens out of an item is not cut off at its edge, wherever the pointer is.
  await page.mouse.move(0, 0);
  const panel = issues.locator('.hint-panel');
  const boxOf = async (place: Locator): Promise<{ y: number; width: number; height: number }> => {
    const box = await place.boundingBox();
    assert.ok(box);
    return box;
  };
  const [{ y, width, height }, itself] = [await boxOf(panel), await boxOf(issues)];
  assert.ok(y + height > itself.y + itself.height, 'it reaches beyond its item');
  await panel.click({ position: { x: width / 2, y: height - 4 }, trial: true, ...WAIT });
  assert.deepEqual(await findings(page), []);
  await page.close();
});

test('no page of these tests had an error', () => {
  assert.deepEqual(office.pageErrors, []);
});
