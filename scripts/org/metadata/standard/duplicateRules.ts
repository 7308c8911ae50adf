/**
 * Duplicate rules that every new org brings along (metadata-model.md section 10; SEEN in ~140 retrieved orgs). Their matching rules
 * compare by similarity, which this org does not: they take their places in the order and find nothing.
 */
export interface StandardDuplicateRule {
  object: string;
  name: string;
  label: string;
  matchObject: string;
  matchingRule: string;
  sortOrder: number;
}

export const STANDARD_DUPLICATE_RULES: StandardDuplicateRule[] = [
  {
    object: 'Account',
    name: 'Standard_Account_Duplicate_Rule',
    label: '標準の取引先重複ルール',
    matchObject: 'Account',
    matchingRule: 'Standard_Account_Match_Rule_v1_0',
    sortOrder: 1
  },
  {
    object: 'Contact',
    name: 'Standard_Contact_Duplicate_Rule',
    label: '標準の取引先責任者重複ルール',
    matchObject: 'Contact',
    matchingRule: 'Standard_Contact_Match_Rule_v1_1',
    sortOrder: 1
  },
  {
    object: 'Contact',
    name: 'Standard_Rule_for_Contacts_with_Duplicate_Leads',
    label: 'リードと重複する取引先責任者の標準ルール',
    matchObject: 'Lead',
    matchingRule: 'Standard_Lead_Match_Rule_v1_0',
    sortOrder: 2
  },
  {
    object: 'Lead',
    name: 'Standard_Lead_Duplicate_Rule',
    label: '標準のリード重複ルール',
    matchObject: 'Lead',
    matchingRule: 'Standard_Lead_Match_Rule_v1_0',
    sortOrder: 1
  },
  {
    object: 'Lead',
    name: 'Standard_Rule_for_Leads_with_Duplicate_Contacts',
    label: '取引先責任者と重複するリードの標準ルール',
    matchObject: 'Contact',
    matchingRule: 'Standard_Contact_Match_Rule_v1_1',
    sortOrder: 2
  }
];

/** Matching rules of the platform, by full name. */
export const STANDARD_MATCHING_RULES = new Set(STANDARD_DUPLICATE_RULES.map((rule) => `${rule.matchObject}.${rule.matchingRule}`));
