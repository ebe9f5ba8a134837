/** Each provider's title, and the variables that enable it. */
import type { ProviderName } from '../contract.js';

export const PROVIDER_VARIABLES = {
  lapakgaming: { title: 'Lapakgaming', key: 'LAPAKGAMING_API_KEY', url: 'LAPAKGAMING_URL' },
  snapcart: { title: 'Snapcart', key: 'SNAPCART_API_KEY', url: 'SNAPCART_URL' },
  leuwongrr: { title: 'LeuwongRR', key: 'LEUWONGRR_TOKEN', url: 'LEUWONGRR_URL' },
} as const satisfies Record<ProviderName, { title: string; key: string; url: string }>;
