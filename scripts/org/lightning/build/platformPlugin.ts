/** esbuild plugin of the platform bundle: the base components, our stand-ins, the record page and the shell. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, sep } from 'node:path';
import type { OnLoadResult, OnResolveResult, Plugin } from 'esbuild';
import type { Compiler } from './compile.ts';
import { iconLibrarySource } from './icons.ts';
import { findModule, OWN_NAMESPACES, SCRIPT_EXTENSIONS } from './offered.ts';
import { BASE_COMPONENTS, MODULES_FOLDER, NODE_MODULES } from './paths.ts';
import { repaired } from './repairs.ts';
import { platformVirtualModule } from './virtual.ts';

const ICON_LIBRARY = /^lightning\/iconSvgTemplates(Utility|Standard|Action|Custom|Doctype)(Rtl)?$/;

/**
 * @param icons icons to compile, `category:name`
 * @param entries sources of virtual entry modules by name
 */
export function platformPlugin(compiler: Compiler, icons: string[], entries: Record<string, string>): Plugin {
  return {
    name: 'lightning-platform',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (request) =>
        resolvePlatform(request.path, request.importer, request.resolveDir, request.kind, entries)
      );
      build.onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => ({ contents: entries[path] ?? '', resolveDir: MODULES_FOLDER }));
      build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default undefined;' }));
      build.onLoad({ filter: /.*/, namespace: 'icons' }, ({ path }) => {
        // Right-to-left copies are never shown in a Japanese org.
        if (path.endsWith('Rtl')) return { contents: 'export default {};' };
        const category = (ICON_LIBRARY.exec(path)?.[1] ?? '').toLowerCase();
        const own = icons.filter((icon) => icon.startsWith(`${category}:`));
        return { contents: iconLibrarySource(own), resolveDir: MODULES_FOLDER };
      });
      build.onLoad({ filter: /.*/, namespace: 'salesforce' }, ({ path }) => {
        const contents = platformVirtualModule(path);
        if (contents === undefined) return { errors: [{ text: `not supported: ${path}` }] };
        return { contents, resolveDir: MODULES_FOLDER };
      });
      build.onLoad({ filter: /\.(ts|js|html|css)$/, namespace: 'file' }, ({ path, suffix }) => loadFile(compiler, path, suffix));
    }
  };
}

function resolvePlatform(
  id: string,
  importer: string,
  resolveDir: string,
  kind: string,
  entries: Record<string, string>
): OnResolveResult | undefined {
  if (kind === 'entry-point' && id in entries) return { path: id, namespace: 'entry' };
  if (id === 'lwc') return { path: join(NODE_MODULES, '@lwc', 'engine-dom', 'dist', 'index.js') };
  if (id === 'assert') return { path: join(BASE_COMPONENTS, '..', '..', 'external', 'assert.js') };
  if (id.startsWith('@salesforce/')) return { path: id, namespace: 'salesforce' };
  if (ICON_LIBRARY.test(id)) return { path: id, namespace: 'icons' };
  if (id.startsWith('.') && isLwcSource(importer)) return resolveRelative(id, dirname(importer));
  if (kind === 'entry-point' && isAbsolute(id)) return { path: id };
  const isOwn = OWN_NAMESPACES.includes(id.split('/')[0] ?? '');
  if (!isOwn) return undefined;
  const file = findModule(id);
  if (file !== undefined) return { path: file };
  return { errors: [{ text: `not supported: ${id} (imported by ${importer === '' ? resolveDir : importer})` }] };
}

function isLwcSource(path: string): boolean {
  return path.startsWith(MODULES_FOLDER + sep) || path.startsWith(BASE_COMPONENTS + sep);
}

function resolveRelative(id: string, folder: string): OnResolveResult {
  const [request = id, query] = id.split('?');
  const base = join(folder, request);
  const suffix = query === undefined ? '' : `?${query}`;
  const candidates = extname(base) === '' || !existsSync(base) ? [base, ...SCRIPT_EXTENSIONS.map((extension) => base + extension)] : [base];
  const file = candidates.find((candidate) => extname(candidate) !== '' && existsSync(candidate));
  if (file !== undefined) return { path: file, suffix };
  // The compiler imports a template's style sheets whether they exist or not.
  if (/\.(html|css)$/.test(base)) return { path: base + suffix, namespace: 'empty' };
  return { errors: [{ text: `${id} does not exist in ${folder}` }] };
}

function loadFile(compiler: Compiler, path: string, suffix: string): OnLoadResult | undefined {
  if (!isLwcSource(path)) return undefined;
  const source = readFileSync(path, 'utf8');
  const own = path.startsWith(MODULES_FOLDER + sep);
  const parts = relative(own ? MODULES_FOLDER : dirname(BASE_COMPONENTS), path).split(sep);
  const [namespace = '', name = ''] = parts;
  // Files directly under modules/ are plain TypeScript (the entry), not components.
  if (parts.length === 1) return { contents: source, loader: 'ts', resolveDir: dirname(path) };
  try {
    const file = parts.join('/');
    const mended = own ? source : repaired(file, source);
    const contents = compiler.compile({ namespace, name, file, source: mended, scoped: suffix.includes('scoped=true') });
    return { contents, resolveDir: dirname(path) };
  } catch (error) {
    return { errors: [{ text: (error as Error).message }] };
  }
}
