/** Queues and groups as owners and as sets of people. Source: Object Reference "Group", "QueueSobject", "GroupMember". */
import type { ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { statement } from './sql.ts';
import type { SaveError } from './values.ts';
import { changed, saveError, type Stage } from './work.ts';

export const GROUP_MEMBER = 'GroupMember';
const GROUP_PREFIX = '00G';

/** True for objects whose records a queue may own: their owner may be a group; events belong to people. */
export const mayBelongToQueue = (object: ObjectDef): boolean =>
  object.name !== 'Event' && object.userFacing && object.fields.get('OwnerId')?.referenceTo?.includes('Group') === true;

/** SQL condition: the group of this id is a queue that takes records of an object (bound: object name). */
export const QUEUE_TAKES = (id: string): string =>
  `EXISTS (SELECT 1 FROM "QueueSobject" AS "qs" JOIN "Group" AS "q" ON "q"."Id" = "qs"."QueueId" WHERE "q"."Type" = 'Queue' AND "q"."Id" = ${id} AND "qs"."SobjectType" = ?)`;

/** The new owner must be an active user, or a queue for records of this kind. */
export const checkOwner: Stage = (work) => {
  const { org, object, values } = work;
  const owner = values['OwnerId'];
  if (object.fields.get('OwnerId')?.type !== 'reference' || typeof owner !== 'string' || !changed(work, 'OwnerId')) return [];
  if (!owner.startsWith(GROUP_PREFIX)) {
    const active = statement(org.db, 'SELECT "IsActive" AS active FROM "User" WHERE "Id" = ?').get(owner)?.['active'];
    return active === 0
      ? [
          saveError('INACTIVE_OWNER_OR_USER', '無効なユーザーが所有者として指定されています。有効なユーザーを指定してください。', [
            'OwnerId'
          ])
        ]
      : [];
  }
  const takes =
    mayBelongToQueue(object) && statement(org.db, `SELECT ${QUEUE_TAKES('?')} AS takes`).get(owner, object.name)?.['takes'] === 1;
  return takes
    ? []
    : [
        saveError(
          'INVALID_OPERATION',
          `このキューには${object.label}のレコードを割り当てられません。キューの対象オブジェクトを確認してください。`,
          ['OwnerId']
        )
      ];
};

/** Members of groups: each once, and no circle of groups. */
export const checkMember: Stage = ({ org, object, values }) => {
  if (object.name !== GROUP_MEMBER) return [];
  const [group, member] = [String(values['GroupId']), String(values['UserOrGroupId'])];
  const refuse = (code: string, message: string): SaveError[] => [saveError(code, message, ['GroupId', 'UserOrGroupId'])];
  if (statement(org.db, 'SELECT 1 FROM "GroupMember" WHERE "GroupId" = ? AND "UserOrGroupId" = ?').get(group, member))
    return refuse('DUPLICATE_VALUE', `Duplicate GroupMember. Group: ${group}; Member: ${member}`);
  if (!member.startsWith(GROUP_PREFIX)) return [];
  if (statement(org.db, `SELECT 1 FROM "Group" WHERE "Id" = ? AND "Type" = 'Queue'`).get(member))
    return refuse('FIELD_INTEGRITY_EXCEPTION', 'キューはグループのメンバーにできません。');
  return groupsAround(org, group).has(member)
    ? refuse('CIRCULAR_DEPENDENCY', 'グループを、自身を含むグループのメンバーにすることはできません。')
    : [];
};

/** A group and every group that it is directly or indirectly a member of. */
function groupsAround(org: Org, groupId: string): Set<string> {
  const rows = statement(
    org.db,
    `WITH RECURSIVE up(id) AS (SELECT ? UNION SELECT m."GroupId" FROM "GroupMember" m JOIN up ON m."UserOrGroupId" = up.id) SELECT id FROM up`
  ).all(groupId);
  return new Set(rows.map((row) => String(row['id'])));
}
