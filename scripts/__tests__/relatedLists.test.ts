/** Every related list that a page of the package shows answers over the UI API, with the columns that the page names. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apiClient, type ApiClient } from '../org/http/__tests__/apiClient.ts';
import { listViewColumn } from '../org/query/listViewColumns.ts';
import { closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';
import { elements, sourceFiles, text, texts } from './packageSource.ts';

interface RelatedList {
  page: string;
  /** Field of the page's record that names the parent: its own id, or a lookup. */
  parent: string;
  name: string;
  columns: string[];
}

const relatedLists: RelatedList[] = sourceFiles('flexipage').flatMap((page) =>
  elements(page.root, 'flexiPageRegions')
    .flatMap((region) => elements(region, 'itemInstances'))
    .flatMap((item) => elements(item, 'componentInstance'))
    .filter((instance) => text(instance, 'componentName') === 'lst:dynamicRelatedList')
    .map((instance) => {
      const values = (property: string): string[] =>
        elements(instance, 'componentInstanceProperties')
          .filter((each) => text(each, 'name') === property)
          .flatMap((each) => [
            ...texts(each, 'value'),
            ...elements(elements(each, 'valueList')[0], 'valueListItems').flatMap((entry) => texts(entry, 'value'))
          ]);
      return {
        page: page.name,
        parent: values('parentFieldApiName')[0] ?? '',
        name: values('relatedListApiName')[0] ?? '',
        columns: values('relatedListFieldAliases')
      };
    })
);

let office: PackageOrg;
let client: ApiClient;
const parents = new Map<string, string>();

before(async () => {
  office = await openPackageOrg();
  client = await apiClient(office.org);
  const company = office.created('Account', { Name: '架空の企業' });
  const id = office.created('Opportunity', { Name: '架空の案件', AccountId: company, StageName: '事前準備', CloseDate: '2027-03-31' });
  const measure = office.created('SupportMeasure__c', { Name: '架空の支援策', MeasureKey__c: 'related' });
  office.created('CaseIssue__c', { Case__c: id, Issue__c: 'その他', RecognizedByJpo__c: true });
  office.created('Consultation__c', { Case__c: id, RightType__c: '特許', Topic__c: '制度一般' });
  office.created('MeasureProposal__c', { Case__c: id, Measure__c: measure });
  office.created('Visit__c', { Case__c: id, StartAt__c: '2026-11-24T05:00:00.000Z' });
  office.created('ItemState__c', { Case__c: id, Item__c: 'Case_Customers', State__c: '未確認' });
  parents.set('Account.Id', company).set('Opportunity.Id', id).set('Opportunity.AccountId', company).set('SupportMeasure__c.Id', measure);
  parents.set('Contact.Id', office.created('Contact', { LastName: '架空', AccountId: company }));
  parents.set('Target__c.Id', office.created('Target__c', { FiscalYear__c: 'R30', Metric__c: '案件', Value__c: 40 }));
  parents.set('Lead.Id', office.created('Lead', { LastName: '架空', Company: '架空の企業', LeadSource: '紹介' }));
});

after(async () => {
  await client.server.close();
  closeOrg(office.org);
});

/** Lists that the records above fill: the rows of a case, on the case, its company and its measure. */
const FILLED = ['CaseIssues__r', 'Consultations__r', 'MeasureProposals__r', 'Visits__r', 'ItemStates__r'];

test('every related list of a page answers, and the rows of a case stand on the case, its company and its measure', async () => {
  assert.ok(relatedLists.length > 0);
  for (const { page, parent, name, columns } of relatedLists) {
    const [parentObject = ''] = parent.split('.');
    const field = office.org.catalog.objects.get(parentObject)?.fields.get(parent.split('.')[1] ?? '');
    const owner = office.org.catalog.objects.get(field?.referenceTo?.[0] ?? parentObject);
    const relationship = owner?.childRelationships.find((each) => each.relationshipName === name);
    const child = office.org.catalog.objects.get(relationship?.childObject ?? '');
    assert.ok(child, `${page} ${name}`);
    const fields = columns.map((column) => `${child.name}.${listViewColumn(office.org.catalog, child, column)?.path ?? column}`);
    const id = parents.get(parent);
    assert.ok(id, `${page} ${parent}`);
    const { status, body } = await client.send('POST', `/ui-api/related-list-records/${id}/${name}`, { fields });
    assert.equal(status, 200, `${page} ${name} ${JSON.stringify(body)}`);
    if (FILLED.includes(name) && !page.startsWith('Target')) assert.equal(body.count, 1, `${page} ${name}`);
  }
});

test('every row of a case has its list on the page of the case', () => {
  const onCase = relatedLists.filter((each) => each.page === 'Case_Record_Page').map((each) => each.name);
  for (const name of [...FILLED, 'PhaseLogs__r']) assert.ok(onCase.includes(name), name);
});

test('the tabs of the app lead to lists, and everyone who reads their records sees them', () => {
  const app = sourceFiles('app').find((each) => each.name === 'SupportCrm');
  const own = texts(app?.root, 'tabs').filter((tab) => tab.endsWith('__c'));
  assert.deepEqual(
    own.sort(),
    sourceFiles('tab')
      .map((tab) => tab.name)
      .sort()
  );
  for (const tab of own) {
    assert.ok(office.org.catalog.objects.get(tab)?.listViews.size, tab);
    for (const set of sourceFiles('permissionset').filter((each) => each.name !== 'DataMigration')) {
      const reads = elements(set.root, 'objectPermissions').some(
        (each) => text(each, 'object') === tab && text(each, 'allowRead') === 'true'
      );
      const sees = elements(set.root, 'tabSettings').some((each) => text(each, 'tab') === tab && text(each, 'visibility') === 'Visible');
      assert.equal(sees, reads, `${set.name} ${tab}`);
    }
  }
});
