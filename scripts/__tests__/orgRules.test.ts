/** Matching and duplicate rules fitted to the org they go to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitRules, readRules, waitingRules, withoutWaitingRules, type OrgRules } from '../lib/orgRules.ts';
import { whenActive } from '../lib/stages.ts';

const item = (field: string, blank = 'NullNotAllowed'): string =>
  `<matchingRuleItems><blankValueBehavior>${blank}</blankValueBehavior><fieldName>${field}</fieldName><matchingMethod>Exact</matchingMethod></matchingRuleItems>`;
const matching = (name: string, items: string, status = 'Active'): string =>
  `<matchingRules><fullName>${name}</fullName><label>規則</label>${items}<ruleStatus>${status}</ruleStatus></matchingRules>`;
const file = (...rules: string[]): string => `<MatchingRules>${rules.join('')}</MatchingRules>`;
const duplicate = (order: number, rules: [string, string][] = [['Lead', 'Ours']]): string =>
  `<DuplicateRule>${rules
    .map(
      ([object, name]) =>
        `<duplicateRuleMatchRules><matchRuleSObjectType>${object}</matchRuleSObjectType><matchingRule>${name}</matchingRule></duplicateRuleMatchRules>`
    )
    .join('')}<sortOrder>${order}</sortOrder></DuplicateRule>`;
const types = (type: string, ...members: string[]): string =>
  `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${type}</name></types>`;
const manifest = (...parts: string[]): string => `<Package>${parts.join('')}<version>66.0</version></Package>`;

/** What an org answers when it is asked for its rules. */
const org = (files: Record<string, string>): OrgRules =>
  readRules(new Map(Object.entries(files).map(([path, text]) => [`unpackaged/unpackaged/${path}`, text])));
const fresh = org({
  'matchingRules/Account.matchingRule': '<MatchingRules xmlns="http://soap.sforce.com/2006/04/metadata"/>',
  'duplicateRules/Lead.Standard_Lead_Duplicate_Rule.duplicateRule': duplicate(1),
  'duplicateRules/Lead.Standard_Rule_for_Leads_with_Duplicate_Contacts.duplicateRule': duplicate(2)
});
const ours = new Map([
  ['package.xml', manifest(types('MatchingRule', 'Lead.Ours'), types('MatchingRules', 'Account', 'Lead'))],
  ['matchingRules/Account.matchingRule', file(matching('Company', item('Code__c')))],
  ['matchingRules/Lead.matchingRule', file(matching('Ours', item('Code__c')), matching('Second', item('Name')))]
]);
const rule = (order: number): Map<string, string> =>
  new Map([
    ['package.xml', manifest(types('DuplicateRule', 'Lead.One'))],
    ['duplicateRules/Lead.One.duplicateRule', duplicate(order)]
  ]);
const orderOf = (files: Map<string, string>, name = 'Lead.One'): number | undefined => readRules(files).duplicates.get(name);

test('an org without the matching rules gets all of them, named by their files only', () => {
  const fitted = fitRules(ours, fresh);
  assert.deepEqual([...readRules(fitted).matching.keys()], ['Account.Company', 'Lead.Ours', 'Lead.Second']);
  assert.equal(fitted.get('package.xml'), manifest(types('MatchingRules', 'Account', 'Lead')));
});

test('a matching rule that is on already is left out, and its file and line when nothing else is in it', () => {
  const fitted = fitRules(
    ours,
    org({
      'matchingRules/Account.matchingRule': file(matching('Company', item('Code__c'))),
      'matchingRules/Lead.matchingRule': file(matching('Theirs', item('Phone')), matching('Ours', item('Code__c'), 'Activating'))
    })
  );
  assert.deepEqual([...readRules(fitted).matching.keys()], ['Lead.Second']);
  assert.equal(fitted.get('package.xml'), manifest(types('MatchingRules', 'Lead')));
});

test('a matching rule that is off is sent again', () => {
  const off = org({ 'matchingRules/Lead.matchingRule': file(matching('Ours', item('Phone'), 'Inactive')) });
  assert.ok(readRules(fitRules(ours, off)).matching.has('Lead.Ours'));
});

test('a matching rule that is on and compares something else stops with the way out', () => {
  for (const items of [item('Phone'), item('Code__c', 'MatchBlanks'), item('Code__c') + item('Phone')]) {
    const other = org({ 'matchingRules/Lead.matchingRule': file(matching('Ours', items)) });
    assert.throws(() => fitRules(ours, other), /一致ルール Lead\.Ours .*「重複ルール」.*「一致ルール」で Ours を無効に/s);
  }
});

test('a new duplicate rule takes the number after those of the org, whatever the source says', () => {
  assert.equal(orderOf(fitRules(rule(1), fresh)), 3);
  assert.equal(orderOf(fitRules(rule(9), org({}))), 1);
  const busy = org({
    'duplicateRules/Lead.A.duplicateRule': duplicate(4),
    'duplicateRules/Lead.B.duplicateRule': duplicate(1),
    'duplicateRules/Account.C.duplicateRule': duplicate(7)
  });
  assert.equal(orderOf(fitRules(rule(3), busy)), 5);
});

test('a duplicate rule that the org has keeps its number there, and a second new one comes after it', () => {
  const known = org({ 'duplicateRules/Lead.One.duplicateRule': duplicate(1), 'duplicateRules/Lead.A.duplicateRule': duplicate(2) });
  const two = new Map([...rule(3), ['duplicateRules/Lead.Two.duplicateRule', duplicate(4)]]);
  const fitted = fitRules(two, known);
  assert.deepEqual([orderOf(fitted), orderOf(fitted, 'Lead.Two')], [1, 3]);
  const both = fitRules(two, fresh);
  assert.deepEqual([orderOf(both), orderOf(both, 'Lead.Two')], [3, 4]);
});

test('the sources are never changed', () => {
  const before = [...ours];
  fitRules(ours, fresh);
  assert.deepEqual([...ours], before);
});

test('a dry run of everything leaves out the duplicate rules that only wait for their matching rules', () => {
  const { files, left } = withoutWaitingRules(rule(3), fresh);
  assert.deepEqual([left, [...files.keys()], files.get('package.xml')], [['Lead.One'], ['package.xml'], manifest()]);
  const on = org({ 'matchingRules/Lead.matchingRule': file(matching('Ours', item('Code__c'))) });
  assert.deepEqual(withoutWaitingRules(rule(3), on), { files: rule(3), left: [] });
});

test('a stage waits until Salesforce has switched its matching rules on', async () => {
  const state = (status: string): OrgRules => org({ 'matchingRules/Lead.matchingRule': file(matching('Ours', item('Code__c'), status)) });
  const answers = [state('Activating'), state('Active')];
  const known = await whenActive(
    rule(3),
    state('Activating'),
    () => Promise.resolve(answers.shift() as OrgRules),
    () => Promise.resolve()
  );
  assert.deepEqual([waitingRules(rule(3), known), answers.length], [[], 0]);
});

test('a matching rule that never comes on is named', async () => {
  await assert.rejects(
    whenActive(
      rule(3),
      fresh,
      () => Promise.resolve(fresh),
      () => Promise.resolve()
    ),
    /一致ルール Lead\.Ours が有効になりません/
  );
});
