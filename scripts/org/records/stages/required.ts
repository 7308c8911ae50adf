/** Required fields. */
import { isStored } from '../derived.ts';
import { saveError, valueOf, type Stage } from '../work.ts';

/** Refuses a record without a value in a required field; one error names all of them. */
export const requireFields: Stage = (work) => {
  const missing = [...work.object.fields.values()].filter((field) => {
    const spared = field.custom && work.request.platform?.skipRules === true;
    const demanded = (field.required && !spared) || field.name === 'OwnerId';
    return demanded && field.type !== 'boolean' && isStored(work.object, field) && valueOf(work, field) === null;
  });
  const names = missing.map((field) => field.name);
  return names.length ? [saveError('REQUIRED_FIELD_MISSING', `値を入力してください: [${names.join(', ')}]`, names)] : [];
};
