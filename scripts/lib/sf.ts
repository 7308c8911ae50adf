/** The real, unmodified Salesforce CLI of this project, run as a child process. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ACCESS_TOKEN } from '../org/identity.ts';
import { BUILD, ROOT } from './paths.ts';

export interface SfResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Where a command goes: a running embedded org by its address, or an org known to the user's CLI by alias. */
export type SfTarget = { url: string } | { alias: string };

/** The CLI reads proxies even for 127.0.0.1 (jsforce issue 1741): an embedded org is called without them. */
const PROXIES = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/** Environment of the CLI: quiet and, for the embedded org, with a home of its own so that the user's logins are untouched. */
export function sfEnvironment(target: SfTarget): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
    SF_DISABLE_TELEMETRY: 'true',
    SF_DISABLE_AUTOUPDATE: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    NODE_OPTIONS: '--disable-warning=ExperimentalWarning --disable-warning=DEP0040'
  };
  if ('alias' in target) return { ...env, SF_TARGET_ORG: target.alias };
  for (const name of PROXIES) delete env[name];
  const home = join(BUILD, 'sf-home');
  mkdirSync(home, { recursive: true });
  return { ...env, HOME: home, USERPROFILE: home, SF_ORG_INSTANCE_URL: target.url, SF_TARGET_ORG: ACCESS_TOKEN };
}

/**
 * Runs `sf` with the arguments.
 * @param options.echo shows the output while it comes
 * @returns exit code and output; never throws for a failing command
 */
export function sf(
  target: SfTarget,
  args: string[],
  options: { echo?: boolean; cwd?: string; env?: NodeJS.ProcessEnv } = {}
): Promise<SfResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? 'sf.cmd' : 'sf'), args, {
      cwd: options.cwd ?? ROOT,
      env: { ...sfEnvironment(target), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32'
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (options.echo) process.stdout.write(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
      if (options.echo) process.stderr.write(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}
