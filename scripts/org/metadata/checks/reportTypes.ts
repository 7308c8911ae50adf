/** Custom report types. */
import type { ObjectRelationship, ReportType } from '@salesforce/types/metadata';
import { reportObject } from '../../query/activities.ts';
import { MAX_OBJECTS, tablesOf, typeColumn, type NamedTable } from '../../query/customReportTypes.ts';
import { findRelationship } from '../../query/paths.ts';
import type { Catalog, FieldDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { deployedOf, lacking, reporter, type CheckContext } from './context.ts';

const PAGES = 'metadata-pages.md 5';
const RULES = {
  'report-type-object': { reason: 'the objects of a report type and their relationships must exist', source: `${PAGES} (1)` },
  'report-type-joins': { reason: 'at most four objects, no inner join after an outer one', source: `${PAGES} (guide quoted)` },
  'report-type-base': { reason: 'the first object of a report type stays', source: `${PAGES} (guide quoted)` },
  'report-type-column': { reason: 'columns are fields of the joined objects, lookups without Id', source: `${PAGES} (0), N4-F-05` },
  'report-type-labels': { reason: 'a report type has a section, and every column once', source: 'this org' }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** Checks custom report types. */
export function checkReportTypes(context: CheckContext): Problem[] {
  return deployedOf(context, 'ReportType').flatMap((component) => problemsOf(context, component));
}

function problemsOf({ catalog, before }: CheckContext, component: WithNode): Problem[] {
  const source = toTyped<ReportType>(component.node, 'ReportType');
  const at = (name: string): XmlNode => component.node.children.find((child) => child.name === name) ?? component.node;
  const known = before.reportTypes.get(`${component.fullName}__c`);
  if (known && known.baseObject !== source.baseObject)
    return [report(component, 'report-type-base', 'baseObject: Cannot change the base object of a report type', at('baseObject'))];
  if (!reportObject(catalog, source.baseObject))
    return [
      lacking(
        report(
          component,
          'report-type-object',
          `In field: baseObject - no CustomObject named ${source.baseObject} found`,
          at('baseObject')
        ),
        'CustomObject',
        source.baseObject
      )
    ];
  const { tables, missing } = tablesOf(catalog, source.baseObject, source.join);
  if (missing)
    return [
      lacking(
        report(
          component,
          'report-type-object',
          `join: Could not find relationship ${missing.relationship} of ${missing.object}`,
          at('join')
        ),
        'RelatedList',
        `${missing.object}.${missing.relationship}`
      )
    ];
  return [
    ...joinProblems(component, tables.length, source.join, at('join')),
    ...childrenNamed(component.node, 'sections').flatMap((section) =>
      childrenNamed(section, 'columns').flatMap((node) => {
        const table = childText(node, 'table') ?? '';
        const field = childText(node, 'field') ?? '';
        if (!tables.some((candidate) => candidate.name === table))
          return [report(component, 'report-type-column', `Could not find table for path: ${table}`, node)];
        const column = typeColumn(catalog, tables, { checkedByDefault: false, field, table });
        return column ? [] : [noColumn(catalog, component, tables, { table, field }, node)];
      })
    ),
    ...repeated(component)
  ];
}

/** A column that leads nowhere, or further than this org follows lookups. */
function noColumn(
  catalog: Catalog,
  component: WithNode,
  tables: NamedTable[],
  column: { table: string; field: string },
  at: XmlNode
): Problem {
  const { table, field } = column;
  const problem = report(component, 'report-type-column', `Could not find field: ${field} of ${table}`, at);
  let object = tables.find((candidate) => candidate.name === table)?.object;
  const names = field.split('.');
  for (const [index, name] of names.entries()) {
    if (!object) return problem;
    const found: FieldDef | undefined =
      name.endsWith('__c') || (index === names.length - 1 && object.fields.has(name))
        ? object.fields.get(name)
        : findRelationship(object, name);
    if (!found) return lacking(problem, 'CustomField', `${object.name}.${name}`);
    // The column of a standard lookup goes without Id.
    if (!found.custom && found.type === 'reference' && found.name === name) return problem;
    if (index === names.length - 1) break;
    const target: string = found.referenceTo?.[0] ?? '';
    object = catalog.objects.get(target);
    if (!object) return lacking(problem, 'CustomObject', target);
  }
  return report(component, 'report-type-column', `not supported: column ${field} of ${table}`, at);
}

function joinProblems(component: WithNode, count: number, join: ObjectRelationship | undefined, node: XmlNode): Problem[] {
  const problems: Problem[] = [];
  if (count > MAX_OBJECTS)
    problems.push(
      report(component, 'report-type-joins', `A report type can join at most ${MAX_OBJECTS} objects, this one joins ${count}`, node)
    );
  let outer = false;
  for (let next = join; next; next = next.join) {
    if (outer && !next.outerJoin)
      problems.push(report(component, 'report-type-joins', `${next.relationship}: an inner join cannot follow an outer join`, node));
    outer ||= next.outerJoin;
  }
  return problems;
}

function repeated(component: WithNode): Problem[] {
  const sections = childrenNamed(component.node, 'sections');
  if (sections.length === 0) return [report(component, 'report-type-labels', 'Required field is missing: sections', component.node)];
  const seen = new Set<string>();
  return sections.flatMap((section) =>
    childrenNamed(section, 'columns').flatMap((node) => {
      const name = `${childText(node, 'table') ?? ''}$${childText(node, 'field') ?? ''}`;
      if (seen.has(name)) return [report(component, 'report-type-labels', `Column ${name} appears more than once`, node)];
      seen.add(name);
      return [];
    })
  );
}
