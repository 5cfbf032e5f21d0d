import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const analyticsRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/analytics", component: lazyPage(() => import("./FunnelPage"), "FunnelPage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/outcomes", component: lazyPage(() => import("./WinLossPage"), "WinLossPage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/flow", component: lazyPage(() => import("./FlowPage"), "FlowPage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/ageing", component: lazyPage(() => import("./AgeingPage"), "AgeingPage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/cohorts", component: lazyPage(() => import("./CohortPage"), "CohortPage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/velocity", component: lazyPage(() => import("./VelocityPage"), "VelocityPage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/compare", component: lazyPage(() => import("./ComparePage"), "ComparePage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/leads", component: lazyPage(() => import("./OutcomePage"), "OutcomePage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/returns", component: lazyPage(() => import("./ReturnsPage"), "ReturnsPage") }),
];
