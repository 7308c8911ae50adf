/** Objects behind Setup: records may be written to assignments of permission sets and members of groups only. */
import type { ObjectDef } from '../metadata/catalog.ts';
import { forgetAccess } from './access.ts';
import { GROUP_MEMBER } from './queues.ts';
import { statement } from './sql.ts';
import type { SaveError, SaveRequest } from './values.ts';
import { saveError, type Stage } from './work.ts';

export const PERMISSION_SET_ASSIGNMENT = 'PermissionSetAssignment';

/** An error when the object takes no such operation from clients; User and other setup objects are refused by name. */
export function refusal(object: ObjectDef, operation: SaveRequest['operation']): SaveError | undefined {
  if ([PERMISSION_SET_ASSIGNMENT, GROUP_MEMBER].includes(object.name) && operation !== 'update') return undefined;
  if (object.userFacing && object.name !== 'User' && object.kind !== 'customMetadata') return undefined;
  return saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `not supported: ${operation} of ${object.name}`);
}

/** A permission set is assigned to a user once. */
export const checkAssignment: Stage = ({ object, org, values }) => {
  if (object.name !== PERMISSION_SET_ASSIGNMENT) return [];
  values['IsActive'] = true;
  const twin = statement(org.db, 'SELECT 1 FROM "PermissionSetAssignment" WHERE "AssigneeId" = ? AND "PermissionSetId" = ?').get(
    String(values['AssigneeId']),
    String(values['PermissionSetId'])
  );
  // The CLI looks for these words.
  return twin
    ? [
        saveError(
          'DUPLICATE_VALUE',
          `Duplicate PermissionSetAssignment. Assignee: ${String(values['AssigneeId'])}; Permission Set: ${String(values['PermissionSetId'])}`,
          ['AssigneeId', 'PermissionSetId']
        )
      ]
    : [];
};

/** Rights change with assignments. */
export const refreshAccess: Stage = ({ object, org }) => {
  if (object.name === PERMISSION_SET_ASSIGNMENT) forgetAccess(org);
  return [];
};
