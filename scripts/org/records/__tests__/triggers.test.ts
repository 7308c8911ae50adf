import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TriggerDouble, TriggerDoubles } from '../../apex/doubles.ts';
import { deploy, texts } from '../../metadata/__tests__/helpers.ts';
import { openOrg, type Org } from '../../org.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { readRecord } from '../store.ts';
import { assign, insert, PERMISSION_SET, rule, savedId, update, WIDGET } from './fixtures.ts';

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
  assert.deepEqual(problems(trigger('before insert, after  UPDATE')), [
    'ApexTrigger WidgetTrigger: not supported: trigger WidgetTrigger on after update'
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
