import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elements, sourceFiles, text, type SourceFile } from './packageSource.ts';

interface Item {
  name: string;
  label: string;
  object: string;
  field: string;
  /** The list whose rows answer the item; then the field counts them. */
  rows: string;
  tier: string;
  phaseAsked: string;
  dueRank: number;
  hasRule: boolean;
  fixed: boolean;
  section: string;
  sectionOrder: string;
  sortOrder: string;
  texts: string[];
}

const items: Item[] = sourceFiles('md')
  .filter((file) => file.name.startsWith('HearingItem.'))
  .map((file) => {
    const values = new Map(elements(file.root, 'values').map((value) => [text(value, 'field'), text(value, 'value')]));
    const value = (field: string): string => values.get(field) ?? '';
    return {
      name: file.name.slice('HearingItem.'.length),
      label: text(file.root, 'label'),
      object: value('Object__c'),
      field: value('Field__c'),
      rows: value('Rows__c'),
      tier: value('Tier__c'),
      phaseAsked: value('PhaseAsked__c'),
      dueRank: Number(value('DueRank__c')),
      hasRule: value('HasRule__c') === 'true',
      fixed: value('Fixed__c') === 'true',
      section: value('Section__c'),
      sectionOrder: value('SectionOrder__c'),
      sortOrder: value('SortOrder__c'),
      texts: [value('Question__c'), value('Hint__c'), value('Example__c')]
    };
  });
const rules = sourceFiles('validationRule');
const fields = sourceFiles('field');
/** Standard fields that items point to, by the label that the office sees: renamed by the package, or Salesforce's own. */
const STANDARD_FIELDS: Record<string, string> = {
  'Lead.LastName': '姓',
  'Lead.OwnerId': '担当者',
  'Lead.LeadSource': '支援先候補ソース',
  'Lead.Title': '役職',
  'Lead.Phone': '電話',
  'Lead.Email': 'メール',
  'Lead.Industry': '業種',
  'Lead.NumberOfEmployees': '従業員数',
  'Lead.Website': 'Web サイト'
};
const labelOf = (object: string, field: string): string | undefined =>
  STANDARD_FIELDS[`${object}.${field}`] ??
  (fields.some((each) => each.object === object && each.name === field)
    ? text(fields.find((each) => each.object === object && each.name === field)?.root, 'label')
    : undefined);
/** Where a gate shows its message when the field itself cannot be edited on the page. */
const shownAt = ({ object, field, rows }: Item): string => {
  if (rows !== '') return 'StageName';
  return `${object}.${field}` === 'Lead.OwnerId' ? 'Status' : field;
};
/** The child object whose rows answer an item, by the words of `Rows__c`. */
const ROWS: Record<string, string> = { 課題: 'CaseIssue__c', 相談: 'Consultation__c', 支援策提案: 'MeasureProposal__c' };
const formula = (rule: SourceFile): string => text(rule.root, 'errorConditionFormula');
/** Hearing items whose due rank a rule reads. */
const itemsRead = (rule: SourceFile): string[] => [
  ...new Set([...formula(rule).matchAll(/HearingItem__mdt\.(\w+)\.DueRank__c/g)].map((match) => match[1] ?? ''))
];

test('there are items in all three tiers, over the sections of the report', () => {
  assert.deepEqual([...new Set(items.map((item) => item.tier))].sort(), ['任意', '必須', '推奨'].sort());
  assert.ok(new Set(items.map((item) => item.section)).size >= 3);
  assert.ok(items.length >= 15);
});

test('every item points to a field of the package or a known standard field and asks, hints and shows an example', () => {
  for (const item of items) {
    assert.ok(labelOf(item.object, item.field), `${item.name}: ${item.object}.${item.field}`);
    assert.ok(
      item.texts.every((each) => each.length > 0),
      item.name
    );
  }
});

test('an item is 必須 exactly when a phase demands it, or when it is one of the fixed ones', () => {
  for (const item of items) {
    assert.equal(item.tier === '必須', item.dueRank > 0 || item.fixed, item.name);
    if (item.fixed) assert.equal(item.dueRank, 0, item.name);
  }
});

test('every item that a phase demands has one rule that reads it, and every such rule has its item', () => {
  const read = rules.flatMap(itemsRead).sort();
  const gates = items.filter((item) => item.dueRank > 0);
  assert.deepEqual(read, gates.map((item) => item.name).sort());
  for (const item of items) assert.equal(item.hasRule, item.dueRank > 0 || item.fixed, item.name);
});

test('the rule of an item tests the item’s own field, on its object, and shows the message there', () => {
  for (const rule of rules.filter((each) => itemsRead(each).length > 0)) {
    const item = items.find((each) => each.name === itemsRead(rule)[0]);
    assert.equal(rule.object, item?.object, rule.name);
    assert.ok(item, rule.name);
    assert.equal(text(rule.root, 'errorDisplayField'), shownAt(item), rule.name);
    const label = item.rows === '' ? labelOf(item.object, item.field) : item.label;
    if (item.rows !== '') assert.ok(text(rule.root, 'errorMessage').includes(`「${item.rows}」`), `${rule.name} names the list`);
    assert.ok(text(rule.root, 'errorMessage').includes(`「${label}」`), `${rule.name} names the field by its label`);
    // The last argument of the rule is what is missing.
    assert.match(formula(rule).split('\n').at(-2) ?? '', new RegExp(`\\b${item.field}\\b`), rule.name);
  }
});

test('the items asked by 未アクション and 訪問不要 are demanded by one fixed rule each', () => {
  for (const [name, object] of [
    ['ClosedWithoutAction_HasReason', 'Opportunity'],
    ['VisitNotNeeded_HasReason', 'Lead']
  ] as const) {
    const rule = rules.find((each) => each.name === name && each.object === object);
    assert.ok(rule, name);
    const fixed = items.filter((item) => item.fixed && item.object === object);
    assert.ok(fixed.length > 0);
    for (const item of fixed) assert.match(formula(rule), new RegExp(`\\b${item.field}\\b`), `${name} demands ${item.field}`);
  }
});

test('an item that rows answer counts the rows of its list, and no other item does', () => {
  const summaries = fields.filter((field) => text(field.root, 'type') === 'Summary');
  for (const item of items) {
    const summary = summaries.find((each) => each.object === item.object && each.name === item.field);
    assert.equal(item.rows !== '', summary !== undefined, item.name);
    if (!summary) continue;
    assert.ok(text(summary.root, 'summaryForeignKey').startsWith(`${ROWS[item.rows]}.`), item.name);
    assert.notEqual(text(summary.root, 'summaryOperation'), 'min', item.name);
  }
  assert.deepEqual([...new Set(items.map((item) => item.rows))].sort(), ['', ...Object.keys(ROWS)].sort());
});

test('a field is asked once on the way, and at most once more where the record leaves it', () => {
  const asked = items.map((item) => `${item.object}.${item.field} ${/^(訪問不要|クローズ（未アクション）)$/.test(item.phaseAsked)}`);
  assert.equal(new Set(asked).size, asked.length);
});

test('the case is asked in the order of the report, and its page shows the fields in the same order', () => {
  const sections = new Map(items.filter((item) => item.object === 'Opportunity').map((item) => [Number(item.sectionOrder), item.section]));
  const inOrder = [...sections].sort(([a], [b]) => a - b).map(([, section]) => section);
  assert.deepEqual(inOrder, [
    ...['基本情報', '訪問目的', '事業環境', '経営課題', '中長期的な展望', '知財活動', '特許庁への要望', '提案'],
    ...['成果・振り返り・評価', '判断・ドロップ']
  ]);
  const page = sourceFiles('flexipage').find((each) => each.name === 'Case_Record_Page');
  const labels = elements(page?.root, 'flexiPageRegions')
    .flatMap((region) => elements(region, 'itemInstances'))
    .flatMap((instance) => elements(instance, 'componentInstance'))
    .filter((component) => text(component, 'componentName') === 'flexipage:fieldSection')
    .flatMap((section) => elements(section, 'componentInstanceProperties'))
    .filter((property) => text(property, 'name') === 'label')
    .map((property) => text(property, 'value'));
  assert.deepEqual(labels, [...inOrder, '候補時点の情報', '自動で入る項目']);
});

/** Fields of a case that no hearing asks: typed while moving a phase, brought along by the conversion, or always there. */
const NOT_ASKED = [
  ...['DecisionReason__c', 'DecisionNote__c'],
  ...['SourceDetail__c', 'EventName__c', 'Referrer__c', 'ReferralReason__c', 'InquiryTrigger__c', 'ConsultationRights__c'],
  ...['AppointmentAcceptedDate__c', 'PlannedVisitDate__c', 'ReferenceNote__c']
];

test('every field of a case that people type is an item of the hearing, or is left out for a reason', () => {
  const typed = fields.filter(
    ({ object, root }) =>
      object === 'Opportunity' && text(root, 'type') !== 'Summary' && !text(root, 'description').includes('誰も入力しない')
  );
  const asked = items.filter((item) => item.object === 'Opportunity').map((item) => item.field);
  for (const { name } of typed) assert.equal(asked.includes(name), !NOT_ASKED.includes(name), name);
  for (const name of NOT_ASKED)
    assert.ok(
      typed.some((field) => field.name === name),
      `${name} does not exist any more`
    );
});

test('at most five items are due at one phase', () => {
  const count = new Map<string, number>();
  for (const item of items.filter((each) => each.dueRank > 0))
    count.set(`${item.object} ${item.dueRank}`, (count.get(`${item.object} ${item.dueRank}`) ?? 0) + 1);
  for (const [phase, due] of count) assert.ok(due <= 5, phase);
});

test('no two items of an object stand in one place, and a section has one order', () => {
  const places = items.map((item) => `${item.object} ${item.sectionOrder} ${item.sortOrder}`);
  assert.equal(new Set(places).size, places.length);
  const orders = new Set(items.map((item) => `${item.object} ${item.section} ${item.sectionOrder}`));
  assert.equal(orders.size, new Set(items.map((item) => `${item.object} ${item.section}`)).size);
});

test('no code of the source catalogue stands before a word on the screen', () => {
  for (const item of items) for (const each of item.texts) assert.doesNotMatch(each, /(?<![A-Za-z])[A-Z]{1,2}\d{2}(?!\d)/, item.name);
});

/** What a rule may wait for: a change of phase, the start of a record, a value just typed, an edit of what is over. */
const PHASE_CHANGE = /^(ISCHANGED|OR\(ISNEW\(\), ISCHANGED)\((StageName|Status)\)/;
const OTHER_EVENTS: Record<string, RegExp> = {
  NewCandidate_StartsAsNew: /^ISNEW\(\),/,
  NewCase_StartsInPreparation: /^ISNEW\(\),/,
  CorporateNumber_IsValid: /^OR\(ISNEW\(\), ISCHANGED\(CorporateNumber__c\)\)/,
  IpManager_BelongsToCompany: /^OR\(ISNEW\(\), ISCHANGED\(IpManager__c\)\)/,
  CaseIssue_IsRecognized: /^OR\(ISNEW\(\), ISCHANGED\(RecognizedBySme__c\), ISCHANGED\(RecognizedByJpo__c\)\)/,
  Visit_HasPositiveDuration: /^OR\(ISNEW\(\), ISCHANGED\(DurationMinutes__c\)\)/,
  Target_HasPositiveValue: /^OR\(ISNEW\(\), ISCHANGED\(Value__c\)\)/,
  Target_HasFiscalYear: /^OR\(ISNEW\(\), ISCHANGED\(FiscalYear__c\)\)/,
  Converted_StaysAsItWas: /^NOT\(ISNEW\(\)\),\s*PRIORVALUE\(IsConverted\)/
};

for (const rule of rules) {
  test(`the rule ${rule.name} lets migration pass, fires on its own event only and tells the way out`, () => {
    const [, event] = /^AND\(\s*NOT\(\$Permission\.BypassValidation\),\s*([^]*)$/.exec(formula(rule)) ?? [];
    assert.match(event ?? '', OTHER_EVENTS[rule.name] ?? PHASE_CHANGE);
    assert.match(text(rule.root, 'description'), /報告書\d+\.\d/);
    assert.ok(text(rule.root, 'description').length <= 255, 'description too long for Salesforce');
    assert.ok(text(rule.root, 'errorMessage').length <= 255, 'message too long for Salesforce');
    assert.notEqual(text(rule.root, 'errorDisplayField'), '');
    assert.equal(text(rule.root, 'active'), 'true');
  });
}

test('the ranks in the rules follow the order of the phases', () => {
  for (const [setName, object, lost] of [
    ['OpportunityStage', 'Opportunity', 'クローズ（未アクション）'],
    ['LeadStatus', 'Lead', '訪問不要']
  ] as const) {
    const set = sourceFiles('standardValueSet').find((each) => each.name === setName);
    const phases = elements(set?.root, 'standardValue').map((value) => text(value, 'fullName'));
    const ranks = phases
      .filter((phase) => phase !== lost)
      .map((phase, index) => `"${phase}", ${index + 1}`)
      .join(', ');
    for (const rule of rules.filter((each) => each.object === object && itemsRead(each).length > 0)) {
      assert.equal(formula(rule).split(`${ranks}, 0)`).length, 3, `${rule.name}: new and prior phase are ranked`);
    }
  }
});
