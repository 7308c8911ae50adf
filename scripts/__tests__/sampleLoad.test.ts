/** The sample data, loaded as `npm start` loads it: on any day it must tell true histories, fill every list and break no rule. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { localDay } from '../org/formula/dates.ts';
import { isMovable, closeOrg } from '../org/org.ts';
import { runSoql } from '../org/query/soql.ts';
import { listDefinition, runList } from '../org/query/listViews.ts';
import { accessOf } from '../org/records/access.ts';
import { readRecord } from '../org/records/read.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';
import { elements, sourceFiles, text } from './packageSource.ts';
import { AFTER_CONVERSION, candidatesToConvert, convertedReferences, plannedRows, updates, type SampleRow } from './sampleFiles.ts';
import { SAMPLE_DATA } from '../lib/paths.ts';
import { loadSample, resolved, type Values } from './sampleOrg.ts';

const PHASES = ['事前準備', '課題の特定', '提案', 'フォロー中'];
const DAYS_IN = ['DaysInPreparation__c', 'DaysInIdentification__c', 'DaysInProposal__c', 'DaysInFollowUp__c'];
const MODELS = ['CaseMihonSeiki', 'CaseReidaiCloud', 'CaseKakuuKoumuten'];
const CONVERTED = candidatesToConvert().map(({ attributes }) => convertedReferences(attributes.referenceId).case);

/** Lists that the sample data leaves empty. */
const EMPTY = [
  // An import cannot name the queue.
  'Support_Unassigned',
  // All was changed on the day of loading.
  'Support_Quiet_Cases_14_Days',
  'Support_Quiet_Cases_This_Week',
  // A slip of the pen, which the sample data does not teach.
  'Support_Done_Not_Proposed'
];

const daysBetween = (from: unknown, to: unknown): number => (Date.parse(String(to)) - Date.parse(String(from))) / 86_400_000;
/** The day in Tokyo of a stored moment. */
const dayOf = (moment: unknown): string => localDay(new Date(String(moment)));

interface Loaded {
  office: PackageOrg;
  ids: Map<string, string>;
  one(reference: string): Values;
  all(soql: string): Values[];
}

async function loadedOn(day: string): Promise<Loaded> {
  const office = await openPackageOrg();
  assert.ok(isMovable(office.org.clock));
  office.org.clock.moveToDay(day);
  const ids = loadSample(office);
  return {
    office,
    ids,
    one: (reference) => {
      const record = readRecord(office.org, 'Opportunity', ids.get(reference) ?? '');
      assert.ok(record, reference);
      return record;
    },
    all: (soql) => runSoql(office.org, office.userId, soql).records as Values[]
  };
}

/** A day of the clock moved by days, as a date. */
function relative({ office }: Loaded, offset: number): string {
  return new Date(Date.parse(localDay(office.org.clock.now())) + offset * 86_400_000).toISOString().slice(0, 10);
}

// The first day of a fiscal year, and the last day of a half: what is loaded then lies in other periods than the day itself.
for (const day of ['2027-04-01', '2026-09-30']) {
  describe(`the sample data loaded on ${day}`, () => {
    let loaded: Loaded;

    before(async () => {
      loaded = await loadedOn(day);
    });
    after(() => {
      closeOrg(loaded.office.org);
    });

    test('all candidates and cases are there, eleven of the candidates converted', () => {
      const { all } = loaded;
      assert.equal(all('SELECT Id FROM Lead').length, 30);
      const converted = all('SELECT Id, Status, ConvertedOpportunityId FROM Lead WHERE IsConverted = true');
      assert.deepEqual([...new Set(converted.map(({ Status }) => Status))], ['取引開始済み']);
      assert.deepEqual(converted.map((lead) => lead.ConvertedOpportunityId).sort(), CONVERTED.map((name) => loaded.ids.get(name)).sort());
      const phases = all('SELECT StageName FROM Opportunity').map(({ StageName }) => StageName);
      const count = (phase: string): number => phases.filter((each) => each === phase).length;
      assert.deepEqual([...PHASES, 'クローズ（支援完了）', 'クローズ（未アクション）'].map(count), [2, 3, 2, 3, 2, 2]);
    });

    test('no list of the days around today is empty, and there are visits both past and planned', () => {
      const around = '>= LAST_N_DAYS:14 AND';
      const { all } = loaded;
      const list = (object: string, field: string, more = ''): Values[] =>
        all(`SELECT Id FROM ${object} WHERE ${field} ${around} ${field} <= NEXT_N_DAYS:14${more}`);
      assert.ok(list('Visit__c', 'VisitedOn__c', ' AND IsDone__c = true').length >= 3);
      assert.ok(list('Visit__c', 'VisitedOn__c', ' AND IsDone__c = false').length >= 3);
      assert.ok(list('Opportunity', 'RegisteredDate__c').length >= 2);
      assert.ok(list('Opportunity', 'ClosedOn__c').length >= 4);
      assert.ok(list('Lead', 'RegisteredDate__c').length >= 5);
      assert.ok(list('Task', 'ActivityDate', ' AND IsClosed = false').length >= 5);
      assert.ok(all('SELECT Id FROM Task WHERE ActivityDate < TODAY AND IsClosed = false').length > 0, 'something is overdue');
      assert.ok(all('SELECT Id FROM MeasureProposal__c WHERE IsHandoverStalled__c = true').length > 0, 'a hand-over has come to a halt');
      assert.ok(all("SELECT Id FROM Visit__c WHERE WriteUpCaution__c = '期限切れ'").length > 0, 'a visit waits to be written up');
    });

    test('no list of the package is empty, but those that wait for what an import cannot bring', () => {
      const { org, userId } = loaded.office;
      const empty: string[] = [];
      for (const object of org.catalog.objects.values()) {
        for (const name of object.listViews.keys()) {
          const list = listDefinition(org.catalog, object, name);
          assert.ok(list, name);
          const { total } = runList(org, accessOf(org, userId), userId, list, { sortBy: [], pageSize: 1, offset: 0 });
          if (total === 0) empty.push(name);
        }
      }
      assert.deepEqual(empty.sort(), EMPTY.sort());
    });

    test('the rows of the model cases are counted', () => {
      const counts = (reference: string): unknown[] => {
        const row = loaded.one(reference);
        return [
          row.VisitCount__c,
          row.FirstVisitOn__c,
          row.LastVisitOn__c,
          row.SmeIssueCount__c,
          row.JpoIssueCount__c,
          row.JpoOnlyIssueCount__c,
          row.PreparedCount__c,
          row.ProposedCount__c,
          row.DoneCount__c,
          row.ConsultationCount__c
        ];
      };
      const at = (offset: number): string => relative(loaded, offset);
      assert.deepEqual(counts('CaseMihonSeiki'), [2, at(-50), at(-12), 2, 4, 3, 6, 5, 2, 3]);
      assert.deepEqual(counts('CaseReidaiCloud'), [2, at(-128), at(-70), 3, 5, 4, 4, 4, 3, 4]);
      assert.deepEqual(counts('CaseKakuuKoumuten'), [1, at(-80), at(-80), 1, 3, 3, 3, 2, 0, 1]);
    });

    test('the model cases have all that is asked of them, and no case has left a gate behind unanswered', () => {
      for (const reference of MODELS) {
        const row = loaded.one(reference);
        assert.deepEqual([row.RequiredRate__c, row.RecommendedRate__c], [100, 100], reference);
        assert.ok(Number(row.TextLength__c) > 500, reference);
      }
      for (const row of loaded.all('SELECT Name, IsClosed, RequiredRate__c, RecommendedRate__c FROM Opportunity')) {
        // What the present phase asks may still be open; a closed case is through.
        assert.ok(Number(row.RequiredRate__c) >= (row.IsClosed ? 100 : 50), String(row.Name));
        assert.ok(Number(row.RecommendedRate__c) > 20, String(row.Name));
      }
      assert.equal(loaded.one('Case22').UnconfirmedCount__c, 2);
    });

    test('every case tells one unbroken history, and its stored days say the same', () => {
      for (const reference of [...MODELS, ...CONVERTED]) {
        const row = loaded.one(reference);
        const logs = loaded.all(
          `SELECT FromPhase__c, ToPhase__c, Reason__c, Days__c, ChangedOn__c FROM PhaseLog__c WHERE Case__c = '${loaded.ids.get(reference)}' ORDER BY ChangedOn__c`
        );
        const start = logs.findIndex((log) => log.ToPhase__c === '取引開始済み');
        assert.ok(start >= 1, `${reference}: the history of the candidate moved along`);
        const begun = logs[start] as Values;
        assert.equal(dayOf(begun.ChangedOn__c), row.RegisteredDate__c, reference);
        let phase: unknown = '事前準備';
        let since = String(row.RegisteredDate__c);
        for (const log of logs.slice(start + 1)) {
          assert.equal(log.FromPhase__c, phase, reference);
          assert.equal(log.Days__c, daysBetween(since, dayOf(log.ChangedOn__c)), reference);
          assert.equal(row[DAYS_IN[PHASES.indexOf(String(phase))] ?? ''], log.Days__c, `${reference}: ${String(phase)}`);
          assert.ok(log.Reason__c, reference);
          phase = log.ToPhase__c;
          since = dayOf(log.ChangedOn__c);
        }
        assert.equal(phase, row.StageName, reference);
        assert.equal(row.PhaseStartedOn__c, since, reference);
        assert.equal(row.ClosedOn__c, row.IsClosed ? since : null, reference);
        assert.equal(row.DropPhase__c, row.StageName === 'クローズ（未アクション）' ? logs.at(-1)?.FromPhase__c : null, reference);
        // Before the conversion the log names the statuses of the candidate.
        for (const [i, log] of logs.slice(0, start + 1).entries())
          if (i > 0) assert.equal(log.FromPhase__c, logs[i - 1]?.ToPhase__c, reference);
      }
    });

    test('dates of visits, issues and measures follow each other and the case', () => {
      const today = relative(loaded, 0);
      for (const visit of loaded.all(
        'SELECT VisitedOn__c, IsDone__c, WrittenUpOn__c, MaterialsSentOn__c, Case__r.RegisteredDate__c FROM Visit__c'
      )) {
        const begun = String((visit.Case__r as Values).RegisteredDate__c);
        assert.ok(String(visit.VisitedOn__c) >= begun);
        assert.equal(visit.IsDone__c, String(visit.VisitedOn__c) < today);
        if (visit.WrittenUpOn__c) assert.ok(visit.WrittenUpOn__c > String(visit.VisitedOn__c) && visit.WrittenUpOn__c <= today);
        if (visit.MaterialsSentOn__c) assert.ok(visit.MaterialsSentOn__c < String(visit.VisitedOn__c) && visit.MaterialsSentOn__c <= today);
      }
      for (const row of loaded.all(
        'SELECT PreparedOn__c, ProposedOn__c, DoneOn__c, HandoverOn__c, Caution__c, Case__r.RegisteredDate__c, Case__r.ClosedOn__c FROM MeasureProposal__c'
      )) {
        const { RegisteredDate__c: begun, ClosedOn__c: closed } = row.Case__r as Values;
        const steps = [begun, row.PreparedOn__c, row.ProposedOn__c, row.DoneOn__c, closed ?? today].filter((date) => date !== null);
        assert.deepEqual([...steps].sort(), steps, JSON.stringify(row));
        if (row.HandoverOn__c) assert.ok(row.HandoverOn__c >= String(row.ProposedOn__c));
        assert.ok(row.DoneOn__c === null || row.ProposedOn__c !== null);
      }
      for (const row of loaded.all('SELECT RecognizedBySmeOn__c, RecognizedByJpoOn__c, ResolvedOn__c FROM CaseIssue__c')) {
        const known = [row.RecognizedBySmeOn__c, row.RecognizedByJpoOn__c].filter((date) => date !== null).sort();
        assert.ok(known.length > 0);
        if (row.ResolvedOn__c) assert.ok(row.ResolvedOn__c > String(known[0]) && row.ResolvedOn__c <= today);
      }
    });

    test('candidates, cases and visits count towards the targets of the year they belong to', () => {
      const year = (date: unknown): string => {
        const [y = 0, m = 0] = String(date).split('-').map(Number);
        return `R${y - (m < 4 ? 1 : 0) - 2018}`;
      };
      for (const [object, date] of [
        ['Lead', 'RegisteredDate__c'],
        ['Opportunity', 'RegisteredDate__c'],
        ['Visit__c', 'VisitedOn__c']
      ]) {
        const rows = loaded.all(
          `SELECT ${date}, FiscalYear__c, OfficeTarget__r.FiscalYear__c, OfficeShare__c, OwnerTarget__r.FiscalYear__c, OwnerShare__c FROM ${object}`
        );
        for (const row of rows) {
          assert.equal(row.FiscalYear__c, year(row[String(date)]), object);
          assert.equal((row.OfficeTarget__r as Values | null)?.FiscalYear__c, row.FiscalYear__c, object);
          assert.equal((row.OwnerTarget__r as Values | null)?.FiscalYear__c, row.FiscalYear__c, object);
          assert.ok(Number(row.OfficeShare__c) > 0 && Number(row.OwnerShare__c) > Number(row.OfficeShare__c), object);
        }
      }
    });

    test('the half’s cases are all those open or closed in it, each judged once', () => {
      const rows = loaded.all('SELECT IsClosed, IsHalfCase__c, CaseStatus__c, StageName FROM Opportunity');
      for (const row of rows) assert.equal(row.CaseStatus__c !== null, row.IsHalfCase__c, String(row.StageName));
      const open = rows.filter((row) => row.IsClosed === false);
      assert.equal(open.length, 10);
      assert.ok(open.every((row) => row.IsHalfCase__c === true));
    });
  });
}

/** Fields that a person types, by object: flows, formulas and roll-ups write the others. */
const typed = new Set(
  sourceFiles('field')
    .filter(({ root }) => !text(root, 'description').includes('誰も入力しない') && elements(root, 'formula').length === 0)
    .map(({ object, name }) => `${object}.${name}`)
);

test('an officer who types the sample records reaches the same statuses and phases: no gate needs the bypass', async () => {
  const office = await openPackageOrg();
  const ids = new Map([['Loader', office.userId]]);
  const byHand = (object: string, values: Values): Values =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !name.endsWith('__c') || typed.has(`${object}.${name}`)));
  const insert = (object: string, reference: string, values: Values): void => {
    const result = office.saveOne({ operation: 'insert', object, values });
    assert.deepEqual(result.errors, [], reference);
    ids.set(reference, String(result.id));
  };
  const planned = plannedRows(SAMPLE_DATA);
  const ofType = (rows: SampleRow[], ...types: string[]): SampleRow[] => rows.filter((row) => types.includes(row.attributes.type));

  office.assign('DataMigration');
  for (const row of ofType(planned, 'SupportMeasure__c'))
    insert('SupportMeasure__c', row.attributes.referenceId, resolved(office, ids, row));
  office.unassign('DataMigration');
  for (const row of ofType(planned, 'Account', 'Contact'))
    insert(row.attributes.type, row.attributes.referenceId, byHand(row.attributes.type, resolved(office, ids, row)));

  for (const row of ofType(planned, 'Lead')) {
    const { Status, ...values } = byHand('Lead', resolved(office, ids, row));
    insert('Lead', row.attributes.referenceId, { ...values, Status: '新規' });
    if (Status === '新規') continue;
    const id = ids.get(row.attributes.referenceId) ?? '';
    assert.deepEqual(office.refused('Lead', id, { Status, DecisionReason__c: 'その他' }), [], row.attributes.referenceId);
  }

  const goals = new Map<string, unknown>();
  const start = (reference: string, values: Values): void => {
    const { StageName, ...rest } = byHand('Opportunity', values);
    goals.set(reference, StageName);
    insert('Opportunity', reference, { ...rest, StageName: '事前準備' });
  };
  for (const row of ofType(planned, 'Opportunity')) start(row.attributes.referenceId, resolved(office, ids, row));
  for (const row of updates().filter(({ attributes }) => attributes.type === 'Opportunity')) {
    const { Id, ...values } = row;
    const candidate = candidatesToConvert().find(({ attributes }) => convertedReferences(attributes.referenceId).case === Id.slice(1));
    const typedBefore = { CloseDate: '{{D+180}}', VisitType__c: candidate?.VisitType__c };
    start(Id.slice(1), resolved(office, ids, { ...typedBefore, ...values }));
  }
  const children = ['Visit__c', 'CaseIssue__c', 'Consultation__c', 'MeasureProposal__c', 'ItemState__c'];
  for (const row of ofType([...planned, ...plannedRows(AFTER_CONVERSION)], ...children))
    insert(row.attributes.type, row.attributes.referenceId, byHand(row.attributes.type, resolved(office, ids, row)));

  assert.equal(goals.size, 14);
  for (const [reference, StageName] of goals) {
    if (StageName === '事前準備') continue;
    assert.deepEqual(office.refused('Opportunity', ids.get(reference) ?? '', { StageName }), [], reference);
    assert.equal(office.row('Opportunity', ids.get(reference) ?? '').StageName, StageName, reference);
  }
  closeOrg(office.org);
});
