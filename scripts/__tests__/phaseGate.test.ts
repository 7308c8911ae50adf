/**
 * What the gate on the page tells beforehand is what a save demands: every move that it offers, with everything it asks, without each
 * single thing it asks, and without each thing it does not ask.
 */
import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { HearingItem, HearingState, Phase, PhaseValue } from '../../force-app/main/hearing/lwc/hearingModel/hearingModel.ts';
import { FORCE_APP } from '../lib/paths.ts';
import { getItems } from '../org/apex/HearingItemController.ts';
import { closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';

const LWC = pathToFileURL(`${join(FORCE_APP, 'main', 'hearing', 'lwc')}/`);
/** Where the platform finds the module of a bundle. */
const moduleOf = (name: string): string => new URL(`${name}/${name}.ts`, LWC).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier.startsWith('c/') ? moduleOf(specifier.slice(2)) : specifier, context)
});

/** The part of c/gateModel that is compared; its own types name modules that only the package's compiler knows. */
interface GateModel {
  movesOf(phases: readonly Phase[], value: string): { kind: string; targets: Phase[] }[];
  checklistOf(state: HearingState, kind: string, target: Phase): HearingItem[];
  isDemanded(item: HearingItem, kind: string): boolean;
  reasonsOf(objectApiName: string, kind: string, checklist: readonly HearingItem[]): { field: string; tier: string }[];
}
const gate = (await import(moduleOf('gateModel'))) as GateModel;
const { rankPhases } = (await import(moduleOf('hearingModel'))) as {
  rankPhases(values: readonly PhaseValue[], items: readonly HearingItem[]): Phase[];
};

interface Subject {
  object: string;
  phaseField: string;
  /** A record that every gate is content with. */
  full: Record<string, unknown>;
  /** What stands for "no answer" where it is not blank. */
  blanks: Record<string, unknown>;
  /** Child rows that answer an item, by the field that counts them. */
  rows: Record<string, { object: string; values: Record<string, unknown> }>;
}

const SUBJECTS: Subject[] = [
  {
    object: 'Lead',
    phaseField: 'Status',
    full: {
      LastName: '架空',
      Company: '架空の企業',
      LeadSource: '紹介',
      FirstContactMethod__c: '電話',
      FirstContactDate__c: '2026-11-20',
      AppointmentAcceptedDate__c: '2026-11-21',
      VisitNotNeededTiming__c: '最初から不要',
      VisitNotNeededReason__c: '重複登録',
      DecisionNote__c: '同じ企業が登録済み。'
    },
    blanks: { LastName: '（氏名未確認）' },
    rows: {}
  },
  {
    object: 'Opportunity',
    phaseField: 'StageName',
    full: {
      Name: '架空の案件',
      CloseDate: '2027-03-31',
      VisitType__c: 'その他',
      PreparationCompleted__c: true,
      ManagementIssues__c: '海外展開',
      FollowUp__c: '可',
      Output__c: '窓口につないだ。',
      Evaluation__c: '4 期待どおり',
      DropReason__c: '人手不足',
      DropSide__c: '企業側'
    },
    blanks: { PreparationCompleted__c: false },
    rows: {
      JpoIssueCount__c: { object: 'CaseIssue__c', values: { Issue__c: 'その他', RecognizedByJpo__c: true } },
      ProposedCount__c: { object: 'MeasureProposal__c', values: { ProposedOn__c: '2026-11-20' } }
    }
  }
];
const REASON = { DecisionReason__c: 'その他' };

let office: PackageOrg;
before(async () => {
  office = await openPackageOrg();
  const measure = office.created('SupportMeasure__c', { Name: '架空の支援策', MeasureKey__c: 'fictitious' });
  for (const { object, values } of Object.values(SUBJECTS[1]?.rows ?? {})) if (object === 'MeasureProposal__c') values.Measure__c = measure;
  SUBJECTS[0] = { ...(SUBJECTS[0] as Subject), blanks: { ...SUBJECTS[0]?.blanks, OwnerId: queueId() } };
});
after(() => {
  closeOrg(office.org);
});

function queueId(): string {
  return String(office.org.db.prepare(`SELECT "Id" FROM "Group" WHERE "Type" = 'Queue' LIMIT 1`).get()?.Id);
}

function stateOf({ object, phaseField }: Subject, phase: string): HearingState {
  const items = getItems(office.org, object);
  const values = office.org.catalog.objects.get(object)?.fields.get(phaseField)?.picklist?.values ?? [];
  const offered = values.filter(({ active }) => active);
  const listed = offered.map(({ value, label, closed, won, converted }) => ({ value, label, attributes: { closed, won, converted } }));
  return { items, phases: rankPhases(listed, items), phase, filled: new Set(), hidden: new Set() };
}

/** Can a record in `from`, full but for one field, be moved? The fields that the refusal names, none when it moves. */
function attempt(subject: Subject, from: string, values: Record<string, unknown>, lacking?: string): string[] {
  const { object, phaseField, full, blanks, rows } = subject;
  const lack = lacking === undefined || lacking in rows ? {} : { [lacking]: blanks[lacking] ?? null };
  office.assign('DataMigration');
  const id = office.created(object, { ...full, ...lack, [phaseField]: from });
  for (const [field, row] of Object.entries(rows)) if (field !== lacking) office.created(row.object, { ...row.values, Case__c: id });
  office.unassign('DataMigration');
  const fields = office.refused(object, id, { ...values, ...lack });
  assert.equal(office.row(object, id)[phaseField], fields.length > 0 ? from : values[phaseField]);
  return fields;
}

for (const index of SUBJECTS.keys()) {
  const name = String(SUBJECTS[index]?.object);
  describe(name, () => {
    const each = (check: (subject: Subject, from: string, kind: string, target: Phase, state: HearingState) => void): number => {
      const subject = SUBJECTS[index] as Subject;
      let moves = 0;
      for (const { value } of stateOf(subject, '').phases) {
        const state = stateOf(subject, value);
        for (const { kind, targets } of gate.movesOf(state.phases, value)) {
          for (const target of kind === 'convert' ? [] : targets) {
            moves += 1;
            check(subject, value, kind, target, state);
          }
        }
      }
      return moves;
    };

    test(`${name}: every move that the gate offers is accepted when everything it asks is there`, () => {
      const moves = each((subject, from, _kind, target) => {
        assert.deepEqual(
          attempt(subject, from, { [subject.phaseField]: target.value, ...reasonOf(subject) }),
          [],
          `${from} → ${target.value}`
        );
      });
      assert.ok(moves > 8, String(moves));
    });

    test(`${name}: no such move is accepted without one of the things that the gate asks`, () => {
      each((subject, from, kind, target, state) => {
        for (const item of gate.checklistOf(state, kind, target).filter((asked) => gate.isDemanded(asked, kind))) {
          const values = { [subject.phaseField]: target.value, ...reasonOf(subject) };
          const said = attempt(subject, from, values, String(item.fieldApiName));
          assert.ok(said.length > 0, `${from} → ${target.value} without ${item.label}`);
        }
      });
    });

    test(`${name}: the rules demand nothing that the gate does not ask`, () => {
      each((subject, from, kind, target, state) => {
        const asked = new Set(gate.checklistOf(state, kind, target).map(({ fieldApiName }) => fieldApiName));
        const others = state.items.filter(({ fieldApiName, dueRank, fixed }) => (dueRank > 0 || fixed) && !asked.has(fieldApiName));
        for (const item of others) {
          const values = { [subject.phaseField]: target.value, ...reasonOf(subject) };
          assert.deepEqual(
            attempt(subject, from, values, String(item.fieldApiName)),
            [],
            `${from} → ${target.value} without ${item.label}`
          );
        }
      });
    });

    test(`${name}: what the gate does not offer is a jump over phases on the way, or refused`, () => {
      const subject = SUBJECTS[index] as Subject;
      const { phases } = stateOf(subject, '');
      for (const from of phases.filter(({ converted }) => !converted)) {
        const offered = gate.movesOf(phases, from.value).flatMap(({ kind, targets }) => (kind === 'convert' ? [] : targets));
        for (const to of phases.filter((each) => each !== from && !offered.includes(each))) {
          const said = attempt(subject, from.value, { [subject.phaseField]: to.value, ...reasonOf(subject) });
          const isJump = from.rank > 0 && to.rank > from.rank + 1 && !to.converted;
          assert.deepEqual(said, isJump ? [] : [subject.phaseField], `${from.value} → ${to.value}`);
        }
      }
    });

    test(`${name}: a reason is demanded exactly where the gate asks it`, () => {
      each((subject, from, kind, target, state) => {
        const checklist = gate.checklistOf(state, kind, target);
        const demanded = gate
          .reasonsOf(subject.object, kind, checklist)
          .filter(({ field, tier }) => tier === '必須' && has(subject, field));
        const said = attempt(subject, from, { [subject.phaseField]: target.value });
        assert.deepEqual(
          said,
          demanded.map(({ field }) => field).filter((field) => !(field in subject.full)),
          `${from} → ${target.value}`
        );
      });
    });
  });
}

test('dropping a case asks to look back first, then for the reason and its side, which alone are demanded', () => {
  const state = stateOf(SUBJECTS[1] as Subject, '提案');
  const [dropped] = gate.movesOf(state.phases, '提案').find(({ kind }) => kind === 'aside')?.targets ?? [];
  assert.ok(dropped);
  assert.deepEqual(
    gate.checklistOf(state, 'aside', dropped).map((item) => [item.fieldApiName, gate.isDemanded(item, 'aside')]),
    [
      ['GoodPoints__c', false],
      ['HardPoints__c', false],
      ['Evaluation__c', false],
      ['ReopenCondition__c', false],
      ['DropReason__c', true],
      ['DropSide__c', true],
      ['RecontactDate__c', false]
    ]
  );
});

function has({ object }: Subject, field: string): boolean {
  return office.org.catalog.objects.get(object)?.fields.has(field) === true;
}

function reasonOf(subject: Subject): Record<string, unknown> {
  return has(subject, 'DecisionReason__c') ? REASON : {};
}
