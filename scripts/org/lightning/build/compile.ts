/** One LWC module (script, template or style sheet) to JavaScript, by Salesforce's own compiler, cached on disk. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync as compileLwc } from '@lwc/compiler';
import { transformSync as stripTypes } from 'esbuild';

export interface ModuleSource {
  namespace: string;
  /** Name of the bundle the file belongs to. */
  name: string;
  /** Path shown in messages, e.g. `c/gadget/gadget.html`. */
  file: string;
  source: string;
  /** True for `x.scoped.css`. */
  scoped?: boolean;
  /** API version of the bundle's meta file; the newest one when absent. */
  apiVersion?: number;
}

export interface Compiler {
  /** @throws an Error whose message names the file, the line and the compiler's words */
  compile(module: ModuleSource): string;
}

/** The compiler version is part of every cache key. */
export const COMPILER_VERSION = (createRequire(import.meta.url)('@lwc/compiler/package.json') as { version: string }).version;
const NEWEST_API_VERSION = 66;
/** Raised when the options below change. */
const OPTIONS_VERSION = 2;

/**
 * Makes a compiler.
 * @param cacheFolder folder of the disk cache, undefined for memory only
 */
export function createCompiler(cacheFolder?: string): Compiler {
  const memory = new Map<string, string>();
  const folder = cacheFolder === undefined ? undefined : join(cacheFolder, 'modules');
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  return {
    compile(module) {
      const key = createHash('sha1')
        .update(
          [
            COMPILER_VERSION,
            OPTIONS_VERSION,
            module.namespace,
            module.name,
            module.file,
            module.scoped,
            module.apiVersion,
            module.source
          ].join('\0')
        )
        .digest('hex');
      const known = memory.get(key);
      if (known !== undefined) return known;
      const cached = folder === undefined ? undefined : join(folder, `${key}.js`);
      if (cached !== undefined && existsSync(cached)) {
        const code = readFileSync(cached, 'utf8');
        memory.set(key, code);
        return code;
      }
      const code = compileNow(module);
      memory.set(key, code);
      if (cached !== undefined) writeAtomically(cached, code);
      return code;
    }
  };
}

/** Two starts may share the folder: a half-written file must never be read. */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

function compileNow(module: ModuleSource): string {
  const isTypeScript = module.file.endsWith('.ts');
  try {
    const source = isTypeScript ? withoutTypes(module.source) : module.source;
    return compileLwc(source, isTypeScript ? module.file.replace(/\.ts$/, '.js') : module.file, {
      name: module.name,
      namespace: module.namespace,
      scopedStyles: module.scoped === true,
      disableSyntheticShadowSupport: false,
      enableDynamicComponents: true,
      enableLwcOn: true,
      enableStaticContentOptimization: true,
      // Only the platform may load a module whose name it computes.
      experimentalDynamicComponent: { loader: '', strictSpecifier: module.namespace !== 'platform' },
      apiVersion: module.apiVersion ?? NEWEST_API_VERSION
    }).code;
  } catch (error) {
    throw new Error(compileMessage(module.file, error), { cause: error });
  }
}

function withoutTypes(source: string): string {
  return stripTypes(source, {
    loader: 'ts',
    target: 'esnext',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: false, useDefineForClassFields: true, verbatimModuleSyntax: true } }
  }).code;
}

interface CompilerError {
  message?: string;
  location?: { line?: number; column?: number };
  loc?: { line?: number; column?: number };
}

function compileMessage(file: string, error: unknown): string {
  const { message, location, loc } = error as CompilerError;
  const line = location?.line ?? loc?.line;
  // Babel puts an absolute path of its own making first, and a code frame below.
  const words = String(message ?? error)
    .replace(/^SyntaxError: /, '')
    .replace(/(^|LWC\d+: )\S*\.(?:js|ts|html|css): /, '$1');
  return `${file}${line === undefined ? '' : `:${line}`}: ${words}`;
}
