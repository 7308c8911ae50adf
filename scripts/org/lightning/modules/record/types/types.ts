/** Shapes of the UI API that the record pages use. */

export interface FieldInfo {
  apiName: string;
  label: string;
  dataType: string;
  required: boolean;
  createable: boolean;
  updateable: boolean;
  calculated: boolean;
  compound: boolean;
  compoundFieldName: string | null;
  compoundComponentName: string | null;
  controllerName: string | null;
  inlineHelpText: string | null;
  length: number;
  precision: number;
  scale: number;
  reference: boolean;
  referenceToInfos: { apiName: string; nameFields: string[] }[];
  relationshipName: string | null;
  nameField: boolean;
}

export interface ObjectInfo {
  apiName: string;
  label: string;
  labelPlural: string;
  createable: boolean;
  updateable: boolean;
  deletable: boolean;
  defaultRecordTypeId: string;
  nameFields: string[];
  fields: Record<string, FieldInfo>;
  themeInfo: { iconUrl: string; color: string } | null;
}

export interface PicklistEntry {
  label: string;
  value: string;
  validFor?: number[];
}
export interface PicklistField {
  values: PicklistEntry[];
  controllerValues?: Record<string, number>;
}
export type Picklists = Record<string, PicklistField>;

export interface FieldRepresentation {
  value: unknown;
  displayValue: string | null;
}
export interface RecordData {
  apiName: string;
  id: string;
  lastModifiedDate: string | null;
  fields: Record<string, FieldRepresentation>;
}

/** What one input of a form needs. */
export interface InputModel {
  apiName: string;
  info: FieldInfo;
  label: string;
  value: unknown;
  /** Name of the record a lookup points to. */
  display: string | null;
  options: PicklistEntry[];
  required: boolean;
  errors: string[];
}
