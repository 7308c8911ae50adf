/** A name that leads nowhere: a mistake, or something that this org does not have. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeOrg, openOrg } from '../../org.ts';
import { buildCatalog } from '../build.ts';
import { Beyond, isManaged, judged, withoutForeign } from '../checks/beyond.ts';
import type { CheckContext } from '../checks/context.ts';
import { runChecks } from '../checks/index.ts';
import { isUnsupported, type Problem } from '../components.ts';
import { mergeComponents } from '../merge.ts';
import { readFiles } from '../readFiles.ts';
import { widgetFiles, xml } from './fixtures.ts';
import { problemsOf, texts, toFiles, withChange } from './helpers.ts';

/** What a check sees of these files. */
function contextOf(files: Record<string, string>, alongside: string[] = []): CheckContext {
  const org = openOrg();
  const { components } = readFiles(toFiles(files));
  const { all } = mergeComponents([], components, 1, '2027-01-01T00:00:00.000Z');
  const context = { org, catalog: buildCatalog(all), before: org.catalog, deployed: components, alongside: new Set(alongside) };
  closeOrg(org);
  return context;
}

const beyond = (files = widgetFiles(), alongside: string[] = []): Beyond => new Beyond(contextOf(files, alongside));

/** Names by what is to be said of them. */
function check(type: string, { unsupported, mistakes }: { unsupported: string[]; mistakes: string[] }, of = beyond()): void {
  for (const name of unsupported) assert.equal(of.has({ type, name }), true, `${type} ${name} may exist`);
  for (const name of mistakes) assert.equal(of.has({ type, name }), false, `${type} ${name} is misspelt`);
}

test('a name with a namespace belongs to a managed package, one with a suffix only does not', () => {
  for (const name of ['ns__Thing__c', 'ns__Thing', 'ns__Thing__mdt', 'my_ns__Thing__r', 'a1__B__e'])
    assert.equal(isManaged(name), true, name);
  for (const name of ['Thing__c', 'Thing', 'Thing__mdt', 'Thing__r', 'Thing__Share', 'A_B_C']) assert.equal(isManaged(name), false, name);
});

test('standard objects that real orgs have are unsupported, misspelt ones and missing custom ones are mistakes', () => {
  check('CustomObject', {
    unsupported: ['Case', 'Campaign', 'CaseShare', 'LeadFeed', 'Widget__Share', 'ns__Thing__c', 'Knowledge__kav'],
    mistakes: ['Caes', 'Widgets', 'Gadget__c', 'Gadget__Share', 'Gadget__mdt', 'Gadget__e']
  });
});

test('fields of features and packages are unsupported, misspelt standard and missing custom fields are mistakes', () => {
  check('CustomField', {
    unsupported: [
      'Lead.CampaignId',
      'User.userRoleId',
      'Account.RecordType',
      'Widget__c.RecordTypeId',
      'Account.IsPersonAccount',
      'Lead.ns__Score__c',
      'Case.Status'
    ],
    mistakes: ['Lead.Compny', 'Widget__c.Weight__c', 'Widget__c.Stage', 'Case.Weight__c', 'Account.Weight__pc']
  });
});

test('a custom field is unsupported when the same source holds it though its object is not in this org', () => {
  const of = beyond(widgetFiles(), ['CustomField:Case.Weight__c']);
  check('CustomField', { unsupported: ['Case.Weight__c'], mistakes: ['Case.Height__c'] }, of);
});

test('a person account field is that of the contact', () => {
  const files = {
    'objects/Contact.object': xml(
      'CustomObject',
      '<fields><fullName>Size__c</fullName><label>大きさ</label><length>9</length><type>Text</type></fields>'
    )
  };
  check('CustomField', { unsupported: ['Account.Size__pc'], mistakes: ['Account.Weight__pc'] }, beyond(files));
});

test('of list columns, tabs, actions, report types, page components and permissions it knows those of real orgs', () => {
  check('ListViewColumn', {
    unsupported: ['Lead.LEAD.RECORDTYPE', 'Widget__c.RECORDTYPE', 'Case.CASES.STATUS'],
    mistakes: ['Lead.LEAD.STATE_NAME', 'Widget__c.KIND']
  });
  check('CustomTab', {
    unsupported: ['standard-Case', 'standard-Chatter', 'ns__Thing'],
    mistakes: ['standard-Lead', 'standard-Leads', 'Gadget__c']
  });
  check('QuickAction', {
    unsupported: ['FeedItem.TextPost', 'Global.NewTask', 'Account.ns__Go', 'Case.Go'],
    mistakes: ['Account.Go', 'Go']
  });
  check('ReportType', {
    unsupported: ['CaseList', 'CustomEntity$ns__Thing__c', 'ns__Thing__c'],
    mistakes: ['CaseLists', 'Gadgets__c', 'CustomEntity$Gadget__c']
  });
  check('PageComponent', { unsupported: ['ns:card', 'flexipage:visualforcePage'], mistakes: ['c:card', 'flexipage:visualforcePages'] });
  check('PageTemplate', { unsupported: ['ns:page', 'one:utilityBarTemplateDesktop'], mistakes: ['flexipage:recordHome', 'MyTemplate'] });
  check('UserPermission', { unsupported: ['ManageUsers'], mistakes: ['ManageUser'] });
  check('RelatedList', {
    unsupported: ['Contact.Opportunities', 'Lead.CombinedAttachments', 'Lead.ns__Things__r'],
    mistakes: ['Lead.Opportunities', 'Lead.Things__r']
  });
  check('ReportFolder', { unsupported: ['unfiled$public', 'ns__Reports'], mistakes: ['Reports'] });
});

test('a relationship of a field on an object that this org does not have is a related list all the same', () => {
  const field =
    '<fields><fullName>Lead__c</fullName><deleteConstraint>SetNull</deleteConstraint><label>候補</label><referenceTo>Lead</referenceTo><relationshipName>Questions</relationshipName><type>Lookup</type></fields>';
  const of = beyond({ 'objects/Case.object': xml('CustomObject', field) });
  check('RelatedList', { unsupported: ['Lead.Questions__r'], mistakes: ['Account.Questions__r'] }, of);
});

test('Company may be missing on a layout of leads where there are person accounts', () => {
  const name = 'Lead.Company';
  assert.equal(beyond().has({ type: 'LayoutItem', name }), false);
  assert.equal(beyond(widgetFiles(), ['CustomObject:PersonAccount']).has({ type: 'LayoutItem', name }), true);
});

test('parts of packages and of lacking objects are set aside, each with one problem, and the rest is judged', () => {
  const files = {
    ...widgetFiles(),
    'objects/Case.object': xml(
      'CustomObject',
      '<fields><fullName>Weight__c</fullName><label>重さ</label><length>9</length><type>Text</type></fields>'
    ),
    'layouts/Case-Main.layout': xml('Layout', ''),
    'objects/ns__Thing__c.object': xml('CustomObject', '')
  };
  const context = contextOf(files);
  const { own, problems } = withoutForeign(context, new Beyond(context));
  assert.deepEqual(
    problems.map(({ rule, fullName }) => `${rule} ${fullName}`),
    ['unsupported-object Case', 'unsupported-object Case.Weight__c', 'unsupported-object Case-Main', 'unsupported-package ns__Thing__c']
  );
  assert.equal(own.length, context.deployed.length - problems.length);
});

test('a pair of underscores in a name is a mistake in a deployment, and a package in a retrieved folder', () => {
  const files = withChange('objects/Widget__c.object', '<fullName>Size_Given</fullName>', '<fullName>Size__Given</fullName>');
  assert.match(texts(problemsOf(files)).join('\n'), /The ValidationRule API Name "Size__Given"/);
  assert.deepEqual(
    runChecks(contextOf(files)).flatMap(({ fullName, rule }) => (fullName === 'Widget__c.Size__Given' ? [rule] : [])),
    ['unsupported-package']
  );
});

test('a problem about something that may exist says that it is not supported, and keeps its rule and place', () => {
  const problem: Problem = {
    rule: 'layout-field',
    type: 'Layout',
    fullName: 'Lead-Main',
    fileName: 'layouts/Lead-Main.layout',
    problem: 'In field: field - no CustomField named Lead.CampaignId found',
    line: 7,
    missing: { type: 'CustomField', name: 'Lead.CampaignId' }
  };
  const said = judged(problem, beyond());
  assert.deepEqual([said.problem, said.rule, said.line], ['not supported: field Lead.CampaignId', 'layout-field', 7]);
  assert.equal(isUnsupported(said), true);
  assert.deepEqual(judged({ ...problem, missing: { type: 'CustomField', name: 'Lead.Campain' } }, beyond()).problem, problem.problem);
});

test('a deployment that names what this org lacks is refused by name, and a misspelt name in the words of Salesforce', () => {
  const permissions = (field: string): string[] =>
    texts(
      problemsOf({
        'permissionsets/P.permissionset': xml(
          'PermissionSet',
          `<fieldPermissions><editable>false</editable><field>${field}</field><readable>true</readable></fieldPermissions><label>P</label>`
        )
      })
    );
  assert.deepEqual(permissions('Lead.CampaignId'), ['PermissionSet P: not supported: field Lead.CampaignId']);
  assert.deepEqual(permissions('Lead.Campain'), ['PermissionSet P: In field: field - no CustomField named Lead.Campain found']);
});
