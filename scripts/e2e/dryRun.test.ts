/**
 * `npm run check` and a real `sf project deploy start --dry-run` are one engine: of a package that is broken in several ways at once
 * both tell the same components, files, lines and messages.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { deployedOrg } from '../lib/deployedOrg.ts';
import { sf } from '../lib/sf.ts';
import { parseReport } from '../lib/stages.ts';
import type { CheckReport } from '../lib/packageCheck.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { closeOrg, type Org } from '../org/org.ts';
import { removeFolder, runCommand } from './product.ts';
import { copyWorkspace } from './workspace.ts';

interface Break {
  what: string;
  file: string;
  from: RegExp;
  to: string;
}

const MAIN = 'force-app/main';
const BREAKS: Break[] = [
  {
    what: 'a value that an object does not know',
    file: `${MAIN}/candidate/objects/PhaseLog__c/PhaseLog__c.object-meta.xml`,
    from: /<sharingModel>\w+</,
    to: '<sharingModel>Readwrite<'
  },
  {
    what: 'a value that a permission does not know, and one on a missing field',
    file: `${MAIN}/access/permissionsets/SupportManager.permissionset-meta.xml`,
    from: /<editable>\w+<\/editable>(\s*)<field>Account\.\w+</,
    to: '<editable>yes</editable>$1<field>Account.Missing__c<'
  },
  {
    what: 'a label that is not there',
    file: `${MAIN}/hearing/lwc/phaseGate/labels.ts`,
    from: /label\/c\.\w+/,
    to: 'label/c.Missing_Label'
  },
  {
    what: 'a connector that leads nowhere',
    file: `${MAIN}/candidate/flows/Candidate_Before_Save.flow-meta.xml`,
    from: /<targetReference>\w+</,
    to: '<targetReference>Missing_Element<'
  },
  {
    what: 'a field that a rule misspells',
    file: `${MAIN}/candidate/objects/Lead/validationRules/New_HasSource.validationRule-meta.xml`,
    from: /LeadSource/,
    to: 'LeadSauce'
  },
  {
    what: 'a field that a report misspells',
    file: `${MAIN}/insight/reports/SupportExecutiveReports/Executive_Candidate_Types.report-meta.xml`,
    from: /<field>(Lead\.)?\w+</,
    to: '<field>Missing__c<'
  },
  {
    what: 'a field that a path does not have',
    file: `${MAIN}/candidate/pathAssistants/Candidate_Path.pathAssistant-meta.xml`,
    from: /<fieldNames>\w+</,
    to: '<fieldNames>Missing__c<'
  },
  {
    what: 'a report that a dashboard misses',
    file: `${MAIN}/insight/dashboards/SupportDashboards/Executive_Board.dashboard-meta.xml`,
    from: /<report>\w+\/\w+</,
    to: '<report>SupportExecutiveReports/Missing<'
  }
];
const STAGES = ['20-model', '30-experience', '40-insight'];

const root = copyWorkspace();
let org: Org;
let server: OrgServer;

before(async () => {
  org = await deployedOrg();
  server = await startServer(org, { port: 0, routes: routes() });
  for (const { what, file, from, to } of BREAKS) {
    const text = readFileSync(join(root, file), 'utf8');
    assert.match(text, from, `${file}: no place for ${what}`);
    writeFileSync(join(root, file), text.replace(from, to));
  }
});
after(async () => {
  await server.close();
  closeOrg(org);
  removeFolder(root);
});

interface Told {
  subject: string;
  file: string;
  /** `line:column`; undefined for a part of an object, whose line in the file that the org gets is not that of the source. */
  place: string | undefined;
  problem: string;
}

const sorted = (all: Told[]): Told[] => all.toSorted((a, b) => (a.subject < b.subject ? -1 : 1));

/** The CLI writes the place of a bundle's file and of every line itself. */
const withoutPlace = (problem: string): string => problem.replace(/^\[Line: \d+, Col: \d+\] /, '').replace(/ \(\d+:\d+\)$/, '');

async function checked(): Promise<Told[]> {
  const run = runCommand('check', ['--json', '--skip-analyzer'], {}, root);
  assert.equal(await run.exited, 1, run.output());
  const errors = (JSON.parse(run.output()) as CheckReport).findings.filter(({ severity }) => severity === 'error');
  return sorted(
    errors.map(({ message, file, line, column }) => {
      const [, subject = '', problem = ''] = /^(\w+ \S+): ([^]*)$/.exec(message) ?? [];
      return { subject: subject.replace('markup://c:', ''), file, place: `${line}:${column}`, problem: withoutPlace(problem) };
    })
  );
}

async function dryRun(): Promise<Told[]> {
  const failed: Told[] = [];
  for (const stage of STAGES) {
    const args = ['project', 'deploy', 'start', '--dry-run', '--manifest', `manifest/${stage}.xml`, '--json'];
    const { result } = parseReport(await sf({ url: server.url }, args, { cwd: root }));
    assert.equal(result?.status, 'Failed', stage);
    for (const { state, type, fullName, filePath = '', lineNumber, columnNumber, error = '' } of result.files ?? []) {
      if (state !== 'Failed') continue;
      const place = lineNumber === undefined ? undefined : `${lineNumber}:${columnNumber}`;
      failed.push({ subject: `${type} ${fullName}`, file: relative(root, filePath), place, problem: withoutPlace(error) });
    }
  }
  return sorted(failed);
}

test('a dry run by the real CLI says of every broken file what the check says, no more and no less', async () => {
  const byCheck = await checked();
  const byCli = await dryRun();
  assert.deepEqual(
    byCheck.map((each, index) => (byCli[index]?.place === undefined ? { ...each, place: undefined } : each)),
    byCli
  );
  const broken = BREAKS.map(({ file }) => file.replace(/\.ts$/, '.js')).sort();
  assert.deepEqual(byCheck.map(({ file }) => file).sort(), broken);
  // The check knows the line of a part of an object as well.
  assert.ok(byCheck.every(({ place }) => /^\d+:\d+$/.test(place ?? '')));
  const partsOfObjects = byCli.filter(({ place }) => place === undefined).map(({ subject }) => subject);
  assert.deepEqual(partsOfObjects, ['ValidationRule Lead.New_HasSource']);
});
