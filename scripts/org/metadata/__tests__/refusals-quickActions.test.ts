/** Quick actions and the pages that offer them: what an org would refuse, and what this one cannot run, is refused by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionPackage, panel, quickAction } from '../../lightning/__tests__/actionFixtures.ts';
import { openOrg } from '../../org.ts';
import { deploy, problemsOf, texts } from './helpers.ts';

const START = 'quickActions/Account.Start.quickAction';
const refused = (path: string, from: string, to: string): string[] => {
  const files = actionPackage();
  const text = files[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  return texts(problemsOf({ ...files, [path]: text.replace(from, to) }));
};
const refusedAction = (from: string, to: string): string[] => refused(START, from, to);
const SAID = 'QuickAction Account.Start:';

test('actions that create or update, global ones and their layout are taken', () => {
  assert.deepEqual(texts(problemsOf(actionPackage())), []);
});

test('types and parts of actions that this org cannot run are refused by name', () => {
  for (const type of ['LogACall', 'Flow', 'LightningWebComponent', 'SendEmail'])
    assert.deepEqual(refusedAction('<type>Create</type>', `<type>${type}</type>`).slice(0, 1), [
      `${SAID} not supported: quick action of type ${type}`
    ]);
  assert.deepEqual(refusedAction('<targetObject>', '<targetRecordType>Widget__c.Big</targetRecordType><targetObject>'), [
    `${SAID} not supported: targetRecordType of a quick action`
  ]);
  assert.deepEqual(refusedAction('<label>部品を起こす</label>', '<standardLabel>Defer</standardLabel>').slice(0, 1), [
    `${SAID} not supported: standardLabel Defer of a quick action`
  ]);
});

test('an action names an object, a parent, and fields that exist', () => {
  assert.deepEqual(refusedAction('<targetObject>Widget__c', '<targetObject>Gadget__c'), [`${SAID} no CustomObject named Gadget__c found`]);
  assert.deepEqual(refusedAction('<targetParentField>Company__c', '<targetParentField>Owner'), [
    `${SAID} In field: targetParentField - Widget__c has no relationship Owner to Account`
  ]);
  assert.deepEqual(refusedAction('<field>Memo__c', '<field>Weight__c'), [
    `${SAID} In field: field - no CustomField named Widget__c.Weight__c found`
  ]);
  assert.deepEqual(refusedAction('<field>Memo__c', '<field>Due__c'), [`${SAID} Duplicate field in the action layout: Due__c`]);
  assert.deepEqual(refused('quickActions/Card.quickAction', '<type>', '<targetParentField>Account</targetParentField><type>'), [
    'QuickAction Card: Can not specify targetParentField for a global action'
  ]);
  assert.deepEqual(refused('quickActions/Widget__c.Finish.quickAction', '<type>', '<targetObject>Widget__c</targetObject><type>'), [
    'QuickAction Widget__c.Finish: Can not specify targetObject for an action of type Update'
  ]);
});

test('predefined values compile, fit their field, and start from the record that the action starts from', () => {
  const value = (field: string, inner: string): string[] =>
    refusedAction(
      '<fieldOverrides><field>Due__c</field><formula>DATE(2027, 1, 1) + 30</formula></fieldOverrides>',
      `<fieldOverrides><field>${field}</field>${inner}</fieldOverrides>`
    );
  assert.deepEqual(value('Due__c', '<formula>Account.CreatedDate</formula>'), [
    `${SAID} Error in formula of the predefined value of Widget__c.Due__c: not supported: a date and time as the value of a date formula`
  ]);
  assert.deepEqual(value('Due__c', '<formula>CreatedDate</formula>'), [
    `${SAID} Error in formula of the predefined value of Widget__c.Due__c: 項目CreatedDateは存在しません。スペルを確認してください。`
  ]);
  assert.deepEqual(value('Kinds__c', '<literalValue>赤</literalValue>'), [
    `${SAID} The field Widget__c.Kinds__c can not have a predefined value`
  ]);
  assert.deepEqual(value('Done__c', '<literalValue>true</literalValue>'), [
    `${SAID} not supported: a literal value for Widget__c.Done__c, which is no text and no picklist`
  ]);
  assert.deepEqual(value('Done__c', '<formula>true</formula>'), []);
  assert.deepEqual(refusedAction('<literalValue>準備', '<literalValue>廃止'), [
    `${SAID} Picklist value: 廃止 in picklist: Widget__c.Stage__c not found`
  ]);
  assert.deepEqual(refusedAction('<literalValue>準備</literalValue>', "<formula>'準備'</formula>"), [
    `${SAID} not supported: a formula as predefined value of the picklist Widget__c.Stage__c`
  ]);
  assert.deepEqual(value('Due__c', ''), [`${SAID} The predefined value of Widget__c.Due__c is either a formula or a literal value`]);
});

test('an action without a required field is told, not refused', () => {
  const files = actionPackage();
  const result = deploy(openOrg(), {
    ...files,
    [START]: quickAction('Create', '空', { columns: [[['Due__c', 'Edit']], []], more: '<targetObject>Widget__c</targetObject>' })
  });
  assert.equal(result.success, true);
  const message = result.details.componentSuccesses.find(({ fullName }) => fullName === 'Account.Start');
  assert.equal(message?.problem, 'The required field Widget__c.Name is neither in the action layout nor predefined');
});

test('a page offers existing actions of its object, global ones, and those of the platform that this org carries out', () => {
  const PAGE = 'flexipages/Account_Page.flexipage';
  const offered = (name: string): string[] =>
    texts(
      problemsOf({
        ...actionPackage(),
        [PAGE]: (actionPackage()[PAGE] ?? '').replace(/<itemInstances>.*?<\/itemInstances>/, panel([name], 3))
      })
    );
  const SAYS = 'FlexiPage Account_Page:';
  for (const name of ['Edit', 'Delete', 'Clone', 'ChangeOwnerOne', 'Account.Start', 'Global.Card']) assert.deepEqual(offered(name), []);
  for (const name of ['Share', 'PrintableView', 'Global.NewTask', 'CustomButton.Account.X'])
    assert.deepEqual(offered(name), [`${SAYS} not supported: action ${name} of a record page`]);
  assert.deepEqual(offered('NewContact'), [`${SAYS} not supported: action NewContact`]);
  for (const name of ['Account.Stop', 'Card', 'Global.Start', 'Widget__c.Finish', 'NewContract'])
    assert.deepEqual(offered(name), [`${SAYS} In field: actionNames - no QuickAction named ${name} found`]);
  assert.deepEqual(offered('Convert'), [`${SAYS} The action Convert is not available for Account`]);
});

test('a rule of an action names existing things, and the global layout existing actions', () => {
  assert.deepEqual(
    refused(
      'flexipages/Widget_Page.flexipage',
      '{!Record.Stage__c}</leftValue><operator>NE',
      '{!Record.Weight__c}</leftValue><operator>NE'
    ),
    ["FlexiPage Widget_Page: The visibility rule refers to {!Record.Weight__c}, which doesn't exist"]
  );
  assert.deepEqual(refused('layouts/Global-Global Layout.layout', '<actionName>Card', '<actionName>NewTask'), [
    'Layout Global-Global Layout: not supported: action NewTask'
  ]);
  assert.deepEqual(refused('layouts/Global-Global Layout.layout', '<actionName>Card', '<actionName>Cart'), [
    'Layout Global-Global Layout: In field: QuickAction - no QuickAction named Cart found'
  ]);
});
