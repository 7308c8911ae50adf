/** Ids of metadata components: prefix, running number, and the three characters that make an id safe to compare without case. */

const CHECK_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Id of 18 characters (Salesforce: 15 characters, then one per five that encodes which are upper case). */
export function componentId(prefix: string, number: number): string {
  const id = prefix + number.toString(36).padStart(15 - prefix.length, '0');
  const suffix = [0, 5, 10].map((start) => CHECK_CHARACTERS[[...id.slice(start, start + 5)].reduce((bits, character, index) => bits | (/[A-Z]/.test(character) ? 1 << index : 0), 0)]);
  return id + suffix.join('');
}
