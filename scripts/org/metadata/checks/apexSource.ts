/**
 * What Apex says, where Salesforce's own parser reads it: the names of this org's metadata in it – columns of queries, custom
 * objects and fields, labels, methods of the org's own classes. Types of variables are not worked out: a real org does that.
 */
import { childrenOf, isNode, parseApex, type ApexNode, type ApexPlace } from '../apexParser.ts';
import { findField, findObject, type Catalog, type FieldDef, type ObjectDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { lacking, reporter, type CheckContext } from './context.ts';

const RULES = {
  'apex-column': { reason: 'queries name existing objects, fields and relationships', source: 'SOQL reference; INVALID_FIELD of the API' },
  'apex-custom-name': {
    reason: 'custom objects and fields that code names must exist',
    source: 'Apex compiler: "Variable does not exist"'
  },
  'apex-label': { reason: 'labels that code names must exist', source: 'Apex compiler: "External string does not exist"' },
  'apex-method': {
    reason: "methods of the org's own classes must exist",
    source: 'Apex compiler: "Method does not exist or incorrect signature"'
  }
};
const report = reporter(RULES);

const CUSTOM_NAME = /__(c|mdt|r)$/i;

/** Checks the sources of Apex classes and triggers. */
export function checkApexSource(context: CheckContext): Problem[] {
  const components = context.deployed.filter(({ type }) => type === 'ApexClass' || type === 'ApexTrigger');
  if (components.length === 0) return [];
  const names = customNames(context);
  return components.flatMap((component) => sourceProblems(context, names, component));
}

function sourceProblems(context: CheckContext, names: ReadonlySet<string>, component: Component): Problem[] {
  const source = [...component.files].find(([path]) => !path.endsWith('-meta.xml'))?.[1].toString('utf8');
  const parsed = source === undefined ? undefined : parseApex(source);
  if (!parsed || parsed.errors.length > 0) return [];
  const problems: Problem[] = [];
  const walk: Walk = {
    context,
    names,
    refuse: (rule, message, at, missing) => {
      const problem = { ...report(component, rule, message), ...placeOf(at) };
      problems.push(missing ? lacking(problem, missing[0], missing[1]) : problem);
    }
  };
  if (parsed.unit) visit(walk, parsed.unit);
  return problems;
}

interface Walk {
  context: CheckContext;
  /** Custom objects, fields and relationships that exist anywhere in the org, in small letters. */
  names: ReadonlySet<string>;
  refuse: (rule: keyof typeof RULES, message: string, at: ApexNode, missing?: [type: string, name: string]) => void;
}

function placeOf(node: ApexNode): Partial<ApexPlace> {
  const { line, column } = (node.loc ?? {}) as Partial<ApexPlace>;
  return line === undefined || column === undefined ? {} : { line, column };
}

/** Code need not say which object a field is of: a name is right when any object has it. */
function customNames({ catalog, alongside, deployed }: CheckContext): Set<string> {
  const names = new Set<string>();
  const add = (name: string): void => {
    names.add(name.toLowerCase()).add(name.replace(/__c$/i, '__r').toLowerCase());
  };
  for (const key of [...catalog.components.keys(), ...(alongside ?? [])]) {
    if (/^Custom(Object|Field):/.test(key)) add(key.slice(key.indexOf(':') + 1).replace(/^.*\./, ''));
  }
  for (const { type, fullName } of deployed) if (type === 'CustomObject') add(fullName);
  for (const object of catalog.objects.values()) {
    add(object.name);
    for (const field of object.fields.values()) add(field.name);
    for (const { relationshipName } of object.childRelationships) add(relationshipName);
  }
  return names;
}

function visit(walk: Walk, node: ApexNode): void {
  if (node.kind === 'Query') return visitQuery(walk, node, undefined);
  const names = identifiersOf(node);
  if (node.kind === 'VariableExpr') labelProblem(walk, names);
  if (node.kind === 'MethodCallExpr') methodProblem(walk, names);
  const isType = node.kind === 'ClassTypeRef';
  for (const [index, identifier] of names.entries()) if (!isSharingReason(names, index)) customNameProblem(walk, identifier, isType);
  if (node.kind === 'NameValueParameter' && isNode(node.name)) customNameProblem(walk, node.name, false);
  for (const child of childrenOf(node)) visit(walk, child);
}

/** `Thing__Share.RowCause.Reason__c`: sharing reasons look like fields and are none. This org keeps none to look them up in. */
const isSharingReason = (names: ApexNode[], index: number): boolean =>
  names[index - 1] !== undefined && textOf(names[index - 1] as ApexNode).toLowerCase() === 'rowcause';

const textOf = (identifier: ApexNode): string => (typeof identifier.value === 'string' ? identifier.value : '');

const identifiersOf = (node: ApexNode): ApexNode[] => (Array.isArray(node.names) ? node.names.filter(isNode) : []);

function customNameProblem({ context, names, refuse }: Walk, identifier: ApexNode, isType: boolean): void {
  const name = textOf(identifier);
  if (!CUSTOM_NAME.test(name) || names.has(name.toLowerCase())) return;
  // A folder of another org may leave out the objects whose relationships its code names.
  if (/__r$/i.test(name) && context.alongside) return;
  refuse(
    'apex-custom-name',
    isType ? `Invalid type: ${name}` : `Variable does not exist: ${name}`,
    identifier,
    isType || !/__c$/i.test(name) ? ['CustomObject', name] : ['CustomField', `.${name}`]
  );
}

/** `Label.X` and `System.Label.X`. */
function labelProblem({ context, refuse }: Walk, names: ApexNode[]): void {
  const words = names.map((name) => textOf(name).toLowerCase());
  const at = words[0] === 'system' ? 1 : 0;
  const label = names[at + 1];
  if (words[at] !== 'label' || names.length !== at + 2 || !label) return;
  const name = textOf(label);
  if (![...context.catalog.labels.keys()].some((known) => known.toLowerCase() === name.toLowerCase()))
    refuse('apex-label', `External string does not exist: ${name}`, label, ['CustomLabel', name]);
}

/** `OwnClass.method()`: of a class that extends nothing, all methods stand in its source. */
function methodProblem({ context, refuse }: Walk, names: ApexNode[]): void {
  const [type, method] = names;
  if (names.length !== 2 || !type || !method) return;
  const body = context.catalog.apexClasses.get(textOf(type))?.body;
  const parsed = body === undefined ? undefined : parseApex(body);
  const declaration = parsed?.unit?.body;
  if (!isNode(declaration) || declaration.kind !== 'ClassDecl' || isNode(declaration.superClass)) return;
  const members = (declaration.members as unknown[]).filter(isNode);
  const has = members.some(
    (member) => isNode(member.methodDecl) && isNode(member.methodDecl.name) && sameName(member.methodDecl.name, method)
  );
  if (!has) refuse('apex-method', `Method does not exist or incorrect signature: ${textOf(method)} from the type ${textOf(type)}`, method);
}

const sameName = (a: ApexNode, b: ApexNode): boolean => textOf(a).toLowerCase() === textOf(b).toLowerCase();

/**
 * A query with its inner ones.
 * @param parent object whose child relationship a query inside a SELECT names; undefined for other queries
 */
function visitQuery(walk: Walk, query: ApexNode, parent: ObjectDef | undefined): void {
  const from = isNode(query.from) && Array.isArray(query.from.exprs) ? query.from.exprs.filter(isNode) : [];
  const table = isNode(from[0]?.table) ? from[0].table : undefined;
  const object = from.length === 1 && table ? fromObject(walk, table, parent) : undefined;
  const prefixes = new Set([object?.name ?? '', isNode(from[0]?.alias) ? textOf(from[0].alias) : ''].map((name) => name.toLowerCase()));
  const aliases = new Set<string>();
  const collect = (node: ApexNode): void => {
    if (node.kind === 'SelectColumnExpr' && isNode(node.alias)) aliases.add(textOf(node.alias).toLowerCase());
    if (node.kind !== 'Query') childrenOf(node).forEach(collect);
  };
  childrenOf(query).forEach(collect);
  const inside = (node: ApexNode): void => {
    if (node.kind === 'Query') return visitQuery(walk, node, undefined);
    if (node.kind === 'SelectInnerQuery' && isNode(node.query)) return object ? visitQuery(walk, node.query, object) : undefined;
    if (node.kind === 'ColonExpr') return childrenOf(node).forEach((child) => visit(walk, child));
    if (node.kind === 'Field' && isNode(node.field)) {
      if (object) columnProblem(walk, object, partsOf(node.field), prefixes, aliases);
      return;
    }
    // What a polymorphic lookup points to decides which fields there are.
    if (node.kind !== 'CaseExpr') childrenOf(node).forEach(inside);
  };
  for (const child of childrenOf(query)) if (child !== query.from) inside(child);
}

function fromObject({ context: { catalog }, refuse }: Walk, table: ApexNode, parent: ObjectDef | undefined): ObjectDef | undefined {
  const name = isNode(table.field) ? table.field : table;
  const text = textOf(name);
  if (parent) {
    const child = parent.childRelationships.find(({ relationshipName }) => relationshipName.toLowerCase() === text.toLowerCase());
    if (child) return catalog.objects.get(child.childObject);
    if (/__r$/i.test(text))
      refuse('apex-column', `Didn't understand relationship '${text}' in FROM part of query call.`, name, [
        'RelatedList',
        `${parent.name}.${text}`
      ]);
    return undefined;
  }
  const object = findObject(catalog, text);
  if (!object && CUSTOM_NAME.test(text)) refuse('apex-column', `sObject type '${text}' is not supported.`, name, ['CustomObject', text]);
  return object;
}

/** `Account.Owner.Name` as its identifiers in order. */
function partsOf(field: ApexNode): ApexNode[] {
  const own = isNode(field.field) ? [field.field] : [];
  return isNode(field.entity) ? [...partsOf(field.entity), ...own] : own;
}

function columnProblem(
  { context: { catalog }, refuse }: Walk,
  object: ObjectDef,
  parts: ApexNode[],
  prefixes: ReadonlySet<string>,
  aliases: ReadonlySet<string>
): void {
  const path = parts.length > 1 && prefixes.has(textOf(parts[0] as ApexNode).toLowerCase()) ? parts.slice(1) : parts;
  if (path.length === 1 && aliases.has(textOf(path[0] as ApexNode).toLowerCase())) return;
  let owner: ObjectDef | undefined = object;
  for (const [index, part] of path.entries()) {
    if (!owner) return;
    const name = textOf(part);
    if (index === path.length - 1) {
      if (findField(owner, name)) return;
      return refuse('apex-column', missingColumn(owner, name), part, ['CustomField', `${owner.name}.${name}`]);
    }
    const lookup: FieldDef | undefined = [...owner.fields.values()].find(
      (field) => field.relationshipName?.toLowerCase() === name.toLowerCase()
    );
    if (!lookup) {
      const problem = /__r$/i.test(name)
        ? `Didn't understand relationship '${name}' in field path.`
        : `not supported: relationship ${name} of ${owner.name} in Apex`;
      return refuse('apex-column', problem, part, ['CustomField', `${owner.name}.${name}`]);
    }
    owner = lookup.referenceTo?.length === 1 ? targetOf(catalog, lookup.referenceTo[0]) : undefined;
  }
}

/** A real org has more standard fields than this one: a column without suffix is not known here, rather than wrong. */
const missingColumn = ({ name: object }: ObjectDef, column: string): string =>
  CUSTOM_NAME.test(column)
    ? `No such column '${column}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.`
    : `not supported: column ${column} of ${object} in Apex`;

const targetOf = (catalog: Catalog, name: string | undefined): ObjectDef | undefined =>
  name === undefined ? undefined : catalog.objects.get(name);
