import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { ApiError } from '../../http/router.ts';
import { ADMIN_USER_ID } from '../../identity.ts';
import type { Org } from '../../org.ts';
import { runSoql } from '../soql.ts';
import { quoteSoql } from '../soqlStrings.ts';
import { addRow, widgetOrg } from './widgets.ts';

let org: Org;
const SIZES = [null, -1, 0, 1, 2, 3];

before(() => {
  org = widgetOrg();
  for (const size of SIZES) addRow(org, 'Widget__c', { Name: `w${size}`, Size__c: size, Active__c: (size ?? 0) % 2 === 0 });
});

type Tree =
  | { kind: 'leaf'; text: string; holds: (size: number | null, active: boolean) => boolean }
  | { kind: 'and' | 'or'; parts: Tree[] }
  | { kind: 'not'; part: Tree };

const leaf = fc.oneof(
  fc.tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>='), fc.integer({ min: -2, max: 4 })).map(([operator, value]): Tree => ({
    kind: 'leaf',
    text: `Size__c ${operator} ${value}`,
    holds: (size) => compare(size, operator, value)
  })),
  fc
    .constantFrom(...[true, false])
    .map((value): Tree => ({ kind: 'leaf', text: `Active__c = ${value}`, holds: (_size, active) => active === value })),
  fc.array(fc.integer({ min: -2, max: 4 }), { minLength: 1, maxLength: 3 }).map((list): Tree => ({
    kind: 'leaf',
    text: `Size__c NOT IN (${list.join(',')})`,
    holds: (size) => size === null || !list.includes(size)
  })),
  fc.constant<Tree>({ kind: 'leaf', text: 'CALENDAR_YEAR(CreatedDate) = 2026', holds: () => true }),
  fc.constant<Tree>({ kind: 'leaf', text: 'Size__c = null', holds: (size) => size === null })
);

function compare(size: number | null, operator: string, value: number): boolean {
  if (operator === '!=') return size !== value;
  if (size === null) return false;
  return { '=': size === value, '<': size < value, '<=': size <= value, '>': size > value, '>=': size >= value }[operator] ?? false;
}

const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
      .map(([kind, parts]): Tree => ({ kind, parts })),
    // NOT directly inside NOT is refused: the parser loses one of them.
    tie('tree').map((part): Tree => (part.kind === 'not' ? part : { kind: 'not', part }))
  )
})).tree;

function render(node: Tree, top: boolean): string {
  if (node.kind === 'leaf') return node.text;
  if (node.kind === 'not') return top ? `NOT (${render(node.part, true)})` : `(NOT (${render(node.part, true)}))`;
  const text = node.parts.map((part) => render(part, false)).join(node.kind === 'and' ? ' AND ' : ' OR ');
  return top ? text : `(${text})`;
}

function holds(node: Tree, size: number | null, active: boolean): boolean {
  if (node.kind === 'leaf') return node.holds(size, active);
  if (node.kind === 'not') return !holds(node.part, size, active);
  return node.kind === 'and' ? node.parts.every((part) => holds(part, size, active)) : node.parts.some((part) => holds(part, size, active));
}

test('any nesting of AND, OR, NOT and parentheses finds what two-valued logic says', () => {
  fc.assert(
    fc.property(tree, (node) => {
      const found = runSoql(
        org,
        ADMIN_USER_ID,
        `SELECT Size__c FROM Widget__c WHERE Name LIKE 'w%' AND (${render(node, true)})`
      ).records.map((record) => record.Size__c);
      const expected = SIZES.filter((size) => holds(node, size, (size ?? 0) % 2 === 0));
      assert.deepEqual(new Set(found), new Set(expected));
    }),
    { numRuns: 300 }
  );
});

const HOSTILE = [
  "'",
  "''",
  "\\'",
  "x' OR '1'='1",
  '\'); DROP TABLE "Widget__c"; --',
  '?1',
  '$name',
  ':x',
  '%',
  '_',
  '\\',
  '\u0000',
  '\n',
  '"',
  ';',
  '/*',
  '--',
  'あ',
  '𠮷',
  "\\' OR Name != '"
];
const hostile = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
  )
  .filter((text) => text.isWellFormed());

test('a quoted value is only ever a value', () => {
  const count = runSoql(org, ADMIN_USER_ID, 'SELECT COUNT() FROM Widget__c').totalSize;
  fc.assert(
    fc.property(hostile, (text) => {
      const value = quoteSoql(`zz${text}`);
      for (const where of [`Name = ${value}`, `Name IN (${value})`, `Name LIKE ${value}`, `Colors__c INCLUDES (${value})`]) {
        assert.equal(runSoql(org, ADMIN_USER_ID, `SELECT COUNT() FROM Widget__c WHERE ${where}`).totalSize, 0, where);
      }
      assert.equal(runSoql(org, ADMIN_USER_ID, `SELECT COUNT() FROM Widget__c WHERE Name != ${value}`).totalSize, count);
    }),
    { numRuns: 300 }
  );
});

test('a value is found again whatever characters it has', () => {
  fc.assert(
    fc.property(
      hostile.filter((text) => !text.includes('\u0000')),
      (text) => {
        org.db.exec('SAVEPOINT probe');
        try {
          addRow(org, 'Gadget__c', { Name: `n${text}` });
          assert.equal(
            runSoql(org, ADMIN_USER_ID, `SELECT Name FROM Gadget__c WHERE Name = ${quoteSoql(`n${text}`)}`).records[0]?.Name,
            `n${text}`
          );
        } finally {
          org.db.exec('ROLLBACK TO probe; RELEASE probe');
        }
      }
    ),
    { numRuns: 200 }
  );
});

test('text that is no query is refused, never executed and never an internal error', () => {
  const tables = (): number => Number(org.db.prepare('SELECT COUNT(*) AS n FROM sqlite_master').get()?.n);
  const before = tables();
  const anywhere = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => `SELECT ${text} FROM Widget__c`,
    (text) => `SELECT Id FROM ${text}`,
    (text) => `SELECT Id FROM Widget__c WHERE ${text} = 1`,
    (text) => `SELECT Id FROM Widget__c WHERE Name = ${text}`,
    (text) => `SELECT Id FROM Widget__c ORDER BY ${text}`,
    (text) => `SELECT COUNT(Id) ${text} FROM Widget__c GROUP BY ${text}`,
    (text) => `SELECT Id FROM Widget__c LIMIT ${text}`
  );
  fc.assert(
    fc.property(hostile, anywhere, (text, place) => {
      try {
        runSoql(org, ADMIN_USER_ID, place(text));
      } catch (error) {
        assert.ok(error instanceof ApiError, String(error));
        assert.equal(error.status, 400);
      }
    }),
    { numRuns: 500 }
  );
  assert.equal(tables(), before);
});
