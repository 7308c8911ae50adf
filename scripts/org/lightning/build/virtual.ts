/** `@salesforce/*` modules of the platform itself: what does not depend on anything deployed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_COMPONENTS_SCOPED, BUILD_FOLDER } from './paths.ts';

/** Formats and words of a Japanese org (ja, Asia/Tokyo, JPY); anything else comes from the base components' own defaults. */
const I18N: Record<string, unknown> = {
  lang: 'ja',
  locale: 'ja-JP',
  dir: 'ltr',
  timeZone: 'Asia/Tokyo',
  currency: 'JPY',
  // 1 is Sunday.
  firstDayOfWeek: 1,
  showJapaneseCalendar: false,
  'number.currencyFormat': '¤#,##0',
  'number.currencySymbol': '¥',
  'dateTime.shortDateFormat': 'yyyy/MM/dd',
  'dateTime.mediumDateFormat': 'yyyy/MM/dd',
  'dateTime.longDateFormat': 'yyyy年M月d日',
  'dateTime.shortTimeFormat': 'H:mm',
  'dateTime.mediumTimeFormat': 'H:mm:ss',
  'dateTime.shortDateTimeFormat': 'yyyy/MM/dd H:mm',
  'dateTime.mediumDateTimeFormat': 'yyyy/MM/dd H:mm:ss',
  'dateTime.longDateTimeFormat': 'yyyy年M月d日 H:mm:ss'
};

/** Gates that are closed: attachInternals does not exist in synthetic shadow. */
const CLOSED_GATES = new Set(['bc.260.enableComboboxElementInternals']);

const labels = JSON.parse(readFileSync(join(BUILD_FOLDER, 'labels.ja.json'), 'utf8')) as Record<string, string>;

const asModule = (value: unknown): string => `export default ${JSON.stringify(value)};`;

/**
 * Source of a platform-wide `@salesforce/...` module.
 * @returns undefined when there is none of that name
 */
export function platformVirtualModule(id: string): string | undefined {
  const [, scope = '', ...rest] = id.split('/');
  const name = rest.join('/');
  if (scope === 'i18n' && name in I18N) return asModule(I18N[name]);
  if (scope === 'label' && name in labels) return asModule(labels[name]);
  if (scope === 'gate') return `export default { isOpen: () => ${!CLOSED_GATES.has(name)} };`;
  if (scope === 'accessCheck') return asModule(true);
  if (id === '@salesforce/client/formFactor') return asModule('Large');
  if (id === '@salesforce/user/Id') return `import { context } from 'platform/context'; export default context.userId;`;
  if (id === '@salesforce/user/isGuest') return asModule(false);
  const scoped = join(BASE_COMPONENTS_SCOPED, `${id.replaceAll('/', '-')}.js`);
  return existsSync(scoped) ? readFileSync(scoped, 'utf8') : undefined;
}
