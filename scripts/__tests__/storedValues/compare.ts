/** Compares what the org shows with what was expected, and counts. */
import type { Value, Values } from './history.ts';

interface Difference {
  topic: string;
  key: string;
  field: string;
  at: Date;
  expected: Value;
  actual: Value;
}

export interface Comparison {
  compared: number;
  differences: Difference[];
  /** Compares a record's values at a moment. */
  values(topic: string, key: string, at: Date, expected: Values, actual: Record<string, unknown> | undefined): void;
}

/** Formula fields of shares show four digits after the point. */
const TOLERANCE = 0.00005 + 1e-9;

/** Numbers that are counted or added up begin at nothing: blank and 0 say the same. */
const isSum = (field: string): boolean => /^DaysIn|Count__c$|Rows__c$|^TextLength__c$/.test(field);

function isSame(field: string, expected: Value, actual: Value): boolean {
  if (typeof expected === 'number' && typeof actual === 'number') return Math.abs(expected - actual) <= TOLERANCE;
  return expected === actual || (isSum(field) && (expected ?? 0) === (actual ?? 0));
}

/** @param idOf the org's id of a record by its key */
export function comparison(idOf: (key: string) => string | undefined): Comparison {
  const result: Comparison = {
    compared: 0,
    differences: [],
    values: (topic, key, at, expected, actual) => {
      for (const [field, value] of Object.entries(expected)) {
        const wanted = typeof value === 'string' && isReference(field) ? (idOf(value.replace(/^@/, '')) ?? null) : value;
        const shown = (actual?.[field] ?? null) as Value;
        result.compared += 1;
        if (!isSame(field, wanted, shown)) result.differences.push({ topic, key, field, at, expected: wanted, actual: shown });
      }
    }
  };
  return result;
}

const isReference = (field: string): boolean => /Target__c$|^Company__c$/.test(field);

/** The differences in few words: how many of each field, and the first ones. */
export function summary(differences: readonly Difference[]): string {
  const byField = new Map<string, Difference[]>();
  for (const difference of differences) {
    const field = `${difference.topic} ${difference.field}`;
    byField.set(field, [...(byField.get(field) ?? []), difference]);
  }
  return [...byField]
    .map(([field, [first, ...others]]) => {
      const example = `${first.key} at ${first.at.toISOString()}: expected ${JSON.stringify(first.expected)}, shown ${JSON.stringify(first.actual)}`;
      return `${field}: ${others.length + 1} different, e.g. ${example}`;
    })
    .join('\n');
}
