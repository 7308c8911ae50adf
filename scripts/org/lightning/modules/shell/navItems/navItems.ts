/** Apps and navigation items of the UI API, and what the navigation bar does with them. No DOM. */
import { routeOfPageReference, type PageReferenceInput, type Route } from '../routes/routes.ts';

/** Source: UI API Developer Guide, "Nav Item". */
export interface NavItem {
  id?: string | null;
  developerName: string;
  label: string;
  itemType: string;
  objectApiName?: string | null;
  standardType?: string | null;
  iconUrl?: string | null;
  color?: string | null;
  pageReference?: PageReferenceInput | null;
}

/** Source: UI API Developer Guide, "App". */
export interface AppInfo {
  appId: string;
  developerName: string;
  label: string;
  description?: string | null;
  headerColor?: string | null;
  iconUrl?: string | null;
  selected?: boolean;
  navItems?: NavItem[];
}

const NAMED: Record<string, Route> = {
  home: { page: 'home' },
  report: { page: 'reports' },
  dashboard: { page: 'dashboards' }
};

/** Where a navigation item leads; undefined for items the shell has no page for. */
export function routeOfNavItem(item: NavItem): Route | undefined {
  const name = item.developerName.replace(/^standard-/, '');
  const named = NAMED[name.toLowerCase()];
  if (named) return named;
  if (item.pageReference) {
    const target = routeOfPageReference(item.pageReference);
    if (target && 'page' in target) return target;
  }
  if (item.objectApiName) return { page: 'list', objectApiName: item.objectApiName };
  return item.itemType === 'Standard' ? undefined : { page: 'tab', tabName: name };
}

/** Name under which `activeTabOf` knows an item. */
export function tabOfNavItem(item: NavItem): string {
  const route = routeOfNavItem(item);
  if (route?.page === 'home') return 'home';
  if (route?.page === 'reports') return 'Report';
  if (route?.page === 'dashboards') return 'Dashboard';
  return item.objectApiName ?? item.developerName;
}

/**
 * How many items of a bar fit beside each other.
 * @param moreWidth room of the menu that takes the rest; needed only when something is left over
 */
export function fitCount(widths: number[], available: number, moreWidth: number): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= available) return widths.length;
  let used = moreWidth;
  let count = 0;
  for (const width of widths) {
    used += width;
    if (used > available) break;
    count += 1;
  }
  return count;
}

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    // Katakana to hiragana, so that either spelling finds the other.
    .replace(/[\u30a1-\u30f6]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0x60));

/** Whether a label contains the words typed, without regard to width, case and kana. */
export function matchesSearch(label: string, search: string): boolean {
  const text = fold(label);
  return fold(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
