/**
 * Tiers, phases and what is still missing: the rules of the guided hearing, without DOM, platform or wording.
 * Everything that shows or enforces completeness on the TypeScript side calls this module.
 */

/** One record of `HearingItem__mdt`, as `HearingItemController.getItems` returns it. */
export interface HearingItem {
  readonly developerName: string;
  readonly label: string;
  readonly objectApiName: string;
  /** Null when the field no longer exists. */
  readonly fieldApiName: string | null;
  /** The list whose rows answer the item; the field then counts them. Null for an item that the field itself answers. */
  readonly rows: string | null;
  readonly section: string | null;
  readonly sectionOrder: number | null;
  readonly sortOrder: number | null;
  readonly tier: string | null;
  readonly phaseAsked: string | null;
  /** Rank of the phase that cannot be reached without the item; 0 = none. */
  readonly dueRank: number;
  readonly hasRule: boolean;
  readonly fixed: boolean;
  readonly question: string | null;
  readonly hint: string | null;
  readonly example: string | null;
}

/** Values of `Tier__c`, from the strictest on. */
export const TIERS = ['必須', '推奨', '任意'] as const;
export type Tier = (typeof TIERS)[number];
const REQUIRED: Tier = '必須';

/** A phase with its place in the pipeline: 1, 2, 3 … as they follow each other, 0 for one that stands aside of the line. */
export interface Phase {
  readonly value: string;
  readonly label: string;
  readonly rank: number;
  /** The record is done with: nothing comes after it. */
  readonly closed: boolean;
  /** Only a conversion sets it, no save. */
  readonly converted: boolean;
}

/** A value of the phase picklist with the attributes of the UI API. */
export interface PhaseValue {
  readonly value: string;
  readonly label: string;
  readonly attributes: Readonly<Record<string, unknown>> | null;
}

/** What is known about one record at this moment, typed but unsaved answers included. */
export interface HearingState {
  readonly items: readonly HearingItem[];
  readonly phases: readonly Phase[];
  /** Value of the phase field. */
  readonly phase: string;
  /** developerName of every item that has an answer. */
  readonly filled: ReadonlySet<string>;
  /** developerName of every item whose field this user may not see. */
  readonly hidden: ReadonlySet<string>;
  /** What is stated of items instead of an answer, by developerName; an answer outdoes it. */
  readonly marks?: ReadonlyMap<string, ItemMark>;
}

/** What is stated of an item instead of an answer: asked, but not known yet; or asked, and there is none. */
export const MARKS = ['未確認', '該当なし'] as const;
export type ItemMark = (typeof MARKS)[number];

export interface TierProgress {
  readonly tier: Tier;
  readonly filled: number;
  readonly total: number;
}

export interface Section {
  readonly name: string;
  readonly items: readonly HearingItem[];
  /** Of all items of the section in the shown phase, whatever the filter leaves out. */
  readonly progress: readonly TierProgress[];
}

export interface NextPhase {
  readonly phase: Phase;
  readonly missing: readonly HearingItem[];
}

/** What to show: one phase or all of them, all items or just what is missing. */
export interface Scope {
  /** Value of a phase; undefined = all phases. */
  readonly phase?: string;
  readonly missingOnly: boolean;
  /** developerName of items that stay although they are no longer missing: an item must not vanish under the typing hand. */
  readonly pinned?: ReadonlySet<string>;
  /** Further narrows the items, for instance to those that a search finds. */
  readonly matches?: (item: HearingItem) => boolean;
}

const PHASE_FIELDS: Readonly<Record<string, string>> = { Lead: 'Status', Opportunity: 'StageName' };

/** Where flows note the phase that a record left when it went aside. */
const PHASE_LEFT_FIELDS: Readonly<Record<string, string>> = { Lead: 'VisitNotNeededFrom__c', Opportunity: 'DropPhase__c' };

/** API name of the field with the phase that a record left when it went aside of the line. */
export function phaseLeftFieldOf(objectApiName: string): string | undefined {
  return PHASE_LEFT_FIELDS[objectApiName];
}

/** API name of the field that holds the phase; undefined when the object has no phases. */
export function phaseFieldOf(objectApiName: string): string | undefined {
  return PHASE_FIELDS[objectApiName];
}

/**
 * Ranks the values of a phase picklist in their order. A value that stands aside of the line gets 0: a closed one that is no success, and
 * one that a fixed rule guards with items of its own. The latter is for objects whose picklist tells of no closing, such as Lead.
 */
export function rankPhases(values: readonly PhaseValue[], items: readonly HearingItem[] = []): Phase[] {
  const guarded = new Set(items.filter((item) => item.fixed && item.dueRank === 0).map((item) => item.phaseAsked));
  let rank = 0;
  return values.map(({ value, label, attributes }) => {
    const converted = attributes?.converted === true;
    const closed = attributes?.closed === true;
    const aside = !converted && ((closed && attributes?.won !== true) || guarded.has(value));
    return { value, label, rank: aside ? 0 : ++rank, closed, converted };
  });
}

/** Rank of a phase; 0 for a dropped and for an unknown one. */
export function rankOf(phases: readonly Phase[], value: string | null): number {
  return phases.find((phase) => phase.value === value)?.rank ?? 0;
}

/** The tier of an item; anything but the three words counts as the mildest. */
export function tierOf(item: HearingItem): Tier {
  return TIERS.find((tier) => tier === item.tier) ?? '任意';
}

/** Items in the order of a hearing: by section, then by place in it, then by name. */
export function inOrder(items: readonly HearingItem[]): HearingItem[] {
  return [...items].sort(
    (a, b) =>
      (a.sectionOrder ?? 0) - (b.sectionOrder ?? 0) ||
      (a.sortOrder ?? 0) - (b.sortOrder ?? 0) ||
      (a.developerName < b.developerName ? -1 : 1)
  );
}

/** The phases that ask something, in order; the phases of a pipeline without items are left out. */
export function phasesWithItems({ items, phases }: HearingState): Phase[] {
  const asking = new Set(items.map((item) => item.phaseAsked));
  return phases.filter((phase) => asking.has(phase.value));
}

/**
 * Filled and expected items per tier; a tier without expected items is left out.
 * @param scopePhase phase that is looked at: its items count even when the record is not there yet
 */
export function progressOf(items: readonly HearingItem[], state: HearingState, scopePhase?: string): TierProgress[] {
  const expected = items.filter((item) => isExpected(item, state, scopePhase));
  return TIERS.map((tier) => {
    const ofTier = expected.filter((item) => tierOf(item) === tier);
    return { tier, filled: ofTier.filter((item) => state.filled.has(item.developerName)).length, total: ofTier.length };
  }).filter(({ total }) => total > 0);
}

/**
 * The items of one phase, or of all. Of two items that ask for one field in different phases, all phases show one: that of the record's
 * own phase, else the earlier one.
 * @param scopePhase value of a phase; undefined = all
 */
export function itemsInScope({ items, phase }: HearingState, scopePhase: string | undefined): HearingItem[] {
  if (scopePhase !== undefined) return items.filter((item) => item.phaseAsked === scopePhase);
  const shown = new Map<string, HearingItem>();
  for (const item of inOrder(items)) {
    if (item.fieldApiName !== null && (item.phaseAsked === phase || !shown.has(item.fieldApiName))) shown.set(item.fieldApiName, item);
  }
  return items.filter((item) => item.fieldApiName === null || shown.get(item.fieldApiName) === item);
}

/** Sections with the items that the scope shows, in order; sections without any are left out. */
export function sectionsOf(state: HearingState, scope: Scope): Section[] {
  const inPhase = inOrder(itemsInScope(state, scope.phase)).filter((item) => scope.matches?.(item) ?? true);
  const bySection = new Map<string, HearingItem[]>();
  for (const item of inPhase) {
    const name = item.section ?? '';
    const items = bySection.get(name);
    if (items) items.push(item);
    else bySection.set(name, [item]);
  }
  return [...bySection]
    .map(([name, items]) => ({
      name,
      items: scope.missingOnly
        ? items.filter((item) => isMissing(item, state, scope.phase) || scope.pinned?.has(item.developerName))
        : items,
      progress: progressOf(items, state, scope.phase)
    }))
    .filter(({ items }) => items.length > 0);
}

/**
 * The next phase and the items without which it cannot be reached: due after the phase of the record and up to the next one,
 * exactly as the validation rules gate the move. Items that the user may not see are left out: the rule has the last word.
 * @returns undefined at the end of the pipeline and for a dropped record
 */
export function nextPhaseOf(state: HearingState): NextPhase | undefined {
  const rank = rankOf(state.phases, state.phase);
  if (rank === 0) return undefined;
  const phase = state.phases.find((candidate) => candidate.rank === rank + 1);
  return phase && { phase, missing: missingBetween(state, rank, phase.rank) };
}

/** Items that a move from one rank to a higher one demands, answered or not; a jump meets every gate it passes. */
export function dueBetween({ items, hidden }: HearingState, fromRank: number, toRank: number): HearingItem[] {
  return inOrder(items).filter((item) => item.dueRank > fromRank && item.dueRank <= toRank && !hidden.has(item.developerName));
}

/** Items that such a move demands and that have no answer. */
export function missingBetween(state: HearingState, fromRank: number, toRank: number): HearingItem[] {
  return dueBetween(state, fromRank, toRank).filter(({ developerName }) => !state.filled.has(developerName));
}

/** A required item without an answer. */
export function isMissing(item: HearingItem, state: HearingState, scopePhase?: string): boolean {
  return tierOf(item) === REQUIRED && isExpected(item, state, scopePhase) && !state.filled.has(item.developerName);
}

/** The marks that may be stated of an item: what a gate demands cannot be left out, only not be known yet. */
export function marksFor({ dueRank }: HearingItem): ItemMark[] {
  return dueRank > 0 ? ['未確認'] : [...MARKS];
}

/** The item's mark; none once it has an answer. */
export function markOf({ developerName }: HearingItem, { filled, marks }: HearingState): ItemMark | null {
  return filled.has(developerName) ? null : (marks?.get(developerName) ?? null);
}

/** Required items without an answer, in the order of the hearing, beginning after one of them: the way of a shortcut through the gaps. */
export function missingAfter(
  items: readonly HearingItem[],
  state: HearingState,
  after: string | undefined,
  scopePhase?: string
): HearingItem[] {
  const ordered = inOrder(items);
  const start = ordered.findIndex(({ developerName }) => developerName === after) + 1;
  return [...ordered.slice(start), ...ordered.slice(0, start)].filter((item) => isMissing(item, state, scopePhase));
}

/**
 * Does a text contain every word that is looked for? Width, case and the two kana make no difference.
 * @param query words, separated by spaces; none finds everything
 */
export function finds(query: string, texts: readonly (string | null)[]): boolean {
  const words = folded(query).split(/\s+/u).filter(Boolean);
  const text = folded(texts.filter((each) => each !== null).join('\n'));
  return words.every((word) => text.includes(word));
}

function folded(text: string): string {
  const kana = text.normalize('NFKC').toLowerCase();
  return kana.replace(/[\u30a1-\u30f6]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
}

/** The questions of a drop are expected of dropped records only: a case on its way must be able to become complete. 該当なし expects nothing. */
function isExpected(item: HearingItem, state: HearingState, scopePhase?: string): boolean {
  if (state.hidden.has(item.developerName) || markOf(item, state) === '該当なし') return false;
  const asked = state.phases.find((phase) => phase.value === item.phaseAsked);
  return asked?.rank !== 0 || asked.value === state.phase || asked.value === scopePhase;
}
