/** Converted leads are read-only, and nothing new may point to them as a person. */
import type { ObjectDef } from '../../metadata/catalog.ts';
import type { Access } from '../access.ts';
import { readStored } from '../read.ts';
import { changed, saveError, type Stage, type Work } from '../work.ts';

/** User permission "View and Edit Converted Leads". */
export const EDIT_CONVERTED_LEADS = 'AllowViewEditConvertedLeads';

/** True when converted records of the object stand in no list and in no lookup of the user. */
export const hiddenWhenConverted = (access: Access, object: ObjectDef): boolean =>
  object.name === 'Lead' && !access.userPermission(EDIT_CONVERTED_LEADS);

const isActivity = (work: Work): boolean => work.object.name === 'Task' || work.object.name === 'Event';

/**
 * Refuses edits of converted leads and activities with them, unless the user may edit converted leads.
 * Source: SOAP API "StatusCode" CANNOT_UPDATE_CONVERTED_LEAD; Object Reference "Lead" (converted leads).
 */
export const checkConvertedLead: Stage = (work) => {
  if (work.request.platform || work.access.userPermission(EDIT_CONVERTED_LEADS)) return [];
  if (work.object.name === 'Lead' && work.old?.['IsConverted'] === true) return [refusal(work)];
  if (!isActivity(work) || !changed(work, 'WhoId')) return [];
  const who = readStored(work.org, 'Lead', String(work.values['WhoId'] ?? ''));
  return who?.['IsConverted'] === true ? [refusal(work, 'WhoId')] : [];
};

function refusal(work: Work, field?: string): ReturnType<typeof saveError> {
  const label = work.org.catalog.objects.get('Lead')?.label ?? 'Lead';
  return saveError('CANNOT_UPDATE_CONVERTED_LEAD', `取引開始済みの${label}は更新も参照もできません。`, field ? [field] : []);
}
