/**
 * How fast the hearing form is, as ratios against bare base inputs in one component on the same page of the same run, also on a processor
 * four times as slow. The comparison is a component of its own that only the benchmark's copy of the repository holds.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { removeFolder, signedIn, startProduct } from '../e2e/product.ts';
import { launchBrowser } from '../lib/browser.ts';
import { compare, type Row } from './measure.ts';

interface FormRow {
  name: string;
  subject: number[];
  baseline: number[];
  limit: number;
  /** Which of the sorted times counts: the middle one unless told. */
  share?: number;
}

const HOST = 'benchHost';
const REPEATS = 5;
const KEYS = 60;
const SLOWDOWNS = [1, 4];
const AUTHORIZATION = { authorization: 'Bearer 00D000000000001!local' };

const FILES: Record<string, string> = {
  [`${HOST}.ts`]: `import { getRecord } from 'lightning/uiRecordApi';
import { LightningElement, api, wire } from 'lwc';

export default class BenchHost extends LightningElement {
  @api recordId: string | undefined;
  @api objectApiName: string | undefined;
  /** What the form reads of the record: the bare inputs wait for the same answer. */
  @api optionalFields: string[] | undefined;
  readId: string | undefined;
  form = false;
  count = 0;

  @wire(getRecord, { recordId: '$readId', optionalFields: '$optionalFields' })
  wiredRecord({ data }: { data?: unknown }): void {
    if (data && this.readId) this.count = 32;
  }

  get inputs(): { key: number; label: string; text: boolean }[] {
    return Array.from({ length: this.count }, (_each, key) => ({ key, label: 'item ' + key, text: key % 2 === 0 }));
  }
  get options(): { label: string; value: string }[] {
    return Array.from({ length: 10 }, (_each, key) => ({ label: 'choice ' + key, value: String(key) }));
  }
  handleForm(): void {
    this.form = !this.form;
  }
  handleBare(): void {
    const shown = this.count > 0;
    if (shown) this.count = 0;
    this.readId = shown ? undefined : this.recordId;
  }
  handleBareAll(): void {
    this.count = this.count > 0 ? 0 : 69;
  }
}
`,
  [`${HOST}.html`]: `<template>
  <button type="button" data-form onclick={handleForm}>form</button>
  <button type="button" data-bare onclick={handleBare}>bare</button>
  <button type="button" data-bare-all onclick={handleBareAll}>bare, all</button>
  <c-hearing-form lwc:if={form} record-id={recordId} object-api-name={objectApiName}></c-hearing-form>
  <div data-inputs>
    <template for:each={inputs} for:item="input">
      <div key={input.key}>
        <lightning-textarea lwc:if={input.text} label={input.label}></lightning-textarea>
        <lightning-combobox lwc:else label={input.label} options={options}></lightning-combobox>
      </div>
    </template>
  </div>
</template>
`,
  [`${HOST}.js-meta.xml`]: `<?xml version="1.0" encoding="UTF-8" ?>
<LightningComponentBundle xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>66.0</apiVersion>
    <isExposed>true</isExposed>
    <masterLabel>bench</masterLabel>
    <targets>
        <target>lightning__RecordPage</target>
    </targets>
</LightningComponentBundle>
`
};

/** Puts the comparison in the place of the form on the page of a case. */
function addHost(root: string): void {
  const folder = join(root, 'force-app/main/hearing/lwc', HOST);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  const edit = (file: string, from: string, to: string): void => {
    const path = join(root, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  };
  for (const manifest of ['20-model', 'package'])
    edit(
      `manifest/${manifest}.xml`,
      '<members>conflictPanel</members>',
      `<members>${HOST}</members>\n        <members>conflictPanel</members>`
    );
  edit(
    'force-app/main/case/flexipages/Case_Record_Page.flexipage-meta.xml',
    '<componentName>hearingForm</componentName>',
    `<componentName>${HOST}</componentName>`
  );
}

async function caseInIdentification(url: string): Promise<string> {
  const soql = encodeURIComponent("SELECT Id FROM Opportunity WHERE StageName = '課題の特定' ORDER BY Name LIMIT 1");
  const response = await fetch(`${url}/services/data/v66.0/query?q=${soql}`, { headers: AUTHORIZATION });
  return ((await response.json()) as { records: { Id: string }[] }).records[0]?.Id ?? '';
}

/** In the page: finds through the shadows. */
const DEEP = `const deep = (root, selector) => {
  const hit = root.querySelector(selector);
  if (hit) return hit;
  for (const each of root.querySelectorAll('*')) {
    const inner = each.shadowRoot && deep(each.shadowRoot, selector);
    if (inner) return inner;
  }
  return null;
};
const all = (root, selector) => [
  ...root.querySelectorAll(selector),
  ...[...root.querySelectorAll('*')].flatMap((each) => (each.shadowRoot ? all(each.shadowRoot, selector) : []))
];
const host = () => (window.benchRoot ??= deep(document, '[data-form]').getRootNode());`;

/** Milliseconds from a click until something stands there and nothing on the screen is a mere place any more, and that frame is painted. */
const paintAfter = (page: Page, click: string, there: string): Promise<number> =>
  page.evaluate(`(() => {
    ${DEEP}
    const isOnScreen = (place) => {
      const { top, bottom } = place.getBoundingClientRect();
      return bottom > 0 && top < window.innerHeight;
    };
    return new Promise((resolve) => {
      const start = performance.now();
      const look = () => {
        if (deep(host(), ${JSON.stringify(there)}) && !all(host(), '[data-place]').some(isOnScreen))
          setTimeout(() => resolve(performance.now() - start));
        else requestAnimationFrame(look);
      };
      deep(host(), ${JSON.stringify(click)}).click();
      requestAnimationFrame(look);
    });
  })()`);

const gone = (page: Page, click: string, what: string): Promise<void> =>
  page
    .evaluate(`(() => { ${DEEP} deep(host(), ${JSON.stringify(click)}).click(); })()`)
    .then(() => page.locator(what).first().waitFor({ state: 'detached' }));

/** Milliseconds from each key press to the next frame. */
async function keyTimes(page: Page, textarea: string): Promise<number[]> {
  await page.locator(textarea).first().focus();
  await page.evaluate('new Promise((resolve) => requestIdleCallback(resolve))');
  await page.evaluate(`(() => {
    window.benchKeys = [];
    window.benchListener = () => {
      const start = performance.now();
      requestAnimationFrame(() => setTimeout(() => window.benchKeys.push(performance.now() - start)));
    };
    window.addEventListener('keydown', window.benchListener, true);
  })()`);
  for (let i = 0; i < KEYS; i += 1) await page.keyboard.press('a');
  return page.evaluate(`new Promise((resolve) => {
    const look = () => {
      if (window.benchKeys.length < ${KEYS}) return requestAnimationFrame(look);
      window.removeEventListener('keydown', window.benchListener, true);
      resolve(window.benchKeys);
    };
    look();
  })`);
}

/** How many answers of the server the form waits for one after the other: each is held back, so that what waits shows. */
async function roundTrips(page: Page): Promise<number> {
  const spans: { start: number; end: number }[] = [];
  await page.route('**/{ui-api,graphql,lightning/api/apex,aura}**', async (route) => {
    const span = { start: performance.now(), end: Number.POSITIVE_INFINITY };
    spans.push(span);
    const response = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 300));
    span.end = performance.now();
    await route.fulfill({ response });
  });
  await paintAfter(page, '[data-form]', 'textarea');
  await page.unrouteAll({ behavior: 'wait' });
  const depths: number[] = [];
  spans.forEach(({ start }, index) => {
    const before = depths.filter((_depth, earlier) => (spans[earlier] as { end: number }).end <= start);
    depths[index] = 1 + Math.max(0, ...before);
  });
  return Math.max(0, ...depths);
}

/** Gives the bare inputs the question that the form asks of the record. */
async function askTheSame(page: Page): Promise<void> {
  const asked = page.waitForRequest((request) => new URL(request.url()).searchParams.has('optionalFields'));
  await paintAfter(page, '[data-form]', 'textarea');
  const fields = (new URL((await asked).url()).searchParams.get('optionalFields') ?? '').split(',');
  await page.evaluate(`(() => { ${DEEP} deep(document, 'c-bench-host').optionalFields = ${JSON.stringify(fields)}; })()`);
  await gone(page, '[data-form]', 'c-hearing-form');
}

/** Scrolls through the form, so that everything in it is there. */
async function mountAll(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    ${DEEP}
    const look = () => {
      const place = deep(host(), '[data-place]');
      place?.scrollIntoView();
      if (place) requestAnimationFrame(look);
      else resolve();
    };
    look();
  })`);
}

/** The rows of the form: opening the current phase and all, keys in the whole form, answers waited for in sequence. */
export async function formRows(root: string): Promise<Row[]> {
  addHost(root);
  const product = await startProduct([], { root });
  const browser = await launchBrowser();
  try {
    const { context } = await signedIn(browser, product.url);
    const page = await context.newPage();
    await page.goto(`${product.url}/lightning/r/Opportunity/${await caseInIdentification(product.url)}/view`);
    await page.locator('[data-form]').waitFor();
    const rows: FormRow[] = [
      { name: 'Answers that opening waits for in sequence ÷ 1', subject: [await roundTrips(page)], baseline: [1], limit: 3 }
    ];
    await gone(page, '[data-form]', 'c-hearing-form');
    await askTheSame(page);
    const session = await context.newCDPSession(page);
    for (const rate of SLOWDOWNS) rows.push(...(await rowsAt(page, session, rate)));
    return rows.map(({ name, subject, baseline, limit, share }) => compare(name, subject, baseline, limit, share));
  } finally {
    await browser.close();
    await product.stop();
    removeFolder(product.folder);
  }
}

async function rowsAt(page: Page, session: CDPSession, rate: number): Promise<FormRow[]> {
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  const slow = rate === 1 ? '' : `, CPU ÷ ${rate}`;
  const row = (name: string, limit: number): FormRow => ({ name: `${name}${slow}`, subject: [], baseline: [], limit });
  const phase = row('Form of a phase to paint ÷ 32 bare inputs that read the same', 1.25);
  const whole = row('Whole form to paint ÷ 69 bare inputs', 1.25);
  // Of all keys together: in one repetition three stray frames are the 95th percentile already.
  const keys = { ...row('Key press in the whole form ÷ 69 bare inputs, p95', 1.2), share: 0.95 };
  for (let i = 0; i < REPEATS; i += 1) {
    phase.subject.push(await paintAfter(page, '[data-form]', 'textarea'));
    whole.subject.push(await paintAfter(page, '[data-scope="*"]', '[data-item="Case_Output"]'));
    await mountAll(page);
    keys.subject.push(...(await keyTimes(page, 'c-hearing-form textarea')));
    await gone(page, '[data-form]', 'c-hearing-form');
    phase.baseline.push(await paintAfter(page, '[data-bare]', 'textarea'));
    await gone(page, '[data-bare]', '[data-inputs] textarea');
    whole.baseline.push(await paintAfter(page, '[data-bare-all]', 'textarea'));
    keys.baseline.push(...(await keyTimes(page, '[data-inputs] textarea')));
    await gone(page, '[data-bare-all]', '[data-inputs] textarea');
  }
  return [phase, whole, keys];
}
