/** `npm start -- --data N`: an org full of generated records, of which the real CLI counts as many as were asked for. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sf } from '../lib/sf.ts';
import { removeFolder, startProduct, temporaryFolder } from './product.ts';

const folder = temporaryFolder();
after(() => removeFolder(folder));

async function counted(url: string, object: string): Promise<number> {
  const run = await sf({ url }, ['data', 'query', '-q', `SELECT COUNT() FROM ${object}`, '--json']);
  return (JSON.parse(run.stdout) as { result: { totalSize: number } }).result.totalSize;
}

test('as many candidates and cases as asked for are there, and a later start says that it keeps them', async () => {
  const first = await startProduct(['--data', '30'], { folder });
  try {
    assert.match(first.output(), /支援先候補 30 件と案件 30 件を生成しています/);
    for (const object of ['Lead', 'Opportunity']) assert.equal(await counted(first.url, object), 30, object);
  } finally {
    await first.stop();
  }
  const second = await startProduct(['--data', 'demo'], { folder });
  try {
    assert.match(second.output(), /データは読み込み済みです \(30\)。入れ替えるには npm start -- --reset --data demo/);
    assert.equal(await counted(second.url, 'Lead'), 30);
  } finally {
    await second.stop();
  }
});
