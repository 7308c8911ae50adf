import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { ACCESS_TOKEN } from '../../identity.ts';
import { updateRow } from '../../records/rows.ts';
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

/** Rows of a run whose report is changed for this once. */
async function ran(reportMetadata: Record<string, unknown>): Promise<number> {
  const { status, body } = await client.send('POST', '/analytics/reports/ByStage', { reportMetadata });
  assert.equal(status, 200, JSON.stringify(body));
  return Number((body.factMap?.['T!T']?.aggregates as unknown as { value: number }[]).at(-1)?.value);
}

test('a run may have other filters, another period and another order than its report, which stays as it is', async () => {
  const rows = fixture.rows.length;
  const won = fixture.rows.filter((row) => row.StageName === 'Closed Won').length;
  assert.equal(await ran({ reportFilters: [{ column: 'WON', operator: 'equals', value: '1' }] }), won);
  assert.equal(await ran({}), rows);
  const inSpan = fixture.rows.filter((row) => row.CloseDate >= '2026-03-31' && row.CloseDate <= '2026-09-30').length;
  const period = { column: 'CLOSE_DATE', durationValue: 'CUSTOM', startDate: '2026-03-31', endDate: '2026-09-30' };
  assert.equal(await ran({ standardDateFilter: period }), inSpan);
  const year = fixture.rows.filter((row) => row.CloseDate.startsWith('2026')).length;
  assert.equal(await ran({ standardDateFilter: { column: 'CLOSE_DATE', durationValue: 'THIS_YEAR' } }), year);
  const two = [
    { column: 'WON', operator: 'equals', value: '1' },
    { column: 'STAGE_NAME', operator: 'equals', value: 'Prospecting' }
  ];
  const either = fixture.rows.filter((row) => row.StageName === 'Closed Won' || row.StageName === 'Prospecting').length;
  assert.equal(await ran({ reportFilters: two, reportBooleanFilter: '1 OR 2' }), either);
});

test('what one run cannot change is refused by name; the metadata as it was described changes nothing', async () => {
  const { body } = await client.get('/analytics/reports/ByStage/describe');
  assert.equal(await ran(body.reportMetadata as unknown as Record<string, unknown>), fixture.rows.length);
  const refused = async (reportMetadata: unknown): Promise<string> => {
    const { status, body: answer } = await client.send('POST', '/analytics/reports/ByStage', { reportMetadata });
    assert.equal(status, 400);
    return (answer as unknown as { message: string }[])[0]?.message ?? '';
  };
  assert.match(await refused({ reportFormat: 'TABULAR' }), /not supported: reportFormat in a report run/);
  assert.match(
    await refused({ reportFilters: [{ column: 'WON', operator: 'between', value: '1' }] }),
    /not supported: filter operation between/
  );
  assert.match(
    await refused({ standardDateFilter: { column: 'CLOSE_DATE', durationValue: 'SOMETIME' } }),
    /not supported: report duration SOMETIME/
  );
  assert.match(
    await refused({ standardDateFilter: { column: 'CLOSE_DATE', durationValue: 'CUSTOM', startDate: '1/2/2026' } }),
    /startDate is a date/
  );
  assert.equal((await client.send('POST', '/analytics/reports/ByStage', {})).status, 200);
});

/** Content of a file that a report is sent as. */
async function file(accept: string): Promise<{ type: string; name: string; content: Buffer }> {
  const response = await fetch(`${client.server.url}/services/data/v66.0/analytics/reports/ByStage`, {
    headers: { authorization: `Bearer ${ACCESS_TOKEN}`, accept }
  });
  assert.equal(response.status, 200);
  return {
    type: response.headers.get('content-type') ?? '',
    name: response.headers.get('content-disposition') ?? '',
    content: Buffer.from(await response.arrayBuffer())
  };
}

test('a report is sent as CSV: every row with its groups, texts that look like formulas made harmless', async () => {
  const [first] = fixture.rows;
  updateRow(fixture.org, 'Opportunity', first?.Id ?? '', { Name: '=1+1,"x"' });
  const { type, name, content } = await file('text/csv');
  assert.equal(type, 'text/csv; charset=utf-8');
  assert.match(name, /^attachment; filename="ByStage_2026-11-23\.csv"$/);
  const text = content.toString('utf8');
  assert.ok(text.startsWith('\uFEFFフェーズ,商談名\r\n'), text.slice(0, 40));
  const lines = text.slice(1).trimEnd().split('\r\n');
  assert.equal(lines.length, fixture.rows.length + 1);
  assert.ok(lines.some((line) => line.endsWith(`,"'=1+1,""x"""`)));
  updateRow(fixture.org, 'Opportunity', first?.Id ?? '', { Name: first?.Name ?? '' });
});

test('a report is sent as a workbook: a sheet of its groups, a sheet of its rows', async () => {
  const { name, content } = await file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  assert.match(name, /\.xlsx"$/);
  const parts = unzipSync(new Uint8Array(content));
  const text = (part: string): string => strFromU8(parts[part] ?? new Uint8Array());
  assert.match(text('xl/workbook.xml'), /name="集計".*name="詳細"/s);
  // A row per stage and the total, below the lines that say what the sheet is.
  const numbers = [...text('xl/worksheets/sheet1.xml').matchAll(/<v>(\d+)<\/v>/g)].map((match) => Number(match[1]));
  assert.ok(numbers.includes(fixture.rows.length), text('xl/worksheets/sheet1.xml').slice(0, 600));
  assert.equal([...text('xl/worksheets/sheet2.xml').matchAll(/<row /g)].length, fixture.rows.length + 1);
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
  const other = await client.get('/analytics/dashboards/Overview?runningUser=005000000000001AAA');
  assert.match((other.body as unknown as { message: string }[])[0]?.message ?? '', /not supported: runningUser of dashboards/);
});
