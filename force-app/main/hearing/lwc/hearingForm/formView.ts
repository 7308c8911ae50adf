/** Puts the whole form together from its state: pure, so that the component only wires, listens and saves. */
import { chosen, inputKind, sameAnswer } from 'c/hearingAnswer';
import type { AnswerValue, Option } from 'c/hearingAnswer';
import type { FieldError } from 'c/errorPanel';
import type { ConflictView } from 'c/conflictPanel';
import type { Conflict, Draft, Same } from 'c/hearingDraft';
import { isFilled } from 'c/hearingFigures';
import { itemsInScope, nextPhaseOf, phasesWithItems, progressOf, rankPhases, sectionsOf } from 'c/hearingModel';
import type { HearingItem, HearingState, PhaseValue } from 'c/hearingModel';
import { answerSets, fieldView, labelOf, reuse } from 'c/hearingView';
import type { Answers, FieldInfo, FieldSource, FieldView, SectionView } from 'c/hearingView';
import { formatText } from 'c/textFormat';
import { labels } from './labels';

/** Everything the form knows. */
export interface FormState {
  readonly items: readonly HearingItem[];
  readonly phaseField: string;
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
}

interface PicklistEntry extends PhaseValue {
  readonly validFor: readonly number[];
}

export const ALL_PHASES = '*';

export interface FormView {
  readonly sections: readonly SectionView[];
  readonly scopes: readonly { key: string; label: string; pressed: string; style: string }[];
  readonly progress: readonly { key: string; text: string }[];
  readonly next: { readonly text: string; readonly missing: readonly { key: string; label: string }[] } | undefined;
  readonly errors: readonly FieldError[];
  readonly conflicts: readonly ConflictView[];
  readonly unsaved: string;
  readonly isEmpty: boolean;
}

/** @param earlier the last view, so that unchanged parts keep their identity and are not rendered again */
export function formView(state: FormState, earlier: FormView | undefined): FormView {
  const source: FieldSource = { ...state, answers: answersOf(state) };
  const hearing = hearingState(state, source);
  const scopePhase = shownPhase(state, hearing);
  const next = nextPhaseOf(hearing);
  const due = new Set(next?.missing.map((item) => item.developerName));
  const sections = sectionsOf(hearing, { phase: scopePhase, missingOnly: state.missingOnly, pinned: state.pinned });
  const itemViews = byKey(earlier?.sections.flatMap((section) => section.fields) ?? []);
  const views = sections.map((section) => ({
    key: section.name,
    name: section.name,
    progress: section.progress,
    fields: reuse(
      section.items.map((item) => fieldView(item, source, { due: due.has(item.developerName), error: errorOf(state, item) })),
      itemViews
    )
  }));
  const inScope = itemsInScope(hearing, scopePhase);
  return {
    sections: reuse<SectionView>(views, byKey(earlier?.sections ?? [])),
    scopes: scopesOf(hearing, scopePhase),
    progress: progressOf(inScope, hearing, scopePhase).map(({ tier, filled, total }) => ({
      key: tier,
      text: formatText(labels.progress, tier, filled, total)
    })),
    next: next && {
      text:
        next.missing.length === 0
          ? formatText(labels.nextReady, next.phase.label)
          : formatText(labels.nextMissing, next.phase.label, next.missing.length),
      missing: next.missing.map((item) => ({ key: item.developerName, label: labelOf(item, state.fields[item.fieldApiName ?? '']) }))
    },
    errors: Object.entries(state.errors).map(([field, messages]) => fieldError(state, field, messages)),
    conflicts: state.conflicts.map((conflict) => conflictView(state, source, conflict)),
    unsaved: state.draft.size === 0 ? '' : formatText(labels.unsaved, state.draft.size),
    isEmpty: sections.length === 0
  };
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

function scopesOf(hearing: HearingState, shown: string | undefined): FormView['scopes'] {
  const phases = phasesWithItems(hearing).map(({ value, label }) => ({
    key: value,
    label: value === hearing.phase ? formatText(labels.currentPhase, label) : label
  }));
  return [...phases, { key: ALL_PHASES, label: labels.allPhases }].map((scope) => {
    const pressed = scope.key === (shown ?? ALL_PHASES);
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
