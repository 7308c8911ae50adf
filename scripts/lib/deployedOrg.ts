/** The package as it stands in an embedded org in memory: what scripts and tests ask about labels, values and rules. */
import { compileLwc } from '../compileLwc.ts';
import { deployZip } from '../org/metadata/deploy.ts';
import { closeOrg, openOrg, type Org } from '../org/org.ts';
import { Failure } from './failure.ts';
import { packageZip } from './packageZip.ts';
import { ROOT } from './paths.ts';
import { stages } from './stages.ts';

/**
 * Deploys the package stage by stage, as a deployment does.
 * @returns the org; whoever asked for it closes it
 * @throws Failure naming the stage and every refused component
 */
export async function deployedOrg(): Promise<Org> {
  await compileLwc(ROOT);
  const org = openOrg();
  for (const stage of stages()) {
    const result = deployZip(org, (await packageZip(stage.manifest)).zip);
    if (result.success) continue;
    closeOrg(org);
    const lines = result.details.componentFailures.map(
      ({ componentType, fullName, problem }) => `  - ${componentType} ${fullName}: ${problem}`
    );
    throw new Failure(`段階 ${stage.name} は配備できません。\n${lines.join('\n')}`);
  }
  return org;
}
