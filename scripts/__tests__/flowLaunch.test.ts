/**
 * `FlowLaunchTest.cls`, which no one can run here: its statements are plain enough to be read line by line and carried out in the
 * embedded org, where they must pass every rule and start every flow of the package.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FORCE_APP } from '../lib/paths.ts';
import { addDays } from '../org/query/dateLiterals.ts';
import { closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';
import { elements, sourceFiles, text } from './packageSource.ts';

const source = readFileSync(join(FORCE_APP, 'main', 'common', 'classes', 'FlowLaunchTest.cls'), 'utf8');
const flows = sourceFiles('flow').filter(({ root }) => text(root, 'status') === 'Active');

let office: PackageOrg;
before(async () => {
  office = await openPackageOrg();
});
after(() => {
  closeOrg(office.org);
});

/** Statements of the test methods, by method. */
function methods(): Map<string, string[]> {
  const found = [...source.matchAll(/@IsTest\s+static void (\w+)\(\) \{([^]*?)\n {2}\}/g)];
  return new Map(
    found.map(([, name = '', body = '']) => [
      name,
      (body.match(/(?:'[^']*'|[^;'])+;/g) ?? []).map((statement) => statement.replace(/;$/, '').replace(/\s+/g, ' ').trim())
    ])
  );
}

interface Variable {
  type: string;
  values: Row;
}

/** Runs one method in the embedded org; a statement of another form than those below is an error. */
function run(statements: string[]): void {
  const variables = new Map<string, Variable>();
  for (const statement of statements) {
    if (/^(Assert\.\w+\(.*\)|leaveOutAddedItems\(\))$/.test(statement)) continue;
    const created = /^(\w+) (\w+) = new \1\((.*)\)$/.exec(statement);
    const queried = /^(\w+) (\w+) = \[(.*)\]$/.exec(statement);
    const assigned = /^(\w+)\.(\w+) = (.*)$/.exec(statement);
    const saved = /^(insert|update|delete) (\w+)$/.exec(statement);
    if (created) {
      const [, type = '', name = '', list = ''] = created;
      const fields = [...list.matchAll(/(\w+) = ((?:'[^']*'|[^,'])+)/g)];
      variables.set(name, {
        type,
        values: Object.fromEntries(fields.map(([, field = '', value = '']) => [field, valueOf(value.trim(), variables)]))
      });
    } else if (queried) {
      const [, type = '', name = '', soql = ''] = queried;
      const bound = soql.replace(/:(\w+\.\w+)/g, (_match, path: string) => `'${String(valueOf(path, variables))}'`);
      const found = office.query(bound);
      assert.equal(found.length, 1, soql);
      variables.set(name, { type, values: { Id: found[0]?.Id } });
    } else if (assigned) {
      const [, name = '', field = '', value = ''] = assigned;
      variable(variables, name).values[field] = valueOf(value, variables);
    } else if (saved) {
      perform(saved[1] as 'insert' | 'update' | 'delete', variable(variables, saved[2] ?? ''));
    } else assert.fail(`A statement that cannot be carried out: ${statement}`);
  }
}

function variable(variables: Map<string, Variable>, name: string): Variable {
  const found = variables.get(name);
  assert.ok(found, `${name} is declared`);
  return found;
}

function valueOf(expression: string, variables: Map<string, Variable>): unknown {
  const [, quoted] = /^'([^']*)'$/.exec(expression) ?? [];
  if (quoted !== undefined) return quoted;
  if (/^(true|false|\d+)$/.test(expression)) return JSON.parse(expression);
  const [, moment, days = '0'] = /^(Date\.today|Datetime\.now)\(\)(?:\.addDays\((\d+)\))?$/.exec(expression) ?? [];
  const today = office.org.clock.now().toISOString();
  const day = addDays(today.slice(0, 10), Number(days));
  if (moment !== undefined) return moment === 'Date.today' ? day : `${day}${today.slice(10)}`;
  const [, name = '', field = ''] = /^(\w+)\.(\w+)$/.exec(expression) ?? [];
  return variable(variables, name).values[field];
}

function perform(operation: 'insert' | 'update' | 'delete', { type, values }: Variable): void {
  const { Id, ...rest } = values;
  const request =
    operation === 'insert' ? { operation, object: type, values: rest } : { operation, object: type, id: String(Id), values: rest };
  const { errors, id } = office.saveOne(request);
  assert.deepEqual(errors, [], `${operation} ${type}`);
  values.Id = id;
}

test('every method of the Apex test passes all rules, and together they start every active flow', () => {
  office.org.flowsRun.clear();
  const all = methods();
  assert.ok(all.size >= 4);
  for (const statements of all.values()) run(statements);
  assert.deepEqual([...office.org.flowsRun].sort(), flows.map(({ name }) => name).sort());
});

test('each flow finds the DML that starts it: of its object, and of its kind', () => {
  const KINDS: Record<string, string[]> = {
    Create: ['insert'],
    Update: ['update'],
    CreateAndUpdate: ['insert', 'update'],
    Delete: ['delete']
  };
  const statements = [...methods().values()].flat();
  const types = new Map(
    statements.flatMap((each) => [...each.matchAll(/^(\w+) (\w+) = /g)].map(([, type = '', name = '']) => [name, type]))
  );
  const done = new Set(
    statements.flatMap((each) =>
      [...each.matchAll(/^(insert|update|delete) (\w+)$/g)].map(([, verb = '', name = '']) => `${verb} ${types.get(name) ?? ''}`)
    )
  );
  for (const { name, root } of flows) {
    const start = elements(root, 'start')[0];
    const kinds = KINDS[text(start, 'recordTriggerType')] ?? [];
    assert.ok(
      kinds.some((kind) => done.has(`${kind} ${text(start, 'object')}`)),
      `${name} is started`
    );
  }
});
