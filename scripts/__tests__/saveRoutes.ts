/** The routes that people take to save a record, each told by what a refusal says: for tables of moves that must answer alike. */
import assert from 'node:assert/strict';
import { routes as composite } from '../org/http/composite.ts';
import { startServer } from '../org/http/server.ts';
import { routes as sobjects } from '../org/http/sobjects.ts';
import { routes as uiApi } from '../org/http/ui-api.ts';
import { ACCESS_TOKEN } from '../org/identity.ts';
import type { Org } from '../org/org.ts';
import type { Row } from './packageOrg.ts';

/** What a refusal says, and where. */
export interface Said {
  field: string;
  message: string;
}

/** As the REST APIs write an error. */
interface ApiSaid {
  message: string;
  errorCode?: string;
  statusCode?: string;
  fields: string[];
}

/** As the collections write a result. */
export interface RowResult {
  id?: string;
  success: boolean;
  errors: ApiSaid[];
}

export interface SaveRoutes {
  /** One call of the REST APIs, below the version. */
  call: (method: string, path: string, body: unknown) => Promise<{ status: number; body: unknown }>;
  /** A record as collections want it. */
  typed: (values: Row) => Row;
  /** Ways to change one record; each returns what the refusal says, nothing when the record is changed. */
  updates: Record<string, (id: string, values: Row) => Promise<Said[]>>;
  /** Ways to make one record; each returns what the refusal says, nothing when the record is made. */
  inserts: Record<string, (values: Row) => Promise<Said[]>>;
  close: () => Promise<void>;
}

/** Refusals of collections and REST, which must all come from validation rules unless `anyCode`. */
export function said(errors: readonly ApiSaid[], anyCode = false): Said[] {
  if (!anyCode)
    for (const error of errors) assert.equal(error.errorCode ?? error.statusCode, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', error.message);
  return errors.map(({ message, fields }) => ({ field: fields.join(), message }));
}

/** Order does not matter where several things are refused at once. */
export const inOrder = (each: readonly Said[]): Said[] => [...each].sort((a, b) => (a.field + a.message < b.field + b.message ? -1 : 1));

/** What the UI API says of a refused record: at fields and above them. */
export const ofPage = (body: unknown): Said[] => {
  const { errors, fieldErrors } = (
    body as { output: { errors: { message: string }[]; fieldErrors: Record<string, { message: string }[]> } }
  ).output;
  return [
    ...errors.map(({ message }) => ({ field: '', message })),
    ...Object.entries(fieldErrors).flatMap(([field, each]) => each.map(({ message }) => ({ field, message })))
  ];
};

/**
 * Serves an org and opens the routes for one object.
 * @param options.anyCode takes refusals of the platform too, not of rules alone
 */
export async function openSaveRoutes(org: Org, object: string, options: { anyCode?: boolean } = {}): Promise<SaveRoutes> {
  const server = await startServer(org, { port: 0, routes: [...sobjects, ...composite, ...uiApi] });
  const call: SaveRoutes['call'] = async (method, path, body) => {
    const response = await fetch(`${server.url}/services/data/v66.0${path}`, {
      method,
      headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body)
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const typed = (values: Row): Row => ({ attributes: { type: object }, ...values });
  const told = (errors: readonly ApiSaid[]): Said[] => said(errors, options.anyCode);
  return {
    call,
    typed,
    updates: {
      'a single update': async (id, values) => {
        const { status, body } = await call('PATCH', `/sobjects/${object}/${id}`, values);
        assert.equal(status, body === undefined ? 204 : 400);
        return told((body ?? []) as ApiSaid[]);
      },
      'the page': async (id, fields) => {
        const { status, body } = await call('PATCH', `/ui-api/records/${id}`, { fields });
        return status === 200 ? [] : ofPage(body);
      },
      'a list edit': async (id, values) => {
        const { status, body } = await call('PATCH', '/composite/sobjects', { allOrNone: false, records: [typed({ id, ...values })] });
        assert.equal(status, 200);
        const [result] = body as RowResult[];
        assert.equal(result?.success, result?.errors.length === 0);
        return told(result?.errors ?? []);
      }
    },
    inserts: {
      'a single insert': async (values) => {
        const { status, body } = await call('POST', `/sobjects/${object}`, values);
        return status === 201 ? [] : told(body as ApiSaid[]);
      },
      'the page': async (fields) => {
        const { status, body } = await call('POST', '/ui-api/records', { apiName: object, fields });
        return status === 201 ? [] : ofPage(body);
      },
      'an import': async (values) => {
        const { body } = await call('POST', '/composite/sobjects', { allOrNone: false, records: [typed(values)] });
        return told((body as RowResult[])[0]?.errors ?? []);
      },
      'an import of a tree': async (values) => {
        const records = [{ attributes: { type: object, referenceId: 'one' }, ...values }];
        const { body } = await call('POST', `/composite/tree/${object}`, { records });
        const { hasErrors, results } = body as { hasErrors: boolean; results: { errors: ApiSaid[] }[] };
        return hasErrors ? told(results[0]?.errors ?? []) : [];
      }
    },
    close: () => server.close()
  };
}
