import type { ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import { wireMock } from '../wire';

export const getObjectInfoMock = wireMock<{ objectApiName: string }, ObjectInfoRepresentation>();
export const getObjectInfo = getObjectInfoMock.adapter;
export const getPicklistValuesMock = wireMock<{ objectApiName: string; recordTypeId: string }, PicklistCollection>();
export const getPicklistValuesByRecordType = getPicklistValuesMock.adapter;
