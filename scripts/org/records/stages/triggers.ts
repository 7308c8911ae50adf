/**
 * Triggers: the doubles of deployed, active triggers. Before the save they run behind before-save flows and before the system's own
 * validation, after it before the after-save flows (Apex Developer Guide, "Triggers and Order of Execution").
 */
import type { TriggerChange, TriggerEvent } from '../../apex/doubles.ts';
import { FlowLimit } from '../../flows/faults.ts';
import { triggerHead, type TriggerHead } from '../../metadata/apexTriggers.ts';
import { findField, type Catalog } from '../../metadata/catalog.ts';
import { isStored } from '../derived.ts';
import { fieldValue } from '../formulaContext.ts';
import { normalise } from '../normalise.ts';
import type { SaveError, SaveRequest, Values } from '../values.ts';
import { countRows, MAX_DEPTH, saveError, type Stage, type Work } from '../work.ts';

const heads = new WeakMap<Catalog, TriggerHead[]>();

function activeTriggers(catalog: Catalog): TriggerHead[] {
  let found = heads.get(catalog);
  if (!found) {
    found = [...catalog.apexTriggers.values()].flatMap((source) => (source.inactive ? [] : (triggerHead(source.body) ?? [])));
    heads.set(catalog, found);
  }
  return found;
}

/** Runs the before-triggers of the object; the first one that reports errors ends the record. */
export const runBeforeTriggers: Stage = (work) => runTriggers(work, work.old ? 'before update' : 'before insert');

/** Runs the after-triggers of the object, when the record is written and nothing is committed. */
export const runAfterTriggers: Stage = (work) =>
  work.request.operation === 'delete' ? [] : runTriggers(work, work.old ? 'after update' : 'after insert');

function runTriggers(work: Work, event: TriggerEvent): SaveError[] {
  for (const head of activeTriggers(work.org.catalog)) {
    if (head.object.toLowerCase() !== work.object.name.toLowerCase() || !head.events.includes(event)) continue;
    const errors = runTrigger(work, head, event);
    if (errors.length) return errors;
  }
  return [];
}

function runTrigger(work: Work, head: TriggerHead, event: TriggerEvent): SaveError[] {
  const { org, userId } = work;
  const errors: SaveError[] = [];
  const isBefore = event.startsWith('before');
  const record: Values = isBefore ? { ...work.values } : Object.freeze({ ...work.values });
  try {
    const double = Object.hasOwn(org.triggers, head.name) ? org.triggers[head.name] : undefined;
    // Deployed when there still was one.
    if (!double) throw new Error(`not supported: trigger ${head.name} has no double`);
    if (work.depth > MAX_DEPTH) throw new FlowLimit(`maximum trigger depth exceeded: ${work.object.name} trigger event ${momentOf(event)}`);
    double(org, userId, changeOf(work, event, record, errors));
    if (isBefore) errors.push(...takeChanges(work, record));
  } catch (error) {
    // A limit ends the whole transaction: only the outermost save turns it into an error.
    if (error instanceof FlowLimit && work.depth > 0) throw error;
    const text = error instanceof Error ? error.message : String(error);
    return [saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `${head.name}: execution of ${momentOf(event)}\n\ncaused by: ${text}`)];
  }
  return errors;
}

/** `BeforeInsert`, as messages of the platform have it. */
const momentOf = (event: TriggerEvent): string => event.replace(/(?:^| )(\w)/g, (_match, letter: string) => letter.toUpperCase());

function changeOf(work: Work, event: TriggerEvent, record: Values, errors: SaveError[]): TriggerChange {
  const { org, userId, object } = work;
  const named = (name: string): NonNullable<ReturnType<typeof findField>> => {
    const field = findField(object, name);
    if (!field) throw new Error(`Variable does not exist: ${name}`);
    return field;
  };
  return {
    event,
    record,
    ...(event === 'before insert' ? {} : { id: work.id }),
    ...(work.old ? { old: Object.freeze({ ...work.old }) } : {}),
    value: (name) => fieldValue(org, userId, object, named(name), record),
    addError: (message, field) => {
      errors.push(saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === undefined ? [] : [named(field).name]));
    },
    dml: (requests) => {
      saveOthers(work, requests);
    }
  };
}

/** DML of a trigger: all or none. */
function saveOthers(work: Work, requests: SaveRequest[]): void {
  const [first] = requests;
  if (!first) return;
  countRows(work.transaction, requests.length);
  const results = work.dml(requests);
  const row = results.findIndex(({ errors }) => errors.some(({ statusCode }) => statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK'));
  const error = results[row]?.errors[0];
  if (!error) return;
  const verb = { insert: 'Insert', update: 'Update', delete: 'Delete' }[first.operation];
  const place = requests[row]?.id === undefined ? `row ${row}` : `row ${row} with id ${requests[row].id}`;
  throw new Error(
    `System.DmlException: ${verb} failed. First exception on ${place}; first error: ${error.statusCode}, ${error.message}: [${error.fields.join(', ')}]`
  );
}

/** What the trigger wrote becomes the record's, in the form of each field's type. */
function takeChanges(work: Work, record: Values): SaveError[] {
  const errors: SaveError[] = [];
  for (const [name, value] of Object.entries(record)) {
    if ((work.values[name] ?? null) === value) continue;
    const field = work.object.fields.get(name);
    if (!field || field.name === 'Id' || field.summary || field.autoNumber || !isStored(work.object, field))
      throw new Error(`Field is not writeable: ${work.object.name}.${name}`);
    const result = normalise(work.org, field, value);
    if ('error' in result) errors.push(result.error);
    else work.values[name] = result.value;
  }
  return errors;
}
