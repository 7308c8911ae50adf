/**
 * The platform bundle: LWC's engine, every exposed base component, the stand-ins of Salesforce's own modules,
 * the record page and the shell. It does not depend on anything deployed and is kept on disk between starts.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, version as ESBUILD_VERSION } from 'esbuild';
import { COMPILER_VERSION, createCompiler } from './compile.ts';
import { platformIcons } from './icons.ts';
import { offeredModules } from './offered.ts';
import { BUILD_FOLDER, MODULES_FOLDER, NODE_MODULES } from './paths.ts';
import { platformPlugin } from './platformPlugin.ts';

export interface PlatformAssets {
  /** Contents by file name, to be served under `/lightning/assets/`. */
  files: Map<string, Uint8Array>;
  /** File names of the classic script that comes first, of the shell, and of the module that holds the registry. */
  syntheticShadow: string;
  /** Style sheet of our own that stands beside the design system's. */
  styles: string;
  main: string;
  registry: string;
  /** Icons that the bundle holds. */
  icons: string[];
  /** Export names of every module that a deployed component may import. */
  exports: Record<string, string[]>;
}

/** Modules of the platform that generated code of deployed components imports. */
const INTERNAL_EXPORTS = ['platform/apex', 'platform/context', 'platform/icons'];
const MAIN_FILE = join(MODULES_FOLDER, 'main.ts');
const SYNTHETIC_SHADOW = join(NODE_MODULES, '@lwc', 'synthetic-shadow', 'dist', 'index.js');
const UNUSED_CACHE_MS = 60 * 60 * 1000;

/** Name under which the registry exports a module: `lightning/button` → `lightning_button`. */
export function registryName(module: string): string {
  return module.replace('/', '_');
}

/**
 * Builds the platform bundle, or takes it from the cache when none of its sources changed.
 * @param main the script of the page
 * @throws an Error with esbuild's messages when a source does not compile
 */
export async function buildPlatform(cacheFolder: string, main = MAIN_FILE): Promise<PlatformAssets> {
  const key = sourcesKey(main);
  const folder = join(cacheFolder, `platform-${key}`);
  const cached = readCached(folder);
  if (cached) return cached;
  const assets = await buildNow(cacheFolder, main);
  store(cacheFolder, folder, assets);
  return assets;
}

async function buildNow(cacheFolder: string, main: string): Promise<PlatformAssets> {
  const compiler = createCompiler(cacheFolder);
  const offered = ['lwc', ...offeredModules(), ...INTERNAL_EXPORTS];
  const registry = offered.map((module) => `export * as ${registryName(module)} from ${JSON.stringify(module)};`).join('\n');
  const options = {
    bundle: true,
    write: false as const,
    format: 'esm' as const,
    target: 'es2022',
    outdir: '/',
    logLevel: 'silent' as const,
    legalComments: 'none' as const,
    charset: 'utf8' as const,
    define: { 'process.env.NODE_ENV': '"production"', 'import.meta.env.SSR': 'false' },
    nodePaths: [NODE_MODULES]
  };
  const icons = platformIcons();
  const plugins = [platformPlugin(compiler, icons, { registry })];
  const [bundle, shadow, styles] = await Promise.all([
    build({
      ...options,
      entryPoints: [
        { in: main, out: 'main' },
        { in: 'registry', out: 'registry' }
      ],
      minify: true,
      splitting: true,
      entryNames: '[name]-[hash]',
      chunkNames: 'chunk-[hash]',
      plugins
    }),
    build({ ...options, entryPoints: [SYNTHETIC_SHADOW], format: 'iife', minify: true, entryNames: 'synthetic-shadow-[hash]' }),
    build({ ...options, entryPoints: [join(MODULES_FOLDER, 'global.css')], minify: true, entryNames: 'global-[hash]' })
  ]);
  // A second look at the same modules, each an entry of its own, tells what each of them exports.
  const { metafile } = await build({
    ...options,
    entryPoints: offered.map((module) => ({ in: module, out: registryName(module) })),
    metafile: true as const,
    splitting: true,
    plugins
  });
  const exported = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path, '.js'), output.exports]));
  const files = new Map<string, Uint8Array>();
  for (const { path, contents } of [...bundle.outputFiles, ...shadow.outputFiles, ...styles.outputFiles])
    files.set(basename(path), contents);
  const named = (prefix: string): string => [...files.keys()].find((name) => name.startsWith(prefix)) ?? '';
  return {
    files,
    icons,
    main: named('main-'),
    registry: named('registry-'),
    syntheticShadow: named('synthetic-shadow-'),
    styles: named('global-'),
    exports: Object.fromEntries(offered.map((module) => [module, exported.get(registryName(module)) ?? []]))
  };
}

/** Changes with every source, tool and option that the bundle depends on. */
function sourcesKey(main: string): string {
  const hash = createHash('sha1').update(
    [COMPILER_VERSION, ESBUILD_VERSION, packageVersion('lightning-base-components'), packageVersion('chart.js')].join('\0')
  );
  for (const folder of [MODULES_FOLDER, BUILD_FOLDER]) {
    for (const file of [main, ...filesIn(folder)]) hash.update(file).update(readFileSync(file));
  }
  for (const icon of platformIcons({ own: true })) hash.update(icon);
  return hash.digest('hex').slice(0, 20);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__tests__'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function packageVersion(name: string): string {
  return (JSON.parse(readFileSync(join(NODE_MODULES, name, 'package.json'), 'utf8')) as { version: string }).version;
}

function readCached(folder: string): PlatformAssets | undefined {
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) return undefined;
  const stored = JSON.parse(readFileSync(manifest, 'utf8')) as Omit<PlatformAssets, 'files'> & { files: string[] };
  return { ...stored, files: new Map(stored.files.map((name) => [name, readFileSync(join(folder, name))])) };
}

function store(cacheFolder: string, folder: string, assets: PlatformAssets): void {
  const temporary = `${folder}.${process.pid}.tmp`;
  mkdirSync(temporary, { recursive: true });
  for (const [name, contents] of assets.files) writeFileSync(join(temporary, name), contents);
  writeFileSync(join(temporary, 'manifest.json'), JSON.stringify({ ...assets, files: [...assets.files.keys()] }));
  try {
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true });
    // Another process may have built the same bundle meanwhile: theirs is as good as ours.
    if (!existsSync(folder)) throw error;
  }
  for (const name of readdirSync(cacheFolder)) {
    const path = join(cacheFolder, name);
    // What another process is writing may have its final name by now.
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (name.startsWith('platform-') && path !== folder && Date.now() - mtimeMs > UNUSED_CACHE_MS)
      rmSync(path, { recursive: true, force: true });
  }
}
