/**
 * Data of the standard report types: column codes, date columns, scopes.
 * Source: column codes and scopes of reports retrieved from real orgs; Analytics API `reportTypes/:type`.
 */
import { SQL_ZONE } from '../identity.ts';
import type { FieldType, ObjectDef } from '../metadata/catalog.ts';

/** Columns of one object of a type: code → path. */
export interface TableColumns {
  columns: Record<string, string>;
  months?: Record<string, string>;
  derived?: Record<string, Derived>;
  /** Columns that lead to a record: code → path of its id. */
  links: Record<string, string>;
}

/** A second object whose rows stand beside those of the first; rows of the first without any are left out. */
export interface JoinedTable extends TableColumns {
  path: string;
  object: string;
  /** Its reference to the first object. */
  field: string;
  lookups: string[];
}

export interface ReportTypeData extends TableColumns {
  object: string;
  label: (object: ObjectDef) => string;
  /** Lookups whose custom fields may be columns. */
  lookups: string[];
  /** Lookups whose columns are called as on the object they lead to: its section of the column list tells the object. */
  sections?: string[];
  joins?: JoinedTable[];
  dates: string[];
  scopes: Record<string, 'all' | 'mine'>;
  defaultScope: string;
}

/** A column computed from fields. */
export interface Derived {
  label: string;
  /** The object whose label, renamed as it may be, the column has instead. */
  labelOf?: string;
  type: FieldType;
  reads: string[];
  /** Path of the id of the record that the value names. */
  link?: string;
  sql: (fields: string[], today: string) => string;
}

const address = (code: string, field: string): Record<string, string> => ({
  [`${code}_STREET`]: `${field}Street`,
  [`${code}_CITY`]: `${field}City`,
  [`${code}_STATE`]: `${field}State`,
  [`${code}_ZIP`]: `${field}PostalCode`,
  [`${code}_COUNTRY`]: `${field}Country`
});

/** Days from the day of a UTC moment in the org's zone to a day. */
const daysSince = (moment: string, day: string): string => `CAST(julianday(${day}) - julianday(date(${moment}, '${SQL_ZONE}')) AS INTEGER)`;

const AGE: Derived = {
  label: '期間',
  type: 'int',
  reads: ['CreatedDate', 'IsClosed', 'CloseDate'],
  sql: ([created, closed, closeDate], today) =>
    daysSince(created as string, `CASE WHEN ${closed} = 1 THEN ${closeDate} ELSE '${today}' END`)
};

/** The name of what an activity is about, where it is of one object; ids tell the object by their first characters. */
const about = (label: string, labelOf: string, lookup: 'What' | 'Who', prefix: string): Derived => ({
  label,
  labelOf,
  type: 'string',
  reads: [`${lookup}Id`, `${lookup}.Name`],
  link: `${lookup}Id`,
  sql: ([id, name]) => `CASE WHEN substr(${id}, 1, 3) = '${prefix}' THEN ${name} END`
});

/** Columns that every report on activities has. */
const ACTIVITY_COLUMNS: TableColumns = {
  columns: {
    SUBJECT: 'Subject',
    ASSIGNED: 'Owner.Name',
    STATUS: 'Status',
    PRIORITY: 'Priority',
    DUE_DATE: 'ActivityDate',
    TASK: 'IsTask',
    TASK_TYPE: 'Type',
    CLOSED: 'IsClosed',
    CREATED_DATE: 'CreatedDate',
    CREATED_BY: 'CreatedBy.Name',
    LAST_UPDATE: 'LastModifiedDate',
    START_DATE_TIME: 'StartDateTime',
    END_DATE_TIME: 'EndDateTime',
    DURATION: 'DurationInMinutes',
    OWNER_ROLE: 'Owner.UserRole.Name',
    WHAT_NAME: 'What.Name',
    WHO_NAME: 'Who.Name',
    ACTIVITY_ID: 'Id',
    TASK_SUBTYPE: 'TaskSubtype',
    EVENT_SUBTYPE: 'EventSubtype',
    CALLTYPE: 'CallType',
    CALLDISPOSITION: 'CallDisposition',
    DESCRIPTION: 'Description',
    FULL_DESCRIPTION: 'Description',
    LOCATION: 'Location',
    IS_CHILD: 'IsChild',
    COMPLETED_DATE_TIME: 'CompletedDateTime'
  },
  links: {
    SUBJECT: 'Id',
    ASSIGNED: 'OwnerId',
    CREATED_BY: 'CreatedById',
    WHAT_NAME: 'WhatId',
    WHO_NAME: 'WhoId'
  }
};

const ACTIVITY_DATES = ['DUE_DATE', 'CREATED_DATE', 'START_DATE_TIME', 'LAST_UPDATE'];

const OWNER_SCOPES: Record<string, 'all' | 'mine'> = { organization: 'all', user: 'mine' };

export const REPORT_TYPES: Record<string, ReportTypeData> = {
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
  },
  OpportunityLead: {
    object: 'Lead',
    label: (object) => `${object.label}（取引開始の情報を含む）`,
    columns: {
      FIRST_NAME: 'FirstName',
      LAST_NAME: 'LastName',
      SALUTATION: 'Salutation',
      COMPANY_ACCT: 'Company',
      TITLE: 'Title',
      LEAD_ID: 'Id',
      LEAD_OWNER: 'Owner.Name',
      LEAD_SOURCE: 'LeadSource',
      STATUS: 'Status',
      RATING: 'Rating',
      INDUSTRY: 'Industry',
      EMAIL: 'Email',
      PHONE: 'Phone',
      DESCRIPTION: 'Description',
      CONVERTED: 'IsConverted',
      CONVERTED_DATE: 'ConvertedDate',
      CONVERTED_CONTACT_ID: 'ConvertedContactId',
      CREATED_DATE: 'CreatedDate',
      CREATED: 'CreatedBy.Name',
      LAST_UPDATE: 'LastModifiedDate',
      LAST_ACTIVITY: 'LastActivityDate',
      OPP_NAME: 'ConvertedOpportunity.Name',
      OPP_ACCT_NAME: 'ConvertedAccount.Name',
      CON_NAME: 'ConvertedContact.Name',
      OPP_OWNER: 'ConvertedOpportunity.Owner.Name',
      OPP_CREATED_DATE: 'ConvertedOpportunity.CreatedDate',
      AMOUNT: 'ConvertedOpportunity.Amount',
      CLOSE_DATE: 'ConvertedOpportunity.CloseDate',
      STAGE_NAME: 'ConvertedOpportunity.StageName',
      CLOSED: 'ConvertedOpportunity.IsClosed',
      WON: 'ConvertedOpportunity.IsWon'
    },
    links: {
      FIRST_NAME: 'Id',
      LAST_NAME: 'Id',
      COMPANY_ACCT: 'Id',
      LEAD_OWNER: 'OwnerId',
      CREATED: 'CreatedById',
      OPP_NAME: 'ConvertedOpportunityId',
      OPP_ACCT_NAME: 'ConvertedAccountId',
      CON_NAME: 'ConvertedContactId',
      OPP_OWNER: 'ConvertedOpportunity.OwnerId'
    },
    lookups: ['Owner', 'ConvertedOpportunity', 'ConvertedAccount'],
    sections: ['ConvertedOpportunity', 'ConvertedAccount', 'ConvertedContact'],
    dates: ['CONVERTED_DATE', 'CREATED_DATE', 'LAST_ACTIVITY', 'LAST_UPDATE', 'OPP_CREATED_DATE'],
    scopes: { org: 'all', user: 'mine' },
    defaultScope: 'user'
  },
  Activity: {
    object: 'Activity',
    label: () => 'ToDo および行動',
    columns: { ...ACTIVITY_COLUMNS.columns, ACCOUNT: 'Account.Name', ACCOUNT_ID: 'AccountId', ACCOWNER: 'Account.Owner.Name' },
    derived: {
      OPPORTUNITY: about('商談', 'Opportunity', 'What', '006'),
      CONTACT: about('取引先責任者', 'Contact', 'Who', '003'),
      LEAD: about('リード', 'Lead', 'Who', '00Q')
    },
    links: { ...ACTIVITY_COLUMNS.links, ACCOUNT: 'AccountId' },
    lookups: ['Owner', 'Account'],
    dates: ACTIVITY_DATES,
    scopes: OWNER_SCOPES,
    defaultScope: 'user'
  },
  OpportunityActivity: {
    object: 'Opportunity',
    label: (object) => `${object.label}と活動`,
    columns: {
      OPPORTUNITY_NAME: 'Name',
      'ACCOUNT.NAME': 'Account.Name',
      STAGE_NAME: 'StageName',
      CLOSE_DATE: 'CloseDate',
      AMOUNT: 'Amount',
      OPPORTUNITY_OWNER: 'Owner.Name',
      OPPORTUNITY_CLOSED: 'IsClosed'
    },
    links: { OPPORTUNITY_NAME: 'Id', 'ACCOUNT.NAME': 'AccountId', OPPORTUNITY_OWNER: 'OwnerId' },
    lookups: ['Account', 'Owner'],
    joins: [{ path: 'Activities', object: 'Activity', field: 'WhatId', lookups: [], ...ACTIVITY_COLUMNS }],
    dates: ACTIVITY_DATES,
    scopes: OWNER_SCOPES,
    defaultScope: 'user'
  },
  LeadActivity: {
    object: 'Lead',
    label: (object) => `${object.label}と活動`,
    columns: {
      FIRST_NAME: 'FirstName',
      LAST_NAME: 'LastName',
      COMPANY: 'Company',
      LEAD_OWNER: 'Owner.Name',
      LEAD_STATUS: 'Status',
      EMAIL: 'Email'
    },
    links: { FIRST_NAME: 'Id', LAST_NAME: 'Id', COMPANY: 'Id', LEAD_OWNER: 'OwnerId' },
    lookups: ['Owner'],
    joins: [{ path: 'Activities', object: 'Activity', field: 'WhoId', lookups: [], ...ACTIVITY_COLUMNS }],
    dates: ACTIVITY_DATES,
    scopes: OWNER_SCOPES,
    defaultScope: 'user'
  },
  AccountActivity: {
    object: 'Account',
    label: (object) => `${object.label}と活動`,
    columns: { 'ACCOUNT.NAME': 'Name', ACCOUNT_OWNER_NAME: 'Owner.Name' },
    links: { 'ACCOUNT.NAME': 'Id', ACCOUNT_OWNER_NAME: 'OwnerId' },
    lookups: ['Owner'],
    joins: [{ path: 'Activities', object: 'Activity', field: 'AccountId', lookups: [], ...ACTIVITY_COLUMNS }],
    dates: ACTIVITY_DATES,
    scopes: OWNER_SCOPES,
    defaultScope: 'user'
  }
};
