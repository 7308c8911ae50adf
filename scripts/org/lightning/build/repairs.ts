/**
 * Mistakes of the npm snapshot of the base components that Salesforce's own pages do not show, mended while they are compiled.
 * Each names the smallest text that is wrong; a snapshot without that text stops the build, so that no repair outlives its reason.
 */

interface Repair {
  /** Path of the source, as the compiler names it. */
  file: string;
  wrong: string;
  right: string;
}

const REPAIRS: readonly Repair[] = [
  // A typed date is midnight here, which is yesterday in UTC: east of Greenwich every date was refused.
  {
    file: 'lightning/internationalizationLibrary/datetime/dateTimeUtils.js',
    wrong: 'const utcOptions = Object.assign({}, utcTimeZone, formatOptions);',
    right: 'const utcOptions = formatOptions;'
  },
  // 2027/3/1 is the date 2027/03/01: Lightning takes both (AuraLocalizationService, getStrictModeFormat).
  {
    file: 'lightning/internationalizationLibrary/datetime/dateTimeUtils.js',
    wrong: "return originalNumbers.join(',') !== formattedNumbers.join(',');",
    right: "return originalNumbers.map(Number).join(',') !== formattedNumbers.map(Number).join(',');"
  },
  // Only the section inside is the dialog: its element would be a second one, without a name.
  {
    file: 'lightning/interactiveDialogBase/interactiveDialogBase.js',
    wrong: 'this.role = detail.role;',
    right: 'this.dialogRole = detail.role;'
  },
  { file: 'lightning/interactiveDialogBase/interactiveDialogBase.html', wrong: 'role={role}', right: 'role={dialogRole}' },
  // A message shown while a dialog closes stayed hidden from screen readers: messages are for everybody, dialog or not.
  {
    file: 'lightning/utilsPrivate/inert.js',
    wrong: "child.localName !== 'head'",
    right: "child.localName !== 'head' && child.localName !== 'lightning-toast-container'"
  },
  // A button is pressed, never selected.
  { file: 'lightning/calendar/calendar.html', wrong: 'aria-selected={day.isSelected}', right: 'aria-pressed={day.isSelected}' }
];

/** Paths of the sources that are mended. */
export const REPAIRED_FILES: readonly string[] = [...new Set(REPAIRS.map((repair) => repair.file))];

/**
 * The source as it is compiled.
 * @throws Error when a text to be mended is not there
 */
export function repaired(file: string, source: string): string {
  return REPAIRS.filter((repair) => repair.file === file).reduce((text, { wrong, right }) => {
    if (!text.includes(wrong)) throw new Error(`${file} no longer has the text that repairs.ts mends: ${wrong}`);
    return text.replace(wrong, right);
  }, source);
}
