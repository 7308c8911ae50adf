/**
 * Descriptions of quick actions and the values they bring along; records are saved by the usual calls.
 * Source: REST API Developer Guide, "Quick Actions", "sObject Quick Actions"; SOAP API Developer Guide, "DescribeQuickActionResult".
 */
import { findObject, type ObjectDef } from '../metadata/catalog.ts';
import { objectOfId } from '../query/recordData.ts';
import { accessOf, type Access } from '../records/access.ts';
import { to18 } from '../records/ids.ts';
import { quickActionModel, quickActionValues, type ActionField, type QuickActionModel } from '../records/quickActions.ts';
import { readStored } from '../records/read.ts';
import { actorOf, objectOf } from './restRecords.ts';
import { notFound, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { describeField } from './sobjectDescribe.ts';
import { versionOf } from './versions.ts';

type Json = Record<string, unknown>;

/** Address of an action: below its object, global ones below the version. */
function addressOf(context: RequestContext, { fullName, source }: QuickActionModel): string {
  const root = `/services/data/v${versionOf(context)}`;
  return source ? `${root}/sobjects/${source.name}/quickActions/${developerName(fullName)}` : `${root}/quickActions/${fullName}`;
}

const developerName = (fullName: string): string => fullName.slice(fullName.indexOf('.') + 1);

function entry(context: RequestContext, model: QuickActionModel): Json {
  const url = addressOf(context, model);
  return {
    actionEnumOrId: context.org.catalog.components.get(`QuickAction:${model.fullName}`)?.id ?? model.fullName,
    iconName: null,
    label: model.label,
    name: model.fullName,
    type: model.type,
    urls: {
      quickAction: url,
      describe: `${url}/describe`,
      defaultValues: `${url}/defaultValues`,
      ...(model.source ? { defaultValuesTemplate: `${url}/defaultValues/{ID}` } : {})
    }
  };
}

/** True when the user may see what the action writes. */
const isSeen = (access: Access, model: QuickActionModel): boolean => access.object(model.target.name).read;

/** Global actions, and those of an object before them. */
function list(context: RequestContext): HttpResponse {
  versionOf(context);
  const actor = actorOf(context);
  const object = context.params.object === undefined ? undefined : objectOf(actor, context.params.object);
  const models = [...context.org.catalog.quickActions.keys()].flatMap((name) => quickActionModel(context.org.catalog, name) ?? []);
  const shown = [
    ...models.filter((model) => object !== undefined && model.source === object),
    ...models.filter((model) => model.source === undefined)
  ];
  return { status: 200, body: shown.filter((model) => isSeen(actor.access, model)).map((model) => entry(context, model)) };
}

/** @throws 404 for an action that does not exist or whose target the user may not read */
function actionOf(context: RequestContext): QuickActionModel {
  versionOf(context);
  const { catalog } = context.org;
  const access = accessOf(context.org, context.userId);
  const { object: objectName, action = '' } = context.params;
  const object = objectName === undefined ? undefined : findObject(catalog, objectName);
  if (objectName !== undefined && (!object || !access.object(object.name).read)) throw notFound();
  const model = quickActionModel(catalog, object ? `${object.name}.${action}` : action);
  if (!model || model.source !== object || !isSeen(access, model)) throw notFound();
  return model;
}

function layoutItem(access: Access, target: ObjectDef, { field, behavior }: ActionField): Json {
  const editable = behavior !== 'Readonly' && access.canEdit(target.name, field.name);
  const parts = (field.compoundParts ?? []).map((name) => target.fields.get(name)).filter((part) => part !== undefined);
  const own = parts.length ? parts : [field];
  return {
    editableForNew: editable && own.some((part) => part.createable),
    editableForUpdate: editable && own.some((part) => part.updateable),
    label: field.label,
    layoutComponents: [
      {
        details: describeField(target, field, access),
        displayLines: field.visibleLines ?? 1,
        tabOrder: 0,
        type: 'Field',
        value: field.name
      }
    ],
    placeholder: false,
    required: behavior === 'Required' || own.some((part) => part.required)
  };
}

/** The form, a row per line of its columns; places without a field are empty. */
function layoutOf(access: Access, { target, columns }: QuickActionModel): Json {
  const readable = columns.map((column) => column.filter(({ field }) => access.canRead(target.name, field.name)));
  const rows = Math.max(0, ...readable.map((column) => column.length));
  const empty = { editableForNew: false, editableForUpdate: false, label: '', layoutComponents: [], placeholder: true, required: false };
  return {
    columns: readable.length,
    heading: '',
    layoutRows: Array.from({ length: rows }, (_, row) => {
      const layoutItems = readable.map((column) => {
        const item = column[row];
        return item ? layoutItem(access, target, item) : empty;
      });
      return { layoutItems, numItems: layoutItems.length };
    }),
    rows,
    useCollapsibleSection: false,
    useHeading: false
  };
}

function describe(context: RequestContext): HttpResponse {
  const model = actionOf(context);
  const access = accessOf(context.org, context.userId);
  const body = {
    ...entry(context, model),
    accessLevelRequired: null,
    colors: [],
    contextSobjectType: model.source?.name ?? null,
    defaultValues: null,
    height: null,
    icons: [],
    iconUrl: null,
    layout: layoutOf(access, model),
    miniIconUrl: null,
    sourceSobjectType: model.source?.name ?? null,
    successMessage: model.successMessage ?? null,
    targetParentField: model.parentField?.name ?? null,
    targetRecordTypeId: null,
    targetSobjectType: model.target.name,
    width: null
  };
  return { status: 200, body };
}

/** Values for the record of the path, or, without one, those that need no record. */
function defaultValues(context: RequestContext): HttpResponse {
  const model = actionOf(context);
  const given = context.params.context;
  const id = given === undefined ? undefined : to18(given);
  if (id !== undefined) {
    if (!model.source || objectOfId(context.org, id) !== model.source) throw notFound();
    if (!readStored(context.org, model.source.name, id)) throw notFound();
  }
  const values = quickActionValues(context.org, context.userId, model, id);
  return { status: 200, body: { attributes: { type: model.target.name }, ...values } };
}

const VERSION = '/services/data/:version';

export const routes: Route[] = [`${VERSION}/quickActions`, `${VERSION}/sobjects/:object/quickActions`].flatMap((root): Route[] => [
  { method: 'GET', pattern: root, handler: list },
  { method: 'GET', pattern: `${root}/:action`, handler: (context) => ({ status: 200, body: entry(context, actionOf(context)) }) },
  { method: 'GET', pattern: `${root}/:action/describe`, handler: describe },
  { method: 'GET', pattern: `${root}/:action/defaultValues`, handler: defaultValues },
  { method: 'GET', pattern: `${root}/:action/defaultValues/:context`, handler: defaultValues }
]);
