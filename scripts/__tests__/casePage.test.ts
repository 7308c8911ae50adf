/** 案件, as the officer meets it: the guidance of the path, the page, the highlights and the lists. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { listDefinition, runList } from '../org/query/listViews.ts';
import { accessOf } from '../org/records/access.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';
import { elements, sourceFiles, text, texts, type Element } from './packageSource.ts';

const WON = 'クローズ（支援完了）';
const LOST = 'クローズ（未アクション）';

/** Figure 4-4 of the report, column by column; a cell that is empty there is left out. */
const FIGURE: Record<string, Record<string, string[]>> = {
  事前準備: {
    ゴール: ['事前分析と仮説構築'],
    支援企業側の状況: ['自社の知財に関する相談や支援を依頼したい'],
    特許庁側のタスク: ['公開情報の確認'],
    前進させる基準: ['効果的な打ち合わせができる準備が完了していること']
  },
  課題の特定: {
    ゴール: ['企業情報ならびに課題・ニーズの把握'],
    支援企業側の状況: ['自社の課題・ニーズを把握できている'],
    特許庁側のタスク: ['企業の状況把握', '企業の課題抽出と整理'],
    前進させる基準: ['企業の課題やニーズを特定できていること']
  },
  提案: {
    ゴール: ['課題やニーズに対する支援策の提示'],
    支援企業側の状況: ['知財活動に必要な情報を得られている'],
    特許庁側のタスク: ['課題解決・支援策の提示', '類似事例の紹介', '関係機関へ引渡し'],
    前進させる基準: ['適当な支援策を提案できていること']
  },
  フォロー中: {
    ゴール: ['解決・支援策への取り組み状況の把握'],
    支援企業側の状況: ['課題やニーズに対するアクションが明確になっている'],
    特許庁側のタスク: ['解決策の実行に伴う障壁の確認', '追加の解決・支援策の提示'],
    前進させる基準: ['解決・支援策の実行状況に決着がついていること']
  },
  [LOST]: {
    ゴール: ['解決・支援策の決着'],
    支援企業側の状況: ['課題やニーズに対する支援策の実行を断念している'],
    特許庁側のタスク: ['（必要に応じて）関係機関と支援活動に関する振り返りを実施']
  },
  [WON]: {
    ゴール: ['解決・支援策の決着'],
    支援企業側の状況: ['課題やニーズに対する支援策の実行を完了している'],
    特許庁側のタスク: ['（必要に応じて）関係機関と支援活動に関する振り返りを実施']
  }
};

const steps = elements(sourceFiles('pathAssistant').find(({ name }) => name === 'Case_Path')?.root, 'pathAssistantSteps');
const fields = sourceFiles('field').filter(({ object }) => object === 'Opportunity');
const page = (name: string): Element | undefined => sourceFiles('flexipage').find((each) => each.name === name)?.root;
const shownOn = (root: Element | undefined): string[] =>
  elements(root, 'flexiPageRegions')
    .flatMap((region) => elements(region, 'itemInstances'))
    .flatMap((item) => elements(item, 'fieldInstance'))
    .flatMap((instance) => texts(instance, 'fieldItem'));
/** Components of a region, with their properties. */
function componentsOf(root: Element | undefined, region: string): { name: string; properties: Record<string, string> }[] {
  return elements(root, 'flexiPageRegions')
    .filter((each) => text(each, 'name') === region)
    .flatMap((each) => elements(each, 'itemInstances'))
    .flatMap((item) => elements(item, 'componentInstance'))
    .map((instance) => ({
      name: text(instance, 'componentName'),
      properties: Object.fromEntries(
        elements(instance, 'componentInstanceProperties').map((property) => [text(property, 'name'), text(property, 'value')])
      )
    }));
}

test('the path guides through each phase as figure 4-4 does, cell by cell', () => {
  const guidance = Object.fromEntries(
    steps.map((step) => {
      const info = text(step, 'info').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
      const cells: Record<string, string[]> = {};
      let heading = '';
      for (const [, strong, plain, item] of info.matchAll(/<p><strong>(.+?)<\/strong><\/p>|<p>(.+?)<\/p>|<li>(.+?)<\/li>/g)) {
        if (strong !== undefined) cells[(heading = strong)] = [];
        else cells[heading]?.push(plain ?? item ?? '');
      }
      return [text(step, 'picklistValueName'), cells];
    })
  );
  assert.deepEqual(guidance, FIGURE);
});

test('each step shows at most five key fields, short ones of the page that one can type', () => {
  const shown = shownOn(page('Case_Record_Page'));
  for (const step of steps) {
    const keys = texts(step, 'fieldNames');
    assert.ok(keys.length >= 3 && keys.length <= 5, text(step, 'picklistValueName'));
    for (const key of keys) {
      assert.ok(shown.includes(`Record.${key}`), key);
      const field = fields.find(({ name }) => name === key);
      assert.doesNotMatch(field ? text(field.root, 'type') : '', /LongTextArea|Summary/, key);
      assert.equal(elements(field?.root, 'formula').length, 0, key);
    }
  }
});

test('the phase moves by the gate on both pages, not by the button of the path', () => {
  for (const name of ['Case_Record_Page', 'Candidate_Record_Page']) {
    const [path] = componentsOf(page(name), 'subheader');
    assert.match(path?.name ?? '', /pathAssistant$/);
    assert.equal(path?.properties.hideUpdateButton, 'true', name);
    assert.equal(componentsOf(page(name), 'sidebar')[0]?.name, 'phaseGate', name);
  }
});

test('the highlights say whose case it is, where it stands and how complete it is', () => {
  const layout = sourceFiles('compactLayout').find(({ name }) => name === 'Case_Highlights');
  const shown = texts(layout?.root, 'fields');
  assert.deepEqual(shown.slice(0, 7), ['Name', 'AccountId', 'StageName', 'OwnerId', 'CloseDate', 'IpManagerName__c', 'RequiredRate__c']);
  assert.ok(shown.length <= 10);
});

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
});

after(() => {
  closeOrg(office.org);
});

/** Ids that a list shows the officer. */
function listed(view: string): string[] {
  const object = office.org.catalog.objects.get('Opportunity');
  const list = object && listDefinition(office.org.catalog, object, view);
  assert.ok(list, view);
  return runList(office.org, accessOf(office.org, office.userId), office.userId, list, { sortBy: [], pageSize: 2000, offset: 0 }).ids;
}

/** A case as an import brings it, at a moment. */
function imported(moment: string, values: Row): string {
  office.moveTo(moment);
  office.assign('DataMigration');
  const id = office.created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31', ...values });
  office.unassign('DataMigration');
  return id;
}

test('each list shows the cases that its name promises, and no others', () => {
  const WEDNESDAY = '2026-11-25T03:00:00Z';
  const old = imported('2026-11-10T03:00:00Z', {});
  const lastWeek = imported('2026-11-20T03:00:00Z', { StageName: 'フォロー中' });
  const fresh = imported(WEDNESDAY, { StageName: '提案', CloseDate: '2026-11-24' });
  const dueToday = imported(WEDNESDAY, { StageName: '課題の特定', CloseDate: '2026-11-25' });
  const won = imported('2026-11-10T03:00:00Z', { StageName: WON, RecontactDate__c: '2026-11-26' });
  const dropped = imported('2026-11-10T03:00:00Z', { StageName: LOST, RecontactDate__c: '2026-12-09' });
  const later = imported('2026-11-10T03:00:00Z', { StageName: LOST, RecontactDate__c: '2026-12-10' });
  const ended = imported('2026-11-11T03:00:00Z', { StageName: WON });
  office.moveTo(WEDNESDAY);
  for (const id of [fresh, won]) office.created('ItemState__c', { Case__c: id, Item__c: 'Case_Customers', State__c: '未確認' });
  const all = [old, lastWeek, fresh, dueToday, won, dropped, later, ended];
  const expected: Record<string, string[]> = {
    Support_My_Open_Cases: [old, lastWeek, fresh, dueToday],
    Support_Open_Cases: [old, lastWeek, fresh, dueToday],
    Support_Cases_In_Preparation: [old],
    Support_Cases_In_Follow_Up: [lastWeek],
    Support_Quiet_Cases_This_Week: [old, lastWeek],
    Support_Quiet_Cases_14_Days: [old],
    Support_Unconfirmed_Cases: [fresh],
    Support_Overdue_Cases: [fresh],
    Support_Closed_Cases: [won, dropped, later, ended],
    Support_New_Cases_14_Days: [lastWeek, fresh, dueToday, ended],
    Support_Closed_Cases_14_Days: [ended],
    Support_Recontact_Due_Cases: [dropped]
  };
  const views = sourceFiles('listView').filter(({ object }) => object === 'Opportunity');
  assert.deepEqual(views.map(({ name }) => name).sort(), Object.keys(expected).sort());
  for (const [view, ids] of Object.entries(expected))
    assert.deepEqual(
      listed(view)
        .filter((id) => all.includes(id))
        .sort(),
      [...ids].sort(),
      view
    );
});
