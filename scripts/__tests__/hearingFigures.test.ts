/**
 * The figures that the server keeps with candidates and cases, and the gates of items that an administrator added: what every way of
 * saving stores is what the definitions say.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { CASE_RANKS, FIGURE_CASES } from '../../force-app/main/hearing/lwc/hearingFigures/__tests__/figureCases.ts';
import { figuresOf, type Figures } from '../../force-app/main/hearing/lwc/hearingFigures/hearingFigures.ts';
import { FORCE_APP } from '../lib/paths.ts';
import { LINES } from '../org/apex/HearingHandler.ts';
import { getItems } from '../org/apex/HearingItemController.ts';
import { filter, flowFile, input, ref, updateWhere } from '../org/flows/__tests__/fixtures.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { ACCESS_TOKEN } from '../org/identity.ts';
import { deployFiles } from '../org/metadata/deploy.ts';
import { closeOrg } from '../org/org.ts';
import { convertLeads } from '../org/records/convert.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';
import { elements, sourceFiles, text } from './packageSource.ts';

const apex = (name: string): string => readFileSync(join(FORCE_APP, 'main', 'hearing', 'classes', `${name}.cls`), 'utf8');
/** The string literals of a piece of Apex. */
const literals = (source: string): string[] =>
  [...source.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1'));

test('the Apex test repeats every case of the figures', () => {
  const source = /CASES = new List<String>\{([^]*?)\n {2}\};/.exec(apex('HearingFiguresTest'))?.[1] ?? '';
  assert.deepEqual(
    literals(source).map((line): unknown => JSON.parse(line)),
    FIGURE_CASES
  );
});

test('the ranks are those of the phases: in Apex, in its double, in the cases and in the order of the value sets', () => {
  for (const [object, valueSet] of [
    ['Lead', 'LeadStatus'],
    ['Opportunity', 'OpportunityStage']
  ] as const) {
    const source = new RegExp(`${object}\\.SObjectType => new Map<String, Integer>\\{([^}]*)\\}`).exec(apex('HearingHandler'))?.[1] ?? '';
    const ranks = new Map([...source.matchAll(/'([^']+)' => (\d)/g)].map((match) => [match[1] ?? '', Number(match[2])]));
    assert.deepEqual(LINES[object].ranks, ranks);
    assert.deepEqual(CASE_RANKS[object], ranks);
    const values = elements(sourceFiles('standardValueSet').find(({ name }) => name === valueSet)?.root, 'standardValue').map((value) =>
      text(value, 'fullName')
    );
    assert.deepEqual([...values].sort(), [...ranks.keys()].sort());
    const line = values.filter((value) => ranks.get(value) !== 0);
    assert.deepEqual(
      line.map((value) => ranks.get(value)),
      line.map((_value, index) => index + 1)
    );
  }
});

let office: PackageOrg;
let server: OrgServer;
let measure = '';

before(async () => {
  office = await openPackageOrg();
  server = await startServer(office.org, { port: 0, routes: routes() });
  measure = office.created('SupportMeasure__c', { Name: '架空の支援策', MeasureKey__c: 'fictitious' });
});

after(async () => {
  await server.close();
  closeOrg(office.org);
});

beforeEach(() => {
  office.unassign('DataMigration');
});

/** Calls the REST API as the administrator. */
async function call(method: string, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}/services/data/v66.0${path}`, {
    method,
    headers: { authorization: `Bearer ${ACCESS_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body)
  });
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? undefined : JSON.parse(answer) };
}

type Kind = 'Lead' | 'Opportunity';

const newCandidate = (values: Row = {}): string =>
  office.created('Lead', { LastName: '架空', Company: '架空の企業', LeadSource: '紹介', ...values });
const newCase = (values: Row = {}): string =>
  office.created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31', ...values });
const change = (object: string, id: string, values: Row): void => {
  assert.deepEqual(office.saveOne({ operation: 'update', object, id, values }).errors, []);
};
const remove = (object: string, id: string): void => {
  assert.deepEqual(office.saveOne({ operation: 'delete', object, id }).errors, []);
};

/** The figures that are stored with a record. */
function stored(object: Kind, id: string): Figures {
  const row = office.row(object, id);
  return {
    requiredRate: row.RequiredRate__c as number | null,
    recommendedRate: row.RecommendedRate__c as number | null,
    textLength: Number(row.TextLength__c),
    unconfirmedCount: Number(row.UnconfirmedCount__c ?? 0)
  };
}

/** The figures of what the record and its rows hold now, as an administrator reads them. */
function defined(object: Kind, id: string): Figures {
  const items = getItems(office.org, object);
  const { ranks, phaseField, phaseLeftField } = LINES[object];
  const fields = [...new Set([phaseField, phaseLeftField, ...items.flatMap(({ fieldApiName }) => fieldApiName ?? [])])];
  const record = office.query(`SELECT ${fields.join(', ')} FROM ${object} WHERE Id = '${id}'`)[0] as Record<string, string | null>;
  const definitions = office.org.catalog.objects.get(object)?.fields;
  return figuresOf(items, ranks, {
    phase: String(record[phaseField]),
    phaseLeft: record[phaseLeftField] ?? null,
    answer: ({ fieldApiName, rows }) => {
      const field = definitions?.get(fieldApiName ?? '');
      assert.ok(field, `${String(fieldApiName)} exists`);
      return { dataType: field.type, length: field.length ?? 0, countsRows: rows !== null, value: record[field.name] ?? null };
    },
    marks: new Map(office.rows('ItemState__c', 'Case__c', id).map((row) => [String(row.Item__c), String(row.State__c)]))
  });
}

/** Rates, characters and count of a record, which must be those of the definitions. */
function figures(object: Kind, id: string): (number | null)[] {
  const { requiredRate, recommendedRate, textLength, unconfirmedCount } = stored(object, id);
  assert.deepEqual(stored(object, id), defined(object, id));
  return [requiredRate, recommendedRate, textLength, unconfirmedCount];
}

/** Deploys files in the form of the Metadata API. */
function deploy(files: Record<string, string>): void {
  const result = deployFiles(office.org, new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)])));
  assert.deepEqual(result.details.componentFailures, []);
}

test('a candidate has its figures from the first save on, by whichever API it is saved', async () => {
  const created = await call('POST', '/sobjects/Lead', { LastName: '架空', Company: '架空の企業' });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const id = String((created.body as { id: string }).id);
  assert.deepEqual(figures('Lead', id)[0], 50, 'the owner is a person, the source is missing');
  const patched = await call('PATCH', `/sobjects/Lead/${id}`, { LeadSource: '紹介', ReferenceNote__c: '一行目\r\n二行目' });
  assert.equal(patched.status, 204, JSON.stringify(patched.body));
  const [required, , characters] = figures('Lead', id);
  assert.deepEqual([required, characters], [100, 6]);
  const edited = await call('PATCH', `/ui-api/records/${id}`, { fields: { Department__c: '開発部', Phone: '000-0000-0000' } });
  assert.equal(edited.status, 200, JSON.stringify(edited.body));
  figures('Lead', id);
});

test('a list edit of many records moves the figures of each of them', async () => {
  const ids = [newCandidate(), newCandidate(), newCandidate()];
  const before = ids.map((id) => figures('Lead', id));
  const answer = await call('PATCH', '/composite/sobjects', {
    allOrNone: false,
    records: ids.map((id, index) => ({ attributes: { type: 'Lead' }, id, Title: index === 1 ? null : '部長' }))
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const after = ids.map((id) => figures('Lead', id));
  assert.deepEqual(after[1], before[1]);
  assert.ok(Number(after[0]?.[1]) > Number(before[0]?.[1]));
  assert.deepEqual(after[2], after[0]);
});

test('an import straight into a later phase has the figures of that phase', async () => {
  office.assign('DataMigration');
  const candidate = await call('POST', '/composite/tree/Lead', {
    records: [
      { attributes: { type: 'Lead', referenceId: 'one' }, LastName: '架空', Company: '架空', LeadSource: '紹介', Status: '連絡済み' }
    ]
  });
  assert.equal(candidate.status, 201, JSON.stringify(candidate.body));
  const [lead] = office.rows('Lead', 'Status', '連絡済み');
  // Owner, source and the name are there; contact, its day and the appointment are not.
  assert.equal(figures('Lead', String(lead?.Id))[0], 50);
  assert.equal(figures('Opportunity', newCase({ StageName: 'フォロー中', VisitType__c: 'その他' }))[0], 13);
});

test('what a flow writes counts at once', () => {
  const account = office.created('Account', { Name: '架空精機株式会社' });
  const id = newCase({ AccountId: account });
  const [, before] = figures('Opportunity', id);
  const body = updateWhere(
    'Write',
    'Opportunity',
    filter('AccountId', 'EqualTo', ref('$Record.Id')),
    input('Hypothesis__c', ref('$Record.Description'))
  );
  deploy({ 'flows/Company_Hypothesis.flow': flowFile('Company_Hypothesis', { object: 'Account', on: 'Update', first: 'Write' }, [body]) });
  change('Account', account, { Description: '商標が先。' });
  const [, recommended, characters] = figures('Opportunity', id);
  assert.ok(Number(recommended) > Number(before));
  assert.equal(characters, 5);
});

test('the figures of a case follow its rows: ticked, unticked, proposed, withdrawn, deleted', () => {
  const id = newCase({ VisitType__c: 'その他', PreparationCompleted__c: true });
  change('Opportunity', id, { StageName: '課題の特定', ManagementIssues__c: '海外展開' });
  const required = (): number | null | undefined => figures('Opportunity', id)[0];
  const recommended = (): number => Number(figures('Opportunity', id)[1]);
  assert.equal(required(), 75);
  const issue = office.created('CaseIssue__c', { Case__c: id, Issue__c: 'その他', RecognizedBySme__c: true });
  const withIssue = recommended();
  assert.equal(required(), 75, '特許庁 does not see it yet');
  change('CaseIssue__c', issue, { RecognizedByJpo__c: true });
  assert.equal(required(), 100);
  change('CaseIssue__c', issue, { RecognizedByJpo__c: false });
  assert.equal(required(), 75);
  remove('CaseIssue__c', issue);
  assert.ok(recommended() < withIssue);
  const proposal = office.created('MeasureProposal__c', { Case__c: id, Measure__c: measure });
  const unprepared = recommended();
  change('MeasureProposal__c', proposal, { PreparedOn__c: '2026-11-20' });
  assert.ok(recommended() > unprepared);
  const consultation = office.created('Consultation__c', { Case__c: id, RightType__c: '商標', Topic__c: 'その他' });
  const consulted = recommended();
  remove('Consultation__c', consultation);
  assert.ok(recommended() < consulted);
});

test('what is unconfirmed is counted until it is answered, and the answer removes what was stated', () => {
  const id = newCase({ VisitType__c: 'その他' });
  const state = (item: string, value: string): string => office.created('ItemState__c', { Case__c: id, Item__c: item, State__c: value });
  const [required, before] = figures('Opportunity', id);
  state('Case_PreparationCompleted', '未確認');
  state('Case_VisitBackground', '未確認');
  assert.deepEqual(figures('Opportunity', id), [required, before, 0, 2]);
  const notApplicable = state('Case_Hypothesis', '該当なし');
  assert.ok(Number(figures('Opportunity', id)[1]) >= Number(before), '該当なし leaves the denominator');
  change('ItemState__c', notApplicable, { State__c: '未確認' });
  assert.deepEqual(figures('Opportunity', id), [required, before, 0, 3]);
  change('Opportunity', id, { Hypothesis__c: '商標が先。', PreparationCompleted__c: true });
  assert.deepEqual(
    office.rows('ItemState__c', 'Case__c', id).map((row) => row.Item__c),
    ['Case_VisitBackground']
  );
  const row = office.row('Opportunity', id);
  assert.deepEqual([row.UnconfirmedRows__c, row.NotApplicableRows__c], [1, 0]);
  assert.deepEqual(figures('Opportunity', id).slice(2), [5, 1]);
  assert.equal(figures('Opportunity', id)[0], 100);
  change('Opportunity', id, { Hypothesis__c: null });
  assert.equal(figures('Opportunity', id)[2], 0);
});

test('what is stated of a row item goes when the first row comes', () => {
  const id = newCase();
  office.created('ItemState__c', { Case__c: id, Item__c: 'Case_PreparedMeasures', State__c: '未確認' });
  assert.equal(figures('Opportunity', id)[3], 1);
  office.created('MeasureProposal__c', { Case__c: id, Measure__c: measure, PreparedOn__c: '2026-11-20' });
  assert.equal(figures('Opportunity', id)[3], 0);
  assert.deepEqual(office.rows('ItemState__c', 'Case__c', id), []);
});

test('a dropped record keeps being asked what it was asked when it was dropped', () => {
  const candidate = newCandidate();
  const [, asked] = figures('Lead', candidate);
  change('Lead', candidate, {
    Status: '訪問不要',
    VisitNotNeededTiming__c: '最初から不要',
    VisitNotNeededReason__c: '重複登録',
    DecisionReason__c: 'その他',
    DecisionNote__c: '同じ企業が登録済み。'
  });
  assert.equal(office.row('Lead', candidate).VisitNotNeededFrom__c, '新規');
  assert.deepEqual(figures('Lead', candidate).slice(0, 2), [100, asked]);
  const id = newCase({ VisitType__c: 'その他' });
  change('Opportunity', id, { StageName: 'クローズ（未アクション）', DropReason__c: '人手不足', DropSide__c: '企業側' });
  assert.equal(office.row('Opportunity', id).DropPhase__c, '事前準備');
  assert.equal(figures('Opportunity', id)[0], 75, '訪問類型 and the two of the drop, not 事前準備完了');
});

test('a conversion leaves candidate and case with the figures of their new phases', () => {
  office.assign('DataMigration');
  const candidate = newCandidate({ Status: '連絡済み', AppointmentAcceptedDate__c: '2026-11-20', VisitType__c: 'その他' });
  const [result] = convertLeads(office.org, office.userId, [{ leadId: candidate, convertedStatus: '取引開始済み' }]);
  assert.deepEqual(result?.errors, []);
  assert.equal(figures('Lead', candidate)[0], 67, 'the first contact is missing');
  assert.equal(figures('Opportunity', String(result?.opportunityId))[0], 50, '訪問類型 came along');
});

test('after any history of edits the figures are those of the definitions', () => {
  const phases = [...LINES.Opportunity.ranks.keys()];
  const texts = getItems(office.org, 'Opportunity').flatMap(({ fieldApiName, rows }) => {
    const field = office.org.catalog.objects.get('Opportunity')?.fields.get(fieldApiName ?? '');
    return field?.type === 'textarea' && rows === null ? [field.name] : [];
  });
  const items = getItems(office.org, 'Opportunity').map(({ developerName }) => developerName);
  const edit = fc.oneof(
    fc.record({ kind: fc.constant('text'), field: fc.constantFrom(...texts), value: fc.constantFrom('', '　', '強み', '二\n行', '𠮷') }),
    fc.record({ kind: fc.constant('phase'), value: fc.constantFrom(...phases) }),
    fc.record({ kind: fc.constant('tick'), value: fc.boolean() }),
    fc.record({ kind: fc.constant('issue'), value: fc.boolean() }),
    fc.record({ kind: fc.constant('state'), field: fc.constantFrom(...items), value: fc.constantFrom('未確認', '該当なし') })
  );
  fc.assert(
    fc.property(fc.array(edit, { minLength: 5, maxLength: 12 }), (edits) => {
      office.unassign('DataMigration');
      office.assign('DataMigration');
      const id = newCase();
      const issue = office.created('CaseIssue__c', { Case__c: id, Issue__c: 'その他', RecognizedBySme__c: true });
      for (const each of edits) {
        const values = { text: 'field' in each ? { [each.field]: each.value } : {}, phase: { StageName: each.value } };
        if (each.kind === 'text') change('Opportunity', id, values.text);
        if (each.kind === 'phase') change('Opportunity', id, values.phase);
        if (each.kind === 'tick') change('Opportunity', id, { PreparationCompleted__c: each.value });
        if (each.kind === 'issue') change('CaseIssue__c', issue, { RecognizedByJpo__c: each.value });
        // Refused where it makes no sense: then nothing may change.
        if (each.kind === 'state' && 'field' in each)
          office.saveOne({
            operation: 'insert',
            object: 'ItemState__c',
            values: { Case__c: id, Item__c: each.field, State__c: each.value }
          });
        figures('Opportunity', id);
      }
    }),
    { numRuns: 25 }
  );
});

const RECORD_HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">';

/** An item as an administrator adds it: without a rule of its own. */
function itemFile(label: string, object: Kind, field: string, values: Record<string, string | number | boolean>): string {
  const all = {
    ...{
      Object__c: object,
      Field__c: field,
      Fixed__c: false,
      HasRule__c: false,
      Section__c: '独自の項目',
      SectionOrder__c: 90,
      SortOrder__c: 10
    },
    ...{ Question__c: '弱みは何ですか。', Hint__c: '一言で。', Example__c: '販路。', ...values }
  };
  const entries = Object.entries(all).map(([name, value]) => {
    const type = typeof value === 'number' ? 'double' : typeof value;
    return `<values><field>${name}</field><value xsi:type="xsd:${type}">${value}</value></values>`;
  });
  return `${RECORD_HEAD}<label>${label}</label><protected>false</protected>${entries.join('')}</CustomMetadata>`;
}

const fieldFile = (object: string, field: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><fields><fullName>${field}</fullName><label>${object === 'Lead' ? '自社の弱み' : '取引銀行'}</label><length>100</length><type>Text</type></fields></CustomObject>`;

/** Rights on an added field, as the administrator gives them. */
function grant(object: Kind, field: string): void {
  const rights = `<fieldPermissions><editable>true</editable><field>${object}.${field}</field><readable>true</readable></fieldPermissions>`;
  deploy({
    [`permissionsets/Added_${object}.permissionset`]: `<?xml version="1.0" encoding="UTF-8"?>\n<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">${rights}<hasActivationRequired>false</hasActivationRequired><label>独自の項目</label></PermissionSet>`
  });
  office.assign(`Added_${object}`);
}

const MOVE = { Status: '未連絡', DecisionReason__c: 'その他' };
/** Messages of an update that the office refuses, each at its field. */
function refusals(object: Kind, id: string, values: Row): [string, string[]][] {
  return office.saveOne({ operation: 'update', object, id, values }).errors.map(({ message, fields }) => [message, fields]);
}

test('an item that an administrator adds is demanded from the next forward move on, named, and counted in the figures', async () => {
  const before = newCandidate();
  const past = newCandidate();
  change('Lead', past, MOVE);
  deploy({
    'objects/Lead.object': fieldFile('Lead', 'OwnWeakness__c'),
    'customMetadata/HearingItem.Candidate_OwnWeakness.md': itemFile('弱み', 'Lead', 'OwnWeakness__c', {
      ...{ Tier__c: '必須', PhaseAsked__c: '新規', DueRank__c: 2 }
    })
  });
  grant('Lead', 'OwnWeakness__c');
  const [required] = figures('Lead', newCandidate());
  assert.equal(required, 67, 'the new item is asked of new records');
  change('Lead', before, {});
  assert.equal(figures('Lead', before)[0], 67, 'and of old ones at their next save');
  assert.deepEqual(refusals('Lead', before, MOVE), [['「未連絡」に進むには、「自社の弱み」を入れてください。', ['Status']]]);
  assert.equal(office.row('Lead', before).Status, '新規');
  const listEdit = await call('PATCH', '/composite/sobjects', {
    allOrNone: false,
    records: [before, past].map((id) => ({ attributes: { type: 'Lead' }, id, ...MOVE }))
  });
  assert.deepEqual(
    (listEdit.body as { success: boolean }[]).map(({ success }) => success),
    [false, true]
  );
  // A record already past the phase is not asked back.
  change('Lead', past, {
    FirstContactMethod__c: '電話',
    FirstContactDate__c: '2026-11-20',
    Status: '連絡済み',
    DecisionReason__c: 'その他'
  });
  // A jump meets it as well.
  const jump = { ...MOVE, Status: '連絡済み', FirstContactMethod__c: '電話', FirstContactDate__c: '2026-11-20' };
  assert.deepEqual(refusals('Lead', before, jump), [['「連絡済み」に進むには、「自社の弱み」を入れてください。', ['Status']]]);
  change('Lead', before, { OwnWeakness__c: '販路' });
  assert.equal(figures('Lead', before)[0], 100);
  assert.deepEqual(refusals('Lead', before, MOVE), []);
});

test('a step back, a way aside and a holder of the bypass are asked for no added item', () => {
  const id = newCandidate();
  const aside = { VisitNotNeededTiming__c: '最初から不要', VisitNotNeededReason__c: '重複登録', DecisionNote__c: '同じ企業が登録済み。' };
  assert.deepEqual(refusals('Lead', id, { ...aside, Status: '訪問不要', DecisionReason__c: 'その他' }), []);
  const back = { Status: '連絡済み', DecisionReason__c: 'その他', FirstContactMethod__c: '電話', FirstContactDate__c: '2026-11-20' };
  assert.equal(refusals('Lead', id, back)[0]?.[0], '「連絡済み」に進むには、「自社の弱み」を入れてください。');
  office.assign('DataMigration');
  assert.deepEqual(refusals('Lead', id, back), []);
  office.unassign('DataMigration');
  assert.deepEqual(refusals('Lead', id, MOVE), []);
  figures('Lead', id);
});

test('several added items of a case are named together, in the order of the hearing, rows by the name of their item', () => {
  deploy({
    'objects/Opportunity.object': fieldFile('Opportunity', 'MainBank__c'),
    'customMetadata/HearingItem.Case_MainBank.md': itemFile('銀行', 'Opportunity', 'MainBank__c', {
      ...{ Tier__c: '必須', PhaseAsked__c: '課題の特定', DueRank__c: 3 }
    }),
    'customMetadata/HearingItem.Case_AddedRows.md': itemFile('実施した支援策', 'Opportunity', 'DoneCount__c', {
      ...{ Tier__c: '必須', PhaseAsked__c: '提案', DueRank__c: 4, Rows__c: '支援策提案', SortOrder__c: 20 }
    })
  });
  grant('Opportunity', 'MainBank__c');
  const id = newCase({ VisitType__c: 'その他', PreparationCompleted__c: true, ManagementIssues__c: '海外展開', FollowUp__c: '可' });
  change('Opportunity', id, { StageName: '課題の特定' });
  office.created('CaseIssue__c', { Case__c: id, Issue__c: 'その他', RecognizedByJpo__c: true });
  const proposal = office.created('MeasureProposal__c', { Case__c: id, Measure__c: measure, ProposedOn__c: '2026-11-20' });
  assert.deepEqual(refusals('Opportunity', id, { StageName: 'フォロー中' }), [
    ['「フォロー中」に進むには、「取引銀行」、「実施した支援策」を入れてください。', ['StageName']]
  ]);
  change('MeasureProposal__c', proposal, { DoneOn__c: '2026-11-21' });
  assert.deepEqual(refusals('Opportunity', id, { StageName: 'フォロー中' }), [
    ['「フォロー中」に進むには、「取引銀行」を入れてください。', ['StageName']]
  ]);
  figures('Opportunity', id);
});

test('a tier changed in Setup moves the figures at the next save, which need change nothing', () => {
  const id = newCase({ VisitPurposes__c: '課題の掘り起こし' });
  const [required, recommended] = figures('Opportunity', id);
  const path = join(FORCE_APP, 'main', 'hearing', 'customMetadata', 'HearingItem.Case_VisitPurposes.md-meta.xml');
  const source = readFileSync(path, 'utf8');
  const optional = source.replace('<value xsi:type="xsd:string">推奨</value>', '<value xsi:type="xsd:string">任意</value>');
  assert.notEqual(optional, source);
  deploy({ 'customMetadata/HearingItem.Case_VisitPurposes.md': optional });
  const { recommendedRate } = stored('Opportunity', id);
  assert.equal(recommendedRate, recommended, 'nothing moves by itself');
  change('Opportunity', id, {});
  assert.deepEqual(figures('Opportunity', id).slice(0, 2), [required, 0]);
  deploy({ 'customMetadata/HearingItem.Case_VisitPurposes.md': source });
  change('Opportunity', id, {});
  assert.deepEqual(figures('Opportunity', id).slice(0, 2), [required, recommended]);
});
