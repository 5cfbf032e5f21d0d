import type { AnyRoute } from "@tanstack/react-router";
import { leadRoutes } from "@/features/leads/routes";
import { workbenchRoutes } from "@/features/workbench/routes";

/** Every feature's routes, in the order of the navigation. Each screen's code is loaded when visited. */
export const featureRoutes = (shell: AnyRoute): AnyRoute[] => [...workbenchRoutes(shell), ...leadRoutes(shell)];
