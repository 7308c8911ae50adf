import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCompiler } from '../compile.ts';
import { iconsIn, iconTemplate, platformIcons } from '../icons.ts';
import { findModule, offeredModules } from '../offered.ts';
import { BASE_COMPONENTS, MODULES_FOLDER } from '../paths.ts';
import { platformVirtualModule } from '../virtual.ts';

test('a stand-in of ours comes before the module that npm has under the same name', () => {
  assert.equal(findModule('lightning/navigation'), join(MODULES_FOLDER, 'lightning', 'navigation', 'navigation.ts'));
  assert.equal(findModule('lightning/button'), join(BASE_COMPONENTS, 'button', 'button.js'));
});

test('a module that neither we nor npm have is not found', () => {
  assert.equal(findModule('lightning/messageService'), undefined);
  assert.equal(findModule('shell/nothing'), undefined);
  assert.equal(findModule('../../package'), undefined);
});

test('deployed components may import base components and stand-ins, but nothing that would only pretend', () => {
  const offered = offeredModules();
  for (const name of [
    'lightning/button',
    'lightning/datatable',
    'lightning/modal',
    'lightning/uiRecordApi',
    'lightning/graphql',
    'lightning/recordEditForm'
  ])
    assert.ok(offered.includes(name), name);
  for (const name of ['lightning/messageService', 'lightning/barcodeScanner', 'lightning/primitiveIcon'])
    assert.ok(!offered.includes(name), name);
});

test('every label that a base component imports is Japanese', () => {
  const imported = new Set<string>();
  for (const entry of readdirSync(BASE_COMPONENTS, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.js')) continue;
    for (const [, label] of readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/from '@salesforce\/label\/([\w.]+)'/g))
      imported.add(label ?? '');
  }
  assert.ok(imported.size > 200);
  const untranslated = [...imported].filter(
    (label) => !/export default "(.*[^\x00-\x7f].*|[A-Z]{1,2})"/.test(platformVirtualModule(`@salesforce/label/${label}`) ?? '')
  );
  assert.deepEqual(untranslated, []);
});

test('values of the user are Japanese formats in the time zone of Tokyo', () => {
  assert.equal(platformVirtualModule('@salesforce/i18n/timeZone'), 'export default "Asia/Tokyo";');
  assert.equal(platformVirtualModule('@salesforce/i18n/dateTime.shortDateFormat'), 'export default "yyyy/MM/dd";');
  assert.match(platformVirtualModule('@salesforce/gate/bc.260.enableComboboxElementInternals') ?? '', /=> false/);
  assert.match(platformVirtualModule('@salesforce/gate/bc.262.other') ?? '', /=> true/);
  assert.equal(platformVirtualModule('@salesforce/unknown/thing'), undefined);
});

test('only icons that something names are compiled, and only those that exist', () => {
  assert.deepEqual(iconsIn('<lightning-icon icon-name="utility:edit"> standard:account_x'), ['utility:edit', 'standard:account_x']);
  assert.equal(iconTemplate('utility:no_such_icon'), undefined);
  const icons = platformIcons({ own: true });
  assert.ok(icons.includes('utility:edit') && icons.includes('standard:lead') && icons.includes('custom:custom18'));
  assert.ok(icons.every((icon) => existsSync(iconTemplate(icon) ?? '')));
});

test('the compiler strips types, keeps decorators, and names file and line of what it refuses', () => {
  const compiler = createCompiler();
  const compile = (source: string, file: string): string => compiler.compile({ namespace: 'c', name: 'x', file, source });
  const code = compile(
    `import { LightningElement, api } from 'lwc'; export default class X extends LightningElement { @api name: string = 'a' as string; }`,
    'c/x/x.ts'
  );
  assert.match(code, /publicProps/);
  assert.doesNotMatch(code, /: string/);
  assert.throws(() => compile('<template>\n  <div if:true={x</template>', 'c/x/x.html'), /^Error: c\/x\/x\.html:2: LWC/);
  assert.throws(() => compile('export default class {', 'c/x/x.js'), /^Error: c\/x\/x\.js/);
});

test('the type checker knows every module of ours by its import name', () => {
  const { compilerOptions } = JSON.parse(readFileSync(join(MODULES_FOLDER, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: { paths: Record<string, string[]> };
  };
  const modules = ['lightning', 'platform', 'record', 'shell'].flatMap((namespace) =>
    readdirSync(join(MODULES_FOLDER, namespace))
      .filter((name) => existsSync(join(MODULES_FOLDER, namespace, name, `${name}.ts`)))
      .map((name) => `${namespace}/${name}`)
  );
  assert.deepEqual(Object.keys(compilerOptions.paths).sort(), modules.sort(), 'paths of scripts/org/lightning/modules/tsconfig.json');
});
