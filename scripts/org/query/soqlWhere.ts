/** WHERE and HAVING as SQL. SOQL knows true and false only: a comparison with a blank value is simply not met. */
import { fiscalSettings } from './fiscalYear.ts';
import { dateRange, dateTimeRange, type DateRange } from './dateLiterals.ts';
import { TIME_ZONE } from '../identity.ts';
import { to18 } from '../records/ids.ts';
import { fieldTraits, isId } from './fieldTraits.ts';
import { invalidField, malformedQuery, unsupportedSoql } from './soqlErrors.ts';
import { resolveOperand, type OperandType, type TypedOperand } from './soqlOperands.ts';
import type { Comparison, Condition, Literal, Operand, SoqlQuery } from './soqlParse.ts';
import { readLikePattern, readStringLiteral } from './soqlStrings.ts';
import { ApiError } from '../http/router.ts';
import { openScope, readableObject, type Scope, type SqlValue } from './soqlScope.ts';

type CompareCondition = Extract<Condition, { kind: 'compare' }>;

/** How Salesforce names types in "value of filter criterion … must be of type". */
const TYPE_NAMES: Record<OperandType, string> = {
  id: 'string',
  text: 'string',
  multi: 'string',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  datetime: 'dateTime',
  time: 'time'
};

const LITERALS: Record<OperandType, readonly Literal['type'][]> = {
  id: ['string'],
  text: ['string'],
  multi: ['string'],
  number: ['number'],
  boolean: ['boolean'],
  date: ['date', 'dateLiteral'],
  datetime: ['datetime', 'dateLiteral'],
  time: []
};

/** SQLite refuses longer patterns; no name or text of a record is that long. */
const MAX_PATTERN_BYTES = 40_000;

export interface ConditionOptions {
  /** HAVING: aggregates are allowed. */
  aggregates: boolean;
}

/**
 * One condition tree as SQL.
 * @throws ApiError INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR, MALFORMED_QUERY in Salesforce's words
 */
export function conditionSql(scope: Scope, condition: Condition, options: ConditionOptions): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      if (condition.kind === 'or' && containsSelect(condition))
        throw malformedQuery("Semi join sub-selects are not allowed with the 'OR' operator");
      return `(${condition.parts.map((part) => conditionSql(scope, part, options)).join(condition.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return not(conditionSql(scope, condition.part, options));
    case 'select':
      return selectSql(scope, condition.operand, condition.negated, condition.query);
    case 'compare':
      return compareSql(scope, condition, options);
  }
}

const not = (sql: string): string => `((${sql}) IS NOT TRUE)`;

function containsSelect(condition: Condition): boolean {
  if (condition.kind === 'select') return true;
  if (condition.kind === 'not') return containsSelect(condition.part);
  return 'parts' in condition && condition.parts.some(containsSelect);
}

function compareSql(scope: Scope, condition: CompareCondition, options: ConditionOptions): string {
  const operand = resolveOperand(scope, condition.operand);
  const { text } = scope.session;
  if (operand.aggregate && !options.aggregates) throw malformedQuery(`Aggregate functions are not allowed in WHERE: ${operand.text}`);
  const field = operand.resolved?.field;
  if (field && !fieldTraits(field).filterable)
    throw invalidField(text, operand.text, `field '${field.name}' can not be filtered in a query call`);
  checkOperator(scope, operand, condition.operator);
  switch (condition.operator) {
    case 'INCLUDES':
      return includesSql(scope, operand, condition.literals);
    case 'EXCLUDES':
      return not(includesSql(scope, operand, condition.literals));
    case 'IN':
      return listSql(scope, operand, condition.literals);
    case 'NOT IN':
      return not(listSql(scope, operand, condition.literals));
    case '!=':
      return not(equalsSql(scope, operand, condition.literals[0]));
    case '=':
      return equalsSql(scope, operand, condition.literals[0]);
    case 'LIKE':
      return likeSql(scope, operand, condition.literals[0]);
    default:
      return orderSql(scope, operand, condition.operator, condition.literals[0]);
  }
}

function checkOperator(scope: Scope, operand: TypedOperand, operator: Comparison): void {
  const { type } = operand;
  const ordered = ['<', '<=', '>', '>='].includes(operator);
  const wrong =
    (operator === 'LIKE' && type !== 'text') ||
    ((operator === 'INCLUDES' || operator === 'EXCLUDES') && type !== 'multi') ||
    (ordered && (type === 'boolean' || type === 'multi' || type === 'id'));
  if (wrong)
    throw invalidField(scope.session.text, operand.text, `invalid operator on ${operand.resolved?.field.type ?? type} field: ${operator}`);
}

function isBlank(literal: Literal, operand: TypedOperand): boolean {
  return literal.type === 'null' || (literal.type === 'string' && literal.text === '' && TYPE_NAMES[operand.type] === 'string');
}

function equalsSql(scope: Scope, operand: TypedOperand, literal: Literal): string {
  if (isBlank(literal, operand)) return `(${operand.sql} IS NULL)`;
  if (literal.type === 'dateLiteral') return rangeSql(scope, operand, rangeOf(scope, operand, literal));
  const value = literalValue(scope, operand, literal);
  if (operand.type === 'boolean') return `(COALESCE(${operand.sql}, 0) = ${scope.binder.bind(value)})`;
  return `(${operand.sql} = ${scope.binder.bind(value)}${collation(operand)})`;
}

/** Text compares without regard to case; ids and numbers as they are. */
const collation = (operand: TypedOperand): string => (operand.type === 'text' || operand.type === 'multi' ? ' COLLATE NOCASE' : '');

function listSql(scope: Scope, operand: TypedOperand, literals: Literal[]): string {
  const special = literals.filter((literal) => isBlank(literal, operand) || literal.type === 'dateLiteral');
  const plain = literals.filter((literal) => !special.includes(literal)).map((literal) => literalValue(scope, operand, literal));
  const parts = special.map((literal) => equalsSql(scope, operand, literal));
  if (plain.length > 0) {
    const value = operand.type === 'boolean' ? `COALESCE(${operand.sql}, 0)` : operand.sql;
    parts.push(`(${value}${collation(operand)} IN (SELECT value FROM json_each(${scope.binder.bind(JSON.stringify(plain))})))`);
  }
  return `(${parts.join(' OR ')})`;
}

function likeSql(scope: Scope, operand: TypedOperand, literal: Literal): string {
  if (literal.type === 'null') return '0';
  expectType(scope, operand, literal);
  const pattern = readLikePattern(literal.text);
  if (Buffer.byteLength(pattern) > MAX_PATTERN_BYTES) throw malformedQuery('The pattern of LIKE is too long.');
  return `(${operand.sql} LIKE ${scope.binder.bind(pattern)} ESCAPE '\\')`;
}

function orderSql(scope: Scope, operand: TypedOperand, operator: Comparison, literal: Literal): string {
  if (literal.type === 'null') throw invalidField(scope.session.text, operand.text, `invalid operator on null value: ${operator}`);
  if (literal.type === 'dateLiteral') {
    const range = rangeOf(scope, operand, literal);
    // "Later than this month" begins after it, "this month or later" at its first day.
    const [sign, value] =
      operator === '<' ? ['<', range.from] : operator === '<=' ? ['<', range.to] : operator === '>' ? ['>=', range.to] : ['>=', range.from];
    return `(${operand.sql} ${sign} ${scope.binder.bind(value)})`;
  }
  return `(${operand.sql} ${operator} ${scope.binder.bind(literalValue(scope, operand, literal))}${collation(operand)})`;
}

function includesSql(scope: Scope, operand: TypedOperand, literals: Literal[]): string {
  const groups = literals.map((literal) => {
    expectType(scope, operand, literal);
    const values = readStringLiteral(literal.text).split(';');
    return `(${values.map((value) => `instr(';' || lower(${operand.sql}) || ';', ${scope.binder.bind(`;${asciiLower(value)};`)}) > 0`).join(' AND ')})`;
  });
  return `(${groups.join(' OR ')})`;
}

/** Lower case as SQLite's lower() does it: letters of ASCII only. */
const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function rangeSql(scope: Scope, operand: TypedOperand, range: DateRange): string {
  return `(${operand.sql} >= ${scope.binder.bind(range.from)} AND ${operand.sql} < ${scope.binder.bind(range.to)})`;
}

function rangeOf(scope: Scope, operand: TypedOperand, literal: Literal): DateRange {
  expectType(scope, operand, literal);
  const { org } = scope.session;
  const resolve = operand.type === 'date' ? dateRange : dateTimeRange;
  try {
    const range = resolve(literal.text, org.clock.now(), {
      timeZone: TIME_ZONE,
      fiscalYearStartMonth: fiscalSettings(org.catalog).startMonth
    });
    if (range) return range;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw malformedQuery(`Invalid date literal: ${literal.text}`);
}

function expectType(scope: Scope, operand: TypedOperand, literal: Literal): void {
  if (LITERALS[operand.type].includes(literal.type)) return;
  if (operand.type === 'time') throw unsupportedSoql(`comparing the time field ${operand.text}`);
  const quotes =
    TYPE_NAMES[operand.type] === 'string'
      ? 'and should be enclosed in quotes'
      : literal.type === 'string'
        ? 'and should not be enclosed in quotes'
        : '';
  throw invalidField(
    scope.session.text,
    operand.text,
    `value of filter criterion for field '${operand.text}' must be of type ${TYPE_NAMES[operand.type]} ${quotes}`.trim()
  );
}

function literalValue(scope: Scope, operand: TypedOperand, literal: Literal): SqlValue {
  expectType(scope, operand, literal);
  switch (operand.type) {
    case 'number':
      return Number(literal.text);
    case 'boolean':
      return literal.text === 'true' ? 1 : 0;
    case 'date':
      return checkedDate(literal.text);
    case 'datetime':
      return checkedMoment(literal.text);
    case 'id':
      return checkedId(readStringLiteral(literal.text));
    default:
      return readStringLiteral(literal.text);
  }
}

function checkedDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) throw malformedQuery(`Invalid date: ${text}`);
  return text;
}

function checkedMoment(text: string): string {
  const date = new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(date.getTime())) throw malformedQuery(`Invalid datetime: ${text}`);
  return date.toISOString();
}

function checkedId(text: string): string {
  if (!/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text))
    throw new ApiError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
  return to18(text);
}

/** Semi-joins and anti-joins: `AccountId IN (SELECT Id FROM Account WHERE …)`. */
function selectSql(scope: Scope, operand: Operand, negated: boolean, query: SoqlQuery): string {
  const { session, binder } = scope;
  const outer = resolveOperand(scope, operand);
  if (outer.type !== 'id' || !outer.bare)
    throw malformedQuery(
      `The left operand field in the where expression for outer query should be an id field, cannot use: '${outer.text}'`
    );
  const [item] = query.items;
  if (query.items.length !== 1 || item.kind !== 'operand' || item.operand.kind !== 'field')
    throw malformedQuery('A sub-select of a semi join selects exactly one id or reference field');
  if (query.groupBy.length > 0 || query.having || query.orderBy.length > 0 || query.offset !== undefined || query.limit !== undefined) {
    throw malformedQuery('A sub-select of a semi join takes WHERE only');
  }
  const inner = openScope(session, readableObject(session, query.from), binder, query.alias);
  const selected = inner.resolve(item.operand.path);
  if (!isId(selected.field))
    throw malformedQuery(
      `The selected field '${selected.path}' in the subquery and the left operand field in the where expression in the outer query '${outer.text}' should point to the same object type`
    );
  const where = query.where ? ` AND ${conditionSql(inner, query.where, { aggregates: false })}` : '';
  const sql = `(${outer.sql} IN (SELECT ${selected.sql} FROM ${inner.from()} WHERE ${selected.sql} IS NOT NULL${where}))`;
  return negated ? not(sql) : sql;
}
