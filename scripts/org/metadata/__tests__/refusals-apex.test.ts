/** What Apex says: each of these is refused at its place, in the compiler's words, and correct code of the same shape is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bracketError } from '../checks/apex.ts';
import { widgetFiles, xml } from './fixtures.ts';
import { problemsOf } from './helpers.ts';

const META = xml('ApexClass', '<apiVersion>66.0</apiVersion><status>Active</status>');

function found(body: string, more: Record<string, string> = {}): string[] {
  const files = { ...widgetFiles(), 'classes/Tried.cls': body, 'classes/Tried.cls-meta.xml': META, ...more };
  return problemsOf(files).map(({ fullName, lineNumber, columnNumber, problem }) => {
    assert.equal(fullName, 'Tried', problem);
    return `${lineNumber ?? 0}:${columnNumber ?? 0} ${problem ?? ''}`;
  });
}

const inMethod = (statements: string): string => `public class Tried {\n  public static void run() {\n    ${statements}\n  }\n}\n`;
const HINT = "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.";

test('takes queries with aliases, functions, inner queries and polymorphic lookups, labels and custom names that exist', () => {
  const code = inMethod(
    [
      'String key = System.Label.Widget_Heading;',
      'List<Widget__c> rows = [SELECT Id, w.Name, toLabel(Size__c), CreatedBy.Name FROM Widget__c w WHERE Price__c > :key.length() ORDER BY Price__c];',
      'AggregateResult[] sums = [SELECT Size__c size, COUNT(Id) n FROM Widget__c GROUP BY Size__c HAVING COUNT(Id) > 1 ORDER BY COUNT(Id)];',
      'List<Account> companies = [SELECT Id, (SELECT Id, LastName FROM Contacts) FROM Account WHERE Id IN (SELECT AccountId FROM Contact)];',
      'List<Task> tasks = [SELECT Id, What.Name, TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Task];',
      'rows[0].Price__c = 1; Widget__c one = new Widget__c(Price__c = 2); Object field = Widget__c.Price__c; Helper.go();'
    ].join('\n    ')
  );
  const helper = { 'classes/Helper.cls': 'public class Helper { public static void go() {} }', 'classes/Helper.cls-meta.xml': META };
  assert.deepEqual(found(code, helper), []);
});

test('refuses what does not parse, with the place', () => {
  assert.deepEqual(found(inMethod('Integer a = 1 return;')), ["3:19 Unexpected token 'return'."]);
});

for (const [name, body, refusal] of [
  ['a bracket that does not close', inMethod('if (true {'), "3:14 Missing ')' at '{'"],
  ['a misspelt head, though no name can be read', 'public clas Tried {}', "1:8 Unexpected token 'clas'."],
  ['a string that does not close', inMethod("String s = 'a;"), "3:16 Missing closing quote character ' on string."]
] as const)
  test(`tells one finding of ${name}`, () => {
    assert.deepEqual(found(body), [refusal]);
  });

test('takes strings of several lines with quotes and brackets in them', () => {
  assert.deepEqual(found(inMethod("String s = '''\n it's { so\n''';")), []);
});

test('tells brackets, strings and comments that do not close where no parser is', () => {
  assert.deepEqual(bracketError("class A {\n  void b() { String s = '}'; /* { */ }\n"), {
    message: "Missing '}' for '{'",
    line: 1,
    column: 9
  });
  assert.deepEqual(bracketError('class A { /* }'), { message: 'Comment does not end', line: 1, column: 11 });
  assert.deepEqual(bracketError("class A { String s = 'a;\n'; }"), {
    message: 'Illegal string literal: line breaks are not allowed in string literals',
    line: 1,
    column: 22
  });
  assert.equal(bracketError("class A { String s = '''\n it's {\n'''; }"), undefined);
});

for (const [name, statement, refusal] of [
  [
    'a column of a query',
    'Object r = [SELECT Weight__c FROM Widget__c];',
    `3:24 No such column 'Weight__c' on entity 'Widget__c'. ${HINT}`
  ],
  [
    'a misspelt standard column',
    'Object r = [SELECT Id FROM Lead WHERE Stats = null];',
    '3:43 not supported: column Stats of Lead in Apex'
  ],
  ['a misspelt standard relationship', 'Object r = [SELECT Ownr.Name FROM Lead];', '3:24 not supported: relationship Ownr of Lead in Apex'],
  [
    'a relationship of a query',
    'Object r = [SELECT Gadget__r.Name FROM Widget__c];',
    "3:24 Didn't understand relationship 'Gadget__r' in field path."
  ],
  ['an object of a query', 'Object r = [SELECT Id FROM Gadget__c];', "3:32 sObject type 'Gadget__c' is not supported."],
  [
    'an inner query',
    'Object r = [SELECT Id, (SELECT Id FROM Gadgets__r) FROM Account];',
    "3:44 Didn't understand relationship 'Gadgets__r' in FROM part of query call."
  ],
  ['a custom object', 'Gadget__c g;', '3:5 Invalid type: Gadget__c'],
  ['a custom field', 'Object f = Widget__c.Weight__c;', '3:26 Variable does not exist: Weight__c'],
  ['a field of a new record', 'Object w = new Widget__c(Weight__c = 1);', '3:30 Variable does not exist: Weight__c'],
  ['a label', 'String s = Label.Widget_Title;', '3:22 External string does not exist: Widget_Title'],
  [
    "a method of the org's own class",
    'WidgetController.missing();',
    '3:22 Method does not exist or incorrect signature: missing from the type WidgetController'
  ]
] as const)
  test(`refuses ${name} that is not there`, () => {
    assert.deepEqual(found(inMethod(statement)), [refusal]);
  });

test('takes reasons of sharing for no fields', () => {
  assert.deepEqual(
    found(inMethod('Object reason = Schema.Widget__Share.RowCause.Given_Out__c;')).filter((each) => each.includes('Given_Out')),
    []
  );
});
