/** `lightning/uiRelatedListApi` over the org's UI API. Source: LWC guide, "lightning/uiRelatedListApi". */
import type { RecordChange } from 'platform/changes';
import { call, UI_API } from 'platform/client';
import { wireAdapter } from 'platform/wire';

interface ObjectRef {
  objectApiName: string;
}
interface RecordsConfig {
  parentRecordId: string;
  relatedListId: string;
  fields?: string[];
  optionalFields?: string[];
  pageSize?: number;
  pageToken?: string;
  sortBy?: string[];
  where?: string;
}

const part = encodeURIComponent;

/** As in Lightning Data Service, a new child appears only after a refresh; changed and deleted ones at once. */
const changedOrDeleted = (_config: object, change: RecordChange): boolean => change.objects.length === 0 || change.objects.includes('*');

export const getRelatedListRecords = wireAdapter<RecordsConfig, unknown>({
  required: ['parentRecordId', 'relatedListId'],
  load: ({ parentRecordId, relatedListId, ...body }) =>
    call(`${UI_API}/related-list-records/${part(parentRecordId)}/${part(relatedListId)}`, { method: 'POST', body }),
  touchedBy: changedOrDeleted
});

export const getRelatedListCount = wireAdapter<{ parentRecordId: string; relatedListId: string }, unknown>({
  required: ['parentRecordId', 'relatedListId'],
  load: ({ parentRecordId, relatedListId }) => call(`${UI_API}/related-list-count/${part(parentRecordId)}/${part(relatedListId)}`),
  touchedBy: changedOrDeleted
});

export const getRelatedListInfo = wireAdapter<
  { parentObjectApiName: string | ObjectRef; relatedListId: string; fields?: string[]; optionalFields?: string[] },
  unknown
>({
  required: ['parentObjectApiName', 'relatedListId'],
  load: ({ parentObjectApiName, relatedListId, fields = [], optionalFields = [] }) => {
    const query = new URLSearchParams();
    if (fields.length) query.set('fields', fields.join(','));
    if (optionalFields.length) query.set('optionalFields', optionalFields.join(','));
    return call(`${UI_API}/related-list-info/${part(nameOf(parentObjectApiName))}/${part(relatedListId)}?${query}`);
  }
});

export const getRelatedListsInfo = wireAdapter<{ parentObjectApiName: string | ObjectRef; recordTypeId?: string }, unknown>({
  required: ['parentObjectApiName'],
  load: ({ parentObjectApiName }) => call(`${UI_API}/related-list-info/${part(nameOf(parentObjectApiName))}`)
});

function nameOf(object: string | ObjectRef): string {
  return typeof object === 'string' ? object : object.objectApiName;
}
