import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Org } from '../../org.ts';
import { ADMIN_USER_ID } from '../../org.ts';
import { updateRow } from '../../records/rows.ts';
import { dashboardByDeveloperName, dashboardResults, type DashboardResult } from '../dashboards.ts';
import { analyticsOrg, dashboard, folder, report, type Fixture } from './analyticsFixtures.ts';

const BY_STAGE = report(
  '<columns><field>OPPORTUNITY_NAME</field></columns><columns><aggregateTypes>Sum</aggregateTypes><field>AMOUNT</field></columns><format>Summary</format><groupingsDown><dateGranularity>Day</dateGranularity><field>STAGE_NAME</field><sortOrder>Asc</sortOrder></groupingsDown><name>段階別</name><reportType>Opportunity</reportType><scope>organization</scope><showDetails>false</showDetails><timeFrameFilter><dateColumn>CLOSE_DATE</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter>'
);

const place = (index: number, component: string): string =>
  `<dashboardGridComponents><colSpan>4</colSpan><columnIndex>${index * 4}</columnIndex><dashboardComponent>${component}</dashboardComponent><rowIndex>0</rowIndex><rowSpan>8</rowSpan></dashboardGridComponents>`;

const chart = (
  type: string,
  summary = '<chartSummary><axisBinding>y</axisBinding><column>RowCount</column></chartSummary>',
  sortBy = 'RowLabelAscending'
): string =>
  `<autoselectColumnsFromReport>false</autoselectColumnsFromReport><chartAxisRange>Auto</chartAxisRange>${summary}<componentType>${type}</componentType><displayUnits>Auto</displayUnits><drillEnabled>false</drillEnabled><drillToDetailEnabled>false</drillToDetailEnabled><enableHover>true</enableHover><expandOthers>true</expandOthers><groupingColumn>STAGE_NAME</groupingColumn><groupingSortProperties/><header>${type}</header><legendPosition>Right</legendPosition><report>Board/ByStage</report><showPercentage>false</showPercentage><showValues>true</showValues><sortBy>${sortBy}</sortBy><useReportChart>false</useReportChart>`;

const GAUGE = `<autoselectColumnsFromReport>false</autoselectColumnsFromReport><chartSummary><aggregate>Sum</aggregate><axisBinding>y</axisBinding><column>AMOUNT</column></chartSummary><componentType>Gauge</componentType><displayUnits>Auto</displayUnits><gaugeMax>300.0</gaugeMax><gaugeMin>0.0</gaugeMin><groupingSortProperties/><header>Gauge</header><indicatorBreakpoint1>100.0</indicatorBreakpoint1><indicatorBreakpoint2>200.0</indicatorBreakpoint2><indicatorHighColor>#00716B</indicatorHighColor><indicatorLowColor>#C23934</indicatorLowColor><indicatorMiddleColor>#FFB75D</indicatorMiddleColor><report>Board/ByStage</report><showPercentage>true</showPercentage><showRange>false</showRange><showTotal>true</showTotal><showValues>true</showValues>`;

const TABLE = `<autoselectColumnsFromReport>false</autoselectColumnsFromReport><componentType>FlexTable</componentType><flexComponentProperties><decimalPrecision>-1</decimalPrecision><flexTableColumn><reportColumn>OPPORTUNITY_NAME</reportColumn><showSubTotal>false</showSubTotal><showTotal>false</showTotal><type>detail</type></flexTableColumn><flexTableColumn><reportColumn>AMOUNT</reportColumn><showSubTotal>false</showSubTotal><showTotal>false</showTotal><type>detail</type></flexTableColumn><flexTableSortInfo><sortColumn>AMOUNT</sortColumn><sortOrder>2</sortOrder></flexTableSortInfo><hideChatterPhotos>true</hideChatterPhotos></flexComponentProperties><groupingSortProperties/><header>Table</header><report>Board/ByStage</report>`;

function board(components: string[], filters = ''): string {
  return dashboard(
    `<backgroundEndColor>#FFFFFF</backgroundEndColor><backgroundFadeDirection>Diagonal</backgroundFadeDirection><backgroundStartColor>#FFFFFF</backgroundStartColor>${filters}<dashboardGridLayout>${components.map((component, index) => place(index, component)).join('')}<numberOfColumns>12</numberOfColumns><rowHeight>36</rowHeight></dashboardGridLayout><dashboardType>SpecifiedUser</dashboardType><isGridLayout>true</isGridLayout><textColor>#000000</textColor><title>全体</title><titleColor>#000000</titleColor><titleSize>12</titleSize>`
  );
}

function open(components: string[], filters = ''): Fixture & { show: (refresh?: boolean) => DashboardResult } {
  const fixture = analyticsOrg({
    'reports/Board-meta.xml': folder('Report', 'Board'),
    'reports/Board/ByStage.report': BY_STAGE,
    'dashboards/Boards-meta.xml': folder('Dashboard', 'Boards'),
    'dashboards/Boards/Overview.dashboard': board(components, filters)
  });
  return { ...fixture, show: (refresh = false) => results(fixture.org, refresh) };
}

function results(org: Org, refresh: boolean): DashboardResult {
  const found = dashboardByDeveloperName(org, 'Overview');
  assert.ok(found);
  return dashboardResults(org, ADMIN_USER_ID, found, { refresh });
}

const counts = (result: DashboardResult, index = 0): unknown[] => {
  const data = result.componentData[index]?.reportResult;
  return (data?.groupingsDown.groupings ?? []).map((group) => data?.factMap[`${group.key}!T`]?.aggregates.at(-1)?.value);
};

test('a dashboard answers its components, their places and the result of their reports', () => {
  const { show, rows } = open([chart('Funnel'), chart('Donut'), GAUGE]);
  const result = show();
  assert.deepEqual(result.dashboardMetadata.layout, {
    gridLayout: true,
    numColumns: 12,
    rowHeight: 36,
    components: [0, 4, 8].map((column) => ({ colspan: 4, column, row: 0, rowspan: 8 }))
  });
  assert.deepEqual(
    result.dashboardMetadata.components.map((component) => component.id),
    result.componentData.map((component) => component.componentId)
  );
  const stages = ['Prospecting', 'Qualification', 'Closed Won', 'Closed Lost'];
  assert.deepEqual(
    counts(result),
    stages.map((stage) => rows.filter((row) => row.StageName === stage).length)
  );
  assert.equal(result.componentData[0]?.status.dataStatus, 'DATA');
  assert.equal(result.dashboardMetadata.runningUser.id, ADMIN_USER_ID);
});

test('results stay as they were until someone refreshes the dashboard', () => {
  const { show, org, rows } = open([chart('Funnel')]);
  const before = counts(show());
  const moved = rows.find((row) => row.StageName === 'Prospecting');
  updateRow(org, 'Opportunity', moved?.Id ?? '', { StageName: 'Closed Lost' });
  assert.deepEqual(counts(show()), before);
  assert.deepEqual(counts(show(true)), [Number(before[0]) - 1, before[1], before[2], Number(before[3]) + 1]);
});

test('a component whose report is deployed differently is computed anew', () => {
  const { show, org } = open([chart('Funnel')]);
  assert.equal(counts(show()).length, 4);
  const changed = org.catalog.reports.get('Board/ByStage');
  assert.ok(changed);
  const reports = new Map(org.catalog.reports);
  reports.set('Board/ByStage', { ...changed, filter: { criteriaItems: [{ column: 'WON', operator: 'equals', value: '1' }] } });
  org.catalog = { ...org.catalog, reports };
  assert.equal(counts(show()).length, 1);
});

test('values order the groups where the component asks for it', () => {
  const { show } = open([chart('Bar', undefined, 'RowValueDescending')]);
  const numbers = counts(show()).map(Number);
  assert.deepEqual(
    numbers,
    [...numbers].sort((left, right) => right - left)
  );
});

test('a table of details lists the rows of the report without its groups, in its own order', () => {
  const { show, rows } = open([TABLE]);
  const data = show().componentData[0]?.reportResult;
  assert.deepEqual(data?.groupingsDown.groupings, []);
  const amounts = (data?.factMap['T!T']?.rows ?? []).map((row) => row.dataCells[1]?.value);
  const given = rows.flatMap((row) => (row.Amount === null ? [] : [row.Amount]));
  const blanks = rows.length - given.length;
  assert.deepEqual(amounts, [...given.sort((left, right) => right - left), ...Array.from({ length: blanks }, () => null)]);
});

test('a gauge tells its range and the colours of its stretches', () => {
  const { show } = open([GAUGE]);
  const properties = show().dashboardMetadata.components[0]?.properties as {
    aggregates: unknown;
    visualizationProperties: Record<string, unknown>;
  };
  assert.deepEqual(properties.aggregates, [{ name: 's!AMOUNT' }]);
  assert.deepEqual(properties.visualizationProperties.breakPoints, [
    {
      aggregateName: 's!AMOUNT',
      breaks: [
        { color: 'C23934', lowerBound: 0, upperBound: 100 },
        { color: 'FFB75D', lowerBound: 100, upperBound: 200 },
        { color: '00716B', lowerBound: 200, upperBound: 300 }
      ]
    }
  ]);
});

test('a component of a kind that is not drawn fails by name, the others still show', () => {
  const { show, org } = open([chart('Bar'), chart('Column')]);
  const board = dashboardByDeveloperName(org, 'Overview');
  const [first, ...others] = board?.dashboardGridLayout?.dashboardGridComponents ?? [];
  assert.ok(board?.dashboardGridLayout && first);
  // A deployment refuses such a component: only an org of an older version could hold one.
  const scatter = { ...first, dashboardComponent: { ...first.dashboardComponent, componentType: 'Scatter' as const } };
  const changed = { ...board, dashboardGridLayout: { ...board.dashboardGridLayout, dashboardGridComponents: [scatter, ...others] } };
  org.catalog = { ...org.catalog, dashboards: new Map([[board.fullName, changed]]) };
  const result = show();
  assert.equal(result.componentData[0]?.reportResult, null);
  assert.match(result.componentData[0]?.status.errorMessage ?? '', /not supported: dashboard component Scatter/);
  assert.equal(result.componentData[1]?.status.dataStatus, 'DATA');
});

const STAGE_FILTER =
  '<dashboardFilters><dashboardFilterOptions><operator>equals</operator><values>Prospecting</values></dashboardFilterOptions><dashboardFilterOptions><operator>notEqual</operator><values>Prospecting</values><values>Closed Won</values></dashboardFilterOptions><name>フェーズ</name></dashboardFilters>';

test('a filter of the board narrows the components that have a column for it, and keeps its results apart', () => {
  const filtered = chart('Funnel').replace(
    '<displayUnits>',
    '<dashboardFilterColumns><column>STAGE_NAME</column></dashboardFilterColumns><displayUnits>'
  );
  const { show, org, rows } = open([filtered, chart('Donut')], STAGE_FILTER);
  const board = dashboardByDeveloperName(org, 'Overview');
  assert.ok(board);
  const chosen = (option: string): DashboardResult => dashboardResults(org, ADMIN_USER_ID, board, { filters: [option] });
  const all = counts(show());
  assert.deepEqual(counts(chosen('0_0')), [rows.filter((row) => row.StageName === 'Prospecting').length]);
  assert.equal(counts(chosen('0_1')).length, 2);
  assert.deepEqual(counts(chosen('0_0'), 1), all);
  assert.deepEqual(counts(show()), all);
  const [described] = chosen('0_1').dashboardMetadata.filters as { name: string; selectedOption: string; options: { alias: string }[] }[];
  assert.deepEqual([described?.name, described?.selectedOption], ['フェーズ', '0_1']);
  assert.deepEqual(
    described?.options.map((option) => option.alias),
    ['見込み調査', '見込み調査, 成立']
  );
  assert.throws(() => chosen('0_9'), /has no option 0_9/);
});

test('a board that runs as its viewer is computed for each viewer, another one for one user', () => {
  const { org, owners } = open([chart('Funnel')]);
  const found = dashboardByDeveloperName(org, 'Overview');
  assert.ok(found);
  const viewer = String(owners[1]);
  assert.equal(dashboardResults(org, viewer, found).dashboardMetadata.runningUser.id, ADMIN_USER_ID);
  const own = { ...found, dashboardType: 'LoggedInUser' as const };
  assert.equal(dashboardResults(org, viewer, own).dashboardMetadata.runningUser.id, viewer);
});
