// Put into a peer after watch.js.
(() => {
  // Peers: a label among the data, in an SVG or on a canvas, says which position is drawn.
  const LABEL = /^position (\d+)$/;
  let labelled = null;
  const note = (text) => {
    const found = LABEL.exec(text);
    if (!found || text === labelled) return;
    labelled = text;
    watch.paint({ position: Number(found[1]), settled: true });
  };
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
    note(text);
    return write.call(this, text, ...where);
  };
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      for (const node of [target, ...addedNodes]) {
        const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        const texts = element?.localName === "text" ? [element] : element?.querySelectorAll?.("text");
        if (element?.closest?.("svg")) for (const each of texts ?? []) note(each.textContent);
      }
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})();
