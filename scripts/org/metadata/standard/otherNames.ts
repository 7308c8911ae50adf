/**
 * Names of the platform that this org does not have: enough to tell what it lacks from what nobody has.
 *
 * Every name was SEEN in metadata retrieved from real orgs: the public repositories that docs/検証ルールの点検.md lists
 * (folders of objects, fields and tabs, and what profiles, permission sets, layouts, list views, pages and reports name there).
 * A name that stands neither here nor in the tables of what this org has counts as misspelt.
 */

const words = (text: string): Set<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Standard objects beside those of `STANDARD_OBJECTS`. */
export const OTHER_OBJECTS = words(`
    AIInsightReason AIRecordInsight AccountBrand AccountContactRelation AccountContactRole AccountParticipant AccountPartner
    AccountTeamMember ActionPlan ActionPlanItemDependency ActionPlanTemplate ActionPlanTemplateItem ActionPlanTemplateItemValue
    ActionPlanTemplateVersion ActionPlnTmplItmDependency ActiveScratchOrg ActivityRecurrence2Exception Address AgentWork
    AiEvalCopilotTestCaseRslt AiEvalTestCaseCritRslt AiEvalTestCaseResult AiEvaluation AiPromptBuilderGenResult
    ApiAnomalyEventStore AppAnalyticsQueryRequest Applicant ApplicationForm ApplicationFormProduct Assessment AssessmentEnvelope
    AssessmentEnvelopeItem AssessmentQuestion AssessmentQuestionAssignment AssessmentQuestionResponse AssessmentQuestionSet
    AssessmentQuestionVersion AssessmentSavedSession AssessmentSignature Asset AssetRelationship AssignedResource
    AssistantProgress AssociatedLocation AsyncOperationTracker Attachment AttrPicklistExcludedValue AttributeCategory
    AttributeCategoryAttribute AttributeDefinition AttributePicklist AttributePicklistValue AuditTrailFileExport
    AuthFormRequestRecord AuthorizationForm AuthorizationFormConsent AuthorizationFormDataUse AuthorizationFormText
    AuthorizedInsuranceLine Award BackgroundOperation Banker BatchJob BatchJobPart BatchJobPartFailedRecord BranchUnit
    BranchUnitBusinessMember BranchUnitCustomer BranchUnitRelatedRecord BroadcastTopic BroadcastTopicCollabRoom
    BroadcastTopicUserRole BusinessAlert BusinessAlertStatus BusinessBrand BusinessHours BusinessLicense BusinessMilestone
    BusinessProfile BusinessUnitMember CalcMatrixColumnRange CalcProcStepRelationship CalculationMatrix CalculationMatrixColumn
    CalculationMatrixRow CalculationMatrixVersion CalculationProcedure CalculationProcedureStep CalculationProcedureVariable
    CalculationProcedureVersion Campaign CampaignInfluence CampaignInfluenceModel CampaignMember CampaignMemberStatus Case
    CaseClose CaseComment CaseContactRole CaseGatewayRequest CaseHistory CaseInteraction CaseMilestone CaseParticipant
    CaseRelatedIssue ChangeRequest ChangeRequestRelatedIssue ChangeRequestRelatedItem ChannelProgram ChannelProgramLevel
    ChannelProgramMember ChatterActivity Claim ClaimCoverage ClaimItem ClaimParticipant ClaimPaymentSummary ClaimTeamMember
    CodeSet CodeSetBundle CollabMonitoringInstance CollaborationGroup CollaborationGroupMember CollaborationGroupRecord
    CommSubscription CommSubscriptionChannelType CommSubscriptionConsent CommSubscriptionTiming Community CommunityMemberLayout
    ConsumptionRate ConsumptionSchedule ContactPointAddress ContactPointConsent ContactPointEmail ContactPointPhone
    ContactPointTypeConsent ContactRequest ContentAsset ContentDocument ContentDocumentLink ContentDocumentListViewMapping
    ContentNote ContentVersion Contract ContractContactRole ContractGroupPlan ContractGroupPlanGroupClass ContractLineItem
    CredentialStuffingEventStore Customer CustomerProperty DTRecordsetReplica DandBCompany DataKitDeploymentLog DataUseLegalBasis
    DataUsePurpose DecisionTblFileImportData DelegatedAccount DigitalSignature Dispute DisputeItem DisputeItemArbitration
    DisputeItemChargeback DisputeItemMerchantAlert DisputeItemQueueResponse DisputeQueueJobRun DisputeReason
    DistributorAuthorization Document DocumentChecklistItem DocumentDecisionRequirement DocumentType DuplicateRecordItem
    DuplicateRecordSet EmailMessage EmailTemplate EmpUserProvisionProcessErr EmpUserProvisioningProcess Employee
    EngagementAttendee EngagementChannelType EngagementInteraction EngagementInterface EngagementTopic EnhancedLetterhead
    Entitlement EntitlementContact EntityMilestone ExchangeUserMapping ExpressionFilter ExpressionFilterCriteria ExpressionSet
    ExpressionSetVersion ExternalEventMapping FeedComment FeedItem FinancialDeal FinancialDealAsset FinancialDealBid
    FinancialDealParticipant FinancialDealParty FinancialDealProduct FinancialGoal FinancialGoalFunding FinancialGoalParty
    FinancialPlan FlowInterview FlowInterviewLog FlowOrchestrationInstance FlowOrchestrationLog FlowOrchestrationStageInstance
    FlowOrchestrationStepInstance FlowOrchestrationWorkItem FlowRecord ForecastingAdjustment ForecastingCategoryMapping
    ForecastingCustomData ForecastingOwnerAdjustment ForecastingQuota ForecastingTypeToCategory GroupCensus GroupCensusMember
    GroupCensusMemberPlan GroupClass GroupClassContribution GuestUserAnomalyEventStore Holiday Idea IdentityDocument
    IframeWhiteListUrl Image Incident IncidentRelatedItem Individual InfoAuthRequestForm InfoAuthorizationRequest
    InsPolicyTransactionDetail InsuranceAsyncBulkRequest InsuranceAsyncBulkRequestItem InsuranceContract InsurancePolicy
    InsurancePolicyAsset InsurancePolicyCoverage InsurancePolicyParticipant InsurancePolicySurcharge InsurancePolicyTransaction
    InsuranceProfile InsuranceRatingRequest IntegrationProviderAttr IntegrationProviderDcsnRqmt IntegrationProviderDef
    IntegrationProviderExecution Interaction InteractionAttendee InteractionParticipant InteractionRelatedAccount
    InteractionSumDiscussedAccount InteractionSummary InteractionSummaryParticipant InterestTag InternalOrganizationUnit
    Knowledge KnowledgeArticleVersion Knowledge__kav LandingPage LearningAssignment LearningAssignmentProgress LearningItem
    LearningLinkProgress LegalEntity LinkedArticle ListEmail LoanApplicant LoanApplicantAddress LoanApplicantAsset
    LoanApplicantDeclaration LoanApplicantEmployment LoanApplicantIncome LoanApplicantLiability LoanApplicationAsset
    LoanApplicationFinancial LoanApplicationLiability LoanApplicationProperty LoanApplicationTitleHolder Location
    LocationTrustMeasure MLModel MLModelFactor MLModelFactorComponent Macro MacroAction MacroInstruction MacroUsage
    ManagedContentVersion MarketingForm MarketingLink MessagingEndUser MessagingSession MultipartyInfoAuthRequest
    NamespaceRegistry NetworkMember NetworkMemberChunk Note ObjectTerritory2AssignmentRule OmniDataPack OmniDataTransform
    OmniDataTransformItem OmniESignatureTemplate OmniProcess OmniProcessAsmtQuestionVer OmniProcessCompilation OmniProcessElement
    OmniProcessTransientData OmniScriptSavedSession OmniUiCard OperatingHours OperatingHoursHoliday OpportunityCompetitor
    OpportunityContactRole OpportunityLineItem OpportunityLineItemSchedule OpportunityParticipant OpportunityPartner
    OpportunityRelatedDeleteLog OpportunitySplit OpportunityTeamMember Order OrderItem OrgMetricScanResult OrgMetricScanSummary
    Outlook Partner PartnerRole PartyConsent PartyExpense PartyIncome PendingServiceRouting PersonAccount PersonEducation
    PersonLifeEvent Pricebook2 PricebookEntry PrivacyConsent Problem ProblemIncident ProblemRelatedItem ProcessException
    ProcessInstance ProcessInstanceWorkitem Producer ProducerCommission Product2 ProductAttributeDefinition ProductCatalog
    ProductCategory ProductCategoryDisqual ProductCategoryProduct ProductCategoryQualification ProductClassification
    ProductClassificationAttr ProductComponentGroup ProductComponentGrpOverride ProductConsumptionSchedule
    ProductDisqualification ProductQualification ProductRelComponentOverride ProductRelatedComponent ProductRelationshipType
    ProductSellingModel ProfileSkill ProfileSkillEndorsement ProfileSkillUser PromptAction PromptError PublicComplaint PushTopic
    QuickText QuickTextUsage Quote QuoteLineItem QuoteLineItemGroupClass ReceivedDocument ReceivedDocumentType Recommendation
    RecordAction RecordActnSelItemExtrc RecordAggregationResult RecordAlert RecordAlertCategory RecordMergeHistory
    RecurrenceSchedule RelationshipGraphView ReportAnomalyEventStore RequestsForAccessSIQ ResidentialLoanApplication
    RevenueAsyncOperation RevenueTransactionErrorLog Scorecard ScorecardAssociation ScorecardMetric ScratchOrgInfo
    SecuritiesHolding Seller ServiceAppointment ServiceContract ServiceResource ServiceTerritory SessionHijackingEventStore
    SetupDataSynchronization ShapeRepresentation SharingRecordCollection SharingRecordCollectionItem
    SharingRecordCollectionMember Site Snippet SnippetAssignment SocialPersona SocialPost Solution StreamActivityAccess
    StreamingChannel Survey SurveyInvitation SurveyPage SurveyQuestionChoice SurveyQuestionResponse SurveyResponse SurveySubject
    SurveyVersion SvcCatalogReqRelatedItem SvcCatalogRequest Swarm TableauHostMapping TagCategory TagCategoryAssignment
    Territory2 Territory2Model Territory2Type ThreatDetectionFeedback TimeSlot Topic TopicAssignment UnitOfMeasure UserAlt
    UserAppMenuItem UserCapabilityPreference UserExternalCredential UserLocalWebServerIdentity UserPrioritizedRecord
    UserProvAccount UserProvisioningLog UserProvisioningRequest UserRole UserServicePresence UserTerritory2Association VideoCall
    VideoCallParticipant VideoCallRecording VoiceCall WebCartDocument WorkAccess WorkBadge WorkBadgeDefinition WorkOrder
    WorkOrderLineItem WorkPlan WorkPlanTemplate WorkPlanTemplateEntry WorkStep WorkStepTemplate WorkThanks
    WorkerCompCoverageClass
`);

/** Fields that come with a feature (record types, currencies, divisions) to any object. */
const FEATURE_FIELDS = 'RecordTypeId CurrencyIsoCode Division ConnectionReceivedId ConnectionSentId';

/** Fields of standard objects that come with an edition, a feature or a licence that this org does not have. */
const OTHER_FIELDS: Record<string, string> = {
  Lead: 'CampaignId CompanyLocal FirstNameLocal GenderIdentity IndividualId Jigsaw LastNameLocal LastTransferDate MiddleName PartnerAccountId Pronouns Suffix',
  Account:
    'ChannelProgramLevelName ChannelProgramName FirstName IsCustomerPortal IsExcludedFromRealign IsPartner IsPersonAccount Jigsaw LastName MiddleName NameLocal OperatingHoursId PersonAssistantName PersonAssistantPhone PersonBirthdate PersonContactId PersonDepartment PersonDoNotCall PersonEmail PersonGenderIdentity PersonHasOptedOutOfEmail PersonHasOptedOutOfFax PersonHomePhone PersonIndividualId PersonLastCURequestDate PersonLastCUUpdateDate PersonLeadSource PersonMailingAddress PersonMailingCity PersonMailingCountry PersonMailingPostalCode PersonMailingState PersonMailingStreet PersonMobilePhone PersonOtherAddress PersonOtherPhone PersonPronouns PersonTitle Salutation Suffix Tier',
  Contact:
    'BuyerAttributes ContactSource DepartmentGroup FirstNameLocal GenderIdentity IndividualId Jigsaw LastCURequestDate LastCUUpdateDate LastNameLocal MiddleName Pronouns Suffix TitleType',
  Opportunity:
    'CampaignId ContractId IqScore IsExcludedFromTerritory2Filter PartnerAccountId Pricebook2Id PrimaryPartnerAccount SourceId StageSortOrder SyncedQuoteId Territory2Id',
  Task: 'CallObject Email IsVisibleInSelfService Phone RecurrenceInterval RecurrenceRegeneratedType ActivityTimeOnly GroupEventType WhatCount WhoCount',
  Event: 'Attendees Email IsRecurrence2 IsVisibleInSelfService Phone',
  User: 'CallCenterId ContactId IndividualId ManagerId PortalRole Extension Signature UserRoleId'
};

const byObject = new Map(Object.entries(OTHER_FIELDS).map(([object, fields]) => [object, words(fields)]));
const everywhere = words(FEATURE_FIELDS);

/** True for a standard field of a known object that some orgs have and this one has not. */
export const isOtherField = (object: string, field: string): boolean => everywhere.has(field) || byObject.get(object)?.has(field) === true;

/** Columns of list views, beside those of `listViewColumn`, by the object whose views they were seen in ('' = custom objects). */
const OTHER_COLUMNS: Record<string, string> = {
  '': 'RECORDTYPE CURRENCY_ISO_CODE',
  Lead: 'LEAD.RECORDTYPE',
  Account:
    'ACCOUNT.RECORDTYPE PC_EMAIL PC_PHONE3 PC_TITLE PC_BIRTHDATE PC_LEAD_SOURCE PC_PHONE5 PC_LAST_NAME PC_FIRST_NAME PC_ADDRESS2_STATE',
  Contact: 'ACCOUNT.RECORDTYPE CONTACT.PHONE4 CONTACT.PHONE5 CONTACT.RECORDTYPE',
  Opportunity: 'CONTRACT.CONTRACT_NUMBER OPPORTUNITY.RECORDTYPE',
  User: 'CORE.PROFILE.NAME CORE.USERS.ACTIVE CORE.USERS.ALIAS CORE.USERS.EMAIL CORE.USERS.LAST_LOGIN CORE.USERS.SAML_SUBJECT CORE.USERS.USERNAME CORE.USER_ROLE.NAME CREATED_DATE FULL_NAME LAST_UPDATE MARKETING_USER'
};

const columnsOf = new Map(Object.entries(OTHER_COLUMNS).map(([object, columns]) => [object, words(columns)]));

/** True for a list view column of a known object that this org has no field for. */
export const isOtherColumn = (object: string, column: string): boolean =>
  columnsOf.get(object)?.has(column) === true || (object.endsWith('__c') && columnsOf.get('')?.has(column) === true);

/** User permissions beside those that this org gives meaning to. */
export const OTHER_USER_PERMISSIONS = words(`
    AIViewInsightObjects AcceptInboundBundling AccessCMC AccessContentBuilder AccessOrchestrationObjects ActionPlansUserAccess
    ActivateContract ActivateOrder ActivitiesAccess AddDirectMessageMembers AllowEmailIC AllowObjectDetectionTraining
    AllowUniversalSearch AllowViewEditConvertedLeads AllowViewKnowledge ApexRestServices ApiEnabled ApiUserOnly
    AppFrameworkManageApp AppFrameworkManageTemplate ApprovalAdmin ApprovalDesigner ApproveContract ArchiveArticles
    AssessmentPlatformUser AssignPermissionSets AssignTopics AssociationEngineUserAccess AuthorApex AutomateEmailContent
    BranchManagementUserAccess BulkApiHardDelete BulkMacrosAllowed BypassMFAForUiLogins CampaignInfluence2 CanAccessCE
    CanApproveUninstalledApps CanEditPrompts CanInsertFeedSystemFields CanUseNewDashboardBuilder CanVerifyComment
    ChangeDashboardColors ChatterEditOwnPost ChatterEditOwnRecordPost ChatterFileLink ChatterInternalUser
    ChatterInviteExternalUsers ChatterOwnGroups ClientSecretRotation ConfigCompliantDataSharing ConfigCustomRecs
    ConnectOrgToEnvironmentHub ConsentApiUpdate ContentAdministrator ContentHubUser ContentWorkspaces ConvertLeads
    CreateAuditFields CreateCustomizeDashboards CreateCustomizeFilters CreateCustomizeReports CreateDashboardFolders
    CreateLtngTempFolder CreateLtngTempInPub CreatePackaging CreateReportFolders CreateReportInLightning CreateTopics
    CreateWorkBadgeDefinition CreateWorkspaces CustomMobileAppsAccess CustomSidebarOnAllPages CustomizeApplication DataExport
    DebugApex DecisionTableExecUserAccess DeferSharingCalculations DelegatedPortalUserAdmin DelegatedTwoFactor
    DeleteActivatedContract DeleteTopics DistributeFromPersWksp DocumentAutomationUserAccess DocumentChecklistUserAccess
    EditActivatedOrders EditBillingInfo EditBrandTemplates EditCaseComments EditEvent EditHtmlTemplates EditKnowledge
    EditMyDashboards EditMyReports EditOppLineItemUnitPrice EditPublicDocuments EditPublicFilters EditPublicTemplates
    EditReadonlyFields EditTask EditTopics EditTranslation EinsteinArticleRecUser EmailMass EmailSingle
    EnableCommunityAppLauncher EnableNotifications ExportReport ExternalClientAppAdmin ExternalClientAppDeveloper
    ExternalClientAppViewer FSCAlertFrameworkUserAccess FSCDealMgmtCompUser FSCDealMgmtPlatformUser FSCInsClaimMgmtPlatformUser
    FSCInsPolicyAdminPlatformUser FSCInsurancePlatformUser FeedPinning FinancialServices2UserAccess ForceTwoFactor FreezeUsers
    GiveRecognitionBadge GovernNetworks GrantOutboundBundling IdentityEnabled ImportCustomObjects ImportLeads ImportPersonal
    InboundMigrationToolsUser InsightsAppAdmin InsightsAppUser InstallPackaging IntegrationIntelligenceUser
    InteractionSummaryCompUser InteractionSummaryUser InterestTaggingUserAccess IsSsoEnabled IsotopeAccess IsotopeCToCUser
    IsotopeLEX LightningConsoleAllowedForUser LightningExperienceUser ListEmailSend LtngPromoReserved01UserPerm
    ManageAnalyticSnapshots ManageApiNamedQueries ManageAuthProviders ManageBusinessHourHolidays ManageC360AConnections ManageCMS
    ManageCallCenters ManageCases ManageCategories ManageCertificates ManageChatterMessages ManageConsumptionTags
    ManageContentPermissions ManageContentProperties ManageContentTaxonomy ManageContentTypes ManageCustomDomains
    ManageCustomPermissions ManageCustomReportTypes ManageCustomerDataOptOut ManageDashbdsInPubFolders ManageDataCategories
    ManageDataIntegrations ManageDevSandboxes ManageDynamicDashboards ManageEmailClientConfig ManageEmailContent
    ManageEntitlements ManageExchangeConfig ManageFilesAndAttachments ManageForecastingCustomData ManageHealthCheck
    ManageHerokuAppLink ManageHubConnections ManageInteraction ManageInternalUsers ManageIpAddresses ManageKnowledge
    ManageKnowledgeImportExport ManageLeads ManageLoginAccessPolicies ManageMobile ManageMobileAppSecurity ManageNetworks
    ManageOrchInstsAndWorkItems ManagePackageLicenses ManagePartners ManagePasswordPolicies ManagePreferenceCenter
    ManageProfilesPermissionsets ManagePropositions ManagePvtRptsAndDashbds ManageQuotas ManageRecommendationStrategies
    ManageReleaseUpdates ManageRemoteAccess ManageReportsInPubFolders ManageRoles ManageSandboxes ManageSearchPromotionRules
    ManageSelfService ManageSharing ManageSolutions ManageSubscriptions ManageSynonyms ManageTemplatedApp ManageTerritories
    ManageTranslation ManageTrustMeasures ManageUnlistedGroups ManageUsers MassInlineEdit MergeTopics ModerateChatter
    ModerateNetworkFeeds ModerateNetworkFiles ModerateNetworkMessages ModerateNetworkUsers ModifyAllData
    ModifyAllPolicyCenterPolicies ModifyDataClassification ModifyMetadata MonitorLoginHistory MortgageUserAccess NewReportBuilder
    OpportunityScoreUser OutboundMigrationToolsUser OverrideForecasts Packaging2 Packaging2Delete Packaging2PromoteVersion
    PardotUser PasswordNeverExpires PipelineInspectorUser PreventClassicExperience PrivacyDataAccess PublishArticles
    PublishPackaging PublishTranslation QrCodeGeneratorMobilePublisherPlayground QueryAllFiles RecordAggregationAccess
    RecordVisibilityAPI RemoveDirectMessageMembers ReplyRecommendationUser ResetPasswords RetainFieldHistory RunFlow RunReports
    SCEViewAllData ScheduleJob ScheduleReports SelectFilesFromSalesforce SendAnnouncementEmails SendCustomNotifications
    SendExternalEmailAvailable SendSitRequests ShareFilesWithNetworks ShareInternalArticles ShowCompanyNameAsUserBadge
    SocialInsightsLogoAdmin SolutionImport SubmitForTranslation SubmitMacrosAllowed SubscribeDashboardRolesGrps
    SubscribeDashboardToOtherUsers SubscribeReportRolesGrps SubscribeReportToOtherUsers SubscribeReportsRunAsUser
    SubscribeToLightningDashboards SubscribeToLightningReports TerritoryOperations TraceXdsQueries TransactionalEmailSend
    TransferAnyCase TransferAnyEntity TransferAnyLead UpdateWithInactiveOwner UseAssistantDialog UseCompliantDataSharing
    UseMySearch UseQuerySuggestions UseTeamReassignWizards UseTemplatedApp UseWebLink UserSlackCapabilities ViewAllActivities
    ViewAllCustomSettings ViewAllData ViewAllForecasts ViewAllForeignKeyNames ViewAllPolicyCenterPolicies ViewAllProfiles
    ViewAllUsers ViewApiNamedQueries ViewArchivedArticles ViewCaseInteraction ViewClientSecret ViewConsumption
    ViewContentTaxonomy ViewDataAssessment ViewDataCategories ViewDataLeakageEvents ViewDeveloperName ViewDraftArticles
    ViewEmailMessagingSetup ViewEncryptedData ViewEventLogFiles ViewFlowUsageAndFlowEventData ViewForecastingPredictive
    ViewHealthCheck ViewHelpLink ViewLicenseUtilization ViewMLModels ViewMyTeamsDashboards ViewNonSetupFlow ViewPlatformEvents
    ViewProductCatalogObjects ViewPublicCapstoneFolders ViewPublicDashboards ViewPublicReports ViewRoles ViewSetup
    ViewTrustMeasures ViewUserPII
`);

/** Tabs without an object of their name. */
const OTHER_TABS = words(`
    ActionHub ActionPlanTemplate AgentforceStudio AnalyticsDataManager AppLauncher ApprovalsHome B2bAutomation B2bContent B2bHome
    B2bMarketablePeople B2bPardotEmail B2bPardotReports B2bPardotSettings Chatter CmsAuthorHome CmsChannel CmsExperiences
    CmsWorkspaces ConsumptionAnalytics ConsumptionCards ConsumptionTags ContentSearch ContentSubscriptions DataMgmtPolicy
    DecisionTable DeleteEvent ExpressionSetTemplate Feed File FlowLogs FlowRecord Forecasting3 IdeaTheme JourneyHome JourneyMap
    LicenseUtilization LightningBoltHome LightningInstrumentation LightningQuickText MobileHome Monitor OmniSupervisor
    OnlineSalesHome OrgMetric OtherUserProfile Portal ProdtCfgFlowParmPcklstOpt ProductConfigFlowParameter
    ProductConfigurationRule QualificationProcedure SalesforceContract SalesforceInvoice SalesforceJourney
    SalesforceProductCatalog WaveHome WaveHomeLightning WaveHomeLightningEacFree Workspace
`);

/** True for tabs of the platform that this org does not show (`standard-Case`, `standard-Chatter`). */
export const isOtherTab = (name: string): boolean =>
  name.startsWith('standard-') && (OTHER_OBJECTS.has(name.slice('standard-'.length)) || OTHER_TABS.has(name.slice('standard-'.length)));

/** Standard report types beside those of `REPORT_TYPES`. */
export const OTHER_REPORT_TYPES = words(`
    AccountActivity AccountAuditHistory AccountTeam CampaignContact CampaignLead CampaignLeadLifetime CampaignList
    CampaignWithCampaignMembers CaseActivity CaseArticle CaseAuditHistory CaseContactRole CaseEmail CaseHistory CaseList
    ContactActivity ContactAuditHistory CustomizableCampaignInfluence DocumentList EmailStatus LeadAuditHistory OpportunityActivity
    OpportunityCampaign OpportunityContact OpportunityFieldAuditHistory OpportunityHistory OpportunityLead OpportunityProduct
    OpportunityTeam OpportunityTrend OrderItemList PricebookProduct ProductList ProductOpportunity QuoteProduct ReportList SolutionList
    Activity LeadActivity
`);

/** Columns of standard report types beside those of `REPORT_TYPES`, by type. */
const OTHER_REPORT_COLUMNS = words(`
    Activity.CALLDURATIONFORMATTED LeadList.RECORDTYPE OpportunityActivity.STAGE_DURATION AccountList.RECORDTYPE ContactList.RECORDTYPE Opportunity.RECORDTYPE Opportunity.ROLLUP_DESCRIPTION
    User.COMPANY_NAME User.LOGIN_DATE User.LOGIN_DATETIME User.PASSWORD_EXPIRES User.ROLE
`);

/** True for `Type.COLUMN` of a known report type that this org has no field for. */
export const isOtherReportColumn = (name: string): boolean => OTHER_REPORT_COLUMNS.has(name);

/** Actions of pages and layouts that are no quick actions of the org. */
export const OTHER_ACTIONS = words(`
    AccountHierarchy AddRelation CreateSurveyInvitation EnableCustomerPortal WebsiteHighlightAction CallHighlightAction ChangeRecordType CloseCase ConvertLead CreateCallList DeepClone DeleteGroup
    DisablePartnerPortal EditGroup EditGroupNotificationSettings EmailHighlightAction EnablePartnerPortalUser Follow
    FeedItem.AnnouncementPost FeedItem.ContentNote FeedItem.ContentPost FeedItem.LinkPost FeedItem.MobileSmartActions FeedItem.PollPost
    FeedItem.QuestionPost FeedItem.RypplePost FeedItem.TextPost JigsawSearch LogACall LoginToNetworkAsUser MassAddToCampaign
    MassChangeOwner Merge NewCase NewContact NewEvent NewLead NewOpportunity NewTask PrintableView RecordShareHierarchy SendEmail
    SendListEmailAction SendSurveyInvitation Share SmsHighlightAction Submit SyncQuote ViewCampaignHierarchy XClean
    EmailMessage._Forward EmailMessage._Reply EmailMessage._ReplyAll
`);

/** Namespaces of page components that belong to the platform; any other namespace is that of a managed package. */
const PLATFORM_NAMESPACES =
  /^(builder_\w+|clients|console|desktopDashboards|flexipage|flowruntime|force\w*|home|industries_\w+|lbpm|lightning\w*|lst|macros|notes|opencti|record_flexipage|runtime_\w+|salesforceIdentity|siteforce|support|survey|wave|wits|sfa|one)$/;

/** Components of pages beside those of `PAGE_COMPONENTS`. */
const OTHER_PAGE_COMPONENTS = words(`
    builder_industries_fsc:fscRelationships builder_industries_insurance:keyHomeMetrices builder_industries_insurance:keyMetrics
    builder_industries_insurance:lifeEvents builder_industries_insurance:outlookperformance
    builder_industries_insurance:policy360 builder_industries_insurance:summaryMetrics clients:emailTemplatesActionContainerFlex
    clients:peopleCardContainerFlex clients:relatedCustomEntity clients:relatedRecordsPageFlex clients:tab clients:tabset
    clients:tasksActionContainerFlex console:history console:relatedRecord flexipage:blankSpace flexipage:visualforcePage
    flowruntime:interview force:canvasApp force:recordDetailPanelMobile forceChatter:exposedFeed forceChatter:publisher
    forceChatter:topicsOnRecordWrapper forceCommunity:autoRefresh forceCommunity:createRecordForm
    forceCommunity:customizableUserProfileMenu forceCommunity:htmlBlock forceCommunity:objectHome forceCommunity:recordHeadline
    forceCommunity:recordHomeTabs forceCommunity:relatedList forceCommunity:richTextInline forceCommunity:search
    forceCommunity:seoAssistant forceCommunity:themeHeaderCompact forceCommunity:themeHeroStarter forceCommunity:themeNav
    forceCommunity:themeSearch forceCommunity:themeSearchHero forceContent:embeddedQuipComponent
    forceKnowledge:articleDataCategoryViewer forceKnowledge:articleSearchDesktop forceKnowledge:articleThumbVote
    forceKnowledge:articleVersionHistory industries_cds_common:manageParticipants industries_cib:attendees
    industries_cib:callReportsManager industries_common:relationshipCardContainer industries_common:timeline
    industries_service_excellence:actionLauncher lbpm:actionList lightningInbox:logItemButtonContainer macros:macroUtilityItem
    notes:utilityBarNoteList opencti:softPhone runtime_approval_process:pendingApprovalCard
    runtime_branch_management:branchUtilityBarItem runtime_communities_nba:builderNbaWidget
    runtime_einstein_discovery:einsteinDiscoveryPanel runtime_industries_actionplan:listCard
    runtime_industries_interesttagging:interestTags runtime_industries_lending:svLAB runtime_mobilesapp:launchPadTileList
    runtime_omnistudio:flexcard runtime_sales_campaign:metricsPanel runtime_sales_insights:contactInsightsContainer
    runtime_sales_leadiq:recordHomeInsightsContainer runtime_sales_linkedin:companyMatchContainer
    runtime_sales_linkedin:profileMatchContainer runtime_sales_social:socialPanel
    runtime_sales_todo_list:unifiedToDoListAuraWrapper runtime_service_omnichannel:omniWidget salesforceIdentity:communityLogo2
    salesforceIdentity:employeeLoginLink2 salesforceIdentity:forgotPassword2 salesforceIdentity:loginForm2
    salesforceIdentity:selfRegister2 salesforceIdentity:socialLogin2 siteforce:sfdcPage support:milestones survey:survey
    wave:waveDashboard wits:newsPanel
`);

/** True for components of the platform or of a managed package that this org does not draw. */
export function isOtherPageComponent(name: string): boolean {
  const [namespace = '', local] = name.split(':');
  if (local === undefined || namespace === 'c') return false;
  return !PLATFORM_NAMESPACES.test(namespace) || OTHER_PAGE_COMPONENTS.has(name);
}

/** Page templates beside those of `PAGE_TEMPLATES`. */
const OTHER_TEMPLATES = words(
  'clients:defaultMailAppTemplate flexipage:appHomeTemplateTwoColumns flexipage:recordHomePinnedLeftSidebarTemplateDesktop industries_common:homeTemplateOneRegion one:utilityBarTemplateDesktop salesforceIdentity:loginBody2 siteforce:sldsOneColLayout siteforce:themeLayoutStarter'
);

/** True for a template of the platform or of a managed package that this org does not draw. */
export const isOtherTemplate = (name: string): boolean =>
  OTHER_TEMPLATES.has(name) || (name.includes(':') && !PLATFORM_NAMESPACES.test(name.split(':')[0] ?? ''));

/** Related lists that come with features, beside `STANDARD_RELATED_LISTS`. */
export const OTHER_RELATED_LISTS = words(
  'CombinedAttachments SnippetReferenceEntities Account.AccountContactRelations Account.AccountPartnersFrom Account.CampaignInfluences Account.Campaigns Contact.AccountContactRelations Contact.Opportunities Contact.Quotes Opportunity.OpportunityPartnersFrom'
);
