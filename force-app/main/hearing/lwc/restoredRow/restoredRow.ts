/** A row with something unsaved, shown where its list may be out of sight: its details with what was typed, saved as everywhere. */
import { messagesOf, reduceError } from 'c/errorReducer';
import { getObjectInfo, getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import { LightningElement, api, wire } from 'lwc';
import { labels } from './labels';

export default class RestoredRow extends LightningElement {
  @api recordId: string | undefined;
  /** The row, its object and the fields that hold something. */
  @api rowId: string | undefined;
  @api objectApiName: string | undefined;
  @api fields: readonly string[] = [];
  /** The row in words. */
  @api name = '';

  objectInfo: ObjectInfoRepresentation | undefined;
  recordTypeId: string | undefined;
  picklists: PicklistCollection['picklistFieldValues'] = {};
  messages: readonly string[] = [];

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  wiredObjectInfo({ data, error }: WireResult<ObjectInfoRepresentation>): void {
    if (error) this.messages = messagesOf(reduceError(error), { noAccess: labels.errorAccess, unknown: labels.errorUnknown });
    if (!data) return;
    this.messages = [];
    this.objectInfo = data;
    this.recordTypeId = data.defaultRecordTypeId ?? undefined;
  }

  @wire(getPicklistValuesByRecordType, { objectApiName: '$objectApiName', recordTypeId: '$recordTypeId' })
  wiredPicklists({ data }: WireResult<PicklistCollection>): void {
    if (data) this.picklists = data.picklistFieldValues;
  }
}
