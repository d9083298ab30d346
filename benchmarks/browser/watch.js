// Put into a page before its own code: what was pressed, asked and painted, and when.
// Times are milliseconds on the page's own clock, which begins with the navigation.
(() => {
  const watch = { moves: [], asked: [], painted: [], firstAnswer: null };
  window.watch = watch;

  // The frame after: a message posted from a frame's callback is taken up once it is painted.
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => {
    const at = performance.now();
    for (const done of waiting.splice(0)) done(at);
  };
  const afterPaint = (done) =>
    requestAnimationFrame(() => {
      waiting.push(done);
      channel.port2.postMessage(null);
    });

  addEventListener("keydown", (event) => {
    const at = event.timeStamp;
    // Where the key led is known once the slider has taken it.
    setTimeout(() => watch.moves.push({ at, position: position() }));
  }, true);

  function position() {
    let slider = document.activeElement;
    while (slider?.shadowRoot?.activeElement) slider = slider.shadowRoot.activeElement;
    return Number(slider?.value ?? slider?.getAttribute("aria-valuenow") ?? Number.NaN);
  }

  watch.paint = (what) =>
    afterPaint((at) => {
      watch.firstAnswer ??= at;
      watch.painted.push({ at, ...what });
    });
  watch.position = position;
  watch.rests = () => {
    const last = watch.painted.at(-1);
    return Boolean(last?.settled) && (last.position ?? position()) === position();
  };
})();
