/**
 * Field history: which objects keep it, and the objects its rows live in (`LeadHistory`, `OpportunityFieldHistory`, `X__History`).
 * Source: Object Reference "LeadHistory", "OpportunityFieldHistory", "StandardObjectNameHistory"; Salesforce Help "Field History Tracking".
 */
import type { FieldDef, ObjectDef } from './catalog.ts';
import type { StoredComponent } from './components.ts';
import { bool, datetime, fixedPicklist, lookup, SYSTEM } from './standard/fields.ts';
import { childText } from './xml.ts';

/** Settings whose element is the switch of a standard object (metadata-model.md section 10). */
const SWITCHES: Record<string, { settings: string; element: string; history: string; parent: string }> = {
  Lead: { settings: 'LeadConfig', element: 'doesTrackHistory', history: 'LeadHistory', parent: 'LeadId' },
  Account: { settings: 'Account', element: 'enableAccountHistoryTracking', history: 'AccountHistory', parent: 'AccountId' },
  Contact: { settings: 'Account', element: 'enableContactHistoryTracking', history: 'ContactHistory', parent: 'ContactId' },
  Opportunity: {
    settings: 'Opportunity',
    element: 'enableOpportunityFieldHistoryTracking',
    history: 'OpportunityFieldHistory',
    parent: 'OpportunityId'
  }
};

/** What the `Field` of the row says that tells of a record's creation. */
export const CREATED = 'created';

/** All history objects share one key prefix, as in Salesforce. */
const KEY_PREFIX = '017';

/** Kinds of data a row names (Object Reference, `DataType`). */
const DATA_TYPES = [
  'Text',
  'StringPlusClob',
  'DynamicEnum',
  'MultiEnum',
  'Boolean',
  'DateOnly',
  'DateTime',
  'TimeOnly',
  'Integer',
  'Double',
  'Currency',
  'Percent',
  'EntityId',
  'Email',
  'Phone',
  'Url'
];

/** The switch as settings and as the object file say it: two views of one thing (metadata-model.md section 7). */
export function switchViews(name: string, components: StoredComponent[]): { settings?: boolean; object?: boolean } {
  const known = SWITCHES[name];
  const said = (type: string, fullName: string | undefined, element: string): boolean | undefined => {
    const node = components.find((component) => component.type === type && component.fullName === fullName)?.node;
    const text = node && childText(node, element);
    return text === undefined ? undefined : text.trim() === 'true';
  };
  const settings = known && said('Settings', known.settings, known.element);
  const object = said('CustomObject', name, 'enableHistory');
  return { ...(settings === undefined ? {} : { settings }), ...(object === undefined ? {} : { object }) };
}

/**
 * Marks the objects that keep history and adds the objects of their rows; to be called when labels are final.
 * Standard objects have theirs always, opportunities that of their stages besides, custom objects when `enableHistory` is on.
 */
export function addHistoryObjects(objects: Map<string, ObjectDef>, components: StoredComponent[]): void {
  addStageHistory(objects);
  for (const object of [...objects.values()]) {
    const standard = object.kind === 'standard' ? SWITCHES[object.name] : undefined;
    if (standard) {
      const views = switchViews(object.name, components);
      object.tracksHistory = (views.settings ?? views.object) === true;
      addHistoryObject(objects, object, standard.history, standard.parent);
    } else if (object.kind === 'custom') {
      if (switchViews(object.name, components).object !== true) continue;
      object.tracksHistory = true;
      addHistoryObject(objects, object, object.name.replace(/__c$/, '__History'), 'ParentId');
    }
  }
}

/** Stage history: kept for opportunities in every org, whatever is tracked (Object Reference, "OpportunityHistory"). */
const STAGE_HISTORY = { name: 'OpportunityHistory', object: 'Opportunity', field: 'OpportunityId', keyPrefix: '008' };

/** Fields of an opportunity that a row of its stage history shows; a change of one of the first four leaves a row. */
export const STAGE_FIELDS = {
  watched: ['StageName', 'Amount', 'Probability', 'CloseDate'],
  shown: ['StageName', 'Amount', 'Probability', 'CloseDate', 'ExpectedRevenue', 'ForecastCategory']
};

/** The field of the opportunity that a column of its stage history comes from; undefined for what the row says of itself. */
export function stageSource(column: string): string | undefined {
  const name = column.replace(/^Prev(?=Amount$|CloseDate$)/, '');
  return STAGE_FIELDS.shown.includes(name) ? name : undefined;
}

function addStageHistory(objects: Map<string, ObjectDef>): void {
  const { name, object, field, keyPrefix } = STAGE_HISTORY;
  const parent = objects.get(object);
  if (!parent) return;
  const copied = (column: string, label?: string): FieldDef[] => {
    const source = parent.fields.get(stageSource(column) ?? '');
    return source ? [{ ...source, ...SYSTEM, name: column, label: label ?? source.label, required: false, trackHistory: false }] : [];
  };
  const fields = [
    { ...lookup('Id', '商談履歴 ID', [], undefined, SYSTEM), type: 'id' as const },
    lookup(field, parent.label, object, 'OpportunityHistories', SYSTEM),
    lookup('CreatedById', '作成者', 'User', undefined, SYSTEM),
    datetime('CreatedDate', '作成日', SYSTEM),
    ...STAGE_FIELDS.shown.flatMap((column) => copied(column)),
    ...copied('PrevAmount', '以前の金額'),
    ...copied('PrevCloseDate', '以前の完了予定日'),
    datetime('SystemModstamp', 'システム最終更新日', SYSTEM),
    bool('IsDeleted', '削除', SYSTEM)
  ];
  objects.set(name, {
    ...emptyObject(name, `${parent.label}フェーズ履歴`, keyPrefix),
    fields: new Map(fields.map((each) => [each.name, each])),
    compactLayouts: compactLayout(['StageName', 'Amount', 'Probability', 'CloseDate', 'CreatedById', 'CreatedDate']),
    stagesOf: { object, field }
  });
  parent.childRelationships.push({ childObject: name, field, relationshipName: 'OpportunityHistories' });
}

/** An object whose rows the platform writes: no page, no rule, its id for a name. */
function emptyObject(name: string, label: string, keyPrefix: string): Omit<ObjectDef, 'fields' | 'compactLayouts'> {
  return {
    name,
    label,
    pluralLabel: label,
    keyPrefix,
    kind: 'standard',
    nameField: 'Id',
    validationRules: [],
    listViews: new Map(),
    childRelationships: [],
    actionOverrides: [],
    activities: false,
    userFacing: false
  };
}

const compactLayout = (fields: string[]): ObjectDef['compactLayouts'] =>
  new Map([['SYSTEM', { name: 'SYSTEM', label: 'システムのデフォルト', fields }]]);

/** How a history row names a field: lookups of standard objects go without `Id` (`Owner`, `Account`). */
export function historyFieldName(field: FieldDef): string {
  return field.type === 'reference' && !field.custom ? field.name.replace(/Id$/, '') : field.name;
}

function addHistoryObject(objects: Map<string, ObjectDef>, parent: ObjectDef, name: string, parentField: string): void {
  const named = [...parent.fields.values()].filter((field) => field.createable || field.compoundParts);
  const fields = [
    { ...lookup('Id', '履歴 ID', [], undefined, SYSTEM), type: 'id' as const },
    bool('IsDeleted', '削除', SYSTEM),
    lookup(parentField, parent.label, parent.name, 'Histories', SYSTEM),
    lookup('CreatedById', 'ユーザー', 'User', undefined, SYSTEM),
    datetime('CreatedDate', '日付', SYSTEM),
    fixedPicklist(
      'Field',
      '項目',
      [[CREATED, '作成'] as [string, string], ...named.map((field): [string, string] => [historyFieldName(field), field.label])],
      SYSTEM
    ),
    fixedPicklist(
      'DataType',
      'データ型',
      DATA_TYPES.map((type) => [type, type]),
      SYSTEM
    ),
    anyType('OldValue', '元の値'),
    anyType('NewValue', '新しい値')
  ];
  objects.set(name, {
    ...emptyObject(name, `${parent.label}履歴`, KEY_PREFIX),
    fields: new Map(fields.map((field) => [field.name, field])),
    compactLayouts: compactLayout(['CreatedDate', 'Field', 'CreatedById', 'OldValue', 'NewValue']),
    historyOf: { object: parent.name, field: parentField }
  });
  parent.childRelationships.push({ childObject: name, field: parentField, relationshipName: 'Histories' });
}

/** A field that holds values of any type. */
const anyType = (name: string, label: string): FieldDef => ({
  name,
  label,
  type: 'anyType',
  custom: false,
  required: false,
  unique: false,
  externalId: false,
  trackHistory: false,
  createable: false,
  updateable: false,
  alwaysVisible: true
});
