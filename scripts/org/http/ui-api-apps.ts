/**
 * Apps of the app launcher and their navigation items, as the user's permission sets show them.
 * Source: User Interface API Developer Guide, "App", "Navigation Item".
 */
import type { CustomApplication } from '@salesforce/types/metadata';
import { findObject, type TabDef } from '../metadata/catalog.ts';
import { accessOf, type Access } from '../records/access.ts';
import { notFound, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { eTag, listParam, numberParam, uiApiPath } from './ui-api-common.ts';
import { motifTheme, objectTheme, standardTheme, type ThemeInfo } from './ui-api-theme.ts';

type App = CustomApplication & { name: string };

interface PageReference {
  type: string;
  attributes: Record<string, string>;
  state: Record<string, string>;
}

/** Standard tabs that are no record object: name in `standard-X`, label, page. */
const STANDARD_PAGES: Record<string, { label: string; icon: string; standardType: string; page: PageReference; objectApiName: string }> = {
  home: {
    label: 'ホーム',
    icon: 'home',
    standardType: 'Home',
    objectApiName: 'Home',
    page: { type: 'standard__namedPage', attributes: { pageName: 'home' }, state: {} }
  },
  report: {
    label: 'レポート',
    icon: 'report',
    standardType: 'Report',
    objectApiName: 'Report',
    page: { type: 'standard__objectPage', attributes: { objectApiName: 'Report', actionName: 'home' }, state: {} }
  },
  dashboard: {
    label: 'ダッシュボード',
    icon: 'dashboard',
    standardType: 'Dashboard',
    objectApiName: 'Dashboard',
    page: { type: 'standard__objectPage', attributes: { objectApiName: 'Dashboard', actionName: 'home' }, state: {} }
  },
  event: {
    label: 'カレンダー',
    icon: 'event',
    standardType: 'Event',
    objectApiName: 'Event',
    page: { type: 'standard__objectPage', attributes: { objectApiName: 'Event', actionName: 'home' }, state: {} }
  }
};

interface NavItem {
  availableInClassic: boolean;
  availableInLightning: boolean;
  color: string;
  content: string | null;
  custom: boolean;
  developerName: string;
  iconUrl: string;
  id: null;
  itemType: string;
  label: string;
  objectApiName: string | null;
  objectLabel: string | null;
  objectLabelPlural: string | null;
  pageReference: PageReference;
  standardType: string | null;
}

function navItem(name: string, theme: ThemeInfo, parts: Pick<NavItem, 'itemType' | 'label' | 'pageReference'> & Partial<NavItem>): NavItem {
  return {
    availableInClassic: false,
    availableInLightning: true,
    color: theme.color,
    content: null,
    custom: false,
    developerName: name,
    iconUrl: theme.iconUrl,
    id: null,
    objectApiName: null,
    objectLabel: null,
    objectLabelPlural: null,
    standardType: null,
    ...parts
  };
}

function objectItem(context: RequestContext, access: Access, tabName: string, objectName: string): NavItem | undefined {
  const object = findObject(context.org.catalog, objectName);
  if (!object || !access.object(object.name).read) return undefined;
  return navItem(tabName, objectTheme(context.org.catalog, object.name, context.baseUrl), {
    custom: object.kind !== 'standard',
    itemType: object.kind === 'standard' ? 'Standard' : 'TabAloha',
    label: object.pluralLabel,
    objectApiName: object.name,
    objectLabel: object.label,
    objectLabelPlural: object.pluralLabel,
    pageReference: { type: 'standard__objectPage', attributes: { objectApiName: object.name, actionName: 'home' }, state: {} },
    standardType: object.kind === 'standard' ? object.name : null
  });
}

function customItem(context: RequestContext, access: Access, tab: TabDef): NavItem | undefined {
  if (tab.object !== undefined) return objectItem(context, access, tab.name, tab.object);
  const content = tab.flexiPage ?? tab.lwcComponent;
  if (content === undefined) return undefined;
  return navItem(tab.name, motifTheme(tab.icon, context.baseUrl) ?? standardTheme('default', context.baseUrl), {
    content,
    custom: true,
    itemType: tab.flexiPage === undefined ? 'TabLwc' : 'TabFlexiPage',
    label: tab.label,
    pageReference: { type: 'standard__navItemPage', attributes: { apiName: tab.name }, state: {} }
  });
}

/** The navigation item of a tab name (`standard-Lead`, `Widget__c`, `My_Page`); undefined when the user has no access. */
function itemOf(context: RequestContext, access: Access, tabName: string): NavItem | undefined {
  const standard = /^standard-(.+)$/.exec(tabName)?.[1];
  if (standard === undefined) {
    const tab = context.org.catalog.tabs.get(tabName);
    return tab ? customItem(context, access, tab) : objectItem(context, access, tabName, tabName);
  }
  const page = STANDARD_PAGES[standard.toLowerCase()];
  if (!page) return objectItem(context, access, tabName, standard);
  const object = findObject(context.org.catalog, page.objectApiName);
  if (page.standardType === 'Event' && !(object && access.object(object.name).read)) return undefined;
  return navItem(tabName, standardTheme(page.icon, context.baseUrl), {
    itemType: 'Standard',
    label: page.label,
    objectApiName: page.objectApiName,
    pageReference: page.page,
    standardType: page.standardType
  });
}

function items(context: RequestContext, access: Access, tabs: string[]): NavItem[] {
  return tabs.flatMap((name) => itemOf(context, access, name) ?? []);
}

function visibleApps(context: RequestContext, access: Access): App[] {
  const formFactor = context.url.searchParams.get('formFactor') ?? 'Large';
  return [...context.org.catalog.applications.values()].filter(
    (app) =>
      access.apps.has(app.name) &&
      app.uiType !== 'Aloha' &&
      (!app.formFactors?.length || app.formFactors.some((factor) => factor === formFactor))
  );
}

function representation(context: RequestContext, access: Access, app: App, selected: boolean): Record<string, unknown> {
  const content = {
    appId: context.org.catalog.components.get(`CustomApplication:${app.name}`)?.id ?? app.name,
    description: app.description ?? null,
    developerName: app.name,
    headerColor: app.brand?.headerColor ?? '#0070D2',
    iconUrl: standardTheme('apps', context.baseUrl).iconUrl,
    isNavAutoTempTabsDisabled: app.isNavAutoTempTabsDisabled ?? false,
    isNavPersonalizationDisabled: app.isNavPersonalizationDisabled ?? false,
    isNavTabPersistenceDisabled: app.isNavTabPersistenceDisabled ?? false,
    label: app.label ?? app.name,
    logoUrl: null,
    mobileStartUrl: null,
    navItems: items(context, access, app.tabs ?? []),
    selected,
    shouldOverrideOrgTheme: app.brand?.shouldOverrideOrgTheme ?? false,
    startUrl: `${context.baseUrl}/lightning/app/${app.name}`,
    type: app.navType ?? 'Standard',
    userNavItems: []
  };
  return { ...content, eTag: eTag(content) };
}

function listApps(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const apps = visibleApps(context, access).map((app, index) => representation(context, access, app, index === 0));
  return { status: 200, body: { apps, eTag: eTag(apps) } };
}

/** GET apps/:app by id or developer name, `selected` = the first one. */
function getApp(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const wanted = context.params.app ?? '';
  const apps = visibleApps(context, access);
  const app =
    wanted === 'selected'
      ? apps[0]
      : apps.find(
          (candidate) =>
            candidate.name === wanted || context.org.catalog.components.get(`CustomApplication:${candidate.name}`)?.id === wanted
        );
  if (!app) throw notFound();
  return { status: 200, body: representation(context, access, app, app === apps[0]) };
}

/** GET nav-items: every tab the user may open, a page at a time. */
function navItems(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const { catalog } = context.org;
  const page = numberParam(context, 'page', 0, 0, 10_000);
  const pageSize = numberParam(context, 'pageSize', 25, 1, 200);
  const wanted = listParam(context, 'navItemNames');
  const objects = [...catalog.objects.values()].filter((object) => object.userFacing && object.kind !== 'customMetadata');
  const standard = [
    'standard-home',
    ...objects.filter((object) => object.kind === 'standard').map((object) => `standard-${object.name}`),
    'standard-report',
    'standard-Dashboard'
  ];
  const custom = [...catalog.tabs.keys()];
  const names = [...new Set([...standard, ...custom])].filter((name) => wanted.length === 0 || wanted.includes(name));
  const all = items(context, access, names);
  const address = (number: number): string => `${uiApiPath(context)}/nav-items?page=${number}&pageSize=${pageSize}`;
  const shown = all.slice(page * pageSize, (page + 1) * pageSize);
  const body = {
    currentPageUrl: address(page),
    navItems: shown,
    nextPageUrl: (page + 1) * pageSize < all.length ? address(page + 1) : null
  };
  return { status: 200, body: { ...body, eTag: eTag(body) } };
}

const BASE = '/services/data/:version/ui-api';

export const routes: Route[] = [
  { method: 'GET', pattern: `${BASE}/apps`, handler: listApps },
  { method: 'GET', pattern: `${BASE}/apps/:app`, handler: getApp },
  { method: 'GET', pattern: `${BASE}/nav-items`, handler: navItems }
];
