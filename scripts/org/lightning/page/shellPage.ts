/** The one HTML page of the browser side. */
import type { PlatformAssets } from '../build/platform.ts';

export interface SessionContext {
  userId: string;
  userName: string;
  revision: number;
  apiVersion: string;
  customPermissions: string[];
}

/** Scripts come from the org only; synthetic shadow needs style elements. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'"
].join('; ');

/** JSON that cannot end its script element. */
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** @returns the page and the Content-Security-Policy to send with it */
export function shellPage(assets: PlatformAssets, context: SessionContext): { html: string; policy: string } {
  const html = `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lightning Experience</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/lightning/slds/styles/salesforce-lightning-design-system.min.css">
<link rel="stylesheet" href="/lightning/assets/${assets.styles}">
<script src="/lightning/assets/${assets.syntheticShadow}"></script>
<script type="module" src="/lightning/assets/${assets.main}"></script>
</head>
<body class="slds-scope">
<script type="application/json" id="context">${embedded(context)}</script>
</body>
</html>
`;
  return { html, policy: POLICY };
}
