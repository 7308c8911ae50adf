/** Lead, Account, Contact, Opportunity: Object Reference for the Salesforce Platform, API 66.0. */
import { address, area, bool, currency, date, datetime, double, email, fixedPicklist, int, lookup, owner, percent, personName, phone, picklist, READ_ONLY, SYSTEM, systemFields, text, url, viewedFields } from './fields.ts';
import { standardObject, type StandardObject } from './object.ts';

const FORECAST_CATEGORIES: [string, string][] = [
  ['Omitted', '売上予測から除外'],
  ['Pipeline', 'パイプライン'],
  ['BestCase', '最善達成予測'],
  ['MostLikely', '最有力'],
  ['Forecast', '達成予測'],
  ['Closed', '完了']
];

const lead = standardObject(
  'Lead',
  'リード',
  '00Q',
  [
    ...systemFields('リード'),
    lookup('MasterRecordId', 'マスターレコード', 'Lead', undefined, SYSTEM),
    ...personName('名前'),
    text('Title', '役職', 128),
    text('Company', '会社名', 255, { required: true }),
    ...address('', '住所'),
    phone('Phone', '電話'),
    phone('MobilePhone', '携帯'),
    phone('Fax', 'Fax'),
    email('Email', 'メール'),
    url('Website', 'Web サイト'),
    url('PhotoUrl', '写真の URL', READ_ONLY),
    area('Description', '説明', 32000),
    picklist('LeadSource', 'リードソース', 'LeadSource'),
    picklist('Status', 'リード状況', 'LeadStatus', { required: true }),
    picklist('Industry', '業種', 'Industry'),
    picklist('Rating', '評価', 'AccountRating'),
    currency('AnnualRevenue', '年間売上', 18, 0),
    int('NumberOfEmployees', '従業員数'),
    owner('リード所有者', true),
    bool('HasOptedOutOfEmail', 'メール送信除外'),
    bool('HasOptedOutOfFax', 'Fax 送信除外'),
    bool('DoNotCall', '電話連絡不可'),
    bool('IsConverted', '取引開始済み', { alwaysVisible: true, updateable: false }),
    date('ConvertedDate', '取引開始日', SYSTEM),
    lookup('ConvertedAccountId', '取引開始後の取引先', 'Account', undefined, SYSTEM),
    lookup('ConvertedContactId', '取引開始後の取引先責任者', 'Contact', undefined, SYSTEM),
    lookup('ConvertedOpportunityId', '取引開始後の商談', 'Opportunity', undefined, SYSTEM),
    bool('IsUnreadByOwner', '所有者が未読', { alwaysVisible: true }),
    ...viewedFields(),
    text('EmailBouncedReason', 'メール不達の理由', 255, READ_ONLY),
    datetime('EmailBouncedDate', 'メール不達の日時', READ_ONLY)
  ],
  { userFacing: true, compactLayout: ['Name', 'Title', 'Company', 'Phone', 'Email'] }
);

const account = standardObject(
  'Account',
  '取引先',
  '001',
  [
    ...systemFields('取引先'),
    lookup('MasterRecordId', 'マスターレコード', 'Account', undefined, SYSTEM),
    text('Name', '取引先名', 255, { required: true }),
    picklist('Type', '種別', 'AccountType'),
    lookup('ParentId', '親取引先', 'Account', 'ChildAccounts'),
    ...address('Billing', '請求先住所', '(請求先)'),
    ...address('Shipping', '納入先住所', '(納入先)'),
    phone('Phone', '電話'),
    phone('Fax', 'Fax'),
    text('AccountNumber', '取引先番号', 40),
    url('Website', 'Web サイト'),
    url('PhotoUrl', '写真の URL', READ_ONLY),
    text('Sic', '産業コード', 20),
    picklist('Industry', '業種', 'Industry'),
    currency('AnnualRevenue', '年間売上', 18, 0),
    int('NumberOfEmployees', '従業員数'),
    picklist('Ownership', '所有権', 'AccountOwnership'),
    text('TickerSymbol', '株式コード', 20),
    area('Description', '説明', 32000),
    picklist('Rating', '評価', 'AccountRating'),
    text('Site', '取引先 部門', 80),
    owner('取引先 所有者'),
    ...viewedFields(),
    picklist('AccountSource', '取引先ソース', 'LeadSource'),
    text('SicDesc', '産業コードの説明', 80)
  ],
  { userFacing: true, compactLayout: ['Name', 'Type', 'Phone', 'Website', 'OwnerId', 'Site', 'Industry'] }
);

const contact = standardObject(
  'Contact',
  '取引先責任者',
  '003',
  [
    ...systemFields('取引先責任者'),
    lookup('MasterRecordId', 'マスターレコード', 'Contact', undefined, SYSTEM),
    lookup('AccountId', '取引先名', 'Account', 'Contacts'),
    ...personName('名前'),
    ...address('Other', '住所(その他)', '(その他)'),
    ...address('Mailing', '住所(郵送先)', '(郵送先)'),
    phone('Phone', '電話'),
    phone('Fax', 'Fax'),
    phone('MobilePhone', '携帯'),
    phone('HomePhone', '電話(自宅)'),
    phone('OtherPhone', '電話(その他)'),
    phone('AssistantPhone', 'アシスタント電話'),
    lookup('ReportsToId', '上司', 'Contact', 'ReportsTo'),
    email('Email', 'メール'),
    text('Title', '役職', 128),
    text('Department', '部署', 80),
    text('AssistantName', 'アシスタント', 40),
    picklist('LeadSource', 'リードソース', 'LeadSource'),
    date('Birthdate', '誕生日'),
    area('Description', '説明', 32000),
    owner('取引先責任者 所有者'),
    bool('HasOptedOutOfEmail', 'メール送信除外'),
    bool('HasOptedOutOfFax', 'Fax 送信除外'),
    bool('DoNotCall', '電話連絡不可'),
    ...viewedFields(),
    text('EmailBouncedReason', 'メール不達の理由', 255, READ_ONLY),
    datetime('EmailBouncedDate', 'メール不達の日時', READ_ONLY),
    bool('IsEmailBounced', 'メール不達', SYSTEM),
    url('PhotoUrl', '写真の URL', READ_ONLY)
  ],
  { userFacing: true, compactLayout: ['Name', 'Title', 'AccountId', 'Phone', 'Email'] }
);

const opportunity = standardObject(
  'Opportunity',
  '商談',
  '006',
  [
    ...systemFields('商談'),
    lookup('AccountId', '取引先名', 'Account', 'Opportunities'),
    bool('IsPrivate', '非公開'),
    text('Name', '商談名', 120, { required: true }),
    area('Description', '説明', 32000),
    picklist('StageName', 'フェーズ', 'OpportunityStage', { required: true }),
    currency('Amount', '金額', 18, 2),
    percent('Probability', '確度 (%)'),
    currency('ExpectedRevenue', '期待収益', 18, 2, READ_ONLY),
    double('TotalOpportunityQuantity', '数量', 18, 2),
    date('CloseDate', '完了予定日', { required: true }),
    picklist('Type', '種別', 'OpportunityType'),
    text('NextStep', '次のステップ', 255),
    picklist('LeadSource', 'リードソース', 'LeadSource'),
    bool('IsClosed', '完了フラグ', SYSTEM),
    bool('IsWon', '成立フラグ', SYSTEM),
    fixedPicklist('ForecastCategory', '売上予測分類', FORECAST_CATEGORIES, SYSTEM),
    fixedPicklist('ForecastCategoryName', '売上予測分類', FORECAST_CATEGORIES, { alwaysVisible: true }),
    bool('HasOpportunityLineItem', '商談商品あり', SYSTEM),
    owner('商談 所有者'),
    ...viewedFields(),
    int('PushCount', '完了予定日の延期回数', SYSTEM),
    datetime('LastStageChangeDate', '最終フェーズ変更日', SYSTEM),
    int('FiscalQuarter', '会計四半期', { ...SYSTEM, precision: 9 }),
    int('FiscalYear', '会計年度', { ...SYSTEM, precision: 9 }),
    text('Fiscal', '会計期間', 6, SYSTEM),
    lookup('ContactId', '取引先責任者', 'Contact', undefined, { updateable: false }),
    bool('HasOpenActivity', '活動予定あり', SYSTEM),
    bool('HasOverdueTask', '期限切れ ToDo あり', SYSTEM)
  ],
  { userFacing: true, compactLayout: ['Name', 'AccountId', 'CloseDate', 'Amount', 'OwnerId'] }
);

export const SALES_OBJECTS: StandardObject[] = [lead, account, contact, opportunity];
