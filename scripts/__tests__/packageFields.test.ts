import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elements, sourceFiles, text, texts, type SourceFile } from './packageSource.ts';

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

const fullName = (field: SourceFile): string => `${field.object}.${field.name}`;
/** Stored for analysis by flows and triggers: their own descriptions say so, to administrators too. */
const isStored = (field: SourceFile): boolean => !isFormula(field) && text(field.root, 'description').includes('誰も入力しない');
const isFormula = (field: SourceFile): boolean => elements(field.root, 'formula').length > 0 || text(field.root, 'type') === 'Summary';
/** Fields that a permission set can name: those of a detail to its master and required ones are always there. */
const optional = fields.filter(
  (field) => !field.object.endsWith('__mdt') && text(field.root, 'required') !== 'true' && text(field.root, 'type') !== 'MasterDetail'
);
const granted = (name: string): Map<string, { readable: string; editable: string }> =>
  new Map(
    elements(permissionSets.find((set) => set.name === name)?.root, 'fieldPermissions').map((permission) => [
      text(permission, 'field'),
      { readable: text(permission, 'readable'), editable: text(permission, 'editable') }
    ])
  );

test('officers see every field and fill those that people type, and no permission names a field that is required', () => {
  const officer = granted('SupportOfficer');
  assert.deepEqual([...officer.keys()].sort(), optional.map(fullName).sort());
  for (const field of optional) {
    const typed = !isFormula(field) && !isStored(field);
    assert.deepEqual(officer.get(fullName(field)), { readable: 'true', editable: String(typed) }, fullName(field));
  }
});

test('what nobody types says so, and only a migration writes it', () => {
  const migration = granted('DataMigration');
  assert.ok(migration.size > 0);
  assert.deepEqual([...migration.keys()].sort(), optional.filter(isStored).map(fullName).sort());
  for (const [name, rights] of migration) assert.deepEqual(rights, { readable: 'true', editable: 'true' }, name);
  for (const field of optional.filter((each) => isFormula(each) || isStored(each))) {
    assert.match(text(field.root, 'description'), /誰も入力しない/, fullName(field));
    assert.match(text(field.root, 'inlineHelpText'), /^自動で|^活動から自動で/, fullName(field));
  }
});

test('managers and administrators see and type the same fields as officers', () => {
  for (const name of ['SupportManager', 'SupportAdmin']) assert.deepEqual(granted(name), granted('SupportOfficer'), name);
});

/** What a partner agency reads: shared cases with their visits, consultations and measures, and the companies and people of those. */
const PARTNER_OBJECTS = ['Account', 'Contact', 'Opportunity', 'Visit__c', 'Consultation__c', 'MeasureProposal__c', 'SupportMeasure__c'];

test('partners read shared cases, their companies and people, change nothing and see nothing internal', () => {
  const set = permissionSets.find((each) => each.name === 'PartnerViewer');
  const objects = elements(set?.root, 'objectPermissions');
  for (const each of objects) assert.ok(PARTNER_OBJECTS.includes(text(each, 'object')), text(each, 'object'));
  for (const each of objects)
    for (const right of ['allowCreate', 'allowEdit', 'allowDelete', 'viewAllRecords', 'modifyAllRecords'])
      assert.equal(text(each, right), 'false', right);
  const readable = granted('PartnerViewer');
  assert.ok(readable.size > 0);
  for (const [name, { editable }] of readable) {
    assert.equal(editable, 'false', name);
    assert.ok(PARTNER_OBJECTS.includes(name.split('.')[0] ?? ''), name);
    assert.doesNotMatch(name, /Hypothesis|Evaluation|Drop|Decision|Jpo|Review/, name);
  }
  assert.deepEqual(elements(set?.root, 'userPermissions'), []);
});

/** Rows of a case that officers correct, and so delete: what one of them said twice or about the wrong issue. */
const ROWS = ['CaseIssue__c', 'Consultation__c', 'ItemState__c', 'MeasureProposal__c', 'Visit__c'];
/** Whoever answers for the work: sets targets, too. */
const LEADERS = ['SupportManager', 'SupportAdmin'];

/** Kept as it was written: what happened, and the keys of drafts. */
const KEPT = ['PhaseLog__c', 'DraftKey__c'];

/** Who may delete records of an object: rows of a case officers, targets managers, all else administrators, log rows and keys nobody. */
function deleters(object: string): string[] {
  if (KEPT.includes(object)) return [];
  if (ROWS.includes(object)) return ['SupportOfficer', ...LEADERS];
  return object === 'Target__c' ? LEADERS : ['SupportAdmin'];
}

test('officers delete rows of a case, only administrators cases, companies and candidates, and nobody the log', () => {
  for (const set of permissionSets) {
    for (const each of elements(set.root, 'objectPermissions')) {
      const object = text(each, 'object');
      assert.equal(text(each, 'allowDelete'), String(deleters(object).includes(set.name)), `${set.name} ${object}`);
      assert.equal(text(each, 'modifyAllRecords'), String(set.name === 'SupportAdmin' && !KEPT.includes(object)), `${set.name} ${object}`);
      assert.equal(text(each, 'viewAllRecords'), String(LEADERS.includes(set.name) && object !== 'DraftKey__c'), `${set.name} ${object}`);
    }
  }
});

test('officers write rows of a case, managers targets, administrators the measures, and only a migration the log', () => {
  const writers: Record<string, string[]> = {
    ...Object.fromEntries(ROWS.map((object) => [object, ['SupportOfficer', ...LEADERS, 'DataMigration']])),
    Consultation__c: ['SupportOfficer', ...LEADERS],
    SupportMeasure__c: ['SupportAdmin'],
    Target__c: [...LEADERS, 'DataMigration'],
    PhaseLog__c: ['DataMigration']
  };
  for (const [object, names] of Object.entries(writers)) {
    for (const set of permissionSets) {
      const rights = elements(set.root, 'objectPermissions').find((each) => text(each, 'object') === object);
      for (const right of ['allowCreate', 'allowEdit'])
        assert.equal(text(rights, right) === 'true', names.includes(set.name), `${set.name} ${right} ${object}`);
    }
  }
});

test('everybody who fills in hearings makes a key of drafts once, reads only the own one and changes none', () => {
  const object = sourceFiles('object').find((each) => each.name === 'DraftKey__c');
  assert.equal(text(object?.root, 'sharingModel'), 'Private');
  const holders = permissionSets.filter((set) =>
    elements(set.root, 'objectPermissions').some((each) => text(each, 'object') === 'DraftKey__c')
  );
  assert.deepEqual(holders.map(({ name }) => name).sort(), ['SupportAdmin', 'SupportManager', 'SupportOfficer']);
  for (const { root } of holders) {
    const rights = elements(root, 'objectPermissions').find((each) => text(each, 'object') === 'DraftKey__c');
    assert.deepEqual(
      ['allowRead', 'allowCreate', 'allowEdit', 'allowDelete', 'viewAllRecords', 'modifyAllRecords'].map((right) => text(rights, right)),
      ['true', 'true', 'false', 'false', 'false', 'false']
    );
  }
});

test('whoever reads a row of a case reads cases and companies too, as Salesforce demands', () => {
  for (const set of permissionSets) {
    const readable = elements(set.root, 'objectPermissions').filter((each) => text(each, 'allowRead') === 'true');
    const names = readable.map((each) => text(each, 'object'));
    if (names.some((name) => ROWS.includes(name)))
      for (const master of ['Account', 'Opportunity']) assert.ok(names.includes(master), `${set.name} ${master}`);
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
