/**
 * One record while it is being filled in: what is typed and not stored yet, and the saves of it, one at a time. It saves after a pause by
 * itself, goes on after a conflict that concerns no field of ours, tries again when the connection is back, and never drops what was typed.
 * No DOM, no platform: the ports are handed in. It outlives the component, so that leaving the page does not stop a save under way.
 */
import { reduceError } from 'c/errorReducer';
import type { ReducedError } from 'c/errorReducer';
import { EMPTY_DRAFT, absorb, changesOf, conflictsOf, edit, keepMine, settle, takeTheirs } from 'c/hearingDraft';
import type { Conflict, Draft, Same, Values } from 'c/hearingDraft';
import type { AnswerValue } from 'c/hearingAnswer';
import { saveFields } from 'c/recordSaver';
import type { Update } from 'c/recordSaver';

/** A record as the UI API gives it, as far as the editor needs it. */
export interface EditedRecord {
  readonly lastModifiedDate: string;
  readonly fields: Readonly<Record<string, { readonly value: AnswerValue; readonly displayValue: string | null }>>;
}

export interface EditorPorts<R extends EditedRecord, M extends string> {
  /** `updateRecord` of the platform. */
  readonly update: Update<R>;
  /** Asks the platform for the record as it stands now; it comes by `take`. */
  reload(): void;
  /** Calls back after a while, unless called off. */
  later(milliseconds: number, action: () => void): () => void;
  now(): number;
  /** Told of every change of what is not stored yet. */
  keep(draft: Draft, marks: ReadonlyMap<string, M | null>): void;
}

/** Why something is not stored; the first that applies. */
export type Hindrance = 'offline' | 'session' | 'refused';

/** After the last key, before a save. */
export const PAUSE_MS = 1500;
/** Waits between attempts without a connection; the last one repeats. */
const RETRY_MS = [3_000, 6_000, 12_000, 30_000];
/** How long a newer record may take to arrive after a conflict. */
const RELOAD_MS = 10_000;

export class RecordEditor<R extends EditedRecord, M extends string> {
  record: R | undefined;
  conflicts: readonly Conflict[] = [];
  /** Refusals by field. */
  fieldErrors: Readonly<Record<string, readonly string[]>> = {};
  /** Refusals of marks by item. */
  markErrors: Readonly<Record<string, readonly string[]>> = {};
  /** What failed for the record as a whole. */
  error: ReducedError | undefined;
  hindrance: Hindrance | undefined;
  /** A conflict was met, and the newer record did not come. */
  stale = false;
  saving = false;
  savedAt: number | undefined;
  same: Same = (_field, a, b) => a === b;
  /** Told after every change that the editor makes by itself. */
  onchange: () => void = () => undefined;
  /** Stores a mark of an item, or takes it away. */
  storeMark: (item: string, mark: M | null) => Promise<void> = () => Promise.resolve();

  private unsentFields: Draft = EMPTY_DRAFT;
  private unsentMarks: ReadonlyMap<string, M | null> = new Map();
  private readonly recordId: string;
  private readonly ports: EditorPorts<R, M>;
  private running: Promise<void> | undefined;
  private again = false;
  private composing = false;
  private attempts = 0;
  private cancelPause: (() => void) | undefined;
  private cancelRetry: (() => void) | undefined;
  private arrived: ((fresh: boolean) => void) | undefined;

  constructor(recordId: string, ports: EditorPorts<R, M>) {
    this.recordId = recordId;
    this.ports = ports;
  }

  /** What is typed and not stored yet. */
  get draft(): Draft {
    return this.unsentFields;
  }
  private set draft(draft: Draft) {
    if (draft === this.unsentFields) return;
    this.unsentFields = draft;
    this.ports.keep(draft, this.unsentMarks);
  }

  /** Marks that are not stored yet; null takes one away. */
  get marks(): ReadonlyMap<string, M | null> {
    return this.unsentMarks;
  }
  private set marks(marks: ReadonlyMap<string, M | null>) {
    this.unsentMarks = marks;
    this.ports.keep(this.unsentFields, marks);
  }

  /** How many fields and marks are not stored yet. */
  get unsent(): number {
    return this.draft.size + this.marks.size;
  }

  get stored(): Values {
    return Object.fromEntries(Object.entries(this.record?.fields ?? {}).map(([field, { value }]) => [field, value]));
  }

  /** Takes the record as the platform tells it; one that is older than what is known is ignored. */
  take(record: R): void {
    if (this.record && Date.parse(record.lastModifiedDate) < Date.parse(this.record.lastModifiedDate)) return;
    const newer = record.lastModifiedDate !== this.record?.lastModifiedDate;
    this.record = record;
    this.draft = absorb(this.draft, this.stored, this.same);
    if (this.conflicts.length > 0) this.conflicts = conflictsOf(this.draft, this.stored, this.same);
    if (!newer) return;
    if (this.arrived) this.arrived(true);
    else if (this.stale) this.save();
  }

  /** Takes a change of a control in; it is saved after a pause. */
  edit(field: string, typed: { mine: AnswerValue; valid: boolean }): void {
    this.draft = edit(this.draft, field, { ...typed, stored: this.record?.fields[field]?.value ?? null }, this.same);
    if (field in this.fieldErrors) this.fieldErrors = without(this.fieldErrors, field);
    this.conflicts = this.conflicts.filter((conflict) => conflict.field !== field || this.draft.has(field));
    this.rest();
  }

  /** States a mark of an item or takes it back; it is stored at once. */
  mark(item: string, mark: M | null, stored: M | null): void {
    const marks = new Map(this.marks);
    if (mark === stored) marks.delete(item);
    else marks.set(item, mark);
    this.marks = marks;
    this.markErrors = without(this.markErrors, item);
    this.save();
  }

  /** While an input method composes, nothing is saved: half a word is no answer. */
  compose(composing: boolean): void {
    this.composing = composing;
    if (!composing && this.draft.size > 0) this.rest();
  }

  /** Brings back what an earlier page did not get stored; what was typed since goes first. */
  restore(draft: Draft, marks: ReadonlyMap<string, M | null>): void {
    this.draft = absorb(new Map([...draft, ...this.draft]), this.stored, this.same);
    this.marks = new Map([...marks, ...this.marks]);
    this.save();
  }

  /** The user decided a conflict. */
  resolve(field: string, choice: 'mine' | 'theirs'): void {
    const conflict = this.conflicts.find((each) => each.field === field);
    if (!conflict) return;
    this.draft = choice === 'mine' ? keepMine(this.draft, conflict) : takeTheirs(this.draft, conflict);
    this.conflicts = this.conflicts.filter((each) => each !== conflict);
    this.save();
  }

  /** Saves now what can be saved, after the save under way if there is one. */
  save(): Promise<void> {
    this.cancelPause?.();
    this.cancelRetry?.();
    this.cancelPause = undefined;
    this.cancelRetry = undefined;
    if (this.running) this.again = true;
    else this.running = this.run();
    return this.running;
  }

  /**
   * Saves what waits for its pause; what was refused waits for another change or an explicit save.
   * @returns undefined when nothing is being saved
   */
  flush(): Promise<void> | undefined {
    return this.cancelPause && !this.composing ? this.save() : this.running;
  }

  /** Tries at once what failed for want of a connection or a session. */
  wake(): void {
    if (this.hindrance === 'offline' || this.hindrance === 'session' || this.stale) this.save();
  }

  private rest(): void {
    this.cancelPause?.();
    this.cancelPause = undefined;
    if (this.unsent === 0) return;
    this.cancelPause = this.ports.later(PAUSE_MS, () => {
      this.cancelPause = undefined;
      if (!this.composing) this.save();
    });
  }

  private async run(): Promise<void> {
    this.again = false;
    await this.saveOnce();
    if (this.again) {
      await this.run();
      return;
    }
    this.saving = false;
    this.running = undefined;
    this.onchange();
  }

  private async saveOnce(): Promise<void> {
    if (!this.record) return;
    this.conflicts = conflictsOf(this.draft, this.stored, this.same);
    const open = new Set(this.conflicts.map(({ field }) => field));
    const changes = Object.fromEntries(Object.entries(changesOf(this.draft)).filter(([field]) => !open.has(field)));
    this.error = undefined;
    this.hindrance = undefined;
    this.stale = false;
    const sending = Object.keys(changes).length > 0;
    if (!sending && this.marks.size === 0) return;
    this.saving = true;
    this.onchange();
    if (sending) await this.sendFields(changes);
    if (this.hindrance !== 'offline' && this.hindrance !== 'session' && !this.again) await this.sendMarks();
    if (this.hindrance === 'offline') this.retryLater();
    else this.attempts = 0;
  }

  private async sendFields(changes: Values): Promise<void> {
    const { recordId, record } = this;
    if (!record) return;
    const outcome = await saveFields({
      recordId,
      changes,
      ifUnmodifiedSince: record.lastModifiedDate,
      update: this.ports.update
    });
    if (outcome.record) this.takeSaved(outcome.record, outcome.saved);
    this.fieldErrors = outcome.error?.fields ?? {};
    if (!outcome.error) return;
    if (outcome.error.kind === 'conflict') await this.meetConflict(record);
    else this.fail(outcome.error);
  }

  /** Somebody, or a flow, saved in between: with what is stored now it goes on by itself, or asks. */
  private async meetConflict(sent: R): Promise<void> {
    if (this.record?.lastModifiedDate !== sent.lastModifiedDate) {
      this.again = true;
      return;
    }
    const fresh = await new Promise<boolean>((resolve) => {
      const cancel = this.ports.later(RELOAD_MS, () => resolve(false));
      this.arrived = (came) => {
        cancel();
        resolve(came);
      };
      this.ports.reload();
    });
    this.arrived = undefined;
    if (fresh) this.again = true;
    else this.stale = true;
  }

  /** One after the other: rows of one record lock each other on the server. */
  private async sendMarks(stored = false): Promise<void> {
    const [next] = this.marks;
    const sent = next !== undefined && (await this.sendMark(...next));
    if (sent) await this.sendMarks(true);
    // The roll-ups saved the record: the next save needs its new date.
    else if (stored) this.ports.reload();
  }

  /** @returns false when nothing more can be sent now */
  private async sendMark(item: string, mark: M | null): Promise<boolean> {
    try {
      await this.storeMark(item, mark);
      this.savedAt = this.ports.now();
    } catch (refusal) {
      const error = reduceError(refusal);
      if (isPassing(error)) {
        this.fail(error);
        return false;
      }
      this.markErrors = { ...this.markErrors, [item]: [...Object.values(error.fields).flat(), ...error.page] };
    }
    // Decided otherwise meanwhile: that is sent next.
    if (this.marks.get(item) === mark) this.dropMark(item);
    return true;
  }

  private dropMark(item: string): void {
    this.marks = new Map([...this.marks].filter(([each]) => each !== item));
  }

  private fail(error: ReducedError): void {
    this.error = error;
    this.hindrance = hindranceOf(error);
  }

  private retryLater(): void {
    const wait = RETRY_MS[Math.min(this.attempts, RETRY_MS.length - 1)] ?? 0;
    this.attempts += 1;
    this.cancelRetry = this.ports.later(wait, () => this.save());
  }

  private takeSaved(saved: R, sent: Values): void {
    this.draft = settle(this.draft, sent, this.same);
    this.savedAt = this.ports.now();
    // The wire brings the whole record a moment later; until then the sent values are the stored ones.
    const fields = { ...this.record?.fields };
    for (const [field, value] of Object.entries(sent)) fields[field] = saved.fields[field] ?? { value, displayValue: null };
    const older = this.record && Date.parse(saved.lastModifiedDate) < Date.parse(this.record.lastModifiedDate);
    if (this.record && !older) this.record = { ...this.record, fields, lastModifiedDate: saved.lastModifiedDate };
    // What was typed during the save waits for its own pause.
  }
}

function hindranceOf({ kind }: ReducedError): Hindrance {
  if (kind === 'network') return 'offline';
  return kind === 'session' ? 'session' : 'refused';
}

/** Fails without a word about the value: it is worth sending again. */
function isPassing({ kind }: ReducedError): boolean {
  return kind === 'network' || kind === 'session';
}

function without<T>(values: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([each]) => each !== key));
}
