/** Matching and duplicate rules on leads and widgets for tests; matching rules must be deployed first. */
import type { Org } from '../../org.ts';
import { deployFiles } from '../../metadata/deploy.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

/** A file of matching rules; items are field names, `?` after one lets blanks match. */
export function matchingRules(
  object: string,
  name: string,
  items: string[],
  more: { status?: string; filter?: string } = {}
): Record<string, string> {
  const filter = more.filter ? `<booleanFilter>${more.filter}</booleanFilter>` : '';
  const nodes = items.map(
    (item) =>
      `<matchingRuleItems><blankValueBehavior>${item.endsWith('?') ? 'MatchBlanks' : 'NullNotAllowed'}</blankValueBehavior><fieldName>${item.replace('?', '')}</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems>`
  );
  return {
    [`matchingRules/${object}.matchingRule`]: `<MatchingRules ${NS}><matchingRules><fullName>${name}</fullName>${filter}<label>${name}</label>${nodes.join('')}<ruleStatus>${more.status ?? 'Active'}</ruleStatus></matchingRules></MatchingRules>`
  };
}

export interface RuleOptions {
  action?: 'Allow' | 'Block';
  operations?: string[];
  active?: boolean;
  order?: number;
  alert?: string;
  /** Object of the matching rule, and fields here → fields there. */
  other?: { object: string; mapping: Record<string, string> };
  more?: string;
}

/** A file of a duplicate rule; lead rules come third, after the platform's own. */
export function duplicateRule(object: string, name: string, matchingRule: string, options: RuleOptions = {}): Record<string, string> {
  const { action = 'Allow', operations = ['Alert'], active = true, order = 3, alert = '同じものがあります。', other, more = '' } = options;
  const repeat = (element: string): string => operations.map((operation) => `<${element}>${operation}</${element}>`).join('');
  const pairs = Object.entries(other?.mapping ?? {})
    .map(([input, output]) => `<mappingFields><inputField>${input}</inputField><outputField>${output}</outputField></mappingFields>`)
    .join('');
  const mapping = other
    ? `<objectMapping><inputObject>${object}</inputObject>${pairs}<outputObject>${other.object}</outputObject></objectMapping>`
    : '';
  return {
    [`duplicateRules/${object}.${name}.duplicateRule`]: `<DuplicateRule ${NS}><actionOnInsert>${action}</actionOnInsert><actionOnUpdate>${action}</actionOnUpdate><alertText>${alert}</alertText>${more}<duplicateRuleMatchRules><matchRuleSObjectType>${other?.object ?? object}</matchRuleSObjectType><matchingRule>${matchingRule}</matchingRule>${mapping}</duplicateRuleMatchRules><isActive>${active}</isActive><masterLabel>${name}</masterLabel>${repeat('operationsOnInsert')}${repeat('operationsOnUpdate')}<securityOption>BypassSharingRules</securityOption><sortOrder>${order}</sortOrder></DuplicateRule>`
  };
}

/** Deploys files; returns the problems, none when it went well. */
export function deployed(org: Org, files: Record<string, string>): string[] {
  const result = deployFiles(org, new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
  return result.details.componentFailures.map((failure) => `${failure.componentType} ${failure.fullName}: ${failure.problem ?? ''}`);
}

/** An org with rules that must deploy: matching rules first, then duplicate rules. */
export function withRules(org: Org, matching: Record<string, string>, duplicate: Record<string, string>): Org {
  const problems = [...deployed(org, matching), ...deployed(org, duplicate)];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return org;
}
