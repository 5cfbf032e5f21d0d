/** A text with the parts marked that were asked for; the server names them as they are written here. */
export function Marked({ text, marks }: { text: string; marks: readonly string[] }) {
  return (
    <>
      {cut(text, marks).map(({ at, part, marked }) => (marked ? <mark key={at}>{part}</mark> : <span key={at}>{part}</span>))}
    </>
  );
}

export interface Piece {
  at: number;
  part: string;
  marked: boolean;
}

/** The text in pieces; where two marks meet or overlap they are one. */
export function cut(text: string, marks: readonly string[]): Piece[] {
  const inside = Array.from({ length: text.length }, () => false);
  for (const mark of marks) {
    for (let at = mark ? text.indexOf(mark) : -1; at >= 0; at = text.indexOf(mark, at + 1)) inside.fill(true, at, at + mark.length);
  }
  const pieces: Piece[] = [];
  for (const [at, marked] of inside.entries()) {
    const last = pieces.at(-1);
    if (last?.marked === marked) last.part += text.charAt(at);
    else pieces.push({ at, part: text.charAt(at), marked });
  }
  return pieces;
}
