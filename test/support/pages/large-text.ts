/** Larger text in a test's page, and what it breaks there; as texts, to be run in the page. */

/** Android's text size multiplies fonts and lines, and nothing else. */
export const scaleText = (factor: number) => `
  const replaceSync = CSSStyleSheet.prototype.replaceSync;
  const scale = (all, name, px) => name + ':' + px * ${factor} + 'px';
  CSSStyleSheet.prototype.replaceSync = function (css) {
    return replaceSync.call(this, css.replace(/(font-size|line-height):\\s*([\\d.]+)px/g, scale));
  };`;

/** What stands out of the screen sideways, what is cut off, and amounts on more than one line. */
export const LAYOUT_FAULTS = `(() => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const path = (element) => {
    const host = element.getRootNode().host;
    return (host ? host.localName + ' ' : '') + element.localName + '.' + (element.getAttribute('class') || '');
  };
  const scrolls = (element) => {
    for (let each = element; each; each = each.assignedSlot || each.parentElement || each.getRootNode().host) {
      const { overflowX } = getComputedStyle(each);
      if (overflowX === 'auto' || overflowX === 'scroll') return true;
    }
    return false;
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (root === document || element.closest('.visually-hidden')) continue;
      for (const node of element.childNodes) {
        if (node.nodeType !== 3 || !node.data.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
        if (boxes.length === 0) continue;
        const styles = getComputedStyle(element);
        const isEllipsis = styles.textOverflow === 'ellipsis';
        const text = path(element) + ' "' + node.data.trim().slice(0, 24) + '"';
        if (!scrolls(element) && !isEllipsis && boxes.some((box) => box.right > width + 1 || box.left < -1))
          faults.push('off the screen: ' + text);
        if (/^Rp[\\d.]+$/.test(node.data.trim()) && new Set(boxes.map((box) => Math.round(box.top))).size > 1)
          faults.push('broken amount: ' + text);
        const { overflow } = styles;
        if (overflow === 'hidden' && !isEllipsis && !styles.webkitLineClamp.match(/\\d/) &&
            (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2))
          faults.push('cut off: ' + text);
        const control = element.closest('button, a, label, summary');
        if (control && !scrolls(element)) {
          const outer = control.getBoundingClientRect();
          if (boxes.some((box) => !isEllipsis && !styles.webkitLineClamp.match(/\\d/) && (box.bottom > outer.bottom + 3 || box.right > outer.right + 1)))
            faults.push('out of its control: ' + text);
        }
      }
    }
  };
  walk(document);
  if (document.documentElement.scrollWidth > width) faults.push('the page scrolls sideways');
  return [...new Set(faults)];
})()`;
