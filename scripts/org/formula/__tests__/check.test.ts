import assert from 'node:assert/strict';
import { test } from 'node:test';
import { widgetOrg } from '../../records/__tests__/fixtures.ts';
import { checkFormula, type FormulaUsage } from '../formula.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

const { catalog } = widgetOrg({
  files: {
    'objects/Gear__mdt.object': `<CustomObject ${NS}><fields><fullName>Rank__c</fullName><fieldManageability>DeveloperControlled</fieldManageability><label>Rank</label><precision>2</precision><scale>0</scale><type>Number</type></fields><label>Gear</label><pluralLabel>Gears</pluralLabel><visibility>Public</visibility></CustomObject>`,
    'customMetadata/Gear.Main.md': `<CustomMetadata ${NS} ${XSI}><label>Main</label><protected>false</protected><values><field>Rank__c</field><value xsi:type="xsd:double">2.0</value></values></CustomMetadata>`,
    'customPermissions/Skip_Rules.customPermission': `<CustomPermission ${NS}><isLicensed>false</isLicensed><label>Skip Rules</label></CustomPermission>`,
    'labels/CustomLabels.labels': `<CustomLabels ${NS}><labels><fullName>Hello</fullName><language>ja</language><protected>false</protected><shortDescription>Hello</shortDescription><value>こんにちは</value></labels></CustomLabels>`
  }
});

const problems = (formula: string, type = 'Checkbox', usage: FormulaUsage = 'rule', object = 'Widget__c'): string[] =>
  checkFormula(catalog, object, formula, type, usage).map((problem) => problem.message);

test('accepts the formulas that packages of this kind write', () => {
  const rules = [
    'AND(NOT($Permission.Skip_Rules), ISCHANGED(Color__c), $CustomMetadata.Gear__mdt.Main.Rank__c > 0, CASE(Color__c, "Red", 1, "Green", 2, 0) >= $CustomMetadata.Gear__mdt.Main.Rank__c, CASE(PRIORVALUE(Color__c), "Red", 1, 0) < 2, ISBLANK(Notes__c))',
    'ISNEW() && NOT(ISPICKVAL(Color__c, "Red"))',
    'ISBLANK(TEXT(Color__c)) || TEXT(Color__c) = "Green"',
    'NOT(INCLUDES(Tags__c, "A")) && ISBLANK(Tags__c)',
    'Due__c < TODAY() - 30',
    'Account__r.Name = $User.LastName & $Label.Hello',
    'ISPICKVAL(PRIORVALUE(Color__c), "Old")',
    'LEN(Code__c) <> 5 /* 五文字 */',
    'Ready__c',
    'IF(Ready__c, Count__c, NULL) > Double__c',
    '$Profile.Name <> "x" && $Organization.Name <> "y"',
    'ISPICKVAL(Color__c, "")'
  ];
  for (const rule of rules) assert.deepEqual(problems(rule), [], rule);
  assert.deepEqual(
    problems('ISPICKVAL(StageName, "Prospecting") && Owner.IsActive && Account.Industry = NULL', 'Checkbox', 'rule', 'Opportunity').length,
    1
  );
  assert.deepEqual(problems('ISPICKVAL(StageName, "Prospecting") && Owner.IsActive', 'Checkbox', 'rule', 'Opportunity'), []);
  assert.deepEqual(problems('Owner:Queue.DeveloperName = "x" || Owner:User.IsActive', 'Checkbox', 'rule', 'Lead'), []);
});

test('refuses what an org refuses, in its words', () => {
  const rows: [formula: string, message: RegExp, type?: string, usage?: FormulaUsage][] = [
    ['AND(Ready__c', /構文エラー/],
    ['NOSUCH(Ready__c)', /不明な関数NOSUCH/],
    ['Nothing__c = 1', /項目Nothing__cは存在しません/],
    ['Account__r.Nothing = "x"', /項目Account__r\.Nothingは存在しません/],
    ['Nobody__r.Name = "x"', /項目Nobody__r\.Nameは存在しません/],
    ['Color__c = "Red"', /項目Color__cは選択リスト項目です/],
    ['ISBLANK(Color__c)', /項目Color__cは選択リスト項目です/],
    ['Tags__c = "A"', /項目Tags__cは複数選択リスト項目です/],
    ['ISPICKVAL(Tags__c, "A")', /項目Tags__cは複数選択リスト項目です/],
    ['INCLUDES(Color__c, "Red")', /項目Color__cは選択リスト項目です/],
    ['ISPICKVAL(Color__c, "Blue")', /値「Blue」はありません/],
    ['ISPICKVAL(PRIORVALUE(Color__c), "Blue")', /値「Blue」はありません/],
    ['CASE(Color__c, "Red", 1, "Blue", 2, 0) = 1', /値「Blue」はありません/],
    ['CASE(TEXT(Color__c), "Blue", 1, 0) = 1', /値「Blue」はありません/],
    ['TEXT(Color__c) = "Blue"', /値「Blue」はありません/],
    ['INCLUDES(Tags__c, "Z")', /関数 INCLUDES\(\) のパラメータが不正です/],
    ['INCLUDES(Tags__c, "")', /関数 INCLUDES\(\) のパラメータが不正です/],
    ['ISPICKVAL(Color__c, Code__c)', /ISPICKVAL\(\)' のパラメータが間違っています/],
    ['$Permission.Nothing', /項目\$Permission\.Nothingは存在しません/],
    ['$CustomMetadata.Gear__mdt.Other.Rank__c > 1', /は存在しません/],
    ['$CustomMetadata.Gear__mdt.Main.Nothing__c > 1', /は存在しません/],
    ['$Label.Nothing = "x"', /は存在しません/],
    ['$Setup.Thing__c.X__c = 1', /not supported: \$Setup/],
    ['Count__c', /データ型 \(数値\) で、期待されるデータ型 \(Boolean\)/],
    ['Code__c', /データ型 \(テキスト\) で、期待されるデータ型 \(数値\)/, 'Number'],
    ['Count__c = "1"', /演算子 '=' のパラメータ種別が間違っています/],
    ['Code__c & Count__c = "1"', /演算子 '&' のパラメータ種別が間違っています/],
    ['Due__c + Due__c = 1', /演算子 '\+' のパラメータ種別が間違っています/],
    ['AND(Count__c, TRUE)', /関数 'AND\(\)' のパラメータ種別が間違っています/],
    ['LEN(Count__c) = 1', /関数 'LEN\(\)' のパラメータ種別が間違っています/],
    ['LEN(Code__c, 1) = 1', /パラメータの数が間違っています。期待1、受信2/],
    ['IF(Ready__c, 1) = 1', /パラメータの数が間違っています。期待3、受信2/],
    ['IF(Ready__c, 1, "a") = 1', /関数 'IF\(\)' のパラメータ種別が間違っています/],
    ['CASE(Color__c, "Red", TRUE, FALSE)', /関数 'CASE\(\)' の引数の型が間違っています/],
    ['CASE(Color__c, "Red", 1, "Green", 2) = 1', /パラメータの数が間違っています/],
    ['ISCHANGED(Account__r.Name)', /関数ISCHANGEDは、項目Account__r\.Nameを参照できません/],
    ['ISCHANGED("x")', /引数の型が間違っています/],
    ['ISCHANGED(Code__c)', /関数ISCHANGEDは、この種類の数式では使用できません/, 'Checkbox', 'field'],
    ['LEN(Notes__c)', /ロングテキストエリア/, 'Number', 'field'],
    ['REGEX(Code__c, "x")', /関数REGEXは、この種類の数式では使用できません/, 'Checkbox', 'field'],
    ['Count__c + 1', /項目Count__cは存在しません/, 'Number', 'defaultValue']
  ];
  for (const [formula, message, type, usage] of rows) {
    const [first] = problems(formula, type, usage);
    assert.match(first ?? 'no problem', message, formula);
  }
});

test('refuses an owner path that does not say whether it means a user or a queue', () => {
  assert.match(problems('Owner.Name = "x"', 'Checkbox', 'rule', 'Lead')[0] ?? '', /項目Owner\.Nameは存在しません/);
});

test('takes result types in the words of metadata and of describe', () => {
  for (const type of ['Number', 'currency', 'Percent', 'double']) assert.deepEqual(problems('Count__c * 2', type), [], type);
  for (const type of ['Text', 'string']) assert.deepEqual(problems('"a" & Code__c', type), [], type);
  for (const type of ['Date', 'date']) assert.deepEqual(problems('TODAY()', type, 'defaultValue'), [], type);
  assert.deepEqual(problems('NOW()', 'DateTime'), []);
});

test('tells the place of the problem', () => {
  assert.deepEqual(checkFormula(catalog, 'Widget__c', 'Ready__c && Nothing__c', 'Checkbox')[0]?.offset, 12);
});
