import { useRouterState } from "@tanstack/react-router";
import { isIn, placesFor, type Place } from "@/app/nav";
import { useMe } from "@/shared/session/session";

/** The places this person may use, and whether each is where they are. */
export function usePlaces(): (Place & { here: boolean })[] {
  const { permissions } = useMe();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return placesFor(permissions).map((place) => ({ ...place, here: isIn(place, path) }));
}
