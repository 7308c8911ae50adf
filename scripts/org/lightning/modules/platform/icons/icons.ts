/** Adds icons to the base components' libraries: deployed components bring those that nobody else uses. */
import utility from 'lightning/iconSvgTemplatesUtility';
import standard from 'lightning/iconSvgTemplatesStandard';
import action from 'lightning/iconSvgTemplatesAction';
import custom from 'lightning/iconSvgTemplatesCustom';
import doctype from 'lightning/iconSvgTemplatesDoctype';

const libraries: Record<string, Record<string, unknown>> = { utility, standard, action, custom, doctype };

/** @param templates LWC templates by `category_name` */
export function registerIcons(templates: Record<string, unknown>): void {
  for (const [name, template] of Object.entries(templates)) {
    const library = libraries[name.split('_')[0] ?? ''];
    if (library) library[name] = template;
  }
}
