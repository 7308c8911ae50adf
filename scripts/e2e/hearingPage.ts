/** The hearing form as a test drives it in the real browser: cases to fill in, the places on the page, and tabs that die. */
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { openPackageOrg, type Row } from '../__tests__/packageOrg.ts';
import { axeFindings, isCovered } from '../lib/axe.ts';
import { launchBrowser } from '../lib/browser.ts';
import { apexDoubles } from '../org/apex/index.ts';
import { routes } from '../org/http/routes.ts';
import { startServer } from '../org/http/server.ts';
import { closeOrg } from '../org/org.ts';
import { removeFolder, signedIn, startProduct, temporaryFolder } from './product.ts';

/** Conditions are waited for; a machine may be slow. */
export const WAIT = { timeout: 60_000 };
/** What a crash may take at most. */
const LOST_MS = 1000;

export interface Opened {
  page: Page;
  form: Locator;
}

/** An office with cases, a browser, and a signed-in window. */
export interface Office {
  url: string;
  browser: Browser;
  context: BrowserContext;
  /** Errors of the pages of the window. */
  pageErrors: string[];
  rest<T>(method: string, path: string, body?: unknown): Promise<T>;
  query<T>(soql: string): Promise<T[]>;
  /** Inserts a record; its id. */
  created(object: string, values: Row): Promise<string>;
  /** Changes a case. */
  change(id: string, values: Row): Promise<unknown>;
  /** Fields of a case as they are stored. */
  stored(id: string, ...fields: string[]): Promise<unknown[]>;
  /** Rows of a case as they are stored, oldest first. */
  rowsOfCase(object: string, id: string, ...fields: string[]): Promise<Row[]>;
  /** A new case of a company, moved on to 課題の特定; without a company, of one that all such cases share. */
  newCase(company?: string): Promise<string>;
  /** The page of a case with the form on it. */
  open(id: string, from?: BrowserContext): Promise<Opened>;
  /** Signs the window in (again). */
  signIn(): Promise<void>;
  close(): Promise<void>;
}

/** The product as a user starts it, with its sample data. */
export async function startedOffice(): Promise<Office> {
  const folder = temporaryFolder();
  const product = await startProduct([], { folder });
  return officeAt(product.url, async () => {
    await product.stop();
    removeFolder(folder);
  });
}

/** The package in an org in this process: there in seconds, and without any data. */
export async function packageOffice(): Promise<Office> {
  const { org } = await openPackageOrg();
  Object.assign(org.apex, apexDoubles);
  const server = await startServer(org, { port: 0, routes: routes() });
  return officeAt(server.url, async () => {
    await server.close();
    closeOrg(org);
  });
}

async function officeAt(url: string, stop: () => Promise<void>): Promise<Office> {
  const browser = await launchBrowser();
  const { context, errors } = await signedIn(browser, url);
  let cases = 0;
  let account: string | undefined;

  async function rest<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/services/data/v66.0/${path}`, {
      method,
      headers: { authorization: 'Bearer 00D000000000001!local', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const query = async <T>(soql: string): Promise<T[]> =>
    (await rest<{ records: T[] }>('GET', `query?q=${encodeURIComponent(soql)}`)).records;
  async function created(object: string, values: Row): Promise<string> {
    const answer = await rest<{ id?: string }>('POST', `sobjects/${object}`, values);
    assert.ok(answer.id, JSON.stringify(answer));
    return answer.id;
  }
  const change = (id: string, values: Row): Promise<unknown> => rest('PATCH', `sobjects/Opportunity/${id}`, values);

  return {
    ...{ url, browser, context, pageErrors: errors, rest, query, created, change },
    async stored(id, ...fields) {
      const [row] = await query<Row>(`SELECT ${fields.join(', ')} FROM Opportunity WHERE Id = '${id}'`);
      return fields.map((name) => row?.[name]);
    },
    async rowsOfCase(object, id, ...fields) {
      const rows = await query<Row>(`SELECT ${fields.join(', ')} FROM ${object} WHERE Case__c = '${id}' ORDER BY CreatedDate, Id`);
      return rows.map((row) => Object.fromEntries(fields.map((name) => [name, row[name]])));
    },
    async newCase(company) {
      cases += 1;
      account ??= await created('Account', { Name: '入力の企業' });
      const AccountId = company ?? account;
      const id = await created('Opportunity', { Name: `入力の試験${cases}`, AccountId, StageName: '事前準備', CloseDate: '2027-03-31' });
      await change(id, { VisitType__c: 'その他', PreparationCompleted__c: true, StageName: '課題の特定' });
      return id;
    },
    async open(id, from = context) {
      const page = await from.newPage();
      await page.goto(`${url}/lightning/r/Opportunity/${id}/view`);
      const form = page.locator('c-hearing-form');
      await form.locator('[data-next-text]').waitFor(WAIT);
      return { page, form };
    },
    async signIn() {
      const login = await context.newPage();
      await login.goto(`${url}/login`);
      await login.getByRole('button', { name: 'デモ管理者としてログイン' }).click();
      await login.waitForURL(/\/lightning\//);
      await login.close();
    },
    async close() {
      await browser.close();
      await stop();
    }
  };
}

/** What axe finds, but for the size of what stands half under the docked bar: a scroll away it has it. */
export const findings = async (page: Page): Promise<string[]> => (await axeFindings(page)).filter((each) => !isCovered(each));

export const field = (form: Locator, name: string): Locator => form.getByRole('textbox', { name, exact: true });
export const item = (form: Locator, name: string): Locator => form.locator(`li[data-item="${name}"]`);
export const markOf = (form: Locator, name: string, mark: string): Locator => item(form, name).locator(`[data-mark="${mark}"]`);
/** The chip of a row that answers an item, or could. */
export const chip = (form: Locator, name: string, label: string): Locator =>
  item(form, name).locator('[data-chip]').filter({ hasText: label }).first();
/** A text among the details of a row. */
export const rowText = (place: Locator, name: string): Locator => place.locator('c-row-editor').getByRole('textbox', { name, exact: true });

/** Waits for what the bar says of the saving. */
export const status = (form: Locator, text: RegExp | string): Promise<void> =>
  form.locator('[data-status]').filter({ hasText: text }).waitFor(WAIT);

/** Both at once: while a save is under way nothing is called unsaved, and before it the last save is still told. */
export const saved = (form: Locator): Promise<void> =>
  form
    .locator('.saving')
    .filter({ has: form.page().locator('[data-status]', { hasText: /^保存済み \d{1,2}:\d{2}$/ }) })
    .filter({ has: form.page().locator('[data-unsaved]', { hasText: /^$/ }) })
    .waitFor(WAIT);

/** Shows an item that rows answer: what is far down the page is mounted when it comes near. */
export async function near(form: Locator, name: string): Promise<Locator> {
  await item(form, name).scrollIntoViewIfNeeded();
  await item(form, name).locator('c-hearing-rows').waitFor(WAIT);
  await item(form, name).evaluate('(node) => node.scrollIntoView({ block: "center" })');
  return item(form, name);
}

/** Opens the visit of today for writing, and begins it if there is none; the place of its texts. */
export async function writeVisit(form: Locator): Promise<Locator> {
  const visit = form.locator('c-hearing-visit');
  const start = visit.getByRole('button', { name: '今日の訪問を始める' });
  const write = visit.getByRole('button', { name: '出席者・要点を書く' });
  await start.or(write).first().click(WAIT);
  await rowText(visit, '要点').waitFor(WAIT);
  return visit;
}

/** In the page: what has the focus, below all shadows. */
const ACTIVE = `let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;`;

/** Goes on by a key (the Tab key) until what has the focus matches the selector: no mouse and no script moves it. */
export async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 400; presses += 1) {
    const there = await page.evaluate(`(() => {
      ${ACTIVE}
      return active?.matches(${JSON.stringify(selector)}) ? true : active?.outerHTML.slice(0, 80);
    })()`);
    if (there === true) return;
    passed.push(String(there));
    await page.keyboard.press(key);
  }
  assert.fail(`the ${key} key does not reach ${selector}, but ${passed.slice(-20).join('\n')}`);
}

/**
 * Chooses from the picklist that has the focus, by keyboard. Its list marks an option a frame after the key: faster than any hand, keys would be lost.
 * @param steps how many options below the first
 */
export async function chooseBelow(page: Page, steps: number): Promise<void> {
  const marked = (): Promise<unknown> =>
    page.evaluate(`(() => {
      ${ACTIVE}
      return active?.getAttribute('aria-expanded') === 'true' ? active.getAttribute('aria-activedescendant') : null;
    })()`);
  let last = await marked();
  const keys = ['Enter', ...Array.from({ length: steps }, () => 'ArrowDown')];
  for (const key of keys) {
    const before = last;
    await page.keyboard.press(key);
    await until(async () => ![null, before].includes((last = await marked()) as string | null), `${key} marks an option`);
  }
  await page.keyboard.press('Enter');
}

/** Today in the office. */
export const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date());

/** Waits until what is asked holds. */
export async function until(what: () => Promise<boolean>, message: string | (() => string)): Promise<void> {
  const end = Date.now() + WAIT.timeout;
  while (!(await what())) assert.ok(Date.now() < end, typeof message === 'string' ? message : message());
}

/** Waits until what is read equals what is expected, and tells the difference if it never does. */
export async function becomes(read: () => Promise<unknown>, expected: unknown, what: string): Promise<void> {
  let last: unknown;
  await until(
    async () => JSON.stringify((last = await read())) === JSON.stringify(expected),
    () => `${what}: ${JSON.stringify(expected)} but ${JSON.stringify(last)}`
  );
}

/** As a crash of the tab. */
export async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** A page that cannot send anything to the server, for as long as it lives. */
export async function cutOff(page: Page): Promise<void> {
  await page.route('**/ui-api/records**', (route, request) => (request.method() === 'GET' ? route.continue() : route.abort()));
}

/** Everything that the page keeps on disk. */
export const onDisk = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify(Object.entries(localStorage)));

/**
 * A tab that dies with an unsent text.
 * @param place the text box on the opened page
 */
export async function leaveUnsent(office: Office, id: string, place: (form: Locator) => Promise<Locator>, text: string): Promise<void> {
  const { page, form } = await office.open(id);
  const box = await place(form);
  await cutOff(page);
  const before = await onDisk(page);
  await box.fill(text);
  await until(async () => (await onDisk(page)) !== before, 'the draft is on disk');
  assert.doesNotMatch(await onDisk(page), new RegExp(`${text}|__c`), 'the draft cannot be read');
  await kill(page);
}

export interface Kills {
  times: number;
  seed: number;
  /** Every so many-th life is a long one, with a pause in which a save may begin. */
  longEvery: number;
  /** The text box on the opened page. */
  box: (form: Locator) => Promise<Locator>;
  /** What is left of the text after the tab was opened again; undefined while that is not decided. */
  left: (opened: Opened) => Promise<string | undefined>;
}

/**
 * Types into a text and kills the tab at a random moment, again and again: the last second may be lost, no more.
 * @returns the page as it was opened after the last kill, and what is left
 */
export async function killWhileTyping(
  office: Office,
  id: string,
  { times, seed, longEvery, box, left }: Kills
): Promise<Opened & { text: string }> {
  const random = seeded(seed);
  let known = '';
  let opened = await office.open(id);
  for (let turn = 1; turn <= times; turn += 1) {
    const { page, form } = opened;
    await (await box(form)).focus();
    await page.keyboard.press('Control+End');
    const isLong = turn % longEvery === 0;
    const life = 50 + random() * (isLong ? 3500 : 1500);
    const typed: { at: number; text: string }[] = [{ at: 0, text: known }];
    let text = known;
    const began = Date.now();
    const pauseAt = began + random() * life;
    while (Date.now() - began < life) {
      if (isLong && Date.now() > pauseAt && Date.now() < pauseAt + 1800) {
        // The page is only looked at.
        await form.locator('[data-status]').first().textContent();
        continue;
      }
      const letter = String.fromCharCode(97 + Math.floor(random() * 26));
      await page.keyboard.press(letter);
      text += letter;
      typed.push({ at: Date.now(), text });
    }
    const killedAt = Date.now();
    await kill(page);
    opened = await office.open(id);
    const certain = typed.filter(({ at }) => at <= killedAt - LOST_MS).at(-1)?.text ?? known;
    const restore = opened.form.locator('[data-restore]');
    let shown: string | undefined;
    await until(
      async () => {
        if ((await restore.count()) > 0) await restore.click();
        shown = await left(opened);
        return shown !== undefined && shown.startsWith(certain) && text.startsWith(shown);
      },
      () => `kill ${turn}: ${certain.length} letters were certain, ${text.length} typed, ${shown?.length} are left`
    );
    known = shown ?? '';
  }
  return { ...opened, text: known };
}

/** Numbers that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
