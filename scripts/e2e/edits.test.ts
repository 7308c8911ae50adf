/** Editing the package while and between runs of npm start: what is edited arrives, what is broken changes nothing, data stays. */
import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ACCESS_TOKEN } from '../org/org.ts';
import { freePort, removeFolder, runCommand, startProduct, temporaryFolder, type Product } from './product.ts';
import { copyWorkspace } from './workspace.ts';

const EDIT_MS = 60_000;
const FIELD = 'force-app/main/case/objects/Opportunity/fields/OwnerPassion__c.field-meta.xml';
const DASHBOARD = 'force-app/main/insight/dashboards/SupportDashboards/Home_Overview.dashboard-meta.xml';
const MODULE = 'force-app/main/hearing/lwc/textFormat/textFormat.ts';

const root = copyWorkspace();
const folder = temporaryFolder();
let product: Product;
before(async () => {
  product = await startProduct(['--data', 'none'], { folder, root });
});
after(async () => {
  await product?.stop();
  removeFolder(folder);
  removeFolder(root);
});

const source = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Saves as careful editors do: a new file takes the place of the old one. */
function save(path: string, text: string): void {
  const copy = join(root, 'saving.tmp');
  writeFileSync(copy, text);
  renameSync(copy, join(root, path));
}

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${product.url}/services/data/v66.0/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json' }
  });
  assert.ok(response.ok, await response.clone().text());
  return (await response.json()) as T;
}
const accounts = async (): Promise<string[]> =>
  (await call<{ records: { Name: string }[] }>('query?q=SELECT+Name+FROM+Account')).records.map(({ Name }) => Name);
const label = async (): Promise<string | undefined> =>
  (await call<{ fields: { name: string; label: string }[] }>('sobjects/Opportunity/describe')).fields.find(
    (field) => field.name === 'OwnerPassion__c'
  )?.label;

/** Waits until the running command has printed a text after what it had printed before. */
async function printed(text: RegExp, from: number): Promise<void> {
  const end = Date.now() + EDIT_MS;
  while (!text.test(product.output().slice(from))) {
    if (Date.now() > end) throw new Error(`${String(text)} was not printed:\n${product.output().slice(from)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
async function edited(path: string, text: string, expected: RegExp): Promise<void> {
  const from = product.output().length;
  save(path, text);
  await printed(expected, from);
}
const relabelled = (name: string): string => source(FIELD).replace(/<label>[^<]*<\/label>/, `<label>${name}</label>`);

test('a field edited while it runs is deployed alone, each time it is saved', async () => {
  for (const name of ['社長の思い', '経営者の志']) {
    await edited(FIELD, relabelled(name), /↻ .*OwnerPassion__c\.field-meta\.xml を配備しました/);
    assert.equal(await label(), name);
  }
});

test('a field that is broken while it runs is told with its name, and the org keeps the last good one', async () => {
  const good = source(FIELD);
  await edited(
    FIELD,
    good.replace('<type>LongTextArea</type>', '<type>Longtextarea</type>'),
    /✖ [\s\S]*OwnerPassion__c[\s\S]*Longtextarea/
  );
  assert.equal(await label(), '経営者の志');
  await edited(FIELD, good, /↻ .*OwnerPassion__c/);
});

test('a component edited while it runs arrives each time, and one that does not compile is told with its line', async () => {
  const good = source(MODULE);
  await edited(MODULE, `${good}// 1\n`, /↻ textFormat を反映しました/);
  await edited(MODULE, `${good}enum Colour { Red }\n`, /✖ LWC をコンパイルできません。\n.*textFormat\.ts:\d+: /);
  await edited(MODULE, good, /↻ textFormat を反映しました/);
});

test('sources put back between two starts are deployed again, though their fingerprint was known', async () => {
  assert.equal(await label(), '経営者の志');
  await call('sobjects/Account', { method: 'POST', body: JSON.stringify({ Name: '残る会社' }) });
  assert.equal(await product.stop(), 0);
  save(FIELD, relabelled('経営者の想い'));
  product = await startProduct([], { folder, root });
  assert.equal(await label(), '経営者の想い');
  assert.deepEqual(await accounts(), ['残る会社']);
});

test('a broken edit found by the next start ends it with the place, and the org stays as it was', async () => {
  const good = source(DASHBOARD);
  assert.equal(await product.stop(), 0);
  // The field is deployed by an earlier stage than the dashboard that is refused.
  save(FIELD, relabelled('半端な変更'));
  save(DASHBOARD, good.replace('<report>', '<report>Nowhere/'));
  const run = runCommand('start', ['--no-open', '--port', String(await freePort())], { EMBEDDED_ORG_FOLDER: folder }, root);
  assert.equal(await run.exited, 1);
  assert.match(
    run.output(),
    /✖ 配備できませんでした \(段階 insight\)[\s\S]*Dashboard SupportDashboards\/Home_Overview .*Home_Overview\.dashboard-meta\.xml:\d+/
  );
  assert.match(run.output(), /Nowhere/);

  save(DASHBOARD, good);
  save(FIELD, relabelled('経営者の想い'));
  product = await startProduct([], { folder, root });
  assert.doesNotMatch(product.output(), /配備/, 'the org is as the sources say: nothing is left to deploy');
  assert.equal(await label(), '経営者の想い');
  assert.deepEqual(await accounts(), ['残る会社']);
});

test('a start that was killed while it deployed is made good by the next one', async () => {
  assert.equal(await product.stop(), 0);
  save(FIELD, relabelled('途中の変更'));
  const run = runCommand('start', ['--no-open', '--port', String(await freePort())], { EMBEDDED_ORG_FOLDER: folder }, root);
  await new Promise<void>((resolve) =>
    run.child.stdout?.on('data', () => {
      if (run.output().includes('配備 3/')) resolve();
    })
  );
  run.child.kill('SIGTERM');
  assert.notEqual(await run.exited, 0);
  save(FIELD, relabelled('経営者の想い'));
  product = await startProduct([], { folder, root });
  assert.equal(await label(), '経営者の想い');
  assert.deepEqual(await accounts(), ['残る会社']);
});
