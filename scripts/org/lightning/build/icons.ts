/**
 * Which icons the browser side needs. The base components carry some 1,700 icons as LWC templates, twice;
 * compiling only those that are named somewhere keeps the build small and quick.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_COMPONENTS, BUILD_FOLDER, MODULES_FOLDER } from './paths.ts';

export const ICON_CATEGORIES = ['utility', 'standard', 'action', 'custom', 'doctype'] as const;
const ICON_NAME = /\b(utility|standard|action|custom|doctype):(\w+)/g;

/** Icons that only data names: those of standard objects, apps, reports, and Salesforce's whole custom set. */
const ALWAYS = [
  ...['account', 'lead', 'opportunity', 'contact', 'task', 'event', 'user', 'report', 'dashboard', 'campaign', 'case', 'home'],
  ...['default', 'record', 'empty', 'apps', 'app', 'product', 'contract', 'order', 'note', 'file', 'folder', 'group', 'custom']
].map((name) => `standard:${name}`);
const CUSTOM_ICONS = 113;

/** Names such as `utility:edit` in a text. */
export function iconsIn(text: string): string[] {
  return [...text.matchAll(ICON_NAME)].map(([icon]) => icon);
}

/** Path of an icon's template, or undefined when no such icon exists. */
export function iconTemplate(icon: string): string | undefined {
  const [category = '', name = ''] = icon.split(':');
  const folder = `iconSvgTemplates${category.charAt(0).toUpperCase()}${category.slice(1)}`;
  const file = join(BASE_COMPONENTS, folder, 'buildTemplates', category, `${name}.html`);
  return existsSync(file) ? file : undefined;
}

/**
 * Icons named in the sources of the base components and of our own modules, sorted.
 * @param own true leaves the base components out (their version tells all about them)
 */
export function platformIcons({ own = false } = {}): string[] {
  const names = new Set(ALWAYS);
  for (let index = 1; index <= CUSTOM_ICONS; index += 1) names.add(`custom:custom${index}`);
  for (const folder of [
    ...(own ? [] : [BASE_COMPONENTS]),
    MODULES_FOLDER,
    join(BUILD_FOLDER, '..', '..', 'http'),
    join(BUILD_FOLDER, '..', '..', 'query')
  ]) {
    for (const file of sourceFiles(folder)) for (const icon of iconsIn(readFileSync(file, 'utf8'))) names.add(icon);
  }
  return [...names].filter((icon) => iconTemplate(icon) !== undefined).sort();
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js|html)$/.test(entry.name) && !/\.d\.ts$/.test(entry.name))
    .filter((entry) => !/iconSvgTemplates|__tests__|[\\/]iconUtils$/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** A module whose default export holds the templates of these icons by `category_name`. */
export function iconLibrarySource(icons: string[]): string {
  const found = icons.flatMap((icon) => {
    const file = iconTemplate(icon);
    return file === undefined ? [] : [{ key: icon.replace(':', '_'), file }];
  });
  const imports = found.map(({ file }, index) => `import icon${index} from ${JSON.stringify(file)};`);
  const entries = found.map(({ key }, index) => `${JSON.stringify(key)}: icon${index}`);
  return `${imports.join('\n')}\nexport default { ${entries.join(', ')} };`;
}
