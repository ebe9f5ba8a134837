/**
 * The plain script's other half: what sells digital goods is in a script of its own beside it, and is
 * fetched when the first `etalase-topup` or `etalase-orders` is seen.
 */
const FILE = 'etalase.topup.global.js';

/** Only while it runs is a script known to the page. */
const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

let coming: Promise<unknown> | null = null;

/**
 * What the second script exports.
 *
 * @param exported reads it once the script has run
 * @returns a promise that is rejected where it cannot be loaded; whoever asks next tries again
 */
export function loadSecondScript(exported: () => unknown): Promise<unknown> {
  coming ??= new Promise((resolve, reject: (reason: Error) => void) => {
    const script = document.createElement('script');
    script.src = own ? new URL(FILE, own.src).href : FILE;
    // A page's policy may let only scripts run that carry its nonce.
    script.nonce = own?.nonce ?? '';
    script.onload = () => resolve(exported());
    script.onerror = () => {
      coming = null;
      script.remove();
      reject(new Error(FILE));
    };
    document.head.append(script);
  });
  return coming;
}
