/** Variables, constants, formulas, text templates. */
import type { FlowCheck } from './check.ts';
import { checkFormulaText, checkMerges } from './checkConditions.ts';
import { resolving } from './checkReferences.ts';
import { fits, typeOfValue } from './checkValues.ts';
import { formulaText, typeOfResource } from './references.ts';

/** Checks the resources of a flow. */
export function checkResources(check: FlowCheck): void {
  const { program, context, refuse } = check;
  for (const resource of program.resources.values()) {
    const type = resolving(check, resource.name, () => typeOfResource(context.catalog, resource));
    if (!type) continue;
    switch (resource.kind) {
      case 'variables':
      case 'constants': {
        const { value } = resource.node;
        const given = resolving(check, resource.name, () => typeOfValue(context.catalog, program, value));
        if (given && !fits({ ...type, collection: given.collection && type.collection }, given))
          refuse('flow-type', `The type of the value of "${resource.name}" doesn't match its data type.`, resource.name);
        if (resource.kind === 'constants' && value?.elementReference !== undefined)
          refuse('flow-type', `The constant "${resource.name}" can't have a reference as its value.`, resource.name);
        break;
      }
      case 'formulas':
        checkFormulaText(check, resource.node.expression, resource.node.dataType ?? 'String', resource.name, false);
        break;
      case 'textTemplates':
        checkMerges(check, resource.node.text, resource.name);
        break;
    }
  }
  checkCircles(check);
}

/** Formulas and text templates that lead back to themselves can never be computed. */
function checkCircles({ program, refuse }: FlowCheck): void {
  const refersTo = (name: string): string[] => {
    const resource = program.resources.get(name);
    const text = resource?.kind === 'formulas' ? resource.node.expression : resource?.kind === 'textTemplates' ? resource.node.text : '';
    return [...formulaText(text).references, ...[...text.matchAll(/\{!([^}.]*)/g)].map((match) => match[1] ?? '')].map((reference) =>
      (reference.split('.')[0] ?? '').trim().toLowerCase()
    );
  };
  for (const [key, resource] of program.resources) {
    const seen = new Set<string>();
    const open = refersTo(key);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === key) {
        refuse('flow-formula', `The formula "${resource.name}" refers to itself.`, resource.name);
        break;
      }
      if (!seen.has(next)) open.push(...refersTo(next));
      seen.add(next);
    }
  }
}
