/** Calls the UI API, the GraphQL API and the Analytics API of a test org over HTTP, as the administrator. */
import { ACCESS_TOKEN, type Org } from '../../org.ts';
import { routes as analytics } from '../analytics.ts';
import { routes as graphql } from '../graphql.ts';
import { startServer, type OrgServer } from '../server.ts';
import { routes as uiApi } from '../ui-api.ts';

export interface Answer {
  status: number;
  // Tests read deep into bodies of many shapes.
  body: Body;
}

/** JSON of an answer: every property may be anything, reading further never fails to compile. */
export interface Body {
  [name: string]: Body;
}

export interface ApiClient {
  server: OrgServer;
  get(path: string): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** Starts a server of the org on a free port; close `server` when done. */
export async function apiClient(org: Org): Promise<ApiClient> {
  const server = await startServer(org, { port: 0, routes: [...uiApi, ...graphql, ...analytics] });
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${server.url}/services/data/v66.0${path}`, {
      method,
      headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Body };
  };
  return { server, send, get: (path) => send('GET', path) };
}
