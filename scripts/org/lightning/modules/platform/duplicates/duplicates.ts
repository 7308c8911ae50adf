/** Records like the one that was to be saved, out of a refused save. */

export interface Duplicates {
  /** True when saving all the same is allowed. */
  allowSave: boolean;
  matches: { objectApiName: string; label: string; ids: string[] }[];
}

interface MatchResult {
  apiName: string;
  isAllowSave: boolean;
  matchRecordIds: string[];
  objectLabel: string;
}

/** @returns undefined when the save was refused for other reasons, alone or besides */
export function duplicatesOf(error: unknown): Duplicates | undefined {
  const { output } = ((error as { body?: unknown } | null)?.body ?? {}) as {
    output?: { errors?: { duplicateRecordError?: { matchResults: MatchResult[] } | null }[] };
  };
  const errors = output?.errors ?? [];
  const results = errors.flatMap((entry) => entry.duplicateRecordError?.matchResults ?? []);
  if (results.length === 0) return undefined;
  return {
    // What was refused for another reason would be refused again.
    allowSave: results.every((result) => result.isAllowSave) && errors.every((entry) => entry.duplicateRecordError),
    matches: results.map(({ apiName, objectLabel, matchRecordIds }) => ({
      objectApiName: apiName,
      label: objectLabel,
      ids: matchRecordIds
    }))
  };
}
