/** convertLead over SOAP, as clients of the Partner and Enterprise APIs call it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ACCESS_TOKEN, closeOrg, type Org } from '../../org.ts';
import { convertOrg, CONVERTED, found, newLead } from '../../records/__tests__/convertFixtures.ts';
import { insert, rule, savedId } from '../../records/__tests__/fixtures.ts';
import { startServer, type OrgServer } from '../server.ts';
import { routes as soapData } from '../soapData.ts';
import { apiClient } from './apiClient.ts';

let org: Org;
let server: OrgServer;
before(async () => {
  const strict =
    '<LeadConfigSettings xmlns="http://soap.sforce.com/2006/04/metadata"><shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation></LeadConfigSettings>';
  org = convertOrg({
    parts: { Lead: rule('Needs_Reason', "AND(IsConverted, Reason__c = '駄目')", 'Reason__c', '理由 &lt;駄目&gt; は使えません。') },
    files: { 'settings/LeadConfig.settings': strict }
  });
  server = await startServer(org, { port: 0, routes: soapData });
});
after(async () => {
  await server.close();
  closeOrg(org);
});

async function call(
  body: string,
  options: { path?: string; session?: string; headers?: string } = {}
): Promise<{ status: number; text: string }> {
  const { path = '/services/Soap/u/66.0', session = ACCESS_TOKEN, headers = '' } = options;
  const envelope = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com"><soapenv:Header><urn:SessionHeader><urn:sessionId>${session}</urn:sessionId></urn:SessionHeader>${headers}</soapenv:Header><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'text/xml', soapaction: '""' },
    body: envelope
  });
  return { status: response.status, text: await response.text() };
}

const leadConvert = (leadId: string, more = ''): string =>
  `<urn:leadConverts><urn:leadId>${leadId}</urn:leadId><urn:convertedStatus>${CONVERTED}</urn:convertedStatus>${more}</urn:leadConverts>`;
const convertLead = (inner: string): string => `<urn:convertLead>${inner}</urn:convertLead>`;

test('convertLead answers with the ids of what was made, in the order of the WSDL', async () => {
  const lead = newLead(org);
  const { status, text } = await call(
    convertLead(
      leadConvert(lead, '<urn:opportunityName>件名</urn:opportunityName><urn:sendNotificationEmail>false</urn:sendNotificationEmail>')
    )
  );
  assert.equal(status, 200);
  const { ConvertedAccountId, ConvertedContactId, ConvertedOpportunityId } = found(org, 'Lead', lead);
  assert.ok(text.includes('xmlns="urn:partner.soap.sforce.com"'));
  assert.ok(
    text.includes(
      `<convertLeadResponse><result><accountId>${String(ConvertedAccountId)}</accountId><contactId>${String(ConvertedContactId)}</contactId><leadId>${lead}</leadId><opportunityId>${String(ConvertedOpportunityId)}</opportunityId><success>true</success></result></convertLeadResponse>`
    ),
    text
  );
  assert.equal(found(org, 'Opportunity', String(ConvertedOpportunityId))['Name'], '件名');
});

test('every lead has its own result, a refused one with its errors and nothing else', async () => {
  const [bad, good] = [newLead(org, { Reason__c: '駄目' }), newLead(org)];
  const account = savedId(insert(org, 'Account', { Name: '既存' }));
  const { text } = await call(
    convertLead(
      leadConvert(bad) +
        leadConvert(good, `<urn:accountId>${account}</urn:accountId><urn:doNotCreateOpportunity>true</urn:doNotCreateOpportunity>`)
    ),
    { path: '/services/Soap/c/66.0/00D000000000001' }
  );
  assert.ok(text.includes('xmlns="urn:enterprise.soap.sforce.com"'));
  const results = [...text.matchAll(/<result>(.*?)<\/result>/g)].map((match) => match[1] ?? '');
  assert.equal(results.length, 2);
  assert.equal(
    results[0],
    `<accountId xsi:nil="true"/><contactId xsi:nil="true"/><errors><fields>Reason__c</fields><message>理由 &lt;駄目&gt; は使えません。</message><statusCode>FIELD_CUSTOM_VALIDATION_EXCEPTION</statusCode></errors><leadId>${bad}</leadId><opportunityId xsi:nil="true"/><success>false</success>`
  );
  assert.ok(results[1]?.startsWith(`<accountId>${account}</accountId>`));
  assert.ok(results[1]?.endsWith('<opportunityId xsi:nil="true"/><success>true</success>'));
  assert.equal(found(org, 'Lead', bad)['IsConverted'], false);
});

test('a wrong session, another call, an unknown version and unknown elements are faults that say why', async () => {
  const lead = newLead(org);
  const faults = [
    await call(convertLead(leadConvert(lead)), { session: 'stolen' }),
    await call('<urn:query><urn:queryString>SELECT Id FROM Lead</urn:queryString></urn:query>'),
    await call(convertLead(leadConvert(lead)), { path: '/services/Soap/u/now' }),
    await call(convertLead(leadConvert(lead, '<urn:sendNotificationEmail>true</urn:sendNotificationEmail>'))),
    await call(convertLead(leadConvert(lead, '<urn:opportunityId>006000000000001</urn:opportunityId>'))),
    await call(convertLead(leadConvert(lead)), {
      headers: '<urn:AllOrNoneHeader><urn:allOrNone>true</urn:allOrNone></urn:AllOrNoneHeader>'
    }),
    await call(convertLead(leadConvert(lead).repeat(101)))
  ];
  assert.deepEqual(
    faults.map(({ status, text }) => [status, /<faultstring>(.*?)<\/faultstring>/.exec(text)?.[1]]),
    [
      [500, 'INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session'],
      [500, 'INVALID_OPERATION: not supported: query'],
      [500, 'UNSUPPORTED_API_VERSION: Invalid API version specified on URL: now'],
      [500, 'INVALID_OPERATION: not supported: sendNotificationEmail of LeadConvert'],
      [500, 'INVALID_OPERATION: not supported: opportunityId of LeadConvert'],
      [500, 'INVALID_OPERATION: not supported: AllOrNoneHeader of convertLead'],
      [500, 'EXCEEDED_ID_LIMIT: record limit reached. cannot submit more than 100 records into this call']
    ]
  );
  assert.equal(found(org, 'Lead', lead)['IsConverted'], false);
});

test('converted leads leave list views and lookups, and the UI API refuses to edit them', async () => {
  const [converted, open] = [newLead(org, { LastName: '見えない' }), newLead(org, { LastName: '見える' })];
  await call(convertLead(leadConvert(converted)));
  const client = await apiClient(org);
  try {
    const list = await client.get('/ui-api/list-ui/Lead/AllLeads');
    const ids = JSON.stringify(list.body);
    assert.deepEqual([ids.includes(open), ids.includes(converted)], [true, false]);
    const suggestions = JSON.stringify((await client.get('/ui-api/lookups/Task/WhoId/Lead?q=見え')).body);
    assert.deepEqual([suggestions.includes(open), suggestions.includes(converted)], [true, false]);
    const refused = await client.send('PATCH', `/ui-api/records/${converted}`, { fields: { Title: '課長' } });
    assert.deepEqual([refused.status, refused.body.output?.errors?.[0]?.errorCode], [400, 'CANNOT_UPDATE_CONVERTED_LEAD']);
    assert.equal((await client.get(`/ui-api/records/${converted}?fields=Lead.IsConverted`)).status, 200);
  } finally {
    await client.server.close();
  }
});
