/**
 * Report types that every custom object with reports brings along: alone, `CustomEntity$X__c`, and beside the object
 * that it points to, `OpportunityCustomEntity$X__c` or `CustomEntityCustomEntity$Parent__c$X__c`. A detail object has
 * none of its own. Source: report types and columns of reports retrieved from real orgs.
 */
import type { Catalog, ObjectDef } from '../metadata/catalog.ts';
import { masterOf } from '../records/access.ts';
import { REPORT_TYPES, type ReportTypeData, type TableColumns } from './reportTypeData.ts';

/** Column codes of a custom object: `CUST_NAME`, or `CHILD_NAME` beside another custom object. */
function customColumns(prefix: 'CUST' | 'CHILD'): TableColumns {
  const code = (name: string): string => `${prefix}_${name}`;
  return {
    columns: {
      [code('NAME')]: 'Name',
      [code('ID')]: 'Id',
      [code('OWNER_NAME')]: 'Owner.Name',
      [code('OWNER_ALIAS')]: 'Owner.Alias',
      [code('OWNER_ROLE')]: 'Owner.UserRole.Name',
      [code('CREATED_DATE')]: 'CreatedDate',
      [code('CREATED_NAME')]: 'CreatedBy.Name',
      [code('LAST_UPDATE')]: 'LastModifiedDate',
      [code('LAST_UPDATE_NAME')]: 'LastModifiedBy.Name',
      [code('LAST_ACTIVITY')]: 'LastActivityDate'
    },
    links: {
      [code('NAME')]: 'Id',
      [code('OWNER_NAME')]: 'OwnerId',
      [code('CREATED_NAME')]: 'CreatedById',
      [code('LAST_UPDATE_NAME')]: 'LastModifiedById'
    }
  };
}

/** Standard report types that can stand before a custom object. */
const PARENT_TYPES: Record<string, string> = {
  Opportunity: 'Opportunity',
  Account: 'AccountList',
  Contact: 'ContactList'
};

/** The field of a child that points to a parent; a child with several is joined by the first. */
function lookupTo(child: ObjectDef, parent: string): string | undefined {
  for (const field of child.fields.values()) if (field.custom && field.referenceTo?.includes(parent)) return field.name;
  return undefined;
}

const reportable = (catalog: Catalog, name: string): ObjectDef | undefined => {
  const object = catalog.objects.get(name);
  return object?.kind === 'custom' && object.reports ? object : undefined;
};

/** The data of such a type, or undefined when the org has none of this name. */
export function customObjectType(catalog: Catalog, name: string): ReportTypeData | undefined {
  const match = /^(\w*?)CustomEntity\$(\w+__c)(?:\$(\w+__c))?$/.exec(name);
  if (!match) return undefined;
  const [, parentType = '', first = '', second] = match;
  const dates = ['CUST_CREATED_DATE', 'CUST_LAST_UPDATE', 'CUST_LAST_ACTIVITY'];
  const scopes: ReportTypeData['scopes'] = { organization: 'all', user: 'mine' };
  if (parentType === 'CustomEntity' && second !== undefined) {
    const parent = reportable(catalog, first);
    const child = reportable(catalog, second);
    const field = child && lookupTo(child, first);
    if (!parent || !child || field === undefined) return undefined;
    return {
      object: first,
      label: () => `${parent.label}と${child.label}`,
      ...customColumns('CUST'),
      lookups: [],
      dates: [...dates, 'CHILD_CREATED_DATE', 'CHILD_LAST_UPDATE'],
      scopes,
      defaultScope: 'organization',
      joins: [{ path: second, object: second, field, lookups: [], ...customColumns('CHILD') }]
    };
  }
  if (second !== undefined) return undefined;
  const child = reportable(catalog, first);
  if (!child) return undefined;
  if (parentType === '') {
    if (masterOf(child)) return undefined;
    return { object: first, label: () => child.label, ...customColumns('CUST'), lookups: [], dates, scopes, defaultScope: 'organization' };
  }
  const parentName = PARENT_TYPES[parentType];
  const parent = parentName === undefined ? undefined : REPORT_TYPES[parentName];
  const field = parent && lookupTo(child, parent.object);
  if (!parent || field === undefined) return undefined;
  return {
    ...parent,
    label: (object) => `${parent.label(object)}と${child.label}`,
    dates: [...parent.dates, ...dates],
    joins: [{ path: first, object: first, field, lookups: [], ...customColumns('CUST') }]
  };
}
