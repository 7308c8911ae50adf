/**
 * Who is calling: API clients by the fixed access token, browsers by a cookie that the login page sets.
 * Sessions live in memory: a restart of the org signs browsers out, as an expired session does in Salesforce.
 */
import { randomBytes } from 'node:crypto';
import { ACCESS_TOKEN, ADMIN_USER_ID } from '../identity.ts';
import { consumeOneTimePassword } from './oneTimePassword.ts';
import { loginPage } from './loginPage.ts';
import { ApiError, type RequestContext, type Route } from './router.ts';

/** A browser session ends after this many milliseconds without use (Salesforce's longest setting, 24 hours, halved). */
const SESSION_IDLE_MS = 12 * 60 * 60 * 1000;

interface BrowserSession {
  userId: string;
  lastUsed: number;
}
const sessions = new Map<string, BrowserSession>();

/** Cookies of 127.0.0.1 are shared by all ports: the port in the name keeps two orgs apart. */
const cookieName = (baseUrl: string): string => `sid_${new URL(baseUrl).port}`;

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=');
    if (key === name) return value;
  }
  return undefined;
}

/**
 * The user behind a request.
 * @returns the user's id and whether it came by cookie, or undefined without a valid session
 */
export function authenticate(headers: RequestContext['headers'], baseUrl: string): { userId: string; byCookie: boolean } | undefined {
  const bearer = /^(?:Bearer|OAuth) (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer === ACCESS_TOKEN ? { userId: ADMIN_USER_ID, byCookie: false } : undefined;
  const sid = cookieValue(headers.cookie, cookieName(baseUrl));
  const session = sid === undefined ? undefined : sessions.get(sid);
  if (!session) return undefined;
  if (Date.now() - session.lastUsed > SESSION_IDLE_MS) {
    sessions.delete(sid as string);
    return undefined;
  }
  session.lastUsed = Date.now();
  return { userId: session.userId, byCookie: true };
}

function signIn(context: RequestContext, userId: string, startUrl: string | null): { status: number; headers: Record<string, string> } {
  const sid = randomBytes(24).toString('base64url');
  sessions.set(sid, { userId, lastUsed: Date.now() });
  return {
    status: 302,
    headers: {
      location: localPath(startUrl),
      'set-cookie': `${cookieName(context.baseUrl)}=${sid}; HttpOnly; SameSite=Strict; Path=/`
    }
  };
}

/** Only paths of this org are followed after signing in; anything else leads home (no open redirect). */
export function localPath(startUrl: string | null): string {
  if (!startUrl) return '/lightning/page/home';
  const origin = 'http://org.invalid';
  try {
    const url = new URL(startUrl, origin);
    return url.origin === origin && url.pathname !== '/' ? url.pathname + url.search : '/lightning/page/home';
  } catch {
    return '/lightning/page/home';
  }
}

export const routes: Route[] = [
  {
    method: 'GET',
    pattern: '/',
    public: true,
    handler: () => ({ status: 302, headers: { location: '/lightning/page/home' } })
  },
  {
    method: 'GET',
    pattern: '/login',
    public: true,
    handler: (context) => loginPage(localPath(context.url.searchParams.get('startURL')), context.url.searchParams.has('loggedOut'))
  },
  {
    method: 'POST',
    pattern: '/login',
    public: true,
    handler: (context) => signIn(context, ADMIN_USER_ID, new URLSearchParams(context.body.toString('utf8')).get('startURL'))
  },
  {
    method: 'GET',
    pattern: '/secur/frontdoor.jsp',
    public: true,
    handler: (context) => {
      const query = context.url.searchParams;
      const userId = consumeOneTimePassword(query.get('otp') ?? '');
      const start = query.get('startURL') ?? query.get('retURL');
      if (userId === undefined) {
        return { status: 302, headers: { location: `/login?startURL=${encodeURIComponent(localPath(start))}` } };
      }
      return signIn(context, userId, start);
    }
  },
  {
    method: 'POST',
    pattern: '/secur/logout.jsp',
    handler: (context) => {
      const name = cookieName(context.baseUrl);
      const sid = cookieValue(context.headers.cookie, name);
      if (sid === undefined) throw new ApiError(400, 'INVALID_SESSION_ID', 'Only a browser session can be ended.');
      sessions.delete(sid);
      return {
        status: 302,
        headers: { location: '/login?loggedOut', 'set-cookie': `${name}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0` }
      };
    }
  }
];
