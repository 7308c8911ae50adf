/**
 * `npm run deploy -- --target-org ALIAS`: builds, deploys the package to any org with the real CLI, stage by stage,
 * assigns the officers' permission set to the deployer and, when asked, loads the sample data.
 */
import { compileLwc } from './compileLwc.ts';
import { parseChoice, parseOptions } from './lib/args.ts';
import { Failure, runMain } from './lib/failure.ts';
import { ROOT } from './lib/paths.ts';
import { assignPermissionSet, loadSampleData } from './lib/sampleData.ts';
import { sf, type SfTarget } from './lib/sf.ts';
import { deployStage, stages, wholePackage } from './lib/stages.ts';

const USAGE = 'npm run deploy -- --target-org ALIAS [--dry-run] [--data demo|none]';
const DEPLOYER_PERMISSION_SET = 'SupportOfficer';

await runMain(async () => {
  const options = parseOptions(
    process.argv.slice(2),
    {
      'target-org': { type: 'string', short: 'o' },
      'dry-run': { type: 'boolean', default: false },
      data: { type: 'string', default: 'none' }
    },
    USAGE
  );
  const alias = options['target-org'];
  if (!alias) throw new Failure(`配備先の組織を指定してください。\n  使い方: ${USAGE}`, 2);
  const data = parseChoice('--data', options.data, ['demo', 'none'] as const);
  if (options['dry-run'] && data === 'demo') throw new Failure('--dry-run は何も変えないので、--data demo と一緒には使えません。', 2);

  const target: SfTarget = { alias };
  const username = await usernameOf(target, alias);
  await compileLwc(ROOT);
  if (options['dry-run']) {
    // A later stage needs the earlier ones in the org: only the whole package can be tried without changing anything.
    console.log('… 全体を検証しています');
    await deployStage(target, wholePackage, { dryRun: true, note: (text) => console.log(`  ${text}`) });
    console.log(`${alias} で検証しました。何も変えていません。`);
    return;
  }
  const all = stages();
  for (const [index, stage] of all.entries()) {
    console.log(`… 配備 ${index + 1}/${all.length} ${stage.name}`);
    await deployStage(target, stage);
  }
  console.log('… 権限セットを割り当てています');
  await assignPermissionSet(target, DEPLOYER_PERMISSION_SET, username);
  if (data === 'demo') {
    console.log('… 見本データを読み込んでいます');
    await loadSampleData(target, username);
  }
  console.log(`${alias} への配備が終わりました。`);
});

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
