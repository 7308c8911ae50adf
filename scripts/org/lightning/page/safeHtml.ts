/** Rich text of metadata (path guidance, rich text components) as a tree that cannot carry anything active. */
import type { SafeNode } from './types.ts';

const ALLOWED = new Set([
  'p',
  'br',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'ul',
  'ol',
  'li',
  'a',
  'h1',
  'h2',
  'h3',
  'h4',
  'blockquote',
  'code',
  'pre',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'hr',
  'div',
  'span',
  'sub',
  'sup'
]);
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'area', 'base', 'col', 'embed', 'source', 'track', 'wbr']);
/** Elements whose text is no text for readers: dropped with all they hold. */
const SWALLOWED = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'template',
  'noscript',
  'svg',
  'math',
  'textarea',
  'title',
  'select',
  'xmp'
]);
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  middot: '·',
  hellip: '…',
  rarr: '→',
  larr: '←',
  times: '×',
  yen: '¥'
};

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** Control characters and blanks inside a scheme (`java\nscript:`) are ignored by browsers. */
function safeHref(attributes: string): string | undefined {
  const match = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes);
  const href = decoded(match?.[1] ?? match?.[2] ?? match?.[3] ?? '').replace(/[\u0000-\u0020]/g, '');
  return SAFE_LINK.test(href) ? href : undefined;
}

interface Frame {
  tag: string;
  href?: string;
  children: SafeNode[];
}

/**
 * Parses HTML and keeps text, a few formatting elements and http(s), mail and phone links; nothing else survives.
 * Broken markup gives plain text, never an error.
 */
export function safeHtml(html: string): SafeNode[] {
  const root: Frame = { tag: '', children: [] };
  const stack: Frame[] = [root];
  const top = (): Frame => stack.at(-1) ?? root;
  const tokens = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g;
  let position = 0;
  const addText = (text: string): void => {
    if (text !== '') top().children.push(decoded(text));
  };
  for (let token = tokens.exec(html); token !== null; token = tokens.exec(html)) {
    addText(html.slice(position, token.index));
    position = tokens.lastIndex;
    const [, closing, name, attributes = ''] = token;
    if (name === undefined) continue;
    const tag = name.toLowerCase();
    if (SWALLOWED.has(tag)) {
      if (!closing) position = tokens.lastIndex = endOf(html, tag, position);
    } else if (ALLOWED.has(tag)) {
      if (closing) close(stack, tag);
      else open(stack, tag, attributes);
    }
  }
  addText(html.slice(position));
  return root.children;
}

function endOf(html: string, tag: string, from: number): number {
  const end = new RegExp(`</${tag}[^>]*>`, 'ig');
  end.lastIndex = from;
  return end.exec(html) ? end.lastIndex : html.length;
}

function open(stack: Frame[], tag: string, attributes: string): void {
  const href = tag === 'a' ? safeHref(attributes) : undefined;
  const node: Frame = { tag: tag === 'a' && href === undefined ? 'span' : tag, ...(href === undefined ? {} : { href }), children: [] };
  stack.at(-1)?.children.push(node);
  if (!VOID.has(tag)) stack.push({ ...node, tag });
}

function close(stack: Frame[], tag: string): void {
  const index = stack.findLastIndex((frame) => frame.tag === tag);
  if (index > 0) stack.length = index;
}
