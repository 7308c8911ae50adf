/** What a rule can look at, and how it reports. */
import type { Org } from '../../org.ts';
import type { Catalog } from '../catalog.ts';
import { problemOf, type Component, type Problem, type Subject } from '../components.ts';
import type { XmlNode } from '../xml.ts';

export interface CheckContext {
  /** Clock and database of the org; its catalog is `before`. */
  org: Org;
  /** The org as it would be after the deployment. */
  catalog: Catalog;
  /** The org as it is. */
  before: Catalog;
  /** What is being deployed, with positions. */
  deployed: Component[];
  /** Parts of the same source that this org does not take at all, by `Type:fullName`: what names them is no mistake. */
  alongside?: ReadonlySet<string>;
}

/** A rule: why it exists and where its truth comes from. Only refusals seen in real orgs, or of this org itself, are rules. */
export interface Rule {
  id: string;
  reason: string;
  source: string;
}

const known: Rule[] = [];

/** Every rule of the families loaded so far; several families may use one id. */
export const knownRules = (): readonly Rule[] => known;

/** Makes rules known that are reported without a reporter. */
export function announce(rules: Record<string, Omit<Rule, 'id'>>): void {
  for (const [id, rule] of Object.entries(rules)) known.push({ id, ...rule });
}

/** Makes a reporter for a family: `report(component, 'id', problem, node)`. Unknown ids cannot be reported. */
export function reporter<Id extends string>(
  rules: Record<Id, Omit<Rule, 'id'>>
): (component: Component, rule: Id & keyof typeof rules, problem: string, at?: XmlNode) => Problem {
  announce(rules);
  return (component, rule, problem, at) => problemOf(component, rule, problem, at);
}

/** Deployed components of a type. */
export function deployedOf(context: CheckContext, type: string): (Component & { node: XmlNode })[] {
  return context.deployed.filter(
    (component): component is Component & { node: XmlNode } => component.type === type && component.node !== undefined
  );
}

/** For rules that only tell: no refusal of a real org is known. */
export const asWarning = (problem: Problem): Problem => ({ ...problem, warning: true });

/** For problems about a name that leads nowhere: says what was looked for. */
export const lacking = (problem: Problem, type: string, name: string): Problem => withMissing(problem, { missing: { type, name } });

/** Hands on what a formula or a flow said: what it looked for, and whether it only tells. */
export const withMissing = (problem: Problem, { missing, warning }: { missing?: Subject | undefined; warning?: true }): Problem => ({
  ...problem,
  ...(missing ? { missing } : {}),
  ...(warning ? { warning } : {})
});
