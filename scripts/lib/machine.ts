/** What tests need of the machine besides npm: Chromium, Japanese fonts and a Java runtime, from Debian when we may. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Failure } from './failure.ts';

const CHROMIUM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** Path of the system's Chromium, or of the one named in CHROMIUM_PATH. */
export function chromiumPath(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Failure(`CHROMIUM_PATH の ${named} がありません。正しい場所を指定するか、変数を消してください。`);
    return named;
  }
  return CHROMIUM_PATHS.find((path) => existsSync(path));
}

const answers = (command: string, args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function hasJapaneseFonts(): boolean {
  const list = spawnSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}

/** Debian packages that are missing here. */
function missingPackages(): string[] {
  const missing: string[] = [];
  if (!chromiumPath()) missing.push('chromium');
  if (!hasJapaneseFonts()) missing.push('fontconfig', 'fonts-noto-cjk');
  if (!answers('java', ['-version'])) missing.push('default-jre-headless');
  return missing;
}

/**
 * Makes sure that everything is there; as root on Debian it installs what is missing.
 * @throws Failure with the one command to type where it may not or cannot install
 */
export function ensureMachine(): void {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const root = process.getuid?.() === 0;
  if (!root || !answers('apt-get', ['--version'])) {
    throw new Failure(
      `テストに要るものがこのマシンにありません: ${missing.join(', ')}\n  次のコマンドで入れてから、もう一度実行してください:\n  sudo sh -c '${command}'`
    );
  }
  console.log(`Debian から入れています: ${missing.join(', ')}`);
  const result = spawnSync('sh', ['-c', command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  });
  const still = missingPackages();
  if (result.status !== 0 || still.length)
    throw new Failure(
      `入れられませんでした: ${still.join(', ') || missing.join(', ')}\n  次のコマンドを実行して、エラーを確かめてください:\n  ${command}`
    );
}
