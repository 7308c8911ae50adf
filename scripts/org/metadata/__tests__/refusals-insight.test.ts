/** Mutations of a valid package, reports and dashboards: each must be refused, by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOrg } from '../../org.ts';
import { widgetFiles } from './fixtures.ts';
import { deploy, texts, refusesEach, tooLong } from './helpers.ts';

const REPORT = 'reports/Numbers/By_Stage.report';
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
    to: '<crossFilters><operation>with</operation><primaryTableColumn>ACCOUNT_ID</primaryTableColumn><relatedTable>Task</relatedTable><relatedTableJoinColumn>What</relatedTableJoinColumn></crossFilters><filter><criteriaItems>',
    refusal: 'Report Numbers/By_Stage: not supported: crossFilters in reports'
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
    name: 'a dashboard on a missing report',
    path: BOARD,
    from: 'Numbers/By_Stage',
    to: 'Numbers/By_Owner',
    refusal: 'Dashboard Boards/Overview: In field: report - no Report named Numbers/By_Owner found'
  },
  {
    name: 'a dashboard grouping that the report lacks',
    path: BOARD,
    from: '<groupingColumn>STAGE_NAME',
    to: '<groupingColumn>TYPE',
    refusal: 'Dashboard Boards/Overview: The grouping TYPE is not a grouping of the report Numbers/By_Stage'
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
