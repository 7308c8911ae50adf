/** All rule families: what a deployment must satisfy against the org as it would be afterwards. */
import type { Problem } from '../components.ts';
import type { CheckContext } from './context.ts';

type Family = (context: CheckContext) => Problem[];

const FAMILIES: Family[] = [];

/** Runs every family; the order of the problems is the order of the families. */
export function runChecks(context: CheckContext): Problem[] {
  return FAMILIES.flatMap((family) => family(context));
}
