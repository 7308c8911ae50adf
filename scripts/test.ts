/** `npm test`: lint, types, unit, package check, end to end. Every part runs; the last line counts them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compileLwc } from './compileLwc.ts';
import { runMain } from './lib/failure.ts';
import { ensureMachine } from './lib/machine.ts';
import { BUILD, ROOT } from './lib/paths.ts';

interface Counts {
  passed: number;
  failed: number;
}

await runMain(async () => {
  ensureMachine();
  await compileLwc(ROOT);
  const reports = join(BUILD, 'test-reports');
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  const results = [
    await command('lint', 'eslint', ['.']),
    await command('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
    await command('types: LWC', 'tsc', ['-p', '.']),
    await command('types: LWC tests', 'tsc', ['-p', 'tsconfig.test.json']),
    await command('types: scripts', 'tsc', ['-p', 'scripts']),
    await command('types: org pages', 'tsc', ['-p', 'scripts/org/lightning/modules']),
    await command('types: org page tests', 'tsc', ['-p', 'scripts/org/lightning/modules/tsconfig.test.json']),
    await jest(reports),
    await nodeTests('unit', testFiles(join(ROOT, 'scripts')), reports),
    await command('check', 'node', ['--disable-warning=ExperimentalWarning', 'scripts/check.ts']),
    await nodeTests('e2e', testFiles(join(ROOT, 'scripts', 'e2e'), ''), reports)
  ];
  const total = results.reduce((sum, part) => ({ passed: sum.passed + part.passed, failed: sum.failed + part.failed }), {
    passed: 0,
    failed: 0
  });
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});

/** Test files below a folder: those in `__tests__`, or (marker '') all of them. */
function testFiles(folder: string, marker = '__tests__'): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts') && entry.parentPath.includes(marker))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}

/** A command that counts as one test. */
async function command(title: string, program: string, args: string[]): Promise<Counts> {
  const code = await run(title, program, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function jest(reports: string): Promise<Counts> {
  const file = join(reports, 'jest.json');
  const code = await run('unit: LWC', 'sfdx-lwc-jest', ['--', '--ci', '--silent', '--json', `--outputFile=${file}`]);
  const report = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as {
        numPassedTests: number;
        numFailedTests: number;
        numPendingTests: number;
        numFailedTestSuites: number;
      })
    : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1 };
  // A skipped test proves nothing: it counts as failed.
  const failed = report.numFailedTests + report.numPendingTests;
  return { passed: report.numPassedTests, failed: failed || (code === 0 && report.numFailedTestSuites === 0 ? 0 : 1) };
}

async function nodeTests(title: string, files: string[], reports: string): Promise<Counts> {
  const file = join(reports, `${title}.tap`);
  const code = await run(title, 'node', [
    '--disable-warning=ExperimentalWarning',
    '--test',
    '--test-concurrency=2',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${file}`,
    ...files
  ]);
  const tap = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const count = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const passed = count('pass');
  const failed = count('fail') + count('cancelled') + count('skipped') + count('todo');
  return { passed, failed: failed || (code === 0 && passed > 0 ? 0 : 1) };
}

/** Runs a program of the project with its output on the screen. */
function run(title: string, program: string, args: string[]): Promise<number> {
  console.log(`\n── ${title}`);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
