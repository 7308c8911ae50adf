/** Which modules there are, known without loading a compiler. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_COMPONENTS, MODULES_FOLDER } from './paths.ts';

/** Namespaces of our own folders under `modules/`; `lightning` falls back to the base components. */
export const OWN_NAMESPACES = ['lightning', 'platform', 'record', 'shell'];
export const SCRIPT_EXTENSIONS = ['.ts', '.js', '.html', '.css'];
/** Exposed in npm, but incomplete there or not what Salesforce offers under that name. */
const NOT_OFFERED = new Set(['barcodeScanner', 'primitiveFigure', 'routingService', 'showToastEvent']);

/** Where a module of `namespace/name` lies, ours before Salesforce's; undefined when neither has it. */
export function findModule(id: string): string | undefined {
  const match = /^([a-z]+)\/([A-Za-z]\w*)$/.exec(id);
  if (!match) return undefined;
  const [, namespace = '', name = ''] = match;
  const roots = [
    ...(OWN_NAMESPACES.includes(namespace) ? [join(MODULES_FOLDER, namespace)] : []),
    ...(namespace === 'lightning' ? [BASE_COMPONENTS] : [])
  ];
  for (const root of roots) {
    for (const extension of SCRIPT_EXTENSIONS) {
      const file = join(root, name, `${name}${extension}`);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

/** Every `lightning/*` module that deployed components may import, sorted. */
export function offeredModules(): string[] {
  const exposed = readdirSync(BASE_COMPONENTS).filter((name) => {
    const meta = join(BASE_COMPONENTS, name, `${name}.js-meta.xml`);
    return (
      existsSync(meta) &&
      readFileSync(meta, 'utf8').includes('<isExposed>true') &&
      !NOT_OFFERED.has(name) &&
      !name.startsWith('iconSvgTemplates')
    );
  });
  const own = readdirSync(join(MODULES_FOLDER, 'lightning'));
  const names = new Set([...exposed, ...own].filter((name) => findModule(`lightning/${name}`) !== undefined));
  return [...names].sort().map((name) => `lightning/${name}`);
}
