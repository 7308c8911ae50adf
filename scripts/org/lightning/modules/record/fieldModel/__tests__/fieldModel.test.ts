import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldInfo, ObjectInfo } from '../../types/types.ts';
import { choices, fieldsToRead, inputsOf, isEditable, labelOf, partsOf, referenceName } from '../fieldModel.ts';

const field = (apiName: string, more: Partial<FieldInfo> = {}): FieldInfo => ({
  apiName,
  label: apiName,
  dataType: 'String',
  required: false,
  createable: true,
  updateable: true,
  calculated: false,
  compound: false,
  compoundFieldName: null,
  compoundComponentName: null,
  controllerName: null,
  inlineHelpText: null,
  length: 80,
  precision: 0,
  scale: 0,
  reference: false,
  referenceToInfos: [],
  relationshipName: null,
  nameField: false,
  ...more
});
const fields = [
  field('Name', { compound: true, createable: false, updateable: false, nameField: true, dataType: 'String' }),
  field('FirstName', { compoundFieldName: 'Name', label: '名' }),
  field('LastName', { compoundFieldName: 'Name', label: '姓', required: true }),
  field('CompanyId', {
    reference: true,
    label: '会社 ID',
    relationshipName: 'Company',
    referenceToInfos: [{ apiName: 'Account', nameFields: ['Name'] }]
  }),
  field('Kind', { dataType: 'Picklist' }),
  field('Detail', { dataType: 'Picklist', controllerName: 'Kind' }),
  field('Total', { updateable: false, createable: false })
];
const info: ObjectInfo = {
  apiName: 'Person',
  label: '人',
  labelPlural: '人',
  createable: true,
  updateable: true,
  deletable: true,
  defaultRecordTypeId: '012',
  nameFields: ['Name'],
  fields: Object.fromEntries(fields.map((entry) => [entry.apiName, entry])),
  themeInfo: null
};
const of = (name: string): FieldInfo => info.fields[name] as FieldInfo;

test('a lookup asks for the name behind it, a compound for its parts', () => {
  assert.deepEqual(fieldsToRead(info, 'CompanyId'), ['Person.CompanyId', 'Person.Company.Name']);
  assert.deepEqual(fieldsToRead(info, 'Name'), ['Person.Name', 'Person.LastName', 'Person.FirstName']);
  assert.deepEqual(fieldsToRead(info, 'Company.City'), ['Person.Company.City']);
  assert.deepEqual(fieldsToRead(info, 'Hidden'), [], 'a field the user may not see is not asked for');
});

test('labels of lookups lose their ID', () => {
  assert.equal(labelOf(of('CompanyId')), '会社');
});

test('family name comes first, as Japanese forms have it', () => {
  assert.deepEqual(
    partsOf(info, of('Name')).map((part) => part.apiName),
    ['LastName', 'FirstName']
  );
});

test('the position of an address is kept by the platform, not typed', () => {
  const part = (apiName: string): FieldInfo => field(apiName, { compoundFieldName: 'Address' });
  const address = field('Address', { compound: true, dataType: 'Address' });
  const fields = Object.fromEntries(
    [address, part('Street'), part('Latitude'), part('Longitude'), part('GeocodeAccuracy'), part('PostalCode')].map((entry) => [
      entry.apiName,
      entry
    ])
  );
  assert.deepEqual(
    partsOf({ ...info, fields }, address).map((entry) => entry.apiName),
    ['PostalCode', 'Street']
  );
});

test('only fields and objects that the user may change are editable', () => {
  assert.equal(isEditable(info, of('CompanyId'), false), true);
  assert.equal(isEditable(info, of('Total'), false), false);
  assert.equal(isEditable(info, of('Name'), false), true, 'through its parts');
  assert.equal(isEditable({ ...info, updateable: false }, of('CompanyId'), false), false);
  assert.equal(isEditable(info, undefined, false), false);
});

const picklists = {
  Kind: {
    values: [
      { label: 'A', value: 'a' },
      { label: 'B', value: 'b' }
    ]
  },
  Detail: {
    controllerValues: { a: 0, b: 1 },
    values: [
      { label: '1', value: '1', validFor: [0] },
      { label: '2', value: '2', validFor: [0, 1] }
    ]
  }
};

test('a dependent picklist offers what fits its controlling value', () => {
  assert.deepEqual(
    choices(picklists, of('Detail'), null, 'b').map((entry) => entry.value),
    ['2']
  );
  assert.deepEqual(choices(picklists, of('Detail'), null, null), []);
});

test('a value that fell inactive stays among the choices of its record', () => {
  assert.deepEqual(
    choices(picklists, of('Kind'), 'old', undefined).map((entry) => entry.value),
    ['a', 'b', 'old']
  );
});

test('inputs show what is typed before what is stored, with its errors', () => {
  const record = {
    apiName: 'Person',
    id: '1',
    lastModifiedDate: null,
    fields: { LastName: { value: '山田', displayValue: null }, FirstName: { value: null, displayValue: null } }
  };
  const inputs = inputsOf({
    info,
    field: of('Name'),
    record,
    picklists: {},
    drafts: { FirstName: '花子' },
    displays: {},
    required: false,
    errors: { Name: ['短すぎます'] },
    forNew: false
  });
  assert.deepEqual(
    inputs.map((input) => [input.apiName, input.value, input.required, input.errors]),
    [
      ['LastName', '山田', true, ['短すぎます']],
      ['FirstName', '花子', false, []]
    ]
  );
});

test('the name of a lookup is read from the record behind it', () => {
  const company = { apiName: 'Account', id: '001', lastModifiedDate: null, fields: { Name: { value: 'A社', displayValue: null } } };
  const record = { apiName: 'Person', id: '1', lastModifiedDate: null, fields: { Company: { value: company, displayValue: 'A社' } } };
  assert.equal(referenceName(record, of('CompanyId')), 'A社');
  assert.equal(referenceName(undefined, of('CompanyId')), null);
});
