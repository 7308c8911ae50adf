/** Type checks: every value the client gave, in the form in which the org keeps it. */
import { findField } from '../../metadata/catalog.ts';
import { normalise } from '../normalise.ts';
import type { SaveError } from '../values.ts';
import type { Stage } from '../work.ts';

/** Normalises the given values into the record, adds those of the platform; all wrong ones are reported. */
export const takeValues: Stage = (work) => {
  const errors: SaveError[] = [];
  for (const [name, raw] of Object.entries(work.request.values ?? {})) {
    const field = name === 'attributes' ? undefined : findField(work.object, name);
    if (!field) continue;
    const result = normalise(work.org, field, raw);
    if ('error' in result) errors.push(result.error);
    else work.values[field.name] = result.value;
    work.given.add(field.name);
  }
  for (const [name, value] of Object.entries(work.request.platform?.values ?? {})) {
    work.values[name] = value;
    work.given.add(name);
  }
  return errors;
};
