/** All doubles of Apex. */
import type { ApexDoubles } from './doubles.ts';
import { methods as hearingItemController } from './HearingItemController.ts';

export const apexDoubles: ApexDoubles = { ...hearingItemController };
