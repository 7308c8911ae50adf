/** Answers of the platform to the gate of a candidate, and of a case. */
import type { HearingItem } from 'c/hearingModel';
import type { FieldRepresentation, ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import type { RecordFieldValue, RecordRepresentation } from 'lightning/uiRecordApi';
import { item } from '../../hearingModel/__tests__/fixtures';

const ASIDE = { phaseAsked: '訪問不要', section: '判断', sectionOrder: 9, tier: '必須', fixed: true };

export const LEAD_ITEMS: readonly HearingItem[] = [
  item('Owner', { fieldApiName: 'OwnerId', tier: '必須', phaseAsked: '新規', dueRank: 2, sortOrder: 1 }),
  item('Source', { fieldApiName: 'LeadSource', tier: '必須', phaseAsked: '新規', dueRank: 2, sortOrder: 2 }),
  item('Method', { fieldApiName: 'Method__c', tier: '必須', phaseAsked: '未連絡', dueRank: 3, sortOrder: 3 }),
  item('Date', {
    fieldApiName: 'Date__c',
    tier: '必須',
    phaseAsked: '未連絡',
    dueRank: 3,
    sortOrder: 4,
    question: 'いつ連絡が取れましたか'
  }),
  item('Name', { fieldApiName: 'LastName', tier: '必須', phaseAsked: '連絡済み', dueRank: 4, sortOrder: 5 }),
  item('Accepted', { fieldApiName: 'Accepted__c', tier: '必須', phaseAsked: '連絡済み', dueRank: 4, sortOrder: 6 }),
  item('Timing', { ...ASIDE, fieldApiName: 'Timing__c', sortOrder: 1 }),
  item('WhyNot', { ...ASIDE, fieldApiName: 'WhyNot__c', sortOrder: 2 }),
  item('Note', { ...ASIDE, fieldApiName: 'DecisionNote__c', sortOrder: 3 }),
  item('Again', { ...ASIDE, fieldApiName: 'Again__c', tier: '任意', fixed: false, sortOrder: 4 })
];

const FIELD: Omit<FieldRepresentation, 'apiName' | 'label' | 'dataType'> = {
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
  referenceToInfos: []
};

type FieldRow = readonly [string, string, string];

function objectInfo(apiName: string, label: string, rows: readonly FieldRow[]): ObjectInfoRepresentation {
  const fields = rows.map(([name, fieldLabel, dataType]) => [name, { ...FIELD, apiName: name, label: fieldLabel, dataType }] as const);
  const rights = { createable: true, updateable: true, deletable: true };
  return { apiName, label, ...rights, defaultRecordTypeId: '012000000000000AAA', fields: Object.fromEntries(fields) };
}

export const LEAD_INFO = objectInfo('Lead', '支援先候補', [
  ['Status', '状況', 'Picklist'],
  ['IsConverted', '取引開始済み', 'Boolean'],
  ['OwnerId', '担当者', 'Reference'],
  ['LeadSource', '支援先候補ソース', 'Picklist'],
  ['Method__c', '初回連絡の方法', 'Picklist'],
  ['Date__c', '初回連絡日', 'Date'],
  ['LastName', '姓', 'String'],
  ['Accepted__c', 'アポ承諾日', 'Date'],
  ['Timing__c', '訪問不要の時点', 'Picklist'],
  ['WhyNot__c', '訪問不要理由', 'Picklist'],
  ['Again__c', '再連絡の時期', 'Date'],
  ['DecisionReason__c', '判断理由', 'Picklist'],
  ['DecisionNote__c', '判断理由の文', 'TextArea']
]);

/** The object info of a user with fewer rights. */
export function without(info: ObjectInfoRepresentation, field: string, rest: 'hidden' | 'readOnly'): ObjectInfoRepresentation {
  const { [field]: known, ...others } = info.fields;
  return { ...info, fields: rest === 'hidden' || !known ? others : { ...others, [field]: { ...known, updateable: false } } };
}

type Entry = string | readonly [string, Record<string, unknown>];

function picklists(rows: Readonly<Record<string, readonly Entry[]>>): PicklistCollection {
  const collection = Object.entries(rows).map(([field, entries]) => {
    const pairs = entries.map((entry) => (typeof entry === 'string' ? ([entry, null] as const) : entry));
    const list = pairs.map(([value, attributes]) => ({ label: value, value, validFor: [], attributes }));
    return [field, { controllerValues: {}, values: list }] as const;
  });
  return { picklistFieldValues: Object.fromEntries(collection) };
}

const open = { converted: false };
export const LEAD_PICKLISTS = picklists({
  Status: [
    ['新規', open],
    ['未連絡', open],
    ['連絡済み', open],
    ['訪問不要', open],
    ['取引開始済み', { converted: true }]
  ],
  LeadSource: ['紹介', '電話'],
  Method__c: ['電話', 'メール'],
  Timing__c: ['最初から不要', '連絡後に不要'],
  WhyNot__c: ['時期尚早', '重複登録'],
  DecisionReason__c: ['関係機関の推薦', 'その他']
});

const CANDIDATE: Record<string, RecordFieldValue> = {
  Status: '未連絡',
  IsConverted: false,
  OwnerId: '005000000000001AAA',
  LeadSource: '紹介',
  Method__c: '電話',
  Date__c: null,
  LastName: '見本',
  Accepted__c: null,
  Timing__c: null,
  WhyNot__c: null,
  Again__c: null,
  DecisionReason__c: null,
  DecisionNote__c: null
};

/** A record as it is stored; later edits of the same record have a later minute. */
export function candidate(id: string, values: Record<string, RecordFieldValue> = {}, minute = 0): RecordRepresentation {
  return stored('Lead', id, { ...CANDIDATE, ...values }, minute);
}

function stored(apiName: string, id: string, values: Record<string, RecordFieldValue>, minute: number): RecordRepresentation {
  const fields = Object.entries(values).map(([name, value]) => [name, { value, displayValue: value === null ? null : String(value) }]);
  const lastModifiedDate = `2026-11-23T01:${String(minute).padStart(2, '0')}:00.000Z`;
  return { apiName, id, recordTypeId: null, lastModifiedDate, fields: Object.fromEntries(fields) };
}

export const CASE_ITEMS: readonly HearingItem[] = [
  item('Type', { fieldApiName: 'Type__c', tier: '必須', phaseAsked: '準備', dueRank: 2 }),
  item('Issues', { fieldApiName: 'Issues__c', tier: '必須', phaseAsked: '発見', dueRank: 3, sortOrder: 2 }),
  item('Drop', { fieldApiName: 'Drop__c', tier: '必須', phaseAsked: '中止', fixed: true, sortOrder: 3 })
];

/** The same, with an issue to be seen in a row, and a look back that a drop recommends. */
export const ROW_CASE_ITEMS: readonly HearingItem[] = [
  ...CASE_ITEMS,
  item('Seen', {
    label: '特許庁が認識する課題',
    fieldApiName: 'Seen__c',
    rows: '課題',
    tier: '必須',
    phaseAsked: '発見',
    dueRank: 3,
    sortOrder: 4
  }),
  item('Hard', { fieldApiName: 'Hard__c', tier: '推奨', phaseAsked: '完了', sortOrder: 5 }),
  item('HardAsDropped', { fieldApiName: 'Hard__c', tier: '推奨', phaseAsked: '中止', sortOrder: 0 })
];

export const CASE_INFO = objectInfo('Opportunity', '案件', [
  ['StageName', 'フェーズ', 'Picklist'],
  ['Type__c', '訪問類型', 'Picklist'],
  ['Issues__c', '経営課題', 'MultiPicklist'],
  ['Drop__c', 'ドロップ理由', 'Picklist']
]);

/** With the number of rows, the text of the look back and the reason of a step back. */
export const ROW_CASE_INFO = without(
  objectInfo('Opportunity', '案件', [
    ...Object.values(CASE_INFO.fields).map(({ apiName, label, dataType }): FieldRow => [apiName, label, dataType]),
    ['Seen__c', '特許庁が認識する課題の数', 'Double'],
    ['Hard__c', '難しかった点', 'TextArea'],
    ['DecisionReason__c', '判断理由', 'Picklist'],
    ['DecisionNote__c', '判断理由の文', 'TextArea']
  ]),
  'Seen__c',
  'readOnly'
);

export const CASE_PICKLISTS = picklists({
  StageName: [
    ['準備', { closed: false, won: false }],
    ['発見', { closed: false, won: false }],
    ['提案', { closed: false, won: false }],
    ['完了', { closed: true, won: true }],
    ['中止', { closed: true, won: false }]
  ],
  Type__c: ['紹介'],
  Issues__c: ['人材', '資金'],
  Drop__c: ['人手不足'],
  DecisionReason__c: ['企業都合']
});

export function caseRecord(id: string, values: Record<string, RecordFieldValue> = {}): RecordRepresentation {
  return stored('Opportunity', id, { StageName: '発見', Type__c: '紹介', Issues__c: '人材;資金', Drop__c: null, ...values }, 0);
}
