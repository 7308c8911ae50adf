/** Task and Event: Object Reference for the Salesforce Platform, API 66.0. */
import type { FieldDef } from '../catalog.ts';
import {
  area,
  bool,
  date,
  datetime,
  fixedPicklist,
  int,
  lookup,
  picklist,
  READ_ONLY,
  SYSTEM,
  systemFields,
  text,
  type FieldOptions
} from './fields.ts';
import { standardObject, type StandardObject } from './object.ts';

const ALWAYS: FieldOptions = { alwaysVisible: true };

/** Fields that both kinds of activity share; `buildCatalog` adds custom objects with activities to WhatId. */
function activityFields(children: string): FieldDef[] {
  return [
    lookup('WhoId', '名前', ['Contact', 'Lead'], children),
    lookup('WhatId', '関連先', ['Account', 'Opportunity'], children),
    text('Subject', '件名', 255, ALWAYS),
    lookup('OwnerId', '任命先', ['Group', 'User'], undefined, ALWAYS),
    area('Description', '説明', 32000),
    lookup('AccountId', '取引先', 'Account', undefined, READ_ONLY),
    bool('IsArchived', 'アーカイブ済み', SYSTEM),
    bool('IsReminderSet', 'アラーム設定', ALWAYS),
    datetime('ReminderDateTime', 'アラーム日時', ALWAYS),
    bool('IsRecurrence', '定期的な活動の作成', { ...ALWAYS, updateable: false })
  ];
}

const task = standardObject(
  'Task',
  'ToDo',
  '00T',
  [
    ...systemFields('活動'),
    ...activityFields('Tasks'),
    date('ActivityDate', '期日'),
    picklist('Status', '状況', 'TaskStatus', { required: true }),
    picklist('Priority', '優先度', 'TaskPriority', { required: true }),
    bool('IsHighPriority', '高優先度', SYSTEM),
    bool('IsClosed', '完了', SYSTEM),
    picklist('Type', '種別', 'TaskType'),
    fixedPicklist(
      'TaskSubtype',
      'ToDo サブタイプ',
      [
        ['Task', 'ToDo'],
        ['Email', 'メール'],
        ['ListEmail', 'リストメール'],
        ['Call', '電話'],
        ['Cadence', 'ケイデンス']
      ],
      { ...ALWAYS, updateable: false, defaultValue: '"Task"' }
    ),
    int('CallDurationInSeconds', '通話時間(秒)'),
    fixedPicklist('CallType', 'コールタイプ', [
      ['Internal', '社内'],
      ['Inbound', '着信'],
      ['Outbound', '発信']
    ]),
    text('CallDisposition', '通話結果', 255),
    datetime('CompletedDateTime', '完了日時', SYSTEM)
  ],
  { nameField: 'Subject', userFacing: true, compactLayout: ['Subject', 'ActivityDate', 'Status', 'Priority', 'OwnerId'] }
);

const event = standardObject(
  'Event',
  '行動',
  '00U',
  [
    ...systemFields('活動'),
    ...activityFields('Events'),
    text('Location', '場所', 255),
    bool('IsAllDayEvent', '終日行動', ALWAYS),
    datetime('ActivityDateTime', '期日/時間', ALWAYS),
    date('ActivityDate', '期日のみ', ALWAYS),
    int('DurationInMinutes', '期間', ALWAYS),
    datetime('StartDateTime', '開始', { required: true }),
    datetime('EndDateTime', '終了', { required: true }),
    date('EndDate', '終了日', SYSTEM),
    picklist('Type', '種別', 'EventType'),
    bool('IsPrivate', '非公開', ALWAYS),
    fixedPicklist(
      'ShowAs',
      '公開方法',
      [
        ['Busy', '予定あり'],
        ['OutOfOffice', '不在'],
        ['Free', '空き時間']
      ],
      { ...ALWAYS, defaultValue: '"Busy"' }
    ),
    bool('IsChild', '子行動', SYSTEM),
    bool('IsGroupEvent', 'グループ行動', SYSTEM),
    fixedPicklist('EventSubtype', '行動サブタイプ', [['Event', '行動']], { ...ALWAYS, updateable: false, defaultValue: '"Event"' })
  ],
  { nameField: 'Subject', userFacing: true, compactLayout: ['Subject', 'StartDateTime', 'EndDateTime', 'Location', 'OwnerId'] }
);

export const ACTIVITY_OBJECTS: StandardObject[] = [task, event];
