import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADMIN_USER_ID, type Org } from '../../org.ts';
import { save } from '../save.ts';
import { readRecord } from '../store.ts';
import type { SaveError, SaveResult, StoredRecord } from '../values.ts';
import { fixedClock, insert, remove, rule, savedId, update, widgetOrg } from './fixtures.ts';

const codes = (result: SaveResult): string[] => result.errors.map((error) => error.statusCode);
const first = (result: SaveResult): SaveError => {
  const [error] = result.errors;
  if (!error) throw new Error('The record was saved');
  return error;
};
const record = (org: Org, object: string, result: SaveResult): StoredRecord => {
  const found = readRecord(org, object, savedId(result));
  if (!found) throw new Error('no record');
  return found;
};
const count = (org: Org, object: string): number => Number(org.db.prepare(`SELECT COUNT(*) AS n FROM "${object}"`).get()?.['n']);

test('stores what was given in the form of its type', () => {
  const org = widgetOrg();
  const account = savedId(insert(org, 'Account', { name: '  山田製作所  ' }));
  const widget = record(
    org,
    'Widget__c',
    insert(org, 'Widget__c', {
      name: 'W',
      COUNT__C: '12.34',
      Ready__c: 'true',
      Due__c: '2026-04-01T00:00:00Z',
      Seen__c: '2026-04-01T09:00:00+0900',
      Tags__c: 'C;A;C',
      Notes__c: '   ',
      Account__c: account.slice(0, 15),
      Share__c: 12.345
    })
  );
  assert.equal(readRecord(org, 'Account', account)?.['Name'], '山田製作所');
  assert.equal(widget['Count__c'], 12.3);
  assert.equal(widget['Share__c'], 12.35);
  assert.equal(widget['Ready__c'], true);
  assert.equal(widget['Due__c'], '2026-04-01');
  assert.equal(widget['Seen__c'], '2026-04-01T00:00:00.000Z');
  assert.equal(widget['Tags__c'], 'A;C');
  assert.equal(widget['Notes__c'], null);
  assert.equal(widget['Account__c'], account);
});

test('refuses values of the wrong type, all of them at once, and stores nothing', () => {
  const org = widgetOrg();
  const result = insert(org, 'Widget__c', {
    Name: 'x'.repeat(81),
    Count__c: 'many',
    Share__c: 12345,
    Due__c: '2026-02-30',
    Seen__c: 'yesterday',
    Ready__c: 'yes',
    Mail__c: 'nobody',
    Account__c: '001000000000009AAA'
  });
  assert.deepEqual(
    result.errors.map((error) => [error.statusCode, error.fields[0]]),
    [
      ['STRING_TOO_LONG', 'Name'],
      ['INVALID_TYPE_ON_FIELD_IN_RECORD', 'Count__c'],
      ['NUMBER_OUTSIDE_VALID_RANGE', 'Share__c'],
      ['INVALID_TYPE_ON_FIELD_IN_RECORD', 'Due__c'],
      ['INVALID_TYPE_ON_FIELD_IN_RECORD', 'Seen__c'],
      ['INVALID_TYPE_ON_FIELD_IN_RECORD', 'Ready__c'],
      ['INVALID_EMAIL_ADDRESS', 'Mail__c'],
      ['INVALID_CROSS_REFERENCE_KEY', 'Account__c']
    ]
  );
  assert.match(first(result).message, /^Widget Name: データ値が大きすぎます: x+ \(最大長=80\)$/);
  assert.equal(count(org, 'Widget__c'), 0);
  assert.deepEqual(codes(insert(org, 'Widget__c', { Name: 'W', Account__c: 'nonsense' })), ['MALFORMED_ID']);
  assert.deepEqual(codes(insert(org, 'Widget__c', { Name: 'W', Account__c: ADMIN_USER_ID })), ['FIELD_INTEGRITY_EXCEPTION']);
});

test('takes numbers up to the digits of the field', () => {
  const org = widgetOrg();
  assert.equal(record(org, 'Widget__c', insert(org, 'Widget__c', { Name: 'W', Count__c: -9999.94 }))['Count__c'], -9999.9);
  for (const value of [10000, -10000, 9999.95])
    assert.deepEqual(codes(insert(org, 'Widget__c', { Name: 'W', Count__c: value })), ['NUMBER_OUTSIDE_VALID_RANGE'], String(value));
});

test('fills in defaults only where nothing was given', () => {
  const org = widgetOrg({ clock: fixedClock('2026-03-31T15:00:00Z') });
  const plain = record(org, 'Widget__c', insert(org, 'Widget__c', { Name: 'W' }));
  assert.equal(plain['Due__c'], '2026-04-08');
  assert.equal(plain['On__c'], true);
  assert.equal(plain['Ready__c'], false);
  assert.equal(plain['Free__c'], 'One');
  assert.equal(plain['OwnerId'], ADMIN_USER_ID);
  const given = record(org, 'Widget__c', insert(org, 'Widget__c', { Name: 'W', Due__c: null, On__c: false, Free__c: 'Two' }));
  assert.equal(given['Due__c'], null);
  assert.equal(given['On__c'], false);
  assert.equal(given['Free__c'], 'Two');
  const lead = record(org, 'Lead', insert(org, 'Lead', { LastName: '山田', FirstName: '花子', Company: '山田製作所' }));
  assert.equal(lead['Status'], 'Open - Not Contacted');
  assert.equal(lead['Name'], '山田 花子');
});

test('numbers records by the display format, without gaps from refused records', () => {
  const org = widgetOrg({ clock: fixedClock('2026-12-31T15:00:00Z') });
  const widget = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  const name = (result: SaveResult): unknown => record(org, 'Part__c', result)['Name'];
  assert.equal(name(insert(org, 'Part__c', { Widget__c: widget, Label__c: 'a' })), 'P-2027-0001');
  assert.deepEqual(codes(insert(org, 'Part__c', { Widget__c: widget })), ['REQUIRED_FIELD_MISSING']);
  assert.equal(name(insert(org, 'Part__c', { Widget__c: widget, Label__c: 'b' })), 'P-2027-0002');
});

test('names every missing required field in one error, on insert and on update', () => {
  const org = widgetOrg();
  const result = insert(org, 'Opportunity', { StageName: null });
  assert.deepEqual(first(result), {
    statusCode: 'REQUIRED_FIELD_MISSING',
    message: '値を入力してください: [Name, StageName, CloseDate]',
    fields: ['Name', 'StageName', 'CloseDate']
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  assert.deepEqual(first(update(org, 'Widget__c', id, { Name: ' ', OwnerId: '' })).fields, ['OwnerId', 'Name']);
});

test('refuses unknown fields, fields without access and fields that only the platform writes', () => {
  const org = widgetOrg({ granted: false });
  assert.equal(
    first(insert(org, 'Widget__c', { Name: 'W', Nothing__c: 1 })).message,
    "No such column 'Nothing__c' on sobject of type Widget__c"
  );
  assert.equal(
    first(insert(org, 'Widget__c', { Name: 'W', Count__c: 1 })).message,
    "No such column 'Count__c' on sobject of type Widget__c"
  );
  const readOnly = first(insert(org, 'Widget__c', { Name: 'W', CreatedDate: '2020-01-01T00:00:00Z' }));
  assert.equal(readOnly.statusCode, 'INVALID_FIELD_FOR_INSERT_UPDATE');
  assert.deepEqual(readOnly.fields, ['CreatedDate']);
  assert.deepEqual(codes(insert(org, 'Widget__c', { Name: 'W', Id: 'a00000000000001AAA' })), ['INVALID_FIELD_FOR_INSERT_UPDATE']);
});

test('lets a user without rights save nothing', () => {
  const org = widgetOrg();
  const [result] = save(org, '005000000000009AAA', [{ operation: 'insert', object: 'Widget__c', values: { Name: 'W' } }], {
    allOrNone: true
  });
  assert.deepEqual(result && codes(result), ['INSUFFICIENT_ACCESS_OR_READONLY']);
});

test('keeps inactive values that a record holds and refuses them anywhere else', () => {
  const org = widgetOrg();
  const refused = first(insert(org, 'Widget__c', { Name: 'W', Color__c: 'Old' }));
  assert.deepEqual(refused, {
    statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    message: 'Color: 制限つき選択リスト項目の値が不適切です: Old',
    fields: ['Color__c']
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Tags__c: 'A' }));
  org.db.prepare(`UPDATE "Widget__c" SET "Color__c" = 'Old', "Tags__c" = 'A;Gone' WHERE "Id" = ?`).run(id);
  assert.deepEqual(update(org, 'Widget__c', id, { Name: 'W2' }).errors, []);
  assert.deepEqual(update(org, 'Widget__c', id, { Color__c: 'Old', Tags__c: 'Gone;B' }).errors, []);
  assert.deepEqual(codes(update(org, 'Widget__c', id, { Tags__c: 'B;Never' })), ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST']);
  assert.deepEqual(insert(org, 'Widget__c', { Name: 'W', Free__c: 'Three' }).errors, []);
});

test('holds a dependent picklist to its controlling field whenever one of them changes', () => {
  const org = widgetOrg();
  assert.deepEqual(codes(insert(org, 'Widget__c', { Name: 'W', Color__c: 'Green', Tone__c: 'Dark' })), [
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'
  ]);
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Color__c: 'Red', Tone__c: 'Dark' }));
  assert.deepEqual(first(update(org, 'Widget__c', id, { Color__c: 'Green' })).fields, ['Tone__c']);
  assert.deepEqual(update(org, 'Widget__c', id, { Color__c: 'Green', Tone__c: 'Light' }).errors, []);
});

test('reports all broken rules with message and field, and changes nothing', () => {
  const org = widgetOrg({
    rules:
      rule('Needs_Count', 'AND(ISPICKVAL(Color__c, "Red"), ISBLANK(Count__c))', 'Count__c', '「Count」を入れてください。') +
      rule('Needs_Notes', 'AND(ISPICKVAL(Color__c, "Red"), LEN(Notes__c) = 0)', 'Notes__c') +
      rule('Needs_Ready', 'AND(ISPICKVAL(Color__c, "Red"), NOT(Ready__c))')
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  const result = update(org, 'Widget__c', id, { Color__c: 'Red', Name: 'Changed' });
  assert.deepEqual(result.errors, [
    { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: '「Count」を入れてください。', fields: ['Count__c'] },
    { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Needs_Notes broken', fields: ['Notes__c'] },
    { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Needs_Ready broken', fields: [] }
  ]);
  assert.equal(readRecord(org, 'Widget__c', id)?.['Name'], 'W');
  assert.deepEqual(update(org, 'Widget__c', id, { Color__c: 'Red', Count__c: 0, Notes__c: 'n', Ready__c: true }).errors, []);
});

test('lets rules see old values, lookups, formula fields and the new state of derived fields', () => {
  const org = widgetOrg({
    rules:
      rule('No_Step_Back', 'AND(ISCHANGED(Count__c), Count__c < PRIORVALUE(Count__c))', 'Count__c') +
      rule('Not_For_Acme', 'Account__r.Name = "Acme"', 'Account__c') +
      rule('Not_Too_Double', 'Double__c > 100', 'Count__c') +
      rule('No_Late_Start', 'AND(ISNEW(), Count__c > 10)', 'Count__c')
  });
  const acme = savedId(insert(org, 'Account', { Name: 'Acme' }));
  assert.deepEqual(first(insert(org, 'Widget__c', { Name: 'W', Account__c: acme })).fields, ['Account__c']);
  assert.match(first(insert(org, 'Widget__c', { Name: 'W', Count__c: 11 })).message, /No_Late_Start/);
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Count__c: 5 }));
  assert.match(first(update(org, 'Widget__c', id, { Count__c: 4 })).message, /No_Step_Back/);
  assert.match(first(update(org, 'Widget__c', id, { Count__c: 51 })).message, /Not_Too_Double/);
  assert.deepEqual(update(org, 'Widget__c', id, { Name: 'W2' }).errors, []);
});

test('lets a rule see the id of a record that exists, and none of a new one', () => {
  const org = widgetOrg({ rules: rule('Has_Id', 'ISNEW() <> ISBLANK(Id)') });
  const widget = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  assert.deepEqual(update(org, 'Widget__c', widget, { Name: 'V' }).errors, []);
});

test('stops the save when a rule cannot be computed', () => {
  const org = widgetOrg({ rules: rule('Ratio', '100 / Count__c > 50', 'Count__c') });
  assert.match(first(insert(org, 'Widget__c', { Name: 'W', Count__c: 0 })).message, /入力規則「Ratio」/);
  assert.deepEqual(insert(org, 'Widget__c', { Name: 'W' }).errors, []);
});

test('keeps unique fields unique without regard to case', () => {
  const org = widgetOrg();
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Code__c: 'Ab1' }));
  assert.deepEqual(first(insert(org, 'Widget__c', { Name: 'X', Code__c: 'aB1' })), {
    statusCode: 'DUPLICATE_VALUE',
    message: `重複する値が見つかりました: Code__c は次の ID のレコードの値と重複しています: ${id}`,
    fields: ['Code__c']
  });
  assert.deepEqual(update(org, 'Widget__c', id, { Code__c: 'AB1' }).errors, []);
  assert.deepEqual([insert(org, 'Widget__c', { Name: 'Y' }).success, insert(org, 'Widget__c', { Name: 'Z' }).success], [true, true]);
});

test('keeps who changed a record and when', () => {
  const clock = fixedClock('2026-04-01T00:00:00Z');
  const org = widgetOrg({ clock });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  clock.set('2026-04-02T00:00:00Z');
  update(org, 'Widget__c', id, { Name: 'W2' });
  const found = readRecord(org, 'Widget__c', id);
  assert.equal(found?.['CreatedDate'], '2026-04-01T00:00:00.000Z');
  assert.equal(found?.['LastModifiedDate'], '2026-04-02T00:00:00.000Z');
  assert.equal(found?.['LastModifiedById'], ADMIN_USER_ID);
});

test('refuses an update that is based on an older state', () => {
  const clock = fixedClock('2026-04-01T00:00:00.500Z');
  const org = widgetOrg({ clock });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  const change = (ifUnmodifiedSince: string): string[] =>
    save(org, ADMIN_USER_ID, [{ operation: 'update', object: 'Widget__c', id, values: { Name: 'V' }, ifUnmodifiedSince }], {
      allOrNone: true
    }).flatMap(codes);
  assert.deepEqual(change('2026-04-01T00:00:00.499Z'), ['ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK']);
  assert.deepEqual(change('2026-03-31T23:59:59Z'), ['ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK']);
  assert.deepEqual(change('2026-04-01T00:00:00.500Z'), []);
  assert.deepEqual(change('Wed, 01 Apr 2026 00:00:00 GMT'), []);
});

test('undoes everything when one record of all-or-none is refused', () => {
  const org = widgetOrg();
  const requests = [{ Name: 'A' }, {}, { Name: 'C' }].map((values) => ({ operation: 'insert' as const, object: 'Widget__c', values }));
  const results = save(org, ADMIN_USER_ID, requests, { allOrNone: true });
  assert.deepEqual(
    results.map((result) => codes(result)),
    [['ALL_OR_NONE_OPERATION_ROLLED_BACK'], ['REQUIRED_FIELD_MISSING'], ['ALL_OR_NONE_OPERATION_ROLLED_BACK']]
  );
  assert.equal(count(org, 'Widget__c'), 0);
  const partial = save(org, ADMIN_USER_ID, requests, { allOrNone: false });
  assert.deepEqual(
    partial.map((result) => result.success),
    [true, false, true]
  );
  assert.equal(count(org, 'Widget__c'), 2);
});

test('deletes details with their master, clears lookups and refuses what is gone', () => {
  const org = widgetOrg();
  const account = savedId(insert(org, 'Account', { Name: 'Acme' }));
  const contact = savedId(insert(org, 'Contact', { LastName: '山田', AccountId: account }));
  const widget = savedId(insert(org, 'Widget__c', { Name: 'W', Account__c: account }));
  savedId(insert(org, 'Part__c', { Widget__c: widget, Label__c: 'a' }));
  assert.equal(remove(org, 'Account', account).success, true);
  assert.equal(readRecord(org, 'Contact', contact), undefined);
  assert.equal(readRecord(org, 'Widget__c', widget)?.['Account__c'], null);
  assert.equal(remove(org, 'Widget__c', widget).success, true);
  assert.equal(count(org, 'Part__c'), 0);
  assert.deepEqual(codes(remove(org, 'Widget__c', widget)), ['ENTITY_IS_DELETED']);
  assert.deepEqual(codes(update(org, 'Widget__c', widget, { Name: 'x' })), ['ENTITY_IS_DELETED']);
});

test('does not move a detail to another master', () => {
  const org = widgetOrg();
  const one = savedId(insert(org, 'Widget__c', { Name: '1' }));
  const two = savedId(insert(org, 'Widget__c', { Name: '2' }));
  const part = savedId(insert(org, 'Part__c', { Widget__c: one, Label__c: 'a' }));
  assert.deepEqual(first(update(org, 'Part__c', part, { Widget__c: two })).fields, ['Widget__c']);
});

test('refuses what this org cannot save by name', () => {
  const org = widgetOrg();
  assert.match(first(insert(org, 'User', { LastName: 'x' })).message, /not supported: insert of User/);
  assert.match(first(insert(org, 'Report', { Name: 'x' })).message, /not supported: insert of Report/);
  assert.deepEqual(codes(insert(org, 'Nothing__c', {})), ['INVALID_TYPE']);
});
