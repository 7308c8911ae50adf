/** What a deployment overwrites is kept in a dated folder first, in a form that can be deployed back. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Failure } from '../failure.ts';
import { ROOT } from '../paths.ts';
import type { SfTarget } from '../sf.ts';
import { deployFiles } from '../stages.ts';
import { manifestOf } from './manifestOf.ts';
import { readFolder, type MetadataFiles } from './orgState.ts';

const ADDED = 'added.txt';
const API_VERSION = (JSON.parse(readFileSync(join(ROOT, 'sfdx-project.json'), 'utf8')) as { sourceApiVersion: string }).sourceApiVersion;

/**
 * Writes the files that will be overwritten, with a manifest, and the list of what will be new.
 * @returns the folder
 */
export function writeBackup(alias: string, now: Date, files: MetadataFiles, paths: { overwritten: string[]; added: string[] }): string {
  const stamp = now
    .toISOString()
    .replace(/[-:]|\..*$/g, '')
    .replace('T', '-');
  const folder = join(ROOT, 'backups', `${alias.replace(/[^\w.@-]/g, '_')}-${stamp}`);
  const kept = paths.overwritten.flatMap((path) => withMeta(path, files));
  for (const [path, text] of [...kept, ['package.xml', manifestOf(paths.overwritten, API_VERSION)] as const]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, ADDED), `${paths.added.join('\n')}\n`);
  return folder;
}

const withMeta = (path: string, files: MetadataFiles): [string, string][] =>
  [path, `${path}-meta.xml`].flatMap((each): [string, string][] => {
    const text = files.get(each);
    return text === undefined ? [] : [[each, text]];
  });

/**
 * Deploys a backup back.
 * @returns a sentence about what happened, and what stays
 * @throws Failure when the folder is no backup, or the org refuses it
 */
export async function undo(target: SfTarget, folder: string): Promise<string> {
  if (!existsSync(join(folder, 'package.xml')) || !existsSync(join(folder, ADDED)))
    throw new Failure(`${folder} は控えのフォルダーではありません。backups/ の中のフォルダーを指定してください。`, 2);
  const added = readFileSync(join(folder, ADDED), 'utf8').split('\n').filter(Boolean);
  const stays = added.length
    ? `新しく入った ${added.length} ファイルは残っています（一覧は ${relative(ROOT, join(folder, ADDED))}）。`
    : '';
  const files = readFolder(folder);
  if (files.size === 0) return `置き換えたものはないので、戻すものもありません。${stays}`;
  const count = await deployFiles(target, '控え', files.set('package.xml', readFileSync(join(folder, 'package.xml'), 'utf8')));
  return `${count} 部品を元に戻しました。${stays}`;
}
