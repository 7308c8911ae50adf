/** Hand-written cases of the figures. `HearingFiguresTest.cls` repeats them line by line, and a test keeps the two alike. */

/** Name, tier, phase asked, due rank, type of the field, its value, and the mark if there is one. `Rows` counts child rows. */
export type CaseItem = [string, string, string, number, string, string | number | boolean | null, string?];

export interface FigureCase {
  name: string;
  object: 'Lead' | 'Opportunity';
  phase: string;
  /** Phase before the save, of a move. */
  from?: string;
  /** Phase left by a record aside of the line. */
  left?: string;
  items: CaseItem[];
  /** 必須充足率, 推奨充足率, 登録文字数, 未確認数. */
  figures: [number | null, number | null, number, number];
  /** Items that the move makes due and that are empty. */
  due?: string[];
}

export const FIGURE_CASES: FigureCase[] = [
  { name: 'nothing asked at all', object: 'Opportunity', phase: '提案', items: [], figures: [null, null, 0, 0] },
  {
    name: 'one of two required items',
    object: 'Opportunity',
    phase: '事前準備',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', 'その他'],
      ['B', '必須', '事前準備', 2, 'Boolean', false]
    ],
    figures: [50, null, 0, 0]
  },
  {
    name: 'a ticked box is an answer',
    object: 'Opportunity',
    phase: '事前準備',
    items: [['A', '必須', '事前準備', 2, 'Boolean', true]],
    figures: [100, null, 0, 0]
  },
  {
    name: 'required and recommended items are counted apart, optional ones not',
    object: 'Opportunity',
    phase: '事前準備',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', 'その他'],
      ['B', '推奨', '事前準備', 0, 'Picklist', null],
      ['C', '任意', '事前準備', 0, 'Picklist', null]
    ],
    figures: [100, 0, 0, 0]
  },
  {
    name: 'items of later phases are not asked yet',
    object: 'Opportunity',
    phase: '事前準備',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', 'その他'],
      ['B', '必須', '課題の特定', 3, 'Picklist', null],
      ['C', '推奨', '提案', 0, 'Picklist', null]
    ],
    figures: [100, null, 0, 0]
  },
  {
    name: 'items of earlier phases stay asked',
    object: 'Opportunity',
    phase: 'フォロー中',
    items: [
      ['A', '推奨', '事前準備', 0, 'Picklist', null],
      ['B', '推奨', '課題の特定', 0, 'Picklist', 'その他'],
      ['C', '推奨', '提案', 0, 'Picklist', 'その他'],
      ['D', '推奨', 'フォロー中', 0, 'Picklist', 'その他']
    ],
    figures: [null, 75, 0, 0]
  },
  {
    name: 'a case completed with success is asked everything of the line, nothing of a drop',
    object: 'Opportunity',
    phase: 'クローズ（支援完了）',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', 'その他'],
      ['B', '必須', 'フォロー中', 5, 'Picklist', null],
      ['C', '推奨', 'クローズ（支援完了）', 0, 'Picklist', null],
      ['D', '必須', 'クローズ（未アクション）', 0, 'Picklist', null]
    ],
    figures: [50, 0, 0, 0]
  },
  {
    name: 'a dropped case is asked up to the phase that it left, and the questions of the drop',
    object: 'Opportunity',
    phase: 'クローズ（未アクション）',
    left: '課題の特定',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', 'その他'],
      ['B', '必須', '課題の特定', 3, 'Picklist', null],
      ['C', '必須', '提案', 4, 'Picklist', null],
      ['D', '必須', 'クローズ（未アクション）', 0, 'Picklist', '人手不足']
    ],
    figures: [67, null, 0, 0]
  },
  {
    name: 'a dropped case that tells no phase left is asked about the drop only',
    object: 'Opportunity',
    phase: 'クローズ（未アクション）',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', null],
      ['B', '必須', 'クローズ（未アクション）', 0, 'Picklist', '人手不足'],
      ['C', '推奨', 'クローズ（未アクション）', 0, 'TextArea', null]
    ],
    figures: [100, 0, 0, 0]
  },
  {
    name: 'a reopened case forgets the phase that it once left',
    object: 'Opportunity',
    phase: '事前準備',
    from: 'クローズ（未アクション）',
    left: '提案',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', 'その他'],
      ['B', '必須', '提案', 4, 'Picklist', null],
      ['C', '必須', 'クローズ（未アクション）', 0, 'Picklist', null]
    ],
    figures: [100, null, 0, 0],
    due: []
  },
  {
    name: 'a candidate without need of a visit is asked up to the status that it left',
    object: 'Lead',
    phase: '訪問不要',
    left: '未連絡',
    items: [
      ['A', '必須', '新規', 2, 'Picklist', '紹介'],
      ['B', '必須', '未連絡', 3, 'Date', null],
      ['C', '推奨', '連絡済み', 0, 'Picklist', '高'],
      ['D', '必須', '訪問不要', 0, 'Picklist', '最初から不要'],
      ['E', '必須', '訪問不要', 0, 'TextArea', '方針がない。']
    ],
    figures: [75, null, 0, 0]
  },
  {
    name: 'a converted candidate is asked everything of the line',
    object: 'Lead',
    phase: '取引開始済み',
    items: [
      ['A', '必須', '新規', 2, 'Picklist', '紹介'],
      ['B', '必須', '連絡済み', 4, 'Date', '2026-11-20'],
      ['C', '推奨', '取引開始済み', 0, 'String', null],
      ['D', '必須', '訪問不要', 0, 'Picklist', null]
    ],
    figures: [100, 0, 0, 0]
  },
  {
    name: 'an item of a phase that the object does not have is never asked',
    object: 'Lead',
    phase: '連絡済み',
    items: [['A', '必須', '提案', 0, 'Picklist', null]],
    figures: [null, null, 0, 0]
  },
  {
    name: 'a record in a phase that is not on the line is asked nothing',
    object: 'Opportunity',
    phase: '組織の独自のフェーズ',
    left: '提案',
    items: [['A', '必須', '事前準備', 2, 'Picklist', null]],
    figures: [null, null, 0, 0]
  },
  {
    name: '該当なし leaves both sides',
    object: 'Opportunity',
    phase: '事前準備',
    items: [
      ['A', '推奨', '事前準備', 0, 'Picklist', null, '該当なし'],
      ['B', '推奨', '事前準備', 0, 'Picklist', 'その他'],
      ['C', '推奨', '事前準備', 0, 'Picklist', null]
    ],
    figures: [null, 50, 0, 0]
  },
  {
    name: 'nothing but 該当なし leaves the rate blank',
    object: 'Opportunity',
    phase: '事前準備',
    items: [['A', '推奨', '事前準備', 0, 'Picklist', null, '該当なし']],
    figures: [null, null, 0, 0]
  },
  {
    name: '未確認 counts as empty and is counted',
    object: 'Opportunity',
    phase: '課題の特定',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', null, '未確認'],
      ['B', '推奨', '課題の特定', 0, 'LongTextArea', null, '未確認'],
      ['C', '任意', '課題の特定', 0, 'Picklist', null, '未確認'],
      ['D', '推奨', '課題の特定', 0, 'Picklist', 'その他']
    ],
    figures: [0, 50, 0, 3]
  },
  {
    name: 'a mark 未確認 of a later phase is not counted yet',
    object: 'Opportunity',
    phase: '事前準備',
    items: [['A', '推奨', '提案', 0, 'Picklist', null, '未確認']],
    figures: [null, null, 0, 0]
  },
  {
    name: 'an answer beats the mark that is still there',
    object: 'Opportunity',
    phase: '事前準備',
    items: [
      ['A', '推奨', '事前準備', 0, 'Picklist', 'その他', '未確認'],
      ['B', '推奨', '事前準備', 0, 'Picklist', 'その他', '該当なし'],
      ['C', '推奨', '事前準備', 0, 'Picklist', null]
    ],
    figures: [null, 67, 0, 0]
  },
  {
    name: 'white space is no answer, in a full-width form either',
    object: 'Opportunity',
    phase: '事前準備',
    items: [
      ['A', '推奨', '事前準備', 0, 'String', ' \t　'],
      ['B', '推奨', '事前準備', 0, 'TextArea', '\r\n'],
      ['C', '推奨', '事前準備', 0, 'String', '\u00a0\ufeff\u2028'],
      ['D', '推奨', '事前準備', 0, 'String', '　あ　']
    ],
    figures: [null, 25, 0, 0]
  },
  {
    name: '未確認 in a picklist is no answer, in a text it is',
    object: 'Lead',
    phase: '連絡済み',
    items: [
      ['A', '推奨', '連絡済み', 0, 'Picklist', '未確認'],
      ['B', '推奨', '連絡済み', 0, 'MultiPicklist', '未確認'],
      ['C', '推奨', '連絡済み', 0, 'MultiPicklist', '未確認;特許'],
      ['D', '推奨', '連絡済み', 0, 'String', '未確認']
    ],
    figures: [null, 50, 0, 0]
  },
  {
    name: '不明 is an answer',
    object: 'Lead',
    phase: '新規',
    items: [['A', '推奨', '新規', 0, 'Picklist', '不明']],
    figures: [null, 100, 0, 0]
  },
  {
    name: 'the placeholder of a name is no answer',
    object: 'Lead',
    phase: '連絡済み',
    items: [
      ['A', '必須', '連絡済み', 4, 'String', '（氏名未確認）'],
      ['B', '必須', '連絡済み', 4, 'String', '見本（氏名未確認）'],
      ['C', '必須', '連絡済み', 4, 'String', '見本'],
      ['D', '必須', '連絡済み', 4, 'TextArea', '（氏名未確認）と話した']
    ],
    figures: [50, null, 0, 0]
  },
  {
    name: 'a queue is no owner',
    object: 'Lead',
    phase: '新規',
    items: [
      ['A', '必須', '新規', 2, 'Reference', '00G000000000001AAA'],
      ['B', '必須', '新規', 2, 'Reference', '005000000000001AAA']
    ],
    figures: [50, null, 0, 0]
  },
  {
    name: 'zero is an answer of a number, but no rows are no answer',
    object: 'Opportunity',
    phase: '提案',
    items: [
      ['A', '推奨', '提案', 0, 'Double', 0],
      ['B', '推奨', '提案', 0, 'Rows', 0],
      ['C', '推奨', '提案', 0, 'Rows', null],
      ['D', '推奨', '提案', 0, 'Rows', 2]
    ],
    figures: [null, 50, 0, 0]
  },
  {
    name: 'one of three is a third, rounded',
    object: 'Opportunity',
    phase: '事前準備',
    items: [
      ['A', '必須', '事前準備', 2, 'Date', '2026-11-20'],
      ['B', '必須', '事前準備', 2, 'Date', null],
      ['C', '必須', '事前準備', 2, 'Date', null]
    ],
    figures: [33, null, 0, 0]
  },
  {
    name: 'a half is rounded up: one of eight is 13 percent',
    object: 'Opportunity',
    phase: '事前準備',
    items: [
      ['A', '推奨', '事前準備', 0, 'Date', '2026-11-20'],
      ['B', '推奨', '事前準備', 0, 'Date', null],
      ['C', '推奨', '事前準備', 0, 'Date', null],
      ['D', '推奨', '事前準備', 0, 'Date', null],
      ['E', '推奨', '事前準備', 0, 'Date', null],
      ['F', '推奨', '事前準備', 0, 'Date', null],
      ['G', '推奨', '事前準備', 0, 'Date', null],
      ['H', '推奨', '事前準備', 0, 'Date', null]
    ],
    figures: [null, 13, 0, 0]
  },
  {
    name: 'characters are counted in long texts, not in short ones',
    object: 'Opportunity',
    phase: '事前準備',
    items: [
      ['A', '任意', '事前準備', 0, 'LongTextArea', '自社の強み'],
      ['B', '任意', '事前準備', 0, 'TextArea', '短い文'],
      ['C', '任意', '事前準備', 0, 'String', '名前'],
      ['D', '任意', '事前準備', 0, 'LongTextArea', null]
    ],
    figures: [null, null, 5, 0]
  },
  {
    name: 'line breaks of either kind are no characters, spaces are',
    object: 'Opportunity',
    phase: '事前準備',
    items: [['A', '任意', '事前準備', 0, 'LongTextArea', '一\r\n二\n三\r四 　']],
    figures: [null, null, 6, 0]
  },
  {
    name: 'a character outside the basic plane counts once',
    object: 'Opportunity',
    phase: '事前準備',
    items: [['A', '任意', '事前準備', 0, 'LongTextArea', '𠮷野家😀']],
    figures: [null, null, 4, 0]
  },
  {
    name: 'characters count before their question is asked',
    object: 'Opportunity',
    phase: '事前準備',
    items: [['A', '推奨', 'フォロー中', 0, 'LongTextArea', '先に書いた']],
    figures: [null, null, 5, 0]
  },
  {
    name: 'a step forward makes due what the next phase demands',
    object: 'Opportunity',
    phase: '課題の特定',
    from: '事前準備',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', null],
      ['B', '必須', '事前準備', 2, 'Picklist', 'その他'],
      ['C', '必須', '課題の特定', 3, 'Picklist', null]
    ],
    figures: [33, null, 0, 0],
    due: ['A']
  },
  {
    name: 'a jump makes due everything on its way',
    object: 'Opportunity',
    phase: 'クローズ（支援完了）',
    from: '課題の特定',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', null],
      ['B', '必須', '課題の特定', 3, 'LongTextArea', '　'],
      ['C', '必須', '提案', 4, 'Rows', 0],
      ['D', '必須', 'フォロー中', 5, 'Boolean', false]
    ],
    figures: [0, null, 1, 0],
    due: ['B', 'C', 'D']
  },
  {
    name: 'a step back makes nothing due',
    object: 'Opportunity',
    phase: '課題の特定',
    from: '提案',
    items: [['A', '必須', '事前準備', 2, 'Picklist', null]],
    figures: [0, null, 0, 0],
    due: []
  },
  {
    name: 'a save without a move makes nothing due',
    object: 'Lead',
    phase: '連絡済み',
    from: '連絡済み',
    items: [['A', '必須', '新規', 2, 'Picklist', null]],
    figures: [0, null, 0, 0],
    due: []
  },
  {
    name: 'a drop makes nothing due',
    object: 'Opportunity',
    phase: 'クローズ（未アクション）',
    from: '提案',
    left: '提案',
    items: [['A', '必須', '事前準備', 2, 'Picklist', null]],
    figures: [0, null, 0, 0],
    due: []
  },
  {
    name: 'a return from aside meets every gate up to the target',
    object: 'Lead',
    phase: '連絡済み',
    from: '訪問不要',
    left: '新規',
    items: [
      ['A', '必須', '新規', 2, 'Picklist', null],
      ['B', '必須', '未連絡', 3, 'Date', null],
      ['C', '必須', '連絡済み', 4, 'Date', null]
    ],
    figures: [0, null, 0, 0],
    due: ['A', 'B']
  },
  {
    name: 'no mark satisfies a gate',
    object: 'Opportunity',
    phase: '課題の特定',
    from: '事前準備',
    items: [
      ['A', '必須', '事前準備', 2, 'Picklist', null, '未確認'],
      ['B', '必須', '事前準備', 2, 'Picklist', null, '該当なし']
    ],
    figures: [0, null, 0, 1],
    due: ['A', 'B']
  },
  {
    name: 'a due rank of zero is never due',
    object: 'Opportunity',
    phase: '課題の特定',
    from: 'クローズ（未アクション）',
    items: [['A', '必須', 'クローズ（未アクション）', 0, 'Picklist', null]],
    figures: [null, null, 0, 0],
    due: []
  },
  {
    name: 'an item is due by its rank, whatever its tier and wherever it is asked',
    object: 'Opportunity',
    phase: '課題の特定',
    from: '事前準備',
    items: [
      ['A', '推奨', '事前準備', 2, 'Picklist', null],
      ['B', '必須', '提案', 2, 'Picklist', null]
    ],
    figures: [null, 0, 0, 0],
    due: ['A', 'B']
  }
];

/** Ranks of the phases as the rules of the package have them. */
export const CASE_RANKS: Record<FigureCase['object'], ReadonlyMap<string, number>> = {
  Lead: new Map(Object.entries({ 新規: 1, 未連絡: 2, 連絡済み: 3, 取引開始済み: 4, 訪問不要: 0 })),
  Opportunity: new Map(
    Object.entries({
      事前準備: 1,
      課題の特定: 2,
      提案: 3,
      フォロー中: 4,
      'クローズ（支援完了）': 5,
      'クローズ（未アクション）': 0
    })
  )
};
