/**
 * Generated data for trying, measuring and testing at size: 支援先候補 and 案件 over two fiscal years, made from a seed, so that the same
 * seed on the same day gives the same records. Companies and persons are visibly fictitious. Everything goes through the org's own save
 * pipeline as an import does (stored days are brought along); only copies of records (`copies`) are made inside the database.
 */
import { convertLeads } from '../../org/records/convert.ts';
import { multiplyRecords } from '../../org/records/multiply.ts';
import { save } from '../../org/records/save.ts';
import type { Values } from '../../org/records/values.ts';
import type { Org } from '../../org/org.ts';
import { Failure } from '../failure.ts';
import { randomFrom, type Random } from '../random.ts';
import { candidate, candidateLog, company, type Candidate } from './candidates.ts';
import { detailsOf, supportCase, type Case, type Details } from './cases.ts';
import { addDays, fiscalYearOf, tokyoDay } from './days.ts';
import { makeOffice, type Office } from './office.ts';
import { saverOf, type Saver } from './saver.ts';
import { CONVERTED, someDay } from './timelines.ts';

export interface GeneratedDataOptions {
  seed?: number;
  /** How many candidates, and as many cases (those that candidates became included). */
  count: number;
  /** Records are made for so many first; the rest are copies of these. */
  distinct?: number;
  /** Hears what is done. */
  progress?: (text: string) => void;
}

const SEED = 20_260_401;
const PROGRESS_STEP = 5_000;
/** A full fiscal year holds a bit more than half of what is generated. */
const SHARE_OF_YEAR = 0.55;
/** Records of these objects are copied; users, goals and the list of measures stay what they are. */
const COPIED = [
  'Lead',
  'Account',
  'Contact',
  'Opportunity',
  'Visit__c',
  'CaseIssue__c',
  'Consultation__c',
  'MeasureProposal__c',
  'ItemState__c',
  'PhaseLog__c',
  'Task',
  'Event'
];
const DETAILS_IN_ORDER = ['CaseIssue__c', 'Consultation__c', 'MeasureProposal__c', 'Visit__c', 'ItemState__c', 'PhaseLog__c', 'Task'];
/** Permission sets of whoever imports: those of the package's own procedure. */
const PERMISSION_SETS = ['SupportOfficer', 'DataMigration'];

/**
 * Fills an org that holds the package.
 * @param userId who imports; gets the permission to import while it lasts
 * @throws Failure naming what the org refused
 */
export function generateData(org: Org, userId: string, { seed = SEED, count, distinct = 2_000, progress }: GeneratedDataOptions): void {
  const tell = progress ?? ((): void => undefined);
  const takeBack = assignAll(org, userId, PERMISSION_SETS);
  try {
    const made = Math.min(count, distinct);
    let next = PROGRESS_STEP;
    const saver = saverOf(org, userId, (saved) => {
      if (saved < next) return;
      tell(`${saved} 件を保存しました`);
      next += PROGRESS_STEP;
    });
    generate(org, saver, randomFrom(seed), made, count);
    if (count > made) {
      tell('複製しています');
      multiplyRecords(org, COPIED, Math.ceil(count / made));
    }
  } finally {
    takeBack();
  }
}

/** @param total how many there will be with the copies */
function generate(org: Org, saver: Saver, random: Random, count: number, total: number): void {
  const today = tokyoDay(org.clock.now());
  // Last fiscal year and this one, and what was still open before.
  const firstDay = `${fiscalYearOf(today) - 1}-03-01`;
  const office = makeOffice(org, random, saver, today, firstDay, total * SHARE_OF_YEAR);
  const candidates = Array.from({ length: count }, (_, index) => candidate(random, org, office, index + 1, firstDay, today));
  const candidateIds = saver.insert(
    'Lead',
    candidates.map(({ values }) => values)
  );
  const contacted = candidates.flatMap((each, index) => contacts(random, each, candidateIds[index]));
  saver.insert('Task', contacted);

  const fromCandidates = convertAll(org, saver, candidates, candidateIds);
  const cases: { subject: Case; id: string }[] = [];
  const changes: ({ Id: string } & Values)[] = [];
  candidates.forEach(({ owner, convertedOn }, index) => {
    const id = fromCandidates.get(candidateIds[index]);
    if (id === undefined || convertedOn === undefined) return;
    const subject = supportCase(random, org, office, convertedOn, owner, today);
    cases.push({ subject, id });
    changes.push({ Id: id, ...subject.values });
  });
  saver.update('Opportunity', changes);
  cases.push(...otherCases(random, org, saver, office, count - cases.length, firstDay, today));

  const details: Details = Object.fromEntries(DETAILS_IN_ORDER.map((object) => [object, []]));
  candidates.forEach((each, index) => {
    details.PhaseLog__c.push(...candidateLog(random, org, each, candidateIds[index], fromCandidates.get(candidateIds[index])));
  });
  for (const { subject, id } of cases) {
    const own = detailsOf(random, org, office, subject, id, today);
    for (const object of DETAILS_IN_ORDER) details[object].push(...own[object]);
  }
  for (const object of DETAILS_IN_ORDER) saver.insert(object, details[object]);
}

/** Calls and mails that reached a candidate. */
function contacts(random: Random, { owner, values, timeline }: Candidate, id: string): Values[] {
  const first = values.FirstContactDate__c;
  if (typeof first !== 'string') return [];
  return Array.from({ length: random.whole(1, 2) }, (_, index) => ({
    WhoId: id,
    OwnerId: owner,
    Subject: '見本の連絡',
    ActivityDate: index === 0 ? first : someDay(random, first, timeline.since > first ? timeline.since : first),
    Status: 'Completed',
    Priority: 'Normal'
  }));
}

/** @returns ids of the cases by candidate */
function convertAll(org: Org, saver: Saver, candidates: readonly Candidate[], ids: readonly string[]): Map<string, string> {
  const made = new Map<string, string>();
  candidates.forEach(({ convertedOn }, index) => {
    if (convertedOn === undefined) return;
    const [result] = convertLeads(org, saver.userId, [{ leadId: ids[index], convertedStatus: CONVERTED, allowSaveOnDuplicate: true }]);
    if (!result.success || result.opportunityId === null)
      throw new Failure(`生成した支援先候補を案件化できません: ${result.errors.map(({ message }) => message).join(' ')}`);
    made.set(ids[index], result.opportunityId);
  });
  return made;
}

/** Cases that no candidate became: of companies that the office knew already, several of some. */
function otherCases(
  random: Random,
  org: Org,
  saver: Saver,
  office: Office,
  count: number,
  firstDay: string,
  today: string
): { subject: Case; id: string }[] {
  if (count <= 0) return [];
  const companies = Array.from({ length: Math.ceil(count * 0.7) }, (_, index) => ({
    ...company(random, org),
    Name: `かくう工業${index + 1}号株式会社`,
    OwnerId: random.pick(office.officers)
  }));
  const companyIds = saver.insert('Account', companies);
  saver.insert(
    'Contact',
    companyIds.map((AccountId, index) => ({ AccountId, LastName: '見本', FirstName: `${index + 1}号` }))
  );
  const subjects = Array.from({ length: count }, () =>
    supportCase(random, org, office, someDay(random, addDays(firstDay, -30), today), random.pick(office.officers), today)
  );
  const ids = saver.insert(
    'Opportunity',
    subjects.map(({ values, registered }, index) => ({
      ...values,
      AccountId: random.pick(companyIds),
      Name: `かくう案件${index + 1}／${registered}`
    }))
  );
  return subjects.map((subject, index) => ({ subject, id: ids[index] }));
}

/** @returns a function that takes back what the user did not hold before */
function assignAll(org: Org, userId: string, names: readonly string[]): () => void {
  const assignments: string[] = [];
  for (const name of names) {
    const set = org.db.prepare('SELECT "Id" FROM "PermissionSet" WHERE "Name" = ?').get(name)?.Id;
    if (set === undefined) throw new Failure(`権限セット ${name} がありません。先にパッケージを配備してください。`);
    const values = { PermissionSetId: set, AssigneeId: userId };
    const [result] = save(org, userId, [{ operation: 'insert', object: 'PermissionSetAssignment', values }], { allOrNone: true });
    if (result.success && result.id !== null) assignments.push(result.id);
  }
  return () => {
    for (const id of assignments) save(org, userId, [{ operation: 'delete', object: 'PermissionSetAssignment', id }], { allOrNone: true });
  };
}
