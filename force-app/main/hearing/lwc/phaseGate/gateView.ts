/** Puts the gate together from its state: pure, so that the component only wires, listens and saves. */
import type { FieldError } from 'c/errorPanel';
import { checklistOf, isDemanded, missingFor, movesOf, reasonsOf, suggestedTarget, withConversion } from 'c/gateModel';
import type { Move, MoveKind, Reason } from 'c/gateModel';
import { chosen } from 'c/hearingAnswer';
import type { AnswerValue, InputKind, Option, PicklistSource } from 'c/hearingAnswer';
import type { Draft } from 'c/hearingDraft';
import { isFilled } from 'c/hearingFigures';
import { rankPhases } from 'c/hearingModel';
import type { HearingItem, HearingState, Phase, PhaseValue } from 'c/hearingModel';
import { answerSets, fieldView, reuse } from 'c/hearingView';
import type { Answers, FieldInfo, FieldSource, FieldView } from 'c/hearingView';
import { formatText } from 'c/textFormat';
import { labels } from './labels';

/** Everything the gate knows. */
export interface GateState {
  readonly objectApiName: string;
  readonly items: readonly HearingItem[];
  readonly phaseField: string;
  readonly fields: Readonly<Record<string, FieldInfo>>;
  readonly picklists: Readonly<Record<string, PicklistSource & { values: readonly PhaseValue[] }>>;
  readonly editable: boolean;
  readonly record: Readonly<Record<string, StoredValue | undefined>>;
  readonly draft: Draft;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** Stored values of fields that somebody else changed while something was typed here. */
  readonly theirs: Readonly<Record<string, string>>;
  /** The move that the user chose; undefined = the way on. */
  readonly kind: MoveKind | undefined;
  /** The target that the user chose among several. */
  readonly target: string | undefined;
  /** Something on the page shows the items: what is missing is answered there. */
  readonly offered: boolean;
  /** Keys of rows that are inputs already: an input must not turn into text under the typing hand. */
  readonly opened: ReadonlySet<string>;
}

export interface StoredValue {
  readonly value: AnswerValue;
  readonly displayValue: string | null;
}

export interface RowView {
  /** developerName of the item, or the name of the field. */
  readonly key: string;
  readonly item: FieldView;
  readonly state: string;
  readonly icon: string;
  readonly variant: string;
  readonly style: string;
  readonly layout: string;
  /** An input, or else the text below. */
  readonly asInput: boolean;
  readonly text: string;
  readonly note: string;
  readonly error: string;
  /** Says that the item is answered elsewhere on the page, and takes there. */
  readonly jumpLabel: string | undefined;
  /** Says that the text can be turned into an input. */
  readonly editLabel: string | undefined;
  /** Owners are not typed: one button makes the user the owner, and takes it back. */
  readonly takeLabel: string | undefined;
}

export interface GateView {
  readonly currentTerm: string;
  readonly current: string;
  readonly nextTerm: string;
  readonly next: string | undefined;
  readonly heading: string;
  readonly summary: string;
  /** Targets to choose from; undefined when there is no choice. */
  readonly targets: readonly Option[] | undefined;
  readonly target: string | undefined;
  readonly targetLabel: string;
  readonly targetTerm: string;
  readonly rows: readonly RowView[];
  readonly reasons: readonly RowView[];
  /** What to do by hand, or why nothing can be done. */
  readonly advice: string | undefined;
  /** The one primary button. */
  readonly primary: string | undefined;
  /** The other moves, as buttons that open them. */
  readonly others: readonly { key: MoveKind; label: string }[];
  readonly kind: MoveKind | undefined;
  /** Can the user go back to the way on? */
  readonly cancellable: boolean;
  readonly errors: readonly FieldError[];
}

const OWNER_FIELD = 'OwnerId';

/** @param earlier the last view, so that unchanged rows keep their identity and are not rendered again */
export function gateView(state: GateState, earlier?: GateView): GateView {
  const source: FieldSource = { ...state, answers: answersOf(state) };
  const hearing = hearingState(state, source);
  const moves = movesOf(hearing.phases, hearing.phase);
  const [first] = moves;
  const wayOn = first && (first.kind === 'forward' || first.kind === 'convert') ? first : undefined;
  const move = moves.find(({ kind }) => kind === state.kind) ?? wayOn;
  const target = move && (move.targets.find(({ value }) => value === state.target) ?? suggestedTarget(hearing, move));
  const mayMove = state.editable && state.fields[state.phaseField]?.updateable === true;
  const checklist = move && target ? checklistOf(hearing, move.kind, target) : [];
  const reasons = move ? reasonsOf(state.objectApiName, move.kind, checklist) : [];
  const entered = new Set(reasons.map(({ field }) => field));
  const row = (item: HearingItem): RowView =>
    rowView(item, {
      ...{ state, source, mayMove },
      answered: hearing.filled.has(item.developerName),
      demanded: move !== undefined && isDemanded(item, move.kind),
      // What a phase aside asks goes with the move itself.
      elsewhere: state.offered && move?.kind !== 'aside'
    });
  const rows = reuse(checklist.filter(({ fieldApiName }) => !isOneOf(entered, fieldApiName)).map(row), byKey(earlier?.rows ?? []));
  const reasonRows = reuse(
    mayMove ? reasonItems(state, reasons).map((item) => reasonView(item, state, source)) : [],
    byKey(earlier?.reasons ?? [])
  );
  const phaseLabel = state.fields[state.phaseField]?.label ?? '';
  const missing =
    move && target ? missingFor(hearing, move.kind, target).filter(({ fieldApiName }) => !isOneOf(entered, fieldApiName)) : [];
  const unsaid = reasonRows.filter(({ item }) => item.tier === '必須' && !isFilled(item.value));
  const lacking = missing.length + unsaid.length;
  return {
    currentTerm: formatText(labels.current, phaseLabel),
    current: hearing.phases.find(({ value }) => value === hearing.phase)?.label ?? hearing.phase,
    nextTerm: formatText(labels.next, phaseLabel),
    next: wayOn?.targets[0]?.label,
    heading: headingOf(move, target, phaseLabel),
    summary: summaryOf(move, lacking, rows.length + reasonRows.length),
    targets: move && move.targets.length > 1 ? move.targets.map(({ label, value }) => ({ label, value })) : undefined,
    target: target?.value,
    targetLabel: target?.label ?? '',
    targetTerm: formatText(labels.target, phaseLabel),
    rows,
    reasons: reasonRows,
    advice: adviceOf({ move, mayMove, lacking, phaseLabel, noMoves: moves.length === 0 }),
    primary: mayMove ? primaryOf(move, target, [...rows, ...reasonRows]) : undefined,
    others: mayMove && (move === wayOn || !move) ? moves.filter((each) => each !== wayOn).map((each) => openerOf(each, phaseLabel)) : [],
    kind: move?.kind,
    cancellable: move !== undefined && move !== wayOn,
    errors: errorsOf(state, [...rows, ...reasonRows])
  };
}

function hearingState(state: GateState, source: FieldSource): HearingState {
  const phases = rankPhases(state.picklists[state.phaseField]?.values ?? [], state.items);
  return {
    items: state.items,
    // The platform's own mark of objects that are converted.
    phases: 'IsConverted' in state.fields ? withConversion(phases, labels.conversion) : phases,
    phase: String(state.record[state.phaseField]?.value ?? ''),
    ...answerSets(state.items, source)
  };
}

/** The stored answers, overlaid by what was typed. */
function answersOf({ record, draft }: Pick<GateState, 'record' | 'draft'>): Answers {
  return {
    value: (field) => {
      const stored = record[field]?.value;
      const typed = draft.get(field);
      return stored === undefined || !typed ? stored : typed.mine;
    },
    display: (field) => record[field]?.displayValue ?? null
  };
}

interface RowContext {
  readonly state: GateState;
  readonly source: FieldSource;
  readonly mayMove: boolean;
  readonly answered: boolean;
  readonly demanded: boolean;
  /** It is answered elsewhere on the page. */
  readonly elsewhere: boolean;
}

const FILLED = { state: labels.filled, icon: 'utility:success', variant: 'success', style: 'state filled' };
const MISSING = { state: labels.missing, icon: 'utility:warning', variant: 'error', style: 'state missing' };
/** Not there, and not demanded either. */
const OPEN = { state: labels.missing, icon: 'utility:dash', variant: '', style: 'state' };

function markOf(answered: boolean, demanded: boolean): typeof FILLED {
  if (answered) return FILLED;
  return demanded ? MISSING : OPEN;
}

function rowView(item: HearingItem, { state, source, mayMove, answered, demanded, elsewhere }: RowContext): RowView {
  const view = fieldView(item, source, { due: false, error: errorOf(state, item.fieldApiName) });
  const drafted = view.field !== null && state.draft.has(view.field);
  const editable = mayMove && view.mode === 'edit';
  const asInput = editable && ((!answered && !elsewhere) || drafted || state.opened.has(view.key) || (view.error !== '' && !elsewhere));
  const owner = mayMove && view.field === OWNER_FIELD && state.fields[OWNER_FIELD]?.updateable === true;
  return {
    key: view.key,
    item: view,
    ...markOf(answered, demanded),
    layout: asInput ? 'row' : 'row line',
    asInput,
    text: owner && drafted ? labels.taken : textOf(view),
    note: noteOf(view, state, answered || owner || elsewhere),
    error: asInput ? '' : view.error,
    jumpLabel: elsewhere && !answered && !asInput && !owner ? formatText(labels.jump, view.label) : undefined,
    editLabel: editable && !asInput && (answered || !elsewhere) ? formatText(labels.edit, view.label) : undefined,
    takeLabel: takeLabel(owner, drafted, answered)
  };
}

function textOf({ mode, kind, value, displayValue }: FieldView): string {
  return mode === 'rows' ? formatText(labels.rowCount, Number(value)) : shownText(kind, value, displayValue);
}

function takeLabel(owner: boolean, drafted: boolean, answered: boolean): string | undefined {
  if (!owner) return undefined;
  if (drafted) return labels.untake;
  return answered ? undefined : labels.take;
}

function noteOf({ field, mode, rows }: FieldView, { draft, theirs }: GateState, needless: boolean): string {
  const stored = field === null ? undefined : theirs[field];
  if (field !== null && stored !== undefined && draft.has(field)) return formatText(labels.theirs, stored);
  if (needless || mode === 'edit') return '';
  if (rows !== null) return formatText(labels.rowsField, rows);
  return mode === 'readOnly' ? labels.readOnly : labels.unsupported;
}

/** A reason as a row: always an input, and without a state of its own, its tier says what it is. */
function reasonView(item: HearingItem, state: GateState, source: FieldSource): RowView {
  return { ...rowView(item, { state, source, mayMove: true, answered: false, demanded: true, elsewhere: false }), state: '' };
}

/** The reasons as items; a field that does not exist here or that this user may not edit is not asked. */
function reasonItems({ fields, items, record, objectApiName }: GateState, reasons: readonly Reason[]): HearingItem[] {
  return reasons.flatMap(({ field, tier }) => {
    const info = fields[field];
    if (!info?.updateable || record[field] === undefined) return [];
    const known = items.find((item) => item.fieldApiName === field);
    return [{ ...(known ?? nameless(objectApiName, field, info.label)), tier }];
  });
}

function nameless(objectApiName: string, field: string, label: string): HearingItem {
  return {
    developerName: field,
    label,
    objectApiName,
    fieldApiName: field,
    rows: null,
    section: null,
    sectionOrder: null,
    sortOrder: null,
    tier: null,
    phaseAsked: null,
    dueRank: 0,
    hasRule: false,
    fixed: false,
    question: null,
    hint: null,
    example: null
  };
}

function headingOf(move: Move | undefined, target: Phase | undefined, phaseLabel: string): string {
  if (!move || !target) return labels.noWayOn;
  if (move.kind === 'aside') return formatText(labels.aside, target.label);
  if (move.kind === 'back') return formatText(labels.back, phaseLabel);
  return formatText(labels.gate, target.label);
}

function summaryOf(move: Move | undefined, lacking: number, asked: number): string {
  if (!move || asked === 0) return '';
  return lacking === 0 ? labels.complete : formatText(labels.incomplete, lacking);
}

interface AdviceInput {
  readonly move: Move | undefined;
  readonly mayMove: boolean;
  readonly lacking: number;
  readonly phaseLabel: string;
  readonly noMoves: boolean;
}

function adviceOf({ move, mayMove, lacking, phaseLabel, noMoves }: AdviceInput): string | undefined {
  if (noMoves) return formatText(labels.final, phaseLabel);
  if (!mayMove) return formatText(labels.mayNot, phaseLabel);
  if (move?.kind !== 'convert') return undefined;
  return lacking === 0 ? labels.convert : labels.convertLater;
}

/** Only the platform converts: on the way there the button saves what was typed. */
function primaryOf(move: Move | undefined, target: Phase | undefined, rows: readonly RowView[]): string | undefined {
  if (!move || !target) return undefined;
  if (move.kind === 'convert') return rows.some(({ asInput, takeLabel: take }) => asInput || take !== undefined) ? labels.save : undefined;
  if (move.kind === 'aside') return formatText(labels.aside, target.label);
  return move.kind === 'back' ? formatText(labels.backTo, target.label) : labels.goOn;
}

function openerOf({ kind, targets }: Move, phaseLabel: string): { key: MoveKind; label: string } {
  return { key: kind, label: kind === 'aside' ? formatText(labels.aside, targets[0]?.label ?? '') : formatText(labels.back, phaseLabel) };
}

function errorOf({ errors }: GateState, field: string | null): string {
  return field === null ? '' : (errors[field] ?? []).join('\n');
}

function errorsOf({ errors, fields }: GateState, rows: readonly RowView[]): FieldError[] {
  return Object.entries(errors).map(([field, messages]) => ({
    label: fields[field]?.label ?? field,
    message: messages.join('\n'),
    target: rows.find(({ item }) => item.field === field)?.key
  }));
}

/** A stored value in words. */
export function shownText(kind: InputKind, value: AnswerValue, displayValue: string | null): string {
  if (kind === 'unsupported') return '';
  if (kind === 'checkbox') return value === true ? labels.yes : labels.no;
  if (value === null || value === '') return labels.blank;
  if (kind === 'multiPicklist') return chosen(value).join(labels.listSeparator);
  return displayValue ?? String(value);
}

function isOneOf(fields: ReadonlySet<string>, field: string | null): boolean {
  return field !== null && fields.has(field);
}

function byKey(rows: readonly RowView[]): Map<string, RowView> {
  return new Map(rows.map((row) => [row.key, row]));
}
