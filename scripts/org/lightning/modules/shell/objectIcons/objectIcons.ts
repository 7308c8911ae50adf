/**
 * Icons of objects and tabs. Every name is written out, because the build compiles the icons it finds named in sources.
 * Source of names: SLDS icons; custom tab motifs `CustomNN: Name` map to `custom:customNN`.
 */

const STANDARD: Record<string, string> = {
  home: 'standard:home',
  Account: 'standard:account',
  Campaign: 'standard:campaign',
  Case: 'standard:case',
  Contact: 'standard:contact',
  Contract: 'standard:contract',
  Dashboard: 'standard:dashboard',
  Event: 'standard:event',
  Lead: 'standard:lead',
  Opportunity: 'standard:opportunity',
  Order: 'standard:orders',
  Product2: 'standard:product',
  Report: 'standard:report',
  Task: 'standard:task',
  User: 'standard:user'
};

/** Shown for what has no icon of its own. */
export const DEFAULT_ICON = 'standard:default';
export const APP_ICON = 'standard:apps';

/**
 * The icon of an object or tab.
 * @param name API name, or a name of a standard tab (`home`, `Report`)
 * @param iconUrl icon address of the UI API (`…/standard/account_120.png`, `…/custom/custom18_120.png`), used when it names an icon
 */
export function iconOf(name: string | undefined, iconUrl?: string | null): string {
  const known = STANDARD[name ?? ''];
  if (known) return known;
  const match = /\/(standard|custom)\/([a-z0-9_]+?)(?:_(?:60|120))?\.(?:png|svg)/.exec(iconUrl ?? '');
  return match ? `${match[1]}:${match[2]}` : DEFAULT_ICON;
}
