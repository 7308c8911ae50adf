/**
 * The navigation service of the shell: one current route, kept in step with the browser's history.
 * `lightning/navigation` and every link of the shell go through it.
 */
import { confirmLeave, mustAsk } from 'platform/unsaved';
import {
  pageReferenceOfRoute,
  routeOfPageReference,
  routeOfUrl,
  urlOfRoute,
  type PageReference,
  type PageReferenceInput,
  type Route
} from 'shell/routes';

export type { PageReference, PageReferenceInput, Route } from 'shell/routes';

type Listener = (route: Route, reference: PageReference) => void;

const listeners = new Set<Listener>();
let route: Route = routeOfUrl(window.location.pathname + window.location.search);

function emit(): void {
  const reference = pageReferenceOfRoute(route);
  for (const listener of [...listeners]) listener(route, reference);
}

window.addEventListener('popstate', () => {
  const target = routeOfUrl(window.location.pathname + window.location.search);
  if (mustAsk()) {
    // The browser has already gone back: stay on this address until the user has answered.
    window.history.pushState(null, '', urlOfRoute(route));
    navigateTo(target);
    return;
  }
  route = target;
  emit();
});

/** The route on screen. */
export function currentRoute(): Route {
  return route;
}

/** The page reference on screen, as `CurrentPageReference` gives it. */
export function currentPageReference(): PageReference {
  return pageReferenceOfRoute(route);
}

/**
 * Calls `listener` now and after every navigation.
 * @returns a function that ends it
 */
export function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  listener(route, pageReferenceOfRoute(route));
  return () => listeners.delete(listener);
}

/** Shows a route, after asking when typed text would be lost; `replace` leaves no entry in the history. */
export async function navigateTo(next: Route, options: { replace?: boolean } = {}): Promise<void> {
  if (mustAsk() && !(await confirmLeave())) return;
  const url = urlOfRoute(next);
  if (options.replace || url === window.location.pathname + window.location.search) window.history.replaceState(null, '', url);
  else window.history.pushState(null, '', url);
  route = next;
  emit();
}

/** Gives what is already on screen its full address, e.g. the list that an address without one opened. */
export function settleRoute(exact: Route): void {
  route = exact;
  window.history.replaceState(null, '', urlOfRoute(exact));
}

/**
 * Shows what a page reference names; addresses outside the shell open in a new tab.
 * @throws Error `not supported: …` for a type of reference the shell does not know
 */
export function navigate(reference: PageReferenceInput, options: { replace?: boolean } = {}): void {
  const target = routeOfPageReference(reference);
  if (target === undefined) throw new Error(`not supported: page reference ${JSON.stringify(reference)}`);
  if ('url' in target) window.open(target.url, '_blank', 'noopener');
  else navigateTo(target, options);
}

/** The address of a page reference, for `href`. @throws like `navigate` */
export function generateUrl(reference: PageReferenceInput): string {
  const target = routeOfPageReference(reference);
  if (target === undefined) throw new Error(`not supported: page reference ${JSON.stringify(reference)}`);
  return 'url' in target ? target.url : urlOfRoute(target);
}

/**
 * Follows a click on a link of the org inside the page, wherever the link stands; other clicks are left to the browser.
 * Attach it once to the window.
 */
export function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event
    .composedPath()
    .find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.hasAttribute('href'));
  if (!link || link.hasAttribute('download') || link.origin !== window.location.origin) return;
  if (link.pathname !== '/lightning' && !link.pathname.startsWith('/lightning/')) return;
  const href = link.pathname + link.search;
  const target = routeOfUrl(href);
  if (target.page === 'notFound' && link.target === '_blank') return;
  event.preventDefault();
  navigateTo(target);
}
