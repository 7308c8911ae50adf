/** What the server told the page about the session, read once. */

export interface Context {
  userId: string;
  userName: string;
  revision: number;
  apiVersion: string;
  customPermissions: string[];
}

function read(): Context {
  const text = document.getElementById('context')?.textContent;
  if (!text) throw new Error('The page carries no session context.');
  return JSON.parse(text) as Context;
}

/** The session of this page; reading it outside the shell's page throws. */
export const context: Context = read();
