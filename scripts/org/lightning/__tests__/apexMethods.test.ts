import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auraEnabledMethod, auraEnabledMethods } from '../apexMethods.ts';

const CLASS = `
public with sharing class Things {
  /* @AuraEnabled public static void commented() {} */
  // @AuraEnabled public static void commentedToo() {}
  String text = '@AuraEnabled public static void quoted() {';
  public class Item { @AuraEnabled public String name; }
  @AuraEnabled(cacheable=true)
  public static List<Item> getItems(String objectApiName, Integer max) { return null; }
  @AuraEnabled
  global static Map<String, List<Item>> saveAll(List<Item> items) { return null; }
  @AuraEnabled public static void ping() { }
  public static void hidden() { }
  @AuraEnabled private static void secret() { }
  @AuraEnabled public void instance() { }
}`;

test('only public static methods with the annotation are offered, with their parameters', () => {
  assert.deepEqual(auraEnabledMethods(CLASS), [
    { name: 'getItems', cacheable: true, parameters: ['objectApiName', 'max'] },
    { name: 'saveAll', cacheable: false, parameters: ['items'] },
    { name: 'ping', cacheable: false, parameters: [] }
  ]);
});

test('Apex names are found without regard to case', () => {
  assert.equal(auraEnabledMethod(CLASS, 'GETITEMS')?.name, 'getItems');
  assert.equal(auraEnabledMethod(CLASS, 'hidden'), undefined);
});
