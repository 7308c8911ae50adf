/** Users, permissions, reports and other objects behind Setup: Object Reference for the Salesforce Platform, API 66.0. */
import {
  address,
  area,
  bool,
  datetime,
  double,
  email,
  fixedPicklist,
  int,
  lookup,
  personName,
  phone,
  SYSTEM,
  systemFields,
  text,
  url
} from './fields.ts';
import { standardObject, type StandardObject } from './object.ts';

const ALWAYS = { alwaysVisible: true };
const namespacePrefix = text('NamespacePrefix', '名前空間プレフィックス', 15, SYSTEM);
const developerName = text('DeveloperName', '一意の名前', 80, SYSTEM);

const user = standardObject(
  'User',
  'ユーザー',
  '005',
  [
    ...systemFields('ユーザー'),
    text('Username', 'ユーザー名', 80, { required: true, unique: true }),
    ...personName('氏名').filter((field) => field.name !== 'Salutation'),
    text('CompanyName', '会社名', 80),
    text('Division', 'ディビジョン', 80),
    text('Department', '部署', 80),
    text('Title', '役職', 80),
    ...address('', '住所'),
    email('Email', 'メール', { length: 128, required: true }),
    phone('Phone', '電話'),
    phone('Fax', 'Fax'),
    phone('MobilePhone', '携帯'),
    text('Alias', '別名', 8, { required: true }),
    text('CommunityNickname', 'ニックネーム', 40, { required: true, unique: true }),
    bool('IsActive', '有効', ALWAYS),
    text('TimeZoneSidKey', 'タイムゾーン', 40, { required: true }),
    text('LocaleSidKey', '地域', 40, { required: true }),
    text('LanguageLocaleKey', '言語', 40, { required: true }),
    text('EmailEncodingKey', 'メールの文字コード', 40, { required: true }),
    lookup('ProfileId', 'プロファイル', 'Profile', 'Users', { required: true }),
    fixedPicklist('UserType', 'ユーザー種別', [['Standard', 'Standard']], SYSTEM),
    text('EmployeeNumber', '従業員番号', 20),
    lookup('ManagerId', 'マネージャー', 'User', 'ManagedUsers'),
    datetime('LastLoginDate', '最終ログイン', SYSTEM),
    url('FullPhotoUrl', '写真の URL(大)', SYSTEM),
    url('SmallPhotoUrl', '写真の URL(小)', SYSTEM),
    text('AboutMe', '自己紹介', 1000),
    text('FederationIdentifier', '統合 ID', 512)
  ],
  { userFacing: true, compactLayout: ['Name', 'Title', 'Department', 'Phone', 'Email'] }
);

const organization = standardObject('Organization', '組織', '00D', [
  ...systemFields('組織').filter((field) => field.name !== 'IsDeleted'),
  text('Name', '組織名', 80, { required: true, createable: false }),
  text('Division', 'ディビジョン', 80, { createable: false }),
  ...address('', '住所'),
  text('PrimaryContact', '主担当者', 80, { createable: false }),
  phone('Phone', '電話', { createable: false }),
  phone('Fax', 'Fax', { createable: false }),
  text('DefaultLocaleSidKey', '既定の地域', 40, { createable: false }),
  text('TimeZoneSidKey', '既定のタイムゾーン', 40, { createable: false }),
  text('LanguageLocaleKey', '既定の言語', 40, { createable: false }),
  int('FiscalYearStartMonth', '会計年度の開始月', SYSTEM),
  bool('UsesStartDateAsFiscalYearName', '会計年度名に開始年を使用', SYSTEM),
  text('DefaultAccountAccess', '取引先の組織の共有設定', 40, SYSTEM),
  text('DefaultContactAccess', '取引先責任者の組織の共有設定', 40, SYSTEM),
  text('DefaultOpportunityAccess', '商談の組織の共有設定', 40, SYSTEM),
  text('DefaultLeadAccess', 'リードの組織の共有設定', 40, SYSTEM),
  text('OrganizationType', '組織のエディション', 40, SYSTEM),
  text('NamespacePrefix', '名前空間プレフィックス', 15, SYSTEM),
  text('InstanceName', 'インスタンス名', 5, SYSTEM),
  bool('IsSandbox', 'Sandbox', SYSTEM),
  bool('IsReadOnly', '参照のみ', SYSTEM),
  datetime('TrialExpirationDate', 'トライアル終了日', SYSTEM)
]);

const profile = standardObject('Profile', 'プロファイル', '00e', [
  ...systemFields('プロファイル').filter((field) => field.name !== 'IsDeleted'),
  text('Name', '名前', 255, { required: true }),
  fixedPicklist('UserType', 'ユーザー種別', [['Standard', 'Standard']], SYSTEM),
  text('Description', '説明', 255)
]);

const permissionSet = standardObject(
  'PermissionSet',
  '権限セット',
  '0PS',
  [
    ...systemFields('権限セット').filter((field) => field.name !== 'IsDeleted'),
    text('Name', '権限セット名', 80, { required: true, unique: true }),
    text('Label', '権限セットの表示ラベル', 80, { required: true }),
    lookup('ProfileId', 'プロファイル', 'Profile', undefined, SYSTEM),
    bool('IsOwnedByProfile', 'プロファイルが所有', SYSTEM),
    bool('IsCustom', 'カスタム', SYSTEM),
    text('Description', '説明', 255, ALWAYS),
    namespacePrefix,
    bool('HasActivationRequired', 'セッションの有効化が必要', { ...ALWAYS, updateable: false }),
    fixedPicklist(
      'Type',
      '権限セット種別',
      [
        ['Regular', 'Regular'],
        ['Standard', 'Standard'],
        ['Session', 'Session'],
        ['Profile', 'Profile'],
        ['Group', 'Group']
      ],
      SYSTEM
    )
  ],
  { nameField: 'Name' }
);

const permissionSetAssignment = standardObject(
  'PermissionSetAssignment',
  '権限セットの割り当て',
  '0Pa',
  [
    ...systemFields('権限セットの割り当て').filter((field) => ['Id', 'SystemModstamp'].includes(field.name)),
    lookup('PermissionSetId', '権限セット', 'PermissionSet', 'Assignments', { required: true, updateable: false }),
    lookup('AssigneeId', '割り当て先', 'User', 'PermissionSetAssignments', { required: true, updateable: false }),
    datetime('ExpirationDate', '有効期限', { ...ALWAYS, updateable: false }),
    bool('IsActive', '有効', SYSTEM)
  ],
  { nameField: 'Id' }
);

const group = standardObject('Group', 'グループ', '00G', [
  ...systemFields('グループ').filter((field) => field.name !== 'IsDeleted'),
  text('Name', '名前', 40, { required: true }),
  text('DeveloperName', '一意の名前', 80, ALWAYS),
  text('RelatedId', '関連 ID', 18, SYSTEM),
  fixedPicklist(
    'Type',
    '種別',
    [
      ['Regular', 'Regular'],
      ['Queue', 'Queue'],
      ['Organization', 'Organization']
    ],
    { ...ALWAYS, updateable: false }
  ),
  email('Email', 'メール', ALWAYS),
  lookup('OwnerId', '所有者', ['Organization', 'User'], undefined, SYSTEM),
  bool('DoesSendEmailToMembers', 'メンバーへのメール送信', ALWAYS),
  bool('DoesIncludeBosses', '階層を使用したアクセス', ALWAYS)
]);

const groupMember = standardObject(
  'GroupMember',
  'グループメンバー',
  '011',
  [
    ...systemFields('グループメンバー').filter((field) => ['Id', 'SystemModstamp'].includes(field.name)),
    lookup('GroupId', 'グループ', 'Group', 'GroupMembers', { required: true, updateable: false }),
    lookup('UserOrGroupId', 'ユーザー/グループ', ['Group', 'User'], undefined, { required: true, updateable: false })
  ],
  { nameField: 'Id' }
);

const queueSobject = standardObject(
  'QueueSobject',
  'キューのオブジェクト',
  '03g',
  [
    ...systemFields('キューのオブジェクト').filter((field) => ['Id', 'SystemModstamp', 'CreatedById'].includes(field.name)),
    lookup('QueueId', 'キュー', 'Group', 'QueueSobjects', { required: true, updateable: false }),
    text('SobjectType', 'オブジェクト', 40, { required: true, updateable: false })
  ],
  { nameField: 'Id' }
);

const recordType = standardObject('RecordType', 'レコードタイプ', '012', [
  ...systemFields('レコードタイプ').filter((field) => field.name !== 'IsDeleted'),
  text('Name', '名前', 80, SYSTEM),
  developerName,
  namespacePrefix,
  text('Description', '説明', 255, SYSTEM),
  text('SobjectType', 'オブジェクト', 40, SYSTEM),
  bool('IsActive', '有効', SYSTEM)
]);

const report = standardObject('Report', 'レポート', '00O', [
  ...systemFields('レポート'),
  lookup('OwnerId', '所有者', ['Folder', 'Organization', 'User'], undefined, SYSTEM),
  text('FolderName', 'フォルダー名', 256, SYSTEM),
  text('Name', 'レポート名', 40, SYSTEM),
  text('Description', '説明', 255, SYSTEM),
  developerName,
  namespacePrefix,
  datetime('LastRunDate', '最終実行日', SYSTEM),
  fixedPicklist(
    'Format',
    '形式',
    [
      ['Tabular', '表形式'],
      ['Summary', 'サマリー'],
      ['Matrix', 'マトリックス'],
      ['MultiBlock', '結合']
    ],
    SYSTEM
  ),
  datetime('LastViewedDate', '最終参照日', SYSTEM),
  datetime('LastReferencedDate', '最終参照関連日', SYSTEM)
]);

const dashboard = standardObject(
  'Dashboard',
  'ダッシュボード',
  '01Z',
  [
    ...systemFields('ダッシュボード'),
    lookup('FolderId', 'フォルダー', ['Folder', 'User'], undefined, SYSTEM),
    text('FolderName', 'フォルダー名', 256, SYSTEM),
    text('Title', 'タイトル', 80, SYSTEM),
    developerName,
    namespacePrefix,
    area('Description', '説明', 255, SYSTEM),
    lookup('RunningUserId', '実行ユーザー', 'User', undefined, SYSTEM),
    fixedPicklist(
      'Type',
      'ダッシュボードの実行ユーザー種別',
      [
        ['SpecifiedUser', '特定のユーザー'],
        ['LoggedInUser', 'ログインユーザー'],
        ['MyTeamUser', 'マイチームのユーザー']
      ],
      SYSTEM
    ),
    datetime('LastViewedDate', '最終参照日', SYSTEM),
    datetime('LastReferencedDate', '最終参照関連日', SYSTEM)
  ],
  { nameField: 'Title' }
);

const folder = standardObject('Folder', 'フォルダー', '00l', [
  ...systemFields('フォルダー').filter((field) => field.name !== 'IsDeleted'),
  text('Name', '名前', 40, SYSTEM),
  developerName,
  text('AccessType', 'アクセス種別', 40, SYSTEM),
  bool('IsReadonly', '参照のみ', SYSTEM),
  text('Type', '種別', 40, SYSTEM),
  namespacePrefix
]);

const listView = standardObject('ListView', 'リストビュー', '00B', [
  ...systemFields('リストビュー').filter((field) => field.name !== 'IsDeleted'),
  text('Name', 'ビュー名', 60, SYSTEM),
  developerName,
  namespacePrefix,
  text('SobjectType', 'オブジェクト', 40, SYSTEM),
  bool('IsSoqlCompatible', 'SOQL 互換', SYSTEM),
  datetime('LastViewedDate', '最終参照日', SYSTEM),
  datetime('LastReferencedDate', '最終参照関連日', SYSTEM)
]);

const customPermission = standardObject(
  'CustomPermission',
  'カスタム権限',
  '0CP',
  [
    ...systemFields('カスタム権限'),
    text('DeveloperName', 'API 参照名', 80, SYSTEM),
    text('MasterLabel', '表示ラベル', 80, SYSTEM),
    text('Language', 'マスター言語', 40, SYSTEM),
    namespacePrefix,
    text('Description', '説明', 255, SYSTEM)
  ],
  { nameField: 'MasterLabel' }
);

const valueEntry = [
  text('MasterLabel', '表示ラベル', 255, SYSTEM),
  text('ApiName', 'API 参照名', 255, SYSTEM),
  int('SortOrder', '並び順', SYSTEM)
];

const opportunityStage = standardObject(
  'OpportunityStage',
  '商談のフェーズ',
  '01J',
  [
    ...systemFields('フェーズ').filter((field) => field.name !== 'IsDeleted'),
    ...valueEntry,
    bool('IsActive', '有効', SYSTEM),
    bool('IsClosed', '完了', SYSTEM),
    bool('IsWon', '成立', SYSTEM),
    text('ForecastCategory', '売上予測分類', 40, SYSTEM),
    text('ForecastCategoryName', '売上予測分類名', 40, SYSTEM),
    double('DefaultProbability', '確度 (%)', 3, 0, SYSTEM),
    text('Description', '説明', 255, SYSTEM)
  ],
  { nameField: 'MasterLabel' }
);

const leadStatus = standardObject(
  'LeadStatus',
  'リードの状況の値',
  '01J',
  [
    ...systemFields('状況').filter((field) => field.name !== 'IsDeleted'),
    ...valueEntry,
    bool('IsDefault', '既定', SYSTEM),
    bool('IsConverted', '取引開始済み', SYSTEM)
  ],
  { nameField: 'MasterLabel' }
);

const taskStatus = standardObject(
  'TaskStatus',
  'ToDo の状況の値',
  '01J',
  [
    ...systemFields('状況').filter((field) => field.name !== 'IsDeleted'),
    ...valueEntry,
    bool('IsDefault', '既定', SYSTEM),
    bool('IsClosed', '完了', SYSTEM)
  ],
  { nameField: 'MasterLabel' }
);

const entityDefinition = standardObject(
  'EntityDefinition',
  'エンティティ定義',
  '4ie',
  [
    text('Id', 'ID', 18, SYSTEM),
    text('DurableId', '永続 ID', 40, SYSTEM),
    text('QualifiedApiName', '修飾 API 参照名', 70, SYSTEM),
    text('DeveloperName', '開発者名', 40, SYSTEM),
    text('NamespacePrefix', '名前空間プレフィックス', 15, SYSTEM),
    text('Label', '表示ラベル', 80, SYSTEM),
    text('MasterLabel', 'マスター表示ラベル', 80, SYSTEM),
    text('PluralLabel', '表示ラベル (複数形)', 80, SYSTEM),
    text('KeyPrefix', 'キープレフィックス', 3, SYSTEM),
    text('InternalSharingModel', '組織の共有設定 (内部)', 40, SYSTEM),
    bool('IsCustomizable', 'カスタマイズ可能', SYSTEM),
    bool('IsQueryable', 'クエリ可能', SYSTEM)
  ],
  { nameField: 'QualifiedApiName' }
);

const fieldDefinition = standardObject(
  'FieldDefinition',
  '項目定義',
  '4fe',
  [
    text('Id', 'ID', 18, SYSTEM),
    text('DurableId', '永続 ID', 90, SYSTEM),
    text('QualifiedApiName', '修飾 API 参照名', 70, SYSTEM),
    text('DeveloperName', '開発者名', 40, SYSTEM),
    text('NamespacePrefix', '名前空間プレフィックス', 15, SYSTEM),
    text('Label', '表示ラベル', 80, SYSTEM),
    text('MasterLabel', 'マスター表示ラベル', 80, SYSTEM),
    text('DataType', 'データ型', 80, SYSTEM),
    lookup('EntityDefinitionId', 'エンティティ定義', 'EntityDefinition', 'Fields', SYSTEM),
    int('Length', '文字数', SYSTEM),
    int('Precision', '桁数', SYSTEM),
    int('Scale', '小数点以下の桁数', SYSTEM)
  ],
  { nameField: 'QualifiedApiName' }
);

export const SETUP_OBJECTS: StandardObject[] = [
  user,
  organization,
  profile,
  permissionSet,
  permissionSetAssignment,
  group,
  groupMember,
  queueSobject,
  recordType,
  report,
  dashboard,
  folder,
  listView,
  customPermission,
  opportunityStage,
  leadStatus,
  taskStatus,
  entityDefinition,
  fieldDefinition
];
