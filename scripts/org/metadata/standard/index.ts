/** The data that describes a fresh org: standard objects, their fields and value sets. */
import { ACTIVITY_OBJECTS } from './activities.ts';
import type { StandardObject } from './object.ts';
import { SALES_OBJECTS } from './sales.ts';
import { SETUP_OBJECTS } from './setup.ts';

export { STANDARD_VALUE_SETS } from './valueSets.ts';
export { STANDARD_NOUNS, isKnownNoun } from './nouns.ts';

export const STANDARD_OBJECTS: StandardObject[] = [...SALES_OBJECTS, ...ACTIVITY_OBJECTS, ...SETUP_OBJECTS];

/** Tabs that every org has (names SEEN in applications and permission sets, metadata-model.md section 8); labels follow renamed objects. */
export const STANDARD_TABS: Record<string, { label: string; object?: string }> = {
  'standard-home': { label: 'ホーム' },
  'standard-Lead': { label: 'リード', object: 'Lead' },
  'standard-Account': { label: '取引先', object: 'Account' },
  'standard-Contact': { label: '取引先責任者', object: 'Contact' },
  'standard-Opportunity': { label: '商談', object: 'Opportunity' },
  'standard-Task': { label: 'ToDo', object: 'Task' },
  'standard-Event': { label: 'カレンダー', object: 'Event' },
  'standard-report': { label: 'レポート' },
  'standard-Dashboard': { label: 'ダッシュボード' }
};
