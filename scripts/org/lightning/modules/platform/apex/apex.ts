/** `@salesforce/apex/*`: Apex methods of deployed classes, answered by the org. */
import { call } from 'platform/client';
import { refreshWired, wireAdapter } from 'platform/wire';

type Arguments = Record<string, unknown>;

/** Frozen answers of cacheable methods, as Salesforce's client cache holds them until refreshed. */
const cache = new Map<string, Promise<unknown>>();
const keyOf = (className: string, methodName: string, args: Arguments): string =>
  JSON.stringify([className, methodName, Object.entries(args).sort()]);

async function invoke(className: string, methodName: string, args: Arguments): Promise<unknown> {
  const { result } = await call<{ result: unknown }>('/lightning/api/apex', {
    method: 'POST',
    body: { class: className, method: methodName, args }
  });
  return result;
}

/**
 * The function (and wire adapter) that `import x from '@salesforce/apex/Class.method'` gives.
 * Only cacheable methods may be wired, as in Salesforce.
 */
export function apexMethod(className: string, methodName: string, cacheable: boolean): unknown {
  const ask = (args: Arguments): Promise<unknown> => {
    if (!cacheable) return invoke(className, methodName, args);
    const key = keyOf(className, methodName, args);
    const known = cache.get(key);
    if (known) return known;
    const answer = invoke(className, methodName, args);
    cache.set(key, answer);
    answer.catch(() => cache.delete(key));
    return answer;
  };
  const Adapter = wireAdapter<Arguments, unknown>({
    required: [],
    load: (config) => {
      if (Object.values(config).includes(undefined)) return new Promise(() => undefined);
      if (cacheable) return ask(config);
      return Promise.reject({
        body: { message: `Apex method ${className}.${methodName} is not cacheable: @AuraEnabled(cacheable=true) is needed for @wire.` },
        ok: false,
        status: 400,
        statusText: 'Bad Request',
        errorType: 'fetchResponse'
      });
    }
  });
  const method = (args: Arguments = {}): Promise<unknown> => ask(args);
  return Object.assign(method, { adapter: Adapter });
}

/** `refreshApex(value)`: asks the org again for what a wire emitted. */
export async function refreshApex(wired: unknown): Promise<void> {
  cache.clear();
  await refreshWired(wired);
}

/** `getSObjectValue(sObject, field)`: a field of an SObject that Apex returned, through relationships. */
export function getSObjectValue(sObject: unknown, field: string | { fieldApiName: string }): unknown {
  const path = typeof field === 'string' ? field.split('.').slice(1) : field.fieldApiName.split('.');
  return path.reduce<unknown>(
    (value, part) => (value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[part] : undefined),
    sObject
  );
}
