import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assign, insert, savedId } from '../../records/__tests__/fixtures.ts';
import { readRecord } from '../../records/store.ts';
import { assignment, filter, flowFile, flowOrg, formula, lookup, ref, whenFormula } from './fixtures.ts';

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const FILES = {
  'customPermissions/Skip_Flows.customPermission': `<CustomPermission ${NS}><isLicensed>false</isLicensed><label>除外</label></CustomPermission>`,
  'permissionsets/Skippers.permissionset': `<PermissionSet ${NS}><customPermissions><enabled>true</enabled><name>Skip_Flows</name></customPermissions><hasActivationRequired>false</hasActivationRequired><label>除外</label></PermissionSet>`,
  'labels/CustomLabels.labels': `<CustomLabels ${NS}><labels><fullName>Word</fullName><language>ja</language><protected>false</protected><shortDescription>語</shortDescription><value>言葉</value></labels></CustomLabels>`,
  'objects/Setting__mdt.object': `<CustomObject ${NS}><fields><fullName>Days__c</fullName><label>日数</label><precision>3</precision><scale>0</scale><type>Number</type></fields><label>設定</label><pluralLabel>設定</pluralLabel><visibility>Public</visibility></CustomObject>`,
  'customMetadata/Setting.Default.md': `<CustomMetadata ${NS} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>既定</label><protected>false</protected><values><field>Days__c</field><value xsi:type="xsd:double">12.0</value></values></CustomMetadata>`
};

test('reads permissions, labels and custom metadata, by formula, by reference and by lookup', () => {
  const org = flowOrg(
    {
      Globals: flowFile(
        '共通値',
        { trigger: 'RecordBeforeSave', entry: whenFormula('NOT({!$Permission.Skip_Flows})'), first: 'Get_Setting' },
        [
          lookup('Get_Setting', 'Setting__mdt', filter('DeveloperName', 'EqualTo', 'Default'), 'Set'),
          assignment('Set', [
            ['$Record.Notes__c', ref('$Label.Word')],
            ['$Record.Count__c', ref('Get_Setting.Days__c')],
            ['$Record.Due__c', ref('due')]
          ]),
          formula('due', 'Date', 'DATE(2026, 1, 1) + {!$CustomMetadata.Setting__mdt.Default.Days__c}')
        ]
      )
    },
    { files: FILES }
  );
  const set = readRecord(org, 'Widget__c', savedId(insert(org, 'Widget__c', { Name: 'W' })));
  assert.deepEqual([set?.['Notes__c'], set?.['Count__c'], set?.['Due__c']], ['言葉', 12, '2026-01-13']);
  assign(org, 'Skippers');
  const left = readRecord(org, 'Widget__c', savedId(insert(org, 'Widget__c', { Name: 'W' })));
  assert.equal(left?.['Notes__c'], null, 'the running user holds the permission');
});
