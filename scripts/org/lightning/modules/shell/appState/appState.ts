/** Apps, navigation items and user of the session: loaded once, shared by the frame and the pages. */
import { context } from 'platform/context';
import { query, request, soqlText } from 'shell/api';
import type { AppInfo, NavItem } from 'shell/navItems';

export interface UserInfo {
  id: string;
  name: string;
  username: string;
}

export interface AppState {
  apps: AppInfo[];
  app?: AppInfo;
  /** Every item the user may open, for the app launcher. */
  navItems: NavItem[];
  user?: UserInfo;
}

type Listener = (state: AppState) => void;

const SELECTED_APP = 'shell.app';
const listeners = new Set<Listener>();
let state: AppState = { apps: [], navItems: [] };

function publish(change: Partial<AppState>): void {
  state = { ...state, ...change };
  for (const listener of [...listeners]) listener(state);
}

/** Calls `listener` now and at every change. @returns a function that ends it */
export function subscribeAppState(listener: Listener): () => void {
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

export function appState(): AppState {
  return state;
}

async function withItems(app: AppInfo): Promise<AppInfo> {
  if (app.navItems) return app;
  return { ...app, ...(await request<AppInfo>(`/ui-api/apps/${encodeURIComponent(app.appId)}?formFactor=Large`)) };
}

/** Loads apps, items and user. @throws Failure when the apps cannot be read */
export async function loadAppState(): Promise<void> {
  const [{ apps }, { navItems }, [user]] = await Promise.all([
    request<{ apps: AppInfo[] }>('/ui-api/apps?formFactor=Large'),
    request<{ navItems: NavItem[] }>('/ui-api/nav-items?formFactor=Large&pageSize=200'),
    query<{ Id: string; Name: string; Username: string }>(`SELECT Id, Name, Username FROM User WHERE Id = ${soqlText(context.userId)}`)
  ]);
  const remembered = localStorage.getItem(SELECTED_APP);
  const selected = apps.find((app) => app.developerName === remembered) ?? apps.find((app) => app.selected) ?? apps[0];
  publish({
    apps,
    navItems,
    ...(user ? { user: { id: user.Id, name: user.Name, username: user.Username } } : {}),
    ...(selected ? { app: await withItems(selected) } : {})
  });
}

/**
 * Makes another app the current one and remembers it in this browser.
 * @returns the app, or undefined when the user has none of that name
 */
export async function selectApp(name: string): Promise<AppInfo | undefined> {
  const chosen = state.apps.find((app) => app.developerName === name || app.appId === name);
  if (!chosen) return undefined;
  localStorage.setItem(SELECTED_APP, chosen.developerName);
  const app = await withItems(chosen);
  publish({ app });
  return app;
}
