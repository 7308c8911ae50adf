/** `npm run deploy` to orgs in prepared states: what it says before it touches anything, what it keeps, and how it is taken back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { packageZip } from '../lib/packageZip.ts';
import { FORCE_APP, ROOT } from '../lib/paths.ts';
import { sf } from '../lib/sf.ts';
import { stages } from '../lib/stages.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { ACCESS_TOKEN, ADMIN_USER_ID } from '../org/identity.ts';
import { deployFiles, deployZip } from '../org/metadata/deploy.ts';
import { closeOrg, openOrg, type Org } from '../org/org.ts';
import { save } from '../org/records/save.ts';
import { removeFolder, runCommand, temporaryFolder } from './product.ts';

interface Office {
  org: Org;
  server: OrgServer;
  /** `npm run deploy` to this org. */
  deploy(...args: string[]): Promise<{ code: number; output: string }>;
}

const homes: string[] = [];
const backups: string[] = [];
const offices: Office[] = [];
/** Its own stages in use, a path, a mapping of another project. */
let lived: Office;
/** A deployment of the package was cut off after its second stage. */
let cutOff: Office;
/** As Salesforce hands it out. */
let empty: Office;
/** Its default language is English; a stage of its own is in use, and another project converts a field of its own. */
let english: Office;

before(async () => {
  lived = await office('lived');
  cutOff = await office('cutoff');
  empty = await office('empty');
  english = await office('english');
  for (const stage of stages().slice(0, 2)) assert.ok(deployZip(cutOff.org, (await packageZip(stage.manifest)).zip).success);
});

after(async () => {
  for (const { server, org } of offices) {
    await server.close();
    closeOrg(org);
  }
  for (const folder of [...homes, ...backups]) removeFolder(folder);
});

/** An org that the CLI knows by an alias. */
async function office(alias: string): Promise<Office> {
  // All embedded orgs have the same user: each alias has a home of its own, where no other login takes its place.
  const home = temporaryFolder();
  homes.push(home);
  const environment = { HOME: home, USERPROFILE: home };
  const org = openOrg();
  const server = await startServer(org, { port: 0, routes: routes() });
  const login = await sf(
    { url: server.url },
    ['org', 'login', 'access-token', '--instance-url', server.url, '--no-prompt', '--alias', alias],
    {
      env: { ...environment, SF_ACCESS_TOKEN: ACCESS_TOKEN, SF_TARGET_ORG: '' }
    }
  );
  assert.equal(login.code, 0, login.stdout + login.stderr);
  const made: Office = {
    org,
    server,
    deploy: async (...args) => {
      const run = runCommand('deploy', ['--target-org', alias, ...args], environment);
      const code = await run.exited;
      const backup = backupOf(run.output());
      if (backup !== undefined) backups.push(join(ROOT, backup));
      return { code, output: run.output() };
    }
  };
  offices.push(made);
  return made;
}

const backupOf = (output: string): string | undefined => /控え: (backups\/\S+?)（/.exec(output)?.[1];

const xml = (root: string, inner: string): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>\n`);

function prepared({ org }: Office, files: Record<string, Buffer>): void {
  assert.deepEqual(deployFiles(org, new Map(Object.entries(files))).details.componentFailures, []);
}

function ownStageInUse({ org }: Office): string {
  const values = { Name: '架空の商談', StageName: 'Prospecting', CloseDate: '2030-01-01' };
  const [result] = save(org, ADMIN_USER_ID, [{ operation: 'insert', object: 'Opportunity', values }], { allOrNone: true });
  assert.deepEqual(result?.errors, []);
  return result?.id ?? '';
}

/** A field of candidates that another project keeps when they become companies. */
function foreignMapping(of: Office): void {
  const field = xml(
    'CustomObject',
    '<fields><fullName>Old__c</fullName><label>前の項目</label><length>20</length><type>Text</type></fields>'
  );
  prepared(of, { 'objects/Lead.object': field, 'objects/Account.object': field });
  prepared(of, {
    'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting': xml(
      'LeadConvertSettings',
      '<allowOwnerChange>true</allowOwnerChange><objectMapping><inputObject>Lead</inputObject><mappingFields><inputField>Old__c</inputField><outputField>Old__c</outputField></mappingFields><outputObject>Account</outputObject></objectMapping><opportunityCreationOptions>VisibleOptional</opportunityCreationOptions>'
    )
  });
}

test('stages in use stop the deployment with the way out, and nothing is changed', async () => {
  ownStageInUse(lived);
  const { revision } = lived.org;
  const { code, output } = await lived.deploy('--yes');
  assert.equal(code, 1, output);
  assert.match(output, /フェーズ「Prospecting」の進行中のレコードがあります/);
  assert.match(output, /--exclusive/);
  assert.equal(lived.org.revision, revision);
});

test('a path of the office and a mapping of another project are seen beforehand, and the path stops the deployment', async () => {
  prepared(lived, {
    'settings/PathAssistant.settings': xml('PathAssistantSettings', '<pathAssistantEnabled>true</pathAssistantEnabled>')
  });
  foreignMapping(lived);
  prepared(lived, {
    'pathAssistants/Old_Path.pathAssistant': xml(
      'PathAssistant',
      '<active>true</active><entityName>Opportunity</entityName><fieldName>StageName</fieldName><masterLabel>前のパス</masterLabel><recordTypeName>__MASTER__</recordTypeName>'
    )
  });
  const { revision } = lived.org;
  const { code, output } = await lived.deploy('--yes', '--exclusive');
  assert.equal(code, 1, output);
  assert.match(output, /✖ パス Old_Path（Opportunity）があります/);
  assert.match(output, /案件化の対応づけで残すもの: Old__c → Account\.Old__c/);
  assert.match(output, /無効になる値（フェーズ）: .*Prospecting（1 件）/);
  assert.match(output, /実機でまだ確かめていない前提: \d+ 件/);
  assert.match(output, /まだ配備できません。何も変えていません。/);
  assert.equal(lived.org.revision, revision);
});

const activeStages = ({ org }: Office): string[] =>
  (org.catalog.standardValueSets.get('OpportunityStage') ?? []).filter(({ active }) => active).map(({ value }) => value);

test('an empty org gets the package without any choice, keeps its own values behind ours, and has nothing to do afterwards', async () => {
  const own = activeStages(empty);
  const { code, output } = await empty.deploy('--yes');
  assert.equal(code, 0, output);
  assert.match(output, /残す値（フェーズ）: Prospecting（0 件）/);
  assert.match(output, /無効になる値（支援先候補ソース。表示ラベルがパッケージの値と同じ）: Other（0 件）/);
  assert.match(output, /empty への配備が終わりました。[^]*このあと人が行うこと/);
  const after = activeStages(empty);
  assert.equal(after[0], '事前準備');
  assert.deepEqual(after.slice(-own.length), own);
  assert.deepEqual(
    empty.org.db
      .prepare('SELECT "Name" FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s."Id" = a."PermissionSetId"')
      .all()
      .map(({ Name }) => Name),
    ['SupportOfficer']
  );
  const again = await empty.deploy('--plan');
  assert.match(again.output, /追加 0、置き換え 0、変更なし \d+ ファイル/);
});

test('an org whose default language is not Japanese, with a stage in use and a foreign mapping, keeps all three', async () => {
  english.org.db.exec('UPDATE "Organization" SET "LanguageLocaleKey" = \'en_US\'');
  const id = ownStageInUse(english);
  foreignMapping(english);
  const names = (): unknown => english.org.catalog.objects.get('Opportunity')?.label;
  const before = names();
  const { code, output } = await english.deploy('--exclusive', '--yes');
  assert.equal(code, 0, output);
  assert.match(output, /組織の既定の言語が日本語ではない（en_US）ので、標準オブジェクトの名前は変えません/);
  assert.equal(names(), before);
  assert.ok(!activeStages(english).includes('Prospecting'));
  assert.deepEqual(
    english.org.db
      .prepare('SELECT "StageName" FROM "Opportunity" WHERE "Id" = ?')
      .all(id)
      .map(({ StageName }) => StageName),
    ['Prospecting']
  );
  const mapped = english.org.catalog.settings.get('LeadConvert') as {
    objectMapping: { outputObject: string; mappingFields: { inputField: string }[] }[];
  };
  const company =
    mapped.objectMapping.find(({ outputObject }) => outputObject === 'Account')?.mappingFields.map(({ inputField }) => inputField) ?? [];
  assert.ok(company.includes('Old__c') && company.length > 1, company.join());
});

test('without a person to ask and without --yes nothing begins', async () => {
  const { revision } = cutOff.org;
  const { code, output } = await cutOff.deploy('--exclusive');
  assert.equal(code, 2, output);
  assert.match(output, /答える人がいません。よければ --yes を付けてください/);
  assert.equal(cutOff.org.revision, revision);
});

test('a deployment that was cut off between two stages goes on, and a second one changes nothing', async () => {
  const first = await cutOff.deploy('--exclusive', '--yes');
  assert.equal(first.code, 0, first.output);
  assert.match(first.output, /権限セット「連携機関（閲覧）」は配備しません。Account、Opportunity の組織の共有設定が「非公開」ではない/);
  assert.match(first.output, /cutoff への配備が終わりました。[^]*このあと人が行うこと/);
  assert.ok(!cutOff.org.catalog.permissionSets.has('PartnerViewer'));
  assert.ok(cutOff.org.catalog.permissionSets.has('SupportOfficer'));
  const again = await cutOff.deploy('--plan', '--exclusive');
  assert.match(again.output, /追加 0、置き換え 0、変更なし \d+ ファイル/);
});

const ITEM = 'customMetadata/HearingItem.Case_VisitType.md';
const tierOf = (): unknown => cutOff.org.catalog.customMetadata.get('HearingItem.Case_VisitType')?.values.DueRank__c;

test('what an administrator changed in Setup stays, is put over only when asked, and comes back from the backup', async () => {
  const source = readFileSync(join(FORCE_APP, 'main/hearing/customMetadata/HearingItem.Case_VisitType.md-meta.xml'), 'utf8');
  const changed = source.replace(/(<field>DueRank__c<\/field>\s*<value xsi:type="xsd:double">)2/, '$13');
  assert.notEqual(changed, source);
  prepared(cutOff, { [ITEM]: Buffer.from(changed) });
  const kept = await cutOff.deploy('--exclusive', '--yes');
  assert.match(kept.output, /組織での変更を残すもの（パッケージの内容にするには --overwrite）: HearingItem\.Case_VisitType/);
  assert.equal(tierOf(), 3);
  const overwritten = await cutOff.deploy('--exclusive', '--overwrite', '--yes');
  assert.match(overwritten.output, /置き換えるもの: HearingItem\.Case_VisitType/);
  assert.equal(tierOf(), 2);
  const undone = await cutOff.deploy('--undo', backupOf(overwritten.output) ?? '', '--yes');
  assert.equal(undone.code, 0, undone.output);
  assert.match(undone.output, /1 部品を元に戻しました/);
  assert.equal(tierOf(), 3);
});

test('a folder that is no backup is refused by name', async () => {
  const { code, output } = await cutOff.deploy('--undo', 'docs', '--yes');
  assert.equal(code, 2, output);
  assert.match(output, /docs は控えのフォルダーではありません/);
});
