/** Relationships seen from the parent: `Opportunities`, `Widgets__r`. */
import { findObject, type Catalog, type ObjectDef } from '../metadata/catalog.ts';

export interface FoundChildRelationship {
  /** As a query and its result spell it. */
  name: string;
  childObject: string;
  field: string;
}

/** Every child relationship of an object by its query name; those without a name cannot be queried. */
export function childRelationshipsOf(catalog: Catalog, object: ObjectDef): FoundChildRelationship[] {
  return object.childRelationships.flatMap((relationship) => {
    const field = findObject(catalog, relationship.childObject)?.fields.get(relationship.field);
    if (!relationship.relationshipName || !field) return [];
    const { relationshipName } = relationship;
    const name = field.custom && !relationshipName.endsWith('__r') ? `${relationshipName}__r` : relationshipName;
    return [{ name, childObject: relationship.childObject, field: relationship.field }];
  });
}

/** Finds one by name without regard to case. */
export function findChildRelationship(catalog: Catalog, object: ObjectDef, name: string): FoundChildRelationship | undefined {
  const lower = name.toLowerCase();
  return childRelationshipsOf(catalog, object).find((relationship) => relationship.name.toLowerCase() === lower);
}
