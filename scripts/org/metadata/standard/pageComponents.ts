/**
 * Templates and components of Lightning pages with their regions and properties, as seen on 1,398 pages of real orgs
 * (metadata-pages.md sections 1.2, 1.3 and 2).
 */

/** Template → regions. */
export const PAGE_TEMPLATES: Record<string, { page: string; regions: string[] }> = {
  'flexipage:recordHomeTemplateDesktop': { page: 'RecordPage', regions: ['header', 'main', 'sidebar'] },
  'flexipage:recordHomeWithSubheaderTemplateDesktop': { page: 'RecordPage', regions: ['header', 'subheader', 'main', 'sidebar'] },
  'flexipage:recordHomeLeftSidebarTemplateDesktop': { page: 'RecordPage', regions: ['header', 'sidebar', 'main'] },
  'flexipage:recordHomeWithSubheaderLeftSidebarTemplateDesktop': {
    page: 'RecordPage',
    regions: ['header', 'subheader', 'sidebar', 'main']
  },
  'flexipage:recordHomeSingleColTemplateDesktop': { page: 'RecordPage', regions: ['header', 'main'] },
  'flexipage:recordHomeSingleColNoHeaderTemplateDesktop': { page: 'RecordPage', regions: ['main'] },
  'flexipage:recordHomeTwoColEqualHeaderTemplateDesktop': { page: 'RecordPage', regions: ['header', 'leftcol', 'rightcol'] },
  'flexipage:recordHomeThreeColTemplateDesktop': { page: 'RecordPage', regions: ['leftsidebar', 'main', 'rightsidebar'] },
  'flexipage:recordHomeThreeColHeaderTemplateDesktop': { page: 'RecordPage', regions: ['header', 'leftsidebar', 'main', 'rightsidebar'] },
  'flexipage:recordHomePinnedHeaderLeftSidebarTemplateDesktop': {
    page: 'RecordPage',
    regions: ['header', 'leftsidebar', 'main', 'rightsidebar']
  },
  'flexipage:recordHomePinnedHeaderTemplateDesktop': { page: 'RecordPage', regions: ['header', 'leftsidebar', 'main', 'rightsidebar'] },
  'flexipage:recordHomeSimpleViewTemplate': { page: 'RecordPage', regions: ['header', 'main'] },
  'home:desktopTemplate': { page: 'HomePage', regions: ['top', 'bottomLeft', 'bottomRight', 'sidebar'] },
  'home:desktopTemplateHeaderThreeColumns': { page: 'HomePage', regions: ['top', 'left', 'middle', 'right'] },
  'flexipage:defaultAppHomeTemplate': { page: 'AppPage', regions: ['main'] },
  'flexipage:appHomeTemplateHeaderTwoColumns': { page: 'AppPage', regions: ['region1', 'region2', 'region3'] },
  'flexipage:appHomeTemplateHeaderTwoColumnsLeftSidebar': { page: 'AppPage', regions: ['region1', 'region2', 'region3'] },
  'flexipage:appHomeTemplateTwoColumnsStacked': { page: 'AppPage', regions: ['region1', 'region2', 'region3'] },
  'flexipage:appHomeTemplateHeaderThreeColumns': { page: 'AppPage', regions: ['region1', 'region2', 'region3', 'region4'] }
};

/** Properties whose value names a facet of the page. */
export const FACET_PROPERTIES = new Set(['tabs', 'body', 'columns', 'accordionSections', 'primaryField', 'secondaryFields']);

const words = (text: string): string[] => text.split(' ').filter(Boolean);

/** Component → properties. */
export const PAGE_COMPONENTS: Record<string, string[]> = Object.fromEntries(
  Object.entries({
    'force:highlightsPanel':
      'collapsed hideChatterActions numVisibleActions enableActionsConfiguration enableActionsInNative actionNames hideSlackAction',
    'force:detailPanel': '',
    'force:relatedListContainer': 'relatedListComponentOverride rowsToDisplay showActionBar',
    'force:relatedListSingleContainer': 'parentFieldApiName relatedListApiName relatedListComponentOverride rowsToDisplay showActionBar',
    'force:relatedListQuickLinksContainer': 'hideHeader',
    'lst:dynamicRelatedList':
      'actionNames adminFilters maxRecordsToDisplay parentFieldApiName relatedListApiName relatedListDisplayType relatedListFieldAliases relatedListLabel showActionBar sortFieldAlias sortFieldOrder',
    'runtime_sales_pathassistant:pathAssistant': 'hideUpdateButton variant',
    'runtime_sales_lead:pathAssistant': 'hideUpdateButton variant',
    'runtime_sales_activities:activityPanel': 'showLegacyActivityComposer',
    'runtime_sales_activities:todayTaskContainer': '',
    'runtime_sales_merge:mergeCandidatesPreviewCard': 'displayOption',
    'forceChatter:recordFeedContainer': '',
    'record_flexipage:dynamicHighlights': 'numVisibleActions primaryField secondaryFields actionNames',
    'flexipage:tabset': 'tabs label',
    'flexipage:tab': 'title body active',
    'flexipage:accordion': 'accordionSections defaultSectionName label',
    'flexipage:accordionSection': 'name label body',
    'flexipage:fieldSection': 'columns label horizontalAlignment',
    'flexipage:column': 'body',
    'flexipage:richText': 'richTextValue decorate',
    'flexipage:reportChart': 'cacheAge label reportName showRefreshButton reportFilter',
    'flexipage:filterListCard': 'enableInlineEdit entityName filterName hideActionBar hideSearchBar pageSize',
    'flexipage:recentItems': 'entityNames maxRecords label',
    'desktopDashboards:embeddedDashboard': 'dashboardName hideOnError height',
    'home:eventContainer': '',
    'home:recentRecordContainer': '',
    'home:assistant': '',
    'home:topDealsContainer': '',
    'home:heroChart': ''
  }).map(([name, properties]) => [name, words(properties)])
);

/** Properties of the components above that are switches. */
export const BOOLEAN_PROPERTIES = new Set(
  words(
    'active collapsed decorate enableActionsConfiguration enableActionsInNative enableInlineEdit hideActionBar hideChatterActions hideHeader hideOnError hideSearchBar hideSlackAction hideUpdateButton showActionBar showLegacyActivityComposer showRefreshButton'
  )
);

/** Properties of the components above that are counts or pixels. */
export const NUMBER_PROPERTIES = new Set(words('cacheAge height maxRecords maxRecordsToDisplay numVisibleActions pageSize rowsToDisplay'));

/** Actions of the highlights panel that are no quick actions of the org and that this org carries out. */
export const STANDARD_ACTIONS = new Set(words('Edit Delete Clone Convert ChangeOwnerOne'));

/** Actions seen on pages of real orgs that this org has no dialog for. */
export const LACKING_ACTIONS = new Set(
  words(
    'Share ChangeRecordType PrintableView Global.NewTask Global.NewEvent Global.LogACall FeedItem.TextPost AccountHierarchy Submit Follow'
  )
);

/** Related lists of the platform that are no child relationship of a lookup. */
export const STANDARD_RELATED_LISTS = new Set(
  words(
    'Cases Contracts Histories AttachedContentDocuments AttachedContentNotes ActivityHistories OpenActivities AccountTeamMembers Orders OpportunityContactRoles OpportunityLineItems OpportunityHistories Quotes OpportunityTeamMembers ProcessSteps CampaignMembers'
  )
);

/** `isExposed` target that a page type needs. */
export const PAGE_TARGETS: Record<string, string> = {
  RecordPage: 'lightning__RecordPage',
  HomePage: 'lightning__HomePage',
  AppPage: 'lightning__AppPage'
};
