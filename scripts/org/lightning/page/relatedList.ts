/**
 * `lst:dynamicRelatedList`: what its properties mean in the words of the UI API.
 * Source: metadata-pages.md 1.3; UI API guide, "Related List Records".
 */
import { findField, findObject, type Catalog, type ObjectDef } from '../../metadata/catalog.ts';
import { findChildRelationship } from '../../query/childRelationships.ts';
import { listViewColumn } from '../../query/listViewColumns.ts';
import type { ResolvedPath } from '../../query/paths.ts';
import type { PageNode, PropertyValue, RelatedListModel } from './types.ts';

const COMPONENT = 'lst:dynamicRelatedList';
const DEFAULT_RECORDS = 10;
const TEXT_OPERATORS: Record<string, [single: string, many: string]> = { EQUALS: ['eq', 'in'], NOT_EQUAL: ['ne', 'nin'] };

/** Gives every related list of a page its model; a list that this org does not have stays without. */
export function fillRelatedLists(catalog: Catalog, object: ObjectDef, nodes: PageNode[]): void {
  for (const node of nodes) {
    if (node.component === COMPONENT) {
      const model = relatedListModel(catalog, object, node.properties);
      if (model) node.relatedList = model;
    }
    for (const inner of Object.values(node.facets ?? {})) fillRelatedLists(catalog, object, inner);
  }
}

/** @returns undefined when the page's object has no such parent or child relationship */
export function relatedListModel(
  catalog: Catalog,
  object: ObjectDef,
  properties: Record<string, PropertyValue>
): RelatedListModel | undefined {
  const text = (name: string): string => (typeof properties[name] === 'string' ? properties[name] : '');
  const texts = (name: string): string[] =>
    [properties[name] ?? []]
      .flat()
      .map(String)
      .filter((entry) => entry !== '');
  const parentField = text('parentFieldApiName').split('.')[1] ?? '';
  const lookup = parentField === 'Id' ? undefined : findField(object, parentField);
  const parent = parentField === 'Id' ? object : findObject(catalog, lookup?.referenceTo?.[0] ?? '');
  const relationship = parent && findChildRelationship(catalog, parent, text('relatedListApiName'));
  const child = relationship && findObject(catalog, relationship.childObject);
  if (!child) return undefined;
  const problems: string[] = [];
  const column = (alias: string): ResolvedPath | undefined => {
    const resolved = listViewColumn(catalog, child, alias);
    if (!resolved) problems.push(`not supported: related list column ${alias} of ${child.name}`);
    return resolved;
  };
  const qualified = (resolved: ResolvedPath): string => `${child.name}.${resolved.path}`;
  const sortAlias = text('sortFieldAlias');
  const sorted = sortAlias === '' || sortAlias === '__DEFAULT__' ? undefined : column(sortAlias);
  const filters = texts('adminFilters').flatMap((filter) => {
    const [alias = '', operator = '', ...rest] = filter.split('|');
    const resolved = column(alias);
    const where = resolved && condition(resolved, operator, rest.join('|'));
    if (resolved && where === undefined) problems.push(`not supported: related list filter ${filter}`);
    return where ?? [];
  });
  return {
    parentField: lookup?.name ?? 'Id',
    relatedListId: relationship.name,
    parentObject: parent.name,
    childObject: child.name,
    childField: relationship.field,
    label: text('relatedListLabel') || child.pluralLabel,
    columns: texts('relatedListFieldAliases').flatMap((alias) => {
      const resolved = column(alias);
      return resolved ? [qualified(resolved)] : [];
    }),
    sortBy: sorted ? `${text('sortFieldOrder') === 'Descending' ? '-' : ''}${qualified(sorted)}` : '',
    where: filters.length ? `{ and: [${filters.join(', ')}] }` : '',
    pageSize: Number(text('maxRecordsToDisplay')) || DEFAULT_RECORDS,
    tiles: text('relatedListDisplayType') === 'CARD',
    showNew: text('showActionBar') === 'true' && texts('actionNames').includes('New'),
    problem: problems.join(' ')
  };
}

/** `OPPORTUNITY.STAGE_NAME|NOT_EQUAL|["A","B"]` → `{ StageName: { nin: ["A", "B"] } }`; undefined for an unknown operator. */
function condition(resolved: ResolvedPath, operator: string, text: string): string | undefined {
  const values = listOf(text);
  const literal = (value: unknown): string => literalOf(resolved, value);
  let inner: string | undefined;
  if (operator === 'CONTAINS')
    inner = `{ or: [${(values ?? [text]).map((value) => nested(resolved, `{ like: ${pattern(value)} }`)).join(', ')}] }`;
  else if (Object.hasOwn(TEXT_OPERATORS, operator)) {
    const [single, many] = TEXT_OPERATORS[operator] ?? ['', ''];
    inner = nested(resolved, values ? `{ ${many}: [${values.map(literal).join(', ')}] }` : `{ ${single}: ${literal(text)} }`);
  }
  return inner;
}

/** The values of `["A","B"]`; undefined when the text is one value. */
function listOf(text: string): unknown[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const parsed = JSON.parse(text) as unknown;
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const pattern = (value: unknown): string => JSON.stringify(`%${String(value).replace(/[\\%_]/g, '\\$&')}%`);

/** `Account.Name` → `{ Account: { Name: … } }`. */
function nested(resolved: ResolvedPath, inner: string): string {
  return resolved.path.split('.').reduceRight((whole, name) => `{ ${name}: ${whole} }`, inner);
}

function literalOf(resolved: ResolvedPath, value: unknown): string {
  const text = String(value);
  switch (resolved.field.type) {
    case 'boolean':
      return String(/^(true|1)$/i.test(text));
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return Number.isNaN(Number(text)) || text === '' ? JSON.stringify(text) : text;
    case 'date':
    case 'datetime':
      return /^[A-Z_]+$/.test(text) ? `{ literal: ${text} }` : `{ value: ${JSON.stringify(text)} }`;
    default:
      return JSON.stringify(text);
  }
}
