/** What the properties of page components name: dashboards, reports, list views, related lists, actions. */
import { listViewColumn } from '../../query/listViewColumns.ts';
import type { ObjectDef } from '../catalog.ts';
import type { Problem } from '../components.ts';
import { LACKING_ACTIONS, STANDARD_ACTIONS, STANDARD_RELATED_LISTS } from '../standard/pageComponents.ts';
import type { XmlNode } from '../xml.ts';
import { lacking } from './context.ts';
import { pageReport, valuesOf, type PageScope } from './pageRules.ts';

/** Checks the names in the properties of one component instance. */
export function targetProblems(scope: PageScope, componentName: string, instance: XmlNode): Problem[] {
  const { catalog, component } = scope;
  const first = (property: string): string | undefined => valuesOf(instance, property)[0]?.text;
  const problems: Problem[] = actionProblems(scope, componentName, instance);
  if (componentName === 'desktopDashboards:embeddedDashboard') {
    const name = first('dashboardName') ?? '';
    if (![...catalog.dashboards.values()].some((dashboard) => dashboard.developerName === name)) {
      problems.push(
        lacking(
          pageReport(
            component,
            'page-target',
            `Component [desktopDashboards:embeddedDashboard] attribute [dashboardName]: Invalid dashboard Unique Name ${name} - no dashboards found`,
            instance
          ),
          'Dashboard',
          name
        )
      );
    }
  }
  if (componentName === 'flexipage:reportChart') {
    const report = [...catalog.reports.values()].find((candidate) => candidate.developerName === first('reportName'));
    if (!report?.chart)
      problems.push(
        lacking(
          pageReport(component, 'X10', `The ${first('reportName') ?? ''} report chart has a problem with the "reportName" field`, instance),
          'Report',
          first('reportName') ?? ''
        )
      );
  }
  if (componentName === 'flexipage:filterListCard') {
    const object = catalog.objects.get(first('entityName') ?? '');
    if (!object?.listViews.has(first('filterName') ?? '')) {
      problems.push(
        lacking(
          pageReport(
            component,
            'page-target',
            `Component [flexipage:filterListCard] attribute [filterName]: no ListView named ${first('entityName') ?? ''}.${first('filterName') ?? ''} found`,
            instance
          ),
          'ListView',
          `${first('entityName') ?? ''}.${first('filterName') ?? ''}`
        )
      );
    }
  }
  if (componentName === 'lst:dynamicRelatedList' || componentName === 'force:relatedListSingleContainer')
    problems.push(...relatedListProblems(scope, componentName, instance));
  return problems;
}

/** Actions of a highlights panel; the only one of a related list that this org knows is New. */
function actionProblems(scope: PageScope, componentName: string, instance: XmlNode): Problem[] {
  const { catalog, component, object } = scope;
  const actions = valuesOf(instance, 'actionNames').filter(({ text }) => text !== '');
  if (componentName === 'lst:dynamicRelatedList')
    return actions
      .filter(({ text }) => text !== 'New')
      .map(({ text, node }) => pageReport(component, 'page-target', `not supported: action ${text} of a related list`, node));
  return actions.flatMap(({ text, node }) => {
    const refuse = (problem: string): Problem[] => [pageReport(component, 'page-target', problem, node)];
    if (LACKING_ACTIONS.has(text) || /^CustomButton\./.test(text)) return refuse(`not supported: action ${text} of a record page`);
    if (text === 'Convert') return object?.name === 'Lead' ? [] : refuse(`The action Convert is not available for ${object?.name ?? ''}`);
    if (text === 'ChangeOwnerOne' && !object?.fields.has('OwnerId'))
      return refuse(`The action ChangeOwnerOne is not available for ${object?.name ?? ''}`);
    if (STANDARD_ACTIONS.has(text)) return [];
    const name = text.replace(/^Global\./, '');
    const isOwn = text.startsWith('Global.') ? !name.includes('.') : name.startsWith(`${object?.name ?? ''}.`);
    return isOwn && catalog.quickActions.has(name)
      ? []
      : refuse(`In field: actionNames - no QuickAction named ${text} found`).map((problem) => lacking(problem, 'QuickAction', text));
  });
}

function relatedListProblems(scope: PageScope, componentName: string, instance: XmlNode): Problem[] {
  const { catalog, component, object } = scope;
  const parentField = valuesOf(instance, 'parentFieldApiName')[0]?.text ?? '';
  const name = valuesOf(instance, 'relatedListApiName')[0]?.text ?? '';
  const problem = (text: string, node: XmlNode): Problem =>
    pageReport(component, 'page-target', `Component [${componentName}] ${text}`, node);
  const parent = parentObject(scope, parentField);
  if (!parent) return [problem(`attribute [parentFieldApiName]: ${parentField} is no lookup or id of ${object?.name ?? ''}`, instance)];
  const child = parent.childRelationships.find((relationship) => relationship.relationshipName === name);
  if (!child) {
    return STANDARD_RELATED_LISTS.has(name)
      ? []
      : [
          lacking(
            problem(`attribute [relatedListApiName]: ${parent.name} has no related list named ${name}`, instance),
            'RelatedList',
            `${parent.name}.${name}`
          )
        ];
  }
  const childObject = catalog.objects.get(child.childObject) as ObjectDef;
  const aliases = valuesOf(instance, 'relatedListFieldAliases');
  const sort = valuesOf(instance, 'sortFieldAlias').filter(({ text }) => text !== '__DEFAULT__');
  return [...aliases, ...sort]
    .filter(({ text }) => !listViewColumn(catalog, childObject, text))
    .map(({ text, node }) =>
      lacking(
        problem(`attribute [relatedListFieldAliases]: Could not resolve list view column: ${text}`, node),
        'ListViewColumn',
        `${childObject.name}.${text}`
      )
    );
}

/** `Opportunity.Id` → the page's object, `Opportunity.AccountId` → the object behind the lookup. */
function parentObject({ catalog, object }: PageScope, parentField: string): ObjectDef | undefined {
  const [objectName, fieldName = ''] = parentField.split('.');
  if (!object || objectName !== object.name) return undefined;
  if (fieldName === 'Id') return object;
  return catalog.objects.get(object.fields.get(fieldName)?.referenceTo?.[0] ?? '');
}
