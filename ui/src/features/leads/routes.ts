import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const leadRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/leads", component: lazyRouteComponent(() => import("./LeadList"), "LeadList") }),
  createRoute({ getParentRoute: () => parent, path: "/leads/$id", component: lazyPage(() => import("./LeadDetail"), "LeadDetail") }),
];
