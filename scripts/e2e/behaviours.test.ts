/** The embedded org does as Salesforce does where it bites: every sentence of `behaviours.ts`, through the real CLI. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { manifestOf } from '../lib/deployPlan/manifestOf.ts';
import { sf } from '../lib/sf.ts';
import { assignment, flowFile } from '../org/flows/__tests__/fixtures.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { ACCESS_TOKEN, ADMIN_USERNAME, ADMIN_USER_ID } from '../org/identity.ts';
import { widgetFiles, xml } from '../org/metadata/__tests__/fixtures.ts';
import { closeOrg, isMovable, openOrg, type Org } from '../org/org.ts';
import { BEHAVIOURS } from './behaviours.ts';
import { removeFolder, temporaryFolder } from './product.ts';

type Files = Record<string, string>;

const work = temporaryFolder();
let org: Org;
let server: OrgServer;

/** The third of January in Tokyo, the second in UTC. */
const NOW = new Date('2030-01-02T20:00:00Z');

/** Runs the CLI and returns what its `--json` answer says. */
async function cli(args: string[]): Promise<{ code: number; answer: unknown; text: string }> {
  const run = await sf({ url: server.url }, [...args, '--json'], { cwd: work });
  const text = run.stdout + run.stderr;
  assert.ok(run.stdout.trimStart().startsWith('{'), text);
  return { code: run.code, answer: JSON.parse(run.stdout) as unknown, text };
}

interface DeployAnswer {
  result?: { success?: boolean; details?: { componentFailures?: { componentType: string; fullName: string; problem: string }[] } };
}

/** Deploys files in Metadata API layout; returns `Type name: problem` of every refused component. */
async function deploy(files: Files): Promise<string[]> {
  const paths = Object.keys(files).filter((path) => !path.endsWith('-meta.xml') || /^(reports|dashboards)\/\w+-meta\.xml$/.test(path));
  const zip = join(mkdtempSync(join(work, 'deployment-')), 'deployment.zip');
  const sent = Object.entries({ ...files, 'package.xml': manifestOf(paths, '66.0') });
  writeFileSync(zip, zipSync(Object.fromEntries(sent.map(([path, text]) => [path, strToU8(text)]))));
  const { answer, text } = await cli(['project', 'deploy', 'start', '--metadata-dir', zip, '--single-package']);
  const { result } = answer as DeployAnswer;
  const failures = result?.details?.componentFailures ?? [];
  assert.equal(failures.length === 0, result?.success === true, text);
  return failures.map(({ componentType, fullName, problem }) => `${componentType} ${fullName}: ${problem}`);
}

async function deployed(files: Files): Promise<void> {
  assert.deepEqual(await deploy(files), []);
}

async function query(soql: string): Promise<Record<string, unknown>[]> {
  const { code, answer, text } = await cli(['data', 'query', '--query', soql]);
  assert.equal(code, 0, text);
  return (answer as { result: { records: Record<string, unknown>[] } }).result.records.map(({ attributes: _, ...fields }) => fields);
}

/** The refusal of a query. */
async function noQuery(soql: string): Promise<string> {
  const { code, text } = await cli(['data', 'query', '--query', soql]);
  assert.notEqual(code, 0, text);
  return text;
}

const quoted = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([field, value]) => `${field}='${value}'`)
    .join(' ');

async function create(object: string, values: Record<string, string>): Promise<string> {
  const { code, answer, text } = await cli(['data', 'create', 'record', '--sobject', object, '--values', quoted(values)]);
  assert.equal(code, 0, text);
  return (answer as { result: { id: string } }).result.id;
}

const change = (object: string, id: string, values: Record<string, string>): ReturnType<typeof cli> =>
  cli(['data', 'update', 'record', '--sobject', object, '--record-id', id, '--values', quoted(values)]);

async function changed(object: string, id: string, values: Record<string, string>): Promise<void> {
  const { code, text } = await change(object, id, values);
  assert.equal(code, 0, text);
}

/** An address of the REST API, through the CLI. */
async function rest<T>(path: string, method = 'GET'): Promise<T> {
  const run = await sf(
    { url: server.url },
    ['api', 'request', 'rest', `/services/data/v66.0/${path}`, '--method', method, ...(method === 'GET' ? [] : ['--body', '{}'])],
    { cwd: work }
  );
  assert.equal(run.code, 0, run.stdout + run.stderr);
  return JSON.parse(run.stdout) as T;
}

/** One conversion by the SOAP call that neither REST nor the CLI has; returns the answer's text. */
async function convert(leadId: string, accountId = ''): Promise<string> {
  const lead = `<leadConverts>${accountId && `<accountId>${accountId}</accountId>`}<convertedStatus>済</convertedStatus><doNotCreateOpportunity>false</doNotCreateOpportunity><leadId>${leadId}</leadId><overwriteLeadSource>false</overwriteLeadSource><sendNotificationEmail>false</sendNotificationEmail></leadConverts>`;
  const answer = await fetch(`${server.url}/services/Soap/u/66.0`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' },
    body: `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com"><s:Header><SessionHeader><sessionId>${ACCESS_TOKEN}</sessionId></SessionHeader></s:Header><s:Body><convertLead>${lead}</convertLead></s:Body></s:Envelope>`
  });
  return answer.text();
}

const madeBy = (answer: string, element: string): string => new RegExp(`<${element}>(\\w+)</${element}>`).exec(answer)?.[1] ?? '';

const FILES = widgetFiles();
const file = (path: string): string => FILES[path] ?? assert.fail(`The fixture has no ${path}`);
const PERMISSIONS = 'permissionsets/Widget_User.permissionset';
const OBJECT = 'objects/Widget__c.object';
const STATUS = 'standardValueSets/LeadStatus.standardValueSet';

/** Widgets with history, and a due date. */
const TRACKED = file(OBJECT)
  .replace('<enableActivities>', '<enableHistory>true</enableHistory><enableActivities>')
  .replace('<label>大きさ</label>', '<label>大きさ</label><trackHistory>true</trackHistory>')
  .replace('<label>メモ</label>', '<label>メモ</label><trackHistory>true</trackHistory>')
  .replace(
    '<label>ウィジェット</label>',
    '<fields><fullName>Due__c</fullName><label>期限</label><trackHistory>true</trackHistory><type>Date</type></fields><label>ウィジェット</label>'
  );

const permissions = (...fields: string[]): string =>
  file(PERMISSIONS).replace(
    /<fieldPermissions>.*<\/fieldPermissions>/,
    fields
      .map(
        (field) =>
          `<fieldPermissions><editable>true</editable><field>Widget__c.${field}</field><readable>true</readable></fieldPermissions>`
      )
      .join('')
  );
const ALL_FIELDS = ['Size__c', 'Maker__c', 'Note__c', 'Due__c'];

const matchingRule = (object: string, name: string, label: string): Files => ({
  [`matchingRules/${object}.matchingRule`]: xml(
    'MatchingRules',
    `<matchingRules><fullName>${name}</fullName><label>${label}</label><matchingRuleItems><blankValueBehavior>NullNotAllowed</blankValueBehavior><fieldName>Phone</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems><ruleStatus>Active</ruleStatus></matchingRules>`
  )
});
const duplicateRule = (object: string, matching: string, order: number): Files => ({
  [`duplicateRules/${object}.Same.duplicateRule`]: xml(
    'DuplicateRule',
    `<actionOnInsert>Allow</actionOnInsert><actionOnUpdate>Allow</actionOnUpdate><alertText>同じものがあります。</alertText><duplicateRuleMatchRules><matchRuleSObjectType>${object}</matchRuleSObjectType><matchingRule>${matching}</matchingRule></duplicateRuleMatchRules><isActive>true</isActive><masterLabel>重複</masterLabel><operationsOnInsert>Alert</operationsOnInsert><operationsOnUpdate>Alert</operationsOnUpdate><securityOption>EnforceSharingRules</securityOption><sortOrder>${order}</sortOrder>`
  )
});

const flow = (text: string, status: string): Files => ({
  'flows/Widget_Note.flow': flowFile(text, { trigger: 'RecordBeforeSave', on: 'Create', status }, [
    assignment('Write', [['$Record.Note__c', text]])
  ])
});

/** Reports on cases that close in the next seven days, by the date filter and by a field filter. */
const report = (name: string, filters: string, interval: string): string =>
  xml(
    'Report',
    `<columns><field>OPPORTUNITY_NAME</field></columns>${filters}<format>Tabular</format><name>${name}</name><reportType>Opportunity</reportType><scope>organization</scope><showDetails>true</showDetails><timeFrameFilter><dateColumn>CLOSE_DATE</dateColumn><interval>${interval}</interval></timeFrameFilter>`
  );

before(async () => {
  org = openOrg();
  assert.ok(isMovable(org.clock));
  org.clock.moveTo(NOW);
  server = await startServer(org, { port: 0, routes: routes() });
  writeFileSync(
    join(work, 'sfdx-project.json'),
    JSON.stringify({
      packageDirectories: [{ path: 'force-app', default: true }],
      sfdcLoginUrl: 'https://login.salesforce.com',
      sourceApiVersion: '66.0'
    })
  );
  mkdirSync(join(work, 'force-app'));
  const { [PERMISSIONS]: _, ...rest } = FILES;
  await deployed({
    ...rest,
    [OBJECT]: TRACKED,
    ...matchingRule('Lead', 'Same_Phone', '同じ電話'),
    ...flow('動く版', 'Active'),
    'queues/Widgets.queue': xml(
      'Queue',
      '<doesSendEmailToMembers>false</doesSendEmailToMembers><name>担当なし</name><queueSobject><sobjectType>Widget__c</sobjectType></queueSobject><queueSobject><sobjectType>Lead</sobjectType></queueSobject>'
    ),
    'settings/LeadConfig.settings': xml('LeadConfigSettings', '<doesTrackHistory>true</doesTrackHistory>'),
    'objects/Lead.object': xml('CustomObject', '<fields><fullName>OwnerId</fullName><trackHistory>true</trackHistory></fields>'),
    'objects/Account.object': xml(
      'CustomObject',
      '<validationRules><fullName>No_Fax</fullName><active>true</active><errorConditionFormula>NOT(ISBLANK(Fax))</errorConditionFormula><errorMessage>FAX は登録しません。</errorMessage></validationRules>'
    ),
    'reports/Numbers/Next_By_Frame.report': report('期間', '', 'INTERVAL_NEXT7'),
    'reports/Numbers/Next_By_Field.report': report(
      '項目',
      '<filter><criteriaItems><column>CLOSE_DATE</column><operator>equals</operator><value>NEXT_N_DAYS:7</value></criteriaItems></filter>',
      'INTERVAL_CUSTOM'
    )
  });
});
after(async () => {
  await server.close();
  closeOrg(org);
  removeFolder(work);
});

const scenes = new Map<string, () => Promise<void>>();
const scene = (id: string, run: () => Promise<void>): void => {
  assert.ok(!scenes.has(id), `two scenes of ${id}`);
  scenes.set(id, run);
};

/** Everything that is refused, in one deployment: an org tells all of it at once. */
let refusals: Promise<string[]> | undefined;
const refused = (): Promise<string[]> =>
  (refusals ??= deploy({
    'pathAssistants/Other_Path.pathAssistant': file('pathAssistants/Widget_Path.pathAssistant'),
    'reportTypes/Fresh.reportType': file('reportTypes/Widgets_With_Tasks.reportType'),
    'reports/Numbers/By_Size.report': xml(
      'Report',
      '<columns><field>Account.Widgets__r$Name</field></columns><format>Tabular</format><name>大きさ</name><reportType>Fresh__c</reportType><scope>organization</scope><showDetails>true</showDetails>'
    ),
    ...matchingRule('Contact', 'Same_Contact', '同じ連絡先'),
    ...duplicateRule('Contact', 'Same_Contact', 3),
    ...Object.fromEntries(
      [1, 2, 3, 4].map((number) => [
        `dashboards/Boards/Own_${number}.dashboard`,
        file('dashboards/Boards/Overview.dashboard').replace('SpecifiedUser', 'LoggedInUser')
      ])
    ),
    'objects/Other__c.object': xml(
      'CustomObject',
      '<label>ほか</label><nameField><label>名前</label><type>Text</type></nameField><pluralLabel>ほか</pluralLabel><sharingModel>ReadWrite</sharingModel><startsWith>Consonant</startsWith>'
    ),
    [PERMISSIONS]: permissions('Price__c'),
    'layouts/Widget__c-Main.layout': xml(
      'Layout',
      '<layoutSections><layoutColumns><layoutItems><behavior>Required</behavior><field>Name</field></layoutItems></layoutColumns><style>OneColumn</style></layoutSections>'
    ),
    'flexipages/Start.flexipage': xml(
      'FlexiPage',
      '<flexiPageRegions><itemInstances><componentInstance><componentInstanceProperties><name>dashboardName</name><value>Missing</value></componentInstanceProperties><componentName>desktopDashboards:embeddedDashboard</componentName><identifier>board</identifier></componentInstance></itemInstances><name>top</name><type>Region</type></flexiPageRegions><masterLabel>ホーム</masterLabel><template><name>home:desktopTemplate</name></template><type>HomePage</type>'
    )
  }));

/** A refusal in the words of Salesforce, and nothing else about that component. */
function refusesWith(id: string, component: string, problem: string): void {
  scene(id, async () => {
    const found = (await refused()).filter((each) => each.startsWith(`${component}: `));
    assert.deepEqual(found, [`${component}: ${problem}`]);
  });
}

refusesWith('path-single', 'PathAssistant Other_Path', 'There is already a path for Lead and the record type __MASTER__: Widget_Path');
refusesWith('report-type-first', 'Report Numbers/By_Size', 'invalid report type');
refusesWith(
  'duplicate-rule-waits',
  'DuplicateRule Contact.Same',
  'Before you can use this duplicate rule, all associated matching rules must be active and have their fields mapped'
);
refusesWith('object-language', 'CustomObject Other__c', 'Cannot specify a startsWith attribute for this language');
refusesWith('permission-required-field', 'PermissionSet Widget_User', 'You cannot deploy to a required field: Widget__c.Price__c');
refusesWith('layout-required-field', 'Layout Widget__c-Main', 'Layout must contain an item for required layout field: Price__c');
refusesWith(
  'page-dashboard',
  'FlexiPage Start',
  'Component [desktopDashboards:embeddedDashboard] attribute [dashboardName]: Invalid dashboard Unique Name Missing - no dashboards found'
);
refusesWith('dynamic-dashboards', 'Dashboard Boards/Own_4', 'You reached the limit for dashboards run as the logged-in user.');

scene('matching-rule-active', async () => {
  assert.deepEqual(await deploy(matchingRule('Lead', 'Same_Phone', '電話が同じ')), [
    'MatchingRule Lead.Same_Phone: Before you change a matching rule, you must deactivate it.'
  ]);
});

scene('duplicate-rule-order', async () => {
  assert.deepEqual(await deploy(duplicateRule('Lead', 'Same_Phone', 9)), [
    'DuplicateRule Lead.Same: SortOrder must be in sequential order from 1.'
  ]);
});

scene('value-set-replaces', async () => {
  const id = await create('Lead', { LastName: '架空', Company: '架空の会社', Status: '新規' });
  await deployed({ [STATUS]: file(STATUS).replaceAll('新規', '未着手') });
  assert.deepEqual(await query(`SELECT Status FROM Lead WHERE Id = '${id}'`), [{ Status: '新規' }]);
  const { fields } = await rest<{ fields: { name: string; picklistValues: { value: string; active: boolean }[] }[] }>(
    'sobjects/Lead/describe'
  );
  const values = fields.find(({ name }) => name === 'Status')?.picklistValues ?? [];
  assert.deepEqual(
    values.filter(({ active }) => active).map(({ value }) => value),
    ['未着手', '済']
  );
  await deployed({ [STATUS]: file(STATUS) });
});

scene('field-visibility', async () => {
  const soql = 'SELECT Name, Size__c FROM Widget__c';
  assert.match(await noQuery(soql), /Widget__c|Size__c/);
  await deployed({ [PERMISSIONS]: permissions(...ALL_FIELDS) });
  assert.match(await noQuery(soql), /Widget__c|Size__c/);
  const { code, text } = await cli(['org', 'assign', 'permset', '--name', 'Widget_User', '--on-behalf-of', ADMIN_USERNAME]);
  assert.equal(code, 0, text);
  assert.deepEqual(await query(soql), []);
});

scene('permission-set-replaced', async () => {
  await deployed({ [PERMISSIONS]: permissions('Note__c') });
  assert.match(await noQuery('SELECT Name, Size__c FROM Widget__c'), /No such column 'Size__c'/);
  await deployed({ [PERMISSIONS]: permissions(...ALL_FIELDS) });
});

const subobjects = async (): Promise<string[]> =>
  (await rest<{ childRelationships: { relationshipName: string | null }[] }>('sobjects/Widget__c/describe')).childRelationships.flatMap(
    ({ relationshipName }) => relationshipName ?? []
  );

scene('object-attributes-default', async () => {
  assert.ok((await subobjects()).includes('Tasks'));
  await deployed({ [OBJECT]: TRACKED.replace('<enableActivities>true</enableActivities>', '') });
  assert.ok(!(await subobjects()).includes('Tasks'));
  await deployed({ [OBJECT]: TRACKED });
});

const widget = (): Promise<string> => create('Widget__c', { Name: '架空の品', Price__c: '1', Size__c: '大' });
const noteOf = async (id: string): Promise<unknown> => (await query(`SELECT Note__c FROM Widget__c WHERE Id = '${id}'`))[0]?.Note__c;

scene('draft-flow', async () => {
  await deployed(flow('下書き', 'Draft'));
  assert.equal(await noteOf(await widget()), '動く版');
});

scene('patch-atomic', async () => {
  const id = await widget();
  const { code, text } = await change('Widget__c', id, { Note__c: '書き換え', Size__c: '' });
  assert.notEqual(code, 0, text);
  assert.match(text, /大きさを選んでください。/);
  assert.equal(await noteOf(id), '動く版');
});

scene('history-values', async () => {
  const [queue] = await query("SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = 'Widgets'");
  const id = await widget();
  await changed('Widget__c', id, { Note__c: '長い文', Size__c: '小', Due__c: '2030-02-03' });
  const owned = await lead({});
  await changed('Lead', owned, { OwnerId: String(queue?.Id) });
  const kept = async (soql: string): Promise<string[]> =>
    (await query(soql)).map(({ Field, OldValue, NewValue }) => `${String(Field)}: ${String(OldValue)} → ${String(NewValue)}`).sort();
  assert.deepEqual(await kept(`SELECT Field, OldValue, NewValue FROM Widget__History WHERE ParentId = '${id}' AND Field != 'created'`), [
    'Due__c: null → 2030-02-03',
    'Note__c: null → null',
    'Size__c: 大 → 小'
  ]);
  assert.deepEqual(await kept(`SELECT Field, OldValue, NewValue FROM LeadHistory WHERE LeadId = '${owned}' AND Field = 'Owner'`), [
    `Owner: ${ADMIN_USER_ID} → ${String(queue?.Id)}`,
    'Owner: デモ 管理者 → 担当なし'
  ]);
});

const opportunity = (name: string, closeDate: string): Promise<string> =>
  create('Opportunity', { Name: name, StageName: 'Prospecting', CloseDate: closeDate });

scene('won-close-date', async () => {
  const id = await opportunity('勝った商談', '2030-06-30');
  await changed('Opportunity', id, { StageName: 'Closed Won' });
  assert.deepEqual(await query(`SELECT CloseDate FROM Opportunity WHERE Id = '${id}'`), [{ CloseDate: '2030-01-02' }]);
});

scene('next-days', async () => {
  await opportunity('今日の商談', '2030-01-03');
  await opportunity('七日後の商談', '2030-01-10');
  const names = async (report: string): Promise<string[]> => {
    const { factMap } = await rest<{ factMap: Record<string, { rows: { dataCells: { label: string }[] }[] }> }>(
      `analytics/reports/${report}?includeDetails=true`
    );
    return (factMap['T!T']?.rows ?? []).map(({ dataCells }) => dataCells[0]?.label ?? '').sort();
  };
  assert.deepEqual(await names('Next_By_Frame'), ['今日の商談']);
  assert.deepEqual(await names('Next_By_Field'), ['七日後の商談']);
});

scene('dashboard-last-result', async () => {
  interface Results {
    componentData: { reportResult: { factMap: Record<string, { aggregates: { value: number }[] }> } }[];
  }
  const total = async (): Promise<unknown> =>
    (await rest<Results>('analytics/dashboards/Overview')).componentData[0]?.reportResult.factMap['T!T']?.aggregates[0]?.value;
  const before = Number(await total());
  await opportunity('あとの商談', '2031-01-01');
  assert.equal(await total(), before);
  await rest('analytics/dashboards/Overview', 'PUT');
  assert.equal(await total(), before + 1);
});

const lead = (values: Record<string, string>): Promise<string> =>
  create('Lead', { LastName: '架空', Company: '架空の会社', Status: '新規', ...values });

scene('conversion-phase-and-date', async () => {
  const answer = await convert(await lead({}));
  assert.deepEqual(await query(`SELECT StageName, CloseDate FROM Opportunity WHERE Id = '${madeBy(answer, 'opportunityId')}'`), [
    { StageName: 'Prospecting', CloseDate: '2030-03-31' }
  ]);
});

scene('conversion-fills-blanks', async () => {
  const company = await create('Account', { Name: '元の会社', Phone: '03-0000-0001' });
  await convert(await lead({ Phone: '03-0000-0002', Website: 'example.com' }), company);
  assert.deepEqual(await query(`SELECT Name, Phone, Website FROM Account WHERE Id = '${company}'`), [
    { Name: '元の会社', Phone: '03-0000-0001', Website: 'example.com' }
  ]);
});

scene('conversion-rules', async () => {
  const fax = { Fax: '03-0000-0003' };
  assert.match(await convert(await lead(fax)), /<success>true/);
  await deployed({
    'settings/LeadConfig.settings': xml(
      'LeadConfigSettings',
      '<shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation>'
    )
  });
  assert.match(await convert(await lead(fax)), /FAX は登録しません。[^]*<success>false/);
});

test('every sentence has a scene, and every scene a sentence', () => {
  assert.deepEqual([...scenes.keys()].sort(), BEHAVIOURS.map(({ id }) => id).sort());
});

// Permissions come first: without them nobody sees the fields that the other scenes write.
const FIRST = ['field-visibility', 'permission-set-replaced'];
const order = BEHAVIOURS.toSorted((a, b) => Number(FIRST.includes(b.id)) - Number(FIRST.includes(a.id)));
for (const { id, sentence } of order) test(`${id}: ${sentence}`, () => scenes.get(id)?.());
