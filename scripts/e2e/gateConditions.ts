/**
 * What the gates of both pipelines ask, written down by hand: each thing by itself, the words in which the server refuses the move without
 * it, and what answers it. The tests hold it against the package's own items and rules, so that none comes or goes unnoticed.
 */
import type { Row } from '../__tests__/packageOrg.ts';
import { elements, sourceFiles, text } from '../__tests__/packageSource.ts';

/** How an answer is given on the page: an option of a list or of several, a text; a tick, the first chip of rows, the button that takes over. */
export type Answer = { choose: string } | { pick: string } | { type: string } | 'tick' | 'chip' | 'take';

/** The move that asks: on by the button, on by the platform's conversion, out of the line, or back. */
export type Asking = 'next' | 'convert' | 'aside' | 'back';

/** One thing that a move asks. */
export interface Condition {
  /** DeveloperName of the hearing item, or the API name of the field of a reason, which is no item. */
  key: string;
  from: string;
  to: string;
  way: Asking;
  /** The message of the rule, and the field that it stands at. */
  says: string;
  at: string;
  answer: Answer;
  /** What a record with the answer holds; nothing where rows answer, or where it comes by itself. */
  filled: Row;
  /** What a record without it holds, where that is more than nothing. */
  blank?: Row;
}

/** The field of the reason of a move: asked by every gate that asks one, an item of none. */
export const REASON = 'DecisionReason__c';

export const WON = 'クローズ（支援完了）';
export const LOST = 'クローズ（未アクション）';
export const NO_REASON = '前のフェーズに戻すには、または終わった案件を再開するには、そう判断した根拠を「判断理由」で選んでください。';
export const NO_DROP =
  '「クローズ（未アクション）」にするには、動かなかった理由を「ドロップ理由」で、原因がどちらにあるかを「ドロップの側」で選んでください。';

const PREPARED = { from: '事前準備', to: '課題の特定', way: 'next' } as const;
const IDENTIFIED = { from: '課題の特定', to: '提案', way: 'next' } as const;
const PROPOSED = { from: '提案', to: 'フォロー中', way: 'next' } as const;
const FOLLOWED = { from: 'フォロー中', to: WON, way: 'next' } as const;
const DROPPED = { from: '提案', to: LOST, way: 'aside', says: NO_DROP, at: 'DropReason__c' } as const;

export const CASE_CONDITIONS: readonly Condition[] = [
  {
    ...{ key: 'Case_VisitType', ...PREPARED, at: 'VisitType__c' },
    says: '先のフェーズに進むには、「訪問類型」を選んでください。',
    ...{ answer: { choose: 'その他' }, filled: { VisitType__c: 'その他' } }
  },
  {
    ...{ key: 'Case_PreparationCompleted', ...PREPARED, at: 'PreparationCompleted__c' },
    says: '先のフェーズに進むには、公開情報の確認・仮説・資料送付を済ませて「事前準備完了」に印を付けてください。',
    ...{ answer: 'tick', filled: { PreparationCompleted__c: true } }
  },
  {
    ...{ key: 'Case_ManagementIssues', ...IDENTIFIED, at: 'ManagementIssues__c' },
    says: '先のフェーズに進むには、「経営課題」を一つ以上選んでください。',
    ...{ answer: { pick: '海外展開' }, filled: { ManagementIssues__c: 'その他' } }
  },
  {
    ...{ key: 'Case_JpoIssues', ...IDENTIFIED, at: 'StageName' },
    says: '先のフェーズに進むには、「課題」の一覧に行を足し、「特許庁が認識する課題」の印を一つ以上付けてください。',
    ...{ answer: 'chip', filled: {} }
  },
  {
    ...{ key: 'Case_ProposedMeasures', ...PROPOSED, at: 'StageName' },
    says: '先のフェーズに進むには、「支援策提案」の一覧に「提案内容」の行を足し、「提案日」を入れてください。',
    ...{ answer: 'chip', filled: {} }
  },
  {
    ...{ key: 'Case_FollowUp', ...PROPOSED, at: 'FollowUp__c' },
    says: '先のフェーズに進むには、様子を伺ってよいかを企業に尋ねて「継続フォローの可否」を選んでください。',
    ...{ answer: { choose: '不可' }, filled: { FollowUp__c: '不可' } }
  },
  {
    ...{ key: 'Case_Output', ...FOLLOWED, at: 'Output__c' },
    says: '支援完了にするには、特許庁がしたことを「アウトプット」に一行以上書いてください。',
    ...{ answer: { type: '窓口につないだ。' }, filled: { Output__c: '窓口につないだ。' } }
  },
  {
    ...{ key: 'Case_Evaluation', ...FOLLOWED, at: 'Evaluation__c' },
    says: '支援完了にするには、目標に対してどうだったかを「評価」で選んでください。',
    ...{ answer: { choose: '4 期待どおり' }, filled: { Evaluation__c: '4 期待どおり' } }
  },
  { key: 'Case_DropReason', ...DROPPED, answer: { choose: '人手不足' }, filled: { DropReason__c: '人手不足' } },
  { key: 'Case_DropSide', ...DROPPED, answer: { choose: '企業側' }, filled: { DropSide__c: '企業側' } },
  {
    ...{ key: REASON, from: '提案', to: '課題の特定', way: 'back', says: NO_REASON, at: REASON },
    ...{ answer: { choose: '企業都合' }, filled: { DecisionReason__c: '企業都合' } }
  }
];

export const NO_CANDIDATE_REASON = '状況を変えるには、そう判断した根拠を「判断理由」で選んでください。';
export const WHY_NOT_NEEDED =
  '「訪問不要」にするには、「訪問不要の時点」と「訪問不要理由」を選び、だれが何と言い何を案内したかを「判断理由の文」に一文で書いてください。';

const ASSIGNED = { from: '新規', to: '未連絡', way: 'next' } as const;
const REACHED = { from: '未連絡', to: '連絡済み', way: 'next' } as const;
const STARTED = { from: '連絡済み', to: '取引開始済み', way: 'convert' } as const;
const NOT_NEEDED = { from: '連絡済み', to: '訪問不要', way: 'aside', says: WHY_NOT_NEEDED, at: 'VisitNotNeededReason__c' } as const;
const REASONED = {
  ...{ key: REASON, says: NO_CANDIDATE_REASON, at: REASON },
  ...{ answer: { choose: 'その他' }, filled: { DecisionReason__c: 'その他' } }
} as const;

/** Name of the queue that holds the candidates without an owner; in the table it stands for its id. */
export const UNASSIGNED = 'UnassignedCandidates';

export const CANDIDATE_CONDITIONS: readonly Condition[] = [
  {
    ...{ key: 'Candidate_Owner', ...ASSIGNED, at: 'Status' },
    says: '先の状況に進むには、未割当のままになっている「担当者」を職員に変えてください。',
    ...{ answer: 'take', filled: {}, blank: { OwnerId: UNASSIGNED } }
  },
  {
    ...{ key: 'Candidate_Source', ...ASSIGNED, at: 'LeadSource' },
    says: '先の状況に進むには、どこで知り合ったかを「支援先候補ソース」で選んでください。',
    ...{ answer: { choose: '紹介' }, filled: { LeadSource: '紹介' } }
  },
  {
    ...{ key: 'Candidate_FirstContactMethod', ...REACHED, at: 'FirstContactMethod__c' },
    says: '先の状況に進むには、連絡が取れた方法を「初回連絡の方法」で選んでください。',
    ...{ answer: { choose: '電話' }, filled: { FirstContactMethod__c: '電話' } }
  },
  {
    ...{ key: 'Candidate_FirstContactDate', ...REACHED, at: 'FirstContactDate__c' },
    says: '先の状況に進むには、連絡が取れた日を「初回連絡日」に入れてください。',
    ...{ answer: { type: '2026/11/20' }, filled: { FirstContactDate__c: '2026-11-20' } }
  },
  {
    ...{ key: 'Candidate_Name', ...STARTED, at: 'LastName' },
    says: '案件化するには、「（氏名未確認）」を実際にお話しする方の「姓」に直してください。',
    ...{ answer: { type: '架空' }, filled: { LastName: '架空' }, blank: { LastName: '（氏名未確認）' } }
  },
  {
    ...{ key: 'Candidate_Appointment', ...STARTED, at: 'AppointmentAcceptedDate__c' },
    says: '案件化するには、訪問の承諾をいただいた日を「アポ承諾日」に入れてください。',
    ...{ answer: { type: '2026/11/20' }, filled: { AppointmentAcceptedDate__c: '2026-11-20' } }
  },
  {
    ...{ key: 'Candidate_VisitNotNeededTiming', ...NOT_NEEDED },
    ...{ answer: { choose: '最初から不要' }, filled: { VisitNotNeededTiming__c: '最初から不要' } }
  },
  {
    ...{ key: 'Candidate_VisitNotNeededReason', ...NOT_NEEDED },
    ...{ answer: { choose: '重複登録' }, filled: { VisitNotNeededReason__c: '重複登録' } }
  },
  {
    ...{ key: 'Candidate_DecisionNote', ...NOT_NEEDED },
    ...{ answer: { type: '同じ企業が登録済み。' }, filled: { DecisionNote__c: '同じ企業が登録済み。' } }
  },
  { ...REASONED, ...REACHED },
  { ...REASONED, ...NOT_NEEDED, says: REASONED.says, at: REASONED.at },
  { ...REASONED, from: '連絡済み', to: '未連絡', way: 'back' }
];

/** An item that a phase of an object cannot be reached without, as the package has it. */
export interface Demand {
  key: string;
  to: string;
}

/** The items that moves of an object ask by the package's own metadata: due at a phase, or fixed to one that stands aside. */
export function demandsOf(object: string, phases: readonly string[]): Demand[] {
  return sourceFiles('md').flatMap((file) => {
    const values = new Map(elements(file.root, 'values').map((each) => [text(each, 'field'), text(each, 'value')]));
    if (!file.name.startsWith('HearingItem.') || values.get('Object__c') !== object) return [];
    const key = file.name.slice('HearingItem.'.length);
    if (values.get('Fixed__c') === 'true') return [{ key, to: values.get('PhaseAsked__c') ?? '' }];
    const due = Number(values.get('DueRank__c'));
    return due > 0 ? [{ key, to: phases[due - 1] ?? '' }] : [];
  });
}

/** The messages of all rules of an object that refuse a move of its phase. */
export function messagesOfMoves(object: string, phaseField: string): string[] {
  return sourceFiles('validationRule')
    .filter((rule) => rule.object === object && text(rule.root, 'errorConditionFormula').includes(`ISCHANGED(${phaseField})`))
    .map((rule) => text(rule.root, 'errorMessage'));
}
