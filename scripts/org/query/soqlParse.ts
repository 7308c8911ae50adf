/**
 * SOQL text → a small tree. The grammar is `@jetstreamapp/soql-parser-js`; this file turns its flat chain of
 * conditions (parentheses as counts) into a tree and refuses by name what this org does not carry out.
 */
import {
  parseQuery,
  type FieldType,
  type FunctionExp,
  type HavingClause,
  type Query,
  type Subquery,
  type WhereClause
} from '@jetstreamapp/soql-parser-js';
import { malformedQuery, unsupportedSoql } from './soqlErrors.ts';
import { readStringLiteral } from './soqlStrings.ts';

export type Operand = { kind: 'field'; path: string } | { kind: 'function'; name: string; argument?: Operand; text: string };

export interface Literal {
  type: 'string' | 'number' | 'boolean' | 'null' | 'date' | 'datetime' | 'dateLiteral';
  /** As written; of strings without quotes, escapes still in place (LIKE reads them differently). */
  text: string;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; operand: Operand; operator: Comparison; literals: Literal[] }
  | { kind: 'select'; operand: Operand; negated: boolean; query: SoqlQuery };

export type SelectItem =
  | { kind: 'operand'; operand: Operand; alias?: string }
  | { kind: 'children'; query: SoqlQuery }
  | { kind: 'fields'; which: 'ALL' | 'STANDARD' | 'CUSTOM' };

export interface SoqlQuery {
  /** Object, or child relationship in a sub-query of SELECT. */
  from: string;
  alias?: string;
  items: SelectItem[];
  scope?: string;
  where?: Condition;
  groupBy: Operand[];
  having?: Condition;
  orderBy: { operand: Operand; descending: boolean; nullsLast: boolean }[];
  limit?: number;
  offset?: number;
}

/** Salesforce's limit on the length of a query. */
const MAX_LENGTH = 100_000;

/** The library drops such negations without a word: a query that lost one must not run. */
const LOST_NEGATION = 'NOT inside NOT, or before AND and OR in HAVING';

/** @throws ApiError MALFORMED_QUERY for text that is no SOQL, or SOQL that this org does not carry out */
export function parseSoql(text: string): SoqlQuery {
  if (text.length > MAX_LENGTH) throw malformedQuery(`SOQL statements cannot be longer than ${MAX_LENGTH} characters.`);
  let parsed: Query;
  try {
    // Any option makes the library build its parser anew, which takes 25 ms; Apex binds are refused without one.
    parsed = parseQuery(text);
  } catch (error) {
    throw malformedQuery(syntaxMessage(error as Error));
  }
  const query = convertQuery(parsed);
  if (writtenNegations(text) !== negations(query)) throw unsupportedSoql(LOST_NEGATION);
  return query;
}

function writtenNegations(text: string): number {
  const plain = text.replace(/'(?:[^'\\]|\\.)*'/gs, "''");
  return plain.match(/\bNOT\b(?!\s+IN\b)/gi)?.length ?? 0;
}

function negations(query: SoqlQuery): number {
  const inCondition = (condition: Condition | undefined): number => {
    if (!condition || condition.kind === 'compare') return 0;
    if (condition.kind === 'not') return 1 + inCondition(condition.part);
    if (condition.kind === 'select') return negations(condition.query);
    return condition.parts.reduce((sum, part) => sum + inCondition(part), 0);
  };
  const inItems = query.items.reduce((sum, item) => sum + (item.kind === 'children' ? negations(item.query) : 0), 0);
  return inCondition(query.where) + inCondition(query.having) + inItems;
}

/** The grammar's messages list every token that could have followed: only what was found helps. */
function syntaxMessage(error: Error): string {
  const found = /found(?:: | --> )'?(.*?)'?(?: <--)?$/s.exec(error.message)?.[1];
  if (found !== undefined) return found === '' ? 'unexpected end of query' : `unexpected token: '${found}'`;
  return error.message.split('\n')[0];
}

function convertQuery(query: Query | Subquery): SoqlQuery {
  refuseClauses(query);
  const from = 'relationshipName' in query ? query.relationshipName : query.sObject;
  if (!from) throw malformedQuery("unexpected token: '<EOF>'");
  return {
    from,
    alias: query.sObjectAlias,
    items: (query.fields ?? []).map(convertItem),
    scope: query.usingScope?.toLowerCase(),
    where: query.where && convertConditions(query.where),
    groupBy: listOf(query.groupBy).map((clause) => ('fn' in clause ? convertFunction(clause.fn) : { kind: 'field', path: clause.field })),
    having: query.having && convertConditions(query.having),
    orderBy: listOf(query.orderBy).map((clause) => ({
      operand: 'fn' in clause ? convertFunction(clause.fn) : { kind: 'field', path: clause.field },
      descending: clause.order?.toUpperCase() === 'DESC',
      nullsLast: clause.nulls?.toUpperCase() === 'LAST'
    })),
    limit: query.limit,
    offset: query.offset
  };
}

function listOf<T>(value: T | T[] | undefined): T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function refuseClauses(query: Query | Subquery): void {
  if (query.withDataCategory) throw unsupportedSoql('WITH DATA CATEGORY');
  if (query.withAccessLevel === 'SYSTEM_MODE') throw unsupportedSoql('WITH SYSTEM_MODE');
  if (query.for) throw unsupportedSoql(`FOR ${query.for}`);
  if (query.update) throw unsupportedSoql(`UPDATE ${query.update}`);
}

function convertItem(item: FieldType): SelectItem {
  switch (item.type) {
    case 'FieldSubquery':
      return { kind: 'children', query: convertQuery(item.subquery) };
    case 'FieldTypeof':
      throw unsupportedSoql('TYPEOF');
    case 'FieldFunctionExpression':
      if (item.functionName.toUpperCase() === 'FIELDS') {
        return { kind: 'fields', which: String(item.parameters[0]).toUpperCase() as 'ALL' | 'STANDARD' | 'CUSTOM' };
      }
      return { kind: 'operand', operand: convertFunction(item), alias: item.alias };
    case 'Field':
      return {
        kind: 'operand',
        operand: { kind: 'field', path: 'rawValue' in item && typeof item.rawValue === 'string' ? item.rawValue : item.field },
        alias: item.alias
      };
    case 'FieldRelationship':
      return {
        kind: 'operand',
        operand: { kind: 'field', path: item.rawValue ?? [...item.relationships, item.field].join('.') },
        alias: 'alias' in item ? item.alias : undefined
      };
  }
}

function convertFunction(fn: FunctionExp): Operand {
  const parameters = fn.parameters ?? [];
  if (parameters.length > 1) throw unsupportedSoql(`${fn.functionName}() with ${parameters.length} arguments`);
  const [parameter] = parameters;
  const argument: Operand | undefined =
    parameter === undefined ? undefined : typeof parameter === 'string' ? { kind: 'field', path: parameter } : convertFunction(parameter);
  const name = (fn.functionName ?? '').toUpperCase();
  return { kind: 'function', name, argument, text: fn.rawValue ?? `${name}()` };
}

type Token = '(' | ')' | 'NOT' | 'AND' | 'OR' | Condition;

/** The library hands conditions over as a chain with counts of parentheses. */
function convertConditions(clause: WhereClause | HavingClause): Condition {
  const tokens: Token[] = [];
  let current: WhereClause | HavingClause | undefined = clause;
  while (current) {
    const { left } = current as { left: Record<string, unknown> | null };
    const operator = 'operator' in current ? current.operator?.toUpperCase() : undefined;
    if (left === null && operator !== 'NOT') throw unsupportedSoql(LOST_NEGATION);
    tokens.push(...Array<Token>(Number(left?.openParen ?? 0)).fill('('));
    if (left && 'operator' in left) tokens.push(convertComparison(left));
    tokens.push(...Array<Token>(Number(left?.closeParen ?? 0)).fill(')'));
    if (operator) tokens.push(operator as 'AND' | 'OR' | 'NOT');
    current = 'right' in current ? current.right : undefined;
  }
  const reader = { tokens, index: 0 };
  const condition = readAny(reader);
  if (reader.index < tokens.length) throw malformedQuery(`unexpected token: '${String(tokens[reader.index])}'`);
  return condition;
}

interface TokenReader {
  tokens: Token[];
  index: number;
}

/** As in Salesforce, AND and OR do not mix without parentheses, and NOT binds one condition. */
function readAny(reader: TokenReader): Condition {
  const parts = [readOne(reader)];
  const operator = reader.tokens[reader.index];
  while (reader.tokens[reader.index] === 'AND' || reader.tokens[reader.index] === 'OR') {
    const next = reader.tokens[reader.index++];
    if (next !== operator) throw malformedQuery(`unexpected token: '${String(next)}' (parentheses are needed where AND and OR meet)`);
    parts.push(readOne(reader));
  }
  return parts.length === 1 ? parts[0] : { kind: operator === 'OR' ? 'or' : 'and', parts };
}

function readOne(reader: TokenReader): Condition {
  const token = reader.tokens[reader.index++];
  if (token === 'NOT') return { kind: 'not', part: readOne(reader) };
  if (token === '(') {
    const inner = readAny(reader);
    if (reader.tokens[reader.index++] !== ')') throw malformedQuery("unexpected token: expecting a right parentheses, found '<EOF>'");
    return inner;
  }
  if (token === undefined || typeof token === 'string') throw malformedQuery(`unexpected token: '${token ?? '<EOF>'}'`);
  return token;
}

function convertComparison(left: Record<string, unknown>): Condition {
  const operand: Operand = 'fn' in left ? convertFunction(left.fn as FunctionExp) : { kind: 'field', path: String(left.field) };
  const operator = String(left.operator).toUpperCase().replace(/\s+/g, ' ') as Comparison;
  if (left.valueQuery) {
    if (operator !== 'IN' && operator !== 'NOT IN')
      throw malformedQuery(`unexpected token: a sub-select needs IN or NOT IN, not ${operator}`);
    return { kind: 'select', operand, negated: operator === 'NOT IN', query: convertQuery(left.valueQuery as Query) };
  }
  const values = listOf(left.value as string | string[]);
  const types = left.literalType as string | string[] | undefined;
  return {
    kind: 'compare',
    operand,
    operator,
    literals: values.map((value, index) => convertLiteral(value, Array.isArray(types) ? types[index] : types))
  };
}

function convertLiteral(value: string, type: string | undefined): Literal {
  switch (type) {
    case 'STRING':
      return { type: 'string', text: checkedString(value.slice(1, -1)) };
    case 'INTEGER':
    case 'DECIMAL':
      return { type: 'number', text: value };
    case 'BOOLEAN':
      return { type: 'boolean', text: value.toLowerCase() };
    case 'NULL':
      return { type: 'null', text: 'null' };
    case 'DATE':
      return { type: 'date', text: value };
    case 'DATETIME':
      return { type: 'datetime', text: value };
    case 'DATE_LITERAL':
    case 'DATE_N_LITERAL':
      return { type: 'dateLiteral', text: value.toUpperCase() };
    default:
      throw unsupportedSoql(`the value ${value}`);
  }
}

function checkedString(text: string): string {
  readStringLiteral(text);
  return text;
}
