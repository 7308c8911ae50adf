/**
 * Quick actions that create or update a record: their targets, their form, and the values they bring along.
 * Source: Metadata API Developer Guide, "QuickAction"; Salesforce Help, "Set Predefined Field Values for Quick Action Fields".
 */
import type { Layout, QuickAction } from '@salesforce/types/metadata';
import { compileFormula, evaluateFormula, FormulaError, resultForField } from '../formula/formula.ts';
import { resolveGlobal, resolveReference, type Resolved } from '../formula/references.ts';
import { findField, type Catalog, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { findRelationship } from '../query/paths.ts';
import { recordContext } from './formulaContext.ts';
import { globalValue } from './globals.ts';
import { readStored } from './read.ts';
import type { FieldValue, Values } from './values.ts';

/** A field of an action's form. */
export interface ActionField {
  field: FieldDef;
  behavior: 'Edit' | 'Required' | 'Readonly';
}

export interface QuickActionModel {
  /** `Account.New_Case`; without a point for global actions. */
  fullName: string;
  label: string;
  type: 'Create' | 'Update';
  /** The object whose page offers the action; absent for global ones. */
  source?: ObjectDef;
  target: ObjectDef;
  /** The target's lookup to the record the action started from. */
  parentField?: FieldDef;
  columns: ActionField[][];
  overrides: QuickAction['fieldOverrides'];
  successMessage?: string;
}

/** Labels of standard labels in a Japanese org. */
const STANDARD_LABELS: Record<string, (label: string) => string> = {
  New: (label) => `新規${label}`,
  CreateNew: (label) => `新規${label}の作成`,
  Update: (label) => `${label}の更新`
};

/** Standard labels that this org can put into words. */
export const KNOWN_STANDARD_LABELS = Object.keys(STANDARD_LABELS);

/** The lookup that `targetParentField` names: the relationship of a standard field, the name of a custom one. */
export function parentFieldOf(target: ObjectDef, name: string): FieldDef | undefined {
  return name.endsWith('__c') ? findField(target, name) : findRelationship(target, name);
}

/** A deployed action as a model; undefined for a name or a type this org does not have. */
export function quickActionModel(catalog: Catalog, fullName: string): QuickActionModel | undefined {
  const action = catalog.quickActions.get(fullName);
  if (!action || (action.type !== 'Create' && action.type !== 'Update')) return undefined;
  const dot = fullName.indexOf('.');
  const source = dot < 0 ? undefined : catalog.objects.get(fullName.slice(0, dot));
  const target = action.type === 'Update' ? source : catalog.objects.get(action.targetObject ?? '');
  if (!target) return undefined;
  const parentField = action.targetParentField === undefined ? undefined : parentFieldOf(target, action.targetParentField);
  return {
    fullName,
    label: action.label ?? STANDARD_LABELS[action.standardLabel ?? '']?.(target.label) ?? fullName,
    type: action.type,
    ...(source ? { source } : {}),
    target,
    ...(parentField ? { parentField } : {}),
    columns: (action.quickActionLayout?.quickActionLayoutColumns ?? []).map((column) =>
      column.quickActionLayoutItems.flatMap(({ field: name, uiBehavior }) => {
        const field = name === undefined ? undefined : target.fields.get(name);
        return field ? [{ field, behavior: uiBehavior ?? 'Edit' }] : [];
      })
    ),
    overrides: action.fieldOverrides,
    ...(action.successMessage === undefined ? {} : { successMessage: action.successMessage })
  };
}

/**
 * What a reference in a predefined value means: `Account.Name` is the name of the record that the action starts from
 * (SEEN in Gusto/sfdc `quickActions/Account.Upsell_Opp`), `$User.Id` a global value.
 * @throws FormulaError for anything else
 */
export function resolveActionReference(catalog: Catalog, source: ObjectDef | undefined, path: string, offset?: number): Resolved {
  const own = ownPath(source, path);
  if (source && own !== undefined) return resolveReference(catalog, source, own, offset);
  if (!path.startsWith('$')) throw new FormulaError(`項目${path}は存在しません。スペルを確認してください。`, offset);
  return resolveGlobal(catalog, path, offset);
}

/** The path below the source record; undefined when the path does not start there. */
function ownPath(source: ObjectDef | undefined, path: string): string | undefined {
  const [root = '', ...rest] = path.split('.');
  return source && rest.length > 0 && root.toLowerCase() === source.name.toLowerCase() ? rest.join('.') : undefined;
}

/**
 * The values an action brings along for a record, fields of its target by API name.
 * @param contextId the record it starts from; absent for global actions
 */
export function quickActionValues(org: Org, userId: string, action: QuickActionModel, contextId?: string): Values {
  const { source, target, parentField } = action;
  const record = source && contextId !== undefined ? readStored(org, source.name, contextId) : undefined;
  const values: Values = {};
  if (parentField && record) values[parentField.name] = record.Id ?? null;
  for (const { field: name, formula, literalValue } of action.overrides) {
    const field = target.fields.get(name);
    if (!field) continue;
    if (formula === undefined) values[field.name] = literalValue ?? null;
    else values[field.name] = predefinedValue(org, userId, source, record, field, formula);
  }
  return values;
}

/** A formula's value; what Salesforce shows as #Error! is blank. */
function predefinedValue(
  org: Org,
  userId: string,
  source: ObjectDef | undefined,
  record: Values | undefined,
  field: FieldDef,
  text: string
): FieldValue {
  const context = source && record ? recordContext(org, userId, source, record) : undefined;
  try {
    return resultForField(
      field,
      evaluateFormula(compileFormula(text), {
        now: org.clock.now(),
        isNew: false,
        value: (path) => {
          const own = ownPath(source, path);
          if (own === undefined) return globalValue(org, userId, resolveGlobal(org.catalog, path));
          return context ? context.value(own) : { type: 'Null', value: null };
        }
      })
    );
  } catch (error) {
    if (error instanceof FormulaError) return null;
    throw error;
  }
}

/** Developer name of the layout that holds the actions of the header's menu (SEEN as `layouts/Global-Global Layout` in 510 repositories). */
const GLOBAL_LAYOUT = 'Global-Global Layout';

/** Quick actions of a global layout, in its order; the newer list rules where both are there. */
export function globalActionNames(layout: Layout): string[] {
  const platform = layout.platformActionList?.platformActionListItems;
  if (platform?.length)
    return platform
      .filter((item) => item.actionType === 'QuickAction')
      .toSorted((a, b) => a.sortOrder - b.sortOrder)
      .map((item) => item.actionName);
  return (layout.quickActionList?.quickActionListItems ?? []).map((item) => item.quickActionName);
}

/** The actions of the header's menu: those of the deployed global layout; without one none of this org's own are in it. */
export function globalActions(catalog: Catalog): QuickActionModel[] {
  const layout = catalog.layouts.get(GLOBAL_LAYOUT);
  return (layout ? globalActionNames(layout) : []).flatMap((name) => quickActionModel(catalog, name) ?? []);
}
