import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TriggerDouble, TriggerDoubles } from '../../apex/doubles.ts';
import { deploy, texts } from '../../metadata/__tests__/helpers.ts';
import { ADMIN_USER_ID, openOrg, type Org } from '../../org.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { save } from '../save.ts';
import { readRecord } from '../store.ts';
import type { SaveRequest } from '../values.ts';
import { assign, insert, PART, PERMISSION_SET, remove, rule, savedId, update, WIDGET } from './fixtures.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const trigger = (events: string, options: { name?: string; object?: string; status?: string } = {}): Record<string, string> => {
  const { name = 'WidgetTrigger', object = 'Widget__c', status = 'Active' } = options;
  return {
    [`triggers/${name}.trigger`]: `// a trigger Other on Lead (after delete) is none\ntrigger ${name} on ${object} (${events}) {\n  new Handler().run();\n}\n`,
    [`triggers/${name}.trigger-meta.xml`]: `<ApexTrigger ${NS}><apiVersion>66.0</apiVersion><status>${status}</status></ApexTrigger>`
  };
};
const FILES = {
  'objects/Widget__c.object': WIDGET(rule('TooMany', 'Count__c > 100', 'Count__c')),
  'objects/Part__c.object': PART,
  'permissionsets/Widget_Users.permissionset': PERMISSION_SET
};

function triggerOrg(double: TriggerDouble, files = trigger('before insert, before update')): Org {
  const org = testOrg({ ...FILES, ...files }, { triggers: { WidgetTrigger: double } });
  savedId(assign(org, 'Widget_Users'));
  return org;
}

test('a deployed trigger changes new and changed records before rules see them', () => {
  const seen: unknown[] = [];
  const org = triggerOrg((_org, userId, { event, record, old, value }) => {
    seen.push([event, userId.slice(0, 3), old?.['Count__c'] ?? null, value('Double__c')]);
    record['Notes__c'] = `count ${String(record['Count__c'])}`;
    if (record['Name'] === 'many') record['Count__c'] = 101;
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Count__c: 2 }));
  assert.equal(readRecord(org, 'Widget__c', id)?.['Notes__c'], 'count 2');
  savedId(update(org, 'Widget__c', id, { Count__c: 3 }));
  assert.equal(readRecord(org, 'Widget__c', id)?.['Notes__c'], 'count 3');
  assert.deepEqual(seen, [
    ['before insert', '005', null, 4],
    ['before update', '005', 2, 6]
  ]);
  const refused = update(org, 'Widget__c', id, { Name: 'many' });
  assert.deepEqual(
    refused.errors.map((error) => [error.message, error.fields]),
    [['TooMany broken', ['Count__c']]]
  );
});

test('a trigger runs only at the events that its source names, on its object, and while it is active', () => {
  const events: string[] = [];
  const note: TriggerDouble = (_org, _userId, { event }) => void events.push(event);
  const org = triggerOrg(note, trigger('before update'));
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  savedId(insert(org, 'Account', { Name: 'A' }));
  assert.deepEqual(events, []);
  savedId(update(org, 'Widget__c', id, { Name: 'V' }));
  assert.deepEqual(events, ['before update']);
  assert.equal(deploy(org, trigger('before update', { status: 'Inactive' })).success, true);
  savedId(update(org, 'Widget__c', id, { Name: 'U' }));
  assert.deepEqual(events, ['before update']);
});

test('a trigger refuses a record as a whole or at a field', () => {
  const org = triggerOrg((_org, _userId, { record, addError }) => {
    if (record['Name'] === 'field') addError('数を入力してください', 'count__c');
    if (record['Name'] === 'record') addError('保存できません');
  });
  const errors = (name: string): unknown => insert(org, 'Widget__c', { Name: name }).errors;
  assert.deepEqual(errors('field'), [
    { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: '数を入力してください', fields: ['Count__c'] }
  ]);
  assert.deepEqual(errors('record'), [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: '保存できません', fields: [] }]);
  assert.equal(insert(org, 'Widget__c', { Name: 'fine' }).success, true);
});

test('what a trigger writes is checked like a given value, and computed fields cannot be written', () => {
  const org = triggerOrg((_org, _userId, { record }) => {
    if (record['Name'] === 'long') record['Code__c'] = 'x'.repeat(11);
    if (record['Name'] === 'formula') record['Double__c'] = 1;
    if (record['Name'] === 'unknown') record['Nothing__c'] = 1;
  });
  assert.equal(insert(org, 'Widget__c', { Name: 'long' }).errors[0]?.statusCode, 'STRING_TOO_LONG');
  for (const [name, field] of [
    ['formula', 'Double__c'],
    ['unknown', 'Nothing__c']
  ])
    assert.match(
      insert(org, 'Widget__c', { Name: name }).errors[0]?.message ?? '',
      new RegExp(`Field is not writeable: Widget__c.${field}`)
    );
});

const EVERY_EVENT = trigger('before insert, before update, after insert, after update');

test('an after-trigger sees the record as it is stored, and cannot write it', () => {
  const seen: unknown[] = [];
  const org = triggerOrg(({ db }, _userId, { event, id, record, old, value }) => {
    const row = id === undefined ? undefined : db.prepare('SELECT "Count__c" FROM "Widget__c" WHERE "Id" = ?').get(id);
    seen.push([event, row?.['Count__c'] ?? null, old?.['Count__c'] ?? null, value('Double__c')]);
    if (record['Name'] === 'frozen' && event === 'after update') record['Count__c'] = 1;
  }, EVERY_EVENT);
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Count__c: 2 }));
  savedId(update(org, 'Widget__c', id, { Count__c: 3 }));
  assert.deepEqual(seen, [
    ['before insert', null, null, 4],
    ['after insert', 2, null, 4],
    ['before update', 2, 2, 6],
    ['after update', 3, 2, 6]
  ]);
  const [error] = update(org, 'Widget__c', id, { Name: 'frozen' }).errors;
  assert.match(error?.message ?? '', /^WidgetTrigger: execution of AfterUpdate/);
  assert.equal(readRecord(org, 'Widget__c', id)?.['Name'], 'W');
  savedId(remove(org, 'Widget__c', id));
  assert.equal(seen.length, 6, 'deleting starts no trigger of another event');
});

test('an after-trigger that refuses the record undoes its save', () => {
  const org = triggerOrg((_org, _userId, { event, record, addError }) => {
    if (event === 'after insert' && record['Name'] === 'no') addError('保存できません', 'Name');
  }, EVERY_EVENT);
  assert.deepEqual(insert(org, 'Widget__c', { Name: 'no' }).errors, [
    { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: '保存できません', fields: ['Name'] }
  ]);
  assert.equal(org.db.prepare('SELECT COUNT(*) AS n FROM "Widget__c"').get()?.['n'], 0);
});

test('what an after-trigger writes goes through the pipeline, and what the pipeline refuses undoes the record too', () => {
  const org = triggerOrg((_org, _userId, { event, id, record, dml }) => {
    if (event === 'after insert') dml([{ operation: 'insert', object: 'Part__c', values: { Widget__c: id, Label__c: record['Code__c'] } }]);
  }, EVERY_EVENT);
  const parts = (): unknown[] =>
    org.db
      .prepare('SELECT "Label__c" AS label FROM "Part__c"')
      .all()
      .map(({ label }) => label);
  savedId(insert(org, 'Widget__c', { Name: 'W', Code__c: 'first' }));
  assert.deepEqual(parts(), ['first']);
  const [error] = insert(org, 'Widget__c', { Name: 'V' }).errors;
  assert.match(
    error?.message ?? '',
    /^WidgetTrigger: execution of AfterInsert\n\ncaused by: System.DmlException: Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, /
  );
  assert.deepEqual(parts(), ['first']);
  assert.equal(org.db.prepare('SELECT COUNT(*) AS n FROM "Widget__c"').get()?.['n'], 1);
});

test('triggers that start each other without an end are stopped, and nothing is saved', () => {
  const org = triggerOrg((_org, _userId, { event, id, record, dml }) => {
    if (event === 'after update')
      dml([{ operation: 'update', object: 'Widget__c', id, values: { Count__c: Number(record['Count__c']) + 1 } }]);
  }, EVERY_EVENT);
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Count__c: 0 }));
  const [error] = update(org, 'Widget__c', id, { Count__c: 1 }).errors;
  assert.match(error?.message ?? '', /maximum trigger depth exceeded: Widget__c trigger event BeforeUpdate/);
  assert.equal(readRecord(org, 'Widget__c', id)?.['Count__c'], 0);
});

/** How many parts a widget has. */
const PARTS =
  '<fields><fullName>Parts__c</fullName><label>Parts</label><summaryForeignKey>Part__c.Widget__c</summaryForeignKey><summaryOperation>count</summaryOperation><type>Summary</type></fields>';
const counting = (rules = ''): string => WIDGET(rules).replace('<deploymentStatus>', `${PARTS}<deploymentStatus>`);

test('a master that refuses to lose its details keeps all of a list', () => {
  const files = { ...FILES, 'objects/Widget__c.object': counting(rule('Bare', 'AND(NOT(ISNEW()), Parts__c = 0)')) };
  const org = testOrg(files);
  savedId(assign(org, 'Widget_Users'));
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  const requests = ['first', 'second'].map((label): SaveRequest => {
    const part = savedId(insert(org, 'Part__c', { Widget__c: id, Label__c: label }));
    return { operation: 'delete', object: 'Part__c', id: part };
  });
  const results = save(org, ADMIN_USER_ID, requests, { allOrNone: true });
  assert.deepEqual(
    results.map(({ success, errors }) => [success, errors[0]?.message.slice(0, 18)]),
    [
      [false, 'Record rolled back'],
      [false, 'Bare broken']
    ]
  );
  assert.equal(readRecord(org, 'Widget__c', id)?.['Parts__c'], 2);
  const [whole] = save(org, ADMIN_USER_ID, [...requests, { operation: 'delete', object: 'Widget__c', id }], { allOrNone: true });
  assert.equal(whole?.success, true, 'a master that goes too is not asked');
});

test('details that a trigger deletes together are gone before their master is saved anew, once', () => {
  const saves: unknown[] = [];
  const partsOf = ({ db }: Org, id: string | undefined): string[] =>
    db
      .prepare('SELECT "Id" FROM "Part__c" WHERE "Widget__c" = ?')
      .all(id ?? null)
      .map((row) => String(row['Id']));
  const org = triggerOrg(
    (self, _userId, { event, id, value, dml }) => {
      if (event !== 'after update') return;
      saves.push([value('Ready__c'), value('Parts__c')]);
      if (value('Ready__c') === true) dml(partsOf(self, id).map((part) => ({ operation: 'delete', object: 'Part__c', id: part })));
    },
    { ...EVERY_EVENT, 'objects/Widget__c.object': counting() }
  );
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  for (let left = 20; left > 0; left--) savedId(insert(org, 'Part__c', { Widget__c: id, Label__c: 'part' }));
  saves.splice(0);
  savedId(update(org, 'Widget__c', id, { Ready__c: true }));
  assert.deepEqual(partsOf(org, id), []);
  assert.deepEqual(saves, [
    [true, 20],
    [true, 0]
  ]);
  assert.equal(readRecord(org, 'Widget__c', id)?.['Parts__c'], 0);
});

test('a double that fails stops the record with an error that names the trigger', () => {
  const org = triggerOrg(() => {
    throw new Error('Attempt to de-reference a null object');
  });
  const [error] = insert(org, 'Widget__c', { Name: 'W' }).errors;
  assert.equal(error?.statusCode, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
  assert.equal(error.message, 'WidgetTrigger: execution of BeforeInsert\n\ncaused by: Attempt to de-reference a null object');
});

test('a trigger without a double, on another event or on a missing object is refused by name', () => {
  const problems = (files: Record<string, string>, triggers: TriggerDoubles = { WidgetTrigger: () => undefined }): string[] =>
    texts(deploy(openOrg({ triggers }), { ...FILES, ...files }, { checkOnly: true }).details.componentFailures);
  assert.deepEqual(problems(trigger('before insert'), {}), [
    'ApexTrigger WidgetTrigger: not supported: trigger WidgetTrigger has no double'
  ]);
  assert.deepEqual(problems(trigger('before insert', { name: 'toString' })), [
    'ApexTrigger toString: not supported: trigger toString has no double'
  ]);
  assert.deepEqual(problems(trigger('before insert, after  UPDATE, before  DELETE, after undelete')), [
    'ApexTrigger WidgetTrigger: not supported: trigger WidgetTrigger on before delete',
    'ApexTrigger WidgetTrigger: not supported: trigger WidgetTrigger on after undelete'
  ]);
  assert.deepEqual(problems(trigger('before insert', { object: 'Nothing__c' })), ['ApexTrigger WidgetTrigger: Invalid type: Nothing__c']);
});

test('a double without a deployed trigger never runs', () => {
  const org = testOrg(FILES, {
    triggers: {
      WidgetTrigger: () => {
        throw new Error('ran');
      }
    }
  });
  assert.equal(insert(org, 'Widget__c', { Name: 'W' }).success, true);
});
