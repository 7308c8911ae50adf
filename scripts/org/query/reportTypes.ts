/**
 * Standard report types: column codes of reports → field paths, date columns, scopes.
 * Custom fields go as `Object.Field__c` of the base object or of an object behind one of the type's lookups.
 * Source: column codes and scopes of reports retrieved from real orgs; Analytics API `reportTypes/:type`.
 */
import type { Catalog, FieldDef, FieldType, ObjectDef } from '../metadata/catalog.ts';
import { TIME_ZONE, type Org } from '../org.ts';
import { localDate } from './dateLiterals.ts';
import { columnLabel } from './listViewColumns.ts';
import { resolvePath, type ResolvedPath, type SqlSource } from './paths.ts';

export interface ReportColumn {
  name: string;
  /** API name of the object that holds the field. */
  object: string;
  /** Path from the base object. */
  field: string;
  label: string;
  dataType: FieldType;
  /** The field whose type, picklist and scale the values follow. */
  definition: FieldDef;
  /** Every field the column reads, for field-level security. */
  reads: ResolvedPath[];
  /** Path of the id of the record that a name leads to. */
  link?: ResolvedPath;
  /** Fixed granularity of month columns (`CLOSE_MONTH`). */
  granularity?: 'Month';
  expression(source: SqlSource, org: Org): string;
}

export interface ReportType {
  name: string;
  label: string;
  object: ObjectDef;
  /** Columns by code; `column` also finds custom fields. */
  columns: Map<string, ReportColumn>;
  /** @returns undefined when the type has no such column or its field is not in this org */
  column(code: string): ReportColumn | undefined;
  /** Codes that a timeFrameFilter may use. */
  dateColumns: string[];
  defaultDateColumn: string;
  /** Scope value → meaning; other values are unknown to the type. */
  scopes: Record<string, 'all' | 'mine'>;
  defaultScope: string;
}

interface Spec {
  object: string;
  label: (object: ObjectDef) => string;
  columns: Record<string, string>;
  months?: Record<string, string>;
  derived?: Record<string, Derived>;
  /** Columns that lead to a record: code → path of its id. */
  links: Record<string, string>;
  /** Lookups whose custom fields may be columns. */
  lookups: string[];
  dates: string[];
  scopes: Record<string, 'all' | 'mine'>;
  defaultScope: string;
}

/** A column computed from fields. */
interface Derived {
  label: string;
  type: FieldType;
  reads: string[];
  sql: (fields: string[], today: string) => string;
}

const address = (code: string, field: string): Record<string, string> => ({
  [`${code}_STREET`]: `${field}Street`,
  [`${code}_CITY`]: `${field}City`,
  [`${code}_STATE`]: `${field}State`,
  [`${code}_ZIP`]: `${field}PostalCode`,
  [`${code}_COUNTRY`]: `${field}Country`
});

/** Days from the day of a UTC moment in the org's zone (Japan has no summer time) to a day. */
const daysSince = (moment: string, day: string): string => `CAST(julianday(${day}) - julianday(date(${moment}, '+9 hours')) AS INTEGER)`;

const AGE: Derived = {
  label: '期間',
  type: 'int',
  reads: ['CreatedDate', 'IsClosed', 'CloseDate'],
  sql: ([created, closed, closeDate], today) =>
    daysSince(created as string, `CASE WHEN ${closed} = 1 THEN ${closeDate} ELSE '${today}' END`)
};

const OWNER_SCOPES: Record<string, 'all' | 'mine'> = { organization: 'all', user: 'mine' };

const SPECS: Record<string, Spec> = {
  Opportunity: {
    object: 'Opportunity',
    label: (object) => object.label,
    columns: {
      OPPORTUNITY_NAME: 'Name',
      OPPORTUNITY_ID: 'Id',
      AMOUNT: 'Amount',
      EXP_AMOUNT: 'ExpectedRevenue',
      STAGE_NAME: 'StageName',
      FULL_NAME: 'Owner.Name',
      ALIAS: 'Owner.Alias',
      OWNER_MANAGER: 'Owner.Manager.Name',
      OWNER_DEPARTMENT: 'Owner.Department',
      OWNER_DIVISION: 'Owner.Division',
      OWNER_ACTIVE: 'Owner.IsActive',
      ROLLUP_DESCRIPTION: 'Owner.UserRole.Name',
      ACCOUNT_NAME: 'Account.Name',
      ACCOUNT_ID: 'AccountId',
      ACCOUNT_TYPE: 'Account.Type',
      ACCOUNT_OWNER: 'Account.Owner.Name',
      ACCOUNT_NUMBER: 'Account.AccountNumber',
      ACCOUNT_DESCRIPTION: 'Account.Description',
      PARENT_NAME: 'Account.Parent.Name',
      INDUSTRY: 'Account.Industry',
      CLOSE_DATE: 'CloseDate',
      CLOSE_DATE2: 'CloseDate',
      CREATED_DATE: 'CreatedDate',
      CREATED: 'CreatedBy.Name',
      LAST_UPDATE: 'LastModifiedDate',
      LAST_UPDATE_BY: 'LastModifiedBy.Name',
      LAST_ACTIVITY: 'LastActivityDate',
      LAST_STAGE_CHANGE_DATE: 'LastStageChangeDate',
      PROBABILITY: 'Probability',
      TYPE: 'Type',
      NEXT_STEP: 'NextStep',
      LEAD_SOURCE: 'LeadSource',
      CAMPAIGN_SOURCE: 'Campaign.Name',
      FORECAST_CATEGORY: 'ForecastCategoryName',
      FISCAL_YEAR: 'FiscalYear',
      DESCRIPTION: 'Description',
      CLOSED: 'IsClosed',
      WON: 'IsWon',
      HASOPPLINEITEM: 'HasOpportunityLineItem',
      OPP_QUANTITY: 'TotalOpportunityQuantity',
      PUSH_COUNT: 'PushCount',
      CONTACT: 'Contact.Name',
      ...Object.fromEntries(
        Object.entries({ ...address('ADDRESS1', 'Billing'), ...address('ADDRESS2', 'Shipping') }).map(([code, path]) => [
          code,
          `Account.${path}`
        ])
      )
    },
    months: { CLOSE_MONTH: 'CloseDate' },
    derived: {
      AGE,
      FISCAL_QUARTER: {
        label: '会計期間',
        type: 'string',
        reads: ['FiscalQuarter', 'FiscalYear'],
        sql: ([quarter, year]) => `('Q' || ${quarter} || '-' || ${year})`
      },
      STAGE_DURATION: {
        label: 'フェーズ期間',
        type: 'int',
        reads: ['LastStageChangeDate', 'CreatedDate'],
        sql: ([changed, created], today) => daysSince(`COALESCE(${changed}, ${created})`, `'${today}'`)
      }
    },
    links: {
      OPPORTUNITY_NAME: 'Id',
      ACCOUNT_NAME: 'AccountId',
      FULL_NAME: 'OwnerId',
      CREATED: 'CreatedById',
      LAST_UPDATE_BY: 'LastModifiedById'
    },
    lookups: ['Account', 'Owner'],
    dates: ['CLOSE_DATE', 'CREATED_DATE', 'LAST_UPDATE', 'LAST_ACTIVITY', 'LAST_STAGE_CHANGE_DATE'],
    scopes: OWNER_SCOPES,
    defaultScope: 'organization'
  },
  LeadList: {
    object: 'Lead',
    label: (object) => object.label,
    columns: {
      FIRST_NAME: 'FirstName',
      LAST_NAME: 'LastName',
      SALUTATION: 'Salutation',
      COMPANY: 'Company',
      TITLE: 'Title',
      OWNER: 'Owner.Name',
      ALIAS: 'Owner.Alias',
      OWNER_ROLE: 'Owner.UserRole.Name',
      OWNER_ROLE_DISPLAY: 'Owner.UserRole.Name',
      LEAD_ID: 'Id',
      LEAD_SOURCE: 'LeadSource',
      STATUS: 'Status',
      RATING: 'Rating',
      INDUSTRY: 'Industry',
      EMAIL: 'Email',
      PHONE: 'Phone',
      MOBILE_PHONE: 'MobilePhone',
      FAX: 'Fax',
      URL: 'Website',
      STREET: 'Street',
      STREET_LINE1: 'Street',
      CITY: 'City',
      STATE: 'State',
      STATE_CODE: 'StateCode',
      ZIP: 'PostalCode',
      COUNTRY: 'Country',
      COUNTRY_CODE: 'CountryCode',
      DESCRIPTION: 'Description',
      ANNUAL_REVENUE: 'AnnualRevenue',
      EMPLOYEES: 'NumberOfEmployees',
      CONVERTED: 'IsConverted',
      UNREAD: 'IsUnreadByOwner',
      CREATED_DATE: 'CreatedDate',
      CREATED: 'CreatedBy.Name',
      CREATED_ALIAS: 'CreatedBy.Alias',
      LAST_UPDATE: 'LastModifiedDate',
      LAST_UPDATE_BY: 'LastModifiedBy.Name',
      LAST_ACTIVITY: 'LastActivityDate',
      EMAIL_BOUNCED_REASON: 'EmailBouncedReason',
      EMAIL_BOUNCED_DATE: 'EmailBouncedDate'
    },
    months: { CREATED_MONTH: 'CreatedDate' },
    links: {
      LAST_NAME: 'Id',
      FIRST_NAME: 'Id',
      COMPANY: 'Id',
      OWNER: 'OwnerId',
      CREATED: 'CreatedById',
      LAST_UPDATE_BY: 'LastModifiedById'
    },
    lookups: ['Owner'],
    dates: ['CREATED_DATE', 'LAST_UPDATE', 'LAST_ACTIVITY'],
    scopes: { org: 'all', allusers: 'all', user: 'mine' },
    defaultScope: 'user'
  },
  AccountList: {
    object: 'Account',
    label: (object) => object.label,
    columns: {
      'ACCOUNT.NAME': 'Name',
      ACCOUNT_ID: 'Id',
      'USERS.NAME': 'Owner.Name',
      ALIAS: 'Owner.Alias',
      ROLLUP_DESCRIPTION: 'Owner.UserRole.Name',
      'PARENT.NAME': 'Parent.Name',
      PARENT_ID: 'ParentId',
      TYPE: 'Type',
      RATING: 'Rating',
      PHONE1: 'Phone',
      PHONE2: 'Fax',
      SALES: 'AnnualRevenue',
      INDUSTRY: 'Industry',
      SITE: 'Site',
      EMPLOYEES: 'NumberOfEmployees',
      DESCRIPTION: 'Description',
      URL: 'Website',
      ACCOUNT_NUMBER: 'AccountNumber',
      ACCOUNT_SOURCE: 'AccountSource',
      OWNERSHIP: 'Ownership',
      SIC: 'Sic',
      CREATED_DATE: 'CreatedDate',
      CREATED: 'CreatedBy.Name',
      LAST_UPDATE: 'LastModifiedDate',
      LAST_UPDATE_BY: 'LastModifiedBy.Name',
      DUE_DATE: 'LastActivityDate',
      ...address('ADDRESS1', 'Billing'),
      ...address('ADDRESS2', 'Shipping')
    },
    links: {
      'ACCOUNT.NAME': 'Id',
      'USERS.NAME': 'OwnerId',
      'PARENT.NAME': 'ParentId',
      CREATED: 'CreatedById',
      LAST_UPDATE_BY: 'LastModifiedById'
    },
    lookups: ['Owner', 'Parent'],
    dates: ['CREATED_DATE', 'LAST_UPDATE', 'DUE_DATE'],
    scopes: OWNER_SCOPES,
    defaultScope: 'user'
  },
  ContactList: {
    object: 'Contact',
    label: (object) => object.label,
    columns: {
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
      REPORTS_TO: 'ReportsTo.Name',
      DESCRIPTION: 'Description',
      EMAIL_OPT_OUT: 'HasOptedOutOfEmail',
      DO_NOT_CALL: 'DoNotCall',
      CONTACT_ID: 'Id',
      CONTACT_OWNER: 'Owner.Name',
      CONTACT_CREATED: 'CreatedBy.Name',
      CONTACT_LAST_UPDATE_BY: 'LastModifiedBy.Name',
      'ACCOUNT.NAME': 'Account.Name',
      ACCOUNT_ID: 'AccountId',
      OWNER_FULL_NAME: 'Account.Owner.Name',
      TYPE: 'Account.Type',
      INDUSTRY: 'Account.Industry',
      CREATED_DATE: 'CreatedDate',
      LAST_UPDATE: 'LastModifiedDate',
      LAST_ACTIVITY: 'LastActivityDate',
      'ACCOUNT.CREATED_DATE': 'Account.CreatedDate',
      ...address('ADDRESS1', 'Other'),
      ...address('ADDRESS2', 'Mailing')
    },
    links: {
      FIRST_NAME: 'Id',
      LAST_NAME: 'Id',
      'ACCOUNT.NAME': 'AccountId',
      CONTACT_OWNER: 'OwnerId',
      OWNER_FULL_NAME: 'Account.OwnerId',
      REPORTS_TO: 'ReportsToId'
    },
    lookups: ['Account', 'Owner'],
    dates: ['CREATED_DATE', 'LAST_UPDATE', 'LAST_ACTIVITY', 'ACCOUNT.CREATED_DATE'],
    scopes: { organization: 'all', user: 'mine', my: 'mine' },
    defaultScope: 'user'
  },
  User: {
    object: 'User',
    label: () => 'ユーザー',
    columns: {
      USERNAME: 'Username',
      FIRST_NAME: 'FirstName',
      LAST_NAME: 'LastName',
      FULL_NAME: 'Name',
      PROFILE: 'Profile.Name',
      ROLE: 'UserRole.Name',
      DEPARTMENT: 'Department',
      DIVISION: 'Division',
      ALIAS: 'Alias',
      ACTIVE: 'IsActive',
      LAST_LOGIN: 'LastLoginDate',
      EMAIL: 'Email',
      TITLE: 'Title',
      CREATED_DATE: 'CreatedDate'
    },
    links: { USERNAME: 'Id', FULL_NAME: 'Id', LAST_NAME: 'Id' },
    lookups: [],
    dates: ['LAST_LOGIN', 'CREATED_DATE'],
    scopes: { organization: 'all' },
    defaultScope: 'organization'
  }
};

function plainColumn(catalog: Catalog, object: ObjectDef, code: string, path: string, link: string | undefined): ReportColumn | undefined {
  const resolved = resolvePath(catalog, object, path);
  if (!resolved) return undefined;
  const linked = link === undefined ? undefined : resolvePath(catalog, object, link);
  return {
    name: code,
    object: resolved.object.name,
    field: resolved.path,
    label: columnLabel(resolved),
    dataType: resolved.field.type,
    definition: resolved.field,
    reads: [resolved],
    ...(linked ? { link: linked } : {}),
    expression: (source) => source.expression(resolved)
  };
}

function monthColumn(catalog: Catalog, object: ObjectDef, code: string, path: string): ReportColumn | undefined {
  const column = plainColumn(catalog, object, code, path, undefined);
  return column && { ...column, label: column.label.replace(/日$/, '月'), granularity: 'Month' };
}

function derivedColumn(catalog: Catalog, object: ObjectDef, code: string, derived: Derived): ReportColumn | undefined {
  const reads = derived.reads.map((path) => resolvePath(catalog, object, path));
  const found = reads.filter((resolved) => resolved !== undefined);
  if (found.length !== reads.length) return undefined;
  return {
    name: code,
    object: object.name,
    field: code,
    label: derived.label,
    dataType: derived.type,
    definition: {
      name: code,
      label: derived.label,
      type: derived.type,
      custom: false,
      required: false,
      createable: false,
      updateable: false,
      scale: 0,
      unique: false,
      externalId: false,
      alwaysVisible: true,
      trackHistory: false
    },
    reads: found,
    expression: (source, org) =>
      derived.sql(
        found.map((resolved) => source.expression(resolved)),
        localDate(org.clock.now(), TIME_ZONE)
      )
  };
}

/** `Account.Area__c` → path of the custom field, from the base object or through one of the type's lookups. */
function customColumn(catalog: Catalog, spec: Spec, object: ObjectDef, code: string): ReportColumn | undefined {
  const match = /^(\w+)\.(\w+__c)$/.exec(code);
  if (!match) return undefined;
  const [, holder, field] = match as unknown as [string, string, string];
  const prefixes = holder === object.name ? [''] : spec.lookups.map((lookup) => `${lookup}.`);
  for (const prefix of prefixes) {
    const path = `${prefix}${field}`;
    const resolved = resolvePath(catalog, object, path);
    if (!resolved || (holder !== object.name && resolved.object.name !== holder)) continue;
    const target = resolved.field.type === 'reference' ? catalog.objects.get(resolved.field.referenceTo?.[0] ?? '') : undefined;
    // A lookup shows the name of the record it points to.
    if (target)
      return named(
        plainColumn(catalog, object, code, `${prefix}${field.replace(/__c$/, '__r')}.${target.nameField}`, path),
        resolved.field.label
      );
    return plainColumn(catalog, object, code, path, undefined);
  }
  return undefined;
}

const named = (column: ReportColumn | undefined, label: string): ReportColumn | undefined => column && { ...column, label };

const cache = new WeakMap<Catalog, Map<string, ReportType>>();

/**
 * A report type by name.
 * @returns undefined for report types that this org does not know, custom ones (`…__c`) included
 */
export function reportType(catalog: Catalog, name: string): ReportType | undefined {
  const known = cache.get(catalog) ?? new Map<string, ReportType>();
  cache.set(catalog, known);
  const built = known.get(name) ?? build(catalog, name);
  if (built) known.set(name, built);
  return built;
}

function build(catalog: Catalog, name: string): ReportType | undefined {
  const spec = Object.hasOwn(SPECS, name) ? SPECS[name] : undefined;
  const object = spec && catalog.objects.get(spec.object);
  if (!spec || !object) return undefined;
  const columns = new Map<string, ReportColumn>();
  const add = (column: ReportColumn | undefined): void => {
    if (column) columns.set(column.name, column);
  };
  for (const [code, path] of Object.entries(spec.columns)) add(plainColumn(catalog, object, code, path, spec.links[code]));
  for (const [code, path] of Object.entries(spec.months ?? {})) add(monthColumn(catalog, object, code, path));
  for (const [code, derived] of Object.entries(spec.derived ?? {})) add(derivedColumn(catalog, object, code, derived));
  for (const field of object.fields.values()) if (field.custom) add(customColumn(catalog, spec, object, `${object.name}.${field.name}`));
  return {
    name,
    label: spec.label(object),
    object,
    columns,
    column: (code) => columns.get(code) ?? customColumn(catalog, spec, object, code),
    dateColumns: spec.dates.filter((code) => columns.has(code)),
    defaultDateColumn: spec.dates[0] ?? 'CREATED_DATE',
    scopes: spec.scopes,
    defaultScope: spec.defaultScope
  };
}
