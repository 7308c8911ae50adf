/**
 * Formulas as SQL expressions, so that a query over many rows needs no call per row. What SQLite computes otherwise than
 * `evaluate.ts` is not translated: the caller then evaluates row by row.
 *
 * A blank is NULL. A formula that ends in an error is blank as a whole: a division is translated only where a NULL in
 * its place makes the whole result blank (`strict`).
 */
import type { FieldDef } from '../metadata/catalog.ts';
import type { FieldValue } from '../records/values.ts';
import { literal as textLiteral } from '../records/sql.ts';
import { evaluateNode } from './evaluate.ts';
import { localDay } from './dates.ts';
import { monthRanges, monthReference } from './monthRanges.ts';
import { referencesOf, type Node } from './parse.ts';
import { FormulaError, typeOfField, type FormulaType } from './types.ts';

/** A reference of the formula: SQL of a field, or a value that is the same for every row. */
export type SqlReference = { field: FieldDef; sql: string } | { type: FormulaType; value: FieldValue };

export interface SqlContext {
  now: Date;
  /** The org's zone in the words of SQLite, e.g. `+9 hours`; only zones without summer time have one. */
  zone: string;
  blanksAsZero: boolean;
  reference: (path: string) => SqlReference;
}

interface Expression {
  sql: string;
  type: FormulaType;
  /** False where the value is never blank. */
  nullable: boolean;
  /** A number without decimals: computing with it has no rounding to differ in. */
  integral: boolean;
}

/** Thrown inside this module for what is not translated. */
class Untranslated extends Error {}

/** Longer SQL costs more than it saves. */
const MAX_LENGTH = 20_000;

/**
 * The SQL of a formula field's value, in the form in which fields are stored.
 * @returns undefined for a formula that has to be evaluated row by row
 */
export function formulaSql(root: Node, field: FieldDef, context: SqlContext): string | undefined {
  try {
    const result = translate(root, context, field.type !== 'boolean');
    const sql = stored(result, field);
    return sql.length > MAX_LENGTH ? undefined : sql;
  } catch (error) {
    if (error instanceof Untranslated || error instanceof FormulaError) return undefined;
    throw error;
  }
}

/** Shifts halves that binary fractions hold a little too low over the border; far below what 15 digits tell apart. */
const NUDGE = '1.000000000000002';

function stored(result: Expression, field: FieldDef): string {
  if (field.type === 'boolean') return result.nullable ? `COALESCE(${result.sql}, 0)` : result.sql;
  if (result.type !== 'Number') return result.sql;
  if (field.type === 'percent') return `(ROUND((${result.sql}) * 100.0 * ${NUDGE}, ${field.scale ?? 0}) + 0.0)`;
  return result.integral ? result.sql : `(ROUND((${result.sql}) * ${NUDGE}, ${field.scale ?? 0}) + 0.0)`;
}

const isText = (type: FormulaType): boolean => type === 'Text' || type === 'Picklist' || type === 'MultiPicklist';
const orEmpty = (expression: Expression): string => (expression.nullable ? `COALESCE(${expression.sql}, '')` : expression.sql);
/** Blank counts as false. */
const orFalse = (expression: Expression): string => (expression.nullable ? `COALESCE(${expression.sql}, 0)` : expression.sql);

function constant(type: FormulaType, value: FieldValue): Expression {
  if (value === null || value === '') return { sql: 'NULL', type, nullable: true, integral: true };
  if (typeof value === 'boolean') return { sql: value ? '1' : '0', type, nullable: false, integral: true };
  if (typeof value === 'number') return { sql: numberLiteral(value), type, nullable: false, integral: Number.isInteger(value) };
  return { sql: textLiteral(String(value)), type, nullable: false, integral: true };
}

function numberLiteral(value: number): string {
  const text = String(value);
  return value < 0 ? `(${text})` : text;
}

/** True when no row has a say in it. */
function isConstant(node: Node, context: SqlContext): boolean {
  switch (node.kind) {
    case 'literal':
      return true;
    case 'reference':
      return !('sql' in context.reference(node.path));
    case 'unary':
      return isConstant(node.operand, context);
    case 'binary':
      return isConstant(node.left, context) && isConstant(node.right, context);
    case 'call':
      return node.args.every((arg) => isConstant(arg, context));
  }
}

function evaluated(node: Node, context: SqlContext): Expression {
  const { type, value } = evaluateNode(node, {
    now: context.now,
    isNew: false,
    blanksAsZero: context.blanksAsZero,
    value: (path) => {
      const reference = context.reference(path);
      if ('sql' in reference) throw new Untranslated();
      return reference;
    }
  });
  return constant(type, value);
}

function translate(node: Node, context: SqlContext, strict: boolean): Expression {
  if (isConstant(node, context)) return evaluated(node, context);
  switch (node.kind) {
    case 'literal':
      return constant(node.value.type, node.value.value);
    case 'reference':
      return referenced(node.path, context);
    case 'unary':
      return unary(node.operator, translate(node.operand, context, strict && node.operator !== '!'));
    case 'binary':
      return binary(node, context, strict);
    case 'call':
      return call(node.name, node.args, context, strict);
  }
}

function referenced(path: string, context: SqlContext): Expression {
  const reference = context.reference(path);
  if (!('sql' in reference)) return constant(reference.type, reference.value);
  const { field, sql } = reference;
  const type = typeOfField(field);
  // What computes a mark is never blank; a stored one may be, behind a lookup.
  if (type === 'Boolean') return { sql: /^COALESCE\(/.test(sql) ? sql : `COALESCE(${sql}, 0)`, type, nullable: false, integral: true };
  if (type !== 'Number') return { sql: isText(type) ? `NULLIF(${sql}, '')` : sql, type, nullable: true, integral: true };
  const integral = field.type === 'int' || (field.type !== 'percent' && field.scale === 0);
  const value = field.type === 'percent' ? `(${sql} / 100.0)` : sql;
  return context.blanksAsZero
    ? { sql: `COALESCE(${value}, 0)`, type, nullable: false, integral }
    : { sql: value, type, nullable: true, integral };
}

function unary(operator: string, operand: Expression): Expression {
  if (operator === '!') return { sql: `(NOT ${operand.sql})`, type: 'Boolean', nullable: operand.nullable, integral: true };
  return operator === '-' ? { ...operand, sql: `(-${operand.sql})`, type: 'Number' } : { ...operand, type: 'Number' };
}

/** A comparison of nothing but the month of a date is a range of days. */
function monthComparison(node: Extract<Node, { kind: 'binary' }>, context: SqlContext): Expression | undefined {
  const path = monthReference(node, (part) => isConstant(part, context));
  const reference = path === undefined ? undefined : context.reference(path);
  if (path === undefined || !reference || !('sql' in reference) || typeOfField(reference.field) !== 'Date') return undefined;
  const constants = referencesOf(node)
    .filter((name) => name !== path)
    .map((name) => [name, context.reference(name)] as const);
  const key = JSON.stringify([localDay(context.now), context.blanksAsZero, constants]);
  const ranges = monthRanges(node, path, key, { now: context.now, blanksAsZero: context.blanksAsZero }, (name) => {
    const found = constants.find(([candidate]) => candidate === name)?.[1];
    if (!found || 'sql' in found) throw new Untranslated();
    return found;
  });
  if (!ranges) return undefined;
  const { sql } = reference;
  const within = ranges.map(({ from, to }) => {
    const ends = [from === undefined ? [] : `${sql} >= '${from}'`, to === undefined ? [] : `${sql} < '${to}'`].flat();
    return `(${ends.join(' AND ') || `${sql} IS NOT NULL`})`;
  });
  // A blank date makes the comparison blank, as in the formula.
  const condition = within.length ? `(${within.join(' OR ')})` : `(CASE WHEN ${sql} IS NOT NULL THEN 0 END)`;
  return { sql: condition, type: 'Boolean', nullable: true, integral: true };
}

const COMPARISONS = new Set(['=', '<>', '<', '>', '<=', '>=']);

function binary(node: Extract<Node, { kind: 'binary' }>, context: SqlContext, strict: boolean): Expression {
  const { operator } = node;
  const ofMonths = COMPARISONS.has(operator) ? monthComparison(node, context) : undefined;
  if (ofMonths) return ofMonths;
  if (operator === '&&' || operator === '||') return connective(operator === '||', [node.left, node.right], context);
  const arithmetic = ['+', '-', '*', '/'].includes(operator);
  const left = translate(node.left, context, strict && arithmetic);
  const right = translate(node.right, context, strict && arithmetic);
  switch (operator) {
    case '=':
    case '<>':
      return equality(operator, left, right);
    case '<':
    case '>':
    case '<=':
    case '>=':
      comparable(left, right);
      return { sql: `(${left.sql} ${operator} ${right.sql})`, type: 'Boolean', nullable: left.nullable || right.nullable, integral: true };
    case '&':
      return joined(left, right);
    default:
      return computed(operator, left, right, strict);
  }
}

/** Values of one kind compare in SQL as in formulas; what was computed with fractions may differ in the last digit. */
function comparable(left: Expression, right: Expression): void {
  const kinds = [left, right].filter(({ type }) => type !== 'Null').map(({ type }) => (isText(type) ? 'Text' : type));
  if (new Set(kinds).size > 1) throw new Untranslated();
}

function equality(operator: '=' | '<>', left: Expression, right: Expression): Expression {
  if (isText(left.type) || isText(right.type)) {
    if (![left, right].every(({ type }) => isText(type) || type === 'Null')) throw new Untranslated();
    return { sql: `(${orEmpty(left)} ${operator} ${orEmpty(right)})`, type: 'Boolean', nullable: false, integral: true };
  }
  comparable(left, right);
  return { sql: `(${left.sql} ${operator} ${right.sql})`, type: 'Boolean', nullable: left.nullable || right.nullable, integral: true };
}

function joined(left: Expression, right: Expression): Expression {
  if (![left, right].every(({ type }) => isText(type) || type === 'Null')) throw new Untranslated();
  return { sql: `NULLIF(${orEmpty(left)} || ${orEmpty(right)}, '')`, type: 'Text', nullable: true, integral: true };
}

function computed(operator: string, left: Expression, right: Expression, strict: boolean): Expression {
  if (operator === '+' && (isText(left.type) || isText(right.type))) return joined(left, right);
  const nullable = left.nullable || right.nullable;
  if (left.type === 'Date' || right.type === 'Date') {
    if (operator === '-' && left.type === 'Date' && right.type === 'Date')
      return { sql: `CAST(julianday(${left.sql}) - julianday(${right.sql}) AS INTEGER)`, type: 'Number', nullable, integral: true };
    const [date, days] = left.type === 'Date' ? [left, right] : [right, left];
    if (days.type !== 'Number' || !days.integral || (operator === '-' && date !== left)) throw new Untranslated();
    const shift = operator === '+' ? days.sql : `(-${days.sql})`;
    return { sql: `date(${date.sql}, ${shift} || ' days')`, type: 'Date', nullable: true, integral: true };
  }
  if (left.type !== 'Number' || right.type !== 'Number') throw new Untranslated();
  const integral = left.integral && right.integral;
  if (operator === '/') {
    if (!strict) throw new Untranslated();
    return { sql: `(${left.sql} * 1.0 / ${right.sql})`, type: 'Number', nullable: true, integral: false };
  }
  // Only the end of the formula is rounded: fractions inside it would be compared as they are.
  if (!integral && !strict) throw new Untranslated();
  return { sql: `(${left.sql} ${operator} ${right.sql})`, type: 'Number', nullable, integral };
}

function connective(any: boolean, nodes: Node[], context: SqlContext): Expression {
  const parts = nodes.map((node) => orFalse(booleanOf(node, context)));
  return { sql: `(${parts.join(any ? ' OR ' : ' AND ')})`, type: 'Boolean', nullable: false, integral: true };
}

function booleanOf(node: Node, context: SqlContext): Expression {
  const expression = translate(node, context, false);
  if (expression.type !== 'Boolean' && expression.type !== 'Null') throw new Untranslated();
  return expression;
}

/** The value of one of several branches; a branch keeps the place of the whole. */
function branches(results: Expression[], sql: string): Expression {
  const typed = results.find(({ type }) => type !== 'Null');
  const kinds = new Set(results.filter(({ type }) => type !== 'Null').map(({ type }) => (isText(type) ? 'Text' : type)));
  if (kinds.size > 1) throw new Untranslated();
  return {
    sql,
    type: typed?.type ?? 'Null',
    nullable: results.some(({ nullable }) => nullable),
    integral: results.every(({ integral }) => integral)
  };
}

function call(name: string, args: Node[], context: SqlContext, strict: boolean): Expression {
  const inner = (index: number, isStrict = false): Expression => translate(args[index] as Node, context, isStrict);
  switch (name) {
    case 'AND':
    case 'OR':
      return connective(name === 'OR', args, context);
    case 'NOT':
      return unary('!', inner(0));
    case 'IF': {
      const [yes, no] = [inner(1, strict), inner(2, strict)];
      return branches([yes, no], `CASE WHEN ${booleanOf(args[0] as Node, context).sql} THEN ${yes.sql} ELSE ${no.sql} END`);
    }
    case 'CASE':
      return caseOf(args, context, strict);
    case 'ISBLANK': {
      const value = inner(0);
      return { sql: value.nullable ? `(${value.sql} IS NULL)` : '0', type: 'Boolean', nullable: false, integral: true };
    }
    case 'BLANKVALUE': {
      const [value, other] = [inner(0), inner(1)];
      return { ...branches([value, other], `COALESCE(${value.sql}, ${other.sql})`), nullable: value.nullable && other.nullable };
    }
    case 'ISPICKVAL':
      return equality('=', inner(0), inner(1));
    case 'INCLUDES': {
      const [field, value] = [inner(0), inner(1)];
      if (value.nullable) throw new Untranslated();
      return {
        sql: `(instr(';' || ${orEmpty(field)} || ';', ';' || ${value.sql} || ';') > 0)`,
        type: 'Boolean',
        nullable: false,
        integral: true
      };
    }
    case 'CONTAINS':
    case 'BEGINS': {
      const [whole, part] = [inner(0), inner(1)];
      const found = name === 'CONTAINS' ? `instr(${whole.sql}, ${part.sql}) > 0` : `instr(${whole.sql}, ${part.sql}) = 1`;
      return {
        sql: part.nullable ? `(CASE WHEN ${part.sql} IS NULL THEN 1 ELSE ${found} END)` : `(${found})`,
        type: 'Boolean',
        nullable: true,
        integral: true
      };
    }
    case 'TEXT': {
      const value = inner(0);
      if (!isText(value.type) && value.type !== 'Date') throw new Untranslated();
      return { ...value, type: 'Text' };
    }
    case 'YEAR':
    case 'MONTH':
      return yearOrMonth(name, args[0] as Node, context);
    case 'DAY':
      return { sql: `CAST(substr(${inner(0).sql}, 9, 2) AS INTEGER)`, type: 'Number', nullable: true, integral: true };
    case 'ADDMONTHS':
      return addMonths(inner(0), inner(1));
    case 'DATEVALUE': {
      const value = inner(0);
      if (value.type === 'Date') return value;
      if (value.type !== 'DateTime') throw new Untranslated();
      return { sql: `date(${value.sql}, '${context.zone}')`, type: 'Date', nullable: true, integral: true };
    }
    default:
      throw new Untranslated();
  }
}

function caseOf(args: Node[], context: SqlContext, strict: boolean): Expression {
  const subject = translate(args[0] as Node, context, false);
  const last = translate(args.at(-1) as Node, context, strict);
  const results = [last];
  let sql = 'CASE';
  for (let index = 1; index + 1 < args.length; index += 2) {
    const result = translate(args[index + 1] as Node, context, strict);
    results.push(result);
    sql += ` WHEN ${equality('=', subject, translate(args[index] as Node, context, false)).sql} THEN ${result.sql}`;
  }
  return branches(results, `${sql} ELSE ${last.sql} END`);
}

/** Months since the year 0 of a date, shifted. */
const months = (date: string, shift: string): string =>
  `(CAST(substr(${date}, 1, 4) AS INTEGER) * 12 + CAST(substr(${date}, 6, 2) AS INTEGER) - 1 + ${shift})`;

function yearOrMonth(name: 'YEAR' | 'MONTH', arg: Node, context: SqlContext): Expression {
  const shifted = arg.kind === 'call' && arg.name === 'ADDMONTHS' ? arg.args : [arg];
  const date = translate(shifted[0] as Node, context, false);
  const shift = shifted[1] ? translate(shifted[1], context, false) : constant('Number', 0);
  if (date.type !== 'Date' || shift.type !== 'Number' || !shift.integral) throw new Untranslated();
  const total = months(date.sql, shift.sql);
  return { sql: name === 'YEAR' ? `(${total} / 12)` : `(${total} % 12 + 1)`, type: 'Number', nullable: true, integral: true };
}

/** Last days of months stay last days, as in `dates.ts`. */
function addMonths(date: Expression, count: Expression): Expression {
  if (date.type !== 'Date' || count.type !== 'Number' || !count.integral) throw new Untranslated();
  const first = `date(${date.sql}, 'start of month', ${count.sql} || ' months')`;
  const last = `date(${first}, '+1 month', '-1 day')`;
  const sql = `CASE WHEN ${date.sql} = date(${date.sql}, 'start of month', '+1 month', '-1 day') THEN ${last} ELSE MIN(${last}, date(${first}, (CAST(substr(${date.sql}, 9, 2) AS INTEGER) - 1) || ' days')) END`;
  return { sql, type: 'Date', nullable: true, integral: true };
}
