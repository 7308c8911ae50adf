/** クイックアクション: just the fields of a situation, what it brings along, and a record that is saved with no more than that. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { ACCESS_TOKEN, closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';
import { elements, sourceFiles, text, texts } from './packageSource.ts';

let office: PackageOrg;
let server: OrgServer;

before(async () => {
  office = await openPackageOrg();
  office.moveTo('2026-11-28T03:00:00Z');
  server = await startServer(office.org, { port: 0, routes: routes() });
});
after(async () => {
  await server.close();
  closeOrg(office.org);
});

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(`${server.url}/services/data/v66.0${path}`, { headers: { authorization: `Bearer ${ACCESS_TOKEN}` } });
  assert.equal(answer.status, 200, path);
  return (await answer.json()) as T;
}

interface Description {
  label: string;
  targetSobjectType: string;
  layout: { layoutRows: { layoutItems: { required: boolean; layoutComponents: { value: string }[] }[] }[] };
}

/** Fields of an action's form, required ones with a star. */
async function form(path: string): Promise<{ label: string; fields: string[] }> {
  const { label, layout } = await get<Description>(`${path}/describe`);
  const items = layout.layoutRows.flatMap((row) => row.layoutItems);
  const fields = items.flatMap(({ required, layoutComponents }) => layoutComponents.map(({ value }) => `${value}${required ? ' *' : ''}`));
  return { label, fields: fields.sort() };
}

/** Saves what an action brings along together with what is typed. */
async function made(path: string, typed: Row, contextId?: string): Promise<Row> {
  const { targetSobjectType: object } = await get<Description>(`${path}/describe`);
  const { attributes: _attributes, ...brought } = await get<Row>(`${path}/defaultValues${contextId ? `/${contextId}` : ''}`);
  return office.row(object, office.created(object, { ...brought, ...typed }));
}

const PERSON = { LastName: '架空', FirstName: '太郎', Company: '架空の企業' };

test('a business card takes company, name, source with the event, and a word on why', async () => {
  const path = '/quickActions/Register_From_Card';
  assert.deepEqual(await form(path), {
    label: '名刺・展示会で登録',
    fields: ['Company *', 'EventName__c', 'InquiryTrigger__c', 'LeadSource *', 'Name *']
  });
  const row = await made(path, { ...PERSON, EventName__c: '見本ものづくり展' });
  assert.deepEqual([row.Status, row.LeadSource, row.EventName__c], ['新規', '発掘（展示会）', '見本ものづくり展']);
});

test('an application on the website takes what is asked about, where the company is and how to reach it besides', async () => {
  const path = '/quickActions/Register_From_Website';
  assert.deepEqual(await form(path), {
    label: 'HP申込を登録',
    fields: [
      'Company *',
      'ConsultationRights__c',
      'Email',
      'InquiryTrigger__c',
      'LeadSource *',
      'Name *',
      'Phone',
      'Prefecture__c',
      'SourceDetail__c'
    ]
  });
  const row = await made(path, { ...PERSON, ConsultationRights__c: '商標', Prefecture__c: '東京都', Phone: '000-0000-0000' });
  assert.deepEqual([row.LeadSource, row.SourceDetail__c], ['Web（HP、SNS）', '特許庁HP申込フォーム']);
});

test('a referral asks who referred, and why', async () => {
  const path = '/quickActions/Register_From_Referral';
  const { label, fields } = await form(path);
  assert.equal(label, '紹介で登録');
  for (const field of ['Referrer__c *', 'ReferralReason__c', 'Phone', 'Prefecture__c', 'ConsultationRights__c'])
    assert.ok(fields.includes(field), field);
  assert.equal((await made(path, { ...PERSON, Referrer__c: '見本商工会' })).LeadSource, '紹介');
});

test('a company alone is registered under the placeholder name, which no conversion lets pass', async () => {
  const path = '/quickActions/Register_Company_Only';
  assert.deepEqual(await form(path), {
    label: '企業だけ登録',
    fields: ['Company *', 'CorporateNumber__c', 'LeadSource *', 'Prefecture__c', 'ReferenceNote__c']
  });
  const row = await made(path, { Company: '架空の企業', LeadSource: '電話' });
  assert.deepEqual([row.LastName, row.Status], ['（氏名未確認）', '新規']);
});

test('案件を作成 on a company asks neither name nor day, and the flow gives both', async () => {
  const account = office.created('Account', { Name: 'みほん精機株式会社' });
  const path = '/sobjects/Account/quickActions/New_Case';
  assert.deepEqual(await form(path), {
    label: '案件を作成',
    fields: ['LeadSource', 'PlannedVisitDate__c', 'VisitBackground__c', 'VisitType__c *']
  });
  const row = await made(path, { VisitType__c: 'HPからの直接申し込み', PlannedVisitDate__c: '2026-12-10' }, account);
  assert.deepEqual(
    [row.AccountId, row.Name, row.StageName, row.CloseDate],
    [account, 'みほん精機株式会社／R8／HPからの直接申し込み', '事前準備', '2027-06-10']
  );
});

test('a case plans its visit and its next action', async () => {
  const id = office.created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31' });
  const visitPath = '/sobjects/Opportunity/quickActions/Plan_Visit';
  assert.equal((await form(visitPath)).label, '訪問を予定する');
  const visit = await made(visitPath, { StartAt__c: '2026-12-10T01:00:00.000Z' }, id);
  assert.deepEqual([visit.Case__c, visit.DurationMinutes__c, visit.Visitor__c], [id, 60, office.userId]);
  const taskPath = '/sobjects/Opportunity/quickActions/Next_Action';
  assert.deepEqual(await form(taskPath), {
    label: '次のアクション',
    fields: ['ActivityDate *', 'Description', 'OwnerId *', 'Priority *', 'Subject *']
  });
  const task = await made(taskPath, { Subject: '資料を送る', ActivityDate: '2026-12-01' }, id);
  assert.deepEqual([task.WhatId, task.OwnerId, task.Status], [id, office.userId, 'Not Started']);
});

test('every action is offered somewhere: on a page, or in the header’s menu', () => {
  const pages = sourceFiles('flexipage').flatMap((page) =>
    elements(page.root, 'flexiPageRegions')
      .flatMap((region) => elements(region, 'itemInstances'))
      .flatMap((item) => elements(item, 'componentInstance'))
      .flatMap((component) => elements(component, 'componentInstanceProperties'))
      .filter((property) => text(property, 'name') === 'actionNames')
      .flatMap((property) => elements(property, 'valueList'))
      .flatMap((list) => elements(list, 'valueListItems'))
      .flatMap((item) => texts(item, 'value'))
  );
  const header = sourceFiles('layout').flatMap((layout) =>
    elements(elements(layout.root, 'platformActionList')[0], 'platformActionListItems').map((item) => text(item, 'actionName'))
  );
  for (const { name } of sourceFiles('quickAction')) {
    if (name.includes('.')) assert.ok(pages.includes(name), name);
    else assert.ok(pages.includes(`Global.${name}`) && header.includes(name), name);
  }
});

test('a page that names its actions leaves the ones officers know in place', () => {
  for (const page of sourceFiles('flexipage').filter((each) => /^(Candidate|Company|Case)_Record_Page$/.test(each.name))) {
    const names = elements(page.root, 'flexiPageRegions')
      .flatMap((region) => elements(region, 'itemInstances'))
      .flatMap((item) => elements(item, 'componentInstance'))
      .filter((component) => text(component, 'componentName') === 'force:highlightsPanel')
      .flatMap((component) => elements(component, 'componentInstanceProperties'))
      .filter((property) => text(property, 'name') === 'actionNames')
      .flatMap((property) => elements(property, 'valueList'))
      .flatMap((list) => elements(list, 'valueListItems'))
      .flatMap((item) => texts(item, 'value'));
    for (const name of ['Edit', 'ChangeOwnerOne', 'Delete', ...(page.name === 'Candidate_Record_Page' ? ['Convert'] : [])])
      assert.ok(names.includes(name), `${page.name} ${name}`);
  }
});
