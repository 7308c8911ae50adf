/** Quick actions in the browser: the form that the org describes, in the dialog that makes and edits records. */
import LightningAlert from 'lightning/alert';
import type { PageAction, PageNode } from '../../../page/types.ts';
import { recordsChanged } from 'platform/changes';
import { call } from 'platform/client';
import { messagesOf } from 'platform/errors';
import EditModal from 'record/editModal';

/** What REST tells of an action. */
interface Description {
  label: string;
  type: string;
  targetSobjectType: string;
  successMessage: string | null;
  layout: { columns: number; layoutRows: { layoutItems: LayoutItem[] }[] };
}
interface LayoutItem {
  editableForNew: boolean;
  editableForUpdate: boolean;
  required: boolean;
  layoutComponents: { type: string; value: string }[];
}

const REST = '/services/data/v66.0';

function addressOf(fullName: string): string {
  const [object, name] = fullName.split('.');
  const part = encodeURIComponent;
  return name === undefined
    ? `${REST}/quickActions/${part(fullName)}`
    : `${REST}/sobjects/${part(object ?? '')}/quickActions/${part(name)}`;
}

/**
 * Opens an action's dialog and waits until it is closed.
 * @param contextId the record on whose page the action stands; absent for global actions
 * @returns the id of the record made or changed, undefined when the user thought better of it
 */
export async function runQuickAction(action: PageAction, contextId?: string): Promise<string | undefined> {
  const address = addressOf(action.name);
  let form: Description;
  let values: Record<string, unknown>;
  try {
    const context = contextId === undefined ? '' : `/${encodeURIComponent(contextId)}`;
    const [description, { attributes: _attributes, ...defaults }] = await Promise.all([
      call<Description>(`${address}/describe`),
      call<Record<string, unknown>>(`${address}/defaultValues${context}`)
    ]);
    form = description;
    values = defaults;
  } catch (error) {
    await LightningAlert.open({ label: `${action.label}を開けません`, message: messagesOf(error).join('\n'), theme: 'error' });
    return undefined;
  }
  const isUpdate = form.type === 'Update';
  const id = (await EditModal.open({
    label: form.label,
    size: 'medium',
    objectApiName: form.targetSobjectType,
    sections: [sectionOf(form, isUpdate)],
    ...(isUpdate ? { recordId: contextId, presets: values } : { defaults: values }),
    ...(form.successMessage === null ? {} : { successMessage: form.successMessage })
  })) as string | undefined;
  // What counts children in the record on screen may have changed with them.
  if (id !== undefined && contextId !== undefined) recordsChanged({ ids: [contextId], objects: [] });
  return id;
}

function sectionOf({ layout }: Description, isUpdate: boolean): PageNode {
  const columns = Array.from({ length: layout.columns }, (_, column): PageNode => {
    const items = layout.layoutRows.flatMap((row) => row.layoutItems[column] ?? []);
    return {
      key: `column-${column}`,
      component: 'flexipage:column',
      properties: {},
      facets: { body: items.flatMap((item) => fieldOf(item, isUpdate) ?? []) }
    };
  });
  const used = columns.filter((column) => (column.facets?.body ?? []).length > 0);
  return { key: 'action', component: 'flexipage:fieldSection', properties: {}, facets: { columns: used } };
}

function fieldOf(item: LayoutItem, isUpdate: boolean): PageNode | undefined {
  const name = item.layoutComponents.find((component) => component.type === 'Field')?.value;
  if (name === undefined) return undefined;
  const editable = isUpdate ? item.editableForUpdate : item.editableForNew;
  const behavior = !editable ? 'readonly' : item.required ? 'required' : 'none';
  return { key: `action-${name}`, component: 'field', properties: {}, field: { path: name, behavior } };
}
