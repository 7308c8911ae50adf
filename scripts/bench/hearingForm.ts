/**
 * How fast the hearing form is, as ratios against bare base inputs in one component on the same page of the same run, also on a processor
 * four times as slow. The comparison is a component of its own that only the benchmark's copy of the repository holds; its inputs are those of
 * the form: as many of each kind, with the same choices and answers.
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

interface Bare {
  readonly tag: string;
  readonly type?: string;
  readonly label: string;
  readonly options?: readonly { label: string; value: string }[];
  readonly value?: unknown;
  readonly checked?: boolean;
}

export default class BenchHost extends LightningElement {
  @api recordId: string | undefined;
  @api objectApiName: string | undefined;
  /** What the form reads of the record: the bare inputs wait for the same answer. */
  @api optionalFields: string[] | undefined;
  /** The base inputs that the form has for a phase, and for all. */
  @api ofPhase: readonly Bare[] = [];
  @api ofAll: readonly Bare[] = [];
  readId: string | undefined;
  form = false;
  shown: readonly Bare[] = [];

  @wire(getRecord, { recordId: '$readId', optionalFields: '$optionalFields' })
  wiredRecord({ data }: { data?: unknown }): void {
    if (data && this.readId) this.shown = this.ofPhase;
  }

  get inputs(): Record<string, unknown>[] {
    return this.shown.map((bare, key) => ({
      ...bare,
      key,
      textarea: bare.tag === 'lightning-textarea',
      combobox: bare.tag === 'lightning-combobox',
      group: bare.tag === 'lightning-checkbox-group'
    }));
  }
  handleForm(): void {
    this.form = !this.form;
  }
  handleBare(): void {
    this.readId = this.readId === undefined ? this.recordId : undefined;
    this.shown = [];
  }
  handleBareAll(): void {
    this.shown = this.shown.length > 0 ? [] : this.ofAll;
  }
}
`,
  [`${HOST}.html`]: `<template>
  <button type="button" data-form onclick={handleForm}>form</button>
  <button type="button" data-bare onclick={handleBare}>bare</button>
  <button type="button" data-bare-all onclick={handleBareAll}>bare, all</button>
  <c-hearing-form lwc:if={form} record-id={recordId} object-api-name={objectApiName}></c-hearing-form>
  <div class="room" data-inputs>
    <template for:each={inputs} for:item="input">
      <div key={input.key}>
        <lightning-textarea lwc:if={input.textarea} label={input.label} value={input.value}></lightning-textarea>
        <lightning-combobox lwc:elseif={input.combobox} label={input.label} options={input.options} value={input.value}></lightning-combobox>
        <lightning-checkbox-group lwc:elseif={input.group} label={input.label} options={input.options} value={input.value}></lightning-checkbox-group>
        <lightning-input lwc:else type={input.type} label={input.label} value={input.value} checked={input.checked}></lightning-input>
      </div>
    </template>
  </div>
</template>
`,
  // Room to scroll to the place of what is measured, and nothing that scrolls away from it.
  [`${HOST}.css`]: `:host {
  overflow-anchor: none;
}
.room {
  min-height: 200vh;
}
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
    // What the button shows comes below it, and only what is on the screen is looked at.
    deep(host(), ${JSON.stringify(click)}).scrollIntoView();
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

/** Milliseconds from each key press to the next frame. A key comes after the frame of the last one, as from a hand: in a flood many share a frame. */
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
  for (let i = 0; i < KEYS; i += 1) {
    await page.keyboard.press('a');
    await page.evaluate(`new Promise((resolve) => {
      const look = () => (window.benchKeys.length > ${i} ? resolve() : setTimeout(look));
      look();
    })`);
  }
  return page.evaluate(`(() => {
    window.removeEventListener('keydown', window.benchListener, true);
    return window.benchKeys;
  })()`);
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

/** Gives the comparison what the form has: the question that it asks of the record, and its base inputs without anything around them. */
async function likeTheForm(page: Page): Promise<{ ofPhase: number; ofAll: number }> {
  const asked = page.waitForRequest((request) => new URL(request.url()).searchParams.has('optionalFields'));
  await paintAfter(page, '[data-form]', 'textarea');
  const fields = (new URL((await asked).url()).searchParams.get('optionalFields') ?? '').split(',');
  await page.evaluate(`(() => { ${DEEP} deep(document, 'c-bench-host').optionalFields = ${JSON.stringify(fields)}; })()`);
  const ofPhase = await takeInputs(page, 'ofPhase');
  await paintAfter(page, '[data-scope="*"]', '[data-item="Case_Output"]');
  const ofAll = await takeInputs(page, 'ofAll');
  await gone(page, '[data-form]', 'c-hearing-form');
  return { ofPhase, ofAll };
}

/** @returns how many inputs the comparison got */
async function takeInputs(page: Page, property: string): Promise<number> {
  await mountAll(page);
  return page.evaluate(`(() => {
    ${DEEP}
    const kinds = 'lightning-textarea, lightning-combobox, lightning-checkbox-group, lightning-input, lightning-record-picker';
    const inputs = all(host(), kinds).filter((each) => each.matches('[data-control]'));
    const bare = inputs.map(({ localName: tag, type, label, options, value, checked }) => ({ tag, type, label, options, value, checked }));
    deep(document, 'c-bench-host')[${JSON.stringify(property)}] = JSON.parse(JSON.stringify(bare));
    return bare.length;
  })()`);
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
    const counts = await likeTheForm(page);
    const session = await context.newCDPSession(page);
    for (const rate of SLOWDOWNS) rows.push(...(await rowsAt(page, session, { rate, ...counts })));
    return rows.map(({ name, subject, baseline, limit, share }) => compare(name, subject, baseline, limit, share));
  } finally {
    await browser.close();
    await product.stop();
    removeFolder(product.folder);
  }
}

async function rowsAt(
  page: Page,
  session: CDPSession,
  { rate, ofPhase, ofAll }: { rate: number; ofPhase: number; ofAll: number }
): Promise<FormRow[]> {
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  const slow = rate === 1 ? '' : `, CPU ÷ ${rate}`;
  const row = (name: string, limit: number): FormRow => ({ name: `${name}${slow}`, subject: [], baseline: [], limit });
  const phase = row(`Form of a phase to paint ÷ ${ofPhase} bare inputs that read the same`, 1.25);
  const whole = row(`Whole form to paint ÷ ${ofAll} bare inputs`, 1.25);
  // Of all keys together: in one repetition three stray frames are the 95th percentile already.
  const keys = { ...row(`Key press in the whole form ÷ among ${ofAll} bare inputs, p95`, 1.2), share: 0.95 };
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
