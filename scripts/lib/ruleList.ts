/** The list of the rules of `npm run check`, as `docs/検査規則.md` shows it. */
import { join } from 'node:path';
import '../org/metadata/checks/index.ts';
import { knownRules } from '../org/metadata/checks/context.ts';
import { ROOT } from './paths.ts';
import { todoOf } from './ruleTodos.ts';

/** The generated document. */
export const RULE_LIST = join(ROOT, 'docs', '検査規則.md');

/** The document's text: every rule once, with its reasons, its sources and what to do. */
export function ruleList(): string {
  const rules = [...Map.groupBy(knownRules(), ({ id }) => id)].sort(([a], [b]) => (a < b ? -1 : 1));
  const joined = (texts: string[]): string => [...new Set(texts)].join(' / ').replaceAll('|', '\\|');
  const rows = rules.map(
    ([id, same]) =>
      `| \`${id}\` | ${joined(same.map(({ reason }) => reason))} | ${joined(same.map(({ source }) => source))} | ${todoOf(id)} |`
  );
  return [
    '# 検査規則',
    '',
    '`npm run check` と組込みの組織への配備が使う規則です。`npm run docs` が書き出します。出典の `metadata-….md` などは調査の記録、`this org` は組込みの組織が持たないものです。',
    'Code Analyzer の指摘は `エンジン名/規則名` で出ます（重大度1～3）。',
    '',
    '| 規則 | 理由 | 出典 | 直し方 |',
    '| --- | --- | --- | --- |',
    ...rows,
    ''
  ].join('\n');
}
