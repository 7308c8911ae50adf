/** Icons and colours of objects and tabs, from the tokens of the Salesforce Lightning Design System. */
import { createRequire } from 'node:module';
import type { Catalog } from '../metadata/catalog.ts';

export interface ThemeInfo {
  color: string;
  iconUrl: string;
}

const require = createRequire(import.meta.url);
type Colors = Record<string, string>;
let palettes: { standard: Colors; custom: Colors } | undefined;

function colors(): { standard: Colors; custom: Colors } {
  palettes ??= {
    standard: require('@salesforce-ux/design-system/design-tokens/dist/bg-standard.json') as Colors,
    custom: require('@salesforce-ux/design-system/design-tokens/dist/bg-custom.json') as Colors
  };
  return palettes;
}

/** `rgb(27, 150, 255)` → `1B96FF`, the form of the UI API. */
function hex(rgb: string | undefined): string {
  const parts = rgb?.match(/\d+/g);
  if (!parts) return '939393';
  return parts
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

/** `AccountContactRole` → `account_contact_role`. */
const iconName = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();

/** Theme of a standard icon by SLDS name, e.g. `home`; unknown names get the default icon. */
export function standardTheme(name: string, baseUrl: string): ThemeInfo {
  const { standard } = colors();
  const icon = iconName(name);
  const known = standard[icon.toUpperCase()] !== undefined;
  return {
    color: hex(standard[known ? icon.toUpperCase() : 'DEFAULT']),
    iconUrl: `${baseUrl}/img/icon/t4v35/standard/${known ? icon : 'default'}_120.png`
  };
}

/** Theme of a tab motif such as `Custom18: Form`; undefined when it is no such text. */
export function motifTheme(motif: string | undefined, baseUrl: string): ThemeInfo | undefined {
  const number = /^custom(\d+)/i.exec(motif ?? '')?.[1];
  if (number === undefined) return undefined;
  return { color: hex(colors().custom[`CUSTOM_${number}`]), iconUrl: `${baseUrl}/img/icon/t4v35/custom/custom${number}_120.png` };
}

/** Theme of an object: its standard icon, or the motif of its tab, or the default icon. */
export function objectTheme(catalog: Catalog, objectName: string, baseUrl: string): ThemeInfo {
  for (const tab of catalog.tabs.values()) {
    const theme = tab.object === objectName ? motifTheme(tab.icon, baseUrl) : undefined;
    if (theme) return theme;
  }
  return standardTheme(objectName, baseUrl);
}
