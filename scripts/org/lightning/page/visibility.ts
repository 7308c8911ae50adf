/** Component visibility rules: what the server can answer is answered here, the rest is left to the page. */
import type { UiFormulaRule } from '@salesforce/types/metadata';
import type { Org } from '../../org.ts';
import { accessOf } from '../../records/access.ts';
import { runSoql } from '../../query/soql.ts';
import { notSupported } from '../../http/router.ts';
import type { Criterion, VisibilityRule } from './types.ts';

/**
 * Turns a rule of the metadata into one for the page.
 * @throws ApiError `not supported: …` for a left value this org cannot answer
 */
export function pageRule(org: Org, userId: string, rule: UiFormulaRule | undefined): VisibilityRule | undefined {
  if (!rule) return undefined;
  const criteria = (rule.criteria ?? []).map((criterion): Criterion => {
    const path = criterion.leftValue.replace(/^\{!\s*|\s*\}$/g, '');
    const right = (criterion.rightValue ?? '').replace(/^''$/, '');
    const common = { operator: criterion.operator, right };
    if (/^Record\./i.test(path)) return { ...common, field: path.slice('Record.'.length) };
    return { ...common, value: globalValue(org, userId, path) };
  });
  return { criteria, ...(rule.booleanFilter ? { filter: rule.booleanFilter } : {}) };
}

function globalValue(org: Org, userId: string, path: string): string | boolean | null {
  const permission = /^\$Permission\.CustomPermission\.(\w+)$/i.exec(path)?.[1];
  if (permission !== undefined) return accessOf(org, userId).customPermissions.has(permission);
  if (/^\$Client\.formFactor$/i.test(path)) return 'Large';
  const userField = /^\$User\.([\w.]+)$/i.exec(path)?.[1];
  if (userField !== undefined) return userValue(org, userId, userField);
  throw notSupported(`visibility rule on ${path}`);
}

function userValue(org: Org, userId: string, path: string): string | boolean | null {
  const [record] = runSoql(org, userId, `SELECT ${path} FROM User WHERE Id = '${userId}'`).records as Record<string, unknown>[];
  const value = path
    .split('.')
    .reduce<unknown>(
      (owner, part) => (owner !== null && typeof owner === 'object' ? (owner as Record<string, unknown>)[part] : null),
      record
    );
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'number' ? String(value) : null;
}
