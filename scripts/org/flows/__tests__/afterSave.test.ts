import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADMIN_USER_ID, type Org } from '../../org.ts';
import { insert, remove, rule, savedId, update } from '../../records/__tests__/fixtures.ts';
import { save } from '../../records/save.ts';
import { readRecord } from '../../records/store.ts';
import {
  assignment,
  condition,
  create,
  createFrom,
  customError,
  decision,
  deleteWhere,
  filter,
  flowFile,
  flowOrg,
  formula,
  input,
  lookup,
  loop,
  ref,
  updateRecord,
  updateWhere,
  variable,
  when,
  whenFormula
} from './fixtures.ts';

const count = (org: Org, object: string): number => Number(org.db.prepare(`SELECT COUNT(*) AS n FROM "${object}"`).get()?.['n']);
const parts = (org: Org): unknown[] =>
  org.db
    .prepare('SELECT "Label__c" AS label FROM "Part__c" ORDER BY "Id"')
    .all()
    .map((row) => row['label']);

test('creates records after the save, with the id of the record and through the same pipeline', () => {
  const org = flowOrg({
    Add_Part: flowFile('部品', { on: 'Create' }, [
      create('Create_Part', 'Part__c', input('Label__c', ref('label')) + input('Widget__c', ref('$Record.Id')), { next: 'Keep_Id' }),
      updateRecord('Keep_Id', '$Record', input('Notes__c', ref('Create_Part'))),
      formula('label', 'String', '"P-" & {!$Record.Name}')
    ])
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  const part = org.db.prepare('SELECT * FROM "Part__c"').get();
  assert.deepEqual([part?.['Label__c'], part?.['Widget__c']], ['P-W', id]);
  assert.match(String(part?.['Name']), /^P-\d{4}-0001$/, 'the auto-number of the pipeline');
  assert.equal(readRecord(org, 'Widget__c', id)?.['Notes__c'], part?.['Id']);
});

test('writes fields that the running user may not edit', () => {
  const flows = {
    Touch: flowFile('系', { on: 'Create' }, [updateRecord('Set', '$Record', input('Notes__c', 'by the system'))])
  };
  const org = flowOrg(flows);
  org.db.exec('DELETE FROM "PermissionSetAssignment"');
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  assert.equal(readRecord(org, 'Widget__c', id)?.['Notes__c'], 'by the system');
  assert.equal(insert(org, 'Widget__c', { Name: 'W', Notes__c: 'x' }).success, false, 'the user still may not');
});

test('updates and deletes the records that filters find, and the record behind a lookup', () => {
  const org = flowOrg({
    Siblings: flowFile('更新', { on: 'Update', entry: when('and', filter('Ready__c', 'IsChanged', true)) }, [
      updateWhere(
        'Set_Parts',
        'Part__c',
        filter('Widget__c', 'EqualTo', ref('$Record.Id')) + filter('Label__c', 'StartsWith', 'A'),
        input('Label__c', 'changed'),
        { next: 'Drop' }
      ),
      deleteWhere('Drop', 'Part__c', filter('Widget__c', 'EqualTo', ref('$Record.Id')) + filter('Label__c', 'Contains', '%'), {
        next: 'Parent'
      }),
      updateRecord('Parent', '$Record.Account__r', input('Description', ref('$Record.Name')))
    ])
  });
  const account = savedId(insert(org, 'Account', { Name: 'A' }));
  const widget = savedId(insert(org, 'Widget__c', { Name: 'W', Account__c: account }));
  const other = savedId(insert(org, 'Widget__c', { Name: 'Other' }));
  for (const label of ['A1', 'a2', 'B', '5%']) savedId(insert(org, 'Part__c', { Widget__c: widget, Label__c: label }));
  savedId(insert(org, 'Part__c', { Widget__c: other, Label__c: 'A3' }));
  assert.deepEqual(update(org, 'Widget__c', widget, { Ready__c: true }).errors, []);
  assert.deepEqual(parts(org), ['changed', 'changed', 'B', 'A3']);
  assert.equal(readRecord(org, 'Account', account)?.['Description'], 'W');
  assert.deepEqual(update(org, 'Widget__c', other, { Ready__c: true }).errors, [], 'a blank lookup is no error');
});

test('loops over what it found, collects records and writes them at once', () => {
  const org = flowOrg({
    Copy: flowFile('複写', { on: 'Update', first: 'Get_Parts', entry: when('and', filter('Ready__c', 'EqualTo', true)) }, [
      lookup(
        'Get_Parts',
        'Part__c',
        filter('Widget__c', 'EqualTo', ref('$Record.Id')),
        'Each',
        '<sortField>Label__c</sortField><sortOrder>Desc</sortOrder>',
        false
      ),
      loop('Each', 'Get_Parts', 'Build', 'Any'),
      assignment(
        'Build',
        [
          ['draft.Label__c', ref('copied')],
          ['draft.Widget__c', ref('Each.Widget__c')],
          ['drafts', ref('draft'), 'Add'],
          ['Each.Label__c', 'old'],
          ['olds', ref('Each'), 'Add'],
          ['total', 1, 'Add']
        ],
        'Each'
      ),
      decision('Any', condition('drafts', 'IsEmpty', false), 'Create_All'),
      createFrom('Create_All', 'drafts', { next: 'Update_All' }),
      updateRecord('Update_All', 'olds', '', { next: 'Count' }),
      assignment('Count', [['number', ref('drafts'), 'AssignCount']], 'Store'),
      updateRecord('Store', '$Record', input('Count__c', ref('both')) + input('Ready__c', false) + input('Notes__c', ref('drafts_first'))),
      formula('copied', 'String', '"copy of " & {!Each.Label__c}'),
      formula('both', 'Number', '{!number} * 10 + {!total}'),
      formula('drafts_first', 'String', '{!draft.Label__c}'),
      variable('draft', 'SObject', '<objectType>Part__c</objectType>'),
      variable('drafts', 'SObject', 'COLLECTION<objectType>Part__c</objectType>'),
      variable('olds', 'SObject', 'COLLECTION<objectType>Part__c</objectType>'),
      variable('total', 'Number', '<scale>0</scale><value><numberValue>0.0</numberValue></value>'),
      variable('number', 'Number', '<scale>0</scale>')
    ])
  });
  const widget = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  for (const label of ['x', 'y']) savedId(insert(org, 'Part__c', { Widget__c: widget, Label__c: label }));
  assert.deepEqual(update(org, 'Widget__c', widget, { Ready__c: true }).errors, []);
  assert.deepEqual(parts(org), ['old', 'old', 'copy of y', 'copy of x'], 'in the order of the lookup');
  const stored = readRecord(org, 'Widget__c', widget);
  assert.deepEqual([stored?.['Count__c'], stored?.['Notes__c'], stored?.['Ready__c']], [22, 'copy of x', false]);
});

test('finds by lists of values, by blanks and by the newest, and says when there is nothing', () => {
  const org = flowOrg({
    Find: flowFile('検索', { on: 'Update', first: 'Set_Names', entry: whenFormula('ISCHANGED({!$Record.Notes__c})') }, [
      assignment(
        'Set_Names',
        [
          ['names', 'a', 'Add'],
          ['names', 'c', 'Add']
        ],
        'In_List'
      ),
      lookup('In_List', 'Widget__c', filter('Name', 'In', ref('names')) + filter('Due__c', 'IsNull', true), 'Newest', '', false),
      lookup('Newest', 'Widget__c', '', 'None', '<sortField>Count__c</sortField><sortOrder>Desc</sortOrder>'),
      lookup('None', 'Widget__c', filter('Name', 'EqualTo', 'nobody'), 'Found_None'),
      decision('Found_None', condition('None', 'IsNull', true) + condition('None.Name', 'IsNull', true), 'Count'),
      assignment('Count', [['number', ref('In_List'), 'AssignCount']], 'Store'),
      updateRecord('Store', '$Record', input('Code__c', ref('answer'))),
      formula('answer', 'String', 'TEXT({!number}) & {!Newest.Name}'),
      variable('names', 'String', 'COLLECTION'),
      variable('number', 'Number', '<scale>0</scale>')
    ])
  });
  const insertNamed = (name: string, values: Record<string, unknown>): string =>
    savedId(insert(org, 'Widget__c', { Name: name, Due__c: null, ...values }));
  insertNamed('A', { Count__c: 1 });
  insertNamed('b', { Count__c: 9 });
  insertNamed('c', { Count__c: 5, Due__c: '2026-01-01' });
  insertNamed('c', { Count__c: 4 });
  const asking = insertNamed('q', { Count__c: 0 });
  assert.deepEqual(update(org, 'Widget__c', asking, { Notes__c: 'ask' }).errors, []);
  assert.equal(readRecord(org, 'Widget__c', asking)?.['Code__c'], '2b');
});

test('fails the whole save, naming the flow and the reason, when a record it writes is refused', () => {
  const org = flowOrg({
    Break: flowFile('壊す', {}, [create('Create_Account', 'Account', input('Description', 'no name'))])
  });
  const { errors } = insert(org, 'Widget__c', { Name: 'W' });
  assert.equal(errors[0]?.statusCode, 'CANNOT_EXECUTE_FLOW_TRIGGER');
  assert.match(errors[0].message, /「壊す」\(Break\).*作成.*REQUIRED_FIELD_MISSING: 値を入力してください: \[Name\].*Create_Account/);
  assert.equal(count(org, 'Widget__c'), 0);
});

test('goes on at the fault path, with what was written before and the message of the fault', () => {
  const org = flowOrg({
    Catch: flowFile('障害', { on: 'Create' }, [
      create('First', 'Part__c', input('Label__c', 'kept') + input('Widget__c', ref('$Record.Id')), { next: 'Bad' }),
      create('Bad', 'Account', input('Description', 'no name'), { fault: 'Note' }),
      updateRecord('Note', '$Record', input('Notes__c', ref('$Flow.FaultMessage')))
    ])
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  assert.deepEqual(parts(org), ['kept']);
  assert.equal(count(org, 'Account'), 0);
  assert.match(String(readRecord(org, 'Widget__c', id)?.['Notes__c']), /REQUIRED_FIELD_MISSING/);
});

test('undoes a collection of records as a whole when one of them is refused', () => {
  const org = flowOrg({
    Both: flowFile('両方', { on: 'Create', first: 'Build' }, [
      assignment(
        'Build',
        [
          ['good.Label__c', 'good'],
          ['good.Widget__c', ref('$Record.Id')],
          ['bad.Widget__c', ref('$Record.Id')],
          ['all', ref('good'), 'Add'],
          ['all', ref('bad'), 'Add']
        ],
        'Create_All'
      ),
      createFrom('Create_All', 'all', { fault: 'Note' }),
      updateRecord('Note', '$Record', input('Notes__c', 'fault')),
      variable('good', 'SObject', '<objectType>Part__c</objectType>'),
      variable('bad', 'SObject', '<objectType>Part__c</objectType>'),
      variable('all', 'SObject', 'COLLECTION<objectType>Part__c</objectType>')
    ])
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  assert.equal(count(org, 'Part__c'), 0);
  assert.equal(readRecord(org, 'Widget__c', id)?.['Notes__c'], 'fault');
});

test('a custom error after the save undoes the record and everything the flow wrote', () => {
  const org = flowOrg({
    Refuse: flowFile('拒否', {}, [
      create('First', 'Part__c', input('Label__c', 'gone') + input('Widget__c', ref('$Record.Id')), { next: 'Stop' }),
      customError('Stop', '保存できません。', 'Count__c')
    ])
  });
  assert.deepEqual(insert(org, 'Widget__c', { Name: 'W' }).errors, [
    { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: '保存できません。', fields: ['Count__c'] }
  ]);
  assert.deepEqual([count(org, 'Widget__c'), count(org, 'Part__c')], [0, 0]);
});

test('the update of its own record passes all rules again, and starts only flows whose criteria changed', () => {
  const org = flowOrg(
    {
      Stamp: flowFile('刻印', { entry: when('and', filter('Color__c', 'IsChanged', true)), order: 1 }, [
        updateRecord('Set', '$Record', input('Notes__c', ref('log'))),
        formula('log', 'String', 'BLANKVALUE({!$Record.Notes__c}, "") & TEXT({!$Record.Color__c})')
      ]),
      Echo: flowFile('反響', { on: 'Update', entry: whenFormula('ISCHANGED({!$Record.Notes__c})'), order: 2 }, [
        updateRecord('Set', '$Record', input('Code__c', 'echo'))
      ])
    },
    { rules: rule('No_Old', 'CONTAINS(Notes__c, "Green")', 'Color__c', '緑は使えません。') }
  );
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Color__c: 'Red' }));
  const stored = readRecord(org, 'Widget__c', id);
  assert.deepEqual([stored?.['Notes__c'], stored?.['Code__c']], ['Red', 'echo']);
  const refused = update(org, 'Widget__c', id, { Color__c: 'Green' });
  assert.match(refused.errors[0]?.message ?? '', /FIELD_CUSTOM_VALIDATION_EXCEPTION: 緑は使えません。/);
  assert.equal(readRecord(org, 'Widget__c', id)?.['Color__c'], 'Red');
});

test('ends a flow that starts itself again and again with one clear error, past its fault path, and saves nothing', () => {
  const org = flowOrg({
    Loop: flowFile('繰り返し', {}, [
      updateRecord('Set', '$Record', input('Count__c', ref('more')), { fault: 'Note' }),
      updateWhere('Note', 'Account', filter('Name', 'EqualTo', 'A'), input('Description', 'fault')),
      formula('more', 'Number', 'BLANKVALUE({!$Record.Count__c}, 0) + 1', '<scale>0</scale>')
    ])
  });
  const account = savedId(insert(org, 'Account', { Name: 'A' }));
  const { errors } = insert(org, 'Widget__c', { Name: 'W' });
  assert.equal(errors.length, 1);
  assert.equal(errors[0]?.statusCode, 'CANNOT_EXECUTE_FLOW_TRIGGER');
  assert.match(errors[0].message, /^「繰り返し」\(Loop\).*トリガーの深さの上限 \(16\).*maximum trigger depth exceeded/);
  assert.equal(errors[0].message.split('「').length, 2, 'the flow is named once');
  assert.equal(count(org, 'Widget__c'), 0);
  assert.equal(readRecord(org, 'Account', account)?.['Description'], null);
});

test('ends two flows that start each other', () => {
  const org = flowOrg({
    There: flowFile('往', { on: 'Update' }, [
      updateWhere('Set', 'Account', filter('Id', 'EqualTo', ref('$Record.Account__c')), input('Description', 'x'))
    ]),
    Back: flowFile('復', { on: 'Update', object: 'Account' }, [
      updateWhere('Set', 'Widget__c', filter('Account__c', 'EqualTo', ref('$Record.Id')), input('Notes__c', 'y'))
    ])
  });
  const account = savedId(insert(org, 'Account', { Name: 'A' }));
  const widget = savedId(insert(org, 'Widget__c', { Name: 'W', Account__c: account }));
  assert.match(update(org, 'Widget__c', widget, { Name: 'V' }).errors[0]?.message ?? '', /maximum trigger depth exceeded/);
  assert.equal(readRecord(org, 'Widget__c', widget)?.['Name'], 'W');
});

test('ends connectors that run in a circle: 2,000 elements up to API 56, a longer guard after it', () => {
  const circle = (apiVersion: string): string =>
    flowFile('円', { trigger: 'RecordBeforeSave', apiVersion, entry: when('and', filter('Name', 'EqualTo', apiVersion)) }, [
      assignment('A', [['n', 1, 'Add']], 'B'),
      assignment('B', [['n', 1, 'Add']], 'A'),
      variable('n', 'Number', '<scale>0</scale>')
    ]);
  const org = flowOrg({ Old: circle('56.0'), New: circle('66.0') });
  assert.match(insert(org, 'Widget__c', { Name: '56.0' }).errors[0]?.message ?? '', /「円」\(Old\).*上限 \(2,000\)/);
  assert.match(insert(org, 'Widget__c', { Name: '66.0' }).errors[0]?.message ?? '', /「円」\(New\).*20,000/);
});

test('ends a loop that writes each record by itself at 150 statements', () => {
  const org = flowOrg({
    One_By_One: flowFile('一件ずつ', { on: 'Create' }, [
      create('Add', 'Part__c', input('Label__c', 'p') + input('Widget__c', ref('$Record.Id')), { next: 'Again', fault: 'Again' }),
      assignment('Again', [['n', 1, 'Add']], 'Enough'),
      decision('Enough', condition('n', 'LessThan', 200), 'Add'),
      variable('n', 'Number', '<scale>0</scale>')
    ])
  });
  assert.match(insert(org, 'Widget__c', { Name: 'W' }).errors[0]?.message ?? '', /Too many DML statements: 151/);
  assert.equal(count(org, 'Part__c'), 0);
});

test('runs for each record of a bulk save: a refused one leaves the others alone unless all or none is asked', () => {
  const org = flowOrg({
    Refuse: flowFile('拒否', { entry: when('and', filter('Name', 'EqualTo', 'bad')) }, [customError('Stop', '不可')]),
    Part: flowFile('部品', { on: 'Create' }, [
      create('Add', 'Part__c', input('Label__c', ref('$Record.Code__c')) + input('Widget__c', ref('$Record.Id')))
    ])
  });
  const requests = ['a', 'bad', 'b'].map((Name) => ({
    operation: 'insert' as const,
    object: 'Widget__c',
    values: { Name, Code__c: `c-${Name}` }
  }));
  const apart = save(org, ADMIN_USER_ID, requests, { allOrNone: false });
  assert.deepEqual(
    apart.map((result) => result.success),
    [true, false, true]
  );
  assert.deepEqual(parts(org), ['c-a', 'c-b']);
  const again = requests.map((request) => ({ ...request, values: { ...request.values, Code__c: `d-${request.values.Name}` } }));
  const together = save(org, ADMIN_USER_ID, again, { allOrNone: true });
  assert.deepEqual(
    together.map((result) => result.success),
    [false, false, false]
  );
  assert.deepEqual(parts(org), ['c-a', 'c-b']);
});

test('runs before a deletion, may refuse it, and sees the record as it is', () => {
  const org = flowOrg({
    Guard: flowFile('削除前', { trigger: 'RecordBeforeDelete', entry: when('and', filter('Ready__c', 'EqualTo', true)) }, [
      updateWhere('Mark', 'Account', filter('Id', 'EqualTo', ref('$Record.Account__c')), input('Description', ref('$Record.Name')), {
        next: 'Is_Fixed'
      }),
      decision('Is_Fixed', condition('$Record.Color__c', 'EqualTo', 'Red'), 'Stop'),
      customError('Stop', '削除できません。')
    ])
  });
  const account = savedId(insert(org, 'Account', { Name: 'A' }));
  const insertRed = (Color__c: string): string =>
    savedId(insert(org, 'Widget__c', { Name: Color__c, Color__c, Ready__c: true, Account__c: account }));
  const [red, green] = [insertRed('Red'), insertRed('Green')];
  assert.equal(remove(org, 'Widget__c', red).errors[0]?.message, '削除できません。');
  assert.equal(readRecord(org, 'Account', account)?.['Description'], null, 'undone together with the refused deletion');
  assert.equal(remove(org, 'Widget__c', green).success, true);
  assert.equal(readRecord(org, 'Account', account)?.['Description'], 'Green');
});

test('cannot write the record that it runs before the deletion of, not even through another one', () => {
  const own = updateWhere('Mark', 'Widget__c', filter('Id', 'EqualTo', ref('$Record.Id')), input('Notes__c', 'gone'));
  const org = flowOrg({ Mark_Own: flowFile('自分', { trigger: 'RecordBeforeDelete' }, [own]) });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  assert.match(remove(org, 'Widget__c', id).errors[0]?.message ?? '', /「自分」.*SELF_REFERENCE_FROM_TRIGGER: Object \(id = /);
  assert.equal(readRecord(org, 'Widget__c', id)?.['Notes__c'], null);

  const around = flowOrg({
    Drop_Parts: flowFile('部品も', { trigger: 'RecordBeforeDelete' }, [
      deleteWhere('Drop', 'Part__c', filter('Widget__c', 'EqualTo', ref('$Record.Id')), { fault: 'Note' }),
      updateWhere('Note', 'Account', filter('Name', 'EqualTo', 'A'), input('Description', ref('$Flow.FaultMessage')))
    ]),
    Mark_Widget: flowFile('本体に', { trigger: 'RecordBeforeDelete', object: 'Part__c' }, [
      updateWhere('Mark', 'Widget__c', filter('Id', 'EqualTo', ref('$Record.Widget__c')), input('Notes__c', 'one part less'))
    ])
  });
  const account = savedId(insert(around, 'Account', { Name: 'A' }));
  const widget = savedId(insert(around, 'Widget__c', { Name: 'W' }));
  savedId(insert(around, 'Part__c', { Widget__c: widget, Label__c: 'p' }));
  assert.equal(remove(around, 'Widget__c', widget).success, true, 'the fault path goes on');
  assert.match(String(readRecord(around, 'Account', account)?.['Description']), /SELF_REFERENCE_FROM_TRIGGER/);
});

test('keeps assignments to the record after the save until an update writes them', () => {
  const org = flowOrg({
    Later: flowFile('後で', { on: 'Create' }, [
      assignment(
        'Set',
        [
          ['$Record.Notes__c', 'kept'],
          ['$Record.Count__c', 3]
        ],
        'Has'
      ),
      decision('Has', condition('$Record.Name', 'EqualTo', 'write'), 'Write'),
      updateRecord('Write', '$Record', '')
    ])
  });
  const notes = (name: string): unknown => readRecord(org, 'Widget__c', savedId(insert(org, 'Widget__c', { Name: name })))?.['Notes__c'];
  assert.equal(notes('write'), 'kept');
  assert.equal(notes('leave'), null);
});

test('a loop inside a loop starts over for every item of the outer one', () => {
  const org = flowOrg({
    Nested: flowFile('入れ子', { on: 'Update', first: 'Fill' }, [
      assignment(
        'Fill',
        [
          ['outer', 'a', 'Add'],
          ['outer', 'b', 'Add'],
          ['inner', '1', 'Add'],
          ['inner', '2', 'Add']
        ],
        'Each_Outer'
      ),
      loop('Each_Outer', 'outer', 'Each_Inner', 'Check'),
      loop('Each_Inner', 'inner', 'Join', 'Each_Outer'),
      assignment(
        'Join',
        [
          ['text', ref('Each_Outer'), 'Add'],
          ['text', ref('Each_Inner'), 'Add']
        ],
        'Each_Inner'
      ),
      decision('Check', condition('$Record.Notes__c', 'NotEqualTo', ref('text')), 'Store'),
      updateRecord('Store', '$Record', input('Notes__c', ref('text'))),
      variable('outer', 'String', 'COLLECTION'),
      variable('inner', 'String', 'COLLECTION'),
      variable('text', 'String')
    ])
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W' }));
  assert.deepEqual(update(org, 'Widget__c', id, { Name: 'V' }).errors, []);
  assert.equal(readRecord(org, 'Widget__c', id)?.['Notes__c'], 'a1a2b1b2');
});
