/** The office behind generated records: its officers, their goals, the hearing items and the measures it offers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../../org/records/ids.ts';
import { insertRow } from '../../org/records/rows.ts';
import type { Org } from '../../org/org.ts';
import { SAMPLE_DATA } from '../paths.ts';
import type { Random } from '../random.ts';
import { addDays, fiscalYearName, fiscalYearOf } from './days.ts';
import type { Saver } from './saver.ts';

/** Officers besides whoever loads; the last one holds no goals of his own. */
const OFFICERS = 7;

/** A hearing item that a field answers. */
export interface AskedItem {
  object: string;
  field: string;
  tier: string;
  phaseAsked: string;
  dueRank: number;
}

export interface Office {
  officers: readonly string[];
  items: readonly AskedItem[];
  /** Names of the items of cases that no gate demands: 未確認 and 該当なし may both stand for them. */
  itemNames: readonly string[];
  measures: readonly string[];
}

/**
 * Makes users, goals and measures.
 * @param perYear how many candidates a fiscal year will see: goals lie around it
 */
export function makeOffice(org: Org, random: Random, saver: Saver, today: string, firstDay: string, perYear: number): Office {
  const officers = [saver.userId, ...Array.from({ length: OFFICERS }, (_, index) => newOfficer(org, index + 1))];
  makeTargets(random, saver, officers, perYear, today, firstDay);
  return { officers, items: askedItems(org), itemNames: caseItemNames(org), measures: makeMeasures(org, saver) };
}

/** A user as Setup makes one: no API of the org does. */
export function newOfficer(org: Org, number: number): string {
  const id = newId(org, '005');
  const [loader] = org.db.prepare('SELECT "ProfileId" FROM "User" WHERE "ProfileId" IS NOT NULL LIMIT 1').all();
  const name = `officer${number}@generated.example.com`;
  insertRow(org, 'User', id, {
    LastName: '見本',
    FirstName: `${number}号`,
    Username: name,
    Email: name,
    Alias: `mihon${number}`,
    CommunityNickname: name,
    IsActive: true,
    ProfileId: String(loader.ProfileId)
  });
  return id;
}

const METRICS = ['支援先候補', '案件', '訪問'];

function makeTargets(random: Random, saver: Saver, officers: readonly string[], perYear: number, today: string, firstDay: string): void {
  const goals = [];
  for (let year = fiscalYearOf(firstDay); year <= fiscalYearOf(addDays(today, 60)); year++) {
    for (const metric of METRICS) {
      for (const user of [null, ...officers.slice(0, -1)]) {
        const share = user === null ? 1 : 1 / officers.length;
        const value = Math.max(1, Math.round(perYear * share * (0.8 + random.next() * 0.5)));
        goals.push({ FiscalYear__c: fiscalYearName(year), Metric__c: metric, TargetUser__c: user, Value__c: value });
      }
    }
  }
  saver.insert('Target__c', goals);
}

/** The measures of the sample data; those that the org has already are taken as they are. */
function makeMeasures(org: Org, saver: Saver): string[] {
  const existing = org.db.prepare('SELECT "Id" FROM "SupportMeasure__c"').all();
  if (existing.length > 0) return existing.map(({ Id }) => String(Id));
  const { records } = JSON.parse(readFileSync(join(SAMPLE_DATA, 'SupportMeasure.json'), 'utf8')) as { records: Record<string, unknown>[] };
  // Placeholders of days belong to the sample data's own loader.
  const isPlain = ([name, value]: [string, unknown]): boolean => name !== 'attributes' && !String(value).includes('{{');
  return saver.insert(
    'SupportMeasure__c',
    records.map((record) => Object.fromEntries(Object.entries(record).filter(isPlain)))
  );
}

function records(org: Org): { name: string; values: Record<string, unknown> }[] {
  return [...org.catalog.customMetadata.values()]
    .filter(({ object }) => object === 'HearingItem__mdt')
    .map(({ developerName, values }) => ({ name: developerName, values }));
}

function askedItems(org: Org): AskedItem[] {
  return records(org)
    .filter(({ values }) => typeof values.Field__c === 'string' && !values.Rows__c)
    .map(({ values }) => ({
      object: String(values.Object__c),
      field: String(values.Field__c),
      tier: String(values.Tier__c),
      phaseAsked: String(values.PhaseAsked__c),
      dueRank: Number(values.DueRank__c ?? 0)
    }));
}

const caseItemNames = (org: Org): string[] =>
  records(org)
    .filter(({ values }) => values.Object__c === 'Opportunity' && Number(values.DueRank__c ?? 0) === 0)
    .map(({ name }) => name);
