/** Converting leads in any org by Salesforce's own SOAP call, which neither REST nor the CLI offers. */
import { readFileSync } from 'node:fs';
import { setGlobalProxyFromEnv } from 'node:http';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { ACCESS_TOKEN } from '../org/identity.ts';
import { Failure } from './failure.ts';
import { ROOT } from './paths.ts';
import { sf, type SfTarget } from './sf.ts';

/** Where the API is and who calls. */
export interface Session {
  url: string;
  token: string;
}

export interface Converted {
  leadId: string;
  accountId: string;
  contactId: string;
  opportunityId: string;
}

/** A lead that stayed as it was, and why. */
export interface NotConverted {
  leadId: string;
  messages: string[];
}

/** Session of an org: the fixed one of an embedded org, else that of the CLI's login. */
export async function sessionOf(target: SfTarget): Promise<Session> {
  if ('url' in target) return { url: target.url, token: ACCESS_TOKEN };
  const { instanceUrl } = await answered<{ instanceUrl?: string }>(target, ['org', 'display', '--json']);
  const { accessToken } = await answered<{ accessToken?: string }>(target, ['org', 'auth', 'show-access-token', '--json']);
  if (!instanceUrl || !accessToken) throw noSession(target.alias, '');
  // The CLI follows the proxies of the environment by itself; fetch has to be told.
  setGlobalProxyFromEnv();
  return { url: instanceUrl.replace(/\/$/, ''), token: accessToken };
}

async function answered<T>(target: { alias: string }, args: string[]): Promise<T> {
  const run = await sf(target, args);
  const start = run.stdout.indexOf('{');
  const answer = start < 0 ? undefined : (JSON.parse(run.stdout.slice(start)) as { result?: T; message?: string });
  if (run.code !== 0 || !answer?.result) throw noSession(target.alias, answer?.message ?? run.stderr.trim());
  return answer.result;
}

const noSession = (alias: string, reason: string): Failure =>
  new Failure(
    `組織 ${alias} のログイン情報を読めませんでした。\n  sf org login web --alias ${alias} でログインし直してから、もう一度実行してください。${reason && `\n  (${reason})`}`
  );

/** "convertLead(): up to 100 leads per call" */
const MAX_LEADS = 100;

/**
 * Converts leads, each for itself: a new company, person and opportunity per lead.
 * @throws Failure when the org refuses the call as a whole
 */
export async function convertLeads(
  session: Session,
  leadIds: string[],
  convertedStatus: string
): Promise<{ converted: Converted[]; refused: NotConverted[] }> {
  const converted: Converted[] = [];
  const refused: NotConverted[] = [];
  for (let at = 0; at < leadIds.length; at += MAX_LEADS) {
    const ids = leadIds.slice(at, at + MAX_LEADS);
    const results = await call(session, ids, convertedStatus);
    for (const [index, result] of results.entries()) {
      const { accountId, contactId, opportunityId, success, errors = [] } = result;
      const leadId = ids[index] ?? '';
      if (success === 'true') converted.push({ leadId, accountId, contactId, opportunityId });
      else
        refused.push({
          leadId,
          messages: errors.map(({ fields = [], message }) => `${fields.length ? `${fields.join()}: ` : ''}${message}`)
        });
    }
  }
  return { converted, refused };
}

interface ResultElement {
  accountId: string;
  contactId: string;
  opportunityId: string;
  success: string;
  errors?: { fields?: string[]; message: string }[];
}

const parser = new XMLParser({
  removeNSPrefix: true,
  parseTagValue: false,
  isArray: (name) => ['result', 'errors', 'fields'].includes(name)
});

async function call({ url, token }: Session, leadIds: string[], convertedStatus: string): Promise<ResultElement[]> {
  const { sourceApiVersion } = JSON.parse(readFileSync(join(ROOT, 'sfdx-project.json'), 'utf8')) as { sourceApiVersion: string };
  let answer: Response;
  try {
    answer = await fetch(`${url}/services/Soap/u/${sourceApiVersion}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' },
      body: envelope(token, leadIds, convertedStatus)
    });
  } catch (error) {
    const { cause } = error as { cause?: Error };
    throw new Failure(`組織 (${url}) につながらないので、案件化できませんでした。\n  (${cause?.message || (error as Error).message})`);
  }
  const text = await answer.text();
  const body = bodyOf(text);
  if (body?.convertLeadResponse) return body.convertLeadResponse.result ?? [];
  throw new Failure(`組織が案件化を断りました: ${body?.Fault?.faultstring ?? `HTTP ${answer.status} ${text.slice(0, 200)}`}`);
}

interface SoapBody {
  convertLeadResponse?: { result?: ResultElement[] };
  Fault?: { faultstring?: string };
}

/** The body of an envelope; undefined for an answer that is none, such as a proxy's page. */
function bodyOf(text: string): SoapBody | undefined {
  try {
    return (parser.parse(text) as { Envelope?: { Body?: SoapBody } }).Envelope?.Body;
  } catch {
    return undefined;
  }
}

/** Alerts of the org's own duplicate rules do not stop the leads. Elements stand in the order of the WSDL. */
function envelope(token: string, leadIds: string[], convertedStatus: string): string {
  const leads = leadIds
    .map(
      (id) =>
        `<leadConverts><convertedStatus>${escapeXml(convertedStatus)}</convertedStatus><doNotCreateOpportunity>false</doNotCreateOpportunity><leadId>${escapeXml(id)}</leadId><overwriteLeadSource>false</overwriteLeadSource><sendNotificationEmail>false</sendNotificationEmail></leadConverts>`
    )
    .join('');
  const headers = `<SessionHeader><sessionId>${escapeXml(token)}</sessionId></SessionHeader><DuplicateRuleHeader><allowSave>true</allowSave></DuplicateRuleHeader>`;
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com"><soapenv:Header>${headers}</soapenv:Header><soapenv:Body><convertLead>${leads}</convertLead></soapenv:Body></soapenv:Envelope>`;
}

const escapeXml = (text: string): string => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
