/** Activities follow a converted lead. Source: Salesforce Help, "Considerations for Converting Leads" (activities). */
import type { Org } from '../org.ts';
import { updateRow } from './rows.ts';
import { quoted, statement } from './sql.ts';
import { readStored } from './read.ts';

/**
 * Attaches all activities of a lead to the person and, where they are related to nothing else, to the record made for the deal.
 * @param relatedId the opportunity, or the account when there is none
 */
export function moveActivities(org: Org, leadId: string, contactId: string, relatedId: string): void {
  for (const object of ['Task', 'Event']) {
    const rows = statement(org.db, `SELECT "Id", "WhatId" FROM ${quoted(object)} WHERE "WhoId" = ?`).all(leadId);
    for (const row of rows) {
      const whatId = typeof row['WhatId'] === 'string' ? row['WhatId'] : relatedId;
      const account = readStored(org, 'Opportunity', whatId)?.['AccountId'] ?? readStored(org, 'Contact', contactId)?.['AccountId'] ?? null;
      updateRow(org, object, String(row['Id']), { WhoId: contactId, WhatId: whatId, AccountId: account });
    }
  }
}
