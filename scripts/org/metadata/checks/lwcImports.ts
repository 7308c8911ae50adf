/** What an LWC module imports and what its template uses, and whether that exists. */
import { orgVirtualModule } from '../../lightning/build/orgModules.ts';
import { offeredModules } from '../../lightning/build/offered.ts';
import type { Catalog } from '../catalog.ts';
import type { Subject } from '../components.ts';

export interface Use {
  module: string;
  line: number;
  column: number;
}

let offered: Set<string> | undefined;

function placed(source: string, matches: Iterable<RegExpExecArray>, module: (match: RegExpExecArray) => string): Use[] {
  return [...matches].map((match) => {
    const before = source.slice(0, match.index).split('\n');
    return { module: module(match), line: before.length, column: (before.at(-1) ?? '').length + 1 };
  });
}

const blankComments = (source: string, pattern: RegExp): string => source.replace(pattern, (comment) => comment.replace(/[^\n]/g, ' '));

/** Modules that a script imports; type imports leave no trace in the compiled code. */
export function importsOf(source: string): Use[] {
  const code = blankComments(source, /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g);
  const pattern = /^[ \t]*(?:import|export)\b(?!\s+type\b)(?:[\w\s{},*$]*?\bfrom\s*|\s*)['"]([^'"\n]+)['"]/gm;
  return placed(code, code.matchAll(pattern), (match) => match[1] as string);
}

/** Components that a template uses, as modules: `<c-my-part>` → `c/myPart`. */
export function tagsOf(source: string): Use[] {
  const code = blankComments(source, /<!--[\s\S]*?-->/g);
  return placed(
    code,
    code.matchAll(/<(c|lightning)-([A-Za-z0-9_-]+)/g),
    // Names of tags know no capital letters.
    (match) =>
      `${match[1] ?? ''}/${(match[2] as string).toLowerCase().replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`
  );
}

/**
 * Looks an imported module up.
 * @param files the bundle's own files
 * @param importer path of the importing file inside the bundle
 * @returns what is wrong, with what was looked for in vain, or undefined
 */
export function moduleProblem(
  catalog: Catalog,
  files: Map<string, string>,
  importer: string,
  module: string
): { text: string; missing?: Subject } | undefined {
  if (module === 'lwc') return undefined;
  if (module.startsWith('.')) {
    const path = new URL(module, `file:///${importer}`).pathname.slice(1);
    return ['', '.js', '.ts', '.html', '.css'].some((suffix) => files.has(path + suffix))
      ? undefined
      : { text: `Could not resolve "${module}" from "${importer}"` };
  }
  const [namespace = '', name = ''] = module.split('/');
  if (namespace === '@salesforce') {
    const found = orgVirtualModule(module, catalog);
    return 'problem' in found ? { text: found.problem, ...(found.missing ? { missing: found.missing } : {}) } : undefined;
  }
  const missing = `No MODULE named markup://${namespace}:${name} found`;
  if (namespace === 'c')
    return catalog.lwcBundles.has(name) ? undefined : { text: missing, missing: { type: 'LightningComponentBundle', name } };
  offered ??= new Set(offeredModules());
  // Any other namespace is that of the platform or of a package.
  return offered.has(module) ? undefined : { text: `not supported: ${module}` };
}
