/** 企業・団体名 and 企業担当者: what must stay unique and what follows from what was typed, in the embedded org. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { runSoql } from '../org/query/soql.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
});

after(() => {
  closeOrg(office.org);
});

test('two companies cannot have one 法人番号, and the refusal stands at the field', () => {
  office.created('Account', { Name: '架空の企業', CorporateNumber__c: '7000012050002' });
  const { errors } = office.saveOne({
    operation: 'insert',
    object: 'Account',
    values: { Name: '同じ番号の企業', CorporateNumber__c: '7000012050002' }
  });
  assert.deepEqual(
    errors.map((error) => [error.statusCode, error.fields]),
    [['DUPLICATE_VALUE', ['CorporateNumber__c']]]
  );
});

test('companies without a 法人番号 live beside each other, and a wrong number is refused', () => {
  const id = office.created('Account', { Name: '架空の任意団体' });
  office.created('Account', { Name: '別の任意団体' });
  assert.deepEqual(office.refused('Account', id, { CorporateNumber__c: '7000012050003' }), ['CorporateNumber__c']);
});

test('知財担当責任者 of the company is named on its cases', () => {
  const company = office.created('Account', { Name: '架空の企業' });
  const person = office.created('Contact', { AccountId: company, LastName: '見本', FirstName: '太郎' });
  const one = office.created('Opportunity', { Name: '架空の案件', AccountId: company, StageName: '事前準備', CloseDate: '2027-03-31' });
  const named = (): unknown =>
    (
      runSoql(office.org, office.userId, `SELECT IpManagerName__c FROM Opportunity WHERE Id = '${one}'`).records[0] as Record<
        string,
        unknown
      >
    ).IpManagerName__c;
  assert.equal(named(), null);
  assert.deepEqual(office.refused('Account', company, { IpManager__c: person }), []);
  assert.equal(named(), '見本 太郎');
});

test('知財担当責任者 is a person of the company itself', () => {
  const company = office.created('Account', { Name: '架空の企業' });
  const other = office.created('Account', { Name: '別の企業' });
  const stranger = office.created('Contact', { AccountId: other, LastName: '別' });
  assert.deepEqual(office.refused('Account', company, { IpManager__c: stranger }), ['IpManager__c']);
  assert.deepEqual(office.refused('Account', other, { IpManager__c: stranger }), []);
});

test('the registered rights at home are the sum of the four kinds, blanks counted as none', () => {
  const id = office.created('Account', { Name: '架空の企業', PatentRegistrations__c: 1, TrademarkRegistrations__c: 2 });
  const { records } = runSoql(office.org, office.userId, `SELECT DomesticRights__c FROM Account WHERE Id = '${id}'`);
  assert.equal((records[0] as Record<string, unknown>).DomesticRights__c, 3);
});

test('candidates of a company that is registered already are found from the company', () => {
  const company = office.created('Account', { Name: '架空の企業' });
  const candidate = office.created('Lead', { LastName: '架空', Company: '架空の企業', RegisteredCompany__c: company });
  const { records } = runSoql(office.org, office.userId, `SELECT (SELECT Id FROM Candidates__r) FROM Account WHERE Id = '${company}'`);
  const related = (records[0] as { Candidates__r: { records: { Id: string }[] } }).Candidates__r.records;
  assert.deepEqual(
    related.map((record) => record.Id),
    [candidate]
  );
});
