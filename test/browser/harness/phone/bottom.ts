// Tells when a page has been scrolled to its bottom, once for each time that it comes near.

const nearPx = 50;

export function watchBottom(reached: () => void): void {
  let reachedAt = 0;
  window.addEventListener('scroll', () => {
    const { scrollHeight } = document.documentElement;
    const isNear = window.scrollY + window.innerHeight >= scrollHeight - nearPx;
    // A page that has grown meanwhile has another bottom.
    if (isNear && reachedAt !== scrollHeight) reached();
    reachedAt = isNear ? scrollHeight : 0;
  });
}
