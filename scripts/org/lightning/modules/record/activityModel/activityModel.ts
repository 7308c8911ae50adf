/** Tasks and events of a record: which to ask for, in which order they stand, what is said of them. No DOM. */
import type { FieldInfo, ObjectInfo, PicklistEntry } from 'record/types';
import { formatDate, formatDateTime, TIME_ZONE } from '../../shell/formats/formats.ts';

/** Past activities shown, newest first. */
export const PAST_LIMIT = 50;
const OPEN_LIMIT = 200;

/** A row of a query on Task or Event. */
export interface ActivityRow {
  Id: string;
  Subject?: string | null;
  ActivityDate?: string | null;
  StartDateTime?: string;
  EndDateTime?: string;
  IsAllDayEvent?: boolean;
  Location?: string | null;
  IsClosed?: boolean;
  IsHighPriority?: boolean;
  Status?: string;
  Priority?: string;
  CompletedDateTime?: string | null;
  WhatId?: string | null;
  What?: { Name?: string | null } | null;
  OwnerId?: string;
  Owner?: { Name?: string | null } | null;
}

export interface ActivityItem {
  key: string;
  kind: 'Task' | 'Event';
  subject: string;
  href: string;
  closed: boolean;
  dateText: string;
  overdue: boolean;
  /** Further facts, in reading order. */
  details: string[];
  highPriority: string;
  /** Another record that the activity belongs to. */
  related: { href: string; name: string } | undefined;
}

export interface Timeline {
  open: ActivityItem[];
  past: ActivityItem[];
}

/** Lookups of Task and Event that may lead to the record, of those the user may read. */
function lookupsTo(info: ObjectInfo, objectApiName: string): FieldInfo[] {
  return ['WhatId', 'WhoId', 'AccountId'].flatMap((name) => {
    const field = info.fields[name];
    return field?.referenceToInfos.some((target) => target.apiName === objectApiName) ? [field] : [];
  });
}

/** The lookup by which a new activity is related to a record; undefined when none may be filled. */
export function lookupForNew(info: ObjectInfo, objectApiName: string): string | undefined {
  return lookupsTo(info, objectApiName).find((field) => field.createable)?.apiName;
}

/** True when records of the object may have activities that the user may see. */
export function hasActivities(info: ObjectInfo, objectApiName: string): boolean {
  return lookupsTo(info, objectApiName).length > 0;
}

const FIELDS: Record<string, string[]> = {
  Task: ['Subject', 'ActivityDate', 'IsClosed', 'IsHighPriority', 'Status', 'Priority', 'CompletedDateTime'],
  Event: ['Subject', 'StartDateTime', 'EndDateTime', 'IsAllDayEvent', 'Location']
};

function query(info: ObjectInfo, objectApiName: string, recordId: string, condition: string, order: string, limit: number): string {
  const own = (FIELDS[info.apiName] ?? []).filter((name) => info.fields[name]);
  const related = [...(info.fields.WhatId ? ['WhatId', 'What.Name'] : []), ...(info.fields.OwnerId ? ['OwnerId', 'Owner.Name'] : [])];
  const parents = lookupsTo(info, objectApiName).map((field) => `${field.apiName} = '${recordId.replace(/\W/g, '')}'`);
  const orderField = order.split(' ')[0] ?? '';
  const ordered = info.fields[orderField] ? ` ORDER BY ${order}` : '';
  return `SELECT ${['Id', ...own, ...related].join(', ')} FROM ${info.apiName} WHERE (${parents.join(' OR ')}) AND ${condition}${ordered} LIMIT ${limit}`;
}

/** SOQL for the open and the closed tasks of a record. */
export function taskQueries(info: ObjectInfo, objectApiName: string, recordId: string): string[] {
  return [
    query(info, objectApiName, recordId, 'IsClosed = false', 'ActivityDate ASC NULLS LAST', OPEN_LIMIT),
    query(info, objectApiName, recordId, 'IsClosed = true', 'ActivityDate DESC NULLS LAST', PAST_LIMIT)
  ];
}

/** SOQL for the events of a record that are still to end and those that are over. */
export function eventQueries(info: ObjectInfo, objectApiName: string, recordId: string, now: Date): string[] {
  const moment = now.toISOString();
  return [
    query(info, objectApiName, recordId, `EndDateTime >= ${moment}`, 'StartDateTime ASC', OPEN_LIMIT),
    query(info, objectApiName, recordId, `EndDateTime < ${moment}`, 'StartDateTime DESC', PAST_LIMIT)
  ];
}

const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The org's calendar day of a moment, `2026-12-10`; '' for what is no time. */
export function dayOf(value: string | Date): string {
  const date = typeof value === 'string' ? new Date(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : value;
  return Number.isNaN(date.getTime()) ? '' : dayFormat.format(date);
}

const DAY_MS = 86_400_000;

/** 昨日, 今日, 明日, else the date. */
function dayText(day: string, today: string): string {
  const distance = (Date.parse(day) - Date.parse(today)) / DAY_MS;
  return { '-1': '昨日', '0': '今日', '1': '明日' }[String(distance)] ?? formatDate(day);
}

const labelIn = (entries: PicklistEntry[] | undefined, value: string | undefined): string =>
  entries?.find((entry) => entry.value === value)?.label ?? value ?? '';

interface Context {
  recordId: string;
  now: Date;
  /** Values of Status and Priority of Task. */
  statuses?: PicklistEntry[] | undefined;
  priorities?: PicklistEntry[] | undefined;
}

const recordHref = (objectApiName: string, id: string): string => `/lightning/r/${objectApiName}/${id}/view`;

function common(
  row: ActivityRow,
  kind: 'Task' | 'Event',
  context: Context
): Pick<ActivityItem, 'key' | 'kind' | 'subject' | 'href' | 'related'> {
  const elsewhere = row.WhatId && row.WhatId !== context.recordId && row.What?.Name;
  return {
    key: row.Id,
    kind,
    subject: row.Subject || '(件名なし)',
    href: recordHref(kind, row.Id),
    related: elsewhere ? { href: `/lightning/r/${row.WhatId}/view`, name: row.What?.Name ?? '' } : undefined
  };
}

function taskItem(row: ActivityRow, context: Context): ActivityItem {
  const today = dayOf(context.now);
  const closed = row.IsClosed === true;
  const due = row.ActivityDate ?? '';
  return {
    ...common(row, 'Task', context),
    closed,
    dateText: due === '' ? '期日なし' : dayText(due, today),
    overdue: !closed && due !== '' && due < today,
    details: [row.Owner?.Name ?? '', labelIn(context.statuses, row.Status)].filter((text) => text !== ''),
    highPriority: row.IsHighPriority ? labelIn(context.priorities, row.Priority) : ''
  };
}

function eventItem(row: ActivityRow, context: Context): ActivityItem {
  const start = row.StartDateTime ?? '';
  const day = dayOf(start);
  const time = formatDateTime(start).split(' ')[1] ?? '';
  const date = day === '' ? '' : dayText(day, dayOf(context.now));
  return {
    ...common(row, 'Event', context),
    closed: false,
    dateText: row.IsAllDayEvent ? `${date} 終日` : `${date} ${time}`.trim(),
    overdue: false,
    details: [row.Owner?.Name ?? '', row.Location ?? ''].filter((text) => text !== ''),
    highPriority: ''
  };
}

/** When an activity stands in the list: its start, its due day, or the day it was completed. */
function moment(row: ActivityRow): string {
  if (row.StartDateTime)
    return formatDateTime(row.StartDateTime)
      .replace(/ (\d):/, ' 0$1:')
      .replaceAll('/', '-');
  return row.ActivityDate ?? (row.CompletedDateTime ? dayOf(row.CompletedDateTime) : '');
}

/**
 * What is to come, earliest first and what has no date last; what is past, latest first.
 * @param rows answers of `taskQueries` and `eventQueries`: open, past
 */
export function timeline(tasks: ActivityRow[][], events: ActivityRow[][], context: Context): Timeline {
  const items = (index: number): { at: string; item: ActivityItem }[] => [
    ...(tasks[index] ?? []).map((row) => ({ at: moment(row), item: taskItem(row, context) })),
    ...(events[index] ?? []).map((row) => ({ at: moment(row), item: eventItem(row, context) }))
  ];
  const later = (left: { at: string }, right: { at: string }): number => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0);
  const open = items(0).sort((left, right) => Number(left.at === '') - Number(right.at === '') || later(left, right));
  const past = items(1).sort((left, right) => later(right, left));
  return { open: open.map(({ item }) => item), past: past.slice(0, PAST_LIMIT).map(({ item }) => item) };
}

export interface StatusEntry extends PicklistEntry {
  attributes?: { closed?: boolean } | null;
}

/** The status that completes a task, or the one that opens it again: the default when it fits, else the first. */
export function statusFor(closed: boolean, statuses: StatusEntry[], defaultValue: string | undefined): string | undefined {
  const fitting = statuses.filter((entry) => (entry.attributes?.closed === true) === closed);
  return (fitting.find((entry) => entry.value === defaultValue) ?? fitting[0])?.value;
}
