/** Lead conversion settings, matching rules and duplicate rules, sent by the real CLI in source format and read back by it. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sf, type SfResult } from '../lib/sf.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { closeOrg, openOrg, type Org } from '../org/org.ts';
import { removeFolder, temporaryFolder } from './product.ts';

const folder = temporaryFolder();
const SOURCE = 'force-app/main/default';
let org: Org;
let server: OrgServer;
before(async () => {
  org = openOrg();
  server = await startServer(org, { port: 0, routes: routes() });
  writeFileSync(
    join(folder, 'sfdx-project.json'),
    JSON.stringify({
      packageDirectories: [{ path: 'force-app', default: true }],
      sfdcLoginUrl: 'https://login.salesforce.com',
      sourceApiVersion: '66.0'
    })
  );
});
after(async () => {
  await server.close();
  closeOrg(org);
  removeFolder(folder);
});

const xml = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>\n`;

function write(files: Record<string, string>): string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const file = join(folder, SOURCE, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    return ['--source-dir', join(SOURCE, path)];
  });
}

const run = (args: string[]): Promise<SfResult> => sf({ url: server.url }, [...args, '--json'], { cwd: folder });
const deploy = (files: Record<string, string>): Promise<SfResult> => run(['project', 'deploy', 'start', ...write(files)]);

function failures(result: SfResult): string[] {
  const report = JSON.parse(result.stdout) as { result?: { details?: { componentFailures?: { fullName: string; problem: string }[] } } };
  return (report.result?.details?.componentFailures ?? []).map((failure) => `${failure.fullName}: ${failure.problem}`);
}

const field = (name: string): string =>
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label><length>20</length><type>Text</type>`);
const MATCHING = {
  'matchingRules/Lead.matchingRule-meta.xml': xml(
    'MatchingRules',
    '<matchingRules><fullName>Same_Code</fullName><label>同じ番号</label><matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>Code__c</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems><ruleStatus>Active</ruleStatus></matchingRules>'
  )
};
const duplicates = (order: number): Record<string, string> => ({
  'duplicateRules/Lead.One_Code.duplicateRule-meta.xml': xml(
    'DuplicateRule',
    `<actionOnInsert>Allow</actionOnInsert><actionOnUpdate>Allow</actionOnUpdate><alertText>同じ番号があります。</alertText><duplicateRuleMatchRules><matchRuleSObjectType>Lead</matchRuleSObjectType><matchingRule>Same_Code</matchingRule></duplicateRuleMatchRules><isActive>true</isActive><masterLabel>番号の重複</masterLabel><operationsOnInsert>Alert</operationsOnInsert><operationsOnUpdate>Alert</operationsOnUpdate><securityOption>EnforceSharingRules</securityOption><sortOrder>${order}</sortOrder>`
  )
});

test('conversion settings and rules are deployed in their stages, each refusal in the words of Salesforce', async () => {
  const model = await deploy({
    'objects/Lead/fields/Code__c.field-meta.xml': field('Code__c'),
    'objects/Account/fields/Code__c.field-meta.xml': field('Code__c'),
    'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting-meta.xml': xml(
      'LeadConvertSettings',
      '<allowOwnerChange>true</allowOwnerChange><objectMapping><inputObject>Lead</inputObject><mappingFields><inputField>Code__c</inputField><outputField>Code__c</outputField></mappingFields><outputObject>Account</outputObject></objectMapping><opportunityCreationOptions>VisibleOptional</opportunityCreationOptions>'
    ),
    'settings/LeadConfig.settings-meta.xml': xml(
      'LeadConfigSettings',
      '<shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation>'
    )
  });
  assert.equal(model.code, 0, model.stdout);
  const NOT_READY = 'Before you can use this duplicate rule, all associated matching rules must be active and have their fields mapped';
  assert.deepEqual(failures(await deploy({ ...MATCHING, ...duplicates(3) })), [`Lead.One_Code: ${NOT_READY}`]);
  assert.equal((await deploy(MATCHING)).code, 0);
  assert.deepEqual(failures(await deploy(MATCHING)), ['Lead.Same_Code: Before you change a matching rule, you must deactivate it.']);
  assert.deepEqual(failures(await deploy(duplicates(1))), ['Lead.One_Code: SortOrder must be in sequential order from 1.']);
  const rules = await deploy(duplicates(3));
  assert.equal(rules.code, 0, rules.stdout);
});

test('the rules that the platform brought along are read back with their order', async () => {
  const result = await run(['project', 'retrieve', 'start', '--metadata', 'DuplicateRule', 'MatchingRules']);
  assert.equal(result.code, 0, result.stdout);
  const read = (path: string): string => readFileSync(join(folder, SOURCE, path), 'utf8');
  assert.match(
    read('duplicateRules/Lead.Standard_Rule_for_Leads_with_Duplicate_Contacts.duplicateRule-meta.xml'),
    /<sortOrder>2<\/sortOrder>/
  );
  assert.match(read('duplicateRules/Lead.One_Code.duplicateRule-meta.xml'), /<sortOrder>3<\/sortOrder>/);
  assert.match(read('matchingRules/Lead.matchingRule-meta.xml'), /<fullName>Same_Code<\/fullName>/);
});
