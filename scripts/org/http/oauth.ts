/**
 * Identity of the signed-in user and single access for `sf org open`. The org has one fixed token:
 * flows that would issue another are refused by name.
 * Source: Salesforce Help "OAuth Endpoints", "Identity URLs"; cli-local-org.md.
 */
import { LANGUAGE, ORGANIZATION_ID, TIME_ZONE } from '../identity.ts';
import { readRecord } from '../records/store.ts';
import type { StoredRecord } from '../records/values.ts';
import { createOneTimePassword } from './oneTimePassword.ts';
import { ApiError, notFound, type HttpResponse, type RequestContext, type Route } from './router.ts';

/** Offset of the org's zone, which has no summer time. */
const UTC_OFFSET_MS = 9 * 60 * 60 * 1000;

/** The signed-in user; a session of a user that is gone is over. */
function signedInUser(context: RequestContext): StoredRecord {
  const user = readRecord(context.org, 'User', context.userId);
  if (!user) throw notFound();
  return user;
}

const identityUrl = (context: RequestContext): string => `${context.baseUrl}/id/${ORGANIZATION_ID}/${context.userId}`;
const fullName = (user: StoredRecord): string => [user.LastName, user.FirstName].filter(Boolean).join(' ');
const modified = (user: StoredRecord): string => String(user.LastModifiedDate).replace(/Z$/, '+0000');

/** What userinfo and the identity URL tell alike. */
function commonFacts({ userId, baseUrl }: RequestContext, user: StoredRecord): Record<string, unknown> {
  const data = `${baseUrl}/services/data/v{version}`;
  return {
    user_id: userId,
    organization_id: ORGANIZATION_ID,
    email: user.Email ?? null,
    email_verified: true,
    active: user.IsActive ?? true,
    user_type: 'STANDARD',
    language: LANGUAGE,
    locale: user.LocaleSidKey ?? 'ja_JP',
    utcOffset: UTC_OFFSET_MS,
    urls: {
      metadata: `${baseUrl}/services/Soap/m/{version}/${ORGANIZATION_ID}`,
      rest: `${data}/`,
      sobjects: `${data}/sobjects/`,
      query: `${data}/query/`,
      profile: `${baseUrl}/${userId}`
    }
  };
}

/** OpenID Connect's names. */
function userinfo(context: RequestContext): HttpResponse {
  const user = signedInUser(context);
  return {
    status: 200,
    body: {
      sub: identityUrl(context),
      ...commonFacts(context, user),
      preferred_username: user.Username,
      nickname: user.CommunityNickname ?? null,
      name: fullName(user),
      given_name: user.FirstName ?? null,
      family_name: user.LastName ?? null,
      zoneinfo: TIME_ZONE,
      updated_at: modified(user),
      profile: `${context.baseUrl}/${context.userId}`
    }
  };
}

/** Salesforce's own names for the same facts. */
function identity(context: RequestContext): HttpResponse {
  if (context.params.organization !== ORGANIZATION_ID || context.params.user !== context.userId) throw notFound();
  const user = signedInUser(context);
  return {
    status: 200,
    body: {
      id: identityUrl(context),
      asserted_user: true,
      ...commonFacts(context, user),
      username: user.Username,
      nick_name: user.CommunityNickname ?? null,
      display_name: fullName(user),
      first_name: user.FirstName ?? null,
      last_name: user.LastName ?? null,
      timezone: TIME_ZONE,
      last_modified_date: modified(user)
    }
  };
}

/** An address that signs the browser in once; `redirect_uri` names the page to show. */
function singleAccess(context: RequestContext): HttpResponse {
  const form = context.method === 'POST' ? new URLSearchParams(context.body.toString('utf8')) : new URLSearchParams();
  const start = context.url.searchParams.get('redirect_uri') ?? form.get('redirect_uri');
  const frontdoor = new URL('/secur/frontdoor.jsp', context.baseUrl);
  frontdoor.searchParams.set('otp', createOneTimePassword(context.userId));
  if (start) frontdoor.searchParams.set('startURL', start);
  return { status: 200, body: { frontdoor_uri: frontdoor.href } };
}

function refuse(context: RequestContext): HttpResponse {
  const what = `/services/oauth2/${context.params.rest}`;
  if (context.params.rest === 'token') {
    // The token endpoint has its own error shape (RFC 6749), which clients parse.
    return {
      status: 400,
      body: { error: 'unsupported_grant_type', error_description: `not supported: ${what} (this org has one fixed access token)` }
    };
  }
  throw new ApiError(404, 'NOT_SUPPORTED', `not supported: ${what}`);
}

export const routes: Route[] = [
  { method: 'GET', pattern: '/services/oauth2/userinfo', handler: userinfo },
  { method: 'POST', pattern: '/services/oauth2/userinfo', handler: userinfo },
  { method: 'GET', pattern: '/services/oauth2/singleaccess', handler: singleAccess },
  { method: 'POST', pattern: '/services/oauth2/singleaccess', handler: singleAccess },
  { method: 'GET', pattern: '/services/oauth2/*', public: true, handler: refuse },
  { method: 'POST', pattern: '/services/oauth2/*', public: true, handler: refuse },
  { method: 'GET', pattern: '/id/:organization/:user', handler: identity }
];
