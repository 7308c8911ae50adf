/**
 * Fictitious officers beside the one who loads the sample data, in the embedded org only (a real org would need licences for them): with
 * one officer alone, load, deviation and comparison per officer would say nothing.
 */
import type { Org } from '../org/org.ts';
import { fiscalYearName, fiscalYearOf, tokyoDay } from './generatedData/days.ts';
import { newOfficer } from './generatedData/office.ts';
import { saverOf } from './generatedData/saver.ts';

const OFFICERS = 3;
const GOALS: Record<string, number> = { 支援先候補: 7, 案件: 4, 訪問: 6 };
/** Whose turn it is, 0 = the loader: shares of different sizes. */
const TURNS = [2, 0, 0, 1, 3, 1];

/** Makes officers and goals of theirs, and hands them a share of the candidates and cases, with visits and open actions. */
export function shareAmongOfficers(org: Org, loader: string): void {
  const saver = saverOf(org, loader);
  const officers = [loader, ...Array.from({ length: OFFICERS }, (_, index) => newOfficer(org, index + 1))];
  const year = fiscalYearName(fiscalYearOf(tokyoDay(org.clock.now())));
  saver.insert(
    'Target__c',
    officers
      .slice(1)
      .flatMap((TargetUser__c) =>
        Object.entries(GOALS).map(([Metric__c, Value__c]) => ({ FiscalYear__c: year, Metric__c, TargetUser__c, Value__c }))
      )
  );
  const ids = (sql: string, ...values: string[]): string[] =>
    org.db
      .prepare(sql)
      .all(...values)
      .map(({ Id }) => String(Id));
  const owned = (object: string, condition: string): { Id: string; OwnerId: string }[] =>
    ids(`SELECT "Id" FROM "${object}" WHERE "OwnerId" = ? AND ${condition} ORDER BY "Id"`, loader)
      .map((Id, index) => ({ Id, OwnerId: officers[TURNS[index % TURNS.length] ?? 0] ?? loader }))
      .filter(({ OwnerId }) => OwnerId !== loader);
  // A converted candidate never moves.
  saver.update('Lead', owned('Lead', 'COALESCE("IsConverted", 0) = 0'));
  const cases = owned('Opportunity', '1');
  saver.update('Opportunity', cases);
  for (const { Id, OwnerId } of cases) {
    const visits = ids('SELECT "Id" FROM "Visit__c" WHERE "Case__c" = ?', Id);
    saver.update(
      'Visit__c',
      visits.map((visit) => ({ Id: visit, Visitor__c: OwnerId }))
    );
    const actions = ids('SELECT "Id" FROM "Task" WHERE "WhatId" = ? AND "Status" <> \'Completed\'', Id);
    saver.update(
      'Task',
      actions.map((action) => ({ Id: action, OwnerId }))
    );
  }
}
