/** An org with rows for tests of reports, list views and dashboards: neutral names only. */
import type { Clock, Org } from '../../org.ts';
import { ADMIN_USER_ID } from '../../org.ts';
import { forgetAccess } from '../../records/access.ts';
import { newId } from '../../records/ids.ts';
import { insertRow } from '../../records/rows.ts';
import type { Values } from '../../records/values.ts';
import { testOrg } from '../../testing/testOrg.ts';

/** Monday morning in Tokyo, still Sunday in UTC: day borders of the two differ. */
export const NOW = '2026-11-22T23:30:00.000Z';
export const clock: Clock = { now: () => new Date(NOW) };

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const OPPORTUNITY = `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject ${NS}>
  <fields><fullName>Points__c</fullName><label>点数</label><type>Number</type><precision>8</precision><scale>1</scale><description>d</description><inlineHelpText>h</inlineHelpText></fields>
  <fields><fullName>Tags__c</fullName><label>タグ</label><type>MultiselectPicklist</type><visibleLines>4</visibleLines>
    <valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>
      <value><fullName>red</fullName><default>false</default><label>赤</label></value>
      <value><fullName>blue</fullName><default>false</default><label>青</label></value>
      <value><fullName>green</fullName><default>false</default><label>緑</label></value>
    </valueSetDefinition></valueSet></fields>
  <fields><fullName>Size__c</fullName><label>大きさ</label><type>Picklist</type>
    <valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>
      <value><fullName>small</fullName><default>false</default><label>小</label></value>
      <value><fullName>large</fullName><default>false</default><label>大</label></value>
      <value><fullName>mid</fullName><default>false</default><label>中</label></value>
    </valueSetDefinition></valueSet></fields>
  <fields><fullName>Hidden__c</fullName><label>非公開の数</label><type>Number</type><precision>4</precision><scale>0</scale></fields>
</CustomObject>`;

const PERMISSIONS = `<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet ${NS}>
  ${['Points__c', 'Size__c', 'Tags__c'].map((name) => `<fieldPermissions><editable>true</editable><field>Opportunity.${name}</field><readable>true</readable></fieldPermissions>`).join('')}
  <hasActivationRequired>false</hasActivationRequired>
  <label>Staff</label>
</PermissionSet>`;

export const folder = (kind: 'Report' | 'Dashboard', name: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${kind}Folder ${NS}><name>${name}</name></${kind}Folder>`;

/** A report's XML around its own elements. */
export const report = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?><Report ${NS}>${body}</Report>`;
export const dashboard = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?><Dashboard ${NS}>${body}</Dashboard>`;

export interface Deal extends Values {
  Name: string;
  StageName: string;
  Amount: number | null;
  CloseDate: string;
  OwnerId: string;
  CreatedDate: string;
}

const STAGES = ['Prospecting', 'Qualification', 'Closed Won', 'Closed Lost'];
const SIZES = ['small', 'large', 'mid', null];
const TAGS = ['red', 'red;blue', 'green', null];

/** Rows with no regular pattern between their fields; the same on every run. */
export function deals(count: number, owners: string[], accounts: string[]): Deal[] {
  return Array.from({ length: count }, (_, index) => {
    const mixed = (index * 7919) % 97;
    return {
      Name: `Deal ${String(index).padStart(3, '0')}`,
      StageName: STAGES[mixed % 4] as string,
      Amount: mixed % 5 === 0 ? null : mixed * 1000,
      CloseDate: new Date(Date.UTC(2026, 0, 1) + mixed * 9 * 86_400_000).toISOString().slice(0, 10),
      OwnerId: owners[mixed % owners.length] as string,
      AccountId: index % 3 === 0 ? null : (accounts[index % accounts.length] as string),
      CreatedDate: new Date(Date.UTC(2026, 10, 15, 13) + index * 3 * 3_600_000).toISOString(),
      Probability: (mixed % 11) * 10,
      Points__c: mixed % 7 === 0 ? null : mixed / 2,
      Size__c: SIZES[(index + mixed) % 4] as string | null,
      Tags__c: TAGS[(index * 3 + mixed) % 4] as string | null
    };
  });
}

export interface Fixture {
  org: Org;
  rows: (Deal & { Id: string })[];
  owners: string[];
  accounts: string[];
}

/** Opens the org, deploys files besides the fixture's own, inserts accounts, users and deals. */
export function analyticsOrg(files: Record<string, string> = {}, count = 60): Fixture {
  const org = testOrg(
    { 'objects/Opportunity.object': OPPORTUNITY, 'permissionsets/Staff.permissionset': PERMISSIONS, ...files },
    { clock }
  );
  const set = org.db.prepare('SELECT "Id" AS id FROM "PermissionSet" WHERE "Name" = ?').get('Staff') as { id: string };
  insertRow(org, 'PermissionSetAssignment', newId(org, '0Pa'), { AssigneeId: ADMIN_USER_ID, PermissionSetId: set.id });
  forgetAccess(org);
  const profile = org.db.prepare('SELECT "ProfileId" AS id FROM "User" WHERE "Id" = ?').get(ADMIN_USER_ID) as { id: string };
  const second = newId(org, '005');
  insertRow(org, 'User', second, {
    LastName: '鈴木',
    FirstName: '花子',
    Alias: 'hana',
    Username: 'hana@local.example',
    IsActive: true,
    ProfileId: profile.id
  });
  const owners = [ADMIN_USER_ID, second];
  const accounts = ['北山工業', '南川商店'].map((name) => {
    const id = newId(org, '001');
    insertRow(org, 'Account', id, { Name: name, OwnerId: ADMIN_USER_ID });
    return id;
  });
  const rows = deals(count, owners, accounts).map((values) => {
    const id = newId(org, '006');
    const stamp = {
      LastModifiedDate: values.CreatedDate,
      SystemModstamp: values.CreatedDate,
      CreatedById: ADMIN_USER_ID,
      LastModifiedById: ADMIN_USER_ID
    };
    insertRow(org, 'Opportunity', id, { ...values, ...stamp });
    return { ...values, Id: id };
  });
  return { org, rows, owners, accounts };
}
