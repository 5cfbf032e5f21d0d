import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const debriefRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/debriefs", component: lazyPage(() => import("./pages"), "DebriefsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/debriefs/$id", component: lazyPage(() => import("./pages"), "DebriefPage") }),
];
