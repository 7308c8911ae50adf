/** Visibility rules of components and fields, against the record on screen. No DOM. */
import type { Criterion, VisibilityRule } from '../../../page/types.ts';
import type { RecordData } from 'record/types';

function valueAt(record: RecordData | undefined, path: string): unknown {
  let owner: RecordData | undefined = record;
  let value: unknown = null;
  for (const name of path.split('.')) {
    value = owner?.fields?.[name]?.value ?? null;
    owner = value as RecordData | undefined;
  }
  return value;
}

function compare(left: unknown, right: string): number {
  const number = Number(right);
  if (typeof left === 'number' && right !== '' && !Number.isNaN(number)) return left - number;
  const text = left === null || left === undefined ? '' : String(left);
  return text < right ? -1 : text > right ? 1 : 0;
}

function holds(criterion: Criterion, record: RecordData | undefined): boolean {
  const left = criterion.field === undefined ? (criterion.value ?? null) : valueAt(record, criterion.field);
  const { right } = criterion;
  const blank = left === null || left === '';
  switch (criterion.operator) {
    case 'EQUAL':
      return compare(left, right) === 0;
    case 'NE':
      return compare(left, right) !== 0;
    case 'CONTAINS':
      return !blank && String(left).includes(right);
    case 'GT':
      return !blank && compare(left, right) > 0;
    case 'GE':
      return !blank && compare(left, right) >= 0;
    case 'LT':
      return !blank && compare(left, right) < 0;
    case 'LE':
      return !blank && compare(left, right) <= 0;
    default:
      throw new Error(`not supported: visibility operator ${criterion.operator}`);
  }
}

/** `1 AND (2 OR NOT 3)` over the results of the criteria. */
function filtered(filter: string, results: boolean[]): boolean {
  const tokens = filter.toUpperCase().match(/\d+|AND|OR|NOT|[()]/g) ?? [];
  let at = 0;
  const primary = (): boolean => {
    const token = tokens[at];
    at += 1;
    if (token === 'NOT') return !primary();
    if (token !== '(') return results[Number(token) - 1] ?? false;
    const inner = either();
    at += 1;
    return inner;
  };
  const both = (): boolean => {
    let result = primary();
    while (tokens[at] === 'AND') {
      at += 1;
      const next = primary();
      result = result && next;
    }
    return result;
  };
  const either = (): boolean => {
    let result = both();
    while (tokens[at] === 'OR') {
      at += 1;
      const next = both();
      result = result || next;
    }
    return result;
  };
  return either();
}

/** True when the rule (or its absence) lets the component be seen. @throws Error for an unknown operator */
export function isVisible(rule: VisibilityRule | undefined, record: RecordData | undefined): boolean {
  if (!rule) return true;
  const results = rule.criteria.map((criterion) => holds(criterion, record));
  return rule.filter ? filtered(rule.filter, results) : results.every(Boolean);
}
