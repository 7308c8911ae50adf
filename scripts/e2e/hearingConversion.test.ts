/** From a candidate to the hearing of its case, in the real browser: the gate moves it, the platform's dialog converts it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { item, packageOffice, WAIT, type Office } from './hearingPage.ts';

let office: Office;
before(async () => {
  office = await packageOffice();
});
after(() => office?.close());

test('a candidate whose gate is met is moved on and converted, and the form of its case shows what came along', async () => {
  const type = 'プッシュ型支援（展示会型）';
  const id = await office.created('Lead', {
    ...{ Company: '架空木工', LastName: '架空', LeadSource: '発掘（展示会）', Status: '新規' },
    ...{ FirstContactMethod__c: '電話', FirstContactDate__c: '2026-11-10', VisitOfferDate__c: '2026-11-12', VisitOfferResult__c: '承諾' },
    ...{
      AppointmentAcceptedDate__c: '2026-11-13',
      PlannedVisitDate__c: '2026-12-04',
      VisitType__c: type,
      EventName__c: '見本ものづくり展'
    },
    ...{ InquiryTrigger__c: '曲げ加工を自社製品にしたい', VisitPriority__c: '高', SupportNeed__c: 'あり' }
  });
  const page = await office.context.newPage();
  await page.goto(`${office.url}/lightning/r/Lead/${id}/view`);
  const gate = page.locator('c-phase-gate');
  for (const status of ['未連絡', '連絡済み']) {
    await gate.getByRole('combobox', { name: '判断理由' }).click(WAIT);
    await gate.getByRole('option', { name: '支援ニーズを本人から聞いた' }).click(WAIT);
    await gate.getByRole('button', { name: '次へ進める' }).click(WAIT);
    await page
      .getByRole('listbox', { name: '状況のパス' })
      .getByRole('option', { name: `現在 ${status}` })
      .waitFor(WAIT);
  }
  await page.getByRole('button', { name: '取引の開始', exact: true }).click(WAIT);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '取引の開始', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /^案件 架空木工／/ }).waitFor(WAIT);
  const form = page.locator('c-hearing-form');
  await form.locator('[data-next-text]').waitFor(WAIT);
  await item(form, 'Case_VisitType').getByRole('combobox').filter({ hasText: type }).waitFor(WAIT);
  const [made] = await office.query<Record<string, unknown>>(
    `SELECT StageName, VisitType__c, FromCandidate__c, CandidateInformation__c FROM Opportunity WHERE Candidate__c = '${id}'`
  );
  assert.deepEqual([made?.StageName, made?.VisitType__c, made?.FromCandidate__c], ['事前準備', type, true]);
  assert.match(String(made?.CandidateInformation__c), /曲げ加工を自社製品にしたい/);
  await page.close();
});

test('no page of these tests had an error', () => {
  assert.deepEqual(office.pageErrors, []);
});
