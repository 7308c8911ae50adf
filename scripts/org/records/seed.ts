/** The platform's own rows of a fresh org: the organisation, its profile and its administrator. */
import { ADMIN_USER_ID, ADMIN_USERNAME, LANGUAGE, ORGANIZATION_ID, TIME_ZONE } from '../identity.ts';
import type { Org } from '../org.ts';
import { stableId } from './ids.ts';
import { insertRow } from './rows.ts';
import type { Values } from './values.ts';

/** The profile that has every right; in a Japanese org its name is Japanese. */
export const ADMIN_PROFILE = 'システム管理者';

/** Writes the rows that are missing; a row that exists is left as it is. */
export function seed(org: Org): void {
  const now = org.clock.now().toISOString();
  const audit: Values = {
    CreatedDate: now,
    CreatedById: ADMIN_USER_ID,
    LastModifiedDate: now,
    LastModifiedById: ADMIN_USER_ID,
    SystemModstamp: now
  };
  const profileId = stableId(org, '00e', `Profile:${ADMIN_PROFILE}`);
  insertIfMissing(org, 'Organization', ORGANIZATION_ID, {
    ...audit,
    Name: 'デモ組織',
    InstanceName: 'LOCAL',
    IsSandbox: false,
    IsReadOnly: false,
    TrialExpirationDate: null,
    NamespacePrefix: null,
    OrganizationType: 'Developer Edition',
    LanguageLocaleKey: LANGUAGE,
    DefaultLocaleSidKey: 'ja_JP',
    TimeZoneSidKey: TIME_ZONE,
    FiscalYearStartMonth: 1,
    UsesStartDateAsFiscalYearName: true,
    DefaultAccountAccess: 'Edit',
    DefaultContactAccess: 'ControlledByParent',
    DefaultOpportunityAccess: 'Edit',
    DefaultLeadAccess: 'ReadEditTransfer'
  });
  insertIfMissing(org, 'Profile', profileId, { ...audit, Name: ADMIN_PROFILE, UserType: 'Standard', Description: null });
  insertIfMissing(org, 'User', ADMIN_USER_ID, {
    ...audit,
    Username: ADMIN_USERNAME,
    Email: ADMIN_USERNAME,
    // A Japanese org shows the family name first: デモ 管理者.
    LastName: 'デモ',
    FirstName: '管理者',
    Alias: 'demo',
    CommunityNickname: 'demo',
    IsActive: true,
    UserType: 'Standard',
    TimeZoneSidKey: TIME_ZONE,
    LocaleSidKey: 'ja_JP',
    LanguageLocaleKey: LANGUAGE,
    EmailEncodingKey: 'UTF-8',
    ProfileId: profileId
  });
}

function insertIfMissing(org: Org, object: string, id: string, values: Values): void {
  if (!org.catalog.objects.has(object)) return;
  if (org.db.prepare(`SELECT 1 FROM "${object}" WHERE "Id" = ?`).get(id)) return;
  insertRow(org, object, id, values);
}
