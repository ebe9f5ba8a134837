/**
 * The plain script's other half: what sells digital goods is in a script of its own beside it, and is
 * fetched when the first `etalase-topup` or `etalase-orders` is seen.
 */
const PURCHASE_SCRIPT = 'etalase.topup.global.js';

/** Only while it runs is a script known to the page. */
const currentScript =
  document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

let loading: Promise<unknown> | null = null;

/**
 * What the second script exports.
 *
 * @param readExports reads it once the script has run
 * @returns a promise that is rejected where it cannot be loaded; whoever asks next tries again
 */
export function loadPurchaseScript(readExports: () => unknown): Promise<unknown> {
  loading ??= new Promise((resolve, reject: (reason: Error) => void) => {
    const script = document.createElement('script');
    script.src = currentScript ? new URL(PURCHASE_SCRIPT, currentScript.src).href : PURCHASE_SCRIPT;
    // A page's policy may let only scripts run that carry its nonce.
    script.nonce = currentScript?.nonce ?? '';
    script.onload = () => resolve(readExports());
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new Error(PURCHASE_SCRIPT));
    };
    document.head.append(script);
  });
  return loading;
}
