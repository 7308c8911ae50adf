/** `lightning/graphql` over the org's GraphQL API: the wire adapter and its template tag. Source: LWC guide, "lightning/graphql". */
import type { WireAdapterConstructor } from 'lwc';
import { onRecordsChanged } from 'platform/changes';
import { call } from 'platform/client';
import { deepFreeze } from 'platform/freeze';

/** A document as `gql` gives it: opaque to components. */
export interface GraphqlDocument {
  readonly text: string;
}

interface GraphqlConfig {
  query: GraphqlDocument;
  variables?: Record<string, unknown>;
  operationName?: string;
}

interface GraphqlErrorRepresentation {
  message: string;
  locations?: { line: number; column: number }[];
}

/** Failures are `errors`, as GraphQL itself names them; data and errors may come together. */
interface GraphqlResult {
  data: unknown;
  errors: readonly GraphqlErrorRepresentation[] | undefined;
  /** Asks the server again; resolves when what it says has been given to the component. */
  refresh?: () => Promise<void>;
}

/** Marks a GraphQL document; values in it are put in as they are. */
export function gql(strings: TemplateStringsArray, ...values: unknown[]): GraphqlDocument {
  return Object.freeze({ text: String.raw({ raw: strings }, ...values) });
}

const EMPTY: GraphqlResult = Object.freeze({ data: undefined, errors: undefined });

class GraphqlAdapter {
  private readonly emit: (value: GraphqlResult) => void;
  private config: GraphqlConfig | undefined;
  private connected = false;
  private latest = 0;
  private shown: string | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(emit: (value: GraphqlResult) => void) {
    this.emit = emit;
    emit(EMPTY);
  }

  update(config: GraphqlConfig): void {
    const { query, variables } = config;
    // Silent until it is known what to ask, variables included.
    if (!query || Object.values(variables ?? {}).includes(undefined) || ('variables' in config && variables === undefined)) return;
    this.config = config;
    this.shown = undefined;
    if (this.connected) void this.ask();
  }

  connect(): void {
    this.connected = true;
    // As in Lightning Data Service, a changed record comes by itself; a new or deleted one only after a refresh.
    this.unsubscribe = onRecordsChanged(({ ids, objects }) => {
      if (this.config && objects.length === 0 && ids.some((id) => this.shown?.includes(id))) void this.ask();
    });
    if (this.config && this.shown === undefined) void this.ask();
  }

  disconnect(): void {
    this.connected = false;
    this.unsubscribe?.();
  }

  private async ask(): Promise<void> {
    const { config } = this;
    if (!config) return;
    this.latest += 1;
    const turn = this.latest;
    const result = await load(config);
    if (turn !== this.latest || !this.connected) return;
    const text = JSON.stringify(result);
    if (text === this.shown) return;
    this.shown = text;
    this.emit({ ...deepFreeze(result), refresh: () => this.ask() });
  }
}

async function load({ query, variables = {}, operationName }: GraphqlConfig): Promise<GraphqlResult> {
  try {
    const body = { query: query.text, variables, ...(operationName === undefined ? {} : { operationName }) };
    const { data, errors } = await call<{ data: unknown; errors?: GraphqlErrorRepresentation[] }>('/services/data/v66.0/graphql', {
      method: 'POST',
      body
    });
    return { data: data ?? undefined, errors: errors && errors.length > 0 ? errors : undefined };
  } catch (error) {
    const body = (error as { body?: unknown }).body;
    const first = (Array.isArray(body) ? body[0] : body) as { message?: string } | undefined;
    return { data: undefined, errors: [{ message: first?.message ?? String(error) }] };
  }
}

export const graphql = GraphqlAdapter as unknown as WireAdapterConstructor<GraphqlConfig, GraphqlResult>;
