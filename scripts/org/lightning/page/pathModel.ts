/**
 * The path of an object: steps from the picklist, guidance and key fields from the deployed PathAssistant.
 * Source: Metadata API guide, "PathAssistant".
 */
import { findField, type Catalog, type ObjectDef } from '../../metadata/catalog.ts';
import type { Access } from '../../records/access.ts';
import { safeHtml } from './safeHtml.ts';
import type { PathModel } from './types.ts';

/** @returns undefined when the object has no active path for the Master record type, or the user may not read its field */
export function pathModel(catalog: Catalog, object: ObjectDef, access: Access): PathModel | undefined {
  const settings = catalog.settings.get('PathAssistant');
  if (settings && String(settings.pathAssistantEnabled) === 'false') return undefined;
  const path = [...catalog.pathAssistants.values()].find(
    (candidate) => candidate.entityName === object.name && candidate.active && candidate.recordTypeName === '__MASTER__'
  );
  const field = path && findField(object, path.fieldName);
  if (!path || !field?.picklist || !access.canRead(object.name, field.name)) return undefined;
  const described = new Map((path.pathAssistantSteps ?? []).map((step) => [step.picklistValueName, step]));
  return {
    field: field.name,
    fieldLabel: field.label,
    steps: field.picklist.values
      .filter((value) => value.active)
      .map((value) => {
        const step = described.get(value.value);
        return {
          value: value.value,
          label: value.label,
          closed: value.closed === true,
          won: value.won === true,
          converted: value.converted === true,
          guidance: safeHtml(step?.info ?? ''),
          fields: (step?.fieldNames ?? [])
            .flatMap((name) => findField(object, name)?.name ?? [])
            .filter((name) => access.canRead(object.name, name))
        };
      })
  };
}
