/**
 * Addresses of the shell: Lightning Experience's URLs to routes, to page references and back. No DOM.
 * Sources: Lightning Web Components Developer Guide, "PageReference Types" and "Navigate to Pages"; URL forms as seen in orgs.
 */

/** The part of a page reference that the navigation service defines. */
export interface PageReference {
  type: string;
  attributes: Record<string, string>;
  state: Record<string, string>;
}

/** What a caller may leave out. */
export interface PageReferenceInput {
  type: string;
  attributes?: Record<string, string | undefined>;
  state?: Record<string, string | undefined>;
}

export type Route =
  | { page: 'home' }
  | { page: 'app'; appName: string }
  | { page: 'list'; objectApiName: string; filterName?: string; search?: string }
  | { page: 'new'; objectApiName: string; defaults: Record<string, string> }
  | { page: 'record'; recordId: string; objectApiName?: string; action: 'view' | 'edit' }
  | { page: 'report'; recordId: string }
  | { page: 'dashboard'; recordId: string }
  | { page: 'reports' }
  | { page: 'dashboards' }
  | { page: 'tab'; tabName: string }
  | { page: 'notFound'; path: string };

const REPORT_PREFIX = '00O';
const DASHBOARD_PREFIX = '01Z';
const ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
const NAME = /^[a-zA-Z][a-zA-Z0-9_]*$/;

/** Parses `Field=value,Field=value` of `defaultFieldValues`, each part URI-encoded as `encodeDefaultFieldValues` does. */
export function parseDefaultFieldValues(text: string | undefined): Record<string, string> {
  const defaults: Record<string, string> = {};
  for (const pair of (text ?? '').split(',')) {
    const at = pair.indexOf('=');
    if (at > 0) defaults[decode(pair.slice(0, at))] = decode(pair.slice(at + 1));
  }
  return defaults;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function segmentsOf(pathname: string): string[] {
  return pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
}

function recordRoute(id: string, action: string, objectApiName?: string): Route | undefined {
  if (!ID.test(id) || (action !== 'view' && action !== 'edit')) return undefined;
  if (id.startsWith(REPORT_PREFIX)) return { page: 'report', recordId: id };
  if (id.startsWith(DASHBOARD_PREFIX)) return { page: 'dashboard', recordId: id };
  return { page: 'record', recordId: id, action, ...(objectApiName ? { objectApiName } : {}) };
}

function objectRoute(objectApiName: string, action: string, query: URLSearchParams): Route | undefined {
  if (!NAME.test(objectApiName)) return undefined;
  if (action === 'new')
    return { page: 'new', objectApiName, defaults: parseDefaultFieldValues(query.get('defaultFieldValues') ?? undefined) };
  if (action !== 'list' && action !== 'home') return undefined;
  if (objectApiName === 'Report') return { page: 'reports' };
  if (objectApiName === 'Dashboard') return { page: 'dashboards' };
  const filterName = query.get('filterName') ?? undefined;
  const search = query.get('search') ?? undefined;
  return { page: 'list', objectApiName, ...(filterName ? { filterName } : {}), ...(search ? { search } : {}) };
}

/**
 * The route of an address.
 * @param url path with query, e.g. `/lightning/o/Lead/list?filterName=Hot`; anything unknown becomes `notFound`
 */
export function routeOfUrl(url: string): Route {
  const { pathname, searchParams } = new URL(url, 'http://org.invalid');
  const [root, kind, first, second, third] = segmentsOf(pathname);
  if (root !== 'lightning') return { page: 'notFound', path: pathname };
  const route = ((): Route | undefined => {
    if (kind === undefined) return { page: 'home' };
    if (kind === 'page' && first === 'home') return { page: 'home' };
    if (kind === 'app' && first !== undefined) return { page: 'app', appName: first };
    if (kind === 'n' && first !== undefined) return { page: 'tab', tabName: first };
    if (kind === 'o' && first !== undefined) return objectRoute(first, second ?? 'home', searchParams);
    if (kind === 'r' && first !== undefined) {
      return third === undefined ? recordRoute(first, second ?? 'view') : recordRoute(second ?? '', third, first);
    }
    return undefined;
  })();
  return route ?? { page: 'notFound', path: pathname };
}

/** The address of a route, the inverse of `routeOfUrl`. */
export function urlOfRoute(route: Route): string {
  const part = encodeURIComponent;
  switch (route.page) {
    case 'home':
      return '/lightning/page/home';
    case 'app':
      return `/lightning/app/${part(route.appName)}`;
    case 'tab':
      return `/lightning/n/${part(route.tabName)}`;
    case 'list': {
      const query = new URLSearchParams();
      if (route.filterName) query.set('filterName', route.filterName);
      if (route.search) query.set('search', route.search);
      const text = query.toString();
      return `/lightning/o/${part(route.objectApiName)}/list${text ? `?${text}` : ''}`;
    }
    case 'new': {
      const defaults = Object.entries(route.defaults)
        .map(([name, value]) => `${part(name)}=${part(value)}`)
        .join(',');
      return `/lightning/o/${part(route.objectApiName)}/new${defaults ? `?defaultFieldValues=${part(defaults)}` : ''}`;
    }
    case 'record':
      return route.objectApiName
        ? `/lightning/r/${part(route.objectApiName)}/${route.recordId}/${route.action}`
        : `/lightning/r/${route.recordId}/${route.action}`;
    case 'report':
      return `/lightning/r/Report/${route.recordId}/view`;
    case 'dashboard':
      return `/lightning/r/Dashboard/${route.recordId}/view`;
    case 'reports':
      return '/lightning/o/Report/home';
    case 'dashboards':
      return '/lightning/o/Dashboard/home';
    default:
      return route.path;
  }
}

/** The page reference of a route, as `CurrentPageReference` gives it. */
export function pageReferenceOfRoute(route: Route): PageReference {
  const reference = (type: string, attributes: Record<string, string>, state: Record<string, string> = {}): PageReference => ({
    type,
    attributes,
    state
  });
  switch (route.page) {
    case 'home':
      return reference('standard__namedPage', { pageName: 'home' });
    case 'app':
      return reference('standard__app', { appTarget: route.appName });
    case 'tab':
      return reference('standard__navItemPage', { apiName: route.tabName });
    case 'list':
      return reference(
        'standard__objectPage',
        { objectApiName: route.objectApiName, actionName: 'list' },
        { ...(route.filterName ? { filterName: route.filterName } : {}) }
      );
    case 'new': {
      const defaults = Object.entries(route.defaults)
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .join(',');
      return reference(
        'standard__objectPage',
        { objectApiName: route.objectApiName, actionName: 'new' },
        defaults ? { defaultFieldValues: defaults } : {}
      );
    }
    case 'record':
      return reference('standard__recordPage', {
        recordId: route.recordId,
        actionName: route.action,
        ...(route.objectApiName ? { objectApiName: route.objectApiName } : {})
      });
    case 'report':
      return reference('standard__recordPage', { recordId: route.recordId, objectApiName: 'Report', actionName: 'view' });
    case 'dashboard':
      return reference('standard__recordPage', { recordId: route.recordId, objectApiName: 'Dashboard', actionName: 'view' });
    case 'reports':
      return reference('standard__objectPage', { objectApiName: 'Report', actionName: 'home' });
    case 'dashboards':
      return reference('standard__objectPage', { objectApiName: 'Dashboard', actionName: 'home' });
    default:
      return reference('standard__webPage', { url: route.path });
  }
}

/**
 * The route a page reference leads to.
 * @returns a route, `{ url }` for an address outside the shell, or undefined when this type of reference is not supported
 */
export function routeOfPageReference(reference: PageReferenceInput): Route | { url: string } | undefined {
  const attributes = reference.attributes ?? {};
  const state = reference.state ?? {};
  switch (reference.type) {
    case 'standard__namedPage':
      return attributes.pageName === 'home' ? { page: 'home' } : undefined;
    case 'standard__app':
      return attributes.appTarget ? { page: 'app', appName: attributes.appTarget.replace(/^.*__/, '') } : undefined;
    case 'standard__navItemPage':
      return attributes.apiName ? { page: 'tab', tabName: attributes.apiName } : undefined;
    case 'standard__objectPage': {
      const query = new URLSearchParams();
      for (const [key, value] of Object.entries(state)) if (value !== undefined) query.set(key, value);
      return objectRoute(attributes.objectApiName ?? '', attributes.actionName ?? 'home', query);
    }
    case 'standard__recordPage':
      return recordRoute(attributes.recordId ?? '', attributes.actionName ?? 'view', attributes.objectApiName);
    case 'standard__webPage': {
      const url = attributes.url;
      if (!url) return undefined;
      return url.startsWith('/lightning/') ? routeOfUrl(url) : { url };
    }
    default:
      return undefined;
  }
}

/** The object whose tab is active while a route is shown, or the name of a standard tab. */
export function activeTabOf(route: Route): string | undefined {
  switch (route.page) {
    case 'home':
      return 'home';
    case 'list':
    case 'new':
    case 'record':
      return route.objectApiName;
    case 'report':
    case 'reports':
      return 'Report';
    case 'dashboard':
    case 'dashboards':
      return 'Dashboard';
    case 'tab':
      return route.tabName;
    default:
      return undefined;
  }
}
