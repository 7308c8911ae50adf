/** The platform's own actions on a record: copying it, giving it to somebody else, deleting it. */
import LightningAlert from 'lightning/alert';
import LightningConfirm from 'lightning/confirm';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { deleteRecord } from 'lightning/uiRecordApi';
import { call, UI_API } from 'platform/client';
import { messagesOf } from 'platform/errors';
import EditModal from 'record/editModal';
import { fieldsToRead, isBlank, isEditable } from 'record/fieldModel';
import type { RecordView } from 'record/recordState';
import type { ObjectInfo, RecordData } from 'record/types';
import { navigate } from 'shell/router';

/** Opens the dialog for a new record with the values of another one, and shows the copy. A copy belongs to who makes it. */
export async function cloneRecord(info: ObjectInfo, recordId: string): Promise<void> {
  const copied = Object.values(info.fields).filter(
    (field) => !field.compound && field.apiName !== 'OwnerId' && isEditable(info, field, true)
  );
  let source: RecordData;
  try {
    const paths = copied.flatMap((field) => fieldsToRead(info, field.apiName));
    source = await call<RecordData>(`${UI_API}/records/${encodeURIComponent(recordId)}?optionalFields=${paths.join(',')}`);
  } catch (error) {
    await LightningAlert.open({ label: `${info.label}をコピーできません`, message: messagesOf(error).join('\n'), theme: 'error' });
    return;
  }
  const names = copied.flatMap((field) => [field.apiName, ...(field.relationshipName ? [field.relationshipName] : [])]);
  const values = names.map((name) => [name, source.fields[name]?.value] as const).filter(([, value]) => !isBlank(value));
  const id = (await EditModal.open({
    label: `新規${info.label}`,
    size: 'medium',
    objectApiName: info.apiName,
    defaults: Object.fromEntries(values)
  })) as string | undefined;
  if (id !== undefined)
    navigate({ type: 'standard__recordPage', attributes: { objectApiName: info.apiName, recordId: id, actionName: 'view' } });
}

/** Opens a dialog that asks for the new owner. */
export async function changeOwner(view: RecordView, recordId: string): Promise<void> {
  const field = { path: 'OwnerId', behavior: 'required' as const };
  const column = {
    key: 'owner-column',
    component: 'flexipage:column',
    properties: {},
    facets: { body: [{ key: 'owner', component: 'field', properties: {}, field }] }
  };
  await EditModal.open({
    label: '所有者の変更',
    size: 'small',
    objectApiName: view.objectApiName,
    recordId,
    sections: [{ key: 'owner-section', component: 'flexipage:fieldSection', properties: {}, facets: { columns: [column] } }]
  });
}

/**
 * Asks, deletes, and tells.
 * @param label of the record's object
 * @returns false when the record is still there
 */
export async function confirmAndDelete(label: string, name: string, recordId: string): Promise<boolean> {
  const sure = await LightningConfirm.open({
    label: `${label}の削除`,
    message: `この${label}を削除してもよろしいですか？`,
    theme: 'warning'
  });
  if (!sure) return false;
  try {
    await deleteRecord(recordId);
  } catch (error) {
    await LightningAlert.open({ label: `${label}を削除できません`, message: messagesOf(error).join('\n'), theme: 'error' });
    return false;
  }
  document.body.dispatchEvent(new ShowToastEvent({ title: `${label}${name ? `「${name}」` : ''}が削除されました。`, variant: 'success' }));
  return true;
}
