/** Ways to break the package, each with all the places where it can be done. */
import { schemaOf } from '../../org/metadata/schema.ts';
import { sourceOf, spliced, withText, type Mutant, type Place, type SentFile } from './source.ts';

type Kind = (places: Place[], files: SentFile[]) => Mutant[];

const leaf = ({ node }: Place): boolean => node.children.length === 0;

/** Leaves whose trail ends like this, broken by changing their text. */
const text =
  (trail: RegExp, change: (text: string, place: Place) => string | undefined): Kind =>
  (places) =>
    places
      .filter((place) => leaf(place) && trail.test(place.trail))
      .flatMap((place) => {
        const changed = change(place.node.text, place);
        return changed === undefined || changed === place.node.text ? [] : [withText(place, changed)];
      });

/** A name that nothing has: `Foo__c` → `FooQqq__c`, `Foo` → `FooQqq`. */
const missing = (name: string): string => (/__\w$|__mdt$/.test(name) ? name.replace(/(__\w+)$/, 'Qqq$1') : `${name}Qqq`);
const missingName = (trail: RegExp, only = /./): Kind => text(trail, (name) => (only.test(name) ? missing(name) : undefined));

const FORMULA = /\/(formula|errorConditionFormula|expression|filterFormula)$/;
/** Changes the first match in each formula that has one. */
const inFormula = (from: RegExp, to: string): Kind => text(FORMULA, (formula) => formula.replace(from, to));

/** Code of LWCs, changed in one file. */
const code =
  (path: RegExp, from: RegExp, to: string): Kind =>
  (_places, files) =>
    files
      .filter((file) => path.test(file.path) && from.test(file.text))
      .map((file) => ({ path: file.path, text: file.text.replace(from, to), what: `${file.path}: ${from} → ${to}` }));

const LONG = 'あ'.repeat(300);

export const KINDS: Record<string, Kind> = {
  // ---- schema
  'typo in an element': (places) =>
    places
      .filter(({ parent }) => parent !== undefined)
      .map((place) => {
        const { name } = place.node;
        const broken = sourceOf(place)
          .replace(`<${name}`, `<${name}s`)
          .replace(new RegExp(`</${name}>$`), `</${name}s>`);
        return spliced(place.file, place.node.start, place.node.end, broken, `${place.trail} misspelt at line ${place.node.line}`);
      }),
  'enum value in another case': (places) =>
    places
      .filter(({ schema }) => schema && schemaOf(schema.type)?.kind === 'enum')
      .map((place) => {
        const value = place.node.text;
        return withText(place, value === value.toLowerCase() ? value.toUpperCase() : value.toLowerCase());
      }),
  'unknown enum value': (places) =>
    places.filter(({ schema }) => schema && schemaOf(schema.type)?.kind === 'enum').map((place) => withText(place, 'Unbekannt')),
  'boolean as yes': (places) => places.filter(({ schema }) => schema?.type === 'boolean').map((place) => withText(place, 'yes')),
  'number as a word': (places) => places.filter(({ schema }) => schema?.type === 'number').map((place) => withText(place, 'many')),
  'required element removed': (places) =>
    places
      .filter(({ schema }) => schema?.required)
      .map((place) => spliced(place.file, place.node.start, place.node.end, '', `${place.trail} removed at line ${place.node.line}`)),
  'element doubled': (places) =>
    places
      .filter(({ schema }) => schema && !schema.repeatable)
      .map((place) =>
        spliced(place.file, place.node.end, place.node.end, sourceOf(place), `${place.trail} doubled at line ${place.node.line}`)
      ),
  'repeats that stand apart': (places) =>
    places
      .filter(({ schema, parent, node }) => {
        const others = parent?.children ?? [];
        const at = others.indexOf(node);
        // Something else follows the run of repeats, so that a copy behind it stands apart.
        return schema?.repeatable && others[at + 1] !== undefined && others[at + 1]?.name !== node.name;
      })
      .map((place) => {
        const next = place.parent?.children[(place.parent.children.indexOf(place.node) as number) + 1];
        const end = next?.end ?? place.node.end;
        return spliced(place.file, end, end, sourceOf(place), `${place.trail} repeated apart at line ${place.node.line}`);
      }),
  'tag not closed': (_places, files) =>
    files
      .filter(({ root }) => root)
      .map((file) => ({ path: file.path, text: file.text.replace(/<\/\w+>\s*$/, ''), what: `${file.path}: root not closed` })),
  'another root element': (_places, files) =>
    files
      .filter(({ root }) => root)
      .map((file) => ({
        path: file.path,
        text: file.text.replaceAll(file.root?.name ?? '', 'Profile'),
        what: `${file.path}: root is Profile`
      })),
  // ---- names
  'field name too long': text(/^CustomObject\/fields\/fullName$/, (name) => (name.endsWith('__c') ? `${'A'.repeat(41)}__c` : undefined)),
  'field label too long': text(/^CustomObject\/fields\/label$/, () => 'あ'.repeat(41)),
  'help text too long': text(/^CustomObject\/fields\/inlineHelpText$/, () => 'あ'.repeat(511)),
  'message of a rule too long': text(/^CustomObject\/validationRules\/errorMessage$/, () => LONG),
  'description of a rule too long': text(/^CustomObject\/validationRules\/description$/, () => LONG),
  'report description too long': text(/^Report\/description$/, () => LONG),
  'name with a forbidden character': text(
    /^CustomObject\/(fields|listViews|validationRules|compactLayouts)\/fullName$/,
    (name) => `1-${name}`
  ),
  'component twice in one file': (places) =>
    places
      .filter(({ trail }) => /^CustomObject\/(fields|listViews|validationRules|compactLayouts)$|^CustomLabels\/labels$/.test(trail))
      .map((place) =>
        spliced(place.file, place.node.end, place.node.end, sourceOf(place), `${place.trail} twice at line ${place.node.line}`)
      ),
  'picklist value twice': (places) =>
    places
      .filter(({ trail }) => /\/valueSetDefinition\/value$|^GlobalValueSet\/customValue$|^StandardValueSet\/standardValue$/.test(trail))
      .map((place) =>
        spliced(place.file, place.node.end, place.node.end, sourceOf(place), `${place.trail} twice at line ${place.node.line}`)
      ),
  // ---- model
  'field of a missing object': missingName(/^CustomObject\/fields\/referenceTo$/),
  'missing value set': missingName(/\/valueSet\/valueSetName$/),
  'missing controlling field': missingName(/\/valueSet\/controllingField$/),
  'missing controlling value': missingName(/\/valueSettings\/controllingFieldValue$/),
  'missing dependent value': missingName(/\/valueSettings\/valueName$/),
  'roll-up of a missing field': missingName(/^CustomObject\/fields\/(summaryForeignKey|summarizedField)$/),
  'roll-up filter on a missing field': missingName(/^CustomObject\/fields\/summaryFilterItems\/field$/),
  'missing primary compact layout': missingName(/^CustomObject\/compactLayoutAssignment$/),
  'missing field in a compact layout': missingName(/^CustomObject\/compactLayouts\/fields$/),
  'missing column of a list view': missingName(/^CustomObject\/listViews\/columns$/),
  'missing field in a list filter': missingName(/^CustomObject\/listViews\/filters\/field$/),
  'missing queue of a list view': missingName(/^CustomObject\/listViews\/queue$/),
  'message at a missing field': missingName(/^CustomObject\/validationRules\/errorDisplayField$/),
  // ---- formulas
  'unbalanced parenthesis': inFormula(/\)\s*$/, ''),
  'unknown function': inFormula(/\b(ISBLANK|TEXT|CASE|AND|IF|YEAR|TODAY)\(/, '$1QQ('),
  'argument too many': inFormula(/\b(ISBLANK|TEXT|YEAR|MONTH)\(/, '$1(1, '),
  'argument too few': inFormula(/\bISBLANK\([^()]*\)/, 'ISBLANK()'),
  'missing field in a formula': inFormula(/\b([A-Z]\w+?)__c\b/, '$1Qqq__c'),
  'missing custom permission in a formula': inFormula(/\$Permission\.(\w+)/, '$$Permission.$1Qqq'),
  'missing custom metadata record in a formula': inFormula(/(\$CustomMetadata\.\w+\.\w+)\./, '$1Qqq.'),
  'picklist literal that is no value': inFormula(/ISPICKVAL\(([^,()]+), "[^"]+"\)/, 'ISPICKVAL($1, "ない値")'),
  'rule that yields a text': text(/^CustomObject\/validationRules\/errorConditionFormula$/, () => '"いつも"'),
  'text compared with a number': inFormula(/\bISBLANK\(/, '(1 = "1") && ISBLANK('),
  // ---- custom metadata
  'value for a missing field of custom metadata': missingName(/^CustomMetadata\/values\/field$/),
  'custom metadata that points at a missing field': (places) =>
    places
      .filter(
        ({ trail, parent }) => trail === 'CustomMetadata/values/value' && /<field>Field__c<|<field>Object__c</.test(sourceOfNode(parent))
      )
      .map((place) => withText(place, missing(place.node.text))),
  // ---- flows
  'flow on a missing object': missingName(/^Flow\/(start|recordCreates|recordLookups|recordUpdates|recordDeletes)\/object$/),
  'flow with a missing field': missingName(/^Flow\/\w+\/(filters|inputAssignments|outputAssignments)\/field$/),
  'dangling connector': missingName(
    /\/(connector|defaultConnector|faultConnector|nextValueConnector|noMoreValuesConnector)\/targetReference$/
  ),
  'element that no path leads to': (places) =>
    places
      .filter(({ trail }) => trail === 'Flow/start/connector')
      .flatMap((place) => {
        const [first, second] = (place.file.root?.children ?? [])
          .filter((node) => node.children.some((child) => child.name === 'locationX') && node.name !== 'start')
          .map((node) => node.children.find((child) => child.name === 'name')?.text ?? '');
        const target = place.node.children[0];
        const other = target?.text === first ? second : first;
        return target && other !== undefined && other !== target.text
          ? [spliced(place.file, target.start, target.end, `<targetReference>${other}</targetReference>`, `start leads to ${other}`)]
          : [];
      }),
  'missing resource': missingName(/^Flow\/.*\/(elementReference|leftValueReference|assignToReference)$/, /^[A-Za-z]/),
  'missing field of the record in a flow': text(/\/(elementReference|leftValueReference|assignToReference)$/, (name) =>
    /^\$Record\.\w+__c$/.test(name) ? missing(name) : undefined
  ),
  // ---- pages
  'missing component on a page': missingName(/^FlexiPage\/.*\/componentName$/),
  'property that a component lacks': missingName(/^FlexiPage\/.*\/componentInstanceProperties\/name$/),
  'missing field on a page': missingName(/^FlexiPage\/.*\/fieldInstance\/fieldItem$/),
  'page of a missing object': missingName(/^FlexiPage\/sobjectType$/),
  'missing region of a page': (places) =>
    places
      .filter(({ trail, node }) => trail.endsWith('/componentInstanceProperties/value') && node.text.startsWith('Facet-'))
      .map((place) => withText(place, missing(place.node.text))),
  'missing tab of an app': missingName(/^CustomApplication\/tabs$/),
  'missing page of an app': missingName(/^CustomApplication\/.*\/content$/),
  'path of a missing value': missingName(/^PathAssistant\/pathAssistantSteps\/picklistValueName$/),
  'path with a missing field': missingName(/^PathAssistant\/pathAssistantSteps\/fieldNames$/),
  'path guidance too long': text(/^PathAssistant\/pathAssistantSteps\/info$/, () => 'あ'.repeat(1001)),
  'quick action for a missing object': missingName(/^QuickAction\/targetObject$/),
  'quick action with a missing field': missingName(/^QuickAction\/.*\/field$/),
  // ---- reports
  'unknown report type': missingName(/^Report\/reportType$/),
  'missing column of a report': missingName(/^Report\/columns\/field$/),
  'missing grouping of a report': missingName(/^Report\/groupings(Down|Across)\/field$/),
  'missing filter column of a report': missingName(/^Report\/filter\/criteriaItems\/column$/),
  'dashboard of a missing report': missingName(/^Dashboard\/.*\/report$/),
  'dashboard column that the report lacks': missingName(/^Dashboard\/.*\/(groupingColumn|column)$/),
  // ---- access and the rest
  'right on a missing field': missingName(/^PermissionSet\/fieldPermissions\/field$/),
  'right on a missing object': missingName(/^PermissionSet\/objectPermissions\/object$/),
  'right on a required field': (places) =>
    places.filter(({ trail }) => trail === 'PermissionSet/fieldPermissions/field').map((place) => withText(place, 'Opportunity.StageName')),
  'missing class, app or permission in a permission set': missingName(
    /^PermissionSet\/(classAccesses\/apexClass|applicationVisibilities\/application|customPermissions\/name)$/
  ),
  'unknown user permission': missingName(/^PermissionSet\/userPermissions\/name$/),
  'edit without read': (places) =>
    places
      .filter(
        ({ trail, parent }) => trail === 'PermissionSet/objectPermissions/allowRead' && sourceOfNode(parent).includes('<allowEdit>true<')
      )
      .map((place) => withText(place, 'false')),
  'mapping of a missing field': missingName(/^LeadConvertSettings\/.*\/(inputField|outputField)$/),
  'mapping between types that do not fit': (places) =>
    places
      .filter(({ trail, parent }) => trail.endsWith('/mappingFields/outputField') && sourceOfNode(parent).includes('Date__c'))
      .map((place) => withText(place, 'InquiryTrigger__c')),
  'queue of a missing object': missingName(/^Queue\/queueSobject\/sobjectType$/),
  'translation of a missing field': missingName(/^CustomObjectTranslation\/fields\/name$/, /__c$/),
  // ---- components
  'LWC that does not compile': code(/^lwc\/\w+\/\w+\.js$/, /$/, '\nclass {'),
  'LWC template that does not compile': code(/^lwc\/\w+\/\w+\.html$/, /<\/template>\s*$/, '<div></template>'),
  'LWC older than its modules': (_places, files) =>
    files
      .filter(
        ({ path, text }) =>
          /^lwc\/.*\.js-meta\.xml$/.test(path) &&
          files.some((file) => file.path.startsWith(path.replace(/[^/]*$/, '')) && file.text.includes("from 'lightning/graphql'")) &&
          text.includes('<apiVersion>')
      )
      .map(({ path, text }) => ({ path, text: text.replace(/<apiVersion>[^<]*/, '<apiVersion>60.0'), what: `${path}: API 60.0` })),
  'relationship named by a word of Apex': text(/^CustomObject\/fields\/relationshipName$/, () => 'Trigger'),
  'LWC with a missing label': code(/^lwc\/.*\.js$/, /@salesforce\/label\/c\.(\w+)/, '@salesforce/label/c.$1Qqq'),
  'LWC with a missing Apex method': code(/^lwc\/.*\.js$/, /@salesforce\/apex\/(\w+)\.(\w+)/, '@salesforce/apex/$1.$2Qqq'),
  'LWC with a missing module': code(/^lwc\/.*\.js$/, /from '(c|lightning)\/(\w+)'/, "from '$1/$2Qqq'"),
  'LWC for a missing object': missingName(/^LightningComponentBundle\/targetConfigs\/targetConfig\/objects\/object$/),
  'Apex that does not parse': code(/^(classes|triggers)\/.*\.(cls|trigger)$/, /\}\s*$/, ''),
  'Apex with a syntax error': code(/^classes\/.*\.cls$/, /(\n\s+)return /, '$1return return '),
  'Apex query of a missing field': code(/^classes\/.*\.cls$/, /SELECT(\s+)(\w+)/, 'SELECT$1$2Qqq'),
  'Apex that names a missing custom field': code(/^classes\/.*\.cls$/, /\.(\w+)__c\b/, '.$1Qqq__c'),
  'Apex that calls a missing method': code(/^(classes|triggers)\/.*\.(cls|trigger)$/, /\b(Hearing\w+)\.(\w+)\(/, '$1.$2Qqq(')
};

function sourceOfNode(node: Place['node'] | undefined): string {
  return (node?.children ?? []).map((child) => `<${child.name}>${child.text}<`).join('');
}
