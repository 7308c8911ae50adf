/**
 * Suggestions for lookup fields.
 * Source: User Interface API Developer Guide, "Get Lookup Field Suggestions".
 */
import { findField, findObject, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import { addPath, emptySelection, readRecords } from '../query/recordData.ts';
import { resolvePath, sqlSource } from '../query/paths.ts';
import { accessOf, type Access } from '../records/access.ts';
import { QUEUE_TAKES } from '../records/queues.ts';
import { hiddenWhenConverted } from '../records/stages/convertedLead.ts';
import { ApiError, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { invalidField, numberParam, readableField, readableObject, uiApiPath } from './ui-api-common.ts';

/** A second field that tells records of the same name apart. */
const SECONDARY: Record<string, string> = {
  Account: 'BillingCity',
  Contact: 'Email',
  Lead: 'Company',
  Opportunity: 'StageName',
  User: 'Username'
};

/** `%` and `_` of the user are plain characters. */
const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

interface Found {
  ids: string[];
  more: boolean;
}

function find(
  context: RequestContext,
  object: ObjectDef,
  field: FieldDef,
  target: ObjectDef,
  text: string,
  page: number,
  pageSize: number
): Found {
  const source = sqlSource(context.org, target);
  const name = resolvePath(context.org.catalog, target, target.nameField);
  if (!name) return { ids: [], more: false };
  const expression = source.expression(name);
  const conditions: string[] = [];
  const parameters: (string | number)[] = [];
  // Every word must occur somewhere in the name, wherever it stands.
  for (const word of text.split(/[\s　]+/).filter((part) => part !== '')) {
    conditions.push(`${expression} LIKE ? ESCAPE '\\'`);
    parameters.push(`%${likeText(word)}%`);
  }
  for (const [field, value] of [
    ['IsDeleted', 0],
    ['IsActive', 1]
  ] as const) {
    const resolved = target.fields.has(field) ? resolvePath(context.org.catalog, target, field) : undefined;
    if (resolved && (field === 'IsDeleted' || target.name === 'User')) conditions.push(`${source.expression(resolved)} = ${value}`);
  }
  // Of all groups only queues for these records can be owners.
  if (target.name === 'Group' && field.name === 'OwnerId') {
    conditions.push(QUEUE_TAKES(`${source.alias}."Id"`));
    parameters.push(object.name);
  }
  const converted = hiddenWhenConverted(accessOf(context.org, context.userId), target)
    ? resolvePath(context.org.catalog, target, 'IsConverted')
    : undefined;
  if (converted) conditions.push(`COALESCE(${source.expression(converted)}, 0) = 0`);
  const modified = target.fields.has('LastModifiedDate') ? resolvePath(context.org.catalog, target, 'LastModifiedDate') : undefined;
  const order = text.trim() === '' && modified ? `${source.expression(modified)} DESC` : expression;
  const where = conditions.length ? ` WHERE ${conditions.join(' AND ')}` : '';
  const sql = `SELECT ${source.alias}."Id" AS id FROM ${source.from()}${where} ORDER BY ${order}, ${source.alias}."Id" LIMIT ? OFFSET ?`;
  const rows = context.org.db.prepare(sql).all(...parameters, pageSize + 1, page * pageSize) as { id: string }[];
  return { ids: rows.slice(0, pageSize).map((row) => row.id), more: rows.length > pageSize };
}

function collection(
  context: RequestContext,
  access: Access,
  object: ObjectDef,
  field: FieldDef,
  target: ObjectDef
): Record<string, unknown> {
  const query = context.url.searchParams;
  const text = query.get('q') ?? '';
  const page = numberParam(context, 'page', 1, 1, 10_000) - 1;
  const pageSize = numberParam(context, 'pageSize', 25, 1, 200);
  const { ids, more } = find(context, object, field, target, text, page, pageSize);
  const selection = emptySelection();
  for (const name of ['Id', target.nameField, SECONDARY[target.name] ?? ''])
    if (name !== '') addPath(context.org, access, target, name, selection);
  const records = readRecords(context.org, access, target, ids, selection);
  const address = (number: number): string =>
    `${uiApiPath(context)}/lookups/${object.name}/${field.name}/${target.name}?page=${number}&pageSize=${pageSize}&q=${encodeURIComponent(text)}`;
  return {
    count: ids.length,
    currentPageToken: String(page + 1),
    currentPageUrl: address(page + 1),
    nextPageToken: more ? String(page + 2) : null,
    nextPageUrl: more ? address(page + 2) : null,
    previousPageToken: page > 0 ? String(page) : null,
    previousPageUrl: page > 0 ? address(page) : null,
    records: ids.flatMap((id) => records.get(id) ?? [])
  };
}

function reference(context: RequestContext, access: Access): { object: ObjectDef; field: FieldDef; targets: ObjectDef[] } {
  const object = readableObject(context, context.params.object ?? '', access);
  const name = context.params.field ?? '';
  const field = readableField(access, object, name);
  if (!field) throw invalidField(object.name, name);
  if (field.type !== 'reference')
    throw new ApiError(400, 'INVALID_FIELD', `${object.name}.${findField(object, name)?.name ?? name} is not a lookup field.`);
  const targets = (field.referenceTo ?? [])
    .map((target) => findObject(context.org.catalog, target))
    .filter((target) => target !== undefined);
  return { object, field, targets: targets.filter((target) => access.object(target.name).read) };
}

/** GET lookups/:object/:field: the records found, by target object. */
function suggestions(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const { object, field, targets } = reference(context, access);
  return {
    status: 200,
    body: { lookupResults: Object.fromEntries(targets.map((target) => [target.name, collection(context, access, object, field, target)])) }
  };
}

/** GET lookups/:object/:field/:target */
function targeted(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const { object, field, targets } = reference(context, access);
  const wanted = (context.params.target ?? '').toLowerCase();
  const target = targets.find((candidate) => candidate.name.toLowerCase() === wanted);
  if (!target) throw new ApiError(400, 'INVALID_TYPE', `${object.name}.${field.name} does not point to ${context.params.target}.`);
  return { status: 200, body: collection(context, access, object, field, target) };
}

const BASE = '/services/data/:version/ui-api/lookups/:object/:field';

export const routes: Route[] = [
  { method: 'GET', pattern: BASE, handler: suggestions },
  { method: 'GET', pattern: `${BASE}/:target`, handler: targeted }
];
