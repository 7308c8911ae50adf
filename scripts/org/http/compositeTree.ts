/**
 * composite/tree: records with their children in one call, all or nothing; what `sf data import tree` sends.
 * Source: REST API Developer Guide, "sObject Tree".
 */
import { findObject, type ObjectDef } from '../metadata/catalog.ts';
import { findChildRelationship } from '../query/childRelationships.ts';
import { inSavepoint } from '../records/sql.ts';
import type { SaveRequest } from '../records/values.ts';
import { actorOf, isJson, noSuchColumn, objectOf, saveAs, valuesOf, type Actor, type Json } from './restRecords.ts';
import { ApiError, jsonBody, type HttpResponse, type RequestContext } from './router.ts';
import { versionOf } from './versions.ts';

/** Salesforce's limits. */
const MAX_RECORDS = 200;
const MAX_DEPTH = 5;
const MAX_TYPES = 5;

/** One record of the tree, its children's parent field not yet known. */
interface Node {
  object: ObjectDef;
  referenceId: string;
  values: Json;
  /** Index of the parent in the level above, and the field that points to it. */
  parent?: { index: number; field: string };
}

interface TreeError {
  referenceId: string;
  errors: { statusCode: string; message: string; fields: string[] }[];
}

/** Carries the refusals out of the transaction, so that it rolls back. */
class TreeRefused extends Error {
  readonly results: TreeError[];
  constructor(results: TreeError[]) {
    super('The tree was refused.');
    this.results = results;
  }
}

/** POST composite/tree/:object */
export function createTree(context: RequestContext): HttpResponse {
  versionOf(context);
  const actor = actorOf(context);
  const root = objectOf(actor, context.params.object);
  const { records } = jsonBody(context);
  if (!Array.isArray(records) || records.length === 0)
    throw new ApiError(400, 'INVALID_INPUT', 'The request body needs a list of records.');
  const levels = readLevels(actor, root, records);
  const wrong = shapeErrors(levels);
  if (wrong.length > 0) return { status: 400, body: { hasErrors: true, results: wrong } };
  try {
    const results = inSavepoint(actor.org.db, () => saveLevels(actor, levels));
    return { status: 201, body: { hasErrors: false, results } };
  } catch (error) {
    if (error instanceof TreeRefused) return { status: 400, body: { hasErrors: true, results: error.results } };
    throw error;
  }
}

function readLevels(actor: Actor, root: ObjectDef, records: unknown[]): Node[][] {
  const levels: Node[][] = [];
  let total = 0;
  let current: { record: unknown; object: ObjectDef; parent?: Node['parent'] }[] = records.map((record) => ({ record, object: root }));
  while (current.length > 0) {
    total += current.length;
    if (total > MAX_RECORDS)
      throw new ApiError(400, 'INVALID_INPUT', `The number of records is ${total}, it must be at most ${MAX_RECORDS}.`);
    if (levels.length === MAX_DEPTH) throw new ApiError(400, 'INVALID_INPUT', `The trees are deeper than ${MAX_DEPTH} levels.`);
    const nodes: Node[] = [];
    const next: typeof current = [];
    for (const [index, item] of current.entries()) {
      const { node, children } = readNode(actor, item.object, item.record, index);
      nodes.push({ ...node, parent: item.parent });
      next.push(...children);
    }
    levels.push(nodes);
    current = next;
  }
  return levels;
}

interface Child {
  record: unknown;
  object: ObjectDef;
  parent: NonNullable<Node['parent']>;
}

function readNode(actor: Actor, object: ObjectDef, record: unknown, index: number): { node: Node; children: Child[] } {
  if (!isJson(record)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'A record of a tree is a JSON object.');
  const attributes = isJson(record.attributes) ? record.attributes : {};
  const own: Json = {};
  const children: Child[] = [];
  for (const [name, value] of Object.entries(record)) {
    const nested = isJson(value) && Array.isArray(value.records) ? value.records : undefined;
    if (!nested) {
      own[name] = value;
      continue;
    }
    const relationship = findChildRelationship(actor.org.catalog, object, name);
    const child = relationship && findObject(actor.org.catalog, relationship.childObject);
    if (!relationship || !child || !actor.access.object(child.name).read) throw noSuchColumn(object, name);
    children.push(...nested.map((item) => ({ record: item, object: child, parent: { index, field: relationship.field } })));
  }
  if (attributes.type !== undefined && String(attributes.type).toLowerCase() !== object.name.toLowerCase()) {
    throw new ApiError(
      400,
      'INVALID_INPUT',
      `The record ${String(attributes.referenceId ?? '')} is of type ${String(attributes.type)}, where ${object.name} is expected.`
    );
  }
  return {
    node: {
      object,
      referenceId: typeof attributes.referenceId === 'string' ? attributes.referenceId : '',
      values: valuesOf(actor, object, own)
    },
    children
  };
}

function shapeErrors(levels: Node[][]): TreeError[] {
  const nodes = levels.flat();
  const seen = new Set<string>();
  const error = (referenceId: string, message: string): TreeError => ({
    referenceId,
    errors: [{ statusCode: 'INVALID_INPUT', message, fields: [] }]
  });
  const results = nodes.flatMap(({ referenceId }) => {
    if (referenceId === '') return [error('', 'Include a reference ID for each record in the request.')];
    if (seen.has(referenceId)) return [error(referenceId, 'Duplicate ReferenceId provided in the request.')];
    seen.add(referenceId);
    return [];
  });
  const types = new Set(nodes.map((node) => node.object.name));
  return types.size > MAX_TYPES
    ? [error(nodes[0].referenceId, `The trees hold ${types.size} types of records, at most ${MAX_TYPES} are allowed.`)]
    : results;
}

function saveLevels(actor: Actor, levels: Node[][]): { referenceId: string; id: string | null }[] {
  const results: { referenceId: string; id: string | null }[] = [];
  let parents: (string | null)[] = [];
  for (const level of levels) {
    const requests = level.map((node): SaveRequest => {
      const values = node.parent ? { ...node.values, [node.parent.field]: parents[node.parent.index] } : node.values;
      return { operation: 'insert', object: node.object.name, values };
    });
    const saved = saveAs(actor, requests, true);
    const refused = saved.flatMap((result, index): TreeError[] => {
      // Rows that were fine and only went down with the others are not listed.
      const errors = result.errors.filter((error) => error.statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
      return errors.length === 0 ? [] : [{ referenceId: level[index].referenceId, errors }];
    });
    if (refused.length > 0) throw new TreeRefused(refused);
    parents = saved.map((result) => result.id);
    results.push(...level.map((node, index) => ({ referenceId: node.referenceId, id: parents[index] })));
  }
  return results;
}
