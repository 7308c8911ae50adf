/** The whole package in an embedded org in memory, with one officer who saves: for tests of rules and flows. */
import assert from 'node:assert/strict';
import { deployedOrg } from '../lib/deployedOrg.ts';
import { isMovable } from '../org/clock.ts';
import type { Org } from '../org/org.ts';
import { runSoql } from '../org/query/soql.ts';
import { newId } from '../org/records/ids.ts';
import { insertRow } from '../org/records/rows.ts';
import { save } from '../org/records/save.ts';
import type { SaveRequest, SaveResult } from '../org/records/values.ts';

export type Row = Record<string, unknown>;

export interface PackageOrg {
  org: Org;
  /** The officer: holds SupportOfficer and whatever is assigned besides. */
  userId: string;
  /** Assigns a permission set to the officer. */
  assign: (permissionSet: string) => void;
  /** Takes a permission set back; none assigned is no error. */
  unassign: (permissionSet: string) => void;
  saveOne: (request: SaveRequest) => SaveResult;
  /** Inserts a record that must be accepted and returns its id; alerts of duplicates are waved through. */
  created: (object: string, values: Record<string, unknown>) => string;
  /** Fields that an update complains about, sorted; every complaint must come from a validation rule. */
  refused: (object: string, id: string, values: Record<string, unknown>) => string[];
  /** One stored row. */
  row: (object: string, id: string) => Record<string, unknown>;
  /** The stored rows that hold a value in a field, oldest first. */
  rows: (object: string, field: string, value: string) => Row[];
  /** What the officer reads by SOQL, formula fields included. */
  query: (soql: string) => Row[];
  /** Adds a colleague and returns the id; inactive ones keep what they own. */
  newUser: (lastName: string, values?: { IsActive?: boolean }) => string;
  /** Shows this moment (ISO, UTC) from now on. */
  moveTo: (moment: string) => void;
}

/** Deploys the package stage by stage, as a deployment does. */
export async function openPackageOrg(): Promise<PackageOrg> {
  const org = await deployedOrg();
  const userId = String(org.db.prepare('SELECT "Id" FROM "User" WHERE "IsActive" = 1 LIMIT 1').get()?.Id);
  const saveOne = (request: SaveRequest): SaveResult => {
    const [result] = save(org, userId, [request], { allOrNone: true });
    assert.ok(result);
    return result;
  };
  const permissionSetId = (name: string): string =>
    String(org.db.prepare('SELECT "Id" FROM "PermissionSet" WHERE "Name" = ?').get(name)?.Id);
  const created = (object: string, values: Record<string, unknown>): string => {
    const result = saveOne({ operation: 'insert', object, values, allowSaveOnDuplicate: true });
    assert.deepEqual(result.errors, []);
    return String(result.id);
  };
  const assign = (name: string): void => {
    created('PermissionSetAssignment', { PermissionSetId: permissionSetId(name), AssigneeId: userId });
  };
  assign('SupportOfficer');
  return {
    org,
    userId,
    saveOne,
    created,
    assign,
    unassign: (name) => {
      const rows = org.db.prepare('SELECT "Id" FROM "PermissionSetAssignment" WHERE "PermissionSetId" = ?').all(permissionSetId(name));
      for (const { Id } of rows) saveOne({ operation: 'delete', object: 'PermissionSetAssignment', id: String(Id) });
    },
    refused: (object, id, values) => {
      const { errors } = saveOne({ operation: 'update', object, id, values });
      for (const error of errors) assert.equal(error.statusCode, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', error.message);
      return errors.flatMap((error) => error.fields).sort();
    },
    row: (object, id) => org.db.prepare(`SELECT * FROM "${object}" WHERE "Id" = ?`).get(id) as Record<string, unknown>,
    rows: (object, field, value) => org.db.prepare(`SELECT * FROM "${object}" WHERE "${field}" = ? ORDER BY "Id"`).all(value),
    query: (soql) => runSoql(org, userId, soql).records,
    newUser: (lastName, { IsActive = true } = {}) => {
      const id = newId(org, '005');
      const name = `${id}@example.com`;
      insertRow(org, 'User', id, {
        LastName: lastName,
        Username: name,
        Email: name,
        Alias: id.slice(-8),
        CommunityNickname: name,
        IsActive
      });
      return id;
    },
    moveTo: (moment) => {
      assert.ok(isMovable(org.clock));
      org.clock.moveTo(new Date(moment));
    }
  };
}
