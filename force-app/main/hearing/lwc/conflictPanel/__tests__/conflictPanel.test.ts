import ConflictPanel from 'c/conflictPanel';
import type { ConflictView } from 'c/conflictPanel';
import { createElement } from 'lwc';

type Panel = HTMLElement & { conflicts: readonly ConflictView[] };
const CONFLICTS = [
  { field: 'A__c', label: '背景', mine: '自分の文', theirs: '相手の文' },
  { field: 'B__c', label: '可否', mine: '可', theirs: '不可' }
];

function show(conflicts: readonly ConflictView[]): Panel {
  const panel = Object.assign(createElement('c-conflict-panel', { is: ConflictPanel }), { conflicts }) as unknown as Panel;
  document.body.appendChild(panel);
  return panel;
}
const buttons = (panel: Panel) => [...(panel.shadowRoot?.querySelectorAll<HTMLElement & { label: string }>('lightning-button') ?? [])];

describe('c-conflict-panel', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows nothing without conflicts', () => {
    expect(show([]).shadowRoot?.querySelector('[data-panel]')).toBeNull();
  });

  it('says who saved first, shows both values and names the field on each choice', () => {
    const panel = show(CONFLICTS);
    const text = panel.shadowRoot?.querySelector('[role="alert"]')?.textContent ?? '';
    expect(text).toContain('ほかの人が先に保存した項目です');
    expect(text).toContain('自分の文');
    expect(text).toContain('相手の文');
    expect(buttons(panel).map(({ label }) => label)).toEqual([
      '「背景」を自分の入力にする',
      '「背景」を保存済みの値に戻す',
      '「可否」を自分の入力にする',
      '「可否」を保存済みの値に戻す'
    ]);
  });

  it('reports the choice of one field', () => {
    const resolve = jest.fn();
    const panel = show(CONFLICTS);
    panel.addEventListener('resolve', (event) => resolve((event as CustomEvent).detail));
    buttons(panel)[0]?.click();
    buttons(panel)[3]?.click();
    expect(resolve.mock.calls).toEqual([[{ field: 'A__c', choice: 'mine' }], [{ field: 'B__c', choice: 'theirs' }]]);
  });

  it('moves the focus on to the next question when one is answered', async () => {
    const panel = show(CONFLICTS);
    buttons(panel)[0]?.click();
    panel.conflicts = CONFLICTS.slice(1);
    const focus = jest.fn();
    HTMLElement.prototype.focus = focus;
    await Promise.resolve();
    expect(focus.mock.contexts[0]).toBe(buttons(panel)[0]);
  });

  it('is accessible', async () => {
    await expect(show(CONFLICTS)).toBeAccessible();
  });
});
