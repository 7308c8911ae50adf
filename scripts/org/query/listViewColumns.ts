/**
 * Column and filter names of list views (`OPPORTUNITY.STAGE_NAME`) → field paths. The same words are used in
 * search layouts and dynamic related lists. Custom fields go by their API name.
 * Source: Metadata API Developer Guide "ListView", and names retrieved from real orgs.
 */
import type { Catalog, ObjectDef } from '../metadata/catalog.ts';
import { relationshipOf, resolvePath, type ResolvedPath } from './paths.ts';

const OWNER_COLUMNS: Record<string, string> = {
  'CORE.USERS.ALIAS': 'Owner.Alias',
  'CORE.USERS.FULL_NAME': 'Owner.Name',
  'CORE.USERS.FIRST_NAME': 'Owner.FirstName',
  'CORE.USERS.LAST_NAME': 'Owner.LastName'
};

const AUDIT_COLUMNS: Record<string, string> = {
  'CREATEDBY_USER.ALIAS': 'CreatedBy.Alias',
  CREATEDBY_USER: 'CreatedBy.Name',
  'UPDATEDBY_USER.ALIAS': 'LastModifiedBy.Alias',
  UPDATEDBY_USER: 'LastModifiedBy.Name'
};

/** Columns with the object's prefix, as `prefix.CODE` → field. */
function prefixed(prefix: string, columns: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([code, path]) => [`${prefix}.${code}`, path]));
}

const address = (code: string, field: string): Record<string, string> => ({
  [`${code}_STREET`]: `${field}Street`,
  [`${code}_CITY`]: `${field}City`,
  [`${code}_STATE`]: `${field}State`,
  [`${code}_STATE_CODE`]: `${field}StateCode`,
  [`${code}_ZIP`]: `${field}PostalCode`,
  [`${code}_COUNTRY`]: `${field}Country`,
  [`${code}_COUNTRY_CODE`]: `${field}CountryCode`
});

const STANDARD: Record<string, Record<string, string>> = {
  Lead: {
    FULL_NAME: 'Name',
    LEAD_SCORE: 'Score',
    ...prefixed('LEAD', {
      FIRST_NAME: 'FirstName',
      LAST_NAME: 'LastName',
      COMPANY: 'Company',
      EMAIL: 'Email',
      PHONE: 'Phone',
      MOBILE_PHONE: 'MobilePhone',
      FAX: 'Fax',
      TITLE: 'Title',
      STATUS: 'Status',
      LEAD_SOURCE: 'LeadSource',
      RATING: 'Rating',
      INDUSTRY: 'Industry',
      STREET: 'Street',
      CITY: 'City',
      STATE: 'State',
      STATE_CODE: 'StateCode',
      ZIP: 'PostalCode',
      COUNTRY: 'Country',
      COUNTRY_CODE: 'CountryCode',
      CREATED_DATE: 'CreatedDate',
      LAST_UPDATE: 'LastModifiedDate',
      LAST_ACTIVITY: 'LastActivityDate',
      CONVERTED: 'IsConverted',
      UNREAD: 'IsUnreadByOwner',
      URL: 'Website',
      EMPLOYEES: 'NumberOfEmployees',
      ANNUAL_REVENUE: 'AnnualRevenue',
      SALUTATION: 'Salutation',
      DESCRIPTION: 'Description'
    })
  },
  Account: {
    ...prefixed('ACCOUNT', {
      NAME: 'Name',
      PHONE1: 'Phone',
      PHONE2: 'Fax',
      TYPE: 'Type',
      INDUSTRY: 'Industry',
      ACCOUNT_NUMBER: 'AccountNumber',
      ACCOUNT_SOURCE: 'AccountSource',
      URL: 'Website',
      SITE: 'Site',
      RATING: 'Rating',
      OWNERSHIP: 'Ownership',
      SALES: 'AnnualRevenue',
      EMPLOYEES: 'NumberOfEmployees',
      DESCRIPTION: 'Description',
      CREATED_DATE: 'CreatedDate',
      LAST_UPDATE: 'LastModifiedDate',
      LAST_ACTIVITY: 'LastActivityDate',
      ...address('ADDRESS1', 'Billing'),
      ...address('ADDRESS2', 'Shipping')
    }),
    PARENT_NAME: 'Parent.Name'
  },
  Contact: {
    FULL_NAME: 'Name',
    'ACCOUNT.NAME': 'Account.Name',
    'ACCOUNT.OWNER.FIRST_NAME': 'Account.Owner.FirstName',
    'ACCOUNT.OWNER.LAST_NAME': 'Account.Owner.LastName',
    ...prefixed('CONTACT', {
      FIRST_NAME: 'FirstName',
      LAST_NAME: 'LastName',
      SALUTATION: 'Salutation',
      EMAIL: 'Email',
      PHONE1: 'Phone',
      PHONE2: 'Fax',
      PHONE3: 'MobilePhone',
      TITLE: 'Title',
      DEPARTMENT: 'Department',
      BIRTHDATE: 'Birthdate',
      LEAD_SOURCE: 'LeadSource',
      EMAIL_OPT_OUT: 'HasOptedOutOfEmail',
      DESCRIPTION: 'Description',
      CREATED_DATE: 'CreatedDate',
      LAST_UPDATE: 'LastModifiedDate',
      LAST_ACTIVITY: 'LastActivityDate',
      ...address('ADDRESS1', 'Other'),
      ...address('ADDRESS2', 'Mailing')
    })
  },
  Opportunity: {
    'ACCOUNT.NAME': 'Account.Name',
    'ACCOUNT.SITE': 'Account.Site',
    DESCRIPTION: 'Description',
    FORECAST_CATEGORY: 'ForecastCategoryName',
    OPPORTUNITY_SCORE: 'Score',
    ...prefixed('OPPORTUNITY', {
      NAME: 'Name',
      STAGE_NAME: 'StageName',
      AMOUNT: 'Amount',
      EXP_AMOUNT: 'ExpectedRevenue',
      CLOSE_DATE: 'CloseDate',
      PROBABILITY: 'Probability',
      TYPE: 'Type',
      LEAD_SOURCE: 'LeadSource',
      NEXT_STEP: 'NextStep',
      QUANTITY: 'TotalOpportunityQuantity',
      PRIVATE: 'IsPrivate',
      WON: 'IsWon',
      CLOSED: 'IsClosed',
      CREATED_DATE: 'CreatedDate',
      LAST_UPDATE: 'LastModifiedDate',
      LAST_ACTIVITY: 'LastActivityDate',
      LAST_STAGE_CHANGE: 'LastStageChangeDate',
      PUSH_COUNT: 'PushCount',
      FISCAL_YEAR: 'FiscalYear',
      FISCAL_QUARTER: 'FiscalQuarter',
      FISCAL_PERIOD: 'Fiscal'
    })
  },
  Task: {
    SUBJECT: 'Subject',
    DUE_DATE: 'ActivityDate',
    STATUS: 'Status',
    PRIORITY: 'Priority',
    WHO_NAME: 'Who.Name',
    WHAT_NAME: 'What.Name',
    LAST_UPDATE: 'LastModifiedDate',
    CREATED_DATE: 'CreatedDate',
    TYPE: 'Type',
    IS_CLOSED: 'IsClosed',
    IS_RECURRENCE: 'IsRecurrence'
  },
  Event: {
    SUBJECT: 'Subject',
    START_DATE_TIME: 'StartDateTime',
    END_DATE_TIME: 'EndDateTime',
    WHO_NAME: 'Who.Name',
    WHAT_NAME: 'What.Name',
    ALL_DAY: 'IsAllDayEvent',
    LOCATION: 'Location',
    DUE_DATE: 'ActivityDate',
    END_DATE: 'EndDateTime',
    CREATED_DATE: 'CreatedDate',
    LAST_UPDATE: 'LastModifiedDate'
  }
};

/** Custom objects: the owner goes without the prefix of standard objects. */
const CUSTOM: Record<string, string> = {
  CREATED_DATE: 'CreatedDate',
  LAST_UPDATE: 'LastModifiedDate',
  LAST_ACTIVITY: 'LastActivityDate',
  OBJECT_ID: 'Id',
  'OWNER.ALIAS': 'Owner.Alias',
  'OWNER.FIRST_NAME': 'Owner.FirstName',
  'OWNER.LAST_NAME': 'Owner.LastName',
  'OWNER.FULL_NAME': 'Owner.Name'
};

/** Own entries only: `toString` is no column. */
const entry = (table: Record<string, string> | undefined, column: string): string | undefined =>
  table && Object.hasOwn(table, column) ? table[column] : undefined;

function pathOf(object: ObjectDef, column: string): string | undefined {
  if (column.endsWith('__c')) return column;
  const common = entry(AUDIT_COLUMNS, column);
  if (common !== undefined) return common;
  if (object.kind === 'standard') return entry(STANDARD[object.name], column) ?? entry(OWNER_COLUMNS, column);
  // Of custom metadata the fields by their own names (retrieved list views of seven types).
  if (object.kind === 'customMetadata' && object.fields.has(column)) return column;
  return column === 'NAME' ? object.nameField : entry(CUSTOM, column);
}

/** A lookup shows, sorts and filters by the name of the record it points to. */
function throughName(catalog: Catalog, object: ObjectDef, resolved: ResolvedPath): ResolvedPath {
  if (resolved.field.type !== 'reference' || resolved.field.metadataRelationship) return resolved;
  const target = catalog.objects.get(resolved.field.referenceTo?.[0] ?? '');
  if (!target) return resolved;
  return (
    resolvePath(
      catalog,
      object,
      `${[...resolved.path.split('.').slice(0, -1), relationshipOf(resolved.field)].join('.')}.${target.nameField}`
    ) ?? resolved
  );
}

/**
 * The field behind a column or filter name of a list view.
 * @returns undefined when the object has no such column, or the column's field is not in this org
 */
export function listViewColumn(catalog: Catalog, object: ObjectDef, column: string): ResolvedPath | undefined {
  const path = pathOf(object, column);
  const resolved = path === undefined ? undefined : resolvePath(catalog, object, path);
  return resolved && throughName(catalog, object, resolved);
}

/** Label of a column: the field's; behind a lookup the lookup's, with the field's when it is not the name. */
export function columnLabel(resolved: ResolvedPath): string {
  const lookup = resolved.steps.at(-1)?.field.label;
  if (lookup === undefined) return resolved.field.label;
  return resolved.field.name === resolved.object.nameField ? lookup : `${lookup} ${resolved.field.label}`;
}
