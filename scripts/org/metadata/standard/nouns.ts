/**
 * Standard nouns of object translations → fields whose label they are (names SEEN as file names in real
 * orgs, metadata-model.md section 1; `tci-sfdx/KyoeiOld`, `ZB-IT-Sales-Effectiveness/AutoRabit-Training`).
 * Where a field has a noun of its own (`close_date_opportunity`) only that one is the field's label: the compound
 * (`opportunity_close_date`) is the word of reports. A compound is the label where the page layout's label names the object.
 * Later nouns of one field win over earlier ones.
 */
export const STANDARD_NOUNS: Record<string, Record<string, [object: string, field: string][]>> = {
  Lead: {
    name_lead: [['Lead', 'Name']],
    first_name_lead: [['Lead', 'FirstName']],
    last_name_lead: [['Lead', 'LastName']],
    company_lead: [['Lead', 'Company']],
    title_lead: [['Lead', 'Title']],
    email_lead: [['Lead', 'Email']],
    phone_lead: [['Lead', 'Phone']],
    mobile_lead: [['Lead', 'MobilePhone']],
    fax_lead: [['Lead', 'Fax']],
    website_lead: [['Lead', 'Website']],
    industry_lead: [['Lead', 'Industry']],
    annual_revenue_lead: [['Lead', 'AnnualRevenue']],
    description_lead: [['Lead', 'Description']],
    address_lead: [['Lead', 'Address']],
    rating_lead: [['Lead', 'Rating']],
    lead_owner: [['Lead', 'OwnerId']],
    lead_source: [
      ['Lead', 'LeadSource'],
      ['Contact', 'LeadSource']
    ],
    lead_status: [['Lead', 'Status']],
    lead_id: [['Lead', 'Id']]
  },
  Account: {
    account_name: [
      ['Account', 'Name'],
      ['Opportunity', 'AccountId'],
      ['Contact', 'AccountId']
    ],
    account_number: [['Account', 'AccountNumber']],
    account_owner: [['Account', 'OwnerId']],
    phone_account: [['Account', 'Phone']],
    account_site: [['Account', 'Site']],
    site_account: [['Account', 'Site']],
    type_account: [['Account', 'Type']],
    account_source: [['Account', 'AccountSource']],
    description_account: [['Account', 'Description']],
    account_id: [['Account', 'Id']],
    parent_account: [['Account', 'ParentId']],
    industry_account: [['Account', 'Industry']],
    employees_account: [['Account', 'NumberOfEmployees']],
    website_account: [['Account', 'Website']],
    annual_revenue_account: [['Account', 'AnnualRevenue']],
    billing_street_account: [['Account', 'BillingStreet']],
    billing_city_account: [['Account', 'BillingCity']],
    billing_state_account: [['Account', 'BillingState']],
    billing_zip_account: [['Account', 'BillingPostalCode']],
    billing_country_account: [['Account', 'BillingCountry']],
    billing_address_account: [['Account', 'BillingAddress']],
    shipping_street_account: [['Account', 'ShippingStreet']],
    shipping_city_account: [['Account', 'ShippingCity']],
    shipping_state_account: [['Account', 'ShippingState']],
    shipping_zip_account: [['Account', 'ShippingPostalCode']],
    shipping_country_account: [['Account', 'ShippingCountry']],
    shipping_address_account: [['Account', 'ShippingAddress']]
  },
  Contact: {
    name_contact: [['Contact', 'Name']],
    first_name_contact: [['Contact', 'FirstName']],
    last_name_contact: [['Contact', 'LastName']],
    contact_owner: [['Contact', 'OwnerId']],
    email_contact: [['Contact', 'Email']],
    phone_contact: [['Contact', 'Phone']],
    mobile_contact: [['Contact', 'MobilePhone']],
    title_contact: [['Contact', 'Title']],
    department_contact: [['Contact', 'Department']],
    birthdate_contact: [['Contact', 'Birthdate']],
    mailing_address_contact: [['Contact', 'MailingAddress']],
    other_address_contact: [['Contact', 'OtherAddress']]
  },
  Opportunity: {
    opportunity_name: [['Opportunity', 'Name']],
    opportunity_owner: [['Opportunity', 'OwnerId']],
    amount_opportunity: [['Opportunity', 'Amount']],
    close_date_opportunity: [['Opportunity', 'CloseDate']],
    stage_opportunity: [['Opportunity', 'StageName']],
    type_opportunity: [['Opportunity', 'Type']],
    opportunity_lead_source: [['Opportunity', 'LeadSource']],
    description_opportunity: [['Opportunity', 'Description']],
    quantity_opportunity: [['Opportunity', 'TotalOpportunityQuantity']],
    forecast_category_opportunity: [['Opportunity', 'ForecastCategoryName']],
    next_step_opportunity: [['Opportunity', 'NextStep']],
    opportunity_id: [['Opportunity', 'Id']]
  },
  Activity: {
    assigned_to_activity: [
      ['Task', 'OwnerId'],
      ['Event', 'OwnerId']
    ],
    subject_activity: [
      ['Task', 'Subject'],
      ['Event', 'Subject']
    ],
    status_activity: [['Task', 'Status']],
    priority_activity: [['Task', 'Priority']],
    due_date_activity: [['Event', 'ActivityDateTime']],
    due_date_only_activity: [['Task', 'ActivityDate']],
    location_activity: [['Event', 'Location']],
    type_activity: [
      ['Task', 'Type'],
      ['Event', 'Type']
    ],
    comments_activity: [['Task', 'Description']],
    description_activity: [['Event', 'Description']],
    related_to_activity: [
      ['Task', 'WhatId'],
      ['Event', 'WhatId']
    ],
    name_activity: [
      ['Task', 'WhoId'],
      ['Event', 'WhoId']
    ],
    private_activity: [['Event', 'IsPrivate']],
    completed_date_activity: [['Task', 'CompletedDateTime']],
    show_time_as_activity: [['Event', 'ShowAs']]
  }
};

/** Nouns of screens and features that this org does not have: accepted, as real orgs do, without a place to show. */
const NOUNS_WITHOUT_FIELD: Record<string, string> = {
  Lead: 'name rating access alert creator currency custom_field division edit field history history_report information owner_alias owner_role owner_email queue record record_type report views view_report convert detail_page hierarchy territory',
  Account:
    'phone fax type rating ownership description access access_level contact_role creator currency detail_page division edit field general hierarchy history history_archive history_report information name_local owner_alias owner_report owner_role record record_type report sharing stage_id team team_member team_member_id team_report territory tool view',
  Contact:
    'name email phone mobile fax reports_to access creator currency detail_page division edit field history information owner_alias record record_type report role view',
  Opportunity:
    'amount close_date stage stage_name type source description quantity forecast_category closed access alert based_briefcase competitor competitor_report contact contact_report contact_role creator currency detail_page division edit field field_history field_history_id field_history_report forecast forecast_edit history history_id history_information history_report info information line_item line_item_field line_item_id owner_alias owner_email owner_role record record_type report team team_member team_report territory view'
};
const OTHER_NOUNS = new Set(
  'company_name_local_lead middle_name_lead name_suffix_lead middle_name_contact parent_account_division parent_account_id parent_account_site person_account_record person_account business_account activity_information activity_history activity_type activity_report activity_id activity_currency date_activity start_date_activity end_date_activity time_activity duration_activity phone_activity email_activity call_duration_activity organizer_activity opportunity_contact_role'.split(
    ' '
  )
);

/** True when a standard noun belongs to an object's vocabulary. */
export function isKnownNoun(objectName: string, noun: string): boolean {
  if (STANDARD_NOUNS[objectName]?.[noun]) return true;
  if (OTHER_NOUNS.has(noun)) return true;
  const prefix = `${objectName.toLowerCase()}_`;
  return noun.startsWith(prefix) && (NOUNS_WITHOUT_FIELD[objectName] ?? '').split(' ').includes(noun.slice(prefix.length));
}
