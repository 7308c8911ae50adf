/** Paths. */
import type { PathAssistant } from '@salesforce/types/metadata';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { deployedOf, lacking, reporter, type CheckContext } from './context.ts';

const MODEL = 'metadata-model.md section 5';
const RULES = {
  'path-object': { reason: 'object and picklist field must exist', source: MODEL },
  'path-value': { reason: 'steps name existing values, each once', source: MODEL },
  'path-field': { reason: 'key fields must exist', source: MODEL },
  'path-single': { reason: 'one path per object and record type', source: `${MODEL} (meta_pathassistant)` },
  'path-record-type': { reason: 'record types are not kept here', source: 'this org' },
  'path-fixed': { reason: 'object and field of a path cannot change', source: `${MODEL} (meta_pathassistant)` },
  L04: { reason: 'at most five key fields per step', source: 'metadata-automation.md section 7' },
  L05: { reason: 'guidance has at most 1,000 characters, tags included', source: 'metadata-automation.md section 7' }
};
const report = reporter(RULES);

/** Checks path assistants. */
export function checkPaths(context: CheckContext): Problem[] {
  return deployedOf(context, 'PathAssistant').flatMap((component) => pathProblems(context, component));
}

function pathProblems({ catalog, before }: CheckContext, component: Component & { node: XmlNode }): Problem[] {
  const source = toTyped<PathAssistant>(component.node, 'PathAssistant');
  const object = catalog.objects.get(source.entityName);
  const field = object?.fields.get(source.fieldName);
  const at = (name: string): XmlNode => component.node.children.find((child) => child.name === name) ?? component.node;
  if (!object)
    return [report(component, 'path-object', `In field: entityName - no CustomObject named ${source.entityName} found`, at('entityName'))];
  if (field?.type !== 'picklist')
    return [
      report(
        component,
        'path-object',
        `In field: fieldName - no picklist field named ${source.entityName}.${source.fieldName} found`,
        at('fieldName')
      )
    ];
  const problems: Problem[] = [];
  if (source.recordTypeName !== '__MASTER__')
    problems.push(report(component, 'path-record-type', `not supported: record type ${source.recordTypeName}`, at('recordTypeName')));
  const rival = [...catalog.pathAssistants.values()].find(
    (path) => path.name !== component.fullName && path.entityName === source.entityName && path.recordTypeName === source.recordTypeName
  );
  if (rival)
    problems.push(
      report(
        component,
        'path-single',
        `There is already a path for ${source.entityName} and the record type ${source.recordTypeName}: ${rival.name}`,
        component.node
      )
    );
  const old = before.pathAssistants.get(component.fullName);
  if (old && (old.entityName !== source.entityName || old.fieldName !== source.fieldName))
    problems.push(report(component, 'path-fixed', 'entityName and fieldName of a path cannot be updated', component.node));
  const seen = new Set<string>();
  for (const step of childrenNamed(component.node, 'pathAssistantSteps')) {
    const value = childText(step, 'picklistValueName') ?? '';
    if (!field.picklist?.values.some((entry) => entry.value === value))
      problems.push(report(component, 'path-value', `Picklist value: ${value} in picklist: ${object.name}.${field.name} not found`, step));
    if (seen.has(value))
      problems.push(report(component, 'path-value', `Field:picklistValueName, value:${value} appears more than once`, step));
    seen.add(value);
    const names = childrenNamed(step, 'fieldNames');
    if (names.length > 5)
      problems.push(report(component, 'L04', `A path step can have at most 5 key fields, ${value} has ${names.length}`, step));
    for (const name of names)
      if (!object.fields.has(name.text))
        problems.push(
          lacking(
            report(component, 'path-field', `In field: fieldNames - no CustomField named ${object.name}.${name.text} found`, name),
            'CustomField',
            `${object.name}.${name.text}`
          )
        );
    const info = childText(step, 'info') ?? '';
    if ([...info].length > 1000) problems.push(report(component, 'L05', `Value too long for field: Info maximum length is:1000`, step));
  }
  return problems;
}
