/** Double of `CandidateHearing.trigger`. */
import type { TriggerDoubles } from './doubles.ts';
import { beforeSave } from './HearingHandler.ts';

export const trigger: TriggerDoubles = {
  CandidateHearing: (org, userId, change) => {
    beforeSave(org, userId, 'Lead', change);
  }
};
