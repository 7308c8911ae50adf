/** `lightning/platformResourceLoader`: loads each style sheet and script once. */
const loaded = new Map<string, Promise<void>>();

function load(url: string, element: HTMLLinkElement | HTMLScriptElement): Promise<void> {
  const known = loaded.get(url);
  if (known) return known;
  const promise = new Promise<void>((resolve, reject) => {
    element.addEventListener('load', () => resolve());
    element.addEventListener('error', () => reject(new Error(`${url} could not be loaded`)));
    document.head.append(element);
  });
  loaded.set(url, promise);
  promise.catch(() => loaded.delete(url));
  return promise;
}

export function loadStyle(_component: unknown, url: string): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = url;
  return load(url, link);
}

export function loadScript(_component: unknown, url: string): Promise<void> {
  const script = document.createElement('script');
  script.src = url;
  return load(url, script);
}
