/** Layouts, quick actions and custom permissions. */
import type { CustomPermission, Layout, QuickAction } from '@salesforce/types/metadata';
import type { Catalog } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { deployedOf, reporter, type CheckContext } from './context.ts';

const RULES = {
  'layout-object': { reason: 'a layout is named Object-Name', source: 'metadata-pages.md 7.1' },
  'layout-field': { reason: 'fields of a layout exist', source: 'metadata-pages.md 7.1' },
  'layout-required': { reason: 'required fields are on the layout', source: 'metadata-pages.md section 0 (2)' },
  'action-target': { reason: 'a quick action names existing things', source: 'metadata-pages.md 7.2' },
  'action-type': { reason: 'only action types that this org runs', source: 'this org' },
  'permission-part': { reason: 'only parts that this org gives meaning to', source: 'this org' }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** Checks the types that have few rules each. */
export function checkOthers(context: CheckContext): Problem[] {
  const { catalog } = context;
  return [
    ...deployedOf(context, 'Layout').flatMap((component) => layoutProblems(catalog, component)),
    ...deployedOf(context, 'QuickAction').flatMap((component) => actionProblems(catalog, component)),
    ...deployedOf(context, 'CustomPermission').flatMap((component) => {
      const source = toTyped<CustomPermission>(component.node, 'CustomPermission');
      return source.connectedApp || source.requiredPermission.length
        ? [
            report(
              component,
              'permission-part',
              'not supported: connectedApp and requiredPermission of a custom permission',
              component.node
            )
          ]
        : [];
    })
  ];
}

const noField = (object: string, field: string): string => `In field: field - no CustomField named ${object}.${field} found`;

function layoutProblems(catalog: Catalog, component: WithNode): Problem[] {
  const objectName = component.fullName.slice(0, component.fullName.indexOf('-'));
  const object = catalog.objects.get(objectName);
  if (!object)
    return [report(component, 'layout-object', `In field: fullName - no CustomObject named ${objectName} found`, component.node)];
  const fields = toTyped<Layout>(component.node, 'Layout').layoutSections.flatMap((section) =>
    section.layoutColumns.flatMap((column) => column.layoutItems.map((item) => item.field))
  );
  const missing = [...object.fields.values()].filter(
    (field) => field.required && field.createable && field.compoundOf === undefined && !fields.includes(field.name)
  );
  return [
    ...fields
      .filter((name) => name !== undefined && !object.fields.has(name))
      .map((name) => report(component, 'layout-field', noField(objectName, name ?? ''), component.node)),
    ...missing.map((field) =>
      report(component, 'layout-required', `Layout must contain an item for required layout field: ${field.name}`, component.node)
    )
  ];
}

function actionProblems(catalog: Catalog, component: WithNode): Problem[] {
  const source = toTyped<QuickAction>(component.node, 'QuickAction');
  const [owner] = component.fullName.includes('.') ? component.fullName.split('.') : [undefined];
  const missing = (type: string, name: string): Problem =>
    report(component, 'action-target', `no ${type} named ${name} found`, component.node);
  if (owner !== undefined && !catalog.objects.has(owner)) return [missing('CustomObject', owner)];
  if (source.type === 'LightningWebComponent')
    return catalog.lwcBundles.has(source.lightningWebComponent ?? '')
      ? []
      : [missing('LightningComponentBundle', source.lightningWebComponent ?? '')];
  if (!['Create', 'Update', 'LogACall'].includes(source.type))
    return [report(component, 'action-type', `not supported: quick action of type ${source.type}`, component.node)];
  const targetName = source.targetObject ?? owner ?? '';
  const target = catalog.objects.get(targetName);
  if (!target) return [missing('CustomObject', targetName)];
  const items = childrenNamed(component.node, 'quickActionLayout')
    .flatMap((layout) => childrenNamed(layout, 'quickActionLayoutColumns'))
    .flatMap((column) => childrenNamed(column, 'quickActionLayoutItems'))
    .map((item) => childText(item, 'field'));
  return items
    .filter((name) => name !== undefined && !target.fields.has(name))
    .map((name) => report(component, 'action-target', noField(targetName, name ?? ''), component.node));
}
