/** Sources that the LWC compiler has accepted: compiling is slow, and most bundles of a deployment did not change. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const VERSION = (createRequire(import.meta.url)('@lwc/compiler/package.json') as { version: string }).version;
const CACHE_LIMIT = 2000;

/** The compiler's complaint by source; undefined = accepted. */
const verdicts = new Map<string, string | undefined>();

/** What the compiler says of a source, asked only once. */
export function verdictOn(bundle: string, file: string, source: string, compile: () => string | undefined): string | undefined {
  const key = createHash('sha1').update(`${bundle}\0${file}\0${source}`).digest('base64');
  if (!verdicts.has(key)) {
    if (verdicts.size >= CACHE_LIMIT) verdicts.clear();
    verdicts.set(key, compile());
  }
  return verdicts.get(key);
}

interface Kept {
  compiler: string;
  accepted: string[];
}

/** Reads what an earlier process kept; a file of another compiler, or none, means nothing. */
export function readVerdicts(file: string): void {
  if (!existsSync(file)) return;
  const { compiler, accepted } = JSON.parse(readFileSync(file, 'utf8')) as Kept;
  if (compiler === VERSION) for (const key of accepted) verdicts.set(key, undefined);
}

/** Keeps what was accepted for the next process. */
export function keepVerdicts(file: string): void {
  const accepted = [...verdicts].filter(([, complaint]) => complaint === undefined).map(([key]) => key);
  mkdirSync(dirname(file), { recursive: true });
  // Two checks may end at once: a half-written file must never be read.
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify({ compiler: VERSION, accepted } satisfies Kept));
  renameSync(temporary, file);
}

/** Begins anew, as a process does. */
export function forgetVerdicts(): void {
  verdicts.clear();
}
