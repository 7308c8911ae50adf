import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { restServer, type RestServer } from './rest.ts';

let server: RestServer;
let anvil: string;

before(async () => {
  server = await restServer();
  anvil = await create({ Name: 'anvil', Size__c: 3, Kind__c: 'Zeta', Code__c: 'X1' });
});
after(() => server.close());

async function create(values: Record<string, unknown>, object = 'Widget__c'): Promise<string> {
  const { status, body, text } = await server.call('POST', `/sobjects/${object}`, values);
  assert.equal(status, 201, text);
  return (body as { id: string }).id;
}

const field = async (id: string, name: string): Promise<unknown> =>
  ((await server.call('GET', `/sobjects/Widget__c/${id}?fields=${name}`)).body as Record<string, unknown>)[name];

test('a created record answers 201 with its id and address', async () => {
  const { status, body, headers } = await server.call('POST', '/sobjects/Widget__c', { attributes: { type: 'Widget__c' }, name: 'bolt' });
  assert.equal(status, 201);
  const { id, ...rest } = body as { id: string };
  assert.match(id, /^[a-zA-Z0-9]{18}$/);
  assert.deepEqual(rest, { success: true, errors: [] });
  assert.equal(headers.get('location'), `/services/data/v66.0/sobjects/Widget__c/${id}`);
});

test('a record answers every field the user may see, or those asked for', async () => {
  const all = (await server.call('GET', `/sobjects/widget__c/${anvil.slice(0, 15)}`)).body as Record<string, unknown>;
  assert.equal(all.Id, anvil);
  assert.equal(all.Double__c, 6);
  assert.match(String(all.CreatedDate), /\+0000$/);
  assert.equal('Hidden__c' in all, false);
  const some = (await server.call('GET', `/sobjects/Widget__c/${anvil}?fields=Name,Owner.Name`)).body as Record<string, unknown>;
  assert.deepEqual(Object.keys(some), ['attributes', 'Name', 'Owner']);
});

test('a changed record answers 204 and keeps the change', async () => {
  const { status, text } = await server.call('PATCH', `/sobjects/Widget__c/${anvil}`, { Size__c: 4.5, Made__c: '2026-04-01' });
  assert.deepEqual([status, text], [204, '']);
  assert.equal(await field(anvil, 'Size__c'), 4.5);
});

test('a refused change answers an array with message, code and fields, and changes nothing', async () => {
  const { status, body } = await server.call('PATCH', `/sobjects/Widget__c/${anvil}`, { Size__c: 99, Kind__c: 'Nope' });
  assert.equal(status, 400);
  const [error] = body as { message: string; errorCode: string; fields: string[] }[];
  assert.equal(error.errorCode, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  assert.deepEqual(error.fields, ['Kind__c']);
  assert.match(error.message, /Nope/);
  assert.notEqual(await field(anvil, 'Size__c'), 99);
});

test('unknown and invisible fields are refused in the words the CLI reads', async () => {
  for (const name of ['Wrong__c', 'Hidden__c']) {
    const { status, body } = await server.call('POST', '/sobjects/Widget__c', { Name: 'x', [name]: 'y' });
    assert.equal(status, 400);
    assert.deepEqual(body, [{ message: `No such column '${name}' on sobject of type Widget__c`, errorCode: 'INVALID_FIELD' }]);
  }
});

test('a deleted record is gone, and what is gone answers 404', async () => {
  const id = await create({ Name: 'short-lived' });
  assert.equal((await server.call('DELETE', `/sobjects/Widget__c/${id}`)).status, 204);
  for (const [method, body] of [
    ['GET', undefined],
    ['PATCH', { Name: 'x' }],
    ['DELETE', undefined]
  ] as const) {
    const answer = await server.call(method, `/sobjects/Widget__c/${id}`, body);
    assert.equal(answer.status, 404);
    assert.deepEqual(answer.body, [{ message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }]);
  }
});

test('objects and versions that do not exist answer 404, and what is no id is no record', async () => {
  for (const path of [
    '/sobjects/Nothing__c',
    '/sobjects/Nothing__c/describe',
    '/sobjects/Widget__c/abc',
    "/sobjects/Widget__c/x'%20OR%20'1",
    '/services/data/v67.0/sobjects',
    '/services/data/v50.0/sobjects',
    '/services/data/66.0/sobjects'
  ]) {
    assert.equal((await server.call('GET', path)).status, 404, path);
  }
});

test('resources of an object that the org lacks are refused by name, not read as ids', async () => {
  for (const path of ['describe/layouts', 'updated', 'listviews', 'listviews/00B000000000001/results']) {
    const { status, body } = await server.call('GET', `/sobjects/Widget__c/${path}`);
    assert.equal(status, 400, path);
    assert.equal((body as { message: string }[])[0].message, `not supported: GET /services/data/v66.0/sobjects/Widget__c/${path}`);
  }
});

test('a body that is no JSON object is refused', async () => {
  for (const body of ['{', '[]', '"x"', 'null']) {
    const answer = await server.call('POST', '/sobjects/Widget__c', body);
    assert.equal(answer.status, 400);
    assert.equal((answer.body as { errorCode: string }[])[0].errorCode, 'JSON_PARSER_ERROR');
  }
});

test('names of fields cannot smuggle SOQL', async () => {
  const answer = await server.call(
    'GET',
    `/sobjects/Widget__c/${anvil}?fields=${encodeURIComponent('Id FROM User WHERE Id != null OR Id')}`
  );
  assert.equal(answer.status, 400);
  assert.equal((answer.body as { errorCode: string }[])[0].errorCode, 'INVALID_FIELD');
});

test('an upsert by external id creates, then updates, and refuses to change the id itself', async () => {
  const first = await server.call('PATCH', '/sobjects/Widget__c/Code__c/U-1', { Name: 'upserted', Parent__r: { Code__c: 'X1' } });
  assert.equal(first.status, 201);
  const { id, created } = first.body as { id: string; created: boolean };
  assert.equal(created, true);
  assert.equal(await field(id, 'Parent__c'), anvil);
  assert.equal(await field(id, 'Code__c'), 'U-1');
  const second = await server.call('PATCH', '/sobjects/Widget__c/Code__c/U-1', { Name: 'again' });
  assert.deepEqual([second.status, second.body], [200, { id, success: true, errors: [], created: false }]);
  assert.match(
    (await server.call('PATCH', '/sobjects/Widget__c/Code__c/U-1', { Code__c: 'U-2' })).text,
    /should not be specified in the sobject data/
  );
  assert.equal(((await server.call('GET', '/sobjects/Widget__c/Code__c/U-1')).body as { Name: string }).Name, 'again');
  assert.equal((await server.call('DELETE', '/sobjects/Widget__c/Code__c/U-1')).status, 204);
  assert.equal((await server.call('GET', '/sobjects/Widget__c/Code__c/U-1')).status, 404);
});

test('an upsert needs an external id field, and one record behind it', async () => {
  const wrong = await server.call('PATCH', '/sobjects/Widget__c/Size__c/4', { Name: 'x' });
  assert.deepEqual(wrong.body, [
    { message: 'Provided external ID field does not exist or is not accessible: Size__c', errorCode: 'NOT_FOUND' }
  ]);
  const ids = [await create({ Name: 'twin 1', Code__c: 'T' }), await create({ Name: 'twin 2', Code__c: 'T' })];
  const answer = await server.call('PATCH', '/sobjects/Widget__c/Code__c/T', { Name: 'x' });
  assert.equal(answer.status, 300);
  assert.deepEqual(
    answer.body,
    ids.map((id) => `/services/data/v66.0/sobjects/Widget__c/${id}`)
  );
});

test('a foreign key that matches nothing is named', async () => {
  const { status, text } = await server.call('POST', '/sobjects/Widget__c', { Name: 'x', Parent__r: { Code__c: 'nowhere' } });
  assert.equal(status, 400);
  assert.match(text, /Foreign key external ID: nowhere not found for field Code__c in entity Widget__c/);
});

test('the list of objects says what may be done with each', async () => {
  const { sobjects } = (await server.call('GET', '/sobjects')).body as {
    sobjects: { name: string; createable: boolean; custom: boolean; keyPrefix: string }[];
  };
  const of = (name: string) => sobjects.find((item) => item.name === name);
  assert.equal(of('Widget__c')?.createable, true);
  assert.equal(of('Widget__c')?.custom, true);
  assert.equal(of('User')?.createable, false);
  assert.equal(of('Spec__mdt')?.createable, false);
  assert.equal(of('Account')?.keyPrefix, '001');
});

interface DescribedField {
  name: string;
  type: string;
  nillable: boolean;
  calculated: boolean;
  createable: boolean;
  filterable: boolean;
  externalId: boolean;
  referenceTo: string[];
  relationshipName: string | null;
  controllerName: string | null;
  dependentPicklist: boolean;
  restrictedPicklist: boolean;
  picklistValues: { value: string; label: string; validFor: string | null }[];
}

test('a description tells fields, values, dependencies and children', async () => {
  const body = (await server.call('GET', '/sobjects/Widget__c/describe')).body as {
    fields: DescribedField[];
    childRelationships: { childSObject: string; relationshipName: string }[];
    recordTypeInfos: { developerName: string; master: boolean }[];
  };
  const of = (name: string): DescribedField => body.fields.find((item) => item.name === name) as DescribedField;
  assert.equal(of('Hidden__c'), undefined);
  assert.equal(of('Name').nillable, false);
  assert.deepEqual([of('Double__c').calculated, of('Double__c').createable], [true, false]);
  assert.equal(of('Notes__c').filterable, false);
  assert.equal(of('Code__c').externalId, true);
  assert.deepEqual([of('Parent__c').referenceTo, of('Parent__c').relationshipName], [['Widget__c'], 'Parent__r']);
  assert.deepEqual(
    of('Kind__c').picklistValues.map(({ value, label, validFor }) => [value, label, validFor]),
    [
      ['Zeta', 'ゼータ', null],
      ['Alpha', 'アルファ', null],
      ['Mid', 'Mid', null]
    ]
  );
  // Grade A goes with Zeta and Mid (bits 0 and 2), B with Alpha (bit 1), from the left.
  assert.deepEqual([of('Grade__c').controllerName, of('Grade__c').dependentPicklist], ['Kind__c', true]);
  assert.deepEqual(
    of('Grade__c').picklistValues.map(({ validFor }) => Buffer.from(validFor ?? '', 'base64')[0]),
    [0b10100000, 0b01000000]
  );
  assert.deepEqual(
    body.childRelationships.map((child) => `${child.childSObject} ${child.relationshipName}`),
    ['Widget__c Parts__r', 'Gadget__c Gadgets__r']
  );
  assert.deepEqual(
    body.recordTypeInfos.map(({ developerName, master }) => [developerName, master]),
    [['Master', true]]
  );
});

test('source tracking is refused with the sentence the CLI looks for', async () => {
  const { status, body } = await server.call('GET', '/tooling/sobjects/SourceMember/describe');
  assert.equal(status, 404);
  assert.equal((body as { message: string }[])[0].message, 'The requested resource does not exist');
});
