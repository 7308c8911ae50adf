/**
 * `npm run docs`: writes `docs/項目定義書.md` from the package's own metadata: every field of every record page in the
 * page's order, with its help, its tier and its values; and `docs/検査規則.md`, the rules of `npm run check`.
 * A test fails when a file is stale.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deployedOrg } from './lib/deployedOrg.ts';
import { runMain } from './lib/failure.ts';
import { FORCE_APP, ROOT } from './lib/paths.ts';
import { RULE_LIST, ruleList } from './lib/ruleList.ts';
import type { Catalog, FieldDef, ObjectDef } from './org/metadata/catalog.ts';
import { closeOrg } from './org/org.ts';

/** The generated document. */
export const FIELD_DEFINITIONS = join(ROOT, 'docs', '項目定義書.md');

/**
 * Objects in the order of the work, with the page that shows them and the report's section. An object that the report
 * does not bring along by itself (a custom one) quotes the sentence of the report that asks for it.
 */
export const OBJECTS: { name: string; page?: string; source: string; sentence?: string }[] = [
  { name: 'Lead', page: 'Candidate_Record_Page', source: '報告書5.4' },
  { name: 'Account', page: 'Company_Record_Page', source: '報告書5.5' },
  { name: 'Contact', page: 'Contact_Record_Page', source: '報告書5.5' },
  { name: 'Opportunity', page: 'Case_Record_Page', source: '報告書5.6' },
  {
    name: 'Visit__c',
    page: 'Visit_Record_Page',
    source: '報告書2.4',
    sentence:
      'ヒアリング実施後は、ヒアリングで聴取した内容や当日やり取り等のヒアリングメモを作成し、ヒアリング実施日から 3 営業日以内に関係者に報告した。'
  },
  {
    name: 'CaseIssue__c',
    page: 'CaseIssue_Record_Page',
    source: '報告書6.2',
    sentence:
      '企業と会話する中で、課題が変わっていくことも考えられるため、そのような場合に、そのプロセスも管理できるとノウハウが蓄積できるように考える'
  },
  {
    name: 'Consultation__c',
    page: 'Consultation_Record_Page',
    source: '報告書6.3',
    sentence: '特許・実用新案や意匠、商標、著作権など、権利ごとの相談種別を入れられるとよい。'
  },
  {
    name: 'MeasureProposal__c',
    page: 'MeasureProposal_Record_Page',
    source: '報告書5.6',
    sentence: '実施内容－「提案内容」のうち、企業に対して実際に実施した支援策'
  },
  {
    name: 'SupportMeasure__c',
    page: 'SupportMeasure_Record_Page',
    source: '報告書4.3',
    sentence: '支援メニュー（課題と解決策のセット）をテンプレート化する'
  },
  {
    name: 'DraftKey__c',
    source: '報告書10',
    sentence: '最初から多くの機能を使うよりもまずはデータを登録することを関係者に習慣づけ'
  },
  {
    name: 'PhaseLog__c',
    page: 'PhaseLog_Record_Page',
    source: '報告書6.3',
    sentence: 'ステータス判断は個人の考えが入ってしまうので、判断理由をCRM上で必ず残すようにすることが重要'
  },
  {
    name: 'ItemState__c',
    page: 'ItemState_Record_Page',
    source: '報告書9.2',
    sentence: '管理職等が定期的にデータの登録状況を確認し、登録情報や記載粒度の統一を図る。'
  },
  {
    name: 'Target__c',
    page: 'Target_Record_Page',
    source: '報告書4.3',
    sentence: '課全体や職員ごとの目標指標を見える化することで期中の進捗を把握できる'
  },
  {
    name: 'HearingItem__mdt',
    source: '報告書6.4',
    sentence: '案件画面の入力項目は必須、できれば入れほしい項目、任意の3段階程度で良いと思う。'
  },
  {
    name: 'CrmSetting__mdt',
    source: '報告書5.1',
    sentence: '普及支援課の職員にて改修を実施する可能性を考慮し、個別のカスタマイズを過度に行わないことを設計・構築の原則とした。'
  },
  { name: 'CrmHoliday__mdt', source: '報告書2.4', sentence: 'ヒアリング実施日から 3 営業日以内に関係者に報告した。' }
];

const TYPES: Record<string, string> = {
  string: 'テキスト',
  textarea: 'テキストエリア',
  picklist: '選択リスト',
  multipicklist: '複数選択リスト',
  boolean: 'チェック',
  date: '日付',
  datetime: '日時',
  int: '数値',
  double: '数値',
  currency: '通貨',
  percent: 'パーセント',
  email: 'メール',
  phone: '電話',
  url: 'URL',
  reference: '参照',
  address: '住所'
};

const CLASSIFICATIONS: Record<string, string> = { Public: '公開', Internal: '内部', Confidential: '機密', Restricted: '制限' };

/** Classification by `Object.Field__c`, from the source files: the org keeps none. */
function classifications(): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of readdirSync(FORCE_APP, { recursive: true, encoding: 'utf8' })) {
    const object = /objects\/([^/]+)\/fields\/[^/]+\.field-meta\.xml$/.exec(path)?.[1];
    if (!object) continue;
    const value = /<securityClassification>(\w+)</.exec(readFileSync(join(FORCE_APP, path), 'utf8'))?.[1] ?? '';
    found.set(`${object}.${basename(path, '.field-meta.xml')}`, CLASSIFICATIONS[value] ?? value);
  }
  return found;
}

interface Item {
  tier: string;
  phaseAsked: string;
  dueRank: number;
  question: string;
}

function hearingItems(catalog: Catalog): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const record of catalog.customMetadata.values()) {
    if (record.object !== 'HearingItem__mdt') continue;
    const text = (name: string): string => String(record.values[name] ?? '');
    const key = `${text('Object__c')}.${text('Field__c')}`;
    // A field that is asked once more where the record leaves the line is told by the item on the line.
    if (items.has(key) && text('PhaseAsked__c') === 'クローズ（未アクション）') continue;
    items.set(key, {
      tier: text('Tier__c'),
      phaseAsked: text('PhaseAsked__c'),
      dueRank: Number(record.values.DueRank__c ?? 0),
      question: text('Question__c')
    });
  }
  return items;
}

/** Field sections of a record page: label and fields, in the order of the page. */
function sectionsOf(catalog: Catalog, page: string): { label: string; fields: string[] }[] {
  const regions = new Map((catalog.flexiPages.get(page)?.flexiPageRegions ?? []).map((region) => [region.name, region]));
  const properties = (name: string): Map<string, string>[] =>
    (regions.get(name)?.itemInstances ?? []).flatMap(({ componentInstance }) =>
      componentInstance
        ? [new Map(componentInstance.componentInstanceProperties.map((property) => [property.name ?? '', property.value ?? '']))]
        : []
    );
  const fieldsOf = (facet: string): string[] =>
    (regions.get(facet)?.itemInstances ?? []).flatMap(({ fieldInstance }) =>
      fieldInstance ? [fieldInstance.fieldItem.replace(/^Record\./, '')] : []
    );
  return properties('detailTabContent')
    .filter((section) => section.has('columns'))
    .map((section) => ({
      label: section.get('label') ?? '',
      fields: properties(section.get('columns') ?? '').flatMap((column) => fieldsOf(column.get('body') ?? ''))
    }));
}

function typeText(catalog: Catalog, field: FieldDef): string {
  const long = field.type === 'textarea' && (field.length ?? 0) > 255;
  const base = long ? 'ロングテキスト' : field.type === 'reference' ? referenceText(catalog, field) : (TYPES[field.type] ?? field.type);
  if (field.formula !== undefined) return `${base}（数式）`;
  if (field.type === 'string' && field.length !== undefined) return `${base}（${field.length}）`;
  return base;
}

function referenceText(catalog: Catalog, field: FieldDef): string {
  return `参照（${(field.referenceTo ?? []).map((name) => catalog.objects.get(name)?.label ?? name).join('、')}）`;
}

function valuesText(field: FieldDef): string {
  const { picklist } = field;
  if (!picklist) return '';
  if (picklist.valueSet) return `値セット ${picklist.valueSet}`;
  return picklist.values
    .filter((value) => value.active)
    .map((value) => value.label)
    .join('／');
}

const cell = (text: string): string => text.replaceAll('|', '｜').replaceAll('\n', ' ').trim() || '—';
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/**
 * The document as it should stand in the repository.
 * @throws Failure when the package cannot be deployed
 */
export async function fieldDefinitions(): Promise<string> {
  const org = await deployedOrg();
  try {
    return document(org.catalog);
  } finally {
    closeOrg(org);
  }
}

function document(catalog: Catalog): string {
  const secrecy = classifications();
  const items = hearingItems(catalog);
  const usedSets = new Map<string, FieldDef>();
  const lines = [
    '# 項目定義書',
    '',
    'パッケージのメタデータから `npm run docs` で作ったものです。**手で直さないでください**。項目を変えたら作り直します（古いとテストが失敗します）。',
    '',
    '- 並びは画面の並びです。層は「必須・推奨・任意」で、`→` の右は、その項目がないと進めない状況・フェーズの順位です。',
    '- 区分は社外に出してよいかの目安（公開・内部・機密）です。標準の項目には区分がありません。'
  ];

  const fieldRow = (object: ObjectDef, field: FieldDef): string => {
    const key = `${object.name}.${field.name}`;
    // A name on the page is asked by its family name.
    const item = items.get(key) ?? (field.name === 'Name' ? items.get(`${object.name}.LastName`) : undefined);
    if (field.picklist?.valueSet) usedSets.set(field.picklist.valueSet, field);
    const tier = item
      ? `${item.tier}・${item.phaseAsked}${item.dueRank > 0 ? `→${item.dueRank}` : ''}`
      : field.required
        ? '必須（保存時）'
        : '';
    const entry = [item?.question ? `問い：${item.question}` : '', field.helpText ?? ''].filter(Boolean).join(' ');
    const about = field.custom ? (field.description ?? '') : '標準の項目。';
    return row(field.label, `\`${field.name}\``, typeText(catalog, field), tier, valuesText(field), entry, about, secrecy.get(key) ?? '');
  };
  const table = (object: ObjectDef, names: string[]): string[] => [
    '',
    row('項目', 'API 名', '型', '層・聞くとき', '値', '問いと入力の仕方', 'だれが・何のために', '区分'),
    row(...Array.from({ length: 8 }, () => '---')),
    ...names.flatMap((name) => {
      const field = object.fields.get(name);
      return field ? [fieldRow(object, field)] : [];
    })
  ];

  for (const { name, page, source, sentence } of OBJECTS) {
    const object = catalog.objects.get(name);
    if (!object) continue;
    lines.push('', `## ${object.label}（${object.name}、${source}）`);
    if (sentence) lines.push('', `${source}「${sentence}」`, '', object.description ?? '');
    const sections = page ? sectionsOf(catalog, page) : [];
    for (const section of sections) lines.push('', `### ${section.label}`, ...table(object, section.fields));
    const shown = new Set(sections.flatMap((section) => section.fields));
    const rest = [...object.fields.values()].filter((field) => field.custom && !shown.has(field.name)).map((field) => field.name);
    if (rest.length > 0) lines.push('', page ? '### 画面に出さない項目' : '### 項目', ...table(object, rest));
  }

  lines.push('', '## 値セット');
  for (const [name, field] of [...usedSets].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const values = (catalog.globalValueSets.get(name) ?? catalog.standardValueSets.get(name) ?? field.picklist?.values ?? [])
      .filter((value) => value.active)
      .map((value) => value.label);
    lines.push('', `### ${name}（${field.label}）`, '', values.join('／'));
  }
  return `${lines.join('\n')}\n`;
}

if (import.meta.main) {
  await runMain(async () => {
    writeFileSync(FIELD_DEFINITIONS, await fieldDefinitions());
    writeFileSync(RULE_LIST, ruleList());
    console.log('docs/項目定義書.md と docs/検査規則.md を書きました。');
  });
}
