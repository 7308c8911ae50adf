/** Lightning web components: files, Salesforce's own compiler, and what the modules import. */
import { createRequire, stripTypeScriptTypes } from 'node:module';
import type { LightningComponentBundle } from '@salesforce/types/metadata';
import type { Catalog } from '../catalog.ts';
import type { Component, Problem } from '../components.ts';
import { toTyped } from '../parse.ts';
import { lacking, reporter, withMissing, type CheckContext } from './context.ts';
import { importsOf, moduleProblem, tagsOf, type Use } from './lwcImports.ts';
import { targetConfigsOf } from './lwcMeta.ts';
import { verdictOn } from './lwcVerdicts.ts';

const PAGES = 'metadata-pages.md 8';
const RULES = {
  'lwc-files': { reason: 'a bundle has its main module and its meta file', source: 'cli-local-org.md (forcedotcom/cli #3011)' },
  'lwc-tests': { reason: 'tests do not belong into an org', source: 'metadata-pages.md section 0 (5)' },
  'lwc-compile': { reason: "Salesforce's compiler must accept every file", source: 'LWC compiler' },
  'lwc-import': { reason: 'imported modules must exist', source: 'LWC guide, "@salesforce modules"' },
  'lwc-meta': { reason: 'targets and their configurations fit together', source: PAGES }
};
const report = reporter(RULES);

const MODULE_FILE = /\.(js|ts|html|css)$/;

/** Loaded when something is to be compiled: that takes as long as the rest of a check. */
const compiler = (): typeof import('@lwc/compiler') => createRequire(import.meta.url)('@lwc/compiler') as typeof import('@lwc/compiler');

/** Checks LWC bundles. */
export function checkLwc(context: CheckContext): Problem[] {
  return context.deployed
    .filter((component) => component.type === 'LightningComponentBundle')
    .flatMap((component) => bundleProblems(context.catalog, component));
}

function bundleProblems(catalog: Catalog, component: Component): Problem[] {
  const name = component.fullName;
  const files = new Map([...component.files].map(([path, content]) => [path.slice(`lwc/${name}/`.length), content.toString('utf8')]));
  const inFile = (file: string, rule: keyof typeof RULES, problem: string): Problem => ({
    ...report(component, rule, problem),
    fullName: `markup://c:${name}`,
    fileName: `lwc/${name}/${file}`
  });
  const problems: Problem[] = [];
  if (!/^[a-z][A-Za-z0-9_]*$/.test(name))
    problems.push(
      report(
        component,
        'lwc-files',
        `Invalid name of a Lightning Component Bundle: ${name}. It must begin with a lower case letter and hold letters, digits and underscores.`
      )
    );
  const isStyleOnly = files.has(`${name}.css`) && ![...files.keys()].some((file) => /\.(html|js|ts)$/.test(file));
  if (!files.has(`${name}.js`) && !files.has(`${name}.ts`) && !isStyleOnly)
    problems.push(report(component, 'lwc-files', `Cannot find Lightning Component Bundle ${name}.`));
  if (!component.node)
    problems.push(report(component, 'lwc-files', `The file ${name}.js-meta.xml of the Lightning Component Bundle ${name} is missing.`));
  else problems.push(...metaProblems(catalog, component));
  for (const [file, source] of files) {
    if (file.includes('__tests__/')) {
      problems.push(inFile(file, 'lwc-tests', `not supported: tests in a Lightning Component Bundle (${file})`));
      continue;
    }
    // Where both travel together the TypeScript source is the module.
    if (!MODULE_FILE.test(file) || file.endsWith('.d.ts') || (file.endsWith('.js') && files.has(file.replace(/js$/, 'ts')))) continue;
    const error = verdictOn(name, file, source, () => compile(name, file, source));
    if (error !== undefined) {
      problems.push(inFile(file, 'lwc-compile', error));
      continue;
    }
    const uses: Use[] = file.endsWith('.html') ? tagsOf(source) : file.endsWith('.css') ? [] : importsOf(source);
    for (const use of uses) {
      const problem = moduleProblem(catalog, files, file, use.module);
      if (problem)
        problems.push(withMissing(inFile(file, 'lwc-import', `[Line: ${use.line}, Col: ${use.column}] ${problem.text}`), problem));
    }
  }
  return problems;
}

/** The compiler's complaint as the CLI reads it (`[Line: n, Col: m] text`), or undefined. */
function compile(bundle: string, file: string, source: string): string | undefined {
  let code = source;
  if (file.endsWith('.ts')) {
    try {
      code = stripTypeScriptTypes(source);
    } catch (error) {
      // The line stands only in the first line of the stack, after the file's name.
      const line = /:(\d+)$/.exec((error as Error).stack?.split('\n')[0] ?? '')?.[1];
      return `${line === undefined ? '' : `[Line: ${line}, Col: 1] `}${(error as Error).message}`;
    }
  }
  try {
    compiler().transformSync(code, file.replace(/\.ts$/, '.js').split('/').at(-1) as string, { name: bundle, namespace: 'c' });
    return undefined;
  } catch (error) {
    const { location, message } = error as Error & { location?: { line: number; column: number } };
    // Columns of scripts count from 0, those of templates from 1.
    const column = (location?.column ?? 0) + (/\.(js|ts)$/.test(file) ? 1 : 0);
    return `${location ? `[Line: ${location.line}, Col: ${Math.max(column, 1)}] ` : ''}${plainMessage(message)}`;
  }
}

/** The compiler's own words, without the kind of error and the path of a file that exists nowhere. */
function plainMessage(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/^\w*Error: (?:\/\S+: )?/, '');
}

const TARGETS = new Set(
  ['RecordPage', 'AppPage', 'HomePage', 'RecordAction', 'Tab', 'FlowScreen', 'UtilityBar', 'Inbox', 'GlobalAction', 'UrlAddressable'].map(
    (target) => `lightning__${target}`
  )
);
const WITH_OBJECTS = ['lightning__RecordPage', 'lightning__RecordAction'];
const PROPERTY_TYPES =
  /^(string|boolean|integer|color|date|datetime|(@salesforce\/schema\/|apex:\/\/)?[\w.]+\[\]|@salesforce\/schema\/\w+|apex:\/\/[\w.]+|\{\w+(\[\])?\})$/i;

function metaProblems(catalog: Catalog, component: Component): Problem[] {
  const bundle = catalog.lwcBundles.get(component.fullName);
  if (!bundle || !component.node) return [];
  const meta = toTyped<LightningComponentBundle>(component.node, 'LightningComponentBundle');
  const targets = (meta.targets?.target ?? []).map((target) => target.trim());
  const problem = (text: string): Problem => ({
    ...report(component, 'lwc-meta', text),
    fileName: `lwc/${component.fullName}/${component.fullName}.js-meta.xml`
  });
  const problems = targets
    .filter((target) => !TARGETS.has(target.trim()) && !target.startsWith('lightningCommunity__'))
    .map((target) => problem(`Invalid target: ${target}`));
  for (const config of targetConfigsOf(bundle)) {
    for (const target of config.targets)
      if (!targets.includes(target)) problems.push(problem(`The targetConfig target ${target} is not in targets`));
    if (config.targets.includes('lightning__RecordAction') && config.properties.size)
      problems.push(problem("The target lightning__RecordAction doesn't support component properties"));
    for (const [name, node] of config.properties) {
      const type = node.attributes['type'] ?? '';
      if (name === '' || !PROPERTY_TYPES.test(type)) problems.push(problem(`Invalid property type ${type} of the property ${name}`));
    }
    if (config.objects.length && !config.targets.some((target) => WITH_OBJECTS.includes(target)))
      problems.push(problem('objects is allowed for lightning__RecordPage and lightning__RecordAction only'));
    for (const object of config.objects)
      if (!catalog.objects.has(object))
        problems.push(lacking(problem(`In field: object - no CustomObject named ${object} found`), 'CustomObject', object));
  }
  return problems;
}
