/** Wire adapters as Lightning Data Service behaves: nothing first, silent until configured, read-only data, live. */
import type { WireAdapterConstructor } from 'lwc';
import { onRecordsChanged, type RecordChange } from 'platform/changes';
import { deepFreeze } from 'platform/freeze';

export interface WireResult<T> {
  data: T | undefined;
  error: unknown;
}

export interface WireOptions<C, T> {
  /** Config values that must not be undefined before anything is asked. */
  required: (keyof C & string)[];
  load(config: C): Promise<T>;
  /** True when a change of records makes the answer stale. */
  touchedBy?(config: C, change: RecordChange): boolean;
}

const EMPTY = Object.freeze({ data: undefined, error: undefined });

/** Adapters that `refreshApex` can ask again, by the value they emitted last. */
const refreshers = new WeakMap<object, () => Promise<void>>();

/** Asks again for the value a wire emitted; resolves when the new one is there. */
export async function refreshWired(emitted: unknown): Promise<void> {
  if (emitted !== null && typeof emitted === 'object') await refreshers.get(emitted)?.();
}

/** Compared by content only where something is shown already: an answer may be large. */
function same<T>(a: WireResult<T>, b: WireResult<T>): boolean {
  if (a.data === b.data && a.error === b.error) return true;
  return JSON.stringify([a.data, a.error]) === JSON.stringify([b.data, b.error]);
}

/** @returns a class for `@wire` */
export function wireAdapter<C extends object, T>(options: WireOptions<C, T>): WireAdapterConstructor<C, WireResult<T>> {
  class Adapter {
    private readonly emit: (value: WireResult<T>) => void;
    private config: C | undefined;
    private connected = false;
    private latest = 0;
    private shown: WireResult<T> | undefined;
    private unsubscribe: (() => void) | undefined;

    constructor(emit: (value: WireResult<T>) => void) {
      this.emit = emit;
      emit(EMPTY);
    }

    update(config: C): void {
      if (options.required.some((name) => config[name as keyof C] === undefined || config[name as keyof C] === null)) return;
      this.config = config;
      this.shown = undefined;
      if (this.connected) void this.ask();
    }

    connect(): void {
      this.connected = true;
      if (options.touchedBy) {
        this.unsubscribe = onRecordsChanged((change) => {
          if (this.config && options.touchedBy?.(this.config, change)) void this.ask();
        });
      }
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
      let value: WireResult<T>;
      try {
        value = { data: deepFreeze(await options.load(config)), error: undefined };
      } catch (error) {
        value = { data: undefined, error: deepFreeze(error) };
      }
      // A later question has been asked, or nobody listens any more.
      if (turn !== this.latest || !this.connected) return;
      if (this.shown && same(value, this.shown)) return;
      this.shown = value;
      refreshers.set(value, () => this.ask());
      this.emit(value);
    }
  }
  // LWC's type asks for parameters we do not use (context, source element).
  return Adapter as unknown as WireAdapterConstructor<C, WireResult<T>>;
}
