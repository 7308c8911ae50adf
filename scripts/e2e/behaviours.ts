/**
 * What the embedded org does as Salesforce does, where a deployment or a save would surprise otherwise: one entry per
 * sentence, with its source. `behaviours.test.ts` walks this table and fails when an entry has no scene.
 */
export interface Behaviour {
  id: string;
  sentence: string;
  /** Where the behaviour was seen or is documented. */
  source: string;
}

export const BEHAVIOURS: Behaviour[] = [
  {
    id: 'value-set-replaces',
    sentence: 'A deployed standard value set replaces the list: unlisted values fall inactive, records keep them.',
    source: 'Metadata API guide, "CustomValue": missing picklist values get deactivated'
  },
  {
    id: 'field-visibility',
    sentence: 'New fields are visible to nobody, the deploying administrator included, until a permission set grants them and is assigned.',
    source: 'Metadata API guide, "CustomField"; forcedotcom/cli: fields deployed without a profile'
  },
  {
    id: 'permission-set-replaced',
    sentence: 'A permission set is replaced whole.',
    source: 'Metadata API guide, "PermissionSet": since API 40.0 a deployed file overwrites the permission set'
  },
  {
    id: 'object-attributes-default',
    sentence: 'Attributes that a deployed custom object leaves out go to their default.',
    source: 'Metadata API guide, "CustomObject"'
  },
  {
    id: 'path-single',
    sentence: 'A second path for one object and record type is refused.',
    source: 'Metadata API guide, "PathAssistant"'
  },
  {
    id: 'report-type-first',
    sentence: 'A report on a report type that is new in the same deployment is refused.',
    source: 'deployments to real orgs: "invalid report type"'
  },
  {
    id: 'duplicate-rule-waits',
    sentence: 'An active duplicate rule is refused together with its new matching rule.',
    source: 'forcedotcom/cli #569'
  },
  {
    id: 'matching-rule-active',
    sentence: 'An active matching rule cannot be changed.',
    source: 'CumulusCI #953'
  },
  {
    id: 'duplicate-rule-order',
    sentence: 'Duplicate rules of an object are numbered from 1 without gaps.',
    source: 'b2c-crm-sync #120'
  },
  {
    id: 'object-language',
    sentence: '`startsWith` is refused in a Japanese org.',
    source: 'ebikes-lwc #23'
  },
  {
    id: 'permission-required-field',
    sentence: 'A permission on a required field is refused.',
    source: 'deployments to real orgs: "You cannot deploy to a required field"'
  },
  {
    id: 'layout-required-field',
    sentence: 'A layout without its required fields is refused.',
    source: 'deployments to real orgs: "Layout must contain an item for required layout field"'
  },
  {
    id: 'page-dashboard',
    sentence: 'A page that names a missing dashboard is refused.',
    source: 'deployments to real orgs: "Invalid dashboard Unique Name"'
  },
  {
    id: 'dynamic-dashboards',
    sentence: 'One board that runs as the logged-in user over the limit of the edition is refused.',
    source: 'NebulaLogger #247; Salesforce Help, "Reports and Dashboards Limits"'
  },
  {
    id: 'draft-flow',
    sentence: 'A deployed draft does not deactivate an active flow.',
    source: 'scolladon/sfdx-git-delta #588'
  },
  {
    id: 'conversion-phase-and-date',
    sentence: 'A conversion takes the first stage and the end of the fiscal quarter.',
    source: 'Salesforce Help, "Considerations for Converting Leads"'
  },
  {
    id: 'conversion-fills-blanks',
    sentence: 'A conversion fills only blanks of an existing company.',
    source: 'Salesforce Help, "Considerations for Converting Leads"'
  },
  {
    id: 'conversion-rules',
    sentence: 'A conversion skips validation rules unless told not to.',
    source: 'Salesforce Help, "Require Validation for Converted Leads"'
  },
  {
    id: 'won-close-date',
    sentence: 'Closing as won moves a future close date to today, in UTC.',
    source: 'Salesforce Help, "Opportunity Fields" (Close Date)'
  },
  {
    id: 'dashboard-last-result',
    sentence: 'Dashboards keep their last result until they are refreshed.',
    source: 'Reports and Dashboards REST API guide, "Dashboard Results"'
  },
  {
    id: 'next-days',
    sentence: 'The next n days differ between the date filter of a report and a field filter.',
    source: 'Salesforce Help, "Relative Date Values"; SOQL reference, "Date Literals"'
  },
  {
    id: 'history-values',
    sentence: 'Only date, owner and short fields keep their values in the history.',
    source: 'Salesforce Help, "Field History Tracking"'
  },
  {
    id: 'patch-atomic',
    sentence: 'A PATCH of a record is saved whole or not at all.',
    source: 'REST API guide, "Update a Record"'
  }
];
