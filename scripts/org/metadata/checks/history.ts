/** Field history: tracked fields need the object's switch, and a type that keeps history. */
import { ownersOf } from '../buildObjects.ts';
import type { CheckContext } from './context.ts';
import { deployedOf, reporter } from './context.ts';
import type { Problem } from '../components.ts';
import { childText, type XmlNode } from '../xml.ts';

const RULES = {
  'history-switch': {
    reason: 'a tracked field needs history tracking of its object',
    source: 'metadata-model.md section 7 (salesforcedx-vscode #501)'
  },
  'history-type': {
    reason: 'computed fields keep no history',
    source: 'Salesforce Help "Field History Tracking"'
  }
};
const report = reporter(RULES);

/** Checks `trackHistory` of deployed fields and name fields. */
export function checkHistory(context: CheckContext): Problem[] {
  const { catalog } = context;
  const isTracked = (node: XmlNode | undefined): boolean => node !== undefined && childText(node, 'trackHistory')?.trim() === 'true';
  const off = (name: string): string => `The entity: ${name} does not have history tracking enabled`;
  return [
    ...deployedOf(context, 'CustomField').flatMap((component) => {
      if (!isTracked(component.node)) return [];
      const dot = component.fullName.indexOf('.');
      const [objectName, fieldName] = [component.fullName.slice(0, dot), component.fullName.slice(dot + 1)];
      const object = catalog.objects.get(ownersOf(objectName)[0] ?? '');
      // A missing object or field is told by others.
      const field = object?.fields.get(fieldName);
      if (!object || !field) return [];
      if (!object.tracksHistory) return [report(component, 'history-switch', off(objectName), component.node)];
      const computed = field.formula !== undefined || (!field.createable && !field.compoundParts);
      return computed
        ? [report(component, 'history-type', `not supported: field history of ${component.fullName}, which is computed`, component.node)]
        : [];
    }),
    ...deployedOf(context, 'CustomObject').flatMap((component) => {
      const nameField = component.node.children.find((child) => child.name === 'nameField');
      const { tracksHistory } = catalog.objects.get(component.fullName) ?? {};
      const said = childText(component.node, 'enableHistory')?.trim();
      if (said !== undefined && tracksHistory !== undefined && (said === 'true') !== tracksHistory)
        return [
          report(
            component,
            'history-switch',
            `not supported: enableHistory of ${component.fullName}, which contradicts the deployed settings`,
            component.node
          )
        ];
      return isTracked(nameField) && !tracksHistory ? [report(component, 'history-switch', off(component.fullName), nameField)] : [];
    })
  ];
}
