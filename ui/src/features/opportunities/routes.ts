import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const opportunityRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/opportunities", component: lazyPage(() => import("./Opportunities"), "Opportunities") }),
  createRoute({ getParentRoute: () => parent, path: "/opportunities/claims", component: lazyPage(() => import("./ClaimsPage"), "ClaimsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/opportunities/$id", component: lazyPage(() => import("./OpportunityDetail"), "OpportunityDetail") }),
];
