// What a script adds to a page that works without: one press sends once, a frame is as high as what is in it,
// and the page around it is told where to go on.
(function () {
  "use strict";
  var root = document.documentElement;
  var form = document.querySelector("form");
  if (form) {
    form.addEventListener("submit", function () {
      var button = form.querySelector("button");
      setTimeout(function () { button.disabled = true; }, 0);
    });
    addEventListener("pageshow", function () { form.querySelector("button").disabled = false; });
    var wrong = document.querySelector("[aria-invalid]");
    if (wrong) wrong.focus();
  }
  if (parent === window) return;
  var tell = function (said) { parent.postMessage({ dabiaoForm: said }, "*"); };
  var last = 0;
  var fit = function () {
    var height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height !== last) tell({ height: (last = height) });
  };
  fit();
  if (window.ResizeObserver) new ResizeObserver(fit).observe(document.body);
  if (root.dataset.redirect) tell({ redirect: root.dataset.redirect });
})();
