/** A real browser on a real server of an org in memory, for tests. */
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../lib/browser.ts';
import { routes } from '../../http/routes.ts';
import { startServer, type OrgServer } from '../../http/server.ts';
import { ADMIN_USER_ID } from '../../identity.ts';
import type { Org } from '../../org.ts';
import { save } from '../../records/save.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { widgetPackage } from './fixtures.ts';

export interface Stage {
  org: Org;
  server: OrgServer;
  browser: Browser;
  /** Errors of pages and consoles so far; refused saves (4xx) are no errors. */
  complaints: string[];
  /** A signed-in page at a path, far from the org's time zone unless told. */
  open(path: string, timezoneId?: string): Promise<Page>;
  insert(object: string, values: Record<string, unknown>): string;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const org = testOrg(widgetPackage());
  org.apex['WidgetController.getHints'] = (_org, _userId, args) => [`ヒント: ${String(args.stage)}`];
  const insert = (object: string, values: Record<string, unknown>): string => {
    const [result] = save(org, ADMIN_USER_ID, [{ operation: 'insert', object, values }], { allOrNone: true });
    if (!result?.id) throw new Error(JSON.stringify(result?.errors));
    return result.id;
  };
  const permissionSet = org.db.prepare(`SELECT Id FROM "PermissionSet" WHERE Name = 'Widget_User'`).get() as { Id: string };
  insert('PermissionSetAssignment', { PermissionSetId: permissionSet.Id, AssigneeId: ADMIN_USER_ID });
  const server = await startServer(org, { port: 0, routes: routes() });
  const browser = await launchBrowser();
  const complaints: string[] = [];
  return {
    org,
    server,
    browser,
    complaints,
    insert,
    async open(path, timezoneId = 'America/New_York') {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId });
      page.on('pageerror', (error) => complaints.push(`${error.message}\n${error.stack ?? ''}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
      });
      await page.request.post(`${server.url}/login`, { form: { startURL: '/' }, maxRedirects: 0 });
      await page.goto(server.url + path);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    }
  };
}
