import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { xml, widgetFiles } from '../../metadata/__tests__/fixtures.ts';
import { parseXml, type XmlNode } from '../../metadata/xml.ts';
import { ACCESS_TOKEN, openOrg } from '../../org.ts';
import { routes } from '../metadata.ts';
import { startServer } from '../server.ts';
import { child, childrenOf, textOf } from '../soap.ts';

const org = openOrg();
const server = await startServer(org, { port: 0, routes });
after(() => server.close());

const PACKAGE = xml(
  'Package',
  [
    ['ApexClass', '*'],
    ['CustomApplication', '*'],
    ['CustomLabels', '*'],
    ['CustomMetadata', '*'],
    ['CustomObject', '*'],
    ['CustomObjectTranslation', '*'],
    ['CustomPermission', '*'],
    ['CustomTab', '*'],
    ['Dashboard', 'Boards/', 'Boards/Overview'],
    ['FlexiPage', '*'],
    ['GlobalValueSet', '*'],
    ['LightningComponentBundle', '*'],
    ['PathAssistant', '*'],
    ['PermissionSet', '*'],
    ['Report', 'Numbers/', 'Numbers/By_Stage'],
    ['ReportType', 'Widgets_With_Tasks'],
    ['Settings', 'PathAssistant'],
    ['StandardValueSet', 'LeadStatus']
  ]
    .map(
      ([name, ...members]) => `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${name ?? ''}</name></types>`
    )
    .join('') + '<version>66.0</version>'
);

function zipOf(files: Record<string, string>): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, new Uint8Array(Buffer.from(text))]))));
}
const packageZip = zipOf({ ...widgetFiles(), 'package.xml': PACKAGE });

async function soap(operation: string, token = ACCESS_TOKEN, path = '/services/Soap/m/66.0'): Promise<{ status: number; body: XmlNode }> {
  const envelope = `<?xml version="1.0"?><se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/"><se:Header><SessionHeader xmlns="http://soap.sforce.com/2006/04/metadata"><sessionId>${token}</sessionId></SessionHeader></se:Header><se:Body>${operation}</se:Body></se:Envelope>`;
  const response = await fetch(server.url + path, { method: 'POST', body: envelope, headers: { 'content-type': 'text/xml' } });
  const body = child(parseXml(await response.text()), 'Body')?.children[0];
  assert.ok(body);
  return { status: response.status, body };
}
const call = async (operation: string): Promise<XmlNode> => {
  const { status, body } = await soap(operation);
  assert.equal(status, 200, body.children.map((node) => node.text).join(' '));
  return child(body, 'result') ?? body;
};
const deploy = async (zip: Buffer, options = ''): Promise<XmlNode> => {
  const started = await call(
    `<deploy xmlns="http://soap.sforce.com/2006/04/metadata"><ZipFile>${zip.toString('base64')}</ZipFile><DeployOptions>${options}<rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage></DeployOptions></deploy>`
  );
  return call(
    `<checkDeployStatus><asyncProcessId>${textOf(started, 'id') ?? ''}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`
  );
};
const failures = (result: XmlNode): string[] =>
  childrenOf(child(result, 'details'), 'componentFailures').map((failure) => textOf(failure, 'problem') ?? '');
const rest = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.url}/services/data/v66.0/metadata${path}`, {
    ...init,
    headers: { authorization: `Bearer ${ACCESS_TOKEN}`, ...init.headers }
  });

test('a SOAP call without the right session is a fault with HTTP 500', async () => {
  const { status, body } = await soap('<describeMetadata/>', 'wrong');
  assert.equal(status, 500);
  assert.equal(textOf(body, 'faultcode'), 'sf:INVALID_SESSION_ID');
});

test('a dry run over SOAP is finished when it is asked for, and changes nothing', async () => {
  const result = await deploy(packageZip, '<checkOnly>true</checkOnly>');
  assert.deepEqual(failures(result), []);
  assert.equal(textOf(result, 'status'), 'Succeeded');
  assert.equal(textOf(result, 'checkOnly'), 'true');
  assert.equal(org.catalog.objects.has('Widget__c'), false);
  const quick = await call(`<deployRecentValidation><validationId>${textOf(result, 'id') ?? ''}</validationId></deployRecentValidation>`);
  assert.match(quick.text, /^0Af/);
  assert.equal(org.catalog.objects.has('Widget__c'), true);
});

test('a deployment over SOAP tells every component, also with a version-less address', async () => {
  const result = await deploy(packageZip);
  assert.equal(textOf(result, 'done'), 'true');
  const successes = childrenOf(child(result, 'details'), 'componentSuccesses');
  assert.ok(successes.some((node) => textOf(node, 'componentType') === 'CustomField' && textOf(node, 'fullName') === 'Widget__c.Size__c'));
  assert.equal((await soap('<describeMetadata/>', ACCESS_TOKEN, '/services/Soap/m')).status, 200);
});

test('a failing deployment over SOAP names component, problem and place', async () => {
  const result = await deploy(
    zipOf({
      'labels/CustomLabels.labels': '<CustomLabels>\n<labels>',
      'package.xml': xml('Package', '<types><members>CustomLabels</members><name>CustomLabels</name></types>')
    })
  );
  assert.equal(textOf(result, 'status'), 'Failed');
  assert.equal(textOf(result, 'success'), 'false');
  const [failure] = childrenOf(child(result, 'details'), 'componentFailures');
  assert.equal(textOf(failure, 'componentType'), 'CustomLabels');
  assert.equal(textOf(failure, 'created'), 'false');
  assert.match(textOf(failure, 'problem') ?? '', /^Error parsing file/);
});

test('options that the org cannot honour are a failed deployment that names them', async () => {
  assert.deepEqual(failures(await deploy(packageZip, '<testLevel>RunLocalTests</testLevel>')), [
    'not supported: running Apex tests (RunLocalTests)'
  ]);
  assert.deepEqual(failures(await deploy(packageZip, '<testLevel>NoTestRun</testLevel>')), []);
  assert.deepEqual(failures(await deploy(packageZip, '<runTests>WidgetTest</runTests>')), [
    'not supported: running Apex tests (RunSpecifiedTests)'
  ]);
});

test('operations that the org has not are faults by name', async () => {
  const { status, body } = await soap('<cancelDeploy><String>0Af</String></cancelDeploy>');
  assert.equal(status, 500);
  assert.match(textOf(body, 'faultstring') ?? '', /not supported: cancelDeploy/);
});

test('a deployment over REST takes multipart, answers 201 and its result by id', async () => {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(packageZip)], { type: 'application/zip' }), 'package.xml');
  form.set(
    'entity_content',
    JSON.stringify({
      deployOptions: { rollbackOnError: true, ignoreWarnings: false, checkOnly: false, singlePackage: true, purgeOnDelete: false }
    })
  );
  const started = await rest('/deployRequest', { method: 'POST', body: form });
  assert.equal(started.status, 201);
  const { id } = (await started.json()) as { id: string };
  const status = (await (await rest(`/deployRequest/${id}?includeDetails=true`)).json()) as {
    deployResult: { status: string; details: { componentSuccesses: unknown[] } };
  };
  assert.equal(status.deployResult.status, 'Succeeded');
  assert.ok(status.deployResult.details.componentSuccesses.length > 20);
  assert.equal((await rest('/deployRequest/0Af000000000000AAA')).status, 404);
  assert.equal((await rest(`/deployRequest/${id}`, { method: 'PATCH', body: '{}' })).status, 400);
  assert.equal((await rest('/deployRequest', { method: 'POST', body: 'x' })).status, 415);
  assert.equal((await fetch(`${server.url}/services/data/v66.0/metadata/deployRequest/${id}`)).status, 401);
});

test('what was deployed comes back by retrieve and deploys again without a change', async () => {
  await deploy(packageZip);
  const inner = PACKAGE.slice(PACKAGE.indexOf('<types>'), PACKAGE.indexOf('<version>'));
  const started = await call(
    `<retrieve><retrieveRequest><apiVersion>66.0</apiVersion><unpackaged>${inner}</unpackaged></retrieveRequest></retrieve>`
  );
  const result = await call(`<checkRetrieveStatus><asyncProcessId>${textOf(started, 'id') ?? ''}</asyncProcessId></checkRetrieveStatus>`);
  assert.deepEqual(childrenOf(result, 'messages'), []);
  assert.equal(textOf(result, 'status'), 'Succeeded');
  const retrieved = unzipSync(Buffer.from(textOf(result, 'zipFile') ?? '', 'base64'));
  const files = Object.fromEntries(
    Object.entries(retrieved).map(([path, content]) => [path.replace('unpackaged/', ''), Buffer.from(content).toString()])
  );
  assert.deepEqual(Object.keys(files).sort(), [...Object.keys(widgetFiles()), 'package.xml'].sort());
  const again = await deploy(zipOf(files));
  assert.deepEqual(failures(again), []);
  const changed = childrenOf(child(again, 'details'), 'componentSuccesses').filter((node) => textOf(node, 'changed') === 'true');
  assert.deepEqual(
    changed.map((node) => textOf(node, 'fullName')),
    []
  );
});

test('value sets of the platform can be retrieved, missing members are told', async () => {
  const started = await call(
    '<retrieve><retrieveRequest><unpackaged><types><members>Industry</members><name>StandardValueSet</name></types><types><members>Gone</members><name>ApexClass</name></types></unpackaged></retrieveRequest></retrieve>'
  );
  const result = await call(`<checkRetrieveStatus><asyncProcessId>${textOf(started, 'id') ?? ''}</asyncProcessId></checkRetrieveStatus>`);
  assert.equal(textOf(childrenOf(result, 'messages')[0], 'problem'), "Entity of type 'ApexClass' named 'Gone' cannot be found");
  const file = unzipSync(Buffer.from(textOf(result, 'zipFile') ?? '', 'base64'))['unpackaged/standardValueSets/Industry.standardValueSet'];
  assert.match(Buffer.from(file ?? []).toString(), /<fullName>Banking<\/fullName>/);
});

test('lists types and components', async () => {
  const described = await call('<describeMetadata><asOfVersion>66.0</asOfVersion></describeMetadata>');
  const objects = childrenOf(described, 'metadataObjects').find((node) => textOf(node, 'xmlName') === 'CustomObject');
  assert.equal(textOf(objects, 'suffix'), 'object');
  assert.deepEqual(
    childrenOf(objects, 'childXmlNames').map((node) => node.text),
    ['CustomField', 'ValidationRule', 'ListView', 'CompactLayout']
  );
  const { body } = await soap('<listMetadata><queries><type>Report</type><folder>Numbers</folder></queries></listMetadata>');
  assert.deepEqual(
    childrenOf(body, 'result').map((node) => textOf(node, 'fullName')),
    ['Numbers/By_Stage']
  );
});

test('a body that is no SOAP is a fault, not a crash', async () => {
  const response = await fetch(`${server.url}/services/Soap/m/66.0`, { method: 'POST', body: 'hello' });
  assert.equal(response.status, 500);
  assert.match(await response.text(), /sf:INVALID_SOAP/);
});

test('a zip of many megabytes is read in time proportional to its size', async () => {
  const noise = Buffer.alloc(12_000_000, 'x');
  const started = performance.now();
  const result = await deploy(noise);
  assert.match(failures(result)[0] ?? '', /^The zip file cannot be read/);
  assert.ok(performance.now() - started < 5000);
});
