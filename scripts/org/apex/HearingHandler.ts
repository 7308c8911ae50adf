/** Double of `HearingHandler.cls`: the figures of candidates and cases and the gates of added items, by the package's own module. */
import {
  dueAndEmpty,
  figuresOf,
  isAnswered,
  type Answer,
  type FigureItem,
  type FigureRecord,
  type Ranks
} from '../../../force-app/main/hearing/lwc/hearingFigures/hearingFigures.ts';
import { findField, findObject, type Catalog, type FieldDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { accessOf } from '../records/access.ts';
import { statement } from '../records/sql.ts';
import type { FieldValue } from '../records/values.ts';
import type { TriggerChange } from './doubles.ts';
import { getItems, type Item } from './HearingItemController.ts';

/** How the Apex class knows an object: its phases with their ranks, and where flows note the phase that a record left. */
interface Line {
  ranks: Ranks;
  phaseField: string;
  phaseLeftField: string;
}

/** `PHASE_RANKS`, `PHASE_FIELDS` and `PHASE_LEFT_FIELDS` of the Apex class. */
export const LINES: Record<'Lead' | 'Opportunity', Line> = {
  Lead: {
    ranks: new Map(Object.entries({ 新規: 1, 未連絡: 2, 連絡済み: 3, 取引開始済み: 4, 訪問不要: 0 })),
    phaseField: 'Status',
    phaseLeftField: 'VisitNotNeededFrom__c'
  },
  Opportunity: {
    ranks: new Map(
      Object.entries({
        事前準備: 1,
        課題の特定: 2,
        提案: 3,
        フォロー中: 4,
        'クローズ（支援完了）': 5,
        'クローズ（未アクション）': 0
      })
    ),
    phaseField: 'StageName',
    phaseLeftField: 'DropPhase__c'
  }
};

interface FieldItem extends FigureItem {
  hasRule: boolean;
  label: string;
  field: FieldDef;
  countsRows: boolean;
}

interface Row {
  id: string;
  item: string;
  state: string;
}

/** What the handler does before the save of one candidate or case. */
export function beforeSave(org: Org, userId: string, object: keyof typeof LINES, change: TriggerChange): void {
  const line = LINES[object];
  const items = itemsOf(org, object);
  const rows = object === 'Opportunity' ? rowsOf(org, change) : [];
  const record: FigureRecord<FieldItem> = {
    phase: text(change.value(line.phaseField)),
    phaseLeft: text(change.value(line.phaseLeftField)) || null,
    answer: (item) => answerOf(item, change),
    marks: new Map(rows.map(({ item, state }) => [item, state]))
  };
  const figures = figuresOf(items, line.ranks, record);
  change.record['RequiredRate__c'] = figures.requiredRate;
  change.record['RecommendedRate__c'] = figures.recommendedRate;
  change.record['TextLength__c'] = figures.textLength;
  if (object === 'Opportunity') change.record['UnconfirmedCount__c'] = figures.unconfirmedCount;
  if (!change.old) return;
  const missing = dueAndEmpty(items, line.ranks, text(change.old[line.phaseField]), record).filter(({ hasRule }) => !hasRule);
  if (missing.length === 0 || accessOf(org, userId).customPermissions.has('BypassValidation')) return;
  const labels = missing.map(({ label }) => `「${label}」`).join(labelOf(org, 'Common_ListSeparator'));
  change.addError(labelOf(org, 'Gate_MissingItems').replace('{0}', record.phase).replace('{1}', labels), line.phaseField);
}

/** What the handler does after the update of one case: an answer removes what was stated in its place. */
export function afterUpdate(org: Org, change: TriggerChange): void {
  const items = itemsOf(org, 'Opportunity');
  const answered = rowsOf(org, change).filter((row) => {
    const item = items.find(({ developerName }) => developerName === row.item);
    return item !== undefined && isAnswered(answerOf(item, change), change.value(item.field.name));
  });
  change.dml(answered.map(({ id }) => ({ operation: 'delete', object: 'ItemState__c', id })));
}

const known = new WeakMap<Catalog, Map<string, FieldItem[]>>();

/** The items whose field exists, read once per catalog. */
function itemsOf(org: Org, object: string): FieldItem[] {
  const { catalog } = org;
  const byObject = known.get(catalog) ?? new Map<string, FieldItem[]>();
  known.set(catalog, byObject);
  const items = byObject.get(object) ?? getItems(org, object).flatMap((item) => withField(catalog, item));
  byObject.set(object, items);
  return items;
}

function withField(catalog: Catalog, item: Item): FieldItem[] {
  const object = findObject(catalog, item.objectApiName);
  const field = object && item.fieldApiName !== null ? findField(object, item.fieldApiName) : undefined;
  if (!field) return [];
  const countsRows = item.rows !== null;
  return [{ ...item, field, countsRows, label: countsRows ? item.label : field.label }];
}

/** What is stated in place of answers; looked for only where the roll-ups know of any. */
function rowsOf({ db }: Org, { id, value }: TriggerChange): Row[] {
  if (id === undefined || (value('UnconfirmedRows__c') === 0 && value('NotApplicableRows__c') === 0)) return [];
  const rows = statement(db, 'SELECT "Id", "Item__c", "State__c" FROM "ItemState__c" WHERE "Case__c" = ?').all(id);
  return rows.map((row) => ({ id: String(row['Id']), item: String(row['Item__c']), state: String(row['State__c']) }));
}

function answerOf({ field, countsRows }: FieldItem, { value }: TriggerChange): Answer {
  return { dataType: field.type, length: field.length ?? 0, countsRows, value: value(field.name) };
}

function labelOf({ catalog }: Org, name: string): string {
  return catalog.labels.get(name)?.value ?? name;
}

const text = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');
