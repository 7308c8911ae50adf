/** XML elements → typed objects as `@salesforce/types/metadata` describes them: arrays for repeatables, booleans and numbers cast. */
import { schemaOf } from './schema.ts';
import { isNil, writeXml, type XmlNode } from './xml.ts';

/** Elements whose content is markup that the WSDL types as text. */
const MARKUP_ELEMENTS = new Set(['LightningComponentBundle.targetConfigs']);

/**
 * Casts an element by the schema of its type. Unknown elements are kept as text: `schemaProblems` refuses them earlier.
 * @param T the type of `@salesforce/types/metadata` that `typeName` names
 */
export function toTyped<T>(node: XmlNode, typeName: string): T {
  return cast(node, typeName) as T;
}

function cast(node: XmlNode, typeName: string): unknown {
  const schema = schemaOf(typeName);
  if (!schema || schema.kind === 'enum') return castPrimitive(node.text, typeName);
  if (schema.kind === 'primitive') return castPrimitive(node.text, schema.of);
  const result: Record<string, unknown> = {};
  for (const [name, element] of schema.elements) if (element.repeatable) result[name] = [];
  for (const child of node.children) {
    if (isNil(child)) continue;
    const element = schema.elements.get(child.name);
    const value = MARKUP_ELEMENTS.has(`${typeName}.${child.name}`)
      ? child.children.map((part) => writeXml(part)).join('\n')
      : cast(child, element?.type ?? 'string');
    if (element?.repeatable) (result[child.name] as unknown[]).push(value);
    else result[child.name] = value;
  }
  return result;
}

function castPrimitive(text: string, type: string): string | number | boolean {
  if (type === 'boolean') return /^(true|1)$/.test(text.trim());
  if (type === 'number') return Number(text);
  return text;
}
