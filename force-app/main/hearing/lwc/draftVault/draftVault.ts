/**
 * Keeps on disk what is typed and not stored yet, so that a crash, a closed window or a lost session takes nothing with it. What lies there is
 * AES-GCM ciphertext; the key is the user's own record on the server and lives in memory only, so that after signing out nobody can read it.
 * No DOM, no platform: storage, crypto and clock are handed in.
 */
import type { Draft, DraftEntry } from 'c/hearingDraft';

/** What is kept of one row of a record. */
export interface RowDraft {
  readonly objectApiName: string;
  /** The row and its fields in words: it may be offered where nothing of the row is in sight. */
  readonly name: string;
  readonly draft: Draft;
}

/** What is kept of one record. */
export interface Unsent {
  readonly draft: Draft;
  readonly marks: ReadonlyMap<string, string | null>;
  /** Its rows by their id. */
  readonly rows: ReadonlyMap<string, RowDraft>;
}

/** What an earlier page left behind. */
export interface Remnant extends Unsent {
  /** When it was typed last. */
  readonly at: number;
}

export interface VaultPorts {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> | undefined;
  /** Undefined outside of secure contexts: then nothing is kept. */
  readonly subtle: SubtleCrypto | undefined;
  random(bytes: number): Uint8Array<ArrayBuffer>;
  now(): number;
  later(milliseconds: number, action: () => void): () => void;
}

/** What is sealed, as text can hold it. */
interface Written {
  readonly draft: readonly [string, DraftEntry][];
  readonly marks: readonly [string, string | null][];
  readonly rows: readonly [string, Omit<RowDraft, 'draft'> & { readonly draft: readonly [string, DraftEntry][] }][];
}

interface Sealed {
  readonly at: number;
  readonly iv: string;
  readonly data: string;
}

const PREFIX = 'hearingDraft';
const ALGORITHM = 'AES-GCM';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const DAY_MS = 86_400_000;
/** Older drafts go: nobody remembers what they were about. */
export const KEPT_DAYS = 7;
/** A little after the last key, so that typing does not encrypt at every key; far less than what may be lost. */
const WRITE_MS = 250;

export class DraftVault {
  /** A write failed, for instance because the disk is full. */
  failed = false;
  private readonly ports: VaultPorts;
  private readonly userId: string;
  /** Tells the drafts of this page from those of other windows. */
  private readonly page: string;
  private keys: readonly CryptoKey[] = [];
  private readonly latest = new Map<string, Unsent>();
  private readonly waiting = new Map<string, { readonly since: number; readonly cancel: () => void }>();
  private writing: Promise<void> = Promise.resolve();

  constructor(userId: string, ports: VaultPorts) {
    this.userId = userId;
    this.ports = ports;
    this.page = toHex(ports.random(8));
  }

  /** Can anything be kept at all? */
  get possible(): boolean {
    return this.ports.subtle !== undefined && this.ports.storage !== undefined;
  }

  get unlocked(): boolean {
    return this.keys.length > 0;
  }

  /** A new key, as text for the record that holds it. */
  newKey(): string {
    return toBase64(this.ports.random(KEY_BYTES));
  }

  /**
   * Opens the vault; what waited for it is written.
   * @param texts the user's keys: the first one locks, all of them open
   */
  async unlock(texts: readonly string[]): Promise<void> {
    const { subtle } = this.ports;
    if (!subtle) return;
    this.keys = await Promise.all(texts.map((text) => subtle.importKey('raw', fromBase64(text), ALGORITHM, false, ['encrypt', 'decrypt'])));
    for (const recordId of this.latest.keys()) this.writeSoon(recordId);
  }

  /** Keeps what is not stored of a record, in place of what was kept before; nothing left takes it off the disk. */
  keep(recordId: string, unsent: Unsent): void {
    if (!this.possible) return;
    this.latest.set(recordId, unsent);
    this.writeSoon(recordId);
  }

  /** Writes at once what waits; resolves when it is on disk. */
  async settle(): Promise<void> {
    for (const [recordId, { cancel }] of [...this.waiting]) {
      cancel();
      this.startWriting(recordId);
    }
    await this.writing;
  }

  /** What other pages of this user left of a record; of a field kept twice, the later one. Undefined when there is nothing. */
  async find(recordId: string): Promise<Remnant | undefined> {
    const found = await Promise.all(this.namesOf(recordId).map((name) => this.open(name, recordId)));
    const remnants = found.flatMap((each) => each ?? []).sort((a, b) => a.at - b.at);
    const last = remnants.at(-1);
    if (!last) return undefined;
    return {
      at: last.at,
      draft: new Map(remnants.flatMap(({ draft }) => [...draft])),
      marks: new Map(remnants.flatMap(({ marks }) => [...marks])),
      rows: remnants.reduce<ReadonlyMap<string, RowDraft>>((all, { rows }) => merged(all, rows), new Map())
    };
  }

  /** Drops what other pages left of a record. */
  forget(recordId: string): void {
    for (const name of this.namesOf(recordId)) this.ports.storage?.removeItem(name);
  }

  /** Drops everything older than a week, whoever left it. */
  sweep(): void {
    const oldest = this.ports.now() - KEPT_DAYS * DAY_MS;
    for (const name of this.names()) {
      const sealed = parse(this.ports.storage?.getItem(name) ?? '');
      if (!sealed || sealed.at < oldest) this.ports.storage?.removeItem(name);
    }
  }

  private writeSoon(recordId: string): void {
    const waiting = this.waiting.get(recordId);
    const now = this.ports.now();
    if (!waiting) {
      const cancel = this.ports.later(WRITE_MS, () => this.startWriting(recordId));
      this.waiting.set(recordId, { since: now, cancel });
    } else if (now - waiting.since >= WRITE_MS) {
      // A browser with much to do serves keys before timers: then a key starts the writing.
      waiting.cancel();
      this.startWriting(recordId);
    }
    // Else not put off by further keys: at most this much is lost.
  }

  private startWriting(recordId: string): void {
    this.waiting.delete(recordId);
    this.writing = this.writing.then(() => this.write(recordId));
  }

  private async write(recordId: string): Promise<void> {
    const { storage, subtle } = this.ports;
    const [key] = this.keys;
    const unsent = this.latest.get(recordId);
    if (!storage || !subtle || !unsent || !key) return;
    const name = this.nameOf(recordId, this.page);
    try {
      if (unsent.draft.size + unsent.marks.size + unsent.rows.size === 0) {
        storage.removeItem(name);
        if (this.latest.get(recordId) === unsent) this.latest.delete(recordId);
      } else storage.setItem(name, JSON.stringify(await this.seal(recordId, unsent, key, subtle)));
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  private async seal(recordId: string, { draft, marks, rows }: Unsent, key: CryptoKey, subtle: SubtleCrypto): Promise<Sealed> {
    const iv = this.ports.random(IV_BYTES);
    const written: Written = {
      draft: [...draft],
      marks: [...marks],
      rows: [...rows].map(([rowId, row]) => [rowId, { ...row, draft: [...row.draft] }])
    };
    const text = new TextEncoder().encode(JSON.stringify(written));
    const data = await subtle.encrypt({ name: ALGORITHM, iv, additionalData: this.bound(recordId) }, key, text);
    return { at: this.ports.now(), iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
  }

  private async open(name: string, recordId: string): Promise<Remnant | undefined> {
    const sealed = parse(this.ports.storage?.getItem(name) ?? '');
    const { subtle } = this.ports;
    if (!sealed || !subtle) return undefined;
    const parameters = { name: ALGORITHM, iv: fromBase64(sealed.iv), additionalData: this.bound(recordId) };
    const tries = this.keys.map((key) => subtle.decrypt(parameters, key, fromBase64(sealed.data)));
    const [opened] = (await Promise.allSettled(tries)).flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    if (!opened) return undefined;
    // Drafts of an earlier release held no rows.
    const { draft, marks, rows = [] } = JSON.parse(new TextDecoder().decode(opened)) as Omit<Written, 'rows'> & Partial<Written>;
    return {
      at: sealed.at,
      draft: new Map(draft),
      marks: new Map(marks),
      rows: new Map(rows.map(([rowId, row]) => [rowId, { ...row, draft: new Map(row.draft) }]))
    };
  }

  /** A draft moved to another record or user does not open. */
  private bound(recordId: string): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(`${this.userId}.${recordId}`);
  }

  private nameOf(recordId: string, page: string): string {
    return [PREFIX, this.userId, recordId, page].join('.');
  }

  private names(): string[] {
    const { storage } = this.ports;
    const all = Array.from({ length: storage?.length ?? 0 }, (_each, index) => storage?.key(index) ?? '');
    return all.filter((name) => name.startsWith(`${PREFIX}.`));
  }

  private namesOf(recordId: string): string[] {
    const own = this.nameOf(recordId, this.page);
    return this.names().filter((name) => name !== own && name.startsWith(this.nameOf(recordId, '')));
  }
}

/** Of a row kept twice all fields, of a field kept twice the later one. */
function merged(earlier: ReadonlyMap<string, RowDraft>, later: ReadonlyMap<string, RowDraft>): Map<string, RowDraft> {
  const rows = new Map(earlier);
  for (const [rowId, row] of later) {
    const before = rows.get(rowId);
    rows.set(rowId, before ? { ...row, draft: new Map([...before.draft, ...row.draft]) } : row);
  }
  return rows;
}

function parse(text: string): Sealed | undefined {
  try {
    const { at, iv, data } = JSON.parse(text) as Partial<Sealed>;
    return at !== undefined && iv !== undefined && data !== undefined ? { at, iv, data } : undefined;
  } catch {
    return undefined;
  }
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function toBase64(bytes: Uint8Array): string {
  return btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
