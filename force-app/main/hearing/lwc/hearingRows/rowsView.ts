/** Puts the chips of an item together from what the wires gave: pure, so that the component only wires, listens and saves. */
import { CONSULTATION_DETAILS, CONSULTATION_OBJECT, RIGHT_FIELD, TOPIC_FIELD, consultationList } from 'c/consultationRows';
import type { Option, PicklistSource } from 'c/hearingAnswer';
import { optionsFor } from 'c/hearingAnswer';
import { ISSUE_DETAILS, ISSUE_FIELD, ISSUE_OBJECT, issueList } from 'c/issueRows';
import { PROPOSAL_DETAILS, PROPOSAL_OBJECT, measureList } from 'c/measureRows';
import { filtered, withChanges } from 'c/rowModel';
import type { BadgeKey, Chip, GroupKey, Row, RowChange, RowList } from 'c/rowModel';
import { formatText } from 'c/textFormat';
import { labels } from './labels';

/** The lists of HearingItem__mdt that this component knows, by the object whose rows they are. */
export type ListObject = typeof ISSUE_OBJECT | typeof CONSULTATION_OBJECT | typeof PROPOSAL_OBJECT;

const OBJECTS: Readonly<Record<string, ListObject>> = {
  SmeIssueCount__c: ISSUE_OBJECT,
  JpoIssueCount__c: ISSUE_OBJECT,
  ConsultationCount__c: CONSULTATION_OBJECT,
  PreparedCount__c: PROPOSAL_OBJECT,
  ProposedCount__c: PROPOSAL_OBJECT,
  DoneCount__c: PROPOSAL_OBJECT
};

/** The object whose rows answer an item, by the field that counts them; undefined for a list that is not known. */
export function objectOfItem(countField: string | null): ListObject | undefined {
  return OBJECTS[countField ?? ''];
}

/** Fields that the details of a row offer. */
export const DETAILS: Readonly<Record<ListObject, readonly string[]>> = {
  [ISSUE_OBJECT]: ISSUE_DETAILS,
  [CONSULTATION_OBJECT]: CONSULTATION_DETAILS,
  [PROPOSAL_OBJECT]: PROPOSAL_DETAILS
};

/** Everything that the list of an item knows. */
export interface RowsState {
  readonly object: ListObject;
  readonly countField: string | null;
  readonly rows: readonly Row[];
  /** Rows of other objects that the list needs. */
  readonly issues: readonly Row[];
  readonly measures: readonly Row[];
  readonly picklists: Readonly<Record<string, PicklistSource>>;
  readonly today: string;
  /** Changes under way: shown as done. */
  readonly pending: readonly RowChange[];
  readonly right: string | undefined;
  /** Key of the chip whose details are open. */
  readonly open: string | undefined;
  readonly unfolded: ReadonlySet<GroupKey>;
  readonly filter: string;
  /** Why a change was not saved, by the key of its chip. */
  readonly errors: Readonly<Record<string, string>>;
  readonly mayCreate: boolean;
  readonly mayEdit: boolean;
  readonly mayDelete: boolean;
}

export interface BadgeView {
  readonly key: string;
  readonly text: string;
  readonly icon: string;
  readonly style: string;
}

export interface ChipView {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly caution: string;
  readonly error: string;
  readonly pressed: string;
  readonly style: string;
  readonly icon: string;
  readonly disabled: boolean;
  readonly badges: readonly BadgeView[];
  /** Undefined without a row, '' for one that is not stored yet. */
  readonly rowId: string | undefined;
  readonly detailLabel: string | undefined;
  /** Are the details asked for? */
  readonly expanded: string;
  readonly isOpen: boolean;
  readonly mayDelete: boolean;
}

export interface GroupView {
  readonly key: GroupKey;
  readonly title: string;
  readonly chips: readonly ChipView[];
  readonly hasChips: boolean;
  readonly layout: string;
  /** Folded away until it is asked for: the button that unfolds it. */
  readonly folds: boolean;
  readonly searchable: boolean;
  readonly expanded: string;
  readonly foldLabel: string;
}

export interface RowsView {
  /** A block of chips to choose from stands between the rows and what can be added. */
  readonly blocks: readonly { readonly key: string; readonly groups: readonly GroupView[]; readonly hasRights: boolean }[];
  /** Rights to choose from before the topics. */
  readonly rights: readonly { key: string; label: string; pressed: string; style: string }[];
  readonly isEmpty: boolean;
}

/** The list behind a state, for what a press means. */
export function listOf(state: RowsState): RowList {
  const rows = withChanges(state.rows, state.pending);
  const options = (field: string): Option[] => optionsFor(state.picklists[field], null);
  const { object, countField, issues, measures, today, right } = state;
  if (object === ISSUE_OBJECT) return issueList({ rows, options: options(ISSUE_FIELD), countField, today });
  if (object === CONSULTATION_OBJECT) return consultationList({ rows, rights: options(RIGHT_FIELD), topics: options(TOPIC_FIELD), right });
  return measureList({ rows, measures, issues, countField, today, separator: labels.listSeparator });
}

/** The view of a state. */
export function rowsView(state: RowsState): RowsView {
  const groups = listOf(state)
    .groups()
    .filter(({ chips }) => chips.length > 0)
    .filter(({ key }) => state.mayCreate || key === 'answered' || key === 'near')
    .map(({ key, chips }) => groupView(key, chips, state));
  const rights = optionsFor(state.picklists[RIGHT_FIELD], null).map(({ label, value }) => ({
    key: value,
    label,
    pressed: String(value === state.right),
    style: value === state.right ? 'choice chosen' : 'choice'
  }));
  const isRow = ({ key }: GroupView): boolean => key === 'answered' || key === 'near';
  return {
    blocks: [
      { key: 'rows', groups: groups.filter(isRow), hasRights: false },
      { key: 'more', groups: groups.filter((group) => !isRow(group)), hasRights: state.object === CONSULTATION_OBJECT && state.mayCreate }
    ],
    rights,
    isEmpty: !groups.some(isRow)
  };
}

const FOLDS: ReadonlySet<GroupKey> = new Set(['rest', 'secondary']);

function groupView(key: GroupKey, chips: readonly Chip[], state: RowsState): GroupView {
  const folds = FOLDS.has(key);
  const shown = !folds || state.unfolded.has(key);
  const searchable = shown && key === 'rest';
  const listed = searchable ? filtered(chips, state.filter) : chips;
  return {
    ...{ key, folds, searchable },
    title: titleOf(key, state),
    chips: shown ? listed.map((chip) => chipView(chip, state)) : [],
    hasChips: shown && listed.length > 0,
    // What has nothing beside it stands side by side.
    layout: listed.every(({ row, note }) => !row && note === '') ? 'chips side' : 'chips',
    expanded: String(shown),
    foldLabel: formatText(foldLabelOf(key, state), chips.length)
  };
}

function foldLabelOf(key: GroupKey, { object }: RowsState): string {
  if (key === 'secondary') return labels.secondary;
  return object === PROPOSAL_OBJECT ? labels.otherMeasures : labels.otherIssues;
}

function titleOf(key: GroupKey, { object, countField }: RowsState): string {
  switch (key) {
    case 'near':
      if (object === PROPOSAL_OBJECT) return countField === 'PreparedCount__c' ? labels.nearUnprepared : labels.nearMeasures;
      return countField === 'JpoIssueCount__c' ? labels.nearSme : labels.nearJpo;
    case 'primary':
      return labels.primary;
    case 'topics':
      return labels.topics;
    default:
      return '';
  }
}

const BADGES: Readonly<Record<BadgeKey, Omit<BadgeView, 'key'>>> = {
  both: { text: labels.badgeBoth, icon: 'utility:people', style: 'badge' },
  onlySme: { text: labels.badgeSme, icon: 'utility:company', style: 'badge' },
  onlyJpo: { text: labels.badgeJpo, icon: 'utility:knowledge_base', style: 'badge' },
  resolved: { text: labels.badgeResolved, icon: 'utility:success', style: 'badge good' },
  closed: { text: labels.badgeClosed, icon: 'utility:ban', style: 'badge warn' },
  unsolved: { text: labels.badgeUnsolved, icon: 'utility:clock', style: 'badge warn' },
  stalled: { text: labels.badgeStalled, icon: 'utility:warning', style: 'badge warn' },
  addedOnSite: { text: labels.badgeOnSite, icon: 'utility:add', style: 'badge' }
};

function chipView(chip: Chip, { open, errors, mayEdit, mayCreate, mayDelete }: RowsState): ChipView {
  const { key, label, note, caution, pressed, badges, row } = chip;
  // The details of a row can be asked for at once; they open as soon as it is stored.
  const isAsked = row !== undefined && open === key;
  return {
    ...{ key, label, note, caution },
    error: errors[key] ?? '',
    pressed: String(pressed),
    style: pressed ? 'chip pressed' : 'chip',
    icon: pressed ? 'utility:check' : 'utility:add',
    disabled: row === undefined ? !mayCreate : !mayEdit,
    badges: badges.map((badge) => ({ key: badge, ...BADGES[badge] })),
    rowId: row?.id,
    detailLabel: row && formatText(isAsked ? labels.detailsClose : labels.detailsOpen, label),
    expanded: String(isAsked),
    isOpen: isAsked && row.id !== '',
    mayDelete
  };
}
