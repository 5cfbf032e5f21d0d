import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const reviewRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/reviews", component: lazyPage(() => import("./ReviewsPage"), "ReviewsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/reviews/finished", component: lazyPage(() => import("./FinishedList"), "FinishedList") }),
  createRoute({ getParentRoute: () => parent, path: "/reviews/$id", component: lazyPage(() => import("./ReviewPage"), "ReviewPage") }),
];
