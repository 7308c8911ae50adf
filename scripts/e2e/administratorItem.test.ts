/**
 * An administrator adds a question, and changes the tier of another, with the real CLI: from then on the server asks it, counts it and
 * names it, without a line of code.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFindings, isCovered } from '../lib/axe.ts';
import { deployedOrg } from '../lib/deployedOrg.ts';
import { FORCE_APP } from '../lib/paths.ts';
import { sf } from '../lib/sf.ts';
import { launchBrowser } from '../lib/browser.ts';
import { apexDoubles } from '../org/apex/index.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { ACCESS_TOKEN, ADMIN_USERNAME } from '../org/identity.ts';
import { closeOrg, type Org } from '../org/org.ts';
import { removeFolder, signedIn, temporaryFolder } from './product.ts';

const folder = temporaryFolder();
const SOURCE = 'force-app/main/default';
let org: Org;
let server: OrgServer;

before(async () => {
  org = await deployedOrg();
  Object.assign(org.apex, apexDoubles);
  server = await startServer(org, { port: 0, routes: routes() });
  writeFileSync(
    join(folder, 'sfdx-project.json'),
    JSON.stringify({
      packageDirectories: [{ path: 'force-app', default: true }],
      sfdcLoginUrl: 'https://login.salesforce.com',
      sourceApiVersion: '66.0'
    })
  );
  await assign('SupportOfficer');
});
after(async () => {
  await server.close();
  closeOrg(org);
  removeFolder(folder);
});

async function run(args: string[]): Promise<void> {
  const result = await sf({ url: server.url }, [...args, '--json'], { cwd: folder });
  assert.equal(result.code, 0, result.stdout + result.stderr);
}

const assign = (name: string): Promise<void> => run(['org', 'assign', 'permset', '--name', name, '--on-behalf-of', ADMIN_USERNAME]);

/** Writes files in source format and deploys them. */
function deploy(files: Record<string, string>): Promise<void> {
  const args = Object.entries(files).flatMap(([path, text]) => {
    const file = join(folder, SOURCE, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    return ['--source-dir', join(SOURCE, path)];
  });
  return run(['project', 'deploy', 'start', ...args]);
}

interface Saved {
  id: string;
  success: boolean;
  errors: { message: string; fields: string[] }[];
}

/** Calls the REST API as the administrator. */
async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${server.url}/services/data/v66.0${path}`, {
    method,
    headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  });
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function newCase(values: Record<string, unknown> = {}): Promise<string> {
  const created = await call<Saved>('POST', '/sobjects/Opportunity', {
    ...{ Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31', VisitType__c: 'その他', PreparationCompleted__c: true },
    ...values
  });
  assert.ok(created.success, JSON.stringify(created));
  return created.id;
}

/** Moves cases at once, as a list edit does; the messages and fields of each refusal. */
async function move(ids: string[], values: Record<string, unknown>): Promise<[string, string[]][][]> {
  const records = ids.map((id) => ({ attributes: { type: 'Opportunity' }, id, ...values }));
  const results = await call<Saved[]>('PATCH', '/composite/sobjects', { allOrNone: false, records });
  return results.map(({ errors }) => errors.map(({ message, fields }) => [message, fields]));
}

async function rates(id: string): Promise<[number | null, number | null]> {
  const row = await call<Record<string, number | null>>('GET', `/sobjects/Opportunity/${id}?fields=RequiredRate__c,RecommendedRate__c`);
  return [row.RequiredRate__c ?? null, row.RecommendedRate__c ?? null];
}

const xml = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">${inner}</${root}>\n`;

const ITEM = {
  ...{ Object__c: 'Opportunity', Field__c: 'MainBank__c', Tier__c: '必須', PhaseAsked__c: '事前準備', DueRank__c: 2 },
  ...{ HasRule__c: false, Fixed__c: false, Section__c: '独自の項目', SectionOrder__c: 90, SortOrder__c: 10 },
  ...{ Question__c: '主に取引している銀行はどこですか。', Hint__c: '支店まで。', Example__c: 'みほん銀行 れいだい支店。' }
};

const itemFile = (values: Record<string, string | number | boolean>): string =>
  xml(
    'CustomMetadata',
    `<label>取引銀行</label><protected>false</protected>${Object.entries(values)
      .map(([field, value]) => {
        const type = typeof value === 'number' ? 'double' : typeof value;
        return `<values><field>${field}</field><value xsi:type="xsd:${type}">${value}</value></values>`;
      })
      .join('')}`
  );

const ADDED = {
  'objects/Opportunity/fields/MainBank__c.field-meta.xml': xml(
    'CustomField',
    '<fullName>MainBank__c</fullName><label>取引銀行</label><length>100</length><type>Text</type>'
  ),
  'customMetadata/HearingItem.Case_MainBank.md-meta.xml': itemFile(ITEM),
  'permissionsets/AddedFields.permissionset-meta.xml': xml(
    'PermissionSet',
    '<fieldPermissions><editable>true</editable><field>Opportunity.MainBank__c</field><readable>true</readable></fieldPermissions><hasActivationRequired>false</hasActivationRequired><label>独自の項目</label>'
  )
};

test('a field and its item, deployed with sf, are demanded from the next forward move on, named and counted', async () => {
  const waiting = await newCase();
  const past = await newCase();
  assert.deepEqual(await move([past], { StageName: '課題の特定' }), [[]]);
  await deploy(ADDED);
  await assign('AddedFields');
  assert.deepEqual(await rates(waiting), [100, 0], 'nothing moves by itself');
  const REFUSED: [string, string[]] = ['「課題の特定」に進むには、「取引銀行」を入れてください。', ['StageName']];
  assert.deepEqual(await move([waiting], { StageName: '課題の特定' }), [[REFUSED]]);
  // The case that is past the phase is asked nothing back, but counts the question.
  assert.deepEqual(await move([past], { Hypothesis__c: '商標が先。' }), [[]]);
  assert.equal((await rates(past))[0], 40, '訪問類型 and 事前準備完了 of five');
  assert.deepEqual(await move([waiting, await newCase()], { StageName: '課題の特定', MainBank__c: 'みほん銀行' }), [[], []]);
  assert.equal((await rates(waiting))[0], 60);
});

test('the question is demanded no longer when its due phase is taken away', async () => {
  await deploy({ 'customMetadata/HearingItem.Case_MainBank.md-meta.xml': itemFile({ ...ITEM, Tier__c: '推奨', DueRank__c: 0 }) });
  const id = await newCase();
  assert.deepEqual(await rates(id), [100, 0]);
  assert.deepEqual(await move([id], { StageName: '課題の特定' }), [[]]);
});

test('a tier of the package changed with sf moves the figures at the next save', async () => {
  const id = await newCase({ VisitBackground__c: '展示会で会った。' });
  const [, before] = await rates(id);
  assert.ok(Number(before) > 0);
  const name = 'HearingItem.Case_VisitBackground.md-meta.xml';
  const source = readFileSync(join(FORCE_APP, 'main', 'hearing', 'customMetadata', name), 'utf8');
  await deploy({ [`customMetadata/${name}`]: source.replace('>推奨<', '>任意<') });
  assert.deepEqual((await rates(id))[1], before);
  assert.deepEqual(await move([id], {}), [[]]);
  assert.equal((await rates(id))[1], 0);
});

/** Changes when an item of the package is due, as an administrator does. */
async function due(item: string, from: number, to: number): Promise<void> {
  const name = `HearingItem.${item}.md-meta.xml`;
  const source = readFileSync(join(FORCE_APP, 'main', 'hearing', 'customMetadata', name), 'utf8');
  const changed = source.replace(
    new RegExp(`(<field>DueRank__c</field>\\s*<value xsi:type="xsd:double">)${from}(\\.0)?<`),
    (_whole, start: string) => `${start}${to}<`
  );
  assert.notEqual(changed, source);
  await deploy({ [`customMetadata/${name}`]: changed });
}

test('the rule of a gate moves with its item: changed with sf, it fires at the other phase and no more at the old one', async () => {
  const asked: [string, string[]] = ['先のフェーズに進むには、「訪問類型」を選んでください。', ['VisitType__c']];
  const untyped = { VisitType__c: null };
  assert.deepEqual(await move([await newCase(untyped)], { StageName: '課題の特定' }), [[asked]]);
  await due('Case_VisitType', 2, 3);
  const id = await newCase(untyped);
  assert.deepEqual(await move([id], { StageName: '課題の特定' }), [[]]);
  const [refusals] = await move([id], { StageName: '提案', ManagementIssues__c: '海外展開' });
  assert.deepEqual(refusals?.map(([, fields]) => fields.join()).sort(), ['StageName', 'VisitType__c'], 'the gate of the issues stays');
  assert.ok(refusals?.some(([message]) => message === asked[0]));
});

test('the same holds for candidates', async () => {
  const asked: [string, string[]] = [
    '先の状況に進むには、連絡が取れた方法を「初回連絡の方法」で選んでください。',
    ['FirstContactMethod__c']
  ];
  const candidate = async (): Promise<string> => {
    const values = { LastName: '架空', Company: '架空の企業', LeadSource: '紹介', FirstContactDate__c: '2026-11-20' };
    const created = await call<Saved>('POST', '/sobjects/Lead', values);
    assert.ok(created.success, JSON.stringify(created));
    return created.id;
  };
  const forward = async (id: string, Status: string): Promise<[string, string[]][] | undefined> => {
    const records = [{ attributes: { type: 'Lead' }, id, Status, DecisionReason__c: 'その他' }];
    const [result] = await call<Saved[]>('PATCH', '/composite/sobjects', { allOrNone: false, records });
    return result?.errors.map(({ message, fields }) => [message, fields]);
  };
  assert.deepEqual(await forward(await candidate(), '連絡済み'), [asked]);
  await due('Candidate_FirstContactMethod', 3, 2);
  const id = await candidate();
  assert.deepEqual(await forward(id, '未連絡'), [asked]);
  await due('Candidate_FirstContactMethod', 3, 4);
  assert.deepEqual(await forward(id, '連絡済み'), []);
});

const CHOICES =
  '<valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>甲</fullName><default>false</default><label>甲</label></value></valueSetDefinition></valueSet>';
/** A field of every kind: its definition in Setup, and the control by which the form asks for it. */
const KINDS = [
  ['Text', '<length>80</length>', 'textbox'],
  ['LongTextArea', '<length>5000</length><visibleLines>3</visibleLines>', 'textbox'],
  ['Picklist', CHOICES, 'combobox'],
  ['MultiselectPicklist', `${CHOICES}<visibleLines>4</visibleLines>`, 'group'],
  ['Checkbox', '<defaultValue>false</defaultValue>', 'checkbox'],
  ['Date', '', 'textbox'],
  ['DateTime', '', 'group'],
  ['Number', '<precision>8</precision><scale>1</scale>', 'spinbutton'],
  ['Currency', '<precision>12</precision><scale>0</scale>', 'spinbutton'],
  ['Percent', '<precision>5</precision><scale>0</scale>', 'spinbutton'],
  ['Phone', '', 'textbox'],
  ['Email', '', 'textbox'],
  ['Url', '', 'textbox'],
  [
    'Lookup',
    '<deleteConstraint>SetNull</deleteConstraint><referenceTo>Contact</referenceTo><relationshipName>AddedCases</relationshipName>',
    'combobox'
  ]
] as const;

test('a field of every kind and its item, deployed with sf, stand in the form with the input of their kind, and none is dropped', async () => {
  const name = (type: string): string => `Added${type}__c`;
  const label = (type: string): string => `追加${type}`;
  const item = (type: string, index: number): string =>
    itemFile({
      ...ITEM,
      ...{ Field__c: name(type), Tier__c: '任意', DueRank__c: 0, Section__c: '追加の項目', SectionOrder__c: 1, SortOrder__c: index }
    }).replace('取引銀行', label(type));
  const permission = KINDS.map(
    ([type]) =>
      `<fieldPermissions><editable>true</editable><field>Opportunity.${name(type)}</field><readable>true</readable></fieldPermissions>`
  ).join('');
  await deploy({
    ...Object.fromEntries(
      KINDS.flatMap(([type, rest], index) => [
        [
          `objects/Opportunity/fields/${name(type)}.field-meta.xml`,
          xml('CustomField', `<fullName>${name(type)}</fullName><label>${label(type)}</label><type>${type}</type>${rest}`)
        ],
        [`customMetadata/HearingItem.Case_Added${type}.md-meta.xml`, item(type, index)]
      ])
    ),
    'permissionsets/EveryKind.permissionset-meta.xml': xml(
      'PermissionSet',
      `${permission}<hasActivationRequired>false</hasActivationRequired><label>すべての種類</label>`
    )
  });
  await assign('EveryKind');
  const id = await newCase();
  const browser = await launchBrowser();
  try {
    const { context, errors } = await signedIn(browser, server.url);
    const page = await context.newPage();
    await page.goto(`${server.url}/lightning/r/Opportunity/${id}/view`);
    const section = page.getByRole('region', { name: '追加の項目' });
    for (const [type, , role] of KINDS) {
      // What is far down the page is mounted when it comes near.
      const named = section.getByText(label(type), { exact: true }).first();
      await named.scrollIntoViewIfNeeded();
      await section
        .getByRole(role, { name: label(type) })
        .first()
        .waitFor();
      await named.evaluate('(node) => node.scrollIntoView({ block: "center" })');
      // Targets of other items may stand half under a docked bar, a scroll away; those of this one do not.
      const findings = (await axeFindings(page)).filter((each) => !isCovered(each) || each.includes(name(type).replace('__c', '')));
      assert.deepEqual(findings, [], `with the input of ${type} in sight`);
    }
    await section.getByRole('textbox', { name: '追加Text' }).fill('書いた');
    await section.getByRole('spinbutton', { name: '追加Number' }).fill('1.5');
    await section.getByRole('checkbox', { name: '追加Checkbox' }).press('Space');
    await page
      .locator('c-hearing-form')
      .getByText(/^保存済み/)
      .waitFor();
    const stored = await call<Record<string, unknown>>(
      'GET',
      `/sobjects/Opportunity/${id}?fields=AddedText__c,AddedNumber__c,AddedCheckbox__c`
    );
    assert.deepEqual([stored.AddedText__c, stored.AddedNumber__c, stored.AddedCheckbox__c], ['書いた', 1.5, true]);
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
