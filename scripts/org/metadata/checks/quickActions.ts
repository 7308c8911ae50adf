/** Quick actions. */
import type { FieldOverride, QuickAction } from '@salesforce/types/metadata';
import { checkFlowFormula } from '../../formula/formula.ts';
import { typeOfReference } from '../../formula/references.ts';
import { KNOWN_STANDARD_LABELS, parentFieldOf, resolveActionReference } from '../../records/quickActions.ts';
import type { Catalog, FieldDef, ObjectDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import type { XmlNode } from '../xml.ts';
import { asWarning, deployedOf, lacking, reporter, withMissing, type CheckContext } from './context.ts';

const SHAPES = 'metadata-pages.md 7.2';
const PREDEFINED = 'Salesforce Help, Set Predefined Field Values for Quick Action Fields';
const RULES = {
  'action-type': { reason: 'only action types that this org runs', source: 'this org' },
  'action-part': { reason: 'only parts that this org gives meaning to', source: 'this org' },
  'action-target': { reason: 'a quick action names existing things', source: SHAPES },
  'action-label': { reason: 'an action has a label of its own or a standard one', source: SHAPES },
  'action-layout': { reason: 'an action that creates or updates has a form', source: SHAPES },
  'action-parent': { reason: 'the parent field leads to the record the action starts from', source: SHAPES },
  'action-required': { reason: 'a record without its required fields is not saved', source: PREDEFINED },
  'action-value': { reason: 'not every field can be predefined, and formulas must compile', source: PREDEFINED }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** Parts of other types of actions, and looks that this org has not. */
const REFUSED_PARTS = [
  'actionSubtype',
  'canvas',
  'flexiPage',
  'flowDefinition',
  'height',
  'icon',
  'lightningComponent',
  'lightningWebComponent',
  'modalSize',
  'page',
  'quickActionSendEmailOptions',
  'targetRecordType',
  'width'
];

/** Checks quick actions. */
export function checkQuickActions(context: CheckContext): Problem[] {
  return deployedOf(context, 'QuickAction').flatMap((component) => actionProblems(context.catalog, component));
}

function actionProblems(catalog: Catalog, component: WithNode): Problem[] {
  const { node, fullName } = component;
  const action = toTyped<QuickAction>(node, 'QuickAction');
  const at = (name: string): XmlNode => node.children.find((child) => child.name === name) ?? node;
  if (action.type !== 'Create' && action.type !== 'Update')
    return [report(component, 'action-type', `not supported: quick action of type ${action.type}`, at('type'))];
  const parts = node.children
    .filter((child) => REFUSED_PARTS.includes(child.name))
    .map((child) => report(component, 'action-part', `not supported: ${child.name} of a quick action`, child));
  const dot = fullName.indexOf('.');
  const ownerName = dot < 0 ? undefined : fullName.slice(0, dot);
  const source = ownerName === undefined ? undefined : catalog.objects.get(ownerName);
  const missing = (name: string, where: XmlNode): Problem =>
    lacking(report(component, 'action-target', `no CustomObject named ${name} found`, where), 'CustomObject', name);
  if (ownerName !== undefined && !source?.userFacing) return [...parts, missing(ownerName, node)];
  if (action.type === 'Update' && !source)
    return [...parts, report(component, 'action-target', 'An action that updates a record belongs to an object', node)];
  if (action.type === 'Update' && action.targetObject !== undefined)
    return [...parts, report(component, 'action-target', 'Can not specify targetObject for an action of type Update', at('targetObject'))];
  const target = action.type === 'Update' ? source : catalog.objects.get(action.targetObject ?? '');
  if (!target?.userFacing) return [...parts, missing(action.targetObject ?? '', at('targetObject'))];
  return [
    ...parts,
    ...labelProblems(component, action),
    ...parentProblems(component, action, source, target),
    ...layoutProblems(component, action, target),
    ...action.fieldOverrides.flatMap((override) => overrideProblems(catalog, component, source, target, override)),
    ...requiredProblems(component, action, target)
  ];
}

function labelProblems(component: WithNode, action: QuickAction): Problem[] {
  if (action.label !== undefined) return [];
  if (action.standardLabel === undefined) return [report(component, 'action-label', 'Required field is missing: label', component.node)];
  return KNOWN_STANDARD_LABELS.includes(action.standardLabel)
    ? []
    : [report(component, 'action-label', `not supported: standardLabel ${action.standardLabel} of a quick action`, component.node)];
}

function parentProblems(component: WithNode, action: QuickAction, source: ObjectDef | undefined, target: ObjectDef): Problem[] {
  const name = action.targetParentField;
  if (name === undefined) return [];
  const refuse = (problem: string): Problem[] => [report(component, 'action-parent', problem, component.node)];
  if (!source) return refuse('Can not specify targetParentField for a global action');
  if (action.type === 'Update') return refuse('Can not specify targetParentField for an action of type Update');
  const field = parentFieldOf(target, name);
  return field?.referenceTo?.includes(source.name)
    ? []
    : refuse(`In field: targetParentField - ${target.name} has no relationship ${name} to ${source.name}`).map((problem) =>
        lacking(problem, 'CustomField', `${target.name}.${name}`)
      );
}

const noField = (component: WithNode, target: ObjectDef, name: string): Problem =>
  lacking(
    report(component, 'action-target', `In field: field - no CustomField named ${target.name}.${name} found`, component.node),
    'CustomField',
    `${target.name}.${name}`
  );

function layoutProblems(component: WithNode, action: QuickAction, target: ObjectDef): Problem[] {
  const layout = action.quickActionLayout;
  if (!layout) return [report(component, 'action-layout', 'Required field is missing: quickActionLayout', component.node)];
  const names = layout.quickActionLayoutColumns
    .flatMap((column) => column.quickActionLayoutItems)
    .flatMap((item) => (item.field === undefined ? [] : [item.field]));
  return [
    ...names.filter((name) => !target.fields.has(name)).map((name) => noField(component, target, name)),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => report(component, 'action-layout', `Duplicate field in the action layout: ${name}`, component.node))
  ];
}

/** Types of fields that cannot be predefined. */
function isPredefinable(field: FieldDef): boolean {
  return field.type !== 'multipicklist' && !field.compoundParts && field.type !== 'address' && (field.createable || field.updateable);
}

function overrideProblems(
  catalog: Catalog,
  component: WithNode,
  source: ObjectDef | undefined,
  target: ObjectDef,
  override: FieldOverride
): Problem[] {
  const { field: name, formula, literalValue } = override;
  const field = target.fields.get(name);
  const refuse = (problem: string): Problem[] => [report(component, 'action-value', problem, component.node)];
  if (!field) return [noField(component, target, name)];
  if (!isPredefinable(field)) return refuse(`The field ${target.name}.${name} can not have a predefined value`);
  if (formula !== undefined && literalValue !== undefined)
    return refuse(`not supported: a formula and a literal value of ${target.name}.${name} at once`);
  if (formula === undefined && literalValue === undefined)
    return refuse(`The predefined value of ${target.name}.${name} is either a formula or a literal value`);
  if (field.type === 'picklist' && formula !== undefined)
    return refuse(`not supported: a formula as predefined value of the picklist ${target.name}.${name}`);
  if (literalValue !== undefined) {
    if (field.type !== 'picklist' && field.type !== 'string' && field.type !== 'textarea')
      return refuse(`not supported: a literal value for ${target.name}.${name}, which is no text and no picklist`);
    const known = field.picklist?.values.some((entry) => entry.value === literalValue) ?? true;
    return known || !field.picklist?.restricted
      ? []
      : refuse(`Picklist value: ${literalValue} in picklist: ${target.name}.${name} not found`);
  }
  return checkFlowFormula(formula ?? '', field.type, (path, at) => {
    const resolved = resolveActionReference(catalog, source, path, at);
    return { type: typeOfReference(resolved), ...(resolved.kind === 'field' ? { field: resolved.field } : {}) };
  }).flatMap((found) =>
    refuse(`Error in formula of the predefined value of ${target.name}.${name}: ${found.message}`).map((problem) =>
      withMissing(problem, found)
    )
  );
}

/** Told, not refused: such an action deploys, and then none of its records is saved. */
function requiredProblems(component: WithNode, action: QuickAction, target: ObjectDef): Problem[] {
  if (action.type === 'Update') return [];
  const given = new Set([
    ...(action.quickActionLayout?.quickActionLayoutColumns ?? []).flatMap((column) =>
      column.quickActionLayoutItems.flatMap((item) => item.field ?? [])
    ),
    ...action.fieldOverrides.map((override) => override.field)
  ]);
  const parent = action.targetParentField === undefined ? undefined : parentFieldOf(target, action.targetParentField);
  return [...target.fields.values()]
    .filter(
      (field) =>
        field.required &&
        field.createable &&
        field.defaultValue === undefined &&
        !field.picklist?.values.some((value) => value.default) &&
        field !== parent &&
        !given.has(field.name) &&
        !(field.compoundOf !== undefined && given.has(field.compoundOf))
    )
    .map((field) =>
      asWarning(
        report(
          component,
          'action-required',
          `The required field ${target.name}.${field.name} is neither in the action layout nor predefined`,
          component.node
        )
      )
    );
}
