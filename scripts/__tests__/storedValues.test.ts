/**
 * What a case stores for analysis equals an independent calculation: two thousand cases with random histories over two years, sent
 * through the REST API at moments of a moved clock, and compared at several of them. The calculation (`storedValues/expected.ts`) is
 * written from the definitions of the design; it knows neither the package nor the org.
 * STORED_VALUES_SEED and STORED_VALUES_CASES repeat a run or make a longer one.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { deployedOrg } from '../lib/deployedOrg.ts';
import { ADMIN_USER_ID, closeOrg, type Org } from '../org/org.ts';
import { newId } from '../org/records/ids.ts';
import { insertRow } from '../org/records/rows.ts';
import { openPackageRest, type PackageRest } from './packageRest.ts';
import { tokyoDay, tokyoMoment } from './storedValues/calendar.ts';
import { comparison, summary, type Comparison } from './storedValues/compare.ts';
import { driver, type Driver } from './storedValues/drive.ts';
import { achievements, expectedCase, type ExpectedCase, type Office } from './storedValues/expected.ts';
import { generateCase, savedFirst, type World } from './storedValues/generate.ts';
import {
  CONSULTATION,
  ISSUE,
  ITEM_STATE,
  OPPORTUNITY,
  PROPOSAL,
  VISIT,
  type CaseHistory,
  type Value,
  type Values
} from './storedValues/history.ts';
import { caseItems, fieldsOf, holidays, settings } from './storedValues/plainData.ts';
import { randomFrom } from '../lib/random.ts';
import { moments, targetHistory } from './storedValues/timeline.ts';

const SEED = Number(process.env.STORED_VALUES_SEED ?? 20_240_401);
const CASES = Number(process.env.STORED_VALUES_CASES ?? 2_000);
const ROW_OBJECTS = [ISSUE, CONSULTATION, PROPOSAL, VISIT, ITEM_STATE];
const USERS = ['user:1', 'user:2', 'user:3', 'user:4'];

type Row = Record<string, Value>;

let org: Org;
let rest: PackageRest;
let drive: Driver;
let compare: Comparison;
let histories: CaseHistory[];

before(async () => {
  org = await deployedOrg();
  rest = await openPackageRest(org);
  drive = driver({ call }, migrate);
  compare = comparison((key) => drive.ids.get(key));
  await run();
});

after(async () => {
  await rest.close();
  closeOrg(org);
});

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await rest.call(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function assign(permissionSet: string): Promise<string> {
  const [set] = await drive.query(`SELECT Id FROM PermissionSet WHERE Name = '${permissionSet}'`);
  const values = { PermissionSetId: set.Id, AssigneeId: ADMIN_USER_ID };
  return ((await call('POST', '/sobjects/PermissionSetAssignment', values)) as { id: string }).id;
}

let migration = '';
async function migrate(on: boolean): Promise<void> {
  if (on) migration = await assign('DataMigration');
  else await call('DELETE', `/sobjects/PermissionSetAssignment/${migration}`);
}

/** Four officers: a test org has one user, and users are made in Setup. */
function addUsers(): void {
  const [administrator] = org.db.prepare('SELECT "ProfileId" FROM "User"').all();
  drive.ids.set(USERS[0], ADMIN_USER_ID);
  for (const key of USERS.slice(1)) {
    const id = newId(org, '005');
    const name = { LastName: '専門官', FirstName: key, Alias: key.slice(-5), Username: `${key.replace(':', '')}@example.com` };
    insertRow(org, 'User', id, { ...name, IsActive: true, ProfileId: String(administrator.ProfileId) });
    drive.ids.set(key, id);
  }
}

/** Makes what cases refer to. */
async function makeRecords(object: string, count: number, values: (index: number) => Values): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, index) => `${object}:${index}`);
  const records = keys.map((_, index) => ({ attributes: { type: object }, ...values(index) }));
  const results = (await call('POST', '/composite/sobjects', { records })) as { id: string; success: boolean }[];
  results.forEach((result, index) => {
    assert.ok(result.success, JSON.stringify(result));
    drive.ids.set(keys[index], result.id);
  });
  return keys.map((key) => `@${key}`);
}

/** Makes the histories, lives through them, and compares on the way. */
async function run(): Promise<void> {
  const random = randomFrom(SEED);
  const items = caseItems();
  const holidayList = holidays();
  const { followUpMonths, writeUpDays } = settings();
  // The public holidays stand for three years: the histories live in them.
  const year = Number(holidayList[0].slice(0, 4));
  const times = moments(random, year, 34);
  stopAt(times[0]);

  for (const name of ['SupportOfficer', 'SupportManager', 'SupportAdmin']) await assign(name);
  addUsers();
  const caseFields = fieldsOf(OPPORTUNITY);
  const world: World = {
    items,
    followUpMonths,
    fields: Object.fromEntries([OPPORTUNITY, ...ROW_OBJECTS].map((object) => [object, fieldsOf(object)])),
    users: USERS.map((user) => `@${user}`),
    accounts: await makeRecords('Account', 50, (index) => ({ Name: `架空の企業 ${index}` })),
    measures: await makeRecords('SupportMeasure__c', 12, (index) => ({ Name: `架空の支援策 ${index}`, MeasureKey__c: `test-${index}` }))
  };
  const targets = targetHistory(random, times, year, world.users);
  const office: Office = {
    items,
    longTexts: [...new Set(items.flatMap(({ field }) => (caseFields.get(field)?.type === 'LongTextArea' ? field : [])))],
    holidays: new Set(holidayList),
    followUpMonths,
    writeUpDays,
    targets
  };
  const targetTimes = targets.flatMap(({ action, at }) => (action === 'insert' ? at : []));
  histories = Array.from({ length: CASES }, (_, index) => savedFirst(generateCase(random, world, times, `case:${index}`), targetTimes));

  const seen = new Set([times.length - 1, ...random.some([...times.keys()], 7)]);
  for (const [index, at] of times.entries()) {
    stopAt(at);
    await drive.sendAll(targets.filter((change) => change.at.getTime() === at.getTime()));
    await drive.send(histories, at);
    if (seen.has(index)) await compareAll(at, office);
  }
  // Nothing happens any more, but the halves go by.
  for (const [day, time] of [
    [`${year + 2}-09-30`, '23:59:59.999'],
    [`${year + 2}-10-01`, '00:00:00.000'],
    [`${year + 2}-10-01`, '09:00:00.000']
  ]) {
    const later = tokyoMoment(day, time);
    stopAt(later);
    await compareAll(later, office);
  }
}

/** Shows this moment until the next one: a clock that went on would pass midnight on the way. */
function stopAt(moment: Date): void {
  org.clock = { now: () => moment };
}

async function compareAll(at: Date, office: Office): Promise<void> {
  const expected = new Map(
    histories.flatMap(({ key, changes }): [string, ExpectedCase][] => {
      const found = expectedCase(changes, at, office);
      return found ? [[key, found]] : [];
    })
  );
  const shown = new Map((await selectAll(OPPORTUNITY, [...expected.values()][0].values)).map((row) => [row.Id, row]));
  for (const [key, { values }] of expected) compare.values('case', key, at, values, shown.get(idOf(key)));
  compare.values('number of cases', 'all', at, { cases: expected.size }, { cases: shown.size });
  await compareRows(at, expected);
  await compareLog(at, expected);
  await compareTasks(at, expected);
  await compareAchievements(at, expected, office);
}

const idOf = (key: string): string => drive.ids.get(key) ?? '';

const selectAll = (object: string, values: Values): Promise<Row[]> =>
  drive.query(`SELECT ${['Id', ...Object.keys(values)].join(', ')} FROM ${object}`);

async function compareRows(at: Date, expected: Map<string, ExpectedCase>): Promise<void> {
  const all = [...expected.values()].flatMap(({ rows }) => [...rows]);
  for (const object of ROW_OBJECTS) {
    const rows = all.filter(([, row]) => row.object === object);
    const shown = new Map((await selectAll(object, rows[0]?.[1].values ?? {})).map((row) => [row.Id, row]));
    for (const [key, { values }] of rows) compare.values(object, key, at, values, shown.get(idOf(key)));
    compare.values(`number of ${object}`, 'all', at, { rows: rows.length }, { rows: shown.size });
  }
}

/** Rows by a field that holds an id. */
function grouped(rows: readonly Row[], field: string): Map<Value, Row[]> {
  const groups = new Map<Value, Row[]>();
  for (const row of rows) groups.set(row[field], [...(groups.get(row[field]) ?? []), row]);
  return groups;
}

async function compareLog(at: Date, expected: Map<string, ExpectedCase>): Promise<void> {
  const rows = await drive.query(
    'SELECT Case__c, FromPhase__c, ToPhase__c, Reason__c, Days__c, ChangedBy__c, ChangedOn__c FROM PhaseLog__c ORDER BY Name'
  );
  const ofCase = grouped(rows, 'Case__c');
  for (const [key, { log }] of expected) {
    const shown = ofCase.get(idOf(key)) ?? [];
    compare.values('log', key, at, { moves: log.length }, { moves: shown.length });
    log.forEach((move, index) => {
      const row = shown.at(index);
      const day = row?.ChangedOn__c ? tokyoDay(new Date(String(row.ChangedOn__c))) : null;
      compare.values('log', key, at, { ...move, ChangedBy__c: ADMIN_USER_ID }, { ...row, ChangedOn__c: day });
    });
  }
}

async function compareTasks(at: Date, expected: Map<string, ExpectedCase>): Promise<void> {
  const rows = await drive.query('SELECT WhatId, Subject, ActivityDate FROM Task WHERE IsClosed = false');
  const ofCase = grouped(rows, 'WhatId');
  for (const [key, { openTasks, inquiries, inquiryDue }] of expected) {
    const shown = ofCase.get(idOf(key)) ?? [];
    const asking = shown.filter(({ Subject }) => String(Subject).startsWith('状況伺い'));
    compare.values('tasks', key, at, { open: openTasks, inquiries }, { open: shown.length, inquiries: asking.length });
    if (inquiryDue !== undefined) compare.values('tasks', key, at, { due: inquiryDue }, { due: asking.at(0)?.ActivityDate });
  }
}

/** A sum of shares is the achievement of the target, in percent. */
async function compareAchievements(at: Date, expected: Map<string, ExpectedCase>, office: Office): Promise<void> {
  const cases = [...expected.values()].map(({ values }) => values);
  const rows = [...expected.values()].flatMap((each) => [...each.rows.values()]);
  const visits = rows.flatMap(({ object, values }) => (object === VISIT ? [values] : []));
  const sums: [string, Values[]][] = [
    [OPPORTUNITY, cases],
    [VISIT, visits]
  ];
  for (const [object, values] of sums) {
    for (const scope of ['Office', 'Owner']) {
      const keys = values.flatMap((each) => each[`${scope}Target__c`] ?? []).map(String);
      const wanted = achievements(keys, at, office);
      const shown = await drive.query(
        `SELECT ${scope}Target__c target, SUM(${scope}Share__c) achievement FROM ${object} WHERE ${scope}Target__c != null GROUP BY ${scope}Target__c`
      );
      const byTarget = new Map(shown.map(({ target, achievement }) => [target, achievement]));
      compare.values('number of targets', object, at, { targets: wanted.size }, { targets: byTarget.size });
      for (const [key, percent] of wanted) {
        const sum = Number(byTarget.get(idOf(key)));
        // Each share is rounded by itself before it is added.
        const isNear = Math.abs(sum - percent) <= cases.length * 0.00005;
        compare.values('achievement', key, at, { percent }, { percent: isNear ? percent : sum });
      }
    }
  }
}

/** Nothing of a topic differs; the message says what does. */
function assertEqual(topics: readonly string[]): void {
  const differences = compare.differences.filter(({ topic }) => topics.includes(topic));
  const first = differences.at(0);
  const history = histories.find(({ key }) => first !== undefined && first.key.split('/')[0] === key);
  const changes = history?.changes.map((change) => JSON.stringify(change)).join('\n') ?? '';
  assert.ok(differences.length === 0, `seed ${SEED}\n${summary(differences)}\n\n${changes}`);
}

test('every change is accepted, or refused at the fields that it lacks', (context: TestContext) => {
  const changes = histories.flatMap((history) => history.changes);
  const refused = changes.filter((change) => change.refused).length;
  context.diagnostic(`seed ${SEED}: ${histories.length} cases, ${changes.length} changes, ${refused} of them refused`);
  context.diagnostic(`${compare.compared} values compared`);
  assert.ok(histories.length >= CASES && compare.compared > 0);
  assert.equal(drive.surprises.length, 0, `${drive.surprises.length} surprises\n${drive.surprises.slice(0, 10).join('\n')}`);
});

test('phases, days, periods, judgement, figures, roll-ups and shares of every case are what the design says', () => {
  assertEqual(['case', 'number of cases']);
});

test('issues, proposals, visits and states of items say what the design says', () => {
  assertEqual(ROW_OBJECTS.flatMap((object) => [object, `number of ${object}`]));
});

test('the phase log holds every move with its reason and its days', () => {
  assertEqual(['log']);
});

test('the open tasks of every case are those that its phases ask for', () => {
  assertEqual(['tasks']);
});

test('the shares of a target add up to its achievement, before and after it is edited', () => {
  assertEqual(['achievement', 'number of targets']);
});

test('the calculation takes nothing from the package but its data, and nothing from the org', () => {
  const folder = join(import.meta.dirname, 'storedValues');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const imported = sources.flatMap((source) => [...source.matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, path]) => path));
  const others = imported.filter((path) => !path.startsWith('./'));
  assert.deepEqual(
    [...new Set(others)].sort(),
    ['../../lib/random.ts', '../packageSource.ts'],
    'it draws lots, and reads metadata files as data'
  );
});
