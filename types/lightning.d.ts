/** The modules of Lightning Data Service and the platform that our components use: only what they use, in our own words. */

/** What wires deliver; LDS data is read-only. */
interface WireResult<T> {
  readonly data?: T;
  readonly error?: unknown;
}

declare module 'lightning/uiRecordApi' {
  import type { WireAdapterConstructor } from 'lwc';

  export type RecordFieldValue = string | number | boolean | null;

  /** Value of one field in a record of the UI API. */
  export interface FieldValueRepresentation {
    readonly value: RecordFieldValue;
    readonly displayValue: string | null;
  }

  export interface RecordRepresentation {
    readonly apiName: string;
    readonly id: string;
    readonly fields: Readonly<Record<string, FieldValueRepresentation>>;
    readonly lastModifiedDate: string;
    readonly recordTypeId: string | null;
  }

  export interface RecordInput {
    /** Of the object, for a new record. */
    apiName?: string;
    fields: Record<string, RecordFieldValue>;
  }

  export const getRecord: WireAdapterConstructor<
    { recordId: string | undefined; optionalFields: string[] | undefined },
    WireResult<RecordRepresentation>
  >;
  export function updateRecord(recordInput: RecordInput, clientOptions?: { ifUnmodifiedSince?: string }): Promise<RecordRepresentation>;
  export function createRecord(recordInput: RecordInput): Promise<RecordRepresentation>;
  export function deleteRecord(recordId: string): Promise<void>;
  export function notifyRecordUpdateAvailable(items: { recordId: string }[]): Promise<void>;
}

declare module 'lightning/uiObjectInfoApi' {
  import type { WireAdapterConstructor } from 'lwc';

  /** A field as object info describes it; fields that the user may not see are not in it. */
  export interface FieldRepresentation {
    readonly apiName: string;
    readonly label: string;
    readonly dataType: string;
    readonly extraTypeInfo: string | null;
    readonly inlineHelpText: string | null;
    readonly length: number;
    readonly precision: number;
    readonly scale: number;
    readonly required: boolean;
    readonly updateable: boolean;
    readonly calculated: boolean;
    readonly htmlFormatted: boolean;
    readonly controllerName: string | null;
    /** Objects that a lookup may point to. */
    readonly referenceToInfos: readonly { readonly apiName: string }[];
  }

  export interface ObjectInfoRepresentation {
    readonly apiName: string;
    readonly label: string;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly deletable: boolean;
    readonly defaultRecordTypeId: string | null;
    readonly fields: Readonly<Record<string, FieldRepresentation>>;
  }

  export interface PicklistValueRepresentation {
    readonly label: string;
    readonly value: string;
    /** Indexes into controllerValues; empty when the field depends on nothing. */
    readonly validFor: readonly number[];
    readonly attributes: Readonly<Record<string, unknown>> | null;
  }

  export interface PicklistRepresentation {
    readonly controllerValues: Readonly<Record<string, number>>;
    readonly values: readonly PicklistValueRepresentation[];
  }

  export interface PicklistCollection {
    readonly picklistFieldValues: Readonly<Record<string, PicklistRepresentation>>;
  }

  export const getObjectInfo: WireAdapterConstructor<{ objectApiName: string | undefined }, WireResult<ObjectInfoRepresentation>>;
  export const getPicklistValuesByRecordType: WireAdapterConstructor<
    { objectApiName: string | undefined; recordTypeId: string | undefined },
    WireResult<PicklistCollection>
  >;
}

declare module 'lightning/graphql' {
  import type { WireAdapterConstructor } from 'lwc';

  /** A document as `gql` gives it. */
  export interface GraphqlDocument {
    readonly __graphqlDocument?: never;
  }

  export interface GraphqlError {
    readonly message: string;
  }

  /** Failures come as `errors`, and may come together with data. */
  export interface GraphqlResult {
    readonly data?: unknown;
    readonly errors?: readonly GraphqlError[];
    /** Asks the server again; new records come only so. */
    readonly refresh?: () => Promise<void>;
  }

  export function gql(strings: TemplateStringsArray, ...values: readonly string[]): GraphqlDocument;
  export const graphql: WireAdapterConstructor<
    { query: GraphqlDocument | undefined; variables?: Readonly<Record<string, unknown>> | undefined; operationName?: string },
    GraphqlResult
  >;
}
