/** All doubles of Apex. */
import { trigger as candidateHearing } from './CandidateHearing.ts';
import { trigger as caseHearing } from './CaseHearing.ts';
import type { ApexDoubles, TriggerDoubles } from './doubles.ts';
import { methods as hearingItemController } from './HearingItemController.ts';

export const apexDoubles: ApexDoubles = { ...hearingItemController };

/** Twins of triggers, by trigger name. */
export const triggerDoubles: TriggerDoubles = { ...candidateHearing, ...caseHearing };
