/**
 * The GraphQL API: `uiapi.query` with filters, order, pages, parents and optional fields. Mutations, aggregates, object infos and child
 * relationships are refused by name. Source: GraphQL API Developer Guide.
 */
import {
  GraphQLError,
  Kind,
  TypeInfo,
  execute,
  parse,
  validate,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLResolveInfo,
  type ObjectValueNode,
  type SelectionSetNode
} from 'graphql';
import { findField, type ObjectDef } from '../metadata/catalog.ts';
import { filterTree, type FilterValue } from '../query/recordFilter.ts';
import { schemaFor, type ConnectionArguments } from '../query/graphqlSchema.ts';
import { runList, type ListDefinition, type SortKey } from '../query/listViews.ts';
import { findRelationship } from '../query/paths.ts';
import { addPath, emptySelection, readRecords, type Selection } from '../query/recordData.ts';
import { accessOf, type Access } from '../records/access.ts';
import { ApiError, jsonBody, notSupported, type HttpResponse, type RequestContext, type Route } from './router.ts';

const DEFAULT_PAGE = 10;
const MAX_PAGE = 2000;
/** Parts of the API that this org lacks, by the name under which a document asks for them. */
const LACKING = new Set(['aggregate', 'objectInfos', 'relatedListByName', 'layoutSections', 'upperBound', 'groupBy']);

interface GraphqlAnswer {
  data?: unknown;
  errors: { message: string; locations?: unknown; paths?: unknown; extensions: { ErrorType: string } }[];
}

const failed = (errors: readonly GraphQLError[], type: string): GraphqlAnswer => ({
  data: null,
  errors: errors.map((error) => described(error, type))
});

function described(error: GraphQLError, type: string): GraphqlAnswer['errors'][number] {
  const { message, locations, path } = error;
  return { message, ...(locations ? { locations } : {}), ...(path ? { paths: path } : {}), extensions: { ErrorType: type } };
}

/** Every name in a document and in the values of its variables. */
function namesIn(document: DocumentNode, variables: Record<string, unknown>): Set<string> {
  const names = new Set<string>();
  visit(document, { Name: ({ value }) => void names.add(value) });
  // Types of variables name the objects whose filters they carry.
  for (const name of [...names]) if (name.endsWith('_Filter')) names.add(name.slice(0, -'_Filter'.length));
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        names.add(name);
        collect(inner);
      }
    }
  };
  collect(variables);
  return names;
}

function post(context: RequestContext): HttpResponse {
  const body = jsonBody(context);
  const variables = (body.variables ?? {}) as Record<string, unknown>;
  const operationName = typeof body.operationName === 'string' ? body.operationName : undefined;
  if (typeof body.query !== 'string') throw new ApiError(400, 'MISSING_ARGUMENT', 'The property "query" is required.');
  return { status: 200, body: answer(context, body.query, variables, operationName) };
}

function answer(
  context: RequestContext,
  text: string,
  variableValues: Record<string, unknown>,
  operationName: string | undefined
): GraphqlAnswer {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return failed([error], 'InvalidSyntax');
    throw error;
  }
  const names = namesIn(document, variableValues);
  for (const name of names) if (LACKING.has(name)) throw notSupported(`${name} in the GraphQL API`);
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION && definition.operation !== 'query')
      throw notSupported(`${definition.operation} in the GraphQL API`);
  const access = accessOf(context.org, context.userId);
  const schema = schemaFor(context.org, access, names, (object, args, info) => connection(context, access, object, args, info));
  // An optional field that is not there for this user is left out, its absence no error.
  const typeInfo = new TypeInfo(schema);
  document = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: (node) => (isOptional(node) && !typeInfo.getFieldDef() ? null : undefined)
    })
  );
  const invalid = validate(schema, document);
  if (invalid.length > 0) return failed(invalid, 'ValidationError');
  const result = execute({ schema, document, variableValues, ...(operationName === undefined ? {} : { operationName }) });
  if (result instanceof Promise) throw new Error('Every resolver answers at once.');
  return { data: result.data ?? null, errors: (result.errors ?? []).map((error) => described(error, 'DataFetchingException')) };
}

const isOptional = ({ directives }: FieldNode): boolean => directives?.some(({ name }) => name.value === 'optional') === true;

/** The page of records that a connection asks for. */
function connection(
  context: RequestContext,
  access: Access,
  object: ObjectDef,
  args: ConnectionArguments,
  info: GraphQLResolveInfo
): Record<string, unknown> {
  const { org, userId } = context;
  const pageSize = args.first ?? DEFAULT_PAGE;
  if (pageSize < 1 || pageSize > MAX_PAGE)
    throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', `first must be from 1 to ${MAX_PAGE}, not ${pageSize}.`);
  const offset = args.after ? offsetOf(args.after) : 0;
  const definition: ListDefinition = {
    apiName: object.name,
    id: null,
    label: object.pluralLabel,
    object,
    columns: [],
    scope: args.scope === 'MINE' ? 'Mine' : 'Everything',
    filters: [],
    filterLogic: undefined
  };
  const where = args.where ? filterTree(org, access, object, plain(args.where)) : undefined;
  const sortBy = info.fieldNodes.flatMap((node) => orderOf(node.arguments?.find(({ name }) => name.value === 'orderBy')));
  const result = runList(org, access, userId, definition, { sortBy, pageSize, offset, ...(where ? { condition: where } : {}) });
  const selection = emptySelection();
  for (const node of info.fieldNodes) if (node.selectionSet) addNodes(node.selectionSet, selection);
  const found = readRecords(org, access, object, result.ids, selection);
  const records = result.ids.flatMap((id) => found.get(id) ?? []);
  const edges = records.map((record, index) => ({ node: record, cursor: cursorOf(offset + index + 1) }));
  return {
    edges,
    totalCount: result.total,
    pageResultCount: records.length,
    pageInfo: {
      hasNextPage: result.more,
      hasPreviousPage: offset > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null
    }
  };

  /** Goes down to the nodes, through `edges` and fragments. */
  function addNodes(set: SelectionSetNode, into: Selection): void {
    for (const field of fieldsOf(set, info)) {
      if (field.name.value === 'edges' && field.selectionSet) addNodes(field.selectionSet, into);
      else if (field.name.value === 'node' && field.selectionSet) addFields(object, field.selectionSet, '', into);
    }
  }

  function addFields(holder: ObjectDef, set: SelectionSetNode, path: string, into: Selection): void {
    for (const { name, selectionSet } of fieldsOf(set, info)) {
      const reference = findField(holder, name.value) ? undefined : findRelationship(holder, name.value);
      const target = org.catalog.objects.get(reference?.referenceTo?.[0] ?? '');
      if (target && selectionSet) {
        addPath(org, access, object, `${path}${name.value}.Id`, into);
        addFields(target, selectionSet, `${path}${name.value}.`, into);
      } else if (findField(holder, name.value)) addPath(org, access, object, path + name.value, into);
    }
  }
}

/** Fields of a selection set, those of fragments included. */
function fieldsOf(set: SelectionSetNode, info: GraphQLResolveInfo): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, info);
    const fragment = info.fragments[selection.name.value];
    return fragment ? fieldsOf(fragment.selectionSet, info) : [];
  });
}

/** Keys to sort by, in the order in which the document writes them. */
function orderOf(argument: ArgumentNode | undefined): SortKey[] {
  if (!argument) return [];
  if (argument.value.kind !== Kind.OBJECT) throw notSupported('orderBy by a variable in the GraphQL API');
  return keysOf(argument.value, '');
}

function keysOf(value: ObjectValueNode, path: string): SortKey[] {
  return value.fields.flatMap(({ name, value: inner }) => {
    if (inner.kind !== Kind.OBJECT) throw notSupported('orderBy by a variable in the GraphQL API');
    const option = (key: string): string | undefined => {
      const found = inner.fields.find((field) => field.name.value === key)?.value;
      return found?.kind === Kind.ENUM ? found.value : undefined;
    };
    const isClause = inner.fields.every(({ name: { value: key } }) => key === 'order' || key === 'nulls');
    if (!isClause) return keysOf(inner, `${path}${name.value}.`);
    return [{ path: path + name.value, descending: option('order') === 'DESC', nullsLast: option('nulls') === 'LAST' }];
  });
}

/** graphql-js gives objects without a prototype. */
const plain = (value: unknown): FilterValue => JSON.parse(JSON.stringify(value)) as FilterValue;

const cursorOf = (offset: number): string => Buffer.from(JSON.stringify({ offset })).toString('base64');

function offsetOf(cursor: string): number {
  const match = /^\{"offset":(\d{1,9})\}$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  if (!match) throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', `after is no cursor of this API: ${cursor}`);
  return Number(match[1]);
}

export const routes: Route[] = [{ method: 'POST', pattern: '/services/data/:version/graphql', handler: post }];
