/** A board with filters, a board that runs as its viewer, and reports with every kind of cell, on top of the neutral package. */
import { insightPackage } from './insightFixtures.ts';

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const COLORS =
  '<backgroundEndColor>#FFFFFF</backgroundEndColor><backgroundFadeDirection>Diagonal</backgroundFadeDirection><backgroundStartColor>#FFFFFF</backgroundStartColor>';

const column = (field: string, sum = ''): string =>
  `<columns>${sum && `<aggregateTypes>${sum}</aggregateTypes>`}<field>${field}</field></columns>`;
const grouping = (axis: 'Down' | 'Across', field: string): string =>
  `<groupings${axis}><dateGranularity>Day</dateGranularity><field>${field}</field><sortOrder>Asc</sortOrder></groupings${axis}>`;

const report = (name: string, format: string, columns: string, groupings: string): string => `${XML}<Report ${NS}>${columns}
<filter><criteriaItems><column>Widget__c.Due__c</column><columnToColumn>false</columnToColumn><isUnlocked>true</isUnlocked><operator>greaterOrEqual</operator><value>LAST_N_DAYS:366</value></criteriaItems>
<criteriaItems><column>Widget__c.Done__c</column><columnToColumn>false</columnToColumn><isUnlocked>true</isUnlocked><operator>notEqual</operator><value>1</value></criteriaItems></filter>
<format>${format}</format>${groupings}<name>${name}</name><params><name>co</name><value>1</value></params>
<reportType>CustomEntity$Widget__c</reportType><scope>organization</scope><showDetails>${format === 'Summary'}</showDetails><showGrandTotal>true</showGrandTotal><showSubTotals>true</showSubTotals>
<timeFrameFilter><dateColumn>CUST_CREATED_DATE</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter></Report>`;

const CELLS =
  column('CUST_NAME') +
  column('Widget__c.Amount__c', 'Sum') +
  column('Widget__c.Done__c') +
  column('Widget__c.Due__c') +
  column('Widget__c.Kinds__c');

const INDICATORS =
  '<indicatorHighColor>#00716B</indicatorHighColor><indicatorLowColor>#C23934</indicatorLowColor><indicatorMiddleColor>#FFB75D</indicatorMiddleColor>';

/** @param filters the columns of the first filters of the board; the others leave the component alone */
const tile = (type: string, header: string, place: number, reportName: string, groupings: string[], filters: string[]): string => {
  const mapped = filters.map((name) => `<dashboardFilterColumns><column>${name}</column></dashboardFilterColumns>`).join('');
  const levels = groupings.map((name) => `<groupingColumn>${name}</groupingColumn>`).join('');
  const sorts = groupings
    .map((_, index) => `<groupingSorts><groupingLevel>g${index + 1}</groupingLevel><sortOrder>a</sortOrder></groupingSorts>`)
    .join('');
  return `<dashboardGridComponents><colSpan>6</colSpan><columnIndex>${(place % 2) * 6}</columnIndex><dashboardComponent>
<autoselectColumnsFromReport>false</autoselectColumnsFromReport><chartAxisRange>Auto</chartAxisRange><chartSummary><axisBinding>y</axisBinding><column>RowCount</column></chartSummary><componentType>${type}</componentType>${mapped}<decimalPrecision>-1</decimalPrecision><displayUnits>Auto</displayUnits><drillEnabled>false</drillEnabled><drillToDetailEnabled>false</drillToDetailEnabled><enableHover>true</enableHover><expandOthers>true</expandOthers>${levels}${levels && `<groupingSortProperties>${sorts}</groupingSortProperties>`}<header>${header}</header>${type === 'Metric' ? INDICATORS : ''}<legendPosition>Bottom</legendPosition><report>WidgetReports/${reportName}</report><showPercentage>false</showPercentage><showTotal>true</showTotal><showValues>true</showValues>${levels && '<sortBy>RowLabelAscending</sortBy>'}<useReportChart>false</useReportChart></dashboardComponent>
<rowIndex>${Math.floor(place / 2) * 9}</rowIndex><rowSpan>9</rowSpan></dashboardGridComponents>`;
};

const filter = (name: string, options: string[]): string =>
  `<dashboardFilters>${options.map((value) => `<dashboardFilterOptions><operator>equals</operator><values>${value}</values></dashboardFilterOptions>`).join('')}<name>${name}</name></dashboardFilters>`;

const board = (title: string, type: string, filters: string, tiles: string): string => `${XML}<Dashboard ${NS}>
${COLORS}${filters}<dashboardGridLayout>${tiles}<numberOfColumns>12</numberOfColumns><rowHeight>36</rowHeight></dashboardGridLayout>
<dashboardType>${type}</dashboardType><isGridLayout>true</isGridLayout><textColor>#000000</textColor><title>${title}</title><titleColor>#000000</titleColor><titleSize>12</titleSize></Dashboard>`;

const STAGE = 'Widget__c.Stage__c';
const COMPANY = 'Widget__c.Company__c';

/** Every kind of chart that groups, each narrowed by both filters or by one; the last component has no column for either. */
const FILTERED = board(
  '絞り込み',
  'SpecifiedUser',
  filter('段階', ['準備', '実施']) + filter('会社', ['株式会社サンプル', '株式会社別']),
  [
    tile('Bar', '横棒', 0, 'Widgets_By_Stage', [STAGE], [STAGE, COMPANY]),
    tile('Column', '縦棒', 1, 'Widgets_By_Stage', [STAGE], [STAGE, COMPANY]),
    tile('BarStacked', '積み上げ横棒', 2, 'Widgets_By_Company', [COMPANY, STAGE], [STAGE, COMPANY]),
    tile('ColumnGrouped', '並べた縦棒', 3, 'Widgets_By_Company', [COMPANY, STAGE], [STAGE, COMPANY]),
    tile('Line', '折れ線', 4, 'Widgets_By_Stage', [STAGE], [STAGE, COMPANY]),
    tile('Pie', '円', 5, 'Widgets_By_Stage', [STAGE], [STAGE, COMPANY]),
    tile('Donut', '輪', 6, 'Widgets_By_Stage', [STAGE], [STAGE]),
    tile('Funnel', 'じょうご', 7, 'Widgets_By_Stage', [STAGE], [STAGE, COMPANY]),
    tile('Metric', '件数', 8, 'Widgets_By_Stage', [], [STAGE, COMPANY]),
    tile('Bar', '絞らない', 9, 'Widgets_By_Stage', [STAGE], [])
  ].join('')
);

/** The files of `base` with those of `insightPackage` and the boards. */
export function boardPackage(base: Record<string, string>): Record<string, string> {
  const files = insightPackage(base);
  const object = 'objects/Widget__c.object';
  return {
    ...files,
    [object]: (files[object] ?? '').replace(
      '<label>部品</label><pluralLabel>',
      '<enableReports>true</enableReports><label>部品</label><pluralLabel>'
    ),
    'reports/WidgetReports/Widgets_By_Stage.report': report('段階別', 'Summary', CELLS, grouping('Down', STAGE)),
    'reports/WidgetReports/Widgets_By_Company.report': report(
      '会社と段階',
      'Matrix',
      column('Widget__c.Amount__c', 'Sum'),
      grouping('Across', STAGE) + grouping('Down', COMPANY)
    ),
    'dashboards/WidgetDashboards/Filtered.dashboard': FILTERED
  };
}
