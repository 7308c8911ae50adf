/** What one object may hold in all: long text, tracked fields, picklist values. */
import type { ObjectDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { ownersOf } from '../buildObjects.ts';
import { reporter, type CheckContext } from './context.ts';

const LIMITS = 'metadata-automation.md section 7';
const RULES = {
  F12: { reason: 'a picklist field has at most 1,000 values', source: LIMITS },
  F14: { reason: 'long text areas of an object have at most 1,638,400 characters in all', source: LIMITS },
  F17: { reason: 'at most 20 fields of an object keep history', source: `${LIMITS}, metadata-model.md section 7 (cli #1922)` }
};
const report = reporter(RULES);

const MAX_VALUES = 1000;
const MAX_LONG_TEXT = 1_638_400;
const MAX_TRACKED = 20;

/** Checks the sums of every object that gets a field; each is told once, about the object's last deployed field. */
export function checkObjectLimits({ catalog, deployed }: CheckContext): Problem[] {
  const last = new Map<string, Component>();
  for (const component of deployed.filter(({ type }) => type === 'CustomField')) {
    for (const owner of ownersOf(component.fullName.slice(0, component.fullName.indexOf('.')))) last.set(owner, component);
  }
  return [...last].flatMap(([name, component]) => {
    const object = catalog.objects.get(name);
    return object ? objectProblems(object, component) : [];
  });
}

function objectProblems(object: ObjectDef, component: Component): Problem[] {
  const fields = [...object.fields.values()];
  const problems: Problem[] = [];
  const longText = fields.filter((field) => field.custom && field.type === 'textarea' && (field.length ?? 0) > 255);
  const characters = longText.reduce((sum, field) => sum + (field.length ?? 0), 0);
  if (characters > MAX_LONG_TEXT) {
    problems.push(
      report(component, 'F14', `The long text areas of ${object.name} hold ${characters} characters, at most ${MAX_LONG_TEXT} are allowed`)
    );
  }
  const tracked = fields.filter((field) => field.trackHistory).length;
  if (tracked > MAX_TRACKED) {
    problems.push(
      report(
        component,
        'F17',
        `exceeded the allowed number of fields to track on a given entity: ${object.name} has ${tracked}, at most ${MAX_TRACKED} are allowed`
      )
    );
  }
  for (const field of fields) {
    const values = field.custom ? (field.picklist?.values.length ?? 0) : 0;
    if (values > MAX_VALUES)
      problems.push(report(component, 'F12', `${object.name}.${field.name} has ${values} values, at most ${MAX_VALUES} are allowed`));
  }
  return problems;
}
