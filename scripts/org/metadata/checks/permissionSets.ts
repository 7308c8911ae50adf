/** Permission sets. */
import type { PermissionSet } from '@salesforce/types/metadata';
import type { Catalog, FieldDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { asWarning, deployedOf, lacking, reporter, type CheckContext } from './context.ts';

const PAGES = 'metadata-pages.md section 9';
const RULES = {
  'permission-unknown': { reason: 'what is granted must exist', source: PAGES },
  F18: { reason: 'required and always visible fields carry no permission', source: 'metadata-automation.md section 7' },
  'permission-depends': { reason: 'create and edit need read; delete needs read and edit', source: `${PAGES} (ObjectPermissions)` },
  'permission-master': {
    reason: 'reading details needs reading their masters, granted in the same permission set',
    source: 'deployments to real orgs that name this message: "Permission Read <detail> depends on permission(s): Read <master>"'
  },
  'permission-editable': { reason: 'read-only fields cannot be made editable; editable needs readable', source: PAGES },
  'permission-part': { reason: 'only parts that this org gives meaning to', source: 'this org' },
  P01: { reason: 'user permissions must exist', source: 'metadata-automation.md section 7 (coral-cloud #130)' },
  P03: { reason: 'tabs must exist', source: 'metadata-automation.md section 7 (forcedotcom/cli #263)' },
  X01: { reason: 'every entry is unique', source: 'metadata-automation.md section 7' }
};
const report = reporter(RULES);

/** User permissions seen in permission sets of real orgs (metadata-pages.md section 9). */
const USER_PERMISSIONS = new Set(
  'RunReports ExportReport EditTask EditEvent ConvertLeads ViewPublicReports ViewPublicDashboards CreateCustomizeReports CreateCustomizeDashboards EditMyReports EditMyDashboards ManageReportsInPubFolders ManageDashbdsInPubFolders LightningExperienceUser ApiEnabled ViewRoles TransferAnyLead ViewSetup ModifyAllData ViewAllData BulkApiHardDelete ImportLeads AllowViewKnowledge AllowViewEditConvertedLeads'.split(
    ' '
  )
);

const TAKEN_PARTS = new Set([
  'fullName',
  'applicationVisibilities',
  'classAccesses',
  'customMetadataTypeAccesses',
  'customPermissions',
  'description',
  'fieldPermissions',
  'hasActivationRequired',
  'label',
  'objectPermissions',
  'tabSettings',
  'userPermissions'
]);

/** Key element of each repeated part. */
const KEYS: Record<string, string> = {
  applicationVisibilities: 'application',
  classAccesses: 'apexClass',
  customMetadataTypeAccesses: 'name',
  customPermissions: 'name',
  fieldPermissions: 'field',
  objectPermissions: 'object',
  tabSettings: 'tab',
  userPermissions: 'name'
};

/** What the key of a part names. */
const TYPES: Record<string, string> = {
  applicationVisibilities: 'CustomApplication',
  classAccesses: 'ApexClass',
  customMetadataTypeAccesses: 'CustomObject',
  customPermissions: 'CustomPermission',
  objectPermissions: 'CustomObject',
  tabSettings: 'CustomTab',
  userPermissions: 'UserPermission'
};

type WithNode = Component & { node: XmlNode };

/** Checks permission sets. */
export function checkPermissionSets({ catalog, ...context }: CheckContext): Problem[] {
  return deployedOf({ catalog, ...context }, 'PermissionSet').flatMap((component) => [
    ...component.node.children
      .filter((child) => !TAKEN_PARTS.has(child.name))
      .map((child) => report(component, 'permission-part', `not supported: ${child.name} in a permission set`, child)),
    ...Object.entries(KEYS).flatMap(([part, key]) => partProblems(catalog, component, part, key)),
    ...objectProblems(component),
    ...masterProblems(catalog, component)
  ]);
}

function partProblems(catalog: Catalog, component: WithNode, part: string, key: string): Problem[] {
  const seen = new Set<string>();
  return childrenNamed(component.node, part).flatMap((node) => {
    const name = childText(node, key) ?? '';
    const problems: Problem[] = [];
    if (seen.has(name)) problems.push(report(component, 'X01', `Field:${key}, value:${name} appears more than once`, node));
    seen.add(name);
    if (part === 'fieldPermissions') return [...problems, ...fieldProblems(catalog, component, node, name)];
    const problem = unknown(catalog, part, name);
    if (problem)
      problems.push(
        lacking(
          report(component, part === 'tabSettings' ? 'P03' : part === 'userPermissions' ? 'P01' : 'permission-unknown', problem, node),
          TYPES[part] ?? part,
          name
        )
      );
    return problems;
  });
}

function unknown(catalog: Catalog, part: string, name: string): string | undefined {
  const missing = (type: string, key: string): string => `In field: ${key} - no ${type} named ${name} found`;
  switch (part) {
    case 'applicationVisibilities':
      return catalog.applications.has(name) ? undefined : missing('CustomApplication', 'application');
    case 'classAccesses':
      return catalog.apexClasses.has(name) ? undefined : missing('ApexClass', 'apexClass');
    case 'customPermissions':
      return catalog.customPermissions.has(name) ? undefined : missing('CustomPermission', 'name');
    case 'customMetadataTypeAccesses':
      return catalog.objects.get(name)?.kind === 'customMetadata' ? undefined : missing('CustomObject', 'name');
    case 'objectPermissions':
      return catalog.objects.has(name) ? undefined : missing('CustomObject', 'object');
    case 'tabSettings':
      return catalog.tabs.has(name) ? undefined : `You can't edit tab settings for ${name}, as it's not a valid tab.`;
    default:
      return USER_PERMISSIONS.has(name) ? undefined : `Unknown user permission: ${name}`;
  }
}

function fieldProblems(catalog: Catalog, component: WithNode, node: XmlNode, name: string): Problem[] {
  const [objectName = '', fieldName = ''] = name.split('.');
  const object = catalog.objects.get(objectName);
  const field = object?.fields.get(fieldName);
  if (!object || !field)
    return [
      lacking(report(component, 'permission-unknown', `In field: field - no CustomField named ${name} found`, node), 'CustomField', name)
    ];
  if (hasNoPermission(name, field) || object.nameField === fieldName)
    return [report(component, 'F18', `You cannot deploy to a required field: ${name}`, node)];
  const editable = childText(node, 'editable') === 'true';
  const problems: Problem[] = [];
  if (editable && childText(node, 'readable') !== 'true')
    problems.push(report(component, 'permission-editable', `${name}: a field that is editable must be readable`, node));
  // Compound addresses are written through their parts and may be granted as editable.
  if (editable && !field.updateable && !field.createable && field.type !== 'address')
    // Permission sets cloned from packages were retrieved with editable formulas: no refusal is certain.
    problems.push(asWarning(report(component, 'permission-editable', `Field ${name} is not editable`, node)));
  return problems;
}

/** Always shown here, yet in 25 permission sets retrieved from real orgs. */
const GRANTED = new Set(['Event.IsAllDayEvent']);

function hasNoPermission(name: string, field: FieldDef): boolean {
  return (field.required || field.alwaysVisible) && !GRANTED.has(name);
}

function masterProblems(catalog: Catalog, component: WithNode): Problem[] {
  const { objectPermissions } = toTyped<PermissionSet>(component.node, 'PermissionSet');
  const nodes = childrenNamed(component.node, 'objectPermissions');
  const readable = new Set(objectPermissions.filter((entry) => entry.allowRead).map((entry) => entry.object));
  return objectPermissions.flatMap((entry, index) => {
    if (!entry.allowRead) return [];
    const masters = [...(catalog.objects.get(entry.object)?.fields.values() ?? [])]
      .filter((field) => field.masterDetail)
      .flatMap((field) => field.referenceTo ?? []);
    return masters
      .filter((master) => master !== entry.object && !readable.has(master))
      .map((master) =>
        report(component, 'permission-master', `Permission Read ${entry.object} depends on permission(s): Read ${master}`, nodes[index])
      );
  });
}

function objectProblems(component: WithNode): Problem[] {
  const { objectPermissions } = toTyped<PermissionSet>(component.node, 'PermissionSet');
  const nodes = childrenNamed(component.node, 'objectPermissions');
  return objectPermissions.flatMap((entry, index) => {
    const missing: string[] = [];
    const needs = (granted: boolean | undefined, what: string, needed: [boolean | undefined, string][]): void => {
      for (const [has, name] of needed)
        if (granted && !has) missing.push(`Permission ${what} ${entry.object} depends on permission(s): ${name} ${entry.object}`);
    };
    needs(entry.allowCreate, 'Create', [[entry.allowRead, 'Read']]);
    needs(entry.allowEdit, 'Edit', [[entry.allowRead, 'Read']]);
    needs(entry.allowDelete, 'Delete', [
      [entry.allowRead, 'Read'],
      [entry.allowEdit, 'Edit']
    ]);
    needs(entry.viewAllRecords, 'View All', [[entry.allowRead, 'Read']]);
    needs(entry.modifyAllRecords, 'Modify All', [
      [entry.allowRead, 'Read'],
      [entry.allowEdit, 'Edit'],
      [entry.allowDelete, 'Delete'],
      [entry.viewAllRecords, 'View All']
    ]);
    return missing.map((problem) => report(component, 'permission-depends', problem, nodes[index]));
  });
}
