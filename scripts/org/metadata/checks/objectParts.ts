/** Validation rules, compact layouts and list views. */
import type { CompactLayout, FilterOperation, ListView, ValidationRule } from '@salesforce/types/metadata';
import { checkFormula } from '../../formula/formula.ts';
import { filterRefusal } from '../../query/filters.ts';
import { listViewColumn } from '../../query/listViewColumns.ts';
import type { ObjectDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { asWarning, deployedOf, lacking, reporter, withMissing, type CheckContext } from './context.ts';
import { booleanFilterProblem } from './filterLogic.ts';

const LIMITS = 'metadata-automation.md section 7';
const RULES = {
  'part-object': { reason: 'a part needs its object', source: 'this org' },
  F05: { reason: 'a rule has at most 5,000 characters', source: LIMITS },
  'formula-invalid': { reason: 'a formula must compile', source: `${LIMITS}, F19, X12` },
  'rule-display-field': { reason: 'the error field must exist', source: 'metadata-model.md section 9' },
  L03: { reason: 'a compact layout has at most 10 fields', source: LIMITS },
  'compact-layout-field': { reason: 'fields of a compact layout must exist', source: 'metadata-model.md section 9' },
  L01: { reason: 'a list view has at most 15 columns', source: LIMITS },
  L02: { reason: 'a list view has at most 10 filters', source: LIMITS },
  'list-view-column': {
    reason: 'columns and filters go by the list view names of the object',
    source: 'metadata-model.md section 9 (names of real orgs)'
  },
  'list-view-filter': { reason: 'a filter compares with a value that its field can have', source: 'this org' },
  X01: { reason: 'every column once', source: LIMITS },
  'list-view-value': { reason: 'filters on picklists name existing values', source: 'metadata-model.md section 9' },
  'filter-logic': { reason: 'filter logic counts the filters', source: 'metadata-pages.md 4.7' }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** Checks validation rules, compact layouts and list views. */
export function checkObjectParts(context: CheckContext): Problem[] {
  const each = (type: string, check: (object: ObjectDef, component: WithNode) => Problem[]): Problem[] =>
    deployedOf(context, type).flatMap((component) => {
      const objectName = component.fullName.slice(0, component.fullName.indexOf('.'));
      const object = context.catalog.objects.get(objectName);
      if (objectName === 'Activity')
        return [report(component, 'part-object', `not supported: ${type} of Activity, which is two objects here`, component.node)];
      return object
        ? check(object, component)
        : [report(component, 'part-object', `In field: fullName - no CustomObject named ${objectName} found`, component.node)];
    });
  return [
    ...each('ValidationRule', (object, component) => ruleProblems(context, object, component)),
    ...each('CompactLayout', compactLayoutProblems),
    ...each('ListView', (object, component) => listViewProblems(context, object, component))
  ];
}

function ruleProblems({ catalog }: CheckContext, object: ObjectDef, component: WithNode): Problem[] {
  const source = toTyped<ValidationRule>(component.node, 'ValidationRule');
  const problems: Problem[] = [];
  const formula = source.errorConditionFormula;
  const at = component.node;
  if (formula.length > 5000)
    problems.push(report(component, 'F05', `Formula is too long (${formula.length} characters). Maximum length is 5,000 characters.`, at));
  else
    for (const problem of checkFormula(catalog, object.name, formula, 'Checkbox', 'rule'))
      problems.push(withMissing(report(component, 'formula-invalid', problem.message, at), problem));
  const field = source.errorDisplayField;
  if (field && !object.fields.has(field))
    problems.push(
      lacking(
        report(component, 'rule-display-field', `In field: errorDisplayField - no CustomField named ${object.name}.${field} found`, at),
        'CustomField',
        `${object.name}.${field}`
      )
    );
  return problems;
}

function compactLayoutProblems(object: ObjectDef, component: WithNode): Problem[] {
  const { fields } = toTyped<CompactLayout>(component.node, 'CompactLayout');
  const problems = fields
    .filter((field) => !object.fields.has(field))
    .map((field) =>
      lacking(
        report(component, 'compact-layout-field', `In field: field - no CustomField named ${object.name}.${field} found`, component.node),
        'CustomField',
        `${object.name}.${field}`
      )
    );
  problems.push(...repeated(component, 'fields'));
  if (fields.length > 10)
    problems.push(report(component, 'L03', `A compact layout can have at most 10 fields, this one has ${fields.length}`, component.node));
  return problems;
}

/** Repeats of an element with the same text. */
function repeated(component: WithNode, element: string): Problem[] {
  const texts = childrenNamed(component.node, element).map((node) => node.text);
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))].map((text) =>
    report(component, 'X01', `Field:${element}, value:${text} appears more than once`, component.node)
  );
}

function listViewProblems(context: CheckContext, object: ObjectDef, component: WithNode): Problem[] {
  const { catalog } = context;
  const source = toTyped<ListView>(component.node, 'ListView');
  const problems: Problem[] = [];
  if (source.columns.length > 15)
    problems.push(
      report(component, 'L01', `A list view can have at most 15 columns, this one has ${source.columns.length}`, component.node)
    );
  if (source.filters.length > 10)
    problems.push(
      report(component, 'L02', `A list view can have at most 10 filters, this one has ${source.filters.length}`, component.node)
    );
  for (const column of childrenNamed(component.node, 'columns')) {
    if (!listViewColumn(catalog, object, column.text)) problems.push(noColumn(object, component, column.text, column));
  }
  problems.push(...repeated(component, 'columns'));
  for (const filter of childrenNamed(component.node, 'filters')) problems.push(...filterProblems(context, object, component, filter));
  const logic = source.booleanFilter === undefined ? undefined : booleanFilterProblem(source.booleanFilter, source.filters.length);
  if (logic) problems.push(report(component, 'filter-logic', logic, component.node));
  return problems;
}

const noColumn = (object: ObjectDef, component: WithNode, column: string, at: XmlNode): Problem =>
  lacking(
    report(component, 'list-view-column', `Could not resolve list view column: ${column}`, at),
    'ListViewColumn',
    `${object.name}.${column}`
  );

function filterProblems({ catalog, org }: CheckContext, object: ObjectDef, component: WithNode, filter: XmlNode): Problem[] {
  const column = childText(filter, 'field') ?? '';
  const resolved = listViewColumn(catalog, object, column);
  if (!resolved) return [noColumn(object, component, column, filter)];
  const { picklist } = resolved.field;
  const operation = (childText(filter, 'operation') ?? '') as FilterOperation;
  const refusal = filterRefusal(org, resolved.field, operation, childText(filter, 'value'));
  if (refusal !== undefined) return [report(component, 'list-view-filter', refusal, filter)];
  if (!picklist || !['equals', 'notEqual', 'includes', 'excludes'].includes(operation)) return [];
  const known = new Set(picklist.values.flatMap((value) => [value.value, value.label]));
  return (childText(filter, 'value') ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '' && !known.has(value))
    .map((value) =>
      asWarning(
        report(
          component,
          'list-view-value',
          `Picklist value: ${value} in picklist: ${object.name}.${resolved.field.name} not found`,
          filter
        )
      )
    );
}
