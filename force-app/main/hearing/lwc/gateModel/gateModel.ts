/**
 * Which moves a phase allows, what each of them asks, and where it leads: the rules of the gate, without DOM, platform or wording.
 * The server has the last word; this module only tells beforehand what the validation rules will want.
 */
import { dueBetween, inOrder, missingBetween, rankOf, tierOf } from 'c/hearingModel';
import type { HearingItem, HearingState, Phase, Tier } from 'c/hearingModel';

/**
 * forward: to the next phase, or from aside back into the line; convert: the next phase is reached by the platform's conversion only;
 * aside: out of the line, for instance a visit that is not needed; back: to an earlier phase, or a closed record opened again.
 */
export type MoveKind = 'forward' | 'convert' | 'aside' | 'back';

export interface Move {
  readonly kind: MoveKind;
  /** The nearest first; never empty. */
  readonly targets: readonly Phase[];
}

/** A field that holds the reason of a move. */
export interface Reason {
  readonly field: string;
  readonly tier: Tier;
}

/** Where the reason of a move is entered, on objects that have the fields. */
export const REASON_FIELD = 'DecisionReason__c';
export const NOTE_FIELD = 'DecisionNote__c';

/** Moves that ask for a reason; a case goes on because its gate is met, and that is reason enough. */
const REASONED: Readonly<Record<string, readonly MoveKind[]>> = { Lead: ['forward', 'aside', 'back'], Opportunity: ['back'] };

/**
 * The phases of an object that is converted at the end. Its picklist may keep the converted value to itself: then a nameless phase
 * stands for it, so that the gate before the conversion is known all the same.
 */
export function withConversion(phases: readonly Phase[], label: string): Phase[] {
  if (phases.some(({ converted }) => converted)) return [...phases];
  const last = Math.max(0, ...phases.map(({ rank }) => rank));
  return [...phases, { value: '', label, rank: last + 1, closed: false, converted: true }];
}

/** The moves out of a phase; none out of a converted or unknown one. The first one is the way on, if there is one. */
export function movesOf(phases: readonly Phase[], value: string): Move[] {
  const current = phases.find((phase) => phase.value === value);
  if (!current || current.converted) return [];
  const line = phases.filter(({ rank }) => rank > 0).sort((a, b) => a.rank - b.rank);
  const open = line.filter(({ closed, converted }) => !closed && !converted);
  if (current.rank === 0) return movesFromAside(line, open);
  const back: Move = { kind: 'back', targets: open.filter(({ rank }) => rank < current.rank).reverse() };
  if (current.closed) return offered([back]);
  const next = line.filter(({ rank }) => rank === current.rank + 1);
  return offered([
    { kind: next.some(({ converted }) => converted) ? 'convert' : 'forward', targets: next },
    { kind: 'aside', targets: phases.filter(({ rank, value: other }) => rank === 0 && other !== value) },
    back
  ]);
}

/** A line that ends in a conversion is entered again at its last open phase, any other one at an open phase of choice. */
function movesFromAside(line: readonly Phase[], open: readonly Phase[]): Move[] {
  if (line.some(({ converted }) => converted)) return offered([{ kind: 'forward', targets: open.slice(-1) }]);
  return offered([{ kind: 'back', targets: [...open].reverse() }]);
}

function offered(moves: readonly Move[]): Move[] {
  return moves.filter(({ targets }) => targets.length > 0);
}

/** What a move asks, answered or not: the items due on the way, or those of a phase aside. Items that the user may not see are left out. */
export function checklistOf(state: HearingState, kind: MoveKind, target: Phase): HearingItem[] {
  if (kind !== 'aside') return dueBetween(state, rankOf(state.phases, state.phase), target.rank);
  return inOrder(state.items).filter((item) => item.phaseAsked === target.value && !state.hidden.has(item.developerName));
}

/** Items of the checklist that hold the move up. */
export function missingFor(state: HearingState, kind: MoveKind, target: Phase): HearingItem[] {
  return checklistOf(state, kind, target).filter((item) => isDemanded(item, kind) && !state.filled.has(item.developerName));
}

/** A gate demands everything it lists; a phase aside lists recommended items too. */
export function isDemanded(item: HearingItem, kind: MoveKind): boolean {
  return kind !== 'aside' || tierOf(item) === '必須';
}

/** The target to begin with: the nearest one that nothing holds up, else the one with the fewest gates before it. */
export function suggestedTarget(state: HearingState, { targets }: Move): Phase | undefined {
  const from = rankOf(state.phases, state.phase);
  return targets.find(({ rank }) => missingBetween(state, from, rank).length === 0) ?? targets[targets.length - 1];
}

/** The fields of the reason that a move asks, in the order to ask them; items of the checklist that are such fields keep their tier. */
export function reasonsOf(objectApiName: string, kind: MoveKind, checklist: readonly HearingItem[]): Reason[] {
  if (!REASONED[objectApiName]?.includes(kind)) return [];
  const note = checklist.find((item) => item.fieldApiName === NOTE_FIELD);
  return [
    { field: REASON_FIELD, tier: '必須' },
    { field: NOTE_FIELD, tier: note ? tierOf(note) : '任意' }
  ];
}
