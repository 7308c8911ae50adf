import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiClient } from '../../http/__tests__/apiClient.ts';
import { deploy, texts } from '../../metadata/__tests__/helpers.ts';
import { ADMIN_USER_ID, openOrg, type Org } from '../../org.ts';
import { runSoql } from '../../query/soql.ts';
import { accessOf } from '../access.ts';
import { readRecord } from '../store.ts';
import type { FieldValue } from '../values.ts';
import { assign, fixedClock, insert, remove, rule, savedId, update } from './fixtures.ts';
import { testOrg } from '../../testing/testOrg.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const field = (name: string, type: string, more = ''): string =>
  `<fields><fullName>${name}__c</fullName><label>${name}</label><type>${type}</type>${more}</fields>`;
const summary = (name: string, operation: string, more = ''): string =>
  field(name, 'Summary', `<summaryForeignKey>Line__c.Order__c</summaryForeignKey><summaryOperation>${operation}</summaryOperation>${more}`);
const of = (name: string): string => `<summarizedField>Line__c.${name}__c</summarizedField>`;
const BIG = '<summaryFilterItems><field>Line__c.Amount__c</field><operation>greaterThan</operation><value>10</value></summaryFilterItems>';

const object = (label: string, fields: string, sharing = 'ReadWrite', more = ''): string =>
  `<CustomObject ${NS}>${fields}<deploymentStatus>Deployed</deploymentStatus><label>${label}</label><nameField><label>${label} Name</label><type>Text</type></nameField><pluralLabel>${label}</pluralLabel><sharingModel>${sharing}</sharingModel>${more}</CustomObject>`;

const NUMBERED = field('Number', 'AutoNumber', '<displayFormat>O-{YYYY}-{000}</displayFormat><startingNumber>7</startingNumber>');
const ORDER_FIELDS = [
  NUMBERED,
  summary('Lines', 'count'),
  summary('BigLines', 'count', BIG),
  summary('Total', 'sum', of('Amount')),
  summary('Least', 'min', of('Amount')),
  summary('Last', 'max', of('Due'))
].join('');
const ORDER = (rules = '', fields = ORDER_FIELDS): string => object('Order', fields, 'ReadWrite', rules);
const MASTER = (more = ''): string =>
  field(
    'Order',
    'MasterDetail',
    `<referenceTo>Order__c</referenceTo><relationshipName>Lines</relationshipName><relationshipOrder>0</relationshipOrder>${more}`
  );
const LINE = (master = MASTER('<reparentableMasterDetail>true</reparentableMasterDetail>')): string =>
  object(
    'Line',
    master + field('Amount', 'Currency', '<precision>12</precision><scale>0</scale>') + field('Due', 'Date'),
    'ControlledByParent'
  );
const grant = (name: string): string =>
  `<fieldPermissions><editable>true</editable><field>${name}</field><readable>true</readable></fieldPermissions>`;
const seen = (name: string): string =>
  `<fieldPermissions><editable>false</editable><field>${name}</field><readable>true</readable></fieldPermissions>`;
const SUMMARIES = ['Lines', 'BigLines', 'Total', 'Least', 'Last'];
const SET = `<PermissionSet ${NS}>${['Line__c.Amount__c', 'Line__c.Due__c'].map(grant).join('')}${['Number', ...SUMMARIES].map((name) => seen(`Order__c.${name}__c`)).join('')}<hasActivationRequired>false</hasActivationRequired><label>Staff</label></PermissionSet>`;
const FILES = (rules = '', line = LINE()): Record<string, string> => ({
  'objects/Order__c.object': ORDER(rules),
  'objects/Line__c.object': line,
  'permissionsets/Staff.permissionset': SET
});

function orderOrg(rules = '', line = LINE()): Org {
  const org = testOrg(FILES(rules, line), { clock: fixedClock('2026-04-01T00:00:00Z') });
  savedId(assign(org, 'Staff'));
  return org;
}
const order = (org: Org, name = 'O'): string => savedId(insert(org, 'Order__c', { Name: name }));
const line = (org: Org, orderId: string, amount: number, due = '2026-05-01'): string =>
  savedId(insert(org, 'Line__c', { Name: 'L', Order__c: orderId, Amount__c: amount, Due__c: due }));
const sums = (org: Org, id: string): (FieldValue | undefined)[] => {
  const record = readRecord(org, 'Order__c', id);
  return SUMMARIES.map((name) => record?.[`${name}__c`]);
};

test('summaries count, add and compare the details as they come, change, move and go', () => {
  const org = orderOrg();
  const [first, second] = [order(org), order(org, 'P')];
  assert.deepEqual(sums(org, first), [0, 0, 0, null, null]);
  const small = line(org, first, 5, '2026-06-01');
  const big = line(org, first, 20);
  assert.deepEqual(sums(org, first), [2, 1, 25, 5, '2026-06-01']);
  savedId(update(org, 'Line__c', small, { Amount__c: 30 }));
  assert.deepEqual(sums(org, first), [2, 2, 50, 20, '2026-06-01']);
  savedId(update(org, 'Line__c', big, { Order__c: second }));
  assert.deepEqual(sums(org, first), [1, 1, 30, 30, '2026-06-01']);
  assert.deepEqual(sums(org, second), [1, 1, 20, 20, '2026-05-01']);
  savedId(remove(org, 'Line__c', big));
  assert.deepEqual(sums(org, second), [0, 0, 0, null, null]);
});

test('the rules of the master see the new sum and refuse the detail', () => {
  const org = orderOrg(rule('Cheap', 'Total__c > 100', '', '合計は100までです'));
  const id = order(org);
  line(org, id, 60);
  const refused = insert(org, 'Line__c', { Name: 'L', Order__c: id, Amount__c: 41 });
  assert.deepEqual(
    refused.errors.map(({ message, fields }) => [message, fields]),
    [['合計は100までです', []]]
  );
  assert.deepEqual(sums(org, id).slice(0, 3), [1, 1, 60]);
});

test('nobody writes a summary or an automatic number, and a summary can be filtered', () => {
  const org = orderOrg();
  assert.equal(insert(org, 'Order__c', { Name: 'O', Total__c: 5 }).errors[0]?.statusCode, 'INVALID_FIELD_FOR_INSERT_UPDATE');
  assert.equal(insert(org, 'Order__c', { Name: 'O', Number__c: 'x' }).errors[0]?.statusCode, 'INVALID_FIELD_FOR_INSERT_UPDATE');
  const id = order(org);
  line(org, id, 60);
  order(org, 'P');
  assert.equal(runSoql(org, ADMIN_USER_ID, 'SELECT Id FROM Order__c WHERE Total__c > 50 AND Last__c = 2026-05-01').totalSize, 1);
});

test('a summary deployed later counts the details that are there', () => {
  const org = testOrg({
    ...FILES(),
    'objects/Order__c.object': ORDER('', NUMBERED),
    'permissionsets/Staff.permissionset': SET.replace(
      /<fieldPermissions><editable>false<\/editable><field>Order__c\.(?!Number).*?<\/fieldPermissions>/g,
      ''
    )
  });
  savedId(assign(org, 'Staff'));
  const id = order(org);
  line(org, id, 60);
  assert.deepEqual(texts(deploy(org, FILES()).details.componentFailures), []);
  assert.deepEqual(sums(org, id), [1, 1, 60, 60, '2026-05-01']);
  // The same again changes nothing.
  assert.equal(deploy(org, FILES()).success, true);
});

test('an automatic number field starts where it says and never repeats', () => {
  const org = orderOrg();
  const numbers = [order(org), order(org), order(org)].map((id) => readRecord(org, 'Order__c', id)?.['Number__c']);
  assert.deepEqual(numbers, ['O-2026-007', 'O-2026-008', 'O-2026-009']);
});

test('details go with their master, have no owner, and move only where the field allows it', () => {
  const org = orderOrg('', LINE(MASTER()));
  assert.equal(org.catalog.objects.get('Line__c')?.fields.has('OwnerId'), false);
  const [first, second] = [order(org), order(org)];
  const id = line(org, first, 1);
  assert.equal(insert(org, 'Line__c', { Name: 'L' }).errors[0]?.statusCode, 'REQUIRED_FIELD_MISSING');
  assert.equal(update(org, 'Line__c', id, { Order__c: second }).errors[0]?.statusCode, 'INVALID_FIELD_FOR_INSERT_UPDATE');
  savedId(remove(org, 'Order__c', first));
  assert.equal(readRecord(org, 'Line__c', id), undefined);
});

test('rights to write details end where those to write their master end', () => {
  const rights = (name: string, edit: boolean): string =>
    `<objectPermissions><allowCreate>${edit}</allowCreate><allowDelete>${edit}</allowDelete><allowEdit>${edit}</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${name}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
  const access = (sets: string, master = MASTER()): unknown => {
    const text = `<PermissionSet ${NS}><hasActivationRequired>false</hasActivationRequired><label>Few</label>${sets}</PermissionSet>`;
    const org = testOrg({ ...FILES('', LINE(master)), 'permissionsets/Few.permissionset': text });
    savedId(assign(org, 'Few'));
    org.db.exec(`UPDATE "Profile" SET "Name" = '標準ユーザー'`);
    const { read, create } = accessOf(openedAnew(org), ADMIN_USER_ID).object('Line__c');
    return [read, create];
  };
  assert.deepEqual(access(rights('Line__c', true) + rights('Order__c', false)), [true, false]);
  assert.deepEqual(access(rights('Line__c', true) + rights('Order__c', true)), [true, true]);
  assert.deepEqual(
    access(rights('Line__c', true) + rights('Order__c', false), MASTER('<writeRequiresMasterRead>true</writeRequiresMasterRead>')),
    [true, true]
  );
});

/** The same org for whom nothing was computed yet. */
const openedAnew = (org: Org): Org => ({ ...org });

test('a case-sensitive unique field takes what differs in case only', () => {
  const code = (more: string): Record<string, string> => ({
    'objects/Box__c.object': object('Box', field('Code', 'Text', `<length>9</length><required>true</required><unique>true</unique>${more}`))
  });
  const strict = testOrg(code('<caseSensitive>true</caseSensitive>'));
  const loose = testOrg(code(''));
  for (const org of [strict, loose]) savedId(insert(org, 'Box__c', { Name: 'B', Code__c: 'ab' }));
  assert.equal(insert(strict, 'Box__c', { Name: 'B', Code__c: 'AB' }).success, true);
  assert.equal(insert(strict, 'Box__c', { Name: 'B', Code__c: 'ab' }).errors[0]?.statusCode, 'DUPLICATE_VALUE');
  assert.equal(insert(loose, 'Box__c', { Name: 'B', Code__c: 'AB' }).errors[0]?.statusCode, 'DUPLICATE_VALUE');
});

test('deleting a record clears lookups to it, or is refused where the lookup restricts it', () => {
  const lookup = (constraint: string): Org =>
    testOrg({
      'objects/Box__c.object': object(
        'Box',
        field(
          'Maker',
          'Lookup',
          `<deleteConstraint>${constraint}</deleteConstraint><referenceTo>Account</referenceTo><relationshipName>Boxes</relationshipName>`
        )
      ),
      'permissionsets/Staff.permissionset': `<PermissionSet ${NS}>${grant('Box__c.Maker__c')}<hasActivationRequired>false</hasActivationRequired><label>Staff</label></PermissionSet>`
    });
  const run = (org: Org): [boolean, FieldValue | undefined] => {
    savedId(assign(org, 'Staff'));
    const account = savedId(insert(org, 'Account', { Name: 'A' }));
    const box = savedId(insert(org, 'Box__c', { Name: 'B', Maker__c: account }));
    const { success } = remove(org, 'Account', account);
    return [success, readRecord(org, 'Box__c', box)?.['Maker__c']];
  };
  assert.deepEqual(run(lookup('SetNull')), [true, null]);
  const [deleted, maker] = run(lookup('Restrict'));
  assert.equal(deleted, false);
  assert.ok(maker);
});

test('what this org does not do with fields is refused by name', () => {
  const problems = (fields: string, line = LINE()): string[] =>
    texts(
      deploy(openOrg(), { 'objects/Order__c.object': ORDER('', fields), 'objects/Line__c.object': line }, { checkOnly: true }).details
        .componentFailures
    );
  const lookup = (more: string): string =>
    field('Maker', 'Lookup', `<referenceTo>Account</referenceTo><relationshipName>Orders</relationshipName>${more}`);
  assert.deepEqual(
    problems(
      lookup(
        '<lookupFilter><active>true</active><filterItems><field>Account.Name</field><operation>equals</operation><value>A</value></filterItems><isOptional>false</isOptional></lookupFilter>'
      )
    ),
    ['CustomField Order__c.Maker__c: not supported: lookupFilter of Order__c.Maker__c']
  );
  assert.deepEqual(problems(lookup('<deleteConstraint>Cascade</deleteConstraint>')), [
    'CustomField Order__c.Maker__c: not supported: deleteConstraint Cascade of Order__c.Maker__c'
  ]);
  assert.deepEqual(problems(lookup('<deleteConstraint>SetNull</deleteConstraint><required>true</required>')), [
    'CustomField Order__c.Maker__c: A required lookup must not be cleared: deleteConstraint must be Restrict'
  ]);
  assert.deepEqual(problems(summary('Names', 'max', '<summarizedField>Line__c.Name</summarizedField>')), [
    'CustomField Order__c.Names__c: max of string fields is not possible'
  ]);
  assert.deepEqual(problems(summary('Total', 'sum', of('Due'))), ['CustomField Order__c.Total__c: sum of date fields is not possible']);
  assert.deepEqual(problems(summary('Total', 'sum', of('Nothing'))), [
    'CustomField Order__c.Total__c: summarizedField Line__c.Nothing__c does not exist on Line__c'
  ]);
  assert.deepEqual(problems(summary('Lines', 'count').replace('Line__c.Order__c', 'Line__c.Due__c')), [
    'CustomField Order__c.Lines__c: summaryForeignKey Line__c.Due__c is no master-detail field to Order__c'
  ]);
  assert.deepEqual(problems(field('Number', 'AutoNumber')), [
    "CustomField Order__c.Number__c: Must specify 'displayFormat' for a CustomField of type AutoNumber"
  ]);
});

/** How many digits a month has is the display's matter. */
const unpadded = (text: unknown): unknown => (typeof text === 'string' ? text.replaceAll('/0', '/') : text);

test('formulas of every result type reach through lookups in queries, lists, records and rules of blank parents', async () => {
  const formula = (name: string, type: string, text: string, more = ''): string => field(name, type, `<formula>${text}</formula>${more}`);
  const digits = '<precision>18</precision><scale>2</scale>';
  const computed = [
    formula('Rich', 'Checkbox', 'Maker__r.AnnualRevenue &gt; 1000'),
    formula('Born', 'Date', 'DATEVALUE(Maker__r.CreatedDate) + 1'),
    formula('Seen', 'DateTime', 'Maker__r.CreatedDate + 0.5'),
    formula('Part', 'Percent', 'Maker__r.AnnualRevenue / 100000', digits),
    formula('Cost', 'Currency', 'Maker__r.AnnualRevenue * 2', digits),
    formula('Boss', 'Text', 'Maker__r.Owner.Alias &amp; &quot;/&quot; &amp; Maker__r.Name')
  ];
  const names = ['Rich', 'Born', 'Seen', 'Part', 'Cost', 'Boss'].map((name) => `${name}__c`);
  const maker = field('Maker', 'Lookup', '<referenceTo>Account</referenceTo><relationshipName>Boxes</relationshipName>');
  const view = `<listViews><fullName>Rich_Ones</fullName>${['NAME', ...names].map((name) => `<columns>${name}</columns>`).join('')}<filterScope>Everything</filterScope><filters><field>Rich__c</field><operation>equals</operation><value>1</value></filters><label>Rich</label></listViews>`;
  const set = `<PermissionSet ${NS}>${grant('Box__c.Maker__c')}${names.map((name) => seen(`Box__c.${name}`)).join('')}<hasActivationRequired>false</hasActivationRequired><label>Staff</label></PermissionSet>`;
  const org = testOrg(
    { 'objects/Box__c.object': object('Box', maker + computed.join(''), 'ReadWrite', view), 'permissionsets/Staff.permissionset': set },
    { clock: fixedClock('2026-04-01T00:00:00Z') }
  );
  savedId(assign(org, 'Staff'));
  const account = savedId(insert(org, 'Account', { Name: 'A', AnnualRevenue: 5000 }));
  savedId(insert(org, 'Box__c', { Name: 'B', Maker__c: account }));
  savedId(insert(org, 'Box__c', { Name: 'C' }));
  const rows = runSoql(org, ADMIN_USER_ID, `SELECT ${names.join(', ')} FROM Box__c ORDER BY Name`).records;
  assert.deepEqual(
    rows.map((row) => names.map((name) => row[name])),
    [
      [true, '2026-04-02', '2026-04-01T12:00:00.000+0000', 5, 10000, 'demo/A'],
      [false, null, null, null, null, '/']
    ]
  );
  const client = await apiClient(org);
  try {
    const { body } = await client.get('/ui-api/list-records/Box__c/Rich_Ones');
    const shown = Object.values(body['records'] ?? {}).map(({ fields }) => names.map((name) => unpadded(fields?.[name]?.['displayValue'])));
    assert.deepEqual(shown, [[null, '2026/4/2', '2026/4/1 21:00', '5.00%', '¥10,000', null]]);
  } finally {
    client.server.close();
  }
});
