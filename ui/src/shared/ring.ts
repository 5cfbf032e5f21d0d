const PATIENCE = 300; // ms that a browser gets to say whether it lets us sound
const NOTES = [
  { from: 0, hertz: 880 },
  { from: 0.18, hertz: 1175 },
  { from: 0.5, hertz: 880 },
  { from: 0.68, hertz: 1175 },
] as const;
const LENGTH = 0.15; // seconds of each note
const LOUDNESS = 0.25;

/** Sounds twice, without a file. False where the browser lets no page sound that nobody has touched yet. */
export async function sound(): Promise<boolean> {
  try {
    const context = new AudioContext();
    if (context.state !== "running") await Promise.race([context.resume(), new Promise((done) => setTimeout(done, PATIENCE))]);
    if (context.state !== "running") {
      void context.close();
      return false;
    }
    for (const note of NOTES) play(context, note);
    setTimeout(() => void context.close(), 1500);
    return true;
  } catch {
    return false;
  }
}

/** One note, faded in and out so that it does not click. */
function play(context: AudioContext, { from, hertz }: { from: number; hertz: number }): void {
  const start = context.currentTime + from;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
  gain.gain.linearRampToValueAtTime(0, start + LENGTH);
  gain.connect(context.destination);
  const tone = context.createOscillator();
  tone.frequency.value = hertz;
  tone.connect(gain);
  tone.start(start);
  tone.stop(start + LENGTH);
}

/** Whether this tab is the first of the browser to ring for it: of several open ones only one shall be heard. */
export function isFirstToRing(id: number, storage: Pick<Storage, "getItem" | "setItem"> = localStorage): boolean {
  const KEY = "dabiao.rung";
  try {
    const last = Number(storage.getItem(KEY) ?? 0);
    if (id <= last) return false;
    storage.setItem(KEY, String(id));
  } catch {
    // without storage every tab rings: better than none
  }
  return true;
}
