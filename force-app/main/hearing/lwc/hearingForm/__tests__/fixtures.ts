/** Answers of the platform to the form: four fields of a case in 課題の特定, one gate to the next phase. */
import type { HearingItem } from 'c/hearingModel';
import type { FieldRepresentation, ObjectInfoRepresentation, PicklistCollection, PicklistRepresentation } from 'lightning/uiObjectInfoApi';
import type { RecordFieldValue, RecordRepresentation } from 'lightning/uiRecordApi';
import { item } from '../../hearingModel/__tests__/fixtures';

const VISIT = { section: '訪問目的', sectionOrder: 2, phaseAsked: '事前準備' };
const ISSUES = { section: '経営課題', sectionOrder: 4, phaseAsked: '課題の特定' };

export const ITEMS: readonly HearingItem[] = [
  item('Case_VisitType', { ...VISIT, fieldApiName: 'VisitType__c', tier: '必須', dueRank: 2 }),
  item('Case_Background', { ...VISIT, fieldApiName: 'Background__c', tier: '推奨', sortOrder: 2 }),
  item('Case_Issues', {
    ...ISSUES,
    fieldApiName: 'Issues__c',
    tier: '必須',
    dueRank: 3,
    question: '今いちばん頭を悩ませていることは何ですか'
  }),
  item('Case_Detail', { ...ISSUES, fieldApiName: 'Detail__c', tier: '推奨', sortOrder: 2 }),
  item('Case_Budget', { ...ISSUES, fieldApiName: 'Budget__c', tier: '任意', sortOrder: 3 })
];

function field(apiName: string, label: string, dataType: string, rest: Partial<FieldRepresentation> = {}): [string, FieldRepresentation] {
  return [
    apiName,
    {
      apiName,
      label,
      dataType,
      extraTypeInfo: null,
      inlineHelpText: null,
      length: 0,
      precision: 0,
      scale: 0,
      required: false,
      updateable: true,
      calculated: false,
      htmlFormatted: false,
      controllerName: null,
      referenceToInfos: [],
      ...rest
    }
  ];
}

export const OBJECT_INFO: ObjectInfoRepresentation = {
  apiName: 'Opportunity',
  label: '案件',
  createable: true,
  updateable: true,
  deletable: true,
  defaultRecordTypeId: '012000000000000AAA',
  fields: Object.fromEntries([
    field('StageName', 'フェーズ', 'Picklist'),
    field('VisitType__c', '訪問類型', 'Picklist'),
    field('Background__c', '訪問に至った背景', 'TextArea', { length: 32768 }),
    field('Issues__c', '経営課題', 'MultiPicklist'),
    field('Detail__c', '経営課題の詳細', 'TextArea', { length: 32768 }),
    field('Budget__c', '予算', 'Currency', { scale: 0 })
  ])
};

function picklist(...values: (string | [string, Record<string, unknown>])[]): PicklistRepresentation {
  return {
    controllerValues: {},
    values: values.map((entry) => {
      const [value, attributes] = typeof entry === 'string' ? [entry, null] : entry;
      return { label: value, value, validFor: [], attributes };
    })
  };
}

export const PICKLISTS: PicklistCollection = {
  picklistFieldValues: {
    StageName: picklist(
      ['事前準備', { closed: false, won: false }],
      ['課題の特定', { closed: false, won: false }],
      ['提案', { closed: false, won: false }],
      ['クローズ（支援完了）', { closed: true, won: true }],
      ['クローズ（未アクション）', { closed: true, won: false }]
    ),
    VisitType__c: picklist('プッシュ型', '掘り起こし型'),
    Issues__c: picklist('人材', '海外展開', '資金調達')
  }
};

const STORED: Record<string, RecordFieldValue> = {
  StageName: '課題の特定',
  VisitType__c: 'プッシュ型',
  Background__c: '展示会',
  Issues__c: null,
  Detail__c: null,
  Budget__c: 100
};

/** A record as it is stored; later edits of the same record have a later minute. */
export function storedRecord(id: string, values: Record<string, RecordFieldValue> = {}, minute = 0): RecordRepresentation {
  return {
    apiName: 'Opportunity',
    id,
    recordTypeId: null,
    lastModifiedDate: `2026-11-23T01:${String(minute).padStart(2, '0')}:00.000Z`,
    fields: Object.fromEntries(
      Object.entries({ ...STORED, ...values }).map(([name, value]) => [
        name,
        { value, displayValue: value === null ? null : String(value) }
      ])
    )
  };
}

const draftKeys = (...keys: string[]) => ({
  uiapi: { query: { DraftKey__c: { edges: keys.map((value) => ({ node: { Key__c: { value } } })) } } }
});
/** The answer of the query for the user's keys. */
export const DRAFT_KEYS = draftKeys(btoa('k'.repeat(32)));
export const NO_DRAFT_KEYS = draftKeys();
