/**
 * 案件: every move between the six phases, allowed or refused, through the save pipeline by the routes that people take: a single update
 * over the REST API, the page's update, a collection (what a list edit sends) and the import of new records. What a refusal says is
 * compared word by word; a refused save leaves nothing behind.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';
import { inOrder, openSaveRoutes, said, type RowResult, type Said, type SaveRoutes } from './saveRoutes.ts';

const PREPARATION = '事前準備';
const IDENTIFICATION = '課題の特定';
const PROPOSAL = '提案';
const FOLLOW_UP = 'フォロー中';
const WON = 'クローズ（支援完了）';
const LOST = 'クローズ（未アクション）';
const PHASES = [PREPARATION, IDENTIFICATION, PROPOSAL, FOLLOW_UP, WON, LOST] as const;
type PhaseName = (typeof PHASES)[number];
const WON_INDEX = PHASES.indexOf(WON);

type Verdict = 'stay' | 'forward' | 'back' | 'reopen' | 'drop' | 'refuse';

/** The design's table: from a phase (row) to a phase (column, in the same order). */
const VERDICTS: Record<PhaseName, readonly Verdict[]> = {
  [PREPARATION]: ['stay', 'forward', 'forward', 'forward', 'forward', 'drop'],
  [IDENTIFICATION]: ['back', 'stay', 'forward', 'forward', 'forward', 'drop'],
  [PROPOSAL]: ['back', 'back', 'stay', 'forward', 'forward', 'drop'],
  [FOLLOW_UP]: ['back', 'back', 'back', 'stay', 'forward', 'drop'],
  [WON]: ['reopen', 'reopen', 'reopen', 'reopen', 'stay', 'refuse'],
  [LOST]: ['reopen', 'reopen', 'reopen', 'reopen', 'refuse', 'stay']
};

/** One thing that a phase cannot be left without, and what a save says when it is missing. */
interface Gate {
  /** Phase that asks it: it cannot be left forward without. */
  leaving: PhaseName;
  label: string;
  /** Values that answer it; or the child row that does. */
  values?: Row;
  row?: { object: string; values: Row };
  said: Said;
}

const GATES: readonly Gate[] = [
  {
    leaving: PREPARATION,
    label: '訪問類型',
    values: { VisitType__c: 'その他' },
    said: { field: 'VisitType__c', message: '先のフェーズに進むには、「訪問類型」を選んでください。' }
  },
  {
    leaving: PREPARATION,
    label: '事前準備完了',
    values: { PreparationCompleted__c: true },
    said: {
      field: 'PreparationCompleted__c',
      message: '先のフェーズに進むには、公開情報の確認・仮説・資料送付を済ませて「事前準備完了」に印を付けてください。'
    }
  },
  {
    leaving: IDENTIFICATION,
    label: '経営課題',
    values: { ManagementIssues__c: '海外展開;その他' },
    said: { field: 'ManagementIssues__c', message: '先のフェーズに進むには、「経営課題」を一つ以上選んでください。' }
  },
  {
    leaving: IDENTIFICATION,
    label: '特許庁が認識する課題',
    row: { object: 'CaseIssue__c', values: { Issue__c: 'その他', RecognizedByJpo__c: true } },
    said: {
      field: 'StageName',
      message: '先のフェーズに進むには、「課題」の一覧に行を足し、「特許庁が認識する課題」の印を一つ以上付けてください。'
    }
  },
  {
    leaving: PROPOSAL,
    label: '提案内容',
    row: { object: 'MeasureProposal__c', values: { ProposedOn__c: '2026-11-20' } },
    said: {
      field: 'StageName',
      message: '先のフェーズに進むには、「支援策提案」の一覧に「提案内容」の行を足し、「提案日」を入れてください。'
    }
  },
  {
    leaving: PROPOSAL,
    label: '継続フォローの可否',
    values: { FollowUp__c: '不可' },
    said: {
      field: 'FollowUp__c',
      message: '先のフェーズに進むには、様子を伺ってよいかを企業に尋ねて「継続フォローの可否」を選んでください。'
    }
  },
  {
    leaving: FOLLOW_UP,
    label: 'アウトプット',
    values: { Output__c: '窓口につないだ。' },
    said: { field: 'Output__c', message: '支援完了にするには、特許庁がしたことを「アウトプット」に一行以上書いてください。' }
  },
  {
    leaving: FOLLOW_UP,
    label: '評価',
    values: { Evaluation__c: '4 期待どおり' },
    said: { field: 'Evaluation__c', message: '支援完了にするには、目標に対してどうだったかを「評価」で選んでください。' }
  }
];

const NO_REASON: Said = {
  field: 'DecisionReason__c',
  message: '前のフェーズに戻すには、または終わった案件を再開するには、そう判断した根拠を「判断理由」で選んでください。'
};
const NO_DROP_REASON: Said = {
  field: 'DropReason__c',
  message:
    '「クローズ（未アクション）」にするには、動かなかった理由を「ドロップ理由」で、原因がどちらにあるかを「ドロップの側」で選んでください。'
};
const ONLY_REOPENS: Said = {
  field: 'StageName',
  message:
    '終わった案件の終わり方は、直接には変えられません。「フェーズ」をいったん進行中のものに戻して保存し、そのあとで終わり方を選び直してください。'
};
const STARTS_IN_PREPARATION: Said = {
  field: 'StageName',
  message: '新しい案件は「事前準備」から始めます。「フェーズ」を「事前準備」にして保存し、そのあとで進めてください。'
};

const REASON = { DecisionReason__c: '企業都合' };
const DROP = { DropReason__c: '人手不足', DropSide__c: '企業側' };
const NAMED = { Name: '架空の案件', CloseDate: '2027-03-31' };

let office: PackageOrg;
let routes: SaveRoutes;
let measure: string;

before(async () => {
  office = await openPackageOrg();
  routes = await openSaveRoutes(office.org, 'Opportunity');
  measure = office.created('SupportMeasure__c', { Name: '架空の支援策', MeasureKey__c: 'fictitious' });
});

after(async () => {
  await routes.close();
  closeOrg(office.org);
});

/** A case in a phase that has everything but some answers, as an import brings it. */
function imported(phase: PhaseName, lacking: readonly Gate[] = [], others: Row = {}): string {
  const answers = GATES.filter((gate) => !lacking.includes(gate));
  office.assign('DataMigration');
  const drop = phase === LOST ? DROP : {};
  const values = Object.assign({}, ...answers.map((gate) => gate.values ?? {})) as Row;
  const id = office.created('Opportunity', { ...NAMED, ...values, ...drop, ...others, StageName: phase });
  for (const { row } of answers) if (row) office.created(row.object, { ...row.values, ...measureOf(row.object), Case__c: id });
  office.unassign('DataMigration');
  return id;
}

function measureOf(object: string): Row {
  return object === 'MeasureProposal__c' ? { Measure__c: measure } : {};
}

/** Everything that a save of a case may write. */
const traces = (id: string): unknown => [
  office.row('Opportunity', id),
  office.rows('PhaseLog__c', 'Case__c', id),
  office.rows('Task', 'WhatId', id),
  office.rows('OpportunityFieldHistory', 'OpportunityId', id)
];

/** One attempt: what the stored record lacks, what the save brings besides the phase, what it must say. */
interface Attempt {
  what: string;
  lacking: readonly Gate[];
  values: Row;
  said: readonly Said[];
}

/** The gates that a move passes: those of the phases it leaves behind; from aside, all up to the target. */
function gatesOf(from: PhaseName, to: PhaseName): Gate[] {
  const start = from === LOST ? 0 : PHASES.indexOf(from);
  const passed = PHASES.slice(start, PHASES.indexOf(to));
  return GATES.filter(({ leaving }) => passed.includes(leaving));
}

/** What is tried for one pair of phases. */
function attempts(from: PhaseName, to: PhaseName): Attempt[] {
  const verdict = VERDICTS[from][PHASES.indexOf(to)];
  const asked = verdict === 'forward' || (from === LOST && to !== LOST) ? gatesOf(from, to) : [];
  const refusal = verdict === 'refuse' ? [ONLY_REOPENS] : [];
  const wantsReason = verdict === 'back' || verdict === 'reopen';
  const wantsDrop = to === LOST && from !== LOST;
  const complete: Row = { ...(wantsReason ? REASON : {}), ...(wantsDrop ? DROP : {}) };
  const missing = (lacking: readonly Gate[]): Attempt => ({
    what: lacking.length === 0 ? 'with everything' : `without ${lacking.map(({ label }) => label).join('・')}`,
    lacking,
    values: complete,
    said: [...refusal, ...lacking.filter((gate) => asked.includes(gate)).map((gate) => gate.said)]
  });
  const without = (what: string, values: Row, demands: Said): Attempt => ({
    what: `without ${what}`,
    lacking: [],
    values,
    said: [...refusal, demands]
  });
  const spare = GATES.filter((gate) => !asked.includes(gate));
  return [
    missing([]),
    ...asked.map((gate) => missing([gate])),
    ...(asked.length > 1 ? [missing(asked)] : []),
    ...(spare.length > 0 ? [missing(spare)] : []),
    ...(wantsReason ? [without('判断理由', {}, NO_REASON)] : []),
    ...(wantsReason && asked.length > 0
      ? [{ what: 'without anything', lacking: asked, values: {}, said: [NO_REASON, ...asked.map((gate) => gate.said)] }]
      : []),
    ...(wantsDrop
      ? [
          without('ドロップ理由', { DropSide__c: DROP.DropSide__c }, NO_DROP_REASON),
          without('ドロップの側', { DropReason__c: DROP.DropReason__c }, NO_DROP_REASON),
          without('ドロップ理由・ドロップの側', {}, NO_DROP_REASON)
        ]
      : [])
  ];
}

describe('between two phases', () => {
  test('every gate is missing alone wherever it is passed, and all that are passed are missing together', () => {
    const all = PHASES.flatMap((from) => PHASES.flatMap((to) => attempts(from, to).map((attempt) => ({ from, to, ...attempt }))));
    for (const gate of GATES) {
      const alone = all.filter(({ lacking, said: each }) => lacking.length === 1 && lacking[0] === gate && each.includes(gate.said));
      // From each phase up to its own to each phase beyond, and from aside to each phase beyond.
      const [before, beyond] = [PHASES.indexOf(gate.leaving) + 1, WON_INDEX - PHASES.indexOf(gate.leaving)];
      assert.equal(alone.length, (before + 1) * beyond, gate.label);
    }
    assert.deepEqual(Math.max(...all.map(({ said: each }) => each.length)), GATES.length + 1);
  });

  for (const from of PHASES) {
    for (const to of PHASES) {
      test(`${from} → ${to}: ${VERDICTS[from][PHASES.indexOf(to)]}`, async () => {
        for (const { what, lacking, values, said: expected } of attempts(from, to)) {
          let id = imported(from, lacking);
          for (const [route, update] of Object.entries(routes.updates)) {
            const before = traces(id);
            const answer = await update(id, { StageName: to, Hypothesis__c: '書きかけの仮説', ...values });
            assert.deepEqual(inOrder(answer), inOrder(expected), `${what}, by ${route}`);
            if (expected.length > 0) assert.deepEqual(traces(id), before, `${what}, by ${route}: half-saved`);
            else {
              assert.equal(office.row('Opportunity', id).StageName, to, `${what}, by ${route}`);
              assert.equal(office.row('Opportunity', id).Hypothesis__c, '書きかけの仮説');
              assert.equal(office.rows('PhaseLog__c', 'Case__c', id).length, from === to ? 0 : 1, `${what}, by ${route}`);
              id = imported(from, lacking);
            }
          }
        }
      });
    }
  }
});

test('an answer that comes with the move counts, and one that the move takes away does not', async () => {
  for (const [route, update] of Object.entries(routes.updates)) {
    const fields = GATES.filter((gate) => gate.values);
    const id = imported(PREPARATION, fields);
    const answers = Object.assign({}, ...fields.map((gate) => gate.values)) as Row;
    assert.deepEqual(await update(id, { StageName: WON, ...answers, Evaluation__c: null }), [GATES[7]?.said], route);
    assert.deepEqual(await update(id, { StageName: WON, ...answers }), [], route);
    assert.deepEqual(await update(imported(FOLLOW_UP), { StageName: WON, Output__c: '  ' }), [GATES[6]?.said], route);
  }
});

test('a row that says something else is no answer', async () => {
  const [issue, proposal] = [GATES[3], GATES[4]] as [Gate, Gate];
  for (const [route, update] of Object.entries(routes.updates)) {
    const id = imported(PREPARATION, [issue, proposal]);
    office.created('CaseIssue__c', { Issue__c: 'その他', RecognizedBySme__c: true, Case__c: id });
    office.created('MeasureProposal__c', { PreparedOn__c: '2026-11-20', Measure__c: measure, Case__c: id });
    assert.deepEqual(inOrder(await update(id, { StageName: FOLLOW_UP })), inOrder([issue.said, proposal.said]), route);
  }
});

describe('a list edit of several cases', () => {
  const edit = async (allOrNone: boolean, records: Row[]): Promise<RowResult[]> =>
    (await routes.call('PATCH', '/composite/sobjects', { allOrNone, records: records.map(routes.typed) })).body as RowResult[];
  const phaseOf = (id: string): unknown => office.row('Opportunity', id).StageName;

  test('saves what may be saved and says of the others why not', async () => {
    const [good, bad, back] = [imported(PREPARATION), imported(PREPARATION, [GATES[0] as Gate]), imported(PROPOSAL)];
    const before = traces(bad);
    const results = await edit(false, [
      { id: good, StageName: IDENTIFICATION },
      { id: bad, StageName: IDENTIFICATION },
      { id: back, StageName: PREPARATION }
    ]);
    assert.deepEqual(
      results.map(({ errors }) => said(errors)),
      [[], [GATES[0]?.said], [NO_REASON]]
    );
    assert.deepEqual([good, bad, back].map(phaseOf), [IDENTIFICATION, PREPARATION, PROPOSAL]);
    assert.deepEqual(traces(bad), before);
  });

  test('saves none when all or none are wanted', async () => {
    const [good, bad] = [imported(PREPARATION), imported(WON)];
    const before = [traces(good), traces(bad)];
    const results = await edit(true, [
      { id: good, StageName: IDENTIFICATION },
      { id: bad, StageName: LOST, ...DROP }
    ]);
    assert.equal(results[0]?.errors[0]?.statusCode, 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
    assert.deepEqual(said(results[1]?.errors ?? []), [ONLY_REOPENS]);
    assert.deepEqual([traces(good), traces(bad)], before);
  });
});

describe('a new case', () => {
  const count = (object: string): unknown => office.query(`SELECT Id FROM ${object}`).length;
  const EVERYTHING = Object.assign({ ...NAMED, ...DROP, ...REASON }, ...GATES.map((gate) => gate.values ?? {})) as Row;

  for (const phase of PHASES) {
    test(`in ${phase} is ${phase === PREPARATION ? 'taken' : 'refused'}, however complete`, async () => {
      for (const [route, insert] of Object.entries(routes.inserts)) {
        for (const values of [NAMED, EVERYTHING]) {
          const before = [count('Opportunity'), count('PhaseLog__c'), count('Task')];
          const expected = phase === PREPARATION ? [] : [STARTS_IN_PREPARATION];
          assert.deepEqual(await insert({ ...values, StageName: phase }), expected, route);
          if (expected.length > 0) assert.deepEqual([count('Opportunity'), count('PhaseLog__c'), count('Task')], before, route);
          else assert.equal(count('Opportunity'), Number(before[0]) + 1, route);
        }
      }
    });
  }

  test('is taken in every phase from a migration, and no longer when the migration is over', async () => {
    office.assign('DataMigration');
    for (const phase of PHASES)
      for (const [route, insert] of Object.entries(routes.inserts))
        assert.deepEqual(await insert({ ...NAMED, StageName: phase }), [], route);
    office.unassign('DataMigration');
    const [insert] = Object.values(routes.inserts);
    assert.deepEqual(await insert?.({ ...NAMED, StageName: PROPOSAL }), [STARTS_IN_PREPARATION]);
  });

  test('among others of an import is refused alone, or keeps all of them out', async () => {
    const records = [PREPARATION, FOLLOW_UP].map((StageName) => routes.typed({ ...NAMED, StageName }));
    const before = Number(count('Opportunity'));
    const each = (await routes.call('POST', '/composite/sobjects', { allOrNone: false, records })).body as RowResult[];
    assert.deepEqual(
      each.map(({ success }) => success),
      [true, false]
    );
    assert.equal(count('Opportunity'), before + 1);
    const all = (await routes.call('POST', '/composite/sobjects', { allOrNone: true, records })).body as RowResult[];
    assert.deepEqual(
      all.map(({ success }) => success),
      [false, false]
    );
    assert.equal(count('Opportunity'), before + 1);
  });
});
