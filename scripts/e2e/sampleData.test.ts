/** Loading sample data with the real CLI: what the org refuses is told by record, field and reason, in Japanese. */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, type EmbeddedOrg } from '../lib/embeddedOrg.ts';
import { Failure } from '../lib/failure.ts';
import { sessionOf } from '../lib/convertLeads.ts';
import { importTree, updateRecords } from '../lib/sampleData.ts';
import { sf, type SfTarget } from '../lib/sf.ts';
import { freePort, removeFolder } from './product.ts';

const folder = mkdtempSync(join(tmpdir(), 'sample-data-'));
let embedded: EmbeddedOrg;
let target: SfTarget;

before(async () => {
  embedded = await launch({ port: await freePort() });
  target = { url: embedded.server.url };
});

after(async () => {
  await embedded.close();
  removeFolder(folder);
});

function written(name: string, content: unknown): string {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
}

const failure = async (run: Promise<unknown>): Promise<string> => {
  const error: unknown = await run.then(
    () => assert.fail('nothing was refused'),
    (reason: unknown) => reason
  );
  assert.ok(error instanceof Failure, String(error));
  return error.message;
};

const company = (referenceId: string, values: Record<string, unknown>): unknown => ({
  attributes: { type: 'Account', referenceId },
  ...values
});

test('records are loaded, then changed by their references', async () => {
  written('Account.json', {
    records: [company('Mihon', { Name: 'みほん精機株式会社' }), company('Reidai', { Name: 'れいだいクラウド株式会社' })]
  });
  const references = await importTree(target, written('plan.json', [{ sobject: 'Account', files: ['Account.json'] }]));
  assert.deepEqual([...references.keys()], ['Mihon', 'Reidai']);
  const update = written('update.json', {
    records: [{ attributes: { type: 'Account' }, Id: '@Mihon', ParentId: '@Reidai', NumberOfEmployees: 48 }]
  });
  const session = await sessionOf(target);
  await updateRecords(session, update, references);
  const query = await sf(target, [
    'data',
    'query',
    '-q',
    'SELECT ParentId, NumberOfEmployees FROM Account WHERE NumberOfEmployees = 48',
    '--json'
  ]);
  const { result } = JSON.parse(query.stdout) as { result: { records: { ParentId: string; NumberOfEmployees: number }[] } };
  assert.deepEqual(
    result.records.map(({ ParentId, NumberOfEmployees }) => [ParentId, NumberOfEmployees]),
    [[references.get('Reidai'), 48]]
  );

  const refused = written('refused.json', {
    records: [
      { attributes: { type: 'Account' }, Id: '@Mihon', NumberOfEmployees: 50 },
      { attributes: { type: 'Account' }, Id: '@Reidai', NumberOfEmployees: '五十人' }
    ]
  });
  const message = await failure(updateRecords(session, refused, references));
  assert.match(message, /^見本データを更新できませんでした。\n {2}- Reidai（項目 NumberOfEmployees）: /);
  assert.doesNotMatch(message, /Mihon/);
  const unknown = written('unknown.json', { records: [{ attributes: { type: 'Account' }, Id: '@Nobody', Name: 'だれ' }] });
  assert.match(await failure(updateRecords(session, unknown, references)), /項目 Id の @Nobody/);
});

test('a record that the org refuses at the import is named with its field', async () => {
  written('Lead.json', { records: [{ attributes: { type: 'Lead', referenceId: 'Candidate01' }, Company: 'みほん醸造株式会社' }] });
  const message = await failure(importTree(target, written('leads.json', [{ sobject: 'Lead', files: ['Lead.json'] }])));
  assert.match(message, /^見本データを読み込めませんでした。\n {2}- Candidate01（項目 LastName）: /);
});
