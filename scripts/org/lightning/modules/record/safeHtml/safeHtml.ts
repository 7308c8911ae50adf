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
  private tree: readonly SafeNode[] = [];

  @api
  get nodes(): readonly SafeNode[] {
    return this.tree;
  }
  set nodes(value: readonly SafeNode[]) {
    this.tree = value;
    this.fill();
  }

  renderedCallback(): void {
    this.fill();
  }

  private fill(): void {
    this.template?.querySelector('.slds-rich-text-editor__output')?.replaceChildren(...this.tree.map(nodeOf));
  }
}
