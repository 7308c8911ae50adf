/** Who may save what: object rights, fields that only the platform writes, field-level security. */
import { findField } from '../../metadata/catalog.ts';
import { masterOf } from '../access.ts';
import { saveError, type Stage } from '../work.ts';
import type { SaveError } from '../values.ts';

const READ_ONLY_MESSAGE = (fields: string[]): string =>
  `項目を作成または更新できません: ${fields.join(', ')}。この項目のセキュリティ設定を調べ、プロファイルまたは権限セットで参照/更新が可能になっていることを確認してください。`;

/** Refuses the object, unknown or invisible fields, and fields that may not be written. */
export const checkPermission: Stage = (work) => {
  const { object, access, old, system } = work;
  const rights = access.object(object.name);
  const own = access.own(object.name);
  const master = masterOf(object);
  // Granted by itself, refused by the master: Salesforce names the master of a new record, and nothing else.
  if (!system && !old && !rights.create && own.create && rights.read && master)
    return [
      saveError(
        'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        `insufficient access rights on cross-reference id: ${String(work.request.values?.[master.field] ?? '')}`
      )
    ];
  if (!system && (old ? !rights.edit : !rights.create))
    return [
      saveError('INSUFFICIENT_ACCESS_OR_READONLY', `${object.label}に対するアクセス権がありません。システム管理者にお問い合わせください。`)
    ];
  const errors: SaveError[] = [];
  const readOnly: string[] = [];
  for (const name of Object.keys(work.request.values ?? {})) {
    if (name === 'attributes') continue;
    const field = findField(object, name);
    // A field without read access does not exist for the user, as in Salesforce.
    if (!field || !(system || access.canRead(object.name, field.name)))
      errors.push(saveError('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`));
    else if (field.name === 'Id')
      errors.push(
        saveError('INVALID_FIELD_FOR_INSERT_UPDATE', `${old ? 'update' : 'insert'} の呼び出しでは、値として Id を指定できません。`, ['Id'])
      );
    else if (!(old ? field.updateable : field.createable) || !(system || access.canEdit(object.name, field.name)))
      readOnly.push(field.name);
  }
  if (readOnly.length) errors.push(saveError('INVALID_FIELD_FOR_INSERT_UPDATE', READ_ONLY_MESSAGE(readOnly), readOnly));
  return errors;
};
