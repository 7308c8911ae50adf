/** All doubles of Apex. */
import type { ApexDoubles, TriggerDoubles } from './doubles.ts';
import { methods as hearingItemController } from './HearingItemController.ts';

export const apexDoubles: ApexDoubles = { ...hearingItemController };

/** Twins of triggers, by trigger name. */
export const triggerDoubles: TriggerDoubles = {};
