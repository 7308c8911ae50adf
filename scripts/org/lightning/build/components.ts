/** The deployed components (`c/*`), built from what was deployed, against the registry of the platform bundle. */
import { basename } from 'node:path';
import { build, type Message, type OnLoadResult, type OnResolveResult, type Plugin } from 'esbuild';
import type { Catalog, LwcBundle } from '../../metadata/catalog.ts';
import type { Compiler } from './compile.ts';
import { iconLibrarySource, iconsIn, iconTemplate } from './icons.ts';
import { orgVirtualModule } from './orgModules.ts';
import { registryName, type PlatformAssets } from './platform.ts';
import { platformPlugin } from './platformPlugin.ts';

export interface ComponentAssets {
  /** Contents by file name, to be served under `/lightning/components/`. */
  files: Map<string, Uint8Array>;
  /** File of each deployed component that can stand on a page, by bundle name. */
  modules: Record<string, string>;
  /** File that adds the icons only deployed components use; '' when there are none. */
  icons: string;
  /** What is wrong with a component, by bundle name; its module throws the same words. */
  problems: Record<string, string>;
}

const REGISTRY_URL = '/lightning/assets/';
const EXTENSIONS = ['', '.js', '.html', '.css'];

/**
 * Builds every deployed component. One that does not build becomes a module that throws why, so that the
 * page shows the message in its place and everything else works.
 */
export async function buildComponents(compiler: Compiler, platform: PlatformAssets, catalog: Catalog): Promise<ComponentAssets> {
  const problems: Record<string, string> = {};
  const names = [...catalog.lwcBundles.keys()].filter((name) => mainFile(catalog.lwcBundles.get(name)) !== undefined).sort();
  if (names.length === 0) return { files: new Map(), modules: {}, icons: '', problems };
  const icons = extraIcons(catalog, platform.icons);
  for (;;) {
    try {
      const { outputFiles } = await build({
        entryPoints: [
          ...names.map((name) => ({ in: `c/${name}`, out: name })),
          ...(icons.length > 0 ? [{ in: 'icons', out: '-icons' }] : [])
        ],
        bundle: true,
        write: false,
        splitting: true,
        format: 'esm',
        target: 'es2022',
        outdir: '/',
        entryNames: '[name]-[hash]',
        chunkNames: 'chunk-[hash]',
        logLevel: 'silent',
        charset: 'utf8',
        define: { 'process.env.NODE_ENV': '"production"', 'import.meta.env.SSR': 'false' },
        plugins: [componentsPlugin(compiler, platform, catalog, problems, icons)]
      });
      const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
      const fileOf = (name: string): string => [...files.keys()].find((file) => file.startsWith(`${name}-`)) ?? '';
      return { files, modules: Object.fromEntries(names.map((name) => [name, fileOf(name)])), icons: fileOf('-icons'), problems };
    } catch (error) {
      const found = problemsOf((error as { errors?: Message[] }).errors ?? [], problems);
      // Without a new culprit a further round would fail in the same way.
      if (Object.keys(found).length === 0) throw error;
      Object.assign(problems, found);
    }
  }
}

/** The script (or, without one, the template) that makes a bundle a component or a module. */
function mainFile(bundle: LwcBundle | undefined): string | undefined {
  if (!bundle) return undefined;
  return [`${bundle.name}.js`, `${bundle.name}.html`, `${bundle.name}.css`].find((file) => bundle.files.has(file));
}

/** Icons that only deployed components use; the platform bundle holds all others. */
function extraIcons(catalog: Catalog, platformIcons: string[]): string[] {
  const known = new Set(platformIcons);
  const used = new Set([...catalog.lwcBundles.values()].flatMap((bundle) => [...bundle.files.values()].flatMap(iconsIn)));
  return [...used].filter((icon) => !known.has(icon) && iconTemplate(icon) !== undefined).sort();
}

function problemsOf(errors: Message[], known: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { text, location } of errors) {
    const place = /^c:((\w+)\/.*)$/.exec(location?.file ?? '');
    const name = place?.[2] ?? /^c\/(\w+)\//.exec(text)?.[1];
    if (name === undefined || name in known) continue;
    // esbuild counts the lines of compiled code: only the compiler's own messages tell the line.
    const words = text.startsWith('c/') ? text : `c/${place?.[1] ?? name}: ${text}`;
    found[name] = found[name] === undefined ? words : `${found[name]}\n${words}`;
  }
  return found;
}

function componentsPlugin(
  compiler: Compiler,
  platform: PlatformAssets,
  catalog: Catalog,
  problems: Record<string, string>,
  icons: string[]
): Plugin {
  const iconsPlugin = platformPlugin(compiler, icons, {
    icons: `${iconLibrarySource(icons).replace('export default', 'const library =')}\nimport { registerIcons } from 'platform/icons';\nregisterIcons(library);`
  });
  return {
    name: 'deployed-components',
    setup(build) {
      build.onResolve({ filter: /^\/lightning\/assets\// }, ({ path }) => ({ path, external: true }));
      build.onResolve({ filter: /^(lwc|lightning\/.*|platform\/.*)$/ }, ({ path }) => offeredModule(path, platform));
      build.onLoad({ filter: /.*/, namespace: 'registry' }, ({ path }) => ({ contents: registrySource(path, platform) }));
      build.onResolve({ filter: /^@salesforce\// }, ({ path }) => ({ path, namespace: 'org' }));
      build.onLoad({ filter: /.*/, namespace: 'org' }, ({ path }) => orgModule(path, catalog));
      build.onResolve({ filter: /^c\// }, ({ path }) => resolveBundle(path, catalog));
      build.onResolve({ filter: /^\./, namespace: 'c' }, ({ path, importer }) => resolveInside(path, importer, catalog));
      build.onResolve({ filter: /.*/, namespace: 'c' }, ({ path }) => ({ errors: [{ text: `not supported: ${path}` }] }));
      build.onLoad({ filter: /.*/, namespace: 'c' }, ({ path }) => loadDeployed(path, compiler, catalog, problems));
      build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export default undefined;' }));
      void iconsPlugin.setup(build);
    }
  };
}

function offeredModule(id: string, platform: PlatformAssets): OnResolveResult {
  return id in platform.exports ? { path: id, namespace: 'registry' } : { errors: [{ text: `not supported: ${id}` }] };
}

/** Re-exports one module of the registry under its own names: a missing name is then an error of the build. */
function registrySource(id: string, platform: PlatformAssets): string {
  const names = (platform.exports[id] ?? []).map((name) =>
    name === 'default' ? 'export default m.default;' : `export const ${name} = m.${name};`
  );
  return `import { ${registryName(id)} as m } from '${REGISTRY_URL}${platform.registry}';\n${names.join('\n')}`;
}

function orgModule(id: string, catalog: Catalog): OnLoadResult {
  const result = orgVirtualModule(id, catalog);
  return 'problem' in result ? { errors: [{ text: result.problem }] } : { contents: result.source };
}

function resolveBundle(id: string, catalog: Catalog): OnResolveResult {
  const name = id.slice(2);
  const file = mainFile(catalog.lwcBundles.get(name));
  return file === undefined
    ? { errors: [{ text: `Unable to find the Lightning web component ${id}` }] }
    : { path: `${name}/${file}`, namespace: 'c' };
}

function resolveInside(id: string, importer: string, catalog: Catalog): OnResolveResult {
  const [request = id, query] = id.split('?');
  const [name = '', ...rest] = importer.split('/');
  const folder = rest.slice(0, -1);
  const path = new URL(request, `http://x/${folder.map((part) => `${part}/`).join('')}`).pathname.slice(1);
  const bundle = catalog.lwcBundles.get(name);
  const suffix = query === undefined ? '' : `?${query}`;
  const file = EXTENSIONS.map((extension) => path + extension).find((candidate) => bundle?.files.has(candidate));
  if (file !== undefined) return { path: `${name}/${file}`, namespace: 'c', suffix };
  if (/\.(html|css)$/.test(path)) return { path: `${name}/${path}${suffix}`, namespace: 'nothing' };
  return { errors: [{ text: `c/${name}: ${id} does not exist in the bundle` }] };
}

function loadDeployed(path: string, compiler: Compiler, catalog: Catalog, problems: Record<string, string>): OnLoadResult {
  const [name = '', ...rest] = path.split('/');
  const file = rest.join('/');
  const bundle = catalog.lwcBundles.get(name);
  const problem = problems[name];
  if (problem !== undefined) return { contents: `throw new Error(${JSON.stringify(problem)}); export default undefined;` };
  try {
    const contents = compiler.compile({
      namespace: 'c',
      name,
      file: `c/${path}`,
      source: bundle?.files.get(file) ?? '',
      scoped: file.endsWith('.scoped.css'),
      apiVersion: bundle?.meta.apiVersion
    });
    return { contents };
  } catch (error) {
    return { errors: [{ text: (error as Error).message }] };
  }
}
