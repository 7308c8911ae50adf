/** Lead conversion: the mapping of custom fields and the switches of LeadConfig. */
import type { LeadConvertSettings } from '@salesforce/types/metadata';
import type { Catalog, FieldDef, ObjectDef } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import type { XmlNode } from '../xml.ts';
import { asWarning, deployedOf, reporter, type CheckContext } from './context.ts';

const GUIDELINES = 'Salesforce Help, "Guidelines for Mapping Custom Lead Fields for Lead Conversion"';
const RULES = {
  'convert-mapping': { reason: 'custom lead fields map to existing fields of a fitting type', source: GUIDELINES },
  'convert-picklist': { reason: 'the target picklist takes every value of the source', source: GUIDELINES },
  'convert-restricted': {
    reason: 'the guidelines ask for unrestricted target picklists; real orgs are not known to refuse others',
    source: GUIDELINES
  },
  'convert-once': { reason: 'each target field has one source', source: GUIDELINES },
  'lead-config-switch': { reason: 'only switches that this org gives meaning to may be on', source: 'this org' }
};
const report = reporter(RULES);

type WithNode = Component & { node: XmlNode };

/** Switches of LeadConfigSettings that something here reads. */
const TAKEN_SWITCHES = new Set([
  'fullName',
  'doesHideOpportunityInConvertLeadWindow',
  'doesSelectNoOpportunityOnConvertLead',
  'doesTrackHistory',
  'shouldLeadConvertRequireValidation'
]);

/** Checks LeadConvertSettings and LeadConfigSettings. */
export function checkLeadConversion(context: CheckContext): Problem[] {
  return [
    ...deployedOf(context, 'LeadConvertSettings').flatMap((component) => mappingProblems(context.catalog, component)),
    ...deployedOf(context, 'Settings')
      .filter((component) => component.fullName === 'LeadConfig')
      .flatMap((component) =>
        component.node.children
          .filter((child) => !TAKEN_SWITCHES.has(child.name) && child.text.trim() !== 'false')
          .map((child) => report(component, 'lead-config-switch', `not supported: ${child.name} of LeadConfigSettings`, child))
      )
  ];
}

function mappingProblems(catalog: Catalog, component: WithNode): Problem[] {
  const source = toTyped<LeadConvertSettings>(component.node, 'LeadConvertSettings');
  const restricted: string[] = [];
  const taken = new Set<string>();
  const problems = source.objectMapping.flatMap((mapping, index) => {
    const at = component.node.children.filter((child) => child.name === 'objectMapping')[index];
    const [from, to] = [catalog.objects.get(mapping.inputObject), catalog.objects.get(mapping.outputObject)];
    const problem = (text: string): Problem => report(component, 'convert-mapping', text, at);
    if (!from || from.name !== 'Lead') return [problem(`In field: inputObject - ${mapping.inputObject} cannot be converted`)];
    if (!to || !['Account', 'Contact', 'Opportunity'].includes(to.name))
      return [problem(`In field: outputObject - a lead is not converted to ${mapping.outputObject}`)];
    return mapping.mappingFields.flatMap(({ inputField, outputField }, place) => {
      const line = at?.children.filter((child) => child.name === 'mappingFields')[place] ?? at;
      const [input, output] = [from.fields.get(inputField), to.fields.get(outputField)];
      if (!input?.custom) return [report(component, 'convert-mapping', noCustom(from, inputField), line)];
      if (!output?.custom) return [report(component, 'convert-mapping', noCustom(to, outputField), line)];
      const name = `${to.name}.${output.name}`;
      if (taken.has(name)) return [report(component, 'convert-once', `${name} already has a lead field mapped to it`, line)];
      taken.add(name);
      if (isTight(input, output))
        return [
          asWarning(
            report(component, 'convert-mapping', `${name} (${output.type}) may not hold every value of ${inputField} (${input.type})`, line)
          )
        ];
      if (!fits(input, output))
        return [report(component, 'convert-mapping', `${inputField} (${input.type}) cannot be mapped to ${name} (${output.type})`, line)];
      const missing = missingValues(input, output);
      if (missing.length > 0)
        return [
          asWarning(
            report(component, 'convert-picklist', `${name} does not offer these values of ${inputField}: ${missing.join(', ')}`, line)
          )
        ];
      if (input.picklist && output.type === 'picklist' && output.picklist?.restricted) restricted.push(name);
      return [];
    });
  });
  if (restricted.length === 0) return problems;
  const text = `Mapped picklists are restricted, where the guidelines ask for unrestricted ones: ${restricted.join(', ')}`;
  return [...problems, asWarning(report(component, 'convert-restricted', text, component.node))];
}

const noCustom = (object: ObjectDef, field: string): string =>
  `In field: mappingFields - no custom field named ${object.name}.${field} found`;

const SHORT_TEXT = 255;
const isLong = (field: FieldDef): boolean => field.type === 'textarea' && (field.length ?? 0) > SHORT_TEXT;
const NUMBERS = new Set(['double', 'currency', 'percent']);

/**
 * Against the guidelines, and yet in settings retrieved from real orgs (docs/検証ルールの点検.md): a text for a restricted picklist, and
 * a long text for a shorter one.
 */
function isTight(input: FieldDef, output: FieldDef): boolean {
  if (output.formula !== undefined) return false;
  if (input.type === 'string' && output.type === 'picklist') return output.picklist?.restricted === true;
  return isLong(input) && isLong(output) && !holdsText(input, output);
}

/** Types and sizes, as the guidelines list them. */
function fits(input: FieldDef, output: FieldDef): boolean {
  if (output.formula !== undefined) return false;
  if (input.type === 'reference') return output.type === 'reference' && input.referenceTo?.join() === output.referenceTo?.join();
  if (NUMBERS.has(input.type))
    // A formula has the width of every number; what does not fit is refused at conversion.
    return output.type === input.type && (input.formula !== undefined || holdsNumber(input, output));
  const isText = input.type === 'string' || (input.type === 'textarea' && !isLong(input));
  if (isText)
    return output.type === 'picklist'
      ? output.picklist?.restricted === false
      : ['string', 'textarea'].includes(output.type) && holdsText(input, output);
  if (input.type === 'picklist')
    return output.type === 'picklist' || output.type === 'string' || (output.type === 'textarea' && !isLong(output));
  if (isLong(input)) return isLong(output) && holdsText(input, output);
  return output.type === input.type;
}

const holdsText = (input: FieldDef, output: FieldDef): boolean =>
  input.formula !== undefined || (output.length ?? 0) >= (input.length ?? 0);

function holdsNumber(input: FieldDef, output: FieldDef): boolean {
  const whole = (field: FieldDef): number => (field.precision ?? 18) - (field.scale ?? 0);
  return whole(output) >= whole(input) && (output.scale ?? 0) >= (input.scale ?? 0);
}

/** Active values that a restricted target would refuse. */
function missingValues(input: FieldDef, output: FieldDef): string[] {
  if (!input.picklist || !output.picklist?.restricted) return [];
  const offered = new Set(output.picklist.values.filter((entry) => entry.active).map((entry) => entry.value));
  return input.picklist.values.filter((entry) => entry.active && !offered.has(entry.value)).map((entry) => entry.value);
}
