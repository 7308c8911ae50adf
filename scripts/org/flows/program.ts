/** Deployed flows made ready to run: elements by name, the object and the moment of the trigger, the order of execution. */
import type {
  FlowAssignment,
  FlowConstant,
  FlowCustomError,
  FlowDecision,
  FlowFormula,
  FlowLoop,
  FlowRecordCreate,
  FlowRecordDelete,
  FlowRecordLookup,
  FlowRecordUpdate,
  FlowTextTemplate,
  FlowTriggerType,
  FlowVariable
} from '@salesforce/types/metadata';
import { findObject, type Catalog, type FlowDef, type ObjectDef } from '../metadata/catalog.ts';

/** A step of a flow, by the name its kind has in metadata. */
export type FlowElement =
  | { kind: 'assignments'; name: string; node: FlowAssignment }
  | { kind: 'customErrors'; name: string; node: FlowCustomError }
  | { kind: 'decisions'; name: string; node: FlowDecision }
  | { kind: 'loops'; name: string; node: FlowLoop }
  | { kind: 'recordCreates'; name: string; node: FlowRecordCreate }
  | { kind: 'recordDeletes'; name: string; node: FlowRecordDelete }
  | { kind: 'recordLookups'; name: string; node: FlowRecordLookup }
  | { kind: 'recordUpdates'; name: string; node: FlowRecordUpdate };

/** A value of a flow that is no step. */
export type FlowResource =
  | { kind: 'constants'; name: string; node: FlowConstant }
  | { kind: 'formulas'; name: string; node: FlowFormula }
  | { kind: 'textTemplates'; name: string; node: FlowTextTemplate }
  | { kind: 'variables'; name: string; node: FlowVariable };

export type Moment = 'beforeSave' | 'afterSave' | 'beforeDelete';

export const MOMENTS: Partial<Record<FlowTriggerType, Moment>> = {
  RecordBeforeSave: 'beforeSave',
  RecordAfterSave: 'afterSave',
  RecordBeforeDelete: 'beforeDelete'
};

export interface FlowProgram {
  name: string;
  flow: FlowDef;
  object: ObjectDef;
  moment: Moment;
  /** By name in lower case: flows do not tell upper from lower case. */
  elements: Map<string, FlowElement>;
  resources: Map<string, FlowResource>;
}

/** Every step of a flow, in the order of the file. */
export function elementsOf(flow: FlowDef): FlowElement[] {
  const named = <T extends { name?: string }>(nodes: T[]): { name: string; node: T }[] =>
    nodes.map((node) => ({ name: node.name ?? '', node }));
  return [
    ...named(flow.assignments).map((entry) => ({ kind: 'assignments' as const, ...entry })),
    ...named(flow.customErrors).map((entry) => ({ kind: 'customErrors' as const, ...entry })),
    ...named(flow.decisions).map((entry) => ({ kind: 'decisions' as const, ...entry })),
    ...named(flow.loops).map((entry) => ({ kind: 'loops' as const, ...entry })),
    ...named(flow.recordCreates).map((entry) => ({ kind: 'recordCreates' as const, ...entry })),
    ...named(flow.recordDeletes).map((entry) => ({ kind: 'recordDeletes' as const, ...entry })),
    ...named(flow.recordLookups).map((entry) => ({ kind: 'recordLookups' as const, ...entry })),
    ...named(flow.recordUpdates).map((entry) => ({ kind: 'recordUpdates' as const, ...entry }))
  ];
}

/** Every resource of a flow. */
export function resourcesOf(flow: FlowDef): FlowResource[] {
  return [
    ...flow.constants.map((node) => ({ kind: 'constants' as const, name: node.name ?? '', node })),
    ...flow.formulas.map((node) => ({ kind: 'formulas' as const, name: node.name ?? '', node })),
    ...flow.textTemplates.map((node) => ({ kind: 'textTemplates' as const, name: node.name ?? '', node })),
    ...flow.variables.map((node) => ({ kind: 'variables' as const, name: node.name ?? '', node }))
  ];
}

/**
 * A flow as a program.
 * @returns undefined for a flow without a record trigger on an object of this org
 */
export function toProgram(catalog: Catalog, flow: FlowDef): FlowProgram | undefined {
  const moment = flow.start?.triggerType && MOMENTS[flow.start.triggerType];
  const object = flow.start?.object === undefined ? undefined : findObject(catalog, flow.start.object);
  if (!moment || !object) return undefined;
  const byName = <T extends { name: string }>(entries: T[]): Map<string, T> =>
    new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  return { name: flow.name, flow, object, moment, elements: byName(elementsOf(flow)), resources: byName(resourcesOf(flow)) };
}

const programs = new WeakMap<Catalog, Map<string, FlowProgram[]>>();

/** The active flows of an object at a moment, in the order in which they run. */
export function flowsFor(catalog: Catalog, object: ObjectDef, moment: Moment): FlowProgram[] {
  let ofCatalog = programs.get(catalog);
  if (!ofCatalog) programs.set(catalog, (ofCatalog = new Map()));
  const key = `${object.name} ${moment}`;
  let found = ofCatalog.get(key);
  if (!found) ofCatalog.set(key, (found = ordered(catalog, object, moment)));
  return found;
}

/**
 * Flows with an order up to 1,000 come first, then those without one by age, then those from 1,001 on
 * (Salesforce Help "Manage Record-Triggered Flows", trigger order).
 */
function ordered(catalog: Catalog, object: ObjectDef, moment: Moment): FlowProgram[] {
  const own = [...catalog.flows.values()].flatMap((flow) => {
    const program = flow.status === 'Active' ? toProgram(catalog, flow) : undefined;
    return program?.object === object && program.moment === moment ? [program] : [];
  });
  const rank = ({ flow }: FlowProgram): number => flow.triggerOrder ?? 1000.5;
  const tie = (a: FlowProgram, b: FlowProgram): number =>
    a.flow.triggerOrder === undefined || a.name === b.name ? 0 : a.name < b.name ? -1 : 1;
  return own.toSorted((a, b) => rank(a) - rank(b) || tie(a, b));
}
