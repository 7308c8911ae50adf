/** A server with the record families of the REST API over an org of widgets, and calls to it. */
import { ACCESS_TOKEN } from '../../identity.ts';
import { closeOrg, type Clock, type Org } from '../../org.ts';
import { widgetOrg } from '../../query/__tests__/widgets.ts';
import { routes as composite } from '../composite.ts';
import { routes as oauth } from '../oauth.ts';
import { routes as query } from '../query.ts';
import { startServer } from '../server.ts';
import { routes as session } from '../session.ts';
import { routes as sobjects } from '../sobjects.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

export interface RestServer {
  org: Org;
  url: string;
  /** Calls below `/services/data/v66.0`, or any path that starts with `/services` or `/id`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export async function restServer(clock?: Clock): Promise<RestServer> {
  const org = widgetOrg(clock);
  const server = await startServer(org, { port: 0, routes: [...session, ...oauth, ...query, ...sobjects, ...composite] });
  return {
    org,
    url: server.url,
    async call(method, path, body, headers = {}) {
      const full = /^\/(services|id)\b/.test(path) ? path : `/services/data/v66.0${path}`;
      const response = await fetch(server.url + full, {
        method,
        headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json', ...headers },
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text
      };
    },
    async close() {
      await server.close();
      closeOrg(org);
    }
  };
}
