/**
 * `npm run deploy -- --target-org ALIAS`: looks at the org, shows what will change there and asks; then keeps what is
 * overwritten, deploys stage by stage with the real CLI, assigns the officers' permission set to the deployer and, when
 * asked, loads the sample data. `--undo FOLDER` takes it back.
 */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { compileLwc } from './compileLwc.ts';
import { parseChoice, parseOptions } from './lib/args.ts';
import { Failure, runMain } from './lib/failure.ts';
import { ROOT } from './lib/paths.ts';
import { assignPermissionSet, loadSampleData } from './lib/sampleData.ts';
import { sf, type SfTarget } from './lib/sf.ts';
import { undo, writeBackup } from './lib/deployPlan/backup.ts';
import { readOrgState, type OrgState } from './lib/deployPlan/orgState.ts';
import { makePlan, type Plan } from './lib/deployPlan/plan.ts';
import { deployStage, packedFiles, stages, wholePackage } from './lib/stages.ts';

const USAGE =
  'npm run deploy -- --target-org ALIAS [--plan] [--yes] [--exclusive] [--overwrite] [--record-types A.B,C.D] [--dry-run] [--data demo|none] [--undo FOLDER]';
const DEPLOYER_PERMISSION_SET = 'SupportOfficer';
/** What the package only believes about a real org; a row that ends so was not tried yet. */
const BELIEFS = join(ROOT, 'docs', '実機確認リスト.md');
const UNTRIED = /\| 未 \|\s*$/;

/** What only a person can do. */
const CHECKLIST = `■ このあと人が行うこと
  - ホームのダッシュボードを登録（サブスクリプション）し、毎日更新されるようにする
  - キュー「支援先候補_未割当」と公開グループに、職員を入れる
  - 利用者に権限セット（利用者（一般）・利用者（管理職）・システム管理者）を割り当てる
  - 今年度の目標（課全体と担当ごと）を「目標」に登録する
  - 画面上部の「＋」に「名刺・展示会で登録」などが出ないときは、設定の「パブリッシャーレイアウト」で加える
  - 活動のアーカイブまでの日数（標準は 365 日）を確かめる`;

await runMain(async () => {
  const options = parseOptions(
    process.argv.slice(2),
    {
      'target-org': { type: 'string', short: 'o' },
      'dry-run': { type: 'boolean', default: false },
      data: { type: 'string', default: 'none' },
      plan: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      exclusive: { type: 'boolean', default: false },
      overwrite: { type: 'boolean', default: false },
      'record-types': { type: 'string', default: '' },
      undo: { type: 'string' }
    },
    USAGE
  );
  const alias = options['target-org'];
  if (!alias) throw new Failure(`配備先の組織を指定してください。\n  使い方: ${USAGE}`, 2);
  const data = parseChoice('--data', options.data, ['demo', 'none'] as const);
  if (options['dry-run'] && data === 'demo') throw new Failure('--dry-run は何も変えないので、--data demo と一緒には使えません。', 2);

  const target: SfTarget = { alias };
  const username = await usernameOf(target, alias);
  if (options.undo !== undefined) {
    if (!options.yes && !(await isConfirmed(`${alias} を、控え ${options.undo} の内容に戻しますか`))) return;
    console.log(await undo(target, resolve(options.undo)));
    return;
  }
  await compileLwc(ROOT);
  console.log('… 組織を調べています（何も変えません）');
  const org = await readOrgState(target);
  const plan = makePlan(await sentFiles(), org, {
    exclusive: options.exclusive,
    overwrite: options.overwrite,
    recordTypes: options['record-types'].split(',').filter(Boolean)
  });
  console.log(planText(alias, org, plan));
  if (plan.stops.length > 0 && !options.plan)
    throw new Failure(`まだ配備できません。何も変えていません。\n${plan.stops.map((stop) => `  - ${stop}。`).join('\n')}`);
  if (options.plan) return;
  if (options['dry-run']) {
    // A later stage needs the earlier ones in the org: only the whole package can be tried without changing anything.
    console.log('… 全体を検証しています');
    await deployStage(target, wholePackage, { dryRun: true, note: (text) => console.log(`  ${text}`), changes: plan });
    console.log(`${alias} で検証しました。何も変えていません。`);
    return;
  }
  if (!options.yes && !(await isConfirmed(`${alias} に配備しますか`))) return;
  const backup = writeBackup(alias, new Date(), org.files, plan);
  console.log(
    `… 置き換わるものの控え: ${relative(ROOT, backup)}（戻すには npm run deploy -- --target-org ${alias} --undo ${relative(ROOT, backup)}）`
  );
  const all = stages();
  for (const [index, stage] of all.entries()) {
    console.log(`… 配備 ${index + 1}/${all.length} ${stage.name}`);
    await deployStage(target, stage, { changes: plan });
  }
  console.log('… 権限セットを割り当てています');
  await assignPermissionSet(target, DEPLOYER_PERMISSION_SET, username);
  if (data === 'demo') {
    console.log('… 見本データを読み込んでいます');
    await loadSampleData(target, username);
  }
  console.log(`${alias} への配備が終わりました。\n\n${CHECKLIST}`);
});

/** The package as it is sent, without its manifest. */
async function sentFiles(): Promise<Map<string, string>> {
  const files = await packedFiles(wholePackage);
  files.delete('package.xml');
  return files;
}

function planText(alias: string, { edition, language }: OrgState, { lines, stops }: Plan): string {
  const untried = readFileSync(BELIEFS, 'utf8')
    .split('\n')
    .filter((line) => UNTRIED.test(line)).length;
  return [
    `\n■ 配備の計画: ${alias}（${edition}、既定の言語 ${language}）`,
    ...lines.map((line) => `  - ${line}`),
    ...stops.map((stop) => `  ✖ ${stop}`),
    `  - 実機でまだ確かめていない前提: ${untried} 件（docs/実機確認リスト.md）\n`
  ].join('\n');
}

/**
 * Asks on the terminal.
 * @throws Failure where nobody can answer
 */
async function isConfirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Failure(`${question}: 答える人がいません。よければ --yes を付けてください。何も変えていません。`, 2);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question}？ [y/N] `);
  terminal.close();
  const yes = /^(y|yes|はい)$/i.test(answer.trim());
  if (!yes) console.log('やめました。何も変えていません。');
  return yes;
}

/** The deployer's user name; fails with the way out when the CLI does not know the alias or the login has ended. */
async function usernameOf(target: SfTarget, alias: string): Promise<string> {
  const run = await sf(target, ['org', 'display', '--json']);
  const start = run.stdout.indexOf('{');
  const answer =
    start < 0
      ? undefined
      : (JSON.parse(run.stdout.slice(start)) as { result?: { username?: string; connectedStatus?: string }; message?: string });
  const username = answer?.result?.username;
  if (run.code !== 0 || !username) {
    throw new Failure(
      `組織 ${alias} が見つからないか、ログインしていません。\n  sf org list で別名を確かめ、sf org login web --alias ${alias} でログインしてから、もう一度実行してください。\n  (${answer?.message ?? run.stderr.trim()})`
    );
  }
  const status = answer?.result?.connectedStatus;
  if (status !== undefined && status !== 'Connected') {
    throw new Failure(`組織 ${alias} につながりません (${status})。\n  sf org login web --alias ${alias} でログインし直してください。`);
  }
  return username;
}
