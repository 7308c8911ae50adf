/** Unique fields. */
import { quoted, statement } from '../sql.ts';
import { toSqlValue } from '../sqlValues.ts';
import { changed, saveError, valueOf, type Stage } from '../work.ts';

/** Refuses a value that another record holds in a unique field; upper and lower case count as the same unless the field is case-sensitive. */
export const checkUnique: Stage = (work) =>
  [...work.object.fields.values()].flatMap((field) => {
    const value = valueOf(work, field);
    if (!field.unique || value === null || !changed(work, field.name)) return [];
    const other = statement(
      work.org.db,
      `SELECT "Id" FROM ${quoted(work.object.name)} WHERE ${quoted(field.name)} = ? COLLATE ${field.caseSensitive ? 'BINARY' : 'NOCASE'} AND "Id" <> ?`
    ).get(toSqlValue(value), work.id)?.['Id'];
    return other === undefined
      ? []
      : [
          saveError(
            'DUPLICATE_VALUE',
            `重複する値が見つかりました: ${field.name} は次の ID のレコードの値と重複しています: ${String(other)}`,
            [field.name]
          )
        ];
  });
