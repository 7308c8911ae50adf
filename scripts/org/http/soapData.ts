/**
 * The Partner and Enterprise SOAP APIs (/services/Soap/u and /c): convertLead, which REST does not have. Every other call
 * is refused by name. Source: SOAP API Developer Guide, "convertLead()", "LeadConvertResult", "DuplicateRuleHeader".
 */
import { convertLeads, type ConvertResult, type LeadConvert } from '../records/convert.ts';
import type { SaveError } from '../records/values.ts';
import { escapeXml, type XmlNode } from '../metadata/xml.ts';
import { duplicateResult } from './duplicateResult.ts';
import type { HttpResponse, RequestContext, Route } from './router.ts';
import { authenticate } from './session.ts';
import { child, childrenOf, readCall, SoapFault, textOf, writeValue, type SoapCall } from './soap.ts';

const XML = 'text/xml;charset=UTF-8';
/** "convertLead(): up to 100 leads per call" */
const MAX_LEADS = 100;

const NAMESPACES = {
  u: { main: 'urn:partner.soap.sforce.com', fault: 'urn:fault.partner.soap.sforce.com' },
  c: { main: 'urn:enterprise.soap.sforce.com', fault: 'urn:fault.enterprise.soap.sforce.com' }
};
type Endpoint = keyof typeof NAMESPACES;

/** Elements of LeadConvert that this org takes; others are refused when they carry a value. */
const TEXTS = ['leadId', 'convertedStatus', 'accountId', 'contactId', 'ownerId', 'opportunityName'] as const;
const FLAGS = ['doNotCreateOpportunity', 'overwriteLeadSource', 'bypassAccountDedupeCheck', 'bypassContactDedupeCheck'] as const;

function soap(endpoint: Endpoint, context: RequestContext): HttpResponse {
  try {
    if (!/^\d{2}\.0$/.test(context.params.version ?? ''))
      throw new SoapFault('UNSUPPORTED_API_VERSION', `Invalid API version specified on URL: ${context.params.version}`);
    const call = readCall(context.body.toString('utf8'));
    // SOAP carries the token inside the body, so the route itself is public and the session is checked here.
    const session = authenticate({ authorization: `Bearer ${call.sessionId}` }, context.baseUrl);
    if (!session) throw new SoapFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
    if (call.operation !== 'convertLead') throw new SoapFault('INVALID_OPERATION', `not supported: ${call.operation}`);
    const results = convertLeads(context.org, session.userId, leadConverts(call));
    return answer(endpoint, 200, `<convertLeadResponse>${results.map(resultElement).join('')}</convertLeadResponse>`);
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error;
    const message = escapeXml(error.message);
    const detail = `<detail><sf:UnexpectedErrorFault xsi:type="sf:UnexpectedErrorFault"><sf:exceptionCode>${error.code}</sf:exceptionCode><sf:exceptionMessage>${message}</sf:exceptionMessage></sf:UnexpectedErrorFault></detail>`;
    return answer(
      endpoint,
      500,
      `<soapenv:Fault><faultcode>sf:${error.code}</faultcode><faultstring>${error.code}: ${message}</faultstring>${detail}</soapenv:Fault>`
    );
  }
}

function answer(endpoint: Endpoint, status: number, content: string): HttpResponse {
  const { main, fault } = NAMESPACES[endpoint];
  const open = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${main}" xmlns:sf="${fault}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`;
  return {
    status,
    type: XML,
    body: `<?xml version="1.0" encoding="UTF-8"?>${open}<soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`
  };
}

/** @throws SoapFault for too many leads and for elements that mean something this org cannot do */
function leadConverts(call: SoapCall): LeadConvert[] {
  if (isTrue(child(call.headers, 'AllOrNoneHeader'), 'allOrNone'))
    throw new SoapFault('INVALID_OPERATION', 'not supported: AllOrNoneHeader of convertLead');
  const allowSaveOnDuplicate = isTrue(child(call.headers, 'DuplicateRuleHeader'), 'allowSave');
  const nodes = childrenOf(call.body, 'leadConverts');
  if (nodes.length > MAX_LEADS)
    throw new SoapFault('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${MAX_LEADS} records into this call`);
  return nodes.map((node) => ({ ...leadConvert(node), allowSaveOnDuplicate }));
}

function leadConvert(node: XmlNode): LeadConvert {
  const taken = new Set<string>([...TEXTS, ...FLAGS]);
  for (const element of node.children) {
    const name = element.name.slice(element.name.indexOf(':') + 1);
    const text = element.text.trim();
    if (!taken.has(name) && text !== '' && text !== 'false')
      throw new SoapFault('INVALID_OPERATION', `not supported: ${name} of LeadConvert`);
  }
  const request: LeadConvert = { leadId: textOf(node, 'leadId') ?? '', convertedStatus: textOf(node, 'convertedStatus') ?? '' };
  for (const name of TEXTS) {
    const text = textOf(node, name);
    if (text !== undefined) request[name] = text;
  }
  for (const name of FLAGS) if (isTrue(node, name)) request[name] = true;
  return request;
}

const isTrue = (node: XmlNode | undefined, name: string): boolean => ['true', '1'].includes(textOf(node, name) ?? '');

/** One `result`, in the order of the WSDL; ids that were not made are nil. */
function resultElement(result: ConvertResult): string {
  const id = (name: string, value: string | null): string => (value === null ? `<${name} xsi:nil="true"/>` : writeValue(name, value));
  return `<result>${id('accountId', result.accountId)}${id('contactId', result.contactId)}${result.errors
    .map(errorElement)
    .join('')}${id('leadId', result.leadId)}${id('opportunityId', result.opportunityId)}<success>${result.success}</success></result>`;
}

function errorElement(error: SaveError): string {
  const inner = `${writeValue('fields', error.fields)}${writeValue('message', error.message)}${writeValue('statusCode', error.statusCode)}`;
  if (!error.duplicates) return `<errors>${inner}</errors>`;
  return `<errors xsi:type="DuplicateError">${inner}${writeValue('duplicateResult', duplicateResult(error.duplicates, error.message, sObject))}</errors>`;
}

const sObject = (type: string, id: string): Record<string, unknown> => ({ type, Id: id });

const route = (endpoint: Endpoint, rest = ''): Route => ({
  method: 'POST',
  pattern: `/services/Soap/${endpoint}/:version${rest}`,
  public: true,
  handler: (context) => soap(endpoint, context)
});

// Some clients append the organization's id.
export const routes: Route[] = [route('u'), route('u', '/:organization'), route('c'), route('c', '/:organization')];
