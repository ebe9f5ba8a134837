/** The secret that the imitated bukaOlshop sends in a shop's callbacks. */
export const callbackSecretOf = (token: string): string => `callback-${token}`;

/** The environment variables with which a proxy sends its notices to a chat of one shop of a sandbox. */
export const notifySettings = (origin: string, token: string): Record<string, string> => ({
  ETALASE_NOTIFY: `telegram:100001:${token}:1000`,
  ETALASE_TELEGRAM_URL: `${origin.replace(/\/+$/, '')}/telegram`,
});

/**
 * The environment variables with which a proxy reaches one shop of a sandbox: upstream addresses and
 * keys only.
 *
 * @param origin the sandbox's address, for instance `http://127.0.0.1:8788`
 */
export const proxySettings = (origin: string, token: string): Record<string, string> => {
  const base = origin.replace(/\/+$/, '');
  return {
    BUKAOLSHOP_TOKEN: token,
    BUKAOLSHOP_API_KEY: `closed-${token}`,
    BUKAOLSHOP_CALLBACK_SECRET: callbackSecretOf(token),
    BUKAOLSHOP_OPEN_URL: `${base}/v1`,
    BUKAOLSHOP_CLOSED_URL: `${base}/closed/v1`,
    LAPAKGAMING_API_KEY: `lapak-${token}`,
    LAPAKGAMING_URL: `${base}/lapakgaming`,
    SNAPCART_API_KEY: `snap-${token}`,
    SNAPCART_URL: `${base}/snapcart/api/v1`,
    LEUWONGRR_TOKEN: `lrrs_v1_${token}`,
    LEUWONGRR_URL: `${base}/leuwongrr/api/v1`,
  };
};
