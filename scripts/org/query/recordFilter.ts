/**
 * Filters on records in GraphQL syntax, the `where` of related lists: `{ and: [{ StageName: { eq: "A" } }, { Account: { Name: { like: "%x%" } } }] }`.
 * Source: User Interface API Developer Guide, "Related List Records"; GraphQL API, "Filter Fields and Values".
 */
import type { FilterOperation } from '@salesforce/types/metadata';
import { ApiError, notSupported } from '../http/router.ts';
import { findField, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { combineFilters, filterCondition, type SqlCondition } from './filters.ts';
import { canReadPath, findRelationship, resolvePath, type ResolvedPath, type SqlSource } from './paths.ts';

/** A filter as its parts: what a GraphQL input value parses to. */
export type FilterValue = string | number | boolean | null | FilterValue[] | { [name: string]: FilterValue };

const broken = (text: string): ApiError => new ApiError(400, 'INVALID_FILTER', `The filter cannot be read: ${text}`);

/** Parses a GraphQL input value. @throws ApiError 400 INVALID_FILTER */
function parse(text: string): FilterValue {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[A-Za-z_]\w*|[{}[\]:]|[^\s,]/g) ?? [];
  let position = 0;
  const list = (): FilterValue[] => {
    const items: FilterValue[] = [];
    while (tokens[position] !== ']') items.push(value());
    position += 1;
    return items;
  };
  const object = (): Record<string, FilterValue> => {
    const members: [string, FilterValue][] = [];
    while (tokens[position] !== '}') {
      const name = tokens[position] ?? '';
      if (!/^[A-Za-z_]\w*$/.test(name) || tokens[position + 1] !== ':') throw broken(text);
      position += 2;
      members.push([name, value()]);
    }
    position += 1;
    return Object.fromEntries(members);
  };
  function value(): FilterValue {
    const token = tokens[position];
    position += 1;
    if (token === '{') return object();
    if (token === '[') return list();
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    if (token?.startsWith('"')) return stringValue(token);
    if (token !== undefined && /^-?\d/.test(token)) return Number(token);
    // An enumeration value, such as the literal TODAY.
    if (token !== undefined && /^[A-Za-z_]/.test(token)) return token;
    throw broken(text);
  }
  const result = value();
  if (position !== tokens.length) throw broken(text);
  return result;

  function stringValue(token: string): string {
    try {
      return JSON.parse(token) as string;
    } catch {
      throw broken(text);
    }
  }
}

const COMPARISONS: Record<string, FilterOperation> = {
  lt: 'lessThan',
  gt: 'greaterThan',
  lte: 'lessOrEqual',
  gte: 'greaterOrEqual',
  includes: 'includes',
  excludes: 'excludes'
};
const TEXTS = new Set(['id', 'reference', 'string', 'textarea', 'picklist', 'multipicklist', 'email', 'phone', 'url']);

const isObject = (value: FilterValue | undefined): value is Record<string, FilterValue> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const negated = (condition: SqlCondition): SqlCondition => ({
  sql: `NOT COALESCE(${condition.sql}, 0)`,
  parameters: condition.parameters
});

/**
 * A filter as a condition on a query's rows.
 * @returns a function that adds the joins it needs to the query
 * @throws ApiError for text that cannot be read, fields that the user may not read, and unknown operators
 */
export function recordFilter(org: Org, access: Access, object: ObjectDef, text: string): (source: SqlSource) => SqlCondition {
  return filterTree(org, access, object, parse(text));
}

/** As `recordFilter`, of a filter that is parsed already. */
export function filterTree(org: Org, access: Access, object: ObjectDef, tree: FilterValue): (source: SqlSource) => SqlCondition {
  const text = JSON.stringify(tree);
  return (source) => {
    const sqlOf = (resolved: ResolvedPath): string => source.expression(resolved);
    return groupCondition(tree, []);

    function groupCondition(value: FilterValue, path: string[], joint: 'AND' | 'OR' = 'AND', holder = object): SqlCondition {
      const members = Array.isArray(value)
        ? value.map((entry) => groupCondition(entry, path, 'AND', holder))
        : isObject(value)
          ? Object.entries(value).map(([name, inner]) => memberCondition(name, inner, path, holder))
          : undefined;
      if (!members) throw broken(text);
      const whole = combineFilters(
        members,
        members.length ? members.map((_member, index) => String(index + 1)).join(` ${joint} `) : undefined
      );
      return { ...whole, sql: `(${whole.sql})` };
    }

    function memberCondition(name: string, value: FilterValue, path: string[], holder: ObjectDef): SqlCondition {
      if (name === 'and') return groupCondition(value, path, 'AND', holder);
      if (name === 'or') return groupCondition(value, path, 'OR', holder);
      if (name === 'not') return negated(groupCondition(value, path, 'AND', holder));
      if (!findField(holder, name)) {
        const reference = findRelationship(holder, name);
        const target = org.catalog.objects.get(reference?.referenceTo?.[0] ?? '');
        if (target) return groupCondition(value, [...path, name], 'AND', target);
      }
      const whole = [...path, name].join('.');
      const resolved = resolvePath(org.catalog, object, whole);
      if (!resolved || !canReadPath(access, resolved))
        throw new ApiError(400, 'INVALID_FIELD', `No such column '${whole}' on entity '${object.name}'.`, [whole]);
      if (!isObject(value)) throw broken(text);
      return combineFilters(
        Object.entries(value).map(([operator, operand]) => operatorCondition(resolved, operator, operand)),
        undefined
      );
    }

    function operatorCondition(resolved: ResolvedPath, operator: string, operand: FilterValue): SqlCondition {
      switch (operator) {
        case 'eq':
          return equal(resolved, operand);
        case 'ne':
          return negated(equal(resolved, operand));
        case 'in':
        case 'nin': {
          if (!Array.isArray(operand)) throw broken(text);
          const parts = operand.map((entry) => equal(resolved, entry));
          const any = {
            sql: `(${parts.map((part) => part.sql).join(' OR ') || '0'})`,
            parameters: parts.flatMap((part) => part.parameters)
          };
          return operator === 'in' ? any : negated(any);
        }
        case 'like':
          if (!TEXTS.has(resolved.field.type) || typeof operand !== 'string') throw broken(text);
          return { sql: `${sqlOf(resolved)} LIKE ? ESCAPE '\\'`, parameters: [operand] };
        default: {
          const operation = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
          if (!operation) throw notSupported(`operator ${operator} of a record filter`);
          // Those of a multi-select take a list.
          const text = Array.isArray(operand) ? operand.map((entry) => `"${scalar(entry)}"`).join(',') : scalar(operand);
          return filterCondition(org, { sql: sqlOf(resolved), field: resolved.field }, operation, text);
        }
      }
    }

    function equal(resolved: ResolvedPath, operand: FilterValue): SqlCondition {
      const sql = sqlOf(resolved);
      if (operand === null) return { sql: `(${sql} IS NULL OR ${sql} = '')`, parameters: [] };
      if (TEXTS.has(resolved.field.type)) return { sql: `${sql} = ? COLLATE NOCASE`, parameters: [scalar(operand)] };
      return filterCondition(org, { sql, field: resolved.field }, 'equals', scalar(operand));
    }

    /** Dates are written as `{ value: "2026-12-10" }` or `{ literal: TODAY }`. */
    function scalar(operand: FilterValue): string {
      if (isObject(operand)) {
        const inner = operand.value ?? operand.literal;
        if (inner === undefined || Object.keys(operand).length !== 1)
          throw notSupported(`${Object.keys(operand).join(', ')} in a record filter`);
        return scalar(inner);
      }
      if (operand === null || Array.isArray(operand)) throw broken(text);
      return String(operand);
    }
  };
}
