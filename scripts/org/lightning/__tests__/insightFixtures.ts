/** Reports, a dashboard and a Home page on top of the neutral package, for tests of the shell. */

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const SHARE =
  '<folderShares><accessLevel>View</accessLevel><sharedTo>AllInternalUsers</sharedTo><sharedToType>Organization</sharedToType></folderShares>';

const report = (name: string, chartType: string): string => `${XML}<Report ${NS}>
<chart><backgroundColor1>#FFFFFF</backgroundColor1><backgroundColor2>#FFFFFF</backgroundColor2><backgroundFadeDir>Diagonal</backgroundFadeDir><chartSummaries><axisBinding>y</axisBinding><column>RowCount</column></chartSummaries><chartType>${chartType}</chartType><enableHoverLabels>false</enableHoverLabels><expandOthers>true</expandOthers><groupingColumn>LEAD_SOURCE</groupingColumn><legendPosition>Right</legendPosition><location>CHART_TOP</location><showAxisLabels>true</showAxisLabels><showPercentage>false</showPercentage><showTotal>true</showTotal><showValues>true</showValues><size>Medium</size><summaryAxisRange>Auto</summaryAxisRange><textColor>#000000</textColor><textSize>12</textSize><titleColor>#000000</titleColor><titleSize>18</titleSize></chart>
<columns><field>COMPANY</field></columns><columns><field>LAST_NAME</field></columns>
<description>どこから来たか。</description><format>Summary</format>
<groupingsDown><dateGranularity>Day</dateGranularity><field>LEAD_SOURCE</field><sortOrder>Asc</sortOrder></groupingsDown>
<name>${name}</name><params><name>co</name><value>1</value></params><reportType>LeadList</reportType><scope>org</scope>
<showDetails>true</showDetails><showGrandTotal>true</showGrandTotal><showSubTotals>true</showSubTotals>
<timeFrameFilter><dateColumn>CREATED_DATE</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter>
</Report>`;

const tile = (
  type: string,
  header: string,
  column: number
): string => `<dashboardGridComponents><colSpan>6</colSpan><columnIndex>${column}</columnIndex>
<dashboardComponent><autoselectColumnsFromReport>false</autoselectColumnsFromReport><chartAxisRange>Auto</chartAxisRange><chartSummary><axisBinding>y</axisBinding><column>RowCount</column></chartSummary><componentType>${type}</componentType><decimalPrecision>-1</decimalPrecision><displayUnits>Auto</displayUnits><drillEnabled>false</drillEnabled><drillToDetailEnabled>false</drillToDetailEnabled><enableHover>true</enableHover><expandOthers>true</expandOthers><groupingColumn>LEAD_SOURCE</groupingColumn><groupingSortProperties><groupingSorts><groupingLevel>g1</groupingLevel><sortOrder>a</sortOrder></groupingSorts></groupingSortProperties><header>${header}</header><legendPosition>Right</legendPosition><report>WidgetReports/Leads_By_Source</report><showPercentage>false</showPercentage><showTotal>true</showTotal><showValues>true</showValues><sortBy>RowLabelAscending</sortBy><useReportChart>false</useReportChart></dashboardComponent>
<rowIndex>0</rowIndex><rowSpan>9</rowSpan></dashboardGridComponents>`;

const DASHBOARD = `${XML}<Dashboard ${NS}>
<backgroundEndColor>#FFFFFF</backgroundEndColor><backgroundFadeDirection>Diagonal</backgroundFadeDirection><backgroundStartColor>#FFFFFF</backgroundStartColor>
<dashboardGridLayout>${tile('Funnel', 'じょうご', 0)}${tile('Donut', '輪', 6)}<numberOfColumns>12</numberOfColumns><rowHeight>36</rowHeight></dashboardGridLayout>
<dashboardType>SpecifiedUser</dashboardType><isGridLayout>true</isGridLayout><textColor>#000000</textColor><title>全体像</title><titleColor>#000000</titleColor><titleSize>12</titleSize>
</Dashboard>`;

const property = (name: string, value: string): string =>
  `<componentInstanceProperties><name>${name}</name><value>${value}</value></componentInstanceProperties>`;
const region = (name: string, component: string, properties: string): string =>
  `<flexiPageRegions><itemInstances><componentInstance>${properties}<componentName>${component}</componentName><identifier>${name}_item</identifier></componentInstance></itemInstances><name>${name}</name><type>Region</type></flexiPageRegions>`;

const HOME = `${XML}<FlexiPage ${NS}>
${region('top', 'desktopDashboards:embeddedDashboard', property('dashboardName', 'Overview') + property('hideOnError', 'true'))}
${region('bottomLeft', 'flexipage:filterListCard', property('entityName', 'Widget__c') + property('filterName', 'Big_Widgets') + property('pageSize', '5'))}
${region('bottomRight', 'flexipage:reportChart', property('reportName', 'Leads_By_Source') + property('label', '経路'))}
${region('sidebar', 'flexipage:richText', property('richTextValue', '&lt;p&gt;お知らせ&lt;/p&gt;'))}
<masterLabel>部品ホーム</masterLabel><template><name>home:desktopTemplate</name></template><type>HomePage</type>
</FlexiPage>`;

const HOME_OVERRIDE =
  '<actionOverrides><actionName>Tab</actionName><content>Widget_Home</content><formFactor>Large</formFactor><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>standard-home</pageOrSobjectType></actionOverrides>';

const LIST_VIEWS = `<listViews><fullName>All_Widgets</fullName><columns>NAME</columns><columns>Stage__c</columns><columns>Amount__c</columns><columns>Company__c</columns><columns>Due__c</columns><filterScope>Everything</filterScope><label>すべての部品</label></listViews>
<listViews><fullName>Big_Widgets</fullName><columns>NAME</columns><columns>Amount__c</columns><filterScope>Everything</filterScope><filters><field>Amount__c</field><operation>greaterThan</operation><value>1000</value></filters><label>大きな部品</label></listViews>`;

/** The files of `base` with list views, a report, a dashboard and Home added. */
export function insightPackage(base: Record<string, string>): Record<string, string> {
  const app = (base['applications/Widgets.app'] ?? '')
    .replace('<formFactors>', `${HOME_OVERRIDE}<formFactors>`)
    .replace('<tabs>Widget__c</tabs>', '<tabs>Widget__c</tabs><tabs>standard-report</tabs><tabs>standard-Dashboard</tabs>');
  const object = (base['objects/Widget__c.object'] ?? '').replace('<nameField>', `${LIST_VIEWS}<nameField>`);
  return {
    ...base,
    'objects/Widget__c.object': object,
    'applications/Widgets.app': app,
    'reports/WidgetReports-meta.xml': `${XML}<ReportFolder ${NS}>${SHARE}<name>部品レポート</name></ReportFolder>`,
    'reports/WidgetReports/Leads_By_Source.report': report('経路別', 'Donut'),
    'dashboards/WidgetDashboards-meta.xml': `${XML}<DashboardFolder ${NS}>${SHARE}<name>部品ダッシュボード</name></DashboardFolder>`,
    'dashboards/WidgetDashboards/Overview.dashboard': DASHBOARD,
    'flexipages/Widget_Home.flexipage': HOME
  };
}
