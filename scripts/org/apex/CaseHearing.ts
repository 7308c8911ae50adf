/** Double of `CaseHearing.trigger`. */
import type { TriggerDoubles } from './doubles.ts';
import { afterUpdate, beforeSave } from './HearingHandler.ts';

export const trigger: TriggerDoubles = {
  CaseHearing: (org, userId, change) => {
    if (change.event === 'after update') afterUpdate(org, change);
    else beforeSave(org, userId, 'Opportunity', change);
  }
};
