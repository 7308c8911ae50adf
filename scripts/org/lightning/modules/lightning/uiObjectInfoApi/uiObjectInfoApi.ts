/** `lightning/uiObjectInfoApi` over the org's UI API. Source: LWC guide, "lightning/uiObjectInfoApi". */
import { call, UI_API } from 'platform/client';
import { wireAdapter } from 'platform/wire';

export interface ObjectRef {
  objectApiName: string;
}
export interface FieldRef extends ObjectRef {
  fieldApiName: string;
}

/** Metadata does not change while a page lives: a new revision of the org reloads what shows it. */
const answers = new Map<string, Promise<unknown>>();

function once<T>(url: string): Promise<T> {
  const known = answers.get(url);
  if (known) return known as Promise<T>;
  const answer = call<T>(url);
  answers.set(url, answer);
  answer.catch(() => answers.delete(url));
  return answer;
}

/** Forgets everything read so far (the org was deployed to). */
export function forgetMetadata(): void {
  answers.clear();
}

const nameOf = (object: string | ObjectRef): string => (typeof object === 'string' ? object : object.objectApiName);
const part = encodeURIComponent;

/** One object's info outside a wire, for the platform's own pages. @throws FetchResponse */
export function readObjectInfo<T>(objectApiName: string): Promise<T> {
  return once<T>(`${UI_API}/object-info/${part(objectApiName)}`);
}

/** All picklist values of an object outside a wire. @throws FetchResponse */
export function readPicklistValues<T>(objectApiName: string, recordTypeId: string): Promise<T> {
  return once<T>(`${UI_API}/object-info/${part(objectApiName)}/picklist-values/${part(recordTypeId)}`);
}

export const getObjectInfo = wireAdapter<{ objectApiName: string | ObjectRef }, unknown>({
  required: ['objectApiName'],
  load: ({ objectApiName }) => readObjectInfo(nameOf(objectApiName))
});

export const getObjectInfos = wireAdapter<{ objectApiNames: (string | ObjectRef)[] }, unknown>({
  required: ['objectApiNames'],
  load: ({ objectApiNames }) => once(`${UI_API}/object-info/batch/${objectApiNames.map((name) => part(nameOf(name))).join(',')}`)
});

export const getPicklistValues = wireAdapter<{ recordTypeId: string; fieldApiName: string | FieldRef }, unknown>({
  required: ['recordTypeId', 'fieldApiName'],
  load: ({ recordTypeId, fieldApiName }) => {
    const [object = '', field = ''] =
      typeof fieldApiName === 'string' ? fieldApiName.split('.') : [fieldApiName.objectApiName, fieldApiName.fieldApiName];
    return once(`${UI_API}/object-info/${part(object)}/picklist-values/${part(recordTypeId)}/${part(field)}`);
  }
});

export const getPicklistValuesByRecordType = wireAdapter<{ objectApiName: string | ObjectRef; recordTypeId: string }, unknown>({
  required: ['objectApiName', 'recordTypeId'],
  load: ({ objectApiName, recordTypeId }) => readPicklistValues(nameOf(objectApiName), recordTypeId)
});
