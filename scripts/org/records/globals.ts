/** Values of formulas' global merge fields: `$User`, `$Profile`, `$Organization`, `$Permission`, `$CustomMetadata`, `$Label`. */
import { typedValue, type Typed } from '../formula/formula.ts';
import type { Resolved } from '../formula/references.ts';
import { ORGANIZATION_ID } from '../identity.ts';
import type { Org } from '../org.ts';
import { accessOf } from './access.ts';
import { readStored } from './read.ts';

/** The value of a resolved global reference for a user. */
export function globalValue(org: Org, userId: string, resolved: Exclude<Resolved, { kind: 'field' }>): Typed {
  switch (resolved.kind) {
    case 'permission':
      return { type: 'Boolean', value: accessOf(org, userId).customPermissions.has(resolved.name) };
    case 'label':
      return { type: 'Text', value: org.catalog.labels.get(resolved.name)?.value ?? null };
    case 'customMetadata': {
      const values = resolved.values;
      return typedValue(resolved.field, values[resolved.field.name] ?? null);
    }
    case 'global': {
      const user = readStored(org, 'User', userId);
      const id = resolved.root === 'User' ? userId : resolved.root === 'Organization' ? ORGANIZATION_ID : String(user?.['ProfileId'] ?? '');
      return typedValue(resolved.field, readStored(org, resolved.root, id)?.[resolved.field.name] ?? null);
    }
  }
}
