/** The login page: one button that signs the demo administrator in. Plain HTML, no script, so it works before anything is built. */
import type { HttpResponse } from './router.ts';

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/**
 * @param startUrl local path to open after signing in
 * @param loggedOut true right after signing out
 */
export function loginPage(startUrl: string, loggedOut: boolean): HttpResponse {
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    headers: {
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    },
    body: `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ログイン | 埋め込み組織</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f3f3f3; color: #181818; font: 16px/1.6 system-ui, "Noto Sans CJK JP", sans-serif; }
  main { width: min(26rem, calc(100vw - 2rem)); box-sizing: border-box; padding: 2rem; background: #fff; border: 1px solid #c9c9c9; border-radius: .5rem; }
  h1 { margin: 0 0 .5rem; font-size: 1.375rem; }
  p { margin: 0 0 1rem; }
  .note { color: #444; font-size: .875rem; }
  .status { padding: .5rem .75rem; background: #eef4ff; border-left: 4px solid #0b5cab; }
  button { width: 100%; min-height: 2.75rem; border: 0; border-radius: .25rem; background: #0b5cab; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
  button:hover { background: #014486; }
  button:focus-visible { outline: 3px solid #181818; outline-offset: 2px; }
</style>
</head>
<body>
<main>
  <h1>埋め込み組織にログイン</h1>
  ${loggedOut ? '<p class="status" role="status">ログアウトしました。</p>' : ''}
  <p>この端末の中だけで動く、練習と確認のための組織です。パスワードはありません。</p>
  <form method="post" action="/login">
    <input type="hidden" name="startURL" value="${escapeHtml(startUrl)}">
    <button type="submit" autofocus>デモ管理者としてログイン</button>
  </form>
  <p class="note" style="margin-top:1rem">入力した内容はこの端末のファイルにだけ保存されます。実在の企業や個人の情報は入れないでください。</p>
</main>
</body>
</html>
`
  };
}
