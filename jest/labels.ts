/** The custom labels of the package, so that tests see the words that users see. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(__dirname, '..', 'force-app', 'main', 'common', 'labels', 'CustomLabels.labels-meta.xml');

/** Label text by name. */
export function readLabels(): Map<string, string> {
  const labels = new Map<string, string>();
  for (const [block] of readFileSync(FILE, 'utf8').matchAll(/<labels>[\s\S]*?<\/labels>/g)) {
    labels.set(textOf(block, 'fullName'), textOf(block, 'value'));
  }
  return labels;
}

function textOf(block: string, tag: string): string {
  const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(block)?.[1] ?? '';
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
