/**
 * Writes the JavaScript that is deployed beside each TypeScript source of the package's LWC bundles.
 * Only types are removed (`defaultLwcLanguage: typescript` allows erasable syntax only), so lines and columns stay where they are.
 */
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { Failure } from './lib/failure.ts';

/** Last line of every compiled file: only a file that ends with it is ever deleted. */
const MARK = '// compiled from TypeScript: edit the .ts beside it';

/**
 * Compiles every `lwc/<bundle>/**.ts` under `force-app` in place and deletes compiled files whose source is gone.
 * Nothing is written when one of the sources does not compile.
 * @param root folder of the repository (holds `force-app`)
 * @returns the compiled files, as paths relative to `root`
 * @throws Failure naming `file:line` of every source that does not compile
 */
export async function compileLwc(root: string): Promise<string[]> {
  const sources = globSync('force-app/**/lwc/*/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.d.ts') && !isTest(file))
    .sort();
  const compiled = new Map<string, string>();
  const problems: string[] = [];
  for (const source of sources) {
    try {
      compiled.set(source.replace(/\.ts$/, '.js'), compileSource(readFileSync(join(root, source), 'utf8')));
    } catch (error) {
      problems.push(`${source}${lineOf(error)}: ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new Failure(`LWC をコンパイルできません。\n${problems.join('\n')}`);

  for (const [file, code] of compiled) {
    const path = join(root, file);
    // An unchanged file keeps its time, so that watchers and the CLI's change tracking stay quiet.
    if (!existsSync(path) || readFileSync(path, 'utf8') !== code) writeFileSync(path, code);
  }
  removeStale(root, compiled);
  return [...compiled.keys()];
}

/**
 * Removes the types of one source.
 * @throws SyntaxError when it does not parse or uses syntax that cannot be erased (enum, parameter property, namespace)
 */
function compileSource(source: string): string {
  const code = plainBlanks(source, stripTypeScriptTypes(source)).trimEnd();
  // A source of types only must still be a module.
  const isModule = /^\s*(import|export)\b/m.test(code);
  return `${code}\n${isModule ? '' : 'export {};\n'}${MARK}\n`;
}

/** Erased characters of several bytes leave blanks of as many bytes, which linters take for typing errors: a plain one is as wide. */
function plainBlanks(source: string, stripped: string): string {
  return stripped.replace(/[^\S\r\n\t ]/g, (blank, at: number) => (source[at] === blank ? blank : ' '));
}

function removeStale(root: string, compiled: Map<string, string>): void {
  for (const file of globSync('force-app/**/lwc/*/**/*.js', { cwd: root })) {
    const path = join(root, file);
    if (!compiled.has(file) && readFileSync(path, 'utf8').trimEnd().endsWith(MARK)) rmSync(path);
  }
}

function isTest(file: string): boolean {
  return file.split(/[\\/]/).includes('__tests__');
}

/** Node's message has no line; the first line of the stack ends with it. */
function lineOf(error: unknown): string {
  const line = /:(\d+)$/.exec(((error as Error).stack ?? '').split('\n', 1)[0] ?? '');
  return line ? `:${line[1]}` : '';
}
