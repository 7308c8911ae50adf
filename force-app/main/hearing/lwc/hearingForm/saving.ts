/** What the form says of saving, and of what an earlier page left unsaved. Pure but for the connection of the browser. */
import { clockTime, dateAndTime } from 'c/clock';
import type { Remnant } from 'c/draftVault';
import { messagesOf } from 'c/errorReducer';
import type { OwnMessages } from 'c/errorReducer';
import type { HearingItem } from 'c/hearingModel';
import type { Editor } from 'c/pageDrafts';
import { formatText } from 'c/textFormat';
import { labels } from './labels';

const SAVE_MESSAGES: OwnMessages = {
  noAccess: labels.errorAccess,
  notFound: labels.errorNotFoundWhileTyping,
  session: labels.errorSession,
  unknown: labels.errorUnknown
};
const NO_MESSAGES: readonly string[] = [];

/** Something worth saying that is no state, until a later save says more. */
export interface Notice {
  readonly text: string;
  readonly at: number;
}

/** Of the record as a whole. Without a connection the state of the bar says enough. */
export function saveMessagesOf(editor: Editor | undefined): readonly string[] {
  if (editor?.stale) return [labels.conflictNotLoaded];
  const error = editor?.error;
  return error && error.kind !== 'network' ? messagesOf(error, SAVE_MESSAGES) : NO_MESSAGES;
}

/** How saving of the record and of its rows stands, and how much waits for it. */
export function savingTexts(editors: readonly Editor[], notice: Notice | undefined): { status: string; unsaved: string } {
  const said = notice?.text ?? '';
  const unsent = unsentOf(editors);
  const hindrance = editors.find((each) => each.hindrance === 'offline' || each.hindrance === 'session')?.hindrance;
  const savedAt = latest(editors.map((each) => each.savedAt));
  if (editors.some(({ saving }) => saving)) return { status: labels.saving, unsaved: '' };
  if (hindrance === 'offline' || (unsent > 0 && !navigator.onLine)) return { status: formatText(labels.offline, unsent), unsaved: '' };
  if (hindrance === 'session') return { status: formatText(labels.signedOut, unsent), unsaved: '' };
  const saved = savedAt !== undefined && savedAt > (notice?.at ?? 0);
  return {
    status: saved ? formatText(labels.saved, clockTime(savedAt)) : said,
    unsaved: unsent > 0 ? formatText(labels.unsaved, unsent) : ''
  };
}

/** What an earlier page left unsaved: when, how much, and of what. */
export function remnantText(
  remnant: Remnant,
  items: readonly HearingItem[],
  fields: Readonly<Record<string, { readonly label: string } | undefined>>
): string {
  const names = [...remnant.draft.keys()].map((field) => fields[field]?.label ?? field);
  const marked = [...remnant.marks.keys()].map((key) => items.find(({ developerName }) => developerName === key)?.label ?? key);
  const rows = [...remnant.rows.values()].map(({ name }) => name);
  const all = [...names, ...marked, ...rows].join(labels.listSeparator);
  return formatText(labels.draftDetail, dateAndTime(remnant.at), countOf(remnant), all);
}

/** How many answers an earlier page left: of the record and of its rows. */
export function countOf({ draft, marks, rows }: Remnant): number {
  return [...rows.values()].reduce((sum, row) => sum + row.draft.size, draft.size + marks.size);
}

/** How many answers of the record and of its rows are not stored yet. */
export function unsentOf(editors: readonly Editor[]): number {
  return editors.reduce((sum, { unsent }) => sum + unsent, 0);
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.flatMap((time) => time ?? []);
  return known.length > 0 ? Math.max(...known) : undefined;
}
