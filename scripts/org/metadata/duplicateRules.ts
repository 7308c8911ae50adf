/** Stored matching and duplicate rules → the catalog, the platform's own among them. */
import type { DuplicateRule, MatchingRule } from '@salesforce/types/metadata';
import type { DuplicateRuleDef, MatchingRuleDef } from './catalog.ts';
import type { StoredComponent } from './components.ts';
import { toTyped } from './parse.ts';
import { STANDARD_DUPLICATE_RULES, type StandardDuplicateRule } from './standard/duplicateRules.ts';
import type { XmlNode } from './xml.ts';

const objectOf = (fullName: string): string => fullName.slice(0, fullName.indexOf('.'));

/** Matching rules by `Object.Name`. */
export function buildMatchingRules(components: StoredComponent[]): Map<string, MatchingRuleDef> {
  return new Map(
    components.map(({ fullName, node }) => [
      fullName,
      { ...toTyped<MatchingRule>(node as XmlNode, 'MatchingRule'), name: fullName, object: objectOf(fullName) }
    ])
  );
}

/** Duplicate rules by `Object.Name`: those of every org, replaced and joined by the deployed ones. */
export function buildDuplicateRules(components: StoredComponent[]): Map<string, DuplicateRuleDef> {
  const rules = new Map(STANDARD_DUPLICATE_RULES.map((rule) => [`${rule.object}.${rule.name}`, standardRule(rule)]));
  for (const { fullName, node } of components)
    rules.set(fullName, {
      ...toTyped<DuplicateRule>(node as XmlNode, 'DuplicateRule'),
      name: fullName,
      object: objectOf(fullName),
      standard: false
    });
  return rules;
}

function standardRule(rule: StandardDuplicateRule): DuplicateRuleDef {
  return {
    name: `${rule.object}.${rule.name}`,
    object: rule.object,
    standard: true,
    actionOnInsert: 'Allow',
    actionOnUpdate: 'Allow',
    duplicateRuleMatchRules: [{ matchRuleSObjectType: rule.matchObject, matchingRule: rule.matchingRule }],
    isActive: true,
    masterLabel: rule.label,
    operationsOnInsert: ['Report'],
    operationsOnUpdate: ['Report'],
    securityOption: 'EnforceSharingRules',
    sortOrder: rule.sortOrder
  };
}
