import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assignment,
  condition,
  constant,
  create,
  customError,
  decision,
  filter,
  flowFile,
  formula,
  input,
  lookup,
  loop,
  ONLY_NEWLY,
  problemsOf,
  ref,
  textTemplate,
  updateRecord,
  updateWhere,
  variable,
  when,
  whenFormula,
  type FlowOptions
} from './fixtures.ts';

const before: FlowOptions = { trigger: 'RecordBeforeSave' };
const set = assignment('Set', [['$Record.Notes__c', 'x']]);
const WHOLE = flowFile('全体', {}, [updateRecord('Set', '$Record', input('Notes__c', 'x'))]);
const node = (kind: string, inner: string): string =>
  `<${kind}><name>Extra</name><label>x</label><locationX>0</locationX><locationY>0</locationY>${inner}</${kind}>`;
const plus = (element: string): string => WHOLE.replace('<label>全体</label>', `${element}<label>全体</label>`);

const UNSUPPORTED: [what: string, file: string][] = [
  ['element actionCalls', plus(node('actionCalls', '<actionName>emailSimple</actionName><actionType>emailSimple</actionType>'))],
  ['element subflows', plus(node('subflows', '<flowName>Other</flowName>'))],
  [
    'element screens',
    plus(
      node(
        'screens',
        '<allowBack>true</allowBack><allowFinish>true</allowFinish><allowPause>true</allowPause><showFooter>true</showFooter><showHeader>true</showHeader>'
      )
    )
  ],
  [
    'element collectionProcessors',
    plus(
      node(
        'collectionProcessors',
        '<collectionProcessorType>SortCollectionProcessor</collectionProcessorType><collectionReference>x</collectionReference>'
      )
    )
  ],
  [
    'element scheduledPaths',
    flowFile('予定', { entry: '<scheduledPaths><pathType>AsyncAfterCommit</pathType></scheduledPaths>' }, [
      updateRecord('Set', '$Record', input('Notes__c', 'x'))
    ])
  ],
  ['processType Flow', WHOLE.replace('AutoLaunchedFlow', 'Flow')],
  ['triggerType Scheduled', WHOLE.replace('RecordAfterSave', 'Scheduled')],
  ['element start without a record trigger', WHOLE.replace('<triggerType>RecordAfterSave</triggerType>', '')],
  ['status InvalidDraft', WHOLE.replace('>Active<', '>InvalidDraft<')],
  ['runInMode UserMode', plus('<runInMode>SystemModeWithSharing</runInMode>').replace('SystemModeWithSharing', 'UserMode')],
  ['element timeZoneSidKey', plus('<timeZoneSidKey>Asia/Tokyo</timeZoneSidKey>')],
  [
    'operator WasSet',
    flowFile('演算子', {}, [
      decision('D', condition('$Record.Name', 'WasSet', true), 'Set'),
      updateRecord('Set', '$Record', input('Notes__c', 'x'))
    ])
  ],
  [
    'operator RemoveUncommon',
    flowFile('演算子', before, [assignment('Set', [['names', 'x', 'RemoveUncommon']]), variable('names', 'String', 'COLLECTION')])
  ],
  [
    'element recordLookups.outputAssignments',
    flowFile('関連', {}, [
      lookup(
        'Get',
        'Account',
        '',
        undefined,
        '<outputAssignments><assignToReference>x</assignToReference><field>Name</field></outputAssignments>'
      )
    ])
  ],
  ['dataType Apex', flowFile('型', before, [set, variable('a', 'Apex', '<apexClass>X</apexClass>')])],
  ['element variables.isInput', flowFile('入力', before, [set, variable('a', 'String').replace('<isInput>false', '<isInput>true')])],
  [
    'element value.setupReference',
    flowFile('値', before, [set.replace('<stringValue>x</stringValue>', '<setupReference>x</setupReference>')])
  ],
  ['reference $Flow.CurrentRecord', flowFile('参照', before, [assignment('Set', [['$Record.Notes__c', ref('$Flow.CurrentRecord')]])])]
];

for (const [what, file] of UNSUPPORTED) {
  test(`refuses by name: ${what}`, () => {
    assert.ok(
      problemsOf(file).problems.includes(`not supported: flow ${what} in flow Widget_Flow`),
      problemsOf(file).problems.join('\n') || 'deployed'
    );
  });
}

const decided = (left: string, operator: string, right: Parameters<typeof condition>[2], options = before): string =>
  flowFile('条件', options, [decision('D', condition(left, operator, right), 'Set'), set]);

const REFUSED: [name: string, file: string, problem: RegExp][] = [
  ['an object that does not exist', flowFile('無', { object: 'Gadget__c' }, [set]), /The object "Gadget__c" doesn't exist\./],
  [
    'a field that does not exist in an assignment',
    flowFile('無', before, [assignment('Set', [['$Record.Gone__c', 'x']])]),
    /The field "Gone__c" for the object "Widget__c" doesn't exist\./
  ],
  [
    'a field that does not exist in an update',
    flowFile('無', {}, [updateRecord('Set', '$Record', input('Gone__c', 'x'))]),
    /The field "Gone__c" for the object "Widget__c" doesn't exist\./
  ],
  [
    'a field that does not exist in a lookup',
    flowFile('無', {}, [lookup('Get', 'Part__c', filter('Gone__c', 'EqualTo', 'x'))]),
    /The field "Gone__c" for the object "Part__c" doesn't exist\./
  ],
  [
    'a field that does not exist in the entry conditions',
    flowFile('無', { ...before, entry: when('and', filter('Gone__c', 'EqualTo', 'x')) }, [set]),
    /The field "Gone__c" for the object "Widget__c" doesn't exist\./
  ],
  [
    'a condition on something that does not exist',
    decided('nothing', 'EqualTo', 'x'),
    /A condition has a reference to nothing, which doesn't exist\./
  ],
  [
    'a value that does not exist',
    flowFile('無', before, [assignment('Set', [['$Record.Notes__c', ref('nothing')]])]),
    /The element "Set" has a reference to nothing, which doesn't exist\./
  ],
  [
    'a custom label that does not exist',
    flowFile('無', before, [assignment('Set', [['$Record.Notes__c', ref('$Label.Nothing')]])]),
    /reference to \$Label\.Nothing, which doesn't exist/
  ],
  [
    'a custom error at a field that does not exist',
    flowFile('無', before, [customError('Stop', 'x', 'Gone__c')]),
    /The field "Gone__c" for the object "Widget__c" doesn't exist\./
  ],
  [
    'a merge field that does not exist',
    flowFile('無', before, [customError('Stop', '{!nothing}')]),
    /The element "Stop" has a reference to nothing/
  ],
  [
    'a connector into nowhere',
    flowFile('先', before, [assignment('Set', [['$Record.Notes__c', 'x']], 'Nowhere')]),
    /The connector of the element "Set" leads to "Nowhere", which doesn't exist\./
  ],
  [
    'a fault path into nowhere',
    flowFile('先', {}, [create('Add', 'Account', input('Name', 'x'), { fault: 'Nowhere' })]),
    /"Add" leads to "Nowhere"/
  ],
  ['a start into nowhere', flowFile('先', { ...before, first: 'Nowhere' }, [set]), /"start" leads to "Nowhere"/],
  [
    'an active flow whose start leads nowhere',
    flowFile('無', { ...before, first: undefined }, [set]),
    /The flow can't run because nothing is connected to the Start element\./
  ],
  ['two elements of one name', flowFile('名', before, [set, variable('SET', 'String')]), /The name "(SET|Set)" is used more than once/],
  [
    'a name with two underscores',
    flowFile('名', before, [assignment('Set__x', [['$Record.Notes__c', 'x']])]),
    /The name "Set__x" must begin with a letter/
  ],
  [
    'a text for a number',
    flowFile('型', before, [assignment('Set', [['$Record.Count__c', 'x']])]),
    /can't be used with \$Record\.Count__c/
  ],
  [
    'a number for a date field of a new record',
    flowFile('型', {}, [create('Add', 'Task', input('ActivityDate', 3))]),
    /The type for the field "ActivityDate" doesn't match/
  ],
  ['a comparison of a text with a number', decided('$Record.Name', 'EqualTo', 3), /The type of \$Record\.Name doesn't match/],
  [
    'a lookup filter of another type',
    flowFile('型', {}, [lookup('Get', 'Widget__c', filter('Count__c', 'EqualTo', 'x'))]),
    /The type for the field "Count__c" doesn't match/
  ],
  ['IsNull without yes or no', decided('$Record.Name', 'IsNull', 'x'), /The operator IsNull needs a booleanValue\./],
  [
    'a field that only the platform sets',
    flowFile('固', before, [assignment('Set', [['$Record.CreatedDate', ref('$Flow.CurrentDateTime')]])]),
    /The field "CreatedDate" for the object "Widget__c" can't be set\./
  ],
  [
    'a formula field as a target',
    flowFile('固', before, [assignment('Set', [['$Record.Double__c', 1]])]),
    /The field "Double__c" for the object "Widget__c" can't be set\./
  ],
  [
    'the record before as a target',
    flowFile('固', before, [assignment('Set', [['$Record__Prior.Notes__c', 'x']])]),
    /The value of \$Record__Prior\.Notes__c can't be set\./
  ],
  ['a field of a parent as a target', flowFile('固', before, [assignment('Set', [['$Record.Account__r.Name', 'x']])]), /can't be set/],
  [
    'other records written before the save',
    flowFile('前', before, [create('Add', 'Account', input('Name', 'x'))]),
    /The element "Add" \(recordCreates\) can't be used in a flow that runs before the record is saved\./
  ],
  [
    'an update of other records before the save',
    flowFile('前', before, [updateWhere('Set', 'Account', filter('Name', 'EqualTo', 'x'), input('Name', 'x'))]),
    /\(recordUpdates\) can't be used/
  ],
  [
    'a fault path before the save',
    flowFile('前', before, [
      lookup('Get', 'Account', '', 'Set', '').replace(
        '<getFirst',
        '<faultConnector><targetReference>Set</targetReference></faultConnector><getFirst'
      ),
      set
    ]),
    /can't have a fault path/
  ],
  [
    'the record before in a flow for new records',
    decided('$Record__Prior.Name', 'EqualTo', 'x', { ...before, on: 'Create' }),
    /\$Record__Prior can't be used in a flow that runs only when a record is created\./
  ],
  [
    'IsChanged for new records',
    flowFile('新', { ...before, on: 'Create', entry: when('and', filter('Name', 'IsChanged', true)) }, [set]),
    /IsChanged can't be used in a flow that runs only when a record is created\./
  ],
  [
    'IsChanged together with newly met',
    flowFile('新', { ...before, on: 'Update', entry: ONLY_NEWLY + when('and', filter('Name', 'IsChanged', true)) }, [set]),
    /IsChanged can't be used when/
  ],
  [
    'filters together with a formula',
    flowFile('両', { ...before, entry: whenFormula('ISNEW()') + when('and', filter('Name', 'EqualTo', 'x')) }, [set]),
    /can't be used together/
  ],
  ['newly met without conditions', flowFile('新', { ...before, entry: ONLY_NEWLY }, [set]), /needs entry conditions/],
  [
    'filter logic that names no filter',
    flowFile('論', { ...before, entry: when('1 AND 3', filter('Name', 'EqualTo', 'x')) }, [set]),
    /names filter 3/
  ],
  [
    'a deletion trigger with another event',
    flowFile('削', { trigger: 'RecordBeforeDelete', on: 'Update' }, [customError('Stop', 'x')]),
    /The recordTriggerType "Update" can't be used/
  ],
  ['a trigger order over 2,000', flowFile('順', { ...before, order: 2001 }, [set]), /from 1 to 2,000/],
  [
    'a formula with an unknown field',
    flowFile('式', before, [set, formula('f', 'Boolean', 'ISBLANK({!$Record.Gone__c})')]),
    /The formula expression is invalid: 項目\$Record\.Gone__cは存在しません/
  ],
  [
    'a formula with an unknown field outside of braces',
    flowFile('式', before, [set, formula('f', 'String', '$Record.Gone__c')]),
    /項目\$Record\.Gone__cは存在しません/
  ],
  [
    'a formula with a global value outside of braces, which this org does not run',
    flowFile('式', before, [set, formula('f', 'String', '$Record.Name')]),
    /^not supported: \$Record\.Name without/
  ],
  [
    'a picklist used as text in a formula',
    flowFile('式', before, [set, formula('f', 'Boolean', '{!$Record.Color__c} = "Red"')]),
    /選択リスト項目です/
  ],
  ['a formula of another type', flowFile('式', before, [set, formula('f', 'Number', '{!$Record.Name}')]), /互換性がありません/],
  [
    'a percentage in a formula',
    flowFile('式', before, [set, formula('f', 'Number', '{!$Record.Share__c} * 2')]),
    /^not supported: percent field \$Record\.Share__c in a flow formula$/
  ],
  [
    'a variable in an entry formula',
    flowFile('式', { ...before, entry: whenFormula('ISBLANK({!v})') }, [set, variable('v', 'String')]),
    /項目vは存在しません/
  ],
  [
    'formulas in a circle',
    flowFile('式', before, [set, formula('f', 'Number', '{!g} + 1'), formula('g', 'Number', '{!f} + 1')]),
    /The formula "f" refers to itself\./
  ],
  [
    'merge fields in a plain text',
    flowFile('文', before, [assignment('Set', [['$Record.Notes__c', '{!$Record.Name}']])]),
    /^not supported: merge fields in a stringValue/
  ],
  ['a loop over one record', flowFile('輪', {}, [lookup('Get', 'Account', '', 'Each'), loop('Each', 'Get')]), /needs a collection/],
  [
    'a variable of an unknown object',
    flowFile('変', before, [set, variable('v', 'SObject', '<objectType>Gadget__c</objectType>')]),
    /The objectType is invalid\. Provide the API name of an object\./
  ],
  [
    'a collection for one field',
    flowFile('集', {}, [create('Add', 'Account', input('Name', ref('names'))), variable('names', 'String', 'COLLECTION')]),
    /The inputAssignments field can't use a collection variable\./
  ],
  [
    'the same field twice',
    flowFile('二', {}, [create('Add', 'Account', input('Name', 'a') + input('Name', 'b'))]),
    /value:Name appears more than once/
  ],
  ['a constant of another type', flowFile('定', before, [set, constant('C', 'Number', 'x')]), /The type of the value of "C" doesn't match/],
  [
    'a date that does not exist',
    flowFile('日', before, [assignment('Set', [['$Record.Due__c', { date: '2026-02-30' }]])]),
    /"2026-02-30" isn't a valid date\./
  ],
  [
    'a deletion without conditions',
    flowFile('全', {}, [node('recordDeletes', '<object>Part__c</object>')]),
    /it would delete every record/
  ],
  [
    'a change of the record that is being deleted',
    flowFile('消', { trigger: 'RecordBeforeDelete' }, [updateRecord('Set', '$Record', input('Name', 'x'))]),
    /\$Record can't be changed/
  ]
];

for (const [name, file, problem] of REFUSED) {
  test(`refuses ${name}`, () => {
    const { problems } = problemsOf(file);
    assert.ok(
      problems.some((text) => problem.test(text)),
      problems.join('\n') || 'it was deployed'
    );
  });
}

test('words problems as an org does', () => {
  assert.deepEqual(problemsOf(flowFile('無', before, [assignment('Set', [['$Record.Gone__c', 'x']])])).problems, [
    'field integrity exception: unknown (The field "Gone__c" for the object "Widget__c" doesn\'t exist.)'
  ]);
});

test('warns of what never matches and of what was never tried', () => {
  const { problems, warnings } = problemsOf(
    flowFile('警告', { ...before, entry: when('and', filter('Color__c', 'IsChanged', true)) }, [
      decision('D', condition('$Record.Color__c', 'EqualTo', 'Blue') + condition('$Record.Double__c', 'GreaterThan', 1), 'Set'),
      set
    ])
  );
  assert.deepEqual(problems, []);
  const told = warnings.join('\n');
  assert.match(told, /IsChanged is met when a record is created/);
  assert.match(told, /The picklist \$Record\.Color__c has no value "Blue": the condition never matches\./);
  assert.match(told, /\$Record\.Double__c is a formula field/);
});

test('takes a draft that leads nowhere yet, and text templates in any element', () => {
  assert.deepEqual(problemsOf(flowFile('下', { ...before, status: 'Draft', first: undefined }, [set])).problems, []);
  assert.deepEqual(
    problemsOf(flowFile('文', before, [assignment('Set', [['$Record.Notes__c', ref('t')]]), textTemplate('t', '{!$Record.Name}')]))
      .problems,
    []
  );
});

test('a formula that compares a picklist with a word it does not offer is told, not refused: real orgs hold such formulas', () => {
  const { problems, warnings } = problemsOf(
    flowFile('式', before, [set, formula('f', 'Boolean', 'ISPICKVAL({!$Record.Color__c}, "Blue")')])
  );
  assert.deepEqual(problems, []);
  assert.match(warnings.join('\n'), /値「Blue」はありません/);
});

test('what flows of real orgs do and this org does not is refused as not supported', () => {
  const said = (file: string): string => problemsOf(file).problems.join('\n');
  const update = updateRecord('Set', '$Record', input('Notes__c', 'x'));
  const withFilters = update.replace('<inputAssignments>', `${filter('Notes__c', 'EqualTo', 'y')}<inputAssignments>`);
  assert.match(said(flowFile('条件', {}, [withFilters])), /not supported: conditions on the record that started the flow, in "Set"/);
  assert.match(
    said(flowFile('式', before, [set, formula('f', 'Boolean', '{!$Record.Notes__c="x"}')])),
    /not supported: \{!\$Record\.Notes__c="x"\}, which is more than a reference, in a flow formula/
  );
  assert.match(
    said(flowFile('日', before, [set, formula('f', 'Date', '{!$Record.CreatedDate} + 1')])),
    /not supported: a date and time as the value of a date formula/
  );
});

test('a flow that runs for new records only may ask that they newly meet its conditions', () => {
  const conditions = when('and', filter('Notes__c', 'EqualTo', 'x')) + ONLY_NEWLY;
  assert.deepEqual(
    problemsOf(flowFile('新', { on: 'Create', entry: conditions }, [updateRecord('Set', '$Record', input('Notes__c', 'y'))])).problems,
    []
  );
});
