/**
 * The GraphQL API's schema of an org, for one user and one document: just the objects and fields that the document names, so that it costs
 * nothing to build, and only those that the user may read. What the API has and this org lacks is refused by name.
 * Source: GraphQL API Developer Guide, "Query Objects", "Filter", "Field Value Types", "Optional Fields".
 */
import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  specifiedDirectives,
  type GraphQLFieldConfigMap,
  type GraphQLInputFieldConfigMap,
  type GraphQLInputType,
  type GraphQLResolveInfo,
  type GraphQLScalarSerializer
} from 'graphql';
import { notSupported } from '../http/router.ts';
import { findField, type FieldDef, type FieldType, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { findChildRelationship } from './childRelationships.ts';
import { findRelationship } from './paths.ts';
import type { FieldRepresentation, RecordRepresentation } from './recordData.ts';

/** Arguments of a list of records. */
export interface ConnectionArguments {
  first?: number | null;
  after?: string | null;
  where?: Record<string, unknown> | null;
  scope?: string | null;
}

/** Reads the records of a connection. */
export type ReadConnection = (object: ObjectDef, args: ConnectionArguments, info: GraphQLResolveInfo) => unknown;

const identity: GraphQLScalarSerializer<unknown> = (value) => value;
const scalar = (name: string): GraphQLScalarType => new GraphQLScalarType({ name, serialize: identity, parseValue: identity });

/** Scalars of the API beside those of GraphQL, by the name that variables are declared with. */
const SCALARS = new Map(
  ['Picklist', 'MultiPicklist', 'Date', 'DateTime', 'Time', 'Currency', 'Percent', 'Double', 'TextArea', 'LongTextArea', 'Url'].map(
    (name) => [name, scalar(name)]
  )
);
for (const name of ['EmailAddress', 'PhoneNumber']) SCALARS.set(name, scalar(name));
const scalarNamed = (name: string): GraphQLScalarType => SCALARS.get(name) ?? GraphQLString;

interface ValueKind {
  /** Prefix of `…Value` and `…Operators`. */
  name: string;
  type: GraphQLScalarType;
  /** Its filter compares by size. */
  ordered: boolean;
  like: boolean;
}

const kind = (name: string, type: GraphQLScalarType, ordered: boolean, like = false): ValueKind => ({ name, type, ordered, like });
const KINDS: Partial<Record<FieldType, ValueKind>> = {
  id: kind('ID', GraphQLID, false),
  reference: kind('ID', GraphQLID, false),
  string: kind('String', GraphQLString, true, true),
  textarea: kind('TextArea', scalarNamed('TextArea'), true, true),
  picklist: kind('Picklist', scalarNamed('Picklist'), true, true),
  multipicklist: kind('MultiPicklist', scalarNamed('MultiPicklist'), false),
  boolean: kind('Boolean', GraphQLBoolean, false),
  date: kind('Date', scalarNamed('Date'), true),
  datetime: kind('DateTime', scalarNamed('DateTime'), true),
  time: kind('Time', scalarNamed('Time'), true),
  int: kind('Int', GraphQLInt, true),
  double: kind('Double', scalarNamed('Double'), true),
  currency: kind('Currency', scalarNamed('Currency'), true),
  percent: kind('Percent', scalarNamed('Percent'), true),
  email: kind('EmailAddress', scalarNamed('EmailAddress'), true, true),
  phone: kind('PhoneNumber', scalarNamed('PhoneNumber'), true, true),
  url: kind('Url', scalarNamed('Url'), true, true)
};
/** Longer texts are long text areas: they can be read, not filtered or sorted. */
const LONGEST_FILTERED = 255;

const isLong = (field: FieldDef): boolean => field.type === 'textarea' && (field.length ?? 0) > LONGEST_FILTERED;

function kindOf(field: FieldDef): ValueKind {
  const found = KINDS[field.type];
  if (!found) throw notSupported(`field type ${field.type} in the GraphQL API`);
  return isLong(field) ? kind('LongTextArea', scalarNamed('LongTextArea'), false) : found;
}

/** Builds the schema. `names` holds every name that the document and its variables mention. */
export function schemaFor(org: Org, access: Access, names: ReadonlySet<string>, read: ReadConnection): GraphQLSchema {
  const values = new Map<string, GraphQLObjectType>();
  const operators = new Map<string, GraphQLInputObjectType>();
  const nodes = new Map<string, GraphQLObjectType>();
  const connections = new Map<string, GraphQLObjectType>();
  const filters = new Map<string, GraphQLInputObjectType>();
  const orders = new Map<string, GraphQLInputObjectType>();

  const order = new GraphQLInputObjectType({
    name: 'OrderByClause',
    fields: {
      order: { type: new GraphQLEnumType({ name: 'ResultOrder', values: { ASC: {}, DESC: {} } }) },
      nulls: { type: new GraphQLEnumType({ name: 'NullOrder', values: { FIRST: {}, LAST: {} } }) }
    }
  });
  const literals = ['TODAY', 'YESTERDAY', 'TOMORROW', 'THIS_WEEK', 'LAST_WEEK', 'NEXT_WEEK', 'THIS_MONTH', 'LAST_MONTH', 'NEXT_MONTH'];
  const literal = new GraphQLEnumType({ name: 'DateLiteral', values: Object.fromEntries(literals.map((name) => [name, {}])) });
  const dateInputs = new Map(
    ['Date', 'DateTime'].map((name) => [
      name,
      new GraphQLInputObjectType({ name: `${name}Input`, fields: { value: { type: scalarNamed(name) }, literal: { type: literal } } })
    ])
  );
  const pageInfo = new GraphQLObjectType({
    name: 'PageInfo',
    fields: {
      hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
      hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
      startCursor: { type: GraphQLString },
      endCursor: { type: GraphQLString }
    }
  });

  const readable = (object: ObjectDef | undefined): object is ObjectDef => object !== undefined && access.object(object.name).read;

  function valueType(field: FieldDef): GraphQLObjectType {
    const { name, type } = kindOf(field);
    return once(values, name, () => {
      const fields: GraphQLFieldConfigMap<FieldRepresentation, unknown> = { value: { type }, displayValue: { type: GraphQLString } };
      if (name === 'Picklist') fields.label = { type: GraphQLString, resolve: ({ displayValue }) => displayValue };
      return new GraphQLObjectType({ name: `${name}Value`, fields });
    });
  }

  function operatorType(field: FieldDef): GraphQLInputObjectType {
    const { name, type, ordered, like } = kindOf(field);
    return once(operators, name, () => {
      const input: GraphQLInputType = dateInputs.get(name) ?? type;
      const fields: GraphQLInputFieldConfigMap = { eq: { type: input }, ne: { type: input } };
      if (name === 'MultiPicklist') {
        fields.includes = { type: new GraphQLList(input) };
        fields.excludes = { type: new GraphQLList(input) };
      } else if (name !== 'Boolean') {
        fields.in = { type: new GraphQLList(input) };
        fields.nin = { type: new GraphQLList(input) };
      }
      if (ordered) for (const operator of ['lt', 'lte', 'gt', 'gte']) fields[operator] = { type: input };
      if (like) fields.like = { type: GraphQLString };
      return new GraphQLInputObjectType({ name: `${name === 'ID' ? 'Id' : name}Operators`, fields });
    });
  }

  /** Fields of an object that the document names and the user may read. */
  const namedFields = (object: ObjectDef): FieldDef[] =>
    [...object.fields.values()].filter((field) => names.has(field.name) && access.canRead(object.name, field.name));

  /** Lookups that the document follows, by the name of the relationship. */
  function namedParents(object: ObjectDef): { name: string; field: FieldDef; target: ObjectDef }[] {
    return [...names].flatMap((name) => {
      const field = findField(object, name) ? undefined : findRelationship(object, name);
      if (!field || !access.canRead(object.name, field.name)) return [];
      const [first, ...others] = field.referenceTo ?? [];
      if (others.length > 0) throw notSupported(`relationship ${object.name}.${name} with several targets in the GraphQL API`);
      const target = org.catalog.objects.get(first ?? '');
      return readable(target) ? [{ name, field, target }] : [];
    });
  }

  function nodeType(object: ObjectDef): GraphQLObjectType {
    return once(nodes, object.name, () => new GraphQLObjectType({ name: object.name, fields: () => nodeFields(object) }));
  }

  function nodeFields(object: ObjectDef): GraphQLFieldConfigMap<RecordRepresentation, unknown> {
    const fields: GraphQLFieldConfigMap<RecordRepresentation, unknown> = {
      Id: { type: new GraphQLNonNull(GraphQLID), resolve: (record) => record.id },
      ApiName: { type: new GraphQLNonNull(GraphQLString), resolve: (record) => record.apiName }
    };
    for (const field of namedFields(object)) {
      if (field.name === 'Id') continue;
      fields[field.name] = { type: valueType(field), resolve: (record) => record.fields[field.name] };
    }
    for (const { name, target } of namedParents(object)) {
      fields[name] = { type: nodeType(target), resolve: (record) => record.fields[name]?.value };
    }
    for (const name of names) {
      if (findChildRelationship(org.catalog, object, name)?.name === name)
        throw notSupported(`child relationship ${object.name}.${name} in the GraphQL API`);
    }
    return fields;
  }

  function filterType(object: ObjectDef): GraphQLInputObjectType {
    return once(filters, object.name, () => {
      const type: GraphQLInputObjectType = new GraphQLInputObjectType({
        name: `${object.name}_Filter`,
        fields: () => ({
          and: { type: new GraphQLList(type) },
          or: { type: new GraphQLList(type) },
          not: { type },
          ...Object.fromEntries(
            namedFields(object)
              .filter((field) => !isLong(field))
              .map((field) => [field.name, { type: operatorType(field) }])
          ),
          ...Object.fromEntries(namedParents(object).map(({ name, target }) => [name, { type: filterType(target) }]))
        })
      });
      return type;
    });
  }

  function orderType(object: ObjectDef): GraphQLInputObjectType {
    return once(
      orders,
      object.name,
      () =>
        new GraphQLInputObjectType({
          name: `${object.name}_OrderBy`,
          fields: () => ({
            Id: { type: order },
            ...Object.fromEntries(
              namedFields(object)
                .filter((field) => !isLong(field) && field.type !== 'multipicklist')
                .map((field) => [field.name, { type: order }])
            ),
            ...Object.fromEntries(namedParents(object).map(({ name, target }) => [name, { type: orderType(target) }]))
          })
        })
    );
  }

  function connectionType(object: ObjectDef): GraphQLObjectType {
    return once(connections, object.name, () => {
      const edge = new GraphQLObjectType({
        name: `${object.name}Edge`,
        fields: { node: { type: nodeType(object) }, cursor: { type: new GraphQLNonNull(GraphQLString) } }
      });
      return new GraphQLObjectType({
        name: `${object.name}Connection`,
        fields: {
          edges: { type: new GraphQLList(edge) },
          pageInfo: { type: new GraphQLNonNull(pageInfo) },
          totalCount: { type: new GraphQLNonNull(GraphQLInt) },
          pageResultCount: { type: new GraphQLNonNull(GraphQLInt) }
        }
      });
    });
  }

  const scope = new GraphQLEnumType({ name: 'SupportedScopes', values: { EVERYTHING: {}, MINE: {} } });
  const queryFields: GraphQLFieldConfigMap<unknown, unknown> = {};
  for (const name of names) {
    const object = org.catalog.objects.get(name);
    if (!readable(object) || object.name !== name) continue;
    queryFields[name] = {
      type: connectionType(object),
      args: {
        first: { type: GraphQLInt },
        after: { type: GraphQLString },
        where: { type: filterType(object) },
        orderBy: { type: orderType(object) },
        scope: { type: scope }
      },
      resolve: (_parent, args, _context, info) => read(object, args as ConnectionArguments, info)
    };
  }
  // A type needs a field; nobody can name this one.
  if (Object.keys(queryFields).length === 0) queryFields._none = { type: GraphQLFloat };
  const nothing = (): object => ({});
  const uiapi = new GraphQLObjectType({
    name: 'UIAPI',
    fields: { query: { type: new GraphQLNonNull(new GraphQLObjectType({ name: 'RecordQuery', fields: queryFields })), resolve: nothing } }
  });
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { uiapi: { type: new GraphQLNonNull(uiapi), resolve: nothing } } }),
    // Variables of every scalar may be declared, used or not.
    types: [...SCALARS.values()],
    directives: [...specifiedDirectives, new GraphQLDirective({ name: 'optional', locations: [DirectiveLocation.FIELD] })]
  });
}

function once<T>(made: Map<string, T>, name: string, make: () => T): T {
  const known = made.get(name);
  if (known !== undefined) return known;
  const value = make();
  made.set(name, value);
  return value;
}
