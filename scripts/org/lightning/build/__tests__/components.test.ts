import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testOrg } from '../../../testing/testOrg.ts';
import { widgetPackage } from '../../__tests__/fixtures.ts';
import type { Catalog, LwcBundle } from '../../../metadata/catalog.ts';
import type { Org } from '../../../org.ts';
import type { ComponentAssets } from '../components.ts';
import { createLightningBuild } from '../index.ts';

const build = createLightningBuild();

/** The fixture's org with more bundles in its catalog, as a deployment of them would leave it. */
function orgWith(sources: Record<string, Record<string, string>>): Org {
  const org = testOrg(widgetPackage());
  const bundles = new Map<string, LwcBundle>(org.catalog.lwcBundles);
  for (const [name, files] of Object.entries(sources))
    bundles.set(name, { name, meta: { apiVersion: 66 }, files: new Map(Object.entries(files)) });
  return { ...org, catalog: { ...org.catalog, lwcBundles: bundles } };
}

const component = (imports: string, body = ''): string =>
  `import { LightningElement } from 'lwc'; ${imports} export default class X extends LightningElement { ${body} }`;

function text(assets: ComponentAssets, name: string): string {
  const file = assets.modules[name] ?? '';
  // Shared code lies in chunks beside the entry.
  return [...assets.files]
    .filter(([key]) => key === file || key.startsWith('chunk-'))
    .map(([, contents]) => Buffer.from(contents).toString())
    .join('\n');
}

test('a deployed component is built with the labels, fields and Apex methods of the org', async () => {
  const assets = await build.components(orgWith({}));
  assert.deepEqual(assets.problems, {});
  const code = text(assets, 'widgetForm');
  assert.match(code, /こんにちは/);
  assert.match(code, /"fieldApiName": "Memo__c"/);
  assert.match(code, /apexMethod\("WidgetController", "getHints", true\)/);
});

test('base components and the engine are shared with the shell, not built in again', async () => {
  const assets = await build.components(orgWith({}));
  const { registry } = await build.platform();
  assert.match(text(assets, 'widgetForm'), new RegExp(`from "/lightning/assets/${registry}"`));
  assert.ok([...assets.files.values()].every((contents) => contents.length < 50_000));
});

test('a component that imports what does not exist says so by name, and the others are built', async () => {
  const assets = await build.components(
    orgWith({
      bus: { 'bus.js': component(`import { publish } from 'lightning/messageService';`, 'x = publish;') },
      word: { 'word.js': component(`import word from '@salesforce/label/c.Missing';`, 'x = word;') },
      column: { 'column.js': component(`import FIELD from '@salesforce/schema/Widget__c.Missing__c';`, 'x = FIELD;') },
      call: { 'call.js': component(`import call from '@salesforce/apex/WidgetController.missing';`, 'x = call;') },
      name: { 'name.js': component(`import { getEverything } from 'lightning/uiRecordApi';`, 'x = getEverything;') },
      image: { 'image.js': component(`import url from '@salesforce/resourceUrl/logo';`, 'x = url;') },
      syntax: { 'syntax.js': 'export default class {' },
      markup: { 'markup.js': component(''), 'markup.html': '<template><lightning-nothing></lightning-nothing></template>' },
      user: { 'user.js': component(`import X2 from 'c/bus';`, 'x = X2;') }
    })
  );
  const { problems } = assets;
  assert.match(problems.bus ?? '', /not supported: lightning\/messageService/);
  assert.match(problems.word ?? '', /custom label c\.Missing/);
  assert.match(problems.column ?? '', /Widget__c\.Missing__c/);
  assert.match(problems.call ?? '', /WidgetController\.missing/);
  assert.match(problems.name ?? '', /getEverything/);
  assert.match(problems.image ?? '', /not supported: @salesforce\/resourceUrl\/logo/);
  assert.match(problems.syntax ?? '', /^c\/syntax\/syntax\.js/);
  assert.match(problems.markup ?? '', /not supported: lightning\/nothing/);
  assert.equal(problems.widgetForm, undefined);
  assert.match(text(assets, 'bus'), /throw new Error\(.*messageService/);
  assert.ok(assets.modules.widgetForm);
});

test('an edited component gets another address, an untouched one keeps its own', async () => {
  const source = (word: string): Record<string, Record<string, string>> => ({
    one: { 'one.js': component('', `x = '${word}';`) },
    two: { 'two.js': component('', 'x = 2;') }
  });
  const before = await build.components(orgWith(source('a')));
  const after = await build.components(orgWith(source('b')));
  assert.notEqual(after.modules.one, before.modules.one);
  assert.equal(after.modules.two, before.modules.two);
});

test('the same catalog is built once', async () => {
  const org = orgWith({});
  assert.equal(await build.components(org), await build.components(org));
  const changed: Catalog = { ...org.catalog };
  assert.notEqual(await build.components({ ...org, catalog: changed }), await build.components(org));
});
