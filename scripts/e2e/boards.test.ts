/**
 * Boards and reports of the package in a real browser over generated records: from a number to the report behind it and on to the
 * record, files that hold what the screen shows, and one board with other numbers for each officer.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { axeFindings } from '../lib/axe.ts';
import { launchBrowser } from '../lib/browser.ts';
import { deployedOrg } from '../lib/deployedOrg.ts';
import { generateData } from '../lib/generatedData/index.ts';
import { createOneTimePassword } from '../org/http/oneTimePassword.ts';
import { routes } from '../org/http/routes.ts';
import { startServer, type OrgServer } from '../org/http/server.ts';
import { ADMIN_USER_ID, closeOrg, type Org } from '../org/org.ts';
import { componentId } from '../org/query/reports.ts';
import { save } from '../org/records/save.ts';

const COUNT = 60;
const PERMISSION_SETS = ['SupportOfficer', 'SupportManager'];

let org: Org;
let server: OrgServer;
let browser: Browser;
const complaints: string[] = [];

before(async () => {
  org = await deployedOrg();
  generateData(org, ADMIN_USER_ID, { count: COUNT });
  for (const userId of [ADMIN_USER_ID, ...officers()]) for (const name of PERMISSION_SETS) assign(userId, name);
  server = await startServer(org, { port: 0, routes: routes() });
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await server.close();
  closeOrg(org);
  assert.deepEqual(complaints, [], 'errors of the pages');
});

const all = (sql: string, ...values: (string | number)[]): Record<string, unknown>[] => org.db.prepare(sql).all(...values);

/** Officers besides whoever made the records. */
const officers = (): string[] => all(`SELECT "Id" FROM "User" WHERE "Username" LIKE 'officer%'`).map(({ Id }) => String(Id));

function assign(userId: string, name: string): void {
  const [set] = all('SELECT "Id" FROM "PermissionSet" WHERE "Name" = ?', name);
  const values = { PermissionSetId: set?.Id, AssigneeId: userId };
  save(org, ADMIN_USER_ID, [{ operation: 'insert', object: 'PermissionSetAssignment', values }], { allOrNone: true });
}

/** A page of its own for a user, signed in as `sf org open` does. */
async function open(path: string, userId = ADMIN_USER_ID): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  const query = new URLSearchParams({ otp: createOneTimePassword(userId), startURL: path });
  await page.goto(`${server.url}/secur/frontdoor.jsp?${query}`);
  return page;
}

const boardPath = (name: string): string => `/lightning/r/Dashboard/${componentId(org, 'Dashboard', `SupportDashboards/${name}`)}/view`;
const reportPath = (folder: string, name: string): string => `/lightning/r/Report/${componentId(org, 'Report', `${folder}/${name}`)}/view`;
const grid = (page: Page): Locator => page.getByRole('table', { name: /^レポート「.*」の結果$/ });

test('a number of a board leads to its report, and a row of the report to the record, that of a converted candidate too', async () => {
  const page = await open(boardPath('Manager_Board'));
  const tile = page.getByRole('article', { name: 'どのソースが案件と支援完了につながるか' });
  await tile.getByRole('link', { name: /^レポートの表示/ }).click();
  await page.getByRole('heading', { level: 1, name: 'ソース別の連絡・アポ・案件・完了の割合' }).waitFor();

  const [converted] = all(
    `SELECT l."Id" AS id, l."Company" AS company, o."Name" AS name FROM "Lead" l JOIN "Opportunity" o ON o."Id" = l."ConvertedOpportunityId"
     WHERE l."FiscalYear__c" = (SELECT MAX("FiscalYear__c") FROM "Lead") LIMIT 1`
  );
  assert.ok(converted, 'a candidate of this year that became a case');
  const headings = await grid(page).getByRole('columnheader').allInnerTexts();
  assert.deepEqual(
    headings.filter((text) => /商談|リード|取引先/.test(text)),
    [],
    'the words of the office'
  );
  // A list of a report shows lines of one record as links to it.
  await grid(page)
    .getByRole('link', { name: String(converted.company), exact: true })
    .first()
    .click();
  await page.waitForURL(`**/lightning/r/**/${String(converted.id)}/view`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('取引開始済み').first().waitFor();

  await page.goBack();
  await grid(page)
    .getByRole('link', { name: String(converted.name), exact: true })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: String(converted.name) }).waitFor();
  await page.context().close();
});

test('the board of the officer shows each of two officers numbers of their own', async () => {
  const heading = '案件になる前の自分の支援先候補はどの状況か';
  const totals = new Map<string, number>();
  const owners = all(
    `SELECT "OwnerId" AS id FROM "Lead" WHERE "OwnerId" IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 2`,
    JSON.stringify(officers())
  );
  for (const id of owners.map((row) => String(row.id))) {
    const [{ n } = { n: 0 }] = all(
      `SELECT COUNT(*) AS n FROM "Lead" WHERE "OwnerId" = ? AND COALESCE("IsConverted", 0) = 0 AND "Status" <> '訪問不要'`,
      id
    );
    totals.set(id, Number(n));
  }
  assert.equal(totals.size, 2);
  for (const [userId, total] of totals) {
    const page = await open(boardPath('Officer_Board'), userId);
    const chart = page.getByRole('article', { name: heading }).getByRole('img');
    assert.match((await chart.getAttribute('aria-label')) ?? '', new RegExp(`合計 ${total}。$`));
    const [user] = all('SELECT "LastName" || \' \' || "FirstName" AS name FROM "User" WHERE "Id" = ?', userId);
    await page.getByText(`表示ユーザー: ${String(user?.name)}`).waitFor();
    await page.context().close();
  }
  // The board of the office is one for all: the same numbers, run as one person.
  const texts = [];
  for (const userId of totals.keys()) {
    const page = await open(boardPath('Executive_Board'), userId);
    const chart = page.getByRole('article', { name: 'アウトカムはいまどの状態か' });
    texts.push([await chart.innerText(), await page.getByText(/表示ユーザー: /).innerText()].join('\n'));
    await page.context().close();
  }
  assert.equal(texts[0], texts[1]);
});

test('Home and every board pass axe, wide and on a phone, and every drawing has its numbers in words and as a table', async () => {
  const paths = ['/lightning/page/home', ...['Officer_Board', 'Manager_Board', 'Executive_Board', 'Meeting_Board'].map(boardPath)];
  const page = await open('/lightning/page/home');
  let seen = 0;
  for (const path of paths) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(server.url + path);
    await page.getByRole('article').first().getByRole('img').or(page.getByRole('article').first().getByRole('paragraph')).first().waitFor();
    const drawings = page.getByRole('article').filter({ has: page.getByRole('button', { name: /: 表を表示$/ }) });
    const headings = await drawings.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label') ?? ''));
    seen += headings.length;
    for (const heading of headings) {
      const drawing = page.getByRole('article', { name: heading, exact: true });
      const words = (await drawing.getByRole('img', { name: heading }).getAttribute('aria-label')) ?? '';
      assert.match(words, /^(横棒グラフ|縦棒グラフ|折れ線グラフ|ドーナツグラフ|円グラフ|ファネルグラフ|ゲージ): .+。.+\d.*。$/, heading);
      await drawing.getByRole('button', { name: `${heading}: 表を表示`, exact: true }).click();
      await drawing.getByRole('table').locator('tbody tr').first().waitFor();
      await drawing.getByRole('button', { name: `${heading}: グラフを表示`, exact: true }).click();
    }
    assert.deepEqual(await axeFindings(page), [], path);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForFunction('document.documentElement.scrollWidth <= 390');
    assert.deepEqual(await axeFindings(page), [], `${path} on a phone`);
  }
  assert.ok(seen > 25, `${seen} drawings`);
  await page.context().close();
});

interface Sheet {
  name: string;
  rows: string[][];
}

/** Cells of a workbook as the file holds them, by row. */
function sheets(file: Buffer): Sheet[] {
  const parts = unzipSync(new Uint8Array(file));
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, trimValues: false });
  const parse = (part: string): Record<string, never> => parser.parse(strFromU8(parts[part] ?? new Uint8Array())) as Record<string, never>;
  const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
  interface Cell {
    r: string;
    t?: string;
    v?: string;
    is?: { t: string | { '#text': string } };
  }
  const textOf = (entry: { t?: string | { '#text': string } } | undefined): string =>
    typeof entry?.t === 'object' ? entry.t['#text'] : String(entry?.t ?? '');
  const { sst } = parse('xl/sharedStrings.xml') as unknown as { sst?: { si?: { t?: string }[] | { t?: string } } };
  const shared = list(sst?.si).map(textOf);
  const { workbook } = parse('xl/workbook.xml') as unknown as { workbook: { sheets: { sheet: { name: string }[] | { name: string } } } };
  return list(workbook.sheets.sheet).map(({ name }, index) => {
    const { worksheet } = parse(`xl/worksheets/sheet${index + 1}.xml`) as unknown as {
      worksheet: { sheetData: { row?: { c?: Cell[] | Cell }[] | { c?: Cell[] | Cell } } };
    };
    const rows = list(worksheet.sheetData.row).map((row) => {
      const cells: string[] = [];
      for (const cell of list(row.c)) {
        const letters = /^[A-Z]+/.exec(cell.r)?.[0] ?? 'A';
        const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
        cells[column] = cell.t === 's' ? (shared[Number(cell.v)] ?? '') : cell.t === 'inlineStr' ? textOf(cell.is) : (cell.v ?? '');
      }
      return Array.from(cells, (text) => text ?? '');
    });
    return { name, rows };
  });
}

/** What a workbook holds of a shown text: numbers without separators and units, days as their serial number. */
function stored(text: string): string {
  const shown = text.trim();
  if (shown === '-') return '';
  const day = /^(\d{4})\/(\d\d)\/(\d\d)$/.exec(shown);
  if (day) return String(Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) / 86_400_000 + 25_569);
  const number = /^[¥-]{0,2}[\d,]+(\.\d+)?%?$/.test(shown) ? Number(shown.replace(/[¥,%]/g, '')) : NaN;
  return Number.isNaN(number) ? shown : String(number);
}
/** The screen rounds what the file holds in full. */
const isSame = (stored: string, shown: string): boolean =>
  stored === shown || (stored !== '' && shown !== '' && Math.abs(Number(stored) - Number(shown)) <= 0.0051);

function assertSameCells(found: string[][], expected: string[][]): void {
  assert.equal(found.length, expected.length);
  const byText = (left: string[], right: string[]): number => (left.join() < right.join() ? -1 : 1);
  const wanted = [...expected].sort(byText);
  for (const [index, cells] of [...found].sort(byText).entries()) {
    const own = wanted[index] ?? [];
    assert.ok(
      cells.length === own.length && cells.every((cell, at) => isSame(cell, own[at] ?? '')),
      `${cells.join(' | ')}\n${own.join(' | ')}`
    );
  }
}

async function download(page: Page, item: string): Promise<Download> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'エクスポート' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return waiting;
}

test('both files of a report hold the cells that the screen shows', async () => {
  const page = await open(reportPath('SupportManagerReports', 'Manager_Input_Quality'));
  await grid(page).waitFor();
  const lines = await grid(page)
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => ({ kind: row.className, cells: [...row.children].map((cell) => cell.textContent?.trim() ?? '') }))
    );
  const headings = (await grid(page).getByRole('columnheader').allInnerTexts()).map((text) => text.trim());
  const details = lines.filter(({ kind }) => kind.includes('detail'));
  assert.ok(details.length > 10);
  // A group is written once on screen and in every line of a file; the summaries stand beside its details.
  const summaries = lines.filter(({ kind }) => kind.includes('total')).map(({ cells }) => cells);
  const width = details[1]?.cells.length ?? 0;
  const fields = headings.slice(1, headings.length - (summaries[0]?.length ?? 1) + 1);
  const shown = details.map(({ cells }) => cells.slice(cells.length === width ? 0 : 1).slice(0, fields.length));

  const workbook = sheets(readFileSync(await (await download(page, 'Excel（集計と詳細）')).path()));
  assert.deepEqual(
    workbook.map(({ name }) => name),
    ['集計', '詳細']
  );
  const [head, ...rows] = workbook[1]?.rows ?? [];
  assert.deepEqual(head?.slice(1), fields);
  assertSameCells(
    rows.map((cells) => fields.map((_, index) => cells[index + 1] ?? '')),
    shown.map((cells) => cells.map(stored))
  );
  // Subtotals are lines of their groups there.
  const sums = (workbook[0]?.rows ?? []).slice(-summaries.length).map((cells) => cells.slice(1));
  assertSameCells(
    sums,
    summaries.map((cells) => cells.slice(1).map(stored))
  );

  const csv = readFileSync(await (await download(page, 'CSV（詳細のみ）')).path(), 'utf8');
  const csvLines = csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');
  assert.equal(csvLines.length, details.length + 1);
  for (const [first] of shown) assert.ok(csv.includes(String(first)), String(first));
  await page.context().close();
});

test('a printed report shows its whole table and no buttons', async () => {
  const page = await open(reportPath('SupportHomeReports', 'Home_Half_Cases_By_Officer'));
  await grid(page).waitFor();
  await page.emulateMedia({ media: 'print' });
  for (const name of ['印刷', 'エクスポート', '更新'])
    assert.equal(await page.getByRole('button', { name, exact: true }).isVisible(), false, name);
  assert.equal(
    await page
      .getByRole('button', { name: /のグループの並び順$/ })
      .first()
      .isVisible(),
    false
  );
  const scroller = page.getByRole('group', { name: 'レポートの表' });
  const { shown, whole } = await scroller.evaluate((node) => ({ shown: node.clientHeight, whole: node.scrollHeight }));
  assert.ok(whole - shown <= 1, 'no row is hidden behind a scroll bar');
  assert.equal(await page.getByRole('heading', { level: 1 }).isVisible(), true);
  assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
  await page.context().close();
});
