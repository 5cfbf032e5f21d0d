/** Text as nodes: what looks like a web address can be clicked, everything else is characters and stays so. */
const ADDRESS = /https?:\/\/[^\s<>"'`，。；！？、（）【】「」《》]+/gi;

export function textNodes(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/, "");
    if (!URL.canParse(address)) continue;
    nodes.push(document.createTextNode(text.slice(from, match.index)), link(address));
    from = match.index + address.length;
  }
  nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}

function link(address: string): HTMLAnchorElement {
  const node = document.createElement("a");
  node.href = address;
  node.target = "_blank";
  node.rel = "noopener noreferrer nofollow";
  node.textContent = address;
  return node;
}
