/** What Salesforce itself does to standard records before anyone's rules see them. One function per object. */
import { localDay } from '../../formula/dates.ts';
import { derivation } from '../derived.ts';
import type { FieldValue } from '../values.ts';
import { changed, type Stage, type Work } from '../work.ts';

/** Applies the behaviour of standard objects. */
export const applyPlatform: Stage = (work) => {
  BY_OBJECT[work.object.name]?.(work);
  return [];
};

const BY_OBJECT: Record<string, (work: Work) => void> = { Opportunity: opportunity, Task: task, Event: event };

function derivedValue(work: Work, field: string, input: FieldValue): FieldValue {
  const definition = work.object.fields.get(field);
  const derived = definition && derivation(work.object, definition);
  return derived ? derived.compute(work.org.catalog, [input]) : null;
}

/** A stage brings its probability and forecast category; closing as won moves a future close date to today, by UTC (deployment.md). */
function opportunity(work: Work): void {
  const { values, given, old, now } = work;
  if (!changed(work, 'StageName')) return;
  const entry = work.org.catalog.standardValueSets.get('OpportunityStage')?.find((value) => value.value === values['StageName']);
  if (entry) {
    if (!given.has('Probability')) values['Probability'] = entry.probability ?? 0;
    if (!given.has('ForecastCategoryName')) values['ForecastCategoryName'] = entry.forecastCategory ?? null;
  }
  if (old) values['LastStageChangeDate'] = now;
  const today = now.slice(0, 10);
  const isWon = derivedValue(work, 'IsWon', values['StageName'] ?? null) === true;
  const wasWon = old !== undefined && derivedValue(work, 'IsWon', old['StageName'] ?? null) === true;
  if (old && isWon && !wasWon && typeof values['CloseDate'] === 'string' && values['CloseDate'] > today) values['CloseDate'] = today;
}

function task(work: Work): void {
  activityAccount(work);
  if (!changed(work, 'Status')) return;
  const closed = derivedValue(work, 'IsClosed', work.values['Status'] ?? null) === true;
  if (!closed) work.values['CompletedDateTime'] = null;
  else if (work.values['CompletedDateTime'] == null) work.values['CompletedDateTime'] = work.now;
}

/** Start, end and duration say the same thing twice; the date fields follow the start (Object Reference "Event"). */
function event(work: Work): void {
  activityAccount(work);
  const { values, given } = work;
  if (given.has('ActivityDateTime') && !given.has('StartDateTime')) values['StartDateTime'] = values['ActivityDateTime'] ?? null;
  const start = values['StartDateTime'];
  if (typeof start !== 'string') return;
  const minutes = values['DurationInMinutes'];
  if (typeof minutes === 'number' && !given.has('EndDateTime') && (given.has('DurationInMinutes') || given.has('StartDateTime'))) {
    values['EndDateTime'] = new Date(Date.parse(start) + minutes * 60_000).toISOString();
  }
  const end = values['EndDateTime'];
  if (typeof end !== 'string') return;
  values['DurationInMinutes'] = Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
  values['ActivityDateTime'] = start;
  values['ActivityDate'] = localDay(new Date(start));
  values['EndDate'] = localDay(new Date(end));
}

/** The account an activity belongs to, through what it is related to, else through whom. */
function activityAccount(work: Work): void {
  if (!changed(work, 'WhatId') && !changed(work, 'WhoId')) return;
  const accountOf = (id: FieldValue | undefined): FieldValue => {
    if (typeof id !== 'string') return null;
    const object = [...work.org.catalog.objects.values()].find((candidate) => id.startsWith(candidate.keyPrefix));
    if (object?.name === 'Account') return id;
    if (object?.fields.get('AccountId')?.type !== 'reference') return null;
    const row = work.org.db.prepare(`SELECT "AccountId" AS account FROM "${object.name}" WHERE "Id" = ?`).get(id);
    return typeof row?.['account'] === 'string' ? row['account'] : null;
  };
  work.values['AccountId'] = accountOf(work.values['WhatId']) ?? accountOf(work.values['WhoId']);
}
