/** Puts the whole form together from its state: pure, so that the component only wires, listens and saves. */
import { chosen, inputKind, sameAnswer } from 'c/hearingAnswer';
import type { AnswerValue, Option } from 'c/hearingAnswer';
import type { FieldError } from 'c/errorPanel';
import type { ConflictView } from 'c/conflictPanel';
import type { Conflict, Draft, Same } from 'c/hearingDraft';
import { figuresOf, isFilled } from 'c/hearingFigures';
import {
  finds,
  itemsInScope,
  markOf,
  marksFor,
  missingAfter,
  nextPhaseOf,
  phasesWithItems,
  progressOf,
  rankPhases,
  sectionsOf
} from 'c/hearingModel';
import type { HearingItem, HearingState, ItemMark, PhaseValue } from 'c/hearingModel';
import { answerSets, fieldView, labelOf, reuse } from 'c/hearingView';
import type { Answers, FieldInfo, FieldSource, FieldView, ItemStatus, SectionView } from 'c/hearingView';
import { formatText } from 'c/textFormat';
import { labels } from './labels';

/** Everything the form knows. */
export interface FormState {
  readonly items: readonly HearingItem[];
  readonly phaseField: string;
  /** Where flows note the phase that a record left when it went aside. */
  readonly phaseLeftField: string | undefined;
  readonly fields: Readonly<Record<string, FieldInfo>>;
  readonly picklists: Readonly<Record<string, { controllerValues: Readonly<Record<string, number>>; values: readonly PicklistEntry[] }>>;
  readonly editable: boolean;
  readonly record: Readonly<Record<string, { readonly value: AnswerValue; readonly displayValue: string | null } | undefined>>;
  readonly draft: Draft;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly conflicts: readonly Conflict[];
  /** Phase chosen by the user; undefined = the phase of the record; ALL_PHASES = all. */
  readonly scope: string | undefined;
  readonly missingOnly: boolean;
  readonly pinned: ReadonlySet<string>;
  /** What to look for in questions and hints; finds in all phases. */
  readonly query: string;
  /** What is stated of items instead of an answer. */
  readonly marks: ReadonlyMap<string, ItemMark>;
  readonly markErrors: Readonly<Record<string, readonly string[]>>;
  /** May items be marked at all? */
  readonly markable: boolean;
}

interface PicklistEntry extends PhaseValue {
  readonly validFor: readonly number[];
}

export const ALL_PHASES = '*';

export interface FormView {
  readonly sections: readonly SectionView[];
  readonly scopes: readonly { key: string; label: string; pressed: string; style: string }[];
  readonly progress: readonly { key: string; text: string }[];
  /** The record's figures, as the server stores them. */
  readonly figures: readonly { key: string; text: string }[];
  readonly next: { readonly text: string; readonly missing: readonly { key: string; label: string }[] } | undefined;
  readonly errors: readonly FieldError[];
  readonly conflicts: readonly ConflictView[];
  /** What a search found; blank without one. */
  readonly found: string;
  /** Why nothing is shown; blank when something is. */
  readonly empty: string;
}

/** @param earlier the last view, so that unchanged parts keep their identity and are not rendered again */
export function formView(state: FormState, earlier: FormView | undefined): FormView {
  const source: FieldSource = { ...state, answers: answersOf(state) };
  const hearing = hearingState(state, source);
  const searching = state.query.trim() !== '';
  const scopePhase = searching ? undefined : shownPhase(state, hearing);
  const next = nextPhaseOf(hearing);
  const due = new Set(next?.missing.map((item) => item.developerName));
  const scope = { phase: scopePhase, missingOnly: state.missingOnly, pinned: state.pinned };
  const sections = sectionsOf(hearing, searching ? { ...scope, matches: (item) => isFound(item, state) } : scope);
  const itemViews = byKey(earlier?.sections.flatMap((section) => section.fields) ?? []);
  const views = sections.map((section) => ({
    eager: 0,
    key: section.name,
    name: section.name,
    progress: section.progress,
    fields: reuse(
      section.items.map((item) => fieldView(item, source, statusOf(item, state, hearing, due))),
      itemViews
    )
  }));
  mountFirst(views);
  const inScope = itemsInScope(hearing, scopePhase);
  const count = views.reduce((sum, { fields }) => sum + fields.length, 0);
  return {
    sections: reuse<SectionView>(views, byKey(earlier?.sections ?? [])),
    scopes: scopesOf(hearing, searching ? undefined : (scopePhase ?? ALL_PHASES)),
    progress: progressOf(inScope, hearing, scopePhase).map(({ tier, filled, total }) => ({
      key: tier,
      text: formatText(labels.progress, tier, filled, total)
    })),
    figures: figureTexts(state, source, hearing),
    next: next && {
      text:
        next.missing.length === 0
          ? formatText(labels.nextReady, next.phase.label)
          : formatText(labels.nextMissing, next.phase.label, next.missing.length),
      missing: next.missing.map((item) => ({ key: item.developerName, label: labelOf(item, state.fields[item.fieldApiName ?? '']) }))
    },
    errors: Object.entries(state.errors).map(([field, messages]) => fieldError(state, field, messages)),
    conflicts: state.conflicts.map((conflict) => conflictView(state, source, conflict)),
    found: searching && count > 0 ? formatText(labels.searchFound, count) : '',
    empty: count > 0 ? '' : emptyText(state.query.trim())
  };
}

/**
 * The next required item without an answer, after the one that has the focus: of what is shown, else of what the next phase waits for.
 * @returns its developerName
 */
export function gapAfter(state: FormState, key: string | undefined): string | undefined {
  const hearing = hearingState(state, { ...state, answers: answersOf(state) });
  const scopePhase = shownPhase(state, hearing);
  const [gap] = missingAfter(itemsInScope(hearing, scopePhase), hearing, key, scopePhase);
  return (gap ?? nextPhaseOf(hearing)?.missing[0])?.developerName;
}

/** The items that a screen shows at once; the others wait until they come near. */
const ON_SCREEN = 6;

function mountFirst(views: readonly { eager: number; readonly fields: readonly FieldView[] }[]): void {
  let left = ON_SCREEN;
  for (const view of views) {
    view.eager = left;
    left = Math.max(0, left - view.fields.length);
  }
}

function emptyText(query: string): string {
  return query === '' ? labels.nothingMissing : formatText(labels.searchNone, query);
}

function isFound(item: HearingItem, { query, fields }: FormState): boolean {
  const label = labelOf(item, fields[item.fieldApiName ?? '']);
  return finds(query, [label, item.label, item.question, item.hint, item.example, item.section]);
}

function statusOf(item: HearingItem, state: FormState, hearing: HearingState, due: ReadonlySet<string>): ItemStatus {
  const open = state.markable && !hearing.filled.has(item.developerName) && !hearing.hidden.has(item.developerName);
  return {
    due: due.has(item.developerName),
    error: errorOf(state, item),
    mark: markOf(item, hearing),
    marks: open ? marksFor(item) : [],
    markError: (state.markErrors[item.developerName] ?? []).join('\n')
  };
}

/** The same module as the server's figures, so that both say the same. */
function figureTexts(state: FormState, source: FieldSource, hearing: HearingState): FormView['figures'] {
  const { fields } = state;
  const figures = figuresOf(state.items, new Map(hearing.phases.map(({ value, rank }) => [value, rank])), {
    phase: hearing.phase,
    phaseLeft: textOf(state.phaseLeftField === undefined ? undefined : state.record[state.phaseLeftField]?.value),
    marks: hearing.marks ?? new Map(),
    answer: ({ fieldApiName, rows }) => {
      const info = fieldApiName === null ? undefined : fields[fieldApiName];
      const value = fieldApiName === null ? undefined : source.answers.value(fieldApiName);
      return info && value !== undefined ? { dataType: info.dataType, length: info.length, countsRows: rows !== null, value } : undefined;
    }
  });
  return [
    { key: 'required', label: labels.figureRequired, value: figures.requiredRate },
    { key: 'recommended', label: labels.figureRecommended, value: figures.recommendedRate },
    { key: 'unconfirmed', label: labels.figureUnconfirmed, value: state.markable ? figures.unconfirmedCount : null },
    { key: 'textLength', label: labels.figureTextLength, value: figures.textLength }
  ].flatMap(({ key, label, value }) => (value === null ? [] : [{ key, text: formatText(label, value) }]));
}

function textOf(value: AnswerValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The phase whose items are shown: the chosen one, else that of the record when it asks anything; undefined = all. */
function shownPhase({ scope }: FormState, hearing: HearingState): string | undefined {
  if (scope !== undefined) return scope === ALL_PHASES ? undefined : scope;
  return hearing.items.some((item) => item.phaseAsked === hearing.phase) ? hearing.phase : undefined;
}

function hearingState(state: FormState, source: FieldSource): HearingState {
  return {
    items: state.items,
    phases: rankPhases(state.picklists[state.phaseField]?.values ?? [], state.items),
    phase: String(state.record[state.phaseField]?.value ?? ''),
    marks: state.marks,
    ...answerSets(state.items, source)
  };
}

/** The stored answers, overlaid by what was typed. */
export function answersOf({ record, draft }: Pick<FormState, 'record' | 'draft'>): Answers {
  return {
    value: (field) => {
      const stored = record[field]?.value;
      const typed = draft.get(field);
      return stored === undefined || !typed ? stored : typed.mine;
    },
    display: (field) => record[field]?.displayValue ?? null
  };
}

/** Compares values of a field by its kind. */
export function comparison(fields: Readonly<Record<string, FieldInfo>>): Same {
  return (field, a, b) => sameAnswer(fields[field] ? inputKind(fields[field]) : 'text', a, b);
}

/** Items that are missing now: they stay in the filtered list while they are being answered. */
export function shownKeys(view: FormView | undefined): Set<string> {
  return new Set(view?.sections.flatMap((section) => section.fields.map((field) => field.key)));
}

/** @param shown the scope that is shown; undefined while a search shows what it found */
function scopesOf(hearing: HearingState, shown: string | undefined): FormView['scopes'] {
  const phases = phasesWithItems(hearing).map(({ value, label }) => ({
    key: value,
    label: value === hearing.phase ? formatText(labels.currentPhase, label) : label
  }));
  return [...phases, { key: ALL_PHASES, label: labels.allPhases }].map((scope) => {
    const pressed = scope.key === shown;
    return { ...scope, pressed: String(pressed), style: `slds-button ${pressed ? 'slds-button_brand' : 'slds-button_neutral'}` };
  });
}

function errorOf(state: FormState, { fieldApiName }: HearingItem): string {
  return fieldApiName === null ? '' : (state.errors[fieldApiName] ?? []).join('\n');
}

function fieldError(state: FormState, field: string, messages: readonly string[]): FieldError {
  const item = state.items.find((each) => each.fieldApiName === field);
  return { label: state.fields[field]?.label ?? item?.label ?? field, message: messages.join('\n'), target: item?.developerName };
}

function conflictView(state: FormState, source: FieldSource, { field, mine, theirs }: Conflict): ConflictView {
  const item = state.items.find((each) => each.fieldApiName === field);
  const view = item && fieldView(item, source, { due: false, error: '' });
  const text = (value: AnswerValue) => valueText(value, view);
  return { field, label: view?.label ?? field, mine: text(mine), theirs: text(theirs) };
}

function valueText(value: AnswerValue, view: FieldView | undefined): string {
  if (typeof value === 'boolean') return value ? labels.yes : labels.no;
  if (!isFilled(value)) return labels.blank;
  if (view?.options.length)
    return chosen(value)
      .map((each) => optionLabel(view.options, each))
      .join(labels.listSeparator);
  return String(value);
}

function optionLabel(options: readonly Option[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}

function byKey<V extends { readonly key: string }>(views: readonly V[]): Map<string, V> {
  return new Map(views.map((view) => [view.key, view]));
}
