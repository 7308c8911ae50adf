/**
 * The only plain JavaScript here: runs on the host's Node (20 or newer), installs the modules when they are missing
 * or older than the lock file, then hands over to `scripts/<command>.ts` on the project's own Node 24.
 *
 *   node scripts/bootstrap.mjs COMMAND [arguments]
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const [command, ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${command}.ts`);

if (!command || !existsSync(script)) {
  console.error(`知らないコマンドです: ${command ?? '(なし)'}。使えるコマンドは README.md の「コマンド」にあります。`);
  process.exit(2);
}

if (!installed()) {
  console.log('モジュールを入れています (npm ci)。初回は数分かかります。');
  const inside = process.env.npm_execpath;
  const result = inside
    ? spawnSync(process.execPath, [inside, 'ci', '--no-fund', '--no-audit'], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', ['ci', '--no-fund', '--no-audit'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error('モジュールを入れられませんでした。ネットワークと、上に出た npm のエラーを確かめてから、もう一度実行してください。');
    process.exit(result.status ?? 1);
  }
}
if (!existsSync(node)) {
  console.error('node_modules に Node 24 がありません。`npm ci` を実行してください (--ignore-scripts は付けないでください)。');
  process.exit(1);
}

const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` }
});
// Ctrl-C reaches the child by itself (same terminal); a kill of this process has to be passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGHUP'));
child.on('exit', (code, signal) => process.exit(signal === 'SIGINT' ? 130 : signal ? 1 : (code ?? 1)));

/** True when node_modules was written after the lock file was, or is a link: those modules are another folder's to install. */
function installed() {
  const folder = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink()) return true;
  const marker = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(marker)) return false;
  return statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}
