import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Catalog, CustomMetadataRecord } from '../../metadata/catalog.ts';
import type { Org } from '../../org.ts';
import { getItems, methods } from '../HearingItemController.ts';

function item(developerName: string, values: CustomMetadataRecord['values'], object = 'HearingItem__mdt'): CustomMetadataRecord {
  return { object, developerName, label: `${developerName} label`, protected: false, values: { Object__c: 'Opportunity', ...values } };
}

function orgWith(...records: CustomMetadataRecord[]): Org {
  const catalog: Pick<Catalog, 'customMetadata'> = {
    customMetadata: new Map(records.map((record) => [`${record.object}.${record.developerName}`, record]))
  };
  return { catalog } as unknown as Org;
}

const names = (org: Org, object: unknown): string[] => getItems(org, object).map((found) => found.developerName);

test('returns the items of one object by section, then by place in the section, then by name', () => {
  const org = orgWith(
    item('Third', { SectionOrder__c: 2, SortOrder__c: 10 }),
    item('Second', { SectionOrder__c: 1, SortOrder__c: 20 }),
    item('First', { SectionOrder__c: 1, SortOrder__c: 3 }),
    item('Also', { SectionOrder__c: 2, SortOrder__c: 10 }),
    item('OtherObject', { Object__c: 'Lead', SectionOrder__c: 1, SortOrder__c: 1 }),
    item('OtherType', { SectionOrder__c: 1, SortOrder__c: 1 }, 'Setting__mdt')
  );
  assert.deepEqual(names(org, 'Opportunity'), ['First', 'Second', 'Also', 'Third']);
});

test('returns every property that the Apex class declares, with blanks as null', () => {
  const source = readFileSync(new URL('../../../../force-app/main/hearing/classes/HearingItemController.cls', import.meta.url), 'utf8');
  const declared = [...source.matchAll(/@AuraEnabled\s+public (?:String|Integer|Boolean) (\w+)/g)].map((match) => match[1]);
  const [found] = getItems(orgWith(item('One', { Field__c: 'StageName', DueRank__c: 2, HasRule__c: true })), 'Opportunity');
  assert.deepEqual(Object.keys(found ?? {}), declared);
  assert.deepEqual(found, {
    developerName: 'One',
    label: 'One label',
    objectApiName: 'Opportunity',
    fieldApiName: 'StageName',
    rows: null,
    section: null,
    sectionOrder: null,
    sortOrder: null,
    tier: null,
    phaseAsked: null,
    dueRank: 2,
    hasRule: true,
    fixed: false,
    question: null,
    hint: null,
    example: null
  });
});

test('compares the object name as SOQL does, without regard to case', () => {
  assert.deepEqual(names(orgWith(item('One', {})), 'opportunity'), ['One']);
});

test('returns nothing for an object without items, for none and for what is no name', () => {
  const org = orgWith(item('One', {}));
  for (const object of ['Pricebook2', null, undefined, '', 7]) assert.deepEqual(names(org, object), []);
});

test('is registered under the name that the form imports', () => {
  assert.deepEqual(methods['HearingItemController.getItems']?.(orgWith(item('One', {})), '', { objectApiName: 'Account' }), []);
});
