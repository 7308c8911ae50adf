/** Double of `HearingItemController.cls`: the hearing items of one object, read from the deployed custom metadata records. */
import type { CustomMetadataRecord } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import type { ApexDoubles } from './doubles.ts';

/** The Apex class's `Item`, property by property. */
export interface Item {
  developerName: string;
  label: string;
  objectApiName: string;
  fieldApiName: string | null;
  rows: string | null;
  section: string | null;
  sectionOrder: number | null;
  sortOrder: number | null;
  tier: string | null;
  phaseAsked: string | null;
  dueRank: number;
  hasRule: boolean;
  fixed: boolean;
  question: string | null;
  hint: string | null;
  example: string | null;
}

export const methods: ApexDoubles = {
  'HearingItemController.getItems': (org, _userId, args) => getItems(org, args.objectApiName)
};

/**
 * Items of one object by section, place in the section and name.
 * @param objectApiName API name of the object; anything else than a known name gives no items, as the query would
 */
export function getItems(org: Org, objectApiName: unknown): Item[] {
  const items: Item[] = [];
  for (const record of org.catalog.customMetadata.values()) {
    // SOQL compares text without regard to case.
    if (record.object === 'HearingItem__mdt' && sameText(record.values.Object__c, objectApiName)) items.push(toItem(record));
  }
  return items.sort(
    (a, b) => order(a.sectionOrder, b.sectionOrder) || order(a.sortOrder, b.sortOrder) || (a.developerName < b.developerName ? -1 : 1)
  );
}

function toItem({ developerName, label, values }: CustomMetadataRecord): Item {
  return {
    developerName,
    label,
    objectApiName: String(values.Object__c),
    fieldApiName: text(values.Field__c),
    rows: text(values.Rows__c),
    section: text(values.Section__c),
    sectionOrder: number(values.SectionOrder__c),
    sortOrder: number(values.SortOrder__c),
    tier: text(values.Tier__c),
    phaseAsked: text(values.PhaseAsked__c),
    dueRank: number(values.DueRank__c) ?? 0,
    hasRule: values.HasRule__c === true,
    fixed: values.Fixed__c === true,
    question: text(values.Question__c),
    hint: text(values.Hint__c),
    example: text(values.Example__c)
  };
}

type Stored = CustomMetadataRecord['values'][string] | undefined;

function text(value: Stored): string | null {
  return value === undefined || value === null || value === '' ? null : String(value);
}

function number(value: Stored): number | null {
  return value === undefined || value === null || value === '' ? null : Math.trunc(Number(value));
}

function sameText(value: Stored, wanted: unknown): boolean {
  return typeof value === 'string' && typeof wanted === 'string' && value.toLowerCase() === wanted.toLowerCase();
}

/** Ascending, blanks first, as SOQL's ORDER BY. */
function order(a: number | null, b: number | null): number {
  return (a ?? -Infinity) === (b ?? -Infinity) ? 0 : (a ?? -Infinity) - (b ?? -Infinity);
}
