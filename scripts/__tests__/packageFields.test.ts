import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elements, sourceFiles, text, texts } from './packageSource.ts';

const fields = sourceFiles('field');
const permissionSets = sourceFiles('permissionset');

for (const field of fields) {
  test(`the field ${field.object}.${field.name} says who fills it and why, and helps with an example`, () => {
    assert.ok(text(field.root, 'description').length >= 15, 'description');
    assert.match(text(field.root, 'inlineHelpText'), /例：/);
    assert.ok(text(field.root, 'inlineHelpText').length <= 510, 'help text too long for Salesforce');
    assert.match(text(field.root, 'securityClassification'), /^(Public|Internal|Confidential|Restricted)$/);
    assert.match(text(field.root, 'label'), /[ぁ-んァ-ヶ一-龠]/, 'the label is Japanese');
    assert.ok(text(field.root, 'label').length <= 40, 'label too long for Salesforce');
  });
}

test('what a company says in its own words is classified as confidential', () => {
  const spoken = fields.filter((field) => field.object !== 'HearingItem__mdt' && text(field.root, 'type') === 'LongTextArea');
  assert.ok(spoken.length > 0);
  const publicInformation = ['BusinessDescription__c'];
  for (const field of spoken) {
    assert.equal(
      text(field.root, 'securityClassification'),
      publicInformation.includes(field.name) ? 'Internal' : 'Confidential',
      field.name
    );
  }
});

test('picklists take no other value than theirs, and each value is its own label', () => {
  for (const field of fields.filter((each) => /Picklist$/.test(text(each.root, 'type')))) {
    const valueSet = elements(field.root, 'valueSet')[0];
    assert.equal(text(valueSet, 'restricted'), 'true', field.name);
    for (const value of elements(elements(valueSet, 'valueSetDefinition')[0], 'value')) {
      assert.equal(text(value, 'label'), text(value, 'fullName'), field.name);
      assert.doesNotMatch(text(value, 'fullName'), /[,;]/, `${field.name}: filters cannot hold a value with a comma`);
    }
  }
});

test('officers can see and fill every field, and no permission names a field that is required', () => {
  const officer = permissionSets.find((set) => set.name === 'SupportOfficer');
  const granted = elements(officer?.root, 'fieldPermissions');
  const optional = fields.filter((field) => field.object !== 'HearingItem__mdt' && text(field.root, 'required') !== 'true');
  assert.deepEqual(
    granted.map((permission) => text(permission, 'field')).sort(),
    optional.map((field) => `${field.object}.${field.name}`).sort()
  );
  for (const permission of granted) {
    assert.equal(text(permission, 'readable'), 'true');
    assert.equal(text(permission, 'editable'), 'true');
  }
});

test('the bypass of the rules is held by the permission set for migration and by no other', () => {
  const holders = permissionSets.filter((set) =>
    elements(set.root, 'customPermissions').some((permission) => text(permission, 'name') === 'BypassValidation')
  );
  assert.deepEqual(
    holders.map((set) => set.name),
    ['DataMigration']
  );
});

test('the officers’ page of each object shows every field of the package on it', () => {
  for (const page of sourceFiles('flexipage').filter((each) => text(each.root, 'type') === 'RecordPage')) {
    const shown = elements(page.root, 'flexiPageRegions')
      .flatMap((region) => elements(region, 'itemInstances'))
      .flatMap((item) => elements(item, 'fieldInstance'))
      .flatMap((instance) => texts(instance, 'fieldItem'));
    const object = text(page.root, 'sobjectType');
    const missing = fields.filter((field) => field.object === object && !shown.includes(`Record.${field.name}`)).map((field) => field.name);
    assert.deepEqual(missing, [], page.name);
  }
});
