/** Saves generated records through the org's own pipeline: rules, flows, triggers and roll-ups make what is stored. */
import type { Org } from '../../org/org.ts';
import { save } from '../../org/records/save.ts';
import type { SaveError } from '../../org/records/values.ts';
import { Failure } from '../failure.ts';

/** As many records as one call of an API takes. */
const BATCH = 200;

export interface Saver {
  readonly userId: string;
  /** @returns the ids in order @throws Failure naming the first refused record */
  insert(object: string, rows: readonly Record<string, unknown>[]): string[];
  /** @param rows values with `Id` */
  update(object: string, rows: readonly ({ Id: string } & Record<string, unknown>)[]): void;
}

/** @param progress hears how many records were saved, after each batch */
export function saverOf(org: Org, userId: string, progress: (saved: number) => void = () => undefined): Saver {
  let saved = 0;
  const inBatches = <T>(rows: readonly T[], each: (batch: T[]) => void): void => {
    for (let start = 0; start < rows.length; start += BATCH) {
      const batch = rows.slice(start, start + BATCH);
      each(batch);
      saved += batch.length;
      progress(saved);
    }
  };
  return {
    userId,
    insert: (object, rows) => {
      const ids: string[] = [];
      inBatches(rows, (batch) => {
        const requests = batch.map((values) => ({
          operation: 'insert' as const,
          object,
          values: { ...values },
          allowSaveOnDuplicate: true
        }));
        const results = save(org, userId, requests, { allOrNone: true });
        results.forEach(({ errors }, index) => assertSaved(object, errors, batch[index]));
        ids.push(...results.map(({ id }) => String(id)));
      });
      return ids;
    },
    update: (object, rows) =>
      inBatches(rows, (batch) => {
        const requests = batch.map(({ Id, ...values }) => ({
          operation: 'update' as const,
          object,
          id: Id,
          values,
          allowSaveOnDuplicate: true
        }));
        const results = save(org, userId, requests, { allOrNone: true });
        results.forEach(({ errors }, index) => assertSaved(object, errors, batch[index]));
      })
  };
}

function assertSaved(object: string, errors: readonly SaveError[], row: unknown): void {
  const [error] = errors.filter(({ statusCode }) => statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
  if (!error) return;
  const fields = error.fields.length > 0 ? `（項目 ${error.fields.join()}）` : '';
  throw new Failure(`生成したデータを保存できません: ${object}${fields}: ${error.message}\n  ${JSON.stringify(row).slice(0, 800)}`);
}
