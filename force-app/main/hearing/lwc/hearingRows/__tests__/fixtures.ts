import type { FieldRepresentation, ObjectInfoRepresentation, PicklistCollection } from 'lightning/uiObjectInfoApi';
import type { FieldView } from 'c/hearingView';
import { view } from '../../hearingField/__tests__/fixtures';

export const CASE = '006000000000001AAA';

export const rowItem = (field: string, rest: Partial<FieldView> = {}): FieldView =>
  view({ key: `Case_${field}`, field, label: '中小企業が認識する課題', mode: 'rows', rows: '課題', kind: 'number', value: 1, ...rest });

export function fieldInfo(apiName: string, dataType: string, rest: Partial<FieldRepresentation> = {}): FieldRepresentation {
  return {
    ...{ apiName, label: apiName, dataType, extraTypeInfo: null, inlineHelpText: null, length: 0, precision: 0, scale: 0 },
    ...{ required: false, updateable: true, calculated: false, htmlFormatted: false, controllerName: null, referenceToInfos: [] },
    ...rest
  };
}

export function info(apiName: string, rest: Partial<ObjectInfoRepresentation> = {}): ObjectInfoRepresentation {
  const fields = [fieldInfo('Statement__c', 'TextArea', { label: 'きっかけの発言', length: 2000 }), fieldInfo('ResolvedOn__c', 'Date')];
  return {
    ...{ apiName, label: apiName, createable: true, updateable: true, deletable: true, defaultRecordTypeId: '012000000000000AAA' },
    fields: Object.fromEntries(fields.map((field) => [field.apiName, field])),
    ...rest
  };
}

const values = (...names: string[]) => ({
  controllerValues: {},
  values: names.map((value) => ({ label: value, value, validFor: [], attributes: null }))
});
export const PICKLISTS: PicklistCollection = {
  picklistFieldValues: {
    Issue__c: values('費用負担', '調査不足', '体制がない'),
    RightType__c: values('特許', '商標'),
    Topic__c: values('出願前調査', '料金・減免')
  }
};

type Values = Record<string, string | boolean | null>;
const nodes = (rows: readonly Values[]) => ({
  edges: rows.map(({ Id = '', ...fields }) => ({
    node: { Id, ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, displayValue: null }])) }
  }))
});
/** An answer of the GraphQL API with rows by object. */
export const answer = (rows: Record<string, readonly Values[]>): unknown => ({
  uiapi: { query: Object.fromEntries(Object.entries(rows).map(([object, list]) => [object, nodes(list)])) }
});
