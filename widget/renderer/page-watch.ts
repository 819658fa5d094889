/**
 * Tells, at most once a frame, that the page's tree changed, and that the person switched between light and dark.
 * @returns how to stop watching
 */
export function watchPage(onChange: () => void, onColors: () => void): () => void {
  let frame = 0;
  const observer = new MutationObserver(() => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      onChange();
    });
  });
  observer.observe(document, { childList: true, subtree: true });
  const dark = matchMedia('(prefers-color-scheme:dark)');
  dark.addEventListener('change', onColors);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    dark.removeEventListener('change', onColors);
  };
}
