// Puts the form where this script stands, in a frame that is as high as what is in it.
(function () {
  "use strict";
  var script = document.currentScript;
  if (!script) return;
  var address = script.src.replace(/\.js(\?.*)?$/, "");
  var home = new URL(address).origin;
  var here = new URLSearchParams(location.search);
  var said = new URLSearchParams({ embed: "1", page: location.origin + location.pathname });
  here.forEach(function (value, name) { if (name.indexOf("utm_") === 0) said.set(name, value); });
  if (document.referrer) said.set("ref", document.referrer);
  var frame = document.createElement("iframe");
  frame.src = address + "?" + said;
  frame.title = script.dataset.title || "";
  frame.style.cssText = "width:100%;border:0;height:480px;display:block";
  script.parentNode.insertBefore(frame, script.nextSibling);
  addEventListener("message", function (event) {
    var told = event.source === frame.contentWindow && event.origin === home && event.data && event.data.dabiaoForm;
    if (!told) return;
    if (typeof told.height === "number") frame.style.height = Math.min(Math.max(told.height, 80), 10000) + "px";
    if (typeof told.redirect === "string" && told.redirect.indexOf("https://") === 0) location.assign(told.redirect);
  });
})();
