import { rectIntersection, type CollisionDetection } from "@dnd-kit/core";
import { useEffect, useRef } from "react";

/** What the pointer is over, asked of the page itself: places measured when the drag began are wrong once anything live has moved them. With the keyboard, what the card lies over. */
export const underPointer: CollisionDetection = (args) => {
  const { droppableContainers, pointerCoordinates: at } = args;
  if (!at) return rectIntersection(args);
  const there = document.elementsFromPoint(at.x, at.y);
  const hit = droppableContainers.find(({ node: { current } }) => current && there.includes(current));
  return hit ? [{ id: hit.id }] : [];
};

/**
 * Tells which element with `data-<name>` the pointer was let go over, by the value of that attribute.
 *
 * What dnd-kit says of the drop is from the last painting, which a quick hand on a busy machine is ahead of: one drag in five was lost.
 */
export function useLetGo(name: string): () => string | undefined {
  const at = useRef<{ x: number; y: number }>(undefined);
  useEffect(() => {
    const note = ({ clientX: x, clientY: y }: PointerEvent): void => void (at.current = { x, y });
    window.addEventListener("pointerup", note, true);
    return () => window.removeEventListener("pointerup", note, true);
  }, []);
  return () => {
    const there = at.current ? document.elementsFromPoint(at.current.x, at.current.y) : [];
    for (const one of there) if (one instanceof HTMLElement && one.dataset[name] !== undefined) return one.dataset[name];
    return undefined;
  };
}
