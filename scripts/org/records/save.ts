/**
 * The save pipeline: one way for every record, in Salesforce's order of execution
 * (Apex Developer Guide, "Triggers and Order of Execution").
 */
import { runAfterSaveFlows, runBeforeDeleteFlows, runBeforeSaveFlows } from '../flows/stages.ts';
import { findObject, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { accessOf, forgetAccess } from './access.ts';
import { isStored } from './derived.ts';
import { newId, to18 } from './ids.ts';
import { checkMember, checkOwner } from './queues.ts';
import { readStored } from './read.ts';
import { removeRecord } from './remove.ts';
import { insertRow, updateRow } from './rows.ts';
import { checkAssignment, PERMISSION_SET_ASSIGNMENT, refreshAccess, refusal } from './setupObjects.ts';
import { applySummaries, recalculateSummaries, refreshMasters, saveMasters, type StaleMasters } from './summaries.ts';
import { inSavepoint } from './sql.ts';
import { checkConvertedLead } from './stages/convertedLead.ts';
import { applyDefaults } from './stages/defaults.ts';
import { recordHistory } from './stages/history.ts';
import { checkPermission } from './stages/permission.ts';
import { checkPicklists } from './stages/picklists.ts';
import { applyPlatform } from './stages/platform.ts';
import { checkDuplicates } from './stages/duplicates.ts';
import { requireFields } from './stages/required.ts';
import { checkRules } from './stages/rules.ts';
import { runAfterTriggers, runBeforeTriggers } from './stages/triggers.ts';
import { takeValues } from './stages/types.ts';
import { checkUnique } from './stages/unique.ts';
import type { SaveError, SaveRequest, SaveResult, Values } from './values.ts';
import { saveError, type Stage, type Transaction, type Work } from './work.ts';

/**
 * Stages up to the write, in order; the first one that reports errors ends the record. Flows and triggers that run
 * before the save belong between `applyPlatform` and `requireFields`.
 */
const BEFORE_WRITE: Stage[] = [
  checkPermission,
  takeValues,
  checkConvertedLead,
  applyDefaults,
  applyPlatform,
  applySummaries,
  runBeforeSaveFlows,
  runBeforeTriggers,
  requireFields,
  checkPicklists,
  checkRules,
  checkUnique,
  checkDuplicates,
  checkAssignment,
  checkOwner,
  checkMember
];

/** Stages after the write and before the commit: triggers, then after-save flows, roll-ups behind them. */
const AFTER_WRITE: Stage[] = [recordHistory, refreshAccess, runAfterTriggers, runAfterSaveFlows, refreshMasters];

/**
 * Saves records for a user.
 * @param options.allOrNone one error undoes all; otherwise every record stands for itself
 * @returns one result per request, in order; errors are results, never exceptions
 */
export function save(org: Org, userId: string, requests: SaveRequest[], options: { allOrNone: boolean }): SaveResult[] {
  return saveAll(org, userId, requests, { ...options, depth: 0, transaction: { rows: 0, leaving: new Set() } });
}

/** Where a save stands: asked for by a client (depth 0) or by automation inside another save. */
interface Nesting {
  allOrNone: boolean;
  depth: number;
  transaction: Transaction;
  /** As in `Work`. */
  waitingMasters?: Map<string, ObjectDef>;
}

function saveAll(org: Org, userId: string, requests: SaveRequest[], options: Nesting): SaveResult[] {
  const now = org.clock.now().toISOString();
  const results: SaveResult[] = [];
  try {
    inSavepoint(org.db, () => {
      // Triggers of a master must not see details that are about to go.
      const waitingMasters = isDeletedAsOne(requests, options) ? new Map<string, ObjectDef>() : undefined;
      for (const request of requests) results.push(saveOne(org, userId, request, now, { ...options, waitingMasters }));
      const refused = waitingMasters ? saveMasters({ org, dml: dmlInside(org, userId, options) }, waitingMasters) : [];
      if (refused.length) results.push(...results.splice(-1).map((last) => ({ ...last, success: false, errors: refused })));
      if (options.allOrNone && results.some((result) => !result.success)) throw new RolledBack();
    });
  } catch (error) {
    forgetAccess(org);
    if (!(error instanceof RolledBack)) throw error;
    return results.map((result) => (result.success ? { id: null, success: false, created: false, errors: [ROLLED_BACK] } : result));
  }
  return results;
}

/** Several records that are deleted all or none. */
const isDeletedAsOne = (requests: SaveRequest[], { allOrNone }: Nesting): boolean =>
  allOrNone && requests.length > 1 && requests.every(({ operation }) => operation === 'delete');

/** How automation inside a save saves other records. */
const dmlInside =
  (org: Org, userId: string, { depth, transaction }: Nesting): Work['dml'] =>
  (requests) =>
    saveAll(org, userId, requests, { allOrNone: true, depth: depth + 1, transaction });

const ROLLED_BACK: SaveError = saveError(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header'
);

/** Thrown to undo a savepoint; never leaves this file. */
class RolledBack extends Error {
  readonly errors: SaveError[];
  constructor(errors: SaveError[] = []) {
    super('rolled back');
    this.errors = errors;
  }
}

function saveOne(org: Org, userId: string, request: SaveRequest, now: string, nesting: Nesting): SaveResult {
  let id: string | null = request.id === undefined ? null : to18(request.id);
  try {
    inSavepoint(org.db, () => {
      const prepared = prepare(org, userId, request, now, nesting);
      if ('errors' in prepared) throw new RolledBack(prepared.errors);
      id = prepared.id;
      const errors = request.operation === 'delete' ? remove(prepared) : write(prepared);
      if (errors.length) throw new RolledBack(errors);
    });
    return { id, success: true, created: request.operation === 'insert', errors: [] };
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    return { id: request.operation === 'insert' ? null : id, success: false, created: false, errors: error.errors };
  }
}

/** Finds the object and the old record. */
function prepare(org: Org, userId: string, request: SaveRequest, now: string, nesting: Nesting): Work | { errors: SaveError[] } {
  const object = findObject(org.catalog, request.object);
  if (!object) return { errors: [saveError('INVALID_TYPE', `sObject type '${request.object}' is not supported.`)] };
  const refused = refusal(object, request.operation);
  if (refused) return { errors: [refused] };
  const access = accessOf(org, userId);
  const common = {
    ...{ org, userId, access, request, object, now, given: new Set<string>() },
    ...{ system: nesting.depth > 0, depth: nesting.depth, transaction: nesting.transaction },
    ...(nesting.waitingMasters ? { waitingMasters: nesting.waitingMasters } : {}),
    dml: dmlInside(org, userId, nesting)
  };
  if (request.operation === 'insert') return { ...common, id: newId(org, object.keyPrefix), values: {} };
  const id = to18(request.id ?? '');
  const old = readStored(org, object.name, id);
  if (!old)
    return {
      errors: [
        id.startsWith(object.keyPrefix)
          ? saveError('ENTITY_IS_DELETED', 'このレコードは削除されているか、存在しません。')
          : saveError('MALFORMED_ID', `ID 値の種別が不正です: ${request.id ?? ''}`)
      ]
    };
  if (nesting.transaction.leaving.has(id)) return { errors: [selfReference(object, id, request.operation)] };
  if (request.ifUnmodifiedSince !== undefined && isNewer(old['LastModifiedDate'], request.ifUnmodifiedSince)) {
    return {
      errors: [saveError('ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK', 'このレコードは、編集中に他のユーザーによって変更されました。')]
    };
  }
  const values: Values = {};
  for (const field of object.fields.values())
    if (field.name !== 'Id' && isStored(object, field)) values[field.name] = old[field.name] ?? null;
  return { ...common, id, old, values };
}

/** Automation that runs before a record is deleted cannot write that record (SOAP API Developer Guide, status codes). */
const selfReference = (object: ObjectDef, id: string, operation: SaveRequest['operation']): SaveError =>
  saveError(
    'SELF_REFERENCE_FROM_TRIGGER',
    `Object (id = ${id}) is currently in trigger ${object.name}, therefore it cannot recursively ${operation} itself`
  );

/** HTTP dates have no milliseconds: a moment without them stands for its whole second. */
function isNewer(modified: unknown, since: string): boolean {
  const moment = Date.parse(since);
  const reference = moment % 1000 === 0 ? moment + 999 : moment;
  return typeof modified === 'string' && Date.parse(modified) > reference;
}

function write(work: Work): SaveError[] {
  const errors = run(BEFORE_WRITE, work);
  if (errors.length) return errors;
  const { org, object, id, values, userId, now } = work;
  Object.assign(values, { LastModifiedDate: now, LastModifiedById: userId, SystemModstamp: now });
  if (work.old) updateRow(org, object.name, id, values);
  else insertRow(org, object.name, id, { ...values, CreatedDate: now, CreatedById: userId });
  return run(AFTER_WRITE, work);
}

function run(stages: Stage[], work: Work): SaveError[] {
  for (const stage of stages) {
    const errors = stage(work);
    if (errors.length) return errors;
  }
  return [];
}

function beforeLeaving(work: Work): SaveError[] {
  const { leaving } = work.transaction;
  leaving.add(work.id);
  try {
    return runBeforeDeleteFlows(work);
  } finally {
    leaving.delete(work.id);
  }
}

function remove(work: Work): SaveError[] {
  const { org, object, id, access } = work;
  const allowed = work.system || (object.name === PERMISSION_SET_ASSIGNMENT ? access.admin : access.object(object.name).delete);
  if (!allowed)
    return [
      saveError(
        'INSUFFICIENT_ACCESS_OR_READONLY',
        `${object.label}を削除するアクセス権がありません。システム管理者にお問い合わせください。`
      )
    ];
  const refused = beforeLeaving(work);
  if (refused.length) return refused;
  const stale: StaleMasters = new Map();
  const errors = removeRecord(org, object, id, stale);
  if (errors.length) return errors;
  const refusedAfter = run(AFTER_WRITE, work);
  // Details that went with their master were not saved themselves: what else they counted in is brought up to date here.
  recalculateSummaries(org, stale);
  return refusedAfter;
}
