/**
 * Standard value sets as a new Japanese Developer Edition org has them: English API names, Japanese labels.
 * Names of the sets and which fields use them: Metadata API Developer Guide, "StandardValueSet Names and Standard Picklist Fields".
 */
import type { PicklistValue } from '../catalog.ts';

type Entry = [value: string, label: string, extra?: Partial<PicklistValue>];

const entries = (...rows: Entry[]): PicklistValue[] =>
  rows.map(([value, label, extra]) => ({ value, label, active: true, default: false, ...extra }));

const stage = (value: string, label: string, probability: number, forecastCategory: string, extra: Partial<PicklistValue> = {}): Entry => [
  value,
  label,
  { probability, forecastCategory, closed: false, won: false, ...extra }
];

const SUBJECTS = entries(['Call', '電話'], ['Send Letter', '手紙'], ['Send Quote', '見積送付'], ['Other', 'その他']);

export const STANDARD_VALUE_SETS: Record<string, PicklistValue[]> = {
  LeadStatus: entries(
    ['Open - Not Contacted', '未対応', { default: true, converted: false }],
    ['Working - Contacted', '対応中', { converted: false }],
    ['Closed - Converted', '完了(取引開始済み)', { converted: true }],
    ['Closed - Not Converted', '完了(取引開始なし)', { converted: false }]
  ),
  OpportunityStage: entries(
    stage('Prospecting', '見込み調査', 10, 'Pipeline'),
    stage('Qualification', '評価', 10, 'Pipeline'),
    stage('Needs Analysis', 'ニーズの分析', 20, 'Pipeline'),
    stage('Value Proposition', '価値の提案', 50, 'Pipeline'),
    stage('Id. Decision Makers', '意思決定者の特定', 60, 'Pipeline'),
    stage('Perception Analysis', '認識の分析', 70, 'Pipeline'),
    stage('Proposal/Price Quote', '提案/価格見積', 75, 'Pipeline'),
    stage('Negotiation/Review', '交渉/レビュー', 90, 'Pipeline'),
    stage('Closed Won', '成立', 100, 'Closed', { closed: true, won: true }),
    stage('Closed Lost', '不成立', 0, 'Omitted', { closed: true })
  ),
  OpportunityType: entries(
    ['Existing Customer - Upgrade', '既存顧客 - アップグレード'],
    ['Existing Customer - Replacement', '既存顧客 - 置き換え'],
    ['Existing Customer - Downgrade', '既存顧客 - ダウングレード'],
    ['New Customer', '新規顧客']
  ),
  LeadSource: entries(
    ['Web', 'Web'],
    ['Phone Inquiry', '電話問い合わせ'],
    ['Partner Referral', 'パートナー紹介'],
    ['Purchased List', '購入リスト'],
    ['Other', 'その他']
  ),
  Industry: entries(
    ['Agriculture', '農業'],
    ['Apparel', 'アパレル'],
    ['Banking', '銀行'],
    ['Biotechnology', 'バイオテクノロジー'],
    ['Chemicals', '化学'],
    ['Communications', '通信'],
    ['Construction', '建設'],
    ['Consulting', 'コンサルティング'],
    ['Education', '教育'],
    ['Electronics', '電子機器'],
    ['Energy', 'エネルギー'],
    ['Engineering', 'エンジニアリング'],
    ['Entertainment', 'エンターテイメント'],
    ['Environmental', '環境'],
    ['Finance', '金融'],
    ['Food & Beverage', '食品・飲料'],
    ['Government', '官公庁'],
    ['Healthcare', '医療'],
    ['Hospitality', 'ホスピタリティ'],
    ['Insurance', '保険'],
    ['Machinery', '機械'],
    ['Manufacturing', '製造'],
    ['Media', 'メディア'],
    ['Not For Profit', '非営利団体'],
    ['Recreation', 'レクリエーション'],
    ['Retail', '小売'],
    ['Shipping', '海運'],
    ['Technology', 'テクノロジー'],
    ['Telecommunications', '電気通信'],
    ['Transportation', '運輸'],
    ['Utilities', '公益事業'],
    ['Other', 'その他']
  ),
  AccountType: entries(
    ['Prospect', '見込み客'],
    ['Customer - Direct', '顧客 - 直接'],
    ['Customer - Channel', '顧客 - チャネル'],
    ['Channel Partner / Reseller', 'チャネルパートナー/再販業者'],
    ['Installation Partner', '設置パートナー'],
    ['Technology Partner', '技術パートナー'],
    ['Other', 'その他']
  ),
  AccountOwnership: entries(['Public', '上場'], ['Private', '非上場'], ['Subsidiary', '子会社'], ['Other', 'その他']),
  AccountRating: entries(['Hot', 'Hot'], ['Warm', 'Warm'], ['Cold', 'Cold']),
  Salutation: entries(['Mr.', 'Mr.'], ['Ms.', 'Ms.'], ['Mrs.', 'Mrs.'], ['Dr.', 'Dr.'], ['Prof.', 'Prof.'], ['Mx.', 'Mx.']),
  TaskStatus: entries(
    ['Not Started', '未着手', { default: true, closed: false }],
    ['In Progress', '進行中', { closed: false }],
    ['Completed', '完了', { closed: true }],
    ['Waiting on someone else', '他の人待ち', { closed: false }],
    ['Deferred', '延期', { closed: false }]
  ),
  TaskPriority: entries(['High', '高'], ['Normal', '中', { default: true }], ['Low', '低']),
  TaskType: entries(['Call', '電話'], ['Email', 'メール'], ['Meeting', 'ミーティング'], ['Other', 'その他']),
  EventType: entries(['Email', 'メール'], ['Meeting', 'ミーティング'], ['Other', 'その他'], ['Call', '電話']),
  TaskSubject: SUBJECTS,
  EventSubject: entries(
    ['Call', '電話'],
    ['Email', 'メール'],
    ['Meeting', 'ミーティング'],
    ['Send Letter/Quote', '手紙/見積送付'],
    ['Other', 'その他']
  )
};
