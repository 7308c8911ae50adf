import type { RecordInput, RecordRepresentation } from 'lightning/uiRecordApi';
import { wireMock } from '../wire';

export const getRecordMock = wireMock<{ recordId: string; optionalFields: string[] }, RecordRepresentation>();
export const getRecord = getRecordMock.adapter;
export const updateRecord = jest.fn<Promise<RecordRepresentation>, [RecordInput, { ifUnmodifiedSince?: string }?]>();
export const createRecord = jest.fn<Promise<RecordRepresentation>, [RecordInput]>();
export const deleteRecord = jest.fn<Promise<void>, [string]>();
export const notifyRecordUpdateAvailable = jest.fn<Promise<void>, [{ recordId: string }[]]>();
