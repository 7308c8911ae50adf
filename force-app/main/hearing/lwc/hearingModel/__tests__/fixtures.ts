import { rankPhases } from 'c/hearingModel';
import type { HearingItem, HearingState, PhaseValue } from 'c/hearingModel';

export const PHASE_VALUES: readonly PhaseValue[] = [
  { value: '準備', label: '準備', attributes: { closed: false, won: false } },
  { value: '発見', label: '発見', attributes: { closed: false, won: false } },
  { value: '提案', label: '提案', attributes: { closed: false, won: false } },
  { value: '完了', label: '完了', attributes: { closed: true, won: true } },
  { value: '中止', label: '中止', attributes: { closed: true, won: false } }
];

export const PHASES = rankPhases(PHASE_VALUES);

export function item(developerName: string, rest: Partial<HearingItem> = {}): HearingItem {
  return {
    developerName,
    label: developerName,
    objectApiName: 'Opportunity',
    fieldApiName: `${developerName}__c`,
    rows: null,
    section: '節',
    sectionOrder: 1,
    sortOrder: 1,
    tier: '任意',
    phaseAsked: '準備',
    dueRank: 0,
    hasRule: false,
    fixed: false,
    question: null,
    hint: null,
    example: null,
    ...rest
  };
}

const ITEMS: readonly HearingItem[] = [
  item('Output', { section: '成果', sectionOrder: 9, tier: '必須', phaseAsked: '提案', dueRank: 4 }),
  item('Type', { section: '訪問目的', sectionOrder: 2, sortOrder: 1, tier: '必須', phaseAsked: '準備', dueRank: 2 }),
  item('Background', { section: '訪問目的', sectionOrder: 2, sortOrder: 2, tier: '推奨', phaseAsked: '準備' }),
  item('Prepared', { section: '訪問目的', sectionOrder: 2, sortOrder: 3, tier: '必須', phaseAsked: '準備', dueRank: 2 }),
  item('Issues', { section: '経営課題', sectionOrder: 4, sortOrder: 1, tier: '必須', phaseAsked: '発見', dueRank: 3 }),
  item('Detail', { section: '経営課題', sectionOrder: 4, sortOrder: 2, tier: '推奨', phaseAsked: '発見' }),
  item('Passion', { section: '経営課題', sectionOrder: 4, sortOrder: 3, tier: '任意', phaseAsked: '発見' }),
  item('DropReason', { section: '判断', sectionOrder: 10, tier: '必須', phaseAsked: '中止', fixed: true })
];

export function hearing({
  phase = '準備',
  filled = [],
  hidden = []
}: {
  phase?: string;
  filled?: string[];
  hidden?: string[];
}): HearingState {
  return { items: ITEMS, phases: PHASES, phase, filled: new Set(filled), hidden: new Set(hidden) };
}
