/** The REST API of a package's org in memory, over HTTP, as the administrator calls it. */
import { routes } from '../org/http/routes.ts';
import { startServer } from '../org/http/server.ts';
import { ACCESS_TOKEN, type Org } from '../org/org.ts';

export interface RestAnswer {
  status: number;
  /** What the JSON says; undefined for an empty answer. */
  body: unknown;
}

export interface PackageRest {
  /** Calls a path below `/services/data/vNN.0`. */
  call(method: string, path: string, body?: unknown): Promise<RestAnswer>;
  close(): Promise<void>;
}

/** Serves an org on a free port. */
export async function openPackageRest(org: Org): Promise<PackageRest> {
  const server = await startServer(org, { port: 0, routes: routes() });
  return {
    call: async (method, path, body) => {
      const response = await fetch(`${server.url}/services/data/v66.0${path}`, {
        method,
        headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    close: () => server.close()
  };
}
