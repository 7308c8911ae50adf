/** Mutations of a valid package, Apex and Lightning web components: each must be refused, by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { widgetFiles } from './fixtures.ts';
import { problemsOf, texts, refusesEach } from './helpers.ts';

const CLASS = 'classes/WidgetController.cls';
const SCRIPT = 'lwc/widgetCard/widgetCard.js';
const TEMPLATE = 'lwc/widgetCard/widgetCard.html';
const META = 'lwc/widgetCard/widgetCard.js-meta.xml';

refusesEach([
  // apex
  {
    name: 'a class named otherwise than its file',
    path: CLASS,
    from: 'class WidgetController',
    to: 'class Gadgets',
    refusal: 'ApexClass WidgetController: File name and type name must match: the file is named WidgetController, the type Gadgets'
  },
  {
    name: 'a class whose bracket does not close',
    path: CLASS,
    from: "'it\\'s }'; }",
    to: "'it\\'s }'; ",
    refusal: "ApexClass WidgetController: Expecting '}' but was: '<EOF>'"
  },
  {
    name: 'a class whose string does not close',
    path: CLASS,
    from: "}'; }",
    to: '}; }',
    refusal: "ApexClass WidgetController: Missing closing quote character ' on string."
  },
  // LWC
  {
    name: 'a script that does not compile',
    path: SCRIPT,
    from: '@api rows;',
    to: '@api rows; @api rows;',
    refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 6, Col: 14] LWC1096: Duplicate @api property "rows".'
  },
  {
    name: 'a template that does not compile',
    path: TEMPLATE,
    from: '<p>{heading}</p>',
    to: '<p onclick="go">{heading}</p>',
    refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 6] LWC1043: Event handler should be an expression'
  },
  {
    name: 'an import of a missing label',
    path: SCRIPT,
    from: 'c.Widget_Heading',
    to: 'c.Widget_Title',
    refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] The custom label c.Widget_Title does not exist'
  },
  {
    name: 'an import of a missing field',
    path: SCRIPT,
    from: '@salesforce/label/c.Widget_Heading',
    to: '@salesforce/schema/Widget__c.Weight__c',
    refusal:
      'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] Invalid reference Widget__c.Weight__c of type sobjectField in @salesforce/schema/Widget__c.Weight__c'
  },
  {
    name: 'an import of a missing Apex method',
    path: SCRIPT,
    from: '@salesforce/label/c.Widget_Heading',
    to: '@salesforce/apex/WidgetController.missing',
    refusal:
      "LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] Unable to find Apex action method referenced as 'WidgetController.missing'."
  },
  {
    name: 'an import of a missing module',
    path: SCRIPT,
    from: '@salesforce/label/c.Widget_Heading',
    to: 'c/gadgets',
    refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] No MODULE named markup://c:gadgets found'
  },
  {
    name: 'an import of a missing file',
    path: SCRIPT,
    from: '@salesforce/label/c.Widget_Heading',
    to: './words',
    refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 1] Could not resolve "./words" from "widgetCard.js"'
  },
  {
    name: 'a template with a missing component',
    path: TEMPLATE,
    from: '<p>{heading}</p>',
    to: '<c-gadget-list></c-gadget-list>',
    refusal: 'LightningComponentBundle markup://c:widgetCard: [Line: 2, Col: 3] No MODULE named markup://c:gadgetList found'
  },
  {
    name: 'a target configuration without its target',
    path: META,
    from: '<targetConfig targets="lightning__RecordPage">',
    to: '<targetConfig targets="lightning__RecordPage,lightning__HomePage">',
    refusal: 'LightningComponentBundle widgetCard: The targetConfig target lightning__HomePage is not in targets'
  }
]);

test('refuses a bundle without its main module or its meta file', () => {
  const files = widgetFiles();
  const { [SCRIPT]: _script, ...withoutScript } = files;
  assert.ok(
    texts(problemsOf(withoutScript)).includes('LightningComponentBundle widgetCard: Cannot find Lightning Component Bundle widgetCard.')
  );
  const { [META]: _meta, ...withoutMeta } = files;
  assert.ok(
    texts(problemsOf(withoutMeta)).includes(
      'LightningComponentBundle widgetCard: The file widgetCard.js-meta.xml of the Lightning Component Bundle widgetCard is missing.'
    )
  );
});

test('takes a TypeScript module as it is, and refuses what cannot be erased with its line', () => {
  const files = widgetFiles();
  const { [SCRIPT]: script, ...rest } = files;
  const typed = (script as string).replace('@api rows;', '@api rows: number | undefined;');
  assert.deepEqual(texts(problemsOf({ ...rest, 'lwc/widgetCard/widgetCard.ts': typed })), []);
  const found = problemsOf({ ...rest, 'lwc/widgetCard/widgetCard.ts': `${typed}enum Shade { Dark }\n` });
  assert.match(found[0]?.problem ?? '', /^\[Line: 8, Col: 1\] .*enum/);
  assert.equal(found[0]?.fileName, 'lwc/widgetCard/widgetCard.ts');
});
