/** `lightning/graphql` as Lightning Data Service behaves: nothing first, silent without variables, data that nobody can change. */
import type { GraphqlDocument, GraphqlError, GraphqlResult } from 'lightning/graphql';
import type { WireAdapterConstructor } from 'lwc';
import { deepFreeze } from '../wire';

interface Config {
  readonly query?: GraphqlDocument;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

const live = new Set<Adapter>();

class Adapter {
  config: Config | undefined;
  readonly callback: (result: GraphqlResult) => void;

  constructor(callback: (result: GraphqlResult) => void) {
    this.callback = callback;
    callback({ data: undefined, errors: undefined });
  }
  connect(): void {
    live.add(this);
  }
  disconnect(): void {
    live.delete(this);
  }
  update(config: Config): void {
    const incomplete = !config.query || ('variables' in config && !config.variables);
    this.config = incomplete || Object.values(config.variables ?? {}).includes(undefined) ? undefined : config;
  }
}

export const graphql = Adapter as unknown as WireAdapterConstructor<Config, GraphqlResult>;
export const gql = (strings: TemplateStringsArray, ...values: string[]): GraphqlDocument =>
  ({ text: String.raw({ raw: strings }, ...values) }) as GraphqlDocument;

const addressed = (name: string | undefined): Adapter[] =>
  [...live].filter(({ config }) => config && (name === undefined || config.operationName === name));

/** The wires' remote control; `name` addresses the queries of one operationName, undefined all. */
export const graphqlMock = {
  refresh: jest.fn<Promise<void>, []>(() => Promise.resolve()),
  emit(data: unknown, name?: string): void {
    for (const { callback } of addressed(name)) {
      callback({ data: deepFreeze(structuredClone(data)), errors: undefined, refresh: graphqlMock.refresh });
    }
  },
  emitErrors(errors: readonly GraphqlError[], name?: string): void {
    for (const { callback } of addressed(name)) callback({ data: undefined, errors, refresh: graphqlMock.refresh });
  },
  variables: (name?: string): (Readonly<Record<string, unknown>> | undefined)[] => addressed(name).map(({ config }) => config?.variables)
};
