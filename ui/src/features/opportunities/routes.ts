import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const opportunityRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/opportunities", component: lazyRouteComponent(() => import("./Opportunities"), "Opportunities") }),
  createRoute({ getParentRoute: () => parent, path: "/opportunities/$id", component: lazyRouteComponent(() => import("./OpportunityDetail"), "OpportunityDetail") }),
];
