import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const planRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/plans", component: lazyPage(() => import("./PlansPage"), "PlansPage") }),
  createRoute({ getParentRoute: () => parent, path: "/plans/of/$id", component: lazyPage(() => import("./PlansOfPage"), "PlansOfPage") }),
  createRoute({ getParentRoute: () => parent, path: "/plan-items", component: lazyPage(() => import("./PlanItemList"), "PlanItemList") }),
  createRoute({ getParentRoute: () => parent, path: "/plans/$id", component: lazyPage(() => import("./PlanPage"), "PlanPage") }),
];
