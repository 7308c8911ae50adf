/** Renames: object translations of the org's own language change labels of objects, tabs and standard fields. */
import type { CustomFieldTranslation, CustomObjectTranslation, ObjectNameCaseValue } from '@salesforce/types/metadata';
import type { ObjectDef } from './catalog.ts';
import type { StoredComponent } from './components.ts';
import { toTyped } from './parse.ts';
import { STANDARD_NOUNS } from './standard/index.ts';
import type { XmlNode } from './xml.ts';

/** Japanese has one form of a word: the singular one (metadata-model.md section 1). */
export function renamed(caseValues: ObjectNameCaseValue[]): string | undefined {
  return caseValues.find((entry) => entry.plural !== true)?.value || undefined;
}

/** `Lead-ja` → `Lead`, `ja`. */
export function translationTarget(fullName: string): { object: string; language: string } {
  const dash = fullName.lastIndexOf('-');
  return { object: fullName.slice(0, dash), language: fullName.slice(dash + 1) };
}

/** Standard lookups that are called after the object they lead to follow its new name; those with a noun of their own are told below. */
function renameLookups(objects: Map<string, ObjectDef>, words: Map<string, { before: string; after: string }>): void {
  for (const object of objects.values())
    for (const field of object.fields.values()) {
      const word = field.custom ? undefined : words.get(field.referenceTo?.length === 1 ? (field.referenceTo[0] ?? '') : '');
      if (word && field.label.endsWith(word.before)) field.label = field.label.slice(0, -word.before.length) + word.after;
    }
}

/** Applies all deployed renames to freshly built objects. */
export function applyTranslations(objects: Map<string, ObjectDef>, components: StoredComponent[]): void {
  const words = new Map<string, { before: string; after: string }>();
  for (const component of components) {
    if (component.type !== 'CustomObjectTranslation') continue;
    const target = objects.get(translationTarget(component.fullName).object);
    const label = renamed(toTyped<CustomObjectTranslation>(component.node as XmlNode, 'CustomObjectTranslation').caseValues);
    if (!target || !label) continue;
    words.set(target.name, { before: target.label, after: label });
    Object.assign(target, { label, pluralLabel: label });
  }
  renameLookups(objects, words);
  const nouns = new Map<string, Map<string, string>>();
  for (const component of components) {
    if (component.type !== 'CustomFieldTranslation') continue;
    const dot = component.fullName.indexOf('.');
    const objectName = translationTarget(component.fullName.slice(0, dot)).object;
    const source = toTyped<CustomFieldTranslation>(component.node as XmlNode, 'CustomFieldTranslation');
    const field = objects.get(objectName)?.fields.get(source.name);
    if (field) {
      if (source.label) field.label = source.label;
      if (source.help) field.helpText = source.help;
      continue;
    }
    const word = renamed(source.caseValues);
    if (word) nouns.set(objectName, (nouns.get(objectName) ?? new Map()).set(source.name, word));
  }
  // In the order of the table, not of the files: the table says which noun of a field wins.
  for (const [objectName, own] of nouns) {
    for (const [noun, targets] of Object.entries(STANDARD_NOUNS[objectName] ?? {})) {
      const word = own.get(noun);
      if (word === undefined) continue;
      for (const [target, fieldName] of targets) {
        const field = objects.get(target)?.fields.get(fieldName);
        if (field) field.label = word;
      }
    }
  }
}
