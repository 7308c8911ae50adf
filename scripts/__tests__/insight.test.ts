/** Reports, boards and Home as the package writes them: what the design asks of each is there, and nothing that a real org would bend. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../lib/paths.ts';
import { elements, sourceFiles, text, texts, type Element, type SourceFile } from './packageSource.ts';

/** Report folders, one per audience, with the label that people see. */
const REPORT_FOLDERS: Record<string, string> = {
  SupportHomeReports: '支援CRM ホーム',
  SupportOfficerReports: '支援CRM 担当者',
  SupportManagerReports: '支援CRM 管理職',
  SupportExecutiveReports: '支援CRM 上位層',
  SupportMeetingReports: '支援CRM 会議'
};

const folderOf = (file: SourceFile): string => file.path.split(/[\\/]/).at(-2) ?? '';
const reports = sourceFiles('report');
const dashboards = sourceFiles('dashboard');
const reportByName = new Map(reports.map((report) => [`${folderOf(report)}/${report.name}`, report]));

interface Condition {
  column: string;
  operator: string;
  value: string;
}
const conditions = (root: Element): Condition[] =>
  elements(elements(root, 'filter')[0], 'criteriaItems').map((item) => ({
    column: text(item, 'column'),
    operator: text(item, 'operator'),
    value: text(item, 'value')
  }));
const groupings = (root: Element): string[] =>
  ['groupingsDown', 'groupingsAcross'].flatMap((name) => elements(root, name)).map((grouping) => text(grouping, 'field'));
const components = (board: SourceFile): Element[] =>
  elements(elements(board.root, 'dashboardGridLayout')[0], 'dashboardGridComponents').flatMap((cell) =>
    elements(cell, 'dashboardComponent')
  );
const board = (name: string): SourceFile => {
  const found = dashboards.find((candidate) => candidate.name === name);
  assert.ok(found, name);
  return found;
};

test('every report folder has its audience in its Japanese label, and nobody in person in its shares', () => {
  const folders = sourceFiles('reportFolder');
  assert.deepEqual(Object.fromEntries(folders.map((folder) => [folder.name, text(folder.root, 'name')])), REPORT_FOLDERS);
  for (const folder of [...folders, ...sourceFiles('dashboardFolder')]) {
    const shares = elements(folder.root, 'folderShares');
    assert.deepEqual(
      shares.map((share) => [text(share, 'sharedToType'), text(share, 'accessLevel')]),
      [['Organization', 'View']],
      folder.name
    );
  }
});

test('every report lies in a folder of the package and is described by the question it answers', () => {
  for (const report of reports) {
    const description = text(report.root, 'description');
    assert.ok(folderOf(report) in REPORT_FOLDERS, report.path);
    assert.match(description, /^[^。]*か。/, `${report.name}: ${description}`);
    assert.ok([...description].length <= 255, `${report.name}: ${[...description].length} characters`);
    assert.ok([...text(report.root, 'name')].length <= 40, report.name);
  }
});

test('names of reports and boards are unique in the org', () => {
  for (const files of [reports, dashboards]) assert.equal(new Set(files.map((file) => file.name)).size, files.length);
  assert.equal(new Set(reports.map((report) => text(report.root, 'name'))).size, reports.length);
});

test('no report depends on the fiscal year of the org, on a fixed date or on a person', () => {
  for (const report of reports) {
    const values = conditions(report.root).map((condition) => condition.value);
    for (const value of values) {
      assert.doesNotMatch(value, /FISCAL/, report.name);
      assert.doesNotMatch(value, /\d{4}[-/]\d/, report.name);
    }
    const frame = elements(report.root, 'timeFrameFilter')[0];
    assert.ok(frame, report.name);
    assert.equal(text(frame, 'interval'), 'INTERVAL_CUSTOM', report.name);
    assert.equal(text(frame, 'startDate') + text(frame, 'endDate'), '', report.name);
    for (const grouping of ['groupingsDown', 'groupingsAcross'].flatMap((name) => elements(report.root, name)))
      assert.doesNotMatch(text(grouping, 'dateGranularity'), /Fiscal|Quarter|Year/, report.name);
    for (const column of [...groupings(report.root), ...values]) assert.doesNotMatch(column, /FISCAL/, report.name);
    assert.equal(text(elements(report.root, 'filter')[0], 'language'), '', report.name);
  }
});

/** Formulas on TODAY() → days that the stored date beside them must reach back at least: the longest such period. */
const PERIODS: [formula: RegExp, days: number][] = [
  [/IsThisFiscalYear__c$|IsClosedThisFiscalYear__c$|IsContactedThisFiscalYear__c$/, 366],
  [/IsThisHalf__c$|IsHalfCase__c$|IsClosedThisHalf__c$/, 184]
];

test('a report on a period also filters a stored date, and never so that it cuts the period', () => {
  let checked = 0;
  for (const report of reports) {
    const items = conditions(report.root);
    for (const { column } of items) {
      const days = PERIODS.find(([formula]) => formula.test(column))?.[1];
      // A goal is one row per year and person: nothing to narrow.
      if (days === undefined || column.startsWith('Target__c.')) continue;
      checked++;
      const stored = items.filter((item) => /(On__c|Date__c)$/.test(item.column) && item.operator === 'greaterOrEqual');
      const closed = items.some((item) => /(CLOSED|IsClosed)$/.test(item.column) && item.value === '0');
      // Open cases are few, however old: being open is what their index finds.
      assert.ok(stored.length > 0 || closed, `${report.name} filters no stored date beside ${column}`);
      for (const { value } of stored) {
        const reach = Number(/^LAST_N_DAYS:(\d+)$/.exec(value)?.[1]);
        assert.ok(reach >= days && reach < days + 10, `${report.name}: ${value} beside ${column}`);
      }
    }
  }
  assert.ok(checked > 0);
});

test('only the board of the officer runs as whoever looks at it, and no board names a person', () => {
  for (const each of dashboards) {
    assert.equal(text(each.root, 'dashboardType'), each.name === 'Officer_Board' ? 'LoggedInUser' : 'SpecifiedUser', each.name);
    for (const part of ['runningUser', 'owner']) assert.deepEqual(texts(each.root, part), [], `${each.name} ${part}`);
  }
});

test('a board has at most twenty components, each with one question, and with what is counted below it', () => {
  for (const each of dashboards) {
    const parts = components(each);
    assert.ok(parts.length > 0 && parts.length <= 20, `${each.name}: ${parts.length}`);
    for (const part of parts) {
      const header = text(part, 'header');
      assert.match(header, /か$/, `${each.name}: ${header}`);
      assert.ok([...header].length <= 80, header);
      assert.match(text(part, 'footer'), /(分母|対象)：.*更新時刻は右上$/, `${each.name}: ${header}`);
      assert.ok(reportByName.has(text(part, 'report')), `${each.name}: ${text(part, 'report')}`);
    }
    assert.equal(new Set(parts.map((part) => text(part, 'header'))).size, parts.length, each.name);
  }
});

test('bars of officers are ordered by their names, never by their numbers', () => {
  for (const part of dashboards.flatMap(components)) {
    const [first = ''] = texts(part, 'groupingColumn');
    if (['OWNER', 'FULL_NAME', 'LEAD_OWNER', 'ASSIGNED', 'Visit__c.Visitor__c'].includes(first))
      assert.equal(text(part, 'sortBy'), 'RowLabelAscending', text(part, 'header'));
  }
});

/** Report 5.3 (1)–(7): kind of component, its groupings, and what is added up. */
const HOME: [number: string, kind: string, groupings: string[], summary: string][] = [
  ['(1)', 'Gauge', [], 'Lead.OfficeShare__c'],
  ['(2)', 'Gauge', [], 'Opportunity.OfficeShare__c'],
  ['(3)', 'Donut', ['LEAD_SOURCE'], 'RowCount'],
  ['(4)', 'Funnel', ['STAGE_NAME'], 'RowCount'],
  ['(5)', 'BarStacked', ['OWNER', 'STATUS'], 'RowCount'],
  ['(6)', 'BarStacked', ['FULL_NAME', 'Opportunity.CaseStatus__c'], 'RowCount'],
  ['(7)', 'BarStacked', ['FULL_NAME', 'STAGE_NAME'], 'RowCount']
];

test('the first seven of the ten components of Home are those of the report, in its order', () => {
  assert.deepEqual(
    components(board('Home_Overview')).map((part) => [
      /^\(\d+\)/.exec(text(part, 'header'))?.[0],
      text(part, 'componentType'),
      texts(part, 'groupingColumn'),
      text(elements(part, 'chartSummary')[0], 'column')
    ]),
    HOME
  );
});

test('the footers of Home define year and half, and the rings go from nothing to all of the target', () => {
  for (const part of components(board('Home_Overview'))) {
    assert.match(text(part, 'footer'), /年度＝4月1日〜翌年3月31日|半期＝上期（4〜9月）か下期（10〜3月）の今の方/, text(part, 'header'));
    if (text(part, 'componentType') !== 'Gauge') continue;
    assert.deepEqual([Number(text(part, 'gaugeMin')), Number(text(part, 'gaugeMax'))], [0, 100]);
    assert.equal(text(elements(part, 'chartSummary')[0], 'aggregate'), 'Sum');
  }
});

/** Report 5.3 (8)–(10): list view → the stored date that its fourteen days are counted by. */
const LISTS: [object: string, view: string, date: string][] = [
  ['Visit__c', 'Support_Visits_14_Days', 'StartAt__c'],
  ['Opportunity', 'Support_New_Cases_14_Days', 'RegisteredDate__c'],
  ['Opportunity', 'Support_Closed_Cases_14_Days', 'ClosedOn__c']
];

test('the last three of the ten components of Home are live lists from fourteen days ago to fourteen days ahead', () => {
  const home = sourceFiles('flexipage').find((page) => page.name === 'Support_Home');
  assert.ok(home);
  const placed = elements(home.root, 'flexiPageRegions')
    .flatMap((region) => elements(region, 'itemInstances'))
    .flatMap((item) => elements(item, 'componentInstance'));
  const property = (instance: Element, name: string): string =>
    elements(instance, 'componentInstanceProperties')
      .filter((each) => text(each, 'name') === name)
      .map((each) => text(each, 'value'))
      .join();
  const lists = placed.filter((instance) => text(instance, 'componentName') === 'flexipage:filterListCard');
  assert.deepEqual(
    lists.map((instance) => [property(instance, 'entityName'), property(instance, 'filterName')]),
    LISTS.map(([object, view]) => [object, view])
  );
  for (const [object, name, date] of LISTS) {
    const view = sourceFiles('listView').find((candidate) => candidate.object === object && candidate.name === name);
    assert.ok(view, name);
    const limits = elements(view.root, 'filters')
      .filter((filter) => text(filter, 'field') === date)
      .map((filter) => [text(filter, 'operation'), text(filter, 'value')]);
    assert.deepEqual(limits, [
      ['greaterOrEqual', 'LAST_N_DAYS:14'],
      ['lessOrEqual', 'NEXT_N_DAYS:14']
    ]);
    assert.equal(text(view.root, 'filterScope'), 'Everything', name);
  }
  const boards = placed.filter((instance) => text(instance, 'componentName') === 'desktopDashboards:embeddedDashboard');
  assert.deepEqual(
    boards.map((instance) => text(board(property(instance, 'dashboardName')).root, 'dashboardType')),
    ['SpecifiedUser']
  );
});

test('the manual names every report with its question and where it is used, and every board', () => {
  const manual = readFileSync(join(ROOT, 'docs', '報告書とダッシュボード.md'), 'utf8');
  const lines = manual.split('\n');
  for (const report of reports) {
    const line = lines.find((candidate) => candidate.includes(`\`${report.name}\``));
    assert.ok(line, report.name);
    const cells = line.split('|').map((cell) => cell.trim());
    assert.equal(cells[1], `${text(report.root, 'name')}<br>\`${report.name}\``);
    assert.equal(cells[2], /^[^。]*。/.exec(text(report.root, 'description'))?.[0], report.name);
    const used = dashboards.filter((each) =>
      components(each).some((part) => text(part, 'report') === `${folderOf(report)}/${report.name}`)
    );
    const places = used.map((each) => (each.name === 'Home_Overview' ? 'ホーム' : text(each.root, 'title')));
    assert.deepEqual((cells[6] ?? '').split('、').sort(), (places.length > 0 ? places : ['レポート']).sort(), report.name);
  }
  for (const each of dashboards)
    assert.ok(
      lines.some(
        (line) => line.startsWith(`| ${text(each.root, 'title')}（\`${each.name}\`）`) && line.includes(`| ${components(each).length}`)
      ),
      each.name
    );
  const named = [...manual.matchAll(/<br>`(\w+)`/g)].map((match) => match[1]);
  assert.deepEqual(named.sort(), reports.map((report) => report.name).sort());
});

/** What the issue asks of each board: board → reports that must be on it. */
const BOARDS: Record<string, string[]> = {
  Officer_Board: [
    'Officer_My_Candidates_Of_Year',
    'Officer_My_Cases_Of_Year',
    'Officer_My_Visits_Of_Year',
    'Officer_My_Overdue_Actions',
    'Officer_My_Missing_Required',
    'Officer_My_Visits_14_Days'
  ],
  Manager_Board: [
    'Manager_Targets_Of_Year',
    'Manager_Cases_By_Month',
    'Manager_Cases_Progress',
    'Manager_Load_By_Officer',
    'Manager_Case_Moves',
    'Manager_Completion_By_Type',
    'Manager_Drops',
    'Manager_Funnel_By_Source',
    'Manager_Funnel_By_Event',
    'Manager_Overdue_Actions',
    'Manager_Stalled_Handovers',
    'Manager_Input_Quality',
    'Manager_Unconfirmed_Items'
  ],
  Executive_Board: [
    'Home_Candidates_Of_Year',
    'Home_Cases_Of_Year',
    'Executive_Stage_Rise',
    'Executive_Outcomes',
    'Executive_Consultations',
    'Executive_Requests'
  ],
  Meeting_Board: [
    'Meeting_Visits_7_Days',
    'Meeting_Case_Moves_7_Days',
    'Meeting_Candidate_Moves_7_Days',
    'Meeting_Quiet_Cases',
    'Meeting_Missing_Required',
    'Manager_Overdue_Actions'
  ]
};

test('each board answers what its audience asked for', () => {
  for (const [name, wanted] of Object.entries(BOARDS)) {
    const shown = components(board(name)).map((part) => text(part, 'report').split('/')[1]);
    assert.deepEqual(
      wanted.filter((report) => !shown.includes(report)),
      [],
      name
    );
  }
  assert.deepEqual(dashboards.map((each) => each.name).sort(), ['Home_Overview', ...Object.keys(BOARDS)].sort());
});

test('a table of records shows columns of its report, and a report behind a table lists records', () => {
  for (const part of dashboards.flatMap(components).filter((each) => text(each, 'componentType') === 'FlexTable')) {
    const report = reportByName.get(text(part, 'report'));
    assert.ok(report);
    assert.equal(text(report.root, 'showDetails'), 'true', report.name);
    const columns = elements(report.root, 'columns').map((column) => text(column, 'field'));
    for (const column of elements(elements(part, 'flexComponentProperties')[0], 'flexTableColumn'))
      if (text(column, 'type') === 'detail')
        assert.ok(columns.includes(text(column, 'reportColumn')), `${report.name}: ${text(column, 'reportColumn')}`);
  }
});
