import type { Fact, Grouping, ReportResult } from '../../analytics/analytics.ts';

const group = (key: string, label: string, groupings: Grouping[] = []): Grouping => ({ key, label, value: label, groupings });
const fact = (count: number, amount: number | null = null): Fact => ({
  aggregates: [
    { label: String(count), value: count },
    { label: amount === null ? '-' : `¥${amount}`, value: amount }
  ]
});

/** Widgets by colour, then by size: 赤 3 (小 1, 大 2), 青 1 (小 1). */
export function summaryResult(): ReportResult {
  return {
    reportMetadata: {
      id: '00O000000000001AAA',
      name: '部品の色',
      reportFormat: 'SUMMARY',
      aggregates: ['RowCount', 's!Price__c'],
      detailColumns: [],
      groupingsDown: [{ name: 'Color__c' }, { name: 'Size__c' }],
      groupingsAcross: []
    },
    reportExtendedMetadata: {
      aggregateColumnInfo: { RowCount: { label: 'レコード件数' }, 's!Price__c': { label: '価格の合計' } },
      detailColumnInfo: {},
      groupingColumnInfo: { Color__c: { label: '色' }, Size__c: { label: '大きさ' } }
    },
    groupingsDown: { groupings: [group('0', '赤', [group('0_0', '小'), group('0_1', '大')]), group('1', '青', [group('1_0', '小')])] },
    groupingsAcross: { groupings: [] },
    factMap: {
      'T!T': fact(4, 400),
      '0!T': fact(3, 300),
      '0_0!T': fact(1, 100),
      '0_1!T': fact(2, 200),
      '1!T': fact(1, 100),
      '1_0!T': fact(1, 100)
    },
    hasDetailRows: false,
    allData: true
  };
}

/** The same widgets, colour down and size across. */
export function matrixResult(): ReportResult {
  const result = summaryResult();
  return {
    ...result,
    reportMetadata: {
      ...result.reportMetadata,
      reportFormat: 'MATRIX',
      groupingsDown: [{ name: 'Color__c' }],
      groupingsAcross: [{ name: 'Size__c' }]
    },
    groupingsDown: { groupings: [group('0', '赤'), group('1', '青')] },
    groupingsAcross: { groupings: [group('0', '小'), group('1', '大')] },
    factMap: {
      'T!T': fact(4, 400),
      '0!T': fact(3, 300),
      '1!T': fact(1, 100),
      'T!0': fact(2, 200),
      'T!1': fact(2, 200),
      '0!0': fact(1, 100),
      '0!1': fact(2, 200),
      '1!0': fact(1, 100),
      '1!1': fact(0, null)
    }
  };
}
