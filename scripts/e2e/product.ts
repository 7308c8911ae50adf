/** The running product, as a user starts it: the npm command in a process of its own, on a free port, with a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { ROOT } from '../lib/paths.ts';

/** A first start installs nothing but deploys five stages and loads data; a shared machine may need minutes. */
const READY_MS = 240_000;

export interface Product {
  url: string;
  port: number;
  /** Folder of the org's data. */
  folder: string;
  /** Everything printed so far. */
  output(): string;
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'support-crm-'));

export interface Run {
  child: ChildProcess;
  output(): string;
  exited: Promise<number>;
}

/** Starts an npm command of the project (through bootstrap.mjs, as `npm start` does), of this repository or of a copy. */
export function runCommand(command: string, args: string[], env: NodeJS.ProcessEnv = {}, root = ROOT): Run {
  const child = spawn(process.execPath, [join(root, 'scripts', 'bootstrap.mjs'), command, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return { child, output: () => text, exited: new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1))) };
}

/**
 * `npm start -- --no-open` with the arguments, until its ready line.
 * @throws with the output when it ends or stays silent instead
 */
export async function startProduct(args: string[] = [], options: { folder?: string; root?: string } = {}): Promise<Product> {
  const folder = options.folder ?? temporaryFolder();
  const port = await freePort();
  const run = runCommand('start', ['--no-open', '--port', String(port), ...args], { EMBEDDED_ORG_FOLDER: folder }, options.root);
  const url = `http://127.0.0.1:${port}`;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready after ${READY_MS} ms:\n${run.output()}`)), READY_MS);
    const look = (): void => {
      if (run.output().includes(`ready ${url}`)) {
        clearTimeout(timer);
        resolve();
      }
    };
    run.child.stdout?.on('data', look);
    void run.exited.then((code) => {
      clearTimeout(timer);
      reject(new Error(`npm start ended with ${code}:\n${run.output()}`));
    });
  });
  return {
    url,
    port,
    folder,
    output: run.output,
    stop: () => {
      run.child.kill('SIGTERM');
      return run.exited;
    }
  };
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** A signed-in browser window; page errors are collected, so that a test can insist on none. */
export async function signedIn(browser: Browser, url: string): Promise<{ context: BrowserContext; errors: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, locale: 'ja-JP', timezoneId: 'America/New_York' });
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.getByRole('button', { name: 'デモ管理者としてログイン' }).click();
  await page.waitForURL(/\/lightning\//);
  await page.close();
  return { context, errors };
}
