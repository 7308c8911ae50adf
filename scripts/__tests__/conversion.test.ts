/** 案件化: nothing that was typed on a candidate is lost, and no gate is passed by. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { displayText } from '../org/flows/text.ts';
import type { FieldDef } from '../org/metadata/catalog.ts';
import { convertLeads, type ConvertResult, type LeadConvert } from '../org/records/convert.ts';
import { mappingTo, type ConvertTarget } from '../org/records/convertMapping.ts';
import { readRecord } from '../org/records/read.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';
import { elements, sourceFiles, text } from './packageSource.ts';

/** Custom fields of a candidate that no conversion writes, with the reason: all stay readable on the converted candidate. */
const NOT_MAPPED: Record<string, string> = {
  VisitPriority__c: 'judges whether to visit at all',
  SupportNeed__c: 'judges whether to visit at all',
  ReformMotivation__c: 'judges whether to visit at all',
  FirstContactMethod__c: 'history of the candidate',
  FirstContactDate__c: 'history of the candidate',
  VisitOfferDate__c: 'history of the candidate',
  VisitOfferResult__c: 'history of the candidate',
  RecontactDate__c: 'a converted candidate is not contacted again',
  DecisionReason__c: 'entry field of a change of status',
  DecisionNote__c: 'entry field of a change of status',
  VisitNotNeededTiming__c: 'history of the candidate',
  VisitNotNeededReason__c: 'history of the candidate',
  VisitNotNeededFrom__c: 'history of the candidate',
  RegisteredCompany__c: 'names the company that the conversion takes',
  LastContactDate__c: 'counted from the activities, which move along',
  ContactCount__c: 'counted from the activities, which move along',
  StatusStartedOn__c: 'times of the candidate',
  DaysInNew__c: 'times of the candidate',
  DaysInUncontacted__c: 'times of the candidate',
  DaysInContacted__c: 'times of the candidate',
  FiscalYear__c: 'follows from the day of registration',
  HalfYearKey__c: 'follows from the day of registration',
  OfficeTarget__c: 'a target of candidates; the case finds that of cases',
  OwnerTarget__c: 'a target of candidates; the case finds that of cases',
  RequiredRate__c: 'rates of the candidate’s own items',
  RecommendedRate__c: 'rates of the candidate’s own items',
  TextLength__c: 'rates of the candidate’s own items'
};
const TARGETS: ConvertTarget[] = ['Account', 'Contact', 'Opportunity'];

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
});

after(() => {
  closeOrg(office.org);
});

const customPairs = (target: ConvertTarget): { from: string; to: string }[] =>
  mappingTo(office.org.catalog, target)
    .filter(({ from }) => from.custom)
    .map(({ from, to }) => ({ from: from.name, to: to.name }));

/** Standard fields of the candidate’s page; the conversion’s own mapping takes them along. */
const STANDARD = {
  LastName: '見本',
  FirstName: '太郎',
  Company: '架空の企業',
  LeadSource: 'Web（HP、SNS）',
  Industry: '建設業',
  NumberOfEmployees: 48,
  Title: '開発部長',
  Email: 'info@kakuu.example.com',
  Phone: '000-0000-0000',
  MobilePhone: '000-0000-0001',
  Website: 'https://kakuu.example.com',
  Country: '日本',
  PostalCode: '000-0001',
  State: '長野県',
  City: '見本市',
  Street: '見本町1-1'
};

/** What is mapped of a fully filled candidate: standard fields and custom ones. */
const allPairs = (target: ConvertTarget): { from: FieldDef; to: FieldDef }[] =>
  mappingTo(office.org.catalog, target).filter(({ from }) => from.custom || from.name in STANDARD);

/** A value for every field that a person may type on a candidate. */
function filled(): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of sourceFiles('field').filter((each) => each.object === 'Lead' && elements(each.root, 'formula').length === 0)) {
    const type = text(field.root, 'type');
    const choices = office.org.catalog.objects.get('Lead')?.fields.get(field.name)?.picklist?.values ?? [];
    if (type === 'Number' || type === 'Percent') values[field.name] = 7;
    else if (type === 'Date') values[field.name] = '2026-10-01';
    else if (type === 'Checkbox') values[field.name] = true;
    else if (type === 'MultiselectPicklist') values[field.name] = `${choices[0]?.value};${choices[1]?.value}`;
    else if (type === 'Picklist') values[field.name] = choices[0]?.value;
    else if (type !== 'Lookup') values[field.name] = `架空の${text(field.root, 'label')}`.slice(0, 10);
  }
  return {
    ...values,
    ...STANDARD,
    Status: '連絡済み',
    CorporateNumber__c: '7000012050002'
  };
}

function candidate(values: Record<string, unknown> = {}): string {
  office.assign('DataMigration');
  const id = office.created('Lead', { ...filled(), ...values });
  office.unassign('DataMigration');
  return id;
}

function convert(leadId: string, more: Partial<LeadConvert> = {}): ConvertResult {
  const [result] = convertLeads(office.org, office.userId, [{ leadId, convertedStatus: '取引開始済み', ...more }]);
  assert.ok(result);
  return result;
}

function converted(leadId: string, more: Partial<LeadConvert> = {}): Record<ConvertTarget, Record<string, unknown>> {
  const { accountId, contactId, opportunityId, errors } = convert(leadId, more);
  assert.deepEqual(errors, []);
  const read = (object: string, id: string | null): Record<string, unknown> => readRecord(office.org, object, id ?? '') ?? {};
  return { Account: read('Account', accountId), Contact: read('Contact', contactId), Opportunity: read('Opportunity', opportunityId) };
}

/** The fields a conversion refuses at, sorted. */
const refusedAt = (leadId: string): string[] =>
  convert(leadId)
    .errors.flatMap((error) => error.fields)
    .sort();

test('every field of a candidate is mapped, follows from others, or is left behind for a reason', () => {
  const mapped = new Set(TARGETS.flatMap((target) => customPairs(target).map(({ from }) => from)));
  const formulas = sourceFiles('field').filter((field) => field.object === 'Lead' && elements(field.root, 'formula').length > 0);
  for (const field of sourceFiles('field').filter((each) => each.object === 'Lead')) {
    const ways = [mapped.has(field.name), formulas.includes(field), field.name in NOT_MAPPED].filter(Boolean).length;
    assert.equal(ways, 1, `${field.name} is mapped, a formula or listed, and only one of them`);
  }
  const names = new Set(
    sourceFiles('field')
      .filter((field) => field.object === 'Lead')
      .map((field) => field.name)
  );
  for (const name of Object.keys(NOT_MAPPED)) assert.ok(names.has(name), `${name} does not exist any more`);
});

test('a fully filled candidate becomes a new company, a person and a case without losing a value', () => {
  const id = candidate();
  const lead: Record<string, unknown> = readRecord(office.org, 'Lead', id) ?? {};
  const made = converted(id);
  for (const target of TARGETS) {
    const pairs = allPairs(target);
    assert.ok(pairs.length > 0, target);
    for (const { from, to } of pairs) {
      assert.notEqual(lead[from.name] ?? null, null, from.name);
      assert.deepEqual(made[target][to.name], lead[from.name], `${from.name} → ${target}.${to.name}`);
    }
  }
  assert.equal(made.Opportunity.StageName, '事前準備');
  assert.equal(made.Account.Name, STANDARD.Company);
  const after: Record<string, unknown> = readRecord(office.org, 'Lead', id) ?? {};
  assert.equal(after.Status, '取引開始済み');
  // The last status ends with the conversion: its days are counted on.
  assert.ok(Number(after.DaysInContacted__c) > Number(lead.DaysInContacted__c));
  assert.ok(String(after.StatusStartedOn__c) > String(lead.StatusStartedOn__c));
  for (const name of Object.keys(NOT_MAPPED))
    if (!['DaysInContacted__c', 'StatusStartedOn__c'].includes(name)) assert.deepEqual(after[name], lead[name], `${name} stays readable`);
  const log = office.org.db.prepare('SELECT "ToPhase__c", "Reason__c" FROM "PhaseLog__c" WHERE "Candidate__c" = ?').all(id);
  assert.deepEqual(
    log.map((row) => [row.ToPhase__c, row.Reason__c]),
    [['取引開始済み', 'アポ承諾']]
  );
});

test('an existing company keeps what it has and gets only its blanks filled', () => {
  const company = office.created('Account', { Name: '登録済みの企業', Capital__c: 5, TradeStructure__c: '混在' });
  const made = converted(candidate({ CorporateNumber__c: '4000012090001' }), { accountId: company });
  assert.equal(made.Account.Capital__c, 5);
  assert.equal(made.Account.Name, '登録済みの企業');
  assert.equal(made.Account.CorporateNumber__c, '4000012090001');
  assert.equal(made.Opportunity.AccountId, company);
});

/** Another value than the candidate’s own, for every field that a mapping writes. */
function otherValue(field: FieldDef): unknown {
  switch (field.type) {
    case 'picklist':
      return field.picklist?.values.at(-1)?.value;
    case 'boolean':
      return false;
    case 'date':
      return '2001-01-01';
    case 'int':
    case 'double':
      return 1;
    case 'email':
      return 'other@kakuu.example.com';
    case 'url':
      return 'https://other.example.com';
    default:
      return field.name === 'CorporateNumber__c' ? '6999901000101' : '別の値';
  }
}

test('what a registered company and a known person keep of their own stays readable on the case, field by field', () => {
  // A dependent picklist takes only what fits its controlling field: both come from the candidate.
  const depend = new Set(
    TARGETS.flatMap((target) =>
      allPairs(target).flatMap(({ to }) => (to.picklist?.controllingField ? [to.name, to.picklist.controllingField] : []))
    )
  );
  const own = (target: ConvertTarget): Record<string, unknown> =>
    Object.fromEntries(allPairs(target).flatMap(({ to }) => (depend.has(to.name) ? [] : [[to.name, otherValue(to)]])));
  office.assign('DataMigration');
  const accountId = office.created('Account', { ...own('Account'), Name: '登録済みの企業' });
  const contactId = office.created('Contact', { ...own('Contact'), AccountId: accountId });
  office.unassign('DataMigration');
  const before = { Account: office.row('Account', accountId), Contact: office.row('Contact', contactId) };

  const id = candidate({ CorporateNumber__c: '4000012090001' });
  const lead: Record<string, unknown> = readRecord(office.org, 'Lead', id) ?? {};
  const made = converted(id, { accountId, contactId });
  assert.equal(made.Opportunity.Candidate__c, id);
  const lines = String(made.Opportunity.CandidateInformation__c).split('\n');
  for (const target of TARGETS) {
    for (const { from, to } of allPairs(target)) {
      if (target !== 'Opportunity' && !depend.has(to.name))
        assert.equal(office.row(target, String(made[target].Id))[to.name], before[target][to.name], `${target}.${to.name} stays`);
      const value = lead[from.name] as string | number | boolean;
      // The mark is the same on all; names and addresses share a line.
      if (from.type === 'boolean') continue;
      const type = { date: 'Date', datetime: 'DateTime' }[from.type as string] ?? 'Text';
      const isPart = ['LastName', 'FirstName', 'Street', 'City', 'State', 'PostalCode', 'Country'].includes(from.name);
      const shown = displayText(value, type);
      assert.ok(
        lines.some((line) => (isPart ? /^(氏名|住所)：/.test(line) && line.includes(shown) : line === `${from.label}：${shown}`)),
        `${from.name}: ${from.label}：${shown}`
      );
    }
  }
  for (const name of ['VisitPriority__c', 'SupportNeed__c', 'ReformMotivation__c'])
    assert.ok(
      lines.some((line) => line.endsWith(`：${String(lead[name])}`)),
      name
    );
});

test('a company of another industry refuses the candidate’s 業種（中分類） at its field, and nothing is made', () => {
  const accountId = office.created('Account', { Name: '登録済みの企業', Industry: '製造業' });
  const id = candidate({ CorporateNumber__c: null });
  const { errors, opportunityId } = convert(id, { accountId });
  assert.deepEqual(
    errors.map((error) => [error.object, error.fields]),
    [['Account', ['IndustryMiddle__c']]]
  );
  assert.equal(opportunityId, null);
  assert.deepEqual(office.refused('Lead', id, { Industry: '製造業', IndustryMiddle__c: null }), []);
  converted(id, { accountId });
});

test('a new company gets the same lines, and texts of any length never stop a conversion', () => {
  const long = '長'.repeat(32768);
  const id = candidate({ CorporateNumber__c: null, BusinessDescription__c: long, ReferenceNote__c: long });
  const { Opportunity, Account } = converted(id);
  const information = String(Opportunity.CandidateInformation__c);
  assert.match(information, /^【企業・団体】\n企業名：架空の企業\n/);
  assert.equal(information.length, 32000);
  assert.deepEqual([Account.BusinessDescription__c, Opportunity.ReferenceNote__c], [long, long]);
});

test('the log of a candidate belongs to its case as well, the row of the conversion included', () => {
  const id = candidate({ CorporateNumber__c: null, Status: '未連絡' });
  assert.deepEqual(office.refused('Lead', id, { Status: '連絡済み', DecisionReason__c: 'その他' }), []);
  const { Opportunity } = converted(id);
  assert.deepEqual(
    office.rows('PhaseLog__c', 'Candidate__c', id).map((row) => [row.FromPhase__c, row.ToPhase__c, row.Case__c]),
    [
      ['未連絡', '連絡済み', Opportunity.Id],
      ['連絡済み', '取引開始済み', Opportunity.Id]
    ]
  );
});

test('an import that converts brings its own log, and the case knows its candidate still', () => {
  office.assign('DataMigration');
  const id = office.created('Lead', { ...filled(), CorporateNumber__c: null });
  office.created('PhaseLog__c', { Candidate__c: id, FromPhase__c: '未連絡', ToPhase__c: '連絡済み' });
  const { Opportunity } = converted(id);
  office.unassign('DataMigration');
  assert.equal(Opportunity.Candidate__c, id);
  assert.deepEqual(
    office.rows('PhaseLog__c', 'Candidate__c', id).map((row) => [row.ToPhase__c, row.Case__c]),
    [['連絡済み', Opportunity.Id]]
  );
});

test('the case starts in 事前準備, named after company, year and type of visit, for half a year from the planned visit', () => {
  for (const migrates of [false, true]) {
    office.moveTo('2027-03-31T15:00:00Z');
    const planned = candidate({
      CorporateNumber__c: null,
      Company: '架空の製作所',
      VisitType__c: 'その他',
      PlannedVisitDate__c: '2027-05-20'
    });
    const open = candidate({ CorporateNumber__c: null, Company: '架空の製作所', VisitType__c: null, PlannedVisitDate__c: null });
    if (migrates) office.assign('DataMigration');
    assert.deepEqual(
      [planned, open].map((id) => {
        const { Opportunity } = converted(id, { opportunityName: '仮の名前' });
        return [Opportunity.Name, Opportunity.StageName, Opportunity.CloseDate, Opportunity.FiscalYear__c, Opportunity.FromCandidate__c];
      }),
      [
        ['架空の製作所／R9／その他', '事前準備', '2027-11-20', 'R9', true],
        ['架空の製作所／R9', '事前準備', '2027-10-01', 'R9', true]
      ]
    );
    office.unassign('DataMigration');
  }
});

test('a conversion without a case leaves the log with the candidate', () => {
  const id = candidate({ CorporateNumber__c: null });
  assert.deepEqual(convert(id, { doNotCreateOpportunity: true }).errors, []);
  assert.deepEqual(
    office.rows('PhaseLog__c', 'Candidate__c', id).map((row) => [row.ToPhase__c, row.Case__c]),
    [['取引開始済み', null]]
  );
});

test('no candidate becomes a case without an accepted appointment, with the placeholder name or from the queue', () => {
  const number = { CorporateNumber__c: null };
  assert.deepEqual(refusedAt(candidate({ ...number, AppointmentAcceptedDate__c: null })), ['AppointmentAcceptedDate__c']);
  assert.deepEqual(refusedAt(candidate({ ...number, LastName: '（氏名未確認）' })), ['LastName']);
  const early = candidate({ ...number, Status: '新規', FirstContactDate__c: null, AppointmentAcceptedDate__c: null });
  assert.deepEqual(refusedAt(early), ['AppointmentAcceptedDate__c', 'FirstContactDate__c']);
  assert.equal(readRecord(office.org, 'Lead', early)?.IsConverted, false);
});

test('a conversion asks for no 判断理由, since the appointment is the reason', () => {
  converted(candidate({ CorporateNumber__c: null, DecisionReason__c: null }));
});

test('a company number that exists already stops the conversion, and nothing is made', () => {
  office.created('Account', { Name: '同じ番号の企業', CorporateNumber__c: '1180301018771' });
  const count = (): unknown => office.org.db.prepare('SELECT COUNT(*) AS n FROM "Opportunity"').get()?.n;
  const before = count();
  const { errors } = convert(candidate({ CorporateNumber__c: '1180301018771' }));
  assert.deepEqual(
    errors.map((error) => [error.object, error.statusCode, error.fields]),
    [['Account', 'DUPLICATE_VALUE', ['CorporateNumber__c']]]
  );
  assert.equal(count(), before);
});

test('a converted candidate stays as it was, for those who may see it', () => {
  const id = candidate({ CorporateNumber__c: null });
  converted(id);
  const { errors } = office.saveOne({ operation: 'update', object: 'Lead', id, values: { Department__c: '別の部署' } });
  assert.deepEqual(
    errors.map((error) => error.message),
    ['この支援先候補は案件になったので変えられません。続きは案件と企業に書いてください。']
  );
});
