import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

const page = lazyPage(() => import("./PulsePage"), "PulsePage");

export const pulseRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/pulses", component: page }),
  // what people are told leads here
  createRoute({ getParentRoute: () => parent, path: "/pulses/$id", component: page }),
];
