import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { analyticsOrg, dashboard, folder, report, type Fixture } from '../../query/__tests__/analyticsFixtures.ts';
import { apiClient, type ApiClient } from './apiClient.ts';

const BY_STAGE = report(
  '<chart><chartSummaries><axisBinding>y</axisBinding><column>RowCount</column></chartSummaries><chartType>HorizontalBar</chartType><groupingColumn>STAGE_NAME</groupingColumn><legendPosition>Right</legendPosition><location>CHART_TOP</location><showValues>true</showValues><size>Medium</size></chart><columns><field>OPPORTUNITY_NAME</field></columns><format>Summary</format><groupingsDown><dateGranularity>Day</dateGranularity><field>STAGE_NAME</field><sortOrder>Asc</sortOrder></groupingsDown><name>段階別</name><reportType>Opportunity</reportType><scope>organization</scope><showDetails>true</showDetails><timeFrameFilter><dateColumn>CLOSE_DATE</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter>'
);
const BOARD = dashboard(
  '<backgroundEndColor>#FFFFFF</backgroundEndColor><backgroundFadeDirection>Diagonal</backgroundFadeDirection><backgroundStartColor>#FFFFFF</backgroundStartColor><dashboardGridLayout><dashboardGridComponents><colSpan>6</colSpan><columnIndex>0</columnIndex><dashboardComponent><autoselectColumnsFromReport>false</autoselectColumnsFromReport><chartAxisRange>Auto</chartAxisRange><componentType>Bar</componentType><displayUnits>Auto</displayUnits><drillEnabled>false</drillEnabled><drillToDetailEnabled>false</drillToDetailEnabled><enableHover>true</enableHover><expandOthers>true</expandOthers><groupingSortProperties/><header>段階</header><legendPosition>Right</legendPosition><report>Board/ByStage</report><showPercentage>false</showPercentage><showValues>true</showValues><sortBy>RowLabelAscending</sortBy><useReportChart>true</useReportChart></dashboardComponent><rowIndex>0</rowIndex><rowSpan>8</rowSpan></dashboardGridComponents><numberOfColumns>12</numberOfColumns><rowHeight>36</rowHeight></dashboardGridLayout><dashboardType>SpecifiedUser</dashboardType><isGridLayout>true</isGridLayout><textColor>#000000</textColor><title>全体</title><titleColor>#000000</titleColor><titleSize>12</titleSize>'
);

let fixture: Fixture;
let client: ApiClient;

before(async () => {
  fixture = analyticsOrg({
    'reports/Board-meta.xml': folder('Report', '盤'),
    'reports/Board/ByStage.report': BY_STAGE,
    'dashboards/Boards-meta.xml': folder('Dashboard', '板'),
    'dashboards/Boards/Overview.dashboard': BOARD
  });
  client = await apiClient(fixture.org);
});

after(() => client.server.close());

const idOf = (table: string): string => (fixture.org.db.prepare(`SELECT "Id" AS id FROM "${table}" LIMIT 1`).get() as { id: string }).id;

test('a report runs by the id of its row, and its list names its folder', async () => {
  const [entry] = (await client.get('/analytics/reports')).body as unknown as {
    id: string;
    name: string;
    folderName: string;
    format: string;
  }[];
  assert.deepEqual([entry?.id, entry?.name, entry?.folderName, entry?.format], [idOf('Report'), '段階別', '盤', 'SUMMARY']);
  const { status, body } = await client.get(`/analytics/reports/${idOf('Report').slice(0, 15)}`);
  assert.equal(status, 200);
  assert.equal((body.factMap?.['T!T']?.aggregates as unknown as { value: number }[])[0]?.value, fixture.rows.length);
  assert.equal(body.reportMetadata?.chart?.chartType, 'Horizontal Bar');
  assert.equal(body.hasDetailRows, true);
});

test('details are left out when the call says so', async () => {
  const { body } = await client.get('/analytics/reports/ByStage?includeDetails=false');
  assert.equal(body.hasDetailRows, false);
  assert.equal(body.factMap?.['0!T']?.rows, undefined);
});

test('a run that changes the metadata of its report is refused by name', async () => {
  const refused = await client.send('POST', '/analytics/reports/ByStage', { reportMetadata: { reportFilters: [] } });
  assert.equal(refused.status, 400);
  assert.match((refused.body as unknown as { message: string }[])[0]?.message ?? '', /not supported: reportMetadata/);
  assert.equal((await client.send('POST', '/analytics/reports/ByStage', {})).status, 200);
});

test('a dashboard answers by id or developer name, refreshes by PUT and then is idle', async () => {
  const id = idOf('Dashboard');
  const first = (await client.get(`/analytics/dashboards/${id}`)).body;
  assert.equal(first.dashboardMetadata?.name, '全体');
  const components = first.componentData as unknown as { componentId: string; status: { refreshDate: string; dataStatus: string } }[];
  assert.equal(components[0]?.status.dataStatus, 'DATA');
  assert.match(components[0]?.status.refreshDate ?? '', /^2026-11-22T23:30:00\.000\+0000$/);
  const refreshed = await client.send('PUT', '/analytics/dashboards/Overview');
  assert.deepEqual([refreshed.status, refreshed.body.statusUrl], [201, `/services/data/v66.0/analytics/dashboards/${id}/status`]);
  const status = (await client.get(`/analytics/dashboards/${id}/status`)).body;
  assert.deepEqual(
    (status.componentStatus as unknown as { refreshStatus: string }[]).map((entry) => entry.refreshStatus),
    ['IDLE']
  );
  const list = (await client.get('/analytics/dashboards')).body as unknown as { id: string; folderName: string }[];
  assert.deepEqual([list[0]?.id, list[0]?.folderName], [id, '板']);
});

test('what does not exist is not found, what cannot be done is refused', async () => {
  assert.equal((await client.get('/analytics/reports/Nothing')).status, 404);
  assert.equal((await client.get('/analytics/dashboards/Nothing')).status, 404);
  const filtered = await client.get('/analytics/dashboards/Overview?filter1=0_0');
  assert.match((filtered.body as unknown as { message: string }[])[0]?.message ?? '', /not supported: filter1 of dashboards/);
});
