/**
 * Home at size: its seven charts and three lists against hand-written SQL for the same numbers in the same database,
 * and their growth from 1,000 to 1,000,000 records.
 */
import { calendar, expectedRows } from '../__tests__/reportNumbers/expected.ts';
import { deployedOrg } from '../lib/deployedOrg.ts';
import { generateData } from '../lib/generatedData/index.ts';
import { compare, timedSync, type Row } from './measure.ts';
import { ADMIN_USER_ID, closeOrg, type Org } from '../org/org.ts';
import { dashboardByDeveloperName, dashboardResults } from '../org/query/dashboards.ts';
import { findReport, runReport } from '../org/query/reports.ts';
import { listDefinition, runList } from '../org/query/listViews.ts';
import { accessOf, forgetAccess } from '../org/records/access.ts';
import { newId } from '../org/records/ids.ts';
import { multiplyRecords } from '../org/records/multiply.ts';
import { insertRow } from '../org/records/rows.ts';

const RECORDS = 100_000;
const ACTIVITIES = 300_000;
/** Records that go through the save pipeline; the others are their copies. */
const DISTINCT = 500;
const LIMIT = 1.5;
const REPETITIONS = 5;
const SMALL = 1_000;
const GROWTH = 1_000;

const PERMISSION_SET = 'SupportOfficer';
const BOARD = 'Home_Overview';
const REPORTS = [
  'Home_Candidates_Of_Year',
  'Home_Cases_Of_Year',
  'Home_Candidates_By_Source',
  'Home_Half_Cases_By_Phase',
  'Home_Half_Candidates_By_Officer',
  'Home_Half_Cases_By_Officer',
  'Home_Half_Open_Cases_By_Officer'
];
/** The lists of Home with the rows that a card shows, and the same by hand. */
const LISTS: { object: string; name: string; sql: string }[] = [
  {
    object: 'Visit__c',
    name: 'Support_Visits_14_Days',
    sql: `SELECT v."Id", v."Name", v."StartAt__c", v."Method__c", c."Name" AS "case", u."LastName" || ' ' || u."FirstName" AS visitor, count(*) OVER () AS total
      FROM "Visit__c" v LEFT JOIN "Opportunity" c ON c."Id" = v."Case__c" LEFT JOIN "User" u ON u."Id" = v."Visitor__c"
      WHERE v."VisitedOn__c" >= date(:today, '-14 days') AND v."VisitedOn__c" <= date(:today, '+14 days') ORDER BY v."Id" LIMIT 11`
  },
  {
    object: 'Opportunity',
    name: 'Support_New_Cases_14_Days',
    sql: `SELECT c."Id", c."Name", a."Name" AS company, c."StageName", c."RegisteredDate__c", u."LastName" || ' ' || u."FirstName" AS owner, count(*) OVER () AS total
      FROM "Opportunity" c LEFT JOIN "Account" a ON a."Id" = c."AccountId" LEFT JOIN "User" u ON u."Id" = c."OwnerId"
      WHERE c."RegisteredDate__c" >= date(:today, '-14 days') AND c."RegisteredDate__c" <= date(:today, '+14 days') ORDER BY c."Id" LIMIT 11`
  },
  {
    object: 'Opportunity',
    name: 'Support_Closed_Cases_14_Days',
    sql: `SELECT c."Id", c."Name", a."Name" AS company, c."StageName", c."ClosedOn__c", u."LastName" || ' ' || u."FirstName" AS owner, count(*) OVER () AS total
      FROM "Opportunity" c LEFT JOIN "Account" a ON a."Id" = c."AccountId" LEFT JOIN "User" u ON u."Id" = c."OwnerId"
      WHERE c."ClosedOn__c" >= date(:today, '-14 days') AND c."ClosedOn__c" <= date(:today, '+14 days') ORDER BY c."Id" LIMIT 11`
  }
];
const PAGE_SIZE = 10;

/** The package with generated records. */
async function filledOrg(count: number): Promise<Org> {
  const org = await deployedOrg();
  const set = org.db.prepare('SELECT "Id" AS id FROM "PermissionSet" WHERE "Name" = ?').get(PERMISSION_SET);
  insertRow(org, 'PermissionSetAssignment', newId(org, '0Pa'), { AssigneeId: ADMIN_USER_ID, PermissionSetId: String(set?.['id']) });
  forgetAccess(org);
  generateData(org, ADMIN_USER_ID, { count, distinct: Math.min(DISTINCT, count) });
  return org;
}

/** As many activities as asked for, copies of those that are there. */
function fillActivities(org: Org, wanted: number): void {
  const there = Number(org.db.prepare('SELECT (SELECT count(*) FROM "Task") + (SELECT count(*) FROM "Event") AS n').get()?.['n']);
  if (there > 0 && there < wanted) multiplyRecords(org, ['Task', 'Event'], Math.ceil(wanted / there));
}

/** Everything that Home shows, computed anew. */
function home(org: Org): void {
  const board = dashboardByDeveloperName(org, BOARD);
  if (!board) throw new Error(`No dashboard ${BOARD}`);
  const failed = dashboardResults(org, ADMIN_USER_ID, board, { refresh: true }).componentData.find(
    ({ status }) => status.dataStatus === 'ERROR'
  );
  if (failed) throw new Error(failed.status.errorMessage ?? 'a component failed');
  for (const { object, name } of LISTS) {
    const definition = org.catalog.objects.get(object);
    const list = definition && listDefinition(org.catalog, definition, name);
    if (!definition || !list) throw new Error(`No list view ${name}`);
    runList(org, accessOf(org, ADMIN_USER_ID), ADMIN_USER_ID, list, { sortBy: [], pageSize: PAGE_SIZE, offset: 0 });
  }
}

/** The same numbers and rows by hand. */
function byHand(org: Org): void {
  const days = calendar(org.clock.now(), ADMIN_USER_ID);
  for (const report of REPORTS) expectedRows(org, report, days);
  for (const { sql } of LISTS) org.db.prepare(sql).all({ today: days.today as string });
}

/** The reports of Home on candidates, computed anew. */
function candidateReports(org: Org): void {
  for (const name of REPORTS.filter((report) => report.includes('Candidates'))) {
    const report = findReport(org, name);
    if (!report) throw new Error(`No report ${name}`);
    runReport(org, ADMIN_USER_ID, report, { includeDetails: false });
  }
}

/** Time of Home's reports on 1,000,000 candidates ÷ a thousand times that on 1,000: at most 1 when it grows no faster than the records. */
export async function growthRow(): Promise<Row> {
  const times: number[][] = [];
  for (const records of [SMALL, SMALL * GROWTH]) {
    const org = await filledOrg(SMALL);
    try {
      if (records > SMALL) multiplyRecords(org, ['Lead'], GROWTH);
      candidateReports(org);
      times.push(Array.from({ length: REPETITIONS }, () => timedSync(() => candidateReports(org))));
    } finally {
      closeOrg(org);
    }
  }
  const [few = [], many = []] = times;
  return compare(
    'Home のレポート: 候補100万件 ÷ 1,000件の1,000倍',
    many,
    few.map((time) => time * GROWTH),
    1
  );
}

/** Home ÷ the ten queries, at 100,000 candidates, as many cases and 300,000 activities. */
export async function homeRow(): Promise<Row> {
  const org = await filledOrg(RECORDS);
  try {
    fillActivities(org, ACTIVITIES);
    const measured: number[] = [];
    const baseline: number[] = [];
    home(org);
    byHand(org);
    for (let index = 0; index < REPETITIONS; index += 1) {
      measured.push(timedSync(() => home(org)));
      baseline.push(timedSync(() => byHand(org)));
    }
    return compare('Home（10部品）÷ 手で書いた10のSQL（候補・案件10万件、活動30万件）', measured, baseline, LIMIT);
  } finally {
    closeOrg(org);
  }
}
