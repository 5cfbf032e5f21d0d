import type { AnyRoute } from "@tanstack/react-router";
import { activityRoutes } from "@/features/activities/routes";
import { analyticsRoutes } from "@/features/analytics/routes";
import { checkRoutes } from "@/features/checks/routes";
import { contractRoutes } from "@/features/contracts/routes";
import { conversationRoutes } from "@/features/conversations/routes";
import { customerRoutes } from "@/features/customers/routes";
import { deskRoutes } from "@/features/dispatch/routes";
import { exportRoutes } from "@/features/exports/routes";
import { forecastRoutes } from "@/features/forecasts/routes";
import { importRoutes } from "@/features/imports/routes";
import { leadRoutes } from "@/features/leads/routes";
import { debriefRoutes } from "@/features/debriefs/routes";
import { marketRoutes } from "@/features/market/routes";
import { meetingRoutes } from "@/features/meetings/routes";
import { opportunityRoutes } from "@/features/opportunities/routes";
import { pulseRoutes } from "@/features/pulses/routes";
import { quotaRoutes } from "@/features/quotas/routes";
import { salesEventRoutes } from "@/features/sales-events/routes";
import { planRoutes } from "@/features/plans/routes";
import { reportRoutes } from "@/features/reports/routes";
import { reviewRoutes } from "@/features/reviews/routes";
import { settingsRoutes } from "@/features/settings/routes";
import { targetRoutes } from "@/features/targets/routes";
import { teamRoutes } from "@/features/team/routes";
import { visitRoutes } from "@/features/visits/routes";
import { workbenchRoutes } from "@/features/workbench/routes";

/** Every feature's routes, in the order of the navigation. Each screen's code is loaded when visited. */
export const featureRoutes = (shell: AnyRoute): AnyRoute[] => [
  ...workbenchRoutes(shell),
  ...leadRoutes(shell),
  ...importRoutes(shell),
  ...exportRoutes(shell),
  ...deskRoutes(shell),
  ...customerRoutes(shell),
  ...opportunityRoutes(shell),
  ...marketRoutes(shell),
  ...debriefRoutes(shell),
  ...forecastRoutes(shell),
  ...activityRoutes(shell),
  ...visitRoutes(shell),
  ...conversationRoutes(shell),
  ...contractRoutes(shell),
  ...targetRoutes(shell),
  ...pulseRoutes(shell),
  ...quotaRoutes(shell),
  ...salesEventRoutes(shell),
  ...planRoutes(shell),
  ...checkRoutes(shell),
  ...reportRoutes(shell),
  ...reviewRoutes(shell),
  ...meetingRoutes(shell),
  ...analyticsRoutes(shell),
  ...teamRoutes(shell),
  ...settingsRoutes(shell),
];
