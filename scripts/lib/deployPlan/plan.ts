/** The plan of a deployment: what it adds, replaces and leaves alone in this org, in words, before anything is touched. */
import { meaningOf } from '../../org/metadata/types.ts';
import { isContained } from './compare.ts';
import {
  clashingValues,
  foreignMappings,
  globalActionsOf,
  mergedConversion,
  mergedGlobalActions,
  mergedValueSet,
  valuesOf
} from './merge.ts';
import type { MetadataFiles, OrgState } from './orgState.ts';

export interface PlanOptions {
  /** Let values that the package does not have fall inactive, instead of keeping the org's own behind ours. */
  exclusive: boolean;
  /** Put our records of custom metadata over those that an administrator changed. */
  overwrite: boolean;
  /** Record types, as `Object.Name`, that the administrator knows to go on beside the package. */
  recordTypes: string[];
}

/** A component that is not sent. */
export interface LeftOut {
  path: string;
  type: string;
  member: string;
}

export interface Plan {
  /** What will happen, a line each, for a person. */
  lines: string[];
  /** Why it must not begin yet, each with the way out. */
  stops: string[];
  /** What is sent instead of the sources. */
  replace: MetadataFiles;
  leaveOut: LeftOut[];
  /** Paths of what the org has already and will lose: to be kept in the backup. */
  overwritten: string[];
  /** Paths of what the org does not have yet. */
  added: string[];
}

const LEAD_STATUS = 'standardValueSets/LeadStatus.standardValueSet';
const STAGE = 'standardValueSets/OpportunityStage.standardValueSet';
const CONVERSION = 'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting';
const GLOBAL_LAYOUT = 'layouts/Global-Global Layout.layout';

/** Fields of the standard value sets that the package replaces; a phase stops the deployment when it is in use. */
const VALUE_SETS: { path: string; label: string; fields: string[]; isPhase: boolean }[] = [
  { path: LEAD_STATUS, label: '状況', fields: ['Lead.Status'], isPhase: true },
  { path: STAGE, label: 'フェーズ', fields: ['Opportunity.StageName'], isPhase: true },
  {
    path: 'standardValueSets/LeadSource.standardValueSet',
    label: '支援先候補ソース',
    fields: ['Lead.LeadSource', 'Opportunity.LeadSource'],
    isPhase: false
  },
  { path: 'standardValueSets/Industry.standardValueSet', label: '業種', fields: ['Lead.Industry', 'Account.Industry'], isPhase: false }
];

/** Dashboards per org that run as whoever looks (metadata-automation.md, D05); an edition that is not listed has ten. */
const DYNAMIC_DASHBOARDS: Record<string, number> = { 'Developer Edition': 3, 'Enterprise Edition': 5 };
const MOST_DYNAMIC_DASHBOARDS = 10;

/** Partner agencies must not see every case: their permission set waits until cases are private (data-model.md, "Who may do what"). */
const PARTNER_SET = 'permissionsets/PartnerViewer.permissionset';

/**
 * Makes the plan.
 * @param ours the package as it is sent, without `package.xml`
 */
export function makePlan(ours: MetadataFiles, org: OrgState, options: PlanOptions): Plan {
  const plan: Plan = { lines: [], stops: [], replace: new Map(), leaveOut: [], overwritten: [], added: [] };
  valueSets(plan, ours, org, options);
  recordTypes(plan, org, options);
  conversion(plan, ours, org);
  globalActions(plan, ours, org);
  paths(plan, ours, org);
  renames(plan, ours, org);
  partners(plan, ours, org);
  dashboards(plan, ours, org);
  components(plan, ours, org, options);
  return plan;
}

function leaveOut(plan: Plan, path: string): void {
  const meaning = meaningOf(path);
  if (!('unsupported' in meaning)) plan.leaveOut.push({ path, type: meaning.type.name, member: meaning.fullName });
}

function valueSets(plan: Plan, ours: MetadataFiles, org: OrgState, { exclusive }: PlanOptions): void {
  for (const { path, label, fields, isPhase } of VALUE_SETS) {
    const own = ours.get(path);
    const theirs = org.files.get(path);
    if (own === undefined || theirs === undefined) continue;
    const known = new Set(valuesOf(own));
    const foreign = valuesOf(theirs).filter((value) => !known.has(value));
    const used = (value: string): number => fields.reduce((sum, field) => sum + (org.usage.get(field)?.get(value) ?? 0), 0);
    const shown = (values: string[]): string => values.map((value) => `${value}（${used(value)} 件）`).join('、');
    if (foreign.length === 0) continue;
    if (exclusive) plan.lines.push(`無効になる値（${label}）: ${shown(foreign)}。値を持つレコードはそのまま残ります`);
    else {
      const clashing = clashingValues(own, theirs);
      const kept = foreign.filter((value) => !clashing.includes(value));
      plan.replace.set(path, mergedValueSet(own, theirs));
      if (kept.length > 0) plan.lines.push(`残す値（${label}）: ${shown(kept)}。パッケージの値の後ろに並びます`);
      if (clashing.length > 0)
        plan.lines.push(
          `無効になる値（${label}。表示ラベルがパッケージの値と同じ）: ${shown(clashing)}。値を持つレコードはそのまま残ります`
        );
    }
    const inUse = foreign.filter((value) => used(value) > 0);
    if (isPhase && inUse.length > 0 && !exclusive) {
      plan.stops.push(
        `${label}「${inUse.join('」「')}」の進行中のレコードがあります。関門とパスが混ざるので、先にパッケージの${label}へ移すか、--exclusive を付けて元の値を無効にしてください`
      );
    }
  }
}

function recordTypes(plan: Plan, org: OrgState, options: PlanOptions): void {
  const unknown = org.recordTypes.filter((name) => !options.recordTypes.includes(name));
  if (org.recordTypes.length > 0)
    plan.lines.push(`レコードタイプ: ${org.recordTypes.join('、')}。パッケージのパスと値は、レコードタイプのないレコードのものです`);
  if (unknown.length > 0)
    plan.stops.push(
      `レコードタイプ ${unknown.join('、')} があります。そのままでよければ --record-types ${unknown.join(',')} を付けてください（それらの値とパスは変わりません）`
    );
}

function conversion(plan: Plan, ours: MetadataFiles, org: OrgState): void {
  const own = ours.get(CONVERSION);
  const theirs = org.files.get(CONVERSION);
  if (own === undefined || theirs === undefined) return;
  const { kept, lost } = foreignMappings(own, theirs);
  const shown = (list: typeof kept): string => list.map(({ from, target, to }) => `${from} → ${target}.${to}`).join('、');
  if (kept.length > 0) {
    plan.replace.set(CONVERSION, mergedConversion(own, theirs));
    plan.lines.push(`案件化の対応づけで残すもの: ${shown(kept)}`);
  }
  if (lost.length > 0) plan.lines.push(`案件化の対応づけでなくなるもの（パッケージの対応づけと同じ項目）: ${shown(lost)}`);
}

function globalActions(plan: Plan, ours: MetadataFiles, org: OrgState): void {
  const own = ours.get(GLOBAL_LAYOUT);
  const theirs = org.files.get(GLOBAL_LAYOUT);
  if (own === undefined || theirs === undefined) return;
  plan.replace.set(GLOBAL_LAYOUT, mergedGlobalActions(own, theirs));
  const known = globalActionsOf(theirs);
  const added = globalActionsOf(own).filter((action) => !known.includes(action));
  if (added.length > 0)
    plan.lines.push(`画面上部の「＋」に加えるアクション: ${added.join('、')}。すべてのアプリに出ます。いまあるものは後ろに残ります`);
}

function paths(plan: Plan, ours: MetadataFiles, org: OrgState): void {
  const describe = (text: string): { entity: string; recordType: string } => ({
    entity: /<entityName>([^<]*)</.exec(text)?.[1] ?? '',
    recordType: /<recordTypeName>([^<]*)</.exec(text)?.[1] ?? ''
  });
  const own = new Set([...ours].filter(([path]) => path.startsWith('pathAssistants/')).map(([, text]) => describe(text).entity));
  for (const [path, text] of org.files) {
    if (!path.startsWith('pathAssistants/') || ours.has(path)) continue;
    const { entity, recordType } = describe(text);
    if (recordType !== '__MASTER__' || !own.has(entity)) continue;
    const name = path.replace(/^pathAssistants\/|\.pathAssistant$/g, '');
    plan.stops.push(
      `パス ${name}（${entity}）があります。一つのオブジェクトに置けるパスは一つなので、設定の「パス設定」で削除してから、もう一度実行してください`
    );
  }
}

function renames(plan: Plan, ours: MetadataFiles, org: OrgState): void {
  if (org.language === 'ja') return;
  const translations = [...ours.keys()].filter((path) => path.startsWith('objectTranslations/'));
  for (const path of translations) leaveOut(plan, path);
  plan.lines.push(`組織の既定の言語が日本語ではない（${org.language}）ので、標準オブジェクトの名前は変えません`);
}

function partners(plan: Plan, ours: MetadataFiles, org: OrgState): void {
  if (!ours.has(PARTNER_SET)) return;
  const open = ['Account', 'Opportunity'].filter((object) => org.sharing.get(object) !== 'Private');
  if (open.length === 0) return;
  leaveOut(plan, PARTNER_SET);
  plan.lines.push(
    `権限セット「連携機関（閲覧）」は配備しません。${open.join('、')} の組織の共有設定が「非公開」ではないので、すべての案件が見えてしまいます`
  );
}

function dashboards(plan: Plan, ours: MetadataFiles, org: OrgState): void {
  const own = [...ours]
    .filter(([path, text]) => path.endsWith('.dashboard') && text.includes('<dashboardType>LoggedInUser<'))
    .map(([path]) => path.replace(/^.*\/|\.dashboard$/g, ''));
  const after = new Set([...org.dynamicDashboards, ...own]);
  const limit = DYNAMIC_DASHBOARDS[org.edition] ?? MOST_DYNAMIC_DASHBOARDS;
  if (own.length > 0 && after.size > limit)
    plan.stops.push(
      `見る人で変わるダッシュボードは ${org.edition} では ${limit} 枚までです（いま ${org.dynamicDashboards.length} 枚）。使っていないものを消してから、もう一度実行してください`
    );
}

/** Rules have a way of their own to fit the org (`orgRules.ts`). */
const FITTED_ELSEWHERE = /^(matchingRules|duplicateRules)\//;

function components(plan: Plan, ours: MetadataFiles, org: OrgState, options: PlanOptions): void {
  const left = new Set(plan.leaveOut.map(({ path }) => path));
  const kept: string[] = [];
  const settings: string[] = [];
  const replaced: string[] = [];
  let unchanged = 0;
  for (const [path, own] of ours) {
    if (left.has(path) || FITTED_ELSEWHERE.test(path)) continue;
    const theirs = org.files.get(path);
    if (theirs === undefined) plan.added.push(path);
    else if (isContained(plan.replace.get(path) ?? own, theirs)) unchanged++;
    else if (path.startsWith('customMetadata/') && !options.overwrite) {
      leaveOut(plan, path);
      kept.push(path);
    } else {
      plan.overwritten.push(path);
      (path.startsWith('settings/') ? settings : replaced).push(path);
    }
  }
  if (settings.length > 0) plan.lines.push(`変える設定: ${settings.map(nameOf).join('、')}`);
  if (kept.length > 0) plan.lines.push(`組織での変更を残すもの（パッケージの内容にするには --overwrite）: ${kept.map(nameOf).join('、')}`);
  if (replaced.length > 0) plan.lines.push(`置き換えるもの: ${replaced.map(nameOf).join('、')}`);
  plan.lines.push(`追加 ${plan.added.length}、置き換え ${replaced.length + settings.length}、変更なし ${unchanged} ファイル`);
}

const nameOf = (path: string): string => path.replace(/^\w+\//, '').replace(/\.\w+$/, '');
