/** The neutral package with quick actions: one that makes a child with presets, one that updates, a global one, and a page that offers them. */
import { widgetPackage } from './fixtures.ts';

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

type Item = [field: string, behavior: 'Edit' | 'Required' | 'Readonly'];

/** A quick action's file. */
export function quickAction(
  type: string,
  label: string,
  parts: { overrides?: Record<string, { formula: string } | { literal: string }>; columns: Item[][]; more?: string }
): string {
  const overrides = Object.entries(parts.overrides ?? {}).map(
    ([field, value]) =>
      `<fieldOverrides><field>${field}</field>${'formula' in value ? `<formula>${value.formula}</formula>` : `<literalValue>${value.literal}</literalValue>`}</fieldOverrides>`
  );
  const columns = parts.columns.map(
    (items) =>
      `<quickActionLayoutColumns>${items.map(([field, behavior]) => `<quickActionLayoutItems><emptySpace>false</emptySpace><field>${field}</field><uiBehavior>${behavior}</uiBehavior></quickActionLayoutItems>`).join('')}</quickActionLayoutColumns>`
  );
  return `${XML}<QuickAction ${NS}>${overrides.join('')}<label>${label}</label><optionsCreateFeedItem>false</optionsCreateFeedItem><quickActionLayout><layoutSectionStyle>TwoColumnsLeftToRight</layoutSectionStyle>${columns.join('')}</quickActionLayout>${parts.more ?? ''}<type>${type}</type></QuickAction>`;
}

const START = quickAction('Create', '部品を起こす', {
  overrides: {
    Amount__c: { formula: 'Account.AnnualRevenue / 100' },
    Due__c: { formula: 'DATE(2027, 1, 1) + 30' },
    Name: { formula: "LEFT(Account.Name, 20) + '／' + TEXT(Account.Industry)" },
    Reason__c: { literal: '会社のページから' },
    Stage__c: { literal: '準備' }
  },
  columns: [
    [
      ['Name', 'Required'],
      ['Company__c', 'Readonly'],
      ['Due__c', 'Edit']
    ],
    [
      ['Stage__c', 'Required'],
      ['Memo__c', 'Edit']
    ]
  ],
  more: '<targetObject>Widget__c</targetObject><targetParentField>Company__c</targetParentField>'
});

const FINISH = quickAction('Update', '完成にする', {
  overrides: { Stage__c: { literal: '完成' } },
  columns: [[['Memo__c', 'Edit']], []],
  more: '<successMessage>部品が完成しました。</successMessage>'
});

const CARD = quickAction('Create', '名刺を登録', {
  overrides: { LeadSource: { literal: 'Other' }, Description: { formula: "'受付: ' + $User.Username" } },
  columns: [
    [
      ['Name', 'Required'],
      ['Company', 'Required'],
      ['Email', 'Edit']
    ]
  ],
  more: '<targetObject>Lead</targetObject>'
});

const GLOBAL_LAYOUT = `${XML}<Layout ${NS}><platformActionList><actionListContext>Global</actionListContext><platformActionListItems><actionName>Card</actionName><actionType>QuickAction</actionType><sortOrder>0</sortOrder></platformActionListItems></platformActionList></Layout>`;

/** A highlights panel with actions of its own. */
export const panel = (actions: (string | { name: string; rule: string })[], visible: number): string =>
  `<itemInstances><componentInstance><componentInstanceProperties><name>actionNames</name><valueList>${actions
    .map((action) =>
      typeof action === 'string'
        ? `<valueListItems><value>${action}</value></valueListItems>`
        : `<valueListItems><value>${action.name}</value>${action.rule}</valueListItems>`
    )
    .join(
      ''
    )}</valueList></componentInstanceProperties><componentInstanceProperties><name>enableActionsConfiguration</name><value>true</value></componentInstanceProperties><componentInstanceProperties><name>numVisibleActions</name><value>${visible}</value></componentInstanceProperties><componentName>force:highlightsPanel</componentName><identifier>highlights</identifier></componentInstance></itemInstances>`;

const accountPage = `${XML}<FlexiPage ${NS}><flexiPageRegions>${panel(['Account.Start', 'Edit', 'ChangeOwnerOne', 'Global.Card', 'Clone', 'Delete'], 2)}<name>header</name><type>Region</type></flexiPageRegions><flexiPageRegions><itemInstances><componentInstance><componentName>force:detailPanel</componentName><identifier>detail</identifier></componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions><masterLabel>会社</masterLabel><sobjectType>Account</sobjectType><template><name>flexipage:recordHomeSingleColTemplateDesktop</name></template><type>RecordPage</type></FlexiPage>`;

const unlessDone =
  '<visibilityRule><criteria><leftValue>{!Record.Stage__c}</leftValue><operator>NE</operator><rightValue>完成</rightValue></criteria></visibilityRule>';

/** Files in Metadata API layout; assign Widget_User. */
export function actionPackage(): Record<string, string> {
  const files = widgetPackage();
  const page = files['flexipages/Widget_Page.flexipage'] ?? '';
  const app = files['applications/Widgets.app'] ?? '';
  const override = `<actionOverrides><actionName>View</actionName><content>Account_Page</content><formFactor>Large</formFactor><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>Account</pageOrSobjectType></actionOverrides>`;
  return {
    ...files,
    'quickActions/Account.Start.quickAction': START,
    'quickActions/Widget__c.Finish.quickAction': FINISH,
    'quickActions/Card.quickAction': CARD,
    'layouts/Global-Global Layout.layout': GLOBAL_LAYOUT,
    'flexipages/Account_Page.flexipage': accountPage,
    'flexipages/Widget_Page.flexipage': page.replace(
      /<itemInstances><componentInstance><componentName>force:highlightsPanel<\/componentName>.*?<\/itemInstances>/,
      panel([{ name: 'Widget__c.Finish', rule: unlessDone }, 'Edit', 'Delete'], 3)
    ),
    'applications/Widgets.app': app.replace('<formFactors>', `${override}<formFactors>`)
  };
}
