/** Dashboards. */
import type { Dashboard, DashboardComponent } from '@salesforce/types/metadata';
import { ApiError } from '../../http/router.ts';
import { ADMIN_USERNAME } from '../../identity.ts';
import { checkComponent, filterOperation } from '../../query/dashboardComponents.ts';
import { withOwnColumns } from '../../query/reportOwnColumns.ts';
import { reportType, type ReportType } from '../../query/reportTypes.ts';
import type { Catalog, ReportDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { asWarning, deployedOf, lacking, reporter, type CheckContext } from './context.ts';

const PAGES = 'metadata-pages.md 6';
const LIMITS = 'metadata-automation.md section 7';
const RULES = {
  'dashboard-folder': { reason: 'a dashboard lies in a deployed folder', source: 'metadata-automation.md section 8' },
  'dashboard-report': { reason: 'reports must exist', source: `${PAGES}.4 (1), 4.10 (0a)` },
  'dashboard-chart': { reason: 'chart components need sortBy and chartAxisRange', source: `${PAGES}.4 (0)` },
  'dashboard-grouping': {
    reason: 'a component shows groupings and summaries of its report; real orgs hold boards whose reports changed later',
    source: `${PAGES}.4 (2), ${LIMITS} R12 (BELIEVED)`
  },
  'dashboard-report-chart': { reason: 'useReportChart needs a chart in the report and nothing of its own', source: `${PAGES}.4 (0c)` },
  'dashboard-indicator': { reason: 'metrics, gauges and tables need three colours', source: `${PAGES}.4 (0)` },
  'dashboard-user': { reason: 'a running user must exist', source: `${PAGES}.3, ${LIMITS} X05` },
  'dashboard-part': { reason: 'only parts that this org shows', source: 'this org' },
  'dashboard-filter': { reason: "filters have options, and columns of the components' reports", source: `${PAGES}.2, ${PAGES}.4 (0b)` },
  'dashboard-place': { reason: 'components lie inside the grid', source: `${PAGES}.1` },
  D01: { reason: 'at most 20 components', source: LIMITS },
  D04: { reason: 'header and footer have a longest length', source: LIMITS },
  D05: { reason: 'Developer Edition allows three boards run as the logged-in user', source: `${LIMITS}, ${PAGES}.3 (NebulaLogger 247)` }
};
const report = reporter(RULES);

/** Component types that are charts: 3,005 of 3,005 in real orgs have sortBy and chartAxisRange. */
const CHARTS = /^(Bar|Column|Line|Donut|Pie|Funnel|Scatter)/;
const INDICATORS = ['indicatorLowColor', 'indicatorMiddleColor', 'indicatorHighColor'] as const;
const WITH_INDICATORS = ['Metric', 'Gauge', 'Table'];
const DYNAMIC_LIMIT = 3;
const MAX_FILTERS = 5;

type WithNode = Component & { node: XmlNode };

/** Checks dashboards. */
export function checkDashboards(context: CheckContext): Problem[] {
  return deployedOf(context, 'Dashboard').flatMap((component) => dashboardProblems(context, component));
}

function dashboardProblems({ catalog }: CheckContext, component: WithNode): Problem[] {
  const source = toTyped<Dashboard>(component.node, 'Dashboard');
  const folder = component.fullName.slice(0, Math.max(0, component.fullName.lastIndexOf('/')));
  const at = (name: string): XmlNode => component.node.children.find((child) => child.name === name) ?? component.node;
  const problems: Problem[] = [];
  if (!catalog.dashboardFolders.has(folder))
    problems.push(
      lacking(report(component, 'dashboard-folder', `Cannot find folder:${folder}`, component.node), 'DashboardFolder', folder)
    );
  if (source.runningUser && source.runningUser !== ADMIN_USERNAME)
    problems.push(
      report(
        component,
        'dashboard-user',
        `Cannot find a user that matches any of the following usernames: ${source.runningUser}`,
        at('runningUser')
      )
    );
  if (
    source.dashboardType === 'LoggedInUser' &&
    [...catalog.dashboards.values()].filter((board) => board.dashboardType === 'LoggedInUser').length > DYNAMIC_LIMIT
  ) {
    problems.push(report(component, 'D05', 'You reached the limit for dashboards run as the logged-in user.', at('dashboardType')));
  }
  if (source.dashboardType === 'MyTeamUser')
    problems.push(report(component, 'dashboard-part', 'not supported: dashboardType MyTeamUser', at('dashboardType')));
  problems.push(...filterProblems(component, source));
  for (const part of ['leftSection', 'middleSection', 'rightSection']) {
    for (const node of childrenNamed(component.node, part).filter((child) => child.children.length > 0)) {
      if (childrenNamed(node, 'components').length)
        problems.push(report(component, 'dashboard-part', `not supported: ${part} of a dashboard`, node));
    }
  }
  if (!source.dashboardGridLayout)
    return [...problems, report(component, 'dashboard-part', 'not supported: dashboards without dashboardGridLayout', component.node)];
  const cells = childrenNamed(at('dashboardGridLayout'), 'dashboardGridComponents');
  if (cells.length > 20)
    problems.push(report(component, 'D01', `A dashboard can have at most 20 components, this one has ${cells.length}`, component.node));
  for (const cell of cells) {
    const right = Number(childText(cell, 'columnIndex')) + Number(childText(cell, 'colSpan'));
    if (right > source.dashboardGridLayout.numberOfColumns)
      problems.push(
        report(component, 'dashboard-place', `A component ends in column ${right} of ${source.dashboardGridLayout.numberOfColumns}`, cell)
      );
    for (const node of childrenNamed(cell, 'dashboardComponent')) problems.push(...componentProblems(catalog, component, node));
  }
  return problems;
}

/** Filters of a board, and the columns through which its components take part in them. */
function filterProblems(component: WithNode, source: Dashboard): Problem[] {
  const filters = childrenNamed(component.node, 'dashboardFilters');
  const problems: Problem[] = [];
  if (filters.length > MAX_FILTERS)
    problems.push(
      report(
        component,
        'dashboard-filter',
        `A dashboard can have at most ${MAX_FILTERS} filters, this one has ${filters.length}`,
        filters[0]
      )
    );
  source.dashboardFilters.forEach((filter, index) => {
    if (filter.dashboardFilterOptions.length === 0)
      problems.push(report(component, 'dashboard-filter', `The filter ${filter.name} has no options`, filters[index]));
    for (const option of filter.dashboardFilterOptions) {
      const refused = refusalOf(() => filterOperation(option));
      if (refused !== undefined) problems.push(report(component, 'dashboard-part', refused, filters[index]));
    }
  });
  return problems;
}

function componentProblems(catalog: Catalog, component: WithNode, node: XmlNode): Problem[] {
  const source = toTyped<DashboardComponent>(node, 'DashboardComponent');
  const { componentType } = source;
  const problems: Problem[] = [];
  const refused = engineRefusal(source);
  if (refused) return [report(component, 'dashboard-part', refused, node)];
  const target = catalog.reports.get(source.report ?? '');
  // Real orgs name a report in a sub-folder by its innermost folder alone.
  const isInner = [...catalog.reports.keys()].some((fullName) => fullName.endsWith(`/${source.report ?? ''}`));
  if (!target && isInner)
    return [report(component, 'dashboard-report', `not supported: a report without its outer folder (${source.report ?? ''})`, node)];
  if (!target)
    return [
      lacking(
        report(component, 'dashboard-report', `In field: report - no Report named ${source.report ?? ''} found`, node),
        'Report',
        source.report ?? ''
      )
    ];
  if (CHARTS.test(componentType)) {
    // The org names one missing attribute at a time.
    const missing = source.sortBy === undefined ? 'sortBy' : source.chartAxisRange === undefined ? 'chartAxisRange' : undefined;
    if (missing) problems.push(report(component, 'dashboard-chart', `Chart dashboard components require the ${missing} attribute`, node));
  }
  if (WITH_INDICATORS.includes(componentType)) {
    for (const name of INDICATORS)
      if (source[name] === undefined)
        problems.push(
          report(component, 'dashboard-indicator', `${componentType} dashboard components require the ${name} attribute`, node)
        );
  }
  problems.push(...groupingProblems(component, node, source, target));
  const type = columnsOf(catalog, target);
  for (const { column } of source.dashboardFilterColumns)
    if (type && !type.column(column))
      problems.push(
        lacking(
          report(component, 'dashboard-filter', `dashboardFilterColumns: Invalid value specified: ${column}`, node),
          'ReportColumn',
          `${type.name}.${column}`
        )
      );
  if ([...(source.footer ?? '')].length > 255)
    problems.push(report(component, 'D04', 'Value too long for field: Footer maximum length is:255', node));
  if ([...(source.header ?? '')].length > 80)
    problems.push(report(component, 'D04', 'Value too long for field: Header maximum length is:80', node));
  return problems;
}

/** The columns of a report; undefined where the report itself is refused. */
function columnsOf(catalog: Catalog, target: ReportDef): ReportType | undefined {
  const type = reportType(catalog, target.reportType);
  if (!type || refusalOf(() => withOwnColumns(type, target)) !== undefined) return undefined;
  return withOwnColumns(type, target);
}

/** What this org's dashboards cannot draw, in their words. */
const engineRefusal = (source: DashboardComponent): string | undefined => refusalOf(() => checkComponent(source));

function refusalOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.message;
  }
}

function groupingProblems(component: WithNode, node: XmlNode, source: DashboardComponent, target: ReportDef): Problem[] {
  const problems: Problem[] = [];
  if (source.useReportChart === true) {
    if (!target.chart) problems.push(report(component, 'dashboard-report-chart', `The report ${target.fullName} has no chart`, node));
    if (source.chartSummary.length || source.groupingColumn.length)
      // 18 of one real org have both.
      problems.push(
        asWarning(report(component, 'dashboard-report-chart', 'Beside useReportChart chartSummary and groupingColumn mean nothing', node))
      );
    return problems;
  }
  for (const sort of source.groupingSortProperties?.groupingSorts ?? []) {
    if (!/^g[1-9]$/.test(sort.groupingLevel))
      problems.push(report(component, 'dashboard-grouping', `'${sort.groupingLevel}' is no grouping level: g1, g2 …`, node));
    if (sort.sortOrder !== undefined && !/^[ad]$/.test(sort.sortOrder))
      problems.push(report(component, 'dashboard-grouping', `'${sort.sortOrder}' is no sort order: a or d`, node));
  }
  const groupings = [...target.groupingsDown, ...target.groupingsAcross].map((grouping) => grouping.field);
  for (const name of source.groupingColumn)
    if (source.groupingColumn.indexOf(name) !== source.groupingColumn.lastIndexOf(name))
      return [...problems, report(component, 'dashboard-grouping', `Field:groupingColumn, value:${name} appears more than once`, node)];
    else if (!groupings.includes(name))
      problems.push(
        asWarning(report(component, 'dashboard-grouping', `The grouping ${name} is not a grouping of the report ${target.fullName}`, node))
      );
  for (const summary of source.chartSummary) {
    const column = target.columns.find((candidate) => candidate.field === summary.column);
    const isFormula = target.aggregates.some((formula) => formula.developerName === summary.column);
    const known =
      summary.column === 'RowCount' || isFormula || (column && summary.aggregate && column.aggregateTypes.includes(summary.aggregate));
    if (!known)
      problems.push(
        asWarning(
          report(
            component,
            'dashboard-grouping',
            `The summary ${summary.aggregate ?? ''} of ${summary.column} is not a summary of the report ${target.fullName}`,
            node
          )
        )
      );
  }
  if (CHARTS.test(source.componentType) && target.format === 'Tabular')
    problems.push(asWarning(report(component, 'dashboard-grouping', `The report ${target.fullName} has no groupings to chart`, node)));
  return problems;
}
