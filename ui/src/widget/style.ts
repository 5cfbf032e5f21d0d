/** Set as a constructed sheet: a site's policy for styles does not concern it, and a site's styles do not reach it. */
export const STYLE = `
:host{all:initial;position:fixed;inset:auto 20px 20px auto;z-index:2147483000;font:15px/1.5 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f2329}
*{box-sizing:border-box;font:inherit}
[hidden]{display:none!important}
button{cursor:pointer;border:0;background:none;color:inherit;padding:0}
button:focus-visible,textarea:focus-visible,a:focus-visible{outline:2px solid var(--on);outline-offset:2px;box-shadow:0 0 0 4px #fff}
.launch{position:relative;display:grid;place-items:center;width:56px;height:56px;border-radius:28px;background:var(--brand);color:var(--ink);box-shadow:0 4px 16px #0003}
.launch svg{width:26px;height:26px}
.badge{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#c9182b;color:#fff;font-size:13px;line-height:22px;text-align:center}
.panel{position:absolute;right:0;bottom:0;display:flex;flex-direction:column;width:372px;height:min(600px,calc(100vh - 40px));border-radius:14px;background:#fff;box-shadow:0 8px 40px #0003;overflow:hidden}
header{display:flex;align-items:center;gap:8px;padding:14px 8px 14px 18px;background:var(--brand);color:var(--ink)}
.who{flex:1;min-width:0}
h2{margin:0;font-weight:600;font-size:16px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.where{font-size:13px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.round{display:grid;place-items:center;width:40px;height:40px;border-radius:20px}
.round svg{width:20px;height:20px}
.bar{padding:8px 18px;font-size:13px;background:#fff4d6;color:#5c4400}
.bar.bad{background:#fdecee;color:#8f1020}
.log{flex:1;overflow-y:auto;padding:16px;display:flex;flex-direction:column;gap:10px;overscroll-behavior:contain;background:#f6f7f9}
.row{display:flex;flex-direction:column;align-items:flex-start;max-width:86%}
.row.visitor{align-self:flex-end;align-items:flex-end}
.row.system{align-self:center;align-items:center;max-width:94%}
.name{font-size:12px;color:#5b626d;margin:0 4px 2px}
.text{padding:8px 12px;border-radius:14px 14px 14px 4px;background:#fff;box-shadow:0 1px 2px #0001;white-space:pre-wrap;overflow-wrap:anywhere}
.visitor .text{border-radius:14px 14px 4px 14px;background:var(--brand);color:var(--ink)}
.system .text{background:none;box-shadow:none;font-size:13px;color:#5b626d;text-align:center;padding:2px 8px}
.text a{color:inherit;text-decoration:underline}
.note{font-size:12px;color:#5b626d;margin:2px 4px 0}
.note.bad{color:#8f1020}
.choices{display:flex;flex-wrap:wrap;gap:6px;margin-top:8px}
.choices button,.more button{padding:6px 12px;border:1px solid #c4c9d2;border-radius:16px;background:#fff;color:#1f2329;text-align:left}
.choices button:hover,.more button:hover{background:#eef0f4}
.picture{display:block;max-width:240px;max-height:240px;border-radius:10px}
.file{text-decoration:underline;text-align:left;overflow-wrap:anywhere}
.more{display:flex;flex-wrap:wrap;gap:8px;padding:8px 12px 0;background:#fff;font-size:13px}
.more button{padding:3px 10px}
.stars{display:flex;align-items:center;gap:2px}
.stars button{border:0;padding:0 3px;font-size:22px;line-height:1.3;color:#8a6a00}
form{display:flex;align-items:flex-end;gap:4px;padding:10px 8px 10px 12px;background:#fff}
textarea{flex:1;min-width:0;height:42px;max-height:120px;padding:9px 12px;border:1px solid #868e99;border-radius:12px;resize:none;color:inherit;background:#fff}
.send{color:var(--on)}
.consent{padding:0 14px 10px;font-size:12px;color:#5b626d;background:#fff}
.dragged{outline:3px dashed var(--on);outline-offset:-8px}
@media (max-width:480px){
.panel{position:fixed;inset:0;width:100%;height:100dvh;border-radius:0}
textarea{font-size:16px}
}
@media print{:host{display:none}}
`;

/** White or black, whichever is easier to read on this colour; and the colour itself where it can be read on white. */
export function inks(colour: string): { brand: string; ink: string; on: string } {
  const brand = /^#[0-9a-f]{6}$/i.test(colour) ? colour : "#1557ff";
  const light = luminance(brand);
  const onWhite = 1.05 / (light + 0.05);
  return { brand, ink: onWhite >= 4.5 ? "#ffffff" : "#000000", on: onWhite >= 3 ? brand : "#1f2329" };
}

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
