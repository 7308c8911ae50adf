/** Loads the sample data into an org in memory, in the order and with the permission of `npm start`. */
import assert from 'node:assert/strict';
import { SAMPLE_DATA } from '../lib/paths.ts';
import { renderDates } from '../lib/sampleData.ts';
import { convertLeads } from '../org/records/convert.ts';
import type { PackageOrg } from './packageOrg.ts';
import { AFTER_CONVERSION, candidatesToConvert, convertedReferences, plannedRows, updates } from './sampleFiles.ts';

export type Values = Record<string, unknown>;

/** A record's values with dates of the org's day and ids instead of references. */
export function resolved(office: PackageOrg, ids: ReadonlyMap<string, string>, row: Values): Values {
  const { attributes: _attributes, ...values } = row;
  const dated = JSON.parse(renderDates(JSON.stringify(values), office.org.clock.now())) as Values;
  return Object.fromEntries(
    Object.entries(dated).map(([name, value]) => {
      if (typeof value !== 'string' || !value.startsWith('@')) return [name, value];
      const id = ids.get(value.slice(1));
      assert.ok(id, `${name}: ${value} is not loaded`);
      return [name, id];
    })
  );
}

/**
 * Loads everything: the plan, the conversions, the changes and the rows of the converted cases.
 * @returns ids by reference
 */
export function loadSample(office: PackageOrg): Map<string, string> {
  const ids = new Map([['Loader', office.userId]]);
  const insert = (folder: string): void => {
    for (const row of plannedRows(folder)) {
      const result = office.saveOne({ operation: 'insert', object: row.attributes.type, values: resolved(office, ids, row) });
      assert.deepEqual(result.errors, [], row.attributes.referenceId);
      ids.set(row.attributes.referenceId, String(result.id));
    }
  };
  office.assign('DataMigration');
  insert(SAMPLE_DATA);
  for (const { attributes } of candidatesToConvert()) {
    const [made] = convertLeads(office.org, office.userId, [
      { leadId: ids.get(attributes.referenceId) ?? '', convertedStatus: '取引開始済み' }
    ]);
    assert.deepEqual(made?.errors, [], attributes.referenceId);
    const references = convertedReferences(attributes.referenceId);
    ids.set(references.case, String(made?.opportunityId));
    ids.set(references.company, String(made?.accountId));
    ids.set(references.person, String(made?.contactId));
  }
  for (const change of updates()) {
    const { Id, ...values } = resolved(office, ids, change);
    const result = office.saveOne({ operation: 'update', object: change.attributes.type, id: String(Id), values });
    assert.deepEqual(result.errors, [], change.Id);
  }
  insert(AFTER_CONVERSION);
  office.unassign('DataMigration');
  return ids;
}
