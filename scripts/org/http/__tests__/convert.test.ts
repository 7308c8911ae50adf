/** What the server tells the convert dialog and the page about converting a lead. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCESS_TOKEN, ADMIN_USER_ID, closeOrg, type Org } from '../../org.ts';
import { recordPageModel } from '../../lightning/page/pageModel.ts';
import type { PageNode } from '../../lightning/page/types.ts';
import { convert, convertOrg, CONVERT_SETTINGS, leadConfig, newLead } from '../../records/__tests__/convertFixtures.ts';
import { routes } from '../convert.ts';
import { startServer } from '../server.ts';

async function call(org: Org, method: string, id: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const server = await startServer(org, { port: 0, routes });
  try {
    const response = await fetch(`${server.url}/lightning/api/convert/${id}`, {
      method,
      headers: { authorization: `Bearer ${ACCESS_TOKEN}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  } finally {
    await server.close();
    closeOrg(org);
  }
}

const settings = (option: string): Record<string, string> => ({
  'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting': CONVERT_SETTINGS.replace('VisibleOptional', option)
});

test('the settings decide whether the dialog offers, demands or hides the opportunity', async () => {
  const cases: [Record<string, string>, string, boolean][] = [
    [{}, 'optional', true],
    [leadConfig('doesSelectNoOpportunityOnConvertLead'), 'optional', false],
    [settings('VisibleRequired'), 'required', true],
    [settings('NotVisible'), 'hidden', false],
    [leadConfig('doesHideOpportunityInConvertLeadWindow'), 'hidden', false]
  ];
  for (const [files, opportunity, createsOpportunity] of cases) {
    const org = convertOrg({ files });
    const { body } = await call(org, 'GET', newLead(org));
    assert.deepEqual([body.opportunity, body.createsOpportunity], [opportunity, createsOpportunity]);
  }
});

test('the dialog knows the words of the org, its converted statuses and the names of the lead', async () => {
  const org = convertOrg();
  const { body } = await call(org, 'GET', newLead(org, { FirstName: '太郎', Company: '長'.repeat(200) }));
  assert.deepEqual(body.labels, { Lead: 'リード', Account: '取引先', Contact: '取引先責任者', Opportunity: '商談' });
  assert.deepEqual(body.statuses, [{ value: 'Closed - Converted', label: '完了(取引開始済み)' }]);
  assert.deepEqual(body.values, {
    convertedStatus: 'Closed - Converted',
    accountName: '長'.repeat(200),
    lastName: '山田',
    firstName: '太郎',
    opportunityName: '長'.repeat(120)
  });
});

test('a missing lead, a converted one and a wrong body are refused', async () => {
  assert.equal((await call(convertOrg(), 'GET', '00Q000000000zzz')).status, 404);
  const org = convertOrg();
  const id = newLead(org);
  convert(org, id);
  const { status, body } = await call(org, 'POST', id, { convertedStatus: 'Closed - Converted' });
  assert.deepEqual([status, body.errorCode], [400, 'CANNOT_UPDATE_CONVERTED_LEAD']);
  const other = convertOrg();
  assert.equal((await call(other, 'POST', newLead(other), { convertedStatus: 1 })).status, 400);
});

test('a page whose actions leave out Convert does not offer it', () => {
  const page = (actions: string): Record<string, string> => ({
    'flexipages/Lead_Page.flexipage': `<FlexiPage xmlns="http://soap.sforce.com/2006/04/metadata"><flexiPageRegions><itemInstances><componentInstance>${actions}<componentName>force:highlightsPanel</componentName><identifier>highlights</identifier></componentInstance></itemInstances><name>header</name><type>Region</type></flexiPageRegions><masterLabel>P</masterLabel><sobjectType>Lead</sobjectType><template><name>flexipage:recordHomeSingleColTemplateDesktop</name></template><type>RecordPage</type></FlexiPage>`,
    'applications/Sales.app':
      '<CustomApplication xmlns="http://soap.sforce.com/2006/04/metadata"><actionOverrides><actionName>View</actionName><content>Lead_Page</content><formFactor>Large</formFactor><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>Lead</pageOrSobjectType></actionOverrides><formFactors>Large</formFactors><label>Sales</label><navType>Standard</navType><tabs>standard-home</tabs><uiType>Lightning</uiType></CustomApplication>'
  });
  const configured = (names: string[]): string =>
    `<componentInstanceProperties><name>actionNames</name><valueList>${names.map((name) => `<valueListItems><value>${name}</value></valueListItems>`).join('')}</valueList></componentInstanceProperties><componentInstanceProperties><name>enableActionsConfiguration</name><value>true</value></componentInstanceProperties>`;
  const offered = (actions: string): unknown => {
    const org = convertOrg({ files: page(actions) });
    const lead = org.catalog.objects.get('Lead');
    if (!lead) throw new Error('no Lead');
    const model = recordPageModel(org, ADMIN_USER_ID, lead, 'Sales');
    const nodes: PageNode[] = model.regions.flatMap((region) => region.nodes);
    return nodes.find((node) => node.component === 'force:highlightsPanel')?.actions?.map((action) => action.name);
  };
  assert.deepEqual(offered(''), ['Convert', 'Edit', 'Delete']);
  assert.deepEqual(offered(configured(['Edit', 'Convert'])), ['Edit', 'Convert']);
  assert.deepEqual(offered(configured(['Edit'])), ['Edit']);
});
