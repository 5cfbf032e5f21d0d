/** Short names for the generated types. A record is its list row; what only its page knows is optional. */
import type { components, paths } from "./schema.gen";

type Schemas = components["schemas"];
type Record<Row, Detail> = Row & Partial<Omit<Detail, keyof Row>>;

export type Me = Schemas["Me"];
export type Lead = Record<Schemas["LeadOut"], Schemas["LeadDetail"]>;
export type Customer = Record<Schemas["CustomerOut"], Schemas["CustomerDetail"]>;
export type Contact = Record<Schemas["ContactOut"], Schemas["ContactDetail"]>;
export type Opportunity = Record<Schemas["OpportunityOut"], Schemas["OpportunityDetail"]>;
export type Competitor = Schemas["CompetitorOut"];
export type Rival = Schemas["RivalOut"];
export type DealItem = Schemas["ItemOut"];
export type DealItems = Schemas["Items"];
export type Product = Schemas["ProductOut"];
export type FormListed = Schemas["FormListed"];
export type FormDetail = Schemas["FormOut"];
export type FormCode = Schemas["CodeOut"];
export type FormSubmission = Schemas["SubmissionOut"];
export type DispatchRule = Schemas["DispatchRuleOut"];
export type DispatchPolicy = Schemas["DispatchPolicyOut"];
export type GradingRule = Schemas["GradingRuleOut"];
export type GradingReason = Schemas["GradingReason"];
export type GradingFigures = Schemas["GradingFiguresOut"];
export type LeadGrading = Schemas["LeadGradingOut"];
export type DispatchTrial = Schemas["DispatchTrialOut"];
export type Member = Schemas["MemberOut"];
export type Pipeline = Schemas["PipelineOut"];
export type Stage = Schemas["StageOut"];
export type PipelineDesign = Schemas["DesignOut"];
export type PipelineGlance = Schemas["PipelineGlance"];
export type DesignPreview = Schemas["DesignPreview"];
export type StageGuide = Schemas["StageGuideOut"];
export type Board = Schemas["Board"];
export type BoardColumn = Schemas["BoardColumn"];
export type Contract = Record<Schemas["ContractOut"], Schemas["ContractDetail"]>;
export type Receivables = Schemas["ReceivablesOut"];
export type Instalment = Schemas["InstalmentOut"];
export type Receipt = Record<Schemas["ReceiptOut"], Schemas["ReceiptDetail"]>;
export type Employee = Record<Schemas["EmployeeOut"], Schemas["EmployeeDetail"]>;
export type Unit = Schemas["UnitOut"];
export type Connection = Schemas["ConnectionOut"];
export type ConnectionKind = Schemas["ConnectionKindOut"];
export type Delivery = Schemas["DeliveryOut"];
export type Campaign = Schemas["CampaignOut"];
export type ReturnRow = Schemas["ReturnRow"];
export type Tag = Schemas["TagOut"];
export type Skill = Schemas["SkillOut"];
export type Role = Schemas["RoleOut"];
export type ImportRow = Schemas["ImportRow"];
export type ExportRow = Schemas["ExportRow"];
export type ExportJob = Schemas["ExportOut"];
export type ExportEstimate = Schemas["EstimateOut"];
export type ImportedRow = Schemas["RowOut"];
export type ImportJob = Schemas["ImportOut"];
export type TimelineEntry = Schemas["Entry"];
export type Notification = Schemas["NotificationOut"];
export type NotificationPage = Schemas["Notifications"];
export type Messenger = Schemas["MessengerOut"];
export type MessengerField = Schemas["MessengerField"];
export type MessengerPerson = Schemas["MessengerPerson"];
export type MessengerTrial = Schemas["TrialOut"];
export type Task = Schemas["TaskOut"];
export type Visit = Record<Schemas["VisitRow"], Schemas["VisitOut"]>;
export type VisitCheckIn = Schemas["CheckInOut"];
export type VisitRoute = Schemas["RouteOut"];
export type RouteStop = Schemas["RouteStop"];
export type VisitPerson = Schemas["ParticipantIn"];
export type CalendarEntry = Schemas["CalendarEntry"];
export type Touchpoint = Schemas["ActivityOut"];
export type AgendaRow = Schemas["AgendaRow"];
export type AuditEntry = Schemas["AuditEntry"];
export type BulkAnswer = Schemas["BulkOut"];
export type BulkRow = Schemas["BulkRowOut"];
export type Results = Schemas["Results"];

/** The query parameters of a GET. */
export type QueryOf<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? NonNullable<Q>
  : never;

type JsonBody<Operation> = Operation extends { requestBody: { content: { "application/json": infer B } } } ? B : never;

/** The JSON body of a POST. */
export type BodyOf<P extends keyof paths> = paths[P] extends { post: infer Operation } ? JsonBody<Operation> : never;

/** The JSON body of a PUT. */
export type PutOf<P extends keyof paths> = paths[P] extends { put: infer Operation } ? JsonBody<Operation> : never;

/** The JSON body of a PATCH. */
export type EditOf<P extends keyof paths> = paths[P] extends { patch: infer Operation } ? JsonBody<Operation> : never;

export type Figure = Schemas["FigureOut"];
export type TeamBoard = Schemas["TeamBoard"];
export type CompanyBoard = Schemas["CompanyBoard"];
export type MoneyBoard = Schemas["MoneyBoard"];
export type Today = Schemas["Today"];
export type TodayRow = Schemas["TodayRow"];
export type Funnel = Schemas["Funnel"];
export type DealRow = Schemas["DealRow"];
export type DealCell = Schemas["DealCell"];
export type DealOutcomes = Schemas["DealOutcomes"];
export type EndsRow = Schemas["EndsRow"];
export type DealAgeing = Schemas["DealAgeing"];
export type CohortRow = Schemas["CohortRow"];
export type DealCohorts = Schemas["DealCohorts"];
export type Velocity = Schemas["Velocity"];
export type VelocityRow = Schemas["VelocityRow"];
export type DealComparison = Schemas["DealComparison"];
export type ComparedLine = Schemas["ComparedLine"];
export type DealFlow = Schemas["DealFlow"];
export type OutcomeRow = Schemas["OutcomeRow"];

export type DispatchDesk = Schemas["Desk"];
export type CaseCard = Schemas["CardOut"];
export type CaseColumn = Schemas["ColumnOut"];
export type Seat = Schemas["SeatOut"];
export type BreachNews = Schemas["BreachFeedOut"];
export type MyClocks = Schemas["Clocks"];
export type MyClock = Schemas["MyClockOut"];
export type Compliance = Schemas["Compliance"];
export type Tally = Schemas["TallyOut"];
export type Stint = Schemas["StintOut"];
export type Conversation = Record<Schemas["ConversationOut"], Schemas["ConversationDetail"]>;
export type ConversationDetail = Schemas["ConversationDetail"];
export type Message = Schemas["ChatMessageOut"];
export type ChatColleague = Schemas["ChatColleague"];
export type ChatFigures = Schemas["ChatFigures"];
export type ChatSite = Schemas["ChatSiteOut"];
export type BotAnswer = Schemas["BotAnswerOut"];
export type Canned = Schemas["CannedOut"];
export type Breach = Schemas["BreachOut"];
export type DispatchStoryOut = Schemas["StoryOut"];
export type TargetCredits = Schemas["TargetCreditsOut"];
export type TargetMetricRow = Schemas["MetricOut"];
export type TargetMonth = Schemas["TargetMonthOut"];
export type DealChecklist = Schemas["DealChecklist"];
export type CriteriaOfStage = Schemas["CriteriaOfStage"];
export type CriterionState = Schemas["CriterionState"];
export type DealProof = Schemas["ProofOut"];
export type ProofCandidate = Schemas["CandidateOut"];
export type DealSignal = Schemas["SignalOut"];
export type DealClaim = Schemas["ClaimOfSomebody"];
