/** Values of picklists: of standard and global value sets, and of fields. */
import type { CustomField, CustomValue } from '@salesforce/types/metadata';
import { ownersOf } from '../buildObjects.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { deployedOf, lacking, reporter, type CheckContext } from './context.ts';

const RULES = {
  'value-set-unknown': { reason: 'standard value sets are fixed, global ones must exist', source: 'metadata-model.md section 2' },
  'value-set-empty': { reason: 'at least one value is required', source: 'metadata-model.md section 2 (meta_standardvalueset)' },
  X01: { reason: 'values are unique', source: 'metadata-automation.md section 7' },
  X02: { reason: 'labels of values are unique', source: 'metadata-automation.md section 7' },
  F11: { reason: 'a value has at most 255 characters', source: 'metadata-automation.md section 7' },
  'dependency-unknown': {
    reason: 'a dependent picklist names existing values',
    source: 'metadata-model.md section 7 (forcedotcom/cli #155)'
  }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** Checks value sets and picklist fields. */
export function checkValueSets(context: CheckContext): Problem[] {
  return [
    // Of sets that this org lacks nothing is known: states of two countries share a code, some sets are empty.
    ...deployedOf(context, 'StandardValueSet').flatMap((component) =>
      context.before.standardValueSets.has(component.fullName)
        ? valueProblems(component, childrenNamed(component.node, 'standardValue'))
        : [report(component, 'value-set-unknown', `not supported: standard value set ${component.fullName}`, component.node)]
    ),
    ...deployedOf(context, 'GlobalValueSet').flatMap((component) => valueProblems(component, childrenNamed(component.node, 'customValue'))),
    ...deployedOf(context, 'CustomField').flatMap((component) => fieldProblems(context, component))
  ];
}

function valueProblems(component: WithNode, values: XmlNode[]): Problem[] {
  if (values.length === 0)
    return [report(component, 'value-set-empty', `${component.fullName}: at least one value is required`, component.node)];
  const problems: Problem[] = [];
  const names = new Set<string>();
  const labels = new Set<string>();
  const defaults = values.filter((node) => childText(node, 'default') === 'true');
  if (defaults.length > 1)
    problems.push(report(component, 'X01', `At most one value can be the default, ${defaults.length} are`, defaults[1]));
  for (const node of values) {
    const value = toTyped<CustomValue>(node, 'CustomValue');
    const name = value.fullName ?? '';
    const label = value.label ?? name;
    const isActive = value.isActive !== false;
    if (name === '') problems.push(report(component, 'value-set-empty', 'Required field is missing: fullName', node));
    if (names.has(name.toLowerCase()))
      problems.push(report(component, 'X01', `Field:fullName, value:${name} appears more than once`, node));
    else if (isActive && labels.has(label)) problems.push(report(component, 'X02', `Duplicate label: ${label}`, node));
    if (name.length > 255 || label.length > 255)
      problems.push(report(component, 'F11', 'Value too long for field: FullName maximum length is:255', node));
    names.add(name.toLowerCase());
    // A replaced value set keeps its old values inactive: theirs are not in the user's way.
    if (isActive) labels.add(label);
  }
  return problems;
}

function fieldProblems({ catalog }: CheckContext, component: WithNode): Problem[] {
  const { valueSet } = toTyped<CustomField>(component.node, 'CustomField');
  const node = childrenNamed(component.node, 'valueSet')[0];
  if (!valueSet || !node) return [];
  const problems: Problem[] = [];
  const definition = childrenNamed(node, 'valueSetDefinition')[0];
  if (definition) problems.push(...valueProblems(component, childrenNamed(definition, 'value')));
  else if (!valueSet.valueSetName)
    problems.push(report(component, 'value-set-empty', 'A picklist needs a valueSetDefinition or a valueSetName', node));
  if (valueSet.valueSetName && !catalog.globalValueSets.has(valueSet.valueSetName)) {
    problems.push(
      lacking(
        report(component, 'value-set-unknown', `In field: valueSet - no GlobalValueSet named ${valueSet.valueSetName} found`, node),
        'GlobalValueSet',
        valueSet.valueSetName
      )
    );
  }
  const dot = component.fullName.indexOf('.');
  const [owner = ''] = ownersOf(component.fullName.slice(0, dot));
  const fields = catalog.objects.get(owner)?.fields;
  const own = fields?.get(component.fullName.slice(dot + 1))?.picklist?.values.map((value) => value.value) ?? [];
  const controlling = valueSet.controllingField ? fields?.get(valueSet.controllingField) : undefined;
  if (valueSet.controllingField && controlling?.type !== 'picklist' && controlling?.type !== 'boolean') {
    problems.push(
      lacking(
        report(
          component,
          'dependency-unknown',
          `In field: controllingField - no picklist or checkbox field named ${owner}.${valueSet.controllingField} found`,
          node
        ),
        'CustomField',
        `${owner}.${valueSet.controllingField}`
      )
    );
    return problems;
  }
  const controllingValues =
    controlling?.type === 'boolean' ? ['checked', 'unchecked'] : (controlling?.picklist?.values.map((value) => value.value) ?? []);
  for (const setting of childrenNamed(node, 'valueSettings')) {
    const name = childText(setting, 'valueName') ?? '';
    if (!own.includes(name))
      problems.push(
        report(component, 'dependency-unknown', `Picklist value: ${name} in picklist: ${component.fullName} not found`, setting)
      );
    for (const value of childrenNamed(setting, 'controllingFieldValue')) {
      // Settings that outlived their controlling field are retrieved without it.
      if (valueSet.controllingField !== undefined && !controllingValues.includes(value.text))
        problems.push(
          report(
            component,
            'dependency-unknown',
            `Control field value '${value.text}' not found, valid values are [${controllingValues.join(', ')}]`,
            value
          )
        );
    }
  }
  return problems;
}
