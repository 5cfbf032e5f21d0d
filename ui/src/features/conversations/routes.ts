import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

const console = lazyRouteComponent(() => import("./ConsolePage"), "ConsolePage");

export const conversationRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/chats", component: console }),
  createRoute({ getParentRoute: () => parent, path: "/chats/$id", component: console }),
];
