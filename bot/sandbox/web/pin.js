// Where the log is scrolled to: it stays at the end while the reader is at the end, and never jumps otherwise.

const near = 48;

/**
 * Watches `scroller` and its `content`. `onMove(atEnd)` hears when the reader leaves or reaches the end.
 * Returns {toEnd(smooth), show(node), atEnd()}.
 */
export function pin(scroller, content, onMove) {
  let held = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const distance = () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;

  function hold(value) {
    if (held === value) return;
    held = value;
    onMove(held);
  }

  function toEnd(smooth = false) {
    hold(true);
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth && !calm.matches ? "smooth" : "instant" });
  }

  // Only a move upwards leaves the end: a window that shrinks, or content that grows, does not.
  let before = 0;
  scroller.addEventListener(
    "scroll",
    () => {
      if (distance() < near) hold(true);
      else if (scroller.scrollTop < before) hold(false);
      before = scroller.scrollTop;
    },
    { passive: true },
  );
  const follow = new ResizeObserver(() => {
    if (held) toEnd();
  });
  follow.observe(scroller);
  follow.observe(content);

  return {
    toEnd,
    atEnd: () => held,
    /** Goes to the end, unless `node` (the first news) is taller than the window: then its beginning is shown. */
    show(node) {
      const room = scroller.clientHeight - 24;
      const height = scroller.scrollHeight - node.offsetTop;
      if (height <= room) return toEnd();
      hold(false);
      scroller.scrollTo({ top: node.offsetTop - 40, behavior: "instant" });
      return undefined;
    },
  };
}
