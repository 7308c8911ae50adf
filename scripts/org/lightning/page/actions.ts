/**
 * The actions of a record page's highlights panel and of the header's menu, as far as the user may carry them out.
 * Source: metadata-pages.md 1.3 (dynamic actions); Salesforce Help, "Dynamic Actions".
 */
import type { ComponentInstance } from '@salesforce/types/metadata';
import type { ObjectDef } from '../../metadata/catalog.ts';
import type { Org } from '../../org.ts';
import { accessOf, type Access } from '../../records/access.ts';
import { globalActions, quickActionModel, type QuickActionModel } from '../../records/quickActions.ts';
import type { PageAction, VisibilityRule } from './types.ts';
import { pageRule } from './visibility.ts';

const LABELS: Record<string, string> = {
  Edit: '編集',
  Delete: '削除',
  Clone: 'コピー',
  ChangeOwnerOne: '所有者の変更',
  Convert: '取引の開始'
};

/** Buttons of a panel whose page leaves them to the layout, of which this org has none. */
const USUAL = ['Convert', 'Edit', 'Delete'];

/**
 * Actions of a highlights panel.
 * @param source the panel's component instance
 * @param rules takes every visibility rule met
 */
export function panelActions(
  org: Org,
  userId: string,
  object: ObjectDef,
  source: ComponentInstance | undefined,
  rules: VisibilityRule[]
): PageAction[] {
  const access = accessOf(org, userId);
  const property = (name: string): NonNullable<ComponentInstance['componentInstanceProperties']>[number] | undefined =>
    source?.componentInstanceProperties?.find((candidate) => candidate.name === name);
  const items =
    property('enableActionsConfiguration')?.value === 'true'
      ? (property('actionNames')?.valueList?.valueListItems ?? [])
      : USUAL.map((value) => ({ value, visibilityRule: undefined }));
  return items.flatMap(({ value, visibilityRule }) => {
    const action = value === undefined ? undefined : actionOf(org, access, object, value);
    if (!action) return [];
    const rule = pageRule(org, userId, visibilityRule);
    if (rule) rules.push(rule);
    return [{ ...action, ...(rule ? { rule } : {}) }];
  });
}

function actionOf(org: Org, access: Access, object: ObjectDef, name: string): PageAction | undefined {
  const label = LABELS[name];
  if (label === undefined) {
    const model = quickActionModel(org.catalog, name.replace(/^Global\./, ''));
    return model && mayRun(access, model) ? toAction(model) : undefined;
  }
  const rights = access.object(object.name);
  const allowed: Record<string, boolean> = {
    Edit: rights.edit,
    Delete: rights.delete,
    Clone: rights.create,
    ChangeOwnerOne: rights.edit && object.fields.has('OwnerId'),
    Convert: object.name === 'Lead' && rights.edit && access.userPermission('ConvertLeads')
  };
  return allowed[name] ? { name, label } : undefined;
}

function mayRun(access: Access, { type, target }: QuickActionModel): boolean {
  const rights = access.object(target.name);
  return type === 'Create' ? rights.create : rights.edit;
}

const toAction = ({ fullName, label, type }: QuickActionModel): PageAction => ({ name: fullName, label, quickAction: type });

/** Entries of the header's menu. */
export function globalMenu(org: Org, userId: string): PageAction[] {
  const access = accessOf(org, userId);
  return globalActions(org.catalog)
    .filter((model) => mayRun(access, model))
    .map(toAction);
}
