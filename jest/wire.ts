/**
 * Wire adapters that behave like those of Lightning Data Service: they answer `{ undefined, undefined }` first, say nothing while a value
 * of their configuration is undefined, and give data that nobody can change.
 */
import type { WireAdapterConstructor } from 'lwc';

type Config = Record<string, unknown>;
export interface Result<T> {
  readonly data: T | undefined;
  readonly error: unknown;
}

export interface WireMock<C extends Config, T> {
  readonly adapter: WireAdapterConstructor<C, Result<T>>;
  /** Gives data to every connected component whose configuration is complete. */
  emit(data: T): void;
  emitError(error: unknown): void;
  /** The configurations of the connected components, complete ones only. */
  configs(): C[];
}

/** Makes an adapter and its remote control. */
export function wireMock<C extends Config, T>(): WireMock<C, T> {
  const live = new Set<Adapter>();

  class Adapter {
    config: C | undefined;
    connected = false;
    readonly callback: (result: Result<T>) => void;

    constructor(callback: (result: Result<T>) => void) {
      this.callback = callback;
      callback({ data: undefined, error: undefined });
    }
    connect(): void {
      live.add(this);
    }
    disconnect(): void {
      live.delete(this);
    }
    update(config: C): void {
      this.config = Object.values(config).includes(undefined) ? undefined : config;
    }
  }

  const send = (result: Result<T>): void => {
    for (const { config, callback } of live) if (config) callback(result);
  };
  return {
    adapter: Adapter as unknown as WireAdapterConstructor<C, Result<T>>,
    emit: (data) => send({ data: deepFreeze(structuredClone(data)), error: undefined }),
    emitError: (error) => send({ data: undefined, error }),
    configs: () => [...live].flatMap(({ config }) => (config ? [config] : []))
  };
}

/** Freezes a value and everything in it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
