/** Puts values into the {0}, {1} … of a custom label; a place without a value stays as it is. */
export function formatText(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}
