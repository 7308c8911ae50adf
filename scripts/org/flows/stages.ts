/** Record-triggered flows as stages of the save pipeline. */
import type { SaveError } from '../records/values.ts';
import { MAX_DEPTH, saveError, type Stage, type Work } from '../records/work.ts';
import { applyPlatform } from '../records/stages/platform.ts';
import { enters } from './conditions.ts';
import { FlowFault, FlowLimit, FlowRefusal } from './faults.ts';
import { triggeringRecord, type Interview } from './interview.ts';
import { flowsFor, type FlowProgram, type Moment } from './program.ts';
import { runInterview } from './run.ts';

/** Flows that run before the record is written; what they assign goes into the save. */
export const runBeforeSaveFlows: Stage = (work) => {
  const before = { ...work.values };
  const errors = runFlows(work, 'beforeSave');
  // The platform's own rules follow a phase or a date that a flow has set, as they follow one that was typed.
  if (errors.length === 0 && Object.keys(work.values).some((name) => work.values[name] !== before[name])) applyPlatform(work);
  return errors;
};

/** Flows that run after the record was written and before the transaction is committed. */
export const runAfterSaveFlows: Stage = (work) => (work.request.operation === 'delete' ? [] : runFlows(work, 'afterSave'));

/** Flows that run before a record is deleted. Details that go with their parent trigger nothing (Apex Developer Guide, cascading deletes). */
export const runBeforeDeleteFlows: Stage = (work) => runFlows(work, 'beforeDelete');

function runFlows(work: Work, moment: Moment): SaveError[] {
  const programs = flowsFor(work.org.catalog, work.object, moment);
  for (const program of programs) {
    const errors = runFlow(work, program);
    if (errors.length) return errors;
  }
  return [];
}

function runFlow(work: Work, program: FlowProgram): SaveError[] {
  try {
    // Circles are cut where they come back to a flow, before it does anything again.
    const interview = interviewOf(work, program);
    if (!enters(interview)) return [];
    if (work.depth > MAX_DEPTH)
      throw new FlowLimit(
        `トリガーの深さの上限 (${MAX_DEPTH}) を超えました (maximum trigger depth exceeded)。フローが自身を繰り返し起動しています。`
      );
    work.org.flowsRun.add(program.name);
    runInterview(interview);
    return [];
  } catch (error) {
    if (error instanceof FlowRefusal) return error.errors;
    if (error instanceof FlowFault) return [failure(program, error.message)];
    if (!(error instanceof FlowLimit)) throw error;
    // A limit ends the whole transaction: only the outermost save turns it into an error.
    const message = error.isNamed ? error.message : details(program, error.message);
    if (work.depth > 0) throw new FlowLimit(message, true);
    return [saveError('CANNOT_EXECUTE_FLOW_TRIGGER', message)];
  }
}

const failure = (program: FlowProgram, message: string): SaveError => saveError('CANNOT_EXECUTE_FLOW_TRIGGER', details(program, message));

const details = ({ name, flow }: FlowProgram, message: string): string =>
  `「${flow.label}」(${name}) プロセスが失敗したため、このレコードを保存できません。Salesforce システム管理者に次の詳細をお知らせください。${message}`;

let interviews = 0;

function interviewOf(work: Work, program: FlowProgram): Interview {
  const record = triggeringRecord(work, program.moment !== 'beforeSave');
  const guid = (++interviews).toString(16).padStart(40, '0');
  return {
    work,
    program,
    record,
    ...(work.old ? { prior: { object: work.object, values: work.old, assigned: new Set<string>() } } : {}),
    values: new Map(),
    loops: new Map(),
    faultMessage: null,
    count: { elements: 0, statements: 0, queries: 0 },
    guid
  };
}
