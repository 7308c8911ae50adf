import type { FieldView } from 'c/hearingView';

export function view(rest: Partial<FieldView> = {}): FieldView {
  return {
    key: 'Case_Background',
    field: 'Background__c',
    label: '訪問に至った背景',
    help: '経緯を書く',
    tier: '推奨',
    due: false,
    mode: 'edit',
    rows: null,
    kind: 'text',
    value: null,
    displayValue: null,
    options: [],
    maxLength: undefined,
    step: undefined,
    error: '',
    mark: null,
    marks: [],
    markError: '',
    question: 'どのような経緯でお声がけいただきましたか',
    hint: 'きっかけの発言をそのまま書く',
    example: '展示会で声を掛けた',
    ...rest
  };
}
