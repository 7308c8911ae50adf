import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ApiError } from '../../http/router.ts';
import { ADMIN_USER_ID } from '../../identity.ts';
import type { Org } from '../../org.ts';
import { runSoql, soqlColumns } from '../soql.ts';
import { addRow, widgetOrg } from './widgets.ts';

let org: Org;
const ids: Record<string, string> = {};

before(() => {
  org = widgetOrg();
  ids.acme = addRow(org, 'Account', { Name: 'Acme', BillingCity: '千代田区', BillingState: '東京都' });
  const widget = (key: string, values: Parameters<typeof addRow>[2]): void => {
    ids[key] = addRow(org, 'Widget__c', { Name: key, ...values });
  };
  widget('anvil', {
    Size__c: 10,
    Kind__c: 'Alpha',
    Colors__c: 'Red;Blue',
    Made__c: '2026-03-31',
    SoldAt__c: '2026-03-31T14:59:59.999Z',
    Active__c: true,
    Code__c: 'A-1',
    Account__c: ids.acme,
    Notes__c: 'heavy'
  });
  widget('bolt', {
    Size__c: 2.5,
    Kind__c: 'Zeta',
    Colors__c: 'Blue',
    Made__c: '2026-04-01',
    SoldAt__c: '2026-03-31T15:00:00.000Z',
    Active__c: false,
    Code__c: 'B_1',
    Parent__c: ids.anvil
  });
  widget('Crank', {
    Size__c: 10,
    Kind__c: 'Alpha',
    Colors__c: 'Green;Red',
    Made__c: '2026-04-02',
    Active__c: true,
    Code__c: 'B%1',
    Parent__c: ids.bolt,
    Account__c: ids.acme
  });
  widget('dowel', { Code__c: 'B\\1' });
  addRow(org, 'Gadget__c', { Name: 'g1', Weight__c: 1, Widget__c: ids.anvil });
  addRow(org, 'Gadget__c', { Name: 'g2', Weight__c: 2, Widget__c: ids.anvil });
  addRow(org, 'Gadget__c', { Name: 'g3', Weight__c: 3, Widget__c: ids.bolt });
  addRow(org, 'Gadget__c', { Name: 'loose', Weight__c: 4 });
});

const run = (text: string) => runSoql(org, ADMIN_USER_ID, text);

/** Names that a condition finds, in order of name. */
const names = (where: string): string =>
  run(`SELECT Name FROM Widget__c WHERE ${where} ORDER BY Name`)
    .records.map((record) => String(record.Name))
    .join(' ');

/** Runs a query that must be refused. */
function refusal(text: string): ApiError {
  try {
    run(text);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: `not refused: ${text}` });
}

test('records answer in canonical names whatever the case of the query', () => {
  const { records, totalSize, done } = run("select ID, name, account__R.name from widget__C where NAME = 'anvil'");
  assert.equal(totalSize, 1);
  assert.equal(done, true);
  assert.deepEqual(records, [
    {
      attributes: { type: 'Widget__c', url: `/services/data/v66.0/sobjects/Widget__c/${ids.anvil}` },
      Id: ids.anvil,
      Name: 'anvil',
      Account__r: { attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${ids.acme}` }, Name: 'Acme' }
    }
  ]);
});

test('a missing parent is null, and paths of several steps nest', () => {
  const [crank, anvil] = run(
    "SELECT Parent__r.Parent__r.Name, Parent__r.Name, Account__r.Owner.Username FROM Widget__c WHERE Name IN ('Crank', 'anvil') ORDER BY Name DESC"
  ).records as { Parent__r: { Name: string; Parent__r: { Name: string } } | null; Account__r: unknown }[];
  assert.equal(crank.Parent__r?.Name, 'bolt');
  assert.equal(crank.Parent__r?.Parent__r.Name, 'anvil');
  assert.equal(anvil.Parent__r, null);
  assert.deepEqual((anvil.Account__r as { Owner: { Username: string } }).Owner.Username, 'dev@local.example');
});

test('a polymorphic reference names the object it points to', () => {
  const task = addRow(org, 'Task', { Subject: 'call', WhatId: ids.acme });
  const [record] = run(`SELECT What.Name, What.Type, Owner.Type, Who.Name FROM Task WHERE Id = '${task}'`).records as Record<
    string,
    { attributes: { type: string }; Name: string; Type: string } | null
  >[];
  assert.deepEqual([record.What?.Type, record.What?.Name, record.What?.attributes.type], ['Account', 'Acme', 'Account']);
  assert.equal(record.Owner?.Type, 'User');
  assert.equal(record.Who, null);
  assert.equal(run("SELECT Id FROM Task WHERE What.Type = 'Account' AND What.Name LIKE 'A%'").totalSize, 1);
});

test('aliases of the object may stand before field names, as may its own name', () => {
  assert.equal(run("SELECT w.Name, w.Parent__r.Name FROM Widget__c w WHERE w.Name = 'bolt'").records[0].Name, 'bolt');
  assert.equal(run("SELECT Widget__c.Name FROM Widget__c WHERE Widget__c.Name = 'bolt'").records[0].Name, 'bolt');
});

test('values keep their JSON types, date-times end in +0000, addresses are objects', () => {
  const [record] = run(
    "SELECT Size__c, Active__c, Made__c, SoldAt__c, Double__c, Colors__c, Account__r.BillingAddress FROM Widget__c WHERE Name = 'bolt' OR Name = 'anvil' ORDER BY Name"
  ).records;
  assert.deepEqual(
    { ...record, attributes: undefined, Account__r: undefined },
    {
      attributes: undefined,
      Account__r: undefined,
      Size__c: 10,
      Active__c: true,
      Made__c: '2026-03-31',
      SoldAt__c: '2026-03-31T14:59:59.999+0000',
      Double__c: 20,
      Colors__c: 'Red;Blue'
    }
  );
  const address = (record.Account__r as { BillingAddress: Record<string, unknown> }).BillingAddress;
  assert.equal(address.city, '千代田区');
  assert.equal(address.state, '東京都');
  assert.equal(address.street, null);
});

test('sub-queries answer the children of each parent, null where there are none', () => {
  const { records } = run(
    'SELECT Name, (SELECT Name, Widget__r.Name FROM Gadgets__r WHERE Weight__c < 3 ORDER BY Name DESC LIMIT 5) FROM Widget__c ORDER BY Name'
  );
  const anvil = records[0].Gadgets__r as { totalSize: number; done: boolean; records: { Name: string; Widget__r: { Name: string } }[] };
  assert.equal(anvil.totalSize, 2);
  assert.deepEqual(
    anvil.records.map((child) => `${child.Name} of ${child.Widget__r.Name}`),
    ['g2 of anvil', 'g1 of anvil']
  );
  assert.equal(records[1].Gadgets__r, null);
});

test('comparisons ignore the case of text and leave blanks out, except for inequality', () => {
  assert.equal(names("Name = 'ANVIL'"), 'anvil');
  assert.equal(names('Size__c > 2'), 'anvil bolt Crank');
  assert.equal(names('Size__c >= 2.5 AND Size__c < 10'), 'bolt');
  assert.equal(names('Size__c != 10'), 'bolt dowel');
  assert.equal(names('Size__c = null'), 'dowel');
  assert.equal(names('Size__c != null'), 'anvil bolt Crank');
  assert.equal(names("Code__c != ''"), 'anvil bolt Crank dowel');
  assert.equal(names("Account__r.Name != 'Acme'"), 'bolt dowel');
  assert.equal(names('Active__c = false'), 'bolt dowel');
  assert.equal(names('Active__c = TRUE'), 'anvil Crank');
});

test('IN and NOT IN take lists, with null among them', () => {
  assert.equal(names("Name IN ('ANVIL', 'x')"), 'anvil');
  assert.equal(names('Size__c IN (10, null)'), 'anvil Crank dowel');
  assert.equal(names("Kind__c NOT IN ('Alpha')"), 'bolt dowel');
  assert.equal(names(`Id IN ('${ids.bolt.slice(0, 15)}')`), 'bolt');
  assert.equal(names('Made__c IN (TODAY, TOMORROW)'), 'bolt Crank');
});

test('LIKE knows its wildcards and their escapes', () => {
  assert.equal(names("Name LIKE 'A%'"), 'anvil');
  assert.equal(names("Name LIKE '%o_t'"), 'bolt');
  assert.equal(names("NOT Name LIKE '%l%'"), 'Crank');
  assert.equal(names("Code__c LIKE 'B_1'"), 'bolt Crank dowel');
  assert.equal(names("Code__c LIKE 'B\\_1'"), 'bolt');
  assert.equal(names("Code__c LIKE 'B\\%1'"), 'Crank');
  assert.equal(names("Code__c LIKE 'B\\\\%'"), 'dowel');
});

test('INCLUDES joins with semicolons as "and", with commas as "or"', () => {
  assert.equal(names("Colors__c INCLUDES ('Red')"), 'anvil Crank');
  assert.equal(names("Colors__c INCLUDES ('Red;Blue', 'Green')"), 'anvil Crank');
  assert.equal(names("Colors__c INCLUDES ('Blue;Red')"), 'anvil');
  assert.equal(names("Colors__c EXCLUDES ('Red')"), 'bolt dowel');
  assert.equal(names("Colors__c INCLUDES ('Re')"), '');
});

test('semi-joins and anti-joins look into other objects', () => {
  assert.equal(names('Id IN (SELECT Widget__c FROM Gadget__c WHERE Weight__c > 1)'), 'anvil bolt');
  assert.equal(names('Id NOT IN (SELECT Widget__c FROM Gadget__c)'), 'Crank dowel');
  assert.equal(names("Account__c IN (SELECT Id FROM Account WHERE Name = 'Acme')"), 'anvil Crank');
  assert.match(
    refusal("SELECT Id FROM Widget__c WHERE Name = 'x' OR Id IN (SELECT Widget__c FROM Gadget__c)").message,
    /not allowed with the 'OR' operator/
  );
  assert.match(refusal('SELECT Id FROM Widget__c WHERE Name IN (SELECT Widget__c FROM Gadget__c)').message, /should be an id field/);
});

test('date literals and days compare by the Tokyo calendar', () => {
  assert.equal(names('Made__c = TODAY'), 'bolt');
  assert.equal(names('SoldAt__c = TODAY'), 'bolt');
  assert.equal(names('SoldAt__c = YESTERDAY'), 'anvil');
  assert.equal(names('Made__c < TODAY'), 'anvil');
  assert.equal(names('Made__c <= TODAY'), 'anvil bolt');
  assert.equal(names('Made__c > TODAY'), 'Crank');
  assert.equal(names('Made__c >= TODAY'), 'bolt Crank');
  assert.equal(names('Made__c != TODAY'), 'anvil Crank dowel');
  assert.equal(names('Made__c = NEXT_N_DAYS:1'), 'Crank');
  assert.equal(names('Made__c = LAST_N_DAYS:1'), 'anvil bolt');
  assert.equal(names('Made__c = 2026-03-31'), 'anvil');
  assert.equal(names('SoldAt__c < 2026-04-01T00:00:00+09:00'), 'anvil');
  assert.equal(names('SoldAt__c >= 2026-03-31T15:00:00Z'), 'bolt');
});

test('date functions count date-times in UTC, and in the user zone inside convertTimezone', () => {
  assert.equal(names('DAY_IN_MONTH(Made__c) = 31'), 'anvil');
  assert.equal(names('DAY_ONLY(SoldAt__c) = 2026-03-31'), 'anvil bolt');
  assert.equal(names('DAY_ONLY(convertTimezone(SoldAt__c)) = 2026-03-31'), 'anvil');
  assert.equal(names('HOUR_IN_DAY(convertTimezone(SoldAt__c)) = 23'), 'anvil');
  assert.equal(names('CALENDAR_YEAR(Made__c) = 2026 AND CALENDAR_QUARTER(Made__c) = 2 AND CALENDAR_MONTH(Made__c) = 4'), 'bolt Crank');
  assert.equal(names('DAY_IN_WEEK(Made__c) = 3'), 'anvil');
  assert.equal(
    names('DAY_IN_YEAR(Made__c) = 91 AND WEEK_IN_MONTH(Made__c) = 1 AND WEEK_IN_YEAR(Made__c) = 13 AND FISCAL_YEAR(Made__c) = 2026'),
    'bolt'
  );
  assert.match(refusal('SELECT Id FROM Widget__c WHERE HOUR_IN_DAY(Made__c) = 1').message, /does not take the field/);
});

test('NOT binds one condition, and AND does not mix with OR without parentheses', () => {
  assert.equal(names("NOT Name = 'bolt' AND Size__c > 5"), 'anvil Crank');
  assert.equal(names("NOT (Name = 'bolt' OR Size__c = 10)"), 'dowel');
  assert.equal(names("(NOT Size__c = 10) AND (Name = 'bolt' OR Name = 'dowel')"), 'bolt dowel');
  assert.match(refusal("SELECT Id FROM Widget__c WHERE Name = 'a' AND Name = 'b' OR Name = 'c'").message, /unexpected token: 'OR'/);
});

test('blanks sort first unless told otherwise; picklists sort by their order in Setup', () => {
  const order = (clause: string): string =>
    run(`SELECT Name FROM Widget__c ORDER BY ${clause}`)
      .records.map((record) => String(record.Name))
      .join(' ');
  assert.equal(order('Kind__c, Name'), 'dowel bolt anvil Crank');
  assert.equal(order('Kind__c DESC NULLS LAST, Name DESC'), 'Crank anvil bolt dowel');
  assert.equal(order('Size__c DESC, Name'), 'dowel anvil Crank bolt');
  assert.equal(order('Parent__r.Name NULLS LAST, Name'), 'bolt Crank anvil dowel');
  assert.equal(order('Name LIMIT 2 OFFSET 1'), 'bolt Crank');
});

test('COUNT() answers a size without records', () => {
  assert.deepEqual(run('SELECT COUNT() FROM Widget__c WHERE Size__c = 10'), { totalSize: 2, done: true, records: [] });
  assert.equal(run('SELECT COUNT() FROM Widget__c LIMIT 3').totalSize, 3);
});

test('groups come with their aggregates under aliases or expr numbers', () => {
  const { records } = run(
    'SELECT Kind__c, COUNT(Id), SUM(Size__c) total, MAX(Made__c) FROM Widget__c GROUP BY Kind__c HAVING COUNT(Id) > 0 ORDER BY COUNT(Id) DESC, Kind__c'
  );
  assert.deepEqual(records, [
    { attributes: { type: 'AggregateResult' }, Kind__c: 'Alpha', expr0: 2, total: 20, expr1: '2026-04-02' },
    { attributes: { type: 'AggregateResult' }, Kind__c: null, expr0: 1, total: null, expr1: null },
    { attributes: { type: 'AggregateResult' }, Kind__c: 'Zeta', expr0: 1, total: 2.5, expr1: '2026-04-01' }
  ]);
  assert.equal(run('SELECT Kind__c FROM Widget__c GROUP BY Kind__c HAVING NOT COUNT(Id) > 1').totalSize, 2);
  const byMonth = run(
    'SELECT CALENDAR_MONTH(Made__c) m, Account__r.Name, COUNT_DISTINCT(Size__c) n FROM Widget__c WHERE Made__c != null GROUP BY CALENDAR_MONTH(Made__c), Account__r.Name ORDER BY CALENDAR_MONTH(Made__c)'
  ).records;
  assert.deepEqual(
    byMonth.map(({ m, Name, n }) => [m, Name, n]),
    [
      [3, 'Acme', 1],
      [4, null, 1],
      [4, 'Acme', 1]
    ]
  );
  assert.deepEqual(run('SELECT AVG(Size__c), MIN(SoldAt__c) FROM Widget__c').records[0], {
    attributes: { type: 'AggregateResult' },
    expr0: 7.5,
    expr1: '2026-03-31T14:59:59.999+0000'
  });
});

test('toLabel() answers labels and compares by them', () => {
  assert.deepEqual(
    run("SELECT toLabel(Kind__c), toLabel(Colors__c) colors FROM Widget__c WHERE toLabel(Kind__c) = 'ゼータ'").records.map(
      ({ Kind__c, colors }) => [Kind__c, colors]
    ),
    [['ゼータ', '青']]
  );
});

test('custom metadata reads the names of objects and fields through its relationships', () => {
  const { records } = run(
    "SELECT DeveloperName, Object__r.QualifiedApiName, Field__r.QualifiedApiName FROM Spec__mdt WHERE Object__r.QualifiedApiName = 'Gadget__c'"
  );
  assert.equal(records.length, 1);
  assert.equal((records[0].Field__r as { QualifiedApiName: string }).QualifiedApiName, 'Weight__c');
});

test('definitions of objects and fields can be queried', () => {
  assert.deepEqual(run("SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Gadget__c'").totalSize, 1);
  assert.deepEqual(
    run(
      "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Gadget__c' AND QualifiedApiName LIKE '%\\_\\_c' ORDER BY QualifiedApiName"
    ).records.map((record) => record.QualifiedApiName),
    ['Weight__c', 'Widget__c']
  );
});

test('FIELDS() lists what the user may see and needs a limit', () => {
  const [record] = run("SELECT FIELDS(ALL) FROM Widget__c WHERE Name = 'bolt' LIMIT 1").records;
  assert.equal(record.Code__c, 'B_1');
  assert.equal('Hidden__c' in record, false);
  assert.equal('CreatedDate' in run('SELECT FIELDS(CUSTOM) FROM Widget__c LIMIT 1').records[0], false);
  assert.equal('Code__c' in run('SELECT FIELDS(STANDARD) FROM Widget__c').records[0], false);
  assert.match(refusal('SELECT FIELDS(ALL) FROM Widget__c').message, /LIMIT of at most 200/);
});

test('USING SCOPE mine finds own records only', () => {
  assert.equal(run('SELECT Id FROM Widget__c USING SCOPE mine').totalSize, 4);
  assert.match(refusal('SELECT Id FROM Widget__c USING SCOPE team').message, /^not supported: USING SCOPE team/);
});

test('columns are described without running the query', () => {
  const columns = soqlColumns(org, ADMIN_USER_ID, 'SELECT Id, Account__r.Owner.Name, (SELECT Name FROM Gadgets__r) FROM Widget__c');
  assert.deepEqual(
    columns.map(({ columnName, aggregate, joinColumns }) => [columnName, aggregate, joinColumns.map((join) => join.columnName)]),
    [
      ['Id', false, []],
      ['Account__r', false, ['Owner']],
      ['Gadgets__r', true, ['Name']]
    ]
  );
  const [kind, count] = soqlColumns(org, ADMIN_USER_ID, 'SELECT Kind__c, COUNT(Id) FROM Widget__c GROUP BY Kind__c');
  assert.deepEqual(
    [kind.columnName, kind.aggregate, count.columnName, count.displayName, count.aggregate],
    ['Kind__c', false, 'expr0', 'COUNT(Id)', true]
  );
});

const REFUSALS: [query: string, code: string, message: RegExp][] = [
  ['SELECT Id FROM Nothing__c', 'INVALID_TYPE', /sObject type 'Nothing__c' is not supported\./],
  [
    'SELECT Id, Wrong__c FROM Widget__c',
    'INVALID_FIELD',
    /ERROR at Row:1:Column:12\nNo such column 'Wrong__c' on entity 'Widget__c'\. If you are attempting to use a custom field, be sure to append the '__c'/
  ],
  ['SELECT Hidden__c FROM Widget__c', 'INVALID_FIELD', /No such column 'Hidden__c' on entity 'Widget__c'/],
  ["SELECT Id FROM Widget__c WHERE Hidden__c = 'x'", 'INVALID_FIELD', /No such column 'Hidden__c'/],
  ['SELECT Id FROM Widget__c ORDER BY Hidden__c', 'INVALID_FIELD', /No such column 'Hidden__c'/],
  ['SELECT Parent__r.Hidden__c FROM Widget__c', 'INVALID_FIELD', /No such column 'Hidden__c'/],
  ['SELECT MAX(Hidden__c) FROM Widget__c', 'INVALID_FIELD', /No such column 'Hidden__c'/],
  ['SELECT Nope__r.Name FROM Widget__c', 'INVALID_FIELD', /Didn't understand relationship 'Nope__r' in field path/],
  ['SELECT (SELECT Id FROM Nope__r) FROM Widget__c', 'INVALID_TYPE', /Didn't understand relationship 'Nope__r' in FROM part of query call/],
  ['SELECT Id, Id FROM Widget__c', 'MALFORMED_QUERY', /duplicate field selected: Id/],
  ['SELECT Name n FROM Widget__c', 'MALFORMED_QUERY', /only aggregate expressions use field aliasing/],
  ['SELECT Name, COUNT(Id) FROM Widget__c GROUP BY Kind__c', 'MALFORMED_QUERY', /Field must be grouped or aggregated: Name/],
  ['SELECT Name, COUNT(Id) FROM Widget__c', 'MALFORMED_QUERY', /Field must be grouped or aggregated: Name/],
  [
    'SELECT COUNT(Id) FROM Widget__c GROUP BY Kind__c ORDER BY Name',
    'MALFORMED_QUERY',
    /Ordered field must be grouped or aggregated: Name/
  ],
  ['SELECT SUM(Name) FROM Widget__c', 'MALFORMED_QUERY', /does not support aggregate operator SUM/],
  ["SELECT Id FROM Widget__c WHERE Notes__c = 'x'", 'INVALID_FIELD', /field 'Notes__c' can not be filtered in a query call/],
  ['SELECT Id FROM Widget__c ORDER BY Notes__c', 'INVALID_FIELD', /field 'Notes__c' can not be sorted in a query call/],
  ['SELECT Id FROM Widget__c WHERE Name = 5', 'INVALID_FIELD', /must be of type string and should be enclosed in quotes/],
  ["SELECT Id FROM Widget__c WHERE Size__c = '5'", 'INVALID_FIELD', /must be of type double and should not be enclosed in quotes/],
  ["SELECT Id FROM Widget__c WHERE Made__c = '2026-01-01'", 'INVALID_FIELD', /must be of type date and should not be enclosed in quotes/],
  ['SELECT Id FROM Widget__c WHERE Made__c = 2026-01-01T00:00:00Z', 'INVALID_FIELD', /must be of type date/],
  ['SELECT Id FROM Widget__c WHERE SoldAt__c = 2026-01-01', 'INVALID_FIELD', /must be of type dateTime/],
  ['SELECT Id FROM Widget__c WHERE Made__c = 2026-02-30', 'MALFORMED_QUERY', /Invalid date/],
  ["SELECT Id FROM Widget__c WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', /invalid ID field: abc/],
  ["SELECT Id FROM Widget__c WHERE Size__c LIKE '1%'", 'INVALID_FIELD', /invalid operator on double field/],
  ["SELECT Id FROM Widget__c WHERE Name INCLUDES ('x')", 'INVALID_FIELD', /invalid operator/],
  ['SELECT Id FROM Widget__c WHERE Active__c > true', 'INVALID_FIELD', /invalid operator/],
  ['SELECT Id FROM Widget__c LIMIT 1 OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', /Maximum SOQL offset allowed is 2000/],
  ['SELECT Id FROM Widget__c FOR VIEW', 'MALFORMED_QUERY', /^not supported: FOR VIEW/],
  ['SELECT TYPEOF Owner WHEN User THEN Name END FROM Widget__c', 'MALFORMED_QUERY', /^not supported: TYPEOF/],
  ['SELECT Kind__c, COUNT(Id) FROM Widget__c GROUP BY ROLLUP(Kind__c)', 'MALFORMED_QUERY', /^not supported: ROLLUP/],
  ['SELECT FORMAT(Size__c) FROM Widget__c', 'MALFORMED_QUERY', /^not supported: FORMAT/],
  [
    'SELECT Kind__c FROM Widget__c GROUP BY Kind__c HAVING NOT COUNT(Id) > 1 AND COUNT(Id) < 9',
    'MALFORMED_QUERY',
    /^not supported: NOT inside NOT, or before AND and OR in HAVING/
  ],
  ['SELECT Id FROM Widget__c WHERE NOT NOT NOT Size__c = 1', 'MALFORMED_QUERY', /^not supported: NOT inside NOT/],
  ["SELECT Id FROM Widget__c WHERE Name = 'a", 'MALFORMED_QUERY', /unexpected/],
  ["SELECT Id FROM Widget__c WHERE Name = 'a\\q'", 'MALFORMED_QUERY', /Illegal character sequence/],
  ['SELECT Id FROM Widget__c; DROP TABLE Widget__c', 'MALFORMED_QUERY', /unexpected token: ';'/],
  ['', 'MALFORMED_QUERY', /unexpected end of query/]
];

for (const [query, code, message] of REFUSALS) {
  test(`refuses ${query === '' ? 'an empty query' : query}`, () => {
    const error = refusal(query);
    assert.equal(error.errorCode, code);
    assert.equal(error.status, 400);
    assert.match(error.message, message);
  });
}

test('a user without rights to an object is told that it does not exist', () => {
  assert.throws(() => runSoql(org, '005000000000009AAA', 'SELECT Id FROM Widget__c'), /sObject type 'Widget__c' is not supported/);
});
