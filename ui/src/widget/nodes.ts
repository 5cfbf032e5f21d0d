const SVG = "http://www.w3.org/2000/svg";

export function node<K extends keyof HTMLElementTagNameMap>(tag: K, name = "", text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

export function add<T extends Node>(parent: T, ...children: Node[]): T {
  for (const child of children) parent.appendChild(child);
  return parent;
}

export function icon(path: string): SVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  const facts = { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "2", "aria-hidden": "true" };
  for (const [name, value] of Object.entries({ ...facts, "stroke-linecap": "round", "stroke-linejoin": "round" })) {
    drawing.setAttribute(name, value);
  }
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  return add(drawing, line);
}

export function on<K extends keyof HTMLElementEventMap>(target: HTMLElement, event: K, act: (event: HTMLElementEventMap[K]) => void): void {
  target.addEventListener(event, act);
}
