/** What people do with a case, as a plain list: the generator writes it, the driver sends it, the calculation reads it. */

export type Value = string | number | boolean | null;
/** Fields by API name. A text that starts with `@` stands for the record with that key. */
export type Values = Record<string, Value>;

export interface Change {
  at: Date;
  /** `complete`: every task of the case that is open at this moment is done. */
  action: 'insert' | 'update' | 'delete' | 'complete';
  object: string;
  /** Name of the record within the test. */
  key: string;
  values: Values;
  /** Done under the permission set of imports. */
  imported?: true;
  /** Fields that the refusal names; a refused change changes nothing. */
  refused?: string[];
}

/** A case and all that is done with it, in order. */
export interface CaseHistory {
  key: string;
  changes: Change[];
}

export const OPPORTUNITY = 'Opportunity';
export const ISSUE = 'CaseIssue__c';
export const CONSULTATION = 'Consultation__c';
export const PROPOSAL = 'MeasureProposal__c';
export const VISIT = 'Visit__c';
export const ITEM_STATE = 'ItemState__c';
export const TASK = 'Task';
export const TARGET = 'Target__c';

export const PREPARATION = '事前準備';
export const IDENTIFICATION = '課題の特定';
export const PROPOSING = '提案';
export const FOLLOWING = 'フォロー中';
export const COMPLETED = 'クローズ（支援完了）';
export const DROPPED = 'クローズ（未アクション）';

/** The phases that a case goes through, in order. */
export const OPEN_PHASES = [PREPARATION, IDENTIFICATION, PROPOSING, FOLLOWING];

/** 1 to 4 for the open phases, 5 for a completed case, 0 for a dropped one. */
export const rankOf = (phase: string): number => [DROPPED, ...OPEN_PHASES, COMPLETED].indexOf(phase);

export const isClosed = (phase: string): boolean => phase === COMPLETED || phase === DROPPED;
