/** Bad input at every door of the command line: one clear message that names the thing and the way out, non-zero exit, nothing half-done. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { apexDoubles } from '../org/apex/index.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { closeOrg, openOrg, type Org } from '../org/org.ts';
import { MANIFESTS } from '../lib/paths.ts';
import { sf, type SfResult } from '../lib/sf.ts';
import { failureText, parseReport } from '../lib/stages.ts';
import { freePort, removeFolder, runCommand, temporaryFolder } from './product.ts';

const work = temporaryFolder();
let org: Org;
let server: OrgServer;
before(async () => {
  org = openOrg({ apex: apexDoubles });
  server = await startServer(org, { port: 0, routes: routes() });
});
after(async () => {
  await server.close();
  closeOrg(org);
  removeFolder(work);
});

/** With `sfdcLoginUrl`: without it the CLI takes the instance's address for one and refuses an address of this machine. */
const PROJECT = {
  packageDirectories: [{ path: 'force-app', default: true }],
  sfdcLoginUrl: 'https://login.salesforce.com',
  sourceApiVersion: '66.0'
};

/** A throw-away SFDX project with the given files below force-app/main/default. */
function project(name: string, files: Record<string, string>): string {
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sfdx-project.json'), JSON.stringify(PROJECT));
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, 'force-app/main/default', path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

const deploy = (folder: string, extra: string[] = []): Promise<SfResult> =>
  sf({ url: server.url }, ['project', 'deploy', 'start', '--source-dir', 'force-app', '--json', ...extra], { cwd: folder });

/** Deploys, insists that it is refused and that the org is as it was, and returns the messages. */
async function refused(folder: string): Promise<string> {
  const before = [...org.catalog.components.keys()].sort();
  const run = await deploy(folder);
  assert.notEqual(run.code, 0, run.stdout);
  assert.deepEqual([...org.catalog.components.keys()].sort(), before, 'a refused deployment must change nothing');
  return failureText(parseReport(run));
}

const xml = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${root}>\n`;
const META = xml(
  'LightningComponentBundle',
  '<apiVersion>66.0</apiVersion><isExposed>true</isExposed><targets><target>lightning__RecordPage</target></targets>'
);

test('a port in use is named together with the command that takes another one', async () => {
  const port = await freePort();
  const other: Server = createServer().listen(port, '127.0.0.1');
  const folder = temporaryFolder();
  try {
    const run = runCommand('start', ['--no-open', '--port', String(port)], { EMBEDDED_ORG_FOLDER: folder });
    assert.notEqual(await run.exited, 0);
    assert.match(run.output(), new RegExp(`ポート ${port} は使用中です.*npm start -- --port ${port + 1}`));
  } finally {
    other.close();
    removeFolder(folder);
  }
});

test('an unknown option and an unknown command are named', async () => {
  const option = runCommand('start', ['--prot', '1']);
  assert.equal(await option.exited, 2);
  assert.match(option.output(), /--prot.*\n.*npm start/);
  const command = runCommand('strat', []);
  assert.equal(await command.exited, 2);
  assert.match(command.output(), /strat/);
});

test('a wrong alias is named with the command that lists the right ones', async () => {
  const run = runCommand('deploy', ['--target-org', 'no-such-org'], { HOME: work });
  assert.equal(await run.exited, 1);
  assert.match(run.output(), /no-such-org.*\n.*sf org list/);
});

test('a deployment without an alias shows the usage', async () => {
  const run = runCommand('deploy', []);
  assert.equal(await run.exited, 2);
  assert.match(run.output(), /--target-org/);
});

test('a named browser that is missing stops the tests with the way out', async () => {
  const run = runCommand('e2e', [], { CHROMIUM_PATH: '/nowhere/chromium' });
  assert.equal(await run.exited, 1);
  assert.match(run.output(), /CHROMIUM_PATH の \/nowhere\/chromium がありません/);
});

test('broken XML is refused with file and line', async () => {
  const text = await refused(
    project('broken', { 'objects/Gadget__c/Gadget__c.object-meta.xml': xml('CustomObject', '\n  <label>道具</lable>') })
  );
  assert.match(text, /Gadget__c/);
});

test('broken XML in a file that is sent as it is names component and line', async () => {
  const text = await refused(
    project('brokenTab', { 'permissionsets/Gadgets.permissionset-meta.xml': xml('PermissionSet', '\n  <label>道具</lable>') })
  );
  assert.match(text, /Gadgets.*2|line 2|:2:/s);
});

test('an LWC that does not compile is refused with its file, line and column', async () => {
  const text = await refused(
    project('badLwc', {
      'lwc/gadget/gadget.js':
        "import { LightningElement, api } from 'lwc';\nexport default class Gadget extends LightningElement {\n  @api a;\n  @api a;\n}\n",
      'lwc/gadget/gadget.html': '<template></template>',
      'lwc/gadget/gadget.js-meta.xml': META
    })
  );
  assert.match(text, /gadget\.js:4:\d+: LWC/);
});

test('an unknown metadata type and an unsupported one are refused by name', async () => {
  const text = await refused(
    project('unsupported', {
      'cspTrustedSites/Gadget.cspTrustedSite-meta.xml': xml(
        'CspTrustedSite',
        '<context>All</context><endpointUrl>https://example.com</endpointUrl><isActive>true</isActive>'
      )
    })
  );
  assert.match(text, /CspTrustedSite/);
  assert.match(text, /not supported/);
});

test('a field that an import names but the org does not have is named, and no record is left', async () => {
  const folder = project('data', {});
  writeFileSync(
    join(folder, 'accounts.json'),
    JSON.stringify({ records: [{ attributes: { type: 'Account', referenceId: 'a1' }, Name: 'みほん', Gadgets__c: 1 }] })
  );
  writeFileSync(join(folder, 'plan.json'), JSON.stringify([{ sobject: 'Account', files: ['accounts.json'] }]));
  const run = await sf({ url: server.url }, ['data', 'import', 'tree', '--plan', 'plan.json'], { cwd: folder });
  assert.notEqual(run.code, 0);
  assert.match(run.stdout + run.stderr, /Gadgets__c/);
  const count = await sf({ url: server.url }, ['data', 'query', '-q', 'SELECT COUNT() FROM Account', '--json']);
  assert.equal((JSON.parse(count.stdout) as { result: { totalSize: number } }).result.totalSize, 0);
});

test('deleting metadata is refused by name, so that the CLI keeps the local files', async () => {
  const folder = project('delete', {
    'customPermissions/Gadget.customPermission-meta.xml': xml('CustomPermission', '<isLicensed>false</isLicensed><label>道具</label>')
  });
  assert.equal((await deploy(folder)).code, 0);
  const file = join(folder, 'force-app/main/default/customPermissions/Gadget.customPermission-meta.xml');
  const run = await sf({ url: server.url }, ['project', 'delete', 'source', '--metadata', 'CustomPermission:Gadget', '--no-prompt'], {
    cwd: folder
  });
  assert.notEqual(run.code, 0);
  assert.match(run.stdout + run.stderr, /not supported/i);
  assert.ok(readFileSync(file, 'utf8').includes('道具'));
});

test('the package itself is refused whole when one of its components is broken', async () => {
  const folder = project('package', {});
  cpSync(join(MANIFESTS, '..', 'force-app'), join(folder, 'force-app'), { recursive: true });
  const broken = join(folder, 'force-app/main/access/permissionsets/SupportOfficer.permissionset-meta.xml');
  writeFileSync(broken, readFileSync(broken, 'utf8').replace('</PermissionSet>', '<labell>x</labell></PermissionSet>'));
  const text = await refused(folder);
  assert.match(text, /SupportOfficer.*labell/s);
});
