import { rectIntersection, type CollisionDetection } from "@dnd-kit/core";

/** What the pointer is over, asked of the page itself: places measured when the drag began are wrong once anything live has moved them. With the keyboard, what the card lies over. */
export const underPointer: CollisionDetection = (args) => {
  const { droppableContainers, pointerCoordinates: at } = args;
  if (!at) return rectIntersection(args);
  const there = document.elementsFromPoint(at.x, at.y);
  const hit = droppableContainers.find(({ node: { current } }) => current && there.includes(current));
  return hit ? [{ id: hit.id }] : [];
};
