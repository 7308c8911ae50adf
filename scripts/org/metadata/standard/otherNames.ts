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
    Entitlement EntitlementContact EntityMilestone EntitySubscription ExchangeUserMapping ExpressionFilter
    ExpressionFilterCriteria ExpressionSet ExpressionSetVersion ExternalEventMapping FeedComment FeedItem FinancialDeal
    FinancialDealAsset FinancialDealBid FinancialDealParticipant FinancialDealParty FinancialDealProduct FinancialGoal
    FinancialGoalFunding FinancialGoalParty FinancialPlan FlowInterview FlowInterviewLog FlowOrchestrationInstance
    FlowOrchestrationLog FlowOrchestrationStageInstance FlowOrchestrationStepInstance FlowOrchestrationWorkItem FlowRecord
    ForecastingAdjustment ForecastingCategoryMapping ForecastingCustomData ForecastingOwnerAdjustment ForecastingQuota
    ForecastingTypeToCategory GroupCensus GroupCensusMember GroupCensusMemberPlan GroupClass GroupClassContribution
    GuestUserAnomalyEventStore Holiday Idea IdentityDocument IframeWhiteListUrl Image Incident IncidentRelatedItem Individual
    InfoAuthRequestForm InfoAuthorizationRequest InsPolicyTransactionDetail InsuranceAsyncBulkRequest
    InsuranceAsyncBulkRequestItem InsuranceContract InsurancePolicy InsurancePolicyAsset InsurancePolicyCoverage
    InsurancePolicyParticipant InsurancePolicySurcharge InsurancePolicyTransaction InsuranceProfile InsuranceRatingRequest
    IntegrationProviderAttr IntegrationProviderDcsnRqmt IntegrationProviderDef IntegrationProviderExecution Interaction
    InteractionAttendee InteractionParticipant InteractionRelatedAccount InteractionSumDiscussedAccount InteractionSummary
    InteractionSummaryParticipant InterestTag InternalOrganizationUnit Knowledge KnowledgeArticle KnowledgeArticleVersion
    KnowledgeViewEventHistory Knowledge__ka Knowledge__kav LandingPage LearningAssignment LearningAssignmentProgress LearningItem
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
    RecommendationReaction RecordAction RecordActnSelItemExtrc RecordAggregationResult RecordAlert RecordAlertCategory
    RecordMergeHistory RecurrenceSchedule RelationshipGraphView ReportAnomalyEventStore RequestsForAccessSIQ
    ResidentialLoanApplication RevenueAsyncOperation RevenueTransactionErrorLog SalesAIScoreModelFactor Scorecard
    ScorecardAssociation ScorecardMetric ScratchOrgInfo SearchActivity SecuritiesHolding Seller ServiceAppointment
    ServiceContract ServiceResource ServiceTerritory SessionHijackingEventStore SetupDataSynchronization ShapeRepresentation
    SharingRecordCollection SharingRecordCollectionItem SharingRecordCollectionMember Site Snippet SnippetAssignment
    SocialPersona SocialPost Solution StrategyMonthlyStats StreamActivityAccess StreamingChannel Survey SurveyInvitation
    SurveyPage SurveyQuestionChoice SurveyQuestionResponse SurveyResponse SurveySubject SurveyVersion SvcCatalogReqRelatedItem
    SvcCatalogRequest Swarm TableauHostMapping TagCategory TagCategoryAssignment Territory2 Territory2Model Territory2Type
    ThreatDetectionFeedback TimeSlot Topic TopicAssignment UnitOfMeasure UserAlt UserAppMenuItem UserCapabilityPreference
    UserExternalCredential UserLocalWebServerIdentity UserPrioritizedRecord UserProvAccount UserProvisioningLog
    UserProvisioningRequest UserRole UserServicePresence UserTerritory2Association VideoCall VideoCallParticipant
    VideoCallRecording VoiceCall WebCartDocument WorkAccess WorkBadge WorkBadgeDefinition WorkOrder WorkOrderLineItem WorkPlan
    WorkPlanTemplate WorkPlanTemplateEntry WorkStep WorkStepTemplate WorkThanks WorkerCompCoverageClass
`);

/** Fields that come with a feature (record types, currencies, divisions, custom settings) to any object. */
const FEATURE_FIELDS = 'RecordTypeId CurrencyIsoCode Division ConnectionReceivedId ConnectionSentId SetupOwnerId';

/** Fields of standard objects that come with an edition, a feature or a licence that this org does not have. */
const OTHER_FIELDS: Record<string, string> = {
  Lead: 'CampaignId CompanyLocal CountryCode StateCode FirstNameLocal GenderIdentity IndividualId Jigsaw LastNameLocal LastTransferDate MiddleName PartnerAccountId Pronouns Suffix',
  Account:
    'BillingCountryCode BillingStateCode ChannelProgramLevelName ChannelProgramName FirstName IsCustomerPortal IsExcludedFromRealign IsPartner IsPersonAccount Jigsaw LastName MiddleName NameLocal OperatingHoursId PersonAssistantName PersonAssistantPhone PersonBirthdate PersonContactId PersonDepartment PersonDoNotCall PersonEmail PersonGenderIdentity PersonHasOptedOutOfEmail PersonHasOptedOutOfFax PersonHomePhone PersonIndividualId PersonLastCURequestDate PersonLastCUUpdateDate PersonLeadSource PersonMailingAddress PersonMailingCity PersonMailingCountry PersonMailingPostalCode PersonMailingState PersonMailingStreet PersonMobilePhone PersonOtherAddress PersonOtherPhone PersonPronouns PersonTitle Salutation ShippingCountryCode ShippingStateCode Suffix Tier',
  Contact:
    'BuyerAttributes ContactSource MailingCountryCode MailingStateCode OtherCountryCode OtherStateCode DepartmentGroup FirstNameLocal GenderIdentity IndividualId Jigsaw LastCURequestDate LastCUUpdateDate LastNameLocal MiddleName Pronouns Suffix TitleType',
  Opportunity:
    'CampaignId ContractId IqScore IsExcludedFromTerritory2Filter PartnerAccountId Pricebook2Id PrimaryPartnerAccount SourceId StageSortOrder SyncedQuoteId Territory2Id',
  Task: 'CallObject Email IsVisibleInSelfService Phone RecurrenceInterval RecurrenceRegeneratedType ActivityTimeOnly GroupEventType WhatCount WhoCount',
  Event: 'Attendees Email IsRecurrence2 IsVisibleInSelfService Phone',
  Dashboard: 'BackgroundDirection ChartTheme ColorPalette GridLayout LeftSize MiddleSize RightSize TitleSize',
  RecordType: 'IsPersonType',
  User: 'CountryCode StateCode CallCenterId ContactId IndividualId ManagerId PortalRole Extension Signature UserRoleId'
};

/** Code writes names in any case. */
const inSmall = (text: string): Set<string> => words(text.toLowerCase());
const byObject = new Map(Object.entries(OTHER_FIELDS).map(([object, fields]) => [object.toLowerCase(), inSmall(fields)]));
const everywhere = inSmall(FEATURE_FIELDS);

/** True for a standard field of a known object that some orgs have and this one has not. */
export function isOtherField(object: string, field: string): boolean {
  const name = field.toLowerCase();
  return everywhere.has(name) || byObject.get(object.toLowerCase())?.has(name) === true;
}

/** Columns of list views, beside those of `listViewColumn`, by the object whose views they were seen in ('' = custom objects). */
const OTHER_COLUMNS: Record<string, string> = {
  '': 'RECORDTYPE CURRENCY_ISO_CODE IsProtected SETUP_OWNER_NAME',
  Lead: 'LEAD.RECORDTYPE LEAD.COUNTRY_CODE LEAD.EMAIL_OPT_OUT LEAD.STATE_CODE LEAD_COMPANY_LOCAL LEAD_FIRST_NAME_LOCAL LEAD_LAST_NAME_LOCAL',
  Account:
    'ACCOUNT.ADDRESS1_COUNTRY_CODE ACCOUNT.ADDRESS1_STATE_CODE ACCOUNT.CURRENCY_ISO_CODE ACCOUNT.NAME_LOCAL Topics ACCOUNT.RECORDTYPE PC_EMAIL PC_PHONE3 PC_TITLE PC_BIRTHDATE PC_LEAD_SOURCE PC_PHONE5 PC_LAST_NAME PC_FIRST_NAME PC_ADDRESS2_STATE',
  Contact:
    'ACCOUNT.NAME_LOCAL CONTACT.ADDRESS2_COUNTRY_CODE CONTACT.ADDRESS2_STATE_CODE CONTACT_FIRST_NAME_LOCAL CONTACT_LAST_NAME_LOCAL JIGSAW_KEY ACCOUNT.RECORDTYPE CONTACT.PHONE4 CONTACT.PHONE5 CONTACT.RECORDTYPE',
  Opportunity: 'Topics CONTRACT.CONTRACT_NUMBER OPPORTUNITY.FORECAST_CATEGORY OPPORTUNITY.RECORDTYPE',
  User: 'CORE.PROFILE.NAME CORE.PROFILE.USERTYPE CORE.USERS.COMPANY_NAME CORE.USERS.TITLE CREATED_BY_NAME EMPLOYEE_NUMBER IS_FROZEN KNOWLEDGE_USER MANAGER UPDATEDBY_USER.NAME CORE.USERS.ACTIVE CORE.USERS.ALIAS CORE.USERS.EMAIL CORE.USERS.LAST_LOGIN CORE.USERS.SAML_SUBJECT CORE.USERS.USERNAME CORE.USER_ROLE.NAME CREATED_DATE FULL_NAME LAST_UPDATE MARKETING_USER'
};

const columnsOf = new Map(Object.entries(OTHER_COLUMNS).map(([object, columns]) => [object, words(columns)]));

/** True for a list view column of a known object that this org has no field for. */
export const isOtherColumn = (object: string, column: string): boolean =>
  columnsOf.get(object)?.has(column) === true || (/__(c|mdt)$/.test(object) && columnsOf.get('')?.has(column) === true);

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
    AccountActivity.ACCTRECORDTYPE AccountActivity.ACCT_CREATED_DATE AccountActivity.ADDRESS1_COUNTRY_CODE
    AccountActivity.LAST_UPDATE_BY AccountList.ADDRESS1_COUNTRY_CODE AccountList.TERR2_LAST_UPDATE AccountList.ADDRESS1_LINE1 AccountList.ADDRESS1_LINE2
    AccountList.ADDRESS1_LINE3 AccountList.ADDRESS1_STATE_CODE AccountList.ADDRESS2_COUNTRY_CODE AccountList.ADDRESS2_LINE1
    AccountList.IS_PARTNER AccountList.RECORDTYPE AccountList.ROLLUP_DESCRIPTION Activity.ADDRESS2_COUNTRY
    Activity.ADDRESS2_COUNTRY_CODE Activity.ADDRESS2_STATE_CODE Activity.ADDRESS2_STREET Activity.CALLDURATION
    Activity.CALLDURATIONFORMATTED Activity.CALLOBJECT Activity.CASE_ORIGIN Activity.CASE_STATUS Activity.CASE_TYPE
    Activity.CONTACT_FIRST_NAME_LOCAL Activity.CONTACT_LAST_NAME_LOCAL Activity.DUE_TIME Activity.EMAIL Activity.EMAIL_OPT_OUT
    Activity.LEAD_FIRST_NAME_LOCAL Activity.LEAD_LAST_NAME_LOCAL Activity.LEAD_SOURCE Activity.OWNER_ROLE Activity.PARENT_ID
    Activity.PHONE1 Activity.PRODUCT_NAME Activity.RECORDTYPE Activity.STAGE_NAME ContactList.ACCOUNT_RECORDTYPE
    ContactList.ADDRESS1_COUNTRY_CODE ContactList.ADDRESS1_LINE1 ContactList.ADDRESS1_LINE2 ContactList.ADDRESS1_LINE3
    ContactList.ADDRESS1_STATE_CODE ContactList.ADDRESS2_COUNTRY_CODE ContactList.ADDRESS2_LINE1 ContactList.ADDRESS2_LINE2
    ContactList.ADDRESS2_LINE3 ContactList.ADDRESS2_STATE_CODE ContactList.CONTACT_ALIAS ContactList.CONTACT_CREATED_ALIAS
    ContactList.CONTACT_FIRST_NAME_LOCAL ContactList.CONTACT_LAST_NAME_LOCAL ContactList.CONTACT_RECORDTYPE
    ContactList.EMAIL_BOUNCED_DATE ContactList.EMAIL_BOUNCED_REASON ContactList.IS_EMAIL_BOUNCED ContactList.IS_PARTNER
    ContactList.LEAD_SOURCE ContactList.OWNER_ROLE ContactList.OWNER_ROLE_DISPLAY ContactList.PARENT.NAME ContactList.PARENT_ID
    ContactList.PHONE4 ContactList.PHONE5 ContactList.PHONE6 ContactList.RECORDTYPE ContactList.SALES ContactList.SALES.CONVERT
    ContactList.TERR2_NAME ContactList.URL LeadActivity.COUNTRY_CODE LeadActivity.EMAIL_OPT_OUT LeadActivity.LAST_UPDATE_BY
    LeadActivity.LEAD_DESCRIPTION LeadActivity.LEAD_ID LeadActivity.PHONE LeadList.ANNUAL_REVENUE.CONVERT LeadList.COUNTRY_CODE
    LeadList.DO_NOT_CALL LeadList.EMAIL_OPT_OUT LeadList.FAX_OPT_OUT LeadList.JIGSAW_KEY LeadList.LAST_TRANSFER
    LeadList.LAST_UPDATE_BY_ALIAS LeadList.LEAD_COMPANY_LOCAL LeadList.LEAD_FIRST_NAME_LOCAL LeadList.LEAD_LAST_NAME_LOCAL
    LeadList.OWNER_ROLE LeadList.OWNER_ROLE_DISPLAY LeadList.PARTNER_ACCOUNT_ID LeadList.PARTNER_ACCOUNT_NAME LeadList.RECORDTYPE
    LeadList.STATE_CODE LeadList.STREET_LINE2 LeadList.STREET_LINE3 Opportunity.ACCOUNT_CREATED_DATE
    Opportunity.ACCOUNT_RECORDTYPE Opportunity.ADDRESS1_COUNTRY_CODE Opportunity.ADDRESS1_STATE_CODE Opportunity.AMOUNT.CONVERT
    Opportunity.CAMPAIGN_SOURCE Opportunity.CON.ADDRESS2_COUNTRY_CODE Opportunity.CON.EMAIL Opportunity.OPPORTUNITY_SCORE
    Opportunity.OWNER_COMPANY Opportunity.OWNER_PROFILE Opportunity.PARTNER_ACCOUNT_ID Opportunity.RECORDTYPE
    Opportunity.ROLLUP_DESCRIPTION Opportunity.SYNCED_QUOTE_NAME Opportunity.TERR2_NAME OpportunityActivity.ACCOUNT_ID
    OpportunityActivity.ADDRESS1_COUNTRY_CODE OpportunityActivity.AMOUNT.CONVERT OpportunityActivity.CREATED_ALIAS
    OpportunityActivity.LAST_UPDATE_BY OpportunityActivity.LEAD_SOURCE OpportunityActivity.NEXT_STEP
    OpportunityActivity.OPPORTUNITY_CREATED_DATE OpportunityActivity.OPPORTUNITY_DESCRIPTION OpportunityActivity.OPPORTUNITY_ID
    OpportunityActivity.OPPORTUNITY_LAST_UPDATE OpportunityActivity.OWNER_ROLE OpportunityActivity.PROBABILITY
    OpportunityActivity.RECORDTYPE OpportunityActivity.STAGE_DURATION OpportunityLead.CITY OpportunityLead.COUNTRY
    OpportunityLead.COUNTRY_CODE User.ACCOUNT_ID User.BROWSER_TYPE User.CLIENT_TYPE User.CLIENT_VERSION User.COMPANY_NAME
    User.CONTACT_ID User.EMPNO User.IS_PARTNER_USER User.LAST_UPDATE User.LICENSE_TYPE User.LOGIN_DATE User.LOGIN_DATETIME
    User.LOGIN_STATUS User.OWNER_FULL_NAME User.OWNER_ROLE User.PASSWORD_EXPIRES User.PHONE User.ROLE User.USER_ID
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
  `
    Account.AccountContactRelations Account.AccountPartnersFrom Account.CampaignInfluences Account.Campaigns AccountContactRoles
    AccountTerritory2Associations CombinedAttachments Contact.AccountContactRelations Contact.Opportunities Contact.Quotes
    DuplicateRecordItems Entitlements IdpEventLog$UserId Opportunity.OpportunityPartnersFrom OpportunityScore
    SnippetReferenceEntities UserTerritory2Associations
`
);
