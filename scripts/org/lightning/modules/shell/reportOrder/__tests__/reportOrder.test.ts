import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matrixResult, summaryResult } from '../../chartData/__tests__/fixtures.ts';
import { groupOrders, groupOverrides } from '../reportOrder.ts';

test('offers every grouping its values and the summaries as orders, the present one marked', () => {
  const result = summaryResult();
  result.reportMetadata.groupingsDown[1] = { name: 'Size__c', sortOrder: 'Desc', sortAggregate: 'RowCount' };
  const menus = groupOrders(result);
  assert.deepEqual(
    menus.map(({ label, items }) => [label, items.filter(({ checked }) => checked).map((item) => item.label)]),
    [
      ['「色」のグループの並び順', ['昇順に並び替え']],
      ['「大きさ」のグループの並び順', ['「レコード件数」の大きい順']]
    ]
  );
  assert.equal(menus[0]?.items.length, 6);
  assert.deepEqual(
    groupOrders(matrixResult()).map(({ axis }) => axis),
    ['down', 'across']
  );
});

test('an item of the menu is what the API takes', () => {
  const { reportMetadata } = matrixResult();
  assert.deepEqual(groupOverrides(reportMetadata, new Map()), {});
  const [menu] = groupOrders(matrixResult());
  const order = menu?.orders[menu.items.find(({ label }) => label === '「価格の合計」の小さい順')?.value ?? ''];
  assert.ok(order);
  assert.deepEqual(groupOverrides(reportMetadata, new Map([['Color__c', order]])), {
    groupingsDown: [{ name: 'Color__c', sortOrder: 'Asc', sortAggregate: 's!Price__c' }],
    groupingsAcross: [{ name: 'Size__c' }]
  });
});
