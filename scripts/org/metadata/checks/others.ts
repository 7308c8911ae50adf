/** Layouts and custom permissions. */
import type { CustomPermission, Layout } from '@salesforce/types/metadata';
import { globalActionNames } from '../../records/quickActions.ts';
import type { Catalog } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import type { XmlNode } from '../xml.ts';
import { deployedOf, lacking, reporter, type CheckContext } from './context.ts';

const RULES = {
  'layout-object': { reason: 'a layout is named Object-Name', source: 'metadata-pages.md 7.1' },
  'layout-field': { reason: 'fields of a layout exist', source: 'metadata-pages.md 7.1' },
  'layout-required': { reason: 'required fields are on the layout', source: 'metadata-pages.md section 0 (2)' },
  'layout-action': { reason: 'the actions of the global layout exist', source: 'metadata-pages.md 7.1 (b2c-crm-sync 14)' },
  'permission-part': { reason: 'only parts that this org gives meaning to', source: 'this org' }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** Checks the types that have few rules each. */
export function checkOthers(context: CheckContext): Problem[] {
  const { catalog } = context;
  return [
    ...deployedOf(context, 'Layout').flatMap((component) => layoutProblems(catalog, component)),
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
  if (objectName === 'Global') return globalLayoutProblems(catalog, component);
  const object = catalog.objects.get(objectName);
  if (!object)
    return [
      lacking(
        report(component, 'layout-object', `In field: fullName - no CustomObject named ${objectName} found`, component.node),
        'CustomObject',
        objectName
      )
    ];
  const fields = toTyped<Layout>(component.node, 'Layout').layoutSections.flatMap((section) =>
    section.layoutColumns.flatMap((column) => column.layoutItems.map((item) => item.field))
  );
  const missing = [...object.fields.values()].filter(
    (field) =>
      field.required &&
      field.createable &&
      field.compoundOf === undefined &&
      !fields.includes(field.name) &&
      !WITHOUT_REQUIRED.has(object.name)
  );
  return [
    ...fields
      .filter((name) => name !== undefined && !object.fields.has(name) && !(object.kind === 'customMetadata' && OF_RECORDS.has(name)))
      .map((name) =>
        lacking(
          report(component, 'layout-field', noField(objectName, name ?? ''), component.node),
          'CustomField',
          `${objectName}.${name ?? ''}`
        )
      ),
    ...missing.map((field) =>
      lacking(
        report(component, 'layout-required', `Layout must contain an item for required layout field: ${field.name}`, component.node),
        'LayoutItem',
        `${objectName}.${field.name}`
      )
    )
  ];
}

/** Layouts of users hold what an administrator added: the platform shows the rest (4 of 4 retrieved layouts). */
const WITHOUT_REQUIRED = new Set(['User']);

/** What layouts of custom metadata types show of every record, besides fields (5 of 5 retrieved layouts). */
const OF_RECORDS = new Set(['CreatedById', 'LastModifiedById', 'IsProtected', 'NamespacePrefix']);

/** The layout of the global actions menu has no object and no fields. */
function globalLayoutProblems(catalog: Catalog, component: WithNode): Problem[] {
  return globalActionNames(toTyped<Layout>(component.node, 'Layout'))
    .filter((name) => name.includes('.') || !catalog.quickActions.has(name))
    .map((name) =>
      lacking(
        report(component, 'layout-action', `In field: QuickAction - no QuickAction named ${name} found`, component.node),
        'QuickAction',
        name
      )
    );
}
