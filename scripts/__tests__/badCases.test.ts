/**
 * What people get wrong in cases, their rows and targets, sent by every route of the REST API: the message that helps, at the field that
 * it means, and nothing half-saved.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { newId } from '../org/records/ids.ts';
import { insertRow } from '../org/records/rows.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';
import { openPackageRest, type PackageRest } from './packageRest.ts';

type Values = Record<string, unknown>;

interface RecordError {
  statusCode: string;
  message: string;
  fields: string[];
}

/** One mistake: the record it is made in (none: a new one), what is sent, and what the answer says. */
interface Mistake {
  name: string;
  object: string;
  id?: () => string;
  values: () => Values;
  field: string;
  message: RegExp;
}

const NOON = new Date('2027-02-10T03:00:00.000Z');
const READY = {
  VisitType__c: 'その他',
  PreparationCompleted__c: true,
  ManagementIssues__c: '海外展開',
  FollowUp__c: '可',
  Output__c: '窓口につないだ。',
  Evaluation__c: '4 期待どおり'
};
const DROP = { DropReason__c: '人手不足', DropSide__c: '企業側' };
const COMPLETED = 'クローズ（支援完了）';
const DROPPED = 'クローズ（未アクション）';
const ISSUE = '費用負担（出願・維持・代理人）';

let office: PackageOrg;
let rest: PackageRest;
let measure: string;
let leaver: string;

before(async () => {
  office = await openPackageOrg();
  for (const name of ['SupportManager', 'SupportAdmin']) office.assign(name);
  rest = await openPackageRest(office.org);
  stopAt(NOON);
  measure = office.created('SupportMeasure__c', { Name: '架空の支援策', MeasureKey__c: 'test-measure' });
  leaver = newId(office.org, '005');
  insertRow(office.org, 'User', leaver, { LastName: '退職', Username: 'leaver@example.com', Alias: 'leaver', IsActive: false });
});

after(async () => {
  await rest.close();
  closeOrg(office.org);
});

beforeEach(() => {
  stopAt(NOON);
});

function stopAt(moment: Date): void {
  office.org.clock = { now: () => moment };
}

const newCase = (values: Values = {}): string =>
  office.created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-08-31', ...values });

/** A case that its officer brought to a phase. */
function caseIn(phase: string): string {
  const id = newCase(READY);
  office.created('CaseIssue__c', { Case__c: id, Issue__c: ISSUE, RecognizedByJpo__c: true });
  office.created('MeasureProposal__c', { Case__c: id, Measure__c: measure, ProposedOn__c: '2027-02-01' });
  assert.deepEqual(office.refused('Opportunity', id, { StageName: phase, ...(phase === DROPPED ? DROP : {}) }), []);
  return id;
}

const heading = { Name: '架空の案件', CloseDate: '2027-08-31' };
const target = (values: Values): Values => ({ FiscalYear__c: 'R8', Metric__c: '案件', Value__c: 40, ...values });

const MISTAKES: Mistake[] = [
  ...['課題の特定', 'フォロー中', COMPLETED].map((phase) => ({
    name: `a case inserted straight into ${phase}`,
    object: 'Opportunity',
    values: () => ({ ...heading, ...READY, StageName: phase }),
    field: 'StageName',
    message: /「事前準備」.*「フェーズ」/
  })),
  {
    name: 'a case inserted as dropped',
    object: 'Opportunity',
    values: () => ({ ...heading, ...DROP, StageName: DROPPED }),
    field: 'StageName',
    message: /「事前準備」.*「フェーズ」/
  },
  {
    name: 'a jump over two phases that lacks one item',
    object: 'Opportunity',
    id: () => {
      const id = newCase({ ...READY, ManagementIssues__c: null });
      office.created('CaseIssue__c', { Case__c: id, Issue__c: ISSUE, RecognizedByJpo__c: true });
      return id;
    },
    values: () => ({ StageName: '提案', Output__c: '書き直した文章' }),
    field: 'ManagementIssues__c',
    message: /「経営課題」/
  },
  {
    name: 'a jump to フォロー中 without a proposed measure',
    object: 'Opportunity',
    id: () => {
      const id = newCase(READY);
      office.created('CaseIssue__c', { Case__c: id, Issue__c: ISSUE, RecognizedByJpo__c: true });
      return id;
    },
    values: () => ({ StageName: 'フォロー中', Output__c: '書き直した文章' }),
    field: 'StageName',
    message: /「提案日」/
  },
  {
    name: 'closing without what is asked',
    object: 'Opportunity',
    id: () => caseIn('フォロー中'),
    values: () => ({ StageName: COMPLETED, Evaluation__c: null, Output__c: '書き直した文章' }),
    field: 'Evaluation__c',
    message: /「評価」/
  },
  {
    name: 'dropping without the side',
    object: 'Opportunity',
    id: () => caseIn('提案'),
    values: () => ({ StageName: DROPPED, DropReason__c: '人手不足' }),
    field: 'DropReason__c',
    message: /「ドロップの側」/
  },
  {
    name: 'a step back without a reason',
    object: 'Opportunity',
    id: () => caseIn('フォロー中'),
    values: () => ({ StageName: '課題の特定', Output__c: '書き直した文章' }),
    field: 'DecisionReason__c',
    message: /「判断理由」/
  },
  ...[COMPLETED, DROPPED].map((phase) => ({
    name: `reopening from ${phase} without a reason`,
    object: 'Opportunity',
    id: () => caseIn(phase),
    values: () => ({ StageName: '提案', FollowUp__c: '不可', Output__c: '書き直した文章' }),
    field: 'DecisionReason__c',
    message: /再開.*「判断理由」/
  })),
  {
    name: 'turning a completed case into a dropped one',
    object: 'Opportunity',
    id: () => caseIn(COMPLETED),
    values: () => ({ StageName: DROPPED, ...DROP }),
    field: 'StageName',
    message: /終わり方.*「フェーズ」/
  },
  {
    name: 'an owner who has left',
    object: 'Opportunity',
    id: () => newCase(),
    values: () => ({ OwnerId: leaver, Output__c: '書き直した文章' }),
    field: 'OwnerId',
    message: /無効なユーザー/
  },
  {
    name: 'an issue twice',
    object: 'CaseIssue__c',
    values: () => ({ Case__c: caseIn('課題の特定'), Issue__c: ISSUE, RecognizedBySme__c: true }),
    field: 'Issue__c',
    message: /同じ「課題」/
  },
  {
    name: 'an issue changed into one that the case has',
    object: 'CaseIssue__c',
    id: () => office.created('CaseIssue__c', { Case__c: caseIn('課題の特定'), Issue__c: '権利化を急ぎたい', RecognizedBySme__c: true }),
    values: () => ({ Issue__c: ISSUE, Statement__c: '書き直した文章' }),
    field: 'Issue__c',
    message: /同じ「課題」/
  },
  {
    name: 'a second target for one key',
    object: 'Target__c',
    values: () => {
      office.created('Target__c', target({ FiscalYear__c: nextYear() }));
      return target({ FiscalYear__c: `R${year}`, Value__c: 50 });
    },
    field: 'Metric__c',
    message: /目標/
  },
  {
    name: 'a target of zero',
    object: 'Target__c',
    values: () => target({ FiscalYear__c: nextYear(), Value__c: 0 }),
    field: 'Value__c',
    message: /「値」は1以上/
  },
  {
    name: 'a target that becomes zero',
    object: 'Target__c',
    id: () => office.created('Target__c', target({ FiscalYear__c: nextYear() })),
    values: () => ({ Value__c: 0 }),
    field: 'Value__c',
    message: /「値」は1以上/
  }
];

/** Each mistake has targets of its own: a year far from the others. */
let year = 30;
const nextYear = (): string => `R${++year}`;

/** All that the package stores, as it stands. */
function everything(): Map<string, Values[]> {
  const names = [
    'Opportunity',
    'CaseIssue__c',
    'MeasureProposal__c',
    'Visit__c',
    'ItemState__c',
    'PhaseLog__c',
    'Target__c',
    'Task',
    'Event'
  ];
  return new Map(names.map((name) => [name, office.org.db.prepare(`SELECT * FROM "${name}" ORDER BY "Id"`).all()]));
}

/** The same without one record. */
const without = (id: string, stood: Map<string, Values[]>): Map<string, Values[]> =>
  new Map([...stood].map(([name, rows]) => [name, rows.filter((row) => row.Id !== id)]));

const errorsOf = (answer: unknown, index: number): RecordError[] => (answer as { errors: RecordError[] }[])[index].errors;

/** The neighbour of a wrong record in one call: a case that anybody may make. */
const GOOD = { attributes: { type: 'Opportunity' }, ...heading, StageName: '事前準備' };

for (const { name, object, id: made, values, field, message } of MISTAKES) {
  const check = (errors: RecordError[], route: string): void => {
    assert.deepEqual(
      errors.map(({ fields }) => fields),
      [[field]],
      `${route}: ${JSON.stringify(errors)}`
    );
    assert.match(errors[0].message, message, route);
  };

  test(`${name} is refused at ${field} by every route, and nothing of it is kept`, async () => {
    const id = made?.();
    const sent = values();
    const record = { attributes: { type: object }, ...(id === undefined ? {} : { Id: id }), ...sent };
    const stood = everything();

    const path = `/sobjects/${object}${id === undefined ? '' : `/${id}`}`;
    const single = await rest.call(id === undefined ? 'POST' : 'PATCH', path, sent);
    assert.equal(single.status, 400);
    check(
      (single.body as (RecordError & { errorCode: string })[]).map((error) => ({ ...error, statusCode: error.errorCode })),
      'single'
    );
    assert.deepEqual(everything(), stood, 'single');

    const method = id === undefined ? 'POST' : 'PATCH';
    const neighbour = id === undefined ? GOOD : { attributes: { type: 'Opportunity' }, Id: newCase(), CloseDate: '2027-09-30' };
    const beside = everything();
    const together = await rest.call(method, '/composite/sobjects', { allOrNone: true, records: [neighbour, record] });
    check(errorsOf(together.body, 1), 'all or none');
    assert.equal(errorsOf(together.body, 0)[0].statusCode, 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
    assert.deepEqual(everything(), beside, 'all or none');

    const apart = await rest.call(method, '/composite/sobjects', { allOrNone: false, records: [record, neighbour] });
    check(errorsOf(apart.body, 0), 'each for itself');
    const [, saved] = apart.body as { id: string; success: boolean }[];
    assert.equal(saved.success, true, 'the neighbour is saved');
    assert.deepEqual(without(saved.id, everything()), without(saved.id, beside), 'each for itself');
    if (id !== undefined) return;

    const before = everything();
    const attributes = { type: object, referenceId: 'wrong' };
    const tree = await rest.call('POST', `/composite/tree/${object}`, { records: [{ ...sent, attributes }] });
    assert.equal(tree.status, 400);
    const { results } = tree.body as { results: { errors: RecordError[] }[] };
    check(results[0].errors, 'import');
    assert.deepEqual(everything(), before, 'import');
  });
}

test('a year and a half begin at midnight in Tokyo, nine hours before UTC gets there', () => {
  const MIDNIGHTS = [
    ['2026-09-30T14:59:59.999Z', '2026-09-30', 'R8', 'R8 上期'],
    ['2026-09-30T15:00:00.000Z', '2026-10-01', 'R8', 'R8 下期'],
    ['2026-10-01T00:00:00.000Z', '2026-10-01', 'R8', 'R8 下期'],
    ['2027-03-31T14:59:59.999Z', '2027-03-31', 'R8', 'R8 下期'],
    ['2027-03-31T15:00:00.000Z', '2027-04-01', 'R9', 'R9 上期'],
    ['2027-04-01T00:00:00.000Z', '2027-04-01', 'R9', 'R9 上期']
  ];
  for (const [moment, day, fiscalYear, half] of MIDNIGHTS) {
    stopAt(new Date(moment));
    const id = newCase();
    const { RegisteredDate__c, PhaseStartedOn__c, FiscalYear__c, HalfYearKey__c } = office.row('Opportunity', id);
    assert.deepEqual([RegisteredDate__c, PhaseStartedOn__c, FiscalYear__c, HalfYearKey__c], [day, day, fiscalYear, half], moment);
    assert.deepEqual(office.refused('Opportunity', id, { StageName: DROPPED, ...DROP }), []);
    assert.equal(office.row('Opportunity', id).ClosedOn__c, day, moment);
    const visit = office.row('Visit__c', office.created('Visit__c', { Case__c: id, StartAt__c: moment, Visitor__c: office.userId }));
    assert.deepEqual([visit.VisitedOn__c, visit.FiscalYear__c, visit.HalfYearKey__c], [day, fiscalYear, half], moment);
  }
});
