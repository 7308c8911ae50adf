/**
 * The page of a record: which FlexiPage an app shows, as a tree of components ready to render.
 * Sources: Metadata API guide, "FlexiPage", "CustomApplication" (actionOverrides).
 */
import { XMLParser } from 'fast-xml-parser';
import type { ComponentInstance, ComponentInstanceProperty, FieldInstance, FlexiPage, FlexiPageRegion } from '@salesforce/types/metadata';
import { findField, type Catalog, type LwcBundle, type ObjectDef } from '../../metadata/catalog.ts';
import type { Org } from '../../org.ts';
import { accessOf } from '../../records/access.ts';
import { EDIT_CONVERTED_LEADS } from '../../records/stages/convertedLead.ts';
import { panelActions } from './actions.ts';
import { fillRelatedLists } from './relatedList.ts';
import { pageRule } from './visibility.ts';
import type { PageAction, PageModel, PageNode, PropertyValue, VisibilityRule } from './types.ts';

type Page = FlexiPage & { name: string };

/**
 * The FlexiPage that shows records of an object: the app's override, else any other app's, else none
 * (the system's own page). Only desktop overrides count.
 */
export function recordFlexiPage(catalog: Catalog, objectName: string, appName: string | undefined): Page | undefined {
  const app = appName === undefined ? undefined : catalog.applications.get(appName);
  const overrides = app?.actionOverrides ?? [];
  const override = overrides.find(
    (entry) =>
      entry.actionName === 'View' &&
      entry.pageOrSobjectType === objectName &&
      String(entry.type).toLowerCase() === 'flexipage' &&
      entry.formFactor !== 'Small'
  );
  return override?.content === undefined ? undefined : catalog.flexiPages.get(override.content);
}

/** The whole model of a record page for one user. */
export function recordPageModel(org: Org, userId: string, object: ObjectDef, appName: string | undefined): PageModel {
  const page = recordFlexiPage(org.catalog, object.name, appName) ?? systemPage(org.catalog, object);
  const rules: VisibilityRule[] = [];
  const regions = pageRegions(org, userId, page, 'lightning__RecordPage', rules);
  const panel = (page.flexiPageRegions ?? [])
    .flatMap((region) => region.itemInstances ?? [])
    .find((item) => item.componentInstance?.componentName === HIGHLIGHTS)?.componentInstance;
  const actions = panelActions(org, userId, object, panel, rules);
  const mayEditConverted = object.name !== 'Lead' || accessOf(org, userId).userPermission(EDIT_CONVERTED_LEADS);
  for (const region of regions) {
    fillHighlights(region.nodes, highlightFields(object), actions, mayEditConverted);
    fillRelatedLists(org.catalog, object, region.nodes);
  }
  return {
    name: page.name,
    label: page.masterLabel,
    objectApiName: object.name,
    template: page.template.name,
    regions,
    // Actions on a lead depend on whether it was converted.
    ruleFields: [
      ...(object.name === 'Lead' ? ['IsConverted'] : []),
      ...new Set(rules.flatMap((rule) => rule.criteria.flatMap((criterion) => criterion.field ?? [])))
    ],
    highlightFields: highlightFields(object),
    revision: org.revision
  };
}

/**
 * The regions of any FlexiPage as trees of components.
 * @param target the target of a bundle's meta file whose design properties apply, e.g. `lightning__HomePage`
 * @param rules takes every visibility rule met
 */
export function pageRegions(
  org: Org,
  userId: string,
  page: Page,
  target: string,
  rules: VisibilityRule[]
): { name: string; nodes: PageNode[] }[] {
  const build = builder(org, userId, page, target, rules);
  return (page.flexiPageRegions ?? [])
    .filter((region) => region.type === 'Region')
    .map((region) => ({ name: region.name, nodes: build(region) }));
}

function builder(org: Org, userId: string, page: Page, target: string, rules: VisibilityRule[]): (region: FlexiPageRegion) => PageNode[] {
  const facets = new Map((page.flexiPageRegions ?? []).filter((region) => region.type === 'Facet').map((region) => [region.name, region]));
  const open = new Set<string>();
  const withRule = (node: PageNode, source: ComponentInstance | FieldInstance): PageNode => {
    const rule = pageRule(org, userId, source.visibilityRule);
    if (rule) rules.push(rule);
    return rule ? { ...node, rule } : node;
  };
  const componentNode = (source: ComponentInstance, key: string): PageNode => {
    const properties: Record<string, PropertyValue> = {};
    const inner: Record<string, PageNode[]> = {};
    for (const property of source.componentInstanceProperties ?? []) {
      const name = property.name ?? '';
      const facet = property.value === undefined ? undefined : facets.get(property.value);
      // A page whose facets contain each other was refused at deployment; an endless loop here would be worse than a gap.
      if (facet && !open.has(facet.name)) inner[name] = regionNodes(facet);
      else properties[name] = propertyValue(property);
    }
    const node = { key, component: source.componentName, properties, ...(Object.keys(inner).length ? { facets: inner } : {}) };
    return withRule(customNode(node, org.catalog, target), source);
  };
  const regionNodes = (region: FlexiPageRegion): PageNode[] => {
    open.add(region.name);
    const nodes = (region.itemInstances ?? []).flatMap((item, index) => {
      const { componentInstance, fieldInstance } = item;
      if (fieldInstance) return [withRule(fieldNode(fieldInstance, `${region.name}-${index}`), fieldInstance)];
      return componentInstance ? [componentNode(componentInstance, componentInstance.identifier ?? `${region.name}-${index}`)] : [];
    });
    open.delete(region.name);
    return nodes;
  };
  return regionNodes;
}

function propertyValue(property: ComponentInstanceProperty): PropertyValue {
  if (property.valueList) return (property.valueList.valueListItems ?? []).flatMap((item) => item.value ?? []);
  return property.value ?? '';
}

function fieldNode(source: FieldInstance, fallbackKey: string): PageNode {
  const behavior = (source.fieldInstanceProperties ?? []).find((property) => property.name === 'uiBehavior')?.value?.toLowerCase();
  return {
    key: source.identifier ?? fallbackKey,
    component: 'field',
    properties: {},
    field: {
      path: source.fieldItem.replace(/^Record\./, ''),
      behavior: behavior === 'required' || behavior === 'readonly' ? behavior : 'none'
    }
  };
}

/** `myComponent` and `c:myComponent` both name a deployed component. */
function customNode(node: PageNode, catalog: Catalog, target: string): PageNode {
  const name = /^(?:c:)?(\w+)$/.exec(node.component)?.[1];
  if (name === undefined) return node;
  const bundle = catalog.lwcBundles.get(name);
  const properties = bundle ? designProperties(bundle, node.properties, target) : node.properties;
  return { ...node, component: `c:${name}`, properties };
}

interface DesignProperty {
  name: string;
  type?: string;
  default?: string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  isArray: (name) => name === 'targetConfig' || name === 'property'
});

/** Values of the page, typed by the component's design properties, over the defaults of its meta file. */
function designProperties(bundle: LwcBundle, values: Record<string, PropertyValue>, target: string): Record<string, PropertyValue> {
  const result: Record<string, PropertyValue> = {};
  const declared = new Map(declaredProperties(bundle, target).map((property) => [property.name, property]));
  for (const property of declared.values())
    if (property.default !== undefined) result[property.name] = typed(property.default, property.type);
  for (const [name, value] of Object.entries(values))
    result[name] = typeof value === 'string' ? typed(value, declared.get(name)?.type) : value;
  return result;
}

function declaredProperties(bundle: LwcBundle, target: string): DesignProperty[] {
  const meta = bundle.files.get(`${bundle.name}.js-meta.xml`);
  if (meta === undefined) return [];
  const parsed = parser.parse(meta) as {
    LightningComponentBundle?: { targetConfigs?: { targetConfig?: { targets?: string; property?: DesignProperty[] }[] } };
  };
  const configs = parsed.LightningComponentBundle?.targetConfigs?.targetConfig ?? [];
  return configs.filter((config) => config.targets?.includes(target)).flatMap((config) => config.property ?? []);
}

function typed(value: string, type: string | undefined): PropertyValue {
  if (type === 'Boolean') return value === 'true';
  if (type === 'Integer') return Number(value);
  return value;
}

const HIGHLIGHTS = 'force:highlightsPanel';

/** The panel shows the compact layout, which the page itself does not name, and the actions that the page leaves it. */
function fillHighlights(nodes: PageNode[], fields: string[], actions: PageAction[], mayEditConverted: boolean): void {
  for (const node of nodes) {
    if (node.component === HIGHLIGHTS) {
      Object.assign(node.properties, { fields, mayEditConverted });
      node.actions = actions;
    }
    for (const inner of Object.values(node.facets ?? {})) fillHighlights(inner, fields, actions, mayEditConverted);
  }
}

function highlightFields(object: ObjectDef): string[] {
  const layout = object.compactLayouts.get(object.compactLayout ?? 'SYSTEM') ?? object.compactLayouts.get('SYSTEM');
  const fields = layout?.fields ?? [object.nameField, ...['OwnerId'].filter((name) => object.fields.has(name))];
  const known = fields.flatMap((name) => findField(object, name)?.name ?? []);
  return [...new Set([object.nameField, ...known])];
}

/** What Salesforce shows when no page was made: highlights, the path when there is one, details and related lists. */
function systemPage(catalog: Catalog, object: ObjectDef): Page {
  const hasPath = [...catalog.pathAssistants.values()].some((path) => path.active && path.entityName === object.name);
  const component = (componentName: string, ...properties: [string, string][]) => ({
    componentInstance: {
      componentName,
      identifier: componentName.replace(':', '_'),
      componentInstanceProperties: properties.map(([name, value]) => ({ name, value }))
    }
  });
  const region = (name: string, type: 'Region' | 'Facet', itemInstances: ReturnType<typeof component>[]): FlexiPageRegion => ({
    name,
    type,
    itemInstances
  });
  return {
    name: '',
    masterLabel: object.label,
    type: 'RecordPage',
    sobjectType: object.name,
    events: [],
    template: { name: 'flexipage:recordHomeSingleColTemplateDesktop', properties: [] },
    flexiPageRegions: [
      region('header', 'Region', [
        component('force:highlightsPanel'),
        ...(hasPath ? [component('runtime_sales_pathassistant:pathAssistant')] : [])
      ]),
      region('main', 'Region', [component('force:detailPanel')])
    ]
  };
}
