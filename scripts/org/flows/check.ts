/** Checks flows when they are deployed: what this org runs, and what an org would refuse, in its words where they are known. */
import { toTyped } from '../metadata/parse.ts';
import type { Flow } from '@salesforce/types/metadata';
import { findObject } from '../metadata/catalog.ts';
import type { Component, Problem, Subject } from '../metadata/components.ts';
import { asWarning, deployedOf, lacking, reporter, withMissing, type CheckContext } from '../metadata/checks/context.ts';
import { MOST_VERSIONS } from '../metadata/flowVersions.ts';
import { childrenNamed, childText, type XmlNode } from '../metadata/xml.ts';
import { checkElements } from './checkElements.ts';
import { unreachable } from './checkReach.ts';
import { checkResources } from './checkResources.ts';
import { checkStart } from './checkStart.ts';
import { elementsOf, resourcesOf, toProgram, type FlowProgram } from './program.ts';
import { unsupportedParts } from './supported.ts';

const AUTOMATION = 'metadata-automation.md section 1';
const RULES = {
  'flow-unsupported': { reason: 'elements that this org does not run are refused by name', source: 'this org' },
  'flow-start': { reason: 'trigger, object and entry conditions fit together', source: `${AUTOMATION}, gotchas` },
  'flow-name': { reason: 'names are unique over all elements and resources', source: `${AUTOMATION}, N13` },
  'flow-connector': { reason: 'connectors lead to elements', source: AUTOMATION },
  'flow-reach': {
    reason: 'an element that no path leads to never runs',
    source: 'metadata-automation.md section 3: whether an active flow is refused for it is BELIEVED'
  },
  'flow-reference': { reason: 'fields, objects and references exist', source: 'metadata-automation.md section 7, X12' },
  'flow-type': {
    reason: 'values have the type of what they are assigned to or compared with',
    source: 'seen in error messages of deployments'
  },
  'flow-before-save': { reason: 'before-save flows have no fault paths and write no other records', source: `${AUTOMATION}, gotchas` },
  'flow-formula': { reason: 'formulas are readable and of the type they say', source: 'formula engine' },
  'flow-picklist': { reason: 'a value that a picklist does not have never matches', source: `${AUTOMATION}, gotchas` },
  'flow-settings': {
    reason: 'only production orgs keep deployed flows inactive; this org is like a Developer Edition',
    source: 'metadata-automation.md section 3'
  },
  'flow-versions': {
    reason: `a flow has at most ${MOST_VERSIONS} versions; each change of an active one makes another`,
    source: 'forcedotcom/cli #800 ("Maximum flow versions reached"), Salesforce-Inspector-Advanced #50 (a deployment fails at 50)'
  },
  'flow-doubtful': { reason: 'what is known to differ between orgs', source: AUTOMATION }
};
const report = reporter(RULES);

export type FlowRule = keyof typeof RULES;

/** What the parts of the check share. */
export interface FlowCheck {
  context: CheckContext;
  program: FlowProgram;
  /** Reports a problem at an element or resource, by its name; without one at the flow. */
  refuse: (rule: FlowRule, message: string, name?: string, missing?: Subject) => void;
  warn: (rule: FlowRule, message: string, name?: string) => void;
}

/** The one switch taken: it lets production orgs keep flows active, all other orgs do so anyway. */
const TAKEN_SWITCH = 'enableFlowDeployAsActiveEnabled';

/** Checks every deployed flow, and the settings of flows. */
export function checkFlows(context: CheckContext): Problem[] {
  const settings = deployedOf(context, 'Settings').filter((component) => component.fullName === 'Flow');
  return [
    ...deployedOf(context, 'Flow').flatMap((component) => [...versionProblems(context, component), ...flowProblems(context, component)]),
    ...settings.flatMap((component) =>
      component.node.children
        .filter((child) => child.name !== TAKEN_SWITCH)
        .map((child) => report(component, 'flow-settings', `not supported: ${child.name} of FlowSettings`, child))
    )
  ];
}

/** Wording seen for flows: metadata-automation.md section 7 X12, forcedotcom/devops-center-feedback #163. */
const integrity = (message: string): string =>
  message.startsWith('not supported') ? message : `field integrity exception: unknown (${message})`;

function versionProblems({ catalog }: CheckContext, component: Component & { node: XmlNode }): Problem[] {
  return (catalog.flows.get(component.fullName)?.versions ?? 1) > MOST_VERSIONS
    ? [report(component, 'flow-versions', `Maximum flow versions reached: ${component.fullName} has ${MOST_VERSIONS}`, component.node)]
    : [];
}

function flowProblems(context: CheckContext, component: Component & { node: XmlNode }): Problem[] {
  const unsupported = unsupportedParts(component.node);
  if (unsupported.length)
    return unsupported.map(({ what, node }) =>
      report(component, 'flow-unsupported', `not supported: flow ${what} in flow ${component.fullName}`, node)
    );
  const flow = { ...toTyped<Flow>(component.node, 'Flow'), name: component.fullName };
  const start = component.node.children.find((child) => child.name === 'start');
  const object = flow.start?.object;
  if (object === undefined || !findObject(context.catalog, object))
    return [
      lacking(
        report(component, 'flow-start', integrity(`The object "${object ?? ''}" doesn't exist.`), start ?? component.node),
        'CustomObject',
        object ?? ''
      )
    ];
  const program = toProgram(context.catalog, flow);
  if (!program?.object.userFacing)
    return [
      report(component, 'flow-start', `not supported: flow trigger on ${object} in flow ${component.fullName}`, start ?? component.node)
    ];
  const problems: Problem[] = [];
  const nodeOf = (name: string | undefined): XmlNode =>
    component.node.children.find((child) => name !== undefined && childText(child, 'name') === name) ??
    (name === 'start' ? start : undefined) ??
    component.node;
  const check: FlowCheck = {
    context,
    program,
    refuse: (rule, message, name, missing) =>
      problems.push(withMissing(report(component, rule, integrity(message), nodeOf(name)), { missing })),
    warn: (rule, message, name) => problems.push(asWarning(report(component, rule, message, nodeOf(name))))
  };
  checkFlowNames(check, component.node);
  checkStart(check);
  checkResources(check);
  checkElements(check);
  for (const name of unreachable(component.node)) check.warn('flow-reach', `No path leads to the element "${name}".`, name);
  return problems;
}

const NAME = /^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/;

/** Names are unique over elements, outcomes and resources; upper and lower case count as the same. */
function checkFlowNames({ program, refuse }: FlowCheck, root: XmlNode): void {
  const { flow } = program;
  const outcomes = flow.decisions.flatMap((decision) => decision.rules.map((rule) => rule.name ?? ''));
  const names = [...elementsOf(flow), ...resourcesOf(flow)].map((entry) => entry.name).concat(outcomes);
  const seen = new Set<string>();
  for (const name of names) {
    if (!NAME.test(name))
      refuse('flow-name', `The name "${name}" must begin with a letter and have only letters, numbers and single underscores.`, name);
    else if (name.length > 80) refuse('flow-name', `Value too long for field: Name maximum length is:80 (${name})`, name);
    if (seen.has(name.toLowerCase())) refuse('flow-name', `The name "${name}" is used more than once in the flow.`, name);
    seen.add(name.toLowerCase());
  }
  for (const node of root.children) {
    const label = childText(node, 'label');
    if (label !== undefined && [...label].length > 255)
      refuse('flow-name', 'Value too long for field: Label maximum length is:255', childText(node, 'name'));
    if (node.name !== 'decisions' && node.name !== 'assignments') continue;
    if (childrenNamed(node, node.name === 'decisions' ? 'rules' : 'assignmentItems').length === 0)
      refuse('flow-reference', `The element "${childText(node, 'name') ?? ''}" is empty.`, childText(node, 'name'));
  }
}
