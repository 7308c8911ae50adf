import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecord } from '../../records/store.ts';
import { fixedClock, insert, rule, savedId, update } from '../../records/__tests__/fixtures.ts';
import {
  assignment,
  condition,
  constant,
  customError,
  decision,
  filter,
  flowFile,
  flowOrg,
  formula,
  input,
  lookup,
  ONLY_NEWLY,
  ref,
  textTemplate,
  updateRecord,
  variable,
  when,
  whenFormula
} from './fixtures.ts';

const before = { trigger: 'RecordBeforeSave' } as const;

test('sets fields of a new record before it is written, by assignment and by update of the record', () => {
  const org = flowOrg({
    By_Assignment: flowFile('代入', before, [
      assignment('Set', [
        ['$Record.Notes__c', 'a'],
        ['$Record.Count__c', 2.26]
      ])
    ]),
    By_Update: flowFile('更新', before, [updateRecord('Set', '$Record', input('Ready__c', true) + input('Color__c', 'Green'))])
  });
  const widget = readRecord(org, 'Widget__c', savedId(insert(org, 'Widget__c', { Name: 'W' })));
  assert.equal(widget?.['Notes__c'], 'a');
  assert.equal(widget?.['Count__c'], 2.3, 'rounded as the field is');
  assert.equal(widget?.['Ready__c'], true);
  assert.equal(widget?.['Color__c'], 'Green');
});

test('runs before validation rules, which see what the flow set', () => {
  const org = flowOrg(
    {
      Fill: flowFile('補完', { ...before, entry: when('and', filter('Notes__c', 'IsNull', true)) }, [
        assignment('Set', [['$Record.Notes__c', 'x']])
      ])
    },
    { rules: rule('Notes_Given', 'ISBLANK(Code__c)', 'Code__c') + rule('No_Y', 'CONTAINS(Notes__c, "y")', 'Notes__c') }
  );
  assert.equal(insert(org, 'Widget__c', { Name: 'W' }).errors[0]?.message, 'Notes_Given broken');
  assert.equal(insert(org, 'Widget__c', { Name: 'W', Code__c: 'c' }).success, true);
  assert.equal(insert(org, 'Widget__c', { Name: 'W', Code__c: 'd', Notes__c: 'y' }).errors[0]?.message, 'No_Y broken');
});

test('refuses values that the field cannot take, at the field, as if they had been typed', () => {
  const org = flowOrg({
    Too_Long: flowFile('長い', { ...before, entry: when('and', filter('Name', 'EqualTo', 'long')) }, [
      assignment('Set', [['$Record.Code__c', 'x'.repeat(11)]])
    ]),
    Unknown: flowFile('値', { ...before, entry: when('and', filter('Name', 'EqualTo', 'blue')) }, [
      assignment('Set', [['$Record.Color__c', ref('colour')]]),
      variable('colour', 'String', '<value><stringValue>Blue</stringValue></value>')
    ])
  });
  const tooLong = insert(org, 'Widget__c', { Name: 'long' }).errors[0];
  assert.deepEqual([tooLong?.statusCode, tooLong?.fields], ['STRING_TOO_LONG', ['Code__c']]);
  const unknown = insert(org, 'Widget__c', { Name: 'blue' }).errors[0];
  assert.deepEqual([unknown?.statusCode, unknown?.fields], ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['Color__c']]);
});

test('runs flows by trigger order, those without one by age between 1,000 and 1,001', () => {
  const append = (letter: string): string[] => [assignment('Set', [['$Record.Notes__c', letter, 'Add']])];
  const org = flowOrg({
    Z_Old: flowFile('古い', before, append('d')),
    A_New: flowFile('新しい', before, append('e')),
    Last: flowFile('最後', { ...before, order: 1500 }, append('f')),
    Second: flowFile('二', { ...before, order: 20 }, append('b')),
    First: flowFile('一', { ...before, order: 10 }, append('a')),
    Third: flowFile('三', { ...before, order: 20 }, append('c'))
  });
  assert.equal(readRecord(org, 'Widget__c', savedId(insert(org, 'Widget__c', { Name: 'W' })))?.['Notes__c'], 'abcdef');
});

test('enters by filters with logic, by formula, and only newly where the flow says so', () => {
  const mark = (letter: string): string[] => [assignment('Set', [['$Record.Notes__c', letter, 'Add']])];
  const org = flowOrg({
    A: flowFile(
      '論理',
      {
        ...before,
        order: 1,
        entry: when(
          '1 AND (2 OR 3)',
          filter('Ready__c', 'EqualTo', true),
          filter('Count__c', 'GreaterThan', 5),
          filter('Name', 'StartsWith', 'W')
        )
      },
      mark('a')
    ),
    B: flowFile(
      '数式',
      {
        ...before,
        order: 2,
        entry: whenFormula('AND(ISCHANGED({!$Record.Count__c}), {!$Record.Count__c} > PRIORVALUE({!$Record.Count__c}))')
      },
      mark('b')
    ),
    C: flowFile('新たに', { ...before, order: 3, entry: ONLY_NEWLY + when('and', filter('Ready__c', 'EqualTo', true)) }, mark('c')),
    D: flowFile('作成', { ...before, on: 'Create', order: 4 }, mark('d')),
    E: flowFile('新規', { ...before, order: 5, entry: whenFormula('AND(ISNEW(), ISPICKVAL({!$Record.Color__c}, "Red"))') }, mark('e')),
    F: flowFile('更新', { ...before, on: 'Update', order: 6, entry: when('and', filter('Count__c', 'IsChanged', true)) }, mark('f'))
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'V', Color__c: 'Red', Count__c: 1, Ready__c: true }));
  const notes = (): unknown => readRecord(org, 'Widget__c', id)?.['Notes__c'];
  assert.equal(notes(), 'cde', 'b: nothing changes on creation; a: neither 2 nor 3');
  update(org, 'Widget__c', id, { Notes__c: null, Name: 'W' });
  assert.equal(notes(), 'a', 'c: was met before');
  update(org, 'Widget__c', id, { Notes__c: null, Count__c: 2, Ready__c: false });
  assert.equal(notes(), 'bf');
  update(org, 'Widget__c', id, { Notes__c: null, Count__c: 1 });
  assert.equal(notes(), 'f');
  update(org, 'Widget__c', id, { Notes__c: null, Ready__c: true });
  assert.equal(notes(), 'ac');
});

test('decides by fields, lookups, the record before, constants, formulas and global values', () => {
  const clock = fixedClock('2026-05-09T20:00:00Z');
  const org = flowOrg(
    {
      Decide: flowFile('判定', before, [
        decision('Parent', condition('$Record.Account__r.Name', 'Contains', '製作所'), 'Set_Parent', 'Prior'),
        assignment('Set_Parent', [['$Record.Notes__c', '製作所です', 'Add']], 'Prior'),
        decision(
          'Prior',
          condition('$Record__Prior.Count__c', 'LessThan', ref('LIMIT')) +
            condition('$Record.Count__c', 'GreaterThanOrEqualTo', ref('LIMIT')),
          'Set_Prior',
          'Set_Rest'
        ),
        assignment('Set_Prior', [['$Record.Code__c', '超過']], 'Set_Rest'),
        assignment('Set_Rest', [
          ['$Record.Due__c', ref('$Flow.CurrentDate')],
          ['$Record.Seen__c', ref('$Flow.CurrentDateTime')],
          ['$Record.Mail__c', ref('$User.Email')],
          ['$Record.Share__c', ref('share')],
          ['$Record.Free__c', ref('body')]
        ]),
        constant('LIMIT', 'Number', 5),
        formula('share', 'Number', 'IF({!isMuch}, {!LIMIT} * 2, 1)', '<scale>2</scale>'),
        formula('isMuch', 'Boolean', '{!$Record.Count__c} >= {!LIMIT}'),
        textTemplate('body', '{!$Record.Name} は {!$Record.Count__c} 個 {!$Record.Due__c}')
      ])
    },
    { clock }
  );
  const account = savedId(insert(org, 'Account', { Name: '山田製作所' }));
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Account__c: account, Count__c: 3, Due__c: '2026-01-02' }));
  const first = readRecord(org, 'Widget__c', id);
  assert.equal(first?.['Notes__c'], '製作所です');
  assert.equal(first?.['Code__c'], null, 'on creation there is nothing before');
  assert.equal(first?.['Due__c'], '2026-05-10', 'the day of the office, not of UTC');
  assert.equal(first?.['Seen__c'], '2026-05-09T20:00:00.000Z');
  assert.equal(
    first?.['Mail__c'],
    readRecord(org, 'User', org.db.prepare('SELECT "Id" FROM "User" WHERE "Username" = ?').get('dev@local.example')?.['Id'] as string)?.[
      'Email'
    ]
  );
  assert.equal(first?.['Share__c'], 1);
  assert.equal(first?.['Free__c'], 'W は 3 個 2026年5月10日');
  update(org, 'Widget__c', id, { Count__c: 7, Account__c: null });
  const second = readRecord(org, 'Widget__c', id);
  assert.equal(second?.['Code__c'], '超過');
  assert.equal(second?.['Share__c'], 10);
});

test('takes an outcome only when it is newly met, where the outcome says so', () => {
  const org = flowOrg({
    Outcome: flowFile('結果', before, [
      decision('Check', condition('$Record.Ready__c', 'EqualTo', true), 'Set', undefined, ONLY_NEWLY),
      assignment('Set', [['$Record.Notes__c', 'x', 'Add']])
    ])
  });
  const id = savedId(insert(org, 'Widget__c', { Name: 'W', Ready__c: true }));
  update(org, 'Widget__c', id, { Count__c: 1 });
  update(org, 'Widget__c', id, { Ready__c: false });
  update(org, 'Widget__c', id, { Ready__c: true });
  assert.equal(readRecord(org, 'Widget__c', id)?.['Notes__c'], 'xx');
});

test('compares with a missing value as with blank', () => {
  const org = flowOrg({
    Blank: flowFile('空', before, [
      decision('Check', condition('$Record.Notes__c', 'EqualTo', null) + condition('$Record.Code__c', 'NotEqualTo', null), 'Set'),
      assignment('Set', [
        ['$Record.Color__c', null],
        ['$Record.Count__c', 1]
      ])
    ])
  });
  const set = readRecord(org, 'Widget__c', savedId(insert(org, 'Widget__c', { Name: 'W', Code__c: 'a', Color__c: 'Red' })));
  assert.deepEqual([set?.['Color__c'], set?.['Count__c']], [null, 1]);
  const left = readRecord(org, 'Widget__c', savedId(insert(org, 'Widget__c', { Name: 'W', Code__c: 'b', Notes__c: 'n', Color__c: 'Red' })));
  assert.deepEqual([left?.['Color__c'], left?.['Count__c']], ['Red', null]);
});

test('refuses a record by custom errors, at the field and for the record, with merged texts, and stores nothing', () => {
  const org = flowOrg({
    Refuse: flowFile('拒否', { ...before, entry: when('and', filter('Count__c', 'GreaterThan', 10)) }, [
      customError('Too_Many', '{!$Record.Name} は多すぎます。', 'Count__c')
    ]),
    Refuse_Record: flowFile('拒否2', { ...before, entry: when('and', filter('Name', 'EqualTo', 'X')) }, [
      customError('No_X', '登録できません。')
    ])
  });
  const result = insert(org, 'Widget__c', { Name: 'W', Count__c: 11 });
  assert.deepEqual(result.errors, [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'W は多すぎます。', fields: ['Count__c'] }]);
  assert.deepEqual(insert(org, 'Widget__c', { Name: 'X' }).errors[0]?.fields, []);
  assert.equal(org.db.prepare('SELECT COUNT(*) AS n FROM "Widget__c"').get()?.['n'], 0);
});

test('looks records up and fails in clear words when it reads one that was not found', () => {
  const org = flowOrg({
    Look: flowFile('検索', { ...before, entry: when('and', filter('Name', 'NotEqualTo', 'source')) }, [
      lookup('Get_Source', 'Widget__c', filter('Name', 'EqualTo', 'SOURCE'), 'Set'),
      assignment('Set', [
        ['$Record.Count__c', ref('Get_Source.Count__c')],
        ['$Record.Notes__c', ref('Get_Source.Account__r.Name')]
      ])
    ])
  });
  const missing = insert(org, 'Widget__c', { Name: 'W' }).errors[0];
  assert.equal(missing?.statusCode, 'CANNOT_EXECUTE_FLOW_TRIGGER');
  assert.match(missing.message, /「検索」\(Look\).*Get_Source\.Count__c.*要素: Set の表示ラベル/);
  const account = savedId(insert(org, 'Account', { Name: '親' }));
  savedId(insert(org, 'Widget__c', { Name: 'source', Count__c: 4, Account__c: account }));
  const found = readRecord(org, 'Widget__c', savedId(insert(org, 'Widget__c', { Name: 'W' })));
  assert.deepEqual([found?.['Count__c'], found?.['Notes__c']], [4, '親']);
});

test('lets the platform follow a phase that the flow set', () => {
  const org = flowOrg({
    Stage: flowFile('フェーズ', { ...before, object: 'Opportunity', on: 'Create' }, [
      assignment('Set', [['$Record.StageName', 'Closed Won']])
    ])
  });
  const id = savedId(insert(org, 'Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-01-01' }));
  const saved = readRecord(org, 'Opportunity', id);
  assert.deepEqual([saved?.['StageName'], saved?.['Probability'], saved?.['IsWon']], ['Closed Won', 100, true]);
});

test('leaves drafts alone, and a draft deployed over an active flow does not stop it', async () => {
  const { deployFiles } = await import('../../metadata/deploy.ts');
  const active = flowFile('有効', before, [assignment('Set', [['$Record.Notes__c', 'active']])]);
  const draft = flowFile('下書き', { ...before, status: 'Draft' }, [assignment('Set', [['$Record.Notes__c', 'draft']])]);
  const org = flowOrg({ Versions: active, Only_Draft: draft });
  const notes = (): unknown => readRecord(org, 'Widget__c', savedId(insert(org, 'Widget__c', { Name: 'W' })))?.['Notes__c'];
  assert.equal(notes(), 'active');
  const deploy = (text: string): boolean => deployFiles(org, new Map([['flows/Versions.flow', Buffer.from(text)]])).success;
  assert.equal(deploy(draft), true);
  assert.equal(notes(), 'active');
  assert.equal(deploy(draft.replace('>Draft<', '>Obsolete<')), true);
  assert.equal(notes(), 'active');
  assert.equal(org.catalog.flows.get('Versions')?.label, '有効');
  assert.equal(deploy(draft.replace('>Draft<', '>Active<')), true);
  assert.equal(notes(), 'draft');
});

test('refuses the change of an active flow that would make its 51st version; the same again and drafts make none', async () => {
  const { deployFiles } = await import('../../metadata/deploy.ts');
  const version = (label: string, status: 'Active' | 'Draft' = 'Active'): Buffer =>
    Buffer.from(flowFile(label, { ...before, status }, [assignment('Set', [['$Record.Notes__c', label]])]));
  const org = flowOrg({ Versions: version('1').toString('utf8') });
  const deploy = (file: Buffer): string[] => {
    const { success, details } = deployFiles(org, new Map([['flows/Versions.flow', file]]));
    return success ? [] : details.componentFailures.map(({ problem }) => problem ?? '');
  };
  for (let label = 2; label <= 49; label++) assert.deepEqual(deploy(version(String(label))), []);
  assert.deepEqual(deploy(version('49')), []);
  assert.deepEqual(deploy(version('50', 'Draft')), []);
  assert.deepEqual(deploy(version('50a', 'Draft')), []);
  assert.deepEqual(deploy(version('50')), []);
  assert.deepEqual(deploy(version('50')), []);
  assert.deepEqual(deploy(version('51')), ['Maximum flow versions reached: Versions has 50']);
});
