/** Reports. */
import type { Report } from '@salesforce/types/metadata';
import { ApiError } from '../../http/router.ts';
import type { Org } from '../../org.ts';
import { plannedCriteria, planReport } from '../../query/reportPlan.ts';
import { withOwnColumns } from '../../query/reportOwnColumns.ts';
import { reportType, type ReportType } from '../../query/reportTypes.ts';
import type { Access } from '../../records/access.ts';
import type { Catalog } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { childrenNamed, childText, type XmlNode } from '../xml.ts';
import { asWarning, deployedOf, lacking, reporter, type CheckContext } from './context.ts';
import { booleanFilterProblem } from './filterLogic.ts';

const PAGES = 'metadata-pages.md';
const LIMITS = 'metadata-automation.md section 7';
const RULES = {
  'report-folder': { reason: 'a report lies in a deployed folder', source: 'metadata-automation.md section 8 (force-dev-tool #180)' },
  'report-type': { reason: 'the report type must exist before the deployment', source: `${PAGES} 4.10 (0a, 0c)` },
  'report-column': { reason: 'columns are those of the report type', source: `${PAGES} 4.10 (0c)` },
  'report-grouping-column': { reason: 'a grouping is no column', source: `${PAGES} 4.10 (0)` },
  'report-groupings': { reason: 'the format decides which groupings there are', source: `${PAGES} 4.10 (4), ${LIMITS} R04` },
  'report-chart': { reason: 'a chart shows groupings of its report', source: `${PAGES} 4.10 (0e)` },
  'report-date': { reason: 'the time frame needs a date column', source: `${PAGES} 4.6` },
  R14: { reason: 'a scope of the report type', source: LIMITS },
  R01: { reason: 'at most 20 filters', source: LIMITS },
  'report-filter-value': { reason: 'filters on restricted words name existing values', source: `${PAGES} 4.7` },
  'filter-logic': { reason: 'filter logic counts the filters', source: `${PAGES} 4.7` },
  X09: { reason: 'a filter language needs Translation Workbench', source: LIMITS },
  'report-part': { reason: 'only parts that the report engine computes', source: 'this org' },
  'folder-share': { reason: 'folders are shared with what exists', source: `${LIMITS} X05` }
};
const report = reporter(RULES);

/** The report engine is asked what it can compute; who may see what is not asked at deployment. */
const EVERYTHING: Pick<Access, 'object' | 'canRead'> = {
  object: () => ({ read: true, create: true, edit: true, delete: true }),
  canRead: () => true
};

type WithNode = Component & { node: XmlNode };

/** Checks reports and the folders of reports and dashboards. */
export function checkReports(context: CheckContext): Problem[] {
  return [
    ...deployedOf(context, 'Report').flatMap((component) => reportProblems(context, component)),
    ...['ReportFolder', 'DashboardFolder'].flatMap((type) =>
      deployedOf(context, type).flatMap((component) => shareProblems(context, component))
    )
  ];
}

function reportProblems({ org, catalog, before }: CheckContext, component: WithNode): Problem[] {
  const source = toTyped<Report>(component.node, 'Report');
  const folder = component.fullName.slice(0, Math.max(0, component.fullName.lastIndexOf('/')));
  const problems: Problem[] = [];
  if (!catalog.reportFolders.has(folder))
    problems.push(lacking(report(component, 'report-folder', `Cannot find folder:${folder}`, component.node), 'ReportFolder', folder));
  const known = reportType(catalog, source.reportType);
  // A report type that this very deployment makes is not known yet.
  if (!known || !reportType(before, source.reportType))
    return [
      ...problems,
      lacking(
        report(
          component,
          'report-type',
          'invalid report type',
          component.node.children.find((child) => child.name === 'reportType')
        ),
        'ReportType',
        source.reportType
      )
    ];
  let type: ReportType;
  try {
    type = withOwnColumns(known, source);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [...problems, report(component, 'report-part', error.message, component.node)];
  }
  problems.push(
    ...columnProblems(component, source, type),
    ...groupingProblems(component, source),
    ...filterProblems(component, source, type),
    ...scopeProblems(component, source, type)
  );
  return problems.some((problem) => !problem.warning) ? problems : [...problems, ...engineProblems(org, catalog, component)];
}

/** What the report engine of this org would refuse when the report runs. */
function engineProblems(org: Org, catalog: Catalog, component: WithNode): Problem[] {
  const definition = catalog.reports.get(component.fullName);
  if (!definition) return [];
  try {
    const access = EVERYTHING as Access;
    plannedCriteria(planReport({ ...org, catalog }, access, definition), access);
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [report(component, 'report-part', error.message, component.node)];
  }
}

/** Every element that names a column, with the parent element's name. */
function columnNodes(component: WithNode): { code: string; where: string; node: XmlNode }[] {
  const named = (element: string, child: string): { code: string; where: string; node: XmlNode }[] =>
    childrenNamed(component.node, element).map((node) => ({ code: childText(node, child) ?? '', where: `${element}-${child}`, node }));
  const filters = childrenNamed(component.node, 'filter').flatMap((filter) => childrenNamed(filter, 'criteriaItems'));
  return [
    ...named('columns', 'field'),
    ...named('groupingsDown', 'field'),
    ...named('groupingsAcross', 'field'),
    ...filters.map((node) => ({ code: childText(node, 'column') ?? '', where: 'criteriaItems-column', node }))
  ];
}

const noColumn = (component: WithNode, type: ReportType, where: string, code: string, at: XmlNode): Problem =>
  lacking(report(component, 'report-column', `${where}: Invalid value specified: ${code}`, at), 'ReportColumn', `${type.name}.${code}`);

function columnProblems(component: WithNode, source: Report, type: ReportType): Problem[] {
  const problems = columnNodes(component)
    .filter(({ code }) => !type.column(code))
    .map(({ code, where, node }) => noColumn(component, type, where, code, node));
  if (source.sortColumn && !type.column(source.sortColumn))
    problems.push(noColumn(component, type, 'sortColumn', source.sortColumn, component.node));
  return problems;
}

function groupingProblems(component: WithNode, source: Report): Problem[] {
  const down = source.groupingsDown.map((grouping) => grouping.field);
  const across = source.groupingsAcross.map((grouping) => grouping.field);
  const groupings = [...down, ...across];
  const problems = childrenNamed(component.node, 'columns')
    .filter((node) => groupings.includes(childText(node, 'field') ?? ''))
    .map((node) =>
      report(
        component,
        'report-grouping-column',
        `You can't include groupings in the selected columns list: ${childText(node, 'field') ?? ''}`,
        node
      )
    );
  const wrong =
    source.format === 'Tabular'
      ? groupings.length > 0
      : source.format === 'Matrix'
        ? down.length < 1 || down.length > 2 || across.length < 1 || across.length > 2
        : source.format === 'Summary' && (down.length < 1 || down.length > 3 || across.length > 0);
  // Retrieved from real orgs: matrix reports of which only the rows are left.
  const rowsOnly = source.format === 'Matrix' && down.length >= 1 && down.length <= 2 && across.length === 0;
  if (wrong)
    problems.push(
      report(
        component,
        'report-groupings',
        rowsOnly
          ? 'not supported: a matrix report without column groupings'
          : `A report of format ${source.format} cannot have ${down.length} row groupings and ${across.length} column groupings`,
        component.node
      )
    );
  const { chart } = source;
  const chartNode = childrenNamed(component.node, 'chart')[0];
  for (const name of [chart?.groupingColumn, chart?.secondaryGroupingColumn]) {
    if (name !== undefined && !groupings.includes(name))
      problems.push(report(component, 'report-chart', `The chart's grouping ${name} is not a grouping of the report`, chartNode));
  }
  for (const summary of chart?.chartSummaries ?? []) {
    const column = source.columns.find((candidate) => candidate.field === summary.column);
    const isFormula = source.aggregates.some((formula) => formula.developerName === summary.column);
    if (
      summary.column !== 'RowCount' &&
      !isFormula &&
      !(column && summary.aggregate && column.aggregateTypes.includes(summary.aggregate))
    ) {
      problems.push(
        report(
          component,
          'report-chart',
          `The chart's summary ${summary.aggregate ?? ''} of ${summary.column} is not a summary of the report`,
          chartNode
        )
      );
    }
  }
  return problems;
}

function filterProblems(component: WithNode, source: Report, type: ReportType): Problem[] {
  const { filter } = source;
  const node = childrenNamed(component.node, 'filter')[0];
  if (!filter || !node) return [];
  const problems: Problem[] = [];
  if (filter.criteriaItems.length > 20)
    problems.push(report(component, 'R01', `A report can have at most 20 filters, this one has ${filter.criteriaItems.length}`, node));
  if (filter.language) problems.push(report(component, 'X09', 'not supported: language of a report filter', node));
  const logic = filter.booleanFilter === undefined ? undefined : booleanFilterProblem(filter.booleanFilter, filter.criteriaItems.length);
  if (logic) problems.push(report(component, 'filter-logic', logic, node));
  for (const item of childrenNamed(node, 'criteriaItems')) {
    const picklist = type.column(childText(item, 'column') ?? '')?.definition.picklist;
    const operator = childText(item, 'operator') ?? '';
    const isComparable = ['equals', 'notEqual', 'includes', 'excludes'].includes(operator) && childText(item, 'columnToColumn') !== 'true';
    // Reports of real orgs filter it by the number of the value.
    if (!picklist || !isComparable || childText(item, 'column') === 'CALLTYPE') continue;
    // Filters mean the same in capital and small letters: a real org holds `call` for Call.
    const known = new Set(picklist.values.flatMap((value) => [value.value.toLowerCase(), value.label.toLowerCase()]));
    for (const value of splitValues(childText(item, 'value') ?? '')) {
      if (!known.has(value.toLowerCase()))
        problems.push(
          asWarning(
            report(
              component,
              'report-filter-value',
              `Picklist value: ${value} in picklist: ${childText(item, 'column') ?? ''} not found`,
              item
            )
          )
        );
    }
  }
  return problems;
}

/** `a,b` → values; a value with a comma stands in double quotes. */
function splitValues(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|([^,]+)/g)].map((match) => (match[1] ?? match[2] ?? '').trim()).filter((value) => value !== '');
}

/** Scopes of reports retrieved from real orgs that ask for roles, teams and territories. */
const OTHER_SCOPES = new Set(['team', 'salesteam', 'tmteam', 'myterrs', 'orgAll', 'userActive', 'useronly']);

function scopeProblems(component: WithNode, source: Report, type: ReportType): Problem[] {
  const problems: Problem[] = [];
  const at = (name: string): XmlNode | undefined => component.node.children.find((child) => child.name === name);
  if (source.scope !== undefined && !(source.scope in type.scopes))
    problems.push(
      OTHER_SCOPES.has(source.scope)
        ? report(component, 'R14', `not supported: scope ${source.scope} of a report`, at('scope'))
        : report(component, 'R14', `Invalid scope:${source.scope}, not allowed`, at('scope'))
    );
  const dateColumn = source.timeFrameFilter?.dateColumn;
  const column = dateColumn === undefined ? undefined : type.column(dateColumn);
  const isDate = column?.dataType === 'date' || column?.dataType === 'datetime';
  if (dateColumn !== undefined && !isDate)
    problems.push(
      lacking(
        report(component, 'report-date', `timeFrameFilter-dateColumn: Invalid value specified: ${dateColumn}`, at('timeFrameFilter')),
        'ReportColumn',
        column ? '' : `${type.name}.${dateColumn}`
      )
    );
  return problems;
}

function shareProblems({ catalog }: CheckContext, component: WithNode): Problem[] {
  return childrenNamed(component.node, 'folderShares').flatMap((share) => {
    const type = childText(share, 'sharedToType') ?? '';
    const name = childText(share, 'sharedTo') ?? '';
    if (type === 'Organization' || (type === 'Group' && (name === 'AllInternalUsers' || catalog.groups.has(name)))) return [];
    if (type === 'User' || type === 'Group')
      return [report(component, 'folder-share', `In field: sharedTo - no ${type} named ${name} found`, share)];
    return [report(component, 'folder-share', `not supported: sharing a folder with ${type}`, share)];
  });
}
