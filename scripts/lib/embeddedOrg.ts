/** The embedded org as the scripts use it: open the database, serve it, keep track of what was deployed to it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { apexDoubles } from '../org/apex/index.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { closeOrg, openOrg, type Org } from '../org/org.ts';
import type { DataChoice } from './args.ts';
import { Failure } from './failure.ts';
import { FORCE_APP, MANIFESTS, ROOT } from './paths.ts';

export interface EmbeddedOrg {
  org: Org;
  server: OrgServer;
  close(): Promise<void>;
}

/**
 * Opens the org in `folder` (in memory when undefined) and serves it.
 * @throws Failure when the port is in use
 */
export async function launch(options: { folder?: string; port: number }): Promise<EmbeddedOrg> {
  // The port comes first: two servers must never open one database.
  await assertPortFree(options.port);
  const org = openOrg({ folder: options.folder, apex: apexDoubles });
  const server = await startServer(org, { port: options.port, routes: routes() });
  return {
    org,
    server,
    close: async () => {
      await server.close();
      closeOrg(org);
    }
  };
}

/** Fails with the way out when something else listens on the port. */
export async function assertPortFree(port: number): Promise<void> {
  const { createServer } = await import('node:net');
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      return reject(
        new Failure(
          `ポート ${port} は使用中です。動いている npm start を Ctrl-C で止めるか、別のポートを指定してください: npm start -- --port ${port + 1}`
        )
      );
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

/**
 * Takes the folder for this process, so that two servers never write one database.
 * @returns a function that gives it back
 * @throws Failure with the address of the org that runs on it
 */
export function lockFolder(folder: string, url: string): () => void {
  const file = join(folder, 'running.json');
  if (existsSync(file)) {
    const other = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; url: string };
    if (isAlive(other.pid)) {
      throw new Failure(
        `この埋め込み組織はすでに ${other.url} で動いています (プロセス ${other.pid})。そちらを使うか、Ctrl-C で止めてから、もう一度実行してください。`
      );
    }
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, url }));
  return () => rmSync(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Removes the org's data; only after the folder was locked. */
export function wipeFolder(folder: string): void {
  for (const file of ['org.db', 'org.db-wal', 'org.db-shm', 'state.json']) rmSync(join(folder, file), { force: true });
}

/** What was deployed and loaded, kept beside the database. */
export interface OrgState {
  /** Fingerprint of the deployed sources; another word when single files were deployed since. */
  sources?: string;
  /** A number: so many generated records. */
  data?: DataChoice;
}

export function readState(folder: string): OrgState {
  const file = join(folder, 'state.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as OrgState) : {};
}

export function writeState(folder: string, state: OrgState): void {
  writeFileSync(join(folder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`);
}

/** Fingerprint of everything a deployment sends: equal fingerprints need no new deployment. */
export function sourcesFingerprint(): string {
  const hash = createHash('sha256');
  for (const file of [...sourceFiles(FORCE_APP), ...sourceFiles(MANIFESTS), join(ROOT, '.forceignore')]) {
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Source files below a folder, sorted; compiled JavaScript and tests are not sources of a deployment. */
function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__tests__') && !/\.js(\.map)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
