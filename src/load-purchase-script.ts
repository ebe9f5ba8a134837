/**
 * Loads the purchase script, the classic script's second part: a classic script cannot `import()`.
 * Only the build uses this file; it replaces the dynamic imports of `etalase.global.js`.
 */
const PURCHASE_SCRIPT = 'etalase.topup.global.js';

/** `currentScript` is set only while the script runs for the first time. */
const currentScript =
  document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

let loading: Promise<unknown> | null = null;
let trustedUrl: string | undefined;

/** The address beside this script, as Trusted Types want it where the page enforces them. */
function purchaseScriptUrl(): string {
  const url = currentScript ? new URL(PURCHASE_SCRIPT, currentScript.src).href : PURCHASE_SCRIPT;
  const policy = window.trustedTypes?.createPolicy('etalase-script', {
    createScriptURL: (asIs: string) => asIs,
  });
  return policy ? policy.createScriptURL(url) : url;
}

/**
 * Returns the purchase script's exports. Rejects when it cannot be loaded; the next call tries again.
 *
 * @param readExports called once the script has run
 */
export function loadPurchaseScript(readExports: () => unknown): Promise<unknown> {
  loading ??= new Promise((resolve, reject: (reason: Error) => void) => {
    const script = document.createElement('script');
    script.src = trustedUrl ??= purchaseScriptUrl();
    // A Content-Security-Policy may require the page's nonce.
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
