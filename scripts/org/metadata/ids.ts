/** Ids of metadata components. */
import { to18 } from '../records/ids.ts';

/** Id of 18 characters: the type's prefix, then a running number. */
export function componentId(prefix: string, number: number): string {
  return to18(
    prefix +
      number
        .toString(36)
        .toUpperCase()
        .padStart(15 - prefix.length, '0')
  );
}
