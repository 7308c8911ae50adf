/** The shape in which standard objects are described. */
import type { FieldDef } from '../catalog.ts';

export interface StandardObject {
  name: string;
  label: string;
  keyPrefix: string;
  nameField: string;
  userFacing: boolean;
  fields: FieldDef[];
  /** Default compact layout of the platform. */
  compactLayout?: string[];
}

/** Describes a standard object. */
export function standardObject(
  name: string,
  label: string,
  keyPrefix: string,
  fields: FieldDef[],
  options: { nameField?: string; userFacing?: boolean; compactLayout?: string[] } = {}
): StandardObject {
  return {
    name,
    label,
    keyPrefix,
    nameField: options.nameField ?? 'Name',
    userFacing: options.userFacing ?? false,
    fields,
    ...(options.compactLayout ? { compactLayout: options.compactLayout } : {})
  };
}
