/** Sends histories to the org as clients do: sObject collections over HTTP, 200 records a call, at the moment of each change. */
import type { CaseHistory, Change, Value, Values } from './history.ts';

/** What the org answers to one record. */
interface RecordResult {
  id?: string;
  success: boolean;
  errors: { statusCode: string; message: string; fields: string[] }[];
}

/** The REST API below `/services/data/vNN.0`; throws for any answer that is no success. */
interface Rest {
  call(method: string, path: string, body?: unknown): Promise<unknown>;
}

export interface Driver {
  /** Ids of records by key. */
  ids: Map<string, string>;
  /** What went otherwise than the history says. */
  surprises: string[];
  /** Sends all changes of one moment, in the order of each history. */
  send(histories: readonly CaseHistory[], at: Date): Promise<void>;
  /** Sends changes to records that belong to no case, in order. */
  sendAll(changes: readonly Change[]): Promise<void>;
  /** All rows of a query. */
  query(soql: string): Promise<Record<string, Value>[]>;
}

const MOST_RECORDS = 200;

function chunks<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / MOST_RECORDS) }, (_, index) =>
    list.slice(index * MOST_RECORDS, (index + 1) * MOST_RECORDS)
  );
}

/**
 * @param migrate gives the caller the permission set of imports, or takes it back
 */
export function driver(rest: Rest, migrate: (on: boolean) => Promise<void>): Driver {
  const ids = new Map<string, string>();
  const surprises: string[] = [];

  const idOf = (key: string): string => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`${key} was never made\n${surprises.slice(0, 10).join('\n')}`);
    return id;
  };
  const resolved = (values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' && value.startsWith('@') ? idOf(value.slice(1)) : value
      ])
    );

  const query = async (soql: string): Promise<Record<string, Value>[]> => {
    const rows: Record<string, Value>[] = [];
    let path: string | undefined = `/query?q=${encodeURIComponent(soql)}`;
    while (path !== undefined) {
      const page = (await rest.call('GET', path)) as { records: Record<string, Value>[]; nextRecordsUrl?: string };
      rows.push(...page.records);
      path = page.nextRecordsUrl?.replace(/^\/services\/data\/v[\d.]+/, '');
    }
    return rows;
  };

  const check = (change: Change, result: RecordResult): void => {
    const complained = [...new Set(result.errors.flatMap(({ fields }) => fields))].sort();
    const asSaid = change.refused ? !result.success && complained.join() === change.refused.join() : result.success;
    if (!asSaid)
      surprises.push(
        `${change.at.toISOString()} ${change.action} ${change.object} ${change.key} ${JSON.stringify(change.values)}: ` +
          `${change.refused ? `should be refused at ${change.refused.join()}, ` : ''}${JSON.stringify(result)}`
      );
    if (change.action === 'insert' && result.id !== undefined) ids.set(change.key, result.id);
  };

  const insert = async (changes: readonly Change[]): Promise<void> => {
    for (const chunk of chunks(changes)) {
      const records = chunk.map(({ object, values }) => ({ attributes: { type: object }, ...resolved(values) }));
      const results = (await rest.call('POST', '/composite/sobjects', { allOrNone: false, records })) as RecordResult[];
      chunk.forEach((change, index) => check(change, results[index]));
    }
  };

  const update = async (changes: readonly Change[]): Promise<void> => {
    for (const chunk of chunks(changes)) {
      const records = chunk.map(({ object, key, values }) => ({ attributes: { type: object }, Id: idOf(key), ...resolved(values) }));
      const results = (await rest.call('PATCH', '/composite/sobjects', { allOrNone: false, records })) as RecordResult[];
      chunk.forEach((change, index) => check(change, results[index]));
    }
  };

  const remove = async (changes: readonly Change[]): Promise<void> => {
    for (const chunk of chunks(changes)) {
      const list = chunk.map(({ key }) => idOf(key)).join(',');
      const results = (await rest.call('DELETE', `/composite/sobjects?allOrNone=false&ids=${list}`)) as RecordResult[];
      chunk.forEach((change, index) => check(change, results[index]));
    }
  };

  /** Does all open tasks of the cases, found as a list of tasks finds them. */
  const complete = async (changes: readonly Change[]): Promise<void> => {
    if (changes.length === 0) return;
    const cases = new Map(changes.map((change) => [idOf(change.key), change]));
    const open = await query('SELECT Id, WhatId FROM Task WHERE IsClosed = false');
    const done = open.flatMap(({ Id, WhatId }): Change[] => {
      const change = cases.get(String(WhatId));
      if (!change) return [];
      ids.set(`task ${String(Id)}`, String(Id));
      return [{ ...change, action: 'update', key: `task ${String(Id)}`, values: { Status: 'Completed' } }];
    });
    await update(done);
  };

  const byObject = (a: Change, b: Change): number => a.object.localeCompare(b.object, 'en');

  const sendRound = async (changes: readonly Change[]): Promise<void> => {
    const of = (action: Change['action']): Change[] =>
      changes.filter((change) => change.action === action && !change.imported).sort(byObject);
    const imported = changes.filter((change) => change.imported);
    if (imported.length > 0) {
      await migrate(true);
      await insert(imported);
      await migrate(false);
    }
    await insert(of('insert'));
    await update(of('update'));
    await remove(of('delete'));
    await complete(of('complete'));
  };

  return {
    ids,
    surprises,
    query,
    send: async (histories, at) => {
      const queues = histories.map(({ changes }) => changes.filter((change) => change.at.getTime() === at.getTime()));
      for (let round = 0; queues.some((queue) => queue.length > round); round++) {
        await sendRound(queues.flatMap((queue) => queue[round] ?? []));
      }
    },
    sendAll: async (changes) => {
      for (const change of changes) {
        if (change.action === 'insert') await insert([change]);
        else await update([change]);
      }
    }
  };
}
