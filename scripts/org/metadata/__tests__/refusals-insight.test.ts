/** Mutations of a valid package, reports and dashboards: each must be refused, by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOrg } from '../../org.ts';
import { widgetFiles } from './fixtures.ts';
import { deploy, texts, refusesEach, tooLong } from './helpers.ts';

const REPORT = 'reports/Numbers/By_Stage.report';
const TYPE = 'reportTypes/Widgets_With_Tasks.reportType';
const BOARD = 'dashboards/Boards/Overview.dashboard';

refusesEach([
  // reports
  {
    name: 'a report type that does not exist',
    path: REPORT,
    from: '<reportType>Opportunity',
    to: '<reportType>Opportunities',
    refusal: 'Report Numbers/By_Stage: invalid report type'
  },
  {
    name: 'a report column of another type',
    path: REPORT,
    from: '<columns><field>OPPORTUNITY_NAME',
    to: '<columns><field>COMPANY',
    refusal: 'Report Numbers/By_Stage: columns-field: Invalid value specified: COMPANY'
  },
  {
    name: 'a report filter on an unknown column',
    path: REPORT,
    from: '<column>CLOSED',
    to: '<column>OPPORTUNITY.CLOSED',
    refusal: 'Report Numbers/By_Stage: criteriaItems-column: Invalid value specified: OPPORTUNITY.CLOSED'
  },
  {
    name: 'a grouping among the columns',
    path: REPORT,
    from: '<columns><field>OPPORTUNITY_NAME</field></columns>',
    to: '<columns><field>OPPORTUNITY_NAME</field></columns><columns><field>STAGE_NAME</field></columns>',
    refusal: "Report Numbers/By_Stage: You can't include groupings in the selected columns list: STAGE_NAME"
  },
  {
    name: 'a list view scope in a report',
    path: REPORT,
    from: '<scope>organization',
    to: '<scope>mine',
    refusal: 'Report Numbers/By_Stage: Invalid scope:mine, not allowed'
  },
  {
    name: 'a summary report without groupings',
    path: REPORT,
    from: '<groupingsDown><field>STAGE_NAME</field><sortOrder>Asc</sortOrder></groupingsDown>\n',
    to: '',
    refusal: 'Report Numbers/By_Stage: A report of format Summary cannot have 0 row groupings and 0 column groupings'
  },
  {
    name: 'a time frame on a column that is no date',
    path: REPORT,
    from: '<dateColumn>CLOSE_DATE',
    to: '<dateColumn>STAGE_NAME',
    refusal: 'Report Numbers/By_Stage: timeFrameFilter-dateColumn: Invalid value specified: STAGE_NAME'
  },
  {
    name: 'a report name over its length',
    path: REPORT,
    from: '<name>フェーズ別',
    to: `<name>${tooLong(41)}`,
    refusal: 'Report Numbers/By_Stage: Value too long for field: Name maximum length is:40'
  },
  {
    name: 'a part that the report engine does not compute',
    path: REPORT,
    from: '<filter><criteriaItems>',
    to: '<crossFilters><operation>with</operation><primaryTableColumn>ACCOUNT_ID</primaryTableColumn><relatedTable>Task</relatedTable><relatedTableJoinColumn>Account__c</relatedTableJoinColumn></crossFilters><filter><criteriaItems>',
    refusal: 'Report Numbers/By_Stage: not supported: relatedTableJoinColumn Account__c in a cross filter'
  },
  {
    name: 'a joined report',
    path: REPORT,
    from: '<format>Summary',
    to: '<format>MultiBlock',
    refusal: 'Report Numbers/By_Stage: not supported: joined reports (format MultiBlock)'
  },
  {
    name: 'a formula over the group before',
    path: REPORT,
    from: '<columns><field>OPPORTUNITY_NAME',
    to: '<aggregates><calculatedFormula>RowCount - PREVGROUPVAL(RowCount, STAGE_NAME)</calculatedFormula><datatype>number</datatype><developerName>FORMULA1</developerName><isActive>true</isActive><isCrossBlock>false</isCrossBlock><masterLabel>前との差</masterLabel><scale>0</scale></aggregates><columns><field>OPPORTUNITY_NAME',
    refusal: 'Report Numbers/By_Stage: not supported: PREVGROUPVAL in summary formula FORMULA1'
  },
  {
    name: 'a filter on a summary',
    path: REPORT,
    from: '<columns><field>OPPORTUNITY_NAME',
    to: '<aggregateFilters><aggregate>RowCount</aggregate><operator>greaterThan</operator><value>1</value></aggregateFilters><columns><field>OPPORTUNITY_NAME',
    refusal: 'Report Numbers/By_Stage: not supported: aggregateFilters in reports'
  },
  {
    name: 'a filter that compares two fields',
    path: REPORT,
    from: '<column>CLOSED</column><operator>equals</operator><value>0</value>',
    to: '<column>CREATED_DATE</column><columnToColumn>true</columnToColumn><operator>lessThan</operator><value>CLOSE_DATE</value>',
    refusal: 'Report Numbers/By_Stage: not supported: columnToColumn filters in reports'
  },
  {
    name: 'a cloud of points as the chart of a report',
    path: REPORT,
    from: '<columns><field>OPPORTUNITY_NAME',
    to: '<chart><backgroundColor1>#FFFFFF</backgroundColor1><backgroundColor2>#FFFFFF</backgroundColor2><backgroundFadeDir>Diagonal</backgroundFadeDir><chartSummaries><axisBinding>y</axisBinding><column>RowCount</column></chartSummaries><chartType>Scatter</chartType><groupingColumn>STAGE_NAME</groupingColumn><legendPosition>Right</legendPosition><location>CHART_TOP</location><size>Medium</size><summaryAxisRange>Auto</summaryAxisRange><textColor>#000000</textColor><textSize>12</textSize><titleColor>#000000</titleColor><titleSize>18</titleSize></chart><columns><field>OPPORTUNITY_NAME',
    refusal: 'Report Numbers/By_Stage: not supported: chart type Scatter in reports'
  },
  // report types
  {
    name: 'a report type on a missing object',
    path: TYPE,
    from: '<baseObject>Account',
    to: '<baseObject>Maker__c',
    refusal: 'ReportType Widgets_With_Tasks: In field: baseObject - no CustomObject named Maker__c found'
  },
  {
    name: 'a report type over a relationship that does not exist',
    path: TYPE,
    from: '<relationship>Widgets__r',
    to: '<relationship>Widgets',
    refusal: 'ReportType Widgets_With_Tasks: join: Could not find relationship Widgets of Account'
  },
  {
    name: 'a column of a report type that its object lacks',
    path: TYPE,
    from: '<field>Size__c',
    to: '<field>Weight__c',
    refusal: 'ReportType Widgets_With_Tasks: Could not find field: Weight__c of Account.Widgets__r'
  },
  {
    name: 'a lookup with its Id as a column of a report type',
    path: TYPE,
    from: '<field>Owner<',
    to: '<field>OwnerId<',
    refusal: 'ReportType Widgets_With_Tasks: Could not find field: OwnerId of Account'
  },
  {
    name: 'a column of a report type on a table that is not joined',
    path: TYPE,
    from: '<table>Account.Widgets__r</table>',
    to: '<table>Widget__c</table>',
    refusal: 'ReportType Widgets_With_Tasks: Could not find table for path: Widget__c'
  },
  // dashboards
  {
    name: 'a chart without sortBy',
    path: BOARD,
    from: '<sortBy>RowLabelAscending</sortBy>',
    to: '',
    refusal: 'Dashboard Boards/Overview: Chart dashboard components require the sortBy attribute'
  },
  {
    name: 'a chart without chartAxisRange',
    path: BOARD,
    from: '<chartAxisRange>Auto</chartAxisRange>',
    to: '',
    refusal: 'Dashboard Boards/Overview: Chart dashboard components require the chartAxisRange attribute'
  },
  {
    name: 'a cloud of points on a dashboard',
    path: BOARD,
    from: '<componentType>Donut',
    to: '<componentType>Scatter',
    refusal: 'Dashboard Boards/Overview: not supported: dashboard component Scatter'
  },
  {
    name: 'a dashboard on a missing report',
    path: BOARD,
    from: 'Numbers/By_Stage',
    to: 'Numbers/By_Owner',
    refusal: 'Dashboard Boards/Overview: In field: report - no Report named Numbers/By_Owner found'
  },
  {
    name: 'a running user of another org',
    path: BOARD,
    from: '<textColor>',
    to: '<runningUser>someone@example.com</runningUser><textColor>',
    refusal: 'Dashboard Boards/Overview: Cannot find a user that matches any of the following usernames: someone@example.com'
  }
]);

test('refuses the fourth dashboard that runs as the logged-in user', () => {
  const board = (widgetFiles()[BOARD] as string).replace('SpecifiedUser', 'LoggedInUser');
  const files = {
    ...widgetFiles(),
    ...Object.fromEntries([1, 2, 3].map((number) => [`dashboards/Boards/Own_${number}.dashboard`, board]))
  };
  const org = openOrg();
  assert.equal(deploy(org, files).success, true);
  const found = deploy(org, { 'dashboards/Boards/Own_4.dashboard': board }).details.componentFailures;
  assert.deepEqual(texts(found), ['Dashboard Boards/Own_4: You reached the limit for dashboards run as the logged-in user.']);
});

test('refuses an inner join after an outer one', () => {
  const text = (widgetFiles()[TYPE] as string).replace('<outerJoin>true', '<outerJoin>x').replace('<outerJoin>false', '<outerJoin>true');
  const found = deploy(openOrg(), { ...widgetFiles(), [TYPE]: text.replace('<outerJoin>x', '<outerJoin>false') }).details.componentFailures;
  assert.deepEqual(texts(found), ['ReportType Widgets_With_Tasks: Activities: an inner join cannot follow an outer join']);
});

test('refuses a report on a report type that comes with the same deployment, and takes it afterwards', () => {
  const report = (widgetFiles()[REPORT] as string)
    .replaceAll('OPPORTUNITY_NAME', 'Account.Widgets__r$Name')
    .replace('<criteriaItems><column>CLOSED</column><operator>equals</operator><value>0</value></criteriaItems>', '')
    .replaceAll('STAGE_NAME', 'Account.Widgets__r$Size__c')
    .replace('<reportType>Opportunity', '<reportType>Widgets_With_Tasks__c')
    .replace(/<timeFrameFilter>.*<\/timeFrameFilter>/, '');
  const files = { ...widgetFiles(), 'reports/Numbers/By_Size.report': report };
  const org = openOrg();
  assert.deepEqual(texts(deploy(org, files).details.componentFailures), ['Report Numbers/By_Size: invalid report type']);
  assert.equal(deploy(org, widgetFiles()).success, true);
  assert.equal(deploy(org, { 'reports/Numbers/By_Size.report': report }).success, true);
});

test('keeps the first object of a report type', () => {
  const org = openOrg();
  assert.equal(deploy(org, widgetFiles()).success, true);
  const other = (widgetFiles()[TYPE] as string).replace('<baseObject>Account', '<baseObject>Contact');
  assert.deepEqual(texts(deploy(org, { [TYPE]: other }).details.componentFailures), [
    'ReportType Widgets_With_Tasks: baseObject: Cannot change the base object of a report type'
  ]);
});
