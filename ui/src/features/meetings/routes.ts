import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const meetingRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/meetings", component: lazyPage(() => import("./MeetingsPage"), "MeetingsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/meetings/held", component: lazyPage(() => import("./HeldList"), "HeldList") }),
  createRoute({ getParentRoute: () => parent, path: "/meetings/$id", component: lazyPage(() => import("./MeetingPage"), "MeetingPage") }),
];
