/** The Metadata API: deploy, status, retrieve, list and describe over SOAP, deploy over REST. */
import { ACCESS_TOKEN } from '../identity.ts';
import type { Org } from '../org.ts';
import { deployStatus, deployValidated, startDeploy, type JobOptions } from '../metadata/jobs.ts';
import { describeMetadata, listMetadata } from '../metadata/listing.ts';
import { memberName, type Manifest } from '../metadata/manifest.ts';
import type { DeployResult } from '../metadata/result.ts';
import { retrieve, type RetrieveResult } from '../metadata/retrieve.ts';
import type { XmlNode } from '../metadata/xml.ts';
import { readMultipart } from './multipart.ts';
import { ApiError, jsonBody, notFound, notSupported, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { child, childrenOf, readCall, SoapFault, textOf, writeAnswer, writeFault, type SoapCall } from './soap.ts';

const XML = 'text/xml;charset=UTF-8';

const retrieves = new WeakMap<Org, Map<string, RetrieveResult>>();

/** SOAP carries the token inside the body, so the route itself is public and the session is checked here. */
function soap(context: RequestContext): HttpResponse {
  try {
    const call = readCall(context.body.toString('utf8'));
    if (call.sessionId !== ACCESS_TOKEN)
      throw new SoapFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
    return { status: 200, type: XML, body: writeAnswer(call.operation, answer(context.org, call)) };
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error;
    return { status: 500, type: XML, body: writeFault(error.code, error.message) };
  }
}

function answer(org: Org, call: SoapCall): unknown {
  const { operation, body } = call;
  switch (operation) {
    case 'deploy': {
      if (call.zipFile === undefined) throw new SoapFault('INVALID_TYPE', 'The call deploy has no ZipFile.');
      return {
        done: false,
        id: startDeploy(org, Buffer.from(call.zipFile, 'base64'), soapOptions(child(body, 'DeployOptions'))).id,
        state: 'Queued'
      };
    }
    case 'checkDeployStatus':
      return withDetails(knownDeployment(org, textOf(body, 'asyncProcessId') ?? ''), textOf(body, 'includeDetails') === 'true');
    case 'deployRecentValidation': {
      const validationId = textOf(body, 'validationId') ?? '';
      const result = deployValidated(org, validationId);
      if (!result) throw new SoapFault('INVALID_ID_FIELD', `No recent validation ${validationId} that can be deployed: validate again.`);
      return result.id;
    }
    case 'describeMetadata':
      return describeMetadata();
    case 'listMetadata':
      return childrenOf(body, 'queries').flatMap((query) =>
        listMetadata(org.catalog, textOf(query, 'type') ?? '', textOf(query, 'folder'))
      );
    case 'retrieve':
      return startRetrieve(org, child(body, 'retrieveRequest') ?? child(body, 'request'));
    case 'checkRetrieveStatus': {
      const id = textOf(body, 'asyncProcessId') ?? '';
      const result = retrieves.get(org)?.get(id);
      if (!result) throw new SoapFault('INVALID_CROSS_REFERENCE_KEY', `no retrieve with id ${id}`);
      // As in Salesforce, a result is handed out once.
      if (textOf(body, 'includeZip') === 'false') return { ...result, zipFile: undefined };
      retrieves.get(org)?.delete(id);
      return result;
    }
    default:
      throw new SoapFault('INVALID_OPERATION', `not supported: ${operation}`);
  }
}

function soapOptions(node: XmlNode | undefined): JobOptions {
  const flag = (name: string): boolean | undefined => {
    const text = textOf(node, name);
    return text === undefined ? undefined : text === 'true';
  };
  return {
    checkOnly: flag('checkOnly') === true,
    ...definedFlag('rollbackOnError', flag('rollbackOnError')),
    ...definedFlag('singlePackage', flag('singlePackage')),
    ...definedFlag('allowMissingFiles', flag('allowMissingFiles')),
    ...(textOf(node, 'testLevel') === undefined ? {} : { testLevel: textOf(node, 'testLevel') as string }),
    runTests: childrenOf(node, 'runTests').map((test) => test.text.trim())
  };
}

function definedFlag(name: 'rollbackOnError' | 'singlePackage' | 'allowMissingFiles', value: boolean | undefined): Partial<JobOptions> {
  return value === undefined ? {} : { [name]: value };
}

function knownDeployment(org: Org, id: string): DeployResult {
  const result = deployStatus(org, id);
  if (!result) throw new SoapFault('INVALID_CROSS_REFERENCE_KEY', `no deployment with id ${id}`);
  return result;
}

function withDetails(result: DeployResult, includeDetails: boolean): unknown {
  return includeDetails ? result : { ...result, details: undefined };
}

function startRetrieve(org: Org, request: XmlNode | undefined): unknown {
  for (const name of ['packageNames', 'specificFiles']) {
    if (childrenOf(request, name).some((node) => node.text.trim() !== ''))
      throw new SoapFault('INVALID_OPERATION', `not supported: retrieve with ${name}`);
  }
  const manifest: Manifest = new Map();
  for (const types of childrenOf(child(request, 'unpackaged'), 'types')) {
    const members = childrenOf(types, 'members').map((member) => memberName(member.text));
    manifest.set(textOf(types, 'name') ?? '', new Set(members));
  }
  const known = retrieves.get(org) ?? new Map<string, RetrieveResult>();
  retrieves.set(org, known);
  const result = retrieve(org.db, org.catalog, manifest, Date.now());
  known.set(result.id, result);
  return { done: false, id: result.id, state: 'Queued' };
}

function restDeploy(context: RequestContext): HttpResponse {
  const { org } = context;
  if (context.headers['content-type']?.startsWith('application/json')) {
    const { validatedDeployRequestId } = jsonBody(context);
    const result = typeof validatedDeployRequestId === 'string' ? deployValidated(org, validatedDeployRequestId) : undefined;
    if (!result)
      throw new ApiError(
        400,
        'INVALID_ID_FIELD',
        `No recent validation ${String(validatedDeployRequestId)} that can be deployed: validate again.`
      );
    return { status: 201, body: { id: result.id, validatedDeployRequestId } };
  }
  const parts = readMultipart(context.body, context.headers['content-type'] ?? '');
  const zip = parts.get('file');
  if (!zip) throw new ApiError(400, 'MALFORMED_MULTIPART', 'The part "file" with the zip is missing.');
  const { deployOptions } = jsonBody({ ...context, body: parts.get('entity_content') ?? parts.get('json') ?? Buffer.from('{}') });
  const options = (deployOptions ?? {}) as JobOptions;
  return { status: 201, body: { id: startDeploy(org, zip, options).id, deployOptions: options } };
}

function restStatus(context: RequestContext): HttpResponse {
  const id = context.params['id'] ?? '';
  const result = deployStatus(context.org, id);
  if (!result) throw notFound();
  return {
    status: 200,
    body: { id: result.id, deployResult: withDetails(result, context.url.searchParams.get('includeDetails') === 'true') }
  };
}

export const routes: Route[] = [
  { method: 'POST', pattern: '/services/Soap/m', public: true, handler: soap },
  { method: 'POST', pattern: '/services/Soap/m/:version', public: true, handler: soap },
  // Some clients append the organization's id.
  { method: 'POST', pattern: '/services/Soap/m/:version/:organization', public: true, handler: soap },
  { method: 'POST', pattern: '/services/data/:version/metadata/deployRequest', handler: restDeploy },
  { method: 'GET', pattern: '/services/data/:version/metadata/deployRequest/:id', handler: restStatus },
  {
    method: 'PATCH',
    pattern: '/services/data/:version/metadata/deployRequest/:id',
    handler: () => {
      throw notSupported('cancelling a deployment (deployments here are over when the call returns)');
    }
  }
];
