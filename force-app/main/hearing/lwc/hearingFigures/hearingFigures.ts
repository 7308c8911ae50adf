/**
 * The figures of a hearing and what a move demands: the definitions of the tiers, once. It imports nothing, so that the form, the gate and
 * the stand-in for the Apex trigger share it; `HearingFigures.cls` says the same on the server, and one table of cases tests both.
 */

/** What the figures need of a hearing item; every `HearingItem` of c/hearingModel is one. */
export interface FigureItem {
  readonly developerName: string;
  readonly fieldApiName: string | null;
  readonly tier: string | null;
  readonly phaseAsked: string | null;
  /** Rank of the phase that cannot be reached without the item; 0 = none. */
  readonly dueRank: number;
}

/** What decides about an answer: the type of its field, in the words of object info or of describe. */
export interface AnswerField {
  readonly dataType: string;
  /** Characters that fit in. */
  readonly length?: number;
  /** The field counts the child rows that answer the item. */
  readonly countsRows?: boolean;
}

export interface Answer extends AnswerField {
  readonly value: string | number | boolean | null;
}

/** One record in its phase, with what is known of it. */
export interface FigureRecord<I extends FigureItem> {
  readonly phase: string;
  /** The phase that it left when it went aside; null on the line. */
  readonly phaseLeft: string | null;
  /** Undefined when there is no such field: then the item is left out. */
  answer(item: I): Answer | undefined;
  /** What is stated of an item instead of an answer, by its developerName. */
  readonly marks: ReadonlyMap<string, string>;
}

export interface Figures {
  /** Percent, a half rounded up; null when nothing is asked. */
  readonly requiredRate: number | null;
  readonly recommendedRate: number | null;
  /** Characters of the long texts, line breaks left out. */
  readonly textLength: number;
  /** Asked items without an answer of which is stated that nobody knows it yet. */
  readonly unconfirmedCount: number;
}

/** Rank by phase: 1, 2, 3 … along the line, 0 for a phase aside of it. */
export type Ranks = ReadonlyMap<string, number>;

const UNCONFIRMED = '未確認';
const NOT_APPLICABLE = '該当なし';
/** Stands in a name until the real one is known. */
const NAME_UNKNOWN = '（氏名未確認）';
/** Ids of queues begin so, those of users do not. */
const QUEUE_PREFIX = '00G';
/** Longer texts are long text areas. */
const LONGEST_SHORT_TEXT = 255;

/** The figures of one record, as they are stored with it. */
export function figuresOf<I extends FigureItem>(items: readonly I[], ranks: Ranks, record: FigureRecord<I>): Figures {
  const asked = items.filter((item) => isAsked(item, ranks, record)).flatMap((item) => stateOf(item, record) ?? []);
  return {
    requiredRate: rateOf(asked.filter(({ tier }) => tier === '必須')),
    recommendedRate: rateOf(asked.filter(({ tier }) => tier === '推奨')),
    textLength: textLength(items, record),
    unconfirmedCount: asked.filter(({ answered, mark }) => !answered && mark === UNCONFIRMED).length
  };
}

/** Items without an answer that become due by a move to the phase of the record, in the order of the items; none for a step back. */
export function dueAndEmpty<I extends FigureItem>(items: readonly I[], ranks: Ranks, from: string, record: FigureRecord<I>): I[] {
  const [before, after] = [ranks.get(from) ?? 0, ranks.get(record.phase) ?? 0];
  return items.filter((item) => item.dueRank > before && item.dueRank <= after && stateOf(item, record)?.answered === false);
}

/** Is the item asked of a record in this phase? What a phase aside asks counts only there; of the line, all up to the phase reached. */
function isAsked<I extends FigureItem>({ phaseAsked }: I, ranks: Ranks, { phase, phaseLeft }: FigureRecord<I>): boolean {
  const asked = ranks.get(phaseAsked ?? '');
  if (asked === undefined) return false;
  if (asked === 0) return phaseAsked === phase;
  const own = ranks.get(phase);
  const reached = own === 0 ? ranks.get(phaseLeft ?? '') : own;
  return reached !== undefined && asked <= reached;
}

interface ItemState {
  readonly tier: string | null;
  readonly answered: boolean;
  readonly mark: string | undefined;
}

function stateOf<I extends FigureItem>(item: I, record: FigureRecord<I>): ItemState | undefined {
  const answer = record.answer(item);
  return answer && { tier: item.tier, answered: isAnswered(answer, answer.value), mark: record.marks.get(item.developerName) };
}

/** A mark counts only while there is no answer: the answer removes it. */
function rateOf(states: readonly ItemState[]): number | null {
  const expected = states.filter(({ answered, mark }) => answered || mark !== NOT_APPLICABLE);
  const filled = expected.filter(({ answered }) => answered).length;
  // In whole numbers, so that a half goes up here and in Apex alike.
  return expected.length === 0 ? null : Math.floor((200 * filled + expected.length) / (2 * expected.length));
}

/** A field that two items ask for counts once. */
function textLength<I extends FigureItem>(items: readonly I[], record: FigureRecord<I>): number {
  const texts = new Map<string | null, string>();
  for (const item of items) {
    const answer = record.answer(item);
    if (answer && isLongText(answer) && typeof answer.value === 'string') texts.set(item.fieldApiName, answer.value);
  }
  return [...texts.values()].reduce((sum, text) => sum + [...text.replaceAll(/[\r\n]/g, '')].length, 0);
}

function isLongText({ dataType, length }: AnswerField): boolean {
  return isOfType(dataType, 'textarea') && (length ?? 0) > LONGEST_SHORT_TEXT;
}

/** Object info writes MultiPicklist, describe multipicklist, Apex MULTIPICKLIST. */
function isOfType(dataType: string, ...types: string[]): boolean {
  return types.includes(dataType.toLowerCase());
}

/** Has the question been answered? An unticked box and white space are no answers, zero is one. */
export function isFilled(value: Answer['value'] | undefined): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return value !== null && value !== undefined && value !== false;
}

/**
 * As `isFilled`, but what only says that the answer is not known yet is no answer: 未確認, the placeholder of a name, a queue as owner;
 * and rows answer when there are any.
 */
export function isAnswered({ dataType, countsRows }: AnswerField, value: Answer['value'] | undefined): boolean {
  if (countsRows) return Number(value) > 0;
  if (!isFilled(value) || typeof value !== 'string') return isFilled(value);
  if (isOfType(dataType, 'picklist', 'multipicklist')) return value.split(';').some((each) => each !== UNCONFIRMED);
  if (isOfType(dataType, 'reference')) return !value.startsWith(QUEUE_PREFIX);
  return !isOfType(dataType, 'string') || !value.includes(NAME_UNKNOWN);
}
