/** Marks everything on the page that is not around `host` with a boolean attribute; returns what takes the marks off again. */
export function markSurroundings(host: Element, attribute: string): () => void {
  const marked: Element[] = [];
  let inner: Element = host;
  while (inner !== document.body && inner !== document.documentElement) {
    const around: Node | null = inner.parentNode;
    if (!around) break;
    for (const beside of (around as ParentNode).children) {
      if (beside === inner || beside.hasAttribute(attribute)) continue;
      beside.toggleAttribute(attribute, true);
      marked.push(beside);
    }
    inner = around instanceof ShadowRoot ? around.host : (around as Element);
  }
  return () => {
    for (const element of marked) element.removeAttribute(attribute);
  };
}
