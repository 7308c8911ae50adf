/** Rich text from a safe tree: elements are made one by one, markup is never parsed in the browser. */
import { api, LightningElement } from 'lwc';
import type { SafeNode } from '../../../page/types.ts';

function nodeOf(node: SafeNode): Node {
  if (typeof node === 'string') return document.createTextNode(node);
  const element = document.createElement(node.tag);
  if (node.href !== undefined) {
    element.setAttribute('href', node.href);
    element.setAttribute('target', '_blank');
    element.setAttribute('rel', 'noopener');
  }
  element.append(...node.children.map(nodeOf));
  return element;
}

export default class SafeHtml extends LightningElement {
  @api nodes: readonly SafeNode[] = [];
  private shown: readonly SafeNode[] | undefined;

  renderedCallback(): void {
    if (this.shown === this.nodes) return;
    this.shown = this.nodes;
    this.template?.querySelector('.slds-rich-text-editor__output')?.replaceChildren(...this.nodes.map(nodeOf));
  }
}
