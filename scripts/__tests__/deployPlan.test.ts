/** What a deployment would do to an org, worked out from what the org has. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isContained } from '../lib/deployPlan/compare.ts';
import { manifestOf } from '../lib/deployPlan/manifestOf.ts';
import {
  clashingValues,
  foreignMappings,
  globalActionsOf,
  mappingsOf,
  mergedConversion,
  mergedGlobalActions,
  mergedValueSet,
  valuesOf
} from '../lib/deployPlan/merge.ts';
import type { OrgState } from '../lib/deployPlan/orgState.ts';
import { makePlan, type Plan, type PlanOptions } from '../lib/deployPlan/plan.ts';

const file = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${inner}\n</${root}>\n`;
const value = (name: string, isDefault = false, more = ''): string =>
  `    <standardValue><fullName>${name}</fullName><default>${isDefault}</default><label>${name}</label>${more}</standardValue>`;
const valueSet = (...values: string[]): string => file('StandardValueSet', `${values.join('\n')}\n    <sorted>false</sorted>`);
const mapping = (target: string, ...pairs: [string, string][]): string =>
  `<objectMapping><inputObject>Lead</inputObject>${pairs
    .map(([from, to]) => `<mappingFields><inputField>${from}</inputField><outputField>${to}</outputField></mappingFields>`)
    .join('')}<outputObject>${target}</outputObject></objectMapping>`;

const STAGE = 'standardValueSets/OpportunityStage.standardValueSet';
const SOURCE = 'standardValueSets/LeadSource.standardValueSet';

function planFor(ours: Record<string, string>, org: Partial<OrgState>, options: Partial<PlanOptions> = {}): Plan {
  return makePlan(
    new Map(Object.entries(ours)),
    {
      language: 'ja',
      edition: 'Enterprise Edition',
      sharing: new Map([
        ['Account', 'Private'],
        ['Opportunity', 'Private']
      ]),
      recordTypes: [],
      usage: new Map(),
      dynamicDashboards: [],
      files: new Map(),
      ...org
    },
    { exclusive: false, overwrite: false, recordTypes: [], ...options }
  );
}

test('the org’s own values follow ours and stay active, and the default stays ours', () => {
  const ours = valueSet(value('新規', true), value('未連絡'));
  const theirs = valueSet(value('Open', true), value('新規'), value('Old', false, '<isActive>false</isActive>'));
  const merged = mergedValueSet(ours, theirs);
  assert.deepEqual(valuesOf(merged), ['新規', '未連絡', 'Open']);
  assert.match(merged, /<fullName>Open<\/fullName><default>false<\/default>/);
  assert.match(merged, /<sorted>false<\/sorted>/);
  assert.equal(mergedValueSet(ours, ours), ours);
});

test('a value of the org with the label of one of ours cannot stay active, and the plan says so', () => {
  const other = (active: string): string =>
    `    <standardValue><fullName>Other</fullName><default>false</default><label>その他</label>${active}</standardValue>`;
  const ours = valueSet(value('紹介'), value('その他'));
  const theirs = valueSet(value('Web'), other(''));
  assert.deepEqual(clashingValues(ours, theirs), ['Other']);
  assert.deepEqual(valuesOf(mergedValueSet(ours, theirs)), ['紹介', 'その他', 'Web']);
  const { lines } = planFor(
    { [SOURCE]: ours },
    { files: new Map([[SOURCE, theirs]]), usage: new Map([['Lead.LeadSource', new Map([['Other', 3]])]]) }
  );
  assert.match(lines.join('\n'), /残す値（支援先候補ソース）: Web（0 件）/);
  assert.match(lines.join('\n'), /無効になる値（支援先候補ソース。表示ラベルがパッケージの値と同じ）: Other（3 件）/);
  // Once inactive it stays as it is.
  assert.deepEqual(clashingValues(ours, valueSet(other('<isActive>false</isActive>'))), []);
});

test('mappings of another project are kept, unless they write a field that we write', () => {
  const ours = file(
    'LeadConvertSettings',
    `${mapping('Account', ['A__c', 'A__c'])}<opportunityCreationOptions>VisibleOptional</opportunityCreationOptions>`
  );
  const theirs = file('LeadConvertSettings', mapping('Account', ['B__c', 'B__c'], ['X__c', 'A__c']) + mapping('Contact', ['C__c', 'C__c']));
  assert.deepEqual(
    foreignMappings(ours, theirs).lost.map(({ from }) => from),
    ['X__c']
  );
  assert.deepEqual(
    mappingsOf(mergedConversion(ours, theirs)).map(({ target, from, to }) => `${from} ${target}.${to}`),
    ['A__c Account.A__c', 'B__c Account.B__c', 'C__c Contact.C__c']
  );
});

const menu = (...actions: string[]): string =>
  `<platformActionList><actionListContext>Global</actionListContext>${actions
    .map(
      (action, index) =>
        `<platformActionListItems><actionName>${action}</actionName><actionType>QuickAction</actionType><sortOrder>${index}</sortOrder></platformActionListItems>`
    )
    .join('')}</platformActionList>`;

test('our actions come before the org’s own in the header’s menu, and nothing of the org’s is lost', () => {
  const ours = file('Layout', menu('Card', 'Website'));
  const listed = file('Layout', `<emailDefault>false</emailDefault>${menu('NewTask', 'Card')}<showEmailCheckbox>false</showEmailCheckbox>`);
  const merged = mergedGlobalActions(ours, listed);
  assert.deepEqual(globalActionsOf(merged), ['Website', 'NewTask', 'Card']);
  assert.match(merged, /<emailDefault>false<\/emailDefault>[\s\S]*<showEmailCheckbox>/);
  // Without a list of its own the org shows what Salesforce predefines: the new list carries that along.
  const classic = file(
    'Layout',
    '<quickActionList><quickActionListItems><quickActionName>NewEvent</quickActionName></quickActionListItems></quickActionList>'
  );
  assert.deepEqual(globalActionsOf(mergedGlobalActions(ours, classic)), ['Card', 'Website', 'NewEvent']);
  assert.equal(mergedGlobalActions(ours, merged), mergedGlobalActions(ours, mergedGlobalActions(ours, merged)));
  const posts = file('Layout', menu('NewTask').replace('QuickAction<', 'StandardButton<'));
  assert.match(mergedGlobalActions(ours, posts), /<actionName>NewTask<\/actionName><actionType>StandardButton</);
});

test('the plan names what comes into the header’s menu, and sends the org’s menu with it', () => {
  const path = 'layouts/Global-Global Layout.layout';
  const files = new Map([[path, file('Layout', menu('NewTask'))]]);
  const plan = planFor({ [path]: file('Layout', menu('Card')) }, { files });
  assert.deepEqual(globalActionsOf(plan.replace.get(path) ?? ''), ['Card', 'NewTask']);
  assert.match(plan.lines.join('\n'), /「＋」に加えるアクション: Card/);
  assert.deepEqual(plan.overwritten, [path]);
  const again = planFor({ [path]: file('Layout', menu('Card')) }, { files: new Map([[path, plan.replace.get(path) ?? '']]) });
  assert.deepEqual([again.overwritten, again.lines.filter((line) => line.includes('「＋」'))], [[], []]);
});

test('an org has what we send when it says the same, in any order and with more beside it', () => {
  const ours = file('X', '<a>1</a><list><n>q</n></list><list><n>p</n></list>');
  assert.ok(isContained(ours, file('X', '<list><n>p</n><m>9</m></list><list><n>q</n></list><b>2</b><a>1</a>')));
  assert.ok(!isContained(ours, file('X', '<list><n>p</n></list><a>1</a>')));
  assert.ok(!isContained(ours, file('X', '<list><n>p</n></list><list><n>q</n></list><a>2</a>')));
  assert.ok(isContained('class A {}', 'class A {}'));
  assert.ok(!isContained('class A {}', 'class B {}'));
});

test('a phase of the office that open records stand in stops it, a source or an unused one does not', () => {
  const ours = { [STAGE]: valueSet(value('事前準備')), [SOURCE]: valueSet(value('紹介')) };
  const files = new Map([
    [STAGE, valueSet(value('Prospecting'))],
    [SOURCE, valueSet(value('Web'))]
  ]);
  const used = new Map([
    ['Opportunity.StageName', new Map([['Prospecting', 2]])],
    ['Lead.LeadSource', new Map([['Web', 3]])],
    ['Opportunity.LeadSource', new Map([['Web', 1]])]
  ]);
  const stopped = planFor(ours, { files, usage: used });
  assert.equal(stopped.stops.length, 1);
  assert.match(stopped.stops[0] ?? '', /Prospecting.*--exclusive/s);
  assert.match(stopped.lines.join('\n'), /残す値（支援先候補ソース）: Web（4 件）/);
  assert.deepEqual(valuesOf(stopped.replace.get(STAGE) ?? ''), ['事前準備', 'Prospecting']);
  assert.deepEqual(planFor(ours, { files }).stops, []);
  const exclusive = planFor(ours, { files, usage: used }, { exclusive: true });
  assert.deepEqual([exclusive.stops, exclusive.replace.size], [[], 0]);
  assert.match(exclusive.lines.join('\n'), /無効になる値（フェーズ）: Prospecting（2 件）/);
});

test('record types stop it until they are named', () => {
  const org = { recordTypes: ['Lead.Web', 'Opportunity.Old'] };
  assert.match(planFor({}, org).stops[0] ?? '', /--record-types Lead\.Web,Opportunity\.Old/);
  assert.deepEqual(planFor({}, org, { recordTypes: ['Lead.Web', 'Opportunity.Old'] }).stops, []);
});

test('partner agencies get their permission set only where cases are private', () => {
  const ours = { 'permissionsets/PartnerViewer.permissionset': file('PermissionSet', '<label>連携機関</label>') };
  assert.deepEqual(planFor(ours, {}).leaveOut, []);
  const open = planFor(ours, {
    sharing: new Map([
      ['Account', 'Private'],
      ['Opportunity', 'ReadWrite']
    ])
  });
  assert.deepEqual(
    open.leaveOut.map(({ type, member }) => `${type} ${member}`),
    ['PermissionSet PartnerViewer']
  );
  assert.deepEqual(open.added, []);
});

for (const [edition, there, stops] of [
  ['Developer Edition', 2, false],
  ['Developer Edition', 3, true],
  ['Enterprise Edition', 4, false],
  ['Enterprise Edition', 5, true],
  ['Unlimited Edition', 9, false]
] as const) {
  test(`${there} dashboards that run as the viewer ${stops ? 'leave no' : 'leave'} room for one more in the ${edition}`, () => {
    const ours = { 'dashboards/F/Own.dashboard': file('Dashboard', '<dashboardType>LoggedInUser</dashboardType>') };
    const dynamicDashboards = Array.from({ length: there }, (_, index) => `D${index}`);
    assert.equal(planFor(ours, { edition, dynamicDashboards }).stops.length > 0, stops);
    // One that is already there takes no room.
    assert.deepEqual(planFor(ours, { edition, dynamicDashboards: [...dynamicDashboards.slice(1), 'Own'] }).stops, []);
  });
}

test('records that an administrator changed stay, unless they are to be put over', () => {
  const path = 'customMetadata/HearingItem.A.md';
  const item = (rank: number): string => file('CustomMetadata', `<values><field>DueRank__c</field><value>${rank}</value></values>`);
  const files = new Map([[path, item(3)]]);
  const kept = planFor({ [path]: item(2) }, { files });
  assert.deepEqual([kept.leaveOut.map(({ member }) => member), kept.overwritten], [['HearingItem.A'], []]);
  const over = planFor({ [path]: item(2) }, { files }, { overwrite: true });
  assert.deepEqual([over.leaveOut, over.overwritten], [[], [path]]);
});

test('a manifest names each component once by type', () => {
  const text = manifestOf(['lwc/x/x.js', 'lwc/x/x.html', 'objects/Lead.object', 'reports/F/R.report'], '66.0');
  assert.deepEqual(
    [...text.matchAll(/<(members|name)>([^<]*)</g)].map((match) => match[2]),
    ['Lead', 'CustomObject', 'x', 'LightningComponentBundle', 'F/R', 'Report']
  );
});
