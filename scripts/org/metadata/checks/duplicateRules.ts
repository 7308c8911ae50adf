/** Matching rules and duplicate rules. */
import type { DuplicateRule, DuplicateRuleMatchRule, MatchingRule } from '@salesforce/types/metadata';
import type { Catalog, FieldDef, MatchingRuleDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { STANDARD_MATCHING_RULES } from '../standard/duplicateRules.ts';
import { childrenNamed, type XmlNode } from '../xml.ts';
import { asWarning, deployedOf, lacking, reporter, type CheckContext } from './context.ts';
import { booleanFilterProblem } from './filterLogic.ts';

const MODEL = 'metadata-model.md section 10';
const RULES = {
  'duplicate-object': { reason: 'duplicates are managed for accounts, contacts, leads and custom objects', source: MODEL },
  'matching-method': { reason: 'this org compares exactly', source: 'this org' },
  'matching-status': { reason: 'only Active and Inactive can be deployed', source: `${MODEL} (meta_matchingrule)` },
  'matching-field': { reason: 'fields exist and can be compared', source: `${MODEL} (meta_matchingrule)` },
  'matching-filter': { reason: 'filter logic counts the items', source: `${MODEL} (meta_matchingrule)` },
  'matching-active': { reason: 'an active matching rule cannot be deployed again, changed or not', source: `${MODEL} (CumulusCI #953)` },
  'duplicate-part': { reason: 'only parts that this org gives meaning to', source: 'this org' },
  'duplicate-matching': { reason: 'matching rules must be active before the deployment', source: `${MODEL} (forcedotcom/cli #569)` },
  'duplicate-mapping': { reason: 'a rule across objects maps every field it compares', source: MODEL },
  'duplicate-order': { reason: 'rules of an object are numbered from 1 without gaps', source: `${MODEL} (b2c-crm-sync #120)` },
  'duplicate-alert': { reason: 'an alert has at most 1,000 characters', source: `${MODEL} (BELIEVED)` }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** Types whose values can be compared for equality. */
const COMPARABLE = new Set(['string', 'email', 'phone', 'url', 'picklist', 'reference', 'double', 'int', 'textarea']);
const LONG_TEXT = 255;

/** Checks MatchingRules and DuplicateRule. */
export function checkDuplicateRules(context: CheckContext): Problem[] {
  return [
    ...deployedOf(context, 'MatchingRule').flatMap((component) => matchingProblems(context, component)),
    ...deployedOf(context, 'DuplicateRule').flatMap((component) => duplicateProblems(context, component))
  ];
}

const objectNameOf = (component: Component): string => component.fullName.slice(0, component.fullName.indexOf('.'));

function objectProblem({ catalog }: CheckContext, component: WithNode): Problem | undefined {
  const name = objectNameOf(component);
  const object = catalog.objects.get(name);
  if (!object) return report(component, 'duplicate-object', `In field: fullName - no CustomObject named ${name} found`, component.node);
  return object.kind === 'custom' || ['Account', 'Contact', 'Lead'].includes(name)
    ? undefined
    : report(component, 'duplicate-object', `not supported: duplicate rules of ${name}`, component.node);
}

function matchingProblems(context: CheckContext, component: WithNode): Problem[] {
  const wrongObject = objectProblem(context, component);
  if (wrongObject) return [wrongObject];
  const object = context.catalog.objects.get(objectNameOf(component));
  const source = toTyped<MatchingRule>(component.node, 'MatchingRule');
  const problems: Problem[] = [];
  const nodes = childrenNamed(component.node, 'matchingRuleItems');
  for (const [index, item] of source.matchingRuleItems.entries()) {
    const field = object?.fields.get(item.fieldName);
    if (item.matchingMethod !== 'Exact')
      problems.push(report(component, 'matching-method', `not supported: matchingMethod ${item.matchingMethod}`, nodes[index]));
    if (!field)
      problems.push(
        lacking(
          report(
            component,
            'matching-field',
            `In field: fieldName - no CustomField named ${object?.name}.${item.fieldName} found`,
            nodes[index]
          ),
          'CustomField',
          `${object?.name}.${item.fieldName}`
        )
      );
    else if (!isComparable(field))
      problems.push(
        report(component, 'matching-field', `The field ${object?.name}.${field.name} cannot be used in a matching rule`, nodes[index])
      );
  }
  if (source.ruleStatus !== 'Active' && source.ruleStatus !== 'Inactive')
    problems.push(report(component, 'matching-status', `The rule status ${source.ruleStatus} cannot be deployed`, component.node));
  const logic =
    source.booleanFilter === undefined ? undefined : booleanFilterProblem(source.booleanFilter, source.matchingRuleItems.length);
  if (logic) problems.push(report(component, 'matching-filter', logic, component.node));
  const before = context.before.matchingRules.get(component.fullName);
  if (before?.ruleStatus === 'Active' && source.ruleStatus !== 'Inactive')
    problems.push(report(component, 'matching-active', 'Before you change a matching rule, you must deactivate it.', component.node));
  const user = source.ruleStatus === 'Inactive' ? activeUser(context.catalog, component.fullName) : undefined;
  if (user)
    problems.push(
      report(
        component,
        'matching-active',
        `Before you deactivate a matching rule, deactivate the duplicate rule that uses it: ${user}`,
        component.node
      )
    );
  return problems;
}

function isComparable(field: FieldDef): boolean {
  return COMPARABLE.has(field.type) && field.formula === undefined && !(field.type === 'textarea' && (field.length ?? 0) > LONG_TEXT);
}

const matchName = (match: DuplicateRuleMatchRule): string => `${match.matchRuleSObjectType}.${match.matchingRule}`;

/** The active duplicate rule that would use a matching rule after the deployment. */
function activeUser(catalog: Catalog, matchingRule: string): string | undefined {
  return [...catalog.duplicateRules.values()].find(
    (rule) => rule.isActive && (rule.duplicateRuleMatchRules ?? []).some((match) => matchName(match) === matchingRule)
  )?.name;
}

function duplicateProblems(context: CheckContext, component: WithNode): Problem[] {
  const wrongObject = objectProblem(context, component);
  if (wrongObject) return [wrongObject];
  const source = toTyped<DuplicateRule>(component.node, 'DuplicateRule');
  const problems: Problem[] = [];
  if (source.duplicateRuleFilter) problems.push(report(component, 'duplicate-part', 'not supported: duplicateRuleFilter', component.node));
  for (const name of ['operationsOnInsert', 'operationsOnUpdate'] as const)
    for (const operation of source[name])
      if (operation !== 'Alert' && operation !== 'Report')
        problems.push(report(component, 'duplicate-part', `not supported: ${name} ${operation}`, component.node));
  if (!source.duplicateRuleMatchRules?.length)
    problems.push(report(component, 'duplicate-matching', 'Required field is missing: duplicateRuleMatchRules', component.node));
  for (const match of source.duplicateRuleMatchRules ?? []) problems.push(...matchProblems(context, component, source, match));
  if (!isInSequence(context.catalog, objectNameOf(component)))
    problems.push(report(component, 'duplicate-order', 'SortOrder must be in sequential order from 1.', component.node));
  if ([...(source.alertText ?? '')].length > 1000)
    problems.push(
      asWarning(report(component, 'duplicate-alert', 'Value too long for field: AlertText maximum length is:1000', component.node))
    );
  return problems;
}

/** True when the rules of an object would be numbered 1, 2, 3 …, whatever order they are deployed in. */
function isInSequence(catalog: Catalog, object: string): boolean {
  const orders = [...catalog.duplicateRules.values()].filter((rule) => rule.object === object).map((rule) => rule.sortOrder);
  return orders.toSorted((a, b) => a - b).every((order, index) => order === index + 1);
}

const NOT_READY = 'Before you can use this duplicate rule, all associated matching rules must be active and have their fields mapped';

function matchProblems(context: CheckContext, component: WithNode, source: DuplicateRule, match: DuplicateRuleMatchRule): Problem[] {
  const name = matchName(match);
  if (STANDARD_MATCHING_RULES.has(name))
    return source.isActive
      ? [report(component, 'matching-method', `not supported: matching rule ${name} (it compares by similarity)`, component.node)]
      : [];
  const rule = context.catalog.matchingRules.get(name);
  if (!rule)
    return [report(component, 'duplicate-matching', `In field: matchingRule - no MatchingRule named ${name} found`, component.node)];
  const problems = mappingProblems(context, component, match, rule);
  // Activation is asynchronous: a rule that becomes active in this deployment is not active yet.
  const ready = rule.ruleStatus === 'Active' && context.before.matchingRules.get(name)?.ruleStatus === 'Active';
  if (source.isActive && !ready) problems.push(report(component, 'duplicate-matching', NOT_READY, component.node));
  return problems;
}

/** A rule that looks into another object says which field of the record stands for which field there. */
function mappingProblems({ catalog }: CheckContext, component: WithNode, match: DuplicateRuleMatchRule, rule: MatchingRuleDef): Problem[] {
  const own = objectNameOf(component);
  if (match.matchRuleSObjectType === own) return [];
  const mapping = match.objectMapping;
  const problem = (text: string): Problem => report(component, 'duplicate-mapping', text, component.node);
  if (!mapping || mapping.inputObject !== own || mapping.outputObject !== match.matchRuleSObjectType) return [problem(NOT_READY)];
  const object = catalog.objects.get(own);
  return rule.matchingRuleItems.flatMap((item) => {
    const input = mapping.mappingFields.find((pair) => pair.outputField === item.fieldName)?.inputField;
    if (input === undefined) return [problem(NOT_READY)];
    return object?.fields.has(input) ? [] : [problem(`In field: inputField - no CustomField named ${own}.${input} found`)];
  });
}
