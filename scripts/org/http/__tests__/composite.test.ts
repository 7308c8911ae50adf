import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { runSoql } from '../../query/soql.ts';
import { ADMIN_USER_ID } from '../../identity.ts';
import { restServer, type RestServer } from './rest.ts';

let server: RestServer;
before(async () => {
  server = await restServer();
});
after(() => server.close());
beforeEach(() => {
  server.org.db.exec('DELETE FROM "Widget__c"; DELETE FROM "Gadget__c"');
});

const count = (object: string): number => runSoql(server.org, ADMIN_USER_ID, `SELECT COUNT() FROM ${object}`).totalSize;
const widget = (referenceId: string, values: Record<string, unknown> = {}) => ({
  attributes: { type: 'Widget__c', referenceId },
  Name: referenceId,
  ...values
});
const tree = (records: unknown[]) => server.call('POST', '/composite/tree/Widget__c', { records });

interface TreeResult {
  hasErrors: boolean;
  results: { referenceId: string; id?: string; errors?: { statusCode: string; message: string; fields: string[] }[] }[];
}

test('a tree creates parents with their children and answers an id per reference', async () => {
  const { status, body } = await tree([
    widget('w1', { Gadgets__r: { records: [{ attributes: { type: 'Gadget__c', referenceId: 'g1' }, Name: 'g1' }] } }),
    widget('w2')
  ]);
  assert.equal(status, 201);
  const { hasErrors, results } = body as TreeResult;
  assert.equal(hasErrors, false);
  assert.deepEqual(
    results.map((result) => result.referenceId),
    ['w1', 'w2', 'g1']
  );
  const [gadget] = runSoql(server.org, ADMIN_USER_ID, 'SELECT Widget__c FROM Gadget__c').records;
  assert.equal(gadget.Widget__c, results[0].id);
});

test('one refused record keeps the whole tree out, and only it is listed', async () => {
  const { status, body } = await tree([widget('good'), widget('bad', { Kind__c: 'Nope' })]);
  assert.equal(status, 400);
  const { hasErrors, results } = body as TreeResult;
  assert.equal(hasErrors, true);
  assert.equal(results.length, 1);
  assert.equal(results[0].referenceId, 'bad');
  assert.deepEqual(
    results[0].errors?.map(({ statusCode, fields }) => [statusCode, fields]),
    [['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['Kind__c']]]
  );
  assert.equal(count('Widget__c'), 0);
});

test('a refused child takes its parent down with it', async () => {
  const { status, body } = await tree([
    widget('w1', { Gadgets__r: { records: [{ attributes: { type: 'Gadget__c', referenceId: 'g1' } }] } })
  ]);
  assert.equal(status, 400);
  assert.equal((body as TreeResult).results[0].referenceId, 'g1');
  assert.equal(count('Widget__c'), 0);
});

test('an unknown field is refused at the top, in the words the CLI reads', async () => {
  const { status, body } = await tree([widget('w1', { Wrong__c: 1 })]);
  assert.equal(status, 400);
  assert.deepEqual(body, [{ message: "No such column 'Wrong__c' on sobject of type Widget__c", errorCode: 'INVALID_FIELD' }]);
});

test('references must be there once each, and 200 records are the limit', async () => {
  assert.match((await tree([widget('same'), widget('same')])).text, /Duplicate ReferenceId/);
  assert.match((await tree([{ attributes: { type: 'Widget__c' }, Name: 'x' }])).text, /Include a reference ID/);
  assert.match((await tree(Array.from({ length: 201 }, (_, index) => widget(`r${index}`)))).text, /at most 200/);
  assert.match((await tree([])).text, /needs a list of records/);
  assert.match((await tree([{ attributes: { type: 'Gadget__c', referenceId: 'x' }, Name: 'x' }])).text, /where Widget__c is expected/);
  assert.equal(count('Widget__c'), 0);
});

const row = (values: Record<string, unknown>) => ({ attributes: { type: 'Widget__c' }, ...values });

interface RowResult {
  id?: string;
  success: boolean;
  created?: boolean;
  errors: { statusCode: string }[];
}

test('a collection saves what is right and tells each result; with allOrNone it saves all or nothing', async () => {
  const records = [row({ Name: 'a' }), row({ Kind__c: 'Zeta' })];
  const each = (await server.call('POST', '/composite/sobjects', { allOrNone: false, records })).body as RowResult[];
  assert.deepEqual(
    each.map((result) => [result.success, result.errors.map((error) => error.statusCode)]),
    [
      [true, []],
      [false, ['REQUIRED_FIELD_MISSING']]
    ]
  );
  assert.equal(count('Widget__c'), 1);
  const none = (await server.call('POST', '/composite/sobjects', { allOrNone: true, records })).body as RowResult[];
  assert.deepEqual(
    none.map((result) => result.errors[0].statusCode),
    ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']
  );
  assert.equal(count('Widget__c'), 1);
});

test('collections update, read, upsert and delete by id', async () => {
  const [a, b] = (await server.call('POST', '/composite/sobjects', { records: [row({ Name: 'a', Code__c: 'A' }), row({ Name: 'b' })] }))
    .body as RowResult[];
  const updated = (await server.call('PATCH', '/composite/sobjects', { records: [row({ id: a.id, Size__c: 5 }), row({ Size__c: 6 })] }))
    .body as RowResult[];
  assert.deepEqual(
    updated.map((result) => [result.success, result.errors[0]?.statusCode]),
    [
      [true, undefined],
      [false, 'MISSING_ARGUMENT']
    ]
  );
  const read = (await server.call('GET', `/composite/sobjects/Widget__c?ids=${b.id},a00000000000099AAA,${a.id}&fields=Name,Size__c`))
    .body as ({ Name: string; Size__c: number } | null)[];
  assert.deepEqual(
    read.map((record) => record && [record.Name, record.Size__c]),
    [['b', null], null, ['a', 5]]
  );
  const upserted = (
    await server.call('PATCH', '/composite/sobjects/Widget__c/Code__c', {
      records: [row({ Code__c: 'A', Name: 'a2' }), row({ Code__c: 'C', Name: 'c' })]
    })
  ).body as RowResult[];
  assert.deepEqual(
    upserted.map((result) => [result.success, result.created]),
    [
      [true, false],
      [true, true]
    ]
  );
  const deleted = (await server.call('DELETE', `/composite/sobjects?ids=${a.id},${b.id},nonsense`)).body as RowResult[];
  assert.deepEqual(
    deleted.map((result) => result.success),
    [true, true, false]
  );
  assert.equal(count('Widget__c'), 1);
});

test('a collection of an unknown type is refused', async () => {
  const { status, text } = await server.call('POST', '/composite/sobjects', {
    records: [{ attributes: { type: 'Nothing__c' }, Name: 'x' }]
  });
  assert.equal(status, 400);
  assert.match(text, /sObject type 'Nothing__c' is not supported/);
});

interface CompositeAnswer {
  compositeResponse: { referenceId: string; httpStatusCode: number; body: unknown; httpHeaders: Record<string, string> }[];
}

const call = (method: string, url: string, referenceId: string, body?: unknown) => ({
  method,
  url: `/services/data/v66.0${url}`,
  referenceId,
  body
});

test('composite calls use the answers of those before them', async () => {
  const { body } = await server.call('POST', '/composite', {
    compositeRequest: [
      call('POST', '/sobjects/Widget__c', 'w', { Name: 'w' }),
      call('POST', '/sobjects/Gadget__c', 'g', { Name: 'g', Widget__c: '@{w.id}' }),
      call('GET', "/query?q=SELECT Id, Widget__c FROM Gadget__c WHERE Id = '@{g.id}'", 'q'),
      call('GET', '/sobjects/Widget__c/@{q.records[0].Widget__c}?fields=Name', 'r')
    ]
  });
  const responses = (body as CompositeAnswer).compositeResponse;
  assert.deepEqual(
    responses.map((response) => [response.referenceId, response.httpStatusCode]),
    [
      ['w', 201],
      ['g', 201],
      ['q', 200],
      ['r', 200]
    ]
  );
  assert.match(responses[0].httpHeaders.Location, /\/sobjects\/Widget__c\//);
  assert.equal((responses[3].body as { Name: string }).Name, 'w');
});

test('with allOrNone a failed call undoes those before it', async () => {
  const compositeRequest = [
    call('POST', '/sobjects/Widget__c', 'w', { Name: 'w' }),
    call('POST', '/sobjects/Widget__c', 'bad', {}),
    call('POST', '/sobjects/Widget__c', 'later', { Name: 'x' })
  ];
  const { compositeResponse } = (await server.call('POST', '/composite', { allOrNone: true, compositeRequest })).body as CompositeAnswer;
  assert.deepEqual(
    compositeResponse.map((response) => (response.body as { errorCode: string }[])[0].errorCode),
    ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED']
  );
  assert.equal(count('Widget__c'), 0);
});

test('without allOrNone only the calls that need a failed one stop', async () => {
  const compositeRequest = [
    call('POST', '/sobjects/Widget__c', 'bad', {}),
    call('POST', '/sobjects/Gadget__c', 'child', { Name: 'g', Widget__c: '@{bad.id}' }),
    call('POST', '/sobjects/Widget__c', 'free', { Name: 'x' })
  ];
  const { compositeResponse } = (await server.call('POST', '/composite', { compositeRequest })).body as CompositeAnswer;
  assert.deepEqual(
    compositeResponse.map((response) => response.httpStatusCode),
    [400, 400, 201]
  );
  assert.equal((compositeResponse[1].body as { errorCode: string }[])[0].errorCode, 'PROCESSING_HALTED');
  assert.equal(count('Widget__c'), 1);
});

test('references to nothing, to inherited properties and to other servers lead nowhere', async () => {
  const compositeRequest = [
    call('POST', '/sobjects/Widget__c', 'w', { Name: 'w' }),
    call('GET', '/sobjects/Widget__c/@{nobody.id}', 'a'),
    call('GET', '/sobjects/Widget__c/@{w.constructor}', 'b'),
    { method: 'GET', url: 'http://example.com/services/data/v66.0/limits', referenceId: 'c' },
    call('POST', '/composite', 'd', {})
  ];
  const { compositeResponse } = (await server.call('POST', '/composite', { compositeRequest })).body as CompositeAnswer;
  assert.deepEqual(
    compositeResponse.map((response) => response.httpStatusCode),
    [201, 400, 400, 404, 404]
  );
});

test('a batch answers every call, or stops after the first failure when asked to', async () => {
  const batchRequests = [
    { method: 'POST', url: 'v66.0/sobjects/Widget__c', richInput: { Name: 'b' } },
    { method: 'GET', url: 'v66.0/sobjects/Nothing__c' },
    { method: 'GET', url: 'v66.0/limits' }
  ];
  const all = (await server.call('POST', '/composite/batch', { batchRequests })).body as {
    hasErrors: boolean;
    results: { statusCode: number }[];
  };
  assert.equal(all.hasErrors, true);
  assert.deepEqual(
    all.results.map((result) => result.statusCode),
    [201, 404, 200]
  );
  const halted = (await server.call('POST', '/composite/batch', { haltOnError: true, batchRequests })).body as {
    results: { statusCode: number }[];
  };
  assert.deepEqual(
    halted.results.map((result) => result.statusCode),
    [201, 404, 412]
  );
});

test('composite graphs are refused by name', async () => {
  assert.match((await server.call('POST', '/composite/graph', {})).text, /not supported: composite\/graph/);
});
