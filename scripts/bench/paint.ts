/** When Home shows something, against a record page of the same product in the same browser. */
import type { Browser } from 'playwright-core';
import { removeFolder, signedIn, startProduct } from '../e2e/product.ts';
import { launchBrowser } from '../lib/browser.ts';
import { compare, type Row } from './measure.ts';

const REPETITIONS = 7;
/** "Not later": as much above 1 as two equal pages differ on a busy machine. */
const LIMIT = 1.1;
const HOME = '/lightning/page/home';

interface Moments {
  /** First contentful paint of the browser. */
  first: number;
  /** The first figures of the page: a chart or list of Home, a field of the record. */
  content: number;
}

/**
 * First contentful paint of Home ÷ that of a case's page, and the same for the first figures of both (stated only: Home works out ten
 * components of all records, the page reads one record).
 * @param root a workspace that is built
 * @param caseOf finds the id of a case of the product at an address
 */
export async function paintRows(root: string, caseOf: (url: string) => Promise<string>): Promise<Row[]> {
  const product = await startProduct([], { root });
  const browser = await launchBrowser();
  try {
    const record = `/lightning/r/Opportunity/${await caseOf(product.url)}/view`;
    const home = (): Promise<Moments> => moments(browser, product.url, HOME, 'canvas, table');
    const page = (): Promise<Moments> => moments(browser, product.url, record, 'c-hearing-form textarea');
    // The first visit of each compiles the components it shows.
    await home();
    await page();
    const both: { home: Moments; page: Moments }[] = [];
    for (let i = 0; i < REPETITIONS; i += 1) both.push({ home: await home(), page: await page() });
    const row = (name: string, moment: keyof Moments, limit?: number): Row =>
      compare(
        name,
        both.map((each) => each.home[moment]),
        both.map((each) => each.page[moment]),
        limit
      );
    return [
      row('First paint of Home ÷ of a case page', 'first', LIMIT),
      row('First figures of Home ÷ first items of a case page', 'content')
    ];
  } finally {
    await browser.close();
    await product.stop();
    removeFolder(product.folder);
  }
}

/** Opens a page in a fresh browser context, so that nothing is in its cache. */
async function moments(browser: Browser, url: string, path: string, figures: string): Promise<Moments> {
  const { context } = await signedIn(browser, url);
  try {
    const page = await context.newPage();
    await page.goto(url + path);
    await page.locator(figures).first().waitFor();
    const content = await page.evaluate<number>('performance.now()');
    const first = await page.evaluate<number>(`performance.getEntriesByName('first-contentful-paint')[0].startTime`);
    return { first, content };
  } finally {
    await context.close();
  }
}
